#include "ui/columnstate.h"

#include "models/cursorlistbase.h"
#include "ui/theme.h"

#include <QHeaderView>
#include <QMenu>
#include <QSettings>
#include <QTableView>
#include <numeric>
#include <utility>

namespace ui {
namespace {
constexpr int narrowestColumn = 64, widestColumn = 300, leastUseful = 84, rowsMeasured = 20;

QList<models::Shown> shownIn(const QModelIndex &index)
{
    return index.data(models::CursorListBase::ShownRole).value<QList<models::Shown>>();
}
}

ColumnState::ColumnState(QTableView *view, QSettings *settings, const QString &key)
    : QObject(view)
    , m_view(view)
    , m_settings(settings)
    , m_key(key)
{
    QHeaderView *header = view->horizontalHeader();
    header->setSectionsMovable(true);
    header->setStretchLastSection(true);
    header->setHighlightSections(false);
    header->setFont(Theme::of()->boldFont()); // measured as it is drawn
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, [this, header](const QPoint &at) {
        auto *menu = new QMenu(m_view);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillMenu(menu);
        menu->popup(header->mapToGlobal(at));
    });
    connect(header, &QHeaderView::sectionResized, this, [this](int, int before, int after) {
        // Hiding and the stretched last one resize, too; what counts is a hand on the header.
        if (before > 0 && after > 0 && m_handOnHeader)
            save();
    });
    connect(header, &QHeaderView::sectionMoved, this, [this] { save(); });
    header->viewport()->installEventFilter(this);
}

bool ColumnState::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonDblClick)
        m_handOnHeader = true;
    else if (event->type() == QEvent::MouseButtonRelease)
        m_handOnHeader = false;
    return QObject::eventFilter(watched, event);
}

void ColumnState::setHiddenByDefault(const QList<int> &columns)
{
    m_hidden = columns;
}

void ColumnState::restore()
{
    const int columns = m_view->model()->columnCount();
    if (m_restored || columns == 0)
        return;
    m_restored = true;
    QHeaderView *header = m_view->horizontalHeader();
    header->setMinimumSectionSize(48);
    // A state of another version, with other columns, is none.
    if (m_settings && m_settings->value(m_key + QStringLiteral("/count")).toInt() == columns) {
        m_fitting = true;
        m_own = header->restoreState(m_settings->value(m_key + QStringLiteral("/columns")).toByteArray());
        header->setStretchLastSection(true);
        m_fitting = false;
    }
    if (!m_own) {
        for (const int column : std::as_const(m_hidden))
            m_view->setColumnHidden(column, true);
    }
}

// One very long name does not make a column wide: what most of the rows need is enough. A status is short,
// and says nothing in half a word: it has the room of the longest.
int ColumnState::usualWidth(int column) const
{
    const QAbstractItemModel *model = m_view->model();
    QStyleOptionViewItem option;
    option.initFrom(m_view);
    QList<int> widths;
    bool oneValue = true;
    const int rows = std::min(model->rowCount(), rowsMeasured);
    for (int row = 0; row < rows; ++row) {
        const QModelIndex index = model->index(row, column);
        widths.append(m_view->itemDelegate()->sizeHint(option, index).width());
        oneValue = oneValue && shownIn(index).size() <= 1;
    }
    std::sort(widths.begin(), widths.end());
    const bool status = oneValue && m_chips.contains(column);
    const int usual = status && !widths.isEmpty() ? widths.last() : widths.value(int(widths.size()) * 9 / 10);
    return std::clamp(std::max(usual, m_view->horizontalHeader()->sectionSizeHint(column)), narrowestColumn,
                      widestColumn);
}

// What a column of this width can give away. A status in half a word says nothing: chips keep their room.
int ColumnState::spare(int column, int width) const
{
    const int header = m_view->horizontalHeader()->sectionSizeHint(column);
    return m_chips.contains(column) ? 0 : width - std::max(leastUseful, header);
}

