#include "sandbox/enginefixture.h"

#include <QTemporaryDir>

using namespace sandboxtest;

namespace {

void putSet(EngineFixture &f, const QString &id, const QJsonObject &set)
{
    f.store->run("INSERT INTO preference_sets (collection, owner, set_id, body) VALUES ('', 'ada', ?, ?)",
                 {id, QString::fromUtf8(jsonText(set))});
}

QJsonObject blocker(EngineFixture &f) // the first preference that kept a step back
{
    const QJsonArray events = f.run("ada").value("events").toArray();
    for (const QJsonValue &event : events) {
        const QJsonArray by = event.toObject().value("data").toObject().value("blocked_by").toArray();
        if (!by.isEmpty())
            return by.first().toObject();
    }
    return {};
}

QStringList channelsOf(EngineFixture &f) // of ada's messages
{
    return f.column("SELECT channel_id FROM messages WHERE recipient_id = 'ada' ORDER BY seq");
}

} // namespace

class TestSandboxEngine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void obeysPreferences_data();
    void obeysPreferences();
    void asksConditions_data();
    void asksConditions();
    void conditionsSeeEarlierMessages();
    void endsWhereTheWorkflowsConditionsFail();
    void needsAnAddress();
    void rendersWithTenantAndActors();
    void delays();
    void delaysUntil_data();
    void delaysUntil();
    void skipsDelays();
    void cancels_data();
    void cancels();
    void throttles();
    void doesThingsInOrderOfTime();
    void goesOnAfterARestart();
    void forgetsTheDeleted();
    void keepsAllOrNothing();
    void runsSchedules_data();
    void runsSchedules();
    void schedulesDoNotFanOut();
};

void TestSandboxEngine::obeysPreferences_data()
{
    QTest::addColumn<QByteArray>("sets"); // of ada, by id
    QTest::addColumn<QByteArray>("tenantDefault");
    QTest::addColumn<QByteArray>("environmentDefault");
    QTest::addColumn<QString>("tenant");
    QTest::addColumn<QStringList>("channels");
    QTest::addColumn<QString>("blocked"); // level set where key
    const auto row = [](const char *name, const char *sets, const char *tenantDefault, const char *ofAll,
                        const char *tenant, const QStringList &channels, const char *blocked = "") {
        QTest::newRow(name) << QByteArray(sets) << QByteArray(tenantDefault) << QByteArray(ofAll)
                            << QString(tenant) << channels << QString(blocked);
    };
    const QStringList both {"feed-1", "mail-1"}, feed {"feed-1"}, none;
    row("nobody says anything", "{}", "{}", "{}", "", both);
    row("own: no mail", R"({"default":{"channel_types":{"email":false}}})", "{}", "{}", "", feed,
        "recipient default channel_type email");
    row("own: this workflow not", R"({"default":{"workflows":{"both":false}}})", "{}", "{}", "", none,
        "recipient default workflow both");
    row("own: this category not", R"({"default":{"categories":{"talk":false}}})", "{}", "{}", "", none,
        "recipient default category talk");
    row("own: another category not", R"({"default":{"categories":{"money":false}}})", "{}", "{}", "", both);
    row("own: the workflow's mail not",
        R"({"default":{"workflows":{"both":{"channel_types":{"email":false}}}}})", "{}", "{}", "", feed,
        "recipient default workflow both");
    row("nothing overrides a no", R"({"default":{"channel_types":{"email":false},
        "workflows":{"both":{"channel_types":{"email":true}}}}})",
        "{}", "{}", "", feed, "recipient default channel_type email");
    row("own: this very channel",
        R"({"default":{"channels":{"mail-1":false},"channel_types":{"email":true}}})", "{}", "{}", "", feed,
        "recipient default channel mail-1");
    row("of a tenant, own set of the tenant", R"({"default":{"channel_types":{"in_app_feed":false}},
        "acme":{"channel_types":{"email":false}}})",
        "{}", "{}", "acme", feed, "recipient acme channel_type email");
    row("of a tenant without sets, own default", R"({"default":{"channel_types":{"email":false}}})", "{}",
        "{}", "acme", feed, "recipient default channel_type email");
    row("of a tenant with a default, own default does not count",
        R"({"default":{"channel_types":{"email":false}}})", R"({"channel_types":{"in_app_feed":false}})",
        "{}", "acme", {"mail-1"}, "tenant_default acme channel_type in_app_feed");
    row("own set over the tenant's default", R"({"acme":{"channel_types":{"email":true}}})",
        R"({"channel_types":{"email":false,"in_app_feed":false}})", "{}", "acme", {"mail-1"},
        "tenant_default acme channel_type in_app_feed");
    row("the tenant's default replaces", R"({"acme":{"channel_types":{"email":true}}})",
        R"({"workflows":{"both":{"__strategy__":"replace","channel_types":{"email":false}}}})", "{}", "acme",
        feed, "tenant_default acme workflow both");
    row("the environment's default", "{}", "{}", R"({"channel_types":{"email":false}})", "", feed,
        "environment_default default channel_type email");
    row("own over the environment's", R"({"default":{"channel_types":{"email":true}}})", "{}",
        R"({"channel_types":{"email":false}})", "", both);
    row("conditions hold", R"({"default":{"workflows":{"both":{"conditions":[
        {"variable":"data.n","operator":"equal_to","argument":"1"}]}}}})",
        "{}", "{}", "", both);
    row("conditions fail", R"({"default":{"workflows":{"both":{"conditions":[
        {"variable":"data.n","operator":"equal_to","argument":"2"}]}}}})",
        "{}", "{}", "", none, "recipient default workflow both");
    row("conditions on one channel type", R"({"default":{"channel_types":{"email":{"conditions":[
        {"variable":"recipient.plan","operator":"equal_to","argument":"free"}]}}}})",
        "{}", "{}", "", feed, "recipient default channel_type email");
}

