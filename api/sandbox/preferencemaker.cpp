#include "api/sandbox/preferencemaker.h"

#include "api/sandbox/draw.h"
#include "api/sandbox/workflows.h"

#include <QJsonArray>

namespace api::sandbox {

namespace {

const QStringList typesInOrder {QStringLiteral("email"), QStringLiteral("in_app_feed"), QStringLiteral("sms"),
                                QStringLiteral("push"), QStringLiteral("chat")};

QJsonObject condition(const char *variable, const char *op, const QJsonValue &argument)
{
    return {{QStringLiteral("variable"), QLatin1StringView(variable)},
            {QStringLiteral("operator"), QLatin1StringView(op)},
            {QStringLiteral("argument"), argument}};
}

QJsonObject withConditions(const QJsonObject &condition)
{
    return {{QStringLiteral("conditions"), QJsonArray {condition}}};
}

QJsonObject typeMap(Random &random)
{
    QJsonObject map;
    for (const QString &type : typesInOrder) {
        if (random.chance(0.4))
            map.insert(type, random.chance(0.4));
    }
    if (map.isEmpty())
        map.insert(typesInOrder.first(), false);
    return map;
}

QJsonValue orNull(const QJsonObject &map)
{
    return map.isEmpty() ? QJsonValue() : QJsonValue(map);
}

QJsonObject set(const QString &id, const QJsonObject &workflows, const QJsonObject &categories,
                const QJsonObject &channelTypes)
{
    return {{QStringLiteral("__typename"), QStringLiteral("PreferenceSet")},
            {QStringLiteral("id"), id},
            {QStringLiteral("workflows"), orNull(workflows)},
            {QStringLiteral("categories"), orNull(categories)},
            {QStringLiteral("channel_types"), orNull(channelTypes)}};
}

QJsonValue setting(Random &random)
{
    if (random.chance(0.55))
        return random.chance(0.35);
    if (random.chance(0.75))
        return QJsonObject {{QStringLiteral("channel_types"), typeMap(random)}};
    return withConditions(condition("data.priority", "equal_to", QStringLiteral("high")));
}

QJsonObject drawn(const Workflows &workflows, const QString &id, Random &random)
{
    QJsonObject byWorkflow, byCategory;
    for (const WorkflowDef &workflow : workflows.workflows) {
        if (random.chance(0.2))
            byWorkflow.insert(workflow.key, setting(random));
        const QString &category = pick(workflow.categories, random);
        if (random.chance(0.15))
            byCategory.insert(category, setting(random));
    }
    QJsonObject out = set(id, byWorkflow, byCategory, typeMap(random));
    if (random.chance(0.1))
        out.insert(QStringLiteral("channels"),
                   QJsonObject {{pick(workflows.channels, random).id, random.chance(0.5)}});
    if (random.chance(0.1))
        out.insert(QStringLiteral("commercial_subscribed"), random.chance(0.3));
    if (random.chance(0.05)) // a key of a service that has grown
        out.insert(QStringLiteral("quiet_mode"),
                   QJsonObject {{QStringLiteral("until"), QStringLiteral("monday")}});
    return out;
}

QJsonObject richSet(const Workflows &workflows)
{
    const QString slack = workflows.channelByKey(QStringLiteral("slack"))->id;
    const QJsonObject typeWithCondition {
        {QStringLiteral("email"),
         withConditions(condition("data.severity", "not_equal_to", QStringLiteral("low")))},
        {QStringLiteral("sms"), false}};
    QJsonObject comments {{QStringLiteral("channel_types"),
                           QJsonObject {{QStringLiteral("email"), false}, {QStringLiteral("push"), true}}}};
    comments.insert(QStringLiteral("conditions"),
                    QJsonArray {condition("data.project.id", "not_equal_to", QStringLiteral("paper-mill"))});
    QJsonObject out = set(
        QStringLiteral("default"),
        {{QStringLiteral("new-comment"), comments},
         {QStringLiteral("weekly-digest"), false},
         {QStringLiteral("security-alert"),
          QJsonObject {{QStringLiteral("channel_types"), typeWithCondition}}},
         {QStringLiteral("mention"),
          withConditions(condition("data.priority", "equal_to", QStringLiteral("high")))}},
        {{QStringLiteral("marketing"), false},
         {QStringLiteral("billing"),
          QJsonObject {{QStringLiteral("channel_types"), QJsonObject {{QStringLiteral("chat"), false}}}}}},
        {{QStringLiteral("email"), true},
         {QStringLiteral("sms"), false},
         {QStringLiteral("push"),
          withConditions(condition("recipient.plan", "not_equal_to", QStringLiteral("free")))}});
    out.insert(QStringLiteral("channels"), QJsonObject {{slack, false}});
    out.insert(QStringLiteral("commercial_subscribed"), true);
    return out;
}

} // namespace

QList<QJsonObject> makePreferences(const Workflows &workflows, const QStringList &tenants, bool isRich,
                                   Random &random)
{
    if (!isRich && !random.chance(0.3))
        return {};
    QList<QJsonObject> sets {isRich ? richSet(workflows)
                                    : drawn(workflows, QStringLiteral("default"), random)};
    for (const QString &tenant : tenants) {
        if (random.chance(isRich ? 0.7 : 0.25))
            sets += drawn(workflows, tenant, random);
    }
    return sets;
}

} // namespace api::sandbox
