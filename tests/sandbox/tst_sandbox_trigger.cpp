#include "sandbox/enginefixture.h"

using namespace sandboxtest;

namespace {

QByteArray manyRecipients(int count)
{
    QJsonArray recipients;
    for (int i = 0; i < count; ++i)
        recipients.append(QStringLiteral("u%1").arg(i));
    return jsonText(QJsonObject {{"recipients", recipients}});
}

} // namespace

class TestSandboxTrigger : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsToEachRecipient();
    void refuses_data();
    void refuses();
    void takesAsManyAsItMay();
    void checksTheData_data();
    void checksTheData();
    void identifiesOnTheWay();
    void mergesTriggerData();
    void reachesSubscribers();
    void reachesEachOnce();
    void goesTwoLevelsDeep();
    void makesUnknownTenants();
    void keepsAMessageOutOfNothing();
    void notifiesTheOldWay();
    void refusesToCancel_data();
    void refusesToCancel();
};

void TestSandboxTrigger::sendsToEachRecipient()
{
    EngineFixture f;
    f.addUser("ada", {{"name", "Ada"}, {"email", "ada@x.test"}});
    f.addUser("bob");
    f.addUser("cleo");
    const Reply reply = f.trigger(
        "both", R"({"recipients":["ada","bob"],"actor":"cleo","data":{"n":1},"cancellation_key":"k"})");
    QCOMPARE(reply.status, 200);
    const QString runId = reply.at("workflow_run_id").toString();
    QCOMPARE(runId.size(), 36);
    QCOMPARE(reply.object().keys(), QStringList {"workflow_run_id"});

    const Reply ofAda = f.get("/v1/users/ada/messages");
    QCOMPARE(ofAda.rows().size(), 2);
    const QJsonObject mail = ofAda.rows().at(0).toObject();
    QCOMPARE(mail.value("channel_id").toString(), "mail-1");
    QCOMPARE(mail.value("workflow").toString(), "both");
    QCOMPARE(mail.value("actors").toArray(), QJsonArray {"cleo"});
    QCOMPARE(mail.value("data").toObject(), object(R"({"n":1})"));
    QCOMPARE(mail.value("source").toObject().value("workflow_run_id").toString(), runId);
    QCOMPARE(f.get("/v1/users/bob/messages").rows().size(), 1); // has no e-mail address
    QCOMPARE(f.runWords("bob"),
             (QStringList {"feed_1: message_enqueued", "mail_1: step_skipped missing_address"}));

    const QJsonArray activities
        = f.get("/v1/messages/" + mail.value("id").toString().toLatin1() + "/activities").rows();
    QCOMPARE(activities.size(), 1);
    QCOMPARE(activities[0].toObject().value("actor").toObject().value("id").toString(), "cleo");
    QCOMPARE(activities[0].toObject().value("data").toObject(), object(R"({"n":1})"));
}

