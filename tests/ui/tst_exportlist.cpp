// A list leaves the window: the dialog, the bar that tells how far it is, text and links.
#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "models/exports.h"
#include "models/vocabulary.h"
#include "support/listservice.h"
#include "ui/errorbar.h"
#include "ui/export/exportbars.h"
#include "ui/export/exportdialog.h"
#include "ui/feed/feedevidence.h"
#include "ui/feed/feedpanel.h"
#include "ui/filterbar.h"
#include "ui/listpanel.h"
#include "ui/mainwindow.h"
#include "ui/messages/messagespage.h"
#include "ui/messages/messagespanel.h"
#include "ui/omniboxguess.h"
#include "ui/place.h"
#include "ui/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace ui;
using State = models::Export::State;

namespace {

constexpr qint64 newest = qint64(1'780'000'000) * 1'000'000;

QRadioButton *choice(QWidget *in, const QString &text)
{
    const auto all = in->findChildren<QRadioButton *>();
    for (QRadioButton *one : all) {
        if (one->text().remove('&').startsWith(text))
            return one;
    }
    return nullptr;
}

} // namespace

class TestExportList : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }
    void init();
    void cleanup();
    void exportsAllThatMatch();
    void exportsTheSelection();
    void exportsWhatIsFound();
    void keepsWhatWasTyped();
    void asksBeforeItReplaces();
    void tellsAndGoesOnAfterAFailure();
    void stopsAndGoesOn();
    void outlivesItsTab();
    void theWindowAsksBeforeItLeavesAnExport();
    void copiesMessagesAsTextAndLinks();
    void copiesTheLinkOfTheList();
    void tellsOfAFeedItem();

private:
    MessagesPage *showMessages(int count);
    ExportDialog *openDialog(QWidget *focus);
    models::Export *startOne(const QString &name);
    QByteArray read(const QString &name) const
    {
        QFile file(m_folder->filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot be read)");
    }
    static QByteArrayList idsIn(const QByteArray &array)
    {
        QByteArrayList ids;
        for (const QJsonValue &row : QJsonDocument::fromJson(array).array())
            ids += row.toObject().value("id").toString().toLatin1();
        return ids;
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<ListService> m_service;
    std::unique_ptr<api::Client> m_client;
    std::unique_ptr<models::Vocabulary> m_words;
    std::unique_ptr<models::Exports> m_exports;
    std::unique_ptr<QWidget> m_widget;
    Context m_context;
};

void TestExportList::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath("s.ini"), QSettings::IniFormat);
    m_settings->setValue("export/folder", m_folder->path());
    m_service = std::make_unique<ListService>();
    api::Connection connection;
    connection.baseUrl = QUrl("http://api.test");
    connection.key = "sk_test_0123456789";
    connection.pace = false;
    connection.retry.maxRetries = 0;
    m_client = std::make_unique<api::Client>(connection, m_service.get());
    m_words = std::make_unique<models::Vocabulary>();
    m_exports = std::make_unique<models::Exports>(*m_client);
    m_context.client = m_client.get();
    m_context.vocabulary = m_words.get();
    for (const char *list : {"follow/messages", "follow/feed"}) // nothing but what is scripted is asked for
        m_settings->setValue(list, false);
    m_context.settings = m_settings.get();
    m_context.exports = m_exports.get();
}

void TestExportList::cleanup()
{
    m_widget.reset();
    m_exports.reset();
    m_client.reset();
    m_service.reset();
    m_words.reset();
}

MessagesPage *TestExportList::showMessages(int count)
{
    for (int i = 0; i < count; ++i)
        m_service->items.append(ListService::item(i, newest - i * qint64(7'000'000)));
    auto *page = new MessagesPage(m_context);
    m_widget.reset(page);
    page->resize(1200, 700);
    page->show();
    page->go(Place::fromAddress("messages"));
    if (!QTest::qWaitForWindowActive(page)
        || !QTest::qWaitFor([&] { return page->panel()->list()->model()->rowCount() > 0; }))
        qFatal("the list does not come");
    return page;
}

