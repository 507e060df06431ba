#include "api/sandbox/worldwriter.h"

#include "api/sandbox/story.h"

#include <QSqlDatabase>
#include <QSqlError>

namespace api::sandbox {

namespace {

constexpr int rowsPerTransaction = 50'000;

// Bound as bytes and cast by the statement: no way round by UTF-16.
QVariant textOrNull(const QByteArray &utf8)
{
    return utf8.isEmpty() ? QVariant() : QVariant(utf8);
}

QVariant textOrNull(const QString &text)
{
    return text.isNull() ? QVariant() : QVariant(text);
}

QVariant time(Timestamp t)
{
    return t.isNull() ? QVariant() : QVariant(t.us);
}

} // namespace

WorldWriter::WorldWriter(QSqlDatabase &db)
    : m_db(db)
    , m_user(prepared("INSERT INTO users (id, body, updated_at) VALUES (?, CAST(? AS TEXT), ?)"))
    , m_object(
          prepared("INSERT INTO objects (collection, id, properties, settings, locale, timezone, created_at,"
                   " updated_at) VALUES (?, ?, CAST(? AS TEXT), CAST(? AS TEXT), ?, ?, ?, ?)"))
    , m_preferences(prepared(
          "INSERT INTO preference_sets (collection, owner, set_id, body) VALUES (?, ?, ?, CAST(? AS TEXT))"))
    , m_channelData(
          prepared("INSERT INTO channel_data (collection, owner, channel_id, data, updated_at) VALUES"
                   " (?, ?, ?, CAST(? AS TEXT), ?)"))
    , m_subscription(prepared(
          "INSERT INTO subscriptions (object_collection, object_id, recipient_collection, recipient_id,"
          " properties, inserted_at, updated_at) VALUES (?, ?, ?, ?, CAST(? AS TEXT), ?, ?)"))
    , m_schedule(prepared(
          "INSERT INTO schedules (id, workflow, recipient_collection, recipient_id, tenant, data, repeats,"
          " scheduled_at, ending_at, last_at, next_at, inserted_at, updated_at) VALUES (?, ?, ?, ?, ?,"
          " CAST(? AS TEXT), CAST(? AS TEXT), ?, ?, ?, ?, ?, ?)"))
    , m_audience(prepared("INSERT INTO audiences (key, inserted_at) VALUES (?, ?)"))
    , m_audienceMember(
          prepared("INSERT INTO audience_members (audience, user_id, tenant, added_at) VALUES (?, ?, ?, ?)"))
    , m_message(prepared(
          "INSERT INTO messages (seq, id, channel_id, recipient_collection, recipient_id, workflow, tenant,"
          " status, seen_at, read_at, interacted_at, link_clicked_at, archived_at, inserted_at, updated_at,"
          " actors, data, metadata, run_id, recipient_run_id, step_ref) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
          " ?, ?, ?, ?, ?, CAST(? AS TEXT), CAST(? AS TEXT), ?, ?, ?, ?)"))
    , m_activity(
          prepared("INSERT INTO activities (id, message_seq, actor, data, inserted_at) VALUES (?, ?, ?,"
                   " CAST(? AS TEXT), ?)"))
    , m_event(prepared("INSERT INTO events (id, message_seq, type, data, inserted_at) VALUES (?, ?, ?,"
                       " CAST(? AS TEXT), ?)"))
    , m_log(
          prepared("INSERT INTO delivery_logs (id, message_seq, service_name, request, response, inserted_at)"
                   " VALUES (?, ?, ?, CAST(? AS TEXT), CAST(? AS TEXT), ?)"))
    , m_run(prepared(
          "INSERT INTO runs (id, run_id, workflow, recipient_collection, recipient_id, actor_collection,"
          " actor_id, tenant, status, error_count, trigger_type, data, step, inserted_at, updated_at) VALUES"
          " (?, ?, ?, ?, ?, ?, ?, ?, 'completed', ?, 'api', CAST(? AS TEXT), ?, ?, ?)"))
    , m_runEvent(prepared("INSERT INTO run_events (id, run_seq, event, status, step_ref, step_type, data,"
                          " inserted_at) VALUES (?, ?, ?, ?, ?, ?, CAST(? AS TEXT), ?)"))
    , m_runActivity(prepared("INSERT INTO run_activities (id, run_seq, actor_collection, actor_id, data,"
                             " inserted_at) VALUES (?, ?, ?, ?, CAST(? AS TEXT), ?)"))
    , m_note(prepared("INSERT OR REPLACE INTO world (key, value) VALUES (?, ?)"))
{
}

WorldWriter::~WorldWriter()
{
    if (m_rows > 0)
        m_db.commit(); // not a rollback: there may be no journal to roll back with
}

QSqlQuery WorldWriter::prepared(const char *sql)
{
    QSqlQuery query(m_db);
    query.setForwardOnly(true);
    if (!query.prepare(QLatin1StringView(sql)) && m_error.isEmpty())
        m_error = query.lastError().text();
    return query;
}

void WorldWriter::put(QSqlQuery &query, std::initializer_list<QVariant> values)
{
    if (!isFine())
        return;
    if (m_rows == 0)
        m_db.transaction();
    int at = 0;
    for (const QVariant &value : values)
        query.bindValue(at++, value);
    if (!query.exec())
        m_error = query.lastError().text();
    else if (++m_rows == rowsPerTransaction)
        commit();
}

void WorldWriter::commit()
{
    if (m_rows == 0 || !isFine())
        return;
    if (m_db.commit())
        m_rows = 0;
    else
        m_error = m_db.lastError().text();
}

void WorldWriter::user(const QString &id, const QByteArray &body, Timestamp updatedAt)
{
    put(m_user, {id, textOrNull(body), updatedAt.us});
}

void WorldWriter::object(const ObjectRow &row)
{
    put(m_object,
        {row.ref.collection, row.ref.id, textOrNull(row.properties), textOrNull(row.settings),
         textOrNull(row.locale), textOrNull(row.timezone), time(row.createdAt), row.updatedAt.us});
}

void WorldWriter::preferenceSet(const Ref &owner, const QString &setId, const QByteArray &body)
{
    put(m_preferences, {owner.collection, owner.id, setId, textOrNull(body)});
}

void WorldWriter::channelData(const Ref &owner, const QString &channelId, const QByteArray &data,
                              Timestamp updatedAt)
{
    put(m_channelData, {owner.collection, owner.id, channelId, textOrNull(data), updatedAt.us});
}

void WorldWriter::subscription(const Ref &object, const Ref &recipient, const QByteArray &properties,
                               Timestamp at)
{
    put(m_subscription,
        {object.collection, object.id, recipient.collection, recipient.id, textOrNull(properties), at.us,
         at.us});
}

void WorldWriter::audience(const QString &key, Timestamp at)
{
    put(m_audience, {key, at.us});
}

void WorldWriter::audienceMember(const QString &key, const QString &user, const QString &tenant, Timestamp at)
{
    put(m_audienceMember, {key, user, tenant.isNull() ? QString(QLatin1StringView("")) : tenant, at.us});
}

void WorldWriter::schedule(const ScheduleRow &row)
{
    put(m_schedule,
        {row.id, row.workflow, row.recipient.collection, row.recipient.id, textOrNull(row.tenant),
         textOrNull(row.data), textOrNull(row.repeats), time(row.scheduledAt), time(row.endingAt),
         time(row.lastAt), time(row.nextAt), row.insertedAt.us,
         row.lastAt.isNull() ? row.insertedAt.us : row.lastAt.us});
}

void WorldWriter::message(const MessageRow &row, const Story &story)
{
    const auto engaged = [&](Engagement what) { return time(story.engagedAt[size_t(what)]); };
    const QVariant metadata = story.externalId.isNull()
        ? QVariant()
        : QVariant(QStringLiteral("{\"external_id\":\"%1\"}").arg(story.externalId));
    put(m_message,
        {row.seq,
         row.id,
         row.channelId,
         row.recipient.collection,
         row.recipient.id,
         row.workflow,
         textOrNull(row.tenant),
         wireName(story.status),
         engaged(Engagement::Seen),
         engaged(Engagement::Read),
         engaged(Engagement::Interacted),
         engaged(Engagement::LinkClicked),
         engaged(Engagement::Archived),
         row.insertedAt.us,
         story.updatedAt.us,
         textOrNull(row.actors),
         textOrNull(row.data),
         metadata,
         row.runId,
         textOrNull(row.recipientRunId),
         textOrNull(row.stepRef)});
}

void WorldWriter::activity(const QString &id, qint64 messageSeq, const QString &actor, const QByteArray &data,
                           Timestamp at)
{
    put(m_activity, {id, messageSeq, textOrNull(actor), textOrNull(data), at.us});
}

void WorldWriter::event(const QString &id, qint64 messageSeq, const char *word, const QByteArray &data,
                        Timestamp at)
{
    put(m_event,
        {id, messageSeq, QString(QStringLiteral("message.") + QLatin1StringView(word)), textOrNull(data),
         at.us});
}

void WorldWriter::log(const QString &id, qint64 messageSeq, const QString &service, const QByteArray &request,
                      const QByteArray &response, Timestamp at)
{
    put(m_log, {id, messageSeq, service, textOrNull(request), textOrNull(response), at.us});
}

qint64 WorldWriter::run(const RunRow &row)
{
    put(m_run,
        {row.id, row.runId, row.workflow, row.recipient.collection, row.recipient.id,
         row.actor.isNull() ? QVariant() : QVariant(row.actor.collection), textOrNull(row.actor.id),
         textOrNull(row.tenant), row.errors, textOrNull(row.data), row.step, row.insertedAt.us,
         row.updatedAt.us});
    return isFine() ? m_run.lastInsertId().toLongLong() : 0;
}

void WorldWriter::runEvent(const RunEventRow &row)
{
    put(m_runEvent,
        {row.id, row.run, row.event, row.isError ? QStringLiteral("error") : QStringLiteral("ok"),
         textOrNull(row.stepRef), textOrNull(row.stepType), textOrNull(row.data), row.at.us});
}

void WorldWriter::runActivity(const QString &id, qint64 run, const QString &actor, const QByteArray &data,
                              Timestamp at)
{
    put(m_runActivity,
        {id, run, actor.isNull() ? QVariant() : QVariant(QString(QLatin1StringView(""))), textOrNull(actor),
         textOrNull(data), at.us});
}

void WorldWriter::note(const QString &key, const QString &value)
{
    put(m_note, {key, value});
}

} // namespace api::sandbox
