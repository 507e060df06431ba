#pragma once

#include "api/schema/endpoint.h"

namespace api {

// What a protected environment asks about before it is sent: what deletes, merges, cancels, or changes many
// at once. The one place where that is decided.
bool isDestructive(const EndpointInfo &endpoint);

} // namespace api
