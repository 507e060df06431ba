#include "ui/preferences/preferencegridview.h"

#include "models/preferencegridmodel.h"
#include "models/preferencegridwords.h"
#include "ui/celldelegate.h"
#include "ui/preferences/preferencedelegate.h"
#include "ui/theme.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

namespace ui {

using api::PreferenceState;
using Grid = models::PreferenceGridModel;

PreferenceGridView::PreferenceGridView(Grid *grid, QWidget *parent)
    : QTableView(parent)
    , m_grid(grid)
{
    setModel(grid);
    setItemDelegate(new PreferenceDelegate(this));
    CellDelegate::setHoverRows(this);
    setObjectName(QStringLiteral("preferenceGrid"));
    setAccessibleName(tr("Preferences by channel type"));
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setShowGrid(false);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(metric::row);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    connect(grid, &Grid::modelReset, this, &PreferenceGridView::arrange);
    connect(grid, &Grid::rowsInserted, this, &PreferenceGridView::arrange);
    connect(grid, &Grid::edited, this, [this] {
        if (m_onlyChanged)
            filter();
    });
    arrange();
}

void PreferenceGridView::arrange()
{
    clearSpans();
    m_nameWidth = 220;
    for (int row = 0; row < m_grid->rowCount(); ++row) {
        const QModelIndex first = m_grid->index(row, 0);
        const QSize size = itemDelegate()->sizeHint({}, first);
        setRowHeight(row, size.height());
        if (m_grid->isCell(first))
            m_nameWidth = std::max(m_nameWidth, size.width());
        else
            setSpan(row, 0, 1, m_grid->columnCount());
    }
    fitColumns();
    filter();
}

// Names give way before the pills do; room left over stays empty.
void PreferenceGridView::fitColumns()
{
    const QFontMetrics header(Theme::of()->boldFont());
    int pills = 0;
    for (int column = 1; column < m_grid->columnCount(); ++column) {
        const QString title = m_grid->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        const int width = std::max(86, header.horizontalAdvance(title) + 22);
        setColumnWidth(column, width);
        pills += width;
    }
    const int room = viewport()->width() - pills;
    setColumnWidth(0, std::clamp(room, std::min(200, m_nameWidth), std::min(m_nameWidth, 340)));
}

void PreferenceGridView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

void PreferenceGridView::setFilter(const QString &text, bool onlyChanged)
{
    m_text = text.trimmed();
    m_onlyChanged = onlyChanged;
    filter();
}

bool PreferenceGridView::rowMatches(int row) const
{
    const QModelIndex name = m_grid->index(row, 0);
    const QString text = name.data().toString() + u' ' + name.data(Grid::KindRole).toString();
    if (!m_text.isEmpty() && !text.contains(m_text, Qt::CaseInsensitive))
        return false;
    for (int column = 0; m_onlyChanged && column < m_grid->columnCount(); ++column) {
        if (m_grid->index(row, column).data(Grid::ChangedRole).toBool())
            return true;
    }
    return !m_onlyChanged;
}

void PreferenceGridView::filter()
{
    int heading = -1;
    bool any = false;
    const auto closeHeading = [&] {
        if (heading >= 0)
            setRowHidden(heading, !any && (!m_text.isEmpty() || m_onlyChanged));
    };
    for (int row = 0; row < m_grid->rowCount(); ++row) {
        if (!m_grid->isCell(m_grid->index(row, 0))) {
            closeHeading();
            heading = row;
            any = false;
            continue;
        }
        const bool matches = rowMatches(row);
        any = any || matches;
        setRowHidden(row, !matches);
    }
    closeHeading();
    Q_EMIT filtered();
}

int PreferenceGridView::shownRowCount() const
{
    int count = 0;
    for (int row = 0; row < m_grid->rowCount(); ++row)
        count += !isRowHidden(row) && m_grid->isCell(m_grid->index(row, 0));
    return count;
}

void PreferenceGridView::setCurrentCell(const api::PreferenceCell &cell)
{
    if (const QModelIndex index = m_grid->indexOf(cell); index.isValid()) {
        setCurrentIndex(index);
        scrollTo(index);
    }
}

void PreferenceGridView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    viewport()->update(); // the whole row is marked
    Q_EMIT currentCellChanged();
}

