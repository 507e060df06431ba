#include "api/rules/conditions.h"

#include "api/rules/conditionvalues.h"
#include "api/rules/deliveryrules.h"

#include <algorithm>
#include <array>

namespace api {
namespace {

struct Compared
{
    QJsonValue variable;
    QJsonValue argument;
    const ConditionScope &scope;
    std::partial_ordering order; // of variable and argument
    bool equal;
};

QJsonValue at(const QJsonObject &values, const QString &path)
{
    QJsonValue value = values;
    for (const QString &key : path.split(u'.')) {
        if (!value.isObject())
            return QJsonValue::Undefined;
        value = value.toObject().value(key);
    }
    return value;
}

bool isDynamic(const QJsonValue &v)
{
    static constexpr std::array prefixes {QLatin1StringView("data."),  QLatin1StringView("recipient."),
                                          QLatin1StringView("actor."), QLatin1StringView("tenant."),
                                          QLatin1StringView("vars."),  QLatin1StringView("workflow."),
                                          QLatin1StringView("run."),   QLatin1StringView("refs.")};
    const QString text = v.toString();
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&](QLatin1StringView prefix) { return text.startsWith(prefix); });
}

QJsonValue resolved(const QJsonValue &argument, const QJsonObject &values)
{
    if (isDynamic(argument))
        return at(values, argument.toString());
    if (!argument.isArray())
        return argument;
    QJsonArray out;
    const QJsonArray list = argument.toArray();
    for (const QJsonValue &item : list) {
        const QJsonValue value = isDynamic(item) ? at(values, item.toString()) : item;
        out.append(value.isUndefined() ? QJsonValue(QString()) : value);
    }
    return out;
}

bool isStatusPath(const QString &path)
{
    return path.startsWith(QLatin1StringView("refs."))
        && (path.endsWith(QLatin1StringView(".delivery_status"))
            || path.endsWith(QLatin1StringView(".engagement_status")));
}

int highestRank(const QJsonValue &status)
{
    int rank = 0;
    const QJsonArray words = asList(status);
    for (const QJsonValue &word : words)
        rank = std::max(rank, statusRank(word.toString()));
    return rank;
}

// How far the message of a step got; 0 when there is none.
int reachedRank(const QString &path, const QJsonObject &values)
{
    const int rank = highestRank(at(values, path));
    if (rank > 0 || path.endsWith(QLatin1StringView(".delivery_status")))
        return rank;
    return highestRank(at(values, path.left(path.lastIndexOf(u'.')) + QStringLiteral(".delivery_status")));
}

// An argument that is no status has no place in the order.
void compareStatuses(Compared &c, const QString &path)
{
    const int asked = highestRank(c.argument);
    const int reached = reachedRank(path, c.scope.values);
    c.order = asked ? reached <=> asked : std::partial_ordering::unordered;
    c.equal = asked && reached == asked;
}

bool isInOrder(std::partial_ordering lower, std::partial_ordering upper)
{
    return lower >= 0 && upper <= 0;
}

bool isBetween(const Compared &c)
{
    const QJsonArray range = asList(c.argument);
    return range.size() == 2 && isInOrder(orderOf(c.variable, range.at(0)), orderOf(c.variable, range.at(1)));
}

bool isTimeBetween(const Compared &c)
{
    const QJsonArray range = asList(c.argument);
    const Timestamp time = instantOf(c.variable), from = instantOf(range.at(0)), to = instantOf(range.at(1));
    return range.size() == 2 && !time.isNull() && !from.isNull() && !to.isNull() && from <= time
        && time <= to;
}

using TimeTest = bool (*)(Timestamp time, Timestamp reference);

template <TimeTest test>
bool timeTest(const Compared &c)
{
    const Timestamp time = instantOf(c.variable), reference = instantOf(c.argument, c.scope.now);
    return !time.isNull() && !reference.isNull() && test(time, reference);
}

template <TimeTest test>
bool nowTest(const Compared &c)
{
    const Timestamp time = instantOf(c.variable);
    return !time.isNull() && !c.scope.now.isNull() && test(time, c.scope.now);
}

bool isBefore(Timestamp a, Timestamp b)
{
    return a < b;
}
bool isOnOrAfter(Timestamp a, Timestamp b)
{
    return a >= b;
}
bool isBeforeDate(Timestamp a, Timestamp b)
{
    return utcDay(a) < utcDay(b);
}
bool isOnOrAfterDate(Timestamp a, Timestamp b)
{
    return utcDay(a) >= utcDay(b);
}

bool isEmpty(const Compared &c)
{
    return isBlank(c.variable) || (c.variable.isArray() && c.variable.toArray().isEmpty());
}

bool exists(const Compared &c)
{
    return !c.variable.isUndefined() && !c.variable.isNull();
}

bool isMember(const Compared &c)
{
    return c.scope.isAudienceMember && c.scope.isAudienceMember(c.argument.toString());
}

enum class Takes { Nothing, Value, List };

struct Operator
{
    QLatin1StringView word;
    Takes takes;
    bool (*holds)(const Compared &);
};

