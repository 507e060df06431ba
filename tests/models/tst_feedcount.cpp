// The items behind a number of a feed: crawled page by page, cancelled, gone on with, and held against the
// number.
#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "models/feedcount.h"
#include "support/fakenetwork.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using models::FeedCount;
using models::FeedNumber;
using State = models::FeedCount::State;

namespace {

QByteArray item(int n, const QByteArray &more = {})
{
    return json(("{'id': 'm" + QByteArray::number(n)
                 + "', 'inserted_at': '2026-01-01T00:00:00Z', 'blocks': [{'name': 'body', 'type': 'markdown',"
                   "'rendered': '<p>Hi</p>'}]"
                 + more + "}")
                    .constData());
}

QByteArray items(int from, int to, const QByteArray &more = {})
{
    QByteArrayList all;
    for (int n = from; n <= to; ++n)
        all += item(n, more);
    return all.join(',');
}

QByteArray feed(const QByteArray &rows, int unseen, int unread, int total, const QByteArray &after = "null")
{
    return "{\"entries\": [" + rows + "], \"page_info\": {\"after\": " + after
        + "}, \"vars\": {}, \"meta\": {\"unread_count\": " + QByteArray::number(unread)
        + ", \"unseen_count\": " + QByteArray::number(unseen)
        + ", \"total_count\": " + QByteArray::number(total) + "}}";
}

const QByteArray base = "/v1/users/ada/feeds/inapp?";
const QByteArray unseenPage = base + "page_size=200&status=unseen";
const QByteArray secondPage = base + "after=c2&page_size=200&status=unseen";
const QByteArray now = base + "page_size=1";
const QByteArray archive = base + "page_size=1&archived=only";

struct Fixture
{
    FakeNetwork net;
    api::Client client {testConnection(), &net};
    FeedCount count {client};
    QAbstractItemModelTester tester {count.items(), QAbstractItemModelTester::FailureReportingMode::Fatal};
    Fixture() { tester.setUseFetchMore(false); }

    bool reaches(State state)
    {
        return QTest::qWaitFor([&] { return count.state() == state; });
    }
    void expectRest(int unseen, int archived = 0)
    {
        net.expect("GET", now).reply(200, feed({}, unseen, 9, 12));
        net.expect("GET", archive).reply(200, feed({}, archived, archived, archived));
    }
    void start(qint64 said = 3)
    {
        count.start("ada", "inapp", {}, FeedNumber::Unseen, said, QStringList {"m1", "m2"});
    }
};

} // namespace

class TestFeedCount : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsTheItems();
    void goesOnAfterAFailure();
    void cancelsAndGoesOn();
    void asksAgainOnlyWhatFailed();
    void asksWhatTheFiltersLeaveOut_data();
    void asksWhatTheFiltersLeaveOut();
    void tallies();
    void countsAgain();
    void isDroppedWithItsOwner();
    void anItemTwiceIsOne();
};

void TestFeedCount::findsTheItems()
{
    Fixture f;
    QSignalSpy changed(&f.count, &FeedCount::changed);
    QCOMPARE(f.count.state(), State::Idle);
    auto &first = f.net.expect("GET", unseenPage).reply(200, feed(items(1, 2), 3, 9, 12, "\"c2\"")).hold();
    auto &second = f.net.expect("GET", secondPage).reply(200, feed(items(3, 3), 3, 9, 12)).hold();
    f.start();
    QCOMPARE(f.count.state(), State::Running);
    QCOMPARE(f.count.expected(), 3); // until a page tells better
    QTRY_VERIFY(first.wasAsked());
    first.release();
    QTRY_VERIFY(second.wasAsked());
    QCOMPARE(f.count.read(), 2);
    f.expectRest(3, 4);
    second.release();
    QVERIFY(f.reaches(State::Done));
    const models::FeedTally tally = f.count.tally();
    QCOMPARE(tally.said, 3);
    QCOMPARE(tally.saysNow(), 3);
    QCOMPARE(tally.items, 3);
    QCOMPARE(tally.inArchive->unseenCount, 4);
    QVERIFY(!tally.anyStatus); // nothing to compare: no status is chosen
    QCOMPARE(tally.pastFirstPage, 1); // m3
    QVERIFY(!changed.isEmpty());
    f.net.expectNothing();
}

