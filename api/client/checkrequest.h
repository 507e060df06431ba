// What to read to learn whether a write was done whose answer never came.
#pragma once

#include "api/schema/endpoint.h"

namespace api {

// The nearest GET: of the same path or of one above it, or, where there is none, the list that would hold
// what was written. Of bulk work it asks for the first row. Nothing where the service has no such reading:
// schedules whose workflow is not known.
std::optional<RequestData> checkRequest(const RequestData &written);

} // namespace api
