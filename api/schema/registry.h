// Every endpoint this program knows: the contract test, the sandbox's router and the explorer walk this list.
#pragma once

#include "api/schema/endpoint.h"

#include <span>

namespace api {

std::span<const EndpointInfo *const> endpoints();

} // namespace api
