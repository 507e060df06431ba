#include "ui/message/providercall.h"

#include "models/secrets.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

bool isSecretWord(const QString &key)
{
    const QString lower = key.toLower();
    return models::isSecretKey(key) || lower == "token"_L1 || lower == "key"_L1 || lower == "sig"_L1;
}

QString maskedQuery(const QString &query)
{
    const auto pairs = QUrlQuery(query).queryItems(QUrl::PrettyDecoded);
    QStringList out;
    for (const auto &[key, value] : pairs)
        out += key + u'=' + (isSecretWord(key) ? QString(8, QChar(0x2022)) : value);
    return out.join(u'&');
}

// "To=%2B34…&Body=Hi": every part a pair, and no blank anywhere.
bool isForm(const QString &text)
{
    if (text.isEmpty() || text.contains(u' ') || text.contains(u'\n'))
        return false;
    for (const QString &part : text.split(u'&')) {
        if (part.indexOf(u'=') <= 0)
            return false;
    }
    return true;
}

QJsonValue formOf(const QString &text)
{
    QJsonObject out;
    QString plain = text;
    plain.replace(u'+', u' ');
    for (const auto &[key, value] : QUrlQuery(plain).queryItems(QUrl::FullyDecoded))
        out.insert(key, isSecretWord(key) ? QString(8, QChar(0x2022)) : value);
    return out;
}

} // namespace

QString targetOf(const api::ProviderRequest &request)
{
    QString target = request.method + u' ' + request.host + request.path;
    if (!request.query.isEmpty())
        target += u'?' + maskedQuery(request.query);
    return target.trimmed();
}

QJsonValue shownBody(const QJsonValue &body)
{
    if (!body.isString())
        return models::maskedSecrets(body);
    const QString text = body.toString();
    if (text.isEmpty())
        return {};
    const QJsonDocument parsed = QJsonDocument::fromJson(text.toUtf8());
    if (parsed.isObject())
        return models::maskedSecrets(parsed.object());
    if (parsed.isArray())
        return models::maskedSecrets(parsed.array());
    return isForm(text) ? models::maskedSecrets(formOf(text)) : body;
}

QString statusText(int httpStatus)
{
    static const QHash<int, QString> words {
        {200, u"OK"_s},          {201, u"Created"_s},        {202, u"Accepted"_s},
        {204, u"No Content"_s},  {400, u"Bad Request"_s},    {401, u"Unauthorized"_s},
        {403, u"Forbidden"_s},   {404, u"Not Found"_s},      {408, u"Request Timeout"_s},
        {410, u"Gone"_s},        {413, u"Too Large"_s},      {422, u"Unprocessable"_s},
        {429, u"Too Many"_s},    {500, u"Server Error"_s},   {502, u"Bad Gateway"_s},
        {503, u"Unavailable"_s}, {504, u"Gateway Timeout"_s}};
    const QString word = words.value(httpStatus);
    return word.isEmpty() ? QString::number(httpStatus) : QString::number(httpStatus) + u' ' + word;
}

bool isStatusCheck(const api::MessageDeliveryLog &log)
{
    return log.request.method.compare("GET"_L1, Qt::CaseInsensitive) == 0;
}

} // namespace ui
