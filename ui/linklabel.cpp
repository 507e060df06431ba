#include "ui/linklabel.h"

#include "ui/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace ui {

LinkLabel::LinkLabel(QWidget *parent)
    : QAbstractButton(parent)
{
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
}

LinkLabel::LinkLabel(const QString &text, const Place &place, QWidget *parent)
    : LinkLabel(parent)
{
    setLink(text, place);
}

void LinkLabel::setLink(const QString &text, const Place &place)
{
    m_place = place;
    m_textWidth = -1;
    // An ampersand is a letter here, not a mnemonic.
    setText(text.simplified().replace(u'&', QStringLiteral("&&")));
    setAccessibleName(text);
    setToolTip(place.address());
    updateGeometry();
    update();
}

QSize LinkLabel::sizeHint() const
{
    return {textWidth() + 3, std::max(20, fontMetrics().height() + 2)};
}

// Layouts ask for it again and again.
int LinkLabel::textWidth() const
{
    if (m_textWidth < 0)
        m_textWidth = fontMetrics().horizontalAdvance(accessibleName().simplified());
    return m_textWidth;
}

void LinkLabel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        m_textWidth = -1;
    QAbstractButton::changeEvent(event);
}

QSize LinkLabel::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), 48), sizeHint().height()};
}

void LinkLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Tokens &tokens = Theme::of()->tokens();
    QFont drawn = font();
    drawn.setUnderline(underMouse());
    painter.setFont(drawn);
    painter.setPen(tokens.accent);
    const QString text = fontMetrics().elidedText(accessibleName().simplified(), Qt::ElideRight, width());
    painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, text);
    if (hasFocus())
        painter.fillRect(QRect(0, height() - 2, fontMetrics().horizontalAdvance(text), 2), tokens.accent);
}

void LinkLabel::mouseReleaseEvent(QMouseEvent *event)
{
    const bool inside = rect().contains(event->position().toPoint());
    const bool middle = event->button() == Qt::MiddleButton;
    QAbstractButton::mouseReleaseEvent(event);
    if (inside && (middle || event->button() == Qt::LeftButton))
        Q_EMIT openRequested(m_place, middle || event->modifiers().testFlag(Qt::ControlModifier));
}

void LinkLabel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space) {
        Q_EMIT openRequested(m_place, event->modifiers().testFlag(Qt::ControlModifier));
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

} // namespace ui
