// The bulk page and the dialog that sets preferences for many, on a scripted network.
#include "api/client/client.h"
#include "models/bulkwork.h"
#include "models/jobsmodel.h"
#include "models/preferencegridmodel.h"
#include "models/vocabulary.h"
#include "support/fakenetwork.h"
#include "ui/bulk/bulkpage.h"
#include "ui/bulk/bulkpreferencesdialog.h"
#include "ui/bulk/failedrows.h"
#include "ui/bulk/jobdetail.h"
#include "ui/bulkstarter.h"
#include "ui/errorbar.h"
#include "ui/preferences/preferencedelegate.h"
#include "ui/preferences/preferencegridview.h"
#include "ui/statepanel.h"
#include "ui/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace ui;
using api::PreferenceRow;
using api::PreferenceState;

namespace {

QByteArray operation(const char *status, int total, int done, int failed, const char *items = "[]")
{
    return json("{'id': '6f6d2b1e-op', 'name': 'users.set_preferences', 'status': '%1', "
                "'estimated_total_rows': %2, "
                "'processed_rows': %3, 'success_count': %4, 'error_count': %5, 'error_items': %6, "
                "'inserted_at': "
                "'2026-01-02T03:04:05Z', 'updated_at': '2026-01-02T03:04:05Z'}")
        .replace("%1", status)
        .replace("%2", QByteArray::number(total))
        .replace("%3", QByteArray::number(done))
        .replace("%4", QByteArray::number(done - failed))
        .replace("%5", QByteArray::number(failed))
        .replace("%6", json(items));
}

const char *const operationTarget = "/v1/bulk_operations/6f6d2b1e-op";

struct Desk
{
    explicit Desk(bool readOnly = false)
    {
        api::Connection connection = testConnection();
        connection.readOnly = readOnly;
        client = std::make_unique<api::Client>(connection, &net);
        settings
            = std::make_unique<QSettings>(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        models::JobsModel::Options options;
        options.pace = {1, 2, 5};
        jobs = std::make_unique<models::JobsModel>(*client, options);
        context = {client.get(), jobs.get(), &words, settings.get()};
        page = std::make_unique<BulkPage>(context);
        page->resize(1100, 700);
        page->show();
        page->activateWindow();
        page->setFocus();
        (void)QTest::qWaitForWindowActive(page.get());
    }
    BulkPreferencesDialog *dialog() const
    {
        const auto found = page->window()->findChildren<BulkPreferencesDialog *>();
        return found.isEmpty() ? nullptr : found.first();
    }
    static bool press(QWidget *in, const QString &text)
    {
        for (auto *button : in->findChildren<QPushButton *>()) {
            if (button->text() == text && button->isVisible() && button->isEnabled()) {
                QTest::mouseClick(button, Qt::LeftButton);
                return true;
            }
        }
        return false;
    }
    QString sentence() const { return page->findChild<QLabel *>(QStringLiteral("jobSentence"))->text(); }

    QTemporaryDir folder;
    FakeNetwork net;
    std::unique_ptr<api::Client> client;
    std::unique_ptr<QSettings> settings;
    models::Vocabulary words;
    std::unique_ptr<models::JobsModel> jobs;
    Context context;
    std::unique_ptr<BulkPage> page;
};

} // namespace

class TstBulk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void countsPastedIds_data();
    void countsPastedIds();
    void setsPreferencesForMany();
    void keepsWhatWasTyped();
    void startsFromAPerson();
    void sendsInParts();
    void readOnlyDoesNotStart();
    void watchesAPastedId();
    void unknownIdSaysSo();
    void coloursFollowTheTheme();
    void retriesTheFailedOnes();
    void removesFromTheList();
    void writesCsv();

private:
    std::unique_ptr<Theme> m_theme;
};

void TstBulk::initTestCase()
{
    m_theme = std::make_unique<Theme>(*qApp);
    m_theme->setScheme(Scheme::Light);
}

