// What is loaded, selected and looked through, below the rows.
#include "ui/listpanel.h"

#include "models/cursorlistbase.h"
#include "ui/loadedfilter.h"

#include <QLabel>
#include <QPushButton>
#include <QTableView>

namespace ui {

using State = models::CursorListBase::State;

namespace {
constexpr int rowsLookedThrough = 500; // for a test, before one is asked
}

void ListPanel::setRowTest(std::function<bool(int)> test)
{
    m_lookLimit = rowsLookedThrough;
    m_further->setText(tr("Look through %L1 more").arg(rowsLookedThrough));
    m_loaded->setTest(std::move(test));
    followState();
    tellVisible();
}

QString ListPanel::footerText() const
{
    const int rows = m_model->rowCount();
    if (rows == 0)
        return {};
    QString text = selectionText();
    if (m_loaded->isFiltering())
        text += tr("%L1 in the %L2 loaded").arg(m_loaded->rowCount()).arg(rows);
    else if (m_model->state() == State::Complete)
        text += tr("all %L1 loaded").arg(rows);
    else if (m_model->totalCount() >= rows)
        text += tr("%L1 loaded of %L2").arg(rows).arg(m_model->totalCount());
    else
        text += tr("%L1 loaded").arg(rows);
    if (m_model->isRefreshing())
        text += tr(" · refreshing…");
    else if (m_model->state() == State::Loading)
        text += tr(" · loading more…");
    else if (m_model->state() == State::Idle && !m_loaded->isFiltering())
        text += tr(" · scroll for more");
    return text;
}

// "12 selected · ", with the one that is shown where one steps through them.
QString ListPanel::selectionText() const
{
    const int count = selectedCount();
    if (count < 2)
        return {};
    if (count == m_loaded->rowCount() && m_model->state() != State::Complete)
        return tr("the %L1 loaded ones are selected, none of those still to come · ").arg(count);
    const QModelIndex current = m_view->currentIndex();
    int at = 0;
    bool isSelected = false;
    const QItemSelection selection = m_view->selectionModel()->selection();
    for (const QItemSelectionRange &range : selection) {
        isSelected = isSelected || range.contains(current);
        at += std::clamp(current.row() - range.top() + 1, 0, range.height());
    }
    return isSelected ? tr("%L1 selected, no. %L2 is shown · ").arg(count).arg(at)
                      : tr("%L1 selected · ").arg(count);
}

void ListPanel::tellVisible()
{
    if (!m_active || m_model->rowCount() == 0 || (m_loaded->isFiltering() && !m_loaded->hasTest()))
        return;
    const int bottom = m_view->rowAt(m_view->viewport()->height() - 1);
    if (bottom >= 0)
        return m_model->setLastVisibleRow(sourceRow(m_loaded->index(bottom, 0)));
    if (!m_loaded->hasTest())
        return m_model->setLastVisibleRow(m_model->rowCount() - 1);
    // The view is not full. Pages are looked through one by one, up to the limit; then it stays so until one
    // asks.
    m_model->setLastVisibleRow(-1);
    if (isLookingFurther())
        m_model->fetchMore({});
}

bool ListPanel::isLookingFurther() const
{
    return m_model->rowCount() < m_lookLimit;
}

void ListPanel::lookFurther()
{
    m_lookLimit = m_model->rowCount() + rowsLookedThrough;
    m_view->setFocus(Qt::OtherFocusReason); // the button is about to go, and the focus with it
    tellVisible();
    followState();
}

} // namespace ui
