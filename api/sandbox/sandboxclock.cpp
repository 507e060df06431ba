#include "api/sandbox/sandboxclock.h"

namespace api::sandbox {

SandboxClock::SandboxClock(Clock base)
    : m_base(base ? std::move(base) : systemClock())
{
}

Timestamp SandboxClock::nowLocked() const
{
    return m_frozen ? *m_frozen : Timestamp {m_base().us + m_offset};
}

Timestamp SandboxClock::now() const
{
    const std::lock_guard lock(m_mutex);
    return nowLocked();
}

void SandboxClock::advance(qint64 us)
{
    const std::lock_guard lock(m_mutex);
    if (us <= 0)
        return;
    m_offset += us;
    if (m_frozen)
        m_frozen->us += us;
}

void SandboxClock::freeze()
{
    const std::lock_guard lock(m_mutex);
    m_frozen = nowLocked();
}

void SandboxClock::thaw()
{
    const std::lock_guard lock(m_mutex);
    if (!m_frozen)
        return;
    m_offset = m_frozen->us - m_base().us;
    m_frozen.reset();
}

void SandboxClock::reset()
{
    const std::lock_guard lock(m_mutex);
    m_offset = 0;
    m_frozen.reset();
}

bool SandboxClock::isFrozen() const
{
    const std::lock_guard lock(m_mutex);
    return m_frozen.has_value();
}

qint64 SandboxClock::ahead() const
{
    const std::lock_guard lock(m_mutex);
    return nowLocked().us - m_base().us;
}

Clock SandboxClock::reader() const
{
    return [this] { return now(); };
}

} // namespace api::sandbox
