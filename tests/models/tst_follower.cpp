// New rows while a list is looked at: what is merged, and when it is asked for.
#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "api/client/requestjournal.h"
#include "models/feedmodel.h"
#include "models/follower.h"
#include "models/lists.h"
#include "models/messagescope.h"
#include "support/fakenetwork.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTest>

using models::Follower;
using models::Newest;
using State = models::CursorListBase::State;

namespace {

QByteArray message(const QByteArray &id, const QByteArray &status = "sent", const QByteArray &more = {})
{
    return "{'id': '" + id + "', 'status': '" + status
        + "', 'recipient': 'ada', 'workflow': 'w', 'channel_id': 'c',"
          "'inserted_at': '2026-01-01T00:00:00Z'"
        + more + "}";
}

QByteArray page(const QByteArrayList &items, const QByteArray &after = {})
{
    const QByteArray text = "{'items': [" + items.join(',')
        + "], 'page_info': {'after': " + (after.isEmpty() ? QByteArray("null") : "'" + after + "'") + "}}";
    return json(text.constData());
}

// "m5 m4 m3": the newest one has the highest number.
QByteArray ids(const QByteArray &words, const QByteArray &after = {})
{
    QByteArrayList items;
    for (const QByteArray &word : words.split(' ')) {
        if (!word.isEmpty())
            items += message(word);
    }
    return page(items, after);
}

constexpr const char *newestPage = "/v1/messages?page_size=50";
constexpr const char *secondPage = "/v1/messages?after=c1&page_size=50";
constexpr const char *thirdPage = "/v1/messages?after=c2&page_size=50";

} // namespace

class TestFollower : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void merges_data();
    void merges();
    void bringsRowsUpToDate();
    void keepsAMarkThatWasFaster();
    void keepsSelectionAndCurrent();
    void comesWhileAPageIsLoading();
    void isDroppedByARefresh();
    void isDroppedByAnotherQuery();
    void startsAnEmptyList();
    void letsARefreshReorder();
    void knowsWhenMoreThanAPageIsNew();
    void catchesUp();
    void asksInTheBackground();
    void saysThatNothingCanBeLookedForYet();
    void slowsDownWhileNothingComes();
    void failsQuietly_data();
    void failsQuietly();
    void respectsRetryAfter();
    void goesOnWhenTheNetworkIsBack();
    void stopsOutOfSight();
    void stopsForAReason();
    void waitsForAHandOnTheRows();
    void followsAFeed();

private:
    void load(const QByteArray &words, const QByteArray &after = {});
    Newest look(); // asks once and waits for the answer
    QString rows() const;
    void pass(qint64 ms)
    {
        m_nowMs += ms;
        m_follower->wake();
    }
    bool asked(int count)
    {
        return QTest::qWaitFor([&] { return m_net->requestCount() == count && !m_model->isLooking(); });
    }

    qint64 m_nowMs = 0;
    std::unique_ptr<FakeNetwork> m_net;
    std::unique_ptr<api::Client> m_client;
    std::unique_ptr<models::MessagesModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::unique_ptr<Follower> m_follower;
};

void TestFollower::init()
{
    m_nowMs = 1'000'000;
    m_net = std::make_unique<FakeNetwork>();
    m_client = std::make_unique<api::Client>(testConnection(), m_net.get());
    m_model = std::make_unique<models::MessagesModel>(*m_client);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    m_tester->setUseFetchMore(false);
    m_follower = std::make_unique<Follower>(*m_model, *m_client, [this] { return m_nowMs; });
}

void TestFollower::cleanup()
{
    m_follower.reset();
    m_tester.reset();
    m_model.reset();
    m_client.reset();
    m_net.reset();
}

void TestFollower::load(const QByteArray &words, const QByteArray &after)
{
    m_net->expect("GET", newestPage).reply(200, ids(words, after));
    m_model->setSource(models::MessageScope().source());
    QTRY_VERIFY(m_model->hasLoadedOnce());
}

