#include "ui/people/peoplepage.h"

#include "ui/bulkstarter.h"
#include "ui/buttons.h"
#include "ui/filterbar.h"
#include "ui/listpanel.h"
#include "ui/people/selectionbar.h"
#include "ui/theme.h"

#include <QInputDialog>
#include <QItemSelection>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace ui {
namespace {
constexpr int usualCount = 500, mostSelected = 10000;
QString filterKey()
{
    return QStringLiteral("find");
}
}

PeoplePage::PeoplePage(const Context &context, QWidget *parent)
    : Page(parent)
    , m_context(context)
    , m_model(new models::PeopleModel(*context.client, this))
    , m_list(new ListPanel(context, m_model, QStringLiteral("people"), this))
    , m_filter(new QLineEdit(this))
    , m_selection(new SelectionBar(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_list, 1);
    column->addWidget(m_selection);
    m_model->setVocabulary(context.vocabulary);
    m_list->setMultiSelection(true);
    m_list->setEmptyText(tr("There is nobody yet"),
                         tr("People appear here once something identifies them or notifies them."));
    m_list->setRowPlace([this](int row) {
        return Place {QStringLiteral("user"), m_model->idAt(row), {}, {}};
    });
    m_list->view()->setAccessibleName(tr("People"));
    setFocusProxy(m_list);
    buildBar();
    connectList();
}

PeoplePage::~PeoplePage() = default;

void PeoplePage::buildBar()
{
    auto *bar = new FilterBar(this);
    bar->setTitle(tr("People"));
    m_filter->setPlaceholderText(tr("Find in the loaded ones"));
    m_filter->setAccessibleName(tr("Find in the loaded people"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setFixedWidth(260);
    bar->addInline(m_filter);
    QPushButton *selectSome = makeButton(tr("Select first…"), this);
    selectSome->setToolTip(tr("Loads as many people as you say, and selects them"));
    bar->addTrailing(selectSome);
    m_list->setFilterBar(bar);
    connect(selectSome, &QPushButton::clicked, this, &PeoplePage::askHowMany);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_list->setLocalFilter(text);
        Q_EMIT placeChanged();
    });
}

void PeoplePage::connectList()
{
    connect(m_list, &Panel::openRequested, this, &Page::openRequested);
    connect(m_list, &Panel::settledChanged, this, &Page::settledChanged);
    connect(m_list, &ListPanel::selectionCountChanged, m_selection, &SelectionBar::setCount);
    connect(m_selection, &SelectionBar::preferencesRequested, this, &PeoplePage::setPreferences);
    connect(m_selection, &SelectionBar::clearRequested, this, [this] {
        m_wanted = 0;
        m_selection->setBusy({});
        m_list->view()->clearSelection();
    });
    connect(m_model, &models::CursorListBase::pageArrived, this, &PeoplePage::selectWanted,
            Qt::QueuedConnection);
    connect(m_model, &models::CursorListBase::stateChanged, this, [this] {
        // A failed page ends the waiting; the bar above the list says why and offers to try again.
        if (m_model->state() == models::CursorListBase::State::Failed && m_wanted > 0)
            m_selection->setBusy(tr("stopped at %L1 of %L2").arg(m_model->rowCount()).arg(m_wanted));
    });
    m_list->setRowMenu([this](QMenu *menu, int) {
        const int count = int(m_list->selectedRows().size());
        connect(menu->addAction(count > 1 ? tr("Set preferences for these %L1…").arg(count)
                                          : tr("Set preferences for this one…")),
                &QAction::triggered, this, &PeoplePage::setPreferences);
    });
}

Place PeoplePage::place() const
{
    Place place {QStringLiteral("people"), {}, {}, {}};
    if (!m_filter->text().isEmpty())
        place.setFilter(filterKey(), {m_filter->text()});
    return place;
}

QString PeoplePage::title() const
{
    return tr("People");
}

void PeoplePage::go(const Place &place)
{
    if (place.filter(filterKey()) != m_filter->text())
        m_filter->setText(place.filter(filterKey()));
    if (m_started)
        return;
    m_started = true;
    m_model->setSource(models::sources::people());
    m_list->activate();
}

void PeoplePage::refresh()
{
    m_list->refresh();
}

bool PeoplePage::isSettled() const
{
    return m_list->isSettled();
}

QString PeoplePage::failure() const
{
    return m_list->failure();
}

void PeoplePage::askHowMany()
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Select people"));
    dialog->setLabelText(tr("How many, from the top of the list?"));
    dialog->setInputMode(QInputDialog::IntInput);
    dialog->setIntRange(1, mostSelected);
    dialog->setIntValue(usualCount);
    dialog->setOkButtonText(tr("Select"));
    connect(dialog, &QInputDialog::intValueSelected, this, &PeoplePage::selectFirst);
    dialog->open();
}

void PeoplePage::selectFirst(int count)
{
    m_filter->clear();
    m_wanted = count;
    selectWanted();
}

void PeoplePage::selectWanted()
{
    if (m_wanted <= 0)
        return;
    using State = models::CursorListBase::State;
    const bool enough = m_model->rowCount() >= m_wanted || m_model->state() == State::Complete;
    if (!enough) {
        m_selection->setBusy(tr("loading %L1 of %L2…").arg(m_model->rowCount()).arg(m_wanted));
        if (m_model->state() == State::Failed)
            return m_model->retry();
        if (m_model->canFetchMore({}))
            m_model->fetchMore({});
        return;
    }
    const int last = std::min(m_wanted, m_model->rowCount()) - 1;
    m_wanted = 0;
    m_selection->setBusy({});
    QTableView *view = m_list->view();
    const QAbstractItemModel *model = view->model();
    const QItemSelection rows(model->index(0, 0), model->index(last, model->columnCount() - 1));
    view->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
    view->setFocus(Qt::OtherFocusReason);
}

void PeoplePage::setPreferences()
{
    QStringList ids;
    const QList<int> rows = m_list->selectedRows();
    for (const int row : rows) {
        const QString id = m_model->idAt(row);
        if (!id.isEmpty())
            ids.append(id);
    }
    if (!ids.isEmpty())
        startBulkPreferences(m_context, this, ids);
}

} // namespace ui
