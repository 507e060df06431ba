// Paints the cells of every table: 32 px rows with a bottom line, chips, dim nulls, fixed-width ids.
#pragma once

#include "models/shown.h"

#include <QStyledItemDelegate>

namespace ui {

// Reads models::CursorListBase::ShownRole, or the display role where a model has none. A view that wants
// whole rows to react to the pointer calls setHoverRows(view).
class CellDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit CellDelegate(QObject *parent = nullptr);
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

    // Ground (selection, hover) and bottom line alone, for delegates that paint the rest themselves.
    static void paintGround(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index);
    // The values in a rectangle, left to right; for delegates with rows of their own.
    // `underlined`: which of them is a link under the pointer; -1: none.
    static void paintShown(QPainter *painter, const QRect &rect, const QList<models::Shown> &values,
                           int underlined = -1);
    // Which of a cell's values is at that point; -1: none.
    int valueAt(const QModelIndex &index, const QRect &cell, const QPoint &at) const;
    static int widthOf(const QList<models::Shown> &values); // without the cell's margins
    // Columns that hold ids whose model does not say so: drawn in the fixed font.
    void setFixedColumns(const QList<int> &columns) { m_fixedColumns = columns; }
    static void setHoverRows(QAbstractItemView *view);

private:
    QList<models::Shown> valuesOf(const QModelIndex &index) const;
    static QRect roomOf(const QModelIndex &index, const QRect &cell); // for the values
    QList<int> m_fixedColumns;
};

} // namespace ui
