// Marking with keys: what the bars say, undo and redo of all of it, what was held back, and metadata.
#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "models/lists.h"
#include "models/vocabulary.h"
#include "support/fakenetwork.h"
#include "ui/errorbar.h"
#include "ui/feed/feedlist.h"
#include "ui/feed/feedpanel.h"
#include "ui/listpanel.h"
#include "ui/message/interacteddialog.h"
#include "ui/message/marker.h"
#include "ui/message/markwords.h"
#include "ui/message/messagepage.h"
#include "ui/messages/messagespanel.h"
#include "ui/theme.h"
#include "ui/undobar.h"

#include <QApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace ui;
using Report = models::MarkHistory::Report;

namespace {

QByteArray json(const QByteArray &text)
{
    return ::json(text.constData());
}

QByteArray message(const QString &id, const QByteArray &statuses = {})
{
    return "{'id': '" + id.toLatin1()
        + "', 'status': 'delivered', 'recipient': 'ada', 'workflow': 'invoice', 'channel_id': 'mail',"
          "'inserted_at': '2026-01-01T00:00:00Z', 'engagement_statuses': ["
        + statuses + "]}";
}

QByteArray rows(const QStringList &ids, const QByteArray &statuses = {})
{
    QByteArrayList all;
    for (const QString &id : ids)
        all += message(id, statuses);
    return all.join(',');
}

QByteArray list(const QByteArray &items)
{
    return json("{'items': [" + items + "], 'page_info': {'after': null}}");
}

QByteArray bodyOf(const QStringList &ids)
{
    return QJsonDocument(QJsonObject {{"message_ids", QJsonArray::fromStringList(ids)}}).toJson();
}

} // namespace

class TestMarks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void undoesManyWithOneKey();
    void undoesWithTheButton();
    void retriesThose();
    void stopsAndUndoes();
    void refusesWhereItIsReadOnly_data();
    void refusesWhereItIsReadOnly();
    void marksOnTheMessagePage();
    void marksInTheFeed();
    void saysThatInteractedStays();
    void asksForMetadata();
    void metadataSurvivesAnError();
    void words_data();
    void words();

private:
    MessagesPanel *openList(const QStringList &ids, const QByteArray &items);
    void expectParts(const QByteArray &id);
    UndoBar *undoBar() const { return m_widget->findChild<UndoBar *>(); }
    QPushButton *button(const QString &text) const;
    QString trouble() const;
    InteractedDialog *dialog() const;
    static void type(InteractedDialog *dialog, const QString &field, const QString &text);
    bool settled(const Panel *panel)
    {
        return QTest::qWaitFor([&] { return panel->isSettled(); });
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

void TestMarks::initTestCase()
{
    m_theme = std::make_unique<Theme>(*qApp);
}

void TestMarks::init()
{
    m_net = std::make_unique<FakeNetwork>();
    m_client = std::make_unique<api::Client>(testConnection(), m_net.get());
    m_words = std::make_unique<models::Vocabulary>();
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath("s.ini"), QSettings::IniFormat);
    for (const char *list : {"follow/messages", "follow/feed"}) // no request but those of the marks
        m_settings->setValue(list, false);
    m_context = {};
    m_context.client = m_client.get();
    m_context.vocabulary = m_words.get();
    m_context.settings = m_settings.get();
}

void TestMarks::cleanup()
{
    m_widget.reset();
    m_client.reset();
    m_net.reset();
    m_words.reset();
}

void TestMarks::expectParts(const QByteArray &id)
{
    const QByteArray base = "/v1/messages/" + id;
    m_net->expect("GET", base + "/content")
        .reply(200, json("{'message_id': '" + id + "', 'data': {'to': '+49', 'body': 'hi'}}"));
    for (const char *part : {"/events", "/activities", "/delivery_logs"})
        m_net->expect("GET", base + part + "?page_size=50").reply(200, list({}));
}

