#include "api/sandbox/runwalker.h"

#include "api/sandbox/channelstep.h"
#include "api/sandbox/jsontext.h"

#include <algorithm>

namespace api::sandbox {

namespace {

void wait(const StepContext &c, Timestamp until)
{
    c.run.status = RunState::Paused;
    c.run.resumeAt = until;
}

QJsonValue keyOf(const StepContext &c)
{
    const QJsonObject values {{QStringLiteral("data"), c.scope.data},
                              {QStringLiteral("recipient"), c.scope.recipient},
                              {QStringLiteral("tenant"), c.scope.tenant}};
    const QJsonValue key = c.step.keyPath.isEmpty() ? QJsonValue() : valueAt(values, c.step.keyPath);
    return key.isUndefined() ? QJsonValue() : key;
}

// Which open batch an activity belongs to: of this step, recipient, tenant and key.
QString batchKeyOf(const StepContext &c)
{
    const QJsonArray parts {c.run.workflow, c.step.ref, c.run.recipient.json(),
                            c.run.tenant.isNull() ? QJsonValue() : QJsonValue(c.run.tenant), keyOf(c)};
    return QString::fromUtf8(jsonText(parts));
}

// The conditions the step fails; its messages' statuses are looked up only for those who ask.
QJsonArray failedOf(const StepContext &c)
{
    if (c.step.conditions.isEmpty())
        return {};
    ConditionScope scope = c.scope.conditions(c.at, c.scope.data);
    if (jsonText(c.step.conditions).contains("\"refs."))
        scope.values.insert(QStringLiteral("refs"), messageRefs(c.store, c.run));
    return failedConditions(c.step.conditions, scope);
}

} // namespace

void RunWalker::note(const StepContext &context, const RunNote &note)
{
    addRunEvent(m_store, context.run, note, context.at, m_random);
}

void RunWalker::finish(StoredRun &run, const RunNote &note, Timestamp at)
{
    addRunEvent(m_store, run, note, at, m_random);
    run.end(RunState::Completed);
}

void RunWalker::goOn(StoredRun &run, Timestamp at)
{
    const WorkflowDef *workflow = m_workflows.workflow(run.workflow);
    if (workflow)
        walk(run, *workflow, at);
    else
        finish(run, {QStringLiteral("workflow_missing"), {}, {}, {}, true}, at);
    run.updatedAt = at;
    saveRun(m_store, run);
}

void RunWalker::walk(StoredRun &run, const WorkflowDef &workflow, Timestamp at)
{
    bool isResuming = run.status == RunState::Paused;
    RunScope scope = RunScope::of(m_store, m_entities, m_workflows, workflow, run);
    if (scope.recipient.isEmpty())
        return finish(run, {QStringLiteral("recipient_missing"), {}, {}, {}, true}, at);
    if (!isResuming && !mayStart(run, workflow, scope, at))
        return;
    run.status = RunState::Processing;
    for (; run.step < workflow.steps.size(); ++run.step) {
        const StepContext context {m_store, m_workflows, m_random, workflow, workflow.steps.at(run.step),
                                   scope,   run,         at};
        const Next next = take(context, std::exchange(isResuming, false));
        if (next == Next::Wait)
            return;
        if (next == Next::End)
            return run.end(RunState::Completed);
    }
    run.end(RunState::Completed);
}

bool RunWalker::mayStart(StoredRun &run, const WorkflowDef &workflow, const RunScope &scope, Timestamp at)
{
    if (workflow.conditions.isEmpty())
        return true;
    const QJsonArray failed = failedConditions(workflow.conditions, scope.conditions(at, scope.data));
    if (failed.isEmpty())
        return true;
    finish(run, {QStringLiteral("conditions_not_met"), {{QStringLiteral("failed"), failed}}}, at);
    return false;
}

RunWalker::Next RunWalker::take(const StepContext &c, bool isResuming)
{
    if (!isResuming) {
        if (const QJsonArray failed = failedOf(c); !failed.isEmpty()) {
            note(c, c.skipped(QStringLiteral("conditions"), {{QStringLiteral("failed"), failed}}));
            return Next::Step;
        }
    }
    switch (c.step.kind) {
    case StepKind::Delay:
        return delay(c, isResuming);
    case StepKind::Batch:
        return batch(c, isResuming);
    case StepKind::Throttle:
        return throttle(c);
    default:
        return send(c);
    }
}

RunWalker::Next RunWalker::send(const StepContext &c)
{
    note(c, takeChannelStep(c));
    return Next::Step;
}

RunWalker::Next RunWalker::delay(const StepContext &c, bool isResuming)
{
    if (isResuming) {
        note(c, c.note(QStringLiteral("delay_finished")));
        return Next::Step;
    }
    if (c.run.settings.skipDelay) {
        note(c, c.skipped(QStringLiteral("skip_delay")));
        return Next::Step;
    }
    Timestamp until {c.at.us + c.step.duration};
    if (!c.step.untilPath.isEmpty()) {
        const QJsonValue told
            = valueAt(QJsonObject {{QStringLiteral("data"), c.scope.data}}, c.step.untilPath);
        until = Timestamp::fromWire(told.toString());
        if (until.isNull()) {
            note(c, c.skipped(QStringLiteral("no_time"), {{QStringLiteral("path"), c.step.untilPath}}));
            return Next::Step;
        }
    }
    if (until <= c.at) {
        note(c, c.skipped(QStringLiteral("time_has_passed"), {{QStringLiteral("until"), until.toWire()}}));
        return Next::Step;
    }
    note(c, c.note(QStringLiteral("delay_started"), {{QStringLiteral("until"), until.toWire()}}));
    wait(c, until);
    return Next::Wait;
}

RunWalker::Next RunWalker::batch(const StepContext &c, bool isResuming)
{
    if (isResuming) {
        const int count = c.scope.activities.count;
        c.run.batchKey.clear();
        if (count == 0) {
            note(c, c.skipped(QStringLiteral("no_activities")));
            return Next::End;
        }
        note(c, c.note(QStringLiteral("batch_closed"), {{QStringLiteral("activities"), count}}));
        return Next::Step;
    }
    const QString key = batchKeyOf(c);
    std::optional<StoredRun> open;
    c.store.each(QStringLiteral("SELECT %1 FROM runs WHERE batch_key = ? LIMIT 1").arg(runColumns()), {key},
                 [&](const QSqlQuery &row) {
                     open = StoredRun::from(row);
                     return false;
                 });
    if (open)
        return joinBatch(c, *open);
    const Timestamp closesAt {c.at.us + c.step.duration};
    const QJsonValue keyValue = keyOf(c);
    QJsonObject data {{QStringLiteral("until"), closesAt.toWire()}};
    if (!keyValue.isNull())
        data.insert(QStringLiteral("key"), keyValue);
    note(c, c.note(QStringLiteral("batch_opened"), data));
    c.run.batchKey = key;
    wait(c, c.step.most == 1 ? c.at : closesAt);
    return Next::Wait;
}

// The activity moves over, with its data: from now on it belongs to the run that waits.
RunWalker::Next RunWalker::joinBatch(const StepContext &c, const StoredRun &open)
{
    c.store.run(QStringLiteral("UPDATE run_activities SET run_seq = ?, data = CASE data WHEN '' THEN ? ELSE"
                               " data END WHERE run_seq = ?"),
                {open.seq, QString::fromUtf8(c.run.data), c.run.seq});
    note(c, c.note(QStringLiteral("batch_joined"), {{QStringLiteral("workflow_recipient_run_id"), open.id}}));
    if (c.step.most > 0 && activityCount(c.store, open.seq) >= c.step.most)
        c.store.run(QStringLiteral("UPDATE runs SET resume_at = ? WHERE seq = ?"), {c.at.us, open.seq});
    return Next::End;
}

RunWalker::Next RunWalker::throttle(const StepContext &c)
{
    const QString key = QString::fromUtf8(jsonText(QJsonArray {keyOf(c)}));
    const QVariantList of {c.run.recipient.id, c.run.recipient.collection, c.run.workflow, c.step.ref, key};
    const Timestamp from {c.at.us - c.step.duration};
    // Those that have left the span are of no use any more.
    c.store.run(QStringLiteral("DELETE FROM throttle_hits WHERE recipient_id = ? AND recipient_collection = ?"
                               " AND workflow = ? AND step_ref = ? AND key = ? AND at <= ?"),
                of + QVariantList {from.us});
    const int hits
        = c.store
              .value(
                  QStringLiteral("SELECT count(*) FROM throttle_hits WHERE recipient_id = ? AND"
                                 " recipient_collection = ? AND workflow = ? AND step_ref = ? AND key = ?"),
                  of)
              .toInt();
    QJsonObject data {{QStringLiteral("limit"), c.step.most}, {QStringLiteral("passed"), hits}};
    if (hits >= c.step.most) {
        note(c, c.note(QStringLiteral("throttled"), data));
        return Next::End;
    }
    data.insert(QStringLiteral("passed"), hits + 1);
    c.store.run(QStringLiteral("INSERT INTO throttle_hits (recipient_id, recipient_collection, workflow,"
                               " step_ref, key, at) VALUES (?, ?, ?, ?, ?, ?)"),
                of + QVariantList {c.at.us});
    note(c, c.note(QStringLiteral("throttle_passed"), data));
    return Next::Step;
}

} // namespace api::sandbox
