#include "api/client/ratelimiter.h"

#include <algorithm>
#include <chrono>
#include <limits>

namespace api {

namespace {

// A little more than the second the service counts by: requests do not all take equally long to get there,
// and clocks are read in whole milliseconds.
constexpr qint64 unansweredMs = 1050; // after it left
constexpr qint64 answeredMs = 1003; // after its answer came
constexpr int manyBuckets = 256;
constexpr qint64 stillInUseMs = 60'000;

qint64 steadyMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

} // namespace

RateLimiter::RateLimiter(Clock clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock ? std::move(clock) : Clock(steadyMs))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &RateLimiter::wake);
}

RateLimiter::Key RateLimiter::keyOf(const EndpointInfo &endpoint, const QString &user)
{
    return {&endpoint, endpoint.scope == Scope::User ? user : QString()};
}

int RateLimiter::limitFor(const Bucket &bucket, Priority priority)
{
    return priority == Priority::Foreground ? bucket.size : std::max(1, bucket.size * 4 / 5);
}

std::size_t RateLimiter::outAt(const Bucket &bucket, qint64 now)
{
    const auto firstOut = std::upper_bound(bucket.returns.begin(), bucket.returns.end(), now);
    return std::size_t(bucket.returns.end() - firstOut);
}

qint64 RateLimiter::freeAt(const Bucket &bucket, Priority priority, qint64 now)
{
    qint64 at = std::max(now, bucket.pausedUntil);
    const std::size_t out = outAt(bucket, now);
    const auto limit = std::size_t(limitFor(bucket, priority));
    if (out >= limit) // as many must come back until one less than the limit is out
        at = std::max(at, bucket.returns[bucket.returns.size() - limit]);
    return at;
}

bool RateLimiter::take(Bucket &bucket, Priority priority, qint64 now)
{
    if (freeAt(bucket, priority, now) > now)
        return false;
    while (!bucket.returns.empty() && bucket.returns.front() <= now)
        bucket.returns.pop_front();
    bucket.returns.push_back(now + unansweredMs);
    return true;
}

void RateLimiter::answered(const EndpointInfo &endpoint, const QString &user, qint64 tookMs)
{
    const auto it = m_buckets.find(keyOf(endpoint, user));
    const qint64 now = m_clock();
    const qint64 returns = now + answeredMs;
    // Its token, or one that was taken within the same millisecond.
    const qint64 planned = now - tookMs + unansweredMs;
    if (it == m_buckets.end() || planned <= returns)
        return;
    auto &all = it->returns;
    const auto own = std::lower_bound(all.begin(), all.end(), planned - 1);
    if (own == all.end() || *own > planned + 1)
        return;
    all.erase(own);
    all.insert(std::upper_bound(all.begin(), all.end(), returns), returns);
    if (!it->queues[0].empty() || !it->queues[1].empty())
        schedule();
}

RateLimiter::Ticket RateLimiter::acquire(const EndpointInfo &endpoint, const QString &user, Priority priority,
                                         std::function<void()> granted)
{
    const qint64 now = m_clock();
    forgetIdle(now);
    Bucket &bucket = m_buckets[keyOf(endpoint, user)];
    bucket.size = requestsPerSecond(endpoint.tier);
    bucket.askedAt = now;
    const bool hasFirstPlace
        = bucket.queues[0].empty() && (priority == Priority::Foreground || bucket.queues[1].empty());
    Ticket ticket = 0;
    if (!hasFirstPlace || !take(bucket, priority, now)) {
        ticket = ++m_lastTicket;
        bucket.queues[int(priority)].push_back({ticket, std::move(granted)});
        schedule();
    }
    announce();
    return ticket;
}

void RateLimiter::leave(Ticket ticket)
{
    for (Bucket &bucket : m_buckets) {
        for (auto &queue : bucket.queues) {
            if (std::erase_if(queue, [&](const Waiter &w) { return w.ticket == ticket; }) > 0) {
                schedule();
                announce();
                return;
            }
        }
    }
}

