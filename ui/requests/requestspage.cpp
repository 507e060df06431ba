#include "ui/requests/requestspage.h"

#include "api/client/checkrequest.h"
#include "api/client/client.h"
#include "api/client/requestexport.h"
#include "models/requestsmodel.h"
#include "ui/buttons.h"
#include "ui/celldelegate.h"
#include "ui/columnstate.h"
#include "ui/confirmwrite.h"
#include "ui/errorbar.h"
#include "ui/filterbar.h"
#include "ui/requests/comparedialog.h"
#include "ui/requests/requestdetail.h"
#include "ui/rowactions.h"
#include "ui/splitter.h"
#include "ui/statepanel.h"
#include "ui/theme.h"

#include <QAction>
#include <QClipboard>
#include <QCoreApplication>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHeaderView>
#include <QJsonDocument>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSaveFile>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

using models::RequestsFilter;
using models::RequestsModel;

RequestsPage::RequestsPage(const Context &context, QWidget *parent)
    : Page(parent)
    , m_context(context)
    , m_model(new RequestsModel(context.client->journal(), this))
    , m_filter(new RequestsFilter(this))
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
    buildActions();
    connect(m_error, &ErrorBar::checkRequested, this, &RequestsPage::check);
    connect(m_error, &ErrorBar::retryRequested, this, [this] {
        confirmWrite(m_context, this, *m_unsure.endpoint, QString::fromLatin1(m_unsure.target()),
                     [this, again = m_unsure] { resend(again); });
    });
    connect(m_state, &StatePanel::actionTriggered, this, [this] {
        m_filters->clear();
        applyFilters();
    });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_filter, signal, this, &RequestsPage::follow);
    connect(m_filter, &QAbstractItemModel::dataChanged, this, &RequestsPage::follow);
    applyFilters();
}

RequestsPage::~RequestsPage() = default;

void RequestsPage::buildFilters()
{
    using Kind = FilterSpec::Kind;
    m_filters->setTitle(tr("Requests"));
    m_filters->addFilter({.key = u"text"_s,
                          .label = tr("Contains"),
                          .kind = Kind::Text,
                          .placeholder = tr("part of the address, or a request id")});
    m_filters->addFilter({.key = u"method"_s,
                          .label = tr("Method"),
                          .kind = Kind::Multi,
                          .choices = {{u"GET"_s, {}}, {u"PUT"_s, {}}, {u"POST"_s, {}}, {u"DELETE"_s, {}}}});
    m_filters->addFilter({.key = u"outcome"_s,
                          .label = tr("Outcome"),
                          .kind = Kind::Multi,
                          .choices = {{u"ok"_s, tr("answered")},
                                      {u"refused"_s, tr("refused (3xx, 4xx)")},
                                      {u"limited"_s, tr("limited (429)")},
                                      {u"broken"_s, tr("broken (5xx)")},
                                      {u"silent"_s, tr("no answer")},
                                      {u"open"_s, tr("under way")}}});
    m_filters->addFilter(
        {.key = u"slow"_s,
         .label = tr("Took"),
         .kind = Kind::Single,
         .choices
         = {{u"100"_s, tr("over 100 ms")}, {u"1000"_s, tr("over 1 s")}, {u"5000"_s, tr("over 5 s")}}});
    m_again = makeButton(tr("Send again"), m_filters);
    m_compare = makeButton(tr("Compare"), m_filters);
    m_compare->setToolTip(tr("The answers of two selected requests, beside each other"));
    m_filters->addTrailing(m_compare);
    m_filters->addTrailing(m_again);
    connect(m_again, &QPushButton::clicked, this, &RequestsPage::sendAgain);
    connect(m_compare, &QPushButton::clicked, this, &RequestsPage::compare);
    connect(m_filters, &FilterBar::filtersChanged, this, [this] {
        applyFilters();
        Q_EMIT placeChanged();
    });
}

