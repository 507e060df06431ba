#include "sandbox/entityfixture.h"

using namespace sandboxtest;

// E20: `ada` survives, `eve` is merged into her (behaviour 6 "Merge").
class TestSandboxMerge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void properties_data();
    void properties();
    void preferences();
    void channelData();
    void messages();
    void activities();
    void actorsOfMessages();
    void runs();
    void subscriptions();
    void schedules();
    void schedulesFollowTheTimezone();
    void leavesNothingBehind();
    void readsNoWholeTable();
    void refuses_data();
    void refuses();
    void refusesTooManyProperties();

private:
    static constexpr qint64 day = 24 * 3600;
    static Reply merge(EntityFixture &f)
    {
        return f.post("/v1/users/ada/merge", R"({"from_user_id":"eve"})");
    }
    static void addBoth(EntityFixture &f)
    {
        f.put("/v1/users/ada", R"({"name":"Ada"})");
        f.put("/v1/users/eve", R"({"name":"Eve"})");
    }
    // Each row's columns with bars between, in order.
    static QStringList rows(EntityFixture &f, const char *sql)
    {
        QStringList all;
        f.store->each(QLatin1StringView(sql), {}, [&](const QSqlQuery &row) {
            QStringList columns;
            for (int i = 0; i < row.record().count(); ++i)
                columns += row.value(i).toString();
            all += columns.join(u'|');
            return true;
        });
        return all;
    }
};

void TestSandboxMerge::properties_data()
{
    QTest::addColumn<QByteArray>("primary");
    QTest::addColumn<QByteArray>("secondary");
    QTest::addColumn<QByteArray>("merged");
    QTest::addColumn<bool>("isChanged");
    const auto row = [](const char *name, const char *primary, const char *secondary, const char *merged,
                        bool isChanged = true) {
        QTest::newRow(name) << QByteArray(primary) << QByteArray(secondary) << QByteArray(merged)
                            << isChanged;
    };
    row("the primary's value wins", R"({"name":"Ada","x":1})", R"({"name":"Eve","x":2})",
        R"({"name":"Ada","x":1})", false);
    row("gaps are filled", R"({"name":"Ada"})", R"({"email":"e@e.test","x":[1]})",
        R"({"name":"Ada","email":"e@e.test","x":[1]})");
    row("at every depth", R"({"m":{"a":{"b":1}}})", R"({"m":{"a":{"b":2,"c":3},"d":4}})",
        R"({"m":{"a":{"b":1,"c":3},"d":4}})");
    row("lists are not joined", R"({"l":[1]})", R"({"l":[2]})", R"({"l":[1]})", false);
    row("a null is a gap", R"({"name":null})", R"({"name":"Eve"})", R"({"name":"Eve"})");
    row("false is a value", R"({"x":false})", R"({"x":true})", R"({"x":false})", false);
    row("the time of creation", "{}", R"({"created_at":"2020-01-01T00:00:00Z"})",
        R"({"created_at":"2020-01-01T00:00:00Z"})");
}

void TestSandboxMerge::properties()
{
    QFETCH(QByteArray, primary);
    QFETCH(QByteArray, secondary);
    QFETCH(QByteArray, merged);
    QFETCH(bool, isChanged);
    EntityFixture f;
    f.put("/v1/users/ada", primary);
    f.put("/v1/users/eve", secondary);
    f.wait(5);
    QJsonObject expected = json(merged);
    expected.insert("__typename", "User");
    expected.insert("id", "ada");
    expected.insert("updated_at", isChanged ? "2026-01-10T12:00:05Z" : "2026-01-10T12:00:00Z");
    if (!expected.contains(QLatin1StringView("created_at")))
        expected.insert("created_at", QJsonValue::Null);
    const Reply reply = merge(f);
    QVERIFY2(reply.status == 200, reply.response.body.constData());
    QCOMPARE(reply.object(), expected);
    QCOMPARE(f.get("/v1/users/ada").object(), expected);
    QCOMPARE(f.get("/v1/users/eve").status, 404);
}

// Whole sets by their id.
void TestSandboxMerge::preferences()
{
    EntityFixture f;
    f.put("/v1/users/ada", R"({"preferences":{"default":{"workflows":{"a":true}}}})");
    f.put("/v1/users/eve", R"({"preferences":{"default":{"workflows":{"a":false,"b":false}},
                                              "acme":{"workflows":{"c":false}}}})");
    merge(f);
    QCOMPARE(f.get("/v1/users/ada/preferences/default").at("workflows").toObject(), json(R"({"a":true})"));
    QCOMPARE(f.get("/v1/users/ada/preferences/acme").at("workflows").toObject(), json(R"({"c":false})"));
    QCOMPARE(f.get("/v1/users/ada/preferences/acme").at("id").toString(), QStringLiteral("acme"));
    QCOMPARE(f.get("/v1/users/eve/preferences").response.body, QByteArray("[]"));
}

