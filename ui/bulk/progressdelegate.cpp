#include "ui/bulk/progressdelegate.h"

#include "models/jobsmodel.h"
#include "ui/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace ui {

void ProgressDelegate::paintBar(QPainter *painter, const QRectF &bar, double progress)
{
    const Tokens &tokens = Theme::of()->tokens();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(bar, bar.height() / 2, bar.height() / 2);
    painter->fillPath(shape, tokens.chip);
    if (progress > 0) {
        painter->setClipPath(shape);
        painter->fillRect(QRectF(bar.left(), bar.top(), bar.width() * progress, bar.height()), tokens.accent);
    }
    painter->restore();
}

void ProgressDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    paintGround(painter, option, index);
    const double width = std::min(200, option.rect.width() - 20);
    const double top = option.rect.top() + (option.rect.height() - 7) / 2.0;
    paintBar(painter, QRectF(option.rect.left() + 10, top, width, 6),
             index.data(models::JobsModel::ProgressRole).toDouble());
}

} // namespace ui
