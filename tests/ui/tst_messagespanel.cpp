// Lists of messages with one of them beside, and the page of one message.
#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "models/vocabulary.h"
#include "support/fakenetwork.h"
#include "ui/errorbar.h"
#include "ui/filterbar.h"
#include "ui/listpanel.h"
#include "ui/message/messageview.h"
#include "ui/message/timelineview.h"
#include "ui/messages/messagefilters.h"
#include "ui/messages/messagespage.h"
#include "ui/messages/messagespanel.h"
#include "ui/theme.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace ui;

namespace {

QByteArray json(const QByteArray &text)
{
    return ::json(text.constData());
}

QByteArray message(const QByteArray &id, const QByteArray &status = "delivered", const QByteArray &more = {})
{
    return "{'id': '" + id + "', 'status': '" + status
        + "', 'recipient': 'ada', 'workflow': 'invoice', 'channel_id': 'mail',"
          "'channel': {'id': 'mail', 'type': 'email', 'name': 'SendGrid'}, 'inserted_at': "
          "'2026-01-01T00:00:00Z'"
        + more + "}";
}

QByteArray list(const QByteArray &items)
{
    return json("{'items': [" + items + "], 'page_info': {'after': null}}");
}

} // namespace

class TestMessagesPanel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsTheFocusInTheList();
    void aFailedRefreshIsForgottenWithTheMessage();
    void initTestCase();
    void init();
    void cleanup();
    void showsAListAndTheFirstBeside();
    void aDeletedRecipientIsTold();
    void aBrokenRowStays();
    void filtersAndAddressSayTheSame();
    void looksWhetherAMarkArrived();
    void marksTheSelection();
    void queries();
    void titles();
    void comparesTheTwoSelected();

private:
    void expectParts(const QByteArray &id, const QByteArray &logs = {});
    template <class W>
    W *show(W *widget)
    {
        m_widget.reset(widget);
        widget->resize(1200, 700);
        widget->show();
        return QTest::qWaitForWindowExposed(widget) ? widget : nullptr;
    }
    template <class W>
    static bool settled(const W *page)
    {
        return QTest::qWaitFor([&] { return page->isSettled(); });
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<FakeNetwork> m_net;
    std::unique_ptr<api::Client> m_client;
    std::unique_ptr<models::Vocabulary> m_words;
    std::unique_ptr<QWidget> m_widget;
    Context m_context;
};

void TestMessagesPanel::initTestCase()
{
    m_theme = std::make_unique<Theme>(*qApp);
}

void TestMessagesPanel::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath("s.ini"), QSettings::IniFormat);
    m_net = std::make_unique<FakeNetwork>();
    m_client = std::make_unique<api::Client>(testConnection(), m_net.get());
    m_words = std::make_unique<models::Vocabulary>();
    m_context.client = m_client.get();
    m_context.vocabulary = m_words.get();
    for (const char *list : {"follow/messages", "follow/feed"}) // nothing but what is scripted is asked for
        m_settings->setValue(list, false);
    m_context.settings = m_settings.get();
}

void TestMessagesPanel::cleanup()
{
    m_widget.reset();
    m_client.reset();
    m_net.reset();
    m_words.reset();
}

void TestMessagesPanel::expectParts(const QByteArray &id, const QByteArray &logs)
{
    const QByteArray base = "/v1/messages/" + id;
    m_net->expect("GET", base + "/content")
        .reply(200,
               json("{'message_id': '" + id
                    + "', 'data': {'to': 'ada@x.example', 'subject': 'Hi', 'html_body': '<p>Hi</p>', 'from': "
                      "'b@x'}}"));
    m_net->expect("GET", base + "/events?page_size=50")
        .reply(200,
               list("{'id': 'e1', 'type': 'message.sent', 'recipient': 'ada', 'inserted_at': "
                    "'2026-01-01T00:00:01Z'}"));
    m_net->expect("GET", base + "/activities?page_size=50")
        .reply(200,
               list("{'id': 'a1', 'recipient': {'id': 'ada', 'name': 'Ada Lovelace'}, 'actor': null,"
                    "'inserted_at': '2026-01-01T00:00:00Z'}"));
    m_net->expect("GET", base + "/delivery_logs?page_size=50").reply(200, list(logs));
}

