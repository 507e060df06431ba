#include "api/sandbox/cors.h"

namespace api::sandbox {

namespace {

const QByteArray verbsTaken = "GET, POST, PUT, DELETE";
const QByteArray headersTaken
    = "Authorization, Content-Type, Idempotency-Key, X-Knock-User-Token, X-Knock-Branch, "
      "X-Knock-Client, X-Request-ID";
const QByteArray headersShown = "X-Request-ID, Retry-After, x-ratelimited-message_ids, idempotent-replayed, "
                                "original-x-request-id";

} // namespace

std::optional<HttpResponse> preflight(const HttpRequest &request)
{
    if (request.verb != "OPTIONS" || request.header("Origin").isEmpty()
        || request.header("Access-Control-Request-Method").isEmpty())
        return std::nullopt;
    HttpResponse response;
    response.status = 204;
    response.headers = {{"Access-Control-Allow-Methods", verbsTaken},
                        {"Access-Control-Allow-Headers", headersTaken},
                        {"Access-Control-Max-Age", "600"}};
    // Names beyond ours are harmless: the SDKs send some about themselves.
    if (const QByteArray asked = request.header("Access-Control-Request-Headers"); !asked.isEmpty())
        response.headers[1].second += ", " + asked;
    return response;
}

void allowAnyOrigin(HttpResponse &response)
{
    response.headers.emplaceBack("Access-Control-Allow-Origin", "*");
    response.headers.emplaceBack("Access-Control-Expose-Headers", headersShown);
}

} // namespace api::sandbox
