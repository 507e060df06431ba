// The sandbox's time: the system's, moved ahead on demand, or standing still. Usable from any thread.
#pragma once

#include "api/sandbox/chance.h"

#include <mutex>
#include <optional>

namespace api::sandbox {

class SandboxClock
{
public:
    explicit SandboxClock(Clock base = {}); // empty: the system's

    Timestamp now() const;
    void advance(qint64 us); // never back
    void freeze(); // at now; advance() still moves it
    void thaw(); // runs on from there
    void reset(); // running, and no longer ahead of its base
    bool isFrozen() const;
    qint64 ahead() const; // µs, of the base
    Clock reader() const; // reads this clock, which must outlive it

private:
    Timestamp nowLocked() const;

    Clock m_base;
    mutable std::mutex m_mutex;
    qint64 m_offset = 0; // µs
    std::optional<Timestamp> m_frozen;
};

} // namespace api::sandbox
