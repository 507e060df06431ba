#include "sandbox/enginefixture.h"

using namespace sandboxtest;

namespace {

QByteArray body(const QJsonObject &more)
{
    QJsonObject all {{"recipients", QJsonArray {"ada"}}, {"data", QJsonObject {{"page", "p"}}}};
    for (auto it = more.begin(); it != more.end(); ++it)
        all.insert(it.key(), *it);
    return jsonText(all);
}

QJsonObject dataOf(int n, const char *page = "p")
{
    return {{"page", page}, {"n", n}};
}

} // namespace

class TestSandboxBatches : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void collectsActivities();
    void keepsApart_data();
    void keepsApart();
    void showsTenActorsAndCountsAll();
    void closesWhenFull();
    void cancelsAnActivity_data();
    void cancelsAnActivity();
    void staysOpenWhenEmptied();
    void isNotCancelledAfterwards();
    void preferencesLookAtTheFirst();
    void opensAnew();
};

void TestSandboxBatches::collectsActivities()
{
    EngineFixture f;
    for (const char *id : {"ada", "bob", "cleo"})
        f.addUser(id, {{"name", id}});
    const Timestamp start = f.now;
    f.trigger("batched", body({{"actor", "bob"}, {"data", dataOf(1)}}));
    f.now.us += 4 * minute;
    f.trigger("batched", body({{"actor", "cleo"}, {"data", dataOf(2)}}));
    QCOMPARE(f.messages(), 0);
    QCOMPARE(f.runWords("ada"), QStringList {"batch_1: batch_joined"}); // the second: its run is over
    QCOMPARE(f.statusOf("ada"), "completed");
    QCOMPARE(f.engine->nextDue().us, start.us + 10 * minute); // of the first, not moved
    f.pass(hour);

    const QJsonArray messages = f.get("/v1/users/ada/messages").rows();
    QCOMPARE(messages.size(), 1);
    const QJsonObject message = messages[0].toObject();
    QCOMPARE(message.value("inserted_at").toString(), Timestamp {start.us + 10 * minute}.toWire());
    QCOMPARE(message.value("actors").toArray(), (QJsonArray {"bob", "cleo"}));
    QCOMPARE(message.value("data").toObject(), dataOf(2)); // the latest
    const QJsonArray activities
        = f.get("/v1/messages/" + message.value("id").toString().toLatin1() + "/activities").rows();
    QCOMPARE(activities.size(), 2);
    QCOMPARE(activities[0].toObject().value("data").toObject(), dataOf(1));
    QCOMPARE(activities[0].toObject().value("actor").toObject().value("id").toString(), "bob");
    QCOMPARE(activities[0].toObject().value("inserted_at").toString(), start.toWire());
    QCOMPARE(activities[1].toObject().value("data").toObject(), dataOf(2));
    QVERIFY(f.column("SELECT content FROM messages").first().contains("2 of 2 for ada"));

    const QString first = f.column("SELECT id FROM runs ORDER BY seq LIMIT 1").first();
    QCOMPARE(EngineFixture::words(f.get("/v1/workflow_recipient_runs/" + first.toLatin1()).object()),
             (QStringList {"batch_1: batch_opened", "batch_1: batch_closed", "feed_1: message_enqueued"}));
}

void TestSandboxBatches::keepsApart_data()
{
    QTest::addColumn<QJsonObject>("other");
    QTest::addColumn<int>("messages");
    QTest::newRow("nothing differs") << QJsonObject {} << 1;
    QTest::newRow("other data") << QJsonObject {{"data", dataOf(9)}} << 1;
    QTest::newRow("another key") << QJsonObject {{"data", dataOf(1, "q")}} << 2;
    QTest::newRow("no key") << QJsonObject {{"data", QJsonObject {}}} << 2;
    QTest::newRow("another recipient") << QJsonObject {{"recipients", QJsonArray {"bob"}}} << 2;
    QTest::newRow("a tenant") << QJsonObject {{"tenant", "acme"}} << 2;
}

void TestSandboxBatches::keepsApart()
{
    QFETCH(QJsonObject, other);
    QFETCH(int, messages);
    EngineFixture f;
    f.addUser("ada");
    f.addUser("bob");
    f.trigger("batched", body({}));
    f.trigger("batched", body(other));
    f.pass(hour);
    QCOMPARE(f.messages(), messages);
}

void TestSandboxBatches::showsTenActorsAndCountsAll()
{
    EngineFixture f;
    f.addUser("ada");
    StepDef step = EngineFixture::channelStep("feed");
    step.content.insert("body", "{{ actor_summary }} {{ total_actors }}");
    f.define("crowd", {EngineFixture::step(StepKind::Batch, "batch_1", "10m"), step});
    for (int i = 0; i < 14; ++i) {
        const QString id = QStringLiteral("u%1").arg(i % 12, 2, 10, QChar('0')); // two of them twice
        f.trigger("crowd", body({{"actor", QJsonObject {{"id", id}, {"name", id}}}}));
    }
    f.pass(hour);
    const QJsonObject message = f.get("/v1/users/ada/messages").rows()[0].toObject();
    const QJsonArray actors = message.value("actors").toArray();
    QCOMPARE(actors.size(), 10);
    QCOMPARE(actors.first().toString(), "u00");
    QCOMPARE(f.get("/v1/messages/" + message.value("id").toString().toLatin1() + "/activities").rows().size(),
             14);
    QVERIFY(f.column("SELECT content FROM messages").first().contains("u00 and 11 others 12"));
}

