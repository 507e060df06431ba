// Values in the cells of a table that lead somewhere: underlined under the pointer, opened by a click.
#pragma once

#include "ui/place.h"

#include <QObject>
#include <QPersistentModelIndex>
#include <functional>

class QAbstractItemView;
class QMouseEvent;

namespace ui {

struct CellLink
{
    int column = -1; // of the row
    int value = 0; // which of the values in the cell, from the left
    Place place;
    QString text; // for a menu: "Open recipient “Ada”"
};

// The value under the pointer, as CellDelegate lays values out. A click with Ctrl or Shift chooses rows, as
// everywhere in a table; the middle button opens a new tab.
class CellLinks : public QObject
{
    Q_OBJECT
public:
    using Links = std::function<QList<CellLink>(const QModelIndex &row)>;
    CellLinks(QAbstractItemView *view, Links links);
    QList<CellLink> of(const QModelIndex &row) const; // none for an invalid index

    // For the delegate: which value of this cell is under the pointer; -1: none.
    static int hovered(const QWidget *view, const QModelIndex &index);

Q_SIGNALS:
    void openRequested(const ui::Place &place, bool inNewTab);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool release(const QMouseEvent &event);
    void hover(const QModelIndex &index, int value);
    const CellLink *linkAt(const QPoint &at, QModelIndex *index);

    QAbstractItemView *m_view;
    Links m_links;
    QList<CellLink> m_found; // of the row looked at last
    QPersistentModelIndex m_index; // the cell under the pointer, when a link is there
    int m_value = -1;
    QPersistentModelIndex m_pressed;
    int m_pressedValue = -1;
};

} // namespace ui
