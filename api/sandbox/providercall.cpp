#include "api/sandbox/providercall.h"

#include "api/sandbox/channeldata.h"
#include "api/sandbox/owner.h"

namespace api::sandbox {

namespace {

Ref ownerNamed(Exchange &x, const QString &name)
{
    const QJsonObject object = objectParameter(x, name);
    const auto need = [&](const QString &key, const QString &olderKey) {
        const QJsonValue value = object.contains(key) ? object.value(key) : object.value(olderKey);
        if (value.toString().isEmpty())
            x.problems().add(name + u'.' + key, QStringLiteral("can't be blank"), QStringLiteral("required"));
        return value.toString();
    };
    const QString id = need(QStringLiteral("object_id"), QStringLiteral("objectId"));
    const QString collection = need(QStringLiteral("collection"), {});
    return Ref::object(collection, id);
}

} // namespace

ProviderCall providerCall(Exchange &x, QLatin1StringView provider, const QString &ownerName)
{
    ProviderCall call;
    call.owner = ownerNamed(x, ownerName);
    call.channel = x.workflows.channel(x.args.at(0));
    if (!call.channel || call.channel->provider != provider)
        call.failure = channelMissing(x.args.at(0));
    else if (x.problems().any())
        call.failure = x.problems().response();
    else
        call.data = storedChannelData(x.store, call.owner, call.channel->id).value_or(QJsonObject());
    return call;
}

QJsonObject objectParameter(Exchange &x, const QString &name)
{
    const QJsonValue inBody = x.body.value(name);
    if (inBody.isUndefined() || inBody.isNull())
        return x.params.object(name);
    if (!inBody.isObject())
        x.problems().add(name, QStringLiteral("is not an object"), QStringLiteral("embed"));
    return inBody.toObject();
}

HttpResponse refusedByProvider(const QString &why)
{
    return HttpResponse::error(403, QStringLiteral("authorization"), why);
}

} // namespace api::sandbox
