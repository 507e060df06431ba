// Keeps requests below the documented rate of each endpoint (behaviour 2).
#pragma once

#include "api/schema/endpoint.h"

#include <QHash>
#include <QObject>
#include <QTimer>
#include <deque>
#include <functional>

namespace api {

// A bucket of tokens per endpoint (and per user where the service counts so). A token comes back a second
// after the service counted it, so that no second ever sees more requests than the tier allows, wherever it
// starts. When that was is not known: somewhere between sending and the answer. A quick answer settles it.
// One that is slower than the quickest lately was kept waiting, and may have been counted as late as that one
// would have been; while there is none at all, the token stays away, so that what piles up before the service
// isn't added to.
class RateLimiter : public QObject
{
    Q_OBJECT
public:
    using Clock = std::function<qint64()>; // milliseconds, never backwards
    using Ticket = quint64; // 0: none
    explicit RateLimiter(Clock clock = {}, QObject *parent = nullptr);

    // Takes a token and returns 0, or queues: then `granted` runs once, when the turn has come, with the
    // token taken. A request in the foreground passes those in the background, which never use the last fifth
    // of a bucket.
    Ticket acquire(const EndpointInfo &endpoint, const QString &user, Priority priority,
                   std::function<void()> granted);
    // A request that took its token so long ago has got its answer, or never will. `queuedMs` of that it
    // waited for a connection, and can't have been counted. One of these has to follow each token that was
    // taken, or unused().
    void answered(const EndpointInfo &endpoint, const QString &user, qint64 tookMs, qint64 queuedMs = 0);
    void givenUp(const EndpointInfo &endpoint, const QString &user, qint64 tookMs);
    void unused(const EndpointInfo &endpoint, const QString &user); // it didn't leave after all
    void leave(Ticket ticket); // gives up the place in the queue
    // The service said 429: this bucket gives nothing for so long; others are not touched.
    void pause(const EndpointInfo &endpoint, const QString &user, int ms);

    struct Budget
    {
        int available = 0; // requests that could leave at once
        int perSecond = 0;
        int waiting = 0;
        int waitingInBackground = 0; // of these
        int pausedMs = 0; // after a 429
    };
    Budget budget(const EndpointInfo &endpoint, const QString &user = {}) const;
    int waiting() const; // over all buckets
    struct Use
    {
        const EndpointInfo *endpoint;
        QString user; // whom it is counted for; empty: all together
        Budget budget;
    };
    // Buckets asked within the last minute, or still waited for; by the endpoint's number, then user.
    QList<Use> inUse() const;

    // Serves whoever's turn has come. Called by a timer; with a driven clock, call it after each move.
    void wake();

Q_SIGNALS:
    void changed(); // a budget or a queue; comes later, once for many changes

private:
    static constexpr qint64 firstGuessMs = 100;
    struct Waiter
    {
        Ticket ticket;
        std::function<void()> granted;
    };
    struct Bucket
    {
        int size = 1;
        std::deque<qint64> underWay; // when each left, the first one first
        std::deque<qint64> returns; // when each token of the others comes back, the same
        // The least that an answer took in this stretch of time, and in the one before.
        qint64 leastMs = firstGuessMs;
        qint64 leastBeforeMs = firstGuessMs;
        qint64 stretchBegan = 0;
        std::deque<Waiter> queues[2]; // by priority
        qint64 pausedUntil = 0;
        qint64 askedAt = 0;
    };
    using Key = QPair<const EndpointInfo *, QString>;
    Budget budgetOf(const Bucket &bucket) const;
    static Key keyOf(const EndpointInfo &endpoint, const QString &user);
    static int limitFor(const Bucket &bucket, Priority priority);
    static qint64 patienceMs(const Bucket &bucket); // with a request that is not answered
    static std::size_t outAt(const Bucket &bucket, qint64 now); // tokens
    static qint64 comesBackAt(const Bucket &bucket, std::size_t nth, qint64 now); // of those out, from 0
    static qint64 leastMs(const Bucket &bucket); // of an answer, lately
    static void learn(Bucket &bucket, qint64 tookMs, qint64 now);
    void settle(Bucket &bucket, qint64 sentAt, qint64 returnsAt);
    // When the next request of that priority could leave.
    static qint64 freeAt(const Bucket &bucket, Priority priority, qint64 now);
    bool take(Bucket &bucket, Priority priority, qint64 now);
    std::function<void()> nextGranted(qint64 now);
    void forgetIdle(qint64 now);
    void schedule();
    void announce();

    Clock m_clock;
    QHash<Key, Bucket> m_buckets;
    QTimer m_timer;
    Ticket m_lastTicket = 0;
    bool m_announced = false;
};

} // namespace api
