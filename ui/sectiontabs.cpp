#include "ui/sectiontabs.h"

#include "ui/theme.h"

#include <QPainter>
#include <QStyle>

namespace ui {
namespace {
constexpr int sectionSide = 10, sectionGap = 7, badgeSide = 7, badgeHeight = 16, tabHeight = 40;

QFont badgeFont()
{
    QFont font = Theme::of()->baseFont();
    font.setPixelSize(11);
    return font;
}

QString badgeKey()
{
    return QStringLiteral("badge");
}

}

SectionTabs::SectionTabs(QWidget *parent)
    : QTabBar(parent)
{
    setDrawBase(false);
    setExpanding(false);
    setFocusPolicy(Qt::TabFocus);
    setUsesScrollButtons(true);
    setElideMode(Qt::ElideNone);
    setAccessibleName(tr("Sections"));
    connect(this, &QTabBar::currentChanged, this, [this](int index) {
        if (index >= 0)
            Q_EMIT sectionChanged(currentSection());
    });
}

int SectionTabs::addSection(const QString &key, const QString &label)
{
    const int index = addTab(label);
    setTabData(index, QVariantMap {{QStringLiteral("key"), key}});
    return index;
}

int SectionTabs::indexOf(const QString &key) const
{
    for (int i = 0; i < count(); ++i) {
        if (tabData(i).toMap().value(QStringLiteral("key")).toString() == key)
            return i;
    }
    return -1;
}

QString SectionTabs::currentSection() const
{
    return tabData(currentIndex()).toMap().value(QStringLiteral("key")).toString();
}

void SectionTabs::setCurrentSection(const QString &key)
{
    const int index = indexOf(key);
    if (index >= 0)
        setCurrentIndex(index);
}

void SectionTabs::setBadge(const QString &key, const QString &text)
{
    const int index = indexOf(key);
    if (index < 0)
        return;
    QVariantMap about = tabData(index).toMap();
    if (about.value(badgeKey()).toString() == text)
        return;
    about.insert(badgeKey(), text);
    setTabData(index, about);
    // Setting the text anew makes the bar measure its tabs again.
    const QString label = tabText(index);
    setTabText(index, QString());
    setTabText(index, label);
}

QSize SectionTabs::tabSizeHint(int index) const
{
    // Semibold, whichever is current: nothing moves when another one is chosen.
    int width = 2 * sectionSide + QFontMetrics(Theme::of()->boldFont()).horizontalAdvance(tabText(index));
    const QString badge = tabData(index).toMap().value(badgeKey()).toString();
    if (!badge.isEmpty())
        width += sectionGap + 2 * badgeSide + QFontMetrics(badgeFont()).horizontalAdvance(badge);
    return {width + 4, tabHeight};
}

QSize SectionTabs::minimumTabSizeHint(int index) const
{
    return tabSizeHint(index);
}

void SectionTabs::paintEvent(QPaintEvent *)
{
    const Theme *theme = Theme::of();
    const Tokens &tokens = theme->tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < count(); ++i) {
        const QRect tab = tabRect(i);
        const bool current = i == currentIndex();
        painter.setFont(current ? theme->boldFont() : theme->baseFont());
        painter.setPen(current ? tokens.accent : tokens.dim);
        QRect text = tab.adjusted(sectionSide, 0, -sectionSide, -2);
        painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, tabText(i));
        const QString badge = tabData(i).toMap().value(badgeKey()).toString();
        if (!badge.isEmpty()) {
            const int left = text.left() + painter.fontMetrics().horizontalAdvance(tabText(i)) + sectionGap;
            painter.setFont(badgeFont());
            const QRect pill(left, tab.center().y() - badgeHeight / 2,
                             2 * badgeSide + painter.fontMetrics().horizontalAdvance(badge), badgeHeight);
            painter.setPen(Qt::NoPen);
            painter.setBrush(tokens.chip);
            painter.drawRoundedRect(pill, badgeHeight / 2.0, badgeHeight / 2.0);
            painter.setPen(tokens.text);
            painter.drawText(pill, Qt::AlignCenter, badge);
        }
        if (current)
            painter.fillRect(QRect(tab.left(), tab.bottom() - 1, tab.width(), 2), tokens.accent);
        if (current && hasFocus()) {
            painter.setPen(QPen(tokens.accent, 1));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(tab).adjusted(2.5, 6.5, -2.5, -6.5), 4, 4);
        }
    }
}

} // namespace ui
