#include "ui/tabstrip.h"

#include "ui/buttons.h"
#include "ui/theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolButton>

namespace ui {
namespace {
constexpr int side = 12, closeSize = 20, widest = 280, top = 4;
constexpr qreal radius = 6;
}

TabStrip::TabStrip(QWidget *parent)
    : QTabBar(parent)
{
    setDrawBase(false);
    setExpanding(false);
    setUsesScrollButtons(true);
    setElideMode(Qt::ElideRight);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Tabs"));
    setFixedHeight(metric::tabs);
}

int TabStrip::addPlaceTab(const QString &title)
{
    const int index = addTab(QString());
    auto *close = makeIconButton(QStringLiteral("close"), tr("Close the tab (Ctrl+W)"), this);
    close->setFixedSize(closeSize, closeSize);
    close->setIconSize({12, 12});
    close->setFocusPolicy(Qt::NoFocus);
    close->setStyleSheet(QStringLiteral("QToolButton { min-height: 18px; max-height: 18px; padding: 0 2px;"
                                        " border-radius: 4px; }"));
    setTabButton(index, QTabBar::RightSide, close);
    connect(close, &QToolButton::clicked, this, [this, close] {
        for (int i = 0; i < count(); ++i) {
            if (tabButton(i, QTabBar::RightSide) == close)
                return Q_EMIT closeWanted(i);
        }
    });
    setTitle(index, title);
    return index;
}

void TabStrip::setTitle(int index, const QString &title)
{
    // The text itself is painted here; mnemonics are none.
    setTabText(index, QString(title.simplified()).replace(u'&', QStringLiteral("&&")));
    setTabToolTip(index, title.simplified().toHtmlEscaped());
    setTabData(index, title.simplified());
    setAccessibleTabName(index, title);
}

QSize TabStrip::tabSizeHint(int index) const
{
    const int text = QFontMetrics(Theme::of()->boldFont()).horizontalAdvance(tabData(index).toString());
    return {std::min(side + text + 8 + closeSize + side / 2, widest), metric::tabs};
}

// As wide as the tabs and no wider: the button that adds one stands right beside them.
QSize TabStrip::sizeHint() const
{
    int width = 0;
    for (int i = 0; i < count(); ++i)
        width += tabSizeHint(i).width();
    return {width, metric::tabs};
}

QSize TabStrip::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), widest), metric::tabs};
}

QSize TabStrip::minimumTabSizeHint(int index) const
{
    return tabSizeHint(index);
}

void TabStrip::mouseReleaseEvent(QMouseEvent *event)
{
    const int index = tabAt(event->position().toPoint());
    if (event->button() == Qt::MiddleButton && index >= 0)
        return Q_EMIT closeWanted(index);
    QTabBar::mouseReleaseEvent(event);
}

void TabStrip::paintEvent(QPaintEvent *)
{
    const Theme *theme = Theme::of();
    const Tokens &tokens = theme->tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < count(); ++i) {
        const QRect tab = tabRect(i);
        const bool current = i == currentIndex();
        if (current) {
            // Open at the bottom: the tab and its page are one surface.
            const QRectF shape = QRectF(tab).adjusted(0.5, top + 0.5, -0.5, radius + 2);
            QPainterPath path;
            path.addRoundedRect(shape, radius, radius);
            painter.setPen(tokens.line);
            painter.setBrush(tokens.surface);
            painter.drawPath(path);
        }
        painter.setFont(current ? theme->boldFont() : theme->baseFont());
        painter.setPen(current ? tokens.text : tokens.dim);
        const QRect text = tab.adjusted(side, 2, -closeSize - side / 2 - 4, 0);
        painter.drawText(
            text, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
            painter.fontMetrics().elidedText(tabData(i).toString(), Qt::ElideRight, text.width()));
        if (current && hasFocus()) {
            painter.setPen(QPen(tokens.accent, 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(tab).adjusted(4, top + 4, -4, -4), 4, 4);
        }
    }
}

} // namespace ui
