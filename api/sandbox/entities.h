// Users, objects and tenants as they are stored, and as the service sends them (shapes 2.3, 2.4, 8).
#pragma once

#include "api/sandbox/refs.h"
#include "api/sandbox/store.h"

namespace api::sandbox {

bool exists(Store &store, const Ref &ref);

// The full User or Object (a tenant as an Object of $tenants); a bare {__typename, id, …} of one that is not
// there (any more), updated in 1970.
QByteArray entityJson(Store &store, const Ref &ref);
QByteArray storedJson(Store &store, const Ref &ref); // the same; empty when it is not there

// From a row of objectColumns().
QString objectColumns(); // `seq` first
QByteArray objectJson(const QSqlQuery &row);
QByteArray tenantJson(const QSqlQuery &row);
QByteArray tenantJson(Store &store, const QString &id); // empty when there is none

QString timezoneOf(Store &store, const Ref &ref); // null when unknown

} // namespace api::sandbox
