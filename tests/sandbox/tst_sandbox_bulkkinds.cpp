// What each kind of bulk operation does to its rows, and what none of them takes.
#include "api/sandbox/bulkrunner.h"
#include "api/sandbox/migrations.h"
#include "sandbox/sandboxfixture.h"

#include <QSqlError>

using namespace sandboxtest;

class TestSandboxBulkKinds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void identifiesUsers();
    void removesUsers();
    void setsObjects();
    void removesObjects();
    void addsSubscriptions();
    void removesSubscriptions();
    void setsTenants();
    void removesTenants_data();
    void removesTenants();
    void createsSchedules();
    void aFailingRowChangesNothing();
    void refused_data();
    void refused();
    void atTheLimit_data();
    void atTheLimit();
    void aTickCostsTheSame();
    void migratesWhatWasUnderWay();

private:
    struct Done
    {
        Reply made, end;
        QString failed; // the names of the error items
        int succeeded() const { return end.at("success_count").toInt(); }
        int rows() const { return end.at("processed_rows").toInt(); }
        QString name() const { return made.at("name").toString(); }
    };
    static Done work(Fixture &f, const QByteArray &target, const QByteArray &body, int rows = 2)
    {
        Done done;
        done.made = f.send("POST", target, body);
        BulkRunner runner(*f.store, f.workflows, f.clock(), Random(3));
        while (runner.step(rows)) { }
        done.end = f.get("/v1/bulk_operations/" + done.made.at("id").toString().toLatin1());
        QStringList names;
        const QJsonArray items = done.end.at("error_items").toArray();
        for (const QJsonValue &item : items) {
            const QJsonObject error = item.toObject();
            names += (error.value("collection").isNull() ? QString()
                                                         : error.value("collection").toString() + u'/')
                + error.value("id").toString();
        }
        done.failed = names.join(u' ');
        return done;
    }
    static QByteArray repeated(int count, const QByteArray &row) // # is the number
    {
        QByteArrayList rows;
        for (int i = 0; i < count; ++i)
            rows += QByteArray(row).replace('#', QByteArray::number(i));
        return '[' + rows.join(',') + ']';
    }
    static int count(Fixture &f, const char *table)
    {
        return f.store->value(QStringLiteral("SELECT count(*) FROM ") + table).toInt();
    }
};

void TestSandboxBulkKinds::identifiesUsers()
{
    Fixture f;
    f.addUser("ada", {{"email", "ada@harbor.test"}, {"plan", QJsonObject {{"seats", 3}}}});
    f.addUser("old", {{"legacy_import", true}});
    const Done done
        = work(f, "/v1/users/bulk/identify",
               R"({"users":[{"id":"ada","name":"Ada","plan":{"kind":"team"}},{"id":"old","name":"x"},
                           {"id":"bo","collection":"mine","preferences":{"default":{"channel_types":{"sms":false}}}},
                           {"id":"cy"}]})");
    QCOMPARE(done.name(), "users.identify");
    QCOMPARE(done.made.at("estimated_total_rows").toInt(), 4);
    QCOMPARE(done.end.at("status").toString(), "completed");
    QCOMPARE(done.rows(), 4);
    QCOMPARE(done.succeeded(), 3);
    QCOMPARE(done.failed, "old");
    const Reply ada = f.get("/v1/users/ada");
    QCOMPARE(ada.at("name").toString(), "Ada");
    QCOMPARE(ada.at("email").toString(), "ada@harbor.test");
    QCOMPARE(ada.at("plan").toObject(), (QJsonObject {{"seats", 3}, {"kind", "team"}}));
    QVERIFY(!f.get("/v1/users/old").object().contains("name"));
    QCOMPARE(f.get("/v1/users/bo").at("collection").toString(), "mine"); // a property like any other
    QCOMPARE(f.get("/v1/users/bo/preferences").json.array().size(), 1);
    QCOMPARE(f.get("/v1/users").ids(), (QStringList {"ada", "old", "bo", "cy"}));
}

