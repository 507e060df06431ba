// The list every page uses, against a scripted network, with real keys and clicks.
#include "models/lists.h"
#include "support/fakenetwork.h"
#include "ui/celldelegate.h"
#include "ui/columnstate.h"
#include "ui/errorbar.h"
#include "ui/filterbar.h"
#include "ui/listpanel.h"
#include "ui/statepanel.h"
#include "ui/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace ui;

namespace {

QByteArray people(int from, int to, const QByteArray &after)
{
    QByteArray rows;
    for (int i = from; i < to; ++i) {
        const QByteArray n = QByteArray::number(i);
        rows += (i > from ? "," : "") + QByteArray("{'id': 'u") + n + "', 'name': 'Person " + n
            + "', 'email': 'p" + n + "@x.example'}";
    }
    return json("{'entries': [" + rows + "], 'page_info': {'after': "
                + (after.isEmpty() ? "null" : "'" + after + "'") + ", 'page_size': 50}}");
}

QByteArray first()
{
    return "/v1/users?page_size=50";
}
QByteArray after(const QByteArray &cursor)
{
    return "/v1/users?after=" + cursor + "&page_size=50";
}

} // namespace

class TestListPanel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void showsLoadingThenRows();
    void readsAheadWhileScrolling();
    void saysWhatFailedAndTriesAgain();
    void keepsRowsWhenALaterPageFails();
    void saysWhenThereIsNothing();
    void offersToClearFilters();
    void searchesInWhatIsLoaded();
    void opensRows();
    void copiesRows();
    void remembersColumns();
    void givesEveryStatusItsRoom();
    void marksBrokenRows();

private:
    void start();
    QPushButton *stateButton() const;

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<FakeNetwork> m_net;
    std::unique_ptr<api::Client> m_client;
    std::unique_ptr<models::PeopleModel> m_model;
    std::unique_ptr<ListPanel> m_list;
};

void TestListPanel::initTestCase()
{
    m_theme = std::make_unique<Theme>(*qApp);
    m_theme->setScheme(Scheme::Light);
}

void TestListPanel::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings
        = std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    m_net = std::make_unique<FakeNetwork>();
    m_client = std::make_unique<api::Client>(testConnection(), m_net.get());
    m_model = std::make_unique<models::PeopleModel>(*m_client);
    Context context;
    context.client = m_client.get();
    context.settings = m_settings.get();
    m_list = std::make_unique<ListPanel>(context, m_model.get(), QStringLiteral("test"));
    m_list->setRowPlace([this](int row) {
        return Place {QStringLiteral("user"), m_model->idAt(row), {}, {}};
    });
    m_list->resize(900, 500);
    m_list->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_list.get()));
}

void TestListPanel::cleanup()
{
    m_list.reset();
    m_model.reset();
    m_client.reset();
    m_net.reset();
}

void TestListPanel::start()
{
    m_model->setSource(models::sources::people());
    m_list->activate();
}

QPushButton *TestListPanel::stateButton() const
{
    return m_list->findChild<StatePanel *>()->findChild<QPushButton *>();
}

void TestListPanel::showsLoadingThenRows()
{
    Exchange &page = m_net->expect("GET", first()).reply(200, people(0, 20, {})).hold();
    QSignalSpy settled(m_list.get(), &Panel::settledChanged);
    start();
    QVERIFY(!m_list->isSettled());
    const auto *state = m_list->findChild<StatePanel *>();
    QVERIFY(state->isVisible());
    QCOMPARE(state->title(), QStringLiteral("Loading…"));
    QTRY_VERIFY(page.wasAsked());
    page.release();
    QTRY_VERIFY(m_list->isSettled());
    QVERIFY(!settled.isEmpty());
    QVERIFY(!state->isVisible());
    QVERIFY(m_list->view()->isVisible());
    QCOMPARE(m_list->footerText(), QStringLiteral("all 20 loaded"));
    QCOMPARE(m_list->view()->rowHeight(0), metric::row);
}

void TestListPanel::readsAheadWhileScrolling()
{
    m_net->expect("GET", first()).reply(200, people(0, 50, "c1"));
    m_net->expect("GET", after("c1")).reply(200, people(50, 100, "c2"));
    start();
    // The window shows less than a page: the next one is there before anybody scrolled, and no third is asked
    // for.
    QTRY_COMPARE(m_model->rowCount(), 100);
    m_net->expectNothing();
    QCOMPARE(m_list->footerText(), QStringLiteral("100 loaded · scroll for more"));
    m_net->expect("GET", after("c2")).reply(200, people(100, 120, {}));
    QScrollBar *bar = m_list->view()->verticalScrollBar();
    bar->setValue(bar->maximum() / 2);
    QTRY_COMPARE(m_model->rowCount(), 120);
    QCOMPARE(m_list->footerText(), QStringLiteral("all 120 loaded"));
}

