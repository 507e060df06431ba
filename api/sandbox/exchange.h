// One request on its way through a handler, with all it may need.
#pragma once

#include "api/sandbox/caller.h"
#include "api/sandbox/chance.h"
#include "api/sandbox/params.h"
#include "api/sandbox/ratelimits.h"
#include "api/sandbox/store.h"
#include "api/sandbox/workflows.h"
#include "api/schema/endpoint.h"

namespace api::sandbox {

struct Exchange
{
    const EndpointInfo &endpoint;
    const HttpRequest &request; // as it came: headers, and the body of a GET
    const Caller &caller;
    QStringList args; // path arguments, decoded
    Params params;
    QJsonObject body; // empty when none came
    bool hasBody = false;
    Store &store;
    const Workflows &workflows;
    BatchLimits &batchLimits; // of single entities, for batch calls
    Timestamp now;
    Random &random;

    Problems &problems() { return params.problems; }
};

// Answers a request. What it wrote is kept only when the answer is a success.
using Handler = HttpResponse (*)(Exchange &);

// By the endpoint's number (E16); null when there is none.
Handler handlerOf(const EndpointInfo &endpoint);

} // namespace api::sandbox
