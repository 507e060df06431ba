#include "api/client/wire.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>

namespace api::wire {

namespace {

NetworkCause causeOf(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::NoError:
        return NetworkCause::None;
    case QNetworkReply::ConnectionRefusedError:
        return NetworkCause::Refused;
    case QNetworkReply::RemoteHostClosedError:
        return NetworkCause::Reset;
    case QNetworkReply::HostNotFoundError:
        return NetworkCause::HostNotFound;
    // A transfer timeout arrives as a cancelled operation; a request cancelled by us is not listened to any
    // more.
    case QNetworkReply::OperationCanceledError:
    case QNetworkReply::TimeoutError:
        return NetworkCause::Timeout;
    case QNetworkReply::SslHandshakeFailedError:
        return NetworkCause::Tls;
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::BackgroundRequestNotAllowedError:
        return NetworkCause::Offline;
    case QNetworkReply::TooManyRedirectsError:
    case QNetworkReply::InsecureRedirectError:
        return NetworkCause::Redirect;
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError:
        return NetworkCause::Proxy;
    default:
        return NetworkCause::Other;
    }
}

int statusOf(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

QByteArray without(const QByteArray &secret, QByteArray text)
{
    // Shorter ones are no keys, and would blot out half of the text.
    if (secret.size() >= 8)
        text.replace(secret, "[key]");
    return text;
}

QString redirectMessage(const QNetworkReply &reply)
{
    const QUrl target = reply.attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl();
    return QCoreApplication::translate("ApiError", "The answer was a redirect to %1.")
        .arg(reply.url().resolved(target).toDisplayString());
}

} // namespace

QUrl urlOf(const Connection &connection, const RequestData &request)
{
    QByteArray base
        = connection.baseUrl.toEncoded(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
    while (base.endsWith('/'))
        base.chop(1);
    return QUrl::fromEncoded(base + request.target(), QUrl::StrictMode);
}

QByteArray bodyOf(const RequestData &request)
{
    return request.body ? QJsonDocument(*request.body).toJson(QJsonDocument::Compact) : QByteArray();
}

QNetworkReply *dispatch(QNetworkAccessManager &network, const Connection &connection,
                        const RequestData &request, const QByteArray &idempotencyKey)
{
    const EndpointInfo &endpoint = *request.endpoint;
    QNetworkRequest r(urlOf(connection, request));
    r.setRawHeader("Authorization", "Bearer " + connection.key);
    r.setRawHeader("Accept", "application/json");
    r.setRawHeader("User-Agent", "Doorman");
    if (request.body)
        r.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    if (!idempotencyKey.isEmpty())
        r.setRawHeader("Idempotency-Key", idempotencyKey);
    r.setTransferTimeout(connection.timeoutMs);
    // The key must not travel to another host, and a redirected write would turn into a read.
    r.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                   endpoint.writes() ? QNetworkRequest::ManualRedirectPolicy
                                     : QNetworkRequest::SameOriginRedirectPolicy);
    r.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    r.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    r.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    r.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    switch (endpoint.verb) {
    case Verb::Get:
        return network.get(r);
    case Verb::Put:
        return network.put(r, bodyOf(request));
    case Verb::Post:
        return network.post(r, bodyOf(request));
    case Verb::Delete:
        break;
    }
    return request.body ? network.sendCustomRequest(r, "DELETE", bodyOf(request)) : network.deleteResource(r);
}

ApiError failureOf(const QNetworkReply &reply, const QByteArray &body)
{
    ApiError error;
    error.httpStatus = statusOf(reply);
    error.requestId = QString::fromLatin1(reply.rawHeader("X-Request-ID"));
    if (error.httpStatus >= 300 && reply.error() != QNetworkReply::InsecureRedirectError) {
        const ErrorBody said = readErrorBody(body);
        error.kind = ApiError::Kind::Http;
        error.code = said.code;
        error.fields = said.errors;
        error.retryAfterMs = readRetryAfter(reply.rawHeader("Retry-After-Ms"), reply.rawHeader("Retry-After"),
                                            QDateTime::currentDateTimeUtc());
        error.message = said.message;
        if (error.message.isEmpty() && error.httpStatus < 400)
            error.message = redirectMessage(reply);
        if (error.message.isEmpty())
            error.message = reply.attribute(QNetworkRequest::HttpReasonPhraseAttribute).toString();
    } else if (reply.error() != QNetworkReply::NoError) {
        error.kind = ApiError::Kind::Network;
        error.cause = causeOf(reply.error());
        error.message = reply.errorString();
    }
    return error;
}

JournalEntry noteBefore(const RequestData &request, int attempt, const QByteArray &secret)
{
    JournalEntry entry;
    entry.endpoint = request.endpoint;
    entry.verb = verbName(request.endpoint->verb);
    entry.target = without(secret, request.target());
    entry.requestBody = without(secret, bodyOf(request));
    entry.startedAt = QDateTime::currentDateTimeUtc();
    entry.attempt = attempt;
    return entry;
}

JournalEntry noteAfter(const QNetworkReply &reply, const QByteArray &body, const QByteArray &secret)
{
    JournalEntry entry;
    entry.httpStatus = statusOf(reply);
    entry.responseBody = without(secret, body.left(128 * 1024)); // the journal keeps half of that
    entry.responseSize = body.size();
    for (const auto &[name, value] : reply.rawHeaderPairs())
        entry.responseHeaders.append({name, without(secret, value)});
    if (reply.error() != QNetworkReply::NoError && entry.httpStatus < 400)
        entry.error = reply.errorString();
    return entry;
}

} // namespace api::wire
