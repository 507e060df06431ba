#include "api/sandbox/identify.h"
#include "sandbox/entityfixture.h"

using namespace sandboxtest;

// E23, E24, E26, E27 (behaviour 7), and tenants as the objects they are.
class TestSandboxObjects : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sets();
    void merges_data();
    void merges();
    void changesNothingWhenNothingIsNew();
    void setsPreferencesAndChannelData();
    void refuses_data();
    void refuses();
    void limitsIds_data();
    void limitsIds();
    void limitsCustomProperties();
    void lists();
    void listsWithPreferences();
    void deletes();
    void answersWhatIsMissing();
    void needsASecretKey();
    void reachesTenants();
};

void TestSandboxObjects::sets()
{
    EntityFixture f;
    const Reply made = f.put("/v1/objects/docks/dock-7",
                             R"({"name":"Dock 7","depth_m":9.5,"locale":"nb-NO","timezone":"Europe/Oslo",
                    "created_at":"2024-01-02T03:04:05Z","email":[1],"id":"x","collection":"y","properties":{"a":1}})");
    QCOMPARE(made.status, 200);
    const QJsonObject dock = json(R"({"__typename":"Object","id":"dock-7","collection":"docks",
        "properties":{"name":"Dock 7","depth_m":9.5,"email":[1],"properties":{"a":1}},
        "locale":"nb-NO","timezone":"Europe/Oslo",
        "created_at":"2024-01-02T03:04:05Z","updated_at":"2026-01-10T12:00:00Z"})");
    QCOMPARE(made.object(), dock);
    QCOMPARE(f.get("/v1/objects/docks/dock-7").object(), dock);
    QCOMPARE(f.get("/v1/objects/cranes/dock-7").status, 404);
    QCOMPARE(f.put("/v1/objects/a%20b/%C3%A9", {}).object(),
             json(R"({"__typename":"Object","id":"é","collection":"a b","properties":{},"locale":null,
                 "timezone":null,"created_at":null,"updated_at":"2026-01-10T12:00:00Z"})"));
}

void TestSandboxObjects::merges_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("change");
    QTest::addColumn<QByteArray>("properties");
    QTest::addColumn<QString>("zone");
    const auto row
        = [](const char *name, const char *before, const char *change, const char *after, const char *zone) {
              QTest::newRow(name) << QByteArray(before) << QByteArray(change) << QByteArray(after)
                                  << QString::fromLatin1(zone);
          };
    row("other keys stay", R"({"name":"D","x":1,"timezone":"Etc/UTC"})", R"({"y":2})",
        R"({"name":"D","x":1,"y":2})", "Etc/UTC");
    row("deeply", R"({"m":{"a":{"b":1,"c":2}}})", R"({"m":{"a":{"c":3}}})", R"({"m":{"a":{"b":1,"c":3}}})",
        nullptr);
    row("lists are replaced", R"({"l":[1,2]})", R"({"l":[]})", R"({"l":[]})", nullptr);
    row("null", R"({"x":1,"timezone":"Etc/UTC"})", R"({"x":null,"timezone":null})", R"({"x":null})", nullptr);
    row("the timezone alone", R"({"x":1})", R"({"timezone":"Asia/Tokyo"})", R"({"x":1})", "Asia/Tokyo");
}

void TestSandboxObjects::merges()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, change);
    QFETCH(QByteArray, properties);
    QFETCH(QString, zone);
    EntityFixture f;
    QCOMPARE(f.put("/v1/objects/docks/7", before).status, 200);
    f.wait(5);
    const Reply reply = f.put("/v1/objects/docks/7", change);
    QCOMPARE(reply.at("properties").toObject(), json(properties));
    QCOMPARE(reply.at("timezone"), zone.isEmpty() ? QJsonValue() : QJsonValue(zone));
    QCOMPARE(reply.at("updated_at").toString(), QStringLiteral("2026-01-10T12:00:05Z"));
    QCOMPARE(f.get("/v1/objects/docks/7").object(), reply.object());
}

void TestSandboxObjects::changesNothingWhenNothingIsNew()
{
    EntityFixture f;
    f.put("/v1/objects/docks/7", R"({"name":"Dock","locale":"de","m":{"a":1}})");
    const QByteArray before = f.dump();
    f.wait(60);
    QCOMPARE(f.put("/v1/objects/docks/7", R"({"locale":"de","m":{"a":1}})").status, 200);
    QCOMPARE(f.dump(), before);
}

