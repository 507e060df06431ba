// The page of one message, how what it tells leaves the window, and two messages beside each other.
#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "models/jsontreemodel.h"
#include "models/vocabulary.h"
#include "support/fakenetwork.h"
#include "ui/jsontreeview.h"
#include "ui/linklabel.h"
#include "ui/message/comparechooser.h"
#include "ui/message/comparepage.h"
#include "ui/message/contentview.h"
#include "ui/message/deliverylogsview.h"
#include "ui/message/difftable.h"
#include "ui/message/evidence.h"
#include "ui/message/messagepage.h"
#include "ui/message/messageview.h"
#include "ui/message/partview.h"
#include "ui/message/runview.h"
#include "ui/message/storyview.h"
#include "ui/message/timelineview.h"
#include "ui/sectiontabs.h"
#include "ui/statepanel.h"
#include "ui/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace ui;

namespace {

QByteArray json(const QByteArray &text)
{
    return ::json(text.constData());
}

QByteArray pageMessage(const QByteArray &id, const QByteArray &status = "delivered",
                       const QByteArray &who = "ada", const QByteArray &more = {})
{
    return "{'id': '" + id + "', 'status': '" + status + "', 'recipient': '" + who
        + "', 'workflow': 'invoice', 'channel_id': 'mail',"
          "'channel': {'id': 'mail', 'type': 'email', 'name': 'SendGrid'}, 'inserted_at': "
          "'2026-01-01T00:00:00Z', 'data': {'total': 3}"
        + more + "}";
}

QByteArray inRun(const QByteArray &who)
{
    return ", 'source': {'key': 'invoice', 'workflow_run_id': 'w1', 'workflow_recipient_run_id': 'r-" + who
        + "'}";
}

QByteArray pageList(const QByteArray &items)
{
    return json("{'items': [" + items + "], 'page_info': {'after': null}}");
}

} // namespace

class TestMessagePage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void everythingIsAskedForAtOnce();
    void aKnownMessageAsksForItsRunAtOnce();
    void partsFailByThemselves();
    void theOneBeforeStaysForAMoment();
    void contentsOfAllKindsFollowEachOther();
    void anUnknownMessageIsSaidSo();
    void sectionsAreInTheAddress();
    void standsBesideWhereItIsWide();
    void tellsWhyAnotherStepWasSkipped();
    void aRecipientThatIsGoneIsSaid();
    void copiesTextLinkAndJson();
    void savesEverything();
    void findsInTheTree();
    void logsInOrderWithoutSecrets();
    void choosesWhatToCompareWith();
    void comparesTwo();
    void oneSideMayBeMissing();

private:
    void expectParts(const QByteArray &id, const QByteArray &logs = {});
    void expectRun(const QByteArray &who, const QByteArray &events, const QByteArray &siblings = {},
                   const QByteArray &others = {});
    void expectPerson(const QByteArray &who, int status = 200);
    template <class W>
    W *show(W *widget, int width = 1200)
    {
        m_widget.reset(widget);
        widget->resize(width, 700);
        widget->show();
        return QTest::qWaitForWindowExposed(widget) ? widget : nullptr;
    }
    template <class W>
    static bool settled(const W *page)
    {
        return QTest::qWaitFor([&] { return page->isSettled(); });
    }
    MessagePage *openPage(const char *address = "message:m1", int width = 1200);

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<FakeNetwork> m_net;
    std::unique_ptr<api::Client> m_client;
    std::unique_ptr<models::Vocabulary> m_words;
    std::unique_ptr<QWidget> m_widget;
    Context m_context;
};

void TestMessagePage::initTestCase()
{
    m_theme = std::make_unique<Theme>(*qApp);
}

void TestMessagePage::init()
{
    m_net = std::make_unique<FakeNetwork>();
    m_client = std::make_unique<api::Client>(testConnection(), m_net.get());
    m_words = std::make_unique<models::Vocabulary>();
    m_context.client = m_client.get();
    m_context.vocabulary = m_words.get();
}