void TstBulk::countsPastedIds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("ids");
    QTest::addColumn<QString>("words");
    const auto add = [](const char *name, const char *text, const QStringList &ids, const char *words) {
        QTest::newRow(name) << QString::fromUtf8(text) << ids << QString::fromUtf8(words);
    };
    const QString a = QStringLiteral("a"), b = QStringLiteral("b"), c = QStringLiteral("c");
    add("lines", "a\nb\nc\n", {a, b, c}, "3 ids");
    add("one", " a ", {a}, "1 id");
    add("blank lines", "a\n\n  \nb\n", {a, b}, "2 ids, 2 blank lines left out");
    add("duplicates", "a\nb\na\na", {a, b}, "2 ids, 2 duplicates left out");
    add("both", "a\n\nb\nb", {a, b}, "2 ids, 1 duplicate and 1 blank line left out");
    const QString blank = QStringLiteral("min-jun choi 151"), comma = QStringLiteral("a,b");
    add("blanks belong to an id", "min-jun choi 151\n a \n", {blank, a}, "2 ids");
    add("quotes hold anything", "\"a,b\"\n\"say \"\"a\"\"\"\nb", {comma, QStringLiteral("say \"a\""), b},
        "3 ids");
    add("an apostrophe is no quote", "'t-hart, o'neil", {QStringLiteral("'t-hart"), QStringLiteral("o'neil")},
        "2 ids");
    add("commas and quotes", "\"a\", 'b';c", {a, b, c}, "3 ids");
    add("windows lines", "a\r\n\r\nb\r\n", {a, b}, "2 ids, 1 blank line left out");
    add("nothing", " \n\n ", {}, "0 ids");
}

void TstBulk::countsPastedIds()
{
    QFETCH(QString, text);
    const models::IdList list = models::IdList::fromText(text);
    QTEST(list.ids, "ids");
    QTEST(idListWords(list, blankLinesOf(text)), "words");
    QCOMPARE(models::IdList::fromText(models::IdList::toText(list.ids)).ids, list.ids);
}

void TstBulk::setsPreferencesForMany()
{
    Desk desk;
    QVERIFY(desk.page->findChild<StatePanel *>()->isVisible());
    QVERIFY(Desk::press(desk.page->findChild<StatePanel *>(), QStringLiteral("Set preferences for many…")));
    BulkPreferencesDialog *dialog = desk.dialog();
    QVERIFY(dialog);
    auto *text = dialog->findChild<QPlainTextEdit *>(QStringLiteral("ids"));
    QVERIFY(!Desk::press(dialog, QStringLiteral("Review…"))); // without ids
    QApplication::clipboard()->setText(QStringLiteral("alice\nbob, carol\n\nbob\n"));
    text->setFocus();
    QTest::keyClick(text, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(dialog->findChild<QLabel *>(QStringLiteral("idCount"))->text(),
             QStringLiteral("3 ids, 1 duplicate and 1 blank line left out"));
    auto *grid = dialog->findChild<models::PreferenceGridModel *>();
    auto *view = dialog->findChild<PreferenceGridView *>();
    const QModelIndex cell = grid->indexOf({PreferenceRow::Defaults, {}, QStringLiteral("sms")});
    for (int i = 0; i < 2; ++i) // inherit → on → off
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                          PreferenceDelegate::pillRect(view->visualRect(cell)).center());
    QVERIFY(Desk::press(dialog, QStringLiteral("Review…")));
    QCOMPARE(dialog->findChild<QLabel *>(QStringLiteral("reviewTitle"))->text(),
             QStringLiteral("The set “default” of 3 people"));
    const QString go = QStringLiteral("Set preferences for 3 people");
    QVERIFY(!Desk::press(dialog, go)); // not confirmed
    dialog->findChild<QCheckBox *>()->setChecked(true);

    desk.net.expect("POST", "/v1/users/bulk/preferences")
        .withBody(json("{'user_ids': ['alice', 'bob', 'carol'], 'preferences': {'id': 'default', "
                       "'channel_types': {'sms': false}}}"))
        .reply(200, operation("queued", 3, 0, 0));
    desk.net.expect("GET", operationTarget).reply(200, operation("processing", 3, 1, 0));
    desk.net.expect("GET", operationTarget).reply(200, operation("completed", 3, 3, 1, "[{'id': 'carol'}]"));
    QVERIFY(Desk::press(dialog, go));
    QTRY_COMPARE(desk.jobs->rowCount(), 1);
    QTRY_VERIFY(desk.jobs->job(0)->isOver());
    QCOMPARE(desk.jobs->job(0)->state(), models::BulkJob::State::CompletedWithErrors);
    QVERIFY(desk.page->findChild<QTableView *>(QStringLiteral("jobs"))->isVisible());
    QCOMPARE(desk.page->findChild<JobDetail *>()->job(), desk.jobs->job(0));
    QTRY_COMPARE(desk.page->findChild<FailedRows *>()->ids(), QStringList {QStringLiteral("carol")});
    QVERIFY(Desk::press(desk.page->findChild<FailedRows *>(), QStringLiteral("Copy ids")));
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("carol"));
    desk.net.expectNothing();
}

