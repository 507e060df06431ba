#pragma once

#include "ui/celldelegate.h"

namespace ui {

// A row of the jobs: its title stands out, its progress is a bar, and failures are a red number.
class JobDelegate : public CellDelegate
{
    Q_OBJECT
public:
    using CellDelegate::CellDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    static void paintBar(QPainter *painter, const QRectF &bar, double progress); // 0 to 1; below 0: not known
};

} // namespace ui
