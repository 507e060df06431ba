// Preference sets (shapes 5, behaviour 10; E35 to E37, E41).
#pragma once

#include "api/schema/bulk.h"
#include "api/schema/endpoint.h"

namespace api {

// One set: `default`, or a tenant's id. The maps stay JSON: a value may be a boolean, {channel_types,
// conditions, …} or something newer, and what a grid can't show must survive a save. See
// rules/preferenceset.h.
struct PreferenceSet
{
    QString id;
    QJsonObject raw;
    static constexpr auto fields = std::tuple {Field {"id", &PreferenceSet::id}.required()};

    bool isEmpty() const; // nothing stored: every map null, absent or empty
    QJsonObject body() const; // what a PUT of this set sends: `raw` without `id` and `__typename`
};

struct PreferenceQuery // E36: apply that tenant's defaults
{
    QString tenant;
    static constexpr auto fields = std::tuple {Field {"tenant", &PreferenceQuery::tenant}};
};

struct BulkPreferences // E41: one set for up to 1,000 users; it replaces theirs
{
    QStringList userIds;
    QJsonObject preferences; // with its `id`
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"user_ids", &BulkPreferences::userIds},
        Field {"preferences", &BulkPreferences::preferences}};
    // clang-format on
};

namespace preferences {
inline constexpr Endpoint<QList<PreferenceSet>, QString> list {{.number = "E35",
                                                                .name = "users.preferences.list",
                                                                .verb = Verb::Get,
                                                                .path = "/v1/users/%1/preferences",
                                                                .tier = Tier::Four,
                                                                .access = Access::Publishable}};
inline constexpr Endpoint<PreferenceSet, QString, QString, PreferenceQuery> get {
    {.number = "E36",
     .name = "users.preferences.get",
     .verb = Verb::Get,
     .path = "/v1/users/%1/preferences/%2",
     .tier = Tier::Four,
     .access = Access::Publishable}};
inline constexpr Endpoint<PreferenceSet, QString, QString, JsonBody> set {
    {.number = "E37",
     .name = "users.preferences.set",
     .verb = Verb::Put,
     .path = "/v1/users/%1/preferences/%2",
     .tier = Tier::Three,
     .access = Access::Publishable}};
inline constexpr Endpoint<BulkOperation, BulkPreferences> bulkSet {{.number = "E41",
                                                                    .name = "users.preferences.bulk_set",
                                                                    .verb = Verb::Post,
                                                                    .path = "/v1/users/bulk/preferences",
                                                                    .tier = Tier::One,
                                                                    .repeat = Repeat::Never}};
inline constexpr Endpoint<QList<PreferenceSet>, QString, QString> listOfObject {
    {.number = "E38",
     .name = "objects.preferences.list",
     .verb = Verb::Get,
     .path = "/v1/objects/%1/%2/preferences",
     .tier = Tier::Four}};
inline constexpr Endpoint<PreferenceSet, QString, QString, QString, PreferenceQuery> getOfObject {
    {.number = "E39",
     .name = "objects.preferences.get",
     .verb = Verb::Get,
     .path = "/v1/objects/%1/%2/preferences/%3",
     .tier = Tier::Four}};
inline constexpr Endpoint<PreferenceSet, QString, QString, QString, JsonBody> setOfObject {
    {.number = "E40",
     .name = "objects.preferences.set",
     .verb = Verb::Put,
     .path = "/v1/objects/%1/%2/preferences/%3",
     .tier = Tier::Three}};
inline constexpr Endpoint<Nothing, QString, QString> remove {{.number = "X03",
                                                              .name = "users.preferences.delete",
                                                              .verb = Verb::Delete,
                                                              .path = "/v1/users/%1/preferences/%2",
                                                              .tier = Tier::Three}};
inline constexpr Endpoint<Nothing, QString, QString, QString> removeOfObject {
    {.number = "X04",
     .name = "objects.preferences.delete",
     .verb = Verb::Delete,
     .path = "/v1/objects/%1/%2/preferences/%3",
     .tier = Tier::Three}};
}

} // namespace api