MessagesPanel *TestMarks::openList(const QStringList &ids, const QByteArray &items)
{
    m_net->expect("GET", "/v1/messages?page_size=50").reply(200, list(items));
    expectParts(ids.first().toLatin1());
    auto *panel = new MessagesPanel(m_context, {});
    m_widget.reset(panel);
    panel->resize(1200, 700);
    panel->show();
    if (!QTest::qWaitForWindowActive(panel))
        return nullptr;
    panel->activate();
    if (!settled(panel) || panel->list()->model()->rowCount() != ids.size())
        return nullptr;
    panel->list()->view()->setFocus();
    panel->list()->view()->selectAll();
    return panel;
}

QPushButton *TestMarks::button(const QString &text) const
{
    for (auto *one : m_widget->findChildren<QPushButton *>()) {
        if (one->text() == text && one->isVisible() && one->isEnabled())
            return one;
    }
    return nullptr;
}

QString TestMarks::trouble() const
{
    for (const ErrorBar *bar : m_widget->findChildren<ErrorBar *>()) {
        if (bar->isVisible())
            return bar->text();
    }
    return {};
}

InteractedDialog *TestMarks::dialog() const
{
    for (auto *one : m_widget->window()->findChildren<InteractedDialog *>()) {
        if (one->isVisible())
            return one;
    }
    return nullptr;
}

