// Faults as JSON: {"kind": "status", "route": "PUT /v1/users/*", "status": 429, "retry_after": 2, "count":
// 3}.
#pragma once

#include "api/sandbox/faults.h"
#include "api/sandbox/params.h"

#include <QJsonObject>

namespace api::sandbox {

// What can't be used is named in `problems`; the fault is of no use then.
Fault readFault(const QJsonObject &object, Problems &problems);

QJsonObject faultObject(const Faults::Entry &entry);

} // namespace api::sandbox