void TstBulk::keepsWhatWasTyped()
{
    Desk desk;
    startBulkPreferences(desk.context, desk.page.get(), {QStringLiteral("alice")});
    QPointer<BulkPreferencesDialog> dialog = desk.dialog();
    QVERIFY(dialog);
    auto *text = dialog->findChild<QPlainTextEdit *>(QStringLiteral("ids"));
    QCOMPARE(text->toPlainText(), QStringLiteral("alice"));
    text->appendPlainText(QStringLiteral("bob"));
    QTest::keyClick(dialog, Qt::Key_Escape);
    auto *question = dialog->findChild<QWidget *>(QStringLiteral("unsavedQuestion"));
    QVERIFY(question && dialog->isVisible());
    QVERIFY(Desk::press(question, QStringLiteral("Keep editing")));
    QVERIFY(dialog->isVisible());
    // Over to the review and back nothing changes.
    QVERIFY(Desk::press(dialog, QStringLiteral("Review…")));
    QVERIFY(Desk::press(dialog, QStringLiteral("Back")));
    QCOMPARE(text->toPlainText(), QStringLiteral("alice\nbob"));
    QTRY_VERIFY(!dialog->findChild<QWidget *>(QStringLiteral("unsavedQuestion")));
    QTest::keyClick(dialog, Qt::Key_Escape);
    question = dialog->findChild<QWidget *>(QStringLiteral("unsavedQuestion"));
    QVERIFY(question && Desk::press(question, QStringLiteral("Discard")));
    QTRY_VERIFY(!dialog);
}

void TstBulk::startsFromAPerson()
{
    Desk desk;
    startBulkPreferences(desk.context, desk.page.get(), {QStringLiteral("alice")});
    BulkPreferencesDialog *dialog = desk.dialog();
    auto *grid = dialog->findChild<models::PreferenceGridModel *>();
    desk.net.expect("GET", "/v1/users/marta/preferences")
        .reply(404, json("{'code': 'resource_missing', 'message': 'no'}"));
    QLineEdit *person = nullptr;
    for (auto *edit : dialog->findChildren<QLineEdit *>()) {
        if (edit->accessibleName().startsWith(QStringLiteral("Start from")))
            person = edit;
    }
    QVERIFY(person);
    QTest::keyClicks(person, QStringLiteral("marta"));
    QVERIFY(Desk::press(dialog, QStringLiteral("Load")));
    QTRY_VERIFY(dialog->findChild<ErrorBar *>()->isVisible());
    QCOMPARE(person->text(), QStringLiteral("marta"));
    desk.net.expect("GET", "/v1/users/marta/preferences")
        .reply(200, json("[{'id': 'default', 'workflows': {'digest': false}, 'later': 1}]"));
    QVERIFY(Desk::press(dialog, QStringLiteral("Load")));
    QTRY_COMPARE(grid->stateAt(grid->indexOf(
                     {PreferenceRow::Workflow, QStringLiteral("digest"), QStringLiteral("sms")})),
                 PreferenceState::Off);
    desk.net.expectNothing();
}