void TestSandboxObjects::setsPreferencesAndChannelData()
{
    EntityFixture f;
    f.put("/v1/objects/docks/7", R"({"preferences":{"default":{"workflows":{"a":true}}},
        "channel_data":{"chat_slack-1":{"connections":[{"channel_id":"C1"}]}}})");
    const Reply reply = f.put("/v1/objects/docks/7", R"({"preferences":{"default":{"workflows":{"b":false}}},
        "channel_data":{"chat_slack-1":{"connections":[]}}})");
    QCOMPARE(reply.at("properties").toObject(), QJsonObject());
    QCOMPARE(f.get("/v1/objects/docks/7/preferences/default").at("workflows").toObject(),
             json(R"({"a":true,"b":false})"));
    QCOMPARE(f.get("/v1/objects/docks/7/channel_data/chat_slack-1").at("data").toObject(),
             json(R"({"connections":[]})"));
    QCOMPARE(f.get("/v1/users/7/preferences").response.body, QByteArray("[]"));
}

void TestSandboxObjects::refuses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("fields");
    const auto row = [](const char *name, const char *body, const QStringList &fields) {
        QTest::newRow(name) << QByteArray(body) << fields;
    };
    row("no text", R"({"name":1,"locale":true,"timezone":[]})", {"locale", "name", "timezone"});
    row("no time", R"({"created_at":5})", {"created_at"});
    row("an operator", R"({"preferences":{"default":{"channel_types":{"sms":{"conditions":[
            {"variable":"data.a","operator":"","argument":"1"}]}}}}})",
        {"preferences.default.channel_types.sms.conditions[0].operator"});
    row("channel data", R"({"channel_data":{"chat_discord-1":{"connections":[{}]},"no":{}}})",
        {"channel_data.chat_discord-1.connections[0].channel_id", "channel_data.no"});
}

void TestSandboxObjects::refuses()
{
    QFETCH(QByteArray, body);
    QFETCH(QStringList, fields);
    EntityFixture f;
    QCOMPARE(f.refusedFields("PUT", "/v1/objects/docks/new", body), fields);
    f.put("/v1/objects/docks/7", R"({"name":"Dock"})");
    QCOMPARE(f.refusedFields("PUT", "/v1/objects/docks/7", body), fields);
}

void TestSandboxObjects::limitsIds_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QStringList>("fields");
    const QByteArray most(256, 'a');
    QTest::newRow("longest") << most + '/' + most << QStringList();
    QTest::newRow("id too long") << "docks/" + most + 'a' << QStringList {"object_id"};
    QTest::newRow("collection too long") << most + "a/7" << QStringList {"collection"};
    QTest::newRow("slashes and hashes")
        << QByteArray("a%2Fb/a%23b") << QStringList {"collection", "object_id"};
}

void TestSandboxObjects::limitsIds()
{
    QFETCH(QByteArray, path);
    QFETCH(QStringList, fields);
    EntityFixture f;
    if (fields.isEmpty())
        QCOMPARE(f.put("/v1/objects/" + path, "{}").status, 200);
    else
        QCOMPARE(f.refusedFields("PUT", "/v1/objects/" + path, "{}"), fields);
}

void TestSandboxObjects::limitsCustomProperties()
{
    EntityFixture f;
    const auto body = [](qsizetype bytes) { return "{\"k\":\"" + QByteArray(bytes - 8, 'x') + "\"}"; };
    QCOMPARE(f.put("/v1/objects/docks/7", body(mostCustomBytes)).status, 200);
    QCOMPARE(f.refusedFields("PUT", "/v1/objects/docks/8", body(mostCustomBytes + 1)),
             QStringList {"properties"});
    QCOMPARE(f.refusedFields("PUT", "/v1/objects/docks/7", R"({"l":1})"), QStringList {"properties"});
}

void TestSandboxObjects::lists()
{
    EntityFixture f;
    for (const char *id : {"a", "b", "c", "d", "e"}) {
        f.put(QByteArray("/v1/objects/docks/") + id, "{}");
        f.put(QByteArray("/v1/objects/cranes/x") + id, "{}");
    }
    f.remove("/v1/objects/docks/c");
    const Reply first = f.get("/v1/objects/docks?page_size=2");
    QCOMPARE(first.ids(), (QStringList {"a", "b"}));
    const QByteArray after = first.cursor("after").toString().toLatin1();
    const Reply last = f.get("/v1/objects/docks?page_size=2&after=" + after);
    QCOMPARE(last.ids(), (QStringList {"d", "e"}));
    QVERIFY(last.cursor("after").isNull());
    QCOMPARE(f.get("/v1/objects/docks?before=" + last.cursor("before").toString().toLatin1()).ids(),
             (QStringList {"a", "b"}));
    const Reply nothing = f.get("/v1/objects/nowhere");
    QCOMPARE(nothing.status, 200);
    QCOMPARE(nothing.at("entries"), QJsonValue(QJsonArray()));
    QCOMPARE(f.get("/v1/objects/docks?page_size=50").status, 200);
    QCOMPARE(f.refusedFields("GET", "/v1/objects/docks?page_size=51&include=x"),
             (QStringList {"include", "page_size"}));
    QCOMPARE(f.refusedFields("GET", "/v1/objects/docks?before=" + after + "&after=" + after),
             QStringList {"before"});
}