void TestListPanel::saysWhatFailedAndTriesAgain()
{
    m_net->expect("GET", first()).reply(500, json("{'code': 'internal_error', 'message': 'oops'}"));
    start();
    QTRY_VERIFY(m_list->isSettled());
    QVERIFY(!m_list->failure().isEmpty());
    QVERIFY(m_list->findChild<StatePanel *>()->isFailed());
    QVERIFY(stateButton()->isVisible());
    m_net->expect("GET", first()).reply(200, people(0, 3, {}));
    QTest::mouseClick(stateButton(), Qt::LeftButton);
    QTRY_COMPARE(m_model->rowCount(), 3);
    QVERIFY(m_list->failure().isEmpty());
}

void TestListPanel::keepsRowsWhenALaterPageFails()
{
    m_net->expect("GET", first()).reply(200, people(0, 50, "c1"));
    m_net->expect("GET", after("c1")).fail(QNetworkReply::RemoteHostClosedError);
    start();
    auto *bar = m_list->findChild<ErrorBar *>();
    QTRY_VERIFY(bar->isVisible());
    QVERIFY(!bar->text().isEmpty());
    QCOMPARE(m_model->rowCount(), 50);
    QVERIFY(m_list->view()->isVisible());
    QVERIFY(m_list->failure().isEmpty());
    m_net->expect("GET", after("c1")).reply(200, people(50, 60, {}));
    auto *retry = bar->findChild<QPushButton *>("retry");
    retry->setFocus();
    QTest::keyClick(retry, Qt::Key_Space);
    QTRY_COMPARE(m_model->rowCount(), 60);
    QVERIFY(!bar->isVisible());
}

void TestListPanel::saysWhenThereIsNothing()
{
    m_list->setEmptyText(QStringLiteral("Nobody yet"), QStringLiteral("They come when they come."));
    m_net->expect("GET", first()).reply(200, people(0, 0, {}));
    start();
    auto *state = m_list->findChild<StatePanel *>();
    QTRY_COMPARE(state->title(), QStringLiteral("Nobody yet"));
    QVERIFY(!state->isFailed());
    QVERIFY(!stateButton()->isVisible());
}

void TestListPanel::offersToClearFilters()
{
    auto *bar = new FilterBar;
    FilterSpec spec;
    spec.key = QStringLiteral("status");
    spec.label = QStringLiteral("Status");
    spec.choices = {{QStringLiteral("sent"), {}}, {QStringLiteral("bounced"), {}}};
    FilterChip *chip = bar->addFilter(spec);
    m_list->setFilterBar(bar);
    m_list->setFilters({{QStringLiteral("status"), QStringLiteral("sent")}});
    m_net->expect("GET", first()).reply(200, people(0, 0, {}));
    start();
    QTRY_VERIFY(stateButton()->isVisible());
    QSignalSpy changed(m_list.get(), &Panel::filtersChanged);
    QTest::mouseClick(stateButton(), Qt::LeftButton);
    QCOMPARE(changed.count(), 1);
    QVERIFY(m_list->filters().isEmpty());
    QVERIFY(chip->values().isEmpty());
    // By keyboard: the menu of the chip, the second entry after "any".
    chip->setFocus();
    QTest::keyClick(chip, Qt::Key_Space);
    QTRY_VERIFY(qobject_cast<QMenu *>(QApplication::activePopupWidget()));
    QWidget *menu = QApplication::activePopupWidget();
    QTest::keyClick(menu, Qt::Key_Down);
    QTest::keyClick(menu, Qt::Key_Down);
    QTest::keyClick(menu, Qt::Key_Down);
    QTest::keyClick(menu, Qt::Key_Return);
    QTRY_COMPARE(chip->values(), QStringList {QStringLiteral("bounced")});
    QCOMPARE(changed.count(), 2);
    QTest::keyClick(chip, Qt::Key_Delete);
    QVERIFY(chip->values().isEmpty());
    QCOMPARE(changed.count(), 3);
}

void TestListPanel::searchesInWhatIsLoaded()
{
    m_net->expect("GET", first()).reply(200, people(0, 50, "c1"));
    m_net->expect("GET", after("c1")).reply(200, people(50, 100, "c2"));
    start();
    QTRY_COMPARE(m_model->rowCount(), 100);
    m_list->setLocalFilter(QStringLiteral("PERSON 7"));
    QCOMPARE(m_list->shownRowCount(), 11);
    QCOMPARE(m_list->footerText(), QStringLiteral("11 in the 100 loaded"));
    // Rows are the model's, and searching asks for nothing.
    m_list->view()->selectRow(1);
    QCOMPARE(m_list->currentRow(), 70);
    m_net->expectNothing();
    m_list->setLocalFilter(QStringLiteral("nobody at all"));
    QVERIFY(m_list->findChild<StatePanel *>()->isVisible());
    m_list->setLocalFilter({});
    QCOMPARE(m_list->shownRowCount(), 100);
    QVERIFY(m_list->view()->isVisible());
}

