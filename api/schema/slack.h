// Slack, by the token that is stored with an object or tenant (shapes 12, behaviour 17; E59 to E61).
#pragma once

#include "api/schema/endpoint.h"
#include "api/schema/page.h"

namespace api {

struct SlackOwner // whose channel data hold the token: {object_id, collection}
{
    static constexpr bool isQuery = true;
    QJsonObject accessTokenObject;
    static constexpr auto fields = std::tuple {Field {"access_token_object", &SlackOwner::accessTokenObject}};
};

struct SlackChannelQuery : SlackOwner
{
    QString cursor;
    std::optional<int> limit; // 200 when absent
    std::optional<bool> excludeArchived;
    QString types; // public_channel,private_channel
    QString teamId;
    // clang-format off
    static constexpr auto fields = std::tuple_cat(SlackOwner::fields, std::tuple {
        Field {"query_options.cursor", &SlackChannelQuery::cursor},
        Field {"query_options.limit", &SlackChannelQuery::limit},
        Field {"query_options.exclude_archived", &SlackChannelQuery::excludeArchived},
        Field {"query_options.types", &SlackChannelQuery::types},
        Field {"query_options.team_id", &SlackChannelQuery::teamId}});
    // clang-format on
};

struct SlackConnection
{
    bool ok = false;
    QString reason; // why not; `error` in older answers
    QString team, user, url;
    QJsonObject raw;
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"connection.ok", &SlackConnection::ok}.required(),
        Field {"connection.reason|connection.error", &SlackConnection::reason},
        Field {"connection.team", &SlackConnection::team},
        Field {"connection.user", &SlackConnection::user},
        Field {"connection.url", &SlackConnection::url}};
    // clang-format on
};

struct SlackChannel
{
    static constexpr const char *context = "SlackChannel";
    QString id, name;
    bool isPrivate = false;
    bool isIm = false;
    QString teamId;
    QJsonObject raw;
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"name", &SlackChannel::name, QT_TRANSLATE_NOOP("SlackChannel", "Name")},
        Field {"id", &SlackChannel::id, QT_TRANSLATE_NOOP("SlackChannel", "Id")}.required(),
        Field {"is_private", &SlackChannel::isPrivate, QT_TRANSLATE_NOOP("SlackChannel", "Private")},
        Field {"is_im", &SlackChannel::isIm},
        Field {"context_team_id", &SlackChannel::teamId}};
    // clang-format on
};

struct SlackChannels
{
    QList<SlackChannel> channels;
    QString nextCursor; // empty at the end
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"slack_channels", &SlackChannels::channels}.required(),
        Field {"next_cursor", &SlackChannels::nextCursor}};
    // clang-format on
};

// The service once quoted the booleans, and showed a single channel without a list around it.
void read(const QJsonValue &v, SlackChannel &out, Trace &t);
void read(const QJsonValue &v, SlackChannels &out, Trace &t);

namespace slack {
inline constexpr Endpoint<SlackConnection, QString, SlackOwner> authCheck {
    {.number = "E59",
     .name = "slack.auth_check",
     .verb = Verb::Get,
     .path = "/v1/providers/slack/%1/auth_check",
     .tier = Tier::Two,
     .access = Access::Granted}};
inline constexpr Endpoint<SlackChannels, QString, SlackChannelQuery> channels {
    {.number = "E60",
     .name = "slack.channels",
     .verb = Verb::Get,
     .path = "/v1/providers/slack/%1/channels",
     .tier = Tier::Two,
     .access = Access::Granted}};
inline constexpr Endpoint<Nothing, QString, SlackOwner> revoke {
    {.number = "E61",
     .name = "slack.revoke_access",
     .verb = Verb::Put,
     .path = "/v1/providers/slack/%1/revoke_access",
     .tier = Tier::Two,
     .access = Access::Granted}};
}

} // namespace api
