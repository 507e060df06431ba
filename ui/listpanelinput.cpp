// Keys, clicks and the menu of rows.
#include "ui/listpanel.h"

#include "models/cursorlistbase.h"
#include "ui/columnstate.h"
#include "ui/export/listexport.h"
#include "ui/loadedfilter.h"
#include "ui/rowactions.h"

#include <QAction>
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

// How rows leave the window.
void ListPanel::addEvidence()
{
    const auto add = [this](const QString &text, const QKeySequence &key, void (ListPanel::*slot)()) {
        auto *action = new QAction(text, m_view);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        m_view->addAction(action);
        m_evidence.append(action);
        connect(action, &QAction::triggered, this, slot);
    };
    add(tr("Copy as text, for a ticket"), Qt::CTRL | Qt::SHIFT | Qt::Key_C, &ListPanel::copyText);
    add(tr("Copy the link"), Qt::CTRL | Qt::SHIFT | Qt::Key_L, &ListPanel::copyLinks);
    ListExport::List list;
    list.model = m_model;
    list.name = [this] { return m_view->accessibleName(); };
    list.selected = [this] { return selectedRows(); };
    list.shown = [this] { return shownRows(); };
    list.columns = [this] { return shownColumns(m_view); };
    m_export = ListExport::add(m_context, list, this);
}

QList<int> ListPanel::shownRows() const
{
    QList<int> rows;
    for (int row = 0; row < m_loaded->rowCount(); ++row)
        rows.append(sourceRow(m_loaded->index(row, 0)));
    return rows;
}

void ListPanel::copyText()
{
    QStringList texts;
    const QList<int> rows = selectedRows();
    for (const int row : rows) {
        if (m_rowText)
            texts += m_rowText(row);
    }
    if (rows.isEmpty())
        return;
    copyAndSay(m_view, m_rowText ? texts.join(u'\n') : rowsAsText(m_view), tr("Copied as text"));
}

void ListPanel::copyLinks()
{
    QStringList links;
    for (const int row : selectedRows()) {
        const Place place = m_rowPlace ? m_rowPlace(row) : Place();
        if (place.isValid() && !place.id.isEmpty())
            links += place.command();
    }
    if (!links.isEmpty())
        copyAndSay(m_view, links.join(u'\n'), links.size() == 1 ? tr("Link copied") : tr("Links copied"));
}

void ListPanel::openLink(const Place &place, bool inNewTab)
{
    if (place.isValid())
        Q_EMIT openRequested(place, inNewTab);
}

void ListPanel::setLinks(std::function<QList<CellLink>(int)> links)
{
    m_links = new CellLinks(m_view, [this, links = std::move(links)](const QModelIndex &index) {
        return index.isValid() ? links(sourceRow(index)) : QList<CellLink>();
    });
    connect(m_links, &CellLinks::openRequested, this, &ListPanel::openLink);
}

bool ListPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Copy)) {
            copyRows(m_view);
            return true;
        }
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (isEnter && key->modifiers().testFlag(Qt::AltModifier) && m_links) {
            openLink(m_links->of(m_view->currentIndex()).value(0).place,
                     key->modifiers().testFlag(Qt::ControlModifier));
            return true;
        }
        if (isEnter) {
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
    menu->addActions(m_evidence);
    const QList<CellLink> links = m_links ? m_links->of(index) : QList<CellLink>();
    for (const CellLink &link : links) {
        QAction *action = menu->addAction(link.text);
        connect(action, &QAction::triggered, this, [this, place = link.place] { openLink(place, false); });
    }
    if (!links.isEmpty())
        menu->addSeparator();
    addCopyActions(menu, m_view, index);
    if (m_export) {
        menu->addSeparator();
        menu->addAction(m_export->action());
    }
    if (m_rowMenu) {
        menu->addSeparator();
        m_rowMenu(menu, row);
    }
    menu->popup(m_view->viewport()->mapToGlobal(position));
}

} // namespace ui
