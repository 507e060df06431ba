#include "api/sandbox/preferencegate.h"

#include "api/sandbox/jsontext.h"
#include "api/sandbox/preferencesets.h"

namespace api::sandbox {

namespace {

struct Layer
{
    QString level;
    QString setId;
    QJsonObject set;
};

QMap<QString, QJsonObject> setsOf(Store &store, const Ref &recipient, const QString &tenant)
{
    QMap<QString, QJsonObject> sets;
    store.each(QStringLiteral("SELECT set_id, CAST(body AS BLOB) FROM preference_sets WHERE collection = ?"
                              " AND owner = ? AND set_id IN ('default', ?)"),
               {recipient.collection, recipient.id, tenant.isNull() ? QStringLiteral("default") : tenant},
               [&](const QSqlQuery &row) {
                   sets.insert(row.value(0).toString(), jsonObject(row.value(1).toByteArray()));
                   return true;
               });
    return sets;
}

QString wordFor(PreferenceReason::Where where)
{
    switch (where) {
    case PreferenceReason::Where::Channel:
        return QStringLiteral("channel");
    case PreferenceReason::Where::Category:
        return QStringLiteral("category");
    case PreferenceReason::Where::Workflow:
        return QStringLiteral("workflow");
    case PreferenceReason::Where::Commercial:
        return QStringLiteral("commercial");
    default:
        return QStringLiteral("channel_type");
    }
}

bool saysTheSame(const PreferenceReason &a, const PreferenceReason &b)
{
    return a.where == b.where && a.key == b.key && a.wholeRow == b.wholeRow && a.state == b.state
        && a.conditions == b.conditions;
}

// The first of the layers that says it: what a lower one says counts only where the higher are silent.
const Layer *layerOf(const PreferenceReason &reason, const QList<Layer> &layers,
                     const PreferenceQuestion &question)
{
    for (const Layer &layer : layers) {
        const QList<PreferenceReason> said = judge(layer.set, question).reasons;
        if (std::any_of(said.begin(), said.end(),
                        [&](const PreferenceReason &each) { return saysTheSame(each, reason); }))
            return &layer;
    }
    return nullptr;
}

QJsonObject explained(const PreferenceReason &reason, const Layer *layer, const ConditionScope &scope)
{
    QJsonObject out {{QStringLiteral("where"), wordFor(reason.where)},
                     {QStringLiteral("key"), reason.key},
                     {QStringLiteral("whole_row"), reason.wholeRow},
                     {QStringLiteral("state"),
                      reason.conditions.isEmpty() ? QStringLiteral("off") : QStringLiteral("conditions")}};
    if (layer) {
        out.insert(QStringLiteral("level"), layer->level);
        out.insert(QStringLiteral("set_id"), layer->setId);
    }
    if (!reason.conditions.isEmpty())
        out.insert(QStringLiteral("failed"), failedConditions(reason.conditions, scope));
    return out;
}

} // namespace

QJsonArray failedConditions(const QJsonArray &conditions, const ConditionScope &scope)
{
    QJsonArray failed;
    const ConditionsVerdict verdict = evaluateConditions(conditions, scope);
    for (const ConditionResult &each : verdict.each) {
        if (!each.holds)
            failed.append(each.reason);
    }
    return failed;
}

QJsonObject PreferenceLayers::inForce() const
{
    return setInForce(sets, tenant.isNull() ? QStringLiteral("") : tenant, ofTenant, ofAll);
}

QJsonArray preferencesAgainst(const StepContext &context, const ChannelDef &channel)
{
    const StoredRun &run = context.run;
    if (context.workflow.overridesPreferences)
        return {};
    const PreferenceLayers said {setsOf(context.store, run.recipient, run.tenant), run.tenant,
                                 run.tenant.isNull() ? QJsonObject()
                                                     : tenantDefaults(context.store, run.tenant),
                                 context.workflows.preferenceDefaults};
    return preferencesAgainst(said,
                              {context.workflow.key, context.workflow.categories, channel.type, channel.id,
                               context.workflow.isCommercial},
                              context.scope.conditions(context.at, context.scope.firstData));
}

QJsonArray preferencesAgainst(const PreferenceLayers &said, const PreferenceQuestion &question,
                              const ConditionScope &scope)
{
    if (said.isEmpty())
        return {};
    const PreferenceVerdict verdict = judge(said.inForce(), question, conditionCheck(scope));
    if (verdict.outcome == PreferenceVerdict::Outcome::Sent)
        return {};
    const QString fallback = QStringLiteral("default");
    QList<Layer> layers;
    if (!said.tenant.isNull() && said.sets.contains(said.tenant))
        layers.append({QStringLiteral("recipient"), said.tenant, said.sets.value(said.tenant)});
    if (!said.ofTenant.isEmpty())
        layers.append({QStringLiteral("tenant_default"), said.tenant, said.ofTenant});
    if (layers.isEmpty() || question.isCommercial)
        layers.append({QStringLiteral("recipient"), fallback, said.sets.value(fallback)});
    layers.append({QStringLiteral("environment_default"), fallback, said.ofAll});
    QJsonArray against;
    for (const PreferenceReason &reason : verdict.deciding())
        against.append(explained(reason, layerOf(reason, layers, question), scope));
    return against;
}

} // namespace api::sandbox
