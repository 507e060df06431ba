// Microsoft Teams, by the Entra tenant that is stored with an object or tenant (shapes 14; today's service
// only).
#pragma once

#include "api/schema/endpoint.h"
#include "api/schema/page.h"

namespace api {

struct TeamsOwner // whose channel data hold the Entra tenant's id: {object_id, collection}
{
    static constexpr bool isQuery = true;
    QJsonObject tenantObject;
    static constexpr auto fields = std::tuple {Field {"ms_teams_tenant_object", &TeamsOwner::tenantObject}};
};

struct TeamsQuery : TeamsOwner // what goes on to Microsoft Graph is OData
{
    QString filter; // displayName eq 'Design'
    QString select; // id,displayName
    std::optional<int> top; // a page; Graph's own when absent
    QString skipToken; // of the page before
    // clang-format off
    static constexpr auto fields = std::tuple_cat(TeamsOwner::fields, std::tuple {
        Field {"query_options.$filter", &TeamsQuery::filter},
        Field {"query_options.$select", &TeamsQuery::select},
        Field {"query_options.$top", &TeamsQuery::top},
        Field {"query_options.$skiptoken", &TeamsQuery::skipToken}});
    // clang-format on
};

struct TeamsChannelQuery : TeamsOwner
{
    QString teamId;
    QString filter, select; // as above; without a filter private and archived channels are left out
    // clang-format off
    static constexpr auto fields = std::tuple_cat(TeamsOwner::fields, std::tuple {
        Field {"team_id", &TeamsChannelQuery::teamId},
        Field {"query_options.$filter", &TeamsChannelQuery::filter},
        Field {"query_options.$select", &TeamsChannelQuery::select}});
    // clang-format on
};

struct TeamsConnection
{
    bool ok = false;
    QString reason; // why not
    QString tenantId; // of Entra
    QJsonObject raw;
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"connection.ok", &TeamsConnection::ok}.required(),
        Field {"connection.reason", &TeamsConnection::reason},
        Field {"connection.ms_teams_tenant_id", &TeamsConnection::tenantId}};
    // clang-format on
};

struct TeamsTeam
{
    static constexpr const char *context = "TeamsTeam";
    QString id, name, description;
    QJsonObject raw;
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"displayName", &TeamsTeam::name, QT_TRANSLATE_NOOP("TeamsTeam", "Name")}.required(),
        Field {"id", &TeamsTeam::id, QT_TRANSLATE_NOOP("TeamsTeam", "Id")}.required(),
        Field {"description", &TeamsTeam::description, QT_TRANSLATE_NOOP("TeamsTeam", "Description")}};
    // clang-format on
};

struct TeamsTeams
{
    QList<TeamsTeam> teams;
    QString skipToken; // null at the end
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"ms_teams_teams", &TeamsTeams::teams}.required(),
        Field {"skip_token", &TeamsTeams::skipToken}};
    // clang-format on
};

struct TeamsChannel
{
    static constexpr const char *context = "TeamsChannel";
    QString id, name, description;
    bool isArchived = false;
    QString membership; // standard, private, shared
    Timestamp createdAt;
    QJsonObject raw;
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"displayName", &TeamsChannel::name, QT_TRANSLATE_NOOP("TeamsChannel", "Name")}.required(),
        Field {"id", &TeamsChannel::id, QT_TRANSLATE_NOOP("TeamsChannel", "Id")}.required(),
        Field {"description", &TeamsChannel::description, QT_TRANSLATE_NOOP("TeamsChannel", "Description")},
        Field {"isArchived", &TeamsChannel::isArchived, QT_TRANSLATE_NOOP("TeamsChannel", "Archived")},
        Field {"membershipType", &TeamsChannel::membership, QT_TRANSLATE_NOOP("TeamsChannel", "Membership")},
        Field {"createdDateTime", &TeamsChannel::createdAt, QT_TRANSLATE_NOOP("TeamsChannel", "Created")}};
    // clang-format on
};

struct TeamsChannels
{
    QList<TeamsChannel> channels;
    static constexpr auto fields
        = std::tuple {Field {"ms_teams_channels", &TeamsChannels::channels}.required()};
};

namespace teams {
inline constexpr Endpoint<TeamsConnection, QString, TeamsOwner> authCheck {
    {.number = "X12",
     .name = "ms_teams.auth_check",
     .verb = Verb::Get,
     .path = "/v1/providers/ms-teams/%1/auth_check",
     .tier = Tier::Two,
     .access = Access::Granted}};
inline constexpr Endpoint<TeamsTeams, QString, TeamsQuery> list {{.number = "X13",
                                                                  .name = "ms_teams.teams",
                                                                  .verb = Verb::Get,
                                                                  .path = "/v1/providers/ms-teams/%1/teams",
                                                                  .tier = Tier::Two,
                                                                  .access = Access::Granted}};
inline constexpr Endpoint<TeamsChannels, QString, TeamsChannelQuery> channels {
    {.number = "X14",
     .name = "ms_teams.channels",
     .verb = Verb::Get,
     .path = "/v1/providers/ms-teams/%1/channels",
     .tier = Tier::Two,
     .access = Access::Granted}};
inline constexpr Endpoint<Nothing, QString, TeamsOwner> revoke {
    {.number = "X15",
     .name = "ms_teams.revoke_access",
     .verb = Verb::Put,
     .path = "/v1/providers/ms-teams/%1/revoke_access",
     .tier = Tier::Two,
     .access = Access::Granted}};
}

} // namespace api
