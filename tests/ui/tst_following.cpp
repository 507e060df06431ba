// New rows while a list is looked at: nothing moves under the eye, and it is said what came.
#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "models/feedmodel.h"
#include "models/lists.h"
#include "models/messagescope.h"
#include "models/vocabulary.h"
#include "support/fakenetwork.h"
#include "ui/feed/feeddetail.h"
#include "ui/feed/feedlist.h"
#include "ui/feed/feedpanel.h"
#include "ui/filterbar.h"
#include "ui/following.h"
#include "ui/listpanel.h"
#include "ui/message/messageview.h"
#include "ui/messages/messagefilters.h"
#include "ui/messages/messagespanel.h"
#include "ui/theme.h"

#include <QApplication>
#include <QItemSelectionModel>
#include <QListView>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QStackedWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>
#include <QToolButton>

using namespace ui;

namespace {

const QByteArray newest = "/v1/messages?page_size=50";
const QByteArray older = "/v1/messages?after=c1&page_size=50";

QByteArray message(int number, const QByteArray &status = "delivered")
{
    const QByteArray n = QByteArray::number(number);
    return "{'id': 'm" + n + "', 'status': '" + status + "', 'recipient': 'person" + n
        + "', 'workflow': 'invoice', 'channel_id': 'mail', 'inserted_at': '2026-01-01T00:00:00Z'}";
}

// From `first` down to `last`.
QByteArray page(int first, int last, const QByteArray &after = "null", const QByteArray &status = "delivered")
{
    QByteArray items;
    for (int number = first; number >= last; --number)
        items += (items.isEmpty() ? "" : ",") + message(number, status);
    return json(("{'items': [" + items + "], 'page_info': {'after': " + after + "}}").constData());
}

QByteArray card(int number)
{
    const QByteArray n = QByteArray::number(number);
    return "{'id': 'm" + n
        + "', 'inserted_at': '2026-01-01T00:00:00Z', 'actors': [], 'source': {'key': 'w'},"
          "'blocks': [{'name': 'body', 'type': 'markdown', 'rendered': '<p>Item "
        + n
        + (number % 3 == 0 ? " with more to say, so that its card is higher than most of the others are, "
                             "which it would not be without this line and the next one, I should think"
                           : "")
        + "</p>'}]}";
}

QByteArray feed(int first, int last, int unseen)
{
    QByteArray items;
    for (int number = first; number >= last; --number)
        items += (items.isEmpty() ? "" : ",") + card(number);
    return json(("{'entries': [" + items
                 + "], 'page_info': {'after': null}, 'vars': {}, 'meta': {"
                   "'unseen_count': "
                 + QByteArray::number(unseen) + ", 'unread_count': 0, 'total_count': 9}}")
                    .constData());
}

QByteArray events(const QByteArray &words)
{
    QByteArray rows;
    for (const QByteArray &word : words.split(' ')) {
        rows += (rows.isEmpty() ? "{'id': 'e" : ",{'id': 'e") + word + "', 'type': 'message." + word
            + "', 'recipient': 'ada', 'inserted_at': '2026-01-01T00:00:01Z'}";
    }
    return json(("{'items': [" + rows + "], 'page_info': {'after': null}}").constData());
}

} // namespace

class TestFollowing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void keepsThePixels_data();
    void keepsThePixels();
    void keepsSelectionAndCurrent();
    void keepsTheEyeOnARowThatStays();
    void aRefreshKeepsThePixelsToo();
    void leadsToWhatIsNew_data();
    void leadsToWhatIsNew();
    void forgetsWhatWasSeen();
    void takesInMoreThanAPage();
    void followsOnlyWhatIsInSight();
    void asksWhenTheWindowIsBack();
    void waitsForTheHand();
    void pausesAndRemembers();
    void saysWhyNot();
    void readsTheMessageBesideAgain();
    void feedAtTheTopStaysThere();
    void feedKeepsThePixels();

