// Preference sets in the database: checked, changed and read (shapes 5, behaviour 10). How they fill each
// other's gaps is in rules/preferenceverdict.h.
#pragma once

#include "api/sandbox/params.h"
#include "api/sandbox/refs.h"
#include "api/sandbox/store.h"

namespace api::sandbox {

// What happens to the set that is there, where the body's `__persistence_strategy__` says nothing.
enum class Persistence { Replace, Merge };

// Names in `problems` what is no preference set. `prefix` stands right before each field's name.
void checkPreferences(const QJsonObject &body, const QString &prefix, Problems &problems);

// The set as it is stored and sent: id, the three maps (null when absent), all other keys as they came.
QJsonObject preferenceSet(const QString &setId, const QJsonObject &body);
// What a checked body makes of the set that is there (an empty one where none is).
QJsonObject changedPreferences(const QString &setId, const QJsonObject &stored, const QJsonObject &body,
                               Persistence otherwise);

QJsonObject storedPreferences(Store &store, const Ref &owner, const QString &setId); // empty when none
QByteArray allPreferences(Store &store, const Ref &owner); // a JSON array
QJsonObject tenantDefaults(Store &store, const QString &tenantId); // empty when none
void storePreferences(Store &store, const Ref &owner, const QJsonObject &set);
void removePreferences(Store &store, const Ref &owner, const QString &setId);

} // namespace api::sandbox
