#pragma once

#include "api/schema/bulk.h"
#include "api/schema/endpoint.h"
#include "api/schema/page.h"

namespace api {

// A person as the service knows them (shapes 2.3). Custom properties sit beside the fields, in `raw`.
struct User
{
    static constexpr const char *context = "User";
    QString id;
    QString name;
    QString email;
    QString phoneNumber;
    QString locale;
    QString timezone;
    QString avatar;
    Timestamp createdAt; // the caller's own; null unless the caller sent it
    Timestamp updatedAt;
    QJsonObject raw;

    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"name", &User::name, QT_TRANSLATE_NOOP("User", "Name")},
        Field {"id", &User::id, QT_TRANSLATE_NOOP("User", "Id")}.required(),
        Field {"email", &User::email, QT_TRANSLATE_NOOP("User", "Email")},
        Field {"phone_number", &User::phoneNumber, QT_TRANSLATE_NOOP("User", "Phone")},
        Field {"locale", &User::locale, QT_TRANSLATE_NOOP("User", "Locale")}.repeated(),
        Field {"timezone", &User::timezone, QT_TRANSLATE_NOOP("User", "Timezone")}.repeated(),
        Field {"avatar", &User::avatar},
        Field {"created_at", &User::createdAt},
        Field {"updated_at", &User::updatedAt, QT_TRANSLATE_NOOP("User", "Updated")}};
    // clang-format on

    QString label() const { return name.isEmpty() ? id : name; }
    QJsonObject properties() const; // the custom ones: everything the table above does not name
};

// E16. `include` knows one word, `preferences`.
struct UserQuery : PageQuery
{
    QStringList include;
    // clang-format off
    static constexpr auto fields = std::tuple_cat(PageQuery::fields, std::tuple {
        Field {"include[]", &UserQuery::include}});
    // clang-format on
};

struct UserMerge // E20: who is merged away, and deleted
{
    QString fromUserId;
    static constexpr auto fields = std::tuple {Field {"from_user_id", &UserMerge::fromUserId}};
};

struct UserSet // E21, at most 1,000: {id, …}
{
    QList<QJsonObject> users;
    static constexpr auto fields = std::tuple {Field {"users", &UserSet::users}};
};

struct UserIds // E22, at most 1,000
{
    QStringList userIds;
    static constexpr auto fields = std::tuple {Field {"user_ids", &UserIds::userIds}};
};

namespace users {
inline constexpr Endpoint<Page<User>, UserQuery> list {
    {.number = "E16", .name = "users.list", .verb = Verb::Get, .path = "/v1/users", .tier = Tier::Four}};
inline constexpr Endpoint<User, QString> get {{.number = "E17",
                                               .name = "users.get",
                                               .verb = Verb::Get,
                                               .path = "/v1/users/%1",
                                               .tier = Tier::Four,
                                               .access = Access::Publishable}};
inline constexpr Endpoint<User, QString, JsonBody> identify {{.number = "E15",
                                                              .name = "users.identify",
                                                              .verb = Verb::Put,
                                                              .path = "/v1/users/%1",
                                                              .tier = Tier::Three,
                                                              .access = Access::Publishable}};
inline constexpr Endpoint<Nothing, QString> remove {{.number = "E19",
                                                     .name = "users.delete",
                                                     .verb = Verb::Delete,
                                                     .path = "/v1/users/%1",
                                                     .tier = Tier::Two}};
inline constexpr Endpoint<User, QString, UserMerge> merge {{.number = "E20",
                                                            .name = "users.merge",
                                                            .verb = Verb::Post,
                                                            .path = "/v1/users/%1/merge",
                                                            .tier = Tier::Two,
                                                            .repeat = Repeat::Never}};
inline constexpr Endpoint<BulkOperation, UserSet> bulkIdentify {{.number = "E21",
                                                                 .name = "users.bulk_identify",
                                                                 .verb = Verb::Post,
                                                                 .path = "/v1/users/bulk/identify",
                                                                 .tier = Tier::One,
                                                                 .repeat = Repeat::Never}};
inline constexpr Endpoint<BulkOperation, UserIds> bulkDelete {{.number = "E22",
                                                               .name = "users.bulk_delete",
                                                               .verb = Verb::Post,
                                                               .path = "/v1/users/bulk/delete",
                                                               .tier = Tier::One,
                                                               .repeat = Repeat::Never}};
}

} // namespace api
