// User tokens: JWTs a customer's backend signs for one of its people (behaviour 1).
#pragma once

#include "api/sandbox/caller.h"
#include "api/schema/timestamp.h"

#include <QByteArray>
#include <memory>
#include <optional>

struct evp_pkey_st;

namespace api::sandbox {

class UserTokens
{
public:
    // From the PEM of an RSA key, private or public, or the base64 of one. Null with `error` set when it is
    // none, or one of less than 2048 bits.
    static std::unique_ptr<UserTokens> fromPem(const QByteArray &key, QString *error);
    ~UserTokens();

    // Whom the token speaks for, and what it grants; nullopt with `error` set when it is malformed, signed
    // otherwise than by this key with RS256, not valid yet or no longer, or names no user.
    std::optional<Caller> verify(const QByteArray &token, Timestamp now, QString *error) const;

private:
    explicit UserTokens(evp_pkey_st *key);
    bool isSigned(const QByteArray &text, const QByteArray &signature) const;

    struct Free
    {
        void operator()(evp_pkey_st *key) const;
    };
    std::unique_ptr<evp_pkey_st, Free> m_key;
};

} // namespace api::sandbox
