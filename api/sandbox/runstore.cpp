#include "api/sandbox/runstore.h"

#include "api/sandbox/jsontext.h"
#include "api/sandbox/sqlvalues.h"

namespace api::sandbox {

namespace {

constexpr auto sandboxModeKey = QLatin1StringView("sandbox_mode");
constexpr auto skipDelayKey = QLatin1StringView("skip_delay");
constexpr auto livelyKey = QLatin1StringView("lively");
constexpr auto subscriptionKey = QLatin1StringView("subscription");

QString textAt(const QSqlQuery &row, int column) // null for NULL
{
    const QVariant value = row.value(column);
    return value.isNull() ? QString() : value.toString();
}

Ref refAt(const QSqlQuery &row, int column) // collection, id
{
    Ref ref;
    ref.id = textAt(row, column + 1);
    if (!ref.id.isNull())
        ref.collection = row.value(column).toString();
    return ref;
}

std::optional<StoredRun> oneRun(Store &store, const QString &sql, const QVariantList &values)
{
    std::optional<StoredRun> run;
    store.each(sql, values, [&](const QSqlQuery &row) {
        run = StoredRun::from(row);
        return false;
    });
    return run;
}

} // namespace

QByteArray RunSettings::json() const
{
    QJsonObject object;
    const auto set = [&](QLatin1StringView key, bool on) {
        if (on)
            object.insert(key, true);
    };
    set(sandboxModeKey, sandboxMode);
    set(skipDelayKey, skipDelay);
    set(livelyKey, isLively);
    if (!subscription.isEmpty())
        object.insert(subscriptionKey, subscription);
    return object.isEmpty() ? QByteArray() : jsonText(object);
}

RunSettings RunSettings::from(const QByteArray &json)
{
    if (json.isEmpty())
        return {};
    const QJsonObject object = jsonObject(json);
    return {object.value(sandboxModeKey).toBool(), object.value(skipDelayKey).toBool(),
            object.value(livelyKey).toBool(), object.value(subscriptionKey).toObject()};
}

QString runColumns()
{
    return QStringLiteral(
        "seq, id, run_id, workflow, recipient_collection, recipient_id, actor_collection, actor_id, tenant,"
        " status, error_count, trigger_type, schedule_id, cancellation_key, via_collection, via_id,"
        " CAST(data AS BLOB), CAST(settings AS BLOB), step, resume_at, batch_key, inserted_at, updated_at");
}

StoredRun StoredRun::from(const QSqlQuery &row)
{
    StoredRun run;
    run.seq = row.value(0).toLongLong();
    run.id = row.value(1).toString();
    run.workflowRunId = row.value(2).toString();
    run.workflow = row.value(3).toString();
    run.recipient = refAt(row, 4);
    run.actor = refAt(row, 6);
    run.tenant = textAt(row, 8);
    run.status = fromWire<RunState>(row.value(9).toString());
    run.errorCount = row.value(10).toInt();
    run.triggerType = row.value(11).toString();
    run.scheduleId = textAt(row, 12);
    run.cancellationKey = textAt(row, 13);
    run.via = refAt(row, 14);
    run.data = row.value(16).toByteArray();
    run.settings = RunSettings::from(row.value(17).toByteArray());
    run.step = row.value(18).toInt();
    run.resumeAt = timeAt(row, 19);
    run.batchKey = textAt(row, 20);
    run.insertedAt = timeAt(row, 21);
    run.updatedAt = timeAt(row, 22);
    return run;
}

void StoredRun::end(RunState how)
{
    status = how;
    resumeAt = {};
    batchKey.clear();
}

std::optional<StoredRun> findRun(Store &store, const QString &id)
{
    return oneRun(store, QStringLiteral("SELECT %1 FROM runs WHERE id = ?").arg(runColumns()), {id});
}

// An activity without data of its own has the run's, so that what a trigger gave is stored once.
void addRun(Store &store, StoredRun &run, Random &random)
{
    const auto part = [](const Ref &ref) { return ref.isNull() ? QString() : ref.collection; };
    store.run(QStringLiteral(
                  "INSERT INTO runs (id, run_id, workflow, recipient_collection, recipient_id,"
                  " actor_collection, actor_id, tenant, status, trigger_type, schedule_id, cancellation_key,"
                  " via_collection, via_id, data, settings, resume_at, inserted_at, updated_at)"
                  " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
              {run.id, run.workflowRunId, run.workflow, run.recipient.collection, run.recipient.id,
               sqlText(part(run.actor)), sqlText(run.actor.id), sqlText(run.tenant), wireName(run.status),
               run.triggerType, sqlText(run.scheduleId), sqlText(run.cancellationKey), sqlText(part(run.via)),
               sqlText(run.via.id), QString::fromUtf8(run.data), sqlJson(run.settings.json()),
               sqlTime(run.resumeAt), run.insertedAt.us, run.updatedAt.us});
    run.seq = store.value(QStringLiteral("SELECT last_insert_rowid()")).toLongLong();
    store.run(QStringLiteral("INSERT INTO run_activities (id, run_seq, actor_collection, actor_id, data,"
                             " cancellation_key, inserted_at) VALUES (?, ?, ?, ?, '', ?, ?)"),
              {ksuid(run.insertedAt, random), run.seq, sqlText(part(run.actor)), sqlText(run.actor.id),
               sqlText(run.cancellationKey), run.insertedAt.us});
}

void saveRun(Store &store, const StoredRun &run)
{
    store.run(QStringLiteral("UPDATE runs SET status = ?, error_count = ?, step = ?, resume_at = ?,"
                             " batch_key = ?, updated_at = ? WHERE seq = ?"),
              {wireName(run.status), run.errorCount, run.step, sqlTime(run.resumeAt), sqlText(run.batchKey),
               run.updatedAt.us, run.seq});
}

std::optional<StoredRun> firstDueRun(Store &store, Timestamp upTo)
{
    return oneRun(store,
                  QStringLiteral("SELECT %1 FROM runs WHERE resume_at IS NOT NULL AND resume_at <= ?"
                                 " ORDER BY resume_at, seq LIMIT 1")
                      .arg(runColumns()),
                  {upTo.us});
}

Timestamp nextRunDue(Store &store)
{
    const QVariant due
        = store.value(QStringLiteral("SELECT min(resume_at) FROM runs WHERE resume_at IS NOT NULL"));
    return due.isNull() ? Timestamp {} : Timestamp {due.toLongLong()};
}

void addRunEvent(Store &store, StoredRun &run, const RunNote &note, Timestamp at, Random &random)
{
    run.errorCount += note.isError;
    store.run(QStringLiteral("INSERT INTO run_events (id, run_seq, event, status, step_ref, step_type, data,"
                             " inserted_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
              {ksuid(at, random), run.seq, note.event,
               note.isError ? QStringLiteral("error") : QStringLiteral("ok"), sqlText(note.stepRef),
               sqlText(note.stepType), sqlJson(note.data.isEmpty() ? QByteArray() : jsonText(note.data)),
               at.us});
}

RunActivities ownActivity(const StoredRun &run)
{
    const bool hasActor = !run.actor.isNull();
    return {1, hasActor, hasActor ? QList<Ref> {run.actor} : QList<Ref> {}, run.data, run.data};
}

RunActivities activitiesOf(Store &store, const StoredRun &run)
{
    RunActivities all;
    all.count = activityCount(store, run.seq);
    store.each(QStringLiteral("SELECT actor_collection, actor_id FROM run_activities WHERE run_seq = ? AND"
                              " actor_id IS NOT NULL GROUP BY actor_collection, actor_id ORDER BY min(seq)"),
               {run.seq}, [&](const QSqlQuery &row) {
                   if (++all.actorCount <= mostActors)
                       all.actors.append(refAt(row, 0));
                   return true;
               });
    const auto dataOf = [&](const QString &sql) {
        const QByteArray own = store.value(sql, {run.seq}).toByteArray();
        return own.isEmpty() ? run.data : own;
    };
    all.firstData = dataOf(QStringLiteral(
        "SELECT CAST(data AS BLOB) FROM run_activities WHERE run_seq = ? ORDER BY seq LIMIT 1"));
    all.latestData = dataOf(QStringLiteral(
        "SELECT CAST(data AS BLOB) FROM run_activities WHERE run_seq = ? ORDER BY seq DESC LIMIT 1"));
    return all;
}

int activityCount(Store &store, qint64 runSeq)
{
    return store.value(QStringLiteral("SELECT count(*) FROM run_activities WHERE run_seq = ?"), {runSeq})
        .toInt();
}

} // namespace api::sandbox
