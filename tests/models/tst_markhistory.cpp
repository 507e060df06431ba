// A marking as a whole: what it changed, taken back and done again.
#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "models/lists.h"
#include "models/markhistory.h"
#include "models/messagescope.h"
#include "support/fakenetwork.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using api::Engagement;
using models::MarkHistory;
using models::MessageActions;
using Report = models::MarkHistory::Report;

namespace {

QByteArray message(const QString &id, const QByteArray &statuses = {})
{
    return json("{'id': '") + id.toLatin1()
        + json("', 'status': 'delivered', 'recipient': 'ada', 'workflow': 'w', 'inserted_at':"
               "'2026-01-01T00:00:00Z', 'engagement_statuses': [")
        + statuses + "]}";
}

QByteArray messages(const QStringList &ids, const QByteArray &statuses = {})
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

const models::Mark markRead {Engagement::Read, true, {}};
const models::Mark markUnread {Engagement::Read, false, {}};
constexpr char readBatch[] = "/v1/messages/batch/read";
constexpr char unreadBatch[] = "/v1/messages/batch/unread";

// Four messages in a list; m2 is read.
struct Fixture
{
    FakeNetwork net;
    api::Client client {testConnection(), &net};
    MessageActions actions {client};
    MarkHistory &history = *new MarkHistory(&actions);
    models::MessagesModel list {client};

    bool open()
    {
        actions.followList(&list);
        net.expect("GET", "/v1/messages?page_size=50")
            .reply(200,
                   "{\"items\": [" + message("m1") + "," + message("m2", R"("read")") + "," + message("m3")
                       + "," + message("m4") + "], \"page_info\": {}}");
        list.setSource(models::MessageScope().source());
        return QTest::qWaitFor([&] { return list.rowCount() == 4; });
    }
    bool ended()
    {
        return QTest::qWaitFor([&] { return !history.isBusy(); });
    }
    bool isRead(const QString &id)
    {
        return list.row(list.rowOfId(id)).value.engagement.has(Engagement::Read);
    }
    Exchange &expect(const char *target, const QStringList &ids, const QByteArray &statuses = {})
    {
        return net.expect("POST", target).withBody(bodyOf(ids)).reply(200, messages(ids, statuses));
    }
};

const QStringList all {"m1", "m2", "m3", "m4"};

} // namespace

class TestMarkHistory : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takesBackWhatItChanged();
    void doesItAgain();
    void unmarksOnlyWhatIsSet();
    void nothingToTakeBack();
    void readsWhatIsNotLoaded();
    void leavesWhatNobodyKnows();
    void survivesAnotherList();
    void retriesWhatWasHeldBack();
    void tellsAnUndoThatIsHeldBack();
    void heldBackAndDone();
    void heldBackAsSomebodyElseDidIt();
    void looksWhetherItArrived();
    void undoesWhatIsUnderWay();
    void aNewMarkingReplacesTheUndo();
    void forgets();
    void anUndoThatFailsKeepsTheRest();
    void sendsMetadataAgain();
};

void TestMarkHistory::takesBackWhatItChanged()
{
    Fixture f;
    QVERIFY(f.open());
    f.expect(readBatch, all, R"("read")");
    f.history.apply({"m1", "m2", "m3", "m4", "m1", ""}, markRead);
    QVERIFY(f.history.isBusy());
    QVERIFY(f.ended());
    QCOMPARE(f.history.report().asked, 4); // each once
    QCOMPARE(f.history.report().changed, 4);
    QCOMPARE(f.history.report().same, 1);
    f.expect(unreadBatch, {"m1", "m3", "m4"}); // not m2, which was read before
    f.history.undo();
    QVERIFY(f.ended());
    QCOMPARE(f.history.report().kind, MarkHistory::Kind::Undone);
    QCOMPARE(f.history.report().changed, 3);
    QVERIFY(!f.history.canUndo());
    QVERIFY(f.isRead("m2") && !f.isRead("m1"));
    f.net.expectNothing();
}

