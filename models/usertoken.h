#pragma once

#include <QDateTime>
#include <QString>

namespace models {

// What a user token (a JWT) says of itself. Nothing is verified: that is the service's business.
struct UserToken
{
    bool isReadable = false; // three parts, and a payload that is a JSON object
    QString userId; // `sub`; may be empty
    QDateTime expires; // `exp`, UTC; null: it doesn't

    bool isExpired(const QDateTime &now) const { return expires.isValid() && expires <= now; }
    QString
    life(const QDateTime &now) const; // "The user token ended …: ask for a new one."; empty: not readable
    static UserToken fromText(const QByteArray &token);
};

} // namespace models
