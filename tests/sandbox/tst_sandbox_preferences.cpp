#include "sandbox/entityfixture.h"

using namespace sandboxtest;

// E35 to E40, X03, X04 and the older routes for one part of a set (shapes 5, behaviour 10), for users,
// objects and tenants alike.
class TestSandboxPreferences : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyWhenNoneIsStored_data() { owners(); }
    void emptyWhenNoneIsStored();
    void replaces_data() { owners(); }
    void replaces();
    void mergesWhenAsked_data() { owners(); }
    void mergesWhenAsked();
    void keepsWhatItDoesNotKnow_data() { owners(); }
    void keepsWhatItDoesNotKnow();
    void makesTheOwner_data() { owners(); }
    void makesTheOwner();
    void lists_data() { owners(); }
    void lists();
    void tenantFillsGaps_data() { owners(); }
    void tenantFillsGaps();
    void insistingTenant_data() { owners(); }
    void insistingTenant();
    void environmentFillsGaps();
    void deletes_data() { owners(); }
    void deletes();
    void setsParts_data();
    void setsParts();
    void refusesParts_data();
    void refusesParts();
    void takesConditions_data();
    void takesConditions();
    void refuses_data();
    void refuses();
    void limitsIds();
    void asksForTheRightKey();

private:
    static void owners()
    {
        QTest::addColumn<QByteArray>("owner");
        QTest::newRow("user") << QByteArray("/v1/users/ada");
        QTest::newRow("object") << QByteArray("/v1/objects/docks/7");
        QTest::newRow("tenant") << QByteArray("/v1/objects/$tenants/north");
    }
};

void TestSandboxPreferences::emptyWhenNoneIsStored()
{
    QFETCH(QByteArray, owner);
    EntityFixture f;
    const QJsonObject empty = json(
        R"({"__typename":"PreferenceSet","id":"default","workflows":null,"categories":null,"channel_types":null})");
    QCOMPARE(f.get(owner + "/preferences/default").object(), empty);
    QCOMPARE(f.get(owner + "/preferences/acme").at("id").toString(), QStringLiteral("acme"));
    QCOMPARE(f.get(owner + "/preferences").response.body, QByteArray("[]"));
    QCOMPARE(f.get(owner).status, 404); // asking makes nobody
}

void TestSandboxPreferences::replaces()
{
    QFETCH(QByteArray, owner);
    EntityFixture f;
    const QByteArray path = owner + "/preferences/default";
    f.put(path, R"({"workflows":{"a":true},"categories":{"x":{"channel_types":{"sms":false}}}})");
    const Reply reply = f.put(path, R"({"id":"other","channel_types":{"email":false}})");
    QCOMPARE(reply.status, 200);
    const QJsonObject stored = json(
        R"({"__typename":"PreferenceSet","id":"default","workflows":null,"categories":null,"channel_types":{"email":false}})");
    QCOMPARE(reply.object(), stored);
    QCOMPARE(f.get(path).object(), stored);
    f.put(path, R"({"__persistence_strategy__":"replace","workflows":{}})");
    QVERIFY(f.get(path).at("channel_types").isNull());
    QCOMPARE(f.get(owner + "/preferences").json.array().size(), 1);
}

void TestSandboxPreferences::mergesWhenAsked()
{
    QFETCH(QByteArray, owner);
    EntityFixture f;
    const QByteArray path = owner + "/preferences/default";
    f.put(path, R"({"workflows":{"a":true,"b":{"channel_types":{"sms":false,"email":true}}}})");
    const Reply reply = f.put(
        path,
        R"({"__persistence_strategy__":"merge","workflows":{"b":{"channel_types":{"sms":true}},"c":false,"a":null},"categories":null})");
    QCOMPARE(reply.at("workflows").toObject(),
             json(R"({"b":{"channel_types":{"sms":true,"email":true}},"c":false})"));
    QVERIFY(!reply.object().contains(QLatin1StringView("__persistence_strategy__")));
    QCOMPARE(f.get(path).object(), reply.object());
}

void TestSandboxPreferences::keepsWhatItDoesNotKnow()
{
    QFETCH(QByteArray, owner);
    EntityFixture f;
    const QByteArray path = owner + "/preferences/default";
    const QByteArray body
        = R"({"channels":{"feed-1":false},"commercial_subscribed":true,"of_tomorrow":[1,{"a":null}],
        "categories":{"x":{"sms":false,"conditions":[{"variable":"data.a","operator":"equal_to","argument":"1"}]}}})";
    f.put(path, body);
    const QJsonObject back = f.get(path).object();
    const QJsonObject sent = json(body);
    for (auto it = sent.begin(); it != sent.end(); ++it)
        QCOMPARE(back.value(it.key()), *it);
}

