// Marks on their way: one by one or in batches, held back, refused, stopped.
#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "models/lists.h"
#include "models/messageactions.h"
#include "models/messagescope.h"
#include "support/fakenetwork.h"

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using api::Engagement;
using models::MessageActions;

namespace {

QStringList ids(int count)
{
    QStringList all;
    for (int i = 1; i <= count; ++i)
        all += QString("m%1").arg(i);
    return all;
}

QByteArray message(const QString &id, const QByteArray &statuses)
{
    return json("{'id': '") + id.toLatin1()
        + json("', 'status': 'delivered', 'recipient': 'ada', 'workflow': 'w', 'inserted_at':"
               "'2026-01-01T00:00:00Z', 'engagement_statuses': [")
        + statuses + "]}";
}

QByteArray messages(const QStringList &ids, const QByteArray &statuses)
{
    QByteArrayList all;
    for (const QString &id : ids)
        all += message(id, statuses);
    return "[" + all.join(',') + "]";
}

QByteArray bodyOf(const QStringList &ids)
{
    return QJsonDocument(QJsonObject {{"message_ids", QJsonArray::fromStringList(ids)}}).toJson();
}

struct Fixture
{
    FakeNetwork net;
    api::Client client {testConnection(), &net};
    MessageActions actions {client};
    QList<MessageActions::Outcome> outcomes;
    Fixture()
    {
        QObject::connect(&actions, &MessageActions::finished, &actions,
                         [this](const MessageActions::Outcome &outcome) { outcomes += outcome; });
    }
    bool ended(int count = 1)
    {
        return QTest::qWaitFor([&] { return outcomes.size() == count; });
    }
};

} // namespace

class TestMessageActions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void words_data();
    void words();
    void manyGoInBatches();
    void tellsWhatWasHeldBackAndWhatIsMissing();
    void rowsShowWhatWasHeldBack();
    void stopsBetweenBatches();
    void aRefusalOfAllEndsIt();
    void anErrorOfOneBatchIsThatBatchs();
    void takesInteractedBackOneByOne();
    void explainsThatInteractedStays();
    void keepsTheOrderOfWishes();
    void readsManyAtOnce();
    void paces_data();
    void paces();
    void waitsForTheBatchLimit();
};

void TestMessageActions::words_data()
{
    QTest::addColumn<Engagement>("what");
    QTest::addColumn<bool>("set");
    QTest::addColumn<QByteArray>("word");
    QTest::newRow("seen") << Engagement::Seen << true << QByteArray("seen");
    QTest::newRow("unseen") << Engagement::Seen << false << QByteArray("unseen");
    QTest::newRow("read") << Engagement::Read << true << QByteArray("read");
    QTest::newRow("unread") << Engagement::Read << false << QByteArray("unread");
    QTest::newRow("archived") << Engagement::Archived << true << QByteArray("archived");
    QTest::newRow("unarchived") << Engagement::Archived << false << QByteArray("unarchived");
    QTest::newRow("interacted") << Engagement::Interacted << true << QByteArray("interacted");
}

void TestMessageActions::words()
{
    QFETCH(Engagement, what);
    QFETCH(bool, set);
    QFETCH(QByteArray, word);
    Fixture f;
    f.net.expect("POST", "/v1/messages/batch/" + word)
        .withBody(bodyOf(ids(2)))
        .reply(200, messages(ids(2), ""));
    f.actions.change(ids(2), {what, set, {}});
    QVERIFY(f.ended());
    QCOMPARE(f.outcomes.first().changed, ids(2));
    f.net.expectNothing();
}

void TestMessageActions::manyGoInBatches()
{
    Fixture f;
    const QStringList all = ids(2 * MessageActions::batchSize + 1);
    QList<Exchange *> batches;
    for (int at = 0; at < all.size(); at += MessageActions::batchSize) {
        const QStringList some = all.mid(at, MessageActions::batchSize);
        batches += &f.net.expect("POST", "/v1/messages/batch/archived")
                        .withBody(bodyOf(some))
                        .reply(200, messages(some, R"("archived")"))
                        .hold();
    }
    QSignalSpy pending(&f.actions, &MessageActions::pendingChanged);
    f.actions.mark(all, Engagement::Archived);
    QTRY_VERIFY(batches.at(0)->wasAsked());
    QVERIFY(f.actions.canStop());
    QVERIFY(f.actions.isPending("m1") && f.actions.isPending("m201"));
    QVERIFY(!batches.at(1)->wasAsked()); // one after another
    for (Exchange *batch : batches)
        batch->release();
    QVERIFY(f.ended());
    QCOMPARE(f.outcomes.first().changed, all);
    QList<int> counts;
    for (const QList<QVariant> &one : pending)
        counts += one.first().toInt();
    QCOMPARE(counts, (QList<int> {201, 101, 1, 0}));
    f.net.expectNothing();
}