void TestMessagePage::cleanup()
{
    m_widget.reset();
    m_client.reset();
    m_net.reset();
    m_words.reset();
}

void TestMessagePage::expectParts(const QByteArray &id, const QByteArray &logs)
{
    const QByteArray base = "/v1/messages/" + id;
    m_net->expect("GET", base + "/content")
        .reply(200,
               json("{'message_id': '" + id + "', 'data': {'to': '" + id
                    + "@x.example', 'subject': 'Hi', 'html_body': '<p>Hi</p>', 'from': 'b@x'}}"));
    m_net->expect("GET", base + "/events?page_size=50")
        .reply(200,
               pageList("{'id': 'e1', 'type': 'message.sent', 'recipient': 'ada', 'inserted_at': "
                        "'2026-01-01T00:00:01Z'}"));
    m_net->expect("GET", base + "/activities?page_size=50")
        .reply(200,
               pageList("{'id': 'a1', 'recipient': {'id': 'ada', 'name': 'Ada Lovelace'}, 'actor': 'bo',"
                        "'data': {'total': 3, 'lines': [{'sku': 'X1'}, {'sku': 'X2'}]},"
                        "'inserted_at': '2026-01-01T00:00:00Z'}"));
    m_net->expect("GET", base + "/delivery_logs?page_size=50").reply(200, pageList(logs));
}

void TestMessagePage::expectRun(const QByteArray &who, const QByteArray &events, const QByteArray &siblings,
                                const QByteArray &others)
{
    m_net->expect("GET", "/v1/workflow_recipient_runs/r-" + who)
        .reply(200,
               json("{'id': 'r-" + who
                    + "', 'workflow_run_id': 'w1', 'workflow': 'invoice', 'status': "
                      "'completed', 'recipient': '"
                    + who + "', 'events': [" + events + "], 'inserted_at': '2026-01-01T00:00:00Z'}"));
    m_net->expect("GET", "/v1/messages?page_size=50&workflow_recipient_run_id=r-" + who)
        .reply(200, pageList(siblings));
    m_net->expect("GET", "/v1/messages?page_size=50&workflow_run_id=w1").reply(200, pageList(others));
}

void TestMessagePage::expectPerson(const QByteArray &who, int status)
{
    m_net->expect("GET", "/v1/users/" + who)
        .reply(status, status == 200 ? json("{'id': '" + who + "'}") : json("{'message': 'no such user'}"));
}

MessagePage *TestMessagePage::openPage(const char *address, int width)
{
    auto *page = show(new MessagePage(m_context), width);
    page->go(Place::fromAddress(address));
    return settled(page) ? page : nullptr;
}

void TestMessagePage::everythingIsAskedForAtOnce()
{
    // Nothing is answered before all of it is out: one round trip, however many parts.
    QList<Exchange *> held;
    const QByteArray base = "/v1/messages/m1";
    held += &m_net->expect("GET", base).reply(200, json(pageMessage("m1", "delivered", "ada", inRun("ada"))));
    held += &m_net->expect("GET", base + "/content").reply(404, "{}");
    for (const char *part : {"/events", "/activities", "/delivery_logs"})
        held += &m_net->expect("GET", base + part + "?page_size=50").reply(200, pageList({}));
    for (Exchange *one : held)
        one->hold();
    auto *page = show(new MessagePage(m_context));
    page->go(Place::fromAddress("message:m1"));
    QTRY_VERIFY(std::all_of(held.begin(), held.end(), [](const Exchange *one) { return one->wasAsked(); }));
    QVERIFY(!page->isSettled());
    QCOMPARE(m_net->requestCount(), 5);
    // What needs the message's own ids follows together, and the view does not wait for it.
    QList<Exchange *> after;
    after += &m_net->expect("GET", "/v1/workflow_recipient_runs/r-ada").reply(404, "{}");
    after += &m_net->expect("GET", "/v1/messages?page_size=50&workflow_recipient_run_id=r-ada")
                  .reply(200, pageList({}));
    after += &m_net->expect("GET", "/v1/messages?page_size=50&workflow_run_id=w1").reply(200, pageList({}));
    after += &m_net->expect("GET", "/v1/users/ada").reply(200, json("{'id': 'ada', 'name': 'Ada'}"));
    for (Exchange *one : after)
        one->hold();
    for (Exchange *one : held)
        one->release();
    QTRY_VERIFY(std::all_of(after.begin(), after.end(), [](const Exchange *one) { return one->wasAsked(); }));
    QTRY_VERIFY(page->findChild<TimelineView *>()->isVisible());
    auto *view = page->findChild<MessageView *>();
    QVERIFY(view->sentence().startsWith("Delivered by email"));
    QVERIFY(!page->isSettled());
    for (Exchange *one : after)
        one->release();
    QVERIFY(settled(page));
    QCOMPARE(page->title(), "invoice to Ada");
    m_net->expectNothing();
}