void TestSandboxTrigger::refuses_data()
{
    QTest::addColumn<QByteArray>("workflow");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QStringList>("fields");
    const auto row = [](const char *name, const char *workflow, const char *body, int status,
                        const char *code, const QStringList &fields = {}) {
        QTest::newRow(name) << QByteArray(workflow) << QByteArray(body) << status << QString(code) << fields;
    };
    row("unknown workflow", "nope", R"({"recipients":["ada"]})", 404, "workflow_missing");
    row("inactive workflow", "asleep", R"({"recipients":["ada"]})", 400, "workflow_inactive");
    row("unknown actor", "feed", R"({"recipients":["ada"],"actor":"nobody"})", 400, "actor_missing");
    row("unknown object as actor", "feed", R"({"recipients":["ada"],"actor":{"id":"x","collection":"c"}})",
        400, "actor_missing");
    row("no recipients", "feed", R"({})", 422, "invalid_params", {"recipients"});
    row("null recipients", "feed", R"({"recipients":null})", 422, "invalid_params", {"recipients"});
    row("recipients of a wrong type", "feed", R"({"recipients":"ada"})", 422, "invalid_params",
        {"recipients"});
    row("a recipient without id", "feed", R"({"recipients":["ada",{"name":"X"}]})", 422, "invalid_params",
        {"recipients[1].id"});
    row("a recipient of a wrong type", "feed", R"({"recipients":[7]})", 422, "invalid_params",
        {"recipients[0]"});
    row("many things", "feed",
        R"({"recipients":["ada"],"data":[],"cancellation_key":7,"settings":{"skip_delay":1,"sandbox_mode":"x"},"actor":5})",
        422, "invalid_params",
        {"actor", "cancellation_key", "data", "settings.sandbox_mode", "settings.skip_delay"});
    row("a bad tenant", "feed", R"({"recipients":["ada"],"tenant":7})", 422, "invalid_params", {"tenant"});
    row("settings of a wrong type", "feed", R"({"recipients":["ada"],"settings":7})", 422, "invalid_params",
        {"settings"});
    row("an empty key", "feed", R"({"recipients":["ada"],"cancellation_key":""})", 422, "invalid_params",
        {"cancellation_key"});
    row("data that is not to the schema", "checked", R"({"recipients":["ada"],"data":{"n":"x"}})", 422,
        "invalid_params", {"data.n", "data.page"});
    row("trigger data that is not to the schema", "checked",
        R"({"recipients":[{"id":"ada","$trigger_data":{"n":"x"}}],"data":{"page":"p"}})", 422,
        "invalid_params", {"recipients[0].$trigger_data.n"});
}

void TestSandboxTrigger::refuses()
{
    QFETCH(QByteArray, workflow);
    QFETCH(QByteArray, body);
    EngineFixture f;
    f.addUser("ada");
    f.define("asleep", {EngineFixture::channelStep("feed")}).isActive = false;
    f.define("checked", {EngineFixture::channelStep("feed")}).dataSchema
        = object(R"({"type":"object","required":["page"],"properties":{"n":{"type":"integer"}}})");
    const QByteArray before = f.dump();
    const Reply reply = f.trigger(workflow.constData(), body);
    QTEST(reply.status, "status");
    QTEST(reply.code(), "code");
    QStringList fields = reply.fields();
    fields.sort();
    QTEST(fields, "fields");
    QCOMPARE(f.dump(), before);
    QCOMPARE(f.column("SELECT id FROM runs"), QStringList());
}

void TestSandboxTrigger::takesAsManyAsItMay()
{
    EngineFixture f;
    QCOMPARE(f.send("POST", "/v1/workflows/feed/trigger", manyRecipients(1001)).fields(),
             QStringList {"recipients"});
    QCOMPARE(f.send("POST", "/v1/workflows/feed/trigger", manyRecipients(0)).status, 200); // for nobody
    QCOMPARE(f.column("SELECT count(*) FROM runs"), QStringList {"0"});
    QCOMPARE(f.send("POST", "/v1/workflows/feed/trigger", manyRecipients(1000)).status, 200);
    QCOMPARE(f.column("SELECT count(*) FROM runs"), QStringList {"1000"});
    const auto withKey = [](int length) {
        return jsonText(
            QJsonObject {{"recipients", QJsonArray {"ada"}}, {"cancellation_key", QString(length, u'k')}});
    };
    QCOMPARE(f.send("POST", "/v1/workflows/feed/trigger", withKey(256)).status, 200);
    QCOMPARE(f.send("POST", "/v1/workflows/feed/trigger", withKey(257)).fields(),
             QStringList {"cancellation_key"});
    const auto withData = [](qsizetype bytes) { // {"x":"…"} of so many
        return jsonText(QJsonObject {{"recipients", QJsonArray {"ada"}},
                                     {"data", QJsonObject {{"x", QString(bytes - 8, u'd')}}}});
    };
    QCOMPARE(f.send("POST", "/v1/workflows/feed/trigger", withData(10 * 1024 * 1024)).status, 200);
    QCOMPARE(f.send("POST", "/v1/workflows/feed/trigger", withData(10 * 1024 * 1024 + 1)).fields(),
             QStringList {"data"});
}

