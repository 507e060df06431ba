#include "api/client/writelock.h"

#include <QDateTime>

namespace api {

WriteLock::WriteLock(QObject *parent)
    : QObject(parent)
    , m_clock([] { return QDateTime::currentMSecsSinceEpoch(); })
{
    m_end.setSingleShot(true);
    m_end.setTimerType(Qt::PreciseTimer);
    connect(&m_end, &QTimer::timeout, this, &WriteLock::lockNow);
}

void WriteLock::setClock(Clock clock)
{
    m_clock = std::move(clock);
}

void WriteLock::reset(bool readOnly, bool mayUnlock)
{
    m_readOnly = readOnly;
    m_mayUnlock = mayUnlock;
    close();
    Q_EMIT changed();
}

bool WriteLock::isLocked() const
{
    return m_readOnly && remainingMs() == 0;
}

bool WriteLock::isUnlocked() const
{
    return m_readOnly && remainingMs() > 0;
}

bool WriteLock::mayUnlock() const
{
    return isLocked() && m_mayUnlock;
}

qint64 WriteLock::remainingMs() const
{
    if (m_untilMs == 0)
        return 0;
    const qint64 left = m_untilMs - m_clock();
    return left > unlockMs ? 0 : qMax<qint64>(0, left); // more than was given: the clock was set back
}

QString WriteLock::reason() const
{
    return isUnlocked() ? m_reason : QString();
}

bool WriteLock::unlock(const QString &reason)
{
    if (!m_readOnly || !m_mayUnlock || reason.trimmed().isEmpty())
        return false;
    m_reason = reason.trimmed();
    m_untilMs = m_clock() + unlockMs;
    m_end.start(int(unlockMs));
    Q_EMIT changed();
    return true;
}

void WriteLock::lockNow()
{
    if (m_untilMs == 0)
        return;
    close();
    Q_EMIT changed();
}

void WriteLock::close()
{
    m_end.stop();
    m_untilMs = 0;
    m_reason.clear();
}

} // namespace api
