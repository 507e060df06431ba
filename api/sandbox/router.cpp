#include "api/sandbox/router.h"

#include <QJsonDocument>

#include <exception>

namespace api::sandbox {

namespace {

constexpr qsizetype mostBodyBytes = 11 * 1024 * 1024; // a trigger has more to say beside 10 MB of data

// The body's object; nullopt with `error` set when it can't be used. No body is an empty object.
std::optional<QJsonObject> readBody(const QByteArray &body, HttpResponse *error)
{
    if (body.trimmed().isEmpty())
        return QJsonObject();
    if (body.size() > mostBodyBytes) {
        *error = HttpResponse::error(413, QStringLiteral("body_too_large"),
                                     QStringLiteral("The body is larger than 11 MB."));
        return std::nullopt;
    }
    if (body.contains('\0')) { // which Qt's parser lets pass within a text
        *error = HttpResponse::error(400, QStringLiteral("invalid_json"),
                                     QStringLiteral("The body is not JSON: it holds a NUL byte."));
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

HttpResponse tooMany(const EndpointInfo &endpoint)
{
    HttpResponse limited
        = HttpResponse::error(429, QStringLiteral("rate_limited"),
                              QStringLiteral("More than %1 requests a second. Try again in a second.")
                                  .arg(requestsPerSecond(servedTier(endpoint))));
    limited.headers.emplaceBack("Retry-After", "1");
    return limited;
}

std::unique_ptr<UserTokens> tokensOf(const QByteArray &signingKey)
{
    QString problem; // of a key that can't be used: the server says so when it starts
    return signingKey.isEmpty() ? nullptr : UserTokens::fromPem(signingKey, &problem);
}

} // namespace

Router::Router(Store &store, const Workflows &workflows, Options options)
    : m_store(store)
    , m_workflows(workflows)
    , m_options(std::move(options))
    , m_auth(tokensOf(m_options.signingKey), m_options.enhancedSecurity)
    , m_batchLimits(m_options.rateLimits)
    , m_idempotency(store)
{
    if (!m_options.clock)
        m_options.clock = systemClock();
}

Router::~Router() = default;

HttpResponse Router::handle(const HttpRequest &request)
{
    const QByteArray requestId = uuid(m_options.random).toLatin1();
    HttpResponse response;
    try {
        response = answer(request, requestId);
    } catch (const std::exception &e) {
        m_store.rollback();
        m_store.takeError();
        response = internalError(QString::fromUtf8(e.what()));
    }
    response.endpoint = std::exchange(m_answering, nullptr);
    response.headers.emplaceBack("X-Request-ID", requestId);
    return response;
}

HttpResponse Router::answer(const HttpRequest &request, const QByteArray &requestId)
{
    const RouteMatch found = m_routes.match(request);
    if (!found.route)
        return *found.failure;
    const EndpointInfo &counted = *found.route->counted;
    m_answering = &counted;
    const Timestamp now = m_options.clock();
    HttpResponse refusal;
    const auto caller = m_auth.callerOf(request, counted, now, &refusal);
    if (!caller)
        return refusal;
    const QString user = counted.scope == Scope::User ? found.args.value(0) : caller->user;
    if (m_options.rateLimits && !m_limits.admit(counted, user, now))
        return tooMany(counted);
    return found.failure ? *found.failure : run({request, found, *caller, requestId, now});
}

HttpResponse Router::run(const Call &call)
{
    const Route &route = *call.match.route;
    HttpResponse refusal;
    const auto body = route.takesBody() ? readBody(call.request.body, &refusal) : QJsonObject();
    if (!body)
        return refusal;
    Exchange exchange {*route.endpoint,
                       call.request,
                       call.caller,
                       call.match.args,
                       Params(call.request.query),
                       *body,
                       route.takesBody() && !call.request.body.trimmed().isEmpty(),
                       m_store,
                       m_workflows,
                       m_batchLimits,
                       call.now,
                       m_options.random};
    if (auto refused = refusalByGrants(exchange))
        return *refused;
    return carryOut(call, exchange);
}

HttpResponse Router::carryOut(const Call &call, Exchange &exchange)
{
    const Route &route = *call.match.route;
    m_store.takeError();
    m_store.noteOthers();
    if (route.writes())
        m_store.begin();
    const QString key = Idempotency::keyOf(call.request, *route.counted);
    HttpResponse response = key.isNull() ? route.handler(exchange) : triggerOnce(call, exchange, key);
    QString failure = m_store.takeError();
    if (failure.isNull() && response.isSuccess() && (!route.writes() || m_store.commit()))
        return response;
    if (route.writes())
        m_store.rollback();
    if (failure.isNull())
        failure = m_store.takeError(); // of the commit
    return failure.isNull() ? response : internalError(failure);
}

HttpResponse Router::triggerOnce(const Call &call, Exchange &exchange, const QString &key)
{
    const QString fingerprint = Idempotency::fingerprint(call.request, exchange.body);
    if (auto known = m_idempotency.answer(key, fingerprint, call.now))
        return *known;
    HttpResponse response = call.match.route->handler(exchange);
    if (response.isSuccess())
        m_idempotency.keep(key, fingerprint, response, call.requestId, call.now);
    return response;
}

// Null when nobody has to wait for it.
QString Router::waitingKey(const HttpRequest &request) const
{
    const RouteMatch found = m_routes.match(request);
    return found.route ? Idempotency::keyOf(request, *found.route->counted) : QString();
}

bool Router::beginWait(const HttpRequest &request)
{
    const QString key = waitingKey(request);
    return key.isNull() || m_idempotency.begin(key);
}

void Router::endWait(const HttpRequest &request)
{
    if (const QString key = waitingKey(request); !key.isNull())
        m_idempotency.end(key);
}

} // namespace api::sandbox