void TestSandboxObjects::listsWithPreferences()
{
    EntityFixture f;
    f.put("/v1/objects/docks/7", R"({"preferences":{"default":{"workflows":{"a":true}}}})");
    f.put("/v1/users/7", R"({"preferences":{"default":{},"acme":{}}})");
    const QJsonArray rows = f.get("/v1/objects/docks?include[]=preferences").rows();
    const QJsonArray sets = rows.at(0).toObject().value("preferences").toArray();
    QCOMPARE(sets.size(), 1);
    QCOMPARE(sets.at(0).toObject().value("workflows").toObject(), json(R"({"a":true})"));
    QVERIFY(!f.get("/v1/objects/docks").rows().at(0).toObject().contains(QLatin1StringView("preferences")));
}

void TestSandboxObjects::deletes()
{
    EntityFixture f;
    const Ref dock = Ref::object("docks", "7");
    const Ref other = Ref::object("docks", "8");
    for (const Ref &ref : {dock, other}) {
        f.put("/v1/objects/docks/" + ref.id.toLatin1(),
              R"({"preferences":{"default":{}},"channel_data":{"push_fcm-1":{"tokens":[]}}})");
        f.addSubscription(ref, Ref::user("ada")); // to it
        f.addSubscription(Ref::object("ports", "1"), ref); // of it
        f.addSchedule("s" + ref.id, ref);
        f.addRun("r" + ref.id, ref, "paused");
        f.addMessage({.id = "m" + ref.id, .recipient = ref.id, .collection = ref.collection});
    }
    QCOMPARE(f.remove("/v1/objects/docks/7").status, 204);
    QCOMPARE(f.get("/v1/objects/docks/7").status, 404);
    QCOMPARE(f.get("/v1/objects/docks").ids(), QStringList {"8"});
    QCOMPARE(f.count("subscriptions"), 2);
    for (const char *table :
         {"preference_sets", "channel_data", "schedules", "runs", "run_events", "run_activities", "messages"})
        QCOMPARE(f.count(QLatin1StringView(table)), 1);
    QCOMPARE(f.remove("/v1/objects/docks/7").status, 404);
}

void TestSandboxObjects::answersWhatIsMissing()
{
    EntityFixture f;
    f.put("/v1/objects/docks/7", "{}");
    const QByteArray before = f.dump();
    for (const char *path : {"/v1/objects/docks/8", "/v1/objects/cranes/7", "/v1/objects/nowhere/7"}) {
        QCOMPARE(f.get(path).status, 404);
        QCOMPARE(f.remove(path).status, 404);
        QCOMPARE(f.get(path).code(), QStringLiteral("resource_missing"));
    }
    QCOMPARE(f.dump(), before);
}

void TestSandboxObjects::needsASecretKey()
{
    EntityFixture f;
    f.put("/v1/objects/docks/7", "{}");
    const QByteArray before = f.dump();
    for (const char *verb : {"GET", "PUT", "DELETE"})
        QCOMPARE(f.send(verb, "/v1/objects/docks/7", "{}", publishableKey).status, 403);
    QCOMPARE(f.send("GET", "/v1/objects/docks", {}, publishableKey).status, 403);
    QCOMPARE(f.dump(), before);
}

void TestSandboxObjects::reachesTenants()
{
    EntityFixture f;
    f.put("/v1/tenants/acme", R"({"name":"Acme","settings":{"branding":{"primary_color":"#111111"}}})");
    const Reply object = f.get("/v1/objects/%24tenants/acme");
    QCOMPARE(object.at("__typename").toString(), QStringLiteral("Object"));
    QCOMPARE(object.at("properties").toObject(), json(R"({"name":"Acme"})"));
    QCOMPARE(f.get("/v1/objects/$tenants").ids(), QStringList {"acme"});
    QCOMPARE(f.put("/v1/objects/$tenants/acme", R"({"plan":"gold","settings":{"branding":{"logo_url":"l"}}})")
                 .status,
             200);
    const Reply tenant = f.get("/v1/tenants/acme");
    QCOMPARE(tenant.at("plan").toString(), QStringLiteral("gold"));
    QCOMPARE(tenant.at("settings").toObject().value("branding").toObject(),
             json(R"({"primary_color":"#111111","logo_url":"l"})"));
    QCOMPARE(f.put("/v1/objects/$tenants/made-here", R"({"name":"M"})").status, 200);
    QCOMPARE(f.get("/v1/tenants").ids(), (QStringList {"acme", "made-here"}));
    QCOMPARE(f.remove("/v1/objects/$tenants/acme").status, 204);
    QCOMPARE(f.get("/v1/tenants/acme").status, 404);
}

QTEST_GUILESS_MAIN(TestSandboxObjects)
#include "tst_sandbox_objects.moc"
