#include "ui/message/mail/boxpaths.h"

namespace ui {
namespace {

struct Side
{
    litehtml::border border;
    QPolygonF area; // between the outer and the inner edge
};

bool isDrawn(const litehtml::border &border)
{
    return border.width > 0 && border.style > litehtml::border_style_hidden && border.color.alpha > 0;
}

bool isPlain(const litehtml::borders &b)
{
    const auto same = [&b](const litehtml::border &side) {
        return isDrawn(side) && side.style == litehtml::border_style_solid
            && side.color.red == b.top.color.red && side.color.green == b.top.color.green
            && side.color.blue == b.top.color.blue && side.color.alpha == b.top.color.alpha;
    };
    return same(b.top) && same(b.right) && same(b.bottom) && same(b.left);
}

// Dots and dashes along a straight side; everything else is drawn solid.
QPainterPath broken(const QPainterPath &ring, const Side &side)
{
    const QRectF box = side.area.boundingRect();
    const bool across = box.width() >= box.height();
    const qreal mark
        = side.border.style == litehtml::border_style_dotted ? side.border.width : side.border.width * 3;
    QPainterPath marks;
    for (qreal at = across ? box.left() : box.top(); at < (across ? box.right() : box.bottom());
         at += 2 * mark)
        marks.addRect(across ? QRectF(at, box.top(), mark, box.height())
                             : QRectF(box.left(), at, box.width(), mark));
    return ring.intersected(marks);
}

} // namespace

QRect rectOf(const litehtml::position &position)
{
    return QRect(position.x, position.y, position.width, position.height);
}

QPainterPath roundedBox(const QRectF &box, const litehtml::border_radiuses &r)
{
    QPainterPath path;
    const qreal most = qMax(r.top_left_x + r.top_right_x, r.bottom_left_x + r.bottom_right_x);
    const qreal tall = qMax(r.top_left_y + r.bottom_left_y, r.top_right_y + r.bottom_right_y);
    if (most <= 0 || tall <= 0) {
        path.addRect(box);
        return path;
    }
    // Radii that do not fit are made smaller together, as CSS says.
    const qreal f = qMin(1.0, qMin(box.width() / most, box.height() / tall));
    const auto corner = [f](int rx, int ry) { return QSizeF(2 * f * rx, 2 * f * ry); };
    const QSizeF tl = corner(r.top_left_x, r.top_left_y), tr = corner(r.top_right_x, r.top_right_y),
                 br = corner(r.bottom_right_x, r.bottom_right_y),
                 bl = corner(r.bottom_left_x, r.bottom_left_y);
    path.moveTo(box.left(), box.top() + tl.height() / 2);
    path.arcTo(QRectF(box.topLeft(), tl), 180, -90);
    path.lineTo(box.right() - tr.width() / 2, box.top());
    path.arcTo(QRectF(QPointF(box.right() - tr.width(), box.top()), tr), 90, -90);
    path.lineTo(box.right(), box.bottom() - br.height() / 2);
    path.arcTo(QRectF(QPointF(box.right() - br.width(), box.bottom() - br.height()), br), 0, -90);
    path.lineTo(box.left() + bl.width() / 2, box.bottom());
    path.arcTo(QRectF(QPointF(box.left(), box.bottom() - bl.height()), bl), 270, -90);
    path.closeSubpath();
    return path;
}

std::vector<std::pair<QPainterPath, litehtml::web_color>> borderPaths(const litehtml::borders &borders,
                                                                      const QRectF &outer)
{
    const QRectF inner
        = outer.adjusted(borders.left.width, borders.top.width, -borders.right.width, -borders.bottom.width);
    litehtml::border_radiuses innerRadii = borders.radius;
    innerRadii -= [&] {
        litehtml::margins widths;
        widths.left = borders.left.width;
        widths.top = borders.top.width;
        widths.right = borders.right.width;
        widths.bottom = borders.bottom.width;
        return widths;
    }();
    QPainterPath ring = roundedBox(outer, borders.radius);
    if (inner.isValid())
        ring = ring.subtracted(roundedBox(inner, innerRadii));
    if (isPlain(borders)) // one piece has no seams
        return {{ring, borders.top.color}};
    const Side sides[]
        = {{borders.top, QPolygonF({outer.topLeft(), outer.topRight(), inner.topRight(), inner.topLeft()})},
           {borders.right,
            QPolygonF({outer.topRight(), outer.bottomRight(), inner.bottomRight(), inner.topRight()})},
           {borders.bottom,
            QPolygonF({outer.bottomRight(), outer.bottomLeft(), inner.bottomLeft(), inner.bottomRight()})},
           {borders.left,
            QPolygonF({outer.bottomLeft(), outer.topLeft(), inner.topLeft(), inner.bottomLeft()})}};
    std::vector<std::pair<QPainterPath, litehtml::web_color>> paths;
    for (const Side &side : sides) {
        if (!isDrawn(side.border))
            continue;
        QPainterPath area;
        area.addPolygon(side.area);
        area.closeSubpath();
        QPainterPath part = ring.intersected(area);
        if (side.border.style == litehtml::border_style_dotted
            || side.border.style == litehtml::border_style_dashed)
            part = broken(part, side);
        paths.emplace_back(part, side.border.color);
    }
    return paths;
}

} // namespace ui