void TestMessageActions::tellsWhatWasHeldBackAndWhatIsMissing()
{
    Fixture f;
    f.net.expect("POST", "/v1/messages/batch/read")
        .header("X-RateLimited-Message_Ids", "m2,m4")
        .reply(200,
               "[" + message("m1", R"("read")") + "," + message("m2", "") + "," + message("m4", "") + "]");
    f.actions.mark(ids(4), Engagement::Read);
    QVERIFY(f.ended());
    const MessageActions::Outcome &outcome = f.outcomes.first();
    QCOMPARE(outcome.changed, QStringList {"m1"});
    QCOMPARE(outcome.limited, (QStringList {"m2", "m4"}));
    QCOMPARE(outcome.missing, QStringList {"m3"});
    QVERIFY(outcome.failures.isEmpty());
    QVERIFY(outcome.states.value("m1").has(Engagement::Read));
    QVERIFY(!outcome.states.value("m2").has(Engagement::Read));
}

void TestMessageActions::rowsShowWhatWasHeldBack()
{
    Fixture f;
    models::MessagesModel list(f.client);
    QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::Fatal);
    tester.setUseFetchMore(false);
    f.actions.followList(&list);
    const QByteArray page = "{\"items\": " + messages(ids(3), R"("seen")") + ", \"page_info\": {}}";
    f.net.expect("GET", "/v1/messages?page_size=50").times(2).reply(200, page);
    list.setSource(models::MessageScope().source());
    QTRY_COMPARE(list.rowCount(), 3);
    f.net.expect("POST", "/v1/messages/batch/read")
        .header("x-ratelimited-message_ids", "m2")
        .reply(200, messages(ids(3), R"("seen")"));
    f.actions.mark(ids(3), Engagement::Read);
    QVERIFY(f.ended());
    const int column = list.columnOf(QLatin1StringView("engagement_statuses"));
    const auto text = [&](int row) { return list.index(row, column).data().toString(); };
    QCOMPARE(text(1), "not updated, seen");
    QCOMPARE(text(0), "seen");
    QCOMPARE(list.index(1, 0).data().toString(), list.index(0, 0).data().toString());
    list.refresh();
    QTRY_COMPARE(list.state(), models::CursorListBase::State::Complete);
    QCOMPARE(text(1), "not updated, seen"); // over a refresh
    f.net.expect("PUT", "/v1/messages/m2/read").reply(200, message("m2", R"("read")"));
    f.actions.mark({"m2"}, Engagement::Read);
    QVERIFY(f.ended(2));
    QCOMPARE(text(1), "read");
}

void TestMessageActions::stopsBetweenBatches()
{
    Fixture f;
    const QStringList all = ids(250);
    Exchange &first = f.net.expect("POST", "/v1/messages/batch/seen")
                          .reply(200, messages(all.mid(0, 100), R"("seen")"))
                          .hold();
    f.actions.mark(all, Engagement::Seen);
    QTRY_VERIFY(first.wasAsked());
    f.actions.stop();
    QVERIFY(!f.actions.canStop());
    QCOMPARE(f.actions.pending(), 100); // what is on its way is waited for
    QVERIFY(f.outcomes.isEmpty());
    first.release();
    QVERIFY(f.ended());
    QCOMPARE(f.outcomes.first().changed, all.mid(0, 100));
    QCOMPARE(f.outcomes.first().notSent, all.mid(100));
    f.net.expectNothing();
}

void TestMessageActions::aRefusalOfAllEndsIt()
{
    Fixture f;
    f.net.expect("POST", "/v1/messages/batch/seen").reply(403, json("{'code': 'forbidden'}"));
    f.actions.mark(ids(150), Engagement::Seen);
    QVERIFY(f.ended());
    QCOMPARE(f.outcomes.first().failures.size(), 100);
    QCOMPARE(f.outcomes.first().notSent.size(), 50);
    f.net.expectNothing();
}

void TestMessageActions::anErrorOfOneBatchIsThatBatchs()
{
    Fixture f;
    const QStringList all = ids(150);
    f.net.expect("POST", "/v1/messages/batch/seen").reply(500);
    f.net.expect("POST", "/v1/messages/batch/seen").reply(200, messages(all.mid(100), R"("seen")"));
    f.actions.mark(all, Engagement::Seen);
    QVERIFY(f.ended());
    QCOMPARE(f.outcomes.first().failures.size(), 100);
    QVERIFY(f.outcomes.first().failures.first().error.outcomeUnknown);
    QCOMPARE(f.outcomes.first().changed, all.mid(100));
}

void TestMessageActions::takesInteractedBackOneByOne()
{
    Fixture f;
    for (const QString &id : ids(7))
        f.net.expect("DELETE", "/v1/messages/" + id.toLatin1() + "/interacted").reply(200, message(id, ""));
    f.actions.unmark(ids(7), Engagement::Interacted);
    QVERIFY(f.actions.canStop()); // a few at once, the rest waits
    QVERIFY(f.ended());
    QStringList changed = f.outcomes.first().changed;
    changed.sort();
    QCOMPARE(changed, ids(7));
    QVERIFY(!f.outcomes.first().isUnsupported);
}

