// The feed as the customer sees it: what is shown, what is marked, and what the service says about it.
#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "ui/errorbar.h"
#include "ui/feed/cardlayout.h"
#include "ui/feed/feedcard.h"
#include "ui/feed/feedcounts.h"
#include "ui/feed/feeddetail.h"
#include "ui/feed/feedlist.h"
#include "ui/feed/feedpanel.h"
#include "ui/feedfixture.h"
#include "ui/filterbar.h"
#include "ui/message/timelineview.h"
#include "ui/statepanel.h"
#include "ui/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace ui;
using namespace feedtest;

class TestFeedPanel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void looksLikeTheCustomersFeed();
    void marksWithAKeyAndFollowsTheService();
    void takesAMarkBackWithTheButton();
    void aFailedMarkChangesNothing();
    void marksSeveral();
    void filtersGoToTheServiceAndTheAddress();
    void saysWhatIsNoFeed();
    void learnsTheChannel();
    void asksForTheChannelWhenNobodyKnows();
    void buttonsAreInert();
    void keepsCardsWhenRefreshingFails();
    void brokenItemsStay();
    void cards();

private:
    void start(const QByteArray &items, int unseen = 2, int unread = 2);
    bool settled()
    {
        return QTest::qWaitFor([&] { return m_panel->isSettled(); });
    }
    QString chipTexts() const;
    ErrorBar *shownError() const;

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<FakeNetwork> m_net;
    std::unique_ptr<api::Client> m_client;
    std::unique_ptr<models::Vocabulary> m_words;
    std::unique_ptr<FeedPanel> m_panel;
};

void TestFeedPanel::initTestCase()
{
    m_theme = std::make_unique<Theme>(*qApp);
    m_theme->setScheme(Scheme::Light);
}

void TestFeedPanel::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath("s.ini"), QSettings::IniFormat);
    m_net = std::make_unique<FakeNetwork>();
    m_client = std::make_unique<api::Client>(testConnection(), m_net.get());
    m_words = std::make_unique<models::Vocabulary>();
    Context context;
    context.client = m_client.get();
    context.vocabulary = m_words.get();
    for (const char *list : {"follow/messages", "follow/feed"}) // nothing but what is scripted is asked for
        m_settings->setValue(list, false);
    context.settings = m_settings.get();
    m_panel = std::make_unique<FeedPanel>(context, "ada");
    m_panel->resize(1100, 600);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
}

void TestFeedPanel::cleanup()
{
    m_panel.reset();
    m_client.reset();
    m_net.reset();
    m_words.reset();
}

void TestFeedPanel::start(const QByteArray &items, int unseen, int unread)
{
    m_net->expect("GET", firstPage).reply(200, feed(items, unseen, unread, 64));
    m_net->expect("GET", eventsUrl("m1")).reply(200, events("delivered"));
    m_panel->setFilters({{"channel", "inapp"}});
    m_panel->activate();
    QVERIFY(settled());
}

QString TestFeedPanel::chipTexts() const
{
    QStringList texts;
    for (const QWidget *widget : m_panel->findChildren<QWidget *>()) {
        if (widget->inherits("ui::Chip") && widget->isVisible())
            texts += widget->accessibleName();
    }
    for (const QAbstractButton *number :
         m_panel->findChild<FeedCounts *>()->findChildren<QAbstractButton *>()) {
        if (number->isVisible())
            texts += number->accessibleName();
    }
    return texts.join(", ");
}

ErrorBar *TestFeedPanel::shownError() const
{
    for (ErrorBar *bar : m_panel->findChildren<ErrorBar *>()) {
        if (bar->isVisible())
            return bar;
    }
    return nullptr;
}

void TestFeedPanel::looksLikeTheCustomersFeed()
{
    start(item("m1") + ","
          + item("m2", ", 'seen_at': '2026-01-02T00:00:00Z', 'read_at': '2026-01-02T00:00:00Z'"));
    QCOMPARE(m_panel->model()->rowCount(), 2);
    QVERIFY(chipTexts().contains("2 unseen"));
    QVERIFY(chipTexts().contains("2 unread"));
    QVERIFY(chipTexts().contains("64 in all"));
    const QModelIndex first = m_panel->view()->model()->index(0, 0),
                      second = m_panel->view()->model()->index(1, 0);
    QVERIFY(first.data(Qt::AccessibleTextRole).toString().startsWith("Unseen, Jonas mentioned you, "));
    QVERIFY(second.data(Qt::AccessibleTextRole).toString().contains("read"));
    QCOMPARE(m_panel->detail()->itemId(), "m1");
    QCOMPARE(m_panel->detail()->sentence(), "Delivered in-app at once. Not seen yet.");
    QVERIFY(m_panel->detail()->findChild<TimelineView *>()->lines().last().endsWith("delivered to the feed"));
    QCOMPARE(m_panel->filters(), (QList<QPair<QString, QString>> {{"channel", "inapp"}}));
}

