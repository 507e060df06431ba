#include "api/sandbox/identify.h"
#include "sandbox/entityfixture.h"

using namespace sandboxtest;

// E15, E16, E17, E19 (behaviour 6).
class TestSandboxUsers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void identifies();
    void merges_data();
    void merges();
    void changesNothingWhenNothingIsNew();
    void mergesPreferences();
    void replacesChannelData();
    void refuses_data();
    void refuses();
    void limitsTheId_data();
    void limitsTheId();
    void limitsCustomProperties();
    void limitsDepth();
    void lists();
    void listsWhatHasChangedSince();
    void listsWithPreferences();
    void deletes();
    void readsNoWholeTable();
    void answersWhoIsMissing();
    void asksForTheRightKey();
};

void TestSandboxUsers::identifies()
{
    EntityFixture f;
    const Reply made = f.put("/v1/users/ada",
                             R"({"name":"Ada","email":"ada@a.test","avatar":null,"berths":3,"id":"eve",
                                 "__typename":"Robot","updated_at":"1999-01-01T00:00:00Z",
                                 "$trigger_data":{"a":1}})");
    QCOMPARE(made.status, 200);
    const QJsonObject ada = json(R"({"__typename":"User","id":"ada","name":"Ada","email":"ada@a.test",
        "avatar":null,"berths":3,"created_at":null,"updated_at":"2026-01-10T12:00:00Z"})");
    QCOMPARE(made.object(), ada);
    QCOMPARE(f.get("/v1/users/ada").object(), ada);
    QVERIFY(made.response.body.startsWith(R"({"__typename":"User","id":"ada",)"));
    QCOMPARE(f.get("/v1/users/eve").status, 404);

    // Without a body there is nothing to say but that the user is there.
    QCOMPARE(
        f.put("/v1/users/bo", {}).object(),
        json(R"({"__typename":"User","id":"bo","created_at":null,"updated_at":"2026-01-10T12:00:00Z"})"));
    QCOMPARE(f.put("/v1/users/%C3%A9%20%3F", R"({"created_at":"2020-05-01T02:00:00.5+02:00"})").object(),
             json(R"({"__typename":"User","id":"é ?","created_at":"2020-05-01T00:00:00.500000Z",
                      "updated_at":"2026-01-10T12:00:00Z"})"));
}

void TestSandboxUsers::merges_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("change");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char *name, const char *before, const char *change, const char *after) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(change) << QByteArray(after);
    };
    row("other keys stay", R"({"name":"A","x":1})", R"({"y":2})", R"({"name":"A","x":1,"y":2})");
    row("maps merge at every depth", R"({"m":{"a":{"b":1,"c":2}}})", R"({"m":{"a":{"c":3,"d":4}}})",
        R"({"m":{"a":{"b":1,"c":3,"d":4}}})");
    row("lists are replaced", R"({"l":[1,2,{"a":1}]})", R"({"l":[3]})", R"({"l":[3]})");
    row("null is kept, and removes nothing", R"({"x":1,"m":{"a":1}})", R"({"x":null,"m":{"a":null}})",
        R"({"x":null,"m":{"a":null}})");
    row("a map takes the place of a value", R"({"x":1})", R"({"x":{"a":1}})", R"({"x":{"a":1}})");
    row("a value takes the place of a map", R"({"x":{"a":1}})", R"({"x":false})", R"({"x":false})");
    row("its own creation time can be taken back", R"({"created_at":"2020-01-01T00:00:00Z"})",
        R"({"created_at":null})", R"({"created_at":null})");
}

void TestSandboxUsers::merges()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, change);
    QFETCH(QByteArray, after);
    EntityFixture f;
    QCOMPARE(f.put("/v1/users/ada", before).status, 200);
    f.wait(5);
    QJsonObject expected = json(after);
    expected.insert("__typename", "User");
    expected.insert("id", "ada");
    expected.insert("updated_at", "2026-01-10T12:00:05Z");
    if (!expected.contains(QLatin1StringView("created_at")))
        expected.insert("created_at", QJsonValue::Null);
    QCOMPARE(f.put("/v1/users/ada", change).object(), expected);
    QCOMPARE(f.get("/v1/users/ada").object(), expected);
}