void TestSandboxTrigger::checksTheData_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QStringList>("fields");
    const auto row = [](const char *data, const QStringList &fields = {}) {
        QTest::newRow(data) << QByteArray(data) << fields;
    };
    row(R"({"text":"a"})");
    row(R"({})", {"data.text"});
    row(R"({"text":null})", {"data.text"});
    row(R"({"text":1,"whole":1.5,"number":"1","yes":0,"map":[],"list":{},"either":true})",
        {"data.either", "data.list", "data.map", "data.number", "data.text", "data.whole", "data.yes"});
    row(R"({"text":"a","whole":2,"number":1.5,"yes":false,"map":{"id":"x"},"list":["a"],"either":null})");
    row(R"({"text":"a","map":{}})", {"data.map.id"});
    row(R"({"text":"a","map":{"id":5}})", {"data.map.id"});
    row(R"({"text":"a","list":["a",2,"b",{}]})", {"data.list[1]", "data.list[3]"});
    row(R"({"text":"a","word":"on"})");
    row(R"({"text":"a","word":"maybe"})", {"data.word"});
    row(R"({"text":"a","other":[1,{"x":null}]})");
}

void TestSandboxTrigger::checksTheData()
{
    QFETCH(QByteArray, data);
    EngineFixture f;
    f.define("checked", {EngineFixture::channelStep("feed")}).dataSchema = object(
        R"({"type":"object","required":["text"],"properties":{"text":{"type":"string"},"whole":{"type":"integer"},
            "number":{"type":"number"},"yes":{"type":"boolean"},"either":{"type":["string","null"]},
            "map":{"type":"object","required":["id"],"properties":{"id":{"type":"string"}}},
            "list":{"type":"array","items":{"type":"string"}},"word":{"enum":["on","off"]}}})");
    const Reply reply = f.trigger("checked", R"({"recipients":["ada"],"data":)" + data + "}");
    QStringList fields = reply.fields();
    fields.sort();
    QTEST(fields, "fields");
    QCOMPARE(reply.status, fields.isEmpty() ? 200 : 422);
}

void TestSandboxTrigger::identifiesOnTheWay()
{
    EngineFixture f;
    const Reply reply = f.trigger("both",
                                  R"({"recipients":[{"id":"ada","name":"Ada","email":"ada@x.test"},
        {"id":"p1","collection":"projects","name":"One"}],"actor":{"id":"bob","name":"Bob"},
        "tenant":{"id":"acme","name":"Acme"}})");
    QCOMPARE(reply.status, 200);
    QCOMPARE(f.get("/v1/users/ada").at("name").toString(), "Ada");
    QCOMPARE(f.get("/v1/users/bob").at("name").toString(), "Bob");
    QCOMPARE(jsonObject(entityJson(*f.store, Ref::object("projects", "p1")))
                 .value("properties")
                 .toObject()
                 .value("name")
                 .toString(),
             "One");
    QCOMPARE(jsonObject(tenantJson(*f.store, "acme")).value("name").toString(), "Acme");
    QCOMPARE(f.recipients(), (QStringList {"ada", "ada"})); // an object has neither feed nor address
    QCOMPARE(f.get("/v1/users/ada/messages").rows()[0].toObject().value("tenant").toString(), "acme");
    QCOMPARE(f.runWords("p1"),
             (QStringList {"feed_1: step_skipped no_feed", "mail_1: step_skipped missing_address"}));
}