private:
    void start(int first, int last, const QByteArray &after = "null");
    void startFeed(int first, int last);
    // The next look for new rows, made and answered.
    void pass(const Following *following, const QByteArray &target, const QByteArray &answer);
    bool isAsked(const Exchange &exchange)
    {
        return QTest::qWaitFor([&] { return exchange.wasAsked(); });
    }
    // Whatever modifier the last key of a test left behind.
    void choose(int row)
    {
        QTableView *view = m_list->view();
        view->selectionModel()->setCurrentIndex(
            view->model()->index(row, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
    int yOf(const QString &id) const
    {
        const int row = m_model->rowOfId(id);
        return m_list->view()->visualRect(m_list->view()->model()->index(row, 0)).top();
    }
    QScrollBar *bar() const { return m_list->view()->verticalScrollBar(); }
    // What is painted below the pill.
    QImage seen(QAbstractItemView *view) const
    {
        QWidget *viewport = view->viewport();
        return viewport->grab(viewport->rect().adjusted(0, 64, 0, 0)).toImage();
    }

    qint64 m_nowMs = 0;
    Context m_context;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<FakeNetwork> m_net;
    std::unique_ptr<api::Client> m_client;
    std::unique_ptr<models::Vocabulary> m_words;
    std::unique_ptr<models::MessagesModel> m_model;
    std::unique_ptr<ListPanel> m_list;
    std::unique_ptr<FeedPanel> m_feed;
    Following *m_following = nullptr;
};

void TestFollowing::initTestCase()
{
    m_theme = std::make_unique<Theme>(*qApp);
    m_theme->setScheme(Scheme::Light);
}

void TestFollowing::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath("s.ini"), QSettings::IniFormat);
    m_net = std::make_unique<FakeNetwork>();
    m_client = std::make_unique<api::Client>(testConnection(), m_net.get());
    m_words = std::make_unique<models::Vocabulary>();
    m_context = {};
    m_context.client = m_client.get();
    m_context.settings = m_settings.get();
    m_context.vocabulary = m_words.get();
    m_model = std::make_unique<models::MessagesModel>(*m_client);
    m_list = std::make_unique<ListPanel>(m_context, m_model.get(), "test");
    m_list->setMultiSelection(true);
    m_list->resize(900, 500);
    m_following = new Following(m_context, m_model.get(), m_list->view(), "test", m_list.get());
    m_following->follower()->setClock([this] { return m_nowMs; });
}

void TestFollowing::cleanup()
{
    m_feed.reset();
    m_list.reset();
    m_model.reset();
    m_client.reset();
    m_net.reset();
    m_words.reset();
}

void TestFollowing::start(int first, int last, const QByteArray &after)
{
    m_list->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_list.get()));
    m_net->expect("GET", newest).reply(200, page(first, last, after));
    m_model->setSource(models::MessageScope().source());
    m_list->activate();
    QTRY_COMPARE(m_model->rowCount(), first - last + 1);
    QVERIFY(m_list->isSettled());
    QVERIFY(bar()->maximum() > 0);
}

void TestFollowing::pass(const Following *following, const QByteArray &target, const QByteArray &answer)
{
    QSignalSpy changed(following->follower(), &models::Follower::changed);
    m_net->expect("GET", target).reply(200, answer);
    m_nowMs += following->follower()->pauseMs();
    following->follower()->wake();
    QVERIFY(changed.wait());
}

void TestFollowing::keepsThePixels_data()
{
    QTest::addColumn<int>("offset");
    QTest::newRow("at the top") << 0;
    QTest::newRow("within a row") << 43;
    QTest::newRow("far down") << 700;
    QTest::newRow("at the end") << 100'000;
}

void TestFollowing::keepsThePixels()
{
    QFETCH(int, offset);
    start(50, 1);
    bar()->setValue(offset);
    choose(30);
    m_list->view()->setFocus();
    bar()->setValue(offset);
    QTest::mouseMove(m_list->view()->viewport(), QPoint(300, 300));
    QTest::mouseMove(m_list->view()->viewport(), QPoint(300, 200));
    const int value = bar()->value();
    const QImage before = seen(m_list->view());
    pass(m_following, newest, page(53, 4, "'c1'"));
    QCOMPARE(m_model->rowCount(), 53);
    QCOMPARE(bar()->value(), value + 3 * metric::row);
    QCOMPARE(seen(m_list->view()), before);
    QCOMPARE(m_following->unseen(), 3);
    pass(m_following, newest, page(54, 5, "'c1'"));
    QCOMPARE(seen(m_list->view()), before);
    QCOMPARE(m_following->unseen(), 4);
    QCOMPARE(m_following->pill()->text(), "4 new");
    QVERIFY(m_following->pill()->isVisible());
}

