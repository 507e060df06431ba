// What a channel needs to know of a recipient: device tokens, chat connections (shapes 9, behaviour 11; E52
// to E57). Holds secrets: access tokens and webhook addresses.
#pragma once

#include "api/schema/endpoint.h"

namespace api {

struct ChannelData
{
    QString channelId;
    QString provider; // sent by today's service: push_fcm, chat_slack, …
    QJsonObject data; // its shape depends on the provider
    QJsonObject raw;
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"channel_id", &ChannelData::channelId}.required(),
        Field {"provider", &ChannelData::provider},
        Field {"data", &ChannelData::data}.required()};
    // clang-format on
};

struct ChannelDataEdit // replaces what is stored for the channel
{
    QJsonObject data;
    static constexpr auto fields = std::tuple {Field {"data", &ChannelDataEdit::data}};
};

namespace channelData {
inline constexpr Endpoint<ChannelData, QString, QString> ofUser {{.number = "E52",
                                                                  .name = "users.channel_data.get",
                                                                  .verb = Verb::Get,
                                                                  .path = "/v1/users/%1/channel_data/%2",
                                                                  .tier = Tier::Four,
                                                                  .access = Access::Publishable}};
inline constexpr Endpoint<ChannelData, QString, QString, ChannelDataEdit> setOfUser {
    {.number = "E53",
     .name = "users.channel_data.set",
     .verb = Verb::Put,
     .path = "/v1/users/%1/channel_data/%2",
     .tier = Tier::Three,
     .access = Access::Publishable}};
inline constexpr Endpoint<Nothing, QString, QString> unsetOfUser {{.number = "E54",
                                                                   .name = "users.channel_data.unset",
                                                                   .verb = Verb::Delete,
                                                                   .path = "/v1/users/%1/channel_data/%2",
                                                                   .tier = Tier::Three,
                                                                   .access = Access::Publishable}};
inline constexpr Endpoint<ChannelData, QString, QString, QString> ofObject {
    {.number = "E55",
     .name = "objects.channel_data.get",
     .verb = Verb::Get,
     .path = "/v1/objects/%1/%2/channel_data/%3",
     .tier = Tier::Four}};
inline constexpr Endpoint<ChannelData, QString, QString, QString, ChannelDataEdit> setOfObject {
    {.number = "E56",
     .name = "objects.channel_data.set",
     .verb = Verb::Put,
     .path = "/v1/objects/%1/%2/channel_data/%3",
     .tier = Tier::Three}};
inline constexpr Endpoint<Nothing, QString, QString, QString> unsetOfObject {
    {.number = "E57",
     .name = "objects.channel_data.unset",
     .verb = Verb::Delete,
     .path = "/v1/objects/%1/%2/channel_data/%3",
     .tier = Tier::Three}};
}

} // namespace api
