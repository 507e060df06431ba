#pragma once

#include "api/client/apierror.h"
#include "api/client/connection.h"
#include "api/schema/endpoint.h"

namespace api {

// The refusal of a writing endpoint on a read-only connection, whatever the widgets show.
std::optional<ApiError> refusal(bool isReadOnly, const EndpointInfo &endpoint);

// Why this connection can't be used for that, in one sentence for a tooltip; null when it can. A connection
// that is unlocked for a while is not read-only: ask with Client::connection().
QString whyNot(const Connection &connection, const EndpointInfo &endpoint);

} // namespace api