void TestMarks::type(InteractedDialog *dialog, const QString &field, const QString &text)
{
    for (auto *edit : dialog->findChildren<QLineEdit *>()) {
        if (edit->accessibleName() != field)
            continue;
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
}

void TestMarks::undoesManyWithOneKey()
{
    QStringList ids;
    for (int i = 1; i <= 30; ++i)
        ids += QString("m%1").arg(i);
    const QStringList unread = ids.mid(2);
    MessagesPanel *panel = openList(ids, rows(ids.mid(0, 2), "'read'") + "," + rows(unread));
    QVERIFY(panel);
    QTableView *table = panel->list()->view();
    m_net->expect("POST", "/v1/messages/batch/read")
        .withBody(bodyOf(ids))
        .reply(200, json("[" + rows(ids, "'read'") + "]"));
    m_net->expect("GET", "/v1/messages/m1/events?page_size=50").reply(200, list({}));
    QTest::keyClick(table, Qt::Key_R);
    QTRY_COMPARE(undoBar()->text(), "30 messages marked read. 2 were so before: only their time is new.");
    QVERIFY(undoBar()->isVisible());
    QVERIFY(settled(panel));
    QCOMPARE(trouble(), QString());

    m_net->expect("POST", "/v1/messages/batch/unread")
        .withBody(bodyOf(unread))
        .reply(200, json("[" + rows(unread) + "]"));
    QTest::keyClick(table, Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(undoBar()->text(), "Undone: 28 messages are unread again.");
    const auto *model = static_cast<const models::MessagesModel *>(panel->list()->model());
    for (int row = 0; row < 30; ++row)
        QCOMPARE(model->row(row).value.engagement.has(api::Engagement::Read), row < 2);

    // And with the other key again, once the service takes the same change of them.
    m_net->expect("POST", "/v1/messages/batch/read")
        .withBody(bodyOf(unread))
        .reply(200, json("[" + rows(unread, "'read'") + "]"));
    QTest::keyClick(table, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(undoBar()->text(), "Done again: 28 messages marked read.");
    QVERIFY(settled(panel));
    m_net->expectNothing();
}

void TestMarks::undoesWithTheButton()
{
    MessagesPanel *panel = openList({"m1", "m2"}, rows({"m1", "m2"}, "'archived'"));
    QVERIFY(panel);
    m_net->expect("POST", "/v1/messages/batch/unarchived").reply(200, json("[" + rows({"m1", "m2"}) + "]"));
    m_net->expect("GET", "/v1/messages/m1/events?page_size=50").times(2).reply(200, list({}));
    QTest::keyClick(panel->list()->view(), Qt::Key_A, Qt::ShiftModifier);
    QTRY_COMPARE(undoBar()->text(), "2 messages taken out of the archive.");
    m_net->expect("POST", "/v1/messages/batch/archived")
        .reply(200, json("[" + rows({"m1", "m2"}, "'archived'") + "]"));
    QVERIFY(!button("Redo"));
    QTest::mouseClick(button("Undo"), Qt::LeftButton);
    QTRY_COMPARE(undoBar()->text(),
                 "Undone: 2 messages are archived again, as of now: the time it was before is not kept.");
    QVERIFY(button("Redo"));
    QVERIFY(!button("Undo"));
    QVERIFY(settled(panel));
    // Dismissed, there is nothing to redo any more.
    QTest::mouseClick(undoBar()->findChild<QAbstractButton *>("dismissUndo"), Qt::LeftButton);
    QVERIFY(!undoBar()->isVisible());
    panel->list()->view()->setFocus();
    QTest::keyClick(panel->list()->view(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    m_net->expectNothing();
}

void TestMarks::retriesThose()
{
    const QStringList ids {"m1", "m2", "m3"};
    MessagesPanel *panel = openList(ids, rows(ids));
    QVERIFY(panel);
    m_net->expect("POST", "/v1/messages/batch/seen")
        .header("x-ratelimited-message_ids", "m2,m3")
        .reply(200, json("[" + message("m1", "'seen'") + "," + rows({"m2", "m3"}) + "]"));
    m_net->expect("GET", "/v1/messages/m1/events?page_size=50").reply(200, list({}));
    QTest::keyClick(panel->list()->view(), Qt::Key_S);
    QTRY_VERIFY(button("Retry those"));
    QVERIFY2(trouble().startsWith("2 of 3 not updated (limited)"), qPrintable(trouble()));
    QCOMPARE(undoBar()->text(), "1 message marked seen.");
    const models::CursorListBase *model = panel->list()->model();
    const int column = model->columnOf(QLatin1StringView("engagement_statuses"));
    QVERIFY(model->index(1, column).data().toString().startsWith("not updated"));
    QVERIFY(!model->index(0, column).data().toString().startsWith("not updated"));
    m_net->expect("POST", "/v1/messages/batch/seen")
        .withBody(bodyOf({"m2", "m3"}))
        .reply(200, json("[" + rows({"m2", "m3"}, "'seen'") + "]"));
    QTest::mouseClick(button("Retry those"), Qt::LeftButton);
    QTRY_COMPARE(undoBar()->text(), "3 messages marked seen.");
    QCOMPARE(trouble(), QString());
    QCOMPARE(model->index(1, column).data().toString(), "seen");
    QVERIFY(settled(panel));
    m_net->expectNothing();
}

void TestMarks::stopsAndUndoes()
{
    QStringList ids;
    for (int i = 1; i <= 130; ++i)
        ids += QString("m%1").arg(i);
    MessagesPanel *panel = openList(ids, rows(ids));
    QVERIFY(panel);
    Exchange &slow = m_net->expect("POST", "/v1/messages/batch/archived")
                         .reply(200, json("[" + rows(ids.mid(0, 100), "'archived'") + "]"))
                         .hold();
    QTest::keyClick(panel->list()->view(), Qt::Key_A);
    QTRY_VERIFY(slow.wasAsked());
    QCOMPARE(undoBar()->text(), "Archiving: 130 of 130 messages to go");
    m_net->expect("GET", "/v1/messages/m1/events?page_size=50").times(2).reply(200, list({}));
    QTest::mouseClick(button("Stop"), Qt::LeftButton);
    QVERIFY(!button("Stop"));
    slow.release();
    QTRY_COMPARE(undoBar()->text(), "100 messages archived. Stopped before the other 30.");
    QVERIFY(settled(panel));
    m_net->expect("POST", "/v1/messages/batch/unarchived")
        .withBody(bodyOf(ids.mid(0, 100)))
        .reply(200, json("[" + rows(ids.mid(0, 100)) + "]"));
    QTest::mouseClick(button("Undo"), Qt::LeftButton);
    QTRY_COMPARE(undoBar()->text(), "Undone: 100 messages are not archived again.");
    QVERIFY(settled(panel));
    m_net->expectNothing();
}

void TestMarks::refusesWhereItIsReadOnly_data()
{
    QTest::addColumn<Qt::Key>("key");
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    QTest::newRow("mark") << Qt::Key_S << Qt::KeyboardModifiers();
    QTest::newRow("unmark") << Qt::Key_S << Qt::KeyboardModifiers(Qt::ShiftModifier);
    QTest::newRow("metadata") << Qt::Key_I << Qt::KeyboardModifiers(Qt::ControlModifier);
}

void TestMarks::refusesWhereItIsReadOnly()
{
    QFETCH(Qt::Key, key);
    QFETCH(Qt::KeyboardModifiers, modifiers);
    api::Connection connection = testConnection();
    connection.readOnly = true;
    m_client->setConnection(connection);
    MessagesPanel *panel = openList({"m1"}, rows({"m1"}));
    QVERIFY(panel);
    QTest::keyClick(panel->list()->view(), key, modifiers);
    QCOMPARE(trouble(), "This environment is read-only.");
    QVERIFY(!dialog());
    m_net->expectNothing();
}

void TestMarks::marksOnTheMessagePage()
{
    m_net->expect("GET", "/v1/messages/m1").reply(200, json(message("m1")));
    expectParts("m1");
    m_net->expect("GET", "/v1/users/ada").reply(200, json("{'id': 'ada'}"));
    auto *page = new MessagePage(m_context);
    m_widget.reset(page);
    page->resize(1200, 700);
    page->show();
    QVERIFY(QTest::qWaitForWindowActive(page));
    page->go(Place::fromAddress("message:m1"));
    QVERIFY(QTest::qWaitFor([&] { return page->isSettled(); }));
    QWidget *inside = nullptr;
    for (auto *one : page->findChildren<QPushButton *>()) {
        if (one->accessibleName() == "Mark this message")
            inside = one;
    }
    QVERIFY(inside);
    inside->setFocus();
    m_net->expect("PUT", "/v1/messages/m1/read").reply(200, json(message("m1", "'read'")));
    m_net->expect("GET", "/v1/messages/m1/events?page_size=50").times(2).reply(200, list({}));
    QTest::keyClick(inside, Qt::Key_R);
    QTRY_COMPARE(undoBar()->text(), "1 message marked read.");
    QVERIFY(QTest::qWaitFor([&] { return page->isSettled(); }));
    m_net->expect("DELETE", "/v1/messages/m1/read").reply(200, json(message("m1")));
    QTest::keyClick(inside, Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(undoBar()->text(), "Undone: 1 message is unread again.");
    QVERIFY(QTest::qWaitFor([&] { return page->isSettled(); }));
    m_net->expectNothing();
}

void TestMarks::marksInTheFeed()
{
    const QByteArray items = "{'id': 'm1', 'inserted_at': '2026-01-01T00:00:00Z'},"
                             "{'id': 'm2', 'inserted_at': '2026-01-01T00:00:00Z',"
                             "'seen_at': '2026-01-01T00:00:01Z'}";
    const auto feed = [](const QByteArray &entries, int unseen) {
        return json("{'entries': [" + entries + "], 'page_info': {}, 'meta': {'unseen_count': "
                    + QByteArray::number(unseen) + ", 'unread_count': 2, 'total_count': 2}}");
    };
    m_net->expect("GET", "/v1/users/ada/feeds/inapp?page_size=50&archived=exclude")
        .reply(200, feed(items, 1));
    m_net->expect("GET", "/v1/messages/m1/events?page_size=50").times(3).reply(200, list({}));
    auto *panel = new FeedPanel(m_context, "ada");
    m_widget.reset(panel);
    panel->resize(1100, 600);
    panel->show();
    QVERIFY(QTest::qWaitForWindowActive(panel));
    panel->setFilters({{"channel", "inapp"}});
    panel->activate();
    QVERIFY(settled(panel));
    panel->view()->setFocus();
    panel->view()->selectAll();
    const QByteArray counts = "/v1/users/ada/feeds/inapp?page_size=1&archived=exclude";
    const QByteArray seen = ", 'seen_at': '2026-01-02T00:00:00Z'}";
    const auto bare = [](const QString &id, const QByteArray &more) { return message(id).chopped(1) + more; };
    m_net->expect("POST", "/v1/messages/batch/seen")
        .withBody(bodyOf({"m1", "m2"}))
        .header("x-ratelimited-message_ids", "m2")
        .reply(200, json("[" + bare("m1", seen) + "," + bare("m2", seen) + "]"));
    m_net->expect("GET", counts).reply(200, feed({}, 0));
    QTest::keyClick(panel->view(), Qt::Key_S);
    QTRY_VERIFY(button("Retry those"));
    QCOMPARE(undoBar()->text(), "1 message marked seen.");
    QTRY_COMPARE(panel->model()->meta().unseenCount, 0);
    QVERIFY(panel->view()
                ->model()
                ->index(1, 0)
                .data(Qt::AccessibleTextRole)
                .toString()
                .startsWith("not updated"));
    QVERIFY(settled(panel));
    m_net->expect("DELETE", "/v1/messages/m1/seen").reply(200, json(bare("m1", ", 'seen_at': null}")));
    m_net->expect("GET", counts).reply(200, feed({}, 1)); // they are read again after an undo, too
    QTest::keyClick(panel->view(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(undoBar()->text(), "Undone: 1 message is unseen again.");
    QTRY_COMPARE(panel->model()->meta().unseenCount, 1);
    QVERIFY(settled(panel));
    m_net->expectNothing();
}

void TestMarks::saysThatInteractedStays()
{
    MessagesPanel *panel = openList({"m1", "m2"}, rows({"m1", "m2"}, "'interacted'"));
    QVERIFY(panel);
    for (const char *id : {"m1", "m2"})
        m_net->expect("DELETE", QByteArray("/v1/messages/") + id + "/interacted").reply(404, "Not Found");
    QTest::keyClick(panel->list()->view(), Qt::Key_I, Qt::ShiftModifier);
    QTRY_COMPARE(trouble(),
                 "“Interacted” was not taken back on 2 messages: the service as it is today has no call for "
                 "that.");
    QVERIFY(!button("Try again"));
    QVERIFY(!undoBar()->isVisible());
    m_net->expectNothing();
}

void TestMarks::asksForMetadata()
{
    MessagesPanel *panel = openList({"m1", "m2"}, rows({"m1", "m2"}));
    QVERIFY(panel);
    QTest::keyClick(panel->list()->view(), Qt::Key_I, Qt::ControlModifier);
    QTRY_VERIFY(dialog());
    QTRY_VERIFY(qobject_cast<QLineEdit *>(QApplication::focusWidget())); // that of the first key
    QTest::keyClicks(QApplication::focusWidget(), "button");
    type(dialog(), "Value of pair 1", "reply");
    type(dialog(), "Key of pair 2", "n");
    type(dialog(), "Value of pair 2", "2.5");
    type(dialog(), "Key of pair 5", "ok");
    type(dialog(), "Value of pair 5", "true");
    m_net->expect("POST", "/v1/messages/batch/interacted")
        .withBody(json("{'message_ids': ['m1', 'm2'], 'metadata': {'button': 'reply', 'n': 2.5, 'ok': "
                       "true}}"))
        .reply(200, json("[" + rows({"m1", "m2"}, "'interacted'") + "]"));
    m_net->expect("GET", "/v1/messages/m1/events?page_size=50").reply(200, list({}));
    QTest::keyClick(dialog(), Qt::Key_Return);
    QTRY_COMPARE(undoBar()->text(), "2 messages marked interacted.");
    QVERIFY(settled(panel));
    // What was taken is not typed again.
    panel->activateWindow(); // offscreen nobody does it when a dialog closes
    QVERIFY(QTest::qWaitForWindowActive(panel));
    panel->list()->view()->setFocus();
    QTest::keyClick(panel->list()->view(), Qt::Key_I, Qt::ControlModifier);
    QTRY_VERIFY(dialog());
    QCOMPARE(dialog()->findChildren<QLineEdit *>().first()->text(), QString());
    m_net->expectNothing();
}

void TestMarks::metadataSurvivesAnError()
{
    MessagesPanel *panel = openList({"m1"}, rows({"m1"}));
    QVERIFY(panel);
    QTest::keyClick(panel->list()->view(), Qt::Key_I, Qt::ControlModifier);
    QTRY_VERIFY(dialog());
    type(dialog(), "Key of pair 1", "button");
    type(dialog(), "Value of pair 1", "reply");
    m_net->expect("PUT", "/v1/messages/m1/interacted")
        .withBody(json("{'metadata': {'button': 'reply'}}"))
        .reply(422, json("{'code': 'invalid_params', 'message': 'no'}"));
    QTest::keyClick(dialog(), Qt::Key_Return);
    QTRY_VERIFY(!trouble().isEmpty());
    QTRY_VERIFY(!dialog());
    panel->activateWindow(); // offscreen nobody does it when a dialog closes
    QVERIFY(QTest::qWaitForWindowActive(panel));
    panel->list()->view()->setFocus();
    QTest::keyClick(panel->list()->view(), Qt::Key_I, Qt::ControlModifier);
    QTRY_VERIFY(dialog());
    QCOMPARE(dialog()->findChildren<QLineEdit *>().at(0)->text(), "button");
    QCOMPARE(dialog()->findChildren<QLineEdit *>().at(1)->text(), "reply");
    m_net->expectNothing();
}

void TestMarks::words_data()
{
    QTest::addColumn<Report>("report");
    QTest::addColumn<QString>("done");
    QTest::addColumn<QString>("trouble");
    using api::Engagement;
    const auto make = [](int asked, int changed) {
        Report report;
        report.mark = {Engagement::Read, true, {}};
        report.asked = asked;
        report.changed = changed;
        return report;
    };
    Report report = make(50, 43);
    for (int i = 0; i < 7; ++i)
        report.limited += QString::number(i);
    QTest::newRow("limited") << report << "43 messages marked read."
                             << "7 of 50 not updated (limited): the service takes one change of a message in "
                                "a second.";
    report.kind = models::MarkHistory::Kind::Undone;
    QTest::newRow("undo limited") << report << "Undone: 43 messages are unread again."
                                  << "7 of 50 not undone (limited): the service takes one change of a "
                                     "message in a second.";
    report = make(3, 1);
    report.missing = QStringList {"a", "b"};
    QTest::newRow("missing") << report << "1 message marked read."
                             << "2 of 3 not updated: the service does not know these messages, or no longer.";
    report = make(0, 0);
    report.mark.set = false;
    report.skipped = 4;
    QTest::newRow("nothing") << report << "Not sent for 4 messages: already unread."
                             << "";
    report = make(2, 2);
    report.unsure = 1;
    QTest::newRow("unsure") << report
                            << "2 messages marked read. Undo leaves 1 message: what was before is not known."
                            << "";
    report = make(2, 1);
    report.notDone = QStringList {"a"};
    QTest::newRow("not done") << report << "1 message marked read."
                              << "1 of 2 not updated: the request had not arrived.";
}

void TestMarks::words()
{
    QFETCH(Report, report);
    QFETCH(QString, done);
    QFETCH(QString, trouble);
    QCOMPARE(doneWords(report), done);
    QCOMPARE(troubleWords(report), trouble);
}

QTEST_MAIN(TestMarks)
#include "tst_marks.moc"
