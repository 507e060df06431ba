#include "api/sandbox/enginedriver.h"
#include "api/schema/workflow.h"
#include "sandbox/enginefixture.h"

using namespace sandboxtest;

namespace {

// One run of each kind, a second after another: n0 completed, n1 with errors, n2 paused, n3 cancelled, p1 an
// object's, of a tenant; n4 queued.
void makeRuns(EngineFixture &f)
{
    for (const char *id : {"n0", "n2", "n3", "n4", "bob"})
        f.addUser(id);
    f.addObject("projects", "p1");
    const auto trigger = [&](const char *workflow, const QByteArray &body) {
        f.now.us += second;
        QCOMPARE(f.trigger(workflow, body).status, 200);
    };
    trigger("feed", R"({"recipients":["n0"],"actor":"bob"})");
    trigger("feed", R"({"recipients":["n1"]})");
    trigger("later", R"({"recipients":["n2"],"actor":{"id":"p1","collection":"projects"}})");
    trigger("later", R"({"recipients":["n3"],"cancellation_key":"k"})");
    f.send("POST", "/v1/workflows/later/cancel", R"({"cancellation_key":"k"})");
    trigger("mail", R"({"recipients":[{"id":"p1","collection":"projects"}],"tenant":"acme"})");
    f.now.us += second;
    f.send("POST", "/v1/workflows/mail/trigger", R"({"recipients":["n4"]})");
}

QStringList recipientsOf(const Reply &reply)
{
    QStringList ids;
    const QJsonArray rows = reply.rows();
    for (const QJsonValue &row : rows) {
        const QJsonValue recipient = row.toObject().value("recipient");
        ids += recipient.toString(recipient.toObject().value("id").toString());
    }
    return ids;
}

} // namespace

class TestSandboxRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lists_data();
    void lists();
    void refuses_data();
    void refuses();
    void pagesBothWays();
    void tellsOne();
    void readsAsTheConsoleDoes();
    void worksByItself();
    void catchesUpWhenTheClockMoves();
};

void TestSandboxRuns::lists_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QStringList>("recipients");
    const auto row = [](const char *query, const QStringList &recipients) {
        QTest::newRow(query) << QByteArray(query) << recipients;
    };
    row("", {"n4", "p1", "n3", "n2", "n1", "n0"});
    row("workflow=feed", {"n1", "n0"});
    row("workflow=nothing", {});
    row("status[]=completed", {"p1", "n1", "n0"});
    row("status[]=paused&status[]=queued&status[]=cancelled", {"n4", "n3", "n2"});
    row("status=paused", {"n2"});
    row("workflow=later&status[]=cancelled&status[]=completed", {"n3"});
    row("tenant=acme", {"p1"});
    row("has_errors=true", {"n1"});
    row("has_errors=false&workflow=feed", {"n0"});
    row("recipient=n2", {"n2"});
    row("recipient=p1", {});
    row("recipient[id]=p1&recipient[collection]=projects", {"p1"});
    row("recipient=%7B%22id%22%3A%22p1%22%2C%22collection%22%3A%22projects%22%7D", {"p1"});
    row("recipient=n2&status[]=completed", {});
    row("starting_at=2026-01-10T12:00:04Z", {"n4", "p1", "n3"});
    row("ending_at=2026-01-10T12:00:02Z", {"n1", "n0"});
    row("starting_at=2026-01-10T12:00:02Z&ending_at=2026-01-10T12:00:03Z", {"n2", "n1"});
}

void TestSandboxRuns::lists()
{
    QFETCH(QByteArray, query);
    EngineFixture f;
    makeRuns(f);
    const Reply reply = f.get("/v1/workflow_recipient_runs?" + query);
    QCOMPARE(reply.status, 200);
    QVERIFY(reply.object().contains("items"));
    QTEST(recipientsOf(reply), "recipients");
}

void TestSandboxRuns::refuses_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QStringList>("fields");
    const auto row = [](const char *query, const QStringList &fields) {
        QTest::newRow(query) << QByteArray(query) << fields;
    };
    row("status[]=waiting", {"status"});
    row("has_errors=perhaps", {"has_errors"});
    row("starting_at=yesterday&ending_at=2026-01-10", {"starting_at", "ending_at"});
    row("page_size=51", {"page_size"});
    row("after=x&page_size=0", {"page_size", "after"});
}

void TestSandboxRuns::refuses()
{
    QFETCH(QByteArray, query);
    QFETCH(QStringList, fields);
    EngineFixture f;
    const Reply reply = f.get("/v1/workflow_recipient_runs?" + query);
    QCOMPARE(reply.status, 422);
    QStringList named = reply.fields();
    named.sort();
    fields.sort();
    QCOMPARE(named, fields);
}

