#include "ui/sidebar.h"

#include "api/client/writeguard.h"
#include "ui/pageregistry.h"
#include "ui/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace ui {
namespace {

class SidebarItem : public QAbstractButton
{
public:
    SidebarItem(const QString &text, const QString &icon, QWidget *parent)
        : QAbstractButton(parent)
        , m_icon(icon)
    {
        setText(text);
        setAccessibleName(text);
        setCheckable(true);
        setFixedHeight(metric::row);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
    }

protected:
    void nextCheckState() override { } // the page that shows decides, not the click

    void paintEvent(QPaintEvent *) override
    {
        const Theme *theme = Theme::of();
        const Tokens &tokens = theme->tokens();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        if (isChecked() || (underMouse() && isEnabled())) {
            painter.setBrush(isChecked() ? tokens.accentWeak : tokens.window);
            painter.drawRoundedRect(rect(), 6, 6);
        }
        const QColor ink = isChecked() ? tokens.accent
            : isEnabled()              ? tokens.dim
                                       : palette().color(QPalette::Disabled, QPalette::Text);
        painter.drawPixmap(10, 8, theme->pixmap(m_icon, 16, ink, devicePixelRatioF()));
        painter.setFont(isChecked() ? theme->boldFont() : theme->baseFont());
        painter.setPen(ink);
        painter.drawText(rect().adjusted(34, 0, -8, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
        if (hasFocus()) {
            painter.setPen(QPen(tokens.accent, 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(rect().adjusted(1, 1, -1, -1), 6, 6);
        }
    }

private:
    QString m_icon;
};

} // namespace

Sidebar::Sidebar(const PageRegistry &registry, QWidget *parent)
    : QWidget(parent)
    , m_registry(registry)
{
    setFixedWidth(metric::sidebar);
    setAccessibleName(tr("Pages"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(0);
    for (const PageEntry &entry : registry.entries()) {
        if (entry.sidebarLabel.isEmpty())
            continue;
        auto *item = new SidebarItem(entry.sidebarLabel, entry.icon, this);
        item->installEventFilter(this);
        connect(item, &QAbstractButton::clicked, this,
                [this, kind = entry.kind] { Q_EMIT chosen(kind, false); });
        column->addWidget(item);
        m_items.append({entry.kind, item});
    }
    column->addStretch();
    setConnection({});
}

void Sidebar::setConnection(const api::Connection &connection)
{
    for (qsizetype i = 0; i < m_items.size(); ++i) {
        const PageEntry *entry = m_registry.find(m_items.at(i).first);
        const QString why = entry->needs ? api::whyNot(connection, *entry->needs) : QString();
        QAbstractButton *item = m_items.at(i).second;
        item->setEnabled(why.isEmpty());
        item->setToolTip(why.isEmpty() ? tr("%1 (Ctrl+%2)").arg(entry->sidebarLabel).arg(i + 1) : why);
        item->setAccessibleDescription(why);
    }
}

QString Sidebar::firstKind() const
{
    for (const auto &[kind, item] : m_items) {
        if (item->isEnabled())
            return kind;
    }
    return kindAt(0);
}

void Sidebar::setCurrentKind(const QString &kind)
{
    for (const auto &[itemKind, item] : std::as_const(m_items))
        item->setChecked(itemKind == kind);
}

QString Sidebar::kindAt(int index) const
{
    return m_items.value(index).first;
}

void Sidebar::focusCurrent()
{
    for (const auto &[kind, item] : std::as_const(m_items)) {
        if (item->isChecked())
            return item->setFocus(Qt::ShortcutFocusReason);
    }
    for (const auto &[kind, item] : std::as_const(m_items)) {
        if (item->isEnabled())
            return item->setFocus(Qt::ShortcutFocusReason);
    }
}

void Sidebar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::of()->tokens().surface);
}

void Sidebar::step(qsizetype from, qsizetype by)
{
    for (qsizetype at = (from + by) % m_items.size(); at != from; at = (at + by) % m_items.size()) {
        if (m_items.at(at).second->isEnabled())
            return m_items.at(at).second->setFocus(Qt::OtherFocusReason);
    }
}

// Arrows walk the entries; Enter goes; Ctrl or the middle button makes a new tab.
bool Sidebar::eventFilter(QObject *watched, QEvent *event)
{
    qsizetype at = 0;
    while (at < m_items.size() && m_items.at(at).second != watched)
        ++at;
    if (at == m_items.size())
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Down || key->key() == Qt::Key_Up) {
            step(at, key->key() == Qt::Key_Down ? 1 : m_items.size() - 1);
            return true;
        }
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            Q_EMIT chosen(m_items.at(at).first, key->modifiers().testFlag(Qt::ControlModifier));
            return true;
        }
    } else if (event->type() == QEvent::MouseButtonRelease && m_items.at(at).second->isEnabled()) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const bool control
            = mouse->button() == Qt::LeftButton && mouse->modifiers().testFlag(Qt::ControlModifier);
        if (mouse->button() == Qt::MiddleButton || control) {
            m_items.at(at).second->setDown(false);
            Q_EMIT chosen(m_items.at(at).first, true);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ui