void TestMessagesPanel::keepsTheFocusInTheList()
{
    m_net->expect("GET", "/v1/messages?page_size=50").reply(200, list(""));
    auto *page = show(new MessagesPage(m_context));
    QVERIFY(QTest::qWaitForWindowActive(page));
    // As the window does it: the page gets the focus before its rows are there.
    page->setFocus();
    page->go(Place::fromAddress("messages"));
    QVERIFY(settled(page));
    QVERIFY(page->panel()->list()->isAncestorOf(QApplication::focusWidget()));
    QVERIFY(!page->panel()->filterBar()->isAncestorOf(QApplication::focusWidget()));
}

void TestMessagesPanel::aFailedRefreshIsForgottenWithTheMessage()
{
    m_net->expect("GET", "/v1/messages?page_size=50")
        .reply(200, list(message("m1") + "," + message("m2", "bounced")));
    expectParts("m1");
    auto *page = show(new MessagesPage(m_context));
    page->go(Place::fromAddress("messages"));
    QVERIFY(settled(page));
    MessageView *view = page->panel()->messageView();
    const auto problems = [view] {
        QStringList texts;
        for (const QLabel *label : view->findChildren<QLabel *>()) {
            if (label->isVisible() && label->property("role") == "bad")
                texts += label->text();
        }
        return texts;
    };
    m_net->expect("GET", "/v1/messages/m1").reply(404, "{}");
    m_net->expect("GET", "/v1/users/ada").reply(200, json("{'id': 'ada'}")); // gone, too?
    expectParts("m1");
    view->refresh();
    QTRY_COMPARE(problems().size(), 1);
    expectParts("m2");
    QTest::keyClick(page->panel()->list()->view(), Qt::Key_Down);
    QTRY_COMPARE(view->id(), "m2");
    QVERIFY(settled(page));
    QCOMPARE(problems(), QStringList());
}

void TestMessagesPanel::showsAListAndTheFirstBeside()
{
    m_net->expect("GET", "/v1/messages?page_size=50")
        .reply(200, list(message("m1") + "," + message("m2", "bounced")));
    expectParts("m1");
    auto *page = show(new MessagesPage(m_context));
    page->go(Place::fromAddress("messages"));
    QVERIFY(settled(page));
    MessageView *view = page->panel()->messageView();
    QCOMPARE(view->id(), "m1");
    QVERIFY(view->sentence().startsWith("Delivered to ada@x.example by email"));
    QCOMPARE(view->title(), "invoice to Ada Lovelace"); // the activity told the name
    // With the keyboard to the next one.
    expectParts(
        "m2",
        "{'id': 'l1', 'service_name': 'SendGrid', 'request': {'method': 'POST', 'host': 'h', 'path': '/p'},"
        "'response': {'status': 550, 'body': {'message': 'no such user'}}, 'inserted_at': "
        "'2026-01-01T00:00:01Z'}");
    QTest::keyClick(page->panel()->list()->view(), Qt::Key_Down);
    QTRY_COMPARE(view->id(), "m2");
    QVERIFY(settled(page));
    QCOMPARE(view->sentence(),
             "SendGrid took it, then the receiving server refused it: no such user. Check the address.");
    QVERIFY(view->findChild<TimelineView *>()->lines().last().endsWith("sent to SendGrid 550"));
    m_net->expectNothing();
}