void TestMessagePage::aKnownMessageAsksForItsRunAtOnce()
{
    // From a row the ids are known: nothing waits for anything.
    MessageParts parts(*m_client, m_words.get());
    parts.setRunWanted(true);
    api::Message known;
    known.id = "m1";
    known.recipient.id = "ada";
    known.source.workflowRunId = "w1";
    known.source.workflowRecipientRunId = "r-ada";
    expectParts("m1");
    expectRun("ada", {});
    expectPerson("ada");
    parts.open(known);
    QTRY_COMPARE(m_net->requestCount(), 8);
    QTRY_VERIFY(parts.isSettled());
    m_net->expectNothing();
}

void TestMessagePage::partsFailByThemselves()
{
    m_net->expect("GET", "/v1/messages/m1")
        .reply(200, json(pageMessage("m1").replace("email", "in_app_feed")));
    m_net->expect("GET", "/v1/messages/m1/content").reply(500);
    m_net->expect("GET", "/v1/messages/m1/events?page_size=50").reply(200, pageList({}));
    m_net->expect("GET", "/v1/messages/m1/activities?page_size=50").reply(422);
    m_net->expect("GET", "/v1/messages/m1/delivery_logs?page_size=50").reply(200, pageList({}));
    expectPerson("ada");
    auto *page = openPage();
    QVERIFY(page);
    QVERIFY(page->findChild<TimelineView *>()->isVisible()); // this one came
    QStringList titles;
    for (const PartView *part : page->findChildren<PartView *>()) {
        if (!part->isContentShown())
            titles += part->stateTitle();
    }
    QCOMPARE(titles.size(), 3);
    QVERIFY(titles.contains("In-app messages have no delivery logs"));
    // Retry asks for that part alone.
    page->go(Place::fromAddress("message:m1/content"));
    m_net->expect("GET", "/v1/messages/m1/content")
        .reply(200,
               json("{'message_id': 'm1', 'data': {'blocks': [{'name': 'body', 'type': 'markdown', "
                    "'rendered': '<p>x</p>'}]}}"));
    QPushButton *retry = nullptr;
    for (QPushButton *button : page->findChildren<QPushButton *>()) {
        if (button->isVisible() && button->parentWidget()->inherits("ui::StatePanel"))
            retry = button;
    }
    QVERIFY(retry);
    QTest::mouseClick(retry, Qt::LeftButton);
    QVERIFY(settled(page));
    m_net->expectNothing();
}

