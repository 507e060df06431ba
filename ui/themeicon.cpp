#include "ui/themeicon.h"

#include "ui/theme.h"

#include <QPainter>
#include <QPixmap>

namespace ui {

ThemeIcon::ThemeIcon(const QString &name, const QColor &color)
    : m_name(name)
    , m_color(color)
{
}

QColor ThemeIcon::colorFor(QIcon::Mode mode) const
{
    const Theme *theme = Theme::of();
    if (!theme)
        return m_color.isValid() ? m_color : QColor(Qt::black);
    const QColor ink = mode == QIcon::Selected ? theme->tokens().onAccent : theme->tokens().text;
    QColor color = m_color.isValid() ? m_color : ink;
    if (mode == QIcon::Disabled)
        color.setAlphaF(0.4F);
    return color;
}

void ThemeIcon::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State)
{
    const Theme *theme = Theme::of();
    const int side = std::min(rect.width(), rect.height());
    if (!theme || side <= 0)
        return;
    const qreal dpr = painter->device()->devicePixelRatioF();
    QRect target(0, 0, side, side);
    target.moveCenter(rect.center());
    painter->drawPixmap(target, theme->pixmap(m_name, side, colorFor(mode), dpr));
}

QPixmap ThemeIcon::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state)
{
    return scaledPixmap(size, mode, state, 1.0);
}

QPixmap ThemeIcon::scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal)
{
    const Theme *theme = Theme::of();
    if (!theme)
        return {};
    // `size` is in device pixels here; QIcon sets the ratio on what it gets.
    const int side = std::min(size.width(), size.height());
    const QPixmap square = theme->pixmap(m_name, side, colorFor(mode), 1.0);
    if (size.width() == size.height())
        return square;
    QPixmap pixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter(&pixmap).drawPixmap((size.width() - side) / 2, (size.height() - side) / 2, square);
    return pixmap;
}

QIconEngine *ThemeIcon::clone() const
{
    return new ThemeIcon(*this);
}

QString ThemeIcon::key() const
{
    return QStringLiteral("doorman");
}

} // namespace ui
