#include "api/sandbox/migrations.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QString>
#include <QtEndian>
#include <optional>
#include <span>

namespace api::sandbox {

namespace {

// Times are microseconds since 1970 (UTC); JSON columns are compact UTF-8 text. `seq` is the order of
// creation and the paging key of every list; a message's `inserted_at` never falls as `seq` rises.
// `recipient_collection` is '' for users. What the columns hold:
//   users.body            the whole User as sent: __typename, id, created_at and updated_at included
//   tenants.body          the whole Tenant as sent (until layout 2)
//   preference_sets       collection '' for users; body: the whole PreferenceSet as sent
//   messages.actors       JSON array of references: "user id" or {"id", "collection"}
//   messages.data         JSON object or null; messages.metadata: JSON object, or NULL
//   messages.workflow     the workflow's key; messages.run_id: UUID of the run
//   events.type           with its prefix: message.seen; events.data: JSON object, or NULL
//   activities.actor      an id, or NULL (of a user; layout 2 adds its collection); activities.data: JSON
//   object delivery_logs.request, .response    JSON objects as sent
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

// What came with the engine, and with objects as things of their own:
//   objects               tenants are those of collection $tenants; properties: JSON object; settings: a
//   tenant's
//                         {branding, preference_set}, NULL for the rest; created_at: the caller's own
//   channel_data.data     JSON object, as the caller gave it
//   subscriptions         the recipient gets what is sent to the object; recipient_collection '' for users
//   schedules.actor       a reference as JSON, or NULL; repeats: JSON list of ScheduleRepeat; next_at NULL:
//   over runs                  one workflow run of one recipient; step: index of the next one; resume_at:
//   when it goes on,
//                         NULL once it is over; via_…: the object whose subscriber the recipient is;
//                         settings: JSON
//   run_activities        what a run was given: one, or more after a batch; batch_key names an open batch
//   planned_events        what will become of messages: a status or engagement word, and the provider's
//   answer idempotency           2xx answers of triggers, kept for a day throttle_hits         passes through
//   throttle steps messages.content      MessageContent.data as it was sent; NULL: made from the template
//   when asked for
const char *const layout2[] = {
    "CREATE TABLE objects (seq INTEGER PRIMARY KEY, collection TEXT NOT NULL, id TEXT NOT NULL, properties "
    "TEXT NOT "
    "NULL, settings TEXT, locale TEXT, timezone TEXT, created_at INTEGER, updated_at INTEGER NOT NULL,"
    " UNIQUE (collection, id))",
    "CREATE INDEX objects_collection ON objects (collection, seq)",
    "INSERT INTO objects (seq, collection, id, properties, settings, updated_at) SELECT seq, '$tenants', id,"
    " json_object('name', json_extract(body, '$.name')), json_extract(body, '$.settings'), updated_at FROM "
    "tenants",
    "DROP TABLE tenants",
    "CREATE TABLE channel_data (collection TEXT NOT NULL, owner TEXT NOT NULL, channel_id TEXT NOT NULL, "
    "data TEXT NOT "
    "NULL, updated_at INTEGER NOT NULL, PRIMARY KEY (collection, owner, channel_id)) WITHOUT ROWID",
    "CREATE TABLE subscriptions (seq INTEGER PRIMARY KEY, object_collection TEXT NOT NULL, object_id TEXT "
    "NOT NULL,"
    " recipient_collection TEXT NOT NULL, recipient_id TEXT NOT NULL, properties TEXT, inserted_at INTEGER "
    "NOT NULL,"
    " updated_at INTEGER NOT NULL, UNIQUE (object_collection, object_id, recipient_collection, "
    "recipient_id))",
    "CREATE INDEX subscriptions_object ON subscriptions (object_collection, object_id, seq)",
    "CREATE INDEX subscriptions_recipient ON subscriptions (recipient_id, recipient_collection, seq)",
    "CREATE TABLE schedules (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, workflow TEXT NOT NULL,"
    " recipient_collection TEXT NOT NULL, recipient_id TEXT NOT NULL, actor TEXT, tenant TEXT, data TEXT, "
    "repeats TEXT,"
    " scheduled_at INTEGER, ending_at INTEGER, last_at INTEGER, next_at INTEGER, inserted_at INTEGER NOT "
    "NULL,"
    " updated_at INTEGER NOT NULL)",
    "CREATE INDEX schedules_due ON schedules (next_at, seq) WHERE next_at IS NOT NULL",
    "CREATE INDEX schedules_workflow ON schedules (workflow, seq)",
    "CREATE INDEX schedules_recipient ON schedules (recipient_id, recipient_collection, seq)",
    "CREATE TABLE runs (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, run_id TEXT NOT NULL, workflow "
    "TEXT NOT NULL,"
    " recipient_collection TEXT NOT NULL, recipient_id TEXT NOT NULL, actor_collection TEXT, actor_id TEXT, "
    "tenant TEXT,"
    " status TEXT NOT NULL, error_count INTEGER NOT NULL DEFAULT 0, trigger_type TEXT NOT NULL, schedule_id "
    "TEXT,"
    " cancellation_key TEXT, via_collection TEXT, via_id TEXT, data TEXT NOT NULL, settings TEXT, step "
    "INTEGER NOT NULL"
    " DEFAULT 0, resume_at INTEGER, batch_key TEXT, inserted_at INTEGER NOT NULL, updated_at INTEGER NOT "
    "NULL)",
    "CREATE INDEX runs_due ON runs (resume_at, seq) WHERE resume_at IS NOT NULL",
    "CREATE INDEX runs_cancellation ON runs (workflow, cancellation_key) WHERE cancellation_key IS NOT NULL",
    "CREATE INDEX runs_batch ON runs (batch_key) WHERE batch_key IS NOT NULL",
    "CREATE INDEX runs_recipient ON runs (recipient_id, recipient_collection, seq)",
    "CREATE INDEX runs_workflow ON runs (workflow, seq)",
    "CREATE INDEX runs_status ON runs (status, seq)",
    "CREATE INDEX runs_tenant ON runs (tenant, seq) WHERE tenant IS NOT NULL",
    "CREATE INDEX runs_errors ON runs (seq) WHERE error_count > 0",
    "CREATE TABLE run_events (seq INTEGER PRIMARY KEY, id TEXT NOT NULL, run_seq INTEGER NOT NULL REFERENCES "
    "runs(seq)"
    " ON DELETE CASCADE, event TEXT NOT NULL, status TEXT NOT NULL, step_ref TEXT, step_type TEXT, attempt "
    "INTEGER NOT"
    " NULL DEFAULT 1, data TEXT, inserted_at INTEGER NOT NULL)",
    "CREATE INDEX run_events_run ON run_events (run_seq, seq)",
    "CREATE TABLE run_activities (seq INTEGER PRIMARY KEY, id TEXT NOT NULL, run_seq INTEGER NOT NULL "
    "REFERENCES"
    " runs(seq) ON DELETE CASCADE, actor_collection TEXT, actor_id TEXT, data TEXT NOT NULL, "
    "cancellation_key TEXT,"
    " inserted_at INTEGER NOT NULL)",
    "CREATE INDEX run_activities_run ON run_activities (run_seq, seq)",
    "CREATE INDEX run_activities_key ON run_activities (cancellation_key) WHERE cancellation_key IS NOT NULL",
    "CREATE TABLE planned_events (seq INTEGER PRIMARY KEY, due_at INTEGER NOT NULL, message_seq INTEGER NOT "
    "NULL"
    " REFERENCES messages(seq) ON DELETE CASCADE, word TEXT NOT NULL, data TEXT, service_name TEXT, request "
    "TEXT,"
    " response TEXT, external_id TEXT)",
    "CREATE INDEX planned_events_due ON planned_events (due_at, seq)",
    "CREATE INDEX planned_events_message ON planned_events (message_seq)",
    "CREATE TABLE idempotency (key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, status INTEGER NOT NULL, "
    "body TEXT NOT "
    "NULL, request_id TEXT NOT NULL, inserted_at INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE INDEX idempotency_age ON idempotency (inserted_at)",
    "CREATE TABLE throttle_hits (seq INTEGER PRIMARY KEY, workflow TEXT NOT NULL, step_ref TEXT NOT NULL,"
    " recipient_collection TEXT NOT NULL, recipient_id TEXT NOT NULL, key TEXT NOT NULL, at INTEGER NOT "
    "NULL)",
    "CREATE INDEX throttle_hits_of ON throttle_hits (recipient_id, recipient_collection, workflow, step_ref, "
    "key, at)",
    "ALTER TABLE messages ADD COLUMN recipient_run_id TEXT",
    "ALTER TABLE messages ADD COLUMN step_ref TEXT",
    "ALTER TABLE messages ADD COLUMN content TEXT",
    "CREATE INDEX messages_run ON messages (run_id, seq)",
    "CREATE INDEX messages_recipient_run ON messages (recipient_run_id, seq) WHERE recipient_run_id IS NOT "
    "NULL",
    "ALTER TABLE activities ADD COLUMN actor_collection TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX activities_actor ON activities (actor) WHERE actor IS NOT NULL",
};

// Bulk operations keep what is to be done row by row, so that a step reads and writes its own rows only:
//   bulk_operations.kind  which work it is; job: what all rows share, never written again; position: how far
//                         one without rows of its own got, as the seq of a message
//   bulk_rows             what is still to be done, in order; collection '' for users; body: JSON, or NULL
//   bulk_errors           the rows that failed
const char *const layout3[] = {
    "ALTER TABLE bulk_operations ADD COLUMN kind TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE bulk_operations ADD COLUMN position INTEGER NOT NULL DEFAULT 0",
    "CREATE TABLE bulk_rows (seq INTEGER PRIMARY KEY, operation INTEGER NOT NULL REFERENCES "
    "bulk_operations(seq)"
    " ON DELETE CASCADE, collection TEXT NOT NULL, id TEXT NOT NULL, body TEXT)",
    "CREATE INDEX bulk_rows_operation ON bulk_rows (operation, seq)",
    "CREATE TABLE bulk_errors (seq INTEGER PRIMARY KEY, operation INTEGER NOT NULL REFERENCES "
    "bulk_operations(seq)"
    " ON DELETE CASCADE, collection TEXT NOT NULL, id TEXT NOT NULL)",
    "CREATE INDEX bulk_errors_operation ON bulk_errors (operation, seq)",
    "UPDATE bulk_operations SET job = '{}' WHERE NOT json_valid(job)",
    "UPDATE bulk_operations SET kind = iif(name LIKE 'messages.%', 'messages.change_status', name),"
    " position = ifnull(json_extract(job, '$.last'), 0)",
    "INSERT INTO bulk_rows (operation, collection, id) SELECT o.seq, '', entry.value FROM bulk_operations AS "
    "o,"
    " json_each(o.job, '$.user_ids') AS entry WHERE o.status IN ('queued', 'processing') AND entry.key >="
    " o.processed ORDER BY o.seq, entry.key",
    "INSERT INTO bulk_errors (operation, collection, id) SELECT o.seq, '', json_extract(entry.value, '$.id')"
    " FROM bulk_operations AS o, json_each(o.error_items) AS entry ORDER BY o.seq, entry.key",
    "UPDATE bulk_operations SET job = json_remove(job, '$.user_ids', '$.last')",
    "ALTER TABLE bulk_operations DROP COLUMN error_items",
    "CREATE INDEX bulk_operations_open ON bulk_operations (seq) WHERE status IN ('queued', 'processing')",
};

// Audiences; audience_members.tenant: '' for who is in it whatever the tenant.
const char *const layout5[] = {
    "CREATE TABLE audiences (key TEXT PRIMARY KEY, inserted_at INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE audience_members (seq INTEGER PRIMARY KEY AUTOINCREMENT, audience TEXT NOT NULL REFERENCES"
    " audiences(key) ON DELETE CASCADE, user_id TEXT NOT NULL, tenant TEXT NOT NULL, added_at INTEGER NOT"
    " NULL, UNIQUE (audience, user_id, tenant))",
    "CREATE INDEX audience_members_audience ON audience_members (audience, seq)",
    "CREATE INDEX audience_members_user ON audience_members (user_id)",
};

// Guides: which message of a step counts, and when a group last showed one; tenant: '' for none. A message of
// a guide has its key as `workflow`, and no run.
const char *const layout6[] = {
    "CREATE TABLE guide_engagements (user_id TEXT NOT NULL, guide TEXT NOT NULL, tenant TEXT NOT NULL,"
    " step_ref TEXT NOT NULL, message_seq INTEGER NOT NULL REFERENCES messages(seq) ON DELETE CASCADE,"
    " ends_guide INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (user_id, guide, tenant, step_ref)) WITHOUT ROWID",
    "CREATE INDEX guide_engagements_message ON guide_engagements (message_seq)",
    "CREATE TABLE guide_displays (user_id TEXT NOT NULL, tenant TEXT NOT NULL, guide_group TEXT NOT NULL,"
    " shown_at INTEGER NOT NULL, PRIMARY KEY (user_id, tenant, guide_group)) WITHOUT ROWID",
};

constexpr std::span<const char *const> layouts[]
    = {layout1, layout2, layout3, {}, layout5, layout6}; // the fourth is makePlacesLast()

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

// Layout 4: these lists may lose their newest row, whose place must not be given to the next one: a caller
// that follows the list from there would never see it. AUTOINCREMENT can't be added to a table, so that each
// is made again, with all that hangs on it.
constexpr int layoutOfLastingPlaces = 4;
constexpr const char *lastingTables[]
    = {"users", "objects", "messages", "subscriptions", "schedules", "runs"};

bool makeLasting(QSqlDatabase &db, const QString &table, QString *error)
{
    QStringList indexes;
    QString definition;
    QSqlQuery query(db);
    if (!query.exec(QStringLiteral("SELECT type, sql FROM sqlite_master WHERE tbl_name = '%1' AND sql IS NOT"
                                   " NULL ORDER BY rowid")
                        .arg(table))) {
        *error = query.lastError().text();
        return false;
    }
    while (query.next())
        query.value(0) == QLatin1StringView("table") ? void(definition = query.value(1).toString())
                                                     : indexes.append(query.value(1).toString());
    query.finish();
    if (definition.contains(QLatin1StringView("AUTOINCREMENT")))
        return true;
    const qsizetype columns = definition.indexOf(u'(');
    const QString key = QStringLiteral("seq INTEGER PRIMARY KEY");
    QString body = definition.sliced(qMax(columns, 0));
    body.replace(body.indexOf(key), key.size(), key + QStringLiteral(" AUTOINCREMENT"));
    const QString made = table + QStringLiteral("_made");
    QStringList steps {QStringLiteral("CREATE TABLE %1 %2").arg(made, body),
                       QStringLiteral("INSERT INTO %1 SELECT * FROM %2").arg(made, table),
                       QStringLiteral("DROP TABLE %1").arg(table),
                       QStringLiteral("ALTER TABLE %1 RENAME TO %2").arg(made, table)};
    steps += indexes;
    return std::all_of(steps.begin(), steps.end(), [&](const QString &sql) { return run(db, sql, error); });
}

bool makePlacesLast(QSqlDatabase &db, QString *error)
{
    return std::all_of(std::begin(lastingTables), std::end(lastingTables),
                       [&](const char *table) { return makeLasting(db, QLatin1StringView(table), error); });
}

bool apply(QSqlDatabase &db, int layout, QString *error)
{
    if (layout == layoutOfLastingPlaces)
        return makePlacesLast(db, error);
    const auto statements = layouts[layout - 1];
    return std::all_of(statements.begin(), statements.end(),
                       [&](const char *sql) { return run(db, QString::fromLatin1(sql), error); });
}

} // namespace

bool migrate(QSqlDatabase &db, QString *error)
{
    constexpr int newest = int(std::size(layouts));
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
    // Or dropping a table would delete what refers to it. Set again where a store is opened.
    if (!run(db, QStringLiteral("PRAGMA foreign_keys = OFF"), error))
        return false;
    db.transaction();
    for (int layout = version + 1; layout <= newest; ++layout) {
        if (!apply(db, layout, error)) {
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