void TestSandboxEngine::obeysPreferences()
{
    QFETCH(QByteArray, sets);
    QFETCH(QByteArray, tenantDefault);
    QFETCH(QByteArray, environmentDefault);
    QFETCH(QString, tenant);
    QFETCH(QStringList, channels);
    EngineFixture f;
    f.addUser("ada", {{"email", "ada@x.test"}, {"plan", "paid"}});
    WorkflowDef &workflow = f.workflows.workflows[2];
    QCOMPARE(workflow.key, "both");
    workflow.categories = {"talk"};
    f.workflows.preferenceDefaults = object(environmentDefault);
    f.addTenant("acme", {{"settings", QJsonObject {{"preference_set", object(tenantDefault)}}}});
    const QJsonObject all = object(sets);
    for (auto it = all.begin(); it != all.end(); ++it)
        putSet(f, it.key(), it->toObject());
    QJsonObject body {{"recipients", QJsonArray {"ada"}}, {"data", QJsonObject {{"n", 1}}}};
    if (!tenant.isEmpty())
        body.insert("tenant", tenant);
    QCOMPARE(f.trigger("both", jsonText(body)).status, 200);
    QCOMPARE(channelsOf(f), channels);
    QStringList told;
    const QJsonObject by = blocker(f);
    for (const char *key : {"level", "set_id", "where", "key"})
        told += by.value(QLatin1StringView(key)).toString();
    QTEST(told.join(' ').trimmed(), "blocked");
    if (by.value("state").toString() == "conditions")
        QVERIFY(!by.value("failed").toArray().first().toString().isEmpty());

    workflow.overridesPreferences = true;
    f.trigger("both", jsonText(body));
    QCOMPARE(channelsOf(f), channels + QStringList({"feed-1", "mail-1"}));
}