void TstBulk::sendsInParts()
{
    Desk desk;
    QStringList ids;
    for (int i = 0; i < 1001; ++i)
        ids += QStringLiteral("u-%1").arg(i);
    startBulkPreferences(desk.context, desk.page.get(), ids);
    BulkPreferencesDialog *dialog = desk.dialog();
    QVERIFY(
        dialog->findChild<QLabel *>(QStringLiteral("idCount"))->text().contains(QStringLiteral("2 parts")));
    QVERIFY(Desk::press(dialog, QStringLiteral("Review…")));
    dialog->findChild<QCheckBox *>()->setChecked(true);
    desk.net.expect("POST", "/v1/users/bulk/preferences").reply(200, operation("completed", 1000, 1000, 0));
    desk.net.expect("POST", "/v1/users/bulk/preferences")
        .withBody(json("{'user_ids': ['u-1000'], 'preferences': {'id': 'default'}}"))
        .reply(200, operation("completed", 1, 1, 0).replace("6f6d2b1e-op", "second-op"));
    QVERIFY(Desk::press(dialog, QStringLiteral("Set preferences for 1,001 people")));
    QTRY_VERIFY(desk.jobs->rowCount() == 1
                && desk.jobs->job(0)->state() == models::BulkJob::State::Completed);
    QCOMPARE(desk.jobs->job(0)->processedRows(), 1001);
    desk.net.expectNothing();
}

void TstBulk::readOnlyDoesNotStart()
{
    Desk desk(true);
    startBulkPreferences(desk.context, desk.page.get(), {QStringLiteral("alice")});
    BulkPreferencesDialog *dialog = desk.dialog();
    QVERIFY(Desk::press(dialog, QStringLiteral("Review…")));
    dialog->findChild<QCheckBox *>()->setChecked(true);
    QVERIFY(!Desk::press(dialog, QStringLiteral("Set preferences for 1 person")));
    desk.net.expectNothing();
}

void TstBulk::watchesAPastedId()
{
    Desk desk;
    QApplication::clipboard()->setText(QStringLiteral("two words"));
    QTest::keyClick(desk.page.get(), Qt::Key_V, Qt::ControlModifier);
    QVERIFY(desk.page->findChild<ErrorBar *>()->isVisible());
    auto &poll = desk.net.expect("GET", operationTarget).reply(200, operation("failed", 10, 4, 0)).hold();
    QApplication::clipboard()->setText(QStringLiteral(" 6f6d2b1e-op\n"));
    QTest::keyClick(desk.page.get(), Qt::Key_V, Qt::ControlModifier);
    QTRY_VERIFY(poll.wasAsked());
    QVERIFY(!desk.page->findChild<ErrorBar *>()->isVisible());
    // The same by its address: it is in the list already.
    desk.page->go(Place::fromAddress(QStringLiteral("bulk:6f6d2b1e-op")));
    QCOMPARE(desk.jobs->rowCount(), 1);
    QVERIFY(!desk.page->isSettled());
    QSignalSpy settled(desk.page.get(), &Page::settledChanged);
    poll.release();
    QTRY_VERIFY(desk.page->isSettled());
    QTRY_COMPARE(settled.size(), 1);
    QCOMPARE(desk.page->place().address(), QStringLiteral("bulk:6f6d2b1e-op"));
    QTRY_VERIFY(desk.jobs->job(0)->isOver());
    desk.net.expectNothing();
}

void TstBulk::unknownIdSaysSo()
{
    Desk desk;
    desk.net.expect("GET", "/v1/bulk_operations/nobody-knows-it")
        .reply(404, json("{'code': 'resource_missing', 'message': 'not found', 'status': 404}"));
    desk.page->go(Place::fromAddress(QStringLiteral("bulk:nobody-knows-it")));
    QTRY_VERIFY(desk.jobs->job(0)->isOver());
    QTRY_VERIFY2(desk.sentence().contains(QStringLiteral("nobody-knows-it")), qPrintable(desk.sentence()));
    QVERIFY(desk.page->isSettled());
}

