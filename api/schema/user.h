#pragma once

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
        Field {"locale", &User::locale, QT_TRANSLATE_NOOP("User", "Locale")},
        Field {"timezone", &User::timezone, QT_TRANSLATE_NOOP("User", "Timezone")},
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

namespace users {
inline constexpr Endpoint<Page<User>, UserQuery> list {
    {.number = "E16", .name = "users.list", .verb = Verb::Get, .path = "/v1/users", .tier = Tier::Four}};
inline constexpr Endpoint<User, QString> get {{.number = "E17",
                                               .name = "users.get",
                                               .verb = Verb::Get,
                                               .path = "/v1/users/%1",
                                               .tier = Tier::Four,
                                               .access = Access::Publishable}};
}

} // namespace api
