#include "ui/messages/messagespanel.h"

#include "models/vocabulary.h"
#include "ui/buttons.h"
#include "ui/errorbar.h"
#include "ui/filterbar.h"
#include "ui/following.h"
#include "ui/listpanel.h"
#include "ui/message/marker.h"
#include "ui/message/marking.h"
#include "ui/message/messagereport.h"
#include "ui/message/messageview.h"
#include "ui/message/runview.h"
#include "ui/messages/contentsteps.h"
#include "ui/messages/messagefilters.h"
#include "ui/messages/messagerows.h"
#include "ui/undobar.h"

#include <QAction>
#include <QMenu>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

MessagesPanel::MessagesPanel(const Context &context, const models::MessageScope &scope, QWidget *parent)
    : Panel(parent)
    , m_context(context)
    , m_scope(scope)
    , m_model(new models::MessagesModel(*context.client, this))
    , m_filters(new FilterBar)
    , m_error(new ErrorBar(this))
    , m_marker(new Marker(*context.client, m_error, this))
    , m_list(new ListPanel(context, m_model, settingsKeyOf(scope), this))
    , m_view(new MessageView(context, m_marker))
    , m_query(std::make_shared<api::MessageQuery>())
    , m_following(new Following(context, m_model, m_list->view(), u"messages"_s, this))
    , m_mark(makeButton(tr("Mark"), this, ButtonRole::Normal, u"chevron-down"_s))
{
    m_model->setVocabulary(context.vocabulary);
    m_marker->actions()->followList(m_model);
    build();
}

void MessagesPanel::build()
{
    addMessageFilters(m_filters, m_scope);
    if (m_context.vocabulary) {
        const auto offer = [this] { offerKnown(m_filters, *m_context.vocabulary); };
        connect(m_context.vocabulary, &models::Vocabulary::changed, this, offer);
        offer();
    }
    m_mark->setLayoutDirection(Qt::RightToLeft);
    auto *menu = new QMenu(m_mark);
    fillMarkMenu(menu, m_marker, [this] { return selectedIds(); });
    m_mark->setMenu(menu);
    m_filters->addTrailing(m_following->button());
    m_filters->addTrailing(m_mark);
    addMarkShortcuts(m_list->view(), m_marker, [this] { return selectedIds(); });

    setFocusProxy(m_list);
    m_list->setFilterBar(m_filters);
    m_list->setHeader(m_error);
    m_list->setMultiSelection(true);
    m_list->view()->setAccessibleName(tr("Messages"));
    setEmptyText(m_list, m_scope);
    m_list->setColumnsHidden(hiddenColumns(*m_model, m_scope));
    m_list->setRowPlace([this](int row) { return Place {u"message"_s, m_model->row(row).value.id, {}, {}}; });
    m_list->setRowText(
        [this](int row) { return messageParagraph(m_model->row(row).value, m_context.vocabulary); });
    m_list->setLinks([this](int row) { return linksOf(*m_model, row, m_scope, m_context.vocabulary); });
    addComparison();
    m_contents = new ContentSteps(*m_context.client, m_list, m_model, m_view);
    connect(m_contents, &ContentSteps::selectionToRead, &m_showSoon, qOverload<>(&QTimer::start));
    m_list->setDetail(m_view, 416); // room for a recipient's id in the list

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_marker->undoBar());
    addUndoShortcuts(this, m_marker);

    m_showSoon.setSingleShot(true);
    m_showSoon.setInterval(80);
    connect(&m_showSoon, &QTimer::timeout, this, &MessagesPanel::showCurrent);
    connect(m_list, &ListPanel::currentRowChanged, this, [this] {
        m_showSoon.start();
        tellSettled();
    });
    connect(m_list, &ListPanel::selectionCountChanged, this, &MessagesPanel::showSelection);
    connect(m_marker->actions(), &models::MessageActions::pendingChanged, this,
            [this] { showSelection(m_list->selectedCount()); });
    connect(m_list, &ListPanel::openRequested, this, &Panel::openRequested);
    connect(m_view, &MessageView::openRequested, this, &Panel::openRequested);
    connect(m_list, &ListPanel::filtersChanged, this, [this] {
        ask();
        Q_EMIT filtersChanged();
    });
    connect(m_model, &models::CursorListBase::pageArrived, this, [this] {
        if (m_list->currentRow() < 0 && m_list->shownRowCount() > 0)
            m_list->setCurrentRow(m_list->firstShownRow());
    });
    connect(m_list, &Panel::settledChanged, this, &MessagesPanel::tellSettled);
    connect(m_view, &MessageView::settledChanged, this, &MessagesPanel::tellSettled);
    m_following->setBeside([this] { return m_view->id(); }, [this] { m_view->refresh(); });
    showSelection(0);
}

