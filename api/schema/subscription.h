// Who gets what is sent to an object (shapes 6, behaviour 9; E30 to E34).
#pragma once

#include "api/schema/bulk.h"
#include "api/schema/page.h"
#include "api/schema/recipient.h"

namespace api {

struct Subscription // has no id: the object and the recipient name it
{
    static constexpr const char *context = "Subscription";
    Recipient recipient;
    Recipient object; // may be left out where the object was given
    QJsonObject properties;
    Timestamp insertedAt, updatedAt;
    QJsonObject raw;

    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"recipient", &Subscription::recipient, QT_TRANSLATE_NOOP("Subscription", "Recipient")}.required(),
        Field {"object", &Subscription::object, QT_TRANSLATE_NOOP("Subscription", "Object")},
        Field {"properties", &Subscription::properties, QT_TRANSLATE_NOOP("Subscription", "Properties")},
        Field {"inserted_at", &Subscription::insertedAt, QT_TRANSLATE_NOOP("Subscription", "Since")},
        Field {"updated_at", &Subscription::updatedAt}};
    // clang-format on
};

// E30. Without `mode` the object's subscribers, and `recipients` filters them; with `recipient` what the
// object itself is subscribed to, and `objects` filters that.
struct SubscriptionQuery : PageQuery
{
    QString mode; // empty, object, recipient
    QList<Recipient> recipients;
    QList<Recipient> objects;
    QStringList include; // preferences
    // clang-format off
    static constexpr auto fields = std::tuple_cat(PageQuery::fields, std::tuple {
        Field {"mode", &SubscriptionQuery::mode},
        Field {"recipients[]", &SubscriptionQuery::recipients},
        Field {"objects[]", &SubscriptionQuery::objects},
        Field {"include[]", &SubscriptionQuery::include}});
    // clang-format on
};

struct UserSubscriptionQuery : PageQuery // E31
{
    QList<Recipient> objects;
    QStringList include; // preferences
    // clang-format off
    static constexpr auto fields = std::tuple_cat(PageQuery::fields, std::tuple {
        Field {"objects[]", &UserSubscriptionQuery::objects},
        Field {"include[]", &UserSubscriptionQuery::include}});
    // clang-format on
};

// E32, at most 100 recipients: ids, {id, collection}, or definitions to identify on the way.
struct SubscribersToAdd
{
    QJsonArray recipients;
    std::optional<QJsonObject> properties; // of each of the subscriptions
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"recipients", &SubscribersToAdd::recipients},
        Field {"properties", &SubscribersToAdd::properties}};
    // clang-format on
};

struct SubscribersToRemove // E34, at most 100: ids and {id, collection}
{
    QJsonArray recipients;
    static constexpr auto fields = std::tuple {Field {"recipients", &SubscribersToRemove::recipients}};
};

struct BulkSubscriptions // at most 100 of {id, recipients (at most 50), properties}
{
    QList<QJsonObject> subscriptions;
    static constexpr auto fields = std::tuple {Field {"subscriptions", &BulkSubscriptions::subscriptions}};
};

namespace subscriptions {
inline constexpr Endpoint<Page<Subscription>, QString, QString, SubscriptionQuery> ofObject {
    {.number = "E30",
     .name = "objects.subscriptions.list",
     .verb = Verb::Get,
     .path = "/v1/objects/%1/%2/subscriptions",
     .tier = Tier::Four}};
inline constexpr Endpoint<Page<Subscription>, QString, UserSubscriptionQuery> ofUser {
    {.number = "E31",
     .name = "users.subscriptions.list",
     .verb = Verb::Get,
     .path = "/v1/users/%1/subscriptions",
     .tier = Tier::Four}};
inline constexpr Endpoint<Page<Subscription>, QString, QString, SubscribersToAdd> add {
    {.number = "E32",
     .name = "objects.subscriptions.add",
     .verb = Verb::Post,
     .path = "/v1/objects/%1/%2/subscriptions",
     .tier = Tier::Three}};
inline constexpr Endpoint<BulkOperation, QString, BulkSubscriptions> bulkAdd {
    {.number = "E33",
     .name = "objects.subscriptions.bulk_add",
     .verb = Verb::Post,
     .path = "/v1/objects/%1/bulk/subscriptions/add",
     .tier = Tier::One,
     .repeat = Repeat::Never}};
inline constexpr Endpoint<Page<Subscription>, QString, QString, SubscribersToRemove> remove {
    {.number = "E34",
     .name = "objects.subscriptions.delete",
     .verb = Verb::Delete,
     .path = "/v1/objects/%1/%2/subscriptions",
     .tier = Tier::Three}};
inline constexpr Endpoint<BulkOperation, QString, BulkSubscriptions> bulkRemove {
    {.number = "X08",
     .name = "objects.subscriptions.bulk_delete",
     .verb = Verb::Post,
     .path = "/v1/objects/%1/bulk/subscriptions/delete",
     .tier = Tier::One,
     .repeat = Repeat::Never}};
}

} // namespace api