void TestSandboxTrigger::mergesTriggerData()
{
    EngineFixture f;
    f.addUser("bob");
    f.trigger("feed", R"({"recipients":[{"id":"ada","$trigger_data":{"n":2,"deep":{"b":3}}},"bob"],
        "data":{"n":1,"deep":{"a":1,"b":2}}})");
    QCOMPARE(f.get("/v1/users/ada/messages").rows()[0].toObject().value("data").toObject(),
             object(R"({"n":2,"deep":{"a":1,"b":3}})"));
    QCOMPARE(f.get("/v1/users/bob/messages").rows()[0].toObject().value("data").toObject(),
             object(R"({"n":1,"deep":{"a":1,"b":2}})"));
    QVERIFY(!f.get("/v1/users/ada").object().contains("$trigger_data"));
}

void TestSandboxTrigger::reachesSubscribers()
{
    EngineFixture f;
    f.addObject("projects", "p1", R"({"name":"One"})");
    for (const char *id : {"ada", "bob", "cleo"}) {
        f.addUser(id, {{"name", id}});
        f.subscribe(Ref::object("projects", "p1"), Ref::user(id), R"({"role":"!"})");
    }
    f.trigger("feed", R"({"recipients":[{"id":"p1","collection":"projects"}],"actor":"bob","data":{"n":1}})");
    QCOMPARE(f.recipients(), (QStringList {"ada", "cleo"}));
    const QByteArray id = f.get("/v1/users/ada/messages").ids().first().toLatin1();
    const QString content
        = f.column("SELECT content FROM messages WHERE id = ?", {QString::fromLatin1(id)}).first();
    QVERIFY2(content.contains("for ada! One"), qPrintable(content)); // recipient.subscription

    // Named by the trigger, the actor gets it, too.
    f.trigger("feed", R"({"recipients":["bob",{"id":"p1","collection":"projects"}],"actor":"bob"})");
    QCOMPARE(f.recipients().mid(2), (QStringList {"bob", "ada", "cleo"}));
}

void TestSandboxTrigger::reachesEachOnce()
{
    EngineFixture f;
    f.addUser("ada");
    f.addObject("projects", "p1");
    f.addObject("projects", "p2");
    f.addObject("teams", "t1");
    f.subscribe(Ref::object("projects", "p1"), Ref::user("ada"));
    f.subscribe(Ref::object("projects", "p2"), Ref::user("ada"));
    f.subscribe(Ref::object("projects", "p2"), Ref::object("teams", "t1"));
    f.subscribe(Ref::object("teams", "t1"), Ref::user("ada"));
    f.subscribe(Ref::object("teams", "t1"), Ref::object("projects", "p1")); // round about
    f.trigger("feed", R"({"recipients":[{"id":"p1","collection":"projects"},
        {"id":"p2","collection":"projects"},{"id":"p1","collection":"projects"},"ada","ada"]})");
    QCOMPARE(f.recipients(), QStringList {"ada"});
    QCOMPARE(f.column("SELECT recipient_id FROM runs ORDER BY seq"), (QStringList {"p1", "p2", "ada", "t1"}));
}

void TestSandboxTrigger::goesTwoLevelsDeep()
{
    EngineFixture f;
    const Ref parent = Ref::object("c", "parent"), child = Ref::object("c", "child"),
              grandchild = Ref::object("c", "grandchild");
    for (const Ref &ref : {parent, child, grandchild})
        f.addObject(ref.collection, ref.id);
    for (const char *id : {"near", "far", "too-far"})
        f.addUser(id);
    f.subscribe(parent, child);
    f.subscribe(parent, Ref::user("near"));
    f.subscribe(child, grandchild);
    f.subscribe(child, Ref::user("far"));
    f.subscribe(grandchild, Ref::user("too-far"));
    f.trigger("feed", R"({"recipients":[{"id":"parent","collection":"c"}]})");
    QCOMPARE(f.recipients(), (QStringList {"near", "far"}));
}