void TestSandboxPreferences::makesTheOwner()
{
    QFETCH(QByteArray, owner);
    EntityFixture f;
    QCOMPARE(f.put(owner + "-n%C3%A9w/preferences/default", "{}").status, 200);
    const Reply made = f.get(owner + "-n%C3%A9w");
    QVERIFY(made.at("id").toString().endsWith(QStringLiteral("-néw")));
    QCOMPARE(made.at("updated_at").toString(), f.now.toWire());
    f.wait(5);
    f.put(owner + "-n%C3%A9w/preferences/default", R"({"workflows":{"a":true}})");
    QCOMPARE(f.get(owner + "-n%C3%A9w").object(), made.object());
}

void TestSandboxPreferences::lists()
{
    QFETCH(QByteArray, owner);
    EntityFixture f;
    for (const char *set : {"zeta", "default", "acme"})
        f.put(owner + "/preferences/" + set, "{}");
    f.put("/v1/users/bo/preferences/default", "{}");
    const Reply reply = f.get(owner + "/preferences");
    QVERIFY(reply.json.isArray());
    QStringList ids;
    const QJsonArray sets = reply.json.array();
    for (const QJsonValue &set : sets)
        ids += set.toObject().value(QLatin1StringView("id")).toString();
    QCOMPARE(ids, (QStringList {"default", "acme", "zeta"}));
}

void TestSandboxPreferences::tenantFillsGaps()
{
    QFETCH(QByteArray, owner);
    EntityFixture f;
    f.put(
        "/v1/tenants/acme",
        R"({"settings":{"preference_set":{"categories":{"x":false,"y":false},"channel_types":{"sms":false}}}})");
    const QByteArray path = owner + "/preferences/default";
    f.put(path, R"({"categories":{"x":true}})");
    const Reply reply = f.get(path + "?tenant=acme");
    QCOMPARE(reply.at("id").toString(), QStringLiteral("default"));
    QCOMPARE(reply.at("categories").toObject(), json(R"({"x":true,"y":false})"));
    QCOMPARE(reply.at("channel_types").toObject(), json(R"({"sms":false})"));
    QCOMPARE(f.get(path).at("categories").toObject(), json(R"({"x":true})")); // stored as it was
    QCOMPARE(f.get(owner + "/preferences/acme?tenant=acme").at("categories").toObject(),
             json(R"({"x":false,"y":false})"));
    QVERIFY(f.get("/v1/users/bo/preferences/default?tenant=nobody").at("categories").isNull());
    QCOMPARE(f.refusedFields("GET", path + "?tenant=a&tenant=b"), QStringList {"tenant"});
}

// The recipient's own value comes back when the tenant insists no more.
void TestSandboxPreferences::insistingTenant()
{
    QFETCH(QByteArray, owner);
    EntityFixture f;
    const QByteArray path = owner + "/preferences/default";
    f.put(path, R"({"workflows":{"a":true,"b":true}})");
    f.put("/v1/tenants/acme", R"({"settings":{"preference_set":{"workflows":{
        "a":{"__strategy__":"replace","channel_types":{"sms":false}},"b":false}}}})");
    QCOMPARE(f.get(path + "?tenant=acme").at("workflows").toObject(),
             json(R"({"a":{"__strategy__":"replace","channel_types":{"sms":false}},"b":true})"));
    f.put("/v1/tenants/acme", R"({"settings":{"preference_set":null}})");
    QCOMPARE(f.get(path + "?tenant=acme").at("workflows").toObject(), json(R"({"a":true,"b":true})"));
}

void TestSandboxPreferences::environmentFillsGaps()
{
    EntityFixture f;
    f.workflows.preferenceDefaults = json(R"({"id":"default","categories":{"x":false,"y":false,"z":false}})");
    f.put("/v1/tenants/acme", R"({"settings":{"preference_set":{"categories":{"y":true}}}})");
    f.put("/v1/users/ada/preferences/acme", R"({"categories":{"x":true}})");
    QCOMPARE(f.get("/v1/users/ada/preferences/acme?tenant=acme").at("categories").toObject(),
             json(R"({"x":true,"y":true,"z":false})"));
    QCOMPARE(f.get("/v1/users/ada/preferences/acme").at("categories").toObject(), json(R"({"x":true})"));
}

