#include "api/sandbox/channeldata.h"
#include "api/sandbox/handlers.h"
#include "api/sandbox/identify.h"
#include "api/sandbox/owner.h"

namespace api::sandbox {

static HttpResponse getChannelData(Exchange &x)
{
    const ChannelDef *channel = x.workflows.channel(x.args.last());
    if (!channel)
        return channelMissing(x.args.last());
    const auto data = storedChannelData(x.store, ownerOf(x), channel->id);
    return data ? HttpResponse::json(channelDataJson(*channel, *data))
                : HttpResponse::notFound(QStringLiteral("channel data for"), channel->id);
}

static HttpResponse setChannelData(Exchange &x)
{
    const ChannelDef *channel = x.workflows.channel(x.args.last());
    if (!channel)
        return channelMissing(x.args.last());
    const Ref owner = ownerOf(x);
    const QString dataKey = QStringLiteral("data");
    checkOwner(owner, x.problems());
    checkChannelData(*channel, x.body.value(dataKey), dataKey, x.problems());
    if (x.problems().any())
        return x.problems().response();
    const QJsonObject data = x.body.value(dataKey).toObject();
    ensure(x.store, owner, x.now);
    storeChannelData(x.store, owner, channel->id, data, x.now);
    return HttpResponse::json(channelDataJson(*channel, data));
}

// Unsetting what is not set leaves the same as unsetting it.
static HttpResponse unsetChannelData(Exchange &x)
{
    const ChannelDef *channel = x.workflows.channel(x.args.last());
    if (!channel)
        return channelMissing(x.args.last());
    removeChannelData(x.store, ownerOf(x), channel->id);
    return {204, {}, {}};
}

HandlerTable channelDataHandlers()
{
    static constexpr HandlerEntry table[] = {
        {"E52", getChannelData}, {"E53", setChannelData}, {"E54", unsetChannelData},
        {"E55", getChannelData}, {"E56", setChannelData}, {"E57", unsetChannelData},
    };
    return table;
}

} // namespace api::sandbox
