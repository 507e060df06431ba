#pragma once

#include "ui/celldelegate.h"

namespace ui {

// The progress of a job as a bar; an unknown one is an empty bar.
class ProgressDelegate : public CellDelegate
{
    Q_OBJECT
public:
    using CellDelegate::CellDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    static void paintBar(QPainter *painter, const QRectF &bar, double progress);
};

} // namespace ui