void TestSandboxMerge::channelData()
{
    EntityFixture f;
    f.put("/v1/users/ada", R"({"channel_data":{"push_fcm-1":{"tokens":["a"]}}})");
    f.put("/v1/users/eve",
          R"({"channel_data":{"push_fcm-1":{"tokens":["e"]},"push_apns-1":{"tokens":["x"]}}})");
    merge(f);
    const auto tokens = [&](const char *channel) {
        return f.get(QByteArray("/v1/users/ada/channel_data/") + channel)
            .at("data")
            .toObject()
            .value("tokens")
            .toArray();
    };
    QCOMPARE(tokens("push_fcm-1"), QJsonArray {"a"});
    QCOMPARE(tokens("push_apns-1"), QJsonArray {"x"});
    QCOMPARE(f.count("channel_data"), 2);
}

void TestSandboxMerge::messages()
{
    EntityFixture f;
    addBoth(f);
    f.addMessage({.id = "own", .recipient = "ada"});
    f.addMessage({.id = "too-old", .recipient = "eve"}); // at 12:00:02
    f.addMessage({.id = "just-in-time", .recipient = "eve"}); // at 12:00:03
    f.addMessage({.id = "an-object's", .recipient = "eve", .collection = "docks"});
    f.now.us += 30 * day * second - second; // 30 days after just-in-time
    f.addMessage({.id = "new", .recipient = "eve"});
    f.now.us -= second;
    QCOMPARE(merge(f).status, 200);
    QCOMPARE(f.get("/v1/users/ada/messages").ids(), (QStringList {"new", "just-in-time", "own"}));
    QCOMPARE(f.get("/v1/messages/too-old").status, 404);
    QCOMPARE(f.get("/v1/messages/an-object's").at("recipient").toObject().value("id").toString(),
             QStringLiteral("eve"));
}

void TestSandboxMerge::activities()
{
    EntityFixture f;
    addBoth(f);
    const qint64 old = f.addMessage({.id = "m1", .recipient = "bo"}); // at 12:00:01
    f.addActivity(old, "old", "eve");
    f.now.us += second;
    f.addActivity(old, "edge", "eve"); // at 12:00:02
    f.addActivity(old, "other", "bo");
    f.now.us += 30 * day * second;
    const qint64 recent = f.addMessage({.id = "m2", .recipient = "eve"});
    f.addActivity(recent, "recent", "eve");
    f.now.us -= second; // 30 days after `edge`
    merge(f);
    QCOMPARE(rows(f, "SELECT id, actor FROM activities ORDER BY seq"),
             (QStringList {"old|eve", "edge|ada", "other|bo", "recent|ada"}));
    const QJsonObject activity = f.get("/v1/messages/m2/activities").rows().at(0).toObject();
    QCOMPARE(activity.value("actor").toObject().value("name").toString(), QStringLiteral("Ada"));
    QCOMPARE(activity.value("recipient").toObject().value("id").toString(), QStringLiteral("ada"));
}

void TestSandboxMerge::actorsOfMessages()
{
    EntityFixture f;
    addBoth(f);
    const auto add = [&](const char *id, const char *actors) {
        const qint64 seq = f.addMessage({.id = id, .recipient = "bo", .actors = actors});
        f.addActivity(seq, id, "eve");
    };
    add("m1", R"(["eve","bo"])");
    add("m2", R"(["ada","eve"])"); // once is enough
    add("m3", R"([{"id":"eve","collection":"docks"},"eve","quote\"d"])");
    merge(f);
    QCOMPARE(f.get("/v1/messages/m1").at("actors").toArray(), (QJsonArray {"ada", "bo"}));
    QCOMPARE(f.get("/v1/messages/m2").at("actors").toArray(), QJsonArray {"ada"});
    QCOMPARE(f.get("/v1/messages/m3").at("actors").toArray(),
             (QJsonArray {json(R"({"id":"eve","collection":"docks"})"), "ada", "quote\"d"}));
}

void TestSandboxMerge::runs()
{
    EntityFixture f;
    addBoth(f);
    f.addRun("paused", Ref::user("eve"), "paused");
    f.addRun("own", Ref::user("ada"), "paused", Ref::user("eve"));
    f.addRun("by-an-object", Ref::user("bo"), "paused", Ref::object("docks", "eve"));
    f.addRun("over", Ref::user("bo"), "completed", Ref::user("eve"));
    merge(f);
    // The secondary's own run won't send; what others wait for names the primary as its actor.
    QCOMPARE(rows(f,
                  "SELECT runs.id, runs.actor_collection, runs.actor_id, run_activities.actor_id FROM runs"
                  " JOIN run_activities ON run_seq = runs.seq ORDER BY runs.seq"),
             (QStringList {"own||ada|ada", "by-an-object|docks|eve|eve", "over||eve|eve"}));
}

