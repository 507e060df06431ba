#include "sandbox/entityfixture.h"

using namespace sandboxtest;

// E42 to E45 (shapes 8, behaviour 10, 14).
class TestSandboxTenants : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sets();
    void takesBackWhatItSent();
    void mergesSettings_data();
    void mergesSettings();
    void mergesProperties();
    void changesNothingWhenNothingIsNew();
    void setsChannelDataAndPreferences();
    void resolvesDefaults();
    void refuses_data();
    void refuses();
    void limitsTheId();
    void lists();
    void filters();
    void deletes();
    void needsASecretKey();
};

void TestSandboxTenants::sets()
{
    EntityFixture f;
    const Reply made = f.put("/v1/tenants/acme", R"({"name":"Acme","plan":{"seats":3},
        "settings":{"branding":{"primary_color":"#0b3d91","dark_logo_url":null}}})");
    QCOMPARE(made.status, 200);
    const QJsonObject acme = json(R"({"__typename":"Tenant","id":"acme","name":"Acme","plan":{"seats":3},
        "properties":{"name":"Acme","plan":{"seats":3}},
        "settings":{"branding":{"primary_color":"#0b3d91","dark_logo_url":null},"preference_set":null},
        "created_at":null,"updated_at":"2026-01-10T12:00:00Z"})");
    QCOMPARE(made.object(), acme);
    QCOMPARE(f.get("/v1/tenants/acme").object(), acme);
    QCOMPARE(f.put("/v1/tenants/bare", {}).object(),
             json(R"({"__typename":"Tenant","id":"bare","name":null,"properties":{},
                 "settings":{"branding":null,"preference_set":null},
                 "created_at":null,"updated_at":"2026-01-10T12:00:00Z"})"));
}

// Older callers know the name in `properties` only.
void TestSandboxTenants::takesBackWhatItSent()
{
    EntityFixture f;
    f.put("/v1/tenants/acme", R"({"name":"Acme","plan":1,"created_at":"2024-01-01T00:00:00Z",
        "settings":{"preference_set":{"workflows":{"a":false}}}})");
    const QByteArray before = f.dump();
    f.wait(1);
    QCOMPARE(f.put("/v1/tenants/acme", f.get("/v1/tenants/acme").response.body).status, 200);
    QCOMPARE(f.dump(), before);
    QCOMPARE(f.put("/v1/tenants/acme", R"({"properties":{"name":"Acme Ltd"}})").at("name").toString(),
             QStringLiteral("Acme Ltd"));
}

void TestSandboxTenants::mergesSettings_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("change");
    QTest::addColumn<QByteArray>("after");
    const auto row = [](const char *name, const char *before, const char *change, const char *after) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(change) << QByteArray(after);
    };
    row("branding by its keys", R"({"branding":{"primary_color":"#1","logo_url":"l"}})",
        R"({"branding":{"primary_color":"#2","icon_url":null}})",
        R"({"branding":{"primary_color":"#2","logo_url":"l","icon_url":null},"preference_set":null})");
    row("no branding any more", R"({"branding":{"primary_color":"#1"}})", R"({"branding":null})",
        R"({"branding":null,"preference_set":null})");
    const char *set
        = R"({"preference_set":{"workflows":{"a":{"channel_types":{"sms":false}}},"categories":{"x":true}}})";
    row("the set merges", set,
        R"({"preference_set":{"workflows":{"a":{"channel_types":{"email":true}},"b":true}}})",
        R"({"branding":null,"preference_set":{"__typename":"PreferenceSet","id":"default","channel_types":null,
            "categories":{"x":true},
            "workflows":{"a":{"channel_types":{"sms":false,"email":true}},"b":true}}})");
    row("the set is asked to merge", set,
        R"({"preference_set":{"__persistence_strategy__":"merge","categories":{"x":false}}})",
        R"({"branding":null,"preference_set":{"__typename":"PreferenceSet","id":"default","channel_types":null,
            "categories":{"x":false},"workflows":{"a":{"channel_types":{"sms":false}}}}})");
    row("the set is replaced", set,
        R"({"preference_set":{"__persistence_strategy__":"replace","channel_types":{"push":false}}})",
        R"({"branding":null,"preference_set":{"__typename":"PreferenceSet","id":"default","workflows":null,
            "categories":null,"channel_types":{"push":false}}})");
    row("the set is removed", set, R"({"preference_set":null})",
        R"({"branding":null,"preference_set":null})");
    row("the set stays", set, R"({"branding":{"logo_url":"l"}})",
        R"({"branding":{"logo_url":"l"},"preference_set":{"__typename":"PreferenceSet","id":"default",
            "channel_types":null,"categories":{"x":true},"workflows":{"a":{"channel_types":{"sms":false}}}}})");
    row("a mark is kept", "{}",
        R"({"preference_set":{"workflows":{"a":{"__strategy__":"replace","channel_types":{"sms":false}}},
            "channel_types":{"__strategy__":"merge","email":true}}})",
        R"({"branding":null,"preference_set":{"__typename":"PreferenceSet","id":"default","categories":null,
            "workflows":{"a":{"__strategy__":"replace","channel_types":{"sms":false}}},
            "channel_types":{"__strategy__":"merge","email":true}}})");
    row("what is not known yet", R"({"of_tomorrow":{"a":1}})", R"({"of_tomorrow":{"b":2}})",
        R"({"branding":null,"preference_set":null,"of_tomorrow":{"a":1,"b":2}})");
}

