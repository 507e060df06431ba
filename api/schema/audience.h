// Audiences: named groups of people, which conditions and guides ask about (shapes 14; today's service only).
#pragma once

#include "api/schema/endpoint.h"
#include "api/schema/page.h"
#include "api/schema/recipient.h"

namespace api {

struct AudienceMember // the same person may be in it for several tenants
{
    static constexpr const char *context = "AudienceMember";
    Recipient user;
    QString tenant; // null: whatever the tenant
    Timestamp addedAt;
    QJsonObject raw;

    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"user", &AudienceMember::user, QT_TRANSLATE_NOOP("AudienceMember", "User")}.required(),
        Field {"tenant", &AudienceMember::tenant, QT_TRANSLATE_NOOP("AudienceMember", "Tenant")},
        Field {"added_at", &AudienceMember::addedAt, QT_TRANSLATE_NOOP("AudienceMember", "Added")}.required()};
    // clang-format on
};

struct AudienceOptions
{
    static constexpr bool isQuery = true;
    std::optional<bool> createAudience; // else one that is not there is an error
    static constexpr auto fields = std::tuple {Field {"create_audience", &AudienceOptions::createAudience}};
};

// At most 1,000 of {user: {id, …}, tenant}. Those to be added are identified on the way.
struct AudienceMembers
{
    QList<QJsonObject> members;
    static constexpr auto fields = std::tuple {Field {"members", &AudienceMembers::members}};
};

namespace audiences {
inline constexpr Endpoint<Page<AudienceMember>, QString, PageQuery> list {{.number = "X09",
                                                                           .name = "audiences.members.list",
                                                                           .verb = Verb::Get,
                                                                           .path = "/v1/audiences/%1/members",
                                                                           .tier = Tier::Four}};
inline constexpr Endpoint<Nothing, QString, AudienceOptions, AudienceMembers> add {
    {.number = "X10",
     .name = "audiences.members.add",
     .verb = Verb::Post,
     .path = "/v1/audiences/%1/members",
     .tier = Tier::Three}};
inline constexpr Endpoint<Nothing, QString, AudienceMembers> remove {{.number = "X11",
                                                                      .name = "audiences.members.remove",
                                                                      .verb = Verb::Delete,
                                                                      .path = "/v1/audiences/%1/members",
                                                                      .tier = Tier::Three}};
}

} // namespace api