void TestSandboxEngine::asksConditions_data()
{
    QTest::addColumn<QByteArray>("conditions");
    QTest::addColumn<bool>("holds");
    const auto row = [](const char *name, const char *condition, bool holds) {
        QTest::newRow(name) << QByteArray("[" + QByteArray(condition) + "]") << holds;
    };
    row("data", R"({"variable":"data.priority","operator":"equal_to","argument":"high"})", true);
    row("data, not", R"({"variable":"data.priority","operator":"equal_to","argument":"low"})", false);
    row("recipient", R"({"variable":"recipient.plan","operator":"equal_to","argument":"paid"})", true);
    row("actor", R"({"variable":"actor.name","operator":"contains","argument":"Bo"})", true);
    row("tenant", R"({"variable":"tenant.name","operator":"equal_to","argument":"Acme"})", true);
    row("vars", R"({"variable":"vars.app_url","operator":"equal_to","argument":"https://app.test"})", true);
    row("workflow", R"({"variable":"workflow.categories","operator":"contains","argument":"talk"})", true);
    row("run", R"({"variable":"run.total_activities","operator":"equal_to","argument":"1"})", true);
    row("actors", R"({"variable":"run.total_actors","operator":"equal_to","argument":"1"})", true);
    row("dynamic argument", R"({"variable":"data.wanted","operator":"equal_to","argument":"recipient.plan"})",
        true);
    row("two, one fails",
        R"({"variable":"data.priority","operator":"not_empty"},{"variable":"data.nothing","operator":"exists"})",
        false);
}

void TestSandboxEngine::asksConditions()
{
    QFETCH(QByteArray, conditions);
    QFETCH(bool, holds);
    EngineFixture f;
    f.addUser("ada", {{"plan", "paid"}});
    f.addUser("bob", {{"name", "Bob"}});
    f.addTenant("acme", {{"name", "Acme"}});
    f.define("choosy", {EngineFixture::channelStep("feed", conditions)}).categories = {"talk"};
    f.trigger("choosy", R"({"recipients":["ada"],"actor":"bob","tenant":"acme",
        "data":{"priority":"high","wanted":"paid"}})");
    QCOMPARE(f.messages(), holds);
    QCOMPARE(f.runWords("ada"),
             QStringList {holds ? "feed_1: message_enqueued" : "feed_1: step_skipped conditions"});
    if (!holds) {
        const QJsonObject event = f.run("ada").value("events").toArray().first().toObject();
        QCOMPARE(event.value("data").toObject().value("failed").toArray().size(), 1);
    }
}

void TestSandboxEngine::conditionsSeeEarlierMessages()
{
    EngineFixture f;
    f.addUser("ada", {{"email", "ada@x.test"}});
    f.addUser("bob", {{"email", "bob@x.test"}});
    f.define(
        "nudge",
        {EngineFixture::channelStep("feed"), EngineFixture::step(StepKind::Delay, "delay_1", "1h"),
         EngineFixture::channelStep(
             "mail",
             R"([{"variable":"refs.feed_1.engagement_status","operator":"less_than","argument":"read"}])")});
    f.trigger("nudge", R"({"recipients":["ada","bob"]})");
    QCOMPARE(f.recipients(), (QStringList {"ada", "bob"}));
    const QByteArray message = f.get("/v1/users/ada/messages").ids().first().toLatin1();
    QCOMPARE(f.send("PUT", "/v1/messages/" + message + "/read").status, 200);
    f.pass(hour);
    QCOMPARE(f.recipients(), (QStringList {"ada", "bob", "bob"})); // only who has not read it yet
    QCOMPARE(f.runWords("ada").last(), "mail_1: step_skipped conditions");
}

void TestSandboxEngine::endsWhereTheWorkflowsConditionsFail()
{
    EngineFixture f;
    f.addUser("ada", {{"beta", true}});
    f.addUser("bob");
    f.define("beta", {EngineFixture::channelStep("feed")}).conditions
        = QJsonDocument::fromJson(R"([{"variable":"recipient.beta","operator":"equal_to","argument":true}])")
              .array();
    f.trigger("beta", R"({"recipients":["ada","bob"]})");
    QCOMPARE(f.recipients(), QStringList {"ada"});
    QCOMPARE(f.runWords("bob"), QStringList {"conditions_not_met"});
    QCOMPARE(f.statusOf("bob"), "completed");
}