void TestSandboxTenants::mergesSettings()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, change);
    QFETCH(QByteArray, after);
    EntityFixture f;
    QCOMPARE(f.put("/v1/tenants/acme", "{\"settings\":" + before + '}').status, 200);
    f.wait(5);
    const Reply reply = f.put("/v1/tenants/acme", "{\"settings\":" + change + '}');
    QCOMPARE(reply.at("settings").toObject(), json(after));
    QCOMPARE(reply.at("updated_at").toString(), QStringLiteral("2026-01-10T12:00:05Z"));
    QCOMPARE(f.get("/v1/tenants/acme").object(), reply.object());
}

void TestSandboxTenants::mergesProperties()
{
    EntityFixture f;
    f.put("/v1/tenants/acme",
          R"({"name":"Acme","a":{"b":1,"c":[1]},"settings":{"branding":{"logo_url":"l"}}})");
    const Reply reply
        = f.put("/v1/tenants/acme", R"({"a":{"c":[2]},"name":null,"created_at":"2020-01-01T00:00:00Z"})");
    QCOMPARE(reply.at("a").toObject(), json(R"({"b":1,"c":[2]})"));
    QVERIFY(reply.at("name").isNull());
    QVERIFY(!reply.object().contains(QLatin1StringView("timezone")));
    QCOMPARE(f.put("/v1/tenants/acme", R"({"timezone":"Europe/Oslo"})").at("timezone").toString(),
             QStringLiteral("Europe/Oslo"));
    QCOMPARE(reply.at("created_at").toString(), QStringLiteral("2020-01-01T00:00:00Z"));
    QCOMPARE(reply.at("settings").toObject().value("branding").toObject(), json(R"({"logo_url":"l"})"));
}

void TestSandboxTenants::changesNothingWhenNothingIsNew()
{
    EntityFixture f;
    const QByteArray body = R"({"name":"Acme","settings":{"branding":{"logo_url":"l"},
        "preference_set":{"categories":{"x":true}}}})";
    f.put("/v1/tenants/acme", body);
    const QByteArray before = f.dump();
    f.wait(60);
    QCOMPARE(f.put("/v1/tenants/acme", body).status, 200);
    QCOMPARE(f.dump(), before);
}

void TestSandboxTenants::setsChannelDataAndPreferences()
{
    EntityFixture f;
    const Reply reply = f.put("/v1/tenants/acme", R"({"preferences":{"default":{"workflows":{"a":true}}},
        "channel_data":{"chat_slack-1":{"token":{"access_token":"xoxb"}}}})");
    QCOMPARE(reply.at("properties").toObject(), QJsonObject());
    QCOMPARE(f.get("/v1/objects/$tenants/acme/channel_data/chat_slack-1").at("data").toObject(),
             json(R"({"token":{"access_token":"xoxb"},"connections":[]})"));
    QCOMPARE(f.get("/v1/objects/$tenants/acme/preferences/default").at("workflows").toObject(),
             json(R"({"a":true})"));
}

