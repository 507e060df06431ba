// Messages of an object, a workflow and a channel; what cells lead to, what is selected, and contents read in
// a row.
#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "api/sandbox/sandboxserver.h"
#include "api/schema/object.h"
#include "models/lists.h"
#include "models/messagescope.h"
#include "models/vocabulary.h"
#include "support/fakenetwork.h"
#include "ui/celldelegate.h"
#include "ui/filterbar.h"
#include "ui/idlabel.h"
#include "ui/listpanel.h"
#include "ui/message/messageview.h"
#include "ui/messages/messagespage.h"
#include "ui/messages/messagespanel.h"
#include "ui/object/objectpage.h"
#include "ui/pageregistry.h"
#include "ui/sectiontabs.h"
#include "ui/theme.h"

#include <QApplication>
#include <QHeaderView>
#include <QMenu>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace ui;

namespace {

QByteArray message(int number, const QByteArray &more = {})
{
    return "{'id': 'm" + QByteArray::number(number)
        + "', 'status': 'sent', 'recipient': {'id': 'apollo', 'collection': 'projects', 'name': 'Apollo'}, "
          "'workflow': "
          "'invoice', 'channel_id': 'mail', 'actors': ['bob', {'id': 'eve', 'collection': 'bots'}], "
          "'tenant': 'acme', "
          "'inserted_at': '2026-01-01T00:00:00Z'"
        + more + "}";
}

QByteArray list(int count, const QByteArray &after = "null")
{
    QByteArrayList rows;
    for (int i = 1; i <= count; ++i)
        rows += message(i);
    return json(("{'items': [" + rows.join(",") + "], 'page_info': {'after': " + after + "}}").constData());
}

QByteArray contents(const QStringList &ids)
{
    QByteArrayList all;
    for (const QString &id : ids)
        all += "{'message_id': '" + id.toLatin1()
            + "', 'inserted_at': '2026-01-01T00:00:00Z', 'data': {'__typename': 'MessageSmsContent', 'to': "
              "'+1', "
              "'body': 'text of "
            + id.toLatin1() + "'}}";
    return json(("[" + all.join(",") + "]").constData());
}

QByteArray batchTarget(const QStringList &ids)
{
    QStringList items;
    for (const QString &id : ids)
        items += "message_ids[]=" + id;
    return "/v1/messages/batch/content?" + items.join('&').toLatin1();
}

QStringList range(int from, int to)
{
    QStringList ids;
    for (int i = from; i <= to; ++i)
        ids += QString("m%1").arg(i);
    return ids;
}

} // namespace

class TestMessageLists : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void pagesHaveAPlace_data();
    void pagesHaveAPlace();
    void whatAPageIsAboutStays();
    void anObjectHasAPage();
    void anObjectThatIsGoneIsSaidSo();
    void anObjectInTheSandbox();
    void cellsLeadToTheirPlaces_data();
    void cellsLeadToTheirPlaces();
    void besideTheTextARowIsOnlyChosen();
    void keysAndMenuLeadThere();
    void saysHowManyAreSelected();
    void contentsOfTheSelectedComeAtOnce();
    void contentsOfNeighboursComeAtOnce();
    void columnsAreRememberedByList_data();
    void columnsAreRememberedByList();

private:
    Page *open(const QString &address);
    bool settled() const
    {
        return QTest::qWaitFor([this] { return m_page->isSettled(); });
    }
    MessagesPanel *panel() const { return m_page->findChild<MessagesPanel *>(); }
    QTableView *table() const { return panel()->list()->view(); }
    void openList(int count, const QByteArray &after = "null");
    void expectParts(int number, bool withContent = true);
    // In the middle of a value's text in a cell of the first row.
    QPoint textOf(const char *column, int value) const;
    QString shownText() const;
    void select(int first, int last); // and leaves the current row where it is

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<FakeNetwork> m_net;
    std::unique_ptr<api::Client> m_client;
    std::unique_ptr<models::Vocabulary> m_words;
    std::unique_ptr<Page> m_page;
    Context m_context;
};

void TestMessageLists::initTestCase()
{
    m_theme = std::make_unique<Theme>(*qApp);
}

