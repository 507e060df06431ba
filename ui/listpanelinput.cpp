// Keys, clicks and the menu of rows.
#include "ui/listpanel.h"

#include "models/cursorlistbase.h"
#include "ui/columnstate.h"
#include "ui/rowactions.h"

#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QTableView>

namespace ui {

void ListPanel::open(const QModelIndex &index, bool inNewTab)
{
    const int row = sourceRow(index);
    if (row < 0)
        return;
    Q_EMIT activated(row);
    const Place place = m_rowPlace ? m_rowPlace(row) : Place();
    if (place.isValid())
        Q_EMIT openRequested(place, inNewTab);
}

bool ListPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Copy)) {
            copyRows(m_view);
            return true;
        }
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            open(m_view->currentIndex(), key->modifiers().testFlag(Qt::ControlModifier));
            return true;
        }
    } else if (watched == m_view->viewport() && event->type() == QEvent::MouseButtonRelease) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        if (mouse->button() == Qt::MiddleButton) {
            open(m_view->indexAt(mouse->position().toPoint()), true);
            return true;
        }
    } else if (watched == m_view->viewport() && event->type() == QEvent::Resize) {
        m_columns->fit();
        tellVisible();
    }
    return Panel::eventFilter(watched, event);
}

void ListPanel::showRowMenu(const QPoint &position)
{
    const QModelIndex index = m_view->indexAt(position);
    const int row = sourceRow(index);
    if (row < 0)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (m_rowPlace && m_rowPlace(row).isValid()) {
        const QPersistentModelIndex kept(index);
        connect(menu->addAction(tr("Open")), &QAction::triggered, this, [this, kept] { open(kept, false); });
        connect(menu->addAction(tr("Open in a new tab")), &QAction::triggered, this,
                [this, kept] { open(kept, true); });
        menu->addSeparator();
    }
    addCopyActions(menu, m_view, index);
    if (m_rowMenu) {
        menu->addSeparator();
        m_rowMenu(menu, row);
    }
    menu->popup(m_view->viewport()->mapToGlobal(position));
}

} // namespace ui