// Two selected rows are compared; from a single one the other is asked for.
void MessagesPanel::addComparison()
{
    auto *compare = new QAction(tr("Compare…"), m_list->view());
    compare->setShortcut(Qt::Key_C);
    compare->setShortcutContext(Qt::WidgetShortcut);
    m_list->view()->addAction(compare);
    connect(compare, &QAction::triggered, this, &MessagesPanel::compareSelected);
    m_list->setRowMenu([this, compare](QMenu *menu, int) {
        menu->addAction(m_contents->action());
        const qsizetype count = selectedIds().size();
        compare->setText(count == 2 ? tr("Compare the two") : tr("Compare with…"));
        compare->setEnabled(count == 1 || count == 2);
        menu->addAction(compare);
        connect(menu, &QMenu::aboutToHide, compare, [compare] { compare->setEnabled(true); });
    });
}

void MessagesPanel::compareSelected()
{
    const QStringList ids = selectedIds();
    if (ids.size() == 2)
        Q_EMIT openRequested(comparePlace(ids.first(), ids.last()), false);
    else if (ids.size() == 1 && ids.first() == m_view->id())
        m_view->chooseComparison();
}

void MessagesPanel::activate()
{
    if (m_active)
        return;
    m_active = true;
    ask();
    m_list->activate();
}

void MessagesPanel::ask()
{
    if (!m_active)
        return;
    m_view->clear();
    const FilterBar::Filters filters = m_filters->filters();
    const QString problem = messageFilterProblem(filters);
    m_list->setProblem(problem);
    std::function<bool(int)> test;
    if (wantsNoTenant(filters))
        test = [this](int row) { return m_model->row(row).value.tenant.isEmpty(); };
    m_list->setRowTest(test);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    *m_query = messageQuery(filters, now);
    m_list->setFilteredHint(filteredHint(*m_query, now));
    m_following->follower()->setObstacle(test ? tr("only the loaded rows are looked through")
                                              : whyNotFollowed(*m_query, now));
    problem.isEmpty() ? m_model->setSource(m_scope.source(m_query)) : m_model->clear();
}

void MessagesPanel::refresh()
{
    if (!m_active)
        return activate();
    // "Today" is another day now.
    *m_query = messageQuery(m_filters->filters(), QDateTime::currentDateTimeUtc());
    m_list->refresh();
    if (!m_view->id().isEmpty())
        m_view->refresh();
}

bool MessagesPanel::isSettled() const
{
    return m_list->isSettled() && !m_showSoon.isActive() && m_view->isSettled();
}

QString MessagesPanel::failure() const
{
    const QString list = m_list->failure();
    return list.isEmpty() ? m_view->failure() : list;
}

QList<QPair<QString, QString>> MessagesPanel::filters() const
{
    return m_filters->filters();
}

void MessagesPanel::setFilters(const QList<QPair<QString, QString>> &filters)
{
    const auto before = m_filters->filters();
    m_filters->setFilters(filters);
    if (m_filters->filters() != before)
        ask();
}

void MessagesPanel::showCurrent()
{
    const int row = m_list->currentRow();
    if (row < 0) {
        m_view->clear();
    } else {
        const api::Row<api::Message> &current = m_model->row(row);
        if (current.value.id.isEmpty())
            m_view->clear(tr("This row could not be read: %1").arg(current.problem));
        else if (m_contents->read(); current.value.id != m_view->id())
            m_view->open(current.value, current.problem);
    }
    tellSettled();
}

QStringList MessagesPanel::selectedIds() const
{
    QStringList ids;
    for (const int row : m_list->selectedRows()) {
        const QString &id = m_model->row(row).value.id;
        if (!id.isEmpty())
            ids += id;
    }
    return ids;
}

void MessagesPanel::showSelection(int count)
{
    const int pending = m_marker->actions()->pending();
    m_mark->setVisible(count > 1 || pending > 1);
    m_mark->setEnabled(count > 0);
    const QString text
        = pending > 1 ? tr("Marking, %1 to go").arg(pending) : tr("Mark %1 selected").arg(count);
    m_mark->setText(text);
    m_mark->setAccessibleName(text);
}

void MessagesPanel::tellSettled()
{
    const bool settled = isSettled();
    if (settled == m_wasSettled)
        return;
    m_wasSettled = settled;
    Q_EMIT settledChanged();
}

} // namespace ui