void TestSandboxUsers::changesNothingWhenNothingIsNew()
{
    EntityFixture f;
    f.put("/v1/users/ada", R"({"name":"Ada","m":{"a":[1]}})");
    const QByteArray before = f.dump();
    f.wait(60);
    QCOMPARE(f.put("/v1/users/ada", R"({"m":{"a":[1]}})").at("updated_at").toString(),
             QStringLiteral("2026-01-10T12:00:00Z"));
    QCOMPARE(f.dump(), before);
}

void TestSandboxUsers::mergesPreferences()
{
    EntityFixture f;
    f.put("/v1/users/ada/preferences/default",
          R"({"workflows":{"a":true,"b":{"channel_types":{"sms":false}}},"categories":{"x":false}})");
    const Reply reply = f.put("/v1/users/ada", R"({"preferences":{
        "default":{"workflows":{"b":{"channel_types":{"email":true}},"a":null},"channel_types":{"push":false}},
        "acme":{"workflows":{"z":false}}}})");
    QCOMPARE(reply.status, 200);
    QVERIFY(!reply.object().contains(QLatin1StringView("preferences")));
    QCOMPARE(f.get("/v1/users/ada/preferences/default").object(),
             json(R"({"__typename":"PreferenceSet","id":"default","categories":{"x":false},
                 "workflows":{"b":{"channel_types":{"sms":false,"email":true}}},"channel_types":{"push":false}})"));
    QCOMPARE(f.get("/v1/users/ada/preferences/acme").at("workflows").toObject(), json(R"({"z":false})"));
    f.put("/v1/users/ada", R"({"preferences":{"default":{"__persistence_strategy__":"replace",
                                                         "categories":{"y":true}}}})");
    QCOMPARE(f.get("/v1/users/ada/preferences/default").object(),
             json(R"({"__typename":"PreferenceSet","id":"default","categories":{"y":true},"workflows":null,
                      "channel_types":null})"));
    QCOMPARE(f.put("/v1/users/ada", R"({"preferences":null,"channel_data":null})").status, 200);
}

void TestSandboxUsers::replacesChannelData()
{
    EntityFixture f;
    f.put("/v1/users/ada", R"({"channel_data":{"push_fcm-1":{"tokens":["a","b"]},
                                               "push_apns-1":{"tokens":["x"]}}})");
    const Reply reply = f.put("/v1/users/ada", R"({"channel_data":{"push_fcm-1":{"tokens":["c"]}}})");
    QVERIFY(!reply.object().contains(QLatin1StringView("channel_data")));
    QCOMPARE(f.get("/v1/users/ada/channel_data/push_fcm-1").at("data").toObject().value("tokens").toArray(),
             QJsonArray {"c"});
    QCOMPARE(f.get("/v1/users/ada/channel_data/push_apns-1").at("data").toObject().value("tokens").toArray(),
             QJsonArray {"x"});
}

void TestSandboxUsers::refuses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("fields");
    const auto row = [](const char *name, const char *body, const QStringList &fields) {
        QTest::newRow(name) << QByteArray(body) << fields;
    };
    row("no text", R"({"name":1,"email":true,"avatar":[],"phone_number":{},"locale":2,"timezone":3.5})",
        {"avatar", "email", "locale", "name", "phone_number", "timezone"});
    row("no time", R"({"created_at":"yesterday"})", {"created_at"});
    row("a number as a time", R"({"created_at":1700000000})", {"created_at"});
    row("no maps", R"({"preferences":[],"channel_data":"x"})", {"channel_data", "preferences"});
    row("no set", R"({"preferences":{"default":true,"acme":null}})",
        {"preferences.acme", "preferences.default"});
    row("a set's id", R"({"preferences":{"a/b":{}}})", {"preferences.a/b"});
    row("an operator", R"({"preferences":{"default":{"workflows":{"x":{"conditions":[
            {"variable":"data.a","operator":"resembles","argument":"1"}]}}}}})",
        {"preferences.default.workflows.x.conditions[0].operator"});
    row("deep inside", R"({"preferences":{"default":{"categories":{"x":{"channel_types":{"sms":{"conditions":[
            {"variable":"data.a","operator":"empty"},
            {"variable":7,"operator":"equal_to","argument":{"a":1}}]}}}}}}})",
        {"preferences.default.categories.x.channel_types.sms.conditions[1].argument",
         "preferences.default.categories.x.channel_types.sms.conditions[1].variable"});
    row("a strategy", R"({"preferences":{"default":{"__persistence_strategy__":"append"}}})",
        {"preferences.default.__persistence_strategy__"});
    row("no channel", R"({"channel_data":{"nowhere":{"tokens":[]}}})", {"channel_data.nowhere"});
    row("no channel data", R"({"channel_data":{"push_fcm-1":{"tokens":"a"},"chat_slack-1":null}})",
        {"channel_data.chat_slack-1", "channel_data.push_fcm-1.tokens"});
}

