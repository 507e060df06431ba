#include "models/follower.h"

#include <QElapsedTimer>
#include <algorithm>

namespace models {

namespace {

Follower::Clock realClock()
{
    QElapsedTimer timer;
    timer.start();
    return [timer] { return timer.elapsed(); };
}

} // namespace

Follower::Follower(CursorListBase &list, const api::Client &client, Clock clock, QObject *parent)
    : QObject(parent)
    , m_list(list)
    , m_clock(clock ? std::move(clock) : realClock())
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Follower::wake);
    connect(&list, &CursorListBase::looked, this, &Follower::answered);
    connect(&list, &CursorListBase::stateChanged, this, &Follower::evaluate);
    connect(&list, &CursorListBase::refreshed, this, &Follower::listChanged);
    connect(&list, &QAbstractItemModel::modelReset, this, &Follower::listChanged);
    connect(&client, &api::Client::reachableChanged, this, [this](bool isReachable) {
        if (isReachable && m_error.isError())
            hurry();
    });
}

void Follower::setVisible(bool visible)
{
    if (std::exchange(m_visible, visible) == visible)
        return;
    if (visible)
        m_pauseMs = shortestMs;
    evaluate();
}

void Follower::setPaused(bool paused)
{
    if (std::exchange(m_paused, paused) == paused)
        return;
    m_pauseMs = shortestMs;
    m_error = {};
    evaluate();
    Q_EMIT changed();
}

void Follower::setObstacle(const QString &reason)
{
    if (m_obstacle == reason)
        return;
    m_obstacle = reason;
    evaluate();
    Q_EMIT changed();
}

void Follower::setHeld(bool held)
{
    if (std::exchange(m_held, held) != held)
        evaluate();
}

void Follower::hurry()
{
    m_pauseMs = shortestMs;
    evaluate();
    Q_EMIT changed();
}

bool Follower::isFollowing() const
{
    return !m_paused && m_obstacle.isEmpty();
}

// The list starts anew, or has just read all there is.
void Follower::listChanged()
{
    m_pauseMs = shortestMs;
    m_lastMs = m_clock();
    m_wasThere = false;
    m_waiting = 0;
    m_error = {};
    evaluate();
    Q_EMIT changed();
}

void Follower::evaluate()
{
    const bool isThere = m_list.hasLoadedOnce() && !m_list.isRefreshing();
    if (isThere && !std::exchange(m_wasThere, isThere))
        m_lastMs = m_clock();
    m_wasThere = isThere;
    if (!isThere) {
        m_timer.stop(); // the list itself drops what is asked
    } else if (!m_visible || m_held || !isFollowing()) {
        m_timer.stop();
        m_list.stopLooking();
    } else if (!m_list.isLooking()) {
        schedule();
    }
}

qint64 Follower::dueMs() const
{
    return std::max(m_lastMs + m_pauseMs, m_notBeforeMs);
}

void Follower::schedule()
{
    m_timer.start(int(std::clamp<qint64>(dueMs() - m_clock(), 0, longestAfterErrorMs)));
}

void Follower::wake()
{
    const bool may = m_visible && !m_held && isFollowing() && !m_list.isLooking();
    if (!may)
        return;
    if (m_clock() < dueMs())
        return schedule();
    m_timer.stop();
    m_list.lookForNew();
}

int Follower::pauseAfter(const Newest &found) const
{
    if (found.error.isError())
        return std::max(std::min(m_pauseMs * 2, longestAfterErrorMs), found.error.retryAfterMs.value_or(0));
    const bool isNews = found.changed || (found.waiting > 0 && m_waiting == 0) || m_error.isError();
    return isNews ? shortestMs : std::min(m_pauseMs * 2, longestMs);
}

void Follower::answered(const Newest &found)
{
    m_pauseMs = pauseAfter(found);
    m_lastMs = m_clock();
    m_error = found.error;
    // Not even someone who comes back to the window is faster than the service allows.
    m_notBeforeMs = m_lastMs + found.error.retryAfterMs.value_or(0);
    if (!found.error.isError())
        m_waiting = found.waiting;
    evaluate();
    Q_EMIT changed();
}

QString Follower::text() const
{
    if (m_paused)
        return tr("not following");
    if (!m_obstacle.isEmpty())
        return tr("not following: %1").arg(m_obstacle);
    if (!m_error.isError())
        return tr("follows every %1 s").arg((m_pauseMs + 500) / 1000);
    if (api::isLackOfNetwork(m_error))
        return tr("not following: offline");
    if (m_error.httpStatus == 429)
        return tr("not following: too many requests");
    return m_error.httpStatus > 0 ? tr("not following: the service answers %1").arg(m_error.httpStatus)
                                  : tr("not following: no answer");
}

QString Follower::detail() const
{
    if (m_paused)
        return tr("New rows are not looked for. Click to follow.");
    if (!m_obstacle.isEmpty())
        return {};
    if (!m_error.isError())
        return tr("New rows are looked for while this is in sight, less often while nothing comes. "
                  "Click to stop.");
    return tr("%1 Asked again after %2 s.").arg(api::explain(m_error).sentence).arg((m_pauseMs + 500) / 1000);
}

} // namespace models
