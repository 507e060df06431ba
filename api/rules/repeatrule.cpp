#include "api/rules/recurrence.h"

#include <QJsonArray>
#include <algorithm>

namespace api {
namespace {

const QStringList &dayWords()
{
    static const QStringList words {QStringLiteral("mon"), QStringLiteral("tue"), QStringLiteral("wed"),
                                    QStringLiteral("thu"), QStringLiteral("fri"), QStringLiteral("sat"),
                                    QStringLiteral("sun")};
    return words;
}

QList<int> daysOf(const QJsonValue &value)
{
    if (value == QLatin1StringView("weekdays"))
        return {1, 2, 3, 4, 5};
    if (value == QLatin1StringView("weekends"))
        return {6, 7};
    QList<int> days;
    const QJsonArray words = value.toArray();
    for (int day = 1; day <= 7; ++day) {
        if (words.contains(dayWords().at(day - 1)))
            days += day;
    }
    return days;
}

bool areDays(const QJsonValue &value)
{
    if (value.isString())
        return value == QLatin1StringView("weekdays") || value == QLatin1StringView("weekends");
    const QJsonArray words = value.toArray();
    return value.isArray() && std::all_of(words.begin(), words.end(), [](const QJsonValue &word) {
               return dayWords().contains(word.toString());
           });
}

std::optional<int> wholeNumber(const QJsonValue &value, int least, int most)
{
    const qint64 number = value.toInteger(qint64(least) - 1);
    return number >= least && number <= most ? std::optional(int(number)) : std::nullopt;
}

struct Range
{
    const char *field;
    int least, most;
    QString message;
};

const QList<Range> &ranges()
{
    static const QList<Range> all {
        {"interval", 1, std::numeric_limits<int>::max(),
         QStringLiteral("must be a whole number, at least 1")},
        {"day_of_month", 1, 31, QStringLiteral("must be a whole number from 1 to 31")},
        {"hours", 0, 23, QStringLiteral("must be a whole number from 0 to 23")},
        {"minutes", 0, 59, QStringLiteral("must be a whole number from 0 to 59")}};
    return all;
}

void checkRule(const QJsonValue &value, const QString &path, QList<RepeatProblem> &out)
{
    if (!value.isObject()) {
        out.append({path, QStringLiteral("must be an object")});
        return;
    }
    const QJsonObject rule = value.toObject();
    if (fromWire<Frequency>(rule.value(QLatin1StringView("frequency")).toString()) == Frequency::Unknown)
        out.append({path + QStringLiteral(".frequency"),
                    QStringLiteral("must be hourly, daily, weekly or monthly")});
    const QJsonValue days = rule.value(QLatin1StringView("days"));
    if (!days.isUndefined() && !days.isNull() && !areDays(days))
        out.append({path + QStringLiteral(".days"),
                    QStringLiteral("must be a list of mon to sun, weekdays or weekends")});
    for (const Range &range : ranges()) {
        const QString field = QLatin1StringView(range.field);
        const QJsonValue number = rule.value(field);
        if (!number.isUndefined() && !number.isNull() && !wholeNumber(number, range.least, range.most))
            out.append({path + u'.' + field, range.message});
    }
}

} // namespace

RepeatRule RepeatRule::fromJson(const QJsonObject &json)
{
    const auto number = [&json](int range) {
        const Range &r = ranges().at(range);
        return wholeNumber(json.value(QLatin1StringView(r.field)), r.least, r.most);
    };
    return {.frequency = fromWire<Frequency>(json.value(QLatin1StringView("frequency")).toString()),
            .interval = number(0).value_or(1),
            .days = daysOf(json.value(QLatin1StringView("days"))),
            .dayOfMonth = number(1),
            .hours = number(2).value_or(0),
            .minutes = number(3).value_or(0)};
}

QJsonObject RepeatRule::toJson() const
{
    QJsonArray words;
    for (const int day : days)
        words.append(dayWords().at(day - 1));
    return {{QStringLiteral("__typename"), QStringLiteral("ScheduleRepeat")},
            {QStringLiteral("frequency"), wireName(frequency)},
            {QStringLiteral("interval"), interval},
            {QStringLiteral("day_of_month"), dayOfMonth ? QJsonValue(*dayOfMonth) : QJsonValue()},
            {QStringLiteral("days"), days.isEmpty() ? QJsonValue() : QJsonValue(words)},
            {QStringLiteral("hours"), hours},
            {QStringLiteral("minutes"), minutes}};
}

QList<RepeatProblem> problemsOfRepeats(const QJsonValue &repeats)
{
    QList<RepeatProblem> out;
    const QString name = QStringLiteral("repeats");
    if (repeats.isUndefined() || repeats.isNull())
        return out;
    if (!repeats.isArray())
        return {{name, QStringLiteral("must be a list")}};
    const QJsonArray rules = repeats.toArray();
    for (qsizetype i = 0; i < rules.size(); ++i)
        checkRule(rules.at(i), QStringLiteral("%1[%2]").arg(name).arg(i), out);
    return out;
}

} // namespace api