void TestMessageLists::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath("s.ini"), QSettings::IniFormat);
    m_settings->setValue("follow/messages", false); // nothing but what is scripted is asked for
    m_net = std::make_unique<FakeNetwork>();
    m_client = std::make_unique<api::Client>(testConnection(), m_net.get());
    m_words = std::make_unique<models::Vocabulary>();
    m_context.client = m_client.get();
    m_context.vocabulary = m_words.get();
    m_context.settings = m_settings.get();
}

void TestMessageLists::cleanup()
{
    m_page.reset();
    m_client.reset();
    m_net.reset();
    m_words.reset();
}

// As a tab makes it.
Page *TestMessageLists::open(const QString &address)
{
    PageRegistry registry;
    registerPages(registry);
    const Place place = Place::fromAddress(address);
    m_page.reset(registry.make(m_context, place, nullptr));
    if (!m_page)
        return nullptr;
    m_page->resize(1400, 700);
    m_page->show();
    m_page->go(place);
    return m_page.get();
}

void TestMessageLists::expectParts(int number, bool withContent)
{
    const QByteArray base = "/v1/messages/m" + QByteArray::number(number);
    if (withContent)
        m_net->expect("GET", base + "/content")
            .reply(200,
                   contents({QString("m%1").arg(number)}).chopped(1).sliced(1)); // one, and no list of one
    for (const char *part : {"/events", "/activities", "/delivery_logs"})
        m_net->expect("GET", base + part + "?page_size=50")
            .reply(200, json("{'items': [], 'page_info': {'after': null}}"));
}

void TestMessageLists::openList(int count, const QByteArray &after)
{
    m_net->expect("GET", "/v1/messages?page_size=50").reply(200, list(count, after));
    expectParts(1);
    open("messages");
    QVERIFY(settled());
    table()->setFocus();
}

QPoint TestMessageLists::textOf(const char *column, int value) const
{
    const auto *model = panel()->list()->model();
    const QModelIndex index = table()->model()->index(0, model->columnOf(QLatin1StringView(column)));
    const QRect cell = table()->visualRect(index);
    const auto *delegate = static_cast<const CellDelegate *>(table()->itemDelegate());
    for (int x = cell.left(); x < cell.right(); ++x) {
        const QPoint at(x + 4, cell.center().y());
        if (delegate->valueAt(index, cell, at) == value)
            return at;
    }
    return {};
}

void TestMessageLists::pagesHaveAPlace_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QString>("title");
    QTest::newRow("workflow") << "workflow:new-comment?status=sent"
                              << QByteArray("/v1/messages?page_size=50&source=new-comment&status[]=sent")
                              << "new-comment: sent";
    QTest::newRow("channel") << "channel:c1" << QByteArray("/v1/messages?page_size=50&channel_id=c1")
                             << "Post";
    QTest::newRow("everybody") << "messages" << QByteArray("/v1/messages?page_size=50") << "Messages";
}

void TestMessageLists::pagesHaveAPlace()
{
    QFETCH(QString, address);
    QFETCH(QByteArray, target);
    m_words->nameChannel("c1", "Post");
    m_net->expect("GET", target).reply(200, list(0));
    QVERIFY(open(address));
    QVERIFY(settled());
    QCOMPARE(m_page->place().address(), address);
    QTEST(m_page->title(), "title");
    m_net->expectNothing();
}

void TestMessageLists::whatAPageIsAboutStays()
{
    m_net->expect("GET", "/v1/messages?page_size=50&source=invoice&status[]=sent").reply(200, list(0));
    open("workflow:invoice?status=sent");
    QVERIFY(settled());
    FilterBar *bar = panel()->filterBar();
    FilterChip *workflow = bar->chip("workflow");
    QCOMPARE(workflow->accessibleName(), "Workflow: invoice");
    QTest::keyClick(workflow, Qt::Key_Delete);
    QTest::mouseClick(workflow, Qt::LeftButton, {}, QPoint(workflow->width() - 12, workflow->height() / 2));
    QVERIFY(!QApplication::activePopupWidget());
    QCOMPARE(m_page->place().address(), "workflow:invoice?status=sent");
    // The others can be cleared; it stays.
    m_net->expect("GET", "/v1/messages?page_size=50&source=invoice").reply(200, list(0));
    bar->clear();
    QVERIFY(settled());
    QCOMPARE(workflow->values(), QStringList {"invoice"});
    QVERIFY(!bar->isFiltered());
    QCOMPARE(m_page->place().address(), "workflow:invoice");
    m_net->expectNothing();
}