void TestMessagesPanel::aDeletedRecipientIsTold()
{
    // The row is still in the list, but its recipient took the message along.
    m_net->expect("GET", "/v1/messages?page_size=50").reply(200, list(message("m1")));
    for (const char *part :
         {"/content", "/events?page_size=50", "/activities?page_size=50", "/delivery_logs?page_size=50", ""})
        m_net->expect("GET", QByteArray("/v1/messages/m1") + part).reply(404, json("{'message': 'x'}"));
    m_net->expect("GET", "/v1/users/ada").reply(404, json("{'message': 'x'}"));
    auto *page = show(new MessagesPage(m_context));
    page->go(Place::fromAddress("messages"));
    QVERIFY(settled(page));
    MessageView *view = page->panel()->messageView();
    QStringList said;
    for (const QLabel *label : view->findChildren<QLabel *>()) {
        if (label->isVisible())
            said += label->text();
    }
    const QString all = said.join('\n');
    QVERIFY2(all.contains("does not have this message any more"), qPrintable(all));
    QVERIFY2(all.contains("The user ada does not exist any more"), qPrintable(all));
    // What the row told of it stays.
    QVERIFY(view->sentence().startsWith("Delivered"));
    QVERIFY(view->findChild<TimelineView *>()->isVisible());
    QVERIFY(!view->findChild<TimelineView *>()->lines().isEmpty());
    m_net->expectNothing();
}

void TestMessagesPanel::aBrokenRowStays()
{
    m_net->expect("GET", "/v1/messages?page_size=50")
        .reply(200,
               list(message("m1") + ",{'id': 'm2', 'status': 7, 'recipient': 'bo', 'inserted_at': 'never'},"
                    + message("m3")));
    expectParts("m1");
    auto *page = show(new MessagesPage(m_context));
    page->go(Place::fromAddress("messages"));
    QVERIFY(settled(page));
    QVERIFY(page->failure().isEmpty());
    ListPanel *rows = page->panel()->list();
    QCOMPARE(rows->model()->rowCount(), 3);
    QVERIFY(rows->model()
                ->index(1, 0)
                .data(models::CursorListBase::ProblemRole)
                .toString()
                .contains("inserted_at"));
    QVERIFY(rows->model()->index(2, 0).data(models::CursorListBase::ProblemRole).toString().isEmpty());
    expectParts("m2");
    rows->setCurrentRow(1);
    QTRY_COMPARE(page->panel()->messageView()->id(), "m2");
    QVERIFY(settled(page));
}

void TestMessagesPanel::filtersAndAddressSayTheSame()
{
    const QString address = "messages?status=bounced&status=undelivered&workflow=invoice&engagement=seen";
    m_net
        ->expect("GET",
                 "/v1/messages?page_size=50&source=invoice&status[]=bounced&status[]=undelivered"
                 "&engagement_status[]=seen")
        .reply(200, list({}));
    auto *page = show(new MessagesPage(m_context));
    page->go(Place::fromAddress(address));
    QVERIFY(settled(page));
    QCOMPARE(page->place().address(), address);
    QCOMPARE(page->title(), "Messages: bounced, undelivered, invoice, seen");
    // Clearing a chip with the keyboard changes the place, and asks again.
    m_net->expect("GET", "/v1/messages?page_size=50&source=invoice&engagement_status[]=seen")
        .reply(200, list({}));
    FilterChip *status = page->panel()->filterBar()->chip("status");
    status->setFocus();
    QTest::keyClick(status, Qt::Key_Delete);
    QCOMPARE(page->place().address(), "messages?workflow=invoice&engagement=seen");
    QVERIFY(settled(page));
    m_net->expectNothing();
}

void TestMessagesPanel::looksWhetherAMarkArrived()
{
    m_net->expect("GET", "/v1/messages?page_size=50").reply(200, list(message("m1")));
    expectParts("m1");
    auto *page = show(new MessagesPage(m_context));
    page->go(Place::fromAddress("messages"));
    QVERIFY(settled(page));
    QTableView *table = page->panel()->list()->view();
    table->selectAll();
    m_net->expect("PUT", "/v1/messages/m1/archived").fail(QNetworkReply::RemoteHostClosedError);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_A);
    const auto button = [page](const QString &text) -> QPushButton * {
        for (auto *one : page->findChildren<QPushButton *>()) {
            if (one->text() == text && one->isVisible() && qobject_cast<ErrorBar *>(one->parentWidget()))
                return one;
        }
        return nullptr;
    };
    QTRY_VERIFY(button("Check"));
    QVERIFY(button("Send again"));
    // It had arrived: the row says so, and nothing is sent twice.
    m_net->expect("GET", "/v1/messages/m1")
        .reply(200, json(message("m1", "delivered", ", 'engagement_statuses': ['archived']")));
    m_net->expect("GET", "/v1/messages/m1/events?page_size=50").reply(200, list({}));
    QTest::mouseClick(button("Check"), Qt::LeftButton);
    const auto *model = static_cast<const models::MessagesModel *>(page->panel()->list()->model());
    QTRY_VERIFY(model->row(0).value.engagement.has(api::Engagement::Archived));
    QVERIFY(!button("Check"));
    QVERIFY(settled(page));
    m_net->expectNothing();
}

