#include "api/sandbox/preferencesets.h"
#include "sandbox/sandboxfixture.h"

using namespace sandboxtest;

class TestSandboxPreferences : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyWhenNoneIsStored();
    void replaces();
    void mergesWhenAsked();
    void keepsWhatItDoesNotKnow();
    void createsTheUser();
    void lists();
    void tenantFillsGaps();

private:
    static QJsonObject json(const char *text) { return QJsonDocument::fromJson(text).object(); }
};

void TestSandboxPreferences::emptyWhenNoneIsStored()
{
    Fixture f;
    const QJsonObject empty = json(
        R"({"__typename":"PreferenceSet","id":"default","workflows":null,"categories":null,"channel_types":null})");
    QCOMPARE(f.get("/v1/users/ada/preferences/default").object(), empty);
    QCOMPARE(f.get("/v1/users/ada/preferences/acme").at("id").toString(), QStringLiteral("acme"));
    QCOMPARE(f.get("/v1/users/ada/preferences").response.body, QByteArray("[]"));
    QCOMPARE(f.get("/v1/users/ada").status, 404); // asking creates nobody
}

void TestSandboxPreferences::replaces()
{
    Fixture f;
    f.send("PUT", "/v1/users/ada/preferences/default",
           R"({"workflows":{"a":true},"categories":{"x":{"channel_types":{"sms":false}}}})");
    const Reply reply = f.send("PUT", "/v1/users/ada/preferences/default",
                               R"({"id":"other","channel_types":{"email":false}})", publishableKey);
    QCOMPARE(reply.status, 200);
    const QJsonObject stored = json(
        R"({"__typename":"PreferenceSet","id":"default","workflows":null,"categories":null,"channel_types":{"email":false}})");
    QCOMPARE(reply.object(), stored);
    QCOMPARE(f.get("/v1/users/ada/preferences/default").object(), stored);
    f.send("PUT", "/v1/users/ada/preferences/default",
           R"({"__persistence_strategy__":"replace","workflows":{}})");
    QVERIFY(f.get("/v1/users/ada/preferences/default").at("channel_types").isNull());
}

void TestSandboxPreferences::mergesWhenAsked()
{
    Fixture f;
    f.send("PUT", "/v1/users/ada/preferences/default",
           R"({"workflows":{"a":true,"b":{"channel_types":{"sms":false,"email":true}}}})");
    const Reply reply = f.send(
        "PUT", "/v1/users/ada/preferences/default",
        R"({"__persistence_strategy__":"merge","workflows":{"b":{"channel_types":{"sms":true}},"c":false,"a":null},"categories":null})");
    QCOMPARE(reply.at("workflows").toObject(),
             json(R"({"b":{"channel_types":{"sms":true,"email":true}},"c":false})"));
    QVERIFY(!reply.object().contains(QLatin1StringView("__persistence_strategy__")));
}

void TestSandboxPreferences::keepsWhatItDoesNotKnow()
{
    Fixture f;
    const QByteArray body
        = R"({"channels":{"feed-1":false},"commercial_subscribed":true,"of_tomorrow":[1,{"a":null}],
        "categories":{"x":{"sms":false,"conditions":[{"variable":"data.a","operator":"equal_to","argument":"1"}]}}})";
    f.send("PUT", "/v1/users/ada/preferences/default", body);
    const QJsonObject back = f.get("/v1/users/ada/preferences/default").object();
    const QJsonObject sent = QJsonDocument::fromJson(body).object();
    for (auto it = sent.begin(); it != sent.end(); ++it)
        QCOMPARE(back.value(it.key()), *it);
}

void TestSandboxPreferences::createsTheUser()
{
    Fixture f;
    QCOMPARE(f.send("PUT", "/v1/users/n%C3%A9w/preferences/default", "{}").status, 200);
    const Reply user = f.get("/v1/users/n%C3%A9w");
    QCOMPARE(user.at("id").toString(), QStringLiteral("néw"));
    QCOMPARE(user.at("updated_at").toString(), f.now.toWire());
}

void TestSandboxPreferences::lists()
{
    Fixture f;
    for (const char *set : {"zeta", "default", "acme"})
        f.send("PUT", QByteArray("/v1/users/ada/preferences/") + set, "{}");
    f.send("PUT", "/v1/users/bo/preferences/default", "{}");
    const Reply reply = f.get("/v1/users/ada/preferences");
    QVERIFY(reply.json.isArray());
    QStringList ids;
    const QJsonArray sets = reply.json.array();
    for (const QJsonValue &set : sets)
        ids += set.toObject().value(QLatin1StringView("id")).toString();
    QCOMPARE(ids, (QStringList {QStringLiteral("default"), QStringLiteral("acme"), QStringLiteral("zeta")}));
}

void TestSandboxPreferences::tenantFillsGaps()
{
    Fixture f;
    f.addTenant(
        QStringLiteral("acme"),
        json(
            R"({"id":"acme","settings":{"preference_set":{"id":"default","categories":{"x":false,"y":false},"channel_types":{"sms":false}}}})"));
    f.send("PUT", "/v1/users/ada/preferences/default", R"({"categories":{"x":true}})");
    const Reply reply = f.get("/v1/users/ada/preferences/default?tenant=acme");
    QCOMPARE(reply.at("id").toString(), QStringLiteral("default"));
    QCOMPARE(reply.at("categories").toObject(), json(R"({"x":true,"y":false})"));
    QCOMPARE(reply.at("channel_types").toObject(), json(R"({"sms":false})"));
    QCOMPARE(f.get("/v1/users/ada/preferences/default").at("categories").toObject(),
             json(R"({"x":true})")); // stored as it was
    QCOMPARE(f.get("/v1/users/bo/preferences/acme?tenant=acme").at("categories").toObject(),
             json(R"({"x":false,"y":false})"));
    QVERIFY(f.get("/v1/users/bo/preferences/default?tenant=nobody").at("categories").isNull());
}

QTEST_GUILESS_MAIN(TestSandboxPreferences)
#include "tst_sandbox_preferences.moc"