void TestMessageActions::explainsThatInteractedStays()
{
    Fixture f;
    for (const QString &id : ids(5))
        f.net.expect("DELETE", "/v1/messages/" + id.toLatin1() + "/interacted").reply(404, "Not Found");
    f.actions.unmark(ids(30), Engagement::Interacted);
    QVERIFY(f.ended());
    QVERIFY(f.outcomes.first().isUnsupported);
    QCOMPARE(f.outcomes.first().failures.size(), 5); // those on their way
    QCOMPARE(f.outcomes.first().notSent.size(), 25);
    f.net.expectNothing();
    // A message that is gone is another thing.
    f.net.expect("DELETE", "/v1/messages/m1/interacted").reply(404, json("{'code': 'resource_missing'}"));
    f.actions.unmark({"m1"}, Engagement::Interacted);
    QVERIFY(f.ended(2));
    QVERIFY(!f.outcomes.last().isUnsupported);
}

void TestMessageActions::keepsTheOrderOfWishes()
{
    Fixture f;
    Exchange &set = f.net.expect("PUT", "/v1/messages/m1/seen").reply(200, message("m1", R"("seen")")).hold();
    Exchange &unset = f.net.expect("DELETE", "/v1/messages/m1/seen").reply(200, message("m1", ""));
    f.actions.mark({"m1"}, Engagement::Seen);
    f.actions.unmark({"m1"}, Engagement::Seen);
    QTRY_VERIFY(set.wasAsked());
    QVERIFY(!unset.wasAsked());
    set.release();
    QVERIFY(f.ended());
    QVERIFY(unset.wasAsked());
    QVERIFY(!f.outcomes.first().states.value("m1").has(Engagement::Seen));
}

void TestMessageActions::readsManyAtOnce()
{
    Fixture f;
    const QStringList all = ids(60);
    const auto target = [](const QStringList &some) {
        QByteArray text = "/v1/messages?page_size=50";
        for (const QString &id : some)
            text += "&message_ids[]=" + id.toLatin1();
        return text;
    };
    f.net.expect("GET", target(all.mid(0, 50)))
        .reply(200, "{\"items\": " + messages(all.mid(0, 50), "") + ", \"page_info\": {}}");
    f.net.expect("GET", target(all.mid(50)))
        .reply(200, "{\"items\": " + messages(all.mid(50, 8), R"("read")") + ", \"page_info\": {}}");
    f.actions.look(all);
    QVERIFY(f.ended());
    QCOMPARE(f.outcomes.first().states.size(), 58);
    QCOMPARE(f.outcomes.first().missing, (QStringList {"m59", "m60"}));
}

void TestMessageActions::paces_data()
{
    QTest::addColumn<api::StatusAction>("word");
    QTest::addColumn<QStringList>("wanted");
    QTest::addColumn<qint64>("at");
    QTest::addColumn<bool>("waits");
    using api::StatusAction;
    QTest::newRow("at once") << StatusAction::Read << QStringList {"m2"} << qint64(5000) << true;
    QTest::newRow("one of many") << StatusAction::Read << QStringList {"x", "m1"} << qint64(5400) << true;
    QTest::newRow("a second later") << StatusAction::Read << QStringList {"m2"} << qint64(6100) << false;
    QTest::newRow("just a second later") << StatusAction::Read << QStringList {"m2"} << qint64(6000) << true;
    QTest::newRow("another word") << StatusAction::Unread << QStringList {"m2"} << qint64(5000) << false;
    QTest::newRow("another message") << StatusAction::Read << QStringList {"m3"} << qint64(5000) << false;
}

void TestMessageActions::paces()
{
    QFETCH(api::StatusAction, word);
    QFETCH(QStringList, wanted);
    QFETCH(qint64, at);
    QFETCH(bool, waits);
    models::BatchPace pace;
    pace.answered(api::StatusAction::Read, {"m1", "m2"}, 5000);
    const int ms = pace.waitMs(word, wanted, at);
    QCOMPARE(ms > 0, waits);
    QVERIFY(ms <= 1100);
    QCOMPARE(pace.waitMs(word, wanted, at + ms), 0);
}

void TestMessageActions::waitsForTheBatchLimit()
{
    Fixture f;
    f.net.expect("POST", "/v1/messages/batch/read").reply(200, messages(ids(2), R"("read")"));
    f.actions.mark(ids(2), Engagement::Read);
    QVERIFY(f.ended());
    Exchange &again
        = f.net.expect("POST", "/v1/messages/batch/read").reply(200, messages(ids(2), R"("read")"));
    f.actions.mark(ids(2), Engagement::Read);
    QVERIFY(!again.wasAsked());
    QVERIFY(f.actions.canStop()); // while it waits it can be stopped
    QTRY_VERIFY(again.wasAsked());
    QVERIFY(f.ended(2));
    // Stopped while it waits: it is over at once.
    f.actions.mark(ids(2), Engagement::Read);
    f.actions.stop();
    QCOMPARE(f.outcomes.size(), 3);
    QCOMPARE(f.outcomes.last().notSent, ids(2));
    f.net.expectNothing();
}

QTEST_GUILESS_MAIN(TestMessageActions)
#include "tst_messageactions.moc"
