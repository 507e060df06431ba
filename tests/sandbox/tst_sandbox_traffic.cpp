// Runs that happen by themselves.
#include "api/sandbox/sandboxserver.h"
#include "api/sandbox/traffic.h"
#include "sandbox/worlddatabase.h"

#include <QSet>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace worldtest;

namespace {

constexpr qint64 second = 1'000'000;
constexpr qint64 minute = 60 * second;
constexpr qint64 hour = 60 * minute;

class TrafficWorld
{
public:
    explicit TrafficWorld(int perMinute, quint64 seed = 3)
    {
        QString error;
        store = Store::open({}, &error);
        if (!store || !makeWorld(store->database(), workflows, 7, {300, 600, 10}, now, {}, &error))
            qFatal("%s", qPrintable(error));
        seeded = count("SELECT max(seq) FROM runs");
        traffic = std::make_unique<Traffic>(*store, workflows, perMinute, now, Random(seed));
    }
    int pass(qint64 us, qint64 step = 10 * second) // triggers
    {
        int triggers = 0;
        for (const Timestamp until {at.us + us}; at < until;) {
            at.us += step;
            triggers += traffic->advance(at);
        }
        return triggers;
    }
    int count(const QString &sql, const QVariantList &values = {})
    {
        return store->value(sql, values).toInt();
    }
    QStringList runs()
    {
        QStringList all;
        store->each(
            "SELECT run_id || workflow || recipient_id || coalesce(actor_id, '') || coalesce(tenant, '')"
            " || data || inserted_at FROM runs WHERE seq > ? ORDER BY seq",
            {seeded}, [&](const QSqlQuery &row) {
                all += row.value(0).toString();
                return true;
            });
        return all;
    }

    const Workflows workflows = Workflows::builtIn();
    std::unique_ptr<Store> store;
    std::unique_ptr<Traffic> traffic;
    Timestamp at = now;
    int seeded = 0;
};

} // namespace