void TestSandboxEngine::needsAnAddress()
{
    EngineFixture f;
    f.addUser("ada");
    f.addUser("bob", {{"email", "b@x.test"}, {"phone_number", "+1555"}});
    const auto give = [&](const char *channel, const char *data) {
        f.store->run("INSERT INTO channel_data (collection, owner, channel_id, data, updated_at)"
                     " VALUES ('', 'bob', ?, ?, 0)",
                     {QString(channel), QString(data)});
    };
    give("push-1", R"({"tokens":[],"devices":[{"token":"t-1"}]})");
    give("chat-1", R"({"connections":[{"access_token":"xoxb-secret","channel_id":"C01"}]})");
    f.trigger("all", R"({"recipients":["ada","bob"]})");
    QCOMPARE(f.runWords("ada"),
             (QStringList {"feed_1: message_enqueued", "mail_1: step_skipped missing_address",
                           "sms_1: step_skipped missing_address", "push_1: step_skipped missing_channel_data",
                           "chat_1: step_skipped missing_channel_data"}));
    QCOMPARE(f.column("SELECT channel_id FROM messages WHERE recipient_id = 'bob' ORDER BY seq"),
             (QStringList {"feed-1", "mail-1", "sms-1", "push-1", "chat-1"}));
    const QStringList contents
        = f.column("SELECT content FROM messages WHERE channel_id IN ('push-1', 'chat-1') ORDER BY seq");
    QCOMPARE(object(contents[0].toUtf8()).value("token").toString(), "t-1");
    QCOMPARE(object(contents[1].toUtf8()).value("connection").toObject().value("channel_id").toString(),
             "C01");
    QVERIFY(!contents[1].contains("xoxb-secret"));
}

void TestSandboxEngine::rendersWithTenantAndActors()
{
    EngineFixture f;
    f.addUser("ada");
    f.addUser("bob", {{"name", "Bob"}});
    f.addTenant("acme", {{"name", "Acme"}});
    StepDef step = EngineFixture::channelStep("feed");
    step.content.insert("body", "{{ actor.name }} {{ actor_summary }} {{ tenant.name }} {{ vars.app_url }}");
    f.define("rich", {step});
    f.trigger("rich", R"({"recipients":["ada"],"actor":"bob","tenant":"acme"})");
    const QString content = f.column("SELECT content FROM messages").first();
    QVERIFY2(content.contains("Bob Bob Acme https://app.test"), qPrintable(content));
    // As it was sent, whatever becomes of the people in it.
    f.store->run("UPDATE users SET body = '{\"id\":\"bob\",\"name\":\"Robert\"}' WHERE id = 'bob'");
    const QByteArray id = f.get("/v1/users/ada/messages").ids().first().toLatin1();
    QVERIFY(f.get("/v1/messages/" + id + "/content").response.body.contains("Bob Bob Acme"));
}

void TestSandboxEngine::delays()
{
    EngineFixture f;
    f.addUser("ada");
    f.trigger("later", R"({"recipients":["ada"]})");
    const Timestamp start = f.now;
    QCOMPARE(f.statusOf("ada"), "paused");
    QCOMPARE(f.engine->nextDue().us, start.us + hour);
    f.now.us += hour - 1;
    f.settle();
    QCOMPARE(f.messages(), 0);
    f.now.us += 3 * hour; // late: it happens at the time it was due all the same
    f.settle();
    QCOMPARE(f.messages(), 1);
    QCOMPARE(f.statusOf("ada"), "completed");
    QCOMPARE(f.runWords("ada"),
             (QStringList {"delay_1: delay_started", "delay_1: delay_finished", "feed_1: message_enqueued"}));
    QCOMPARE(f.column("SELECT inserted_at FROM messages"), QStringList {QString::number(start.us + hour)});
    QVERIFY(f.engine->nextDue().isNull());
}

void TestSandboxEngine::delaysUntil_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<qint64>("after"); // µs; 0: at once
    QTest::addColumn<QString>("word");
    QTest::newRow("a time") << QByteArray(R"({"at":"2026-01-10T14:30:00Z"})") << 150 * minute
                            << "delay_1: delay_started";
    QTest::newRow("another zone") << QByteArray(R"({"at":"2026-01-10T14:30:00+01:00"})") << 90 * minute
                                  << "delay_1: delay_started";
    QTest::newRow("the past") << QByteArray(R"({"at":"2026-01-10T11:00:00Z"})") << qint64(0)
                              << "delay_1: step_skipped time_has_passed";
    QTest::newRow("nothing") << QByteArray(R"({})") << qint64(0) << "delay_1: step_skipped no_time";
    QTest::newRow("no time") << QByteArray(R"({"at":"soon"})") << qint64(0)
                             << "delay_1: step_skipped no_time";
}