void TestSandboxMerge::subscriptions()
{
    EntityFixture f;
    addBoth(f);
    const Ref ada = Ref::user("ada");
    const Ref eve = Ref::user("eve");
    f.addSubscription(Ref::object("docks", "1"), ada, R"({"role":"own"})");
    f.addSubscription(Ref::object("docks", "1"), eve, R"({"role":"other"})");
    f.addSubscription(Ref::object("docks", "2"), eve, R"({"role":"new"})");
    f.addSubscription(Ref::object("docks", "2"), Ref::object("docks", "eve"), "{}");
    merge(f);
    QCOMPARE(rows(f,
                  "SELECT object_id, recipient_collection, recipient_id, properties FROM subscriptions"
                  " ORDER BY seq"),
             (QStringList {R"(1||ada|{"role":"own"})", R"(2||ada|{"role":"new"})", "2|docks|eve|{}"}));
}

void TestSandboxMerge::schedules()
{
    EntityFixture f;
    addBoth(f);
    const Ref eve = Ref::user("eve");
    f.addSchedule("own", Ref::user("ada"), R"({"a":1})", R"("ada")");
    f.addSchedule("twice", eve, R"({"a":1})", R"("eve")"); // the same, once the actor is one person
    f.addSchedule("new", eve, R"({"a":2})");
    f.addSchedule("object", Ref::object("docks", "eve"), "{}", R"({"collection":"docks","id":"eve"})");
    merge(f);
    QCOMPARE(
        rows(f, "SELECT id, recipient_id, actor FROM schedules ORDER BY seq"),
        (QStringList {R"(own|ada|"ada")", "new|ada|", R"(object|eve|{"collection":"docks","id":"eve"})"}));
}

void TestSandboxMerge::schedulesFollowTheTimezone()
{
    EntityFixture f;
    f.put("/v1/users/ada", R"({"timezone":"Europe/Oslo"})"); // an hour ahead of UTC in January
    f.put("/v1/users/eve", R"({"timezone":"Etc/UTC"})");
    f.addSchedule("daily", Ref::user("eve"));
    f.store->run(QStringLiteral("UPDATE schedules SET repeats = ?"),
                 {R"([{"frequency":"daily","interval":1,"hours":20,"minutes":0}])"});
    merge(f);
    QCOMPARE(f.store->value(QStringLiteral("SELECT next_at FROM schedules")).toLongLong(),
             Timestamp::fromWire(u"2026-01-10T19:00:00Z").us);
}

void TestSandboxMerge::leavesNothingBehind()
{
    EntityFixture f;
    addBoth(f);
    f.addSubscription(Ref::user("eve"), Ref::user("ada"));
    merge(f);
    QCOMPARE(f.get("/v1/users").ids(), QStringList {"ada"});
    QCOMPARE(f.put("/v1/users/eve", "{}").object().keys(),
             (QStringList {"__typename", "created_at", "id", "updated_at"}));
    QCOMPARE(f.get("/v1/users/eve/messages").ids(), QStringList());
}

// A world of ten million messages must not be read for one person's. Schedules are few, and found by actor
// here.
void TestSandboxMerge::readsNoWholeTable()
{
    EntityFixture f;
    addBoth(f);
    QStringList scanned = f.scannedTables([&] { QCOMPARE(merge(f).status, 200); });
    scanned.removeAll(QStringLiteral("json_each"));
    QCOMPARE(scanned.join(u' '), QStringLiteral("schedules"));
}

void TestSandboxMerge::refuses_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QStringList>("fields");
    const auto row = [](const char *name, const char *path, const char *body, int status) {
        QTest::newRow(name) << QByteArray(path) << QByteArray(body) << status
                            << (status == 422 ? QStringList {"from_user_id"} : QStringList());
    };
    row("itself", "/v1/users/ada/merge", R"({"from_user_id":"ada"})", 422);
    row("nobody", "/v1/users/ada/merge", "{}", 422);
    row("no body", "/v1/users/ada/merge", "", 422);
    row("null", "/v1/users/ada/merge", R"({"from_user_id":null})", 422);
    row("no text", "/v1/users/ada/merge", R"({"from_user_id":{"id":"eve"}})", 422);
    row("from somebody unknown", "/v1/users/ada/merge", R"({"from_user_id":"nobody"})", 404);
    row("into somebody unknown", "/v1/users/nobody/merge", R"({"from_user_id":"eve"})", 404);
}

void TestSandboxMerge::refuses()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QStringList, fields);
    EntityFixture f;
    addBoth(f);
    f.addSubscription(Ref::object("docks", "1"), Ref::user("eve"));
    const QByteArray before = f.dump();
    const Reply reply = f.post(path, body);
    QCOMPARE(reply.status, status);
    QCOMPARE(reply.fields(), fields);
    QCOMPARE(f.dump(), before);
}

void TestSandboxMerge::refusesTooManyProperties()
{
    EntityFixture f;
    const QByteArray big(200 * 1024, 'x');
    f.put("/v1/users/ada", "{\"a\":\"" + big + "\"}");
    f.put("/v1/users/eve", "{\"b\":\"" + big + "\"}");
    QCOMPARE(f.refusedFields("POST", "/v1/users/ada/merge", R"({"from_user_id":"eve"})"),
             QStringList {"properties"});
}

QTEST_GUILESS_MAIN(TestSandboxMerge)
#include "tst_sandbox_merge.moc"
