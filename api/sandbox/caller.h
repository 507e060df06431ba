// Who calls: the kind of key, and whom a user token speaks for (behaviour 1).
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

namespace api::sandbox {

enum class KeyKind { Secret, Publishable };

struct Caller
{
    KeyKind key = KeyKind::Secret;
    QString user; // of the user token; null: none was sent
    QHash<QString, QStringList> grants; // of the user token: a resource's URL -> names such as user/read
    bool explicitGrants = false; // what isn't granted is denied, the user's own things included

    bool isSecret() const { return key == KeyKind::Secret; }
    bool hasUser() const { return !user.isNull(); }
};

} // namespace api::sandbox