void TestSandboxPreferences::deletes()
{
    QFETCH(QByteArray, owner);
    EntityFixture f;
    f.put(owner + "/preferences/default", R"({"workflows":{"a":true}})");
    f.put(owner + "/preferences/acme", R"({"workflows":{"b":true}})");
    const Reply reply = f.remove(owner + "/preferences/default");
    QCOMPARE(reply.status, 204);
    QCOMPARE(reply.response.body, QByteArray());
    QVERIFY(f.get(owner + "/preferences/default").at("workflows").isNull());
    QCOMPARE(f.get(owner + "/preferences").json.array().size(), 1);
    const QByteArray before = f.dump();
    QCOMPARE(f.remove(owner + "/preferences/default").status, 204);
    QCOMPARE(f.dump(), before);
}

void TestSandboxPreferences::setsParts_data()
{
    QTest::addColumn<QByteArray>("part");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("changed");
    const auto row = [](const char *name, const char *part, const char *body, const char *changed) {
        QTest::newRow(name) << QByteArray(part) << QByteArray(body) << QByteArray(changed);
    };
    row("no body", "channel_types", "", R"({"channel_types":{"sms":false}})");
    row("channel types", "channel_types", R"({"push":true})", R"({"channel_types":{"push":true}})");
    row("one channel type", "channel_types/push", R"({"subscribed":false})",
        R"({"channel_types":{"sms":false,"push":false}})");
    row("one with conditions", "channel_types/sms",
        R"({"conditions":[{"variable":"data.a","operator":"empty"}]})",
        R"({"channel_types":{"sms":{"conditions":[{"variable":"data.a","operator":"empty"}]}}})");
    row("workflows", "workflows", R"({"c":false})", R"({"workflows":{"c":false}})");
    row("one workflow", "workflows/a", R"({"channel_types":{"email":true}})",
        R"({"workflows":{"a":{"channel_types":{"email":true}},"b":false}})");
    row("categories", "categories", "{}", R"({"categories":{}})");
    row("one category", "categories/n%C3%A9w", R"({"subscribed":true})",
        "{\"categories\":{\"x\":true,\"n\u00e9w\":true}}");
}

void TestSandboxPreferences::setsParts()
{
    QFETCH(QByteArray, part);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, changed);
    const QByteArray before
        = R"({"channel_types":{"sms":false},"workflows":{"a":true,"b":false},"categories":{"x":true}})";
    QJsonObject after = json(before);
    const QJsonObject changes = json(changed);
    for (auto it = changes.begin(); it != changes.end(); ++it)
        after.insert(it.key(), *it);
    after.insert("id", "default");
    after.insert("__typename", "PreferenceSet");
    EntityFixture f;
    for (const char *owner : {"/v1/users/ada", "/v1/objects/docks/7"}) {
        const QByteArray set = owner + QByteArray("/preferences/default");
        f.put(set, before);
        QCOMPARE(f.put(set + '/' + part, body).object(), after);
        QCOMPARE(f.get(set).object(), after);
    }
    // Where nothing was, this part alone is.
    QCOMPARE(f.put("/v1/users/new/preferences/default/" + part, body).status, 200);
    QCOMPARE(f.get("/v1/users/new").status, 200);
}

void TestSandboxPreferences::refusesParts_data()
{
    QTest::addColumn<QByteArray>("part");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("fields");
    QTest::newRow("a map") << QByteArray("workflows") << QByteArray(R"({"a":1,"b":"x"})")
                           << QStringList {"workflows.a", "workflows.b"};
    QTest::newRow("one") << QByteArray("categories/x") << QByteArray(R"({"subscribed":"yes"})")
                         << QStringList {"categories.x"};
    QTest::newRow("an operator") << QByteArray("channel_types/sms")
                                 << QByteArray(R"({"conditions":[{"variable":"data.a","operator":"is"}]})")
                                 << QStringList {"channel_types.sms.conditions[0].operator"};
}

void TestSandboxPreferences::refusesParts()
{
    QFETCH(QByteArray, part);
    QFETCH(QByteArray, body);
    QFETCH(QStringList, fields);
    EntityFixture f;
    for (const char *owner : {"/v1/users/ada", "/v1/objects/docks/7"})
        QCOMPARE(f.refusedFields("PUT", owner + QByteArray("/preferences/default/") + part, body), fields);
}

void TestSandboxPreferences::takesConditions_data()
{
    QTest::addColumn<QByteArray>("argument");
    for (const char *argument :
         {R"("3")", "3", "true", "null", R"(["a",1,false,null])", R"("data.other")", "[]"})
        QTest::newRow(argument) << QByteArray(argument);
}

