// A trigger or cancellation as a caller sends it (E01, E02).
#pragma once

#include "api/sandbox/engine.h"
#include "api/sandbox/exchange.h"

namespace api::sandbox {

inline constexpr int mostRecipients = 1000;
inline constexpr qsizetype mostDataBytes = 10 * 1024 * 1024; // of `data`, as compact JSON

struct CheckedTrigger
{
    TriggerOrder order;
    std::optional<RecipientSpec> actor; // perhaps to be identified
    std::optional<RecipientSpec> tenant;
};
// Names in the exchange's problems what can't be used.
CheckedTrigger readTrigger(Exchange &x, const WorkflowDef &workflow);

struct Cancel
{
    QString key;
    std::optional<QList<Ref>> recipients; // nullopt: all of the key
};
Cancel readCancel(Exchange &x);

} // namespace api::sandbox
