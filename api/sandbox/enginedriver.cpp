#include "api/sandbox/enginedriver.h"

#include <QLoggingCategory>
#include <algorithm>

namespace api::sandbox {

namespace {

Q_LOGGING_CATEGORY(logEngine, "doorman.sandbox.engine")

constexpr int piecesAtOnce = 40; // some ten milliseconds of work
constexpr int piecesOfWake = 8;
constexpr int piecesOfAll = 500;
constexpr qint64 longestSleep = 10'000; // ms: the clock may be moved, and work be made, without a word
constexpr int pauseAfterFailure = 5'000; // ms

} // namespace

EngineDriver::EngineDriver(Store &store, const Workflows &workflows, Clock clock, Random random)
    : m_engine(store, workflows, random)
    , m_clock(std::move(clock))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { work(piecesAtOnce); });
    m_timer.start(0);
}

void EngineDriver::wake()
{
    work(piecesOfWake);
}

void EngineDriver::workDue()
{
    const Timestamp now = m_clock();
    while (m_engine.advance(now, piecesOfAll) == piecesOfAll) { }
    work(piecesAtOnce);
}

void EngineDriver::work(int most)
{
    const int done = m_engine.advance(m_clock(), most);
    if (done < 0) {
        qCWarning(logEngine, "The engine could not go on: %s", qUtf8Printable(m_engine.takeFailure()));
        m_timer.start(pauseAfterFailure);
        return;
    }
    const Timestamp due = m_engine.nextDue();
    const qint64 sleep = due.isNull() ? longestSleep : (due.us - m_clock().us + 999) / 1000;
    m_timer.start(int(std::clamp<qint64>(sleep, 0, longestSleep)));
}

} // namespace api::sandbox
