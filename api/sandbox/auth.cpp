#include "api/sandbox/auth.h"

namespace api::sandbox {

namespace {

// Most of what a secret key alone may do, no user token can grant; an object's channel data it can: chat
// connections are made in the customer's own pages.
bool isGrantable(const EndpointInfo &endpoint)
{
    return endpoint.access == Access::Granted
        || QByteArrayView(endpoint.path).startsWith("/v1/objects/%1/%2/channel_data/");
}

HttpResponse wrongKey()
{
    return HttpResponse::error(
        403, QStringLiteral("incorrect_token_type"),
        QStringLiteral("A publishable key may not call this endpoint. Use a secret key."));
}

HttpResponse missingToken(const QString &why)
{
    return HttpResponse::error(
        401, QStringLiteral("missing_user_token"),
        QStringLiteral("Send a user token in the header \"X-Knock-User-Token\": %1.").arg(why));
}

} // namespace

Auth::Auth(std::unique_ptr<UserTokens> tokens, bool enhancedSecurity)
    : m_tokens(std::move(tokens))
    , m_enhancedSecurity(enhancedSecurity)
{
}

std::optional<Caller> Auth::callerOf(const HttpRequest &request, const EndpointInfo &endpoint, Timestamp now,
                                     HttpResponse *refusal) const
{
    const QByteArray header = request.header("Authorization");
    const qsizetype space = header.indexOf(' ');
    const QByteArray key = header.mid(space + 1).trimmed();
    if (space < 0 || header.left(space).compare("Bearer", Qt::CaseInsensitive) != 0 || key.isEmpty()) {
        *refusal = HttpResponse::error(
            401, QStringLiteral("authentication_required"),
            QStringLiteral("Send the API key in the header \"Authorization: Bearer …\"."));
        return std::nullopt;
    }
    if (key == secretKey) // may do everything: whom a token speaks for does not matter
        return Caller {};
    if (key == publishableKey)
        return userOf(request.header("X-Knock-User-Token").trimmed(), endpoint, now, refusal);
    *refusal = key == expiredKey ? HttpResponse::error(401, QStringLiteral("api_key_expired"),
                                                       QStringLiteral("The API key has expired."))
                                 : HttpResponse::error(401, QStringLiteral("api_key_missing"),
                                                       QStringLiteral("The API key is not known."));
    return std::nullopt;
}

std::optional<Caller> Auth::userOf(const QByteArray &token, const EndpointInfo &endpoint, Timestamp now,
                                   HttpResponse *refusal) const
{
    if (endpoint.access == Access::Secret && (token.isEmpty() || !isGrantable(endpoint))) {
        *refusal = wrongKey();
        return std::nullopt;
    }
    if (token.isEmpty()) {
        if (!m_enhancedSecurity && endpoint.access == Access::Publishable)
            return Caller {KeyKind::Publishable, {}, {}, false};
        *refusal = missingToken(m_enhancedSecurity ? QStringLiteral("enhanced security is on")
                                                   : QStringLiteral("its grants say what may be reached"));
        return std::nullopt;
    }
    if (!m_tokens) {
        *refusal = HttpResponse::error(
            400, QStringLiteral("missing_jwt_signing_key"),
            QStringLiteral("This environment has no signing key, so user tokens can't be checked."));
        return std::nullopt;
    }
    QString problem;
    auto caller = m_tokens->verify(token, now, &problem);
    if (!caller)
        *refusal = HttpResponse::error(401, QStringLiteral("invalid_user_token"),
                                       QStringLiteral("The user token can't be used: %1.").arg(problem));
    return caller;
}

} // namespace api::sandbox