void TestMarkHistory::doesItAgain()
{
    Fixture f;
    QVERIFY(f.open());
    f.expect(readBatch, all, R"("read")");
    f.history.apply(all, markRead);
    QVERIFY(f.ended());
    f.expect(unreadBatch, {"m1", "m3", "m4"});
    f.history.undo();
    QVERIFY(f.ended());
    QVERIFY(f.history.canRedo());
    f.expect(readBatch, {"m1", "m3", "m4"}, R"("read")");
    f.history.redo();
    QVERIFY(f.ended());
    QCOMPARE(f.history.report().kind, MarkHistory::Kind::Redone);
    QVERIFY(f.history.canUndo() && !f.history.canRedo());
    QVERIFY(f.isRead("m4"));
    f.expect(unreadBatch, {"m1", "m3", "m4"}); // and so on
    f.history.undo();
    QVERIFY(f.ended());
    f.net.expectNothing();
}

void TestMarkHistory::unmarksOnlyWhatIsSet()
{
    Fixture f;
    QVERIFY(f.open());
    f.net.expect("DELETE", "/v1/messages/m2/read").reply(200, message("m2"));
    f.history.apply(all, markUnread);
    QVERIFY(f.ended());
    QCOMPARE(f.history.report().skipped, 3);
    QCOMPARE(f.history.report().changed, 1);
    f.net.expect("PUT", "/v1/messages/m2/read").reply(200, message("m2", R"("read")"));
    f.history.undo();
    QVERIFY(f.ended());
    QVERIFY(f.isRead("m2"));
    f.net.expectNothing();
}

void TestMarkHistory::nothingToTakeBack()
{
    Fixture f;
    QVERIFY(f.open());
    int told = 0;
    QObject::connect(&f.history, &MarkHistory::changed, &f.history, [&] { ++told; });
    f.history.apply({"m1", "m3"}, markUnread);
    QVERIFY(!f.history.isBusy());
    QCOMPARE(f.history.report().skipped, 2);
    QVERIFY(told > 0);
    QVERIFY(!f.history.canUndo());
    f.net.expectNothing();
}

void TestMarkHistory::readsWhatIsNotLoaded()
{
    Fixture f;
    QVERIFY(f.open());
    f.net.expect("GET", "/v1/messages?page_size=50&message_ids[]=x1&message_ids[]=x2")
        .reply(200,
               "{\"items\": [" + message("x1", R"("read")") + "," + message("x2") + "], \"page_info\": {}}");
    f.expect(readBatch, {"m1", "x1", "x2"}, R"("read")");
    f.history.apply({"m1", "x1", "x2"}, markRead);
    QVERIFY(f.ended());
    QCOMPARE(f.history.report().same, 1);
    QCOMPARE(f.history.report().unsure, 0);
    f.expect(unreadBatch, {"m1", "x2"});
    f.history.undo();
    QVERIFY(f.ended());
    f.net.expectNothing();
}

void TestMarkHistory::leavesWhatNobodyKnows()
{
    Fixture f;
    f.net.expect("GET", "/v1/messages/x1").reply(500);
    f.net.expect("PUT", "/v1/messages/x1/read").reply(200, message("x1", R"("read")"));
    f.history.apply({"x1"}, markRead);
    QVERIFY(f.ended());
    QCOMPARE(f.history.report().changed, 1);
    QCOMPARE(f.history.report().unsure, 1);
    QVERIFY(!f.history.canUndo());
}

void TestMarkHistory::survivesAnotherList()
{
    Fixture f;
    QVERIFY(f.open());
    f.expect(readBatch, {"m1", "m3"}, R"("read")");
    f.history.apply({"m1", "m3"}, markRead);
    QVERIFY(f.ended());
    f.list.clear(); // scrolled away, filtered, refreshed: none of the rows is left
    f.expect(unreadBatch, {"m1", "m3"});
    f.history.undo();
    QVERIFY(f.ended());
    QCOMPARE(f.history.report().changed, 2);
    f.net.expectNothing();
}

void TestMarkHistory::retriesWhatWasHeldBack()
{
    Fixture f;
    QVERIFY(f.open());
    f.net.expect("POST", readBatch)
        .header("x-ratelimited-message_ids", "m3,m4")
        .reply(200,
               "[" + message("m1", R"("read")") + "," + message("m2", R"("read")") + "," + message("m3") + ","
                   + message("m4") + "]");
    f.history.apply(all, markRead);
    QVERIFY(f.ended());
    QCOMPARE(f.history.report().limited, (QStringList {"m3", "m4"}));
    QCOMPARE(f.actions.heldBack(), (QSet<QString> {"m3", "m4"}));
    f.expect(readBatch, {"m3", "m4"}, R"("read")");
    f.history.retry();
    QVERIFY(f.ended());
    QCOMPARE(f.history.report().asked, 4);
    QCOMPARE(f.history.report().changed, 4);
    QVERIFY(f.history.report().retryable().isEmpty());
    QVERIFY(f.actions.heldBack().isEmpty());
    f.expect(unreadBatch, {"m1", "m3", "m4"}); // one undo for both requests
    f.history.undo();
    QVERIFY(f.ended());
    f.net.expectNothing();
}

