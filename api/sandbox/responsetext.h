// The head of an answer as it goes over the wire.
#pragma once

#include "api/sandbox/http.h"

namespace api::sandbox {

struct ConnectionWish
{
    bool keepAlive = true;
    bool old = false; // the request was HTTP/1.0, where staying open has to be said
};

// Status line, headers and the empty line. 1xx, 204 and 304 have no body and no length.
QByteArray responseHead(const HttpResponse &response, ConnectionWish wish);
bool hasBody(int status);

} // namespace api::sandbox