void TestFeedPanel::marksWithAKeyAndFollowsTheService()
{
    start(item("m1") + "," + item("m2"));
    QSignalSpy unseen(m_panel.get(), &FeedPanel::unseenChanged);
    // The service may know better: it answers with read, too, and with counts nobody could compute.
    m_net->expect("PUT", "/v1/messages/m1/seen")
        .reply(200, message("m1", ", 'seen_at': '2026-01-01T00:01:00Z', 'read_at': '2026-01-01T00:01:00Z'"));
    m_net->expect("GET", counts).reply(200, feed({}, 5, 4, 64));
    m_net->expect("GET", eventsUrl("m1")).reply(200, events("delivered seen"));
    m_panel->view()->setFocus();
    QTest::keyClick(m_panel->view(), Qt::Key_S);
    QTRY_VERIFY(chipTexts().contains("5 unseen"));
    QVERIFY(chipTexts().contains("4 unread"));
    QCOMPARE(unseen.last().first().toLongLong(), 5);
    QVERIFY(!m_panel->model()->row(0).value.readAt.isNull());
    QTRY_COMPARE(m_panel->detail()->sentence(), "Delivered in-app at once; seen, read.");
    QTRY_VERIFY(m_panel->detail()->findChild<TimelineView *>()->lines().last().endsWith("seen"));
    m_net->expectNothing();
}

void TestFeedPanel::takesAMarkBackWithTheButton()
{
    start(item("m1", ", 'seen_at': '2026-01-02T00:00:00Z', 'archived_at': '2026-01-02T00:00:00Z'"), 0, 1);
    QPushButton *archive = nullptr;
    for (QPushButton *button : m_panel->findChildren<QPushButton *>()) {
        if (button->accessibleName() == "Take out of the archive")
            archive = button;
    }
    QVERIFY(archive);
    QVERIFY(archive->isChecked());
    Exchange &undo = m_net->expect("DELETE", "/v1/messages/m1/archived")
                         .reply(200, message("m1", ", 'seen_at': '2026-01-02T00:00:00Z'"))
                         .hold();
    m_net->expect("GET", counts).reply(200, feed({}, 0, 1, 65));
    m_net->expect("GET", eventsUrl("m1")).reply(200, events("delivered archived unarchived"));
    QTest::mouseClick(archive, Qt::LeftButton);
    QTRY_VERIFY(undo.wasAsked());
    QVERIFY(!archive->isEnabled()); // one at a time
    QVERIFY(archive->isChecked()); // until the service said so
    undo.release();
    QTRY_VERIFY(!archive->isChecked());
    QTRY_VERIFY(archive->isEnabled());
    QTRY_VERIFY(chipTexts().contains("65 in all"));
    // The same with the keyboard: Shift takes back.
    m_net->expect("DELETE", "/v1/messages/m1/seen").reply(200, message("m1", ""));
    m_net->expect("GET", counts).reply(200, feed({}, 1, 1, 65));
    m_net->expect("GET", eventsUrl("m1")).reply(200, events("delivered unseen"));
    m_panel->view()->setFocus();
    QTest::keyClick(m_panel->view(), Qt::Key_S, Qt::ShiftModifier);
    QTRY_VERIFY(chipTexts().contains("1 unseen"));
    QVERIFY(m_panel->model()->row(0).value.seenAt.isNull());
    QVERIFY(settled());
    m_net->expectNothing();
}

void TestFeedPanel::aFailedMarkChangesNothing()
{
    start(item("m1"));
    m_net->expect("PUT", "/v1/messages/m1/read")
        .reply(403, json("{'code': 'incorrect_token_type', 'message': 'no'}"));
    m_net->expect("GET", counts).reply(200, feed({}, 2, 2, 64));
    m_panel->view()->setFocus();
    QTest::keyClick(m_panel->view(), Qt::Key_R);
    QTRY_VERIFY(shownError());
    QVERIFY(!shownError()->text().isEmpty());
    QVERIFY(m_panel->model()->row(0).value.readAt.isNull());
    QVERIFY(chipTexts().contains("2 unread"));
    QVERIFY(settled());
    // Retry does just that again.
    m_net->expect("PUT", "/v1/messages/m1/read")
        .reply(200, message("m1", ", 'read_at': '2026-01-01T00:01:00Z'"));
    m_net->expect("GET", counts).reply(200, feed({}, 2, 1, 64));
    m_net->expect("GET", eventsUrl("m1")).reply(200, events("delivered read"));
    Q_EMIT shownError()->retryRequested();
    QTRY_VERIFY(chipTexts().contains("1 unread"));
    QVERIFY(!shownError());
    QVERIFY(settled());
    m_net->expectNothing();
}

