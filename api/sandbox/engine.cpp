#include "api/sandbox/engine.h"

#include "api/rules/deepmerge.h"
#include "api/sandbox/fanout.h"
#include "api/sandbox/jsontext.h"
#include "api/sandbox/plannedevents.h"
#include "api/sandbox/runwalker.h"
#include "api/sandbox/schedules.h"

#include <QSet>

namespace api::sandbox {

namespace {

StoredRun runFor(const TriggerOrder &order, const QString &workflowRunId, Timestamp now)
{
    StoredRun run;
    run.workflowRunId = workflowRunId;
    run.workflow = order.workflow->key;
    run.actor = order.actor;
    run.tenant = order.tenant;
    run.triggerType = order.scheduleId.isNull() ? QStringLiteral("api") : QStringLiteral("schedule");
    run.scheduleId = order.scheduleId;
    run.cancellationKey = order.cancellationKey;
    run.settings = {order.sandboxMode, order.skipDelay, order.isLively, {}};
    run.resumeAt = run.insertedAt = run.updatedAt = now;
    return run;
}

struct Given // by a trigger that is taken back, to a run that waits
{
    qint64 activity;
    qint64 run;
    Ref recipient;
    bool isInBatch;
};

QList<Given> givenBy(Store &store, const QString &workflow, const QString &cancellationKey, bool canPause)
{
    QList<Given> given;
    store.each(
        QStringLiteral("SELECT a.seq, r.seq, r.recipient_collection, r.recipient_id, r.batch_key, r.status"
                       " FROM run_activities a JOIN runs r ON r.seq = a.run_seq WHERE"
                       " a.cancellation_key = ? AND r.workflow = ? AND r.status IN ('paused', 'queued')"),
        {cancellationKey, workflow}, [&](const QSqlQuery &row) {
            const bool isPaused = row.value(5).toString() == wireName(RunState::Paused);
            if (isPaused || canPause)
                given.append({row.value(0).toLongLong(), row.value(1).toLongLong(),
                              Ref {row.value(2).toString(), row.value(3).toString()},
                              !row.value(4).isNull()});
            return true;
        });
    return given;
}

void cancel(Store &store, qint64 runSeq, const QString &cancellationKey, Timestamp now, Random &random)
{
    StoredRun run;
    store.each(QStringLiteral("SELECT %1 FROM runs WHERE seq = ?").arg(runColumns()), {runSeq},
               [&](const QSqlQuery &row) {
                   run = StoredRun::from(row);
                   return false;
               });
    run.end(RunState::Cancelled);
    run.updatedAt = now;
    addRunEvent(store, run,
                {QStringLiteral("run_cancelled"), {{QStringLiteral("cancellation_key"), cancellationKey}}},
                now, random);
    saveRun(store, run);
}

} // namespace

QString startRuns(Store &store, const Workflows &, const TriggerOrder &order, Timestamp now, Random &random)
{
    const QString workflowRunId = uuid(random);
    const QByteArray data = jsonText(order.data);
    const bool subscribers = order.scheduleId.isNull();
    fanOut(store, order.recipients, order.actor, subscribers, [&](const Reached &reached) {
        StoredRun run = runFor(order, workflowRunId, now);
        run.id = uuid(random);
        run.recipient = reached.ref;
        run.via = reached.via;
        run.settings.subscription = reached.subscription;
        run.data
            = reached.triggerData.isEmpty() ? data : jsonText(deepMerged(order.data, reached.triggerData));
        addRun(store, run, random);
    });
    return workflowRunId;
}

void cancelRuns(Store &store, const Workflows &workflows, const QString &workflow,
                const QString &cancellationKey, const std::optional<QList<Ref>> &recipients, Timestamp now,
                Random &random)
{
    const WorkflowDef *definition = workflows.workflow(workflow);
    const QSet<Ref> only = recipients ? QSet<Ref>(recipients->begin(), recipients->end()) : QSet<Ref>();
    const QList<Given> all = givenBy(store, workflow, cancellationKey, definition && definition->canPause());
    for (const Given &given : all) {
        if (recipients && !only.contains(given.recipient))
            continue;
        store.run(QStringLiteral("DELETE FROM run_activities WHERE seq = ?"), {given.activity});
        if (!given.isInBatch && activityCount(store, given.run) == 0)
            cancel(store, given.run, cancellationKey, now, random);
    }
}

Engine::Engine(Store &store, const Workflows &workflows, Random random)
    : m_store(store)
    , m_workflows(workflows)
    , m_random(random)
    , m_entities(store)
{
}

Timestamp Engine::nextDue()
{
    Timestamp first;
    for (const Timestamp due : {nextRunDue(m_store), nextPlannedDue(m_store), nextScheduleDue(m_store)}) {
        if (!due.isNull() && (first.isNull() || due < first))
            first = due;
    }
    return first;
}

int Engine::advance(Timestamp now, int most)
{
    const Timestamp first = nextDue();
    if (first.isNull() || first > now)
        return 0;
    m_store.takeError();
    m_entities.clear();
    m_store.begin();
    int done = 0;
    while (done < most && doFirst(now))
        ++done;
    m_entities.clear();
    m_failure = m_store.takeError();
    if (m_failure.isNull() && m_store.commit())
        return done;
    if (m_failure.isNull())
        m_failure = m_store.takeError(); // of the commit
    m_store.rollback();
    m_store.takeError();
    return -1;
}

// Runs before statuses before schedules, where they are due at the same time.
bool Engine::doFirst(Timestamp now)
{
    auto run = firstDueRun(m_store, now);
    const auto planned = firstPlannedEvent(m_store, run ? run->resumeAt : now);
    const Timestamp first = run && (!planned || run->resumeAt <= planned->dueAt) ? run->resumeAt
        : planned                                                                ? planned->dueAt
                                                                                 : now;
    const Timestamp schedule = nextScheduleDue(m_store);
    const bool isScheduleFirst
        = !schedule.isNull() && schedule <= now && (schedule < first || (!run && !planned));
    if (isScheduleFirst) {
        const auto due = takeDueSchedule(m_store, schedule);
        if (due)
            trigger(*due);
        return due.has_value();
    }
    if (run && run->resumeAt == first) {
        RunWalker(m_store, m_workflows, m_entities, m_random).goOn(*run, first);
        return true;
    }
    if (planned)
        carryOut(m_store, *planned, m_random);
    return planned.has_value();
}

// Of a workflow that is gone or inactive nothing is started; the schedule goes on.
void Engine::trigger(const StoredSchedule &schedule)
{
    TriggerOrder order;
    order.workflow = m_workflows.workflow(schedule.workflow);
    if (!order.workflow || !order.workflow->isActive)
        return;
    RecipientSpec recipient;
    recipient.ref = schedule.recipient;
    order.recipients = {recipient};
    order.actor = schedule.actor;
    order.tenant = schedule.tenant;
    order.data = schedule.data;
    order.scheduleId = schedule.id;
    startRuns(m_store, m_workflows, order, schedule.lastAt, m_random);
}

} // namespace api::sandbox
