#include "ui/listpanel.h"

#include "models/cursorlistbase.h"
#include "ui/buttons.h"
#include "ui/celldelegate.h"
#include "ui/columnstate.h"
#include "ui/errorbar.h"
#include "ui/export/listexport.h"
#include "ui/filterbar.h"
#include "ui/loadedfilter.h"
#include "ui/splitter.h"
#include "ui/statepanel.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <numeric>

namespace ui {

using State = models::CursorListBase::State;

ListPanel::ListPanel(const Context &context, models::CursorListBase *model, const QString &settingsKey,
                     QWidget *parent)
    : Panel(parent)
    , m_context(context)
    , m_model(model)
    , m_settingsKey(settingsKey)
    , m_loaded(new LoadedFilter(this))
    , m_column(new QVBoxLayout(this))
    , m_splitter(new QSplitter(Qt::Horizontal, this))
    , m_view(new QTableView(this))
    , m_columns(new ColumnState(m_view, context.settings, settingsKey))
    , m_state(new StatePanel(this))
    , m_stack(new QStackedLayout)
    , m_error(new ErrorBar(this))
    , m_footer(makeDim(QString(), this))
    , m_further(makeButton({}, this))
    , m_emptyTitle(tr("Nothing here"))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    buildView();
    buildBody();
    connectModel();
    connectView();
    addEvidence();
    followState();
}

ListPanel::~ListPanel() = default;

void ListPanel::buildView()
{
    m_view->setModel(m_loaded);
    m_view->setItemDelegate(new CellDelegate(m_view));
    CellDelegate::setHoverRows(m_view);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setTabKeyNavigation(false);
    m_view->setCornerButtonEnabled(false);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setAccessibleName(tr("List"));
    // A fixed height for all: nothing is measured while thousands of rows arrive.
    QHeaderView *rows = m_view->verticalHeader();
    rows->hide();
    rows->setSectionResizeMode(QHeaderView::Fixed);
    rows->setMinimumSectionSize(metric::row);
    rows->setDefaultSectionSize(metric::row);
    m_view->installEventFilter(this);
    m_view->viewport()->installEventFilter(this);
}

void ListPanel::buildBody()
{
    auto *body = new QWidget(m_splitter);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_error);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_state);
    column->addLayout(m_stack, 1);

    auto *footer = new QHBoxLayout;
    footer->setContentsMargins(10, 2, metric::inside, 2);
    footer->addWidget(m_footer);
    footer->addWidget(m_further);
    footer->addStretch(1);
    m_further->hide();
    connect(m_further, &QPushButton::clicked, this, &ListPanel::lookFurther);
    auto *columns = makeIconButton(QStringLiteral("list"), tr("Choose columns"), body);
    footer->addWidget(columns);
    column->addWidget(makeLine(body));
    column->addLayout(footer);
    connect(columns, &QToolButton::clicked, this, [this, columns] {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        m_columns->fillMenu(menu);
        menu->popup(columns->mapToGlobal(QPoint(0, -menu->sizeHint().height())));
    });

    m_splitter->addWidget(body);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_column->addWidget(m_splitter, 1);
}

void ListPanel::connectModel()
{
    connect(m_model, &models::CursorListBase::stateChanged, this, &ListPanel::followState);
    connect(m_model, &models::CursorListBase::pageArrived, this, [this] {
        m_columns->fit();
        tellVisible();
        followState();
    });
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &ListPanel::followState);
    // The filter's reset, which comes when its rows are the model's again.
    connect(m_loaded, &QAbstractItemModel::modelReset, this, [this] {
        m_columns->fitAnew();
        followState();
    });
    connect(m_error, &ErrorBar::retryRequested, m_model, [this] {
        m_view->setFocus(Qt::OtherFocusReason); // the bar is about to go, and the focus with it
        m_model->retry();
    });
    connect(m_state, &StatePanel::actionTriggered, this, [this] {
        if (m_model->state() == State::Failed)
            m_model->retry();
        else if (m_problem.isEmpty() && m_loaded->hasTest() && m_model->rowCount() > 0)
            lookFurther();
        else if (m_filterBar)
            m_filterBar->clear();
    });
}