void TestFeedPanel::marksSeveral()
{
    start(item("m1") + "," + item("m2") + "," + item("m3"));
    m_panel->view()->setFocus();
    m_panel->view()->selectAll();
    const QByteArray more = ", 'interacted_at': '2026-01-01T00:01:00Z'";
    m_net->expect("POST", "/v1/messages/batch/interacted")
        .reply(200, '[' + message("m1", more) + ',' + message("m2", more) + ',' + message("m3", more) + ']');
    m_net->expect("GET", counts).reply(200, feed({}, 1, 1, 64)); // once for all of them
    m_net->expect("GET", eventsUrl("m1")).reply(200, events("delivered interacted"));
    QTest::keyClick(m_panel->view(), Qt::Key_I);
    QTRY_VERIFY(chipTexts().contains("1 unseen"));
    for (int row = 0; row < 3; ++row)
        QVERIFY(!m_panel->model()->row(row).value.interactedAt.isNull());
    QVERIFY(settled());
    m_net->expectNothing();
}

void TestFeedPanel::filtersGoToTheServiceAndTheAddress()
{
    m_net->expect("GET", feedUrl + "?page_size=50&tenant=acme&status=unread&archived=only")
        .reply(200, feed({}, 0, 0, 0));
    const QList<QPair<QString, QString>> filters {
        {"channel", "inapp"}, {"tenant", "acme"}, {"status", "unread"}, {"archived", "only"}};
    m_panel->setFilters(filters);
    m_panel->activate();
    QVERIFY(settled());
    QCOMPARE(m_panel->filters(), filters);
    QCOMPARE(m_panel->stateTitle(), "Nothing in the feed matches these filters");
    // The next step is a button.
    m_net->expect("GET", feedUrl + "?page_size=50&archived=only").reply(200, feed({}, 0, 0, 0));
    QPushButton *clear = nullptr;
    for (QPushButton *button : m_panel->findChildren<QPushButton *>()) {
        if (button->isVisible() && button->text() == "Clear the filters")
            clear = button;
    }
    QVERIFY(clear);
    QTest::mouseClick(clear, Qt::LeftButton);
    QTRY_COMPARE(m_panel->filters().size(), 2);
    QVERIFY(settled());
}

void TestFeedPanel::saysWhatIsNoFeed()
{
    m_net->expect("GET", "/v1/users/ada/feeds/mail?page_size=50&archived=exclude")
        .reply(404, json("{'code': 'channel_invalid', 'message': 'x', 'status': 404}"));
    m_panel->setFilters({{"channel", "mail"}});
    m_panel->activate();
    QVERIFY(settled());
    QCOMPARE(m_panel->stateTitle(), "“mail” is not an in-app feed");
    QVERIFY(!m_panel->failure().isEmpty());
    QCOMPARE(m_panel->filters().first().second, "mail"); // what was typed stays
}

void TestFeedPanel::learnsTheChannel()
{
    const QByteArray row
        = message("x1", ", 'channel': {'id': 'inapp', 'type': 'in_app_feed', 'name': 'Bell'}");
    m_net->expect("GET", "/v1/users/ada/messages")
        .reply(200, "{\"items\": [" + row + "], \"page_info\": {}}");
    m_net->expect("GET", firstPage).reply(200, feed(item("m1"), 1, 1, 1));
    m_net->expect("GET", eventsUrl("m1")).reply(200, events("delivered"));
    m_panel->activate();
    QVERIFY(!m_panel->isSettled());
    QVERIFY(settled());
    QCOMPARE(m_panel->model()->channelId(), "inapp");
    QCOMPARE(m_panel->findChild<FilterBar *>()->chip("channel")->accessibleName(), "Channel: Bell");
    QCOMPARE(m_panel->filters().first().second, "inapp");
}