void TestSandboxEngine::delaysUntil()
{
    QFETCH(QByteArray, data);
    QFETCH(qint64, after);
    QFETCH(QString, word);
    EngineFixture f;
    f.addUser("ada");
    StepDef delay = EngineFixture::step(StepKind::Delay, "delay_1", "1h");
    delay.untilPath = "data.at";
    f.define("reminder", {delay, EngineFixture::channelStep("feed")});
    f.trigger("reminder", R"({"recipients":["ada"],"data":)" + data + "}");
    QCOMPARE(f.runWords("ada").first(), word);
    if (after > 0)
        QCOMPARE(f.engine->nextDue().us, f.now.us + after);
    f.pass(after);
    QCOMPARE(f.messages(), 1);
}

void TestSandboxEngine::skipsDelays()
{
    EngineFixture f;
    f.addUser("ada");
    f.trigger("later", R"({"recipients":["ada"],"settings":{"skip_delay":true}})");
    QCOMPARE(f.messages(), 1);
    QCOMPARE(f.runWords("ada").first(), "delay_1: step_skipped skip_delay");
}

void TestSandboxEngine::cancels_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("left");
    const auto row = [](const char *name, const char *body, const QStringList &left) {
        QTest::newRow(name) << QByteArray(body) << left;
    };
    row("all of the key", R"({"cancellation_key":"k"})", {"dora"});
    row("some", R"({"cancellation_key":"k","recipients":["ada","cleo"]})", {"bob", "p1", "dora"});
    row("an object", R"({"cancellation_key":"k","recipients":[{"id":"p1","collection":"projects"}]})",
        {"ada", "bob", "cleo", "dora"});
    row("nobody", R"({"cancellation_key":"k","recipients":[]})", {"ada", "bob", "p1", "cleo", "dora"});
    row("another key", R"({"cancellation_key":"x"})", {"ada", "bob", "p1", "cleo", "dora"});
}

void TestSandboxEngine::cancels()
{
    QFETCH(QByteArray, body);
    QFETCH(QStringList, left);
    EngineFixture f;
    for (const char *id : {"ada", "bob", "cleo", "dora"})
        f.addUser(id);
    f.addObject("projects", "p1");
    f.subscribe(Ref::object("projects", "p1"), Ref::user("cleo"));
    f.trigger("later",
              R"({"recipients":["ada","bob",{"id":"p1","collection":"projects"}],"cancellation_key":"k"})");
    f.trigger("later", R"({"recipients":["dora"],"cancellation_key":"other"})");
    QCOMPARE(f.send("POST", "/v1/workflows/mail/cancel", body).status, 204); // another workflow's key
    f.now.us += minute;
    QCOMPARE(f.send("POST", "/v1/workflows/later/cancel", body).status, 204);
    QCOMPARE(f.column("SELECT recipient_id FROM runs WHERE status = 'paused' ORDER BY seq"), left);
    if (!left.contains("ada")) {
        QCOMPARE(f.statusOf("ada"), "cancelled");
        QCOMPARE(f.runWords("ada").last(), "run_cancelled");
    }
    f.pass(2 * hour);
    QStringList messages = left;
    messages.removeAll("p1"); // has no feed
    QCOMPARE(f.recipients(), messages);
    // What is over can't be cancelled.
    QCOMPARE(f.send("POST", "/v1/workflows/later/cancel", R"({"cancellation_key":"other"})").status, 204);
    QCOMPARE(f.statusOf("dora"), "completed");

    // A run that has not been looked at yet is taken back all the same.
    f.send("POST", "/v1/workflows/later/trigger", R"({"recipients":["ada"],"cancellation_key":"k2"})");
    f.send("POST", "/v1/workflows/later/cancel", R"({"cancellation_key":"k2"})");
    f.pass(2 * hour);
    QCOMPARE(f.recipients(), messages);
}

