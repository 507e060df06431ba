// The numbers above the feed lead to their items; marks for all of it; and what the customer's own screen
// sends.
#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "ui/errorbar.h"
#include "ui/feed/countview.h"
#include "ui/feed/feeddetail.h"
#include "ui/feed/feedlist.h"
#include "ui/feed/feedside.h"
#include "ui/feed/markall.h"
#include "ui/feed/requestline.h"
#include "ui/feedfixture.h"
#include "ui/filterbar.h"
#include "ui/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace ui;
using namespace feedtest;

namespace {

const QByteArray crawl = feedUrl + "?page_size=200&status=unseen&archived=exclude";
const QByteArray crawlOn = feedUrl + "?after=c2&page_size=200&status=unseen&archived=exclude";
const QByteArray archive = feedUrl + "?page_size=1&archived=only";

QByteArray items(int from, int to, const QByteArray &more = {})
{
    QByteArrayList all;
    for (int n = from; n <= to; ++n)
        all += item("m" + QByteArray::number(n), more);
    return all.join(',');
}

const QByteArray seen = ", 'seen_at': '2026-01-02T00:00:00Z'";

} // namespace

class TestFeedNumbers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aNumberLeadsToItsItems();
    void theKeyboardDoesTheSame();
    void cancelsGoesOnAndRetries();
    void theAddressOpensIt();
    void otherFiltersCountAgain();
    void marksFromTheItems();
    void marksAllThatIsLoaded();
    void asksBeforeMarkingMore();
    void aFailedReadingMarksNothing();
    void marksTheVisible();
    void sendsWhatTheWidgetSends();
    void copiesTheRequest();

private:
    std::unique_ptr<Theme> m_theme;
};

void TestFeedNumbers::initTestCase()
{
    m_theme = std::make_unique<Theme>(*qApp);
    m_theme->setScheme(Scheme::Light);
}

void TestFeedNumbers::aNumberLeadsToItsItems()
{
    FeedFixture f;
    QVERIFY(f.start(items(1, 3), 2, 3, 3));
    CountView *view = f.panel->side()->countView();
    QVERIFY(!view->isVisible());
    f.net.expect("GET", crawl)
        .reply(200, feed(items(1, 1) + "," + item("m9", ", 'tenant': 'acme'"), 2, 3, 3));
    f.net.expect("GET", counts).reply(200, feed({}, 2, 3, 3));
    f.net.expect("GET", archive).reply(200, feed({}, 4, 4, 4));
    QTest::mouseClick(f.button("2 unseen"), Qt::LeftButton);
    QVERIFY(view->isVisible());
    QVERIFY(f.button("2 unseen")->isChecked());
    QVERIFY(f.settled());
    QCOMPARE(view->verdict(), "The badge says 2; the feed holds 2 unseen items.");
    QCOMPARE(view->arithmetic(), "2 = 1 for acme + 1 without tenant");
    QCOMPARE(view->causes().size(), 3);
    QVERIFY(view->causes().at(0).contains("4 more are archived and not counted."));
    QVERIFY(view->causes().at(1).contains("1 of these is below the first page"));
    QVERIFY(view->causes().at(2).contains("not what is unread: that is 3."));
    QCOMPARE(view->list()->model()->rowCount(), 2);
    QCOMPARE(f.panel->filters().last(), (QPair<QString, QString> {"count", "unseen"}));
    // An item opens its message.
    QSignalSpy opened(f.panel.get(), &Panel::openRequested);
    view->list()->setCurrentIndex(view->list()->model()->index(1, 0));
    QTest::keyClick(view->list(), Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.first().first().value<Place>().address(), "message:m9");
    // The same number again closes it.
    QTest::mouseClick(f.button("2 unseen"), Qt::LeftButton);
    QVERIFY(!view->isVisible());
    QVERIFY(f.panel->detail()->isVisible());
    QCOMPARE(f.panel->filters().size(), 1);
    f.net.expectNothing();
}