void TestMarkHistory::tellsAnUndoThatIsHeldBack()
{
    Fixture f;
    QVERIFY(f.open());
    f.expect(readBatch, {"m1", "m3"}, R"("read")");
    f.history.apply({"m1", "m3"}, markRead);
    QVERIFY(f.ended());
    f.net.expect("POST", unreadBatch)
        .header("x-ratelimited-message_ids", "m3")
        .reply(200, "[" + message("m1") + "," + message("m3", R"("read")") + "]");
    f.history.undo();
    QVERIFY(f.ended());
    QCOMPARE(f.history.report().limited, QStringList {"m3"});
    QVERIFY(f.history.canUndo() && f.history.canRedo()); // the one and the other
    f.net.expect("DELETE", "/v1/messages/m3/read").reply(200, message("m3"));
    f.history.retry();
    QVERIFY(f.ended());
    QVERIFY(!f.history.canUndo());
    QCOMPARE(f.history.report().changed, 2);
    f.net.expectNothing();
}

// The answer to the first try was lost; the second one, sent by itself, finds all of it done and held back.
void TestMarkHistory::heldBackAndDone()
{
    Fixture f;
    QVERIFY(f.open());
    api::Connection connection = testConnection();
    connection.retry.maxRetries = 1;
    connection.retry.baseMs = 1;
    f.client.setConnection(connection);
    f.net.expect("POST", readBatch).reply(500);
    f.net.expect("POST", readBatch)
        .header("x-ratelimited-message_ids", "m1,m2,m3,m4")
        .reply(200, messages(all, R"("read")"));
    f.history.apply(all, markRead);
    QVERIFY(f.ended());
    QCOMPARE(f.history.report().changed, 3);
    QCOMPARE(f.history.report().limited, QStringList {"m2"}); // it was read before: nobody can know
    QCOMPARE(f.actions.heldBack(), QSet<QString> {"m2"});
    f.expect(unreadBatch, {"m1", "m3", "m4"});
    f.history.undo();
    QVERIFY(f.ended());
    f.net.expectNothing();
}

// Somebody else did the same a moment ago: that is not ours to take back.
void TestMarkHistory::heldBackAsSomebodyElseDidIt()
{
    Fixture f;
    QVERIFY(f.open());
    f.net.expect("POST", readBatch)
        .header("x-ratelimited-message_ids", "m3")
        .reply(200, messages({"m1", "m3"}, R"("read")"));
    f.history.apply({"m1", "m3"}, markRead);
    QVERIFY(f.ended());
    QCOMPARE(f.history.report().limited, QStringList {"m3"});
    f.net.expect("DELETE", "/v1/messages/m1/read").reply(200, message("m1"));
    f.history.undo();
    QVERIFY(f.ended());
    f.net.expectNothing();
}

void TestMarkHistory::looksWhetherItArrived()
{
    Fixture f;
    QVERIFY(f.open());
    f.net.expect("POST", readBatch).fail(QNetworkReply::RemoteHostClosedError);
    f.history.apply({"m1", "m3"}, markRead);
    QVERIFY(f.ended());
    QCOMPARE(f.history.report().unknown(), (QStringList {"m1", "m3"}));
    QVERIFY(!f.history.canUndo());
    f.net.expect("GET", "/v1/messages?page_size=50&message_ids[]=m1&message_ids[]=m3")
        .reply(200,
               "{\"items\": [" + message("m1", R"("read")") + "," + message("m3") + "], \"page_info\": {}}");
    f.history.check();
    QVERIFY(f.ended());
    QCOMPARE(f.history.report().changed, 1);
    QCOMPARE(f.history.report().notDone, QStringList {"m3"});
    QCOMPARE(f.history.report().retryable(), QStringList {"m3"});
    QVERIFY(f.history.canUndo());
    f.net.expect("DELETE", "/v1/messages/m1/read").reply(200, message("m1"));
    f.history.undo();
    QVERIFY(f.ended());
    f.net.expectNothing();
}

