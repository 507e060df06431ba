#include "ui/environmentbar.h"

#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace ui {

EnvironmentBar::EnvironmentBar(QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_name(new QLabel(this))
    , m_detail(new QLabel(this))
    , m_lockIcon(new QLabel(this))
    , m_lock(new QLabel(this))
    , m_menu(new QToolButton(this))
{
    setFixedHeight(metric::environmentBar);
    setObjectName(QStringLiteral("environmentBar"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 6, 0);
    row->setSpacing(6);
    row->addWidget(m_icon);
    row->addWidget(m_name);
    row->addSpacing(4);
    row->addWidget(m_detail, 1);
    row->addWidget(m_lockIcon);
    row->addWidget(m_lock);
    row->addSpacing(metric::inside);
    row->addWidget(m_menu);
    m_name->setFont(Theme::of()->boldFont());
    m_detail->setMinimumWidth(40);
    m_menu->setText(tr("Environment"));
    m_menu->setAccessibleName(tr("Environment menu"));
    m_menu->setPopupMode(QToolButton::InstantPopup);
    m_menu->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_menu->setLayoutDirection(Qt::RightToLeft); // the mark after the word
    m_menu->setIcon(Theme::of()->icon(QStringLiteral("chevron-down"), Qt::white));
    m_menu->setIconSize({14, 14});
    m_menu->setFocusPolicy(Qt::StrongFocus);
    // White on a dark ground in both themes.
    setStyleSheet(
        QStringLiteral("QLabel { color: white; background: transparent; }"
                       "QToolButton { color: white; background: transparent; min-height: 22px; max-height: "
                       "22px; padding: 0 6px;"
                       " border: 1px solid transparent; border-radius: 4px; }"
                       "QToolButton:hover, QToolButton:pressed { background: rgba(255, 255, 255, 40); }"
                       "QToolButton:focus { border: 1px solid white; }"));
    connect(Theme::of(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void EnvironmentBar::setEnvironment(const Environment &environment)
{
    m_environment = environment;
    m_name->setText(environment.name);
    m_detail->setText(environment.detail);
    m_lock->setText(environment.readOnly ? tr("read only") : tr("writes allowed"));
    setAccessibleName(tr("Environment %1, %2, %3").arg(environment.name, environment.detail, m_lock->text()));
    const Theme *theme = Theme::of();
    const qreal ratio = devicePixelRatioF();
    m_icon->setPixmap(theme->pixmap(environment.icon, 14, Qt::white, ratio));
    const QString lock = environment.readOnly ? QStringLiteral("lock") : QStringLiteral("unlock");
    m_lockIcon->setPixmap(theme->pixmap(lock, 14, Qt::white, ratio));
    update();
}

QString EnvironmentBar::detail() const
{
    return m_detail->text();
}

void EnvironmentBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::of()->isDark() ? m_environment.groundDark : m_environment.ground);
}

} // namespace ui
