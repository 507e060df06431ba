// Lets the engine work between requests: a few pieces at a time, asleep until something is due.
#pragma once

#include "api/sandbox/engine.h"

#include <QTimer>

namespace api::sandbox {

class EngineDriver
{
public:
    // Starts at once: what became due while the program did not run is due now.
    EngineDriver(Store &store, const Workflows &workflows, Clock clock, Random random);
    Q_DISABLE_COPY_MOVE(EngineDriver)

    // Something may have become due, by a request or the clock. A little is done before it returns, so that
    // who triggers one run sees its messages in the next answer.
    void wake();
    // Does all that is due, however long it takes.
    void workDue();

private:
    void work(int most);

    Engine m_engine;
    Clock m_clock;
    QTimer m_timer;
};

} // namespace api::sandbox
