#pragma once

#include <QColor>
#include <QIconEngine>

namespace ui {

// One of our single-colour icons, tinted when it is painted: it follows the theme by itself.
class ThemeIcon : public QIconEngine
{
public:
    ThemeIcon(const QString &name, const QColor &color);
    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override;
    QIconEngine *clone() const override;
    QString key() const override;

private:
    QColor colorFor(QIcon::Mode mode) const;
    QString m_name;
    QColor m_color;
};

} // namespace ui
