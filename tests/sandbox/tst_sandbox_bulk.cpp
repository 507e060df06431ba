#include "api/sandbox/bulkrunner.h"
#include "sandbox/sandboxfixture.h"

#include <QTemporaryDir>

using namespace sandboxtest;

class TestSandboxBulk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void setsPreferencesStepByStep();
    void someRowsFail();
    void oneAfterTheOther();
    void goesOnAfterARestart();
    void statuses_data();
    void statuses();
    void statusRowsFailToo();
    void onlyWhatWasThere();
    void brokenJobFails();

private:
    static BulkRunner runnerOf(Fixture &f) { return BulkRunner(*f.store, f.workflows, f.clock(), Random(3)); }
    static QByteArray idOf(const Reply &reply) { return reply.at("id").toString().toLatin1(); }
    static QByteArray bodyFor(const QStringList &ids)
    {
        return jsonText(QJsonObject {
            {QStringLiteral("user_ids"), QJsonArray::fromStringList(ids)},
            {QStringLiteral("preferences"),
             QJsonObject {{QStringLiteral("channel_types"), QJsonObject {{QStringLiteral("sms"), false}}}}}});
    }
    static QStringList errorIds(const Reply &reply)
    {
        QStringList ids;
        const QJsonArray items = reply.at("error_items").toArray();
        for (const QJsonValue &item : items)
            ids += item.toObject().value(QLatin1StringView("id")).toString();
        return ids;
    }
};

void TestSandboxBulk::setsPreferencesStepByStep()
{
    Fixture f;
    QStringList ids;
    for (int i = 0; i < 5; ++i) {
        ids += QStringLiteral("u%1").arg(i);
        f.addUser(ids.last());
    }
    f.send("PUT", "/v1/users/u0/preferences/default", R"({"workflows":{"a":true}})");
    const Reply made = f.send("POST", "/v1/users/bulk/preferences", bodyFor(ids));
    QCOMPARE(made.status, 200);
    QCOMPARE(made.at("name").toString(), QStringLiteral("users.set_preferences"));
    QCOMPARE(made.at("status").toString(), QStringLiteral("queued"));
    QCOMPARE(made.at("estimated_total_rows").toInt(), 5);
    QCOMPARE(made.at("progress_path").toString(),
             QStringLiteral("/v1/bulk_operations/") + made.at("id").toString());
    QVERIFY(made.at("started_at").isNull());
    const QByteArray address = "/v1/bulk_operations/" + idOf(made);
    QCOMPARE(f.get(address).object(), made.object());

    BulkRunner runner = runnerOf(f);
    f.now.us += second;
    QVERIFY(runner.step(2)); // starts
    QCOMPARE(f.get(address).at("status").toString(), QStringLiteral("processing"));
    QCOMPARE(f.get(address).at("started_at").toString(), f.now.toWire());
    QCOMPARE(f.get(address).at("processed_rows").toInt(), 0);
    runner.step(2);
    QCOMPARE(f.get(address).at("processed_rows").toInt(), 2);
    QVERIFY(f.get("/v1/users/u0/preferences/default").at("workflows").isNull()); // replaced
    QCOMPARE(f.get("/v1/users/u1/preferences").json.array().size(), 1);
    QCOMPARE(f.get("/v1/users/u2/preferences").json.array().size(), 0);
    runner.step(2);
    f.now.us += second;
    runner.step(2);
    const Reply done = f.get(address);
    QCOMPARE(done.at("status").toString(), QStringLiteral("completed"));
    QCOMPARE(done.at("processed_rows").toInt(), 5);
    QCOMPARE(done.at("success_count").toInt(), 5);
    QCOMPARE(done.at("completed_at").toString(), f.now.toWire());
    QCOMPARE(done.at("error_items").toArray(), QJsonArray());
    QVERIFY(!runner.step(2));
}

