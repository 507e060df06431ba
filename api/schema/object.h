// Objects: what is not a person and still gets notifications, or is subscribed to (shapes 2.4, behaviour 7;
// E23 to E29).
#pragma once

#include "api/schema/bulk.h"
#include "api/schema/message.h"

namespace api {

struct Object
{
    static constexpr const char *context = "Object";
    QString id;
    QString collection;
    QString name; // from its properties
    QJsonObject properties; // the custom ones, the name included
    Timestamp createdAt; // the caller's own; null unless the caller sent it
    Timestamp updatedAt;
    QJsonObject raw;

    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"properties.name", &Object::name, QT_TRANSLATE_NOOP("Object", "Name")},
        Field {"id", &Object::id, QT_TRANSLATE_NOOP("Object", "Id")}.required(),
        Field {"collection", &Object::collection, QT_TRANSLATE_NOOP("Object", "Collection")}.required(),
        Field {"properties", &Object::properties},
        Field {"created_at", &Object::createdAt},
        Field {"updated_at", &Object::updatedAt, QT_TRANSLATE_NOOP("Object", "Updated")}};
    // clang-format on
};

// E23. `include` knows one word, `preferences`.
struct ObjectQuery : PageQuery
{
    QStringList include;
    // clang-format off
    static constexpr auto fields = std::tuple_cat(PageQuery::fields, std::tuple {
        Field {"include[]", &ObjectQuery::include}});
    // clang-format on
};

struct ObjectIds // E29, at most 1,000
{
    QStringList objectIds;
    static constexpr auto fields = std::tuple {Field {"object_ids", &ObjectIds::objectIds}};
};

struct ObjectSet // E28, at most 1,000: {id, …properties}
{
    QList<QJsonObject> objects;
    static constexpr auto fields = std::tuple {Field {"objects", &ObjectSet::objects}};
};

namespace objects {
inline constexpr Endpoint<Page<Object>, QString, ObjectQuery> list {{.number = "E23",
                                                                     .name = "objects.list",
                                                                     .verb = Verb::Get,
                                                                     .path = "/v1/objects/%1",
                                                                     .tier = Tier::Four}};
inline constexpr Endpoint<Object, QString, QString> get {{.number = "E24",
                                                          .name = "objects.get",
                                                          .verb = Verb::Get,
                                                          .path = "/v1/objects/%1/%2",
                                                          .tier = Tier::Four}};
inline constexpr Endpoint<Page<Message>, QString, QString, MessageQuery> messages {
    {.number = "E25",
     .name = "objects.messages",
     .verb = Verb::Get,
     .path = "/v1/objects/%1/%2/messages",
     .tier = Tier::Four}};
inline constexpr Endpoint<Object, QString, QString, JsonBody> set {{.number = "E26",
                                                                    .name = "objects.set",
                                                                    .verb = Verb::Put,
                                                                    .path = "/v1/objects/%1/%2",
                                                                    .tier = Tier::Three}};
inline constexpr Endpoint<Nothing, QString, QString> remove {{.number = "E27",
                                                              .name = "objects.delete",
                                                              .verb = Verb::Delete,
                                                              .path = "/v1/objects/%1/%2",
                                                              .tier = Tier::Two}};
inline constexpr Endpoint<BulkOperation, QString, ObjectSet> bulkSet {{.number = "E28",
                                                                       .name = "objects.bulk_set",
                                                                       .verb = Verb::Post,
                                                                       .path = "/v1/objects/%1/bulk/set",
                                                                       .tier = Tier::One,
                                                                       .repeat = Repeat::Never}};
inline constexpr Endpoint<BulkOperation, QString, ObjectIds> bulkDelete {
    {.number = "E29",
     .name = "objects.bulk_delete",
     .verb = Verb::Post,
     .path = "/v1/objects/%1/bulk/delete",
     .tier = Tier::One,
     .repeat = Repeat::Never}};
}

} // namespace api
