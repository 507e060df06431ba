#include "ui/contrast.h"

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr double readableContrast = 4.5;

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &c)
{
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

} // namespace

double contrastOf(const QColor &a, const QColor &b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

QColor groundUnderWhite(QColor color)
{
    color = color.isValid() ? QColor(color.rgb()) : QColor(Qt::darkGray);
    while (contrastOf(color, Qt::white) < readableContrast)
        color = QColor(color.red() * 19 / 20, color.green() * 19 / 20, color.blue() * 19 / 20);
    return color;
}

} // namespace ui