void TestSandboxBulk::someRowsFail()
{
    Fixture f;
    f.addUser(QStringLiteral("ada"));
    f.addUser(QStringLiteral("old"), {{QStringLiteral("legacy_import"), true}});
    f.addUser(QStringLiteral("fine"), {{QStringLiteral("legacy_import"), false}});
    const Reply made = f.send("POST", "/v1/users/bulk/preferences",
                              bodyFor({QStringLiteral("ada"), QStringLiteral("no \"one\""),
                                       QStringLiteral("old"), QStringLiteral("fine")}));
    BulkRunner runner = runnerOf(f);
    while (runner.step(3)) { }
    const Reply done = f.get("/v1/bulk_operations/" + idOf(made));
    QCOMPARE(done.at("status").toString(), QStringLiteral("completed"));
    QCOMPARE(done.at("success_count").toInt(), 2);
    QCOMPARE(done.at("error_count").toInt(), 2);
    QCOMPARE(errorIds(done), (QStringList {QStringLiteral("no \"one\""), QStringLiteral("old")}));
    QCOMPARE(f.get("/v1/users/old/preferences").json.array().size(), 0);
    QCOMPARE(f.get("/v1/users").ids().size(), 3); // the unknown one was not made
}

void TestSandboxBulk::oneAfterTheOther()
{
    Fixture f;
    f.addUser(QStringLiteral("ada"));
    const QByteArray first
        = idOf(f.send("POST", "/v1/users/bulk/preferences", bodyFor({QStringLiteral("ada")})));
    const QByteArray second
        = idOf(f.send("POST", "/v1/users/bulk/preferences", bodyFor({QStringLiteral("ada")})));
    BulkRunner runner = runnerOf(f);
    runner.step(5);
    runner.step(5);
    QCOMPARE(f.get("/v1/bulk_operations/" + first).at("status").toString(), QStringLiteral("completed"));
    QCOMPARE(f.get("/v1/bulk_operations/" + second).at("status").toString(), QStringLiteral("queued"));
}

void TestSandboxBulk::goesOnAfterARestart()
{
    QTemporaryDir directory;
    const QString file = directory.filePath(QStringLiteral("world.db"));
    QByteArray id;
    {
        Fixture f(false, file);
        QStringList ids;
        for (int i = 0; i < 6; ++i) {
            ids += QStringLiteral("u%1").arg(i);
            f.addUser(ids.last());
        }
        id = idOf(f.send("POST", "/v1/users/bulk/preferences", bodyFor(ids)));
        BulkRunner runner = runnerOf(f);
        runner.step(4);
        runner.step(4);
    }
    Fixture f(false, file);
    QCOMPARE(f.get("/v1/bulk_operations/" + id).at("processed_rows").toInt(), 4);
    BulkRunner runner = runnerOf(f);
    runner.step(4);
    QCOMPARE(f.get("/v1/bulk_operations/" + id).at("status").toString(), QStringLiteral("completed"));
    QCOMPARE(f.get("/v1/bulk_operations/" + id).at("processed_rows").toInt(), 6);
}

void TestSandboxBulk::statuses_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("changed");
    const auto row = [](const char *name, const char *word, const char *body, const char *changed) {
        QTest::newRow(name) << QByteArray(word) << QByteArray(body) << QString::fromLatin1(changed);
    };
    row("all of the channel", "archived", "", "abcd");
    row("synonym", "archive", "{}", "abcd");
    row("user_ids", "archived", R"({"user_ids":["bo"]})", "c");
    row("recipient_ids", "archived", R"({"recipient_ids":["bo",{"id":"cy"}],"user_ids":["bo"]})", "cd");
    row("nobody", "archived", R"({"user_ids":[]})", "");
    row("tenants", "archived", R"({"tenants":["acme"]})", "b");
    row("no tenant", "archived", R"({"has_tenant":false})", "acd");
    row("workflows", "archived", R"({"workflows":["invoice"]})", "d");
    row("older", "archived", R"({"older_than":"2026-01-10T12:00:02Z"})", "a");
    row("newer", "archived", R"({"newer_than":"2026-01-10T12:00:02Z"})", "cd");
    row("delivery", "archived", R"({"delivery_status":"queued"})", "d");
    row("engagement", "archived", R"({"engagement_status":"seen"})", "a");
    row("its own engagement", "archived", R"({"engagement_status":"unarchived"})", "abcd");
    row("trigger_data", "archived", R"({"trigger_data":"{\"n\":1}"})", "b");
    row("combined", "archived",
        R"({"user_ids":["ada"],"has_tenant":true,"newer_than":"2026-01-10T12:00:01Z"})", "b");
}

