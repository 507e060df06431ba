// Whom a trigger reaches: its recipients, and the subscribers of those that are objects (behaviour 9).
#pragma once

#include "api/sandbox/identify.h"
#include "api/sandbox/store.h"

#include <functional>

namespace api::sandbox {

struct Reached
{
    Ref ref;
    Ref via; // the object whose subscriber it is; null: named by the trigger
    QJsonObject subscription; // its properties
    QJsonObject triggerData; // what the trigger gave for this recipient alone
};

// Calls `reached` once for each, those the trigger names first. `actor` is left out among subscribers.
// Without `subscribers` (a schedule) only those named.
void fanOut(Store &store, const QList<RecipientSpec> &recipients, const Ref &actor, bool subscribers,
            const std::function<void(const Reached &)> &reached);

} // namespace api::sandbox
