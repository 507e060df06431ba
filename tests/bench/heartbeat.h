// How long the event loop keeps an event waiting.
#pragma once

#include "bench/figures.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <algorithm>
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
        m_lastWork = threadMs();
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
    void beat()
    {
        m_late.push_back(std::max(0.0, double(m_sinceBeat.nsecsElapsed()) / 1e6 - m_timer.interval()));
        m_sinceBeat.start();
        const double work = threadMs();
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