ExportDialog *TestExportList::openDialog(QWidget *focus)
{
    QTest::keyClick(focus, Qt::Key_E, Qt::ControlModifier);
    ExportDialog *dialog = m_widget->findChild<ExportDialog *>();
    if (!dialog || !QTest::qWaitForWindowActive(dialog))
        qFatal("no dialog");
    return dialog;
}

models::Export *TestExportList::startOne(const QString &name)
{
    ExportDialog *dialog = openDialog(m_widget->findChild<QTableView *>());
    choice(dialog, "JSON")->click();
    auto *path = dialog->findChild<QLineEdit *>();
    path->setText(m_folder->filePath(name));
    QTest::keyClick(path, Qt::Key_Return);
    return m_exports->all().value(0);
}

void TestExportList::exportsAllThatMatch()
{
    auto *page = showMessages(400);
    // The button opens what Ctrl+E opens.
    auto *button = page->panel()->filterBar()->findChild<QPushButton *>("exportList");
    QVERIFY(button && button->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    auto *dialog = page->findChild<ExportDialog *>();
    QVERIFY(dialog && QTest::qWaitForWindowActive(dialog));
    QVERIFY(choice(dialog, "All that match")->isChecked());
    QCOMPARE(choice(dialog, "Loaded")->text().remove('&'),
             QString("Loaded: %1").arg(page->panel()->list()->model()->rowCount()));
    auto *path = dialog->findChild<QLineEdit *>();
    QVERIFY(QFileInfo(path->text()).path() == m_folder->path());
    QVERIFY(path->text().endsWith(".csv"));
    choice(dialog, "JSON Lines")->click();
    QVERIFY(path->text().endsWith(".jsonl"));
    choice(dialog, "JSON")->click();
    path->setText(m_folder->filePath("all.json"));
    QTest::keyClick(path, Qt::Key_Return);
    QVERIFY(!dialog->isVisible());
    QCOMPARE(m_exports->all().size(), 1);
    QTRY_COMPARE(m_exports->all().first()->state(), State::Done);
    QCOMPARE(idsIn(read("all.json")), m_service->ids());
}

void TestExportList::exportsTheSelection()
{
    auto *page = showMessages(40);
    QTableView *view = page->panel()->list()->view();
    view->selectRow(3);
    view->selectionModel()->select(view->model()->index(9, 0),
                                   QItemSelectionModel::Select | QItemSelectionModel::Rows);
    ExportDialog *dialog = openDialog(view);
    QVERIFY(choice(dialog, "Selected: 2")->isChecked());
    choice(dialog, "CSV")->click();
    auto *path = dialog->findChild<QLineEdit *>();
    path->setText(m_folder->filePath("two.csv"));
    QTest::keyClick(path, Qt::Key_Return);
    QTRY_COMPARE(m_exports->all().value(0)->state(), State::Done);
    const QByteArrayList lines = read("two.csv").split('\n');
    QCOMPARE(lines.size(), 4);
    // The shown columns first, as they are shown: neither actors nor tenant nor id is.
    QVERIFY2(lines.at(0).startsWith("status,engagement_statuses,recipient,workflow,channel_id,inserted_at,"
                                    "actors,tenant,id,"),
             lines.at(0).constData());
    QVERIFY2(lines.at(1).contains(",m000003,") && lines.at(2).contains(",m000009,"), lines.at(1).constData());
    // Folder and format are remembered.
    QCOMPARE(m_settings->value("export/folder").toString(), m_folder->path());
}

void TestExportList::exportsWhatIsFound()
{
    auto *page = showMessages(40);
    page->panel()->list()->setLocalFilter("m00000"); // the first ten, by an id that is not shown
    ExportDialog *dialog = openDialog(page->panel()->list()->view());
    choice(dialog, "JSON")->click();
    QRadioButton *found = choice(dialog, "Found in what is loaded: 10");
    QVERIFY(found);
    QVERIFY(found->isChecked()); // what is seen is what is meant
    QVERIFY(choice(dialog, "All under the service's filters, found here or not"));
    auto *path = dialog->findChild<QLineEdit *>();
    path->setText(m_folder->filePath("found.json"));
    QTest::keyClick(path, Qt::Key_Return);
    QTRY_COMPARE(m_exports->all().value(0)->state(), State::Done);
    QCOMPARE(idsIn(read("found.json")), m_service->ids().mid(0, 10));
}

void TestExportList::keepsWhatWasTyped()
{
    auto *page = showMessages(5);
    ExportDialog *dialog = openDialog(page->panel()->list()->view());
    auto *path = dialog->findChild<QLineEdit *>();
    auto *error = dialog->findChild<ErrorBar *>();
    const std::pair<QString, QString> wrong[] = {
        {"/nowhere/at/all/x.csv", "There is no folder /nowhere/at/all. Choose one that exists."},
        {m_folder->path(), m_folder->path() + " is a folder. Give the file a name."},
        {"  ", "Give the file a name."},
    };
    for (const auto &[typed, said] : wrong) {
        path->setText(typed);
        QTest::keyClick(path, Qt::Key_Return);
        QVERIFY(dialog->isVisible());
        QCOMPARE(error->text(), said);
        QCOMPARE(path->text(), typed);
    }
    QVERIFY(m_exports->all().isEmpty());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(!dialog->isVisible());
}

void TestExportList::asksBeforeItReplaces()
{
    auto *page = showMessages(5);
    QFile old(m_folder->filePath("old.csv"));
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.close();
    ExportDialog *dialog = openDialog(page->panel()->list()->view());
    auto *path = dialog->findChild<QLineEdit *>();
    auto *start = dialog->findChild<QPushButton *>("start");
    path->setText(old.fileName());
    QTest::keyClick(path, Qt::Key_Return);
    QVERIFY(dialog->isVisible());
    QCOMPARE(start->text(), QString("Replace"));
    QTest::keyClick(path, Qt::Key_Return);
    QVERIFY(!dialog->isVisible());
    QTRY_COMPARE(m_exports->all().value(0)->state(), State::Done);
    QCOMPARE(read("old.csv").count('\n'), 6);
}

void TestExportList::tellsAndGoesOnAfterAFailure()
{
    showMessages(600);
    ExportBars bars(*m_exports);
    int left = 3;
    m_service->status = [&](int, const QUrlQuery &) { return left-- > 0 ? 200 : 500; };
    models::Export *one = startOne("all.json");
    QTRY_COMPARE(one->state(), State::Failed);
    auto *bar = bars.findChild<ExportBar *>();
    QVERIFY2(bar->text().contains(QString("%1 rows are kept in all.json.part.").arg(one->rows())),
             qPrintable(bar->text()));
    QVERIFY2(bar->text().contains(one->problem()), qPrintable(bar->text()));
    auto *action = bar->findChild<QPushButton *>("exportAction");
    QCOMPARE(action->text(), QString("Try again"));
    m_service->status = nullptr;
    QTest::mouseClick(action, Qt::LeftButton);
    QTRY_COMPARE(one->state(), State::Done);
    QCOMPARE(idsIn(read("all.json")), m_service->ids());
    QCOMPARE(action->text(), QString("Open the folder"));
    QVERIFY2(bar->text().contains("600 rows in"), qPrintable(bar->text()));
    QTest::mouseClick(bar->findChild<QToolButton *>(), Qt::LeftButton);
    QTRY_VERIFY(!bars.findChild<ExportBar *>());
    QVERIFY(m_exports->all().isEmpty());
}

void TestExportList::stopsAndGoesOn()
{
    showMessages(900);
    ExportBars bars(*m_exports);
    models::Export *one = startOne("all.json");
    auto *action = bars.findChild<QPushButton *>("exportAction");
    QCOMPARE(action->text(), QString("Stop"));
    // With the first rows: a little later all of them may be there.
    connect(
        one, &models::Export::progressed, this, [action] { QTest::mouseClick(action, Qt::LeftButton); },
        Qt::ConnectionType(Qt::QueuedConnection | Qt::SingleShotConnection));
    QTRY_COMPARE(one->state(), State::Stopped);
    QVERIFY(one->rows() > 0);
    QCOMPARE(action->text(), QString("Go on"));
    QVERIFY(bars.findChild<ExportBar *>()->text().contains("are kept in all.json.part"));
    QCOMPARE(idsIn(read("all.json.part")).size(), one->rows());
    QTest::mouseClick(action, Qt::LeftButton);
    QTRY_COMPARE(one->state(), State::Done);
    QCOMPARE(idsIn(read("all.json")), m_service->ids());
}

void TestExportList::outlivesItsTab()
{
    showMessages(700);
    models::Export *one = startOne("all.json");
    m_widget.reset();
    QTRY_COMPARE(one->state(), State::Done);
    QCOMPARE(idsIn(read("all.json")), m_service->ids());
}

void TestExportList::theWindowAsksBeforeItLeavesAnExport()
{
    for (int i = 0; i < 700; ++i)
        m_service->items.append(ListService::item(i, newest - i * qint64(7'000'000)));
    PageRegistry pages;
    registerPages(pages);
    auto *window = new MainWindow(m_context, {}, std::move(pages));
    m_widget.reset(window);
    window->show();
    window->open(Place::fromAddress("messages"));
    QVERIFY(QTest::qWaitForWindowActive(window));
    QTRY_VERIFY(window->currentPage()->isSettled());
    models::Export *one = startOne("all.json");
    QVERIFY(one->isRunning());
    window->close();
    QVERIFY(window->isVisible());
    auto *box = window->findChild<QMessageBox *>();
    QVERIFY(box && box->informativeText().contains("all.json.part"));
    box->reject();
    QTRY_VERIFY(window->findChild<ExportBar *>()->isVisible());
    QTRY_COMPARE(one->state(), State::Done);
    window->close();
    QVERIFY(!window->isVisible());
}

void TestExportList::copiesMessagesAsTextAndLinks()
{
    auto *page = showMessages(10);
    QTableView *view = page->panel()->list()->view();
    view->selectRow(1);
    view->selectionModel()->select(view->model()->index(2, 0),
                                   QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QTest::keyClick(view, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    const QString text = QApplication::clipboard()->text();
    for (const char *part :
         {"to ada", "m000001", "m000002", "doorman message:m000001", "2026-05-28 20:26:33"})
        QVERIFY2(text.contains(part), qPrintable(text));
    QTest::keyClick(view, Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QApplication::clipboard()->text(), QString("doorman message:m000001\ndoorman message:m000002"));
}

void TestExportList::copiesTheLinkOfTheList()
{
    m_service->items = {ListService::item(1, newest)};
    PageRegistry pages;
    registerPages(pages);
    auto *window = new MainWindow(m_context, {}, std::move(pages));
    m_widget.reset(window);
    window->show();
    window->open(Place::fromAddress("messages?status=bounced&status=sent"));
    QVERIFY(QTest::qWaitForWindowActive(window));
    QTest::keyClick(window, Qt::Key_L, Qt::ControlModifier | Qt::AltModifier);
    const QString link = QApplication::clipboard()->text();
    QCOMPARE(link, QString("doorman 'messages?status=bounced&status=sent'"));
    // The omnibox takes it back.
    const QList<Candidate> places = guessPlaces(link, {"messages"});
    QVERIFY(!places.isEmpty());
    QCOMPARE(places.first().place.address(), QString("messages?status=bounced&status=sent"));
}

void TestExportList::tellsOfAFeedItem()
{
    api::FeedItem item;
    item.id = "m1";
    item.insertedAt = {newest};
    item.seenAt = {newest + 1'000'000};
    item.source.key = "mention";
    const QString text = feedItemReport(item, "ada");
    QVERIFY2(text.contains("2026-05-28T20:26:40Z") && text.contains("2026-05-28T20:26:41Z")
                 && text.contains("mention") && text.contains("ada") && text.contains("doorman message:m1"),
             qPrintable(text));
}

QTEST_MAIN(TestExportList)
#include "tst_exportlist.moc"
