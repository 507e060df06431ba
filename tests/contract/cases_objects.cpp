// Objects: E23, E24, E26 to E29.
#include "api/schema/object.h"
#include "contract/bodies.h"
#include "contract/cases.h"

#include <QTest>

using namespace api;

namespace contract {

namespace {

void oneObject(Cases &c)
{
    c.on("E23");
    c.ok("a collection", "/v1/objects/docks", {}, reads<Page<Object>>())
        .given({"PUT", "/v1/objects/docks/one", R"({"name":"One"})"})
        .then(says("entries.0.id", "one"))
        .then(says("entries.0.properties.name", "One"));
    c.ok("one that nobody knows", "/v1/objects/never-heard-of", {}, hasRows(0));
    c.ok("with preferences", "/v1/objects/docks?include[]=preferences", {}, reads<Page<Object>>())
        .then([](Service &, const Answer &a) {
            for (const QJsonValue &row : a.rows())
                QVERIFY(row.toObject().contains(QLatin1StringView("preferences")));
        });
    c.badQuery("/v1/objects/docks", "include[]", "feeds");
    c.paging("/v1/objects/docks");

    c.on("E24");
    c.ok("one", "/v1/objects/docks/seven", {}, reads<Object>())
        .given({"PUT", "/v1/objects/docks/seven", R"({"name":"Seven","depth_m":9.5})"})
        .then(says("collection", "docks"))
        .then(says("properties.depth_m", 9.5))
        .then(says("created_at", QJsonValue::Null));
    c.missing("none", "/v1/objects/docks/none-at-all");
    c.missing("of another collection", "/v1/objects/berths/seven")
        .given({"PUT", "/v1/objects/docks/seven", "{}"});

    c.on("E26");
    c.ok("makes one", "/v1/objects/docks/new", R"({"name":"New","locale":"nb","timezone":"Europe/Oslo"})",
         reads<Object>())
        .then(says("__typename", "Object"));
    c.ok("merges deeply", "/v1/objects/docks/merged", R"({"deep":{"b":2},"list":[3]})")
        .given({"PUT", "/v1/objects/docks/merged", R"({"deep":{"a":1},"list":[1,2]})"})
        .then(says("properties.deep.a", 1))
        .then(says("properties.deep.b", 2))
        .then(says("properties.list", QJsonArray {3}));
    c.ok("an id of 256", "/v1/objects/docks/" + longId, "{}", reads<Object>()).atLimit("id");
    c.ok("a collection of 256", "/v1/objects/" + longId + "/x", "{}", reads<Object>()).atLimit("collection");
    c.ok("a tenant is an object, too", "/v1/objects/$tenants/harbour", "{}", reads<Object>());
    c.bad("an id of 257", "/v1/objects/docks/" + tooLongId, "{}", {"object_id"}).atLimit("id");
    c.bad("a collection of 257", "/v1/objects/" + tooLongId + "/x", "{}", {"collection"})
        .atLimit("collection");
    c.bad("an id with a slash", "/v1/objects/docks/a%2Fb", "{}", {"object_id"});
    c.propertiesLimit("/v1/objects/docks/heavy");
    c.bad("each field of a wrong type", "/v1/objects/docks/wrong",
          R"({"locale":1,"timezone":[],"created_at":"soon","preferences":[],"channel_data":"x"})",
          {"locale", "timezone", "created_at", "preferences", "channel_data"});
    c.bad("a list for a body", "/v1/objects/docks/wrong", "[]", {"body"});

    c.on("E27");
    c.nothing("one", "/v1/objects/docks/leaving")
        .given({"PUT", "/v1/objects/docks/leaving", "{}"})
        .then([](Service &s, const Answer &) { QCOMPARE(s.get("/v1/objects/docks/leaving").status, 404); });
    c.missing("none", "/v1/objects/docks/none-at-all");
}

void objectsInBulk(Cases &c)
{
    c.on("E28");
    const QByteArray set = "/v1/objects/docks/bulk/set";
    c.ok("makes and changes", set,
         R"({"objects":[{"id":"bulk-a","name":"A"},{"id":"bulk-b","created_at":"2025-01-01T00:00:00Z",
             "preferences":{"default":{"channel_types":{"sms":false}}}}]})",
         reads<BulkOperation>())
        .then(says("name", "objects.docks.set"))
        .then([](Service &s, const Answer &) {
            QVERIFY(s.settle());
            QCOMPARE(s.get("/v1/objects/docks/bulk-a").at(QLatin1StringView("properties.name")).toString(),
                     QStringLiteral("A"));
            QCOMPARE(s.get("/v1/objects/docks/bulk-b/preferences").rows().size(), 1);
        });
    c.listLimit(
        set, "objects", 1000, [](const QByteArray &list) { return "{\"objects\":" + list + '}'; },
        [](int i) { return "{\"id\":" + quotedId("many", i) + '}'; });
    c.idLimit(set, "objects[0].id",
              [](const QByteArray &id) { return R"({"objects":[{"id":")" + id + R"("}]})"; });
    c.bad("one without id", set, R"({"objects":[{"name":"A"}]})", {"objects[0].id"});
    c.bad("one that is a number", set, R"({"objects":[{"id":"a"},7]})", {"objects[1]"});

    c.on("E29");
    const QByteArray gone = "/v1/objects/docks/bulk/delete";
    c.ok("removes", gone, R"({"object_ids":["bulk-gone"]})", reads<BulkOperation>())
        .given({"PUT", "/v1/objects/docks/bulk-gone", "{}"})
        .then(says("name", "objects.docks.delete"))
        .then([](Service &s, const Answer &) {
            QVERIFY(s.settle());
            QCOMPARE(s.get("/v1/objects/docks/bulk-gone").status, 404);
        });
    c.listLimit(
        gone, "object_ids", 1000, [](const QByteArray &list) { return "{\"object_ids\":" + list + '}'; },
        [](int i) { return quotedId("many", i); });
}

} // namespace

void objectCases(Cases &c, const Known &)
{
    oneObject(c);
    objectsInBulk(c);
}

} // namespace contract