QWidget *RequestsPage::buildTable()
{
    auto *splitter = new QSplitter(Qt::Vertical, this);
    auto *top = new QWidget(splitter);
    auto *column = new QVBoxLayout(top);
    column->setContentsMargins(metric::edge - 10, 0, metric::edge - 10, 0);
    m_view = new QTableView(top);
    m_view->setModel(m_filter);
    m_view->setItemDelegate(new CellDelegate(m_view));
    CellDelegate::setHoverRows(m_view);
    m_view->setAccessibleName(tr("Requests"));
    m_view->setObjectName(u"requests"_s);
    m_view->setShowGrid(false);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setTabKeyNavigation(false);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(metric::row);
    m_view->horizontalHeader()->setHighlightSections(false);
    m_view->horizontalHeader()->setSectionsMovable(true);
    const int widths[] {116, 76, 380, 116, 84, 84, 48, 84, 92, 280};
    for (int i = 0; i < int(std::size(widths)); ++i)
        m_view->setColumnWidth(i, widths[i]);
    m_view->horizontalHeader()->setSectionResizeMode(RequestsModel::PathColumn, QHeaderView::Stretch);
    m_columns = new ColumnState(m_view, m_context.settings, u"requests"_s);
    m_columns->setHiddenByDefault({RequestsModel::RequestIdColumn});
    m_columns->restore();
    m_view->horizontalHeader()->setStretchLastSection(false);
    column->addWidget(m_view);
    m_detail = new RequestDetail(splitter);
    splitter->addWidget(top);
    splitter->addWidget(m_detail);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    rememberSplitter(splitter, m_context.settings, u"requests/detail"_s, 340);
    setFocusProxy(m_view);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RequestsPage::follow);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RequestsPage::follow);
    connect(m_view, &QWidget::customContextMenuRequested, this, &RequestsPage::showMenu);
    return splitter;
}

QAction *RequestsPage::addKeyAction(const QString &text, const QKeySequence &keys,
                                    void (RequestsPage::*run)())
{
    auto *action = new QAction(text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, run);
    m_view->addAction(action);
    return action;
}

void RequestsPage::buildActions()
{
    addKeyAction(tr("Send again"), QKeySequence(Qt::Key_Return), &RequestsPage::sendAgain);
    addKeyAction(tr("Copy as cURL"), QKeySequence(QKeySequence::Copy), &RequestsPage::copyAsCurl);
    addKeyAction(tr("Copy as Node snippet"), {}, &RequestsPage::copyAsNode);
    addKeyAction(tr("Compare the answers of two"), QKeySequence(Qt::Key_D), &RequestsPage::compare);
    addKeyAction(tr("Export the selected as HAR…"), QKeySequence(QKeySequence::Save),
                 &RequestsPage::exportHar);
}

Place RequestsPage::place() const
{
    return {u"requests"_s, {}, {}, m_filters->filters()};
}

QString RequestsPage::title() const
{
    return tr("Requests");
}

void RequestsPage::go(const Place &place)
{
    m_filters->setFilters(place.filters);
    applyFilters();
}

void RequestsPage::applyFilters()
{
    RequestsFilter::Wanted wanted;
    for (const auto &[key, value] : m_filters->filters()) {
        if (key == u"text")
            wanted.text = value;
        else if (key == u"method")
            wanted.methods += value;
        else if (key == u"outcome")
            wanted.outcomes += value;
        else if (key == u"slow")
            wanted.slowerThanMs = value.toInt();
    }
    m_filter->setWanted(wanted);
    follow();
}

void RequestsPage::follow()
{
    const bool isEmpty = m_filter->rowCount() == 0;
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_state) : m_body);
    if (isEmpty && m_model->rowCount() > 0)
        m_state->showEmpty(tr("No request matches these filters"), {}, tr("Clear filters"), u"filter"_s);
    else if (isEmpty)
        m_state->showEmpty(tr("No requests yet"),
                           tr("What the console asks the service shows here as it happens."));
    if (!isEmpty && !m_view->currentIndex().isValid())
        selectFirst();
    m_detail->setEntry(current());
    const qsizetype count = m_view->selectionModel()->selectedRows().size();
    m_compare->setEnabled(count == 2);
    m_again->setEnabled(count == 1);
}

