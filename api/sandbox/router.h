// From a request to its answer: route, key, rate limit, body, grants, handler, transaction.
#pragma once

#include "api/sandbox/auth.h"
#include "api/sandbox/idempotency.h"
#include "api/sandbox/routes.h"

namespace api::sandbox {

class Router
{
public:
    struct Options
    {
        Clock clock;
        Random random {1}; // of request, event and operation ids
        bool rateLimits = true;
        bool enhancedSecurity = false; // a publishable key needs a user token
        QByteArray signingKey
            = {}; // for user tokens; see UserTokens::fromPem(). Empty, or none: no token passes
    };
    Router(Store &store, const Workflows &workflows, Options options);
    ~Router();

    // Never throws; whatever comes gets an answer with an X-Request-ID. An error has changed nothing.
    HttpResponse handle(const HttpRequest &request);

    // For a request that is made to wait before handle() gets it: until endWait(), others with its
    // Idempotency-Key are refused. False when one with that key is waiting already: handle() says so.
    bool beginWait(const HttpRequest &request);
    void endWait(const HttpRequest &request);

private:
    struct Call // what is known of a request on its way
    {
        const HttpRequest &request;
        const RouteMatch &match;
        const Caller &caller;
        const QByteArray &requestId;
        Timestamp now;
    };
    HttpResponse answer(const HttpRequest &request, const QByteArray &requestId);
    HttpResponse run(const Call &call);
    HttpResponse carryOut(const Call &call, Exchange &exchange);
    HttpResponse triggerOnce(const Call &call, Exchange &exchange, const QString &key);
    QString waitingKey(const HttpRequest &request) const;

    Store &m_store;
    const Workflows &m_workflows;
    Options m_options;
    Auth m_auth;
    Routes m_routes;
    RateLimits m_limits;
    BatchLimits m_batchLimits;
    Idempotency m_idempotency;
    const EndpointInfo *m_answering = nullptr;
};

} // namespace api::sandbox