void RateLimiter::pause(const EndpointInfo &endpoint, const QString &user, int ms)
{
    Bucket &bucket = m_buckets[keyOf(endpoint, user)];
    bucket.size = requestsPerSecond(endpoint.tier);
    bucket.pausedUntil = std::max(bucket.pausedUntil, m_clock() + ms);
    schedule();
    announce();
}

RateLimiter::Budget RateLimiter::budgetOf(const Bucket &bucket) const
{
    const qint64 now = m_clock();
    const qint64 paused = std::max<qint64>(0, bucket.pausedUntil - now);
    const int background = int(bucket.queues[int(Priority::Background)].size());
    return {.available = paused > 0 ? 0 : std::max(0, bucket.size - int(outAt(bucket, now))),
            .perSecond = bucket.size,
            .waiting = int(bucket.queues[int(Priority::Foreground)].size()) + background,
            .waitingInBackground = background,
            .pausedMs = int(paused)};
}

RateLimiter::Budget RateLimiter::budget(const EndpointInfo &endpoint, const QString &user) const
{
    const auto it = m_buckets.constFind(keyOf(endpoint, user));
    const int perSecond = requestsPerSecond(endpoint.tier);
    return it == m_buckets.constEnd() ? Budget {.available = perSecond, .perSecond = perSecond}
                                      : budgetOf(*it);
}

QList<RateLimiter::Use> RateLimiter::inUse() const
{
    QList<Use> uses;
    const qint64 since = m_clock() - stillInUseMs;
    for (auto it = m_buckets.cbegin(); it != m_buckets.cend(); ++it) {
        const Budget budget = budgetOf(*it);
        if (it->askedAt > since || budget.waiting > 0 || budget.pausedMs > 0)
            uses.append({it.key().first, it.key().second, budget});
    }
    std::sort(uses.begin(), uses.end(), [](const Use &a, const Use &b) {
        const int order = qstrcmp(a.endpoint->number, b.endpoint->number);
        return order != 0 ? order < 0 : a.user < b.user;
    });
    return uses;
}

int RateLimiter::waiting() const
{
    std::size_t count = 0;
    for (const Bucket &bucket : m_buckets)
        count += bucket.queues[0].size() + bucket.queues[1].size();
    return int(count);
}

std::function<void()> RateLimiter::nextGranted(qint64 now)
{
    for (Bucket &bucket : m_buckets) {
        for (const Priority priority : {Priority::Foreground, Priority::Background}) {
            auto &queue = bucket.queues[int(priority)];
            if (queue.empty())
                continue;
            if (take(bucket, priority, now)) {
                auto granted = std::move(queue.front().granted);
                queue.pop_front();
                return granted;
            }
            break; // the background waits as long as the foreground does
        }
    }
    return {};
}

void RateLimiter::wake()
{
    const qint64 now = m_clock();
    // One at a time: whoever is granted may start, drop or queue others.
    while (const auto granted = nextGranted(now))
        granted();
    schedule();
    announce();
}

void RateLimiter::forgetIdle(qint64 now)
{
    if (m_buckets.size() < manyBuckets)
        return;
    erase_if(m_buckets, [now](const QHash<Key, Bucket>::iterator &it) {
        return it->queues[0].empty() && it->queues[1].empty() && it->pausedUntil <= now
            && outAt(*it, now) == 0;
    });
}

// Later, so that nobody who listens can interfere with a request that is just taking its token.
void RateLimiter::announce()
{
    if (std::exchange(m_announced, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_announced = false;
            Q_EMIT changed();
        },
        Qt::QueuedConnection);
}

void RateLimiter::schedule()
{
    const qint64 now = m_clock();
    qint64 first = std::numeric_limits<qint64>::max();
    for (const Bucket &bucket : std::as_const(m_buckets)) {
        if (!bucket.queues[0].empty())
            first = std::min(first, freeAt(bucket, Priority::Foreground, now));
        else if (!bucket.queues[1].empty())
            first = std::min(first, freeAt(bucket, Priority::Background, now));
    }
    if (first == std::numeric_limits<qint64>::max())
        m_timer.stop();
    else
        m_timer.start(int(std::min<qint64>(first - now, 60 * 60 * 1000)));
}

} // namespace api