void TestSandboxBulkKinds::removesUsers()
{
    Fixture f;
    for (const char *id : {"ada", "bo", "cy"})
        f.addUser(id);
    f.addUser("old", {{"legacy_import", true}});
    f.addMessage({.id = "m1", .recipient = "ada"});
    const Done done
        = work(f, "/v1/users/bulk/delete", R"({"user_ids":["ada","nobody",{"id":"cy"},"old","ada"]})", 1);
    QCOMPARE(done.name(), "users.delete");
    QCOMPARE(done.succeeded(), 2);
    QCOMPARE(done.failed, "nobody old ada"); // by then she was gone
    QCOMPARE(f.get("/v1/users").ids(), (QStringList {"bo", "old"}));
    QCOMPARE(f.get("/v1/messages").ids(), QStringList());
}

void TestSandboxBulkKinds::setsObjects()
{
    Fixture f;
    f.send("PUT", "/v1/objects/docks/a", R"({"size":{"x":1}})");
    const Done done
        = work(f, "/v1/objects/docks/bulk/set",
               R"({"objects":[{"id":"a","size":{"y":2}},{"id":"b b","name":"B","timezone":"Asia/Tokyo"}]})");
    QCOMPARE(done.name(), "objects.docks.set");
    QCOMPARE(done.succeeded(), 2);
    QCOMPARE(f.get("/v1/objects/docks/a").at("properties").toObject(),
             (QJsonObject {{"size", QJsonObject {{"x", 1}, {"y", 2}}}}));
    QCOMPARE(f.get("/v1/objects/docks/b%20b").at("timezone").toString(), "Asia/Tokyo");
}

void TestSandboxBulkKinds::removesObjects()
{
    Fixture f;
    for (const char *target : {"/v1/objects/docks/a", "/v1/objects/docks/b", "/v1/objects/teams/a"})
        f.send("PUT", target, "{}");
    const Done done = work(f, "/v1/objects/docks/bulk/delete", R"({"object_ids":["a","z"]})");
    QCOMPARE(done.name(), "objects.docks.delete");
    QCOMPARE(done.succeeded(), 1);
    QCOMPARE(done.failed, "docks/z");
    QCOMPARE(f.get("/v1/objects/docks").ids(), QStringList {"b"});
    QCOMPARE(f.get("/v1/objects/teams").ids(), QStringList {"a"});
}

void TestSandboxBulkKinds::addsSubscriptions()
{
    Fixture f;
    f.addUser("old", {{"legacy_import", true}});
    f.send("POST", "/v1/objects/docks/a/subscriptions", R"({"recipients":["ada"],"properties":{"n":1}})");
    const Done done = work(f, "/v1/objects/docks/bulk/subscriptions/add",
                           R"({"subscriptions":[{"id":"a","recipients":["ada",{"id":"bo","name":"Bo"},"old"],
                           "properties":{"n":2}},{"id":"new","recipients":[{"id":"t","collection":"teams"}]}]})");
    QCOMPARE(done.name(), "objects.docks.upsert_subscriptions");
    QCOMPARE(done.made.at("estimated_total_rows").toInt(), 4);
    QCOMPARE(done.succeeded(), 3);
    QCOMPARE(done.failed, "old");
    const QJsonArray rows = f.get("/v1/objects/docks/a/subscriptions").rows();
    QCOMPARE(rows.size(), 2);
    for (const QJsonValue &row : rows)
        QCOMPARE(row.toObject().value("properties").toObject(), (QJsonObject {{"n", 2}}));
    QCOMPARE(f.get("/v1/users/bo").at("name").toString(), "Bo");
    QCOMPARE(f.get("/v1/objects/teams/t/subscriptions?mode=recipient").rows().size(), 1);
}

