#include "ui/bulk/ratechart.h"

#include "models/display.h"
#include "ui/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>

namespace ui {

RateChart::RateChart(QWidget *parent)
    : QWidget(parent)
{
    setMinimumHeight(72);
    setMaximumHeight(100);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setPoints({});
}

void RateChart::setPoints(const Points &points)
{
    m_points = points;
    double most = 0;
    for (const auto &[ms, rate] : points)
        most = std::max(most, rate);
    setAccessibleName(points.isEmpty() ? tr("Rows per second: nothing measured yet")
                                       : tr("Rows per second: %1 now, %2 at most")
                                             .arg(models::numberText(qRound64(points.last().second)),
                                                  models::numberText(qRound64(most))));
    setToolTip(accessibleName());
    update();
}

void RateChart::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = Theme::of()->tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(tokens.line, 1));
    painter.setBrush(tokens.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    if (m_points.size() < 2) {
        painter.setPen(tokens.dim);
        painter.drawText(rect(), Qt::AlignCenter, tr("no rate measured"));
        return;
    }
    const QRectF area = QRectF(rect()).adjusted(10, 12, -10, -10);
    const double first = double(m_points.first().first),
                 span = std::max(1.0, double(m_points.last().first) - first);
    double most = 1;
    for (const auto &[ms, rate] : m_points)
        most = std::max(most, rate);
    QPainterPath path;
    for (const auto &[ms, rate] : m_points) {
        const QPointF point(area.left() + (double(ms) - first) / span * area.width(),
                            area.bottom() - rate / most * area.height());
        path.elementCount() == 0 ? path.moveTo(point) : path.lineTo(point);
    }
    painter.setPen(QPen(tokens.accent, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
}

} // namespace ui