void TestMessagePage::theOneBeforeStaysForAMoment()
{
    m_net->expect("GET", "/v1/messages/m1").reply(200, json(pageMessage("m1")));
    expectParts("m1");
    expectPerson("ada");
    auto *page = openPage();
    QVERIFY(page);
    const auto *state = page->findChild<StatePanel *>();
    QVERIFY(!state->isVisible());
    Exchange &held
        = m_net->expect("GET", "/v1/messages/m2").reply(200, json(pageMessage("m2", "bounced"))).hold();
    expectParts("m2");
    expectPerson("ada");
    const QString before = page->findChild<MessageView *>()->sentence();
    page->go(Place::fromAddress("message:m2"));
    QVERIFY(!state->isVisible());
    // Nobody has seen the next one: it can't be marked, and the one that is seen is not meant any more.
    auto *view = page->findChild<MessageView *>();
    view->findChild<SectionTabs *>()->setFocus();
    QTest::keyClick(view->findChild<SectionTabs *>(), Qt::Key_S);
    QTRY_VERIFY(state->isVisible());
    QVERIFY(held.wasAsked());
    held.release();
    QVERIFY(settled(page));
    QVERIFY(!state->isVisible());
    QVERIFY2(view->sentence() != before, qPrintable(before));
}

void TestMessagePage::contentsOfAllKindsFollowEachOther()
{
    const auto expect = [this](const QByteArray &id, const QByteArray &data) {
        const QByteArray base = "/v1/messages/" + id;
        m_net->expect("GET", base).reply(200, json(pageMessage(id)));
        m_net->expect("GET", base + "/content")
            .reply(200, json("{'message_id': '" + id + "', 'data': " + data + "}"));
        for (const char *part : {"/events", "/activities", "/delivery_logs"})
            m_net->expect("GET", base + part + "?page_size=50").reply(200, pageList({}));
        expectPerson("ada");
    };
    const QByteArray mail = "{'to': 'a@x', 'from': 'b@x', 'subject': 'SUBJECT', 'html_body': '<p>Hi</p>'}";
    expect("m1", QByteArray(mail).replace("SUBJECT", "First"));
    auto *page = openPage("message:m1/content");
    QVERIFY(page);
    const auto words = [page] {
        QStringList texts;
        for (const QLabel *label : page->findChild<ContentView *>()->findChildren<QLabel *>()) {
            if (label->isVisible())
                texts += label->text();
        }
        return texts.join(u'|');
    };
    QTRY_VERIFY(words().contains("First"));
    const struct
    {
        QByteArray id, data, shown;
    } next[] = {{"m2", "{'to': '+4930', 'body': 'By text'}", "+4930"},
                {"m3", QByteArray(mail).replace("SUBJECT", "Third"), "Third"},
                {"m4", "{'odd': 'kind'}", "does not know"},
                {"m5", QByteArray(mail).replace("SUBJECT", "Fifth"), "Fifth"}};
    QByteArray before = "First";
    for (const auto &one : next) {
        expect(one.id, one.data);
        page->go(Place::fromAddress("message:" + one.id + "/content"));
        QVERIFY(settled(page));
        QTRY_VERIFY2(words().contains(one.shown), qPrintable(words()));
        QVERIFY2(!words().contains(before), qPrintable(words()));
        before = one.shown;
    }
}

void TestMessagePage::anUnknownMessageIsSaidSo()
{
    for (const char *part :
         {"", "/content", "/events?page_size=50", "/activities?page_size=50", "/delivery_logs?page_size=50"})
        m_net->expect("GET", QByteArray("/v1/messages/zz") + part).reply(404, json("{'message': 'x'}"));
    auto *page = openPage("message:zz");
    QVERIFY(page);
    QVERIFY(!page->failure().isEmpty());
    QCOMPARE(page->place().id, "zz");
    bool said = false;
    for (const StatePanel *state : page->findChildren<StatePanel *>())
        said = said || (state->isVisible() && state->title() == "There is no message “zz” here");
    QVERIFY(said);
    m_net->expectNothing();
}