// clang-format off
constexpr std::array operators {
    Operator {QLatin1StringView("equal_to"), Takes::Value, [](const Compared &c) { return c.equal; }},
    Operator {QLatin1StringView("not_equal_to"), Takes::Value, [](const Compared &c) { return !c.equal; }},
    Operator {QLatin1StringView("greater_than"), Takes::Value, [](const Compared &c) { return c.order > 0; }},
    Operator {QLatin1StringView("greater_than_or_equal_to"), Takes::Value, [](const Compared &c) { return c.order >= 0; }},
    Operator {QLatin1StringView("less_than"), Takes::Value, [](const Compared &c) { return c.order < 0; }},
    Operator {QLatin1StringView("less_than_or_equal_to"), Takes::Value, [](const Compared &c) { return c.order <= 0; }},
    Operator {QLatin1StringView("contains"), Takes::Value, [](const Compared &c) { return containsValue(c.variable, c.argument); }},
    Operator {QLatin1StringView("not_contains"), Takes::Value, [](const Compared &c) { return !containsValue(c.variable, c.argument); }},
    Operator {QLatin1StringView("contains_all"), Takes::List, [](const Compared &c) { return containsEach(c.variable, c.argument); }},
    Operator {QLatin1StringView("not_contains_all"), Takes::List, [](const Compared &c) { return !containsEach(c.variable, c.argument); }},
    Operator {QLatin1StringView("empty"), Takes::Nothing, isEmpty},
    Operator {QLatin1StringView("not_empty"), Takes::Nothing, [](const Compared &c) { return !isEmpty(c); }},
    Operator {QLatin1StringView("exists"), Takes::Nothing, exists},
    Operator {QLatin1StringView("not_exists"), Takes::Nothing, [](const Compared &c) { return !exists(c); }},
    Operator {QLatin1StringView("is_timestamp"), Takes::Nothing, [](const Compared &c) { return !instantOf(c.variable).isNull(); }},
    Operator {QLatin1StringView("is_not_timestamp"), Takes::Nothing, [](const Compared &c) { return instantOf(c.variable).isNull(); }},
    Operator {QLatin1StringView("is_timestamp_before"), Takes::Value, timeTest<isBefore>},
    Operator {QLatin1StringView("is_timestamp_on_or_after"), Takes::Value, timeTest<isOnOrAfter>},
    Operator {QLatin1StringView("is_timestamp_before_date"), Takes::Value, timeTest<isBeforeDate>},
    Operator {QLatin1StringView("is_timestamp_on_or_after_date"), Takes::Value, timeTest<isOnOrAfterDate>},
    Operator {QLatin1StringView("is_timestamp_between"), Takes::List, isTimeBetween},
    Operator {QLatin1StringView("is_between"), Takes::List, isBetween},
    Operator {QLatin1StringView("is_audience_member"), Takes::Value, isMember},
    Operator {QLatin1StringView("is_not_audience_member"), Takes::Value, [](const Compared &c) { return !isMember(c); }},
    Operator {QLatin1StringView("is_timestamp_before_now"), Takes::Nothing, nowTest<isBefore>},
    Operator {QLatin1StringView("is_timestamp_on_or_after_now"), Takes::Nothing, nowTest<isOnOrAfter>}};
// clang-format on

const Operator *find(const QString &word)
{
    const auto it
        = std::find_if(operators.begin(), operators.end(), [&](const Operator &o) { return word == o.word; });
    return it == operators.end() ? nullptr : &*it;
}

QString reasonOf(const QJsonObject &condition, const Compared &c, const Operator *op)
{
    const QString word = condition.value(QLatin1StringView("operator")).toString();
    const QJsonValue argument = condition.value(QLatin1StringView("argument"));
    QString text
        = QStringLiteral("%1 = %2, asked: %3")
              .arg(condition.value(QLatin1StringView("variable")).toString().left(120), shortText(c.variable),
                   op ? word : QStringLiteral("unknown operator ") + word.left(60));
    if (op && op->takes == Takes::Nothing)
        return text;
    if (isDynamic(argument))
        return text + u' ' + argument.toString().left(120) + QStringLiteral(" = ") + shortText(c.argument);
    return text + u' ' + shortText(c.argument);
}

} // namespace

ConditionResult evaluateCondition(const QJsonObject &condition, const ConditionScope &scope)
{
    const QString path = condition.value(QLatin1StringView("variable")).toString();
    const Operator *op = find(condition.value(QLatin1StringView("operator")).toString());
    const QJsonValue argument = condition.value(QLatin1StringView("argument"));
    const bool wantsList = op && op->takes == Takes::List && !isDynamic(argument);
    Compared c {at(scope.values, path),
                resolved(wantsList ? QJsonValue(asList(argument)) : argument, scope.values), scope,
                std::partial_ordering::unordered, false};
    if (isStatusPath(path)) {
        compareStatuses(c, path);
    } else {
        c.order = orderOf(c.variable, c.argument);
        c.equal = areEqual(c.variable, c.argument);
    }
    return {op && op->holds(c), reasonOf(condition, c, op)};
}

ConditionsVerdict evaluateConditions(const QJsonArray &conditions, const ConditionScope &scope)
{
    ConditionsVerdict verdict;
    for (const QJsonValue &condition : conditions) {
        verdict.each.append(evaluateCondition(condition.toObject(), scope));
        verdict.holds = verdict.holds && verdict.each.last().holds;
    }
    return verdict;
}

std::function<bool(const QJsonArray &conditions)> conditionCheck(ConditionScope scope)
{
    return [scope = std::move(scope)](const QJsonArray &conditions) {
        return evaluateConditions(conditions, scope).holds;
    };
}

QStringList conditionOperators()
{
    QStringList words;
    for (const Operator &op : operators)
        words += op.word;
    return words;
}

bool isKnownOperator(const QString &word)
{
    return find(word);
}

bool takesArgument(const QString &op)
{
    const Operator *known = find(op);
    return !known || known->takes != Takes::Nothing;
}

} // namespace api