void TestFeedPanel::asksForTheChannelWhenNobodyKnows()
{
    const QByteArray row = message("x1", ", 'channel_id': 'c9'").replace("\"channel_id\": \"inapp\",", "");
    m_net->expect("GET", "/v1/users/ada/messages").reply(200, json("{'items': [], 'page_info': {}}"));
    m_net->expect("GET", "/v1/messages").reply(200, "{\"items\": [" + row + "], \"page_info\": {}}");
    // A channel of unknown kind is asked by what it sent.
    m_net->expect("GET", "/v1/messages/x1/content")
        .reply(200, json("{'message_id': 'x1', 'data': {'to': '+49', 'body': 'hi'}}"));
    m_panel->activate();
    QVERIFY(settled());
    QCOMPARE(m_panel->stateTitle(), "Which channel is the feed on?");
    QCOMPARE(m_words->channel("c9").type, "sms");
    // Learned elsewhere meanwhile: the feed is there without a click.
    m_net->expect("GET", firstPage).reply(200, feed(item("m1"), 1, 1, 1));
    m_net->expect("GET", eventsUrl("m1")).reply(200, events("delivered"));
    m_words->learnFeedChannel("inapp");
    QTRY_COMPARE(m_panel->model()->rowCount(), 1);
    QVERIFY(settled());
}

void TestFeedPanel::buttonsAreInert()
{
    start(item("m1"));
    const QRect card = m_panel->view()->visualRect(m_panel->view()->model()->index(0, 0));
    const FeedCard shown = cardOf(m_panel->model()->row(0), 0);
    CardTexts texts;
    const int width = m_panel->view()->viewport()->width();
    const CardGeometry g = layoutCard(shown, width, texts.height(shown.html, bodyWidth(width)));
    QCOMPARE(g.height, card.height());
    QTest::mouseClick(m_panel->view()->viewport(), Qt::LeftButton, {},
                      card.topLeft() + g.buttons.first().center());
    QMenu *menu = nullptr;
    QTRY_VERIFY((menu = m_panel->view()->findChild<QMenu *>()));
    QCOMPARE(menu->actions().first()->text(), "https://app.example/reply");
    menu->actions().last()->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), "https://app.example/reply");
    menu->close();
    m_net->expectNothing();
}

void TestFeedPanel::keepsCardsWhenRefreshingFails()
{
    start(item("m1"));
    m_net->expect("GET", firstPage).reply(500);
    m_net->expect("GET", eventsUrl("m1")).reply(200, events("delivered"));
    m_panel->refresh();
    QTRY_VERIFY(shownError());
    QCOMPARE(m_panel->model()->rowCount(), 1);
    QVERIFY(m_panel->view()->isVisible());
    QVERIFY(m_panel->failure().isEmpty());
    QVERIFY(settled());
}

void TestFeedPanel::brokenItemsStay()
{
    start(item("m1") + ",{'id': 'm2', 'inserted_at': 'yesterday'}");
    QCOMPARE(m_panel->model()->rowCount(), 2);
    const QString text = m_panel->view()->model()->index(1, 0).data(Qt::AccessibleTextRole).toString();
    QVERIFY2(text.contains("could not be read") && text.contains("inserted_at"), qPrintable(text));
}

void TestFeedPanel::cards()
{
    api::Row<api::FeedItem> row;
    row.value.id = "m1";
    row.value.totalActors = 4;
    row.value.totalActivities = 5;
    row.value.source.key = "new-comment";
    row.value.blocks
        = {{"body", "markdown", {}, "<p>سارة: نعم</p>", {}}, {"note", "text", {}, "<plain> & simple", {}}};
    FeedCard card = cardOf(row, 0);
    QCOMPARE(card.plain, "سارة: نعم <plain> & simple");
    QVERIFY(!card.html.contains("<plain>"));
    QCOMPARE(card.marks.at(0).text, "+3 others");
    QCOMPARE(card.marks.at(1).text, "new-comment · batch of 5");
    QVERIFY(card.unseen);
    row.value.seenAt = row.value.archivedAt = api::Timestamp::fromMs(1);
    row.value.blocks.clear();
    card = cardOf(row, 0);
    QCOMPARE(card.plain, "An item without text");
    QStringList marks;
    for (const models::Shown &mark : card.marks)
        marks += mark.text;
    QCOMPARE(marks.mid(2), (QStringList {"seen", "archived"}));
    // Nothing leaves the card, however narrow it is.
    for (const int width : {220, 400, 900}) {
        CardTexts texts;
        card.buttons = {{"a", "A rather long label for a button", "x"}, {"b", "Second", "y"}};
        const CardGeometry g = layoutCard(card, width, texts.height(card.html, bodyWidth(width)));
        for (const QRect &rect : g.buttons + g.marks)
            QVERIFY(QRect(0, 0, width, g.height).contains(rect));
    }
}

QTEST_MAIN(TestFeedPanel)
#include "tst_feedpanel.moc"