void TestMessagePage::sectionsAreInTheAddress()
{
    m_net->expect("GET", "/v1/messages/m1").reply(200, json(pageMessage("m1")));
    expectParts("m1");
    expectPerson("ada");
    auto *page = openPage("message:m1/raw", 700);
    QVERIFY(page);
    QCOMPARE(page->place().address(), "message:m1/raw");
    auto *tabs = page->findChild<SectionTabs *>();
    QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(0).center());
    QCOMPARE(page->place().address(), "message:m1");
    QCOMPARE(page->title(), "invoice to Ada Lovelace");
    page->go(Place::fromAddress("message:m1/nonsense"));
    QCOMPARE(page->place().address(), "message:m1");
}

void TestMessagePage::standsBesideWhereItIsWide()
{
    m_net->expect("GET", "/v1/messages/m1").reply(200, json(pageMessage("m1")));
    expectParts("m1");
    expectPerson("ada");
    auto *page = openPage("message:m1", 1200);
    QVERIFY(page);
    auto *view = page->findChild<MessageView *>();
    auto *tabs = page->findChild<SectionTabs *>();
    auto *story = page->findChild<StoryView *>();
    QVERIFY(view->isWide());
    QVERIFY(story->isVisible());
    QCOMPARE(tabs->currentSection(), "content");
    QCOMPARE(page->place().address(), "message:m1");
    // The key of the overview's tab leads there, and the timeline stays.
    page->go(Place::fromAddress("message:m1/overview"));
    QCOMPARE(tabs->currentSection(), "overview");
    QVERIFY(story->isVisible());
    page->resize(700, 700);
    QTRY_VERIFY(!view->isWide());
    QCOMPARE(tabs->currentSection(), "timeline"); // the overview stands below it
    QVERIFY(story->isVisible());
    QCOMPARE(page->place().address(), "message:m1/overview");
    page->resize(1200, 700);
    QTRY_VERIFY(view->isWide());
    QCOMPARE(tabs->currentSection(), "overview");
}

void TestMessagePage::tellsWhyAnotherStepWasSkipped()
{
    m_net->expect("GET", "/v1/messages/m1")
        .reply(200, json(pageMessage("m1", "delivered", "ada", inRun("ada"))));
    expectParts("m1");
    expectPerson("ada");
    expectRun("ada",
              "{'id': 'v1', 'event': 'step_skipped', 'status': 'ok', 'step_ref': 'sms_1', 'step_type': "
              "'channel', 'data': {'reason': 'preferences', 'channel_type': 'sms', 'blocked_by': [{'where': "
              "'category', 'key': 'marketing', 'level': 'recipient', 'state': 'off', 'whole_row': true}]}, "
              "'inserted_at': '2026-01-01T00:00:00Z'}",
              pageMessage("m1", "delivered", "ada", inRun("ada")) + ","
                  + pageMessage("m2", "bounced", "ada", inRun("ada")),
              // A service without the filter answers with anything: m9 is of no run.
              pageMessage("m1", "delivered", "ada", inRun("ada")) + ","
                  + pageMessage("m3", "sent", "bo", inRun("bo")) + "," + pageMessage("m9", "sent", "cy"));
    auto *page = openPage();
    QVERIFY(page);
    bool said = false;
    for (const QLabel *label : page->findChildren<QLabel *>())
        said = said
            || (label->isVisible() && label->text() == "SMS was skipped: Ada Lovelace turned marketing off.");
    QVERIFY(said);
    const auto *run = page->findChild<RunView *>();
    QCOMPARE(run->lines(), QStringList({"bounced Email (SendGrid)", "sent bo, Email (SendGrid)"}));
    QStringList opened;
    connect(page, &Page::openRequested, page, [&](const Place &place) { opened += place.address(); });
    for (LinkLabel *link : run->findChildren<LinkLabel *>()) {
        if (!link->isVisible())
            continue; // of before: on its way out
        link->setFocus();
        QTest::keyClick(link, Qt::Key_Return);
    }
    QCOMPARE(opened, QStringList({"message:m2", "compare:m1/m2", "message:m3", "compare:m1/m3"}));
    m_net->expectNothing();
}

