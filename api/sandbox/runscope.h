// What a run's templates and conditions see (shapes 5.2).
#pragma once

#include "api/rules/conditions.h"
#include "api/sandbox/runstore.h"
#include "api/sandbox/workflows.h"

#include <QHash>

namespace api::sandbox {

// Users and objects as templates see them, read once each: a thousand runs have the same actor. For the time
// of one transaction in which nobody else writes.
class EntityCache
{
public:
    explicit EntityCache(Store &store)
        : m_store(store)
    {
    }
    // A user as sent; an object with its properties at the top level, beside id and collection. Empty when it
    // is not there.
    QJsonObject of(const Ref &ref);
    QJsonObject tenant(const QString &id);
    void clear() { m_known.clear(); }

private:
    Store &m_store;
    QHash<Ref, QJsonObject> m_known;
};

struct RunScope
{
    QJsonObject recipient; // a subscriber's `subscription` with its `object` included; empty: there is no
                           // such recipient (any more)
    QList<QJsonObject> actors; // at most ten
    RunActivities activities;
    QJsonObject firstData, data; // of the first activity, of the latest
    QJsonObject tenant;
    QJsonObject vars;
    QJsonObject workflow; // id, key, name, categories
    std::function<bool(const QString &audience)> isAudienceMember; // of the recipient, in the run's tenant

    static RunScope of(Store &store, EntityCache &entities, const Workflows &workflows,
                       const WorkflowDef &workflow, const StoredRun &run);
    RenderInput renderInput() const;
    // Preferences look at the first activity only, all else at the latest (behaviour 10).
    ConditionScope conditions(Timestamp now, const QJsonObject &ofData) const;
};

// The statuses of the run's messages by the ref of their step, as `refs.` shows them to conditions.
QJsonObject messageRefs(Store &store, const StoredRun &run);

// What stands at `path` ("data.project.id") in the scope's values; undefined when nothing does.
QJsonValue valueAt(const QJsonObject &values, const QString &path);

} // namespace api::sandbox
