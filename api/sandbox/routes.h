// Which endpoint a request means: the registry's routes and the extra ones.
#pragma once

#include "api/sandbox/exchange.h"

#include <vector>

namespace api::sandbox {

struct Route
{
    const EndpointInfo *endpoint; // of this very address
    const EndpointInfo *counted; // whose rate limit it shares, and which it does the work of
    Handler handler;
    QList<QByteArray> segments; // empty: a parameter

    bool writes() const { return counted->writes(); }
    // Slack's routes once took their parameters in the body of a GET.
    bool takesBody() const { return writes() || counted->access == Access::Granted; }

    bool matches(const QList<QByteArray> &path) const;
    bool isMoreLiteralThan(const Route &other) const;
};

struct RouteMatch
{
    const Route *route = nullptr;
    QStringList args; // decoded
    std::optional<HttpResponse> failure; // 404, 405; 400 with a route
};

class Routes
{
public:
    Routes();
    // The path decides first, and its literal pieces before its parameters; only then the verb.
    RouteMatch match(const HttpRequest &request) const;

private:
    std::vector<Route> m_routes;
};

} // namespace api::sandbox