void ColumnState::measure()
{
    m_wanted.clear();
    m_chips.clear();
    m_measured = std::min(m_view->model()->rowCount(), rowsMeasured);
    const QAbstractItemModel *model = m_view->model();
    for (int column = 0; column < model->columnCount(); ++column) {
        const QList<models::Shown> values = shownIn(model->index(0, column));
        if (!values.isEmpty() && values.first().tone != models::Tone::None)
            m_chips.append(column);
    }
    for (int column = 0; column < m_view->model()->columnCount(); ++column)
        m_wanted.append(m_view->isColumnHidden(column) ? 0 : usualWidth(column));
}

// A longer status may come with a later page.
void ColumnState::widenChips()
{
    const QAbstractItemModel *model = m_view->model();
    QStyleOptionViewItem option;
    option.initFrom(m_view);
    for (int row = std::exchange(m_measured, model->rowCount()); row < model->rowCount(); ++row) {
        for (const int column : std::as_const(m_chips)) {
            const QModelIndex index = model->index(row, column);
            int &wanted = m_wanted[column];
            if (wanted > 0 && shownIn(index).size() == 1)
                wanted = std::clamp(m_view->itemDelegate()->sizeHint(option, index).width(), wanted,
                                    std::max(wanted, widestColumn));
        }
    }
}

void ColumnState::fitAnew()
{
    m_wanted.clear();
    fit();
}

void ColumnState::fit()
{
    if (m_own || !m_restored || m_view->model()->rowCount() == 0)
        return;
    if (m_wanted.isEmpty())
        measure();
    widenChips();
    // Too much for the room: the widest give way first, down to what still says something.
    QList<int> widths = m_wanted;
    int excess = std::accumulate(widths.begin(), widths.end(), 0) - m_view->viewport()->width();
    while (excess > 0) {
        const auto most
            = std::max_element(widths.begin(), widths.end(), [this, &widths](const int &a, const int &b) {
                  return spare(int(&a - widths.constData()), a) < spare(int(&b - widths.constData()), b);
              });
        const int room = spare(int(most - widths.begin()), *most);
        if (room <= 0)
            break;
        const int cut = std::min({excess, 4, room});
        *most -= cut;
        excess -= cut;
    }
    m_fitting = true;
    for (int column = 0; column < widths.size(); ++column) {
        if (widths[column] > 0)
            m_view->setColumnWidth(column, widths[column]);
    }
    m_fitting = false;
}

int ColumnState::shownCount() const
{
    const QHeaderView *header = m_view->horizontalHeader();
    return header->count() - header->hiddenSectionCount();
}

void ColumnState::fillMenu(QMenu *menu)
{
    QHeaderView *header = m_view->horizontalHeader();
    for (int visual = 0; visual < header->count(); ++visual) {
        const int column = header->logicalIndex(visual);
        QAction *action = menu->addAction(m_view->model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!header->isSectionHidden(column));
        action->setEnabled(!action->isChecked() || shownCount() > 1);
        connect(action, &QAction::toggled, this, [this, column](bool shown) {
            m_view->setColumnHidden(column, !shown);
            if (shown && m_view->columnWidth(column) < narrowestColumn)
                m_view->setColumnWidth(column, 2 * narrowestColumn);
            save();
        });
    }
    menu->addSeparator();
    QAction *reset = menu->addAction(tr("Columns as they were at first"));
    connect(reset, &QAction::triggered, this, [this, header] {
        m_fitting = true;
        for (int column = 0; column < header->count(); ++column) {
            header->moveSection(header->visualIndex(column), column);
            m_view->setColumnHidden(column, m_hidden.contains(column));
        }
        m_fitting = false;
        m_own = false;
        if (m_settings)
            m_settings->remove(m_key + QStringLiteral("/columns"));
        fitAnew();
    });
}

void ColumnState::save()
{
    if (!m_settings || !m_restored || m_fitting)
        return;
    m_own = true;
    m_settings->setValue(m_key + QStringLiteral("/columns"), m_view->horizontalHeader()->saveState());
    m_settings->setValue(m_key + QStringLiteral("/count"), m_view->model()->columnCount());
}

} // namespace ui
