#include "api/sandbox/identify.h"
#include "sandbox/entityfixture.h"

using namespace sandboxtest;

// Recipients and tenants as callers name them in bodies (shapes 2.1).
class TestSandboxRecipients : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void readsLists();
    void limitsLists();
    void readsTenants_data();
    void readsTenants();
    void refusesTenants_data();
    void refusesTenants();
    void identifiesInlineOnes();
    void leavesReferencesAlone();
    void refusesToGrowTooBig();
    void ensures();
    void bareOnesAreWhole();

private:
    static QJsonValue value(const QByteArray &text)
    {
        return QJsonDocument::fromJson('[' + text + ']').array().at(0);
    }
    static QStringList fieldsOf(const Problems &problems)
    {
        Reply reply;
        reply.json = QJsonDocument::fromJson(problems.response().body);
        QStringList fields = reply.fields();
        fields.sort();
        return fields;
    }
};

void TestSandboxRecipients::reads_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("collection");
    QTest::addColumn<QString>("id");
    QTest::addColumn<bool>("isInline");
    QTest::addColumn<QByteArray>("definition");
    QTest::addColumn<QByteArray>("triggerData");
    const auto row = [](const char *name, const char *text, const char *collection, const char *id,
                        bool isInline = false, const char *definition = "{}", const char *data = "{}") {
        QTest::newRow(name) << QByteArray(text) << QString::fromLatin1(collection) << QString::fromUtf8(id)
                            << isInline << QByteArray(definition) << QByteArray(data);
    };
    row("an id", R"("ada")", "", "ada");
    row("a reference", R"({"id":"7","collection":"docks"})", "docks", "7");
    row("a tenant", R"({"collection":"$tenants","id":"acme"})", "$tenants", "acme");
    row("a user without properties", R"({"id":"ada"})", "", "ada", true);
    row("a null collection", R"({"id":"ada","collection":null})", "", "ada", true);
    row("a user", R"({"id":"ada","name":"Ada","x":[1]})", "", "ada", true, R"({"name":"Ada","x":[1]})");
    row("an object", R"({"id":"7","collection":"docks","depth":1})", "docks", "7", true, R"({"depth":1})");
    row("trigger data", R"({"id":"ada","$trigger_data":{"a":{"b":1}}})", "", "ada", true, "{}",
        R"({"a":{"b":1}})");
    row("trigger data of an object", R"({"id":"7","collection":"docks","$trigger_data":{"a":1},"x":2})",
        "docks", "7", true, R"({"x":2})", R"({"a":1})");
}

void TestSandboxRecipients::reads()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, collection);
    QFETCH(QString, id);
    QFETCH(bool, isInline);
    EntityFixture f;
    Problems problems;
    const auto spec = readRecipient(value(text), "actor", f.workflows, problems);
    QVERIFY(!problems.any());
    QCOMPARE(spec->ref.collection, collection);
    QCOMPARE(spec->ref.id, id);
    QCOMPARE(spec->isInline, isInline);
    QTEST(jsonText(spec->definition), "definition");
    QTEST(jsonText(spec->triggerData), "triggerData");

    // Where only references may stand, a definition may not.
    const auto bare = readRecipient(value(text), "actor", f.workflows, problems, Inline::Refused);
    const bool mayStand = !isInline || text.count(':') == 1 || text.contains("null");
    QCOMPARE(bare.has_value(), mayStand);
    QCOMPARE(fieldsOf(problems), mayStand ? QStringList() : QStringList {"actor"});
    if (bare)
        QVERIFY(!bare->isInline && bare->ref == spec->ref);
}