class TestSandboxTraffic : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsItsPace()
    {
        TrafficWorld world(6);
        const int triggers = world.pass(3 * hour);
        QVERIFY2(triggers > 950 && triggers < 1210, qPrintable(QString::number(triggers)));
        QCOMPARE(world.count("SELECT count(DISTINCT run_id) FROM runs WHERE seq > ?", {world.seeded}),
                 triggers);
        QCOMPARE(
            world.count("SELECT count(*) FROM runs WHERE seq > ? AND (inserted_at <= ? OR inserted_at > ?)",
                        {world.seeded, now.us, world.at.us}),
            0);
        QCOMPARE(
            world.count("SELECT count(*) FROM runs a JOIN runs b ON b.seq = a.seq + 1 WHERE a.seq > ? AND"
                        " b.inserted_at < a.inserted_at",
                        {world.seeded}),
            0);
    }
    void isTheSameForTheSameSeed()
    {
        TrafficWorld one(30), again(30), other(30, 4);
        // However often it is asked.
        QCOMPARE(one.pass(10 * minute, second), again.pass(10 * minute, minute));
        other.pass(10 * minute);
        QVERIFY(one.runs().size() > 200);
        QCOMPARE(one.runs(), again.runs());
        QVERIFY(one.runs() != other.runs());
    }
    void looksAfterTheExamples()
    {
        TrafficWorld world(60);
        const int triggers = world.pass(30 * minute);
        const int first = world.count("SELECT count(*) FROM runs WHERE seq > ? AND recipient_id = "
                                      "'marta-alvarez-204' AND via_id IS NULL",
                                      {world.seeded});
        QVERIFY2(first * 100 > triggers * 22 && first * 100 < triggers * 40,
                 qPrintable(QString::number(first)));
        QVERIFY(world.count("SELECT count(DISTINCT recipient_id) FROM runs WHERE seq > ?", {world.seeded})
                > 150);
    }
    void reachesObjectsAndTheirSubscribers()
    {
        TrafficWorld world(60);
        world.pass(hour);
        QVERIFY(world.count("SELECT count(*) FROM runs WHERE seq > ? AND recipient_collection = 'projects'",
                            {world.seeded})
                > 10);
        QVERIFY(world.count("SELECT count(*) FROM runs WHERE seq > ? AND via_id IS NOT NULL", {world.seeded})
                > 50);
    }
    void leavesCrowdsAlone()
    {
        TrafficWorld world(60);
        world.store->run(
            "INSERT OR IGNORE INTO subscriptions (object_collection, object_id, recipient_collection,"
            " recipient_id, inserted_at, updated_at) SELECT o.collection, o.id, '', u.id, 0, 0 FROM"
            " objects o, users u WHERE o.collection <> '$tenants'");
        QVERIFY(world.pass(hour) > 3000);
        QCOMPARE(
            world.count("SELECT count(*) FROM runs WHERE seq > ? AND via_id IS NOT NULL", {world.seeded}), 0);
    }
    void dataPassTheirWorkflow()
    {
        TrafficWorld world(60);
        world.pass(30 * minute);
        QSet<QString> workflows;
        int data = 0;
        world.store->each("SELECT workflow, data FROM runs WHERE seq > ?", {world.seeded},
                          [&](const QSqlQuery &row) {
                              const WorkflowDef *workflow = world.workflows.workflow(row.value(0).toString());
                              if (!workflow || !workflow->isActive)
                                  return false;
                              workflows += workflow->key;
                              data += object(row.value(1)).keys() == workflow->sampleData.keys();
                              return true;
                          });
        QVERIFY(workflows.size() > 6);
        QCOMPARE(data, world.count("SELECT count(*) FROM runs WHERE seq > ?", {world.seeded}));
    }
    void peopleOpenWhatTheyGet()
    {
        TrafficWorld world(30);
        Engine engine(*world.store, world.workflows, Random(5));
        while (engine.advance(world.at, 500) == 500) { }
        world.pass(20 * minute);
        world.at.us += 40 * hour;
        while (engine.advance(world.at, 500) == 500) { }
        const QString newest = "SELECT count(*) FROM messages WHERE seq > 600 AND %1";
        QVERIFY(world.count(newest.arg("1")) > 500);
        for (const char *column : {"seen_at", "read_at", "archived_at", "link_clicked_at", "interacted_at"})
            QVERIFY2(world.count(newest.arg(QLatin1StringView(column) + " IS NOT NULL")) > 0, column);
    }
    void isSilentWithoutAPace()
    {
        TrafficWorld world(0);
        QVERIFY(world.traffic->nextDue().isNull());
        QCOMPARE(world.pass(hour), 0);
        QVERIFY(world.runs().isEmpty());
    }
    void makesUpForAnHourAtMost()
    {
        TrafficWorld world(2);
        world.at.us += 100 * 24 * hour;
        const int triggers = world.traffic->advance(world.at);
        QVERIFY2(triggers > 80 && triggers < 160, qPrintable(QString::number(triggers)));
        QVERIFY(world.traffic->nextDue() > world.at);
    }
    void needsNobody()
    {
        TrafficWorld world(60);
        world.store->run("DELETE FROM users");
        world.store->run("DELETE FROM objects");
        QVERIFY(world.pass(10 * minute) > 400);
        QVERIFY(world.runs().isEmpty());
    }
    void saysWhenItCouldNotBeStored()
    {
        TrafficWorld world(60);
        world.pass(minute);
        const QStringList before = world.runs();
        world.store->run(
            "CREATE TRIGGER full BEFORE INSERT ON run_activities BEGIN SELECT RAISE(FAIL, 'full'); END");
        QCOMPARE(world.traffic->advance({world.at.us + minute}), -1);
        QVERIFY(world.traffic->takeFailure().contains("full"));
        QCOMPARE(world.runs(), before);
        world.store->run("DROP TRIGGER full");
        QVERIFY(world.traffic->advance({world.at.us + 3 * minute}) > 0);
    }
    void followsTheServersClock()
    {
        ServerOptions options;
        options.size = {50, 100, 3};
        options.trafficPerMinute = 60;
        options.admin = true;
        QTemporaryDir directory;
        options.dataFile = directory.filePath("world.db");
        {
            SandboxServer server(options);
            QSignalSpy ready(&server, &SandboxServer::ready);
            server.start();
            QVERIFY(ready.wait(30000));
            server.advanceClock(10 * minute);
        }
        QString error;
        const auto store = Store::open(options.dataFile, &error);
        QVERIFY2(store, qPrintable(error));
        const int lively = store->value("SELECT count(*) FROM runs WHERE settings IS NOT NULL").toInt();
        QVERIFY2(lively > 400, qPrintable(QString::number(lively)));
        QVERIFY(store->value("SELECT count(*) FROM messages").toInt() > 300);
    }
};

QTEST_GUILESS_MAIN(TestSandboxTraffic)
#include "tst_sandbox_traffic.moc"
