#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "models/messagescope.h"
#include "models/peoplelist.h"

#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTest>

using namespace peoplelist;

class TestCursorList : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void startsEmptyAndSettled();
    void loadsPageAfterPageToTheEnd();
    void endsAtAnEmptyPage();
    void endsAtACursorThatLeadsNowhere();
    void keepsATextOfManyRowsOnce();
    void showsItsColumns();
    void failsAndRetriesTheSamePage();
    void asksAgainWhenTheNetworkIsBack_data();
    void asksAgainWhenTheNetworkIsBack();
    void refreshesAgainWhenTheNetworkIsBack();
    void failsOnAnAnswerThatIsNoList();
    void keepsRowsWhenTheCursorIsBroken();
    void keepsABrokenRow();
    void keepsOneRowPerId();
    void changesTheQueryInFlight();
    void dropsTheRequestWithTheModel();
    void refreshMerges_data();
    void refreshMerges();
    void refreshKeepsSelection();
    void refreshLoadsAsManyRowsAsThereWere();
    void refreshEndsEarly();
    void failedRefreshKeepsRows();
    void refreshReplacesANextPage();
    void updatesARow();
    void updateMeetsARefresh();
    void removesARow();
    void learnsFromRows();
    void streamsManyRows();
};

void TestCursorList::startsEmptyAndSettled()
{
    Fixture f;
    QCOMPARE(f.model.state(), State::Complete);
    QVERIFY(!f.model.canFetchMore({}));
    QVERIFY(!f.model.hasLoadedOnce());
    f.model.refresh();
    f.model.retry();
    f.net.expectNothing();
    QCOMPARE(f.net.requestCount(), 0);
}

void TestCursorList::loadsPageAfterPageToTheEnd()
{
    Fixture f;
    f.net.expect("GET", firstPage).reply(200, page({"a", "b"}, "c1"));
    QSignalSpy arrived(&f.model, &models::CursorListBase::pageArrived);
    f.open();
    QCOMPARE(f.model.state(), State::Loading);
    QVERIFY(!f.model.isRefreshing());
    QVERIFY(!f.model.canFetchMore({}));
    QTRY_COMPARE(f.model.state(), State::Idle);
    QCOMPARE(arrived.value(0).value(0).toInt(), 2);
    QVERIFY(f.model.canFetchMore({}));
    QVERIFY(!f.model.canFetchMore(f.model.index(0, 0)));

    f.net.expect("GET", secondPage).reply(200, page({"c"}));
    f.model.fetchMore({});
    f.model.fetchMore({}); // once is enough
    QTRY_COMPARE(f.model.state(), State::Complete);
    QCOMPARE(f.ids(), (QStringList {"a", "b", "c"}));
    QCOMPARE(f.model.rowOfId("c"), 2);
    QCOMPARE(f.model.indexOfId("b").row(), 1);
    QVERIFY(!f.model.indexOfId("x").isValid());
    QVERIFY(!f.model.canFetchMore({}));
    f.net.expectNothing();
}

void TestCursorList::endsAtAnEmptyPage()
{
    Fixture f;
    f.net.expect("GET", firstPage).reply(200, page({}, "c1")); // whatever its cursor says
    f.open();
    QTRY_COMPARE(f.model.state(), State::Complete);
    QVERIFY(f.model.hasLoadedOnce());
    QCOMPARE(f.model.rowCount(), 0);
    QVERIFY(!f.model.error().isError());
}

void TestCursorList::endsAtACursorThatLeadsNowhere()
{
    Fixture f;
    f.net.expect("GET", firstPage).reply(200, page({"a"}, "c1"));
    f.open();
    QTRY_COMPARE(f.model.state(), State::Idle);
    f.net.expect("GET", secondPage).reply(200, page({"b"}, "c1"));
    f.model.fetchMore({});
    QTRY_COMPARE(f.model.state(), State::Complete);
}