void TestSandboxEngine::throttles()
{
    EngineFixture f;
    f.addUser("ada");
    f.addUser("bob");
    const QByteArray body = R"({"recipients":["ada"],"data":{"page":"p"}})";
    for (int i = 0; i < 3; ++i) {
        f.trigger("throttled", body);
        f.now.us += 10 * minute;
    }
    QCOMPARE(f.recipients(), (QStringList {"ada", "ada"}));
    QCOMPARE(f.runWords("ada"), QStringList {"throttle_1: throttled"});
    QCOMPARE(f.statusOf("ada"), "completed");
    f.trigger("throttled",
              R"({"recipients":["ada","bob"],"data":{"page":"q"}})"); // another key, another person
    QCOMPARE(f.recipients(), (QStringList {"ada", "ada", "ada", "bob"}));
    f.now.us += 30 * minute; // an hour after the first
    f.trigger("throttled", body);
    QCOMPARE(f.messages(), 5);
    f.trigger("throttled", body);
    QCOMPARE(f.messages(), 5);
}

void TestSandboxEngine::doesThingsInOrderOfTime()
{
    EngineFixture f;
    f.addUser("ada", {{"email", "ada@x.test"}});
    f.define("two",
             {EngineFixture::step(StepKind::Delay, "delay_1", "2h"), EngineFixture::channelStep("mail")});
    f.trigger("two", R"({"recipients":["ada"],"data":{"n":"second"}})");
    f.trigger("later", R"({"recipients":["ada"],"data":{"n":"first"}})");
    f.now.us += 10 * hour;
    f.settle(1); // a transaction for each piece
    QCOMPARE(f.column("SELECT json_extract(data, '$.n') FROM messages ORDER BY seq"),
             (QStringList {"first", "second"}));
    for (const char *table : {"messages", "events"}) {
        const QStringList times = f.column(
            QStringLiteral("SELECT inserted_at FROM %1 ORDER BY seq").arg(QLatin1StringView(table)));
        QVERIFY(std::is_sorted(times.begin(), times.end()));
    }
    QVERIFY(f.engine->nextDue().isNull());
}

void TestSandboxEngine::goesOnAfterARestart()
{
    QTemporaryDir folder;
    const QString file = folder.filePath("world.db");
    Timestamp then;
    {
        EngineFixture f(file);
        f.addUser("ada", {{"email", "ada@x.test"}});
        f.addUser("bob");
        f.trigger("later", R"({"recipients":["ada"]})");
        f.trigger("batched", R"({"recipients":["bob"],"data":{"page":"p","n":1}})");
        f.trigger("mail", R"({"recipients":["ada"]})");
        QCOMPARE(f.column("SELECT status FROM messages"), QStringList {"queued"});
        f.send("POST", "/v1/workflows/feed/trigger", R"({"recipients":["bob"]})"); // not even begun
        then = f.now;
    }
    EngineFixture f(file, 2);
    f.now = then;
    f.now.us += 5 * minute;
    QCOMPARE(f.trigger("batched", R"({"recipients":["bob"],"data":{"page":"p","n":2}})").status, 200);
    QCOMPARE(f.column("SELECT status FROM messages WHERE channel_id = 'mail-1'"), QStringList {"delivered"});
    f.pass(2 * hour);
    QCOMPARE(f.recipients(), (QStringList {"ada", "bob", "bob", "ada"}));
    QCOMPARE(f.column("SELECT count(*) FROM activities WHERE message_seq = 3"), QStringList {"2"});
    QVERIFY(f.engine->nextDue().isNull());
}

void TestSandboxEngine::forgetsTheDeleted()
{
    EngineFixture f;
    f.addUser("ada", {{"email", "ada@x.test"}});
    f.addUser("bob");
    f.trigger("mail", R"({"recipients":["ada"]})");
    f.trigger("later", R"({"recipients":["ada","bob"],"actor":"ada"})");
    QCOMPARE(f.send("DELETE", "/v1/users/ada").status, 204);
    f.pass(2 * hour);
    QCOMPARE(f.recipients(), QStringList {"bob"}); // its actor is gone, and it goes out all the same
    QCOMPARE(f.column("SELECT count(*) FROM planned_events"), QStringList {"0"});
    QVERIFY(f.run("ada").isEmpty());
}