Newest TestFollower::look()
{
    QSignalSpy looked(m_model.get(), &models::CursorListBase::looked);
    if (!m_model->lookForNew() || !(looked.size() == 1 || looked.wait()))
        return {.added = -1, .error = {}};
    return looked.first().first().value<Newest>();
}

QString TestFollower::rows() const
{
    QStringList list;
    for (int row = 0; row < m_model->rowCount(); ++row)
        list += m_model->idAt(row);
    return list.join(' ');
}

void TestFollower::merges_data()
{
    QTest::addColumn<QByteArray>("loaded");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QByteArray>("found");
    QTest::addColumn<QByteArray>("foundAfter");
    QTest::addColumn<int>("added");
    QTest::addColumn<bool>("changed");
    QTest::addColumn<QString>("result");
    const auto row = [](const char *name, const char *loaded, const char *after, const char *found,
                        const char *foundAfter, int added, bool changed, const char *result) {
        QTest::newRow(name) << QByteArray(loaded) << QByteArray(after) << QByteArray(found)
                            << QByteArray(foundAfter) << added << changed << QString(result);
    };
    row("nothing new", "m3 m2 m1", "c1", "m3 m2 m1", "c1", 0, false, "m3 m2 m1");
    row("new on top", "m3 m2 m1", "c1", "m5 m4 m3", "c9", 2, true, "m5 m4 m3 m2 m1");
    row("an id twice", "m3 m2", "c1", "m4 m3 m4", "c9", 1, true, "m4 m3 m2");
    row("new in between", "m4 m2 m1", "c1", "m4 m3 m2", "c9", 0, true, "m4 m3 m2 m1");
    row("on top and between", "m4 m2 m1", "c1", "m6 m5 m4 m3 m2", "c9", 2, true, "m6 m5 m4 m3 m2 m1");
    row("one is gone", "m3 m2 m1", "c1", "m4 m3 m1", "c9", 1, true, "m4 m3 m1");
    row("the first is gone", "m3 m2 m1", "c1", "m2 m1", "c9", 0, true, "m2 m1");
    row("below what was found stays", "m4 m3 m2 m1", "c1", "m5 m4", "c9", 1, true, "m5 m4 m3 m2 m1");
    row("what follows has its own page", "m3 m2", "c1", "m3 m2 m1", "c9", 0, false, "m3 m2");
    row("what follows, to the end", "m3 m2", "", "m4 m3 m1", "", 1, true, "m4 m3 m1");
    row("all is gone", "m3 m2", "", "", "", 0, true, "");
    row("all others, and no more", "m3 m2", "", "m5 m4", "", 2, true, "m5 m4");
    row("grew past a page", "m3 m2 m1", "", "m4 m3 m2", "c9", 1, true, "m4 m3 m2 m1");
}

void TestFollower::merges()
{
    QFETCH(QByteArray, loaded);
    QFETCH(QByteArray, after);
    QFETCH(QByteArray, found);
    QFETCH(QByteArray, foundAfter);
    QFETCH(int, added);
    QFETCH(bool, changed);
    QFETCH(QString, result);
    load(loaded, after);
    const State before = m_model->state();
    m_net->expect("GET", newestPage).reply(200, ids(found, foundAfter));
    const Newest newest = look();
    QVERIFY(!newest.error.isError());
    QCOMPARE(newest.waiting, 0);
    QCOMPARE(newest.added, added);
    QCOMPARE(newest.changed, changed);
    QCOMPARE(rows(), result);
    QCOMPARE(m_model->state(), before);
    const QStringList words = result.split(' ', Qt::SkipEmptyParts);
    for (int i = 0; i < words.size(); ++i)
        QCOMPARE(m_model->rowOfId(words.at(i)), i);
    m_net->expectNothing();
}