void TestFollowing::keepsSelectionAndCurrent()
{
    start(50, 1);
    QTableView *view = m_list->view();
    view->setFocus();
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, QPoint(200, yOf("m48") + 5));
    QTest::keyClick(view, Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(m_list->selectedRows(), (QList<int> {2, 3}));
    QSignalSpy current(m_list.get(), &ListPanel::currentRowChanged);
    pass(m_following, newest, page(52, 3, "'c1'"));
    QCOMPARE(m_list->selectedRows(), (QList<int> {4, 5}));
    QCOMPARE(m_model->idAt(m_list->currentRow()), "m47");
    QCOMPARE(current.size(), 0);
    // The selection goes on from where it began.
    QTest::keyClick(view, Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(m_list->selectedRows(), (QList<int> {4, 5, 6}));
}

void TestFollowing::keepsTheEyeOnARowThatStays()
{
    start(50, 1);
    bar()->setValue(10 * metric::row);
    choose(15);
    const int y = yOf("m35");
    // The uppermost row on screen is gone, and so is one between it and the current row.
    QByteArray items;
    for (int number = 51; number > 1; --number) {
        if (number != 40 && number != 38)
            items += (items.isEmpty() ? "" : ",") + message(number);
    }
    pass(m_following, newest, json(("{'items': [" + items + "], 'page_info': {'after': 'c1'}}").constData()));
    QCOMPARE(m_model->rowCount(), 49);
    QCOMPARE(yOf("m35"), y);
    QCOMPARE(m_model->idAt(m_list->currentRow()), "m35");
}

void TestFollowing::aRefreshKeepsThePixelsToo()
{
    start(50, 1);
    bar()->setValue(500);
    const int y = yOf("m30");
    m_net->expect("GET", newest).reply(200, page(52, 3));
    m_model->refresh();
    QTRY_VERIFY(!m_model->isRefreshing());
    QCOMPARE(yOf("m30"), y);
    // At the top one sees the top: that is what was asked for.
    bar()->setValue(0);
    m_net->expect("GET", newest).reply(200, page(53, 4));
    m_model->refresh();
    QTRY_VERIFY(!m_model->isRefreshing());
    QCOMPARE(bar()->value(), 0);
    QCOMPARE(m_following->unseen(), 0);
}

void TestFollowing::leadsToWhatIsNew_data()
{
    QTest::addColumn<bool>("byKey");
    QTest::newRow("click") << false;
    QTest::newRow("Home") << true;
}

void TestFollowing::leadsToWhatIsNew()
{
    QFETCH(bool, byKey);
    start(50, 1);
    QTableView *view = m_list->view();
    view->setFocus();
    choose(20);
    pass(m_following, newest, page(52, 3, "'c1'"));
    QVERIFY(m_following->pill()->isVisible());
    QCOMPARE(m_following->pill()->accessibleName(), "2 new, go to the top");
    if (byKey)
        QTest::keyClick(view, Qt::Key_Home);
    else
        QTest::mouseClick(m_following->pill(), Qt::LeftButton);
    QCOMPARE(bar()->value(), 0);
    QCOMPARE(yOf("m52"), 0);
    QVERIFY(!m_following->pill()->isVisible());
    QCOMPARE(m_model->idAt(m_list->currentRow()), "m30"); // what was chosen stays chosen
    QCOMPARE(m_list->selectedRows(), QList<int> {22});
}

// The rows above count until they were on screen.
void TestFollowing::forgetsWhatWasSeen()
{
    start(50, 1);
    bar()->setValue(600);
    pass(m_following, newest, page(54, 5, "'c1'"));
    QCOMPARE(m_following->unseen(), 4);
    bar()->setValue(2 * metric::row);
    QCOMPARE(m_following->pill()->text(), "2 new");
    bar()->setValue(900);
    QCOMPARE(m_following->unseen(), 2);
    bar()->setValue(0);
    QCOMPARE(m_following->unseen(), 0);
    QVERIFY(!m_following->pill()->isVisible());
    bar()->setValue(900);
    QCOMPARE(m_following->unseen(), 0);
}

void TestFollowing::takesInMoreThanAPage()
{
    start(50, 1);
    bar()->setValue(300);
    const QImage before = seen(m_list->view());
    pass(m_following, newest, page(130, 81, "'c1'"));
    QCOMPARE(m_following->pill()->text(), "50+ new");
    QCOMPARE(m_model->rowCount(), 50);
    QCOMPARE(seen(m_list->view()), before);
    m_net->expect("GET", newest).reply(200, page(131, 82, "'c1'"));
    m_net->expect("GET", older).reply(200, page(81, 32, "'c2'"));
    QTest::mouseClick(m_following->pill(), Qt::LeftButton);
    QTRY_COMPARE(m_model->rowCount(), 131);
    QTRY_COMPARE(bar()->value(), 0);
    QVERIFY(!m_following->pill()->isVisible());
    m_net->expectNothing();
}

void TestFollowing::followsOnlyWhatIsInSight()
{
    QStackedWidget tabs;
    auto *other = new QWidget;
    m_list->setParent(nullptr);
    tabs.addWidget(m_list.get());
    tabs.addWidget(other);
    tabs.resize(900, 500);
    tabs.show();
    start(50, 1);
    const models::Follower *follower = m_following->follower();
    QVERIFY(follower->isActive());
    tabs.setCurrentWidget(other);
    QVERIFY(!follower->isActive());
    tabs.setCurrentWidget(m_list.get());
    QVERIFY(follower->isActive());
    tabs.showMinimized();
    QTRY_VERIFY(!follower->isActive());
    tabs.showNormal();
    QTRY_VERIFY(follower->isActive());
    tabs.hide();
    QVERIFY(!follower->isActive());
    m_list->setParent(nullptr);
}

void TestFollowing::asksWhenTheWindowIsBack()
{
    start(50, 1);
    for (int i = 0; i < 3; ++i)
        pass(m_following, newest, page(50, 1));
    QCOMPARE(m_following->button()->text(), "follows every 16 s");
    m_nowMs += 2000;
    auto &asked = m_net->expect("GET", newest).reply(200, page(51, 2, "'c1'"));
    QEvent activated(QEvent::WindowActivate);
    QApplication::sendEvent(m_list.get(), &activated);
    QVERIFY(isAsked(asked));
    QTRY_COMPARE(m_model->rowCount(), 51);
    QCOMPARE(m_following->button()->text(), "follows every 2 s");
}

void TestFollowing::waitsForTheHand()
{
    start(50, 1);
    QWidget *viewport = m_list->view()->viewport();
    QTest::mousePress(viewport, Qt::LeftButton, {}, QPoint(200, 100));
    m_nowMs += 60'000;
    m_following->follower()->wake();
    QVERIFY(!m_model->isLooking());
    auto &asked = m_net->expect("GET", newest).reply(200, page(51, 2, "'c1'"));
    QTest::mouseRelease(viewport, Qt::LeftButton, {}, QPoint(200, 100));
    m_following->follower()->wake();
    QVERIFY(isAsked(asked));
    QTRY_COMPARE(m_model->rowCount(), 51);
}

void TestFollowing::pausesAndRemembers()
{
    start(50, 1);
    QToolButton *button = m_following->button();
    QCOMPARE(button->text(), "follows every 2 s");
    QCOMPARE(button->accessibleName(), button->text());
    button->show();
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(button->text(), "not following");
    m_nowMs += 60'000;
    m_following->follower()->wake();
    QVERIFY(!m_model->isLooking());
    {
        const Following again(m_context, m_model.get(), m_list->view(), "test", m_list.get());
        QVERIFY(again.follower()->isPaused());
    }
    auto &asked = m_net->expect("GET", newest).reply(200, page(50, 1));
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
    QCOMPARE(button->text(), "follows every 2 s");
    m_following->follower()->wake();
    QVERIFY(isAsked(asked));
    const Following again(m_context, m_model.get(), m_list->view(), "test", m_list.get());
    QVERIFY(!again.follower()->isPaused());
}

void TestFollowing::saysWhyNot()
{
    const QDateTime now(QDate(2026, 1, 8), QTime(12, 0), QTimeZone::utc());
    api::MessageQuery query;
    QCOMPARE(whyNotFollowed(query, now), QString());
    query.insertedBefore = api::Timestamp::fromDateTime(now.addSecs(60));
    QCOMPARE(whyNotFollowed(query, now), QString());
    query.insertedBefore = api::Timestamp::fromDateTime(now);
    QCOMPARE(whyNotFollowed(query, now), "the time range is over");
}

void TestFollowing::readsTheMessageBesideAgain()
{
    m_settings->setValue("follow/messages", false); // until the clock is ours
    m_net->expect("GET", newest).reply(200, page(50, 1, "null", "queued"));
    const auto expectParts = [this](const QByteArray &words) {
        const QByteArray base = "/v1/messages/m50";
        m_net->expect("GET", base + "/content").reply(200, json("{'message_id': 'm50', 'data': {}}"));
        m_net->expect("GET", base + "/events?page_size=50").reply(200, events(words));
        m_net->expect("GET", base + "/activities?page_size=50").reply(200, page(0, 1));
        m_net->expect("GET", base + "/delivery_logs?page_size=50").reply(200, page(0, 1));
    };
    expectParts("queued");
    MessagesPanel panel(m_context, {});
    panel.resize(1200, 700);
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    panel.activate();
    QTRY_VERIFY(panel.isSettled());
    panel.following()->follower()->setClock([this] { return m_nowMs; });
    panel.following()->follower()->setPaused(false);
    // Nothing else happened to it: nothing else is asked for.
    pass(panel.following(), newest, page(51, 2, "'c1'", "queued"));
    QVERIFY(panel.isSettled());
    m_net->expect("GET", "/v1/messages/m50").reply(200, json(message(50, "delivered").constData()));
    expectParts("queued delivered");
    pass(panel.following(), newest, page(51, 2, "'c1'"));
    QTRY_VERIFY(panel.isSettled());
    QCOMPARE(panel.messageView()->id(), "m50");
    QVERIFY2(panel.messageView()->sentence().startsWith("Delivered"),
             qPrintable(panel.messageView()->sentence()));
    m_net->expectNothing();
}

void TestFollowing::startFeed(int first, int last)
{
    m_settings->setValue("follow/feed", false); // until the clock is ours
    m_feed = std::make_unique<FeedPanel>(m_context, "ada");
    m_feed->resize(1100, 500);
    m_feed->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_feed.get()));
    m_net->expect("GET", "/v1/users/ada/feeds/inapp?page_size=50&archived=exclude")
        .reply(200, feed(first, last, 2));
    m_net->expect("GET", "/v1/messages/m" + QByteArray::number(first) + "/events?page_size=50")
        .reply(200, events("sent"));
    m_feed->setFilters({{"channel", "inapp"}});
    m_feed->activate();
    QTRY_VERIFY(m_feed->isSettled());
    m_feed->following()->follower()->setClock([this] { return m_nowMs; });
    m_feed->following()->follower()->setPaused(false);
}