void TestMessagePage::aRecipientThatIsGoneIsSaid()
{
    m_net->expect("GET", "/v1/messages/m1").reply(200, json(pageMessage("m1")));
    m_net->expect("GET", "/v1/messages/m1/content").reply(404, "{}");
    for (const char *part : {"/events", "/activities", "/delivery_logs"})
        m_net->expect("GET", QByteArray("/v1/messages/m1") + part + "?page_size=50").reply(200, pageList({}));
    expectPerson("ada", 404);
    auto *page = openPage();
    QVERIFY(page);
    QCOMPARE(page->failure(), QString()); // it is told, and the rest is there
    QStringList texts;
    for (const QLabel *label : page->findChildren<QLabel *>()) {
        if (label->isVisible())
            texts += label->text();
    }
    const QString all = texts.join('\n');
    QVERIFY2(all.contains("The user ada does not exist any more"), qPrintable(all));
    QVERIFY2(all.contains("Its history is gone") || all.contains("Its content is not kept"), qPrintable(all));
    m_net->expectNothing();
}

void TestMessagePage::copiesTextLinkAndJson()
{
    m_net->expect("GET", "/v1/messages/m1")
        .reply(200, json(pageMessage("m1", "delivered", "ada", inRun("ada"))));
    expectParts("m1");
    expectPerson("ada");
    expectRun("ada", {});
    auto *page = openPage();
    QVERIFY(page && QTest::qWaitForWindowActive(page));
    auto *tabs = page->findChild<SectionTabs *>();
    tabs->setFocus();
    QClipboard *clipboard = QApplication::clipboard();
    QTest::keyClick(tabs, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY2(clipboard->text().startsWith("invoice to Ada Lovelace\nDelivered to m1@x.example by email"),
             qPrintable(clipboard->text()));
    QVERIFY(clipboard->text().contains("2026-01-01 00:00:01.000"));
    // The values stand under each other.
    for (const char *fact : {"\nMessage:         m1", "\nRecipient's run: r-ada"})
        QVERIFY2(clipboard->text().contains(fact), qPrintable(clipboard->text()));
    QTest::keyClick(tabs, Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(clipboard->text(), "doorman message:m1");
    page->findChild<MessageView *>()->evidence()->copyJson();
    QCOMPARE(QJsonDocument::fromJson(clipboard->text().toUtf8()).object().value("id").toString(), "m1");
}

void TestMessagePage::savesEverything()
{
    m_net->expect("GET", "/v1/messages/m1").reply(200, json(pageMessage("m1")));
    expectParts("m1");
    expectPerson("ada");
    auto *page = openPage();
    QVERIFY(page);
    QTemporaryDir folder;
    MessageEvidence *evidence = page->findChild<MessageView *>()->evidence();
    evidence->saveJson();
    auto *dialog = page->findChild<QFileDialog *>();
    QVERIFY(dialog);
    const QString path = folder.filePath("m.json");
    Q_EMIT dialog->fileSelected(path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject all = QJsonDocument::fromJson(file.readAll()).object();
    QCOMPARE(all.keys(), QStringList({"activities", "content", "delivery_logs", "events", "message"}));
    QCOMPARE(all.value("events").toArray().size(), 1);
    QString problem;
    connect(evidence, &MessageEvidence::failed, page, [&](const QString &text) { problem = text; });
    Q_EMIT dialog->fileSelected(folder.filePath("no/such/folder/m.json"));
    QVERIFY(problem.contains("could not be written"));
    dialog->close();
}

void TestMessagePage::findsInTheTree()
{
    m_net->expect("GET", "/v1/messages/m1").reply(200, json(pageMessage("m1")));
    expectParts("m1");
    expectPerson("ada");
    auto *page = openPage("message:m1/activities");
    QVERIFY(page && QTest::qWaitForWindowActive(page));
    JsonTreeView *tree = nullptr;
    for (JsonTreeView *one : page->findChildren<JsonTreeView *>()) {
        if (one->isVisible())
            tree = one;
    }
    QVERIFY(tree);
    tree->view()->setFocus();
    QTest::keyClick(tree->view(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(tree->findField()->hasFocus());
    QTest::keyClicks(tree->findField(), "sku");
    QCOMPARE(tree->foundText(), "1 of 2");
    QTest::keyClick(tree->findField(), Qt::Key_Return);
    QCOMPARE(tree->foundText(), "2 of 2");
    QTest::keyClick(tree->findField(), Qt::Key_F3);
    QCOMPARE(tree->foundText(), "1 of 2");
    QTest::keyClick(tree->findField(), Qt::Key_F3, Qt::ShiftModifier);
    QCOMPARE(tree->foundText(), "2 of 2");
    QTest::keyClick(tree->view(), Qt::Key_C, Qt::ControlModifier | Qt::AltModifier);
    QCOMPARE(QApplication::clipboard()->text(), "data.lines[1].sku");
    tree->view()->setFocus();
    QTest::keyClick(tree->view(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), "X2");
    tree->findField()->setFocus();
    QTest::keyClicks(tree->findField(), "zz");
    QCOMPARE(tree->foundText(), "not found");
    QTest::keyClick(tree->findField(), Qt::Key_Escape);
    QVERIFY(!tree->findField()->isVisible());
    QVERIFY(tree->view()->hasFocus());
}

void TestMessagePage::logsInOrderWithoutSecrets()
{
    DeliveryLogsView view;
    QList<api::MessageDeliveryLog> logs(2);
    for (int i = 0; i < 2; ++i) {
        logs[i].serviceName = "Twilio";
        logs[i].request.method = "POST";
        logs[i].request.host = "https://api.twilio.example";
        logs[i].request.path = i == 0 ? "/second" : "/first";
        logs[i].request.query = "token=verysecretvalue";
        logs[i].request.headers = {{"Authorization", "Basic verysecretvalue"}};
        logs[i].response.status = i == 0 ? 201 : 503;
        logs[i].insertedAt = {(i == 0 ? 33 : 0) * 1'000'000LL + 1'764'000'000'000'000};
    }
    view.setLogs(logs);
    QStringList texts;
    for (const QWidget *widget : view.findChildren<QWidget *>()) {
        if (const auto *label = qobject_cast<const QLabel *>(widget))
            texts += label->text();
        else if (const auto *edit = qobject_cast<const QPlainTextEdit *>(widget))
            texts += edit->toPlainText();
    }
    const QString all = texts.join('\n');
    QVERIFY2(!all.contains("verysecret"), qPrintable(all));
    QVERIFY2(all.contains("33 s later"), qPrintable(all));
    QVERIFY2(all.indexOf("sending") < all.indexOf("sending, try 2"), qPrintable(all));
}

void TestMessagePage::choosesWhatToCompareWith()
{
    m_net->expect("GET", "/v1/messages/m1")
        .reply(200, json(pageMessage("m1", "delivered", "ada", inRun("ada"))));
    expectParts("m1");
    expectPerson("ada");
    const QByteArray other = pageMessage("m3", "bounced", "bo", inRun("bo"));
    expectRun("ada", {}, {}, other);
    auto *page = openPage();
    QVERIFY(page && QTest::qWaitForWindowActive(page));
    QStringList opened;
    connect(page, &Page::openRequested, page, [&](const Place &place) { opened += place.address(); });
    expectPerson("ada");
    expectRun("ada", {}, {}, other);
    auto *tabs = page->findChild<SectionTabs *>();
    tabs->setFocus();
    QTest::keyClick(tabs, Qt::Key_C);
    auto *chooser = page->window()->findChild<CompareChooser *>();
    QVERIFY(chooser);
    auto *list = chooser->findChild<QListWidget *>();
    QTRY_COMPARE(list->count(), 1);
    QCOMPARE(list->item(0)->text(), "bo: Email (SendGrid), bounced");
    QPushButton *compare = nullptr;
    for (QPushButton *button : chooser->findChildren<QPushButton *>()) {
        if (button->text() == "Compare")
            compare = button;
    }
    QVERIFY(compare && !compare->isEnabled());
    auto *field = chooser->findChild<QLineEdit *>();
    field->setText("doorman message:m1");
    QVERIFY(!compare->isEnabled()); // the same one
    field->clear();
    list->setCurrentRow(0);
    QVERIFY(compare->isEnabled());
    QTest::mouseClick(compare, Qt::LeftButton);
    QCOMPARE(opened, QStringList {"compare:m1/m3"});
    m_net->expectNothing();
}

void TestMessagePage::comparesTwo()
{
    for (const QByteArray &who : {QByteArray("ada"), QByteArray("bo")}) {
        const QByteArray id = who == "ada" ? "m1" : "m2";
        m_net->expect("GET", "/v1/messages/" + id)
            .reply(200, json(pageMessage(id, who == "ada" ? "delivered" : "bounced", who, inRun(who))));
        expectParts(id);
        expectPerson(who);
        expectRun(who,
                  who == "ada"
                      ? "{'id': 'v1', 'event': 'message_enqueued', 'status': 'ok', 'step_ref': 'sms_1', "
                        "'step_type': 'channel', 'data': {'channel_type': 'sms', 'message_id': 'm7'}, "
                        "'inserted_at': '2026-01-01T00:00:00Z'}"
                      : "{'id': 'v2', 'event': 'step_skipped', 'status': 'ok', 'step_ref': 'sms_1', "
                        "'step_type': 'channel', 'data': {'channel_type': 'sms', 'reason': "
                        "'missing_address', 'missing': 'phone_number'}, 'inserted_at': "
                        "'2026-01-01T00:00:00Z'}");
    }
    auto *page = show(new ComparePage(m_context));
    page->go(Place::fromAddress("compare:m1/m2"));
    QVERIFY(settled(page));
    QCOMPARE(page->place().address(), "compare:m1/m2");
    QVERIFY2(
        page->verdict().contains("For Ada Lovelace: SMS message made. For bo: SMS was skipped: bo has no "
                                 "phone number."),
        qPrintable(page->verdict()));
    QVERIFY(page->steps()->lines().first().startsWith("≠ SMS"));
    const QString facts = page->facts()->lines().join('\n');
    QVERIFY(facts.contains("≠ Delivery: delivered | bounced"));
    QVERIFY(!facts.contains("data.total")); // the same on both sides
    QCOMPARE(page->title(), "Ada Lovelace and bo");
    QCOMPARE(page->failure(), QString());
    m_net->expectNothing();
}

void TestMessagePage::oneSideMayBeMissing()
{
    m_net->expect("GET", "/v1/messages/m1").reply(200, json(pageMessage("m1")));
    expectParts("m1");
    expectPerson("ada");
    for (const char *part :
         {"", "/content", "/events?page_size=50", "/activities?page_size=50", "/delivery_logs?page_size=50"})
        m_net->expect("GET", QByteArray("/v1/messages/zz") + part).reply(404, json("{'message': 'x'}"));
    auto *page = show(new ComparePage(m_context));
    page->go(Place::fromAddress("compare:m1/zz"));
    QVERIFY(settled(page));
    QVERIFY(!page->failure().isEmpty());
    QCOMPARE(page->place().address(), "compare:m1/zz");
    QVERIFY(!page->facts()->isVisible());
    bool said = false;
    for (const StatePanel *state : page->findChildren<StatePanel *>())
        said = said || (state->isVisible() && state->title() == "There is no message “zz” here");
    QVERIFY(said);
    m_net->expectNothing();
}

QTEST_MAIN(TestMessagePage)
#include "tst_messagepage.moc"
