// When a failed request is tried again by itself.
#pragma once

#include "api/client/apierror.h"
#include "api/schema/endpoint.h"

#include <QDateTime>

namespace api {

// Pure: the same arguments give the same answer.
struct RetryPolicy
{
    int maxRetries = 2; // tries after the first one
    int baseMs = 500; // doubles with each try
    int capMs = 8000;
    int patienceMs = 60000; // a service that asks for a longer pause is not waited for

    // Milliseconds until the next try; nothing: stop. `attempt` is the number of the try that failed, from 1;
    // `random` is in [0, 1) and spreads the tries of many clients (full jitter).
    std::optional<int> delay(const EndpointInfo &endpoint, const ApiError &error, int attempt,
                             double random) const;
};

// The request may have been carried out although it failed: no answer came, or one of a server that broke
// down.
bool leavesOutcomeUnknown(const ApiError &error);

// How long the service asks to wait: Retry-After-Ms, else Retry-After in seconds or as an HTTP date.
std::optional<int> readRetryAfter(const QByteArray &retryAfterMs, const QByteArray &retryAfter,
                                  const QDateTime &now);

} // namespace api
