#include "api/client/wire.h"

#include <QCoreApplication>
#include <QIODevice>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>

#include <algorithm>

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
    case QNetworkReply::ContentReSendError: // closed, and not to be sent a second time
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

constexpr const char *secretHeaders[] = {"Authorization", "X-Knock-User-Token"};

bool isSecret(const QByteArray &header)
{
    return std::any_of(std::begin(secretHeaders), std::end(secretHeaders),
                       [&](const char *name) { return header.compare(name, Qt::CaseInsensitive) == 0; });
}

// A body that goes out once. Qt sends a request again by itself, and without a word, when the connection
// closes before the answer begins: it asks the body to start anew, which this one refuses.
class OnceBody : public QIODevice
{
public:
    OnceBody(const QByteArray &bytes, QObject *parent)
        : QIODevice(parent)
        , m_bytes(bytes)
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    qint64 size() const override { return m_bytes.size(); }
    bool reset() override { return false; }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        const qint64 count = std::min<qint64>(most, m_bytes.size() - m_at);
        if (count <= 0)
            return -1;
        std::copy_n(m_bytes.constData() + m_at, count, data);
        m_at += count;
        return count;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qint64 m_at = 0;
};

QNetworkReply *dispatchOnce(QNetworkAccessManager &network, const QNetworkRequest &request,
                            const QByteArray &bytes)
{
    auto body = std::make_unique<OnceBody>(bytes, nullptr);
    QNetworkReply *reply = network.post(request, body.get());
    body.release()->setParent(reply);
    return reply;
}

QString redirectMessage(const QNetworkReply &reply)
{
    const QUrl target = reply.attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl();
    return QCoreApplication::translate("ApiError", "The answer was a redirect to %1.")
        .arg(reply.url().resolved(target).toDisplayString());
}

} // namespace

QByteArray without(const QByteArrayList &secrets, QByteArray text)
{
    for (const QByteArray &secret : secrets) {
        // Shorter ones are no keys, and would blot out half of the text.
        if (secret.size() >= 8 && text.size() >= secret.size())
            text.replace(secret, "[key]");
    }
    return text;
}

QByteArray addressOf(const QUrl &baseUrl, const QByteArray &target)
{
    QByteArray base = baseUrl.toEncoded(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
    while (base.endsWith('/'))
        base.chop(1);
    return base + target;
}

QUrl urlOf(const Connection &connection, const RequestData &request)
{
    return QUrl::fromEncoded(addressOf(connection.baseUrl, request.target()), QUrl::StrictMode);
}

QByteArray bodyOf(const RequestData &request)
{
    return request.body ? QJsonDocument(*request.body).toJson(QJsonDocument::Compact) : QByteArray();
}

QNetworkReply *dispatch(QNetworkAccessManager &network, const Connection &connection,
                        const RequestData &request)
{
    const EndpointInfo &endpoint = *request.endpoint;
    QNetworkRequest r(urlOf(connection, request));
    r.setRawHeader("Authorization", "Bearer " + connection.key);
    if (!connection.userToken.isEmpty())
        r.setRawHeader("X-Knock-User-Token", connection.userToken);
    r.setRawHeader("Accept", "application/json");
    r.setRawHeader("User-Agent", "Doorman");
    if (request.body)
        r.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    if (!request.idempotencyKey.isEmpty())
        r.setRawHeader("Idempotency-Key", request.idempotencyKey);
    r.setTransferTimeout(connection.timeoutMs);
    // The key must not travel to another host, and a redirected write would turn into a read.
    r.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                   endpoint.writes() ? QNetworkRequest::ManualRedirectPolicy
                                     : QNetworkRequest::SameOriginRedirectPolicy);
    r.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    r.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    r.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    r.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    r.setAttribute(QNetworkRequest::Http2AllowedAttribute, connection.baseUrl.scheme() == u"https");
    // What is not keyed is repeated by us or by nobody: only we tell that an answer may be of the second
    // time.
    if (endpoint.repeat != Repeat::Keyed && endpoint.verb == Verb::Post)
        return dispatchOnce(network, r, bodyOf(request));
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

ApiError failureOf(const QNetworkReply &reply, const QByteArray &body, const QByteArrayList &secrets)
{
    ApiError error;
    error.httpStatus = statusOf(reply);
    error.requestId = QString::fromLatin1(reply.rawHeader("X-Request-ID"));
    if (error.httpStatus >= 300 && reply.error() != QNetworkReply::InsecureRedirectError) {
        const ErrorBody said = readErrorBody(without(secrets, body));
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

bool hasProxy(const QUrl &url)
{
    const auto type = QNetworkProxyFactory::proxyForQuery(QNetworkProxyQuery(url)).value(0).type();
    return type != QNetworkProxy::NoProxy && type != QNetworkProxy::DefaultProxy;
}

bool isWebPage(const QNetworkReply &reply)
{
    const QByteArray type = reply.rawHeader("Content-Type").trimmed().toLower();
    return type.startsWith("text/html") || type.startsWith("application/xhtml");
}

ReplyInfo infoOf(const QNetworkReply &reply)
{
    ReplyInfo info;
    info.requestId = QString::fromLatin1(reply.rawHeader("X-Request-ID"));
    info.isReplay = reply.rawHeader("idempotent-replayed").trimmed().toLower() == "true";
    info.originalRequestId = QString::fromLatin1(reply.rawHeader("original-x-request-id"));
    const QByteArray prefix = "x-ratelimited-";
    for (const auto &[name, value] : reply.rawHeaderPairs()) {
        if (!name.toLower().startsWith(prefix))
            continue;
        info.limitedParameter = QString::fromLatin1(name.mid(prefix.size())).toLower();
        for (const QByteArray &item : value.split(',')) {
            if (const QByteArray id = item.trimmed(); !id.isEmpty())
                info.limited += QString::fromUtf8(id);
        }
    }
    return info;
}

JournalEntry noteBefore(const RequestData &request, const QNetworkReply &reply, const QByteArrayList &secrets)
{
    JournalEntry entry;
    entry.endpoint = request.endpoint;
    entry.request = std::make_shared<const RequestData>(request);
    entry.verb = verbName(request.endpoint->verb);
    entry.target = without(secrets, request.target());
    entry.requestBody = without(secrets, bodyOf(request));
    entry.requestSize = entry.requestBody.size();
    entry.isBackground = request.priority == Priority::Background;
    entry.startedAt = QDateTime::currentDateTimeUtc();
    const QNetworkRequest sent = reply.request();
    for (const QByteArray &name : sent.rawHeaderList()) {
        if (!isSecret(name))
            entry.requestHeaders.append({name, without(secrets, sent.rawHeader(name))});
    }
    return entry;
}

JournalEntry noteAfter(const QNetworkReply &reply, const QByteArray &beginning, const QByteArrayList &secrets)
{
    JournalEntry entry;
    entry.httpStatus = statusOf(reply);
    entry.responseBody = without(secrets, beginning.left(128 * 1024)); // the journal keeps half of that
    // Qt tells HTTP/2 from the rest only; what it asked for in the rest is 1.1.
    if (entry.httpStatus > 0)
        entry.httpVersion
            = reply.attribute(QNetworkRequest::Http2WasUsedAttribute).toBool() ? "HTTP/2" : "HTTP/1.1";
    for (const auto &[name, value] : reply.rawHeaderPairs())
        entry.responseHeaders.append({name, without(secrets, value)});
    if (reply.error() != QNetworkReply::NoError && entry.httpStatus < 400)
        entry.error = reply.errorString();
    return entry;
}

} // namespace api::wire
