#include "api/sandbox/worldwriter.h"

#include "api/sandbox/story.h"

#include <QSqlDatabase>
#include <QSqlError>

namespace api::sandbox {

namespace {

constexpr int rowsPerTransaction = 50'000;

QVariant textOrNull(const QByteArray &utf8)
{
    return utf8.isEmpty() ? QVariant() : QVariant(QString::fromUtf8(utf8));
}

QVariant time(Timestamp t)
{
    return t.isNull() ? QVariant() : QVariant(t.us);
}

} // namespace

WorldWriter::WorldWriter(QSqlDatabase &db)
    : m_db(db)
    , m_user(prepared("INSERT INTO users (id, body, updated_at) VALUES (?, ?, ?)"))
    , m_object(
          prepared("INSERT INTO objects (collection, id, properties, settings, created_at, updated_at) VALUES"
                   " (?, ?, ?, ?, ?, ?)"))
    , m_preferences(
          prepared("INSERT INTO preference_sets (collection, owner, set_id, body) VALUES ('', ?, ?, ?)"))
    , m_message(prepared(
          "INSERT INTO messages (seq, id, channel_id, recipient_collection, recipient_id, workflow, tenant,"
          " status, seen_at, read_at, interacted_at, link_clicked_at, archived_at, inserted_at, updated_at,"
          " actors, data, metadata, run_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
          "?)"))
    , m_activity(prepared(
          "INSERT INTO activities (id, message_seq, actor, data, inserted_at) VALUES (?, ?, ?, ?, ?)"))
    , m_event(
          prepared("INSERT INTO events (id, message_seq, type, data, inserted_at) VALUES (?, ?, ?, ?, ?)"))
    , m_log(
          prepared("INSERT INTO delivery_logs (id, message_seq, service_name, request, response, inserted_at)"
                   " VALUES (?, ?, ?, ?, ?, ?)"))
    , m_note(prepared("INSERT OR REPLACE INTO world (key, value) VALUES (?, ?)"))
{
}

WorldWriter::~WorldWriter()
{
    if (m_rows > 0)
        m_db.rollback();
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

void WorldWriter::object(const Ref &ref, const QByteArray &properties, const QByteArray &settings,
                         Timestamp createdAt, Timestamp updatedAt)
{
    put(m_object,
        {ref.collection, ref.id, textOrNull(properties), textOrNull(settings), time(createdAt),
         updatedAt.us});
}

void WorldWriter::preferenceSet(const QString &owner, const QString &setId, const QByteArray &body)
{
    put(m_preferences, {owner, setId, textOrNull(body)});
}

void WorldWriter::message(const MessageRow &row, const Story &story)
{
    const auto engaged = [&](Engagement what) { return time(story.engagedAt[size_t(what)]); };
    const QVariant metadata = story.externalId.isNull()
        ? QVariant()
        : QVariant(QStringLiteral("{\"external_id\":\"%1\"}").arg(story.externalId));
    put(m_message,
        {row.seq, row.id, row.channelId, row.collection, row.recipient, row.workflow,
         row.tenant.isNull() ? QVariant() : QVariant(row.tenant), wireName(story.status),
         engaged(Engagement::Seen), engaged(Engagement::Read), engaged(Engagement::Interacted),
         engaged(Engagement::LinkClicked), engaged(Engagement::Archived), row.insertedAt.us,
         story.updatedAt.us, textOrNull(row.actors), textOrNull(row.data), metadata, row.runId});
}

void WorldWriter::activity(const QString &id, qint64 messageSeq, const QString &actor, const QByteArray &data,
                           Timestamp at)
{
    put(m_activity, {id, messageSeq, actor.isNull() ? QVariant() : QVariant(actor), textOrNull(data), at.us});
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

void WorldWriter::note(const QString &key, const QString &value)
{
    put(m_note, {key, value});
}

} // namespace api::sandbox
