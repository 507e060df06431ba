// The runs that the made-up world keeps of its newest messages: whether they say what the engine would.
#include "api/sandbox/engine.h"
#include "api/sandbox/jsontext.h"
#include "sandbox/worlddatabase.h"

#include <QJsonArray>
#include <QSet>
#include <QTest>

using namespace worldtest;

namespace {

struct KeptRun
{
    qint64 seq;
    TriggerOrder order;
};

// Without what is another thing each time.
QStringList eventsOf(Store &store, qint64 run)
{
    QStringList events;
    store.each(
        "SELECT event, status, step_ref, step_type, data FROM run_events WHERE run_seq = ? ORDER BY seq",
        {run}, [&](const QSqlQuery &row) {
            QJsonObject data = object(row.value(4));
            if (data.contains("message_id"))
                data.insert("message_id", "…");
            events += row.value(0).toString() + u' ' + row.value(1).toString() + u' '
                + row.value(2).toString() + u' ' + row.value(3).toString() + u' '
                + QString::fromUtf8(jsonText(data));
            return true;
        });
    return events;
}

} // namespace

class TestWorldRuns : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QString error;
        m_store = Store::open({}, &error);
        QVERIFY2(m_store, qPrintable(error));
        QVERIFY2(makeWorld(m_store->database(), m_workflows, 7, small, now, {}, &error), qPrintable(error));
    }

    void onlyTheNewestMessagesHaveThem()
    {
        QCOMPARE(count("SELECT count(*) FROM messages WHERE recipient_run_id IS NOT NULL"), 4999);
        QCOMPARE(count("SELECT min(seq) FROM messages WHERE recipient_run_id IS NOT NULL"),
                 int(small.messages) - 4998);
        QCOMPARE(count("SELECT count(*) FROM messages m WHERE recipient_run_id IS NOT NULL AND NOT EXISTS"
                       " (SELECT 1 FROM runs r JOIN run_events e ON e.run_seq = r.seq WHERE r.id ="
                       " m.recipient_run_id AND r.run_id = m.run_id AND r.recipient_id = m.recipient_id AND"
                       " r.workflow = m.workflow AND e.step_ref = m.step_ref AND"
                       " json_extract(e.data, '$.message_id') = m.id)"),
                 0);
        QCOMPARE(count("SELECT count(*) FROM run_events WHERE event = 'message_enqueued'"), 4999);
    }
    void everyReasonOccurs()
    {
        for (const char *reason :
             {"preferences", "missing_address", "missing_channel_data", "conditions", "no_feed"})
            QVERIFY2(m_store
                         ->value("SELECT 1 FROM run_events WHERE event = 'step_skipped' AND"
                                 " json_extract(data, '$.reason') = ?",
                                 {QString::fromLatin1(reason)})
                         .isValid(),
                     reason);
        // Some have sent nothing at all.
        QVERIFY(count("SELECT count(*) FROM runs r WHERE NOT EXISTS (SELECT 1 FROM messages m WHERE"
                      " m.recipient_run_id = r.id)")
                > 5);
    }
    void activitiesAreThoseOfTheMessages()
    {
        QCOMPARE(
            count("SELECT count(*) FROM runs r JOIN messages m ON m.recipient_run_id = r.id WHERE"
                  " (SELECT group_concat(id) FROM (SELECT id FROM run_activities WHERE run_seq = r.seq ORDER"
                  " BY seq)) <> (SELECT group_concat(id) FROM (SELECT id FROM activities WHERE message_seq ="
                  " m.seq ORDER BY seq))"),
            0);
        QVERIFY(count("SELECT max(n) FROM (SELECT count(*) n FROM run_activities GROUP BY run_seq)") > 5);
    }
    void batchesCloseAfterTheirWindow()
    {
        const int batches = count("SELECT count(*) FROM run_events WHERE event = 'batch_opened'");
        QVERIFY(batches > 50);
        QCOMPARE(
            count("SELECT count(*) FROM run_events a JOIN run_events b ON b.run_seq = a.run_seq AND b.event ="
                  " 'batch_closed' WHERE a.event = 'batch_opened' AND b.inserted_at - a.inserted_at ="
                  " 600000000"),
            batches);
    }
    void theEngineSaysTheSame();

private:
    int count(const char *sql) { return m_store->value(QString::fromLatin1(sql)).toInt(); }
    QList<KeptRun> keptRuns();

    const Workflows m_workflows = Workflows::builtIn();
    std::unique_ptr<Store> m_store;
};

QList<KeptRun> TestWorldRuns::keptRuns()
{
    QList<KeptRun> runs;
    m_store->each(
        "SELECT seq, workflow, recipient_collection, recipient_id, actor_id, tenant, data FROM runs WHERE"
        " workflow <> 'new-comment' AND seq < (SELECT max(seq) FROM runs) ORDER BY seq DESC LIMIT 400",
        {}, [&](const QSqlQuery &row) {
            KeptRun run {row.value(0).toLongLong(), {}};
            run.order.workflow = m_workflows.workflow(row.value(1).toString());
            RecipientSpec recipient;
            recipient.ref = {row.value(2).toString(), row.value(3).toString()};
            run.order.recipients = {recipient};
            if (!row.value(4).isNull())
                run.order.actor = Ref::user(row.value(4).toString());
            if (!row.value(5).isNull())
                run.order.tenant = row.value(5).toString();
            run.order.data = object(row.value(6));
            run.order.scheduleId = "none"; // so that an object's subscribers are left out
            runs += run;
            return true;
        });
    return runs;
}

// The same trigger once more, for real.
void TestWorldRuns::theEngineSaysTheSame()
{
    Random random(1);
    Engine engine(*m_store, m_workflows, Random(2));
    const QList<KeptRun> runs = keptRuns();
    QCOMPARE(runs.size(), 400);
    int skips = 0;
    for (const KeptRun &kept : runs) {
        // Passes through a throttle are counted by the hour.
        m_store->run("DELETE FROM throttle_hits");
        startRuns(*m_store, m_workflows, kept.order, now, random);
        while (engine.advance(now, 100) == 100) { }
        const qint64 again = m_store->value("SELECT max(seq) FROM runs").toLongLong();
        const QStringList expected = eventsOf(*m_store, again);
        QCOMPARE(eventsOf(*m_store, kept.seq), expected);
        skips += int(expected.filter("step_skipped").size());
    }
    QVERIFY2(skips > 100, qPrintable(QString::number(skips)));
}

QTEST_GUILESS_MAIN(TestWorldRuns)
#include "tst_world_runs.moc"
