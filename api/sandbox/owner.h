// Whose thing a path names: /v1/users/%1/… or /v1/objects/%1/%2/….
#pragma once

#include "api/sandbox/exchange.h"
#include "api/sandbox/refs.h"

namespace api::sandbox {

Ref ownerOf(const Exchange &x);
HttpResponse ownerMissing(const Ref &owner); // 404: the owner is not there
HttpResponse channelMissing(const QString &id); // 404: no such channel in the environment

// Name in `problems` what can't be the id of something new.
void checkId(const QString &field, const QString &id, Problems &problems);
void checkOwner(const Ref &owner, Problems &problems);

} // namespace api::sandbox