void TestFollower::bringsRowsUpToDate()
{
    load("m3 m2 m1", "c1");
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_net->expect("GET", newestPage)
        .reply(200, page({message("m4"), message("m3"), message("m2", "delivered"), message("m1")}, "c1"));
    QVERIFY(look().changed);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.first().at(0).toModelIndex().row(), 2);
    QVERIFY(m_model->row(2).value.status == api::DeliveryStatus(api::Delivery::Delivered));
    // The cursor behind the rows is still the list's own.
    m_net->expect("GET", secondPage).reply(200, ids("m0"));
    m_model->fetchMore({});
    QTRY_COMPARE(rows(), "m4 m3 m2 m1 m0");
}

void TestFollower::keepsAMarkThatWasFaster()
{
    load("m1");
    auto &slow = m_net->expect("GET", newestPage)
                     .reply(200, page({message("m1", "sent", ", 'updated_at': '2026-01-01T00:00:01Z'")}))
                     .hold();
    QVERIFY(m_model->lookForNew());
    QTRY_VERIFY(slow.wasAsked());
    api::Message marked = m_model->row(0).value;
    marked.engagement.set(api::Engagement::Read);
    marked.updatedAt = api::Timestamp::fromWire(u"2026-01-01T00:00:02Z");
    marked.raw.insert("engagement_statuses", QJsonArray {"read"});
    m_model->updateRow(marked);
    QSignalSpy looked(m_model.get(), &models::CursorListBase::looked);
    slow.release();
    QVERIFY(looked.wait());
    QVERIFY(!looked.first().first().value<Newest>().changed);
    QVERIFY(m_model->row(0).value.engagement.has(api::Engagement::Read));
}

void TestFollower::keepsSelectionAndCurrent()
{
    load("m4 m3 m2 m1", "c1");
    QItemSelectionModel selection(m_model.get());
    using Flag = QItemSelectionModel;
    selection.setCurrentIndex(m_model->indexOfId("m2"), Flag::ClearAndSelect | Flag::Rows);
    selection.select(m_model->indexOfId("m4"), Flag::Select | Flag::Rows);
    QSignalSpy current(&selection, &QItemSelectionModel::currentRowChanged);
    m_net->expect("GET", newestPage).reply(200, ids("m6 m5 m4 m2 m1", "c9"));
    QCOMPARE(look().added, 2);
    QCOMPARE(rows(), "m6 m5 m4 m2 m1");
    QCOMPARE(m_model->idAt(selection.currentIndex().row()), "m2");
    QCOMPARE(selection.selectedRows().size(), 2);
    QVERIFY(selection.isRowSelected(m_model->rowOfId("m4"), {}));
    QVERIFY(selection.isRowSelected(m_model->rowOfId("m2"), {}));
    QCOMPARE(current.size(), 0);
}

void TestFollower::comesWhileAPageIsLoading()
{
    load("m3 m2", "c1");
    auto &older = m_net->expect("GET", secondPage).reply(200, ids("m2 m1")).hold();
    m_model->fetchMore({});
    m_net->expect("GET", newestPage).reply(200, ids("m4 m3 m2", "c9"));
    QCOMPARE(look().added, 1);
    QCOMPARE(m_model->state(), State::Loading);
    QCOMPARE(rows(), "m4 m3 m2");
    older.release();
    QTRY_COMPARE(m_model->state(), State::Complete);
    QCOMPARE(rows(), "m4 m3 m2 m1");
}

void TestFollower::isDroppedByARefresh()
{
    load("m3 m2");
    auto &slow = m_net->expect("GET", newestPage).reply(200, ids("m9 m3 m2")).hold();
    QSignalSpy looked(m_model.get(), &models::CursorListBase::looked);
    QVERIFY(m_model->lookForNew());
    QTRY_VERIFY(slow.wasAsked());
    m_net->expect("GET", newestPage).reply(200, ids("m4 m3 m2"));
    m_model->refresh();
    QVERIFY(slow.wasAborted());
    QVERIFY(!m_model->isLooking());
    QVERIFY(!m_model->lookForNew()); // all of it is on its way
    QTRY_VERIFY(!m_model->isRefreshing());
    QCOMPARE(rows(), "m4 m3 m2");
    QCOMPARE(looked.size(), 0);
}

