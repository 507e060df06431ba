#pragma once

#include "api/client/apierror.h"
#include "api/client/connection.h"
#include "api/schema/endpoint.h"

namespace api {

// The refusal of a writing endpoint on a read-only connection, whatever the widgets show.
std::optional<ApiError> refusal(const Connection &connection, const EndpointInfo &endpoint);

} // namespace api