void ListPanel::connectView()
{
    connect(m_view, &QTableView::doubleClicked, this,
            [this](const QModelIndex &index) { open(index, false); });
    connect(m_view, &QWidget::customContextMenuRequested, this, &ListPanel::showRowMenu);
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, &ListPanel::tellVisible);
    const QItemSelectionModel *selection = m_view->selectionModel();
    connect(selection, &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &current) {
        m_footer->setText(footerText());
        Q_EMIT currentRowChanged(sourceRow(current));
    });
    connect(selection, &QItemSelectionModel::selectionChanged, this, [this] {
        m_footer->setText(footerText());
        Q_EMIT selectionCountChanged(selectedCount());
    });
}

void ListPanel::setFilterBar(FilterBar *bar)
{
    m_filterBar = bar;
    if (m_export)
        m_export->addTo(bar);
    m_column->insertWidget(0, bar);
    m_column->insertWidget(1, makeLine(this));
    connect(bar, &FilterBar::filtersChanged, this, &Panel::filtersChanged);
}

void ListPanel::setHeader(QWidget *header)
{
    m_column->insertWidget(m_column->count() - 1, header);
}

void ListPanel::setDetail(QWidget *detail, int width)
{
    m_splitter->addWidget(detail);
    rememberSplitter(m_splitter, m_context.settings, m_settingsKey, width);
}

void ListPanel::setEmptyText(const QString &title, const QString &hint)
{
    m_emptyTitle = title;
    m_emptyHint = hint;
    followState();
}

void ListPanel::setFilteredHint(const QString &hint)
{
    m_filteredHint = hint;
}

void ListPanel::setLocalFilter(const QString &text)
{
    m_loaded->setText(text.trimmed());
    followState();
    tellVisible();
}

void ListPanel::setProblem(const QString &text)
{
    m_problem = text;
    followState();
}

void ListPanel::setRowPlace(std::function<Place(int)> place)
{
    m_rowPlace = std::move(place);
}

void ListPanel::setRowMenu(std::function<void(QMenu *, int)> fill)
{
    m_rowMenu = std::move(fill);
}

void ListPanel::setRowText(std::function<QString(int)> text)
{
    m_rowText = std::move(text);
}

void ListPanel::setColumnsHidden(const QList<int> &columns)
{
    m_columns->setHiddenByDefault(columns);
}

void ListPanel::setMultiSelection(bool on)
{
    m_view->setSelectionMode(on ? QAbstractItemView::ExtendedSelection : QAbstractItemView::SingleSelection);
}

int ListPanel::sourceRow(const QModelIndex &index) const
{
    return index.isValid() ? m_loaded->mapToSource(index).row() : -1;
}

QList<int> ListPanel::selectedRows() const
{
    QList<int> rows;
    const QModelIndexList indexes = m_view->selectionModel()->selectedRows();
    for (const QModelIndex &index : indexes)
        rows.append(sourceRow(index));
    std::sort(rows.begin(), rows.end());
    return rows;
}

// By ranges: of 20,000 rows that are selected there are few.
int ListPanel::selectedCount() const
{
    const QItemSelection selection = m_view->selectionModel()->selection();
    return std::accumulate(selection.begin(), selection.end(), 0,
                           [](int sum, const QItemSelectionRange &range) { return sum + range.height(); });
}

int ListPanel::currentRow() const
{
    return sourceRow(m_view->currentIndex());
}

void ListPanel::setCurrentRow(int row)
{
    const QModelIndex index = m_loaded->mapFromSource(m_model->index(row, 0));
    m_view->setCurrentIndex(index);
    m_view->scrollTo(index);
}

void ListPanel::stepTo(int row)
{
    const QModelIndex index = m_loaded->mapFromSource(m_model->index(row, 0));
    m_view->selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    m_view->scrollTo(index);
}

int ListPanel::firstShownRow() const
{
    return sourceRow(m_loaded->index(0, 0));
}

int ListPanel::shownRowCount() const
{
    return m_loaded->rowCount();
}

void ListPanel::activate()
{
    if (m_active)
        return;
    m_active = true;
    // From here on the view may ask for rows.
    m_loaded->setSourceModel(m_model);
    if (const int id = m_model->columnOf(QLatin1StringView("id")); id >= 0)
        static_cast<CellDelegate *>(m_view->itemDelegate())->setFixedColumns({id});
    m_columns->restore();
    m_columns->fit();
    if (!m_model->hasLoadedOnce() && m_model->canFetchMore({}))
        m_model->fetchMore({});
    followState();
    tellVisible();
}