void TestSandboxTenants::resolvesDefaults()
{
    EntityFixture f;
    f.workflows.preferenceDefaults
        = json(R"({"id":"default","workflows":{"a":true,"b":false},"categories":null})");
    f.put("/v1/tenants/acme", R"({"settings":{"preference_set":{"workflows":{"a":false}}}})");
    f.put("/v1/tenants/bare", "{}");
    const auto workflowsOf = [&](const Reply &reply) {
        return reply.at("settings").toObject().value("preference_set").toObject().value("workflows");
    };
    const QByteArray flag = "?resolve_full_preference_settings=";
    const QJsonValue full = json(R"({"a":false,"b":false})");
    QCOMPARE(workflowsOf(f.get("/v1/tenants/acme" + flag + "true")), full);
    QCOMPARE(workflowsOf(f.get("/v1/tenants/acme" + flag + "false")), QJsonValue(json(R"({"a":false})")));
    QCOMPARE(workflowsOf(f.get("/v1/tenants/acme")), QJsonValue(json(R"({"a":false})")));
    QCOMPARE(workflowsOf(f.get("/v1/tenants/bare" + flag + "true")),
             QJsonValue(json(R"({"a":true,"b":false})")));
    QCOMPARE(workflowsOf(f.put("/v1/tenants/acme" + flag + "true", R"({"name":"A"})")), full);
    // Only the answer is completed.
    QCOMPARE(workflowsOf(f.get("/v1/tenants/acme")), QJsonValue(json(R"({"a":false})")));
    QCOMPARE(f.refusedFields("GET", "/v1/tenants/acme" + flag + "maybe"),
             QStringList {"resolve_full_preference_settings"});
    QCOMPARE(f.refusedFields("PUT", "/v1/tenants/acme" + flag + "1", R"({"name":"B"})"),
             QStringList {"resolve_full_preference_settings"});
}

void TestSandboxTenants::refuses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("fields");
    const auto row = [](const char *name, const char *body, const QStringList &fields) {
        QTest::newRow(name) << QByteArray(body) << fields;
    };
    row("no text", R"({"name":1})", {"name"});
    row("no settings", R"({"settings":"x"})", {"settings"});
    row("no branding", R"({"settings":{"branding":[],"preference_set":5}})",
        {"settings.branding", "settings.preference_set"});
    row("no colours", R"({"settings":{"branding":{"primary_color":1,"dark_icon_url":{}}}})",
        {"settings.branding.dark_icon_url", "settings.branding.primary_color"});
    row("a setting", R"({"settings":{"preference_set":{"workflows":{"a":"on"},"channel_types":{"sms":1}}}})",
        {"settings.preference_set.channel_types.sms", "settings.preference_set.workflows.a"});
    row("marks", R"({"settings":{"preference_set":{"__persistence_strategy__":"x",
            "workflows":{"a":{"__strategy__":"y"}},"channel_types":{"__strategy__":1}}}})",
        {"settings.preference_set.__persistence_strategy__",
         "settings.preference_set.channel_types.__strategy__",
         "settings.preference_set.workflows.a.__strategy__"});
    row("channel data", R"({"channel_data":{"chat_slack-1":{}}})", {"channel_data.chat_slack-1.connections"});
}

void TestSandboxTenants::refuses()
{
    QFETCH(QByteArray, body);
    QFETCH(QStringList, fields);
    EntityFixture f;
    f.put("/v1/tenants/acme", R"({"name":"Acme","settings":{"branding":{"logo_url":"l"}}})");
    QCOMPARE(f.refusedFields("PUT", "/v1/tenants/acme", body), fields);
    QCOMPARE(f.refusedFields("PUT", "/v1/tenants/new", body), fields);
}

void TestSandboxTenants::limitsTheId()
{
    EntityFixture f;
    const QByteArray most(256, 't');
    QCOMPARE(f.put("/v1/tenants/" + most, "{}").status, 200);
    QCOMPARE(f.refusedFields("PUT", "/v1/tenants/t" + most, "{}"), QStringList {"id"});
    QCOMPARE(f.refusedFields("PUT", "/v1/tenants/a%2Fb", "{}"), QStringList {"id"});
}