void TestFollowing::feedAtTheTopStaysThere()
{
    startFeed(30, 1);
    QScrollBar *scroll = m_feed->view()->verticalScrollBar();
    QVERIFY(scroll->maximum() > 0);
    pass(m_feed->following(), "/v1/users/ada/feeds/inapp?page_size=50&archived=exclude", feed(32, 1, 4));
    QCOMPARE(scroll->value(), 0);
    QCOMPARE(m_feed->view()->visualRect(m_feed->view()->model()->index(0, 0)).top(), 0);
    QCOMPARE(m_feed->model()->idAt(0), "m32");
    QCOMPARE(m_feed->model()->idAt(m_feed->view()->currentIndex().row()), "m30");
    QCOMPARE(m_feed->model()->meta().unseenCount, 4);
    QCOMPARE(m_feed->following()->unseen(), 0);
    QTRY_VERIFY(m_feed->isSettled());
}

void TestFollowing::feedKeepsThePixels()
{
    startFeed(70, 1); // more than the view lays out at once
    QListView *view = m_feed->view();
    for (const int offset : {50, 2400}) {
        view->verticalScrollBar()->setValue(offset);
        QCOMPARE(view->verticalScrollBar()->value(), offset);
        const QImage before = seen(view);
        const int top = m_feed->model()->rowCount();
        pass(m_feed->following(), "/v1/users/ada/feeds/inapp?page_size=50&archived=exclude",
             feed(top + 2, 1, 4));
        QCOMPARE(m_feed->model()->rowCount(), top + 2);
        QCOMPARE(seen(view), before);
        // The view may lay out again later: still nothing moves.
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
        QCOMPARE(seen(view), before);
        QVERIFY(m_feed->following()->pill()->isVisible());
    }
    QTRY_VERIFY(m_feed->isSettled());
}

QTEST_MAIN(TestFollowing)
#include "tst_following.moc"
