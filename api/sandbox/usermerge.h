// Two users become one (E20, behaviour 6 "Merge").
#pragma once

#include "api/sandbox/store.h"

namespace api::sandbox {

// Gives the primary what it lacks of the secondary's, moves the secondary's messages and activities of the
// last 30 days, its subscriptions, schedules and audiences, and deletes it with the rest. Its paused runs end
// without sending. Both must be there and differ. False, with nothing changed, when the primary's custom
// properties would pass 256 kB.
bool mergeUsers(Store &store, const QString &primary, const QString &secondary, Timestamp now);

} // namespace api::sandbox
