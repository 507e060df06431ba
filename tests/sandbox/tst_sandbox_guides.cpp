#include "sandbox/guidesfixture.h"

using namespace sandboxtest;

// X18 to X23 and A17 to A19: who sees which guide, and what becomes of marks.
class TestSandboxGuides : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void targets_data();
    void targets();
    void fillsInEveryText();
    void stepsAddUp();
    void tenantsAreApart();
    void marksAreThoseOfMessages();
    void theMessageInTheAddress_data();
    void theMessageInTheAddress();
    void resetBeginsAnew();
    void groupsWaitForWhatWasPutAway();
    void mergingKeepsWhatThePrimaryDid();
    void goesWithTheUser();
};

void TestSandboxGuides::targets_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QStringList>("keys");
    QTest::newRow("by audience") << QByteArray() << QStringList {"tour", "vip"};
    QTest::newRow("by condition") << QByteArray("data=%7B%22plan%22%3A%22paid%22%7D&type=card")
                                  << QStringList {"vip", "paid"};
    QTest::newRow("in a tenant") << QByteArray("tenant=acme") << QStringList {"tour", "vip"};
    QTest::newRow("of a type") << QByteArray("type=tour") << QStringList {"tour"};
    QTest::newRow("of no type") << QByteArray("type=none") << QStringList();
}

void TestSandboxGuides::targets()
{
    QFETCH(QByteArray, query);
    GuidesFixture f;
    f.post("/v1/audiences/vip/members?create_audience=true", R"({"members":[{"user":{"id":"ada"}}]})");
    QTEST(f.keys(query), "keys");
    QCOMPARE(f.why("off"), "guide_not_active");
    QCOMPARE(f.why("far"), QString()); // another channel's
    QCOMPARE(f.keys({}, "eve"), QStringList {"tour"});
}

void TestSandboxGuides::fillsInEveryText()
{
    GuidesFixture f;
    f.put("/v1/users/ada", R"({"name":"Ada"})");
    f.put("/v1/tenants/acme", R"({"name":"Acme"})");
    const QJsonValue content
        = f.guides("tenant=acme&data=%7B%22n%22%3A7%7D").rows().at(0)["steps"][0]["content"];
    QCOMPARE(content["title"].toString(), "Hi Ada of Acme");
    QCOMPARE(content["deep"]["list"].toArray(), (QJsonArray {"7", 1, QJsonValue::Null}));
}

void TestSandboxGuides::stepsAddUp()
{
    GuidesFixture f;
    QCOMPARE(f.mark("archived", "one").status, 200);
    QCOMPARE(f.why("tour"), QString());
    QCOMPARE(f.mark("archived", "two").status, 200);
    QCOMPARE(f.why("tour"), "marked_as_archived");
    const QByteArray named = R"({"guide_key":"tour"})";
    QCOMPARE(f.send("DELETE", "/v1/users/ada/guides/messages/archived", named).status, 200);
    QCOMPARE(f.why("tour"), QString());
    QVERIFY(f.message(0)["archived_at"].isNull());
    QCOMPARE(f.mark("archived", "one", R"(,"is_final":true)").status, 200); // that ends it
    QCOMPARE(f.why("tour"), "marked_as_archived");
    QCOMPARE(f.send("DELETE", "/v1/users/ada/guides/messages/archived", named).status, 200);
    QCOMPARE(f.mark("archived", "one").status, 200); // and no more
    QCOMPARE(f.why("tour"), QString());
}

void TestSandboxGuides::tenantsAreApart()
{
    GuidesFixture f;
    f.mark("archived", "one", R"(,"tenant":"acme","is_final":true)");
    QCOMPARE(f.why("tour", "tenant=acme"), "marked_as_archived");
    QCOMPARE(f.why("tour"), QString());
    f.mark("seen", "one");
    QVERIFY(f.message(0)["id"].toString() != QString());
    QCOMPARE(f.get("/v1/users/ada/messages?tenant=acme&has_tenant=true").rows().size(), 2);
}

