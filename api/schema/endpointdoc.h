// What each endpoint does, in a line, and what its path arguments are called.
#pragma once

#include "api/schema/endpoint.h"
#include "api/schema/parameter.h"

namespace api {

struct EndpointDoc
{
    const char *number; // EndpointInfo::number
    const char *group; // QT_TRANSLATE_NOOP("Endpoint", …)
    const char *line; // the same context
    QList<QByteArray> arguments; // of %1, %2, … in the path
};

// Every endpoint of the registry has one; null for others.
const EndpointDoc *docOf(const EndpointInfo &endpoint);

// The path with its arguments' names in it: /v1/users/{user_id}/feeds/{channel_id}.
QByteArray namedPath(const EndpointInfo &endpoint);

// Path arguments, query and body of an endpoint, in this order; path arguments by their names.
QList<Parameter> parametersOf(const EndpointInfo &endpoint);

} // namespace api