void TestMessageLists::anObjectHasAPage()
{
    m_net->expect("GET", "/v1/objects/projects/a%2Fb")
        .reply(
            200,
            json("{'id': 'a/b', 'collection': 'projects', 'properties': {'name': 'Apollo', 'stage': 'moon'},"
                 "'updated_at': '2026-01-01T00:00:00Z'}"));
    m_net->expect("GET", "/v1/objects/projects/a%2Fb/messages?page_size=50&status[]=sent")
        .reply(200, list(0));
    open("object:projects/a%2Fb?status=sent");
    QVERIFY(settled());
    QCOMPARE(m_page->failure(), QString());
    QCOMPARE(m_page->title(), "Apollo");
    QCOMPARE(m_page->findChild<IdLabel *>()->id(), "a/b");
    QCOMPARE(m_page->place().address(), "object:projects/a%2Fb/messages?status=sent");
    m_net->expectNothing();
    // The other sections have all they need.
    for (const char *section : {"properties", "raw"}) {
        m_page->findChild<SectionTabs *>()->setCurrentSection(section);
        QVERIFY(settled());
        QCOMPARE(m_page->place().section, section);
    }
    m_net->expectNothing();
}

void TestMessageLists::anObjectThatIsGoneIsSaidSo()
{
    m_net->expect("GET", "/v1/objects/projects/gone")
        .reply(404, json("{'code': 'resource_missing', 'message': 'x'}"));
    open("object:projects/gone");
    QVERIFY(settled());
    QCOMPARE(m_page->failure(), "There is no object “gone” in the collection “projects”");
    QCOMPARE(m_page->title(), "projects/gone");
    m_net->expectNothing(); // its messages are not asked for
}

