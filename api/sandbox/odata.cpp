#include "api/sandbox/odata.h"

#include <QList>
#include <QRegularExpression>
#include <algorithm>

namespace api::sandbox {

namespace {

using OdataTest = std::function<bool(const QJsonObject &)>;

// 'It''s', true, 3, null; undefined when it is none of these.
QJsonValue odataLiteral(const QString &text)
{
    if (text.startsWith(u'\''))
        return text.mid(1, text.size() - 2).replace(QStringLiteral("''"), QStringLiteral("'"));
    if (text == QLatin1StringView("null"))
        return QJsonValue::Null;
    if (text == QLatin1StringView("true") || text == QLatin1StringView("false"))
        return text == QLatin1StringView("true");
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    return isNumber ? QJsonValue(number) : QJsonValue(QJsonValue::Undefined);
}

bool areSame(const QJsonValue &a, const QJsonValue &b)
{
    if (a.isString() && b.isString())
        return a.toString().compare(b.toString(), Qt::CaseInsensitive) == 0;
    return (a.isUndefined() ? QJsonValue(QJsonValue::Null) : a) == b;
}

std::optional<OdataTest> comparison(const QRegularExpressionMatch &match)
{
    const QString field = match.captured(1);
    const bool isNegated = match.captured(2) == QLatin1StringView("ne");
    const QJsonValue wanted = odataLiteral(match.captured(3));
    if (wanted.isUndefined())
        return std::nullopt;
    return [=](const QJsonObject &object) { return areSame(object.value(field), wanted) != isNegated; };
}

OdataTest textFunction(const QRegularExpressionMatch &match)
{
    const bool isStart = match.captured(1).compare(QLatin1StringView("startswith"), Qt::CaseInsensitive) == 0;
    const QString field = match.captured(2);
    const QString wanted = odataLiteral(match.captured(3)).toString();
    return [=](const QJsonObject &object) {
        const QString text = object.value(field).toString();
        return isStart ? text.startsWith(wanted, Qt::CaseInsensitive)
                       : text.contains(wanted, Qt::CaseInsensitive);
    };
}

} // namespace

std::optional<OdataTest> odataFilter(const QString &text)
{
    static const QRegularExpression compares(
        QStringLiteral(R"(\G\s*(\w+)\s+(eq|ne)\s+('(?:[^']|'')*'|[\w.\-]+)\s*)"));
    static const QRegularExpression calls(
        QStringLiteral(R"(\G\s*(startswith|contains)\s*\(\s*(\w+)\s*,\s*('(?:[^']|'')*')\s*\)\s*)"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression joins(QStringLiteral(R"(\Gand\s)"));
    QList<OdataTest> tests;
    for (qsizetype at = 0;;) {
        QRegularExpressionMatch match = calls.match(text, at);
        std::optional<OdataTest> test;
        if (match.hasMatch())
            test = textFunction(match);
        else if (match = compares.match(text, at); match.hasMatch())
            test = comparison(match);
        if (!test)
            return std::nullopt;
        tests.append(*test);
        at = match.capturedEnd();
        if (at == text.size())
            break;
        const QRegularExpressionMatch join = joins.match(text, at);
        if (!join.hasMatch())
            return std::nullopt;
        at = join.capturedEnd();
    }
    return [tests](const QJsonObject &object) {
        return std::all_of(tests.begin(), tests.end(), [&](const OdataTest &test) { return test(object); });
    };
}

QJsonObject odataSelected(const QJsonObject &object, const QString &select, const QStringList &always)
{
    QStringList names = always;
    const QStringList asked = select.split(u',', Qt::SkipEmptyParts);
    for (const QString &name : asked)
        names += name.trimmed();
    QJsonObject selected;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (asked.isEmpty() || names.contains(it.key()))
            selected.insert(it.key(), *it);
    }
    return selected;
}

} // namespace api::sandbox
