// How long the event loop keeps an event waiting.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <algorithm>
#include <ctime>
#include <vector>

namespace bench {

// A timer that is due every millisecond; each beat that comes late tells how long the thread was busy with
// something else, and how much of that was its own work and not the machine's other business.
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
        m_work.clear();
        m_sinceBeat.start();
        m_lastWork = workMs();
        m_timer.start();
    }
    void stop()
    {
        beat(); // what has been going on until now counts, too
        m_timer.stop();
    }
    const std::vector<double> &lateMs() const { return m_late; }
    const std::vector<double> &workedMs() const { return m_work; } // processor time between two beats

private:
    static double workMs()
    {
        timespec now {};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
    }
    void beat()
    {
        m_late.push_back(std::max(0.0, double(m_sinceBeat.nsecsElapsed()) / 1e6 - m_timer.interval()));
        m_sinceBeat.start();
        const double work = workMs();
        m_work.push_back(work - m_lastWork);
        m_lastWork = work;
    }

    QTimer m_timer;
    QElapsedTimer m_sinceBeat;
    double m_lastWork = 0;
    std::vector<double> m_late;
    std::vector<double> m_work;
};

} // namespace bench
