// Whether conditions hold, of preferences and of workflow steps (behaviour 10 "Conditions", shapes 5.2).
//
// Where nothing is written down about a detail, this is what holds here:
// - A variable or dynamic argument is a path through the maps of the scope. What is not there is "".
// - A text argument that starts with one of the prefixes (`data.`, `refs.`, …) is dynamic, so are the items
// of a
//   list. A text argument that is a JSON array is that list: the contract knows text arguments only.
// - equal_to: null and "" are equal; a number or boolean equals a text that spells it; two texts are equal
// only
//   when they are the same ("07" is not "7").
// - Order (greater_than and so on, is_between with both ends): two numbers, also spelled as text, or two
// texts
//   neither of which is a number. Anything else has no order, and the condition doesn't hold.
// - contains: an empty text is in no other. contains_all of an empty list holds.
// - A timestamp is an RFC 3339 time with a zone, or a plain date, which is its midnight in UTC. What is none
// is
//   neither before nor after anything.
// - A relative timestamp is a signed ISO 8601 duration counted from now: "-P2D", "PT30M", "P1Y2M".
// - `…_date` compares the dates in UTC; is_timestamp_between includes both ends.
// - refs.<step>.delivery_status and .engagement_status are ordered, and equal, by statusRank(); several
//   engagement statuses count as the highest, none as the delivery status. A step without a message ranks
//   below every status.
// - An unknown operator doesn't hold.
#pragma once

#include "api/schema/timestamp.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QStringList>
#include <functional>

namespace api {

struct ConditionScope
{
    // By prefix: data, recipient, actor, tenant, vars, workflow, run, and for the conditions of steps refs,
    // as
    // {"step": {"delivery_status": "sent", "engagement_status": ["seen"]}} of the steps that made a message.
    QJsonObject values;
    Timestamp now = {};
    std::function<bool(const QString &audience)> isAudienceMember = {}; // of the recipient; empty: of none
};

struct ConditionResult
{
    bool holds = false;
    // What was found and what was asked: `data.priority = "2", asked: greater_than "3"`. Long values are cut.
    QString reason;
};

struct ConditionsVerdict
{
    bool holds = true;
    QList<ConditionResult> each; // in the order of the conditions, also after one that fails
};

ConditionResult evaluateCondition(const QJsonObject &condition, const ConditionScope &scope);
// All must hold; so an empty list does. What is no object doesn't hold.
ConditionsVerdict evaluateConditions(const QJsonArray &conditions, const ConditionScope &scope);
// The same as a ConditionCheck, for judge().
std::function<bool(const QJsonArray &conditions)> conditionCheck(ConditionScope scope);

QStringList conditionOperators(); // in the order of shapes 5.2
bool isKnownOperator(const QString &word);
bool takesArgument(const QString &op); // also true for an unknown one

} // namespace api