void TestSandboxRecipients::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("fields");
    const auto row = [](const char *name, const QByteArray &text, const QStringList &fields) {
        QTest::newRow(name) << text << fields;
    };
    const QByteArray tooLong(257, 'a');
    row("a number", "7", {"to"});
    row("null", "null", {"to"});
    row("a list", R"(["ada"])", {"to"});
    row("an empty id", R"("")", {"to"});
    row("an id that is too long", '"' + tooLong + '"', {"to"});
    row("a slash", R"("a/b")", {"to"});
    row("a NUL", "\"a\\u0000b\"", {"to"});
    row("no id", R"({"name":"Ada"})", {"to.id"});
    row("an id of a wrong kind", R"({"id":7,"collection":"docks"})", {"to.id"});
    row("a collection of a wrong kind", R"({"id":"7","collection":true})", {"to.collection"});
    row("neither", R"({"id":"a#b","collection":""})", {"to.collection", "to.id"});
    row("trigger data", R"({"id":"ada","$trigger_data":"x"})", {"to.$trigger_data"});
    row("a definition", R"({"id":"ada","email":1,"channel_data":{"push_fcm-1":{}},
            "preferences":{"default":{"workflows":{"x":{"conditions":[{"variable":"a","operator":"b"}]}}}}})",
        {"to.channel_data.push_fcm-1.tokens", "to.email",
         "to.preferences.default.workflows.x.conditions[0].operator"});
    row("too many properties", "{\"id\":\"ada\",\"k\":\"" + QByteArray(mostCustomBytes - 7, 'x') + "\"}",
        {"to.properties"});
    row("settings of a tenant", R"({"id":"acme","collection":"$tenants","settings":{"branding":5}})",
        {"to.settings.branding"});
}

void TestSandboxRecipients::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QStringList, fields);
    EntityFixture f;
    Problems problems;
    readRecipient(value(text), "to", f.workflows, problems);
    QCOMPARE(fieldsOf(problems), fields);
}

void TestSandboxRecipients::readsLists()
{
    EntityFixture f;
    Problems problems;
    const QJsonObject body = json(R"({"recipients":["ada",{"id":"7","collection":"docks"},{"id":"bo","x":1}],
                                      "none":null,"empty":[]})");
    const auto specs = readRecipients(body, "recipients", 3, f.workflows, problems);
    QCOMPARE(specs.size(), 3);
    QCOMPARE(specs.at(1).ref, Ref::object("docks", "7"));
    QVERIFY(readRecipients(body, "empty", 3, f.workflows, problems).isEmpty());
    QVERIFY(readRecipients(body, "none", 3, f.workflows, problems, Inline::Allowed, false).isEmpty());
    QVERIFY(readRecipients(body, "absent", 3, f.workflows, problems, Inline::Allowed, false).isEmpty());
    QVERIFY(!problems.any());
    readRecipients(body, "none", 3, f.workflows, problems);
    readRecipients(body, "absent", 3, f.workflows, problems);
    readRecipients(json(R"({"text":"ada"})"), "text", 3, f.workflows, problems);
    readRecipients(json(R"({"bad":["ada",1,{"x":1},"bo"]})"), "bad", 4, f.workflows, problems);
    QCOMPARE(fieldsOf(problems), (QStringList {"absent", "bad[1]", "bad[2].id", "none", "text"}));
}

void TestSandboxRecipients::limitsLists()
{
    EntityFixture f;
    Problems problems;
    const QJsonObject body {{"recipients", QJsonArray {"a", "b", 7}}};
    readRecipients(body, "recipients", 2, f.workflows, problems);
    QCOMPARE(fieldsOf(problems), QStringList {"recipients"}); // the limit alone: its members don't matter
    Problems atTheEdge;
    readRecipients({{"recipients", QJsonArray {"a", "b"}}}, "recipients", 2, f.workflows, atTheEdge);
    QVERIFY(!atTheEdge.any());
}

void TestSandboxRecipients::readsTenants_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isInline");
    QTest::addColumn<QByteArray>("definition");
    QTest::newRow("an id") << QByteArray(R"("acme")") << false << QByteArray("{}");
    QTest::newRow("an id in an object") << QByteArray(R"({"id":"acme"})") << true << QByteArray("{}");
    QTest::newRow("a definition") << QByteArray(R"({"id":"acme","name":"Acme","settings":{"branding":{}}})")
                                  << true << QByteArray(R"({"name":"Acme","settings":{"branding":{}}})");
}

void TestSandboxRecipients::readsTenants()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isInline);
    EntityFixture f;
    Problems problems;
    const auto spec = readTenant(value(text), "tenant", f.workflows, problems);
    QVERIFY(!problems.any());
    QCOMPARE(spec->ref, Ref::tenant("acme"));
    QCOMPARE(spec->isInline, isInline);
    QTEST(jsonText(spec->definition), "definition");
    QVERIFY(!readTenant(QJsonValue(), "tenant", f.workflows, problems));
    QVERIFY(!readTenant(QJsonValue(QJsonValue::Undefined), "tenant", f.workflows, problems));
    QVERIFY(!problems.any());
}

