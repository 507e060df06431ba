// A status set by mistake on 30 messages is undone in one step, against a real sandbox: also where some are
// held back by the batch limit, and where the service has a bad moment.
#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "api/client/client.h"
#include "contract/service.h"
#include "models/lists.h"
#include "models/markhistory.h"
#include "models/messagescope.h"
#include "models/vocabulary.h"
#include "ui/errorbar.h"
#include "ui/listpanel.h"
#include "ui/messages/messagespanel.h"
#include "ui/theme.h"
#include "ui/undobar.h"

#include <QApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using api::sandbox::Fault;

namespace {

constexpr int chosen = 30;
constexpr qint64 secondUs = 1'000'000;

api::Connection connectionTo(const QUrl &url)
{
    api::Connection connection;
    connection.baseUrl = url;
    connection.key = "sk_test_sandbox";
    connection.retry.baseMs = 1;
    return connection;
}

} // namespace

class TestMarkStory : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void undoesInOneStep();
    void retriesThoseHeldBack();
    void survivesBadMoments_data();
    void survivesBadMoments();
    void looksAfterALostAnswer();
    void doesItAgainAtOnce();

private:
    using Statuses = QHash<QString, QStringList>;
    Statuses stored(); // of the rows that are shown, as the service has them
    QStringList without(const Statuses &all, const QString &word) const; // of the chosen ones
    bool change(const QString &word, const QStringList &ids);
    QTableView *table() const { return m_panel->list()->view(); }
    QString said() const { return m_panel->findChild<ui::UndoBar *>()->text(); }
    QString trouble() const;
    QPushButton *button(const QString &text) const;

    std::unique_ptr<ui::Theme> m_theme;
    contract::Service m_service {true};
    std::unique_ptr<api::Client> m_client;
    std::unique_ptr<models::Vocabulary> m_words;
    std::unique_ptr<ui::MessagesPanel> m_panel;
    QStringList m_ids; // of the chosen rows
};

void TestMarkStory::initTestCase()
{
    m_theme = std::make_unique<ui::Theme>(*qApp);
    QVERIFY(m_service.start());
}

