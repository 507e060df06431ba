#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "models/peoplelist.h"

#include <QSignalSpy>
#include <QTest>

using namespace peoplelist;

class TestReadAhead : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsAhead();
    void doesNotReadAheadUnseen();
    void asksBeforeRowsAreTakenIn();
    void aPageThatCantBeReadTakesTheNextAlong();
    void theOneAheadMayFail();
    void theOneAheadIsDropped_data();
    void theOneAheadIsDropped();
};

void TestReadAhead::readsAhead()
{
    Fixture f;
    f.net.expect("GET", firstPage).reply(200, numbered(0, 50, "c1"));
    f.open();
    QTRY_COMPARE(f.model.state(), State::Idle);
    f.net.expect("GET", secondPage).reply(200, numbered(50, 50, "c2"));
    f.model.setLastVisibleRow(20); // 29 rows are left unseen: less than a screenful
    QCOMPARE(f.model.state(), State::Loading);
    QTRY_COMPARE(f.model.rowCount(), 100);
    f.net.expectNothing(); // 79 are left
    f.net.expect("GET", thirdPage).reply(200, numbered(100, 50, "c3"));
    f.model.setLastVisibleRow(40);
    f.net.expectNothing();
    QCOMPARE(f.model.rowCount(), 150);

    // Far ahead: pages follow each other until a screenful is there.
    f.net.expect("GET", "/v1/users?after=c3&page_size=50").reply(200, numbered(150, 50, "c4"));
    f.net.expect("GET", "/v1/users?after=c4&page_size=50").reply(200, numbered(200, 50));
    f.model.setLastVisibleRow(149);
    QTRY_COMPARE(f.model.state(), State::Complete);
    QCOMPARE(f.model.rowCount(), 250);
}

void TestReadAhead::doesNotReadAheadUnseen()
{
    Fixture f;
    f.net.expect("GET", firstPage).reply(200, page({"a"}, "c1"));
    f.open();
    QTRY_COMPARE(f.model.state(), State::Idle);
    f.net.expectNothing();
}

// At its end, where the view is, all that matters is how soon the next rows are there.
void TestReadAhead::asksBeforeRowsAreTakenIn()
{
    Fixture f;
    f.net.expect("GET", firstPage).reply(200, numbered(0, 50, "c1"));
    f.open();
    QTRY_COMPARE(f.model.state(), State::Idle);
    f.net.expect("GET", secondPage).reply(200, numbered(50, 50, "c2"));
    f.net.expect("GET", thirdPage).reply(200, numbered(100, 50));
    QList<int> asked;
    QObject::connect(&f.model, &QAbstractItemModel::rowsAboutToBeInserted, &f.model,
                     [&] { asked += f.net.requestCount(); });
    QList<State> states;
    QObject::connect(&f.model, &models::CursorListBase::stateChanged, &f.model,
                     [&] { states += f.model.state(); });
    QSignalSpy arrived(&f.model, &models::CursorListBase::pageArrived);
    f.model.setLastVisibleRow(49);
    QTRY_COMPARE(f.model.state(), State::Complete);
    QCOMPARE(asked, (QList<int> {3, 3}));
    QCOMPARE(states, (QList<State> {State::Loading, State::Complete})); // it was never idle between
    QCOMPARE(arrived.size(), 2);
    QCOMPARE(f.model.rowCount(), 150);
    QCOMPARE(f.model.rowOfId("u149"), 149);
    f.net.expectNothing();
}

void TestReadAhead::aPageThatCantBeReadTakesTheNextAlong()
{
    Fixture f;
    f.net.expect("GET", firstPage).reply(200, numbered(0, 50, "c1"));
    f.open();
    QTRY_COMPARE(f.model.state(), State::Idle);
    f.net.expect("GET", secondPage)
        .reply(200, R"({"entries": [{"id": "u50"}], "page_info": {"after": "c2", "page_size": "many"}})");
    Exchange &ahead = f.net.expect("GET", thirdPage).reply(200, numbered(100, 50)).hold();
    f.model.setLastVisibleRow(49);
    QTRY_COMPARE(f.model.state(), State::Failed);
    QCOMPARE(f.model.rowCount(), 50);
    QTRY_VERIFY(ahead.wasAborted());
    f.model.setLastVisibleRow(-1);
    f.net.expect("GET", secondPage)
        .reply(200, numbered(50, 50)); // asked for again, and not the one behind it
    f.model.retry();
    QTRY_COMPARE(f.model.state(), State::Complete);
    QCOMPARE(f.model.rowCount(), 100);
}

void TestReadAhead::theOneAheadMayFail()
{
    Fixture f;
    f.net.expect("GET", firstPage).reply(200, numbered(0, 50, "c1"));
    f.open();
    QTRY_COMPARE(f.model.state(), State::Idle);
    f.net.expect("GET", secondPage).reply(200, numbered(50, 50, "c2"));
    f.net.expect("GET", thirdPage).reply(404, "{}");
    f.model.setLastVisibleRow(49);
    QTRY_COMPARE(f.model.state(), State::Failed);
    QCOMPARE(f.model.rowCount(), 100);
    f.net.expect("GET", thirdPage).reply(200, numbered(100, 50));
    f.model.retry();
    QTRY_COMPARE(f.model.state(), State::Complete);
    QCOMPARE(f.model.rowCount(), 150);
}

void TestReadAhead::theOneAheadIsDropped_data()
{
    QTest::addColumn<bool>("isRefresh");
    QTest::newRow("by a refresh") << true;
    QTest::newRow("by another query") << false;
}

void TestReadAhead::theOneAheadIsDropped()
{
    QFETCH(bool, isRefresh);
    Fixture f;
    f.net.expect("GET", firstPage).reply(200, numbered(0, 50, "c1"));
    f.open();
    QTRY_COMPARE(f.model.state(), State::Idle);
    f.net.expect("GET", secondPage).reply(200, numbered(50, 50, "c2"));
    Exchange &ahead = f.net.expect("GET", thirdPage).reply(200, numbered(100, 50)).hold();
    f.model.setLastVisibleRow(49);
    QTRY_COMPARE(f.model.rowCount(), 100);
    QCOMPARE(f.model.state(), State::Loading);
    f.model.setLastVisibleRow(-1);
    if (isRefresh) {
        f.net.expect("GET", firstPage).reply(200, numbered(0, 50, "c1"));
        f.net.expect("GET", secondPage).reply(200, numbered(50, 50));
        f.model.refresh();
    } else {
        f.net.expect("GET", firstPage).reply(200, page({"a"}));
        f.open();
    }
    QTRY_COMPARE(f.model.state(), State::Complete);
    QVERIFY(ahead.wasAborted());
    QCOMPARE(f.model.rowCount(), isRefresh ? 100 : 1);
}

QTEST_GUILESS_MAIN(TestReadAhead)
#include "tst_readahead.moc"