void TestSandboxUsers::refuses()
{
    QFETCH(QByteArray, body);
    QFETCH(QStringList, fields);
    EntityFixture f;
    QCOMPARE(f.refusedFields("PUT", "/v1/users/new", body), fields);
    f.put("/v1/users/ada", R"({"name":"Ada","preferences":{"default":{"workflows":{"x":true}}}})");
    QCOMPARE(f.refusedFields("PUT", "/v1/users/ada", body), fields);
}

void TestSandboxUsers::limitsTheId_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<bool>("isUsable");
    QTest::newRow("256 characters") << QByteArray(256, 'a') << true;
    QTest::newRow("257 characters") << QByteArray(257, 'a') << false;
    // Characters, not UTF-16 units.
    QTest::newRow("256 emoji") << QByteArray("%F0%9F%90%99").repeated(256) << true;
    QTest::newRow("257 emoji") << QByteArray("%F0%9F%90%99").repeated(257) << false;
    QTest::newRow("slash") << QByteArray("a%2Fb") << false;
    QTest::newRow("hash") << QByteArray("a%23b") << false;
    QTest::newRow("dots and at") << QByteArray("a.b@c") << true;
}

void TestSandboxUsers::limitsTheId()
{
    QFETCH(QByteArray, id);
    QFETCH(bool, isUsable);
    EntityFixture f;
    if (isUsable)
        QCOMPARE(f.put("/v1/users/" + id, "{}").status, 200);
    else
        QCOMPARE(f.refusedFields("PUT", "/v1/users/" + id, "{}"), QStringList {"user_id"});
}

void TestSandboxUsers::limitsCustomProperties()
{
    EntityFixture f;
    const auto body = [](const char *key, qsizetype bytes) { // as compact JSON
        return QByteArray("{\"") + key + "\":\"" + QByteArray(bytes - 8, 'x') + "\"}";
    };
    const QByteArray most = body("k", mostCustomBytes);
    QCOMPARE(most.size(), 256 * 1024);
    QCOMPARE(f.put("/v1/users/ada", most).status, 200);
    QCOMPARE(f.refusedFields("PUT", "/v1/users/bo", body("k", mostCustomBytes + 1)),
             QStringList {"properties"});
    // What is there counts, too; what the service names itself doesn't.
    QCOMPARE(f.refusedFields("PUT", "/v1/users/ada", R"({"l":1})"), QStringList {"properties"});
    QCOMPARE(f.put("/v1/users/ada", R"({"name":"Ada"})").status, 200);
    QCOMPARE(f.put("/v1/users/ada", R"({"k":null,"l":1})").status, 200);
}

void TestSandboxUsers::limitsDepth()
{
    EntityFixture f;
    const auto body = [](int levels) { // the body's own map is one
        return "{\"k\":" + QByteArray("{\"a\":[").repeated(levels / 2 - 1) + "[]"
            + QByteArray("]}").repeated(levels / 2 - 1) + '}';
    };
    QCOMPARE(f.put("/v1/users/ada", body(mostLevels)).status, 200);
    QCOMPARE(f.put("/v1/users/ada", R"({"l":1})").status, 200);
    QCOMPARE(
        f.put("/v1/tenants/acme?resolve_full_preference_settings=true", body(mostLevels)).at("id").toString(),
        QStringLiteral("acme"));
    QCOMPARE(f.get("/v1/tenants?name=x").status, 200);
    const QByteArray tooDeep = "{\"k\":[" + body(mostLevels).mid(5).chopped(1) + "]}";
    QCOMPARE(f.refusedFields("PUT", "/v1/users/ada", tooDeep), QStringList {"properties"});
    QCOMPARE(f.refusedFields("PUT", "/v1/tenants/acme", tooDeep), QStringList {"properties"});
}

