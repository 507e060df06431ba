#include "models/secrets.h"

#include <QJsonArray>
#include <QStringList>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {
namespace {

QString masked(const QString &text)
{
    const QString dots(8, QChar(0x2022));
    // "Bearer abc…": the scheme is no secret, what follows is.
    const qsizetype blank = text.indexOf(u' ');
    if (blank > 0 && blank < 10)
        return text.left(blank + 1) + dots;
    return text.size() <= 8 ? dots : text.left(4) + dots;
}

QJsonValue hidden(const QJsonValue &value)
{
    if (value.isString())
        return masked(value.toString());
    if (value.isArray()) {
        QJsonArray out;
        for (const QJsonValue &item : value.toArray())
            out.append(hidden(item));
        return out;
    }
    return value.isObject() ? maskedSecrets(value) : value;
}

} // namespace

bool isSecretKey(const QString &key)
{
    static const QStringList words {u"authorization"_s, u"api_key"_s,   u"apikey"_s,       u"x_api_key"_s,
                                    u"secret"_s,        u"password"_s,  u"access_token"_s, u"cookie"_s,
                                    u"set_cookie"_s,    u"signature"_s, u"auth_token"_s,   u"private_key"_s};
    const QString plain = key.toLower().replace(u'-', u'_');
    // Asked for every key of an answer: nothing is made here to compare with.
    return std::any_of(words.begin(), words.end(), [&](const QString &word) {
        const qsizetype before = plain.size() - word.size() - 1;
        return plain.endsWith(word) && (before < 0 || plain[before] == u'_');
    });
}

QJsonValue maskedSecrets(const QJsonValue &value)
{
    if (value.isArray()) {
        QJsonArray out;
        for (const QJsonValue &item : value.toArray())
            out.append(maskedSecrets(item));
        return out;
    }
    if (!value.isObject())
        return value;
    QJsonObject out = value.toObject();
    for (auto it = out.begin(); it != out.end(); ++it)
        *it = isSecretKey(it.key()) ? hidden(*it) : maskedSecrets(*it);
    return out;
}

} // namespace models
