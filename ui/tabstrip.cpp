#include "ui/tabstrip.h"

#include "ui/buttons.h"
#include "ui/theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolButton>

namespace ui {
namespace {
constexpr int tabSide = 12, closeSize = 20, widestTab = 280, tabTop = 4;
constexpr qreal tabRadius = 6;
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
    return {std::min(tabSide + text + 8 + closeSize + tabSide / 2, widestTab), metric::tabs};
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
    return {std::min(sizeHint().width(), widestTab), metric::tabs};
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
            const QRectF shape = QRectF(tab).adjusted(0.5, tabTop + 0.5, -0.5, tabRadius + 2);
            QPainterPath path;
            path.addRoundedRect(shape, tabRadius, tabRadius);
            painter.setPen(tokens.line);
            painter.setBrush(tokens.surface);
            painter.drawPath(path);
        }
        painter.setFont(current ? theme->boldFont() : theme->baseFont());
        painter.setPen(current ? tokens.text : tokens.dim);
        const QRect text = tab.adjusted(tabSide, 2, -closeSize - tabSide / 2 - 4, 0);
        painter.drawText(
            text, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
            painter.fontMetrics().elidedText(tabData(i).toString(), Qt::ElideRight, text.width()));
        if (current && hasFocus()) {
            painter.setPen(QPen(tokens.accent, 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(tab).adjusted(4, tabTop + 4, -4, -4), 4, 4);
        }
    }
}

} // namespace ui
