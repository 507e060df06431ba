// CSS boxes as painter paths.
#pragma once

#include "ui/message/mail/litehtml.h"

#include <QPainterPath>
#include <QRect>

#include <utility>
#include <vector>

namespace ui {

QRect rectOf(const litehtml::position &position);
QPainterPath roundedBox(const QRectF &box, const litehtml::border_radiuses &radii);
// One path for each colour; `outer` is the border's outer edge.
std::vector<std::pair<QPainterPath, litehtml::web_color>> borderPaths(const litehtml::borders &borders,
                                                                      const QRectF &outer);

} // namespace ui
