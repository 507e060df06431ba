#include "api/sandbox/routes.h"

#include "api/sandbox/extraroutes.h"
#include "api/schema/registry.h"

namespace api::sandbox {

namespace {

const EndpointInfo *endpointOf(const char *number)
{
    for (const EndpointInfo *endpoint : endpoints()) {
        if (qstrcmp(endpoint->number, number) == 0)
            return endpoint;
    }
    return nullptr;
}

Route routeTo(const EndpointInfo &endpoint, const EndpointInfo &counted)
{
    Route route {&endpoint, &counted, handlerOf(counted), QByteArray(endpoint.path).split('/')};
    for (QByteArray &segment : route.segments) {
        if (segment.startsWith('%'))
            segment.clear();
    }
    return route;
}

HttpResponse wrongVerb(const QByteArray &verb, const QByteArrayList &allowed)
{
    HttpResponse response = HttpResponse::error(
        405, QStringLiteral("method_not_allowed"),
        QStringLiteral("This address does not take %1.").arg(QString::fromLatin1(verb)));
    response.headers.emplaceBack("Allow", allowed.join(", "));
    return response;
}

} // namespace

bool Route::matches(const QList<QByteArray> &path) const
{
    if (path.size() != segments.size())
        return false;
    for (qsizetype i = 0; i < path.size(); ++i) {
        // The first piece is what stands before the leading slash: nothing, on both sides.
        if (segments[i].isEmpty() ? (i > 0) == path[i].isEmpty() : segments[i] != path[i])
            return false;
    }
    return true;
}

bool Route::isMoreLiteralThan(const Route &other) const
{
    for (qsizetype i = 0; i < segments.size(); ++i) {
        if (segments[i].isEmpty() != other.segments[i].isEmpty())
            return other.segments[i].isEmpty();
    }
    return false;
}

Routes::Routes()
{
    for (const EndpointInfo *endpoint : endpoints())
        m_routes.push_back(routeTo(*endpoint, *endpoint));
    for (const ExtraRoute &extra : extraRoutes()) {
        const EndpointInfo *original = endpointOf(extra.aliasOf);
        m_routes.push_back(routeTo(extra.endpoint, original ? *original : extra.endpoint));
    }
    std::erase_if(m_routes, [](const Route &route) { return !route.handler; });
}

RouteMatch Routes::match(const HttpRequest &request) const
{
    const QList<QByteArray> path = request.path.split('/');
    std::vector<const Route *> best;
    for (const Route &route : m_routes) {
        if (!route.matches(path))
            continue;
        if (!best.empty() && route.isMoreLiteralThan(*best.front()))
            best.clear();
        if (best.empty() || !best.front()->isMoreLiteralThan(route))
            best.push_back(&route);
    }
    RouteMatch match;
    if (best.empty()) {
        match.failure = HttpResponse::error(404, QStringLiteral("route_missing"),
                                            QStringLiteral("There is no such address in this API."));
        return match;
    }
    QByteArrayList allowed;
    for (const Route *route : best) {
        const QByteArray verb = verbName(route->endpoint->verb);
        allowed.append(verb);
        if (verb == request.verb)
            match.route = route;
    }
    if (!match.route) {
        match.failure = wrongVerb(request.verb, allowed);
        return match;
    }
    for (qsizetype i = 1; i < path.size(); ++i) {
        if (!match.route->segments[i].isEmpty())
            continue;
        match.args.append(decodedText(path[i]));
        if (match.args.last().isNull())
            match.failure = HttpResponse::error(400, QStringLiteral("invalid_path"),
                                                QStringLiteral("The address is not UTF-8 text."));
    }
    return match;
}

} // namespace api::sandbox