void TestMarkStory::init()
{
    m_service.server().advanceClock(2 * secondUs); // what was counted before is counted no more
    m_client = std::make_unique<api::Client>(connectionTo(m_service.baseUrl()));
    m_words = std::make_unique<models::Vocabulary>();
    ui::Context context;
    context.client = m_client.get();
    context.vocabulary = m_words.get();
    m_panel = std::make_unique<ui::MessagesPanel>(context, models::MessageScope());
    m_panel->resize(1200, 800);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    m_panel->activate();
    QTRY_VERIFY_WITH_TIMEOUT(m_panel->isSettled() && m_panel->list()->model()->rowCount() >= chosen, 20'000);
    // With the keyboard: the first, and on to the last.
    table()->setFocus();
    m_panel->list()->setCurrentRow(0);
    for (int i = 1; i < chosen; ++i)
        QTest::keyClick(table(), Qt::Key_Down, Qt::ShiftModifier);
    m_ids.clear();
    for (const int row : m_panel->list()->selectedRows())
        m_ids += m_panel->list()->model()->idAt(row);
    QCOMPARE(m_ids.size(), chosen);
    QTRY_VERIFY_WITH_TIMEOUT(m_panel->isSettled(), 20'000);
    m_service.server().advanceClock(2 * secondUs);
}

void TestMarkStory::cleanup()
{
    m_service.server().clearFaults();
    m_panel.reset();
    m_client.reset();
}

TestMarkStory::Statuses TestMarkStory::stored()
{
    Statuses all;
    const QJsonArray rows = m_service.get("/v1/messages?page_size=50").rows();
    for (const QJsonValue &row : rows) {
        QStringList words;
        const QJsonArray engagement = row["engagement_statuses"].toArray();
        for (const QJsonValue &word : engagement)
            words += word.toString();
        words.sort();
        all.insert(row["id"].toString(), words);
    }
    return all;
}

QStringList TestMarkStory::without(const Statuses &all, const QString &word) const
{
    QStringList ids;
    for (const QString &id : m_ids) {
        if (!all.value(id).contains(word))
            ids += id;
    }
    return ids;
}

bool TestMarkStory::change(const QString &word, const QStringList &ids)
{
    const QJsonObject body {{"message_ids", QJsonArray::fromStringList(ids)}};
    return m_service.ask("POST", "/v1/messages/batch/" + word.toLatin1(), QJsonDocument(body).toJson()).status
        == 200;
}

QString TestMarkStory::trouble() const
{
    for (const ui::ErrorBar *bar : m_panel->findChildren<ui::ErrorBar *>()) {
        if (bar->isVisible())
            return bar->text();
    }
    return {};
}

QPushButton *TestMarkStory::button(const QString &text) const
{
    for (auto *one : m_panel->findChildren<QPushButton *>()) {
        if (one->text() == text && one->isVisible() && one->isEnabled())
            return one;
    }
    return nullptr;
}

void TestMarkStory::undoesInOneStep()
{
    QVERIFY(change("read", m_ids.mid(0, 2)));
    m_panel->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(m_panel->isSettled(), 20'000);
    m_service.server().advanceClock(2 * secondUs);
    const Statuses before = stored();
    const QStringList unread = without(before, "read");
    QVERIFY(!unread.isEmpty() && unread.size() < chosen); // some were read before: they stay it
    QTest::keyClick(table(), Qt::Key_R);
    QTRY_VERIFY_WITH_TIMEOUT(said().startsWith("30 messages marked read."), 20'000);
    QCOMPARE(trouble(), QString());
    const Statuses marked = stored();
    QVERIFY(without(marked, "read").isEmpty());
    // Meanwhile the list is loaded again, and another row is chosen.
    m_panel->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(m_panel->isSettled(), 20'000);
    m_panel->list()->setCurrentRow(chosen + 3);
    QTest::keyClick(table(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(said(), QString("Undone: %1 messages are unread again.").arg(unread.size()),
                              20'000);
    QCOMPARE(stored(), before);
    QTRY_VERIFY_WITH_TIMEOUT(m_panel->isSettled(), 20'000);
}

void TestMarkStory::retriesThoseHeldBack()
{
    const Statuses before = stored();
    const QStringList open = without(before, "archived");
    QVERIFY(open.size() >= 7);
    const QStringList seven = open.mid(0, 7);
    // Somebody else has just archived seven of them and thought better of it.
    QVERIFY(change("archived", seven));
    QVERIFY(change("unarchived", seven));
    QTest::keyClick(table(), Qt::Key_A);
    QTRY_VERIFY_WITH_TIMEOUT(button("Retry those"), 20'000);
    QVERIFY2(trouble().startsWith("7 of 30 not updated (limited)"), qPrintable(trouble()));
    QVERIFY2(said().startsWith("23 messages archived."), qPrintable(said()));
    QCOMPARE(without(stored(), "archived").size(), 7);
    const models::CursorListBase *model = m_panel->list()->model();
    const int column = model->columnOf(QLatin1StringView("engagement_statuses"));
    for (const QString &id : m_ids)
        QCOMPARE(model->indexOfId(id, column).data().toString().startsWith("not updated"),
                 seven.contains(id));
    m_service.server().advanceClock(secondUs);
    QTest::mouseClick(button("Retry those"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(said().startsWith("30 messages archived."), 20'000);
    QCOMPARE(trouble(), QString());
    QVERIFY(without(stored(), "archived").isEmpty());
    // One undo for both.
    m_service.server().advanceClock(secondUs);
    QTest::keyClick(table(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(said().startsWith("Undone:"), 20'000);
    QCOMPARE(stored(), before);
    QTRY_VERIFY_WITH_TIMEOUT(m_panel->isSettled(), 20'000);
}

void TestMarkStory::survivesBadMoments_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("executed");
    QTest::addColumn<bool>("closes");
    QTest::newRow("429") << 429 << false << false;
    QTest::newRow("503, not done") << 503 << false << false;
    QTest::newRow("500, done all the same") << 500 << true << false;
    QTest::newRow("connection lost, done all the same") << 0 << true << true;
}

// The request is sent again by itself: nothing is told, and undo still knows what was changed.
void TestMarkStory::survivesBadMoments()
{
    QFETCH(int, status);
    QFETCH(bool, executed);
    QFETCH(bool, closes);
    const Statuses before = stored();
    const auto archived = chosen - without(before, "archived").size();
    Fault fault;
    fault.kind = closes ? Fault::Kind::Close : Fault::Kind::Status;
    fault.verb = "POST";
    fault.path = "/v1/messages/batch/*";
    fault.status = status;
    fault.executed = executed;
    fault.count = 1;
    QVERIFY(m_service.server().addFault(fault) > 0);
    QTest::keyClick(table(), Qt::Key_A);
    QTRY_VERIFY_WITH_TIMEOUT(said().contains("archived."), 20'000);
    QVERIFY(without(stored(), "archived").isEmpty());
    // What was done by the first try is held back at the second. Nobody can tell for those that were so
    // before.
    if (executed && archived > 0)
        QVERIFY2(trouble().startsWith(QString("%1 of 30 not updated (limited)").arg(archived)),
                 qPrintable(trouble()));
    else
        QCOMPARE(trouble(), QString());
    QTest::keyClick(table(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(
        said(), QString("Undone: %1 messages are not archived again.").arg(chosen - archived), 20'000);
    QCOMPARE(stored(), before);
    QTRY_VERIFY_WITH_TIMEOUT(m_panel->isSettled(), 20'000);
}

void TestMarkStory::looksAfterALostAnswer()
{
    const Statuses before = stored();
    Fault fault;
    fault.kind = Fault::Kind::Status;
    fault.path = "/v1/messages/batch/*";
    fault.status = 500;
    fault.executed = true;
    QVERIFY(m_service.server().addFault(fault) > 0);
    QTest::keyClick(table(), Qt::Key_S);
    QTRY_VERIFY_WITH_TIMEOUT(button("Check"), 20'000);
    QVERIFY2(trouble().startsWith("30 of 30 changes were not made"), qPrintable(trouble()));
    m_service.server().clearFaults();
    QTest::mouseClick(button("Check"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(said().startsWith("30 messages marked seen."), 20'000);
    QCOMPARE(trouble(), QString());
    QTest::keyClick(table(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(said().startsWith("Undone:"), 20'000);
    QCOMPARE(stored(), before);
    QTRY_VERIFY_WITH_TIMEOUT(m_panel->isSettled(), 20'000);
}

// Within the second in which the service would hold all of them back: on a clock that runs.
void TestMarkStory::doesItAgainAtOnce()
{
    api::sandbox::ServerOptions options;
    options.size = {.users = 50, .messages = 300};
    api::sandbox::SandboxServer server(options);
    QSignalSpy ready(&server, &api::sandbox::SandboxServer::ready);
    server.start();
    QVERIFY(ready.wait(30'000));
    api::Client client(connectionTo(server.baseUrl()));
    models::MessageActions actions(client);
    models::MarkHistory &history = *new models::MarkHistory(&actions);
    models::MessagesModel list(client);
    actions.followList(&list);
    list.setSource(models::MessageScope().source());
    QTRY_VERIFY_WITH_TIMEOUT(list.rowCount() >= chosen, 20'000);
    QStringList ids;
    for (int row = 0; row < list.rowCount() && ids.size() < chosen; ++row) {
        if (!list.row(row).value.engagement.has(api::Engagement::Archived))
            ids += list.idAt(row);
    }
    QVERIFY(ids.size() > 1);
    history.apply(ids, {api::Engagement::Archived, true, {}});
    QTRY_VERIFY_WITH_TIMEOUT(!history.isBusy(), 20'000);
    for (int i = 0; i < 2; ++i) {
        history.undo();
        QTRY_VERIFY_WITH_TIMEOUT(!history.isBusy(), 20'000);
        QCOMPARE(history.report().changed, ids.size());
        history.redo();
        QTRY_VERIFY_WITH_TIMEOUT(!history.isBusy(), 20'000);
        QCOMPARE(history.report().changed, ids.size());
        QVERIFY(history.report().limited.isEmpty());
    }
}

QTEST_MAIN(TestMarkStory)
#include "tst_markstory.moc"