// E24 and E25 as a server answers them: only this object's messages, and only those that fit.
void TestMessageLists::anObjectInTheSandbox()
{
    api::sandbox::ServerOptions options;
    options.size.users = 20;
    options.size.messages = 4000; // a few in a hundred runs are for an object, and not all of them reach it
    options.rateLimits = false;
    api::sandbox::SandboxServer server(options);
    QSignalSpy ready(&server, &api::sandbox::SandboxServer::ready);
    server.start();
    QVERIFY(ready.wait(60'000));
    api::Connection connection = testConnection();
    connection.baseUrl = server.baseUrl();
    connection.key = "sk_test_sandbox";
    QNetworkAccessManager network;
    api::Client client(connection, &network);
    // All there is, to know what each object was sent.
    models::MessagesModel world(client);
    world.setSource(models::MessageScope().source());
    QTRY_VERIFY_WITH_TIMEOUT(world.state() != models::CursorListBase::State::Loading, 20'000);
    while (world.canFetchMore({})) {
        world.fetchMore({});
        QTRY_VERIFY_WITH_TIMEOUT(world.state() != models::CursorListBase::State::Loading, 20'000);
    }
    QCOMPARE(world.rowCount(), int(options.size.messages));
    const auto sentTo = [&world](const api::Recipient &object, const QStringList &status = {}) {
        QStringList ids;
        for (int row = 0; row < world.rowCount(); ++row) {
            const api::Message &message = world.row(row).value;
            if (message.recipient == object && (status.isEmpty() || status.contains(message.status.text())))
                ids += message.id;
        }
        return ids;
    };
    api::Recipient found; // the one with most
    for (int row = 0; row < world.rowCount(); ++row) {
        const api::Recipient &one = world.row(row).value.recipient;
        if (one.isObject() && (found.isNull() || sentTo(one).size() > sentTo(found).size()))
            found = one;
    }
    QVERIFY2(!found.isNull(), "the made-up world sends to no object");
    m_context.client = &client;
    open(Place::ofObject(found.collection, found.id).address());
    QTRY_VERIFY_WITH_TIMEOUT(m_page->isSettled(), 20'000);
    QCOMPARE(m_page->failure(), QString());
    const auto *model = static_cast<const models::MessagesModel *>(panel()->list()->model());
    const auto shown = [model] {
        QStringList ids;
        for (int row = 0; row < model->rowCount(); ++row)
            ids += model->row(row).value.id;
        return ids;
    };
    QVERIFY(!shown().isEmpty());
    QCOMPARE(shown(), sentTo(found));
    // Of one status only these; of the others, the rest.
    const QString status = model->row(0).value.status.text();
    Place some = m_page->place();
    some.setFilter("status", {status});
    m_page->go(some);
    QTRY_VERIFY_WITH_TIMEOUT(m_page->isSettled(), 20'000);
    QCOMPARE(m_page->failure(), QString());
    QCOMPARE(shown(), sentTo(found, {status}));
    QStringList others {"queued", "sent", "delivered", "delivery_attempted", "undelivered", "bounced"};
    others.removeAll(status);
    some.setFilter("status", others);
    m_page->go(some);
    QTRY_VERIFY_WITH_TIMEOUT(m_page->isSettled(), 20'000);
    QCOMPARE(m_page->failure(), QString());
    QCOMPARE(shown(), sentTo(found, others));
    m_page.reset();
}

void TestMessageLists::cellsLeadToTheirPlaces_data()
{
    QTest::addColumn<QByteArray>("column");
    QTest::addColumn<int>("value");
    QTest::addColumn<QString>("address");
    QTest::newRow("recipient") << QByteArray("recipient") << 0 << "object:projects/apollo";
    QTest::newRow("workflow") << QByteArray("workflow|source.key") << 0 << "workflow:invoice";
    QTest::newRow("channel") << QByteArray("channel_id|channel.id") << 0 << "channel:mail";
    QTest::newRow("tenant") << QByteArray("tenant") << 0 << "object:$tenants/acme";
    QTest::newRow("first actor") << QByteArray("actors") << 0 << "user:bob";
    QTest::newRow("second actor") << QByteArray("actors") << 1 << "object:bots/eve";
}

void TestMessageLists::cellsLeadToTheirPlaces()
{
    QFETCH(QByteArray, column);
    QFETCH(int, value);
    QFETCH(QString, address);
    openList(3);
    const int at = panel()->list()->model()->columnOf(QLatin1StringView(column));
    QVERIFY(at >= 0);
    table()->setColumnHidden(at, false);
    table()->setColumnWidth(at, 240);
    table()->scrollTo(table()->model()->index(0, at));
    QList<QPair<QString, bool>> opened;
    connect(m_page.get(), &Page::openRequested, m_page.get(), [&](const Place &place, bool inNewTab) {
        opened.append({place.address(), inNewTab});
    });
    const QPoint text = textOf(column, value);
    QVERIFY(!text.isNull());
    QTest::mouseMove(table()->viewport(), text);
    QCOMPARE(table()->viewport()->cursor().shape(), Qt::PointingHandCursor);
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, text);
    QTest::mouseClick(table()->viewport(), Qt::MiddleButton, {}, text);
    QCOMPARE(opened, (QList<QPair<QString, bool>> {{address, false}, {address, true}}));
    // With Ctrl it is a choice of rows, as everywhere.
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, Qt::ControlModifier, text);
    QCOMPARE(opened.size(), 2);
}

void TestMessageLists::besideTheTextARowIsOnlyChosen()
{
    openList(3);
    int opened = 0;
    connect(m_page.get(), &Page::openRequested, m_page.get(), [&] { ++opened; });
    expectParts(2);
    const int column = panel()->list()->model()->columnOf(QLatin1StringView("recipient"));
    table()->setColumnWidth(column, 300);
    const QRect cell = table()->visualRect(table()->model()->index(1, column));
    const QPoint beside(cell.right() - 20, cell.center().y());
    QTest::mouseMove(table()->viewport(), beside);
    QVERIFY(table()->viewport()->cursor().shape() != Qt::PointingHandCursor);
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, beside);
    QCOMPARE(opened, 0);
    QTRY_COMPARE(panel()->messageView()->id(), "m2");
    QVERIFY(settled());
    m_net->expectNothing();
}

void TestMessageLists::keysAndMenuLeadThere()
{
    openList(2);
    QStringList opened;
    connect(m_page.get(), &Page::openRequested, m_page.get(),
            [&](const Place &place, bool inNewTab) { opened += place.address() + (inNewTab ? "+" : ""); });
    QTest::keyClick(table(), Qt::Key_Return, Qt::AltModifier);
    QTest::keyClick(table(), Qt::Key_Return, Qt::AltModifier | Qt::ControlModifier);
    QTest::keyClick(table(), Qt::Key_Return);
    QCOMPARE(opened, QStringList({"object:projects/apollo", "object:projects/apollo+", "message:m1"}));
    opened.clear();
    Q_EMIT table()->customContextMenuRequested(table()->visualRect(table()->model()->index(0, 0)).center());
    auto *menu = panel()->list()->findChild<QMenu *>(QString(), Qt::FindDirectChildrenOnly);
    QVERIFY(menu);
    QStringList texts;
    for (QAction *action : menu->actions()) {
        texts += action->text();
        if (action->text().startsWith("Open recipient")
            || action->text().startsWith("Messages of the workflow") || action->text() == "Open actor “bob”")
            action->trigger();
    }
    QCOMPARE(opened, QStringList({"object:projects/apollo", "user:bob", "workflow:invoice"}));
    QVERIFY2(texts.contains("Open recipient “Apollo”"), qPrintable(texts.join(", ")));
    menu->close();
}

void TestMessageLists::saysHowManyAreSelected()
{
    auto &more = m_net->expect("GET", "/v1/messages?after=p1&page_size=50").reply(200, list(0)).hold();
    openList(50, "'p1'");
    const auto footer = [this] { return panel()->list()->footerText(); };
    QVERIFY(!footer().contains("selected"));
    select(0, 2);
    QVERIFY2(footer().startsWith("3 selected, no. 1 is shown · 50 loaded"), qPrintable(footer()));
    select(7, 8);
    QVERIFY2(footer().startsWith("2 selected · 50 loaded"), qPrintable(footer()));
    QTest::keyClick(table(), Qt::Key_A, Qt::ControlModifier);
    QVERIFY2(footer().startsWith("the 50 loaded ones are selected, none of those still to come · "),
             qPrintable(footer()));
    QCOMPARE(panel()->list()->selectedCount(), 50);
    more.release();
    QTRY_VERIFY2(footer().startsWith("50 selected, no. 1 is shown · all 50 loaded"), qPrintable(footer()));
}

void TestMessageLists::select(int first, int last)
{
    const QAbstractItemModel *rows = table()->model();
    table()->selectionModel()->select(QItemSelection(rows->index(first, 0), rows->index(last, 0)),
                                      QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

QString TestMessageLists::shownText() const
{
    const auto &parts = panel()->messageView()->parts();
    const auto *sms = std::get_if<api::SmsContent>(&parts.content().data);
    return sms ? sms->body : QString();
}

void TestMessageLists::contentsOfTheSelectedComeAtOnce()
{
    openList(40);
    select(0, 3);
    m_net->expectNothing(); // nobody reads contents yet
    // The first one's was read by itself, and is known. The others come together.
    m_net->expect("GET", batchTarget(range(2, 4))).reply(200, contents(range(2, 4)));
    QTest::keyClick(table(), Qt::Key_V);
    QCOMPARE(panel()->messageView()->section(), "content");
    QVERIFY(settled());
    m_net->expectNothing();
    // Left and Right go through them; they stay selected, and the list keeps the focus.
    for (int number : {2, 3, 4, 3, 2, 1}) {
        const bool isForth = panel()->list()->currentRow() + 1 < number;
        expectParts(number, false);
        QTest::keyClick(table(), isForth ? Qt::Key_Right : Qt::Key_Left);
        QTRY_COMPARE(panel()->messageView()->id(), QString("m%1").arg(number));
        QVERIFY(settled());
        QCOMPARE(shownText(), QString("text of m%1").arg(number));
        QCOMPARE(panel()->list()->selectedCount(), 4);
        QCOMPARE(panel()->messageView()->section(), "content");
        QVERIFY(panel()->list()->footerText().startsWith(QString("4 selected, no. %1 is shown").arg(number)));
    }
    QVERIFY(table()->hasFocus());
    m_net->expectNothing();
    QTest::keyClick(table(), Qt::Key_Left); // there is no other before it
    QCOMPARE(panel()->list()->currentRow(), 0);
}

void TestMessageLists::contentsOfNeighboursComeAtOnce()
{
    openList(40);
    // The first one's own is known; the next 25 are read ahead.
    m_net->expect("GET", batchTarget(range(2, 26))).reply(200, contents(range(2, 26)));
    panel()->messageView()->setSection("content");
    QVERIFY(settled());
    m_net->expectNothing();
    for (int number = 2; number <= 20; ++number) {
        expectParts(number, false);
        QTest::keyClick(table(), number % 2 ? Qt::Key_Right : Qt::Key_Down);
        QTRY_COMPARE(panel()->messageView()->id(), QString("m%1").arg(number));
        QVERIFY(settled());
        QCOMPARE(shownText(), QString("text of m%1").arg(number));
    }
    m_net->expectNothing(); // one request for twenty
    // Before the known ones end, the next ones are asked for.
    expectParts(21, false);
    m_net->expect("GET", batchTarget(range(27, 40))).reply(200, contents(range(27, 40)));
    QTest::keyClick(table(), Qt::Key_Down);
    QTRY_COMPARE(panel()->messageView()->id(), "m21");
    QVERIFY(settled());
    m_net->expectNothing();
}

void TestMessageLists::columnsAreRememberedByList_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QByteArray>("target");
    QTest::newRow("everybody") << "messages" << QByteArray("/v1/messages?page_size=50");
    QTest::newRow("a person's") << "user:ada/messages" << QByteArray("/v1/users/ada/messages?page_size=50");
    QTest::newRow("an object's") << "object:projects/apollo"
                                 << QByteArray("/v1/objects/projects/apollo/messages?page_size=50");
    QTest::newRow("a workflow's") << "workflow:w" << QByteArray("/v1/messages?page_size=50&source=w");
    QTest::newRow("a channel's") << "channel:c" << QByteArray("/v1/messages?page_size=50&channel_id=c");
}

void TestMessageLists::columnsAreRememberedByList()
{
    QFETCH(QString, address);
    QFETCH(QByteArray, target);
    const auto expectAll = [&] {
        if (address.startsWith("user"))
            m_net->expect("GET", "/v1/users/ada").reply(200, json("{'id': 'ada'}"));
        if (address.startsWith("object"))
            m_net->expect("GET", "/v1/objects/projects/apollo")
                .reply(200, json("{'id': 'apollo', 'collection': 'projects', 'properties': {}}"));
        m_net->expect("GET", target).reply(200, list(1));
        expectParts(1);
    };
    expectAll();
    open(address);
    QVERIFY(settled());
    const auto column
        = [this](const char *key) { return panel()->list()->model()->columnOf(QLatin1StringView(key)); };
    QHeaderView *header = table()->horizontalHeader();
    const int seen = column("seen_at"), when = column("inserted_at"), status = column("status");
    QVERIFY(seen >= 0 && header->isSectionHidden(seen));
    QVERIFY(!header->isSectionHidden(status));
    // Shown and hidden by the menu on the header, moved by the mouse.
    Q_EMIT header->customContextMenuRequested({10, 10});
    auto *menu = table()->findChild<QMenu *>();
    QVERIFY(menu);
    for (QAction *action : menu->actions()) {
        if (action->text() == "Seen" || action->text() == "Delivery")
            action->trigger();
    }
    menu->close();
    header->moveSection(header->visualIndex(when), 0);
    QVERIFY(!header->isSectionHidden(seen));
    QVERIFY(header->isSectionHidden(status));
    // In another window of the same kind it is as it was left; in a list of another kind it is not.
    expectAll();
    open(address);
    QVERIFY(settled());
    header = table()->horizontalHeader();
    QVERIFY(!header->isSectionHidden(seen));
    QVERIFY(header->isSectionHidden(status));
    QCOMPARE(header->visualIndex(when), 0);
    const QString other = address == "messages" ? "workflow:w" : "messages";
    m_net
        ->expect("GET",
                 other == "messages" ? "/v1/messages?page_size=50" : "/v1/messages?page_size=50&source=w")
        .reply(200, list(0));
    open(other);
    QVERIFY(settled());
    QVERIFY(table()->isColumnHidden(seen));
    QVERIFY(!table()->isColumnHidden(status));
}

QTEST_MAIN(TestMessageLists)
#include "tst_messagelists.moc"
