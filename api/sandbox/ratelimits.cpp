#include "api/sandbox/ratelimits.h"

namespace api::sandbox {

namespace {

constexpr qint64 window = 1'000'000; // µs
constexpr qsizetype mostCounters = 1024; // of users that asked within the last second, and long before

struct Served
{
    const char *number;
    Tier tier;
};
constexpr Served served[] = {
    {"E05", Tier::Four},  {"E09", Tier::Four},  {"E59", Tier::Three},
    {"E60", Tier::Three}, {"E61", Tier::Three},
};

} // namespace

Tier servedTier(const EndpointInfo &endpoint)
{
    for (const Served &entry : served) {
        if (qstrcmp(entry.number, endpoint.number) == 0)
            return entry.tier;
    }
    return endpoint.tier;
}

bool RateLimits::admit(const EndpointInfo &endpoint, const QString &user, Timestamp now)
{
    if (m_admitted.size() > mostCounters)
        forget(now.us - window);
    auto &times = m_admitted[{&endpoint, user}];
    while (!times.empty() && times.front() <= now.us - window)
        times.pop_front();
    if (times.size() >= std::size_t(requestsPerSecond(servedTier(endpoint))))
        return false;
    times.push_back(now.us);
    return true;
}

void RateLimits::forget(qint64 until)
{
    erase_if(m_admitted, [until](const auto &counter) {
        return counter.value().empty() || counter.value().back() <= until;
    });
}

bool BatchLimits::admit(const QString &word, const QString &entity, Timestamp now)
{
    if (!m_enabled)
        return true;
    forget(now.us - window);
    const Key key {word, entity};
    if (m_last.contains(key))
        return false;
    m_last.insert(key, now.us);
    m_order.emplace_back(now.us, key);
    return true;
}

void BatchLimits::forget(qint64 until)
{
    for (; !m_order.empty() && m_order.front().first <= until; m_order.pop_front())
        m_last.remove(m_order.front().second);
}

} // namespace api::sandbox
