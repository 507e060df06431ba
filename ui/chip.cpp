#include "ui/chip.h"

#include "ui/theme.h"

#include <QPainter>

namespace ui {
namespace {
constexpr int chipSide = 8, chipIcon = 12, chipGap = 4;
}

int chipWidth(const models::Shown &shown)
{
    const int icon = shown.icon.isEmpty() ? 0 : chipIcon + (shown.text.isEmpty() ? 0 : chipGap);
    return 2 * chipSide + icon + QFontMetrics(Theme::of()->smallFont()).horizontalAdvance(shown.text);
}

QRect paintChip(QPainter *painter, const QRect &cell, const models::Shown &shown)
{
    const Theme *theme = Theme::of();
    const Tokens &tokens = theme->tokens();
    QRect rect(cell.left(), cell.top() + (cell.height() - metric::chip) / 2,
               std::min(chipWidth(shown), cell.width()), metric::chip);
    if (rect.width() < 2 * chipSide)
        return {};
    const QColor ink = tokens.toneText(shown.tone);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(tokens.toneGround(shown.tone));
    painter->drawRoundedRect(rect, metric::chip / 2.0, metric::chip / 2.0);
    QRect text = rect.adjusted(chipSide, 0, -chipSide, 0);
    if (!shown.icon.isEmpty()) {
        const QRect icon(text.left(), rect.top() + (rect.height() - chipIcon) / 2, chipIcon, chipIcon);
        painter->drawPixmap(icon,
                            theme->pixmap(shown.icon, chipIcon, ink, painter->device()->devicePixelRatioF()));
        text.setLeft(icon.right() + 1 + chipGap);
    }
    painter->setFont(theme->smallFont());
    painter->setPen(ink);
    const QString elided = painter->fontMetrics().elidedText(shown.text, Qt::ElideRight, text.width() + 1);
    painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, elided);
    painter->restore();
    return rect;
}

Chip::Chip(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

Chip::Chip(const models::Shown &shown, QWidget *parent)
    : Chip(parent)
{
    setShown(shown);
}

Chip::Chip(const QString &text, models::Tone tone, const QString &icon, QWidget *parent)
    : Chip(parent)
{
    models::Shown shown;
    shown.text = text;
    shown.tone = tone;
    shown.icon = icon;
    setShown(shown);
}

void Chip::setShown(const models::Shown &shown)
{
    m_shown = shown;
    if (m_shown.tone == models::Tone::None)
        m_shown.tone = models::Tone::Neutral;
    m_width = chipWidth(m_shown); // layouts ask for it again and again
    setToolTip(shown.tip);
    setAccessibleName(shown.text);
    updateGeometry();
    update();
}

QSize Chip::sizeHint() const
{
    return {m_width, metric::chip};
}

QSize Chip::minimumSizeHint() const
{
    return {std::min(m_width, 4 * metric::chip), metric::chip};
}

void Chip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintChip(&painter, rect(), m_shown);
}

} // namespace ui