void TestSandboxPreferences::takesConditions()
{
    QFETCH(QByteArray, argument);
    EntityFixture f;
    const QByteArray body
        = R"({"workflows":{"a":{"conditions":[{"variable":"data.a","operator":"equal_to","argument":)"
        + argument + "}]}}}";
    QCOMPARE(f.put("/v1/users/ada/preferences/default", body).at("workflows"), json(body).value("workflows"));
}

void TestSandboxPreferences::refuses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("fields");
    const auto row = [](const char *name, const char *body, const QStringList &fields) {
        QTest::newRow(name) << QByteArray(body) << fields;
    };
    row("no body", "", {"body"});
    row("no maps", R"({"workflows":[],"categories":true,"channel_types":"x","channels":1})",
        {"categories", "channel_types", "channels", "workflows"});
    row("no settings", R"({"workflows":{"a":1},"categories":{"x":"on"},"channel_types":{"sms":[]}})",
        {"categories.x", "channel_types.sms", "workflows.a"});
    row("types inside", R"({"workflows":{"a":{"channel_types":{"sms":1,"push":true},"channels":{"c":"x"}}}})",
        {"workflows.a.channel_types.sms", "workflows.a.channels.c"});
    row("no conditions",
        R"({"workflows":{"a":{"conditions":{}}},"commercial_subscribed":{"conditions":["x"]}})",
        {"commercial_subscribed.conditions[0]", "workflows.a.conditions"});
    row("a condition", R"({"categories":{"x":{"conditions":[{"variable":"data.a","operator":"empty"},{}]}}})",
        {"categories.x.conditions[1].operator", "categories.x.conditions[1].variable"});
    row("an operator of no kind",
        R"({"channel_types":{"sms":{"conditions":[{"variable":"data.a","operator":5}]}}})",
        {"channel_types.sms.conditions[0].operator"});
    row("arguments", R"({"channel_types":{"sms":{"conditions":[
            {"variable":"data.a","operator":"equal_to","argument":{}},
            {"variable":"data.a","operator":"contains","argument":[["a"]]}]}}})",
        {"channel_types.sms.conditions[0].argument", "channel_types.sms.conditions[1].argument"});
    row("a strategy", R"({"__persistence_strategy__":"append","workflows":{"a":{"__strategy__":"x"}}})",
        {"__persistence_strategy__", "workflows.a.__strategy__"});
}

void TestSandboxPreferences::refuses()
{
    QFETCH(QByteArray, body);
    QFETCH(QStringList, fields);
    EntityFixture f;
    f.put("/v1/users/ada/preferences/default", R"({"workflows":{"a":true}})");
    for (const char *owner : {"/v1/users/ada", "/v1/users/new", "/v1/objects/docks/7"})
        QCOMPARE(f.refusedFields("PUT", owner + QByteArray("/preferences/default"), body), fields);
}

void TestSandboxPreferences::limitsIds()
{
    EntityFixture f;
    const QByteArray most(256, 'a');
    QCOMPARE(f.put("/v1/users/" + most + "/preferences/" + most, "{}").status, 200);
    QCOMPARE(f.refusedFields("PUT", "/v1/users/a" + most + "/preferences/a" + most, "{}"),
             (QStringList {"id", "user_id"}));
    QCOMPARE(f.refusedFields("PUT", "/v1/objects/a%2Fb/a%23b/preferences/default", "{}"),
             (QStringList {"collection", "object_id"}));
    QCOMPARE(f.refusedFields("PUT", "/v1/users/a" + most + "/preferences/default/workflows", "{}"),
             QStringList {"user_id"});
}

void TestSandboxPreferences::asksForTheRightKey()
{
    EntityFixture f;
    for (const char *path :
         {"/v1/users/ada/preferences/default", "/v1/users/ada/preferences/default/workflows"})
        QCOMPARE(f.send("PUT", path, "{}", publishableKey).status, 200);
    QCOMPARE(f.send("GET", "/v1/users/ada/preferences", {}, publishableKey).status, 200);
    const QByteArray before = f.dump();
    QCOMPARE(f.send("DELETE", "/v1/users/ada/preferences/default", {}, publishableKey).status, 403);
    for (const char *verb : {"GET", "PUT", "DELETE"})
        QCOMPARE(f.send(verb, "/v1/objects/docks/7/preferences/default", "{}", publishableKey).status, 403);
    QCOMPARE(f.dump(), before);
}

QTEST_GUILESS_MAIN(TestSandboxPreferences)
#include "tst_sandbox_preferences.moc"
