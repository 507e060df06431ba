#include "api/sandbox/channelstep.h"

#include "api/sandbox/destinations.h"
#include "api/sandbox/jsontext.h"
#include "api/sandbox/messagewriter.h"
#include "api/sandbox/preferencegate.h"

namespace api::sandbox {

namespace {

struct Address
{
    QString reason; // why there is none; empty: there is one
    QString missing; // what the recipient lacks
    QJsonObject channelData;
};

QJsonObject channelDataOf(const StepContext &c, const ChannelDef &channel)
{
    return jsonObject(
        c.store
            .value(QStringLiteral("SELECT CAST(data AS BLOB) FROM channel_data WHERE collection = ? AND"
                                  " owner = ? AND channel_id = ?"),
                   {c.run.recipient.collection, c.run.recipient.id, channel.id})
            .toByteArray());
}

Address addressOn(const StepContext &c, const ChannelDef &channel)
{
    const auto needs = [&](const char *property) {
        const bool has = !c.scope.recipient.value(QLatin1StringView(property)).toString().isEmpty();
        return has ? Address {}
                   : Address {QStringLiteral("missing_address"), QString::fromLatin1(property), {}};
    };
    if (channel.type == QLatin1StringView("email"))
        return needs("email");
    if (channel.type == QLatin1StringView("sms"))
        return needs("phone_number");
    if (channel.type == QLatin1StringView("in_app_feed"))
        return c.run.recipient.isUser() ? Address {} : Address {QStringLiteral("no_feed"), {}, {}};
    const QJsonObject data = channelDataOf(c, channel);
    const bool has = channel.type == QLatin1StringView("push") ? !tokenIn(data).isEmpty()
        : channel.type == QLatin1StringView("chat")            ? !connectionIn(data).isEmpty()
                                                               : !data.isEmpty();
    return has ? Address {{}, {}, data}
               : Address {QStringLiteral("missing_channel_data"), QStringLiteral("channel_data"), {}};
}

} // namespace

RunNote takeChannelStep(const StepContext &c)
{
    const ChannelDef *channel = c.workflows.channelByKey(c.step.channelKey);
    if (!channel) {
        RunNote note = c.skipped(QStringLiteral("channel_missing"),
                                 {{QStringLiteral("channel_key"), c.step.channelKey}});
        note.isError = true;
        return note;
    }
    QJsonObject data {{QStringLiteral("channel_id"), channel->id},
                      {QStringLiteral("channel_type"), channel->type}};
    if (const QJsonArray against = preferencesAgainst(c, *channel); !against.isEmpty()) {
        data.insert(QStringLiteral("blocked_by"), against);
        return c.skipped(QStringLiteral("preferences"), data);
    }
    const Address address = addressOn(c, *channel);
    if (!address.reason.isEmpty()) {
        if (!address.missing.isEmpty())
            data.insert(QStringLiteral("missing"), address.missing);
        return c.skipped(address.reason, data);
    }
    RenderInput input = c.scope.renderInput();
    input.channelData = address.channelData;
    data.insert(QStringLiteral("message_id"), writeMessage(c, *channel, input));
    return c.note(QStringLiteral("message_enqueued"), data);
}

} // namespace api::sandbox