void TestSandboxUsers::lists()
{
    EntityFixture f;
    for (const char *id : {"a", "b", "c", "d", "e"})
        f.put(QByteArray("/v1/users/") + id, "{}");
    f.remove("/v1/users/c");
    const Reply first = f.get("/v1/users?page_size=2");
    QCOMPARE(first.ids(), (QStringList {"a", "b"}));
    QVERIFY(first.cursor("before").isNull());
    QCOMPARE(first.at("page_info").toObject().value("total_count").toInt(), 4);
    const Reply last = f.get("/v1/users?page_size=2&after=" + first.cursor("after").toString().toLatin1());
    QCOMPARE(last.ids(), (QStringList {"d", "e"}));
    QVERIFY(last.cursor("after").isNull());
    QCOMPARE(f.get("/v1/users?before=" + last.cursor("before").toString().toLatin1()).ids(),
             (QStringList {"a", "b"}));
    QCOMPARE(f.get("/v1/users?page_size=50").status, 200);
    QCOMPARE(f.refusedFields("GET", "/v1/users?page_size=51"), QStringList {"page_size"});
    QCOMPARE(f.refusedFields("GET", "/v1/users?page_size=0&after=x&include[]=friends"),
             (QStringList {"after", "include", "page_size"}));
}

// A page that was asked for before is answered from memory, and must not be old.
void TestSandboxUsers::listsWhatHasChangedSince()
{
    Fixture f;
    const QByteArray list = "/v1/users?page_size=2";
    const auto names = [&](const QByteArray &of) {
        QStringList all;
        for (const QJsonValue &row : f.get(of).rows())
            all += row.toObject().value("name").toString();
        return all.join(' ');
    };
    f.send("PUT", "/v1/users/a", R"({"name":"Ada"})");
    QCOMPARE(names(list), "Ada");
    f.send("PUT", "/v1/users/b", R"({"name":"Bo"})");
    QCOMPARE(names(list), "Ada Bo");
    QCOMPARE(f.get(list).at("page_info").toObject().value("total_count").toInt(), 2);
    f.send("PUT", "/v1/users/a", R"({"name":"Eve"})");
    QCOMPARE(names(list), "Eve Bo");
    QCOMPARE(f.send("PUT", "/v1/users/a", R"({"name":7})").status, 422);
    QCOMPARE(names(list), "Eve Bo");
    f.send("DELETE", "/v1/users/a");
    QCOMPARE(names(list), "Bo");
    QCOMPARE(f.get(list).at("page_info").toObject().value("total_count").toInt(), 1);
    // Sets are none of a person's own.
    const auto sets = [&] {
        const QJsonValue first = f.get(list + "&include[]=preferences").rows().first();
        return first.toObject().value("preferences").toArray().size();
    };
    QCOMPARE(sets(), 0);
    f.send("PUT", "/v1/users/b/preferences/default", "{}");
    QCOMPARE(sets(), 1);
}

void TestSandboxUsers::listsWithPreferences()
{
    EntityFixture f;
    f.put("/v1/users/ada", R"({"preferences":{"default":{"workflows":{"a":true}},"acme":{}}})");
    f.put("/v1/users/bo", "{}");
    for (const char *query : {"include[]=preferences", "include=preferences"}) {
        const QJsonArray rows = f.get(QByteArray("/v1/users?") + query).rows();
        const QJsonArray sets = rows.at(0).toObject().value("preferences").toArray();
        QCOMPARE(sets.size(), 2);
        QCOMPARE(sets.at(0).toObject().value("workflows").toObject(), json(R"({"a":true})"));
        QCOMPARE(rows.at(1).toObject().value("preferences"), QJsonValue(QJsonArray()));
    }
    QVERIFY(!f.get("/v1/users").rows().at(0).toObject().contains(QLatin1StringView("preferences")));
}