void TestMarkHistory::undoesWhatIsUnderWay()
{
    Fixture f;
    QVERIFY(f.open());
    QStringList many {"m1", "m3"};
    for (int i = 0; i < 200; ++i)
        many += QString("y%1").arg(i);
    f.actions.addStates(&f.list, [](const QString &) { return api::EngagementStatuses(); });
    const QStringList first = many.mid(0, MessageActions::batchSize);
    Exchange &slow = f.expect(readBatch, first, R"("read")").hold();
    f.history.apply(many, markRead);
    QTRY_VERIFY(slow.wasAsked());
    f.expect(unreadBatch, first);
    f.history.undo();
    slow.release();
    QVERIFY(f.ended());
    QCOMPARE(f.history.report().kind, MarkHistory::Kind::Undone);
    QCOMPARE(f.history.report().changed, 100);
    QVERIFY(!f.isRead("m1"));
    f.net.expectNothing();
}

void TestMarkHistory::aNewMarkingReplacesTheUndo()
{
    Fixture f;
    QVERIFY(f.open());
    Exchange &slow = f.expect(readBatch, {"m1", "m3"}, R"("read")").hold();
    f.history.apply({"m1", "m3"}, markRead);
    f.history.apply({"m4"}, {Engagement::Seen, true, {}}); // waits for its turn
    QCOMPARE(f.history.waiting(), 1);
    f.net.expect("PUT", "/v1/messages/m4/seen").reply(200, message("m4", R"("seen")"));
    slow.release();
    QVERIFY(f.ended());
    f.net.expect("DELETE", "/v1/messages/m4/seen").reply(200, message("m4"));
    f.history.undo();
    QVERIFY(f.ended());
    QVERIFY(f.isRead("m1"));
    QVERIFY(!f.history.canUndo());
    f.net.expectNothing();
}

void TestMarkHistory::forgets()
{
    Fixture f;
    QVERIFY(f.open());
    f.net.expect("POST", readBatch)
        .header("x-ratelimited-message_ids", "m3")
        .reply(200, "[" + message("m1", R"("read")") + "," + message("m3") + "]");
    f.history.apply({"m1", "m3"}, markRead);
    QVERIFY(f.ended());
    f.history.forgetLeft();
    QVERIFY(f.history.report().retryable().isEmpty());
    QVERIFY(f.actions.heldBack().isEmpty());
    QVERIFY(f.history.canUndo());
    f.history.forgetUndo();
    QVERIFY(!f.history.canUndo());
    f.history.undo();
    f.history.retry();
    QVERIFY(!f.history.isBusy());
    f.net.expectNothing();
}

void TestMarkHistory::anUndoThatFailsKeepsTheRest()
{
    Fixture f;
    QVERIFY(f.open());
    f.expect(readBatch, {"m1", "m3"}, R"("read")");
    f.history.apply({"m1", "m3"}, markRead);
    QVERIFY(f.ended());
    f.net.expect("POST", unreadBatch).reply(422, json("{'code': 'invalid_params'}"));
    f.history.undo();
    QVERIFY(f.ended());
    QCOMPARE(f.history.report().failures.size(), 2);
    QVERIFY(f.history.canUndo());
    QVERIFY(!f.history.canRedo());
    f.expect(unreadBatch, {"m1", "m3"});
    f.history.undo();
    QVERIFY(f.ended());
    QVERIFY(f.history.canRedo());
    f.net.expectNothing();
}

void TestMarkHistory::sendsMetadataAgain()
{
    Fixture f;
    QVERIFY(f.open());
    const QByteArray body = json("{'metadata': {'button': 'ok', 'n': 2}}");
    f.net.expect("PUT", "/v1/messages/m1/interacted")
        .withBody(body)
        .times(2)
        .reply(200, message("m1", R"("interacted")"));
    f.net.expect("DELETE", "/v1/messages/m1/interacted").withBody({}).reply(200, message("m1"));
    f.history.apply({"m1"}, {Engagement::Interacted, true, QJsonObject {{"button", "ok"}, {"n", 2}}});
    QVERIFY(f.ended());
    f.history.undo();
    QVERIFY(f.ended());
    f.history.redo();
    QVERIFY(f.ended());
    f.net.expectNothing();
}

QTEST_GUILESS_MAIN(TestMarkHistory)
#include "tst_markhistory.moc"
