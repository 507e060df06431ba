#include "api/sandbox/router.h"

#include "api/sandbox/exchange.h"
#include "api/schema/registry.h"

#include <QJsonDocument>

#include <exception>

namespace api::sandbox {

namespace {

constexpr qsizetype mostBytes = 10 * 1024 * 1024;

std::optional<HttpResponse> refusal(const HttpRequest &request, const EndpointInfo &endpoint, Caller *caller)
{
    const QByteArray header = request.header("Authorization");
    const qsizetype space = header.indexOf(' ');
    const QByteArray key = header.mid(space + 1).trimmed();
    if (space < 0 || header.left(space).compare("Bearer", Qt::CaseInsensitive) != 0 || key.isEmpty())
        return HttpResponse::error(
            401, QStringLiteral("authentication_required"),
            QStringLiteral("Send the API key in the header \"Authorization: Bearer …\"."));
    if (key == publishableKey && endpoint.access == Access::Secret)
        return HttpResponse::error(
            403, QStringLiteral("incorrect_token_type"),
            QStringLiteral("A publishable key may not call this endpoint. Use a secret key."));
    if (key != publishableKey && key != secretKey)
        return HttpResponse::error(401, QStringLiteral("api_key_missing"),
                                   QStringLiteral("The API key is not known."));
    caller->key = key == secretKey ? KeyKind::Secret : KeyKind::Publishable;
    return std::nullopt;
}

// The body's object; nullopt with `error` set when it can't be used. No body is an empty object.
std::optional<QJsonObject> readBody(const QByteArray &body, HttpResponse *error)
{
    if (body.trimmed().isEmpty())
        return QJsonObject();
    if (body.size() > mostBytes) {
        *error = HttpResponse::error(413, QStringLiteral("body_too_large"),
                                     QStringLiteral("The body is larger than 10 MB."));
        return std::nullopt;
    }
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(body, &parse);
    if (parse.error != QJsonParseError::NoError) {
        *error = HttpResponse::error(400, QStringLiteral("invalid_json"),
                                     QStringLiteral("The body is not JSON: %1 at byte %2.")
                                         .arg(parse.errorString())
                                         .arg(parse.offset));
        return std::nullopt;
    }
    if (!document.isObject()) {
        Problems problems;
        problems.add(QStringLiteral("body"), QStringLiteral("is not an object"));
        *error = problems.response();
        return std::nullopt;
    }
    return document.object();
}

HttpResponse internalError(const QString &message)
{
    return HttpResponse::error(500, QStringLiteral("internal"), message);
}

} // namespace

struct Router::Route
{
    const EndpointInfo *endpoint;
    Handler handler;
    QList<QByteArray> segments; // empty: a parameter

    bool matches(const QList<QByteArray> &path) const
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
    bool isMoreLiteralThan(const Route &other) const
    {
        for (qsizetype i = 0; i < segments.size(); ++i) {
            if (segments[i].isEmpty() != other.segments[i].isEmpty())
                return other.segments[i].isEmpty();
        }
        return false;
    }
};

struct Router::Match
{
    const Route *route = nullptr;
    QStringList args;
    std::optional<HttpResponse> failure; // 404, 405, 400
};

Router::Router(Store &store, const Workflows &workflows, Options options)
    : m_store(store)
    , m_workflows(workflows)
    , m_options(std::move(options))
    , m_batchLimits(m_options.rateLimits)
{
    if (!m_options.clock)
        m_options.clock = systemClock();
    for (const EndpointInfo *endpoint : endpoints()) {
        Route route {endpoint, handlerOf(*endpoint), QByteArray(endpoint->path).split('/')};
        for (QByteArray &segment : route.segments) {
            if (segment.startsWith('%'))
                segment.clear();
        }
        if (route.handler)
            m_routes.push_back(std::move(route));
    }
}

Router::~Router() = default;

// The path decides first, and its literal pieces before its parameters; only then the verb.
Router::Match Router::match(const HttpRequest &request) const
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
    Match match;
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
        match.failure = HttpResponse::error(
            405, QStringLiteral("method_not_allowed"),
            QStringLiteral("This address does not take %1.").arg(QString::fromLatin1(request.verb)));
        match.failure->headers.emplaceBack("Allow", allowed.join(", "));
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

HttpResponse Router::handle(const HttpRequest &request)
{
    HttpResponse response;
    try {
        response = answer(request);
    } catch (const std::exception &e) {
        m_store.rollback();
        m_store.takeError();
        response = internalError(QString::fromUtf8(e.what()));
    }
    response.headers.emplaceBack("X-Request-ID", uuid(m_options.random).toLatin1());
    return response;
}

HttpResponse Router::answer(const HttpRequest &request)
{
    const Match found = match(request);
    if (!found.route)
        return *found.failure;
    const EndpointInfo &endpoint = *found.route->endpoint;
    Caller caller;
    if (auto refused = refusal(request, endpoint, &caller))
        return *refused;
    if (m_options.rateLimits && !m_limits.admit(endpoint, found.args.value(0), m_options.clock())) {
        HttpResponse limited
            = HttpResponse::error(429, QStringLiteral("rate_limited"),
                                  QStringLiteral("More than %1 requests a second. Try again in a second.")
                                      .arg(requestsPerSecond(endpoint.tier)));
        limited.headers.emplaceBack("Retry-After", "1");
        return limited;
    }
    return found.failure ? *found.failure : run(request, found, caller);
}

HttpResponse Router::run(const HttpRequest &request, const Match &match, const Caller &caller)
{
    const EndpointInfo &endpoint = *match.route->endpoint;
    HttpResponse response;
    const auto body = endpoint.writes() ? readBody(request.body, &response) : QJsonObject();
    if (!body)
        return response;
    m_store.takeError();
    if (endpoint.writes())
        m_store.begin();
    Exchange exchange {endpoint,
                       request,
                       caller,
                       match.args,
                       Params(request.query),
                       *body,
                       endpoint.writes() && !request.body.trimmed().isEmpty(),
                       m_store,
                       m_workflows,
                       m_batchLimits,
                       m_options.clock(),
                       m_options.random};
    response = match.route->handler(exchange);
    QString failure = m_store.takeError();
    if (failure.isNull() && response.isSuccess() && (!endpoint.writes() || m_store.commit()))
        return response;
    if (endpoint.writes())
        m_store.rollback();
    if (failure.isNull())
        failure = m_store.takeError(); // of the commit
    return failure.isNull() ? response : internalError(failure);
}

} // namespace api::sandbox