void TestFeedNumbers::theKeyboardDoesTheSame()
{
    FeedFixture f;
    QVERIFY(f.start(items(1, 1), 0, 0, 1));
    const QByteArray all = feedUrl + "?page_size=200&archived=exclude";
    f.net.expect("GET", all).reply(200, feed(items(1, 1), 0, 0, 1));
    f.net.expect("GET", counts).reply(200, feed({}, 0, 0, 1)).times(2);
    f.net.expect("GET", archive).reply(200, feed({}, 0, 0, 0)).times(2);
    f.button("0 unseen")->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget()->accessibleName(), "1 in all");
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QVERIFY(f.settled());
    CountView *view = f.panel->side()->countView();
    QCOMPARE(view->verdict(), "The count says 1; the feed holds 1 item.");
    QVERIFY(view->causes().isEmpty());
    f.net.expect("GET", all).reply(200, feed(items(1, 1), 0, 0, 1));
    f.button("Again")->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QVERIFY(view->verdict().isEmpty());
    QVERIFY(f.settled());
    view->list()->setFocus();
    QTest::keyClick(view->list(), Qt::Key_Escape);
    QVERIFY(!view->isVisible());
    f.net.expectNothing();
}

void TestFeedNumbers::cancelsGoesOnAndRetries()
{
    FeedFixture f;
    QVERIFY(f.start(items(1, 3), 3, 3, 3));
    CountView *view = f.panel->side()->countView();
    f.net.expect("GET", crawl).reply(200, feed(items(1, 2), 3, 3, 3, "'c2'"));
    Exchange &second = f.net.expect("GET", crawlOn).reply(500).hold();
    QTest::mouseClick(f.button("3 unseen"), Qt::LeftButton);
    QTRY_VERIFY(second.wasAsked());
    QVERIFY(!f.panel->isSettled());
    QCOMPARE(view->list()->model()->rowCount(), 2); // what is there is shown
    QTest::mouseClick(f.button("Cancel"), Qt::LeftButton);
    QVERIFY(f.settled());
    QVERIFY(view->verdict().isEmpty()); // half a list says nothing about the number
    QCOMPARE(view->list()->model()->rowCount(), 2);
    QTest::mouseClick(f.button("Go on"), Qt::LeftButton);
    second.release();
    QTRY_VERIFY(f.button("Retry"));
    QCOMPARE(view->list()->model()->rowCount(), 2);
    f.net.expect("GET", crawlOn).reply(200, feed(items(3, 3), 3, 3, 3));
    f.net.expect("GET", counts).reply(200, feed({}, 3, 3, 3));
    f.net.expect("GET", archive).reply(200, feed({}, 0, 0, 0));
    QTest::mouseClick(f.button("Retry"), Qt::LeftButton);
    QTRY_COMPARE(view->verdict(), "The badge says 3; the feed holds 3 unseen items.");
    QVERIFY(!f.button("Retry"));
    f.net.expectNothing();
}

void TestFeedNumbers::theAddressOpensIt()
{
    FeedFixture f;
    f.net.expect("GET", firstPage).reply(200, feed(items(1, 2), 1, 2, 2));
    f.net.expect("GET", eventsUrl("m1")).reply(200, events("delivered"));
    f.net.expect("GET", feedUrl + "?page_size=200&status=unread&archived=exclude")
        .reply(200, feed(items(1, 1) + "," + item("m2", seen), 1, 2, 2));
    f.net.expect("GET", counts).reply(200, feed({}, 1, 2, 2));
    f.net.expect("GET", archive).reply(200, feed({}, 0, 0, 0));
    const QList<QPair<QString, QString>> address {{"channel", "inapp"}, {"count", "unread"}};
    f.panel->setFilters(address);
    f.panel->activate();
    QVERIFY(f.settled());
    CountView *view = f.panel->side()->countView();
    QVERIFY(view->isVisible());
    QVERIFY(f.button("2 unread")->isChecked());
    QCOMPARE(view->verdict(), "The count says 2; the feed holds 2 unread items.");
    QVERIFY(view->causes().at(0).contains(
        "1 of these has been seen: the badge counts what is unseen. It says 1."));
    QCOMPARE(f.panel->filters(), address);
    // Back to where no number was open.
    f.panel->setFilters({{"channel", "inapp"}});
    QVERIFY(!view->isVisible());
    f.net.expectNothing();
}