// Over pages, too: a long list of people has a few hundred time zones.
void TestCursorList::keepsATextOfManyRowsOnce()
{
    Fixture f;
    const auto one = [](const char *id, const char *after) {
        return json(QByteArray("{'entries': [{'id': '") + id
                    + "', 'timezone': 'Pacific/Auckland'}],"
                      " 'page_info': {'after': "
                    + after + ", 'page_size': 50}}");
    };
    f.net.expect("GET", firstPage).reply(200, one("a", "'c1'"));
    f.open();
    QTRY_COMPARE(f.model.state(), State::Idle);
    f.net.expect("GET", secondPage).reply(200, one("b", "null"));
    f.model.fetchMore({});
    QTRY_COMPARE(f.model.state(), State::Complete);
    QCOMPARE(f.model.row(1).value.timezone, "Pacific/Auckland");
    QCOMPARE(f.model.row(0).value.timezone.constData(), f.model.row(1).value.timezone.constData());
}

void TestCursorList::showsItsColumns()
{
    Fixture f;
    f.net.expect("GET", firstPage)
        .reply(200,
               json("{'entries': [{'id': 'a', 'name': 'Ada', 'updated_at': '2026-01-01T12:00:00Z'}],"
                    "'page_info': {'after': null}}"));
    f.model.setLook({.nowMs = 1767268800000 + 240'000}); // 2026-01-01T12:04:00Z
    f.open();
    QTRY_COMPARE(f.model.rowCount(), 1);
    QCOMPARE(f.model.columnCount(), 7);
    QCOMPARE(f.model.headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), "Name");
    QCOMPARE(f.model.headerData(1, Qt::Horizontal, models::CursorListBase::ColumnKeyRole).toString(), "id");
    QCOMPARE(f.model.columnOf(QLatin1StringView("updated_at")), 6);
    QCOMPARE(f.model.columnOf(QLatin1StringView("nothing")), -1);
    const auto cell = [&](int column, int role) { return f.model.index(0, column).data(role); };
    QCOMPARE(cell(0, Qt::DisplayRole).toString(), "Ada");
    QCOMPARE(cell(2, Qt::DisplayRole).toString(), "–");
    const auto shown = cell(2, models::CursorListBase::ShownRole).value<QList<models::Shown>>();
    QCOMPARE(shown.size(), 1);
    QVERIFY(shown.first().dim);
    QCOMPARE(cell(6, Qt::DisplayRole).toString(), "4 min ago");
    QVERIFY(cell(6, Qt::ToolTipRole).toString().startsWith("2026-01-01 12:00:00.000 UTC"));
    QCOMPARE(cell(0, models::CursorListBase::IdRole).toString(), "a");
    QCOMPARE(cell(0, models::CursorListBase::ObjectRole).toJsonObject().value("name").toString(), "Ada");
    QVERIFY(cell(0, models::CursorListBase::ProblemRole).toString().isEmpty());
    QCOMPARE(Qt::Alignment(cell(0, Qt::TextAlignmentRole).toInt()), Qt::AlignLeft | Qt::AlignVCenter);
}

void TestCursorList::failsAndRetriesTheSamePage()
{
    Fixture f;
    f.net.expect("GET", firstPage).reply(500, json("{'code': 'internal', 'message': 'Oh no'}"));
    f.open();
    QTRY_COMPARE(f.model.state(), State::Failed);
    QCOMPARE(f.model.error().httpStatus, 500);
    QVERIFY(!f.model.canFetchMore({}));
    f.model.fetchMore({});
    f.model.setLastVisibleRow(0);
    f.net.expectNothing(); // a failed page asks nothing by itself

    f.net.expect("GET", firstPage).reply(200, page({"a"}, "c1"));
    f.net.expect("GET", secondPage).fail(QNetworkReply::ConnectionRefusedError); // read ahead
    f.net.expect("GET", secondPage).reply(200, page({"b"}));
    f.model.retry();
    QCOMPARE(f.model.state(), State::Loading);
    QTRY_COMPARE(f.model.rowCount(), 1);
    QTRY_COMPARE(f.model.state(), State::Failed);
    QCOMPARE(f.model.error().kind, api::ApiError::Kind::Network);
    QCOMPARE(f.ids(), QStringList {"a"}); // nothing loaded vanishes
    f.model.retry();
    QTRY_COMPARE(f.model.state(), State::Complete);
    QCOMPARE(f.ids(), (QStringList {"a", "b"}));
    QVERIFY(!f.model.error().isError());
}

void TestCursorList::asksAgainWhenTheNetworkIsBack_data()
{
    QTest::addColumn<QNetworkReply::NetworkError>("error");
    QTest::addColumn<bool>("again");
    QTest::newRow("refused") << QNetworkReply::ConnectionRefusedError << true;
    QTest::newRow("no host") << QNetworkReply::HostNotFoundError << true;
    QTest::newRow("offline") << QNetworkReply::TemporaryNetworkFailureError << true;
    QTest::newRow("tls") << QNetworkReply::SslHandshakeFailedError << false;
    QTest::newRow("timeout") << QNetworkReply::OperationCanceledError << false;
    QTest::newRow("answered") << QNetworkReply::NoError << false; // with a 500
}

void TestCursorList::asksAgainWhenTheNetworkIsBack()
{
    QFETCH(QNetworkReply::NetworkError, error);
    QFETCH(bool, again);
    Fixture f;
    if (error == QNetworkReply::NoError)
        f.net.expect("GET", firstPage).reply(500, "{}");
    else
        f.net.expect("GET", firstPage).fail(error);
    f.open();
    QTRY_COMPARE(f.model.state(), State::Failed);
    f.net.expectNothing(); // not while it is away

    // Somebody else is answered.
    f.net.expect("GET", "/v1/users/ada").reply(200, entry("ada"));
    if (again) // and only once, though it fails again
        f.net.expect("GET", firstPage).reply(503, "{}");
    int answers = 0;
    const api::Call call = f.client.send(api::users::get(QStringLiteral("ada")),
                                         [&](const api::Result<api::User> &) { ++answers; });
    QTRY_COMPARE(answers, 1);
    f.net.expectNothing();
    QTRY_COMPARE(f.model.state(), State::Failed);
    if (again)
        QCOMPARE(f.model.error().httpStatus, 503);
}

void TestCursorList::refreshesAgainWhenTheNetworkIsBack()
{
    Fixture f;
    f.net.expect("GET", firstPage).reply(200, page({"a", "b"}));
    f.open();
    QTRY_COMPARE(f.model.state(), State::Complete);
    f.net.expect("GET", firstPage).fail(QNetworkReply::HostNotFoundError);
    f.model.refresh();
    QTRY_COMPARE(f.model.state(), State::Failed);
    QCOMPARE(f.ids(), (QStringList {"a", "b"}));
    f.net.expect("GET", "/v1/users/ada").reply(404, "{}"); // an answer, too
    f.net.expect("GET", firstPage).reply(200, page({"b", "c"}));
    const api::Call call
        = f.client.send(api::users::get(QStringLiteral("ada")), [](const api::Result<api::User> &) {});
    QTRY_COMPARE(f.model.state(), State::Complete);
    QCOMPARE(f.ids(), (QStringList {"b", "c"}));
    f.net.expectNothing();
}

void TestCursorList::failsOnAnAnswerThatIsNoList()
{
    Fixture f;
    f.net.expect("GET", firstPage).reply(200, json("{'users': []}"));
    f.open();
    QTRY_COMPARE(f.model.state(), State::Failed);
    QCOMPARE(f.model.error().kind, api::ApiError::Kind::Decode);
}

void TestCursorList::keepsRowsWhenTheCursorIsBroken()
{
    Fixture f;
    f.net.expect("GET", firstPage).reply(200, page({"a"}, "c1"));
    f.open();
    QTRY_COMPARE(f.model.state(), State::Idle);
    f.net.expect("GET", secondPage).reply(200, json("{'entries': [{'id': 'b'}], 'page_info': {'after': 7}}"));
    f.model.fetchMore({});
    QTRY_COMPARE(f.model.state(), State::Failed); // not a silent end of the list
    QVERIFY(f.model.error().message.contains(".page_info.after"));
    QCOMPARE(f.ids(), QStringList {"a"});
}

void TestCursorList::keepsABrokenRow()
{
    Fixture f;
    f.net.expect("GET", firstPage)
        .reply(200,
               pageOf({entry("a"), R"({"id": 7, "name": "No id"})", R"("not even an object")", entry("b")}));
    f.open();
    QTRY_COMPARE(f.model.rowCount(), 4);
    const QModelIndex broken = f.model.index(1, 0);
    QVERIFY(broken.data(models::CursorListBase::ProblemRole).toString().contains(".entries[1].id"));
    QCOMPARE(broken.data(models::CursorListBase::ObjectRole).toJsonObject().value("id").toInt(), 7);
    QCOMPARE(broken.data(Qt::ToolTipRole), broken.data(models::CursorListBase::ProblemRole));
    QVERIFY(f.model.row(2).isBroken());
    QVERIFY(!f.model.row(3).isBroken());
    QCOMPARE(f.model.rowOfId("b"), 3);
    QCOMPARE(f.model.rowOfId({}), -1);

    f.net.expect("GET", firstPage).reply(200, pageOf({R"({"id": 7})", entry("b")}));
    f.model.refresh();
    QTRY_COMPARE(f.model.rowCount(), 2);
    QVERIFY(f.model.row(0).isBroken());
}

void TestCursorList::keepsOneRowPerId()
{
    Fixture f;
    f.net.expect("GET", firstPage).reply(200, page({"a", "b", "a"}, "c1"));
    f.open();
    QTRY_COMPARE(f.model.state(), State::Idle);
    QCOMPARE(f.ids(), (QStringList {"a", "b"}));
    QSignalSpy changed(&f.model, &QAbstractItemModel::dataChanged);
    // Someone new pushed "b" over the edge of the first page; its newer state counts.
    f.net.expect("GET", secondPage).reply(200, pageOf({entry("b", "Bob"), entry("c")}, "c2"));
    f.model.fetchMore({});
    QTRY_COMPARE(f.ids(), (QStringList {"a", "b", "c"}));
    QCOMPARE(f.model.index(1, 0).data().toString(), "Bob");
    QCOMPARE(changed.size(), 1);
    f.net.expect("GET", thirdPage).reply(200, page({"a", "b"})); // nothing new at all
    f.model.fetchMore({});
    QTRY_COMPARE(f.model.state(), State::Complete);
    QCOMPARE(f.model.rowCount(), 3);
}

void TestCursorList::changesTheQueryInFlight()
{
    Fixture f;
    auto &slow = f.net.expect("GET", firstPage).reply(200, page({"old"})).hold();
    f.open();
    QTRY_VERIFY(slow.wasAsked());
    f.net.expect("GET", "/v1/users?page_size=2").reply(200, page({"new"}));
    f.model.setPageSize(2);
    f.open();
    QTRY_VERIFY(slow.wasAborted());
    QTRY_COMPARE(f.ids(), QStringList {"new"});
    slow.release();
    f.net.expectNothing();
    QCOMPARE(f.ids(), QStringList {"new"}); // the old answer never comes in

    QSignalSpy states(&f.model, &models::CursorListBase::stateChanged);
    f.model.clear();
    QCOMPARE(f.model.rowCount(), 0);
    QCOMPARE(f.model.state(), State::Complete);
    QVERIFY(!f.model.hasLoadedOnce());
    QCOMPARE(states.size(), 1);
}

void TestCursorList::dropsTheRequestWithTheModel()
{
    FakeNetwork net;
    api::Client client(testConnection(), &net);
    auto model = std::make_unique<models::PeopleModel>(client);
    auto &slow = net.expect("GET", firstPage).reply(200, page({"a"})).hold();
    model->setSource(models::sources::people());
    QTRY_VERIFY(slow.wasAsked());
    model.reset();
    QTRY_VERIFY(slow.wasAborted());
    slow.release();
    net.expectNothing();
}

void TestCursorList::refreshMerges_data()
{
    QTest::addColumn<QStringList>("before");
    QTest::addColumn<QStringList>("after");
    const QStringList abcd {"a", "b", "c", "d"};
    QTest::newRow("same") << abcd << abcd;
    QTest::newRow("inserted on top") << abcd << QStringList {"x", "y", "a", "b", "c", "d"};
    QTest::newRow("inserted between and below")
        << abcd << QStringList {"a", "x", "b", "c", "y", "z", "d", "w"};
    QTest::newRow("removed") << abcd << QStringList {"b", "d"};
    QTest::newRow("moved up") << abcd << QStringList {"d", "a", "b", "c"};
    QTest::newRow("reversed") << abcd << QStringList {"d", "c", "b", "a"};
    QTest::newRow("all at once") << abcd << QStringList {"x", "d", "a", "y", "c"};
    QTest::newRow("all gone") << abcd << QStringList {};
    QTest::newRow("all new") << abcd << QStringList {"x", "y"};
    QTest::newRow("from nothing") << QStringList {} << abcd;
    QTest::newRow("repeated") << abcd << QStringList {"a", "b", "a", "b", "c"};
}

void TestCursorList::refreshMerges()
{
    QFETCH(const QStringList, before);
    QFETCH(QStringList, after);
    Fixture f;
    f.net.expect("GET", firstPage).reply(200, page(before));
    f.open();
    QTRY_VERIFY(f.model.hasLoadedOnce());
    QCOMPARE(f.ids(), before);
    QList<QPersistentModelIndex> kept;
    for (int row = 0; row < f.model.rowCount(); ++row)
        kept += f.model.index(row, 1);
    QSignalSpy reset(&f.model, &QAbstractItemModel::modelReset);
    QSignalSpy refreshed(&f.model, &models::CursorListBase::refreshed);

    auto &slow = f.net.expect("GET", firstPage).reply(200, page(after)).hold();
    f.model.refresh();
    QVERIFY(f.model.isRefreshing());
    QTRY_VERIFY(slow.wasAsked());
    QCOMPARE(f.ids(), before); // still shown
    slow.release();
    QTRY_COMPARE(refreshed.size(), 1);
    after.removeDuplicates();
    QCOMPARE(f.ids(), after);
    QVERIFY(!f.model.isRefreshing());
    QCOMPARE(reset.size(), 0);
    for (qsizetype i = 0; i < kept.size(); ++i) {
        QCOMPARE(kept.at(i).isValid(), after.contains(before.at(i)));
        if (kept.at(i).isValid())
            QCOMPARE(kept.at(i).data(models::CursorListBase::IdRole).toString(), before.at(i));
    }
    for (int row = 0; row < f.model.rowCount(); ++row)
        QCOMPARE(f.model.rowOfId(after.at(row)), row);
}

void TestCursorList::refreshKeepsSelection()
{
    Fixture f;
    f.net.expect("GET", firstPage).reply(200, page({"a", "b", "c"}));
    f.open();
    QTRY_COMPARE(f.model.rowCount(), 3);
    QItemSelectionModel selection(&f.model);
    const auto how = QItemSelectionModel::Select | QItemSelectionModel::Rows;
    selection.select(f.model.index(1, 0), how);
    selection.select(f.model.index(2, 0), how);
    selection.setCurrentIndex(f.model.index(1, 0), QItemSelectionModel::NoUpdate);
    QSignalSpy changed(&f.model, &QAbstractItemModel::dataChanged);
    f.net.expect("GET", firstPage).reply(200, pageOf({entry("x"), entry("b", "Bob"), entry("a")}));
    f.model.refresh();
    QTRY_COMPARE(f.ids(), (QStringList {"x", "b", "a"}));
    QCOMPARE(selection.selectedRows().size(), 1);
    QCOMPARE(selection.selectedRows().first().row(), 1);
    QCOMPARE(selection.currentIndex().row(), 1);
    QCOMPARE(changed.size(), 1); // only Bob has changed
    QCOMPARE(changed.first().at(0).toModelIndex().row(), 1);
}

void TestCursorList::refreshLoadsAsManyRowsAsThereWere()
{
    Fixture f;
    f.net.expect("GET", firstPage).reply(200, numbered(0, 50, "c1"));
    f.open();
    QTRY_COMPARE(f.model.state(), State::Idle);
    f.net.expect("GET", secondPage).reply(200, numbered(50, 50, "c2"));
    f.model.fetchMore({});
    QTRY_COMPARE(f.model.rowCount(), 100);

    f.net.expect("GET", firstPage).reply(200, numbered(10, 50, "c1"));
    auto &slow = f.net.expect("GET", secondPage).reply(200, numbered(60, 50, "c2")).hold();
    f.model.refresh();
    QTRY_VERIFY(slow.wasAsked());
    QCOMPARE(f.model.idAt(0), "u0"); // merged only when all is there
    slow.release();
    QTRY_COMPARE(f.model.idAt(0), "u10");
    QCOMPARE(f.model.rowCount(), 100);
    QCOMPARE(f.model.state(), State::Idle);
    f.net.expect("GET", thirdPage).reply(200, numbered(110, 5));
    f.model.fetchMore({}); // goes on behind the refreshed rows
    QTRY_COMPARE(f.model.rowCount(), 105);
}

void TestCursorList::refreshEndsEarly()
{
    Fixture f;
    f.net.expect("GET", firstPage).reply(200, numbered(0, 50, "c1"));
    f.open();
    QTRY_COMPARE(f.model.state(), State::Idle);
    f.net.expect("GET", firstPage).reply(200, numbered(0, 3));
    f.model.refresh();
    QTRY_COMPARE(f.model.rowCount(), 3);
    QCOMPARE(f.model.state(), State::Complete);
}

void TestCursorList::failedRefreshKeepsRows()
{
    Fixture f;
    f.net.expect("GET", firstPage).reply(200, page({"a", "b"}, "c1"));
    f.open();
    QTRY_COMPARE(f.model.state(), State::Idle);
    f.net.expect("GET", firstPage).reply(503);
    f.model.refresh();
    QTRY_COMPARE(f.model.state(), State::Failed);
    QCOMPARE(f.model.error().httpStatus, 503);
    QVERIFY(!f.model.isRefreshing());
    QCOMPARE(f.ids(), (QStringList {"a", "b"}));
    f.net.expect("GET", firstPage).reply(200, page({"b"}));
    f.model.retry(); // refreshes again
    QVERIFY(f.model.isRefreshing());
    QTRY_COMPARE(f.ids(), QStringList {"b"});
    QVERIFY(!f.model.error().isError());
}

void TestCursorList::refreshReplacesANextPage()
{
    Fixture f;
    f.net.expect("GET", firstPage).reply(200, page({"a"}, "c1"));
    f.open();
    QTRY_COMPARE(f.model.state(), State::Idle);
    auto &slow = f.net.expect("GET", secondPage).reply(200, page({"b"})).hold();
    f.model.fetchMore({});
    QTRY_VERIFY(slow.wasAsked());
    f.net.expect("GET", firstPage).reply(200, page({"x", "a"}, "c1"));
    f.model.refresh();
    QTRY_VERIFY(slow.wasAborted());
    QTRY_COMPARE(f.ids(), (QStringList {"x", "a"}));
    slow.release();
    f.net.expectNothing();
}

void TestCursorList::updatesARow()
{
    Fixture f;
    f.net.expect("GET", firstPage).reply(200, page({"a", "b"}));
    f.open();
    QTRY_COMPARE(f.model.rowCount(), 2);
    QSignalSpy changed(&f.model, &QAbstractItemModel::dataChanged);
    api::User user = f.model.row(1).value;
    user.name = "Bea";
    user.raw.insert("name", "Bea");
    f.model.updateRow(user);
    QCOMPARE(f.model.index(1, 0).data().toString(), "Bea");
    QCOMPARE(changed.size(), 1);
    user.id = "nobody";
    f.model.updateRow(user);
    QCOMPARE(changed.size(), 1);
}

void TestCursorList::updateMeetsARefresh()
{
    Fixture f;
    f.net.expect("GET", firstPage).reply(200, numbered(0, 50, "c1"));
    f.open();
    QTRY_COMPARE(f.model.state(), State::Idle);
    f.net.expect("GET", secondPage).reply(200, numbered(50, 1));
    f.model.fetchMore({});
    QTRY_COMPARE(f.model.rowCount(), 51);
    f.net.expect("GET", firstPage).reply(200, numbered(0, 50, "c1"));
    auto &slow = f.net.expect("GET", secondPage).reply(200, numbered(50, 1)).hold();
    f.model.refresh();
    QTRY_VERIFY(slow.wasAsked()); // the first page is read already, and older than this:
    api::User user = f.model.row(3).value;
    user.name = "Newer";
    user.raw.insert("name", "Newer");
    f.model.updateRow(user);
    f.model.removeById("u0");
    slow.release();
    QTRY_VERIFY(!f.model.isRefreshing());
    QCOMPARE(f.model.row(f.model.rowOfId("u3")).value.name, "Newer");
    QCOMPARE(f.model.rowOfId("u0"), -1);
    QCOMPARE(f.model.rowCount(), 50);
}

void TestCursorList::removesARow()
{
    Fixture f;
    f.net.expect("GET", firstPage).reply(200, page({"a", "b", "c"}));
    f.open();
    QTRY_COMPARE(f.model.rowCount(), 3);
    f.model.removeById("b");
    f.model.removeById("nobody");
    QCOMPARE(f.ids(), (QStringList {"a", "c"}));
    QCOMPARE(f.model.rowOfId("c"), 1);
    QCOMPARE(f.model.rowOfId("b"), -1);
}

void TestCursorList::learnsFromRows()
{
    FakeNetwork net;
    api::Client client(testConnection(), &net);
    models::Vocabulary words;
    models::MessagesModel model(client);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    tester.setUseFetchMore(false);
    model.setVocabulary(&words);
    net.expect("GET", "/v1/users/ada/messages?page_size=50&tenant=acme")
        .reply(200,
               json("{'items': [{'id': 'm1', 'status': 'sent', 'recipient': 'ada', 'workflow': 'hello',"
                    "'channel_id': 'ch-1', 'tenant': 'acme', 'inserted_at': '2026-01-01T00:00:00Z',"
                    "'source': {'key': 'hello', 'categories': ['welcome']}}],"
                    "'page_info': {'after': null}}"));
    api::MessageQuery query;
    query.tenant = "acme";
    model.setSource(models::MessageScope::ofUser("ada").source(query));
    QTRY_COMPARE(model.rowCount(), 1);
    QCOMPARE(words.workflows(), QStringList {"hello"});
    QCOMPARE(words.tenants(), QStringList {"acme"});
    QCOMPARE(words.categoriesOf("hello"), QStringList {"welcome"});
    const QModelIndex channel = model.index(0, model.columnOf(QLatin1StringView("channel_id|channel.id")));
    QCOMPARE(channel.data().toString(), "ch-1");
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    words.nameChannel("ch-1", "Mail", "email");
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(channel.data().toString(), "Mail");
}

void TestCursorList::streamsManyRows()
{
    FakeNetwork net;
    api::Client client(testConnection(), &net);
    models::PeopleModel model(client); // without the tester: it looks at every cell after every page
    constexpr int pages = 200;
    for (int i = 0; i < pages; ++i) {
        const QByteArray after = i ? "after=c" + QByteArray::number(i) + '&' : QByteArray();
        const QByteArray next = i + 1 < pages ? "c" + QByteArray::number(i + 1) : QByteArray();
        net.expect("GET", "/v1/users?" + after + "page_size=50").reply(200, numbered(i * 50, 50, next));
    }
    connect(&model, &models::CursorListBase::pageArrived, &model, [&model] { model.fetchMore({}); });
    model.setSource(models::sources::people());
    QTRY_COMPARE_WITH_TIMEOUT(model.state(), State::Complete, 30000);
    QCOMPARE(model.rowCount(), pages * 50);
    QCOMPARE(model.rowOfId("u9999"), 9999);
}

QTEST_GUILESS_MAIN(TestCursorList)
#include "tst_cursorlist.moc"
