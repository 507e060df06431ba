// The made-up world's tenants and objects, with what hangs on them, and who is subscribed to what.
#pragma once

#include "api/sandbox/chance.h"

#include <QString>

namespace api::sandbox {

class WorldWriter;
struct Workflows;

// Tenants, objects and empty audiences as the definitions have them: preference sets, Slack connections, and
// the subscriptions of objects to objects. One tenant has a Slack token and an Entra tenant that the
// fixtures know.
void writeObjects(const Workflows &workflows, Timestamp now, WorldWriter &writer);

// What person number `index` of `people` is subscribed to. Only the first few hundred are, so that sending to
// an object stays small in a world of any size.
void writeSubscriptions(const Random &root, const Workflows &workflows, qint64 index, const QString &id,
                        Timestamp now, WorldWriter &writer);

// Which audiences the same person is in; of the same few hundred. `tenant`: one of theirs, null if none.
void writeMemberships(const Random &root, const Workflows &workflows, qint64 index, const QString &id,
                      const QString &tenant, Timestamp now, WorldWriter &writer);

} // namespace api::sandbox