void TestFeedCount::goesOnAfterAFailure()
{
    Fixture f;
    f.net.expect("GET", unseenPage).reply(200, feed(items(1, 2), 3, 9, 12, "\"c2\""));
    f.net.expect("GET", secondPage).reply(503);
    f.start();
    QVERIFY(f.reaches(State::Failed));
    QCOMPARE(f.count.read(), 2);
    QCOMPARE(f.count.error().httpStatus, 503);
    // The page that failed and those after it: the first is not read again.
    f.net.expect("GET", secondPage).reply(200, feed(items(3, 3), 3, 9, 12));
    f.expectRest(3);
    f.count.goOn();
    QVERIFY(f.reaches(State::Done));
    QCOMPARE(f.count.tally().items, 3);
    f.net.expectNothing();
}

void TestFeedCount::cancelsAndGoesOn()
{
    Fixture f;
    f.net.expect("GET", unseenPage).reply(200, feed(items(1, 2), 3, 9, 12, "\"c2\""));
    auto &second = f.net.expect("GET", secondPage).reply(200, feed(items(3, 3), 4, 9, 12, "\"c3\"")).hold();
    f.start();
    QTRY_VERIFY(second.wasAsked());
    f.count.stop();
    QCOMPARE(f.count.state(), State::Stopped);
    second.release();
    f.net.expectNothing(); // no further page is asked for while it is stopped
    QCOMPARE(f.count.state(), State::Stopped);
    QCOMPARE(f.count.read(), 3); // the one that was on its way is not thrown away
    const QByteArray thirdPage = base + "after=c3&page_size=200&status=unseen";
    auto &third = f.net.expect("GET", thirdPage).reply(200, feed(items(4, 4), 4, 9, 12)).hold();
    f.count.goOn();
    QTRY_VERIFY(third.wasAsked());
    f.count.stop();
    third.release();
    f.net.expectNothing(); // that was the last page, but nobody goes on
    QCOMPARE(f.count.state(), State::Stopped);
    f.expectRest(4);
    f.count.goOn();
    QVERIFY(f.reaches(State::Done));
    QCOMPARE(f.count.read(), 4);
}

void TestFeedCount::asksAgainOnlyWhatFailed()
{
    Fixture f;
    f.net.expect("GET", unseenPage).reply(200, feed(items(1, 3), 3, 9, 12));
    f.net.expect("GET", now).reply(200, feed({}, 3, 9, 12));
    f.net.expect("GET", archive).reply(500);
    f.start();
    QVERIFY(f.reaches(State::Failed));
    QCOMPARE(f.count.error().httpStatus, 500);
    f.net.expect("GET", archive).reply(200, feed({}, 1, 1, 1));
    f.count.goOn();
    QCOMPARE(f.count.state(), State::Running);
    QVERIFY(f.reaches(State::Done));
    QCOMPARE(f.count.tally().inArchive->unseenCount, 1);
    f.net.expectNothing();
}

void TestFeedCount::asksWhatTheFiltersLeaveOut_data()
{
    QTest::addColumn<QString>("status");
    QTest::addColumn<QString>("archived");
    QTest::addColumn<int>("number");
    QTest::addColumn<QByteArrayList>("asked"); // after the crawl, which comes first
    const auto row = [](const char *name, const char *status, const char *archived, FeedNumber number,
                        const QByteArrayList &asked) {
        QTest::newRow(name) << QString(status) << QString(archived) << int(number) << asked;
    };
    row("as usual", "", "exclude", FeedNumber::Total,
        {"page_size=200&tenant=acme&archived=exclude", "page_size=1&tenant=acme&archived=exclude",
         "page_size=1&tenant=acme&archived=only"});
    row("archive included", "", "include", FeedNumber::Unread,
        {"page_size=200&tenant=acme&status=unread&archived=include",
         "page_size=1&tenant=acme&archived=include"});
    row("only the archive", "all", "only", FeedNumber::Unseen,
        {"page_size=200&tenant=acme&status=unseen&archived=only",
         "page_size=1&tenant=acme&status=all&archived=only"});
    row("a status", "read", "exclude", FeedNumber::Unseen,
        {"page_size=200&tenant=acme&status=unseen&archived=exclude",
         "page_size=1&tenant=acme&status=read&archived=exclude", "page_size=1&tenant=acme&archived=only",
         "page_size=1&tenant=acme&archived=exclude"});
}