void TestFeedNumbers::otherFiltersCountAgain()
{
    FeedFixture f;
    QVERIFY(f.start(items(1, 1), 1, 1, 1));
    f.net.expect("GET", crawl).reply(200, feed(items(1, 1), 1, 1, 1));
    f.net.expect("GET", counts).reply(200, feed({}, 1, 1, 1));
    f.net.expect("GET", archive).reply(200, feed({}, 0, 0, 0));
    QTest::mouseClick(f.button("1 unseen"), Qt::LeftButton);
    QVERIFY(f.settled());
    const QByteArray acme = feedUrl + "?page_size=50&tenant=acme&archived=exclude";
    f.net.expect("GET", acme).reply(200, feed(items(1, 2), 2, 2, 2));
    f.net.expect("GET", feedUrl + "?page_size=200&tenant=acme&status=unseen&archived=exclude")
        .reply(200, feed(items(1, 1) + "," + item("m2", ", 'tenant': 'acme'"), 2, 2, 2));
    f.net.expect("GET", feedUrl + "?page_size=1&tenant=acme&archived=exclude").reply(200, feed({}, 2, 2, 2));
    f.net.expect("GET", feedUrl + "?page_size=1&tenant=acme&archived=only").reply(200, feed({}, 0, 0, 0));
    f.net.expect("GET", eventsUrl("m1")).reply(200, events("delivered"));
    f.panel->setFilters({{"channel", "inapp"}, {"tenant", "acme"}, {"count", "unseen"}});
    QVERIFY(f.settled());
    CountView *view = f.panel->side()->countView();
    QCOMPARE(view->arithmetic(), "2 = 1 for acme + 1 without tenant");
    QVERIFY(view->causes().first().contains("1 of these has no tenant:"));
    f.net.expectNothing();
}

void TestFeedNumbers::marksFromTheItems()
{
    FeedFixture f;
    QVERIFY(f.start(items(1, 1), 1, 1, 1));
    f.net.expect("GET", crawl).reply(200, feed(items(1, 1), 1, 1, 1));
    f.net.expect("GET", counts).reply(200, feed({}, 1, 1, 1));
    f.net.expect("GET", archive).reply(200, feed({}, 0, 0, 0));
    QTest::mouseClick(f.button("1 unseen"), Qt::LeftButton);
    QVERIFY(f.settled());
    CountView *view = f.panel->side()->countView();
    view->list()->setFocus();
    view->list()->selectAll();
    f.net.expect("PUT", "/v1/messages/m1/seen").reply(200, message("m1", seen));
    f.net.expect("GET", counts).reply(200, feed({}, 0, 1, 1));
    f.net.expect("GET", eventsUrl("m1")).reply(200, events("delivered seen"));
    QTest::keyClick(view->list(), Qt::Key_S);
    QTRY_VERIFY(f.button("0 unseen"));
    QTRY_VERIFY(!view->count()->items()->row(0).value.seenAt.isNull()); // both cards say so
    QTRY_VERIFY(!f.panel->model()->row(0).value.seenAt.isNull());
    QVERIFY(f.settled());
    QTRY_VERIFY(f.net.isDone());
    f.net.expectNothing();
}

