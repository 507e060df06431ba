#include "api/sandbox/migrations.h"
#include "sandbox/entityfixture.h"

#include <QSqlError>
#include <QTemporaryDir>

using namespace sandboxtest;

namespace {

constexpr int applicationId = 0x444F4F52;

// The first layout, as the files of version 1 have it.
const char *const firstLayout[] = {
    "CREATE TABLE world (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE users (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL,"
    " updated_at INTEGER NOT NULL)",
    "CREATE TABLE tenants (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL,"
    " updated_at INTEGER NOT NULL)",
    "CREATE TABLE preference_sets (collection TEXT NOT NULL, owner TEXT NOT NULL, set_id TEXT NOT NULL,"
    " body TEXT NOT NULL, PRIMARY KEY (collection, owner, set_id)) WITHOUT ROWID",
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
    "CREATE TABLE events (seq INTEGER PRIMARY KEY, id TEXT NOT NULL, message_seq INTEGER NOT NULL REFERENCES"
    " messages(seq) ON DELETE CASCADE, type TEXT NOT NULL, data TEXT, inserted_at INTEGER NOT NULL)",
    "CREATE INDEX events_message ON events (message_seq, seq)",
    "CREATE TABLE activities (seq INTEGER PRIMARY KEY, id TEXT NOT NULL, message_seq INTEGER NOT NULL"
    " REFERENCES messages(seq) ON DELETE CASCADE, actor TEXT, data TEXT NOT NULL,"
    " inserted_at INTEGER NOT NULL)",
    "CREATE INDEX activities_message ON activities (message_seq, seq)",
    "CREATE TABLE delivery_logs (seq INTEGER PRIMARY KEY, id TEXT NOT NULL, message_seq INTEGER NOT NULL"
    " REFERENCES messages(seq) ON DELETE CASCADE, service_name TEXT NOT NULL, request TEXT NOT NULL,"
    " response TEXT NOT NULL, inserted_at INTEGER NOT NULL)",
    "CREATE INDEX delivery_logs_message ON delivery_logs (message_seq, seq)",
    "CREATE TABLE bulk_operations (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,"
    " status TEXT NOT NULL, job TEXT NOT NULL, estimated INTEGER NOT NULL,"
    " processed INTEGER NOT NULL DEFAULT 0, succeeded INTEGER NOT NULL DEFAULT 0,"
    " failed INTEGER NOT NULL DEFAULT 0, error_items TEXT NOT NULL DEFAULT '[]', started_at INTEGER,"
    " completed_at INTEGER, failed_at INTEGER, inserted_at INTEGER NOT NULL, updated_at INTEGER NOT NULL)",
    "PRAGMA application_id = 1146048338",
    "PRAGMA user_version = 1",
};

// 2026-01-01T00:00:00Z and a few seconds after.
const char *const firstRows[] = {
    "INSERT INTO world VALUES ('seeded', '1')",
    "INSERT INTO users VALUES (1, 'ada', '{\"__typename\":\"User\",\"id\":\"ada\",\"name\":\"Ada\","
    "\"created_at\":null,\"updated_at\":\"2026-01-01T00:00:00Z\"}', 1767225600000000)",
    "INSERT INTO tenants VALUES (4, 'acme', '{\"__typename\":\"Tenant\",\"id\":\"acme\",\"name\":\"Acme "
    "\\u00e9\",\"settings\":{\"branding\":{\"primary_color\":\"#0f766e\",\"icon_url\":null},"
    "\"preference_set\":{\"id\":\"default\",\"categories\":{\"x\":false}}}}', 1767225601000000)",
    "INSERT INTO tenants VALUES (9, 'bare', '{\"__typename\":\"Tenant\",\"id\":\"bare\"}', 1767225602000000)",
    "INSERT INTO preference_sets VALUES ('', 'ada', 'default', "
    "'{\"id\":\"default\",\"workflows\":{\"a\":true}}')",
    "INSERT INTO messages VALUES (1, 'm1', 'feed-1', '', 'ada', 'comment', 'acme', 'delivered', "
    "1767225603000000,"
    " NULL, NULL, NULL, NULL, 1767225603000000, 1767225603000000, '[\"bo\"]', '{\"a\":1}', NULL, 'run-1')",
    "INSERT INTO events VALUES (1, 'e1', 1, 'message.seen', NULL, 1767225603000000)",
    "INSERT INTO activities VALUES (1, 'a1', 1, 'ada', '{\"a\":1}', 1767225603000000)",
    "INSERT INTO delivery_logs VALUES (1, 'l1', 1, 'S', '{}', '{}', 1767225603000000)",
    "INSERT INTO bulk_operations VALUES (1, 'b1', 'users.set_preferences', 'processing',"
    " '{\"user_ids\":[\"ada\",\"bo\",\"cy\"],\"preferences\":{\"id\":\"default\"}}', 3, 1, 0, 1,"
    " '[{\"id\":\"ada\",\"collection\":null}]', 1767225603000000, NULL, NULL, 1767225603000000,"
    " 1767225603000000)",
};

} // namespace