// Not through the view, which would ask the keyboard what selecting means: Ctrl may still be held from
// Ctrl+`.
void RequestsPage::selectFirst()
{
    m_view->selectionModel()->setCurrentIndex(
        m_filter->index(0, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

const api::JournalEntry *RequestsPage::current() const
{
    const QModelIndex index = m_view->currentIndex();
    return index.isValid() ? m_model->entry(m_filter->mapToSource(index).row()) : nullptr;
}

QList<api::JournalEntry> RequestsPage::selected() const
{
    QList<api::JournalEntry> out;
    const QModelIndexList rows = m_view->selectionModel()->selectedRows();
    for (const QModelIndex &row : rows) {
        if (const api::JournalEntry *entry = m_model->entry(m_filter->mapToSource(row).row()))
            out.append(*entry);
    }
    std::sort(out.begin(), out.end(), [](const auto &a, const auto &b) { return a.id < b.id; });
    return out;
}

void RequestsPage::copyAsCurl()
{
    QStringList commands;
    for (const api::JournalEntry &entry : selected())
        commands += api::asCurl(entry, m_context.client->connection().baseUrl);
    if (!commands.isEmpty())
        QGuiApplication::clipboard()->setText(commands.join(u"\n\n"_s));
}

void RequestsPage::copyAsNode()
{
    if (const api::JournalEntry *entry = current())
        QGuiApplication::clipboard()->setText(api::asNode(*entry, m_context.client->connection().baseUrl));
}

void RequestsPage::exportHar()
{
    const QList<api::JournalEntry> entries = selected();
    if (entries.isEmpty())
        return;
    auto *dialog = new QFileDialog(this, tr("Export as HAR"), {}, tr("HTTP archives (*.har)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"har"_s);
    dialog->selectFile(u"requests.har"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this, entries](const QString &path) {
        const QJsonObject har = api::asHar(entries, m_context.client->connection().baseUrl,
                                           QCoreApplication::applicationVersion());
        QSaveFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(har).toJson()) < 0 || !file.commit())
            m_error->showText(tr("%1 can't be written: %2.").arg(path, file.errorString()));
    });
    dialog->open();
}

void RequestsPage::sendAgain()
{
    const api::JournalEntry *entry = current();
    if (!entry)
        return;
    if (!entry->request)
        return m_error->showText(
            tr("This request was too large to be kept whole, so it can't be sent again."));
    const api::RequestData request = *entry->request;
    if (!request.endpoint->writes())
        return resend(request);
    const QString what = tr("%1 %2 changes something.")
                             .arg(QString::fromLatin1(entry->verb), QString::fromLatin1(entry->target));
    const auto go = [this, request] { resend(request); };
    if (asksForName(m_context, *request.endpoint)) // once is enough
        return confirmWrite(m_context, this, *request.endpoint, what, go);
    auto *box
        = new QMessageBox(QMessageBox::Question, tr("Send it again?"), what, QMessageBox::NoButton, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(u"sendAgainQuestion"_s);
    box->setInformativeText(
        request.idempotencyKey.isEmpty()
            ? tr("The service will do it once more.")
            : tr("It carries the same Idempotency-Key: if the service has done it within the last"
                 " day, it answers without doing it again."));
    QPushButton *yes = box->addButton(tr("Send again"), QMessageBox::AcceptRole);
    box->setDefaultButton(box->addButton(tr("Don't send"), QMessageBox::RejectRole));
    connect(box, &QMessageBox::buttonClicked, this, [yes, go](const QAbstractButton *button) {
        if (button == yes)
            go();
    });
    box->open();
}

void RequestsPage::resend(const api::RequestData &what)
{
    api::Request<QJsonValue> request;
    static_cast<api::RequestData &>(request) = what;
    request.priority = api::Priority::Foreground;
    m_error->clear();
    m_call = m_context.client->send(request, [this, what](const api::Result<QJsonValue> &result) {
        if (result)
            return;
        m_error->showError(result.error(), false);
        m_unsure = what;
        if (result.error().outcomeUnknown)
            m_error->offerCheck(true);
    });
    m_view->scrollToTop();
    selectFirst(); // what comes back is to be seen
}

// What it would have changed, read: its answer shows with the others.
void RequestsPage::check()
{
    if (const auto reading = api::checkRequest(m_unsure))
        return resend(*reading);
    m_error->showText(tr("Nothing in the service shows whether it was done."));
}

void RequestsPage::compare()
{
    const QList<api::JournalEntry> two = selected();
    if (two.size() == 2)
        openComparison(two[0], two[1], this);
}

void RequestsPage::showMenu(const QPoint &at)
{
    if (!m_view->indexAt(at).isValid())
        return;
    auto *menu = new QMenu(m_view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(m_view->actions());
    menu->addSeparator();
    addCopyActions(menu, m_view, m_view->indexAt(at));
    menu->addSeparator();
    m_columns->fillMenu(menu->addMenu(tr("Columns")));
    menu->popup(m_view->viewport()->mapToGlobal(at));
}

} // namespace ui
