// Runs workflows: fans out to recipients, walks the steps, delivers, and lets messages live (behaviour 8 to
// 13). All state is in the database, so that a run goes on where it was when the program ended.
#pragma once

#include "api/sandbox/chance.h"
#include "api/sandbox/identify.h"
#include "api/sandbox/runscope.h"
#include "api/sandbox/workflows.h"

namespace api::sandbox {

struct StoredSchedule;

// What a trigger asks for, checked and identified.
struct TriggerOrder
{
    const WorkflowDef *workflow = nullptr;
    QList<RecipientSpec> recipients;
    Ref actor; // null: none
    QString tenant; // null: none
    QString cancellationKey; // null: none
    QJsonObject data;
    bool sandboxMode = false; // messages of external channels end as not_sent
    bool skipDelay = false;
    QString scheduleId; // null: the API triggered it
    bool isLively = false; // chance decides what becomes of the messages, and people open them
};

// Stores one run for each recipient, and for each subscriber of an object unless a schedule triggers: two
// levels deep, each recipient once, the actor only when it is a recipient itself (behaviour 9). Answers with
// the workflow_run_id. Nothing runs yet: see Engine.
QString startRuns(Store &store, const Workflows &workflows, const TriggerOrder &order, Timestamp now,
                  Random &random);

// Takes back what triggers with this key have given to runs that wait, or to those of these recipients: ends
// the runs that are left with nothing; an open batch stays open without (behaviour 8). A run that has yet to
// start counts as waiting when its workflow has a step to wait at.
void cancelRuns(Store &store, const Workflows &workflows, const QString &workflow,
                const QString &cancellationKey, const std::optional<QList<Ref>> &recipients, Timestamp now,
                Random &random);

class Engine
{
public:
    Engine(Store &store, const Workflows &workflows, Random random);

    // When something is to be done next: a run goes on, a schedule is due, a message's status changes. Null:
    // nothing.
    Timestamp nextDue();
    // Does what is due up to `now` in order of time, at most `most` pieces, in one transaction; each piece
    // happens at the time it was due. Answers how many pieces were done: fewer than `most` when nothing is
    // left. -1 when the database failed: none was done, and takeFailure() says why.
    int advance(Timestamp now, int most);
    QString takeFailure() { return std::exchange(m_failure, {}); }

private:
    bool doFirst(Timestamp now);
    void trigger(const StoredSchedule &schedule);

    Store &m_store;
    const Workflows &m_workflows;
    Random m_random;
    EntityCache m_entities;
    QString m_failure;
};

} // namespace api::sandbox
