// At most so many requests in any second, counted for each endpoint, or for each user of it; and at most one
// update a second of one entity in batch calls (behaviour 2).
#pragma once

#include "api/schema/endpoint.h"

#include <QHash>
#include <deque>

namespace api::sandbox {

// The tier the sandbox holds callers to. The registry has the lower one where two are documented, for pacing;
// the sandbox has the first one's (behaviour 20).
Tier servedTier(const EndpointInfo &endpoint);

class RateLimits
{
public:
    // Counts the request and lets it pass, or refuses it. `user`: whom it is counted for besides the
    // endpoint; null: all callers together.
    bool admit(const EndpointInfo &endpoint, const QString &user, Timestamp now);

    qsizetype size() const { return m_admitted.size(); } // of what is remembered

private:
    void forget(qint64 until);
    QHash<std::pair<const EndpointInfo *, QString>, std::deque<qint64>> m_admitted; // times, µs
};

// The limit of batch tier 1: one update in any second of the same entity to the same word.
class BatchLimits
{
public:
    explicit BatchLimits(bool enabled = true)
        : m_enabled(enabled)
    {
    }
    // Counts the update and lets it pass, or refuses it: the entity then stays as it is, the call still
    // succeeds and names it in `x-ratelimited-…`.
    bool admit(const QString &word, const QString &entity, Timestamp now);

    qsizetype size() const { return m_last.size(); } // of what is remembered

private:
    using Key = std::pair<QString, QString>;
    void forget(qint64 until);

    bool m_enabled;
    QHash<Key, qint64> m_last; // when it was let pass, µs
    std::deque<std::pair<qint64, Key>> m_order; // oldest first: what a second has passed over is dropped
};

} // namespace api::sandbox