void PreferenceGridView::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex index = currentIndex();
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (!plain || !m_grid->isCell(index))
        return QTableView::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return change(index, m_grid->nextState(index));
    case Qt::Key_O:
        return change(index, PreferenceState::On);
    case Qt::Key_F:
        return change(index, PreferenceState::Off);
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        return change(index, PreferenceState::Inherit);
    default:
        QTableView::keyPressEvent(event);
    }
}

QModelIndex PreferenceGridView::pillAt(const QPoint &position) const
{
    const QModelIndex index = indexAt(position);
    if (index.column() < 1 || !m_grid->isCell(index))
        return {};
    return PreferenceDelegate::pillRect(visualRect(index)).adjusted(-4, -4, 4, 4).contains(position)
        ? index
        : QModelIndex();
}

void PreferenceGridView::mousePressEvent(QMouseEvent *event)
{
    QTableView::mousePressEvent(event);
    if (event->button() == Qt::LeftButton)
        m_pressed = pillAt(event->position().toPoint());
}

// The second click of a quick pair is a click, too.
void PreferenceGridView::mouseDoubleClickEvent(QMouseEvent *event)
{
    mousePressEvent(event);
}

void PreferenceGridView::mouseReleaseEvent(QMouseEvent *event)
{
    QTableView::mouseReleaseEvent(event);
    const QModelIndex index = pillAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index.isValid() && m_pressed == index)
        change(index, m_grid->nextState(index));
    m_pressed = QModelIndex();
}

void PreferenceGridView::mouseMoveEvent(QMouseEvent *event)
{
    QTableView::mouseMoveEvent(event);
    viewport()->setCursor(pillAt(event->position().toPoint()).isValid() ? Qt::PointingHandCursor
                                                                        : Qt::ArrowCursor);
}

void PreferenceGridView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? currentIndex() : indexAt(event->pos());
    if (!m_grid->isCell(index))
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [this, menu](const QModelIndex &target, PreferenceState state) {
        const QPersistentModelIndex kept(target);
        const QString text = models::preferencePlace(m_grid->cellAt(target)) + QStringLiteral(": ")
            + models::preferenceStateWord(state);
        connect(menu->addAction(text), &QAction::triggered, this, [this, kept, state] {
            if (kept.isValid())
                change(kept, state);
        });
    };
    const PreferenceState states[] {PreferenceState::On, PreferenceState::Off, PreferenceState::Inherit};
    for (const PreferenceState state : states) {
        if (index.column() > 0)
            add(index, state);
    }
    if (index.column() > 0)
        menu->addSeparator();
    for (const PreferenceState state : states)
        add(index.siblingAtColumn(0), state);
    menu->popup(byKey ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos());
}

void PreferenceGridView::change(const QModelIndex &index, PreferenceState state)
{
    if (m_grid->isGuarded(index))
        askToReplace(index, state);
    else
        m_grid->setState(index, state);
}

void PreferenceGridView::askToReplace(const QModelIndex &index, PreferenceState state)
{
    const api::PreferenceCell cell = m_grid->cellAt(index);
    const QString place = models::preferencePlace(cell);
    auto *box = new QMessageBox(QMessageBox::Question, tr("Replace what is there?"), {},
                                QMessageBox::NoButton, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("replaceQuestion"));
    const QStringList lines = models::conditionLines(m_grid->valueAt(index).conditions);
    box->setText(lines.isEmpty() ? tr("%1 holds more than on or off.").arg(place)
                                 : tr("%1 depends on:\n%2").arg(place, lines.join(u'\n')));
    box->setInformativeText(
        tr("“%1” would take its place. Undo brings it back.").arg(models::preferenceStateWord(state)));
    QPushButton *replace = box->addButton(tr("Replace"), QMessageBox::AcceptRole);
    box->setDefaultButton(box->addButton(tr("Keep it"), QMessageBox::RejectRole));
    connect(box, &QMessageBox::buttonClicked, this,
            [this, replace, cell, state](const QAbstractButton *button) {
                if (button == replace)
                    m_grid->setState(m_grid->indexOf(cell), state);
            });
    box->open();
}

} // namespace ui
