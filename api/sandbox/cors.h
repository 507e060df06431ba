// What lets a web page of another origin call the API: the official browser client is one.
#pragma once

#include "api/sandbox/http.h"

#include <optional>

namespace api::sandbox {

// The answer to a browser that asks whether it may send a request; nullopt for any other request.
std::optional<HttpResponse> preflight(const HttpRequest &request);

// Belongs on every answer, refusals included: without it a page can't even read the error.
void allowAnyOrigin(HttpResponse &response);

} // namespace api::sandbox
