// Who calls, and what a user token lets them touch (behaviour 1).
#pragma once

#include "api/sandbox/exchange.h"
#include "api/sandbox/usertoken.h"

namespace api::sandbox {

inline constexpr char secretKey[] = "sk_test_sandbox";
inline constexpr char publishableKey[] = "pk_test_sandbox";
inline constexpr char expiredKey[] = "sk_test_expired"; // answers with api_key_expired, to see that once

class Auth
{
public:
    // Without tokens there is no signing key, and no user token can be checked. With enhanced security a
    // publishable key needs one.
    Auth(std::unique_ptr<UserTokens> tokens, bool enhancedSecurity);

    // The caller; nullopt with `refusal` set when the key or the token is none, or none for this endpoint.
    std::optional<Caller> callerOf(const HttpRequest &request, const EndpointInfo &endpoint, Timestamp now,
                                   HttpResponse *refusal) const;

private:
    std::optional<Caller> userOf(const QByteArray &token, const EndpointInfo &endpoint, Timestamp now,
                                 HttpResponse *refusal) const;

    std::unique_ptr<UserTokens> m_tokens;
    bool m_enhancedSecurity;
};

// Why the token's user may not touch what the request is about; nullopt when they may. Their own things are
// theirs, unless the token grants explicitly; anything else needs a grant. Callers without a token pass.
std::optional<HttpResponse> refusalByGrants(const Exchange &exchange);

} // namespace api::sandbox
