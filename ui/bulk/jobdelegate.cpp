#include "ui/bulk/jobdelegate.h"

#include "models/jobsmodel.h"
#include "ui/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace ui {

void JobDelegate::paintBar(QPainter *painter, const QRectF &bar, double progress)
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

void JobDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    using models::JobsModel;
    const Theme *theme = Theme::of();
    const QRect rect = option.rect.adjusted(10, 0, -10, -1);
    const int column = index.column();
    if (column == JobsModel::ProgressColumn) {
        paintGround(painter, option, index);
        const QRectF bar(rect.left(), rect.top() + (rect.height() - 6) / 2.0, std::min(200, rect.width()), 6);
        return paintBar(painter, bar, index.data(JobsModel::ProgressRole).toDouble());
    }
    const bool hasFailed = column == JobsModel::FailedColumn
        && index.data(JobsModel::ShownRole).value<QList<models::Shown>>().value(0).tone == models::Tone::Bad;
    if (column != JobsModel::TitleColumn && !hasFailed)
        return CellDelegate::paint(painter, option, index);
    paintGround(painter, option, index);
    painter->setFont(theme->boldFont());
    painter->setPen(hasFailed ? theme->tokens().badText : theme->tokens().text);
    const QString text
        = painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, rect.width());
    painter->drawText(rect, int(Qt::AlignVCenter | (hasFailed ? Qt::AlignRight : Qt::AlignLeft)), text);
}

} // namespace ui