void TestSandboxBulk::statuses()
{
    QFETCH(QByteArray, word);
    QFETCH(QByteArray, body);
    QFETCH(QString, changed);
    Fixture f;
    for (const QString &user : {QStringLiteral("ada"), QStringLiteral("bo"), QStringLiteral("cy")})
        f.addUser(user);
    f.addMessage({.id = QStringLiteral("a")});
    f.addMessage({.id = QStringLiteral("b"), .tenant = QStringLiteral("acme"), .data = "{\"n\":1}"});
    f.addMessage({.id = QStringLiteral("c"), .recipient = QStringLiteral("bo")});
    f.addMessage({.id = QStringLiteral("x"), .channel = QStringLiteral("mail-1")});
    f.addMessage({.id = QStringLiteral("d"),
                  .recipient = QStringLiteral("cy"),
                  .workflow = QStringLiteral("invoice"),
                  .status = QStringLiteral("queued")});
    f.store->run(QStringLiteral("UPDATE messages SET seen_at = 1 WHERE id = 'a'"));
    const Reply made = f.send("POST", "/v1/channels/feed-1/messages/bulk/" + word, body, publishableKey);
    QCOMPARE(made.status, 200);
    QCOMPARE(made.at("name").toString(), QStringLiteral("messages.archived"));
    QCOMPARE(made.at("estimated_total_rows").toInt(), changed.size());
    BulkRunner runner = runnerOf(f);
    while (runner.step(1)) { } // the filter is applied again at each step
    const Reply done = f.get("/v1/bulk_operations/" + idOf(made));
    QCOMPARE(done.at("status").toString(), QStringLiteral("completed"));
    QCOMPARE(done.at("success_count").toInt(), changed.size());
    QString archived;
    f.store->each(QStringLiteral("SELECT id FROM messages WHERE archived_at IS NOT NULL ORDER BY seq"), {},
                  [&](const QSqlQuery &row) {
                      archived += row.value(0).toString();
                      return true;
                  });
    QCOMPARE(archived, changed);
    QCOMPARE(f.store->value(QStringLiteral("SELECT count(*) FROM events")).toInt(), changed.size());
}

void TestSandboxBulk::statusRowsFailToo()
{
    Fixture f;
    f.addUser(QStringLiteral("old"), {{QStringLiteral("legacy_import"), true}});
    f.addMessage({.id = QStringLiteral("a"), .recipient = QStringLiteral("old")});
    f.addMessage({.id = QStringLiteral("b"),
                  .recipient = QStringLiteral("dock"),
                  .collection = QStringLiteral("docks")});
    const QByteArray id = idOf(f.send("POST", "/v1/channels/feed-1/messages/bulk/seen"));
    BulkRunner runner = runnerOf(f);
    while (runner.step(10)) { }
    const Reply done = f.get("/v1/bulk_operations/" + id);
    QCOMPARE(errorIds(done), QStringList {QStringLiteral("a")});
    QCOMPARE(done.at("success_count").toInt(), 1);
}

void TestSandboxBulk::onlyWhatWasThere()
{
    Fixture f;
    f.addUser(QStringLiteral("ada"));
    f.addMessages(1, 2);
    const QByteArray id = idOf(f.send("POST", "/v1/channels/feed-1/messages/bulk/seen"));
    f.addMessages(3, 3);
    BulkRunner runner = runnerOf(f);
    while (runner.step(10)) { }
    QCOMPARE(f.get("/v1/bulk_operations/" + id).at("processed_rows").toInt(), 2);
    QVERIFY(f.get("/v1/messages/m03").at("seen_at").isNull());
}

void TestSandboxBulk::brokenJobFails()
{
    Fixture f;
    f.store->run(QStringLiteral(
        "INSERT INTO bulk_operations (id, name, status, job, estimated, inserted_at, updated_at)"
        " VALUES ('x', 'users.delete', 'queued', 'nonsense', 3, 1, 1)"));
    BulkRunner runner = runnerOf(f);
    while (runner.step(10)) { }
    QCOMPARE(f.get("/v1/bulk_operations/x").at("status").toString(), QStringLiteral("failed"));
    QCOMPARE(f.get("/v1/bulk_operations/x").at("failed_at").toString(), f.now.toWire());
}

QTEST_GUILESS_MAIN(TestSandboxBulk)
#include "tst_sandbox_bulk.moc"
