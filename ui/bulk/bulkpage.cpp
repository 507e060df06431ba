#include "ui/bulk/bulkpage.h"

#include "api/client/client.h"
#include "models/jobsmodel.h"
#include "ui/bulk/bulkpreferencesdialog.h"
#include "ui/bulk/jobdelegate.h"
#include "ui/bulk/jobdetail.h"
#include "ui/bulkstarter.h"
#include "ui/buttons.h"
#include "ui/errorbar.h"
#include "ui/rowactions.h"
#include "ui/splitter.h"
#include "ui/statepanel.h"
#include "ui/theme.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QRegularExpression>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

namespace ui {

using models::BulkJob;
using models::JobsModel;

BulkPage::BulkPage(const Context &context, QWidget *parent)
    : Page(parent)
    , m_context(context)
    , m_error(new ErrorBar(this))
    , m_state(new StatePanel(this))
    , m_stack(new QStackedLayout)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHeader());
    column->addWidget(m_error);
    auto *splitter = new QSplitter(Qt::Vertical, this);
    m_body = splitter;
    buildTable(splitter);
    m_stack->addWidget(m_state);
    m_stack->addWidget(m_body);
    column->addLayout(m_stack, 1);
    buildActions();
    m_state->showEmpty(
        tr("No bulk operations yet"),
        tr("Work on many people at once shows here while it runs. The service lists no bulk operations, so "
           "this list holds what was started or watched from this console."),
        tr("Set preferences for many…"), QStringLiteral("bulk"));
    connect(m_state, &StatePanel::actionTriggered, this, [this] { startPreferences({}, {}); });
    JobsModel *jobs = context.jobs;
    connect(jobs, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &, int first) {
        if (m_id.isEmpty())
            select(m_context.jobs->job(first)); // what was just started
        follow();
    });
    connect(jobs, &QAbstractItemModel::rowsRemoved, this, &BulkPage::follow);
    connect(jobs, &JobsModel::jobChanged, this, &BulkPage::follow);
    if (const QString problem = jobs->journalProblem(); !problem.isEmpty())
        m_error->showText(problem);
    select(jobs->job(0));
    follow();
}

BulkPage::~BulkPage() = default;

QWidget *BulkPage::buildHeader()
{
    auto *header = new QWidget(this);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(metric::edge, metric::between, metric::edge, 12);
    row->setSpacing(metric::between);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(4);
    texts->addWidget(makeTitle(tr("Bulk operations"), header));
    texts->addWidget(makeDim(tr("one call a second for each kind · 1,000 rows a call"), header));
    row->addLayout(texts, 1);
    QPushButton *watchButton = makeButton(tr("Watch an id"), header);
    watchButton->setToolTip(tr("Follow an operation somebody else started (Ctrl+V pastes its id)"));
    QPushButton *startButton = makeButton(tr("Set preferences for many…"), header, ButtonRole::Primary);
    connect(watchButton, &QPushButton::clicked, this, &BulkPage::askForId);
    connect(startButton, &QPushButton::clicked, this, [this] { startPreferences({}, {}); });
    row->addWidget(watchButton);
    row->addWidget(startButton);
    return header;
}

void BulkPage::buildTable(QSplitter *splitter)
{
    auto *top = new QWidget(splitter);
    auto *column = new QVBoxLayout(top);
    column->setContentsMargins(metric::edge - 10, 0, metric::edge - 10, 0);
    m_view = new QTableView(top);
    m_view->setModel(m_context.jobs);
    m_view->setItemDelegate(new JobDelegate(m_view));
    CellDelegate::setHoverRows(m_view);
    m_view->setAccessibleName(tr("Bulk operations"));
    m_view->setObjectName(QStringLiteral("jobs"));
    m_view->setShowGrid(false);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setTabKeyNavigation(false);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(metric::row);
    m_view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setStretchLastSection(true);
    const int widths[] {300, 190, 224, 130, 70};
    for (int i = 0; i < int(std::size(widths)); ++i)
        m_view->setColumnWidth(i, widths[i]);
    column->addWidget(m_view);
    m_detail = new JobDetail(m_context, splitter);
    splitter->addWidget(top);
    splitter->addWidget(m_detail);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    rememberSplitter(splitter, m_context.settings, QStringLiteral("bulk/detail"), 380);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &BulkPage::follow);
    connect(m_view, &QWidget::customContextMenuRequested, this, &BulkPage::showMenu);
    connect(m_detail, &JobDetail::retryRequested, this, &BulkPage::startPreferences);
    connect(m_detail, &JobDetail::checkRequested, this,
            [this](const Place &place) { Q_EMIT openRequested(place, true); });
}