void TestSandboxTrigger::makesUnknownTenants()
{
    EngineFixture f;
    f.addUser("ada");
    f.trigger("feed", R"({"recipients":["ada"],"tenant":"acme"})");
    const QJsonObject tenant = jsonObject(tenantJson(*f.store, "acme"));
    QCOMPARE(tenant.value("id").toString(), "acme");
    QVERIFY(tenant.value("name").isNull());
    QCOMPARE(f.get("/v1/users/ada/messages").rows()[0].toObject().value("tenant").toString(), "acme");
}

void TestSandboxTrigger::keepsAMessageOutOfNothing()
{
    EngineFixture f;
    QCOMPARE(f.trigger("feed", R"({"recipients":["nobody",{"id":"x","collection":"nothing"}]})").status, 200);
    QCOMPARE(f.messages(), 0);
    QCOMPARE(f.get("/v1/users/nobody").status, 404);
    for (const char *id : {"nobody", "x"}) {
        QCOMPARE(f.statusOf(id), "completed");
        QCOMPARE(f.runWords(id), QStringList {"recipient_missing"});
        QCOMPARE(f.run(id).value("error_count").toInt(), 1);
    }
    QCOMPARE(f.trigger("feed", R"({"recipients":[{"id":"nobody"}]})").status, 200); // a definition makes one
    QCOMPARE(f.recipients(), QStringList {"nobody"});
}

void TestSandboxTrigger::notifiesTheOldWay()
{
    EngineFixture f;
    f.addUser("ada");
    const Reply reply
        = f.send("POST", "/v1/notify",
                 R"({"name":"later","recipients":["ada"],"actor":"ada","cancellation_key":"k"})");
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.at("result_id").toString().size(), 36);
    f.settle();
    QCOMPARE(f.statusOf("ada"), "paused");
    QCOMPARE(f.send("POST", "/v1/notify/cancel", R"({"name":"later","cancellation_key":"k"})").status, 204);
    QCOMPARE(f.statusOf("ada"), "cancelled");
    QCOMPARE(f.send("POST", "/v1/notify", R"({"recipients":["ada"]})").fields(), QStringList {"name"});
    QCOMPARE(f.send("POST", "/v1/notify", R"({"name":"nope","recipients":["ada"]})").code(),
             "workflow_missing");
    QCOMPARE(f.send("POST", "/v1/notify/cancel", R"({"cancellation_key":"k"})").fields(),
             QStringList {"name"});
}

void TestSandboxTrigger::refusesToCancel_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("fields");
    QTest::newRow("no key") << QByteArray("{}") << QStringList {"cancellation_key"};
    QTest::newRow("empty key") << QByteArray(R"({"cancellation_key":""})")
                               << QStringList {"cancellation_key"};
    QTest::newRow("key of a wrong type")
        << QByteArray(R"({"cancellation_key":{}})") << QStringList {"cancellation_key"};
    QTest::newRow("definitions") << QByteArray(
        R"({"cancellation_key":"k","recipients":[{"id":"a","name":"A"}]})")
                                 << QStringList {"recipients[0]"};
    QTest::newRow("too many") << QByteArray(manyRecipients(1001)).replace("{", R"({"cancellation_key":"k",)")
                              << QStringList {"recipients"};
    QTest::newRow("as many as may be")
        << QByteArray(manyRecipients(1000)).replace("{", R"({"cancellation_key":"k",)") << QStringList();
    QTest::newRow("unknown key") << QByteArray(R"({"cancellation_key":"k","recipients":null})")
                                 << QStringList();
}

void TestSandboxTrigger::refusesToCancel()
{
    QFETCH(QByteArray, body);
    QFETCH(QStringList, fields);
    EngineFixture f;
    const Reply reply = f.send("POST", "/v1/workflows/later/cancel", body);
    QCOMPARE(reply.status, fields.isEmpty() ? 204 : 422);
    QCOMPARE(reply.fields(), fields);
    QCOMPARE(reply.response.body.isEmpty(), fields.isEmpty());
}

QTEST_GUILESS_MAIN(TestSandboxTrigger)
#include "tst_sandbox_trigger.moc"