void TestMessagesPanel::marksTheSelection()
{
    m_net->expect("GET", "/v1/messages?page_size=50").reply(200, list(message("m1") + "," + message("m2")));
    expectParts("m1");
    auto *page = show(new MessagesPage(m_context));
    page->go(Place::fromAddress("messages"));
    QVERIFY(settled(page));
    QTableView *table = page->panel()->list()->view();
    table->selectAll();
    m_net->expect("POST", "/v1/messages/batch/archived")
        .reply(200, json("[" + message("m1", "delivered", ", 'engagement_statuses': ['archived']") + "]"));
    m_net->expect("GET", "/v1/messages/m1/events?page_size=50").reply(200, list({}));
    table->setFocus();
    QTest::keyClick(table, Qt::Key_A);
    auto *bar = page->panel()->findChild<ErrorBar *>(QString(), Qt::FindChildrenRecursively);
    QVERIFY(bar);
    ErrorBar *said = nullptr;
    QTRY_VERIFY([&] {
        for (ErrorBar *one : page->findChildren<ErrorBar *>()) {
            if (one->isVisible())
                said = one;
        }
        return said != nullptr;
    }());
    QVERIFY2(said->text().startsWith("1 of 2 not updated: "), qPrintable(said->text()));
    const auto *model = static_cast<const models::MessagesModel *>(page->panel()->list()->model());
    QVERIFY(model->row(0).value.engagement.has(api::Engagement::Archived));
    QVERIFY(!model->row(1).value.engagement.has(api::Engagement::Archived));
    QVERIFY(settled(page));
    m_net->expectNothing();
}

void TestMessagesPanel::queries()
{
    const QDateTime now(QDate(2026, 1, 8), QTime(12, 0), QTimeZone::utc());
    const api::MessageQuery query = messageQuery(
        {{"status", "sent"}, {"channel", "c1"}, {"tenant", "t"}, {"time", "7d"}, {"other", "x"}}, now);
    QCOMPARE(query.status, QStringList {"sent"});
    QCOMPARE(query.channelId, "c1");
    QCOMPARE(query.tenant, "t");
    QCOMPARE(query.insertedAfter.toWire(), "2026-01-01T12:00:00Z");
    QVERIFY(messageQuery({{"time", "forever"}}, now).insertedAfter.isNull());
}

void TestMessagesPanel::titles()
{
    QCOMPARE(messagesTitle("Messages", {}, nullptr), "Messages");
    QCOMPARE(messagesTitle("Messages", {{"status", "not_sent"}, {"time", "7d"}}, nullptr),
             "Messages: not sent");
    m_words->nameChannel("c1", "Post");
    QCOMPARE(messagesTitle("Messages", {{"channel", "c1"}}, m_words.get()), "Messages: Post");
}

void TestMessagesPanel::comparesTheTwoSelected()
{
    m_net->expect("GET", "/v1/messages?page_size=50").reply(200, list(message("m1") + "," + message("m2")));
    expectParts("m1");
    auto *page = show(new MessagesPage(m_context));
    page->go(Place::fromAddress("messages"));
    QVERIFY(settled(page));
    QStringList opened;
    connect(page, &Page::openRequested, page, [&](const Place &place) { opened += place.address(); });
    QTableView *table = page->panel()->list()->view();
    table->setFocus();
    table->selectAll();
    QTest::keyClick(table, Qt::Key_C);
    QCOMPARE(opened, QStringList {"compare:m1/m2"});
    QVERIFY(settled(page));
    m_net->expectNothing();
}

QTEST_MAIN(TestMessagesPanel)
#include "tst_messagespanel.moc"
