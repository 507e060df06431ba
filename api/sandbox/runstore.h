// Runs of workflows as they are stored: one for each recipient of a trigger (shapes 14, behaviour 8).
#pragma once

#include "api/sandbox/chance.h"
#include "api/sandbox/entities.h"
#include "api/schema/workflow.h"

namespace api::sandbox {

struct RunSettings
{
    bool sandboxMode = false; // external channels end as not_sent
    bool skipDelay = false;
    bool isLively = false; // dice decide what becomes of the messages
    QJsonObject subscription; // of a recipient reached as a subscriber: its properties

    QByteArray json() const; // empty when nothing is set
    static RunSettings from(const QByteArray &json);
};

struct StoredRun
{
    qint64 seq = 0;
    QString id; // UUID
    QString workflowRunId; // of the trigger
    QString workflow; // its key
    Ref recipient;
    Ref actor; // null: none
    QString tenant; // null: none
    RunState status = RunState::Queued;
    int errorCount = 0;
    QString triggerType; // api, schedule
    QString scheduleId, cancellationKey; // null: none
    Ref via; // null: not reached as a subscriber
    QByteArray data; // JSON object: what the trigger gave, `$trigger_data` included
    RunSettings settings;
    int step = 0; // the next one; of a paused run the one it waits in
    Timestamp resumeAt; // when it goes on; null once it is over
    QString batchKey; // null: not in an open batch
    Timestamp insertedAt, updatedAt;

    static StoredRun from(const QSqlQuery &row); // of runColumns()
    bool isOver() const { return status == RunState::Completed || status == RunState::Cancelled; }
    void end(RunState how); // Completed, Cancelled
};
QString runColumns(); // `seq` first

std::optional<StoredRun> findRun(Store &store, const QString &id);
// Queued, with its first activity. Sets `seq`.
void addRun(Store &store, StoredRun &run, Random &random);
// What changes as it goes: status, errors, step, times, batch.
void saveRun(Store &store, const StoredRun &run);

// The run that is to go on first; nullopt when none is, up to then.
std::optional<StoredRun> firstDueRun(Store &store, Timestamp upTo);
Timestamp nextRunDue(Store &store); // null: none ever is

struct RunNote // one event of a run; see README.md for the words and what `data` holds
{
    QString event; // message_enqueued, step_skipped, …
    QJsonObject data = {};
    QString stepRef = {}; // null: of the run as a whole
    QString stepType = {};
    bool isError = false;
};
void addRunEvent(Store &store, StoredRun &run, const RunNote &note, Timestamp at, Random &random);

// What a run was given: one activity, or more after a batch.
struct RunActivities
{
    int count = 0;
    int actorCount = 0; // different ones
    QList<Ref> actors; // the first ten of them
    QByteArray firstData, latestData; // JSON objects
};
RunActivities activitiesOf(Store &store, const StoredRun &run);
// The same without a look at the database, for a run that has never met a batch.
RunActivities ownActivity(const StoredRun &run);
int activityCount(Store &store, qint64 runSeq);

inline constexpr int mostActors = 10; // on a message (behaviour 12)

} // namespace api::sandbox