void TstBulk::coloursFollowTheTheme()
{
    Desk desk;
    desk.net.expect("POST", "/v1/users/bulk/preferences")
        .reply(200, operation("completed", 2, 2, 1, "[{'id': 'bob'}]"));
    const api::PreferenceSet set {QStringLiteral("default"), {}};
    desk.jobs->add(QStringLiteral("Set preferences for 2 people"),
                   models::setPreferencesFor({QStringLiteral("alice"), QStringLiteral("bob")}, set));
    auto *facts = desk.page->findChild<QLabel *>(QStringLiteral("jobFacts"));
    QVERIFY(facts);
    QTRY_VERIFY(facts->text().contains(m_theme->tokens().badText.name()));
    m_theme->setScheme(Scheme::Dark);
    const QString dark = m_theme->tokens().badText.name();
    const bool follows = facts->text().contains(dark);
    m_theme->setScheme(Scheme::Light);
    QVERIFY2(follows, qPrintable(facts->text()));
}

void TstBulk::retriesTheFailedOnes()
{
    Desk desk;
    desk.net.expect("POST", "/v1/users/bulk/preferences")
        .reply(200, operation("completed", 2, 2, 1, "[{'id': 'bob'}]"));
    const api::PreferenceSet set {
        QStringLiteral("acme"), {{QStringLiteral("workflows"), QJsonObject {{QStringLiteral("w"), false}}}}};
    desk.jobs->add(QStringLiteral("Set preferences for 2 people"),
                   models::setPreferencesFor({QStringLiteral("alice"), QStringLiteral("bob")}, set));
    QTRY_VERIFY(desk.jobs->job(0)->isOver());
    auto *rows = desk.page->findChild<FailedRows *>();
    QTRY_VERIFY(Desk::press(rows, QStringLiteral("Retry these…")));
    BulkPreferencesDialog *dialog = desk.dialog();
    QVERIFY(dialog);
    QCOMPARE(dialog->findChild<QPlainTextEdit *>(QStringLiteral("ids"))->toPlainText(),
             QStringLiteral("bob"));
    QVERIFY(Desk::press(dialog, QStringLiteral("Review…")));
    QCOMPARE(dialog->findChild<QLabel *>(QStringLiteral("reviewTitle"))->text(),
             QStringLiteral("The set “acme” of 1 person"));
    dialog->findChild<QCheckBox *>()->setChecked(true);
    desk.net.expect("POST", "/v1/users/bulk/preferences")
        .withBody(json("{'user_ids': ['bob'], 'preferences': {'id': 'acme', 'workflows': {'w': false}}}"))
        .reply(200, operation("completed", 1, 1, 0).replace("6f6d2b1e-op", "second-op"));
    QVERIFY(Desk::press(dialog, QStringLiteral("Set preferences for 1 person")));
    QTRY_VERIFY(desk.jobs->rowCount() == 2 && desk.jobs->job(0)->isOver());
    desk.net.expectNothing();
}

void TstBulk::removesFromTheList()
{
    Desk desk;
    desk.net.expect("GET", operationTarget).reply(200, operation("completed", 1, 1, 0));
    desk.jobs->watch(QStringLiteral("6f6d2b1e-op"));
    QTRY_VERIFY(desk.jobs->job(0)->isOver());
    auto *view = desk.page->findChild<QTableView *>(QStringLiteral("jobs"));
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Delete);
    QCOMPARE(desk.jobs->rowCount(), 0);
    QVERIFY(desk.page->findChild<StatePanel *>()->isVisible());
    QVERIFY(!desk.page->findChild<JobDetail *>()->job());
}

void TstBulk::writesCsv()
{
    Desk desk;
    desk.net.expect("GET", operationTarget)
        .reply(200,
               operation("completed", 2, 2, 2, "[{'id': 'a,b'}, {'id': 'dock-1', 'collection': 'docks'}]"));
    models::BulkJob *job = desk.jobs->watch(QStringLiteral("6f6d2b1e-op"));
    QTRY_VERIFY(job->isOver());
    const QTableView *view = desk.page->findChild<FailedRows *>()->findChild<QTableView *>();
    QTRY_COMPARE(csvOf(*view->model()), QByteArray("Id,Collection\n\"a,b\",\ndock-1,docks\n"));
}

QTEST_MAIN(TstBulk)
#include "tst_bulk.moc"