void TestSandboxGuides::marksAreThoseOfMessages()
{
    GuidesFixture f;
    f.mark("seen", "one", R"(,"data":{"n":7})");
    f.now.us += second;
    f.mark("interacted", "one", R"(,"metadata":{"button":"x"})");
    const QByteArray id = f.message(0)["id"].toString().toLatin1();
    const Reply message = f.get("/v1/messages/" + id);
    QCOMPARE(message.at("data").toObject(), (QJsonObject {{"n", 7}}));
    QCOMPARE(message.at("engagement_statuses").toArray(), (QJsonArray {"seen", "read", "interacted"}));
    QVERIFY(message.at("workflow").isNull());
    const QJsonObject source = message.at("source").toObject();
    QCOMPARE(source.value("type").toString(), "guide");
    QVERIFY(source.value("workflow_run_id").isNull());
    QStringList events;
    const QJsonArray rows = f.get("/v1/messages/" + id + "/events").rows();
    for (const QJsonValue &row : rows)
        events += row["type"].toString() + ' ' + jsonText(row["data"].toObject());
    QCOMPARE(events,
             (QStringList {R"(message.seen {"content":{"shown":1}})", "message.read {}",
                           R"(message.interacted {"button":"x"})"}));
    QCOMPARE(f.send("DELETE", "/v1/messages/" + id + "/seen").status, 200); // another way to the same
    QVERIFY(f.message(0)["seen_at"].isNull());
    QCOMPARE(f.get("/v1/users/ada/feeds/feed-1").rows().size(), 0);
}

void TestSandboxGuides::theMessageInTheAddress_data()
{
    QTest::addColumn<QByteArray>("user");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::newRow("its own") << QByteArray("ada") << GuidesFixture::body("tour", "one") << 200;
    QTest::newRow("of another step") << QByteArray("ada") << GuidesFixture::body("tour", "two") << 404;
    QTest::newRow("of another guide") << QByteArray("ada") << GuidesFixture::body("vip", "a") << 404;
    QTest::newRow("of another user") << QByteArray("eve") << GuidesFixture::body("tour", "one") << 404;
}

void TestSandboxGuides::theMessageInTheAddress()
{
    QFETCH(QByteArray, user);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    GuidesFixture f;
    f.mark("seen");
    const QByteArray id = f.message(0)["id"].toString().toLatin1();
    for (const char *word : {"seen", "interacted", "archived"}) {
        const QByteArray before = f.dump();
        QCOMPARE(f.put("/v1/users/" + user + "/guides/messages/" + id + '/' + word, body).status, status);
        QCOMPARE(f.dump() == before, status != 200);
    }
    QCOMPARE(f.put("/v1/users/ada/guides/messages/none/seen", GuidesFixture::body("tour", "one")).status,
             404);
    QCOMPARE(f.message(0)["archived_at"].isNull(), status != 200);
    QCOMPARE(f.count("messages"), 1);
}

void TestSandboxGuides::resetBeginsAnew()
{
    GuidesFixture f;
    f.mark("archived", "one", R"(,"is_final":true)");
    const QString first = f.store->value("SELECT id FROM messages").toString();
    QCOMPARE(f.put("/v1/users/ada/guides/engagements/reset", R"({"guide_key":"tour"})").status, 200);
    QCOMPARE(f.why("tour"), QString());
    QVERIFY(f.message(0)["id"].isNull());
    f.mark("seen");
    QVERIFY(f.message(0)["id"].toString() != first);
    QCOMPARE(f.get("/v1/messages/" + first.toLatin1()).status, 200); // what was is not undone
}

void TestSandboxGuides::groupsWaitForWhatWasPutAway()
{
    GuidesFixture f;
    const auto shown = [&] { return f.guides().at("guide_group_display_logs").toObject(); };
    f.mark("seen");
    f.mark("archived", "one", R"(,"unthrottled":true)");
    QCOMPARE(shown(), QJsonObject());
    f.mark("archived");
    QCOMPARE(shown(), (QJsonObject {{"default", f.now.toWire()}}));
}

void TestSandboxGuides::mergingKeepsWhatThePrimaryDid()
{
    GuidesFixture f;
    f.mark("seen", "one", {}, "ada");
    const QString own = f.message(0)["id"].toString();
    f.mark("archived", "one", {}, "eve");
    f.mark("archived", "two", {}, "eve");
    const QString moved = f.message(1, {}, "eve")["id"].toString();
    QCOMPARE(f.post("/v1/users/ada/merge", R"({"from_user_id":"eve"})").status, 200);
    QCOMPARE(f.message(0)["id"].toString(), own);
    QVERIFY(moved.isEmpty()); // the guide was put away
    QVERIFY(!f.message(1)["archived_at"].isNull());
    QCOMPARE(f.guides().at("guide_group_display_logs").toObject().size(), 1);
}

void TestSandboxGuides::goesWithTheUser()
{
    GuidesFixture f;
    f.mark("archived");
    QCOMPARE(f.send("DELETE", "/v1/users/ada").status, 204);
    QCOMPARE(f.count("guide_engagements"), 0);
    QCOMPARE(f.count("guide_displays"), 0);
    QVERIFY(f.message(0)["id"].isNull());
}

QTEST_GUILESS_MAIN(TestSandboxGuides)
#include "tst_sandbox_guides.moc"
