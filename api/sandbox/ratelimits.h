// At most so many requests in any second, counted for each endpoint, or for each user of it (behaviour 2).
#pragma once

#include "api/schema/endpoint.h"

#include <QHash>
#include <deque>

namespace api::sandbox {

class RateLimits
{
public:
    // Counts the request and lets it pass, or refuses it. `user` matters to endpoints limited per user.
    bool admit(const EndpointInfo &endpoint, const QString &user, Timestamp now);

private:
    void forget(qint64 until);
    QHash<std::pair<const EndpointInfo *, QString>, std::deque<qint64>> m_admitted; // times, µs
};

} // namespace api::sandbox
