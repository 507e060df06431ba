// What data connectors call when they sync a warehouse into the service: JSON-RPC (today's service only).
#pragma once

#include "api/schema/endpoint.h"

namespace api {

struct RpcRequest
{
    QString jsonrpc; // 2.0
    QString id; // comes back in the answer
    QString method; // Census: list_objects, sync_batch, …; Hightouch: list_objects, add, change, remove, …
    QJsonObject params;
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"jsonrpc", &RpcRequest::jsonrpc}.required(),
        Field {"id", &RpcRequest::id}.required(),
        Field {"method", &RpcRequest::method}.required(),
        Field {"params", &RpcRequest::params}};
    // clang-format on
};

struct RpcAnswer // a call that failed is an answer, too, with an error in place of a result
{
    QString id;
    QJsonObject result, error; // {code, message}
    QJsonObject raw;
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"id", &RpcAnswer::id},
        Field {"result", &RpcAnswer::result},
        Field {"error", &RpcAnswer::error}};
    // clang-format on
};

namespace connectors {
inline constexpr Endpoint<RpcAnswer, RpcRequest> census {
    {.number = "X24",
     .name = "integrations.census",
     .verb = Verb::Post,
     .path = "/v1/integrations/census/custom-destination",
     .tier = Tier::Three}};
inline constexpr Endpoint<RpcAnswer, RpcRequest> hightouch {
    {.number = "X25",
     .name = "integrations.hightouch",
     .verb = Verb::Post,
     .path = "/v1/integrations/hightouch/embedded-destination",
     .tier = Tier::Three}};
}

} // namespace api