void TestSandboxEngine::keepsAllOrNothing()
{
    EngineFixture f;
    f.addUser("ada");
    f.send("POST", "/v1/workflows/feed/trigger", R"({"recipients":["ada"]})");
    f.store->run("ALTER TABLE activities RENAME TO hidden");
    QCOMPARE(f.engine->advance(f.now, 10), -1);
    QVERIFY(!f.engine->takeFailure().isEmpty());
    QCOMPARE(f.messages(), 0);
    QCOMPARE(f.column("SELECT status FROM runs"), QStringList {"queued"});
    f.store->run("ALTER TABLE hidden RENAME TO activities");
    f.settle();
    QCOMPARE(f.messages(), 1);
}

void TestSandboxEngine::runsSchedules_data()
{
    QTest::addColumn<QByteArray>("schedule");
    QTest::addColumn<QString>("from");
    QTest::addColumn<int>("days");
    QTest::addColumn<QStringList>("times");
    const char *daily = R"("repeats":[{"frequency":"daily","hours":9}])";
    QTest::newRow("daily, into summer time")
        << QByteArray(daily) << "2026-03-27T12:00:00Z" << 3
        << QStringList {"2026-03-28T08:00:00Z", "2026-03-29T07:00:00Z", "2026-03-30T07:00:00Z"};
    QTest::newRow("daily, out of summer time")
        << QByteArray(daily) << "2026-10-23T12:00:00Z" << 3
        << QStringList {"2026-10-24T07:00:00Z", "2026-10-25T08:00:00Z", "2026-10-26T08:00:00Z"};
    QTest::newRow("once") << QByteArray(R"("scheduled_at":"2026-03-29T01:30:00Z")") << "2026-03-27T12:00:00Z"
                          << 3 << QStringList {"2026-03-29T01:30:00Z"};
    QTest::newRow("until it ends") << QByteArray(daily) + R"(,"ending_at":"2026-03-29T07:00:00Z")"
                                   << "2026-03-27T12:00:00Z" << 5
                                   << QStringList {"2026-03-28T08:00:00Z", "2026-03-29T07:00:00Z"};
}

void TestSandboxEngine::runsSchedules()
{
    QFETCH(QByteArray, schedule);
    QFETCH(QString, from);
    QFETCH(int, days);
    QFETCH(QStringList, times);
    EngineFixture f;
    f.now = Timestamp::fromWire(from);
    f.addUser("ada", {{"timezone", "Europe/Berlin"}});
    f.addUser("bob");
    const Reply made = f.send("POST", "/v1/schedules",
                              R"({"recipients":["ada"],"workflow":"feed","actor":"bob","tenant":"acme",
        "data":{"n":5},)" + schedule
                                  + "}");
    QCOMPARE(made.status, 200);
    f.now.us += days * 24 * hour; // nothing ran meanwhile: each occurrence is made up for
    f.settle();
    QStringList sent;
    for (const QString &at : f.column("SELECT inserted_at FROM messages ORDER BY seq"))
        sent += Timestamp {at.toLongLong()}.toWire();
    QCOMPARE(sent, times);
    const QJsonObject message = f.get("/v1/users/ada/messages").rows()[0].toObject();
    QCOMPARE(message.value("data").toObject(), object(R"({"n":5})"));
    QCOMPARE(message.value("actors").toArray(), QJsonArray {"bob"});
    QCOMPARE(message.value("tenant").toString(), "acme");
    const QJsonObject source = f.run("ada").value("trigger_source").toObject();
    QCOMPARE(source.value("type").toString(), "schedule");
    QCOMPARE(source.value("schedule_id").toString(),
             made.json.array().first().toObject().value("id").toString());
}

void TestSandboxEngine::schedulesDoNotFanOut()
{
    EngineFixture f;
    f.addUser("ada");
    f.addObject("projects", "p1");
    f.subscribe(Ref::object("projects", "p1"), Ref::user("ada"));
    QCOMPARE(f.send("POST", "/v1/schedules", R"({"recipients":[{"id":"p1","collection":"projects"}],
        "workflow":"feed","scheduled_at":"2026-01-10T13:00:00Z"})")
                 .status,
             200);
    f.pass(2 * hour);
    QCOMPARE(f.column("SELECT recipient_id FROM runs"), QStringList {"p1"});
}

QTEST_GUILESS_MAIN(TestSandboxEngine)
#include "tst_sandbox_engine.moc"
