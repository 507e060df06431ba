// Whether a connection may write at this moment.
#pragma once

#include <QObject>
#include <QTimer>
#include <functional>

namespace api {

// A read-only connection may be unlocked for a quarter of an hour, with a reason, where its owner allows
// that. The time ends by the clock and by a timer, whichever is first: neither a clock that is set back nor a
// machine that slept makes it longer.
class WriteLock : public QObject
{
    Q_OBJECT
public:
    using Clock = std::function<qint64()>; // ms since 1970, UTC
    static constexpr qint64 unlockMs = 15 * 60 * 1000;

    explicit WriteLock(QObject *parent = nullptr);
    void setClock(Clock clock); // for tests; the timer is the real one all the same
    void reset(bool readOnly, bool mayUnlock); // what was unlocked is locked again

    bool isLocked() const; // a write is refused now
    bool isUnlocked() const; // read-only, and open for a while
    bool mayUnlock() const; // it is locked, and may be opened
    qint64 remainingMs() const; // 0 unless unlocked
    QString reason() const; // empty unless unlocked

    bool unlock(const QString &reason); // false: not allowed, or no reason was given; again: a new quarter
    void lockNow();

Q_SIGNALS:
    void changed(); // locked, unlocked, or unlocked anew

private:
    void close();

    Clock m_clock;
    QTimer m_end;
    bool m_readOnly = false;
    bool m_mayUnlock = false;
    qint64 m_untilMs = 0; // 0: not unlocked
    QString m_reason;
};

} // namespace api