void TestSandboxUsers::deletes()
{
    EntityFixture f;
    const Ref ada = Ref::user("ada");
    const Ref bo = Ref::user("bo");
    const Ref dock = Ref::object("docks", "ada"); // the same id as an object: not the same thing
    f.put("/v1/objects/docks/ada", "{}");
    for (const Ref &ref : {ada, bo, dock}) {
        const QByteArray path
            = ref.isUser() ? "/v1/users/" + ref.id.toLatin1() : QByteArray("/v1/objects/docks/ada");
        f.put(path,
              R"({"name":"N","preferences":{"default":{}},"channel_data":{"push_fcm-1":{"tokens":[]}}})");
        f.addSubscription(Ref::object("docks", "7"), ref);
        f.addSchedule("s-" + ref.collection + ref.id, ref);
        f.addRun("r-" + ref.collection + ref.id, ref, "completed");
        const qint64 seq = f.addMessage(
            {.id = "m-" + ref.collection + ref.id, .recipient = ref.id, .collection = ref.collection});
        f.addActivity(seq, "a-" + ref.collection + ref.id, "bo");
    }
    const Reply reply = f.remove("/v1/users/ada");
    QCOMPARE(reply.status, 204);
    QCOMPARE(reply.response.body, QByteArray());
    QCOMPARE(f.get("/v1/users/ada").status, 404);
    QCOMPARE(f.get("/v1/users").ids(), QStringList {"bo"});
    QCOMPARE(f.get("/v1/messages/m-ada").status, 404);
    for (const char *table : {"preference_sets", "channel_data", "subscriptions", "schedules", "runs",
                              "run_events", "run_activities", "messages", "activities"})
        QCOMPARE(f.count(QLatin1StringView(table)), 2); // of the two others
    QCOMPARE(f.remove("/v1/users/ada").status, 404);

    // The id can be used again, and nothing comes with it.
    QCOMPARE(f.put("/v1/users/ada", "{}").object().keys(),
             (QStringList {"__typename", "created_at", "id", "updated_at"}));
    QCOMPARE(f.get("/v1/users/ada/preferences").response.body, QByteArray("[]"));
    QCOMPARE(f.get("/v1/users/ada/channel_data/push_fcm-1").status, 404);
}

void TestSandboxUsers::readsNoWholeTable()
{
    EntityFixture f;
    f.put("/v1/users/ada", "{}");
    QCOMPARE(f.scannedTables([&] {
        f.put("/v1/users/ada", R"({"name":"A","timezone":"Etc/UTC","preferences":{"default":{}}})");
        f.get("/v1/users/ada");
        f.remove("/v1/users/ada");
    }),
             QStringList());
    f.put("/v1/objects/docks/7", "{}");
    QCOMPARE(f.scannedTables([&] {
        f.get("/v1/objects/docks?page_size=2");
        f.get("/v1/tenants?tenant_id=acme");
        f.remove("/v1/objects/docks/7");
    }),
             QStringList());
}

void TestSandboxUsers::answersWhoIsMissing()
{
    EntityFixture f;
    for (const char *verb : {"GET", "DELETE"}) {
        const QByteArray before = f.dump();
        const Reply reply = f.send(verb, "/v1/users/nobody");
        QCOMPARE(reply.status, 404);
        QCOMPARE(reply.code(), QStringLiteral("resource_missing"));
        QCOMPARE(f.dump(), before);
    }
}

void TestSandboxUsers::asksForTheRightKey()
{
    EntityFixture f;
    QCOMPARE(f.send("PUT", "/v1/users/ada", "{}", publishableKey).status, 200);
    QCOMPARE(f.send("GET", "/v1/users/ada", {}, publishableKey).status, 200);
    QCOMPARE(f.send("GET", "/v1/users", {}, publishableKey).status, 403);
    QCOMPARE(f.send("DELETE", "/v1/users/ada", {}, publishableKey).status, 403);
    QCOMPARE(f.send("PUT", "/v1/users/ada", "{}", {}).status, 401);
}

QTEST_GUILESS_MAIN(TestSandboxUsers)
#include "tst_sandbox_users.moc"
