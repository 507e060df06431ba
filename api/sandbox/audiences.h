// Who is in which audience. A member is a user, for one tenant or whatever the tenant.
#pragma once

#include "api/sandbox/store.h"

namespace api::sandbox {

bool audienceExists(Store &store, const QString &key);
void ensureAudience(Store &store, const QString &key, Timestamp now);

// `tenant` may be null. Adding who is in it already, or removing who is not, changes nothing.
void addToAudience(Store &store, const QString &key, const QString &user, const QString &tenant,
                   Timestamp now);
void removeFromAudience(Store &store, const QString &key, const QString &user, const QString &tenant);

// As conditions ask. What is for a tenant counts in that tenant only; `tenant` is null where there is none.
bool isInAudience(Store &store, const QString &key, const QString &user, const QString &tenant);

} // namespace api::sandbox