void ListPanel::refresh()
{
    if (!m_active)
        return activate();
    if (m_model->state() == State::Failed && m_model->rowCount() == 0)
        m_model->retry();
    else
        m_model->refresh();
}

bool ListPanel::isSettled() const
{
    if (!m_active || m_model->isRefreshing())
        return false;
    // A page read ahead is nobody's wait as long as the rows on screen are there.
    const int visible = m_view->viewport()->height() / metric::row + 1;
    return m_model->state() != State::Loading
        || (m_loaded->hasTest() ? m_loaded->rowCount() : m_model->rowCount()) >= visible;
}

QString ListPanel::failure() const
{
    if (!m_problem.isEmpty())
        return m_problem;
    const bool failed = m_model->state() == State::Failed && m_model->rowCount() == 0;
    return failed ? api::explain(m_model->error()).sentence : QString();
}

QList<QPair<QString, QString>> ListPanel::filters() const
{
    return m_filterBar ? m_filterBar->filters() : Panel::filters();
}

void ListPanel::setFilters(const QList<QPair<QString, QString>> &filters)
{
    if (m_filterBar)
        m_filterBar->setFilters(filters);
}

bool ListPanel::isFiltered() const
{
    return m_filterBar && m_filterBar->isFiltered();
}

void ListPanel::followState()
{
    const bool failed = m_model->state() == State::Failed;
    const bool hasRows = m_model->rowCount() > 0;
    if (failed && hasRows)
        m_error->showError(m_model->error());
    else
        m_error->clear();

    if (!m_problem.isEmpty())
        m_state->showProblem(m_problem, {}, tr("Clear the filters"));
    else if (failed && !hasRows)
        m_state->showError(m_model->error());
    else if (!hasRows && (m_model->state() == State::Loading || !m_active))
        m_state->showLoading();
    else if (!hasRows && isFiltered())
        m_state->showEmpty(tr("Nothing matches these filters"), m_filteredHint, tr("Clear the filters"),
                           QStringLiteral("filter"));
    else if (!hasRows)
        m_state->showEmpty(m_emptyTitle, m_emptyHint);
    else if (m_loaded->hasTest() && m_loaded->rowCount() == 0 && m_active && isSettled())
        m_state->showEmpty(tr("None of the %L1 loaded rows fits").arg(m_model->rowCount()),
                           tr("The service can't be asked for just these: what is loaded is looked through, "
                              "the newest first."),
                           m_model->state() == State::Idle ? m_further->text() : QString(),
                           QStringLiteral("search"));
    else if (m_loaded->hasTest() && m_loaded->rowCount() == 0 && m_active)
        m_state->showLoading(tr("Looking through the messages…"));
    else if (m_loaded->isFiltering() && m_loaded->rowCount() == 0 && m_active)
        m_state->showEmpty(tr("None of the %L1 loaded rows contains this").arg(m_model->rowCount()),
                           tr("There may be more that is not loaded yet. An id typed into the field on top "
                              "(Ctrl+K) is found whether it is loaded or not."),
                           {}, QStringLiteral("search"));
    const bool overlay = !hasRows || !m_problem.isEmpty()
        || (m_active && m_loaded->isFiltering() && m_loaded->rowCount() == 0);
    showBody(overlay ? static_cast<QWidget *>(m_state) : m_view);
    m_footer->setText(footerText());
    m_further->setVisible(!overlay && m_loaded->hasTest() && m_model->state() == State::Idle
                          && !isLookingFurther());

    const bool settled = isSettled();
    if (settled != m_wasSettled) {
        m_wasSettled = settled;
        Q_EMIT settledChanged();
    }
}

// The focus stays with the list when its rows come or go, instead of wandering to the window's first button.
void ListPanel::showBody(QWidget *body)
{
    QWidget *other = body == m_view ? static_cast<QWidget *>(m_state) : m_view;
    const QWidget *focus = window()->focusWidget();
    const bool hadFocus = focus && (focus == other || other->isAncestorOf(focus));
    m_stack->setCurrentWidget(body);
    setFocusProxy(body);
    if (hadFocus)
        body->setFocus(Qt::OtherFocusReason);
}

} // namespace ui
