#include "api/sandbox/migrations.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QString>
#include <QtEndian>
#include <optional>

namespace api::sandbox {

namespace {

// Times are microseconds since 1970 (UTC); JSON columns are compact UTF-8 text. `seq` is the order of
// creation and the paging key of every list; a message's `inserted_at` never falls as `seq` rises.
// `recipient_collection` is '' for users. What the columns hold:
//   users.body            the whole User as sent: __typename, id, created_at and updated_at included
//   tenants.body          the whole Tenant as sent
//   preference_sets       collection '' for users; body: the whole PreferenceSet as sent
//   messages.actors       JSON array of references: "user id" or {"id", "collection"}
//   messages.data         JSON object or null; messages.metadata: JSON object, or NULL
//   messages.workflow     the workflow's key; messages.run_id: UUID of the run
//   events.type           with its prefix: message.seen; events.data: JSON object, or NULL
//   activities.actor      a user's id, or NULL; activities.data: JSON object
//   delivery_logs.request, .response    JSON objects as sent
const char *const layout1[] = {
    "CREATE TABLE world (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE users (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL, updated_at "
    "INTEGER NOT NULL)",
    "CREATE TABLE tenants (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL, updated_at "
    "INTEGER NOT NULL)",
    "CREATE TABLE preference_sets (collection TEXT NOT NULL, owner TEXT NOT NULL, set_id TEXT NOT NULL, body "
    "TEXT NOT NULL,"
    " PRIMARY KEY (collection, owner, set_id)) WITHOUT ROWID",
    "CREATE TABLE messages (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, channel_id TEXT NOT NULL,"
    " recipient_collection TEXT NOT NULL, recipient_id TEXT NOT NULL, workflow TEXT NOT NULL, tenant TEXT,"
    " status TEXT NOT NULL, seen_at INTEGER, read_at INTEGER, interacted_at INTEGER, link_clicked_at INTEGER,"
    " archived_at INTEGER, inserted_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, actors TEXT NOT NULL,"
    " data TEXT NOT NULL, metadata TEXT, run_id TEXT NOT NULL)",
    "CREATE INDEX messages_recipient ON messages (recipient_id, recipient_collection, channel_id, seq)",
    "CREATE INDEX messages_recipient_all ON messages (recipient_id, recipient_collection, seq)",
    "CREATE INDEX messages_status ON messages (status, seq)",
    "CREATE INDEX messages_channel ON messages (channel_id, seq)",
    "CREATE INDEX messages_workflow ON messages (workflow, seq)",
    "CREATE INDEX messages_time ON messages (inserted_at)",
    "CREATE TABLE events (seq INTEGER PRIMARY KEY, id TEXT NOT NULL, message_seq INTEGER NOT NULL REFERENCES "
    "messages(seq)"
    " ON DELETE CASCADE, type TEXT NOT NULL, data TEXT, inserted_at INTEGER NOT NULL)",
    "CREATE INDEX events_message ON events (message_seq, seq)",
    "CREATE TABLE activities (seq INTEGER PRIMARY KEY, id TEXT NOT NULL, message_seq INTEGER NOT NULL "
    "REFERENCES"
    " messages(seq) ON DELETE CASCADE, actor TEXT, data TEXT NOT NULL, inserted_at INTEGER NOT NULL)",
    "CREATE INDEX activities_message ON activities (message_seq, seq)",
    "CREATE TABLE delivery_logs (seq INTEGER PRIMARY KEY, id TEXT NOT NULL, message_seq INTEGER NOT NULL "
    "REFERENCES"
    " messages(seq) ON DELETE CASCADE, service_name TEXT NOT NULL, request TEXT NOT NULL, response TEXT NOT "
    "NULL,"
    " inserted_at INTEGER NOT NULL)",
    "CREATE INDEX delivery_logs_message ON delivery_logs (message_seq, seq)",
    "CREATE TABLE bulk_operations (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, "
    "status TEXT NOT NULL,"
    " job TEXT NOT NULL, estimated INTEGER NOT NULL, processed INTEGER NOT NULL DEFAULT 0, succeeded INTEGER "
    "NOT NULL DEFAULT 0,"
    " failed INTEGER NOT NULL DEFAULT 0, error_items TEXT NOT NULL DEFAULT '[]', started_at INTEGER, "
    "completed_at INTEGER,"
    " failed_at INTEGER, inserted_at INTEGER NOT NULL, updated_at INTEGER NOT NULL)",
};

// In the header of every file of the sandbox, so that no other program's file is touched.
constexpr int applicationId = 0x444F4F52;

bool run(QSqlDatabase &db, const QString &sql, QString *error)
{
    QSqlQuery query(db);
    if (query.exec(sql))
        return true;
    *error = query.lastError().text();
    return false;
}

// The number a PRAGMA or a count answers with; nullopt on an error, such as a file that is no database.
std::optional<int> number(QSqlDatabase &db, const char *sql, QString *error)
{
    QSqlQuery query(db);
    if (query.exec(QString::fromLatin1(sql)) && query.next())
        return query.value(0).toInt();
    *error = query.lastError().text();
    return std::nullopt;
}

} // namespace

bool migrate(QSqlDatabase &db, QString *error)
{
    constexpr int newest = 1;
    const auto application = number(db, "PRAGMA application_id", error);
    const auto found = number(db, "PRAGMA user_version", error);
    const auto tables = number(db, "SELECT count(*) FROM sqlite_master", error);
    if (!application || !found || !tables)
        return false;
    if (*application != applicationId && *tables > 0) {
        *error = QStringLiteral("the file is a database of another program");
        return false;
    }
    const int version = *found;
    if (version == newest)
        return true;
    if (version > newest) {
        *error = QStringLiteral("the file was written by a newer version (layout %1, this program knows %2)")
                     .arg(version)
                     .arg(newest);
        return false;
    }
    db.transaction();
    for (const char *sql : layout1) {
        if (!run(db, QString::fromLatin1(sql), error)) {
            db.rollback();
            return false;
        }
    }
    if (!run(db, QStringLiteral("PRAGMA application_id = %1").arg(applicationId), error)
        || !run(db, QStringLiteral("PRAGMA user_version = %1").arg(newest), error) || !db.commit()) {
        db.rollback();
        return false;
    }
    return true;
}

bool isSandboxFile(const QString &path)
{
    QFile file(path);
    if (!file.exists() || file.size() == 0)
        return true;
    constexpr qsizetype idOffset = 68; // big-endian, see "The Database Header" of the SQLite file format
    const QByteArray header = file.open(QIODevice::ReadOnly) ? file.read(100) : QByteArray();
    return header.startsWith("SQLite format 3") && header.size() == 100
        && qFromBigEndian<qint32>(header.constData() + idOffset) == applicationId;
}

} // namespace api::sandbox
