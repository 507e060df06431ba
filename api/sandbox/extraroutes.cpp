#include "api/sandbox/extraroutes.h"

namespace api::sandbox {

namespace {

constexpr EndpointInfo ofUser(const char *number, const char *name, const char *path, Tier tier = Tier::Three)
{
    return {.number = number,
            .name = name,
            .verb = Verb::Put,
            .path = path,
            .tier = tier,
            .access = Access::Publishable};
}

constexpr EndpointInfo ofObject(const char *number, const char *name, const char *path)
{
    return {.number = number, .name = name, .verb = Verb::Put, .path = path, .tier = Tier::Three};
}

} // namespace

std::span<const ExtraRoute> extraRoutes()
{
    // clang-format off
    static constexpr ExtraRoute all[] = {
        {{.number = "A01", .name = "slack.revoke_access.get", .verb = Verb::Get,
          .path = "/v1/providers/slack/%1/revoke_access", .tier = Tier::Three, .access = Access::Granted}, "E61"},
        // One part of a preference set; what the body holds replaces that part.
        {ofUser("A02", "users.preferences.channel_types", "/v1/users/%1/preferences/%2/channel_types")},
        {ofUser("A03", "users.preferences.channel_type", "/v1/users/%1/preferences/%2/channel_types/%3")},
        {ofUser("A04", "users.preferences.workflows", "/v1/users/%1/preferences/%2/workflows")},
        {ofUser("A05", "users.preferences.workflow", "/v1/users/%1/preferences/%2/workflows/%3")},
        {ofUser("A06", "users.preferences.categories", "/v1/users/%1/preferences/%2/categories")},
        {ofUser("A07", "users.preferences.category", "/v1/users/%1/preferences/%2/categories/%3")},
        {ofObject("A08", "objects.preferences.channel_types", "/v1/objects/%1/%2/preferences/%3/channel_types")},
        {ofObject("A09", "objects.preferences.channel_type", "/v1/objects/%1/%2/preferences/%3/channel_types/%4")},
        {ofObject("A10", "objects.preferences.workflows", "/v1/objects/%1/%2/preferences/%3/workflows")},
        {ofObject("A11", "objects.preferences.workflow", "/v1/objects/%1/%2/preferences/%3/workflows/%4")},
        {ofObject("A12", "objects.preferences.categories", "/v1/objects/%1/%2/preferences/%3/categories")},
        {ofObject("A13", "objects.preferences.category", "/v1/objects/%1/%2/preferences/%3/categories/%4")},
        {{.number = "A14", .name = "users.feed.settings", .verb = Verb::Get,
          .path = "/v1/users/%1/feeds/%2/settings", .tier = Tier::Four, .access = Access::Publishable}},
        // The trigger's older form: the workflow's key is in the body.
        {{.number = "A15", .name = "notify", .verb = Verb::Post, .path = "/v1/notify", .tier = Tier::Three}},
        {{.number = "A16", .name = "notify.cancel", .verb = Verb::Post, .path = "/v1/notify/cancel",
          .tier = Tier::Three}},
        // The marks of a guide with the step's message in the address.
        {ofUser("A17", "users.guides.messages.seen",
                "/v1/users/%1/guides/messages/%2/seen", Tier::Two), "X19"},
        {ofUser("A18", "users.guides.messages.interacted",
                "/v1/users/%1/guides/messages/%2/interacted", Tier::Two), "X20"},
        {ofUser("A19", "users.guides.messages.archived",
                "/v1/users/%1/guides/messages/%2/archived", Tier::Two), "X21"},
    };
    // clang-format on
    return all;
}

} // namespace api::sandbox
