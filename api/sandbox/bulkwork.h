// What bulk operations do to each of their rows, by kind (behaviour 16).
//
// A request whose shape is wrong (a type, an id that can't be one, too many rows) is refused as a whole. A
// row fails by itself for what only the stored data can tell: somebody is not there, properties would grow
// too large, a workflow or actor is missing. A failing row changes nothing.
#pragma once

#include "api/sandbox/bulkjobs.h"

namespace api::sandbox {

struct Workflows;

struct BulkContext
{
    Store &store;
    const Workflows &workflows;
    const QJsonObject &job;
    Timestamp now;
    Random &random;
};
using BulkWork = bool (*)(const BulkContext &context, const BulkItem &item); // false: the row failed
BulkWork bulkWork(const QString &kind); // null when there is no such kind

// People moved over from an older system can't be changed yet: their rows fail, as rows do in life.
bool isLegacy(Store &store, const Ref &ref);

} // namespace api::sandbox
