// How long the event loop keeps an event waiting.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <algorithm>
#include <vector>

namespace bench {

// A timer that is due every millisecond; each beat that comes late tells how long the thread was busy with
// something else.
class Heartbeat
{
public:
    Heartbeat()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(1);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { beat(); });
    }

    void start()
    {
        m_late.clear();
        m_sinceBeat.start();
        m_timer.start();
    }
    void stop()
    {
        beat(); // what has been going on until now counts, too
        m_timer.stop();
    }
    const std::vector<double> &lateMs() const { return m_late; }

private:
    void beat()
    {
        m_late.push_back(std::max(0.0, double(m_sinceBeat.nsecsElapsed()) / 1e6 - m_timer.interval()));
        m_sinceBeat.start();
    }

    QTimer m_timer;
    QElapsedTimer m_sinceBeat;
    std::vector<double> m_late;
};

} // namespace bench
