#include "api/sandbox/sampledata.h"

#include "api/sandbox/draw.h"

#include <QJsonArray>
#include <QLocale>
#include <cmath>

namespace api::sandbox {

double waiting(double mean, Random &random)
{
    return -std::log(1.0 - random.unit()) * mean;
}

namespace {

QString money(qint64 from, qint64 to, Random &random)
{
    const double amount = double(from) + random.unit() * double(to - from);
    const bool isEuro = random.chance(0.4);
    return (isEuro ? QStringLiteral("€") : QStringLiteral("$"))
        + QLocale(QLocale::English, QLocale::UnitedStates).toString(amount, 'f', 2);
}

QString code(const QString &prefix, Random &random)
{
    static const QString digits = QStringLiteral("0123456789abcdefghjkmnpqrstvwxyz");
    QString text = prefix + u'_';
    for (int i = 0; i < 10; ++i)
        text += digits[qsizetype(random.below(32))];
    return text;
}

QJsonValue word(const QString &text, Timestamp at, Random &random)
{
    const QStringList parts = text.split(u':');
    const auto number = [&](qsizetype i) { return parts.value(i).toLongLong(); };
    if (parts.first() == QLatin1StringView("@int"))
        return qint64(random.below(quint64(number(2) - number(1) + 1))) + number(1);
    if (parts.first() == QLatin1StringView("@money"))
        return money(number(1), number(2), random);
    if (parts.first() == QLatin1StringView("@day"))
        return QLocale::c().toString(at.toUtc().date().addDays(number(1)), QStringLiteral("d MMMM yyyy"));
    if (parts.first() == QLatin1StringView("@id"))
        return code(parts.value(1), random);
    if (parts.first() == QLatin1StringView("@ip"))
        return QStringLiteral("203.0.113.%1").arg(random.below(254) + 1);
    return text;
}

QJsonValue sample(const QJsonValue &recipe, Timestamp at, Random &random)
{
    if (recipe.isArray()) {
        const QJsonArray choices = recipe.toArray();
        return sample(choices.at(qsizetype(random.below(quint64(choices.size())))), at, random);
    }
    if (recipe.isString()) {
        const QString text = recipe.toString();
        return text.startsWith(u'@') ? word(text, at, random) : recipe;
    }
    if (!recipe.isObject())
        return recipe;
    const QJsonObject object = recipe.toObject();
    const QJsonValue length = object.value(QLatin1StringView("@list"));
    if (length.isUndefined())
        return sampleData(object, at, random);
    QJsonArray list;
    while (list.size() < length.toInt())
        list.append(sample(object.value(QLatin1StringView("@of")), at, random));
    return list;
}

} // namespace

QJsonObject sampleData(const QJsonObject &recipe, Timestamp at, Random &random)
{
    QJsonObject data;
    for (auto it = recipe.begin(); it != recipe.end(); ++it)
        data.insert(it.key(), sample(*it, at, random));
    return data;
}

} // namespace api::sandbox