void TestFollower::isDroppedByAnotherQuery()
{
    load("m3 m2");
    auto &slow = m_net->expect("GET", newestPage).reply(200, ids("m4 m3 m2")).hold();
    QVERIFY(m_model->lookForNew());
    QTRY_VERIFY(slow.wasAsked());
    api::MessageQuery query;
    query.source = "w";
    m_net->expect("GET", "/v1/messages?page_size=50&source=w").reply(200, ids("m2"));
    m_model->setSource(models::MessageScope().source(query));
    QVERIFY(slow.wasAborted());
    QTRY_COMPARE(m_model->state(), State::Complete);
    QCOMPARE(rows(), "m2");
    m_net->expectNothing();
}

void TestFollower::startsAnEmptyList()
{
    load("");
    QCOMPARE(m_model->rowCount(), 0);
    m_net->expect("GET", newestPage).times(2).reply(200, ids("m2 m1", "c1"));
    QVERIFY(look().changed);
    QTRY_COMPARE(rows(), "m2 m1");
    QTRY_COMPARE(m_model->state(), State::Idle); // the cursor behind them came along
}

void TestFollower::letsARefreshReorder()
{
    load("m3 m2 m1");
    m_net->expect("GET", newestPage).times(2).reply(200, ids("m1 m3 m2"));
    QVERIFY(look().changed);
    QTRY_COMPARE(rows(), "m1 m3 m2");
    QTRY_COMPARE(m_model->state(), State::Complete);
}

void TestFollower::knowsWhenMoreThanAPageIsNew()
{
    load("m2 m1", "c1");
    m_net->expect("GET", newestPage).reply(200, ids("m9 m8", "c8"));
    const Newest newest = look();
    QCOMPARE(newest.waiting, 2);
    QCOMPARE(newest.added, 0);
    QCOMPARE(rows(), "m2 m1"); // not with a gap
}

void TestFollower::catchesUp()
{
    load("m2 m1", "c1");
    m_net->expect("GET", newestPage).reply(200, ids("m9 m8", "c1"));
    m_net->expect("GET", secondPage).reply(200, ids("m8 m7 m6", "c2"));
    m_net->expect("GET", thirdPage).reply(200, ids("m5 m2", "c3"));
    QSignalSpy looked(m_model.get(), &models::CursorListBase::looked);
    QVERIFY(m_model->catchUp());
    QVERIFY(looked.wait());
    QCOMPARE(looked.first().first().value<Newest>().added, 5);
    QCOMPARE(rows(), "m9 m8 m7 m6 m5 m2 m1");
    m_net->expectNothing();
}

void TestFollower::asksInTheBackground()
{
    load("m1");
    m_net->expect("GET", newestPage).reply(200, ids("m1"));
    look();
    const auto &entries = m_client->journal().entries();
    QVERIFY(!entries.front().isBackground);
    QVERIFY(entries.back().isBackground);
}

void TestFollower::saysThatNothingCanBeLookedForYet()
{
    QVERIFY(!m_model->lookForNew()); // no source
    auto &first = m_net->expect("GET", newestPage).reply(200, ids("m1")).hold();
    m_model->setSource(models::MessageScope().source());
    QVERIFY(!m_model->lookForNew()); // nothing there yet
    QTRY_VERIFY(first.wasAsked());
    first.release();
    QTRY_VERIFY(m_model->hasLoadedOnce());
    models::PeopleModel people(*m_client);
    QVERIFY(!people.lookForNew()); // a list that nobody follows
    m_net->expectNothing();
}

