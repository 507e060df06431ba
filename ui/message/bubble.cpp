#include "ui/message/bubble.h"

#include "ui/theme.h"

#include <QPainter>

namespace ui {

Bubble::Bubble(QWidget *parent)
    : QFrame(parent)
{
    setContentsMargins(12, 10, 12, 10);
}

void Bubble::setAccented(bool on)
{
    m_accented = on;
    update();
}

void Bubble::paintEvent(QPaintEvent *)
{
    const Tokens &tokens = Theme::of()->tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_accented ? QPen(Qt::NoPen) : QPen(tokens.line));
    painter.setBrush(m_accented ? tokens.accentWeak : tokens.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10);
}

} // namespace ui
