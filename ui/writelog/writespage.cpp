#include "ui/writelog/writespage.h"

#include "ui/buttons.h"
#include "ui/celldelegate.h"
#include "ui/columnstate.h"
#include "ui/errorbar.h"
#include "ui/filterbar.h"
#include "ui/rowactions.h"
#include "ui/splitter.h"
#include "ui/statepanel.h"
#include "ui/theme.h"
#include "ui/writelog/writedetail.h"

#include <QFileDialog>
#include <QHeaderView>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QThreadPool>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

using models::FileFormat;
using models::WriteOutcome;
using models::WritesModel;

WritesPage::WritesPage(const Context &context, QWidget *parent)
    : Page(parent)
    , m_context(context)
    , m_model(new WritesModel(*context.writes, this))
    , m_filter(new models::WritesFilter(this))
    , m_filters(new FilterBar(this))
    , m_error(new ErrorBar(this))
    , m_state(new StatePanel(this))
    , m_stack(new QStackedLayout)
{
    m_filter->setSourceModel(m_model);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    buildFilters();
    column->addWidget(m_filters);
    column->addWidget(m_error);
    m_body = buildTable();
    m_stack->addWidget(m_state);
    m_stack->addWidget(m_body);
    column->addLayout(m_stack, 1);
    connect(m_state, &StatePanel::actionTriggered, this, [this] {
        m_filters->clear();
        applyFilters();
        Q_EMIT placeChanged();
    });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_filter, signal, this, &WritesPage::follow);
    connect(m_filter, &QAbstractItemModel::modelReset, this, &WritesPage::follow);
    connect(m_filter, &QAbstractItemModel::dataChanged, this, &WritesPage::follow);
    connect(m_context.writes, &models::WriteLog::problemChanged, this, [this] {
        if (const QString problem = m_context.writes->problem(); !problem.isNull())
            m_error->showText(
                tr("The write log can't be written, so nothing that writes leaves. %1").arg(problem));
        else
            m_error->clear();
    });
    applyFilters();
}

WritesPage::~WritesPage() = default;

void WritesPage::buildFilters()
{
    using Kind = FilterSpec::Kind;
    m_filters->setTitle(tr("Write log"));
    m_filters->addFilter({.key = u"text"_s,
                          .label = tr("Contains"),
                          .kind = Kind::Text,
                          .choices = {},
                          .anyLabel = {},
                          .placeholder = tr("an address, a person, a reason, a request id")});
    QList<FilterChoice> outcomes;
    for (const WriteOutcome outcome : {WriteOutcome::Done, WriteOutcome::Refused, WriteOutcome::Unknown,
                                       WriteOutcome::Cut, WriteOutcome::NotSent, WriteOutcome::UnderWay})
        outcomes += {models::outcomeWord(outcome), models::outcomeShown(outcome).text};
    m_filters->addFilter({.key = u"outcome"_s,
                          .label = tr("Outcome"),
                          .kind = Kind::Multi,
                          .choices = outcomes,
                          .anyLabel = {},
                          .placeholder = {}});
    m_export = makeButton(tr("Export"), m_filters);
    auto *menu = new QMenu(m_export);
    connect(menu->addAction(tr("As CSV…")), &QAction::triggered, this,
            [this] { askForFile(FileFormat::Csv); });
    connect(menu->addAction(tr("As JSON Lines…")), &QAction::triggered, this,
            [this] { askForFile(FileFormat::JsonLines); });
    m_export->setMenu(menu);
    m_export->setToolTip(tr("What these filters show, of the whole log"));
    m_filters->addTrailing(m_export);
    connect(m_filters, &FilterBar::filtersChanged, this, [this] {
        applyFilters();
        Q_EMIT placeChanged();
    });
}

QWidget *WritesPage::buildTable()
{
    auto *splitter = new QSplitter(Qt::Vertical, this);
    auto *top = new QWidget(splitter);
    auto *column = new QVBoxLayout(top);
    column->setContentsMargins(metric::edge - 10, 0, metric::edge - 10, 0);
    m_view = new QTableView(top);
    m_view->setModel(m_filter);
    m_view->setItemDelegate(new CellDelegate(m_view));
    CellDelegate::setHoverRows(m_view);
    m_view->setAccessibleName(tr("Writes"));
    m_view->setObjectName(u"writes"_s);
    m_view->setShowGrid(false);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setTabKeyNavigation(false);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(metric::row);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setSectionsMovable(true);
    const int widths[] {164, 128, 72, 250, 190, 84, 130, 60, 280};
    for (int i = 0; i < int(std::size(widths)); ++i)
        m_view->setColumnWidth(i, widths[i]);
    m_columns = new ColumnState(m_view, m_context.settings, u"writes"_s);
    m_columns->setHiddenByDefault({WritesModel::RequestIdColumn}); // the detail has it
    m_columns->restore();
    column->addWidget(m_view);
    m_detail = new WriteDetail(splitter);
    splitter->addWidget(top);
    splitter->addWidget(m_detail);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    rememberSplitter(splitter, m_context.settings, u"writes/detail"_s, 340);
    setFocusProxy(m_view);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &WritesPage::follow);
    connect(m_view, &QWidget::customContextMenuRequested, this, &WritesPage::showMenu);
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, &WritesPage::loadMore);
    return splitter;
}

