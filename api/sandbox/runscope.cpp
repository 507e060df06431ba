#include "api/sandbox/runscope.h"

#include "api/sandbox/audiences.h"
#include "api/sandbox/jsontext.h"
#include "api/schema/status.h"

namespace api::sandbox {

namespace {

constexpr qsizetype mostKnown = 64;

// An object's properties stand at the top level, as those of a user do.
QJsonObject flattened(const QJsonObject &object)
{
    QJsonObject flat = object.value(QLatin1StringView("properties")).toObject();
    for (const QLatin1StringView key : {QLatin1StringView("id"), QLatin1StringView("collection"),
                                        QLatin1StringView("locale"), QLatin1StringView("timezone")})
        flat.insert(key, object.value(key));
    return flat;
}

} // namespace

QJsonObject EntityCache::of(const Ref &ref)
{
    const auto known = m_known.constFind(ref);
    if (known != m_known.constEnd())
        return *known;
    QJsonObject found;
    if (exists(m_store, ref)) {
        found = jsonObject(entityJson(m_store, ref));
        if (!ref.isUser())
            found = flattened(found);
    }
    if (m_known.size() >= mostKnown)
        m_known.clear();
    m_known.insert(ref, found);
    return found;
}

QJsonObject EntityCache::tenant(const QString &id)
{
    // Under a key of its own: a tenant as such has its settings, as a recipient it has not.
    const Ref key {QStringLiteral("$tenants/settings"), id};
    const auto known = m_known.constFind(key);
    if (known != m_known.constEnd())
        return *known;
    const QJsonObject found = jsonObject(tenantJson(m_store, id));
    m_known.insert(key, found);
    return found;
}

RunScope RunScope::of(Store &store, EntityCache &entities, const Workflows &workflows,
                      const WorkflowDef &workflow, const StoredRun &run)
{
    RunScope scope;
    scope.recipient = entities.of(run.recipient);
    if (!scope.recipient.isEmpty() && !run.via.isNull()) {
        QJsonObject subscription = run.settings.subscription;
        subscription.insert(QStringLiteral("object"), entities.of(run.via));
        scope.recipient.insert(QStringLiteral("subscription"), subscription);
    }
    scope.activities = workflow.hasBatch() ? activitiesOf(store, run) : ownActivity(run);
    for (const Ref &actor : scope.activities.actors) {
        QJsonObject known = entities.of(actor);
        if (known.isEmpty()) // deleted since
            known.insert(QStringLiteral("id"), actor.id);
        scope.actors.append(known);
    }
    scope.data = jsonObject(scope.activities.latestData);
    scope.firstData = scope.activities.count > 1 ? jsonObject(scope.activities.firstData) : scope.data;
    if (!run.tenant.isNull())
        scope.tenant = entities.tenant(run.tenant);
    scope.vars = workflows.vars;
    scope.workflow = {{QStringLiteral("id"), workflow.key},
                      {QStringLiteral("key"), workflow.key},
                      {QStringLiteral("name"), workflow.name},
                      {QStringLiteral("categories"), QJsonArray::fromStringList(workflow.categories)}};
    if (run.recipient.isUser())
        scope.isAudienceMember
            = [&store, user = run.recipient.id, tenant = run.tenant](const QString &audience) {
                  return isInAudience(store, audience, user, tenant);
              };
    return scope;
}

RenderInput RunScope::renderInput() const
{
    RenderInput input;
    input.data = data;
    input.recipient = recipient;
    input.actors = actors;
    input.totalActors = activities.actorCount;
    input.totalActivities = activities.count;
    input.tenant = tenant;
    input.vars = vars;
    return input;
}

ConditionScope RunScope::conditions(Timestamp now, const QJsonObject &ofData) const
{
    ConditionScope scope;
    scope.now = now;
    scope.isAudienceMember = isAudienceMember;
    scope.values = {{QStringLiteral("data"), ofData},
                    {QStringLiteral("recipient"), recipient},
                    {QStringLiteral("tenant"), tenant},
                    {QStringLiteral("vars"), vars},
                    {QStringLiteral("workflow"), workflow},
                    {QStringLiteral("run"),
                     QJsonObject {{QStringLiteral("total_activities"), activities.count},
                                  {QStringLiteral("total_actors"), activities.actorCount}}}};
    if (!actors.isEmpty())
        scope.values.insert(QStringLiteral("actor"), actors.first());
    return scope;
}

QJsonObject messageRefs(Store &store, const StoredRun &run)
{
    QJsonObject refs;
    store.each(QStringLiteral("SELECT step_ref, status, seen_at, read_at, interacted_at, link_clicked_at,"
                              " archived_at FROM messages WHERE recipient_run_id = ? ORDER BY seq"),
               {run.id}, [&](const QSqlQuery &row) {
                   QJsonArray engagement;
                   for (int i = 1; i < int(wireNames<Engagement>.size()); ++i) {
                       if (!row.value(1 + i).isNull())
                           engagement.append(wireName(Engagement(i)));
                   }
                   refs.insert(row.value(0).toString(),
                               QJsonObject {{QStringLiteral("delivery_status"), row.value(1).toString()},
                                            {QStringLiteral("engagement_status"), engagement}});
                   return true;
               });
    return refs;
}

QJsonValue valueAt(const QJsonObject &values, const QString &path)
{
    QJsonValue value = values;
    for (const QStringView part : QStringView(path).split(u'.')) {
        if (!value.isObject())
            return QJsonValue(QJsonValue::Undefined);
        value = value.toObject().value(part);
    }
    return value;
}

} // namespace api::sandbox
