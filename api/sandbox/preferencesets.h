// Preference sets in the database: checked, stored and read (shapes 5, behaviour 10). How they fill each
// other's gaps is in rules/preferenceverdict.h.
#pragma once

#include "api/sandbox/params.h"
#include "api/sandbox/store.h"

namespace api::sandbox {

// Names in `problems` what is no preference set. `prefix` stands before each field's name.
void checkPreferences(const QJsonObject &body, const QString &prefix, Problems &problems);

// The set as it is stored and sent: id, the three maps (null when absent), all other keys as they came.
QJsonObject preferenceSet(const QString &setId, const QJsonObject &body);

QJsonObject storedPreferences(Store &store, const QString &userId, const QString &setId); // empty when none
QByteArray allPreferences(Store &store, const QString &userId); // a JSON array
QJsonObject tenantDefaults(Store &store, const QString &tenantId); // empty when none
void storePreferences(Store &store, const QString &userId, const QJsonObject &set);

bool userExists(Store &store, const QString &id);
void createUser(Store &store, const QString &id, Timestamp now);
bool isUsableUserId(const QString &id); // at most 256 characters, neither / nor #

} // namespace api::sandbox