void TestListPanel::opensRows()
{
    m_net->expect("GET", first()).reply(200, people(0, 5, {}));
    start();
    QTRY_COMPARE(m_model->rowCount(), 5);
    QSignalSpy opened(m_list.get(), &Panel::openRequested);
    QTableView *view = m_list->view();
    const auto pointOf = [view](int row) { return view->visualRect(view->model()->index(row, 1)).center(); };
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, pointOf(2));
    QCOMPARE(m_list->currentRow(), 2);
    QCOMPARE(opened.count(), 0);
    QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, pointOf(2));
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.last().at(0).value<Place>().address(), QStringLiteral("user:u2"));
    QCOMPARE(opened.last().at(1).toBool(), false);
    QTest::keyClick(view, Qt::Key_Down);
    QTest::keyClick(view, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(opened.last().at(0).value<Place>().id, QStringLiteral("u3"));
    QCOMPARE(opened.last().at(1).toBool(), true);
    QTest::mouseClick(view->viewport(), Qt::MiddleButton, {}, pointOf(0));
    QCOMPARE(opened.last().at(0).value<Place>().id, QStringLiteral("u0"));
    QCOMPARE(opened.last().at(1).toBool(), true);
}

void TestListPanel::copiesRows()
{
    m_list->setMultiSelection(true);
    m_net->expect("GET", first()).reply(200, people(0, 5, {}));
    start();
    QTRY_COMPARE(m_model->rowCount(), 5);
    m_list->view()->setFocus();
    QSignalSpy count(m_list.get(), &ListPanel::selectionCountChanged);
    QTest::keyClick(m_list->view(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(count.last().first().toInt(), 5);
    QCOMPARE(m_list->selectedRows(), QList<int>({0, 1, 2, 3, 4}));
    QTest::keyClick(m_list->view(), Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 6);
    QVERIFY(lines.at(0).startsWith(QLatin1StringView("Name\tId\tEmail")));
    QVERIFY(lines.at(1).startsWith(QLatin1StringView("Person 0\tu0\tp0@x.example")));
}

void TestListPanel::remembersColumns()
{
    m_net->expect("GET", first()).reply(200, people(0, 5, {}));
    start();
    QTRY_COMPARE(m_model->rowCount(), 5);
    QHeaderView *header = m_list->view()->horizontalHeader();
    QVERIFY(m_list->view()->columnWidth(0) < 300);
    header->moveSection(0, 1);
    Context context;
    context.client = m_client.get();
    context.settings = m_settings.get();
    models::PeopleModel again(*m_client);
    ListPanel second(context, &again, QStringLiteral("test"));
    m_net->expect("GET", first()).reply(200, people(0, 1, {}));
    again.setSource(models::sources::people());
    second.activate();
    QCOMPARE(second.view()->horizontalHeader()->visualIndex(0), 1);
    QTRY_COMPARE(again.rowCount(), 1);
}

// One of twenty is longer than the others, and is what was looked for.
void TestListPanel::givesEveryStatusItsRoom()
{
    QStandardItemModel model(20, 2);
    for (int row = 0; row < model.rowCount(); ++row) {
        models::Shown status;
        status.text = row == 11 ? QStringLiteral("undelivered") : QStringLiteral("sent");
        status.tone = models::Tone::Info;
        model.setData(model.index(row, 0), QVariant::fromValue(QList {status}),
                      models::CursorListBase::ShownRole);
    }
    QTableView view;
    view.setItemDelegate(new CellDelegate(&view));
    view.setModel(&model);
    view.resize(400, 300);
    ColumnState columns(&view, nullptr, {});
    columns.restore();
    columns.fit();
    QVERIFY(view.columnWidth(0) >= view.itemDelegate()->sizeHint({}, model.index(11, 0)).width());

    // And one that comes with a later page.
    models::Shown later;
    later.text = QStringLiteral("delivery attempted");
    later.tone = models::Tone::Info;
    model.setRowCount(50);
    model.setData(model.index(44, 0), QVariant::fromValue(QList {later}), models::CursorListBase::ShownRole);
    const int needed = view.itemDelegate()->sizeHint({}, model.index(44, 0)).width();
    QVERIFY(view.columnWidth(0) < needed);
    columns.fit();
    QVERIFY(view.columnWidth(0) >= needed);
}

void TestListPanel::marksBrokenRows()
{
    m_net->expect("GET", first())
        .reply(200,
               json("{'entries': [{'id': 'u0', 'name': 'Zero'}, {'name': 7}, {'id': 'u2', 'name': 'Two'}],"
                    " 'page_info': {'after': null, 'page_size': 50}}"));
    start();
    QTRY_COMPARE(m_model->rowCount(), 3);
    QVERIFY(!m_model->index(1, 0).data(models::CursorListBase::ProblemRole).toString().isEmpty());
    QVERIFY(m_list->findChild<ErrorBar *>()->isHidden());
    // It paints, too.
    QVERIFY(!m_list->grab().isNull());
    QCOMPARE(m_list->shownRowCount(), 3);
}

QTEST_MAIN(TestListPanel)
#include "tst_listpanel.moc"
