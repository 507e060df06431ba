// People: E15 to E17, E19 to E22.
#include "api/schema/user.h"
#include "contract/bodies.h"
#include "contract/cases.h"

#include <QTest>

using namespace api;

namespace contract {

namespace {

void identify(Cases &c)
{
    c.on("E15");
    c.ok("makes a person", "/v1/users/new",
         R"({"name":"New","email":"n@x.example","timezone":"Europe/Oslo","locale":"nb-NO",
             "phone_number":"+4791000000","avatar":"https://x.example/a.png","berth":7})",
         reads<User>())
        .then(says("berth", 7))
        .then(says("__typename", "User"))
        .then(says("created_at", QJsonValue::Null));
    c.ok("merges into who is there", "/v1/users/merged", R"({"deep":{"b":2},"list":[3]})", reads<User>())
        .given({"PUT", "/v1/users/merged", R"({"name":"M","deep":{"a":1},"list":[1,2]})"})
        .then(says("name", "M"))
        .then(says("deep.a", 1))
        .then(says("deep.b", 2))
        .then(says("list", QJsonArray {3}));
    c.ok("null clears", "/v1/users/cleared", R"({"name":null})", says("name", QJsonValue::Null))
        .given({"PUT", "/v1/users/cleared", R"({"name":"C"})"});
    c.ok("every field null", "/v1/users/nulls",
         R"({"name":null,"email":null,"avatar":null,"phone_number":null,"locale":null,"timezone":null,
             "created_at":null,"preferences":null,"channel_data":null})",
         reads<User>());
    c.ok("no body", "/v1/users/bare", {}, reads<User>());
    c.ok("the caller's own time", "/v1/users/timed", R"({"created_at":"2025-01-02T03:04:05Z"})",
         says("created_at", "2025-01-02T03:04:05Z"));
    c.ok("an id of 256", "/v1/users/" + longId, "{}", says("id", QString::fromLatin1(longId))).atLimit("id");
    c.ok("an id that needs encoding", "/v1/users/z%C3%AB%20%3F%26%25", "{}",
         says("id", QString::fromUtf8("zë ?&%")));
    c.bad("an id of 257", "/v1/users/" + tooLongId, "{}", {"user_id"}).atLimit("id");
    c.bad("an id with a slash", "/v1/users/a%2Fb", "{}", {"user_id"});
    c.bad("an id with a hash", "/v1/users/a%23b", "{}", {"user_id"});
    c.propertiesLimit("/v1/users/heavy");
    c.bad(
        "each field of a wrong type", "/v1/users/wrong",
        R"({"name":1,"email":[],"avatar":{},"phone_number":true,"locale":2,"timezone":[],"created_at":"soon",
              "preferences":[],"channel_data":"x"})",
        {"name", "email", "avatar", "phone_number", "locale", "timezone", "created_at", "preferences",
         "channel_data"});
    c.bad("a set that is none", "/v1/users/wrong", R"({"preferences":{"default":{"workflows":{"a":3}}}})",
          {"preferences.default.workflows.a"});
    c.bad("a list for a body", "/v1/users/wrong", "[]", {"body"});
    c.error("no JSON", "/v1/users/wrong", R"({"name":)", 400, "invalid_json");
}

void readOne(Cases &c, const Known &k)
{
    c.on("E16");
    c.ok("everybody", "/v1/users", {}, reads<Page<User>>());
    c.ok("with preferences", "/v1/users?include[]=preferences&page_size=3", {}, reads<Page<User>>())
        .then([](Service &, const Answer &a) {
            for (const QJsonValue &row : a.rows())
                QVERIFY(row.toObject().contains(QLatin1StringView("preferences")));
        });
    c.ok("the other spelling", "/v1/users?include=preferences&page_size=1", {}, hasRows(1));
    c.badQuery("/v1/users", "include[]", "feeds");
    c.paging("/v1/users");

    c.on("E17");
    c.ok("one", "/v1/users/" + k.user, {}, reads<User>())
        .then(says("id", QString::fromUtf8(QByteArray::fromPercentEncoding(k.user))));
    c.missing("nobody", "/v1/users/nobody-at-all");
    c.missing("an id that needs encoding", "/v1/users/a%20b%252F%3F%26%3D%C3%BC");
    c.error("no UTF-8", "/v1/users/%ff", {}, 400, "invalid_path");
}

