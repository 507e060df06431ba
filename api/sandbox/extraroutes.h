// Routes that the registry does not list: older and newer addresses of its endpoints, and those of today's
// service that the console never calls (behaviour 20, the second table of endpoints).
#pragma once

#include "api/schema/endpoint.h"

#include <span>

namespace api::sandbox {

struct ExtraRoute
{
    EndpointInfo endpoint; // numbers A01, A02, …: handlers stand in the tables of handlers.h under them
    // The endpoint whose handler and whose rate limit this route shares; empty: it has its own.
    const char *aliasOf = "";
};

std::span<const ExtraRoute> extraRoutes();

} // namespace api::sandbox