class TestSandboxMigrations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatIsThere();
    void turnsTenantsIntoObjects();
    void keepsBulkOperationsUnderWay();
    void hasTheLayoutOfANewFile();
    void migratesOnce();
    void refusesANewerLayout();
    void refusesWhatIsNotOurs_data();
    void refusesWhatIsNotOurs();
    void leavesAFileAloneThatItCannotMigrate();

private:
    QString file() const { return m_dir.filePath(QStringLiteral("%1.db").arg(QTest::currentTestFunction())); }

    // Runs SQL on a file behind the sandbox's back; the last statement's first column is the answer.
    static QVariant sql(const QString &file, const QByteArrayList &statements)
    {
        QVariant answer;
        {
            QSqlDatabase db = QSqlDatabase::addDatabase("QSQLITE", "by-hand");
            db.setDatabaseName(file);
            if (!db.open())
                qFatal("%s", qUtf8Printable(db.lastError().text()));
            for (const QByteArray &statement : statements) {
                QSqlQuery query(db);
                if (!query.exec(QString::fromUtf8(statement)))
                    qFatal("%s in %s", qUtf8Printable(query.lastError().text()), statement.constData());
                answer = query.next() ? query.value(0) : QVariant();
            }
        }
        QSqlDatabase::removeDatabase("by-hand");
        return answer;
    }
    QString firstFile() const
    {
        QByteArrayList statements;
        for (const char *statement : firstLayout)
            statements += statement;
        for (const char *statement : firstRows)
            statements += statement;
        sql(file(), statements);
        return file();
    }
    static int newestLayout()
    {
        Fixture made;
        return made.store->value(QStringLiteral("PRAGMA user_version")).toInt();
    }
    static QByteArray bytes(const QString &name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_dir;
};

void TestSandboxMigrations::keepsWhatIsThere()
{
    Fixture f(false, firstFile());
    QCOMPARE(f.get("/v1/users/ada").at("name").toString(), QStringLiteral("Ada"));
    QCOMPARE(f.get("/v1/users/ada/preferences/default").at("workflows").toObject(), json(R"({"a":true})"));
    const Reply message = f.get("/v1/messages/m1");
    QCOMPARE(message.at("recipient").toString(), QStringLiteral("ada"));
    QCOMPARE(message.at("actors").toArray(), QJsonArray {"bo"});
    QCOMPARE(message.at("seen_at").toString(), QStringLiteral("2026-01-01T00:00:03Z"));
    QCOMPARE(message.at("data").toObject(), json(R"({"a":1})"));
    QCOMPARE(f.get("/v1/messages/m1/events").ids(), QStringList {"e1"});
    const QJsonObject activity = f.get("/v1/messages/m1/activities").rows().at(0).toObject();
    QCOMPARE(activity.value("actor").toObject().value("name").toString(), QStringLiteral("Ada"));
    QCOMPARE(f.get("/v1/messages/m1/delivery_logs").rows().size(), 1);
    QCOMPARE(f.store->value(QStringLiteral("SELECT value FROM world WHERE key = 'seeded'")).toString(),
             QStringLiteral("1"));
}

void TestSandboxMigrations::turnsTenantsIntoObjects()
{
    Fixture f(false, firstFile());
    QCOMPARE(f.get("/v1/tenants").ids(), (QStringList {"acme", "bare"}));
    const QJsonObject acme = json(R"({"__typename":"Tenant","id":"acme","name":"Acme é",
        "properties":{"name":"Acme é"},
        "settings":{"branding":{"primary_color":"#0f766e","icon_url":null},
                    "preference_set":{"id":"default","categories":{"x":false}}},
        "created_at":null,"updated_at":"2026-01-01T00:00:01Z"})");
    QCOMPARE(f.get("/v1/tenants/acme").object(), acme);
    QCOMPARE(f.get("/v1/objects/$tenants/acme").at("properties").toObject().value("name").toString(),
             QStringLiteral("Acme é"));
    QCOMPARE(f.get("/v1/users/ada/preferences/default?tenant=acme").at("categories").toObject(),
             json(R"({"x":false})"));
    QVERIFY(f.get("/v1/tenants/bare").at("name").isNull());
    const Reply changed = f.send("PUT", "/v1/tenants/bare", R"({"name":"Bare"})");
    QCOMPARE(changed.at("name").toString(), QStringLiteral("Bare"));
    QCOMPARE(f.get("/v1/tenants").ids(), (QStringList {"acme", "bare"})); // in place
}

void TestSandboxMigrations::keepsBulkOperationsUnderWay()
{
    Fixture f(false, firstFile());
    const Reply reply = f.get("/v1/bulk_operations/b1");
    QCOMPARE(reply.at("status").toString(), QStringLiteral("processing"));
    QCOMPARE(reply.at("processed_rows").toInt(), 1);
    const QJsonArray errors = reply.at("error_items").toArray();
    QCOMPARE(errors.size(), 1);
    QCOMPARE(errors.at(0).toObject().value("id").toString(), QStringLiteral("ada"));
    QStringList left;
    f.store->each(QStringLiteral("SELECT id FROM bulk_rows ORDER BY seq"), {}, [&](const QSqlQuery &row) {
        left += row.value(0).toString();
        return true;
    });
    QCOMPARE(left, (QStringList {"bo", "cy"}));
}