void removeAndMerge(Cases &c)
{
    c.on("E19");
    c.nothing("one", "/v1/users/leaving")
        .given({"PUT", "/v1/users/leaving", "{}"})
        .given({"PUT", "/v1/users/leaving/preferences/default", "{}"})
        .then([](Service &s, const Answer &) {
            QCOMPARE(s.get("/v1/users/leaving").status, 404);
            QCOMPARE(s.get("/v1/users/leaving/preferences").rows().size(), 0);
        });
    c.missing("nobody", "/v1/users/nobody-at-all");

    c.on("E20");
    c.ok("two become one", "/v1/users/stays/merge", R"({"from_user_id":"goes"})", reads<User>())
        .given({"PUT", "/v1/users/stays", R"({"name":"Stays","deep":{"a":1}})"})
        .given({"PUT", "/v1/users/goes", R"({"name":"Goes","deep":{"a":2,"b":3},"more":true})"})
        .then(says("id", "stays"))
        .then(says("name", "Stays"))
        .then(says("deep.a", 1))
        .then(says("deep.b", 3))
        .then(says("more", true))
        .then([](Service &s, const Answer &) { QCOMPARE(s.get("/v1/users/goes").status, 404); });
    c.missing("into nobody", "/v1/users/nobody-at-all/merge", R"({"from_user_id":"somebody"})")
        .given({"PUT", "/v1/users/somebody", "{}"});
    c.missing("from nobody", "/v1/users/somebody/merge", R"({"from_user_id":"nobody-at-all"})")
        .given({"PUT", "/v1/users/somebody", "{}"});
    c.bad("into itself", "/v1/users/somebody/merge", R"({"from_user_id":"somebody"})", {"from_user_id"})
        .given({"PUT", "/v1/users/somebody", "{}"});
    c.bad("no other", "/v1/users/somebody/merge", "{}", {"from_user_id"});
    c.bad("a number", "/v1/users/somebody/merge", R"({"from_user_id":7})", {"from_user_id"});
}

void usersInBulk(Cases &c)
{
    c.on("E21");
    const QByteArray bulk = "/v1/users/bulk/identify";
    c.ok("makes and changes", bulk,
         R"({"users":[{"id":"bulk-a","name":"A","preferences":{"default":{"channel_types":{"sms":false}}}},
                      {"id":"bulk-b"}]})",
         reads<BulkOperation>())
        .then(says("name", "users.identify"))
        .then(says("estimated_total_rows", 2))
        .then([](Service &s, const Answer &) {
            QVERIFY(s.settle());
            QCOMPARE(s.get("/v1/users/bulk-a").at(QLatin1StringView("name")).toString(), QStringLiteral("A"));
            QCOMPARE(s.get("/v1/users/bulk-b").status, 200);
            QCOMPARE(s.get("/v1/users/bulk-a/preferences").rows().size(), 1);
        });
    c.listLimit(
        bulk, "users", 1000, [](const QByteArray &list) { return "{\"users\":" + list + '}'; },
        [](int i) { return "{\"id\":" + quotedId("many", i) + '}'; });
    c.bad("one without id", bulk, R"({"users":[{"id":"a"},{"name":"B"}]})", {"users[1].id"});
    c.bad("one that is text", bulk, R"({"users":["a"]})", {"users[0]"});
    c.idLimit(bulk, "users[0].id",
              [](const QByteArray &id) { return R"({"users":[{"id":")" + id + R"("}]})"; });

    c.on("E22");
    const QByteArray gone = "/v1/users/bulk/delete";
    c.ok("removes, and counts who was not there", gone, R"({"user_ids":["bulk-gone","nobody-at-all"]})",
         reads<BulkOperation>())
        .given({"PUT", "/v1/users/bulk-gone", "{}"})
        .then(says("name", "users.delete"))
        .then([](Service &s, const Answer &a) {
            QVERIFY(s.settle());
            QCOMPARE(s.get("/v1/users/bulk-gone").status, 404);
            const Answer over
                = s.get("/v1/bulk_operations/" + a.at(QLatin1StringView("id")).toString().toLatin1());
            QCOMPARE(over.at(QLatin1StringView("status")).toString(), QStringLiteral("completed"));
            QCOMPARE(over.at(QLatin1StringView("processed_rows")).toInt(), 2);
        });
    c.listLimit(
        gone, "user_ids", 1000, [](const QByteArray &list) { return "{\"user_ids\":" + list + '}'; },
        [](int i) { return quotedId("many", i); });
    c.bad("a number among the ids", gone, R"({"user_ids":["a",1]})", {"user_ids"});
}

} // namespace

void userCases(Cases &c, const Known &k)
{
    identify(c);
    readOne(c, k);
    removeAndMerge(c);
    usersInBulk(c);
}

} // namespace contract