void TestSandboxBatches::closesWhenFull()
{
    EngineFixture f;
    f.addUser("ada");
    f.define(
        "small",
        {EngineFixture::step(StepKind::Batch, "batch_1", "10m", "", 3), EngineFixture::channelStep("feed")});
    f.define(
        "single",
        {EngineFixture::step(StepKind::Batch, "batch_1", "10m", "", 1), EngineFixture::channelStep("feed")});
    f.trigger("small", body({}));
    f.trigger("small", body({}));
    QCOMPARE(f.messages(), 0);
    f.trigger("small", body({}));
    QCOMPARE(f.messages(), 1);
    f.trigger("small", body({})); // into the next
    f.pass(hour);
    QCOMPARE(f.messages(), 2);
    f.trigger("single", body({}));
    QCOMPARE(f.messages(), 3);
}

void TestSandboxBatches::cancelsAnActivity_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QList<int>>("left");
    QTest::newRow("the one that opened it") << "k1" << QList<int> {2, 3};
    QTest::newRow("a later one") << "k2" << QList<int> {1, 3};
    QTest::newRow("the latest") << "k3" << QList<int> {1, 2};
}

void TestSandboxBatches::cancelsAnActivity()
{
    QFETCH(QString, key);
    QFETCH(QList<int>, left);
    EngineFixture f;
    f.addUser("ada");
    const Timestamp start = f.now;
    for (int i = 1; i <= 3; ++i) {
        f.trigger("batched", body({{"data", dataOf(i)}, {"cancellation_key", QStringLiteral("k%1").arg(i)}}));
        f.now.us += minute;
    }
    QCOMPARE(f.send("POST", "/v1/workflows/batched/cancel", jsonText(QJsonObject {{"cancellation_key", key}}))
                 .status,
             204);
    QCOMPARE(f.engine->nextDue().us, start.us + 10 * minute); // the window stays
    f.pass(hour);
    const QJsonArray messages = f.get("/v1/users/ada/messages").rows();
    QCOMPARE(messages.size(), 1);
    QCOMPARE(messages[0].toObject().value("data").toObject(), dataOf(left.last()));
    QList<int> found;
    const QJsonArray activities
        = f.get("/v1/messages/" + messages[0].toObject().value("id").toString().toLatin1() + "/activities")
              .rows();
    for (const QJsonValue &activity : activities)
        found += activity.toObject().value("data").toObject().value("n").toInt();
    QCOMPARE(found, left);
}

void TestSandboxBatches::staysOpenWhenEmptied()
{
    EngineFixture f;
    f.addUser("ada");
    f.trigger("batched", body({{"cancellation_key", "k"}}));
    f.send("POST", "/v1/workflows/batched/cancel", R"({"cancellation_key":"k"})");
    QCOMPARE(f.statusOf("ada"), "paused");
    f.now.us += minute;
    f.trigger("batched", body({{"data", dataOf(7)}}));
    f.pass(hour);
    QCOMPARE(f.messages(), 1);
    QCOMPARE(f.get("/v1/users/ada/messages").rows()[0].toObject().value("data").toObject(), dataOf(7));

    f.trigger("batched", body({{"cancellation_key", "k"}}));
    f.send("POST", "/v1/workflows/batched/cancel", R"({"cancellation_key":"k"})");
    f.pass(hour);
    QCOMPARE(f.messages(), 1);
    QCOMPARE(f.runWords("ada"),
             (QStringList {"batch_1: batch_opened", "batch_1: step_skipped no_activities"}));
}

void TestSandboxBatches::isNotCancelledAfterwards()
{
    EngineFixture f;
    f.addUser("ada");
    f.define("slow",
             {EngineFixture::step(StepKind::Batch, "batch_1", "10m"),
              EngineFixture::step(StepKind::Delay, "delay_1", "1h"), EngineFixture::channelStep("feed")});
    f.trigger("slow", body({{"cancellation_key", "a"}}));
    f.trigger("slow", body({{"cancellation_key", "b"}}));
    f.pass(20 * minute); // now in the delay, with both
    f.send("POST", "/v1/workflows/slow/cancel", R"({"cancellation_key":"a"})");
    QCOMPARE(f.column("SELECT status FROM runs ORDER BY seq"), (QStringList {"paused", "completed"}));
    f.send("POST", "/v1/workflows/slow/cancel", R"({"cancellation_key":"b"})");
    QCOMPARE(f.column("SELECT status FROM runs ORDER BY seq"), (QStringList {"cancelled", "completed"}));
    f.pass(2 * hour);
    QCOMPARE(f.messages(), 0);
}

void TestSandboxBatches::preferencesLookAtTheFirst()
{
    EngineFixture f;
    f.addUser("ada");
    f.store->run(
        "INSERT INTO preference_sets (collection, owner, set_id, body) VALUES ('', 'ada', 'default', ?)",
        {QString(R"({"workflows":{"batched":{"conditions":[
                    {"variable":"data.n","operator":"equal_to","argument":"1"}]}}})")});
    f.trigger("batched", body({{"data", dataOf(1)}}));
    f.trigger("batched", body({{"data", dataOf(2)}}));
    f.pass(hour);
    QCOMPARE(f.messages(), 1);
    f.trigger("batched", body({{"data", dataOf(2)}}));
    f.trigger("batched", body({{"data", dataOf(1)}}));
    f.pass(hour);
    QCOMPARE(f.messages(), 1);
}

void TestSandboxBatches::opensAnew()
{
    EngineFixture f;
    f.addUser("ada");
    for (int i = 0; i < 3; ++i) {
        f.trigger("batched", body({}));
        f.pass(11 * minute);
    }
    QCOMPARE(f.messages(), 3);
}

QTEST_GUILESS_MAIN(TestSandboxBatches)
#include "tst_sandbox_batches.moc"