void TestSandboxBulkKinds::removesSubscriptions()
{
    Fixture f;
    f.send("POST", "/v1/objects/docks/a/subscriptions", R"({"recipients":["ada","bo"]})");
    f.send("POST", "/v1/objects/docks/b/subscriptions", R"({"recipients":["ada"]})");
    const Done done = work(
        f, "/v1/objects/docks/bulk/subscriptions/delete",
        R"({"subscriptions":[{"id":"a","recipients":["ada","nobody"]},{"id":"z","recipients":["bo"]}]})");
    QCOMPARE(done.name(), "objects.docks.delete_subscriptions");
    QCOMPARE(done.succeeded(), 3); // what isn't there is passed over
    QCOMPARE(f.get("/v1/objects/docks/a/subscriptions").rows().size(), 1);
    QCOMPARE(f.get("/v1/objects/docks/b/subscriptions").rows().size(), 1);
}

void TestSandboxBulkKinds::setsTenants()
{
    Fixture f;
    f.addTenant("port", {{"name", "Port"}});
    const Done done = work(
        f, "/v1/tenants/bulk/set",
        R"({"tenants":["bare","port",{"id":"north","name":"North","settings":{"branding":{"primary_color":"#123456"}}}]})");
    QCOMPARE(done.name(), "tenants.set");
    QCOMPARE(done.succeeded(), 3);
    QCOMPARE(f.get("/v1/tenants/port").at("name").toString(), "Port");
    QCOMPARE(f.get("/v1/tenants/bare").status, 200);
    QCOMPARE(f.get("/v1/tenants/north")
                 .at("settings")
                 .toObject()
                 .value("branding")
                 .toObject()
                 .value("primary_color")
                 .toString(),
             "#123456");
}

void TestSandboxBulkKinds::removesTenants_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("[]") << QByteArray("?tenant_ids[]=a&tenant_ids[]=z") << QByteArray();
    QTest::newRow("plain") << QByteArray("?tenant_ids=a&tenant_ids=z") << QByteArray("{}");
    QTest::newRow("body") << QByteArray() << QByteArray(R"({"tenant_ids":["a","z"]})");
}

void TestSandboxBulkKinds::removesTenants()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, body);
    Fixture f;
    f.addTenant("a", {});
    f.addTenant("b", {});
    const Done done = work(f, "/v1/tenants/bulk/delete" + query, body);
    QCOMPARE(done.name(), "tenants.delete");
    QCOMPARE(done.succeeded(), 1);
    QCOMPARE(done.failed, "$tenants/z");
    QCOMPARE(f.get("/v1/tenants").ids(), QStringList {"b"});
}

void TestSandboxBulkKinds::createsSchedules()
{
    Fixture f;
    f.addUser("old", {{"legacy_import", true}});
    const Done done = work(f, "/v1/schedules/bulk/create",
                           R"({"schedules":[
        {"workflow":"comment","recipient":{"id":"ada","timezone":"Europe/Oslo"},"repeats":[{"frequency":"daily","hours":9}],
         "actor":{"id":"bo"},"tenant":{"id":"port"},"data":{"n":1}},
        {"workflow":"none","recipient":{"id":"never"},"scheduled_at":"2026-02-01T00:00:00Z"},
        {"workflow":"comment","recipient":{"id":"never"},"scheduled_at":"2026-02-01T00:00:00Z","actor":"nobody"},
        {"workflow":"comment","recipient":"old","scheduled_at":"2026-02-01T00:00:00Z"},
        {"workflow":"invoice","recipient":{"id":"a","collection":"docks"},"scheduled_at":"2026-02-01T00:00:00Z"}]})");
    QCOMPARE(done.name(), "schedules.create");
    QCOMPARE(done.succeeded(), 2);
    QCOMPARE(done.failed, "never never old");
    QCOMPARE(f.get("/v1/users/never").status, 404);
    const QJsonObject ada = f.get("/v1/users/ada/schedules").rows().at(0).toObject();
    QCOMPARE(ada.value("next_occurrence_at").toString(), "2026-01-11T08:00:00Z");
    QCOMPARE(ada.value("actor").toObject().value("id").toString(), "bo");
    QCOMPARE(ada.value("tenant").toString(), "port");
    QCOMPARE(ada.value("data").toObject(), (QJsonObject {{"n", 1}}));
    QCOMPARE(f.get("/v1/objects/docks/a/schedules").rows().size(), 1);
}

