#include "api/sandbox/reach.h"

#include "api/sandbox/destinations.h"
#include "api/sandbox/draw.h"
#include "api/sandbox/jsontext.h"

#include <QJsonArray>

namespace api::sandbox {

namespace {

// Most callers send plain tokens, some what they know of the device, too.
QJsonObject deviceData(const ChannelDef &channel, const Person &person, Random &random)
{
    QStringList tokens {pushToken(channel, person.id)};
    if (random.chance(0.15))
        tokens += pushToken(channel, person.id + QStringLiteral("/2"));
    if (!random.chance(0.25))
        return {{QStringLiteral("tokens"), QJsonArray::fromStringList(tokens)}};
    QJsonArray devices;
    for (const QString &token : tokens)
        devices.append(QJsonObject {{QStringLiteral("token"), token},
                                    {QStringLiteral("locale"), jsonOrNull(person.locale)},
                                    {QStringLiteral("timezone"), jsonOrNull(person.timezone)}});
    return {{QStringLiteral("devices"), devices}};
}

// The made-up people are in no other chat.
bool isSlack(const ChannelDef &channel)
{
    return channel.provider == QLatin1StringView("chat_slack");
}

QJsonObject slackData(const QJsonObject &recipient)
{
    return {{QStringLiteral("connections"), QJsonArray {slackConnection(recipient)}},
            {QStringLiteral("token"), QJsonValue()}};
}

} // namespace

Reach reachOf(const Random &root, qint64 personIndex)
{
    Random random = root.fork(Stream::Devices, quint64(personIndex));
    const double phone = random.unit();
    const bool isFirst = personIndex == 0;
    return {phone < 0.45 || isFirst, phone > 0.65, random.chance(0.4) || isFirst};
}

Reach reachOf(const ObjectDef &object)
{
    return {false, false, object.hasSlack};
}

bool reaches(const Reach &reach, const ChannelDef &channel)
{
    if (channel.provider == QLatin1StringView("push_apns"))
        return reach.apple;
    if (channel.provider == QLatin1StringView("push_fcm"))
        return reach.android;
    return channel.type != QLatin1StringView("chat") || (isSlack(channel) && reach.slack);
}

ChannelDataList channelDataOf(const Workflows &workflows, const Person &person, const Reach &reach,
                              Random &random)
{
    ChannelDataList list;
    for (const ChannelDef &channel : workflows.channels) {
        const bool isPush = channel.type == QLatin1StringView("push");
        if (!reaches(reach, channel) || (!isPush && channel.type != QLatin1StringView("chat")))
            continue;
        list.append(
            {channel.id,
             isPush ? deviceData(channel, person, random) : slackData({{QStringLiteral("id"), person.id}})});
    }
    return list;
}

ChannelDataList channelDataOf(const Workflows &workflows, const ObjectDef &object)
{
    ChannelDataList list;
    for (const ChannelDef &channel : workflows.channels) {
        if (isSlack(channel) && object.hasSlack)
            list.append({channel.id,
                         slackData({{QStringLiteral("id"), object.id},
                                    {QStringLiteral("collection"), object.collection}})});
    }
    return list;
}

} // namespace api::sandbox
