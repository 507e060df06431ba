// What a workflow's trigger data must look like (behaviour 8): of JSON Schema the words that takes.
#pragma once

#include "api/sandbox/params.h"

namespace api::sandbox {

// Names in `problems` each place that does not fit: `type` (a word or a list of words), `required`,
// `properties`, `items`, `enum`. All other words of a schema are let pass. `field` is the name of the value.
void checkData(const QJsonObject &schema, const QJsonValue &value, const QString &field, Problems &problems);

} // namespace api::sandbox