void TestFollower::slowsDownWhileNothingComes()
{
    m_follower->setVisible(true);
    load("m1");
    QCOMPARE(m_follower->text(), "follows every 2 s");
    m_net->expect("GET", newestPage).times(6).reply(200, ids("m1"));
    int count = 1;
    for (const int pause : {2000, 4000, 8000, 16'000, 30'000, 30'000}) {
        QCOMPARE(m_follower->pauseMs(), pause);
        pass(pause - 1);
        QVERIFY(!m_model->isLooking());
        pass(1);
        QVERIFY(m_model->isLooking());
        QVERIFY(asked(++count));
    }
    QCOMPARE(m_follower->text(), "follows every 30 s");
    // Something came: quick again.
    m_net->expect("GET", newestPage).reply(200, ids("m2 m1"));
    pass(30'000);
    QVERIFY(asked(++count));
    QCOMPARE(m_follower->pauseMs(), 2000);
    // And someone who comes back to the window does not wait.
    m_net->expect("GET", newestPage).reply(200, ids("m2 m1"));
    pass(2000);
    QVERIFY(asked(++count));
    QCOMPARE(m_follower->pauseMs(), 4000);
    m_nowMs += 2000;
    m_net->expect("GET", newestPage).reply(200, ids("m2 m1"));
    m_follower->hurry();
    m_follower->wake();
    QVERIFY(asked(++count));
    m_net->expectNothing();
}

void TestFollower::failsQuietly_data()
{
    QTest::addColumn<QNetworkReply::NetworkError>("error");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("text");
    QTest::newRow("offline") << QNetworkReply::HostNotFoundError << 0 << "not following: offline";
    QTest::newRow("broken") << QNetworkReply::NoError << 500 << "not following: the service answers 500";
    QTest::newRow("too fast") << QNetworkReply::NoError << 429 << "not following: too many requests";
    QTest::newRow("cut") << QNetworkReply::RemoteHostClosedError << 0 << "not following: no answer";
}

void TestFollower::failsQuietly()
{
    QFETCH(QNetworkReply::NetworkError, error);
    QFETCH(int, status);
    QFETCH(QString, text);
    m_follower->setVisible(true);
    load("m1");
    int count = 1;
    for (const int pause : {4000, 8000, 16'000, 32'000, 60'000, 60'000}) {
        auto &exchange = m_net->expect("GET", newestPage);
        if (status > 0)
            exchange.reply(status, "{}");
        else
            exchange.fail(error);
        pass(m_follower->pauseMs());
        QVERIFY(asked(++count));
        QCOMPARE(m_follower->pauseMs(), pause);
        QCOMPARE(m_follower->text(), text);
        QVERIFY(!m_follower->detail().isEmpty());
        QCOMPARE(m_model->state(), State::Complete); // the list itself did not fail
        QCOMPARE(rows(), "m1");
    }
    m_net->expect("GET", newestPage).reply(200, ids("m1"));
    pass(60'000);
    QVERIFY(asked(++count));
    QCOMPARE(m_follower->text(), "follows every 2 s");
}

void TestFollower::respectsRetryAfter()
{
    m_follower->setVisible(true);
    load("m1");
    m_net->expect("GET", newestPage).reply(429, "{}").header("Retry-After", "90");
    pass(2000);
    QVERIFY(asked(2));
    QCOMPARE(m_follower->pauseMs(), 90'000);
    pass(89'999);
    m_follower->hurry(); // not even then
    m_follower->wake();
    m_net->expectNothing();
    QCOMPARE(m_net->requestCount(), 2);
    m_net->expect("GET", newestPage).reply(200, ids("m2 m1"));
    pass(1);
    QVERIFY(asked(3));
    QCOMPARE(rows(), "m2 m1");
}

void TestFollower::goesOnWhenTheNetworkIsBack()
{
    m_follower->setVisible(true);
    load("m1");
    m_net->expect("GET", newestPage).fail(QNetworkReply::HostNotFoundError);
    pass(2000);
    QVERIFY(asked(2));
    m_nowMs += 2000;
    m_net->expect("GET", "/v1/messages/m1").reply(200, json(message("m1").constData()));
    m_net->expect("GET", newestPage).reply(200, ids("m2 m1"));
    const api::Call call
        = m_client->send(api::messages::get(QStringLiteral("m1")), [](const api::Result<api::Message> &) {});
    QTRY_COMPARE(rows(), "m2 m1");
    QCOMPARE(m_follower->text(), "follows every 2 s");
}

void TestFollower::stopsOutOfSight()
{
    load("m1");
    pass(60'000); // not seen yet
    m_net->expectNothing();
    auto &slow = m_net->expect("GET", newestPage).reply(200, ids("m1")).hold();
    m_follower->setVisible(true);
    m_follower->wake(); // it was long ago
    QTRY_VERIFY(slow.wasAsked());
    m_follower->setVisible(false);
    QVERIFY(slow.wasAborted());
    pass(60'000);
    m_net->expectNothing();
    QCOMPARE(m_net->requestCount(), 2);
    m_net->expect("GET", newestPage).reply(200, ids("m2 m1"));
    m_follower->setVisible(true);
    m_follower->wake();
    QTRY_COMPARE(rows(), "m2 m1");
}

void TestFollower::stopsForAReason()
{
    m_follower->setVisible(true);
    load("m1");
    QSignalSpy changed(m_follower.get(), &Follower::changed);
    m_follower->setObstacle("the time range ends in the past");
    QCOMPARE(m_follower->text(), "not following: the time range ends in the past");
    QCOMPARE(changed.size(), 1);
    pass(60'000);
    m_follower->setPaused(true);
    QCOMPARE(m_follower->text(), "not following");
    m_follower->setObstacle({});
    QCOMPARE(m_follower->text(), "not following");
    pass(60'000);
    QVERIFY(!m_follower->isFollowing());
    m_net->expectNothing();
    QCOMPARE(m_net->requestCount(), 1);
    m_net->expect("GET", newestPage).reply(200, ids("m1"));
    m_follower->setPaused(false);
    QCOMPARE(m_follower->text(), "follows every 2 s");
    m_follower->wake();
    QVERIFY(asked(2));
}

void TestFollower::waitsForAHandOnTheRows()
{
    m_follower->setVisible(true);
    load("m1");
    m_follower->setHeld(true);
    pass(60'000);
    m_net->expectNothing();
    m_net->expect("GET", newestPage).reply(200, ids("m1"));
    m_follower->setHeld(false);
    m_follower->wake();
    QVERIFY(asked(2));
}

// The counts follow, and what the customer did is in the items.
void TestFollower::followsAFeed()
{
    const auto feed = [](const QByteArray &items, int unseen) {
        const QByteArray text = "{'entries': [" + items
            + "], 'page_info': {'after': null}, 'vars': {},"
              "'meta': {'unseen_count': "
            + QByteArray::number(unseen) + ", 'unread_count': 2, 'total_count': 3}}";
        return json(text.constData());
    };
    const auto item = [](const QByteArray &id, const QByteArray &more = {}) {
        return "{'id': '" + id + "', 'inserted_at': '2026-01-01T00:00:00Z'" + more + "}";
    };
    models::FeedModel model(*m_client);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QByteArray url = "/v1/users/ada/feeds/inapp?page_size=50";
    m_net->expect("GET", url).reply(200, feed(item("m2") + "," + item("m1"), 2));
    model.open("ada", "inapp");
    QTRY_COMPARE(model.rowCount(), 2);
    m_net->expect("GET", url)
        .reply(
            200,
            feed(item("m3") + "," + item("m2", ", 'read_at': '2026-01-01T00:00:09Z'") + "," + item("m1"), 1));
    QSignalSpy meta(&model, &models::FeedModel::metaChanged);
    QVERIFY(model.lookForNew());
    QTRY_COMPARE(model.rowCount(), 3);
    QCOMPARE(model.meta().unseenCount, 1);
    QCOMPARE(meta.size(), 1);
    QVERIFY(!model.row(1).value.readAt.isNull());
}

QTEST_GUILESS_MAIN(TestFollower)
#include "tst_follower.moc"
