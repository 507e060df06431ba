// How properties are put together: identify and set (behaviour 6 and 7), merging two users (behaviour 6
// "Merge").
#pragma once

#include <QJsonObject>

namespace api {

// `base` with `changes` over it: maps key by key at every depth, lists and all else replaced. A null is
// stored as null, because a property can be set to null but not removed.
QJsonObject deepMerged(const QJsonObject &base, const QJsonObject &changes);

// What a merge leaves of two users' properties: the primary's, and of the secondary's what the primary lacks,
// at every depth. A null of the primary's is lacking, as null and absent mean the same on reading (shapes 0).
QJsonObject mergedUnder(const QJsonObject &primary, const QJsonObject &secondary);

} // namespace api