void TestFeedNumbers::marksAllThatIsLoaded()
{
    FeedFixture f;
    QVERIFY(f.start(items(1, 1) + "," + item("m2", seen), 1, 2, 2));
    f.net.expect("GET", crawl).reply(200, feed(items(1, 1), 1, 2, 2));
    f.net.expect("PUT", "/v1/messages/m1/seen").reply(200, message("m1", seen));
    f.net.expect("GET", counts).reply(200, feed({}, 0, 2, 2));
    f.net.expect("GET", eventsUrl("m1")).reply(200, events("delivered seen"));
    QTest::mouseClick(f.button("Mark all seen"), Qt::LeftButton);
    QTRY_VERIFY(f.button("0 unseen"));
    QVERIFY(!f.panel->findChild<QMessageBox *>()); // no more than what is seen here
    QTRY_VERIFY(!f.button("Mark all seen")->isEnabled());
    QCOMPARE(f.button("Mark all seen")->toolTip(), "Nothing is unseen.");
    QTRY_VERIFY(f.net.isDone());
    f.net.expectNothing();
}

void TestFeedNumbers::asksBeforeMarkingMore()
{
    FeedFixture f;
    QVERIFY(f.start(items(1, 1), 2, 2, 2));
    f.net.expect("GET", crawl).reply(200, feed(items(1, 2), 2, 2, 2));
    QTest::mouseClick(f.button("Mark all seen"), Qt::LeftButton);
    QMessageBox *box = nullptr;
    QTRY_VERIFY((box = f.panel->findChild<QMessageBox *>("markAllQuestion")));
    QCOMPARE(box->text(), "Mark 2 items seen?");
    QCOMPARE(box->informativeText(), "1 of them are loaded here, 1 are further down.");
    // Escape and Return leave them.
    QTest::keyClick(box, Qt::Key_Return);
    QTRY_VERIFY(!f.panel->findChild<QMessageBox *>("markAllQuestion"));
    f.net.expectNothing();
    // With a yes, through the menu, for another mark.
    f.net.expect("GET", feedUrl + "?page_size=200&archived=exclude").reply(200, feed(items(1, 2), 2, 2, 2));
    QAction *archiveAll = nullptr;
    for (QAction *action : f.panel->findChild<QMenu *>()->actions()) {
        if (action->text() == "Archive all")
            archiveAll = action;
    }
    QVERIFY(archiveAll && archiveAll->isEnabled());
    archiveAll->trigger();
    QTRY_VERIFY((box = f.panel->findChild<QMessageBox *>("markAllQuestion")));
    QCOMPARE(box->text(), "Archive 2 items?");
    const QByteArray archived = ", 'archived_at': '2026-01-02T00:00:00Z'";
    f.net.expect("POST", "/v1/messages/batch/archived")
        .withBody(json("{'message_ids': ['m1', 'm2']}"))
        .reply(200, "[" + message("m1", archived) + "," + message("m2", archived) + "]");
    f.net.expect("GET", counts).reply(200, feed({}, 0, 0, 0));
    f.net.expect("GET", eventsUrl("m1")).reply(200, events("delivered archived"));
    for (QAbstractButton *button : box->buttons()) {
        if (button->text() == "Archive all")
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QTRY_VERIFY(f.button("0 unseen"));
    QTRY_VERIFY(f.net.isDone());
    f.net.expectNothing();
}

void TestFeedNumbers::aFailedReadingMarksNothing()
{
    FeedFixture f;
    QVERIFY(f.start(items(1, 1), 3, 3, 3));
    f.net.expect("GET", crawl).reply(200, feed(items(1, 2), 3, 3, 3, "'c2'"));
    f.net.expect("GET", crawlOn).reply(500);
    QTest::mouseClick(f.button("Mark all seen"), Qt::LeftButton);
    QTRY_VERIFY(f.button("Retry"));
    f.net.expectNothing();
    Exchange &again = f.net.expect("GET", crawlOn).reply(200, feed(items(3, 3), 3, 3, 3)).hold();
    QTest::mouseClick(f.button("Retry"), Qt::LeftButton);
    QTRY_VERIFY(again.wasAsked());
    QTest::mouseClick(f.button("Cancel"), Qt::LeftButton);
    QTRY_VERIFY(again.wasAborted());
    again.release();
    QVERIFY(!f.button("Cancel") && f.button("Mark all seen")->isEnabled());
    f.net.expectNothing();
}

void TestFeedNumbers::marksTheVisible()
{
    FeedFixture f;
    QVERIFY(f.start(item("m1", seen) + "," + items(2, 40), 39, 39, 40));
    const QStringList visible = f.panel->view()->visibleIds();
    QVERIFY(visible.size() > 2 && visible.size() < 20);
    QByteArrayList answers;
    for (const QString &id : visible.mid(1)) // m1 is seen already
        answers += message(id.toUtf8(), seen);
    f.net.expect("POST", "/v1/messages/batch/seen")
        .withBody(json("{'message_ids': ['" + visible.mid(1).join("','").toUtf8() + "']}"))
        .reply(200, "[" + answers.join(',') + "]");
    f.net.expect("GET", counts).reply(200, feed({}, 7, 39, 40));
    for (QAction *action : f.panel->findChild<QMenu *>()->actions()) {
        if (action->text() == "Mark the visible seen")
            action->trigger();
    }
    QTRY_VERIFY(f.button("7 unseen"));
    QTRY_VERIFY(f.net.isDone());
    f.net.expectNothing();
}

void TestFeedNumbers::sendsWhatTheWidgetSends()
{
    FeedFixture f;
    const QByteArray query = "?page_size=200&source=mention&tenant=acme&has_tenant=true&status=unread"
                             "&workflow_categories[]=social&workflow_categories[]=product&archived=include"
                             "&trigger_data=%7B%22count%22%3A3%2C%22project%22%3A%22apollo%22%7D";
    f.net.expect("GET", feedUrl + query).reply(200, feed({}, 0, 0, 0));
    const QList<QPair<QString, QString>> address {
        {"channel", "inapp"},       {"tenant", "acme"},      {"status", "unread"},   {"archived", "include"},
        {"has_tenant", "true"},     {"workflow", "mention"}, {"category", "social"}, {"category", "product"},
        {"data", "project=apollo"}, {"data", "count=3"},     {"page_size", "200"}};
    f.panel->setFilters(address);
    f.panel->activate();
    QVERIFY(f.settled());
    QCOMPARE(f.panel->filters(), address);
    const auto *line = f.panel->findChild<RequestLine *>();
    QVERIFY(line->isVisible());
    QCOMPARE(line->request(), QString("GET " + feedUrl + query));
    QCOMPARE(
        QJsonDocument::fromJson(line->options().toUtf8()).object(),
        QJsonDocument::fromJson(json("{'feedId': 'inapp', 'defaultFeedOptions': {'page_size': 200,"
                                     "'source': 'mention', 'tenant': 'acme', 'has_tenant': true, 'status':"
                                     "'unread', 'workflow_categories': ['social', 'product'], 'archived':"
                                     "'include', 'trigger_data': {'project': 'apollo', 'count': 3}}}"))
            .object());
}

void TestFeedNumbers::copiesTheRequest()
{
    FeedFixture f;
    QVERIFY(f.start(items(1, 1), 1, 1, 1));
    f.button("Copy the request")->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QCOMPARE(QGuiApplication::clipboard()->text(), QString("GET " + firstPage));
    QTest::mouseClick(f.button("Copy as widget options"), Qt::LeftButton);
    const QJsonObject options
        = QJsonDocument::fromJson(QGuiApplication::clipboard()->text().toUtf8()).object();
    QCOMPARE(options.value("feedId").toString(), "inapp");
    QCOMPARE(options.value("defaultFeedOptions").toObject().value("archived").toString(), "exclude");
}

QTEST_MAIN(TestFeedNumbers)
#include "tst_feednumbers.moc"
