#include "api/client/ratelimiter.h"

#include <algorithm>
#include <chrono>
#include <limits>

namespace api {

namespace {

// A little more than the second the service counts by, for clocks are read in whole milliseconds, and what an
// answer takes at least is known from a few only.
constexpr qint64 unsureMs = 1050; // after it was given up, or left for a service that is far away
constexpr qint64 countedMs = 1010; // after it was counted at the latest, as far as can be told
constexpr qint64 answeredMs = 1003; // after its answer came
constexpr qint64 stretchMs = 5000; // of answers, that the least is looked for in
constexpr qint64 longestHoldMs = 5000; // without an answer, after it left
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

// Where answers take more than a second anyway, that there is none yet says nothing.
qint64 RateLimiter::patienceMs(const Bucket &bucket)
{
    return leastMs(bucket) < 1000 ? longestHoldMs : unsureMs;
}

std::size_t RateLimiter::outAt(const Bucket &bucket, qint64 now)
{
    const auto stillOut = [now](const std::deque<qint64> &sorted, qint64 plus) {
        return std::size_t(sorted.end() - std::upper_bound(sorted.begin(), sorted.end(), now - plus));
    };
    return stillOut(bucket.underWay, patienceMs(bucket)) + stillOut(bucket.returns, 0);
}

qint64 RateLimiter::comesBackAt(const Bucket &bucket, std::size_t nth, qint64 now)
{
    const qint64 patience = patienceMs(bucket);
    auto known = std::upper_bound(bucket.returns.begin(), bucket.returns.end(), now);
    auto unsure = std::upper_bound(bucket.underWay.begin(), bucket.underWay.end(), now - patience);
    for (;; --nth) {
        const bool isKnown = unsure == bucket.underWay.end()
            || (known != bucket.returns.end() && *known <= *unsure + patience);
        const qint64 at = isKnown ? *known++ : *unsure++ + patience;
        if (nth == 0)
            return at;
    }
}

qint64 RateLimiter::freeAt(const Bucket &bucket, Priority priority, qint64 now)
{
    const qint64 at = std::max(now, bucket.pausedUntil);
    const std::size_t out = outAt(bucket, now);
    const auto limit = std::size_t(limitFor(bucket, priority));
    // As many must come back until one less than the limit is out.
    return out < limit ? at : std::max(at, comesBackAt(bucket, out - limit, now));
}

bool RateLimiter::take(Bucket &bucket, Priority priority, qint64 now)
{
    if (freeAt(bucket, priority, now) > now)
        return false;
    while (!bucket.returns.empty() && bucket.returns.front() <= now)
        bucket.returns.pop_front();
    while (!bucket.underWay.empty() && bucket.underWay.front() + patienceMs(bucket) <= now)
        bucket.underWay.pop_front();
    bucket.underWay.push_back(now);
    return true;
}

// Over two stretches of answers, so that a service that stands still for a moment does not look like one that
// is far away: whatever took longer than the least was kept waiting, on one side of being counted or the
// other.
qint64 RateLimiter::leastMs(const Bucket &bucket)
{
    return std::min(bucket.leastMs, bucket.leastBeforeMs);
}

void RateLimiter::learn(Bucket &bucket, qint64 tookMs, qint64 now)
{
    if (now - bucket.stretchBegan >= stretchMs) {
        bucket.stretchBegan = now;
        bucket.leastBeforeMs = std::exchange(bucket.leastMs, tookMs);
    }
    bucket.leastMs = std::min(bucket.leastMs, tookMs);
}

void RateLimiter::settle(Bucket &bucket, qint64 sentAt, qint64 returnsAt)
{
    // The token taken last before it left: its own, or one as good. None where it was held for too long.
    const auto later = std::upper_bound(bucket.underWay.begin(), bucket.underWay.end(), sentAt + 1);
    if (later != bucket.underWay.begin())
        bucket.underWay.erase(later - 1);
    auto &all = bucket.returns;
    all.insert(std::upper_bound(all.begin(), all.end(), returnsAt), returnsAt);
    if (!bucket.queues[0].empty() || !bucket.queues[1].empty())
        schedule();
}

void RateLimiter::answered(const EndpointInfo &endpoint, const QString &user, qint64 tookMs, qint64 queuedMs)
{
    const auto it = m_buckets.find(keyOf(endpoint, user));
    if (it == m_buckets.end())
        return;
    const qint64 now = m_clock();
    learn(*it, tookMs - queuedMs, now);
    const qint64 countedAt = now - std::min(tookMs - queuedMs, leastMs(*it));
    settle(*it, now - tookMs, std::min(now + answeredMs, countedAt + countedMs));
}

void RateLimiter::givenUp(const EndpointInfo &endpoint, const QString &user, qint64 tookMs)
{
    const auto it = m_buckets.find(keyOf(endpoint, user));
    if (it != m_buckets.end())
        settle(*it, m_clock() - tookMs, m_clock() + unsureMs);
}

void RateLimiter::unused(const EndpointInfo &endpoint, const QString &user)
{
    const auto it = m_buckets.find(keyOf(endpoint, user));
    if (it == m_buckets.end() || it->underWay.empty())
        return;
    it->underWay.pop_back();
    schedule();
    announce();
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
