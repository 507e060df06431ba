// When a list is asked for its newest rows.
#pragma once

#include "models/cursorlistbase.h"

#include <QObject>
#include <QTimer>
#include <functional>

namespace models {

// Two seconds after something came, twice as long each time nothing did, up to half a minute; after a failure
// up to a minute, or as long as the service asks for. Only while the list is looked at and nothing speaks
// against it.
class Follower : public QObject
{
    Q_OBJECT
public:
    using Clock = std::function<qint64()>; // milliseconds, never backwards
    static constexpr int shortestMs = 2'000, longestMs = 30'000, longestAfterErrorMs = 60'000;

    // Neither is owned; both outlive it.
    Follower(CursorListBase &list, const api::Client &client, Clock clock = {}, QObject *parent = nullptr);

    void setClock(Clock clock) { m_clock = std::move(clock); }
    void setVisible(bool visible); // false at first
    void setPaused(bool paused); // by the person
    // Why the rows on screen are not the newest ones, whatever comes; empty: nothing is in the way.
    void setObstacle(const QString &reason);
    void setHeld(bool held); // a hand is on the rows: they stay where they are for now
    // At once, unless that was less than the shortest pause ago: someone has come back to the window.
    void hurry();

    bool isFollowing() const; // nothing speaks against it; it may be failing
    bool isActive() const { return m_timer.isActive() || m_list.isLooking(); } // asks, or will
    bool isPaused() const { return m_paused; }
    int pauseMs() const { return m_pauseMs; } // between the last answer and the next question
    int waiting() const { return m_waiting; } // see Newest
    QString text() const; // "follows every 2 s", "not following: offline"
    QString detail() const; // a sentence; may be empty

    // Asks if it is time to. Called by a timer; with a driven clock, call it after each move.
    void wake();

Q_SIGNALS:
    void changed(); // what text(), detail() or waiting() say

private:
    void evaluate();
    void listChanged();
    void answered(const Newest &found);
    int pauseAfter(const Newest &found) const;
    qint64 dueMs() const;
    void schedule();

    CursorListBase &m_list;
    Clock m_clock;
    QTimer m_timer;
    QString m_obstacle;
    api::ApiError m_error;
    qint64 m_lastMs = 0; // when the newest rows were known
    qint64 m_notBeforeMs = 0; // as the service said
    int m_pauseMs = shortestMs;
    bool m_wasThere = false; // rows to follow
    bool m_visible = false;
    bool m_paused = false;
    bool m_held = false;
    int m_waiting = 0;
};

} // namespace models