// Whichever way a file came to the newest layout, it is the same.
void TestSandboxMigrations::hasTheLayoutOfANewFile()
{
    const auto layout = [](Store &store) {
        QStringList all;
        store.each(QStringLiteral("SELECT type, name, tbl_name FROM sqlite_master ORDER BY type, name"), {},
                   [&](const QSqlQuery &row) {
                       all += row.value(0).toString() + u' ' + row.value(1).toString();
                       return true;
                   });
        for (const QString &entry : QStringList(all)) {
            if (!entry.startsWith(QLatin1StringView("table ")))
                continue;
            store.each(
                QStringLiteral("SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_info('%1')"
                               " ORDER BY name")
                    .arg(entry.mid(6)),
                {}, [&](const QSqlQuery &row) {
                    QString column = entry;
                    for (int i = 0; i < 5; ++i)
                        column += u'|' + row.value(i).toString();
                    all += column;
                    return true;
                });
        }
        return all;
    };
    Fixture migrated(false, firstFile());
    Fixture made;
    QVERIFY(layout(*made.store).size() > 100);
    QCOMPARE(layout(*migrated.store), layout(*made.store));
    QCOMPARE(migrated.store->value(QStringLiteral("SELECT count(*) FROM pragma_foreign_key_check")).toInt(),
             0);
    QCOMPARE(migrated.store->value(QStringLiteral("PRAGMA integrity_check")).toString(),
             QStringLiteral("ok"));
}

void TestSandboxMigrations::migratesOnce()
{
    QByteArray dump;
    {
        Fixture f(false, firstFile());
        dump = f.dump();
    }
    QCOMPARE(sql(file(), {"PRAGMA user_version"}).toInt(), newestLayout());
    QCOMPARE(sql(file(), {"PRAGMA application_id"}).toInt(), applicationId);
    Fixture again(false, file());
    QCOMPARE(again.dump(), dump);
}

void TestSandboxMigrations::refusesANewerLayout()
{
    firstFile();
    sql(file(), {QByteArray("PRAGMA user_version = ") + QByteArray::number(newestLayout() + 1)});
    const QByteArray before = bytes(file());
    QString error;
    QVERIFY(!Store::open(file(), &error));
    QVERIFY2(error.contains(QStringLiteral("newer")), qPrintable(error));
    QVERIFY(error.contains(QString::number(newestLayout() + 1)));
    QCOMPARE(bytes(file()), before);
}

void TestSandboxMigrations::refusesWhatIsNotOurs_data()
{
    QTest::addColumn<QByteArrayList>("statements");
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("another program's") << QByteArrayList {"CREATE TABLE notes (text TEXT)"} << QByteArray();
    QTest::newRow("with our tables, and another's name")
        << QByteArrayList {"CREATE TABLE users (seq INTEGER)", "PRAGMA application_id = 7",
                           "PRAGMA user_version = 1"}
        << QByteArray();
    QTest::newRow("no database") << QByteArrayList() << QByteArray("A letter to my aunt. ").repeated(100);
}

void TestSandboxMigrations::refusesWhatIsNotOurs()
{
    QFETCH(QByteArrayList, statements);
    QFETCH(QByteArray, content);
    const QString name = m_dir.filePath(QStringLiteral("foreign-%1.db").arg(statements.size()));
    if (content.isEmpty()) {
        sql(name, statements);
    } else {
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    const QByteArray before = bytes(name);
    QString error;
    QVERIFY(!Store::open(name, &error));
    QVERIFY(!error.isEmpty());
    QVERIFY(!isSandboxFile(name));
    QCOMPARE(bytes(name), before);
}

// All of it, or none.
void TestSandboxMigrations::leavesAFileAloneThatItCannotMigrate()
{
    firstFile();
    sql(file(), {"CREATE TABLE run_events (x)"}); // in the way of a later statement
    QString error;
    QVERIFY(!Store::open(file(), &error));
    QVERIFY2(error.contains(QStringLiteral("run_events")), qPrintable(error));
    QCOMPARE(sql(file(), {"PRAGMA user_version"}).toInt(), 1);
    QCOMPARE(sql(file(), {"SELECT count(*) FROM tenants"}).toInt(), 2);
    QCOMPARE(sql(file(), {"SELECT count(*) FROM sqlite_master WHERE name = 'objects'"}).toInt(), 0);
    // Once nothing is in the way any more, it goes through.
    sql(file(), {"DROP TABLE run_events"});
    QVERIFY(Store::open(file(), &error));
}

QTEST_GUILESS_MAIN(TestSandboxMigrations)
#include "tst_sandbox_migrations.moc"
