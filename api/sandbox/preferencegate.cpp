#include "api/sandbox/preferencegate.h"

#include "api/rules/preferenceverdict.h"
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

QJsonArray preferencesAgainst(const StepContext &context, const ChannelDef &channel)
{
    const StoredRun &run = context.run;
    if (context.workflow.overridesPreferences)
        return {};
    const QString fallback = QStringLiteral("default");
    const auto sets = setsOf(context.store, run.recipient, run.tenant);
    const QJsonObject ofTenant
        = run.tenant.isNull() ? QJsonObject() : tenantDefaults(context.store, run.tenant);
    const QJsonObject &ofAll = context.workflows.preferenceDefaults;
    if (sets.isEmpty() && ofTenant.isEmpty() && ofAll.isEmpty())
        return {};
    const PreferenceQuestion question {context.workflow.key, context.workflow.categories, channel.type,
                                       channel.id, context.workflow.isCommercial};
    const ConditionScope scope = context.scope.conditions(context.at, context.scope.firstData);
    const QString tenant = run.tenant.isNull() ? QStringLiteral("") : run.tenant;
    const PreferenceVerdict verdict
        = judge(setInForce(sets, tenant, ofTenant, ofAll), question, conditionCheck(scope));
    if (verdict.outcome == PreferenceVerdict::Outcome::Sent)
        return {};
    QList<Layer> layers;
    if (!run.tenant.isNull() && sets.contains(run.tenant))
        layers.append({QStringLiteral("recipient"), run.tenant, sets.value(run.tenant)});
    if (!ofTenant.isEmpty())
        layers.append({QStringLiteral("tenant_default"), run.tenant, ofTenant});
    if (layers.isEmpty() || context.workflow.isCommercial)
        layers.append({QStringLiteral("recipient"), fallback, sets.value(fallback)});
    layers.append({QStringLiteral("environment_default"), fallback, ofAll});
    QJsonArray against;
    for (const PreferenceReason &reason : verdict.deciding())
        against.append(explained(reason, layerOf(reason, layers, question), scope));
    return against;
}

} // namespace api::sandbox
