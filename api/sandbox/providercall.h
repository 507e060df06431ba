// What the routes of chat providers have in common: which channel, and whose channel data (behaviour 17).
#pragma once

#include "api/sandbox/exchange.h"
#include "api/sandbox/refs.h"

namespace api::sandbox {

struct ProviderCall
{
    const ChannelDef *channel = nullptr;
    Ref owner;
    QJsonObject data; // the owner's on the channel; empty when there are none
    std::optional<HttpResponse> failure; // the answer to a request that says none of it
};
// `ownerName`: the parameter that names the owner, {object_id, collection}.
ProviderCall providerCall(Exchange &x, QLatin1StringView provider, const QString &ownerName);

// Older callers send it in the body of a GET, others in the query: in brackets, or as one JSON string.
QJsonObject objectParameter(Exchange &x, const QString &name);

HttpResponse refusedByProvider(const QString &why); // 403 authorization

} // namespace api::sandbox