void TestFeedCount::asksWhatTheFiltersLeaveOut()
{
    QFETCH(QString, status);
    QFETCH(QString, archived);
    QFETCH(int, number);
    QFETCH(QByteArrayList, asked);
    Fixture f;
    for (const QByteArray &query : asked)
        f.net.expect("GET", base + query).reply(200, feed({}, 1, 2, 3));
    api::FeedQuery query;
    query.tenant = "acme";
    query.status = status;
    query.archived = archived;
    query.pageSize = 10; // of the feed as it is shown
    f.count.start("ada", "inapp", query, FeedNumber(number), 1);
    QVERIFY(f.reaches(State::Done));
    QCOMPARE(f.count.tally().pastFirstPage, -1);
    f.net.expectNothing();
}

void TestFeedCount::tallies()
{
    Fixture f;
    const QByteArray rows = item(1, ", 'tenant': 'acme', 'seen_at': '2026-01-02T00:00:00Z'") + ','
        + item(2, ", 'tenant': 'acme', 'read_at': '2026-01-02T00:00:00Z'") + ',' + item(3) + ','
        + json("{'id': 'm4', 'inserted_at': '2026-01-01T00:00:00Z', 'blocks': [{'name': 'action_url', 'type':"
               "'text', 'rendered': 'https://x.example'}, {'name': 'body', 'type': 'markdown', 'rendered': ' "
               "'}]}")
        + ',' + json("{'id': 'm5', 'inserted_at': 'yesterday', 'archived_at': '2026-01-02T00:00:00Z'}");
    f.net.expect("GET", unseenPage).reply(200, feed(rows, 5, 9, 12));
    f.expectRest(5);
    f.start(5);
    QVERIFY(f.reaches(State::Done));
    const models::FeedTally tally = f.count.tally();
    QCOMPARE(tally.ofTenant, (QMap<QString, int> {{"", 3}, {"acme", 2}}));
    QCOMPARE(tally.seen, 1);
    QCOMPARE(tally.read, 1);
    QCOMPARE(tally.archived, 1);
    QCOMPARE(tally.blank, 1);
    QCOMPARE(tally.broken, 1);
    QCOMPARE(tally.pastFirstPage, 3);
}

void TestFeedCount::countsAgain()
{
    Fixture f;
    f.net.expect("GET", unseenPage).reply(200, feed(items(1, 3), 3, 9, 12));
    f.expectRest(4);
    f.start();
    QVERIFY(f.reaches(State::Done));
    QCOMPARE(f.count.tally().saysNow(), 4);
    f.net.expect("GET", unseenPage).reply(200, feed(items(0, 3), 4, 9, 12));
    f.expectRest(4);
    f.count.again();
    QVERIFY(!f.count.tally().now);
    QVERIFY(f.reaches(State::Done));
    QCOMPARE(f.count.tally().said, 4); // what it said last
    QCOMPARE(f.count.tally().items, 4);
    f.count.clear();
    QCOMPARE(f.count.state(), State::Idle);
    QCOMPARE(f.count.read(), 0);
    f.net.expectNothing();
}

void TestFeedCount::isDroppedWithItsOwner()
{
    FakeNetwork net;
    api::Client client(testConnection(), &net);
    auto &slow = net.expect("GET", unseenPage).reply(200, feed({}, 0, 0, 0)).hold();
    {
        FeedCount count(client);
        count.start("ada", "inapp", {}, FeedNumber::Unseen, 3);
        QTRY_VERIFY(slow.wasAsked());
    }
    QTRY_VERIFY(slow.wasAborted());
    slow.release();
    net.expectNothing();
}

void TestFeedCount::anItemTwiceIsOne()
{
    // A new item moves an older one from the end of a page to the start of the next.
    Fixture f;
    f.net.expect("GET", unseenPage).reply(200, feed(items(1, 2), 3, 9, 12, "\"c2\""));
    f.net.expect("GET", secondPage).reply(200, feed(items(2, 3), 4, 9, 12));
    f.expectRest(4);
    f.start();
    QVERIFY(f.reaches(State::Done));
    QCOMPARE(f.count.tally().items, 3);
    QCOMPARE(f.count.tally().saysNow(), 4);
}

QTEST_GUILESS_MAIN(TestFeedCount)
#include "tst_feedcount.moc"
