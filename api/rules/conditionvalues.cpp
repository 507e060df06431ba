#include "api/rules/conditionvalues.h"

#include "api/schema/timespan.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <algorithm>
#include <cmath>
#include <optional>

namespace api {
namespace {

// Whole numbers stay whole: a double would not tell 2^53 from 2^53 + 1.
struct Number
{
    std::optional<qint64> whole;
    double real = 0;
};

std::optional<Number> numberIn(const QString &text)
{
    if (text.isEmpty() || !(text.front().isDigit() || text.front() == u'-') || text.back().isSpace())
        return {};
    bool ok = false;
    if (const qint64 whole = text.toLongLong(&ok); ok)
        return Number {whole, double(whole)};
    const double real = text.toDouble(&ok);
    return ok && std::isfinite(real) ? std::optional(Number {{}, real}) : std::nullopt;
}

std::optional<Number> numberIn(const QJsonValue &v)
{
    if (v.isString())
        return numberIn(v.toString());
    if (!v.isDouble())
        return {};
    // A fraction gives the fallback, whatever it is.
    const qint64 whole = v.toInteger(0);
    if (whole == v.toInteger(1))
        return Number {whole, double(whole)};
    return Number {{}, v.toDouble()};
}

std::partial_ordering orderOf(const Number &a, const Number &b)
{
    if (a.whole && b.whole)
        return *a.whole <=> *b.whole;
    return a.real <=> b.real;
}

QString textOf(const QJsonValue &v)
{
    if (v.isBool())
        return v.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    if (const auto number = v.isDouble() ? numberIn(v) : std::nullopt)
        return number->whole ? QString::number(*number->whole) : QString::number(number->real, 'g', 17);
    return v.toString();
}

bool isItem(const QJsonValue &item, const QJsonArray &list)
{
    return std::any_of(list.begin(), list.end(), [&](const QJsonValue &v) { return areEqual(v, item); });
}

// A signed ISO 8601 duration from `now`, by the calendar in UTC; null when the text is none.
Timestamp offsetFrom(Timestamp now, const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("^([+-]?)P(?:(\\d{1,4})Y)?(?:(\\d{1,5})M)?(?:(\\d{1,5})W)?(?:(\\d{1,6})D)?"
                       "(?:T(?=\\d)(?:(\\d{1,7})H)?(?:(\\d{1,8})M)?(?:(\\d{1,9})S)?)?$"));
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch() || now.isNull() || text.endsWith(u'P') || text.endsWith(u'T'))
        return {};
    const int sign = match.captured(1) == QLatin1StringView("-") ? -1 : 1;
    const auto part = [&](int i) { return sign * match.captured(i).toLongLong(); };
    const QDateTime moved = now.toUtc()
                                .addYears(int(part(2)))
                                .addMonths(int(part(3)))
                                .addDays(part(4) * 7 + part(5))
                                .addSecs(part(6) * 3600 + part(7) * 60 + part(8));
    return moved.isValid() ? Timestamp {moved.toMSecsSinceEpoch() * 1000 + (now.us - now.ms() * 1000)}
                           : Timestamp {};
}

} // namespace

bool isBlank(const QJsonValue &v)
{
    return v.isUndefined() || v.isNull() || (v.isString() && v.toString().isEmpty());
}

bool areEqual(const QJsonValue &a, const QJsonValue &b)
{
    if (isBlank(a) || isBlank(b))
        return isBlank(a) && isBlank(b);
    if (a.isDouble() || b.isDouble()) {
        const auto x = numberIn(a), y = numberIn(b);
        return x && y && orderOf(*x, *y) == std::partial_ordering::equivalent;
    }
    const bool isPlain = (a.isString() || a.isBool()) && (b.isString() || b.isBool());
    return isPlain ? textOf(a) == textOf(b) : a == b;
}

std::partial_ordering orderOf(const QJsonValue &a, const QJsonValue &b)
{
    const auto x = numberIn(a), y = numberIn(b);
    if (x && y)
        return orderOf(*x, *y);
    const bool areTexts = a.isString() && b.isString() && !isBlank(a) && !isBlank(b);
    return areTexts && !x && !y ? a.toString().compare(b.toString()) <=> 0 : std::partial_ordering::unordered;
}

bool containsValue(const QJsonValue &whole, const QJsonValue &part)
{
    if (whole.isArray() && part.isArray()) {
        const QJsonArray list = whole.toArray(), items = part.toArray();
        return std::any_of(items.begin(), items.end(), [&](const QJsonValue &v) { return isItem(v, list); });
    }
    if (whole.isArray())
        return isItem(part, whole.toArray());
    if (part.isArray())
        return isItem(whole, part.toArray());
    const QString text = textOf(part);
    return !text.isEmpty() && textOf(whole).contains(text);
}

bool containsEach(const QJsonValue &whole, const QJsonValue &parts)
{
    const QJsonArray items = asList(parts);
    return std::all_of(items.begin(), items.end(),
                       [&](const QJsonValue &item) { return containsValue(whole, item); });
}

QJsonArray asList(const QJsonValue &v)
{
    if (v.isArray())
        return v.toArray();
    if (const QString text = v.toString(); text.startsWith(u'[')) {
        const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
        if (document.isArray())
            return document.array();
    }
    return {v};
}

Timestamp instantOf(const QJsonValue &v)
{
    const QString text = v.toString();
    if (text.size() == 10)
        return Timestamp::fromWire(text + QStringLiteral("T00:00:00Z"));
    return Timestamp::fromWire(text);
}

Timestamp instantOf(const QJsonValue &v, Timestamp now)
{
    const Timestamp absolute = instantOf(v);
    return absolute.isNull() ? offsetFrom(now, v.toString()) : absolute;
}

qint64 utcDay(Timestamp t)
{
    return t.us >= 0 ? t.us / dayUs : -((-t.us + dayUs - 1) / dayUs);
}

QString shortText(const QJsonValue &v)
{
    constexpr int mostCharacters = 60, mostItems = 6;
    if (v.isUndefined())
        return QStringLiteral("nothing");
    if (v.isNull())
        return QStringLiteral("null");
    if (v.isString()) {
        const QString text = v.toString();
        const bool fits = text.size() <= mostCharacters;
        return u'"' + (fits ? text : text.left(mostCharacters) + u'…').simplified() + u'"';
    }
    if (v.isObject())
        return QStringLiteral("{…}");
    if (!v.isArray())
        return textOf(v);
    const QJsonArray list = v.toArray();
    QStringList items;
    for (qsizetype i = 0; i < std::min<qsizetype>(list.size(), mostItems); ++i)
        items += list.at(i).isArray() ? QStringLiteral("[…]") : shortText(list.at(i));
    if (list.size() > mostItems)
        items += QStringLiteral("…");
    return u'[' + items.join(QStringLiteral(", ")) + u']';
}

} // namespace api
