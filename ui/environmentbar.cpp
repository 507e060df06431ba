#include "ui/environmentbar.h"

#include "api/client/writelock.h"
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
    , m_lockButton(new QToolButton(this))
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
    row->addWidget(m_lockButton);
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
    m_lockButton->setObjectName(QStringLiteral("lockButton"));
    m_lockButton->setFocusPolicy(Qt::StrongFocus);
    m_lockButton->hide();
    m_second.setInterval(500); // so that no second is skipped
    connect(&m_second, &QTimer::timeout, this, &EnvironmentBar::followLock);
    connect(m_lockButton, &QToolButton::clicked, this, [this] {
        if (m_writeLock && m_writeLock->isUnlocked())
            m_writeLock->lockNow();
        else
            Q_EMIT unlockRequested();
    });
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
    const Theme *theme = Theme::of();
    const qreal ratio = devicePixelRatioF();
    m_icon->setPixmap(theme->pixmap(environment.icon, 14, Qt::white, ratio));
    followLock();
    update();
}

void EnvironmentBar::setLock(api::WriteLock *lock)
{
    if (m_writeLock)
        m_writeLock->disconnect(this);
    m_writeLock = lock;
    if (lock)
        connect(lock, &api::WriteLock::changed, this, &EnvironmentBar::followLock);
    followLock();
}

void EnvironmentBar::followLock()
{
    const bool isUnlocked = m_writeLock && m_writeLock->isUnlocked();
    const bool isLocked = !isUnlocked && (m_environment.readOnly || (m_writeLock && m_writeLock->isLocked()));
    QString text = isLocked ? tr("read only") : tr("writes allowed");
    if (isUnlocked) {
        const qint64 seconds = (m_writeLock->remainingMs() + 999) / 1000;
        text = tr("writes allowed for %1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
    }
    if (m_environment.isProtected)
        text += tr(" · protected");
    m_lock->setText(text);
    m_lock->setToolTip(isUnlocked ? tr("Unlocked: %1").arg(m_writeLock->reason()) : QString());
    const QString icon = isLocked ? QStringLiteral("lock") : QStringLiteral("unlock");
    m_lockIcon->setPixmap(Theme::of()->pixmap(icon, 14, Qt::white, devicePixelRatioF()));
    m_lockButton->setVisible(isUnlocked || (m_writeLock && m_writeLock->mayUnlock()));
    m_lockButton->setText(isUnlocked ? tr("Lock now") : tr("Unlock…"));
    m_lockButton->setAccessibleName(m_lockButton->text());
    setAccessibleName(tr("Environment %1, %2, %3").arg(m_environment.name, m_environment.detail, text));
    if (isUnlocked && !m_second.isActive())
        m_second.start();
    else if (!isUnlocked)
        m_second.stop();
}

QString EnvironmentBar::lockText() const
{
    return m_lock->text();
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