void TestSandboxTenants::lists()
{
    EntityFixture f;
    for (const char *id : {"a", "b", "c", "d", "e"})
        f.put(QByteArray("/v1/tenants/") + id, "{}");
    f.put("/v1/objects/docks/7", "{}");
    f.remove("/v1/tenants/c");
    const Reply first = f.get("/v1/tenants?page_size=3");
    QCOMPARE(first.ids(), (QStringList {"a", "b", "d"}));
    QCOMPARE(first.at("page_info").toObject().value("total_count").toInt(), 4);
    QCOMPARE(first.rows().at(0).toObject().value("__typename").toString(), QStringLiteral("Tenant"));
    const Reply last = f.get("/v1/tenants?page_size=3&after=" + first.cursor("after").toString().toLatin1());
    QCOMPARE(last.ids(), QStringList {"e"});
    QVERIFY(last.cursor("after").isNull());
    QCOMPARE(f.get("/v1/tenants?page_size=2&before=" + last.cursor("before").toString().toLatin1()).ids(),
             (QStringList {"b", "d"}));
    QCOMPARE(f.get("/v1/tenants?page_size=50").status, 200);
    QCOMPARE(f.refusedFields("GET", "/v1/tenants?page_size=51&after=x"),
             (QStringList {"after", "page_size"}));
    // A cursor of another list is none of this one.
    f.put("/v1/objects/docks/8", "{}");
    const QString foreign = f.get("/v1/objects/docks?page_size=1").cursor("after").toString();
    QCOMPARE(f.refusedFields("GET", "/v1/tenants?after=" + foreign.toLatin1()), QStringList {"after"});
}

void TestSandboxTenants::filters()
{
    EntityFixture f;
    f.put("/v1/tenants/a", R"({"name":"North"})");
    f.put("/v1/tenants/b", R"({"name":"South"})");
    f.put("/v1/tenants/c", R"({"name":"North"})");
    f.put("/v1/tenants/d", R"({"name":"north"})");
    QCOMPARE(f.get("/v1/tenants?name=North").ids(), (QStringList {"a", "c"}));
    QCOMPARE(f.get("/v1/tenants?name=North").at("page_info").toObject().value("total_count").toInt(), 2);
    QCOMPARE(f.get("/v1/tenants?tenant_id=b").ids(), QStringList {"b"});
    QCOMPARE(f.get("/v1/tenants?tenant_id=b&name=North").ids(), QStringList());
    const Reply first = f.get("/v1/tenants?name=North&page_size=1");
    QCOMPARE(f.get("/v1/tenants?name=North&after=" + first.cursor("after").toString().toLatin1()).ids(),
             QStringList {"c"});
}

void TestSandboxTenants::deletes()
{
    EntityFixture f;
    f.put("/v1/tenants/acme",
          R"({"preferences":{"default":{}},"channel_data":{"push_fcm-1":{"tokens":[]}}})");
    f.addMessage({.id = "m1", .tenant = "acme"}); // in its name, to somebody else
    f.addMessage({.id = "m2", .recipient = "acme", .collection = tenantCollection});
    f.addSubscription(Ref::tenant("acme"), Ref::user("ada"));
    f.addSchedule("s1", Ref::tenant("acme"));
    QCOMPARE(f.remove("/v1/tenants/acme").status, 204);
    QCOMPARE(f.get("/v1/tenants/acme").status, 404);
    QCOMPARE(f.get("/v1/messages/m1").at("tenant").toString(), QStringLiteral("acme"));
    QCOMPARE(f.get("/v1/messages/m2").status, 404);
    for (const char *table : {"objects", "preference_sets", "channel_data", "subscriptions", "schedules"})
        QCOMPARE(f.count(QLatin1StringView(table)), 0);
    const QByteArray before = f.dump();
    QCOMPARE(f.remove("/v1/tenants/acme").status, 404);
    QCOMPARE(f.dump(), before);
}

void TestSandboxTenants::needsASecretKey()
{
    EntityFixture f;
    f.put("/v1/tenants/acme", "{}");
    const QByteArray before = f.dump();
    for (const char *verb : {"GET", "PUT", "DELETE"})
        QCOMPARE(f.send(verb, "/v1/tenants/acme", "{}", publishableKey).status, 403);
    QCOMPARE(f.send("GET", "/v1/tenants", {}, publishableKey).status, 403);
    QCOMPARE(f.dump(), before);
}

QTEST_GUILESS_MAIN(TestSandboxTenants)
#include "tst_sandbox_tenants.moc"