void TestSandboxRuns::pagesBothWays()
{
    EngineFixture f;
    makeRuns(f);
    for (const QByteArray &filter :
         {QByteArray(), QByteArray("&status[]=completed&status[]=paused"), QByteArray("&workflow=feed")}) {
        const QStringList all = f.get("/v1/workflow_recipient_runs?" + filter).ids();
        QStringList forward, backward;
        QByteArray at = "/v1/workflow_recipient_runs?page_size=2" + filter;
        QString last;
        for (QString after; !after.isNull() || forward.isEmpty();) {
            const Reply page = f.get(after.isNull() ? at : at + "&after=" + QUrl::toPercentEncoding(after));
            forward += page.ids();
            last = page.rows().last().toObject().value("__cursor").toString();
            after = page.cursor("after").isNull() ? QString() : page.cursor("after").toString();
        }
        QCOMPARE(forward, all);
        backward = {all.last()};
        for (QString before = last; !before.isNull();) {
            const Reply page = f.get(at + "&before=" + QUrl::toPercentEncoding(before));
            backward = page.ids() + backward;
            before = page.cursor("before").isNull() ? QString() : page.cursor("before").toString();
        }
        QCOMPARE(backward, all);
    }
}

void TestSandboxRuns::tellsOne()
{
    EngineFixture f;
    f.addUser("ada");
    f.addUser("bob");
    const Reply started
        = f.trigger("both", R"({"recipients":["ada"],"actor":"bob","tenant":"acme","cancellation_key":"k"})");
    const QString id = f.get("/v1/workflow_recipient_runs").ids().first();
    QCOMPARE(f.get("/v1/workflow_recipient_runs/nothing").status, 404);
    const QJsonObject run = f.get("/v1/workflow_recipient_runs/" + id.toLatin1()).object();
    const QString messageId = f.get("/v1/users/ada/messages").ids().first();
    const QJsonArray events = run.value("events").toArray();
    QJsonObject expected
        = object(R"({"__typename":"WorkflowRecipientRun","workflow":"both","status":"completed",
        "error_count":0,"recipient":"ada","actor":"bob","tenant":"acme",
        "trigger_source":{"type":"api","cancellation_key":"k","schedule_id":null,"audience_key":null}})");
    expected.insert("id", id);
    expected.insert("workflow_run_id", started.at("workflow_run_id"));
    expected.insert("inserted_at", f.now.toWire());
    expected.insert("updated_at", f.now.toWire());
    expected.insert("events", events);
    QCOMPARE(run, expected);
    QCOMPARE(events.size(), 2);
    QJsonObject sent = events[0].toObject();
    QVERIFY(!sent.take("id").toString().isEmpty());
    QJsonObject event = object(R"({"__typename":"WorkflowRecipientRunEvent","event":"message_enqueued",
        "status":"ok","step_ref":"feed_1","step_type":"channel","attempt":1})");
    event.insert("inserted_at", f.now.toWire());
    event.insert(
        "data",
        QJsonObject {{"channel_id", "feed-1"}, {"channel_type", "in_app_feed"}, {"message_id", messageId}});
    QCOMPARE(sent, event);
    QCOMPARE(events[1].toObject().value("data").toObject(),
             object(R"({"channel_id":"mail-1","channel_type":"email","missing":"email",
                 "reason":"missing_address"})"));
    const QJsonObject listed = f.get("/v1/workflow_recipient_runs").rows()[0].toObject();
    QVERIFY(!listed.contains("events"));
    QCOMPARE(f.get("/v1/messages?workflow_recipient_run_id=" + id.toLatin1()).ids(), QStringList {messageId});
}

void TestSandboxRuns::readsAsTheConsoleDoes()
{
    EngineFixture f;
    makeRuns(f);
    for (const QString &id : f.get("/v1/workflow_recipient_runs").ids()) {
        WorkflowRecipientRun run;
        Trace trace;
        read(QJsonValue(f.get("/v1/workflow_recipient_runs/" + id.toLatin1()).object()), run, trace);
        QCOMPARE(trace.problems(), QStringList());
        QCOMPARE(run.id, id);
        QVERIFY(run.source.type == "api");
    }
}

// With the system's clock: what is due later comes by itself.
void TestSandboxRuns::worksByItself()
{
    EngineFixture f;
    const Clock clock = systemClock();
    f.now = clock();
    f.addUser("ada");
    StepDef delay = EngineFixture::step(StepKind::Delay, "delay_1", "1s");
    delay.duration = 30'000; // µs
    f.define("soon", {delay, EngineFixture::channelStep("feed")});
    f.send("POST", "/v1/workflows/soon/trigger", R"({"recipients":["ada"]})");
    EngineDriver driver(*f.store, f.workflows, clock, Random(3));
    QTRY_COMPARE(f.messages(), 1); // it was due before the driver came

    f.now = clock();
    f.send("POST", "/v1/workflows/soon/trigger", R"({"recipients":["ada"]})");
    driver.wake();
    QCOMPARE(f.statusOf("ada"), "paused"); // begun at once
    QTRY_COMPARE(f.messages(), 2);
    QCOMPARE(f.statusOf("ada"), "completed");
}

void TestSandboxRuns::catchesUpWhenTheClockMoves()
{
    EngineFixture f;
    f.addUser("ada");
    f.send("POST", "/v1/schedules", R"({"recipients":["ada"],"workflow":"feed",
        "repeats":[{"frequency":"hourly"}]})");
    EngineDriver driver(*f.store, f.workflows, f.clock(), Random(3));
    f.now.us += 30 * 24 * hour;
    driver.workDue();
    QCOMPARE(f.messages(), 30 * 24 + 1); // noon is a full hour, on the first day and on the last
}

QTEST_GUILESS_MAIN(TestSandboxRuns)
#include "tst_sandbox_runs.moc"