// Too large only together with what is stored: the shape of the call was fine, so the row fails, whole.
void TestSandboxBulkKinds::aFailingRowChangesNothing()
{
    Fixture f;
    const QByteArray half(200 * 1024, 'x');
    f.send("PUT", "/v1/users/big", "{\"a\":\"" + half + "\"}");
    const QByteArray before = f.get("/v1/users/big").response.body;
    const Done done = work(
        f, "/v1/users/bulk/identify",
        "{\"users\":[{\"id\":\"big\",\"b\":\"" + half
            + "\",\"preferences\":{\"default\":{\"channel_types\":{\"sms\":false}}}},{\"id\":\"bo\"}]}");
    QCOMPARE(done.failed, "big");
    QCOMPARE(done.succeeded(), 1);
    QCOMPARE(f.get("/v1/users/big").response.body, before);
    QCOMPARE(f.get("/v1/users/big/preferences").json.array().size(), 0);
}

void TestSandboxBulkKinds::refused_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("fields");
    const auto row
        = [](const char *name, const char *target, const QByteArray &body, const QStringList &fields) {
              QTest::newRow(name) << QByteArray(target) << body << fields;
          };
    row("no users", "/v1/users/bulk/identify", "{}", {"users"});
    row("users no list", "/v1/users/bulk/identify", R"({"users":{"id":"a"}})", {"users"});
    row("bad users", "/v1/users/bulk/identify",
        R"({"users":[{"id":"a"},"b",{"name":"c"},{"id":"d/e"},{"id":"f","email":7}]})",
        {"users[1]", "users[2].id", "users[3].id", "users[4].email"});
    row("bad preferences", "/v1/users/bulk/identify",
        R"({"users":[{"id":"a","preferences":{"default":{"channel_types":{"sms":"no"}}}}]})",
        {"users[0].preferences.default.channel_types.sms"});
    row("too many users", "/v1/users/bulk/identify", "{\"users\":" + repeated(1001, R"({"id":"#"})") + '}',
        {"users"});
    row("no user_ids", "/v1/users/bulk/delete", "{}", {"user_ids"});
    row("bad user_ids", "/v1/users/bulk/delete", R"({"user_ids":["a",5]})", {"user_ids"});
    row("a blank id", "/v1/users/bulk/delete", R"({"user_ids":["a",""]})", {"user_ids[1]"});
    row("too many user_ids", "/v1/users/bulk/delete", "{\"user_ids\":" + repeated(1001, "\"#\"") + '}',
        {"user_ids"});
    row("preferences", "/v1/users/bulk/preferences", R"({"user_ids":["a"],"preferences":[]})",
        {"preferences"});
    row("too many to set", "/v1/users/bulk/preferences",
        "{\"preferences\":{},\"user_ids\":" + repeated(1001, "\"#\"") + '}', {"user_ids"});
    row("no objects", "/v1/objects/docks/bulk/set", R"({"objects":null})", {"objects"});
    row("an object's id", "/v1/objects/docks/bulk/set", R"({"objects":[{"id":""}]})", {"objects[0].id"});
    row("the collection", "/v1/objects/do%2Fcks/bulk/set", R"({"objects":[{"id":"a"}]})", {"collection"});
    row("too many objects", "/v1/objects/docks/bulk/set",
        "{\"objects\":" + repeated(1001, R"({"id":"#"})") + '}', {"objects"});
    row("too many object_ids", "/v1/objects/docks/bulk/delete",
        "{\"object_ids\":" + repeated(1001, "\"#\"") + '}', {"object_ids"});
    row("subscriptions", "/v1/objects/docks/bulk/subscriptions/add",
        R"({"subscriptions":[5,{"recipients":["a"]},{"id":"b"},{"id":"c","recipients":[{"x":1}],"properties":3}]})",
        {"subscriptions[0]", "subscriptions[1].id", "subscriptions[2].recipients",
         "subscriptions[3].properties", "subscriptions[3].recipients[0].id"});
    row("too many recipients", "/v1/objects/docks/bulk/subscriptions/add",
        "{\"subscriptions\":[{\"id\":\"a\",\"recipients\":" + repeated(51, "\"#\"") + "}]}",
        {"subscriptions[0].recipients"});
    row("too many subscribed", "/v1/objects/docks/bulk/subscriptions/add",
        "{\"subscriptions\":" + repeated(101, R"({"id":"#","recipients":["a"]})") + '}', {"subscriptions"});
    row("definitions to unsubscribe", "/v1/objects/docks/bulk/subscriptions/delete",
        R"({"subscriptions":[{"id":"a","recipients":[{"id":"b","name":"B"}]}]})",
        {"subscriptions[0].recipients[0]"});
    row("tenants", "/v1/tenants/bulk/set", R"({"tenants":[{"name":"x"},7,null,{"id":"a","settings":1}]})",
        {"tenants[0].id", "tenants[1]", "tenants[2]", "tenants[3].settings"});
    row("too many tenants", "/v1/tenants/bulk/set", "{\"tenants\":" + repeated(1001, "\"#\"") + '}',
        {"tenants"});
    row("no tenant_ids", "/v1/tenants/bulk/delete", {}, {"tenant_ids"});
    row("schedules", "/v1/schedules/bulk/create",
        R"({"schedules":[{"recipient":"a","scheduled_at":"soon"},{"workflow":"comment"},[]]})",
        {"schedules[0].workflow", "schedules[0].scheduled_at", "schedules[1].repeats",
         "schedules[1].scheduled_at", "schedules[1].recipient", "schedules[2]"});
    row("too many schedules", "/v1/schedules/bulk/create", "{\"schedules\":" + repeated(1001, "{}") + '}',
        {"schedules"});
}

void TestSandboxBulkKinds::refused()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, body);
    QFETCH(QStringList, fields);
    Fixture f;
    const Reply reply = f.send("POST", target, body);
    QCOMPARE(reply.status, 422);
    QCOMPARE(reply.fields(), fields);
    QCOMPARE(count(f, "bulk_operations") + count(f, "bulk_rows"), 0);
}

void TestSandboxBulkKinds::atTheLimit_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("rows");
    const auto row = [](const char *name, const char *target, const QByteArray &body, int rows = 1000) {
        QTest::newRow(name) << QByteArray(target) << body << rows;
    };
    row("users", "/v1/users/bulk/identify", "{\"users\":" + repeated(1000, R"({"id":"#"})") + '}');
    row("objects", "/v1/objects/docks/bulk/set", "{\"objects\":" + repeated(1000, R"({"id":"#"})") + '}');
    row("tenants", "/v1/tenants/bulk/set", "{\"tenants\":" + repeated(1000, "\"#\"") + '}');
    row("schedules", "/v1/schedules/bulk/create",
        "{\"schedules\":"
            + repeated(1000, R"({"workflow":"comment","recipient":"#","repeats":[{"frequency":"daily"}]})")
            + '}');
    row("subscriptions", "/v1/objects/docks/bulk/subscriptions/add",
        "{\"subscriptions\":"
            + repeated(100, R"({"id":"#","recipients":)" + repeated(50, R"("u#")").replace("u", "x") + '}')
            + '}',
        5000);
}

void TestSandboxBulkKinds::atTheLimit()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, body);
    QFETCH(int, rows);
    Fixture f;
    const Done done = work(f, target, body, 700);
    QCOMPARE(done.end.at("status").toString(), "completed");
    QCOMPARE(done.succeeded(), rows);
    QCOMPARE(count(f, "bulk_rows"), 0);
}

// The text of what was asked for, and the failures so far, are neither read nor written again at each step.
void TestSandboxBulkKinds::aTickCostsTheSame()
{
    Fixture f;
    const QByteArray users = repeated(1000, "{\"id\":\"#\",\"note\":\"" + QByteArray(2000, 'x') + "\"}");
    f.send("POST", "/v1/users/bulk/identify", "{\"users\":" + users + '}');
    BulkRunner runner(*f.store, f.workflows, f.clock(), Random(3));
    runner.step(1);
    QStringList first, later;
    QStringList *into = &first;
    f.store->setObserver([&](const QString &sql) { *into += sql; });
    runner.step(1);
    into = &later;
    f.store->setObserver({});
    for (int i = 0; i < 9; ++i)
        runner.step(100);
    f.store->setObserver([&](const QString &sql) { *into += sql; });
    runner.step(1);
    QCOMPARE(later, first);
    QVERIFY(first.size() < 20);
    for (const QString &sql : std::as_const(first))
        QVERIFY2(!sql.startsWith("UPDATE") || !sql.contains("job ="), qPrintable(sql));
    QCOMPARE(f.store->value("SELECT length(job) FROM bulk_operations").toInt(), 2);
}

// A file of the layout before: operations kept all their rows and failures in one text each.
void TestSandboxBulkKinds::migratesWhatWasUnderWay()
{
    Fixture f;
    QSqlDatabase &db = f.store->database();
    const auto run = [&](const char *sql) {
        QSqlQuery query(db);
        QVERIFY2(query.exec(sql), qPrintable(query.lastError().text()));
    };
    for (const char *sql :
         {"DROP TABLE bulk_rows", "DROP TABLE bulk_errors", "DROP INDEX bulk_operations_open",
          "ALTER TABLE bulk_operations DROP COLUMN kind", "ALTER TABLE bulk_operations DROP COLUMN position",
          "ALTER TABLE bulk_operations ADD COLUMN error_items TEXT NOT NULL DEFAULT '[]'",
          "INSERT INTO bulk_operations (id, name, status, job, estimated, processed, succeeded, failed, "
          "error_items,"
          " inserted_at, updated_at) VALUES ('a', 'users.set_preferences', 'processing',"
          " '{\"user_ids\":[\"gone\",\"ada\",\"bo\"],\"preferences\":{\"id\":\"default\",\"channel_types\":{"
          "\"sms\":false}}}',"
          " 3, 1, 0, 1, '[{\"id\":\"gone\",\"collection\":null}]', 1, 1)",
          "INSERT INTO bulk_operations (id, name, status, job, estimated, processed, succeeded, inserted_at, "
          "updated_at)"
          " VALUES ('b', 'messages.seen', 'processing',"
          " '{\"channel_id\":\"feed-1\",\"action\":\"seen\",\"filter\":{},\"last\":1,\"newest\":2}', 2, 1, "
          "1, 1, 1)",
          "INSERT INTO bulk_operations (id, name, status, job, estimated, inserted_at, updated_at)"
          " VALUES ('c', 'users.set_preferences', 'queued', 'no JSON', 2, 1, 1)",
          "PRAGMA user_version = 2"})
        run(sql);
    f.dropNewerTables();
    f.addUser("ada");
    f.addUser("bo");
    f.addMessages(1, 3);
    QString error;
    QVERIFY2(migrate(db, &error), qPrintable(error));
    BulkRunner runner(*f.store, f.workflows, f.clock(), Random(3));
    while (runner.step(1)) { }
    const Reply a = f.get("/v1/bulk_operations/a");
    QCOMPARE(a.at("status").toString(), "completed");
    QCOMPARE(a.at("processed_rows").toInt(), 3);
    QCOMPARE(a.at("success_count").toInt(), 2);
    QCOMPARE(a.at("error_items").toArray().size(), 1);
    QCOMPARE(f.get("/v1/users/ada/preferences").json.array().size(), 1);
    QCOMPARE(f.get("/v1/bulk_operations/b").at("processed_rows").toInt(), 2);
    QStringList seen;
    for (const char *id : {"m01", "m02", "m03"})
        seen += f.get(QByteArray("/v1/messages/") + id).at("seen_at").isNull() ? "no" : "yes";
    QCOMPARE(seen, (QStringList {"no", "yes", "no"}));
    QVERIFY(f.get("/v1/bulk_operations/c").at("status").toString() != "queued"); // holds nobody up
}

QTEST_GUILESS_MAIN(TestSandboxBulkKinds)
#include "tst_sandbox_bulkkinds.moc"
