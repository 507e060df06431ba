// Made-up preferences of the world's people.
#pragma once

#include "api/sandbox/chance.h"

#include <QJsonObject>
#include <QList>
#include <QStringList>

namespace api::sandbox {

struct Workflows;

// The stored sets of a person, each with its `id`: none for most. A tenant's set is always one of `tenants`.
// `isRich` makes the sets that show everything a set can hold.
QList<QJsonObject> makePreferences(const Workflows &workflows, const QStringList &tenants, bool isRich,
                                   Random &random);

} // namespace api::sandbox