void BulkPage::buildActions()
{
    const auto add = [](QWidget *where, const QString &text, const QKeySequence &keys, auto run) {
        auto *action = new QAction(text, where);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        QObject::connect(action, &QAction::triggered, where, run);
        where->addAction(action);
    };
    add(this, tr("Paste an id"), QKeySequence(QKeySequence::Paste), [this] { pasteId(); });
    add(m_view, tr("Remove from the list"), QKeySequence(Qt::Key_Delete), [this] { removeCurrent(); });
}

Place BulkPage::place() const
{
    return {QStringLiteral("bulk"), m_id, {}, {}};
}

QString BulkPage::title() const
{
    return m_id.isEmpty() ? tr("Bulk") : tr("Bulk %1").arg(m_id.left(8));
}

void BulkPage::go(const Place &place)
{
    const bool isOther = std::exchange(m_id, place.id) != place.id;
    if (!place.id.isEmpty())
        watch(place.id);
    if (isOther)
        Q_EMIT placeChanged();
}

void BulkPage::refresh()
{
    // Running jobs are asked for by themselves; a look at one that is over is a new watch of it.
    if (BulkJob *job = currentJob())
        job->watch();
    follow();
}

bool BulkPage::isSettled() const
{
    const BulkJob *job = m_id.isEmpty() ? nullptr : m_context.jobs->jobOfOperation(m_id);
    return !job || job->lastSeenMs() > 0 || job->isOver() || job->isOutOfReach();
}

BulkJob *BulkPage::currentJob() const
{
    const QModelIndex index = m_view->currentIndex();
    return index.isValid() ? m_context.jobs->job(index.row()) : nullptr;
}

void BulkPage::select(BulkJob *job)
{
    const int row = job ? m_context.jobs->rowOf(job) : -1;
    if (row >= 0)
        m_view->setCurrentIndex(m_context.jobs->index(row, 0));
}

void BulkPage::follow()
{
    const bool isEmpty = m_context.jobs->rowCount() == 0;
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_state) : m_body);
    if (!isEmpty && !m_view->currentIndex().isValid())
        m_view->setCurrentIndex(m_context.jobs->index(0, 0));
    if (BulkJob *job = currentJob(); job != m_detail->job())
        m_detail->setJob(job);
    if (std::exchange(m_wasSettled, isSettled()) != m_wasSettled)
        Q_EMIT settledChanged();
}

void BulkPage::watch(const QString &id)
{
    m_error->clear();
    select(m_context.jobs->watch(id));
    follow();
}

void BulkPage::askForId()
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("watchId"));
    dialog->setWindowTitle(tr("Watch an id"));
    dialog->setLabelText(tr("The id of a bulk operation:"));
    dialog->setOkButtonText(tr("Watch"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &text) {
        if (const QString id = text.trimmed(); !id.isEmpty())
            watch(id);
    });
    dialog->open();
}

void BulkPage::pasteId()
{
    static const QRegularExpression oneId(QStringLiteral("^[A-Za-z0-9_-]{8,128}$"));
    const QString text = QGuiApplication::clipboard()->text().trimmed();
    if (oneId.match(text).hasMatch())
        watch(text);
    else
        m_error->showText(tr("What is in the clipboard does not look like the id of a bulk operation."));
}

void BulkPage::removeCurrent()
{
    QPointer<BulkJob> job = currentJob();
    if (!job)
        return;
    const auto remove = [this, job] {
        if (job)
            m_context.jobs->remove(m_context.jobs->rowOf(job));
    };
    if (job->isOver() && job->unsentRows() == 0)
        return remove();
    auto *box = new QMessageBox(QMessageBox::Question, tr("Remove it from the list?"),
                                tr("“%1” is not finished.").arg(job->title()), QMessageBox::NoButton, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("removeQuestion"));
    box->setInformativeText(
        job->unsentRows() > 0
            ? tr("What the service has goes on there; the rows that were not sent are forgotten.")
            : tr("It goes on at the service; this console only stops watching it."));
    QPushButton *yes = box->addButton(tr("Remove"), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(tr("Keep it"), QMessageBox::RejectRole));
    connect(box, &QMessageBox::buttonClicked, this, [yes, remove](const QAbstractButton *button) {
        if (button == yes)
            remove();
    });
    box->open();
}

void BulkPage::showMenu(const QPoint &at)
{
    const QModelIndex index = m_view->indexAt(at);
    if (!index.isValid())
        return;
    auto *menu = new QMenu(m_view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addCopyActions(menu, m_view, index);
    menu->addSeparator();
    QAction *remove = menu->addAction(tr("Remove from the list"));
    remove->setShortcut(QKeySequence(Qt::Key_Delete));
    connect(remove, &QAction::triggered, this, &BulkPage::removeCurrent);
    menu->popup(m_view->viewport()->mapToGlobal(at));
}

void BulkPage::startPreferences(const QStringList &ids, const QJsonObject &set)
{
    openBulkPreferences(m_context, this, ids, set);
}

} // namespace ui