Place WritesPage::place() const
{
    return {u"writes"_s, {}, {}, m_filters->filters()};
}

QString WritesPage::title() const
{
    return tr("Write log");
}

void WritesPage::go(const Place &place)
{
    m_filters->setFilters(place.filters);
    applyFilters();
}

void WritesPage::refresh()
{
    m_model->refresh();
    follow();
}

void WritesPage::applyFilters()
{
    models::WantedWrites wanted;
    for (const auto &[key, value] : m_filters->filters()) {
        if (key == u"text")
            wanted.text = value;
        else if (key == u"outcome")
            wanted.outcomes += value;
    }
    m_filter->setWanted(wanted);
    follow();
}

void WritesPage::follow()
{
    loadMore();
    const bool isEmpty = m_filter->rowCount() == 0;
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_state) : m_body);
    if (isEmpty && m_model->canFetchMore({}))
        m_state->showLoading(tr("Looking through the log…"));
    else if (isEmpty && m_model->rowCount() > 0)
        m_state->showEmpty(tr("No write matches these filters"), {}, tr("Clear filters"), u"filter"_s);
    else if (isEmpty)
        m_state->showEmpty(
            tr("Nothing was written yet"),
            tr("Each request that changes something is kept here: who sent it, when and why, and "
               "what came of it. Reading leaves no trace."));
    if (!isEmpty && !m_view->currentIndex().isValid())
        m_view->selectionModel()->setCurrentIndex(
            m_filter->index(0, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    const QModelIndex index = m_view->currentIndex();
    m_detail->setEntry(index.isValid() ? m_model->entry(m_filter->mapToSource(index).row()) : nullptr);
    m_export->setEnabled(m_model->rowCount() > 0);
}

// One page of the log with each turn of the event loop: a filter that matches little looks through all of it.
void WritesPage::loadMore()
{
    const QScrollBar *bar = m_view->verticalScrollBar();
    const bool isNearEnd = bar->value() + bar->pageStep() >= bar->maximum();
    if (m_loading || !isNearEnd || !m_model->canFetchMore({}))
        return;
    m_loading = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_loading = false;
            m_model->fetchMore({});
            follow();
        },
        Qt::QueuedConnection);
}

void WritesPage::showMenu(const QPoint &at)
{
    const QModelIndex index = m_view->indexAt(at);
    if (!index.isValid())
        return;
    auto *menu = new QMenu(m_view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addCopyActions(menu, m_view, index);
    menu->addSeparator();
    m_columns->fillMenu(menu->addMenu(tr("Columns")));
    menu->popup(m_view->viewport()->mapToGlobal(at));
}

void WritesPage::askForFile(FileFormat format)
{
    const bool isCsv = format == FileFormat::Csv;
    auto *dialog = new QFileDialog(this, tr("Export the write log"), {},
                                   isCsv ? tr("Tables (*.csv)") : tr("JSON Lines (*.jsonl)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(isCsv ? u"csv"_s : u"jsonl"_s);
    dialog->selectFile(isCsv ? u"writes.csv"_s : u"writes.jsonl"_s);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, format](const QString &path) { exportTo(path, format); });
    dialog->open();
}

// In another thread: the log may be long.
void WritesPage::exportTo(const QString &path, FileFormat format)
{
    m_export->setEnabled(false);
    const QString folder = m_context.writes->folder();
    const models::WantedWrites wanted = m_filter->wanted();
    QThreadPool::globalInstance()->start(
        [page = QPointer<WritesPage>(this), app = qApp, folder, wanted, format, path] {
            const QString problem = models::exportWrites(folder, wanted, format, path);
            QMetaObject::invokeMethod(app, [page, problem, path] {
                if (!page)
                    return;
                page->m_export->setEnabled(true);
                if (!problem.isNull())
                    page->m_error->showText(problem);
                Q_EMIT page->exported(path, problem);
            });
        });
}

} // namespace ui
