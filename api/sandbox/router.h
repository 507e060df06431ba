// From a request to its answer: route, key, rate limit, body, handler, transaction.
#pragma once

#include "api/sandbox/caller.h"
#include "api/sandbox/chance.h"
#include "api/sandbox/http.h"
#include "api/sandbox/ratelimits.h"
#include "api/sandbox/store.h"

namespace api::sandbox {

struct Workflows;

inline constexpr char secretKey[] = "sk_test_sandbox";
inline constexpr char publishableKey[] = "pk_test_sandbox";

class Router
{
public:
    struct Options
    {
        Clock clock;
        Random random {1}; // of request, event and operation ids
        bool rateLimits = true;
    };
    Router(Store &store, const Workflows &workflows, Options options);
    ~Router();

    // Never throws; whatever comes gets an answer with an X-Request-ID. An error has changed nothing.
    HttpResponse handle(const HttpRequest &request);

private:
    struct Route;
    struct Match;
    Match match(const HttpRequest &request) const;
    HttpResponse answer(const HttpRequest &request);
    HttpResponse run(const HttpRequest &request, const Match &match, const Caller &caller);

    Store &m_store;
    const Workflows &m_workflows;
    Options m_options;
    RateLimits m_limits;
    BatchLimits m_batchLimits;
    std::vector<Route> m_routes;
};

} // namespace api::sandbox