void TestSandboxRecipients::refusesTenants_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("fields");
    QTest::newRow("a number") << QByteArray("7") << QStringList {"tenant"};
    QTest::newRow("an empty id") << QByteArray(R"("")") << QStringList {"tenant"};
    QTest::newRow("no id") << QByteArray(R"({"name":"Acme"})") << QStringList {"tenant.id"};
    QTest::newRow("a definition") << QByteArray(
        R"({"id":"a","name":1,"settings":{"preference_set":{"workflows":7}}})")
                                  << QStringList {"tenant.name", "tenant.settings.preference_set.workflows"};
}

void TestSandboxRecipients::refusesTenants()
{
    QFETCH(QByteArray, text);
    QFETCH(QStringList, fields);
    EntityFixture f;
    Problems problems;
    readTenant(value(text), "tenant", f.workflows, problems);
    QCOMPARE(fieldsOf(problems), fields);
}

void TestSandboxRecipients::identifiesInlineOnes()
{
    EntityFixture f;
    const RecipientSpec user {
        Ref::user("ada"), true, json(R"({"name":"Ada","channel_data":{"push_fcm-1":{"tokens":["a"]}}})"), {}};
    const RecipientSpec dock {Ref::object("docks", "7"), true, json(R"({"depth":1})"), {}};
    const RecipientSpec tenant {Ref::tenant("acme"), true, {}, {}};
    for (const RecipientSpec &spec : {user, dock, tenant})
        QVERIFY(identify(*f.store, spec, f.workflows, f.now));
    QCOMPARE(f.get("/v1/users/ada").at("name").toString(), QStringLiteral("Ada"));
    QCOMPARE(f.get("/v1/users/ada/channel_data/push_fcm-1").status, 200);
    QCOMPARE(f.get("/v1/objects/docks/7").at("properties").toObject(), json(R"({"depth":1})"));
    QCOMPARE(f.get("/v1/tenants/acme").status, 200);
}

void TestSandboxRecipients::leavesReferencesAlone()
{
    EntityFixture f;
    const QByteArray before = f.dump();
    QVERIFY(identify(*f.store, {Ref::user("ada"), false, {}, {}}, f.workflows, f.now));
    QCOMPARE(f.dump(), before);
}

void TestSandboxRecipients::refusesToGrowTooBig()
{
    EntityFixture f;
    const QString half(mostCustomBytes / 2, u'x');
    for (const Ref &ref : {Ref::user("ada"), Ref::object("docks", "7"), Ref::tenant("acme")}) {
        QVERIFY(identify(*f.store, {ref, true, {{"a", half}}, {}}, f.workflows, f.now));
        const QByteArray before = f.dump();
        const QJsonObject more {{"b", half}, {"preferences", json(R"({"default":{}})")}};
        QVERIFY(!identify(*f.store, {ref, true, more, {}}, f.workflows, f.now));
        QCOMPARE(f.dump(), before);
    }
}

void TestSandboxRecipients::ensures()
{
    EntityFixture f;
    for (const Ref &ref : {Ref::user("ada"), Ref::object("docks", "7"), Ref::tenant("acme")}) {
        QVERIFY(!exists(*f.store, ref));
        ensure(*f.store, ref, f.now);
        QVERIFY(exists(*f.store, ref));
        const QByteArray before = f.dump();
        f.wait(1);
        ensure(*f.store, ref, f.now);
        QCOMPARE(f.dump(), before);
    }
}

// Who is gone is shown where they were an actor; each field today's contract wants is there.
void TestSandboxRecipients::bareOnesAreWhole()
{
    EntityFixture f;
    QCOMPARE(json(entityJson(*f.store, Ref::user("gone"))),
             json(R"({"__typename":"User","id":"gone","updated_at":"1970-01-01T00:00:00Z"})"));
    QCOMPARE(json(entityJson(*f.store, Ref::object("docks", "7"))),
             json(R"({"__typename":"Object","id":"7","collection":"docks","properties":{},
                      "updated_at":"1970-01-01T00:00:00Z"})"));
}

QTEST_GUILESS_MAIN(TestSandboxRecipients)
#include "tst_sandbox_recipients.moc"
