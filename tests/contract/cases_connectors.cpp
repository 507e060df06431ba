// What data connectors call: X24 of Census, X25 of Hightouch.
#include "api/schema/connector.h"
#include "contract/cases.h"

#include <QJsonDocument>
#include <QTest>

using namespace api;

namespace contract {

namespace {

const QByteArray census = "/v1/integrations/census/custom-destination";
const QByteArray hightouch = "/v1/integrations/hightouch/embedded-destination";

QByteArray rpc(const char *method, const QByteArray &params = "{}")
{
    return QByteArray(R"({"jsonrpc":"2.0","id":"r-1","method":")") + method + R"(","params":)" + params + '}';
}

QByteArray censusBatch(const char *object, const char *operation, const QByteArray &records)
{
    return rpc("sync_batch",
               QByteArray(R"({"sync_plan":{"object":{"object_api_name":")") + object + R"("},"operation":")"
                   + operation + R"("},"records":[)" + records + "]}");
}

QByteArray hightouchRows(const char *method, const char *mode, const QByteArray &rows)
{
    return rpc(
        method,
        QByteArray(R"({"configuration":{"object":"users","mode":")") + mode
            + R"(","identifierMapping":{"from":"KEY","to":"id"},"mappings":[{"from":"NAME","to":"name"}]},
                       "rows":[)"
            + rows + "]}");
}

Check fails(int code)
{
    return both(says("error.code", code), says("result", QJsonValue::Undefined));
}

// What is no call at all is refused; a call that fails is answered.
void commonCalls(Cases &c, const QByteArray &target)
{
    c.bad("no call", target, "{}", {"id", "jsonrpc", "method"});
    c.bad("wrong types", target, R"({"id":1,"jsonrpc":2,"method":[],"params":"x"})",
          {"id", "jsonrpc", "method", "params"});
    c.ok("no such method", target, rpc("dance"), reads<RpcAnswer>()).then(fails(-32601));
    c.ok("another version", target, R"({"jsonrpc":"1.0","id":"r-1","method":"list_objects"})", fails(-32600));
    c.ok("what there is", target, rpc("list_objects"), reads<RpcAnswer>())
        .then(says("id", "r-1"))
        .then(says("jsonrpc", "2.0"))
        .then([](Service &, const Answer &a) {
            QVERIFY(a.at(QLatin1StringView("result.objects")).toArray().size() > 4);
        });
}

void ofCensus(Cases &c)
{
    const auto object
        = [](const char *name) { return QByteArray(R"({"object":{"object_api_name":")") + name + "\"}}"; };
    c.on("X24");
    commonCalls(c, census);
    c.ok("is it there?", census, rpc("test_connection"), says("result.success", true));
    c.ok("fields", census, rpc("list_fields", object("users")), says("result.fields.0.field_api_name", "id"))
        .then(says("result.fields.0.identifier", true));
    c.ok("fields of nothing", census, rpc("list_fields", object("none")), fails(-32602));
    c.ok("operations", census, rpc("supported_operations", object("audiences/beta-testers")),
         says("result.operations", QJsonArray {"upsert", "mirror"}));
    c.ok("speed", census, rpc("get_sync_speed"), says("result.maximum_batch_size", 1000));
    c.ok("users, and one that can't be", census,
         censusBatch("users", "upsert",
                     R"({"id":"synced","name":"S","plan":"team"},{"id":"a/b"},{"id":7,"email":9},{"id":8})"),
         says("result.record_results.0.success", true))
        .then(says("result.record_results.1.success", false))
        .then(says("result.record_results.2.success", false))
        .then(says("result.record_results.3.success", true))
        .then([](Service &s, const Answer &) {
            QCOMPARE(s.get("/v1/users/synced").at(QLatin1StringView("plan")).toString(), QString("team"));
            QCOMPARE(s.get("/v1/users/7").status, 404);
            QCOMPARE(s.get("/v1/users/8").status, 200);
        });
    c.ok("what is there is not inserted again, and what is not is not updated", census,
         censusBatch("objects/projects", "update", R"({"id":"no-such-project","name":"N"})"),
         says("result.record_results.0.success", false));
    c.ok("an audience", census, censusBatch("audiences/trial-ending", "upsert", R"({"user_id":"synced"})"),
         says("result.record_results.0.identifier", "synced"))
        .then([](Service &s, const Answer &) {
            QVERIFY(s.get("/v1/audiences/trial-ending/members").body.contains("\"synced\""));
        });
    c.ok("gone from the source", census, censusBatch("tenants", "delete", R"({"id":"synced-away"})"),
         says("result.record_results.0.success", true))
        .given({"PUT", "/v1/tenants/synced-away", "{}"})
        .then([](Service &s, const Answer &) { QCOMPARE(s.get("/v1/tenants/synced-away").status, 404); });
    c.ok("no such operation", census, censusBatch("users", "dance", {}), fails(-32602));
    const auto many = [](int count) {
        return joined(count, [](int i) { return "{\"id\":" + quotedId("row", i) + '}'; });
    };
    c.ok("1000 records", census, censusBatch("users", "upsert", many(1000)),
         says("result.record_results.999.success", true));
    c.ok("1001 records", census, censusBatch("users", "upsert", many(1001)), fails(-32602));
}

void ofHightouch(Cases &c)
{
    c.on("X25");
    commonCalls(c, hightouch);
    c.ok("modes", hightouch, rpc("list_modes", R"({"object":"users"})"), says("result.modes.0.id", "upsert"));
    c.ok("fields", hightouch, rpc("list_fields", R"({"object":"users","mode":"upsert"})"),
         says("result.fields.0.identifier", true));
    c.ok("fields of nothing", hightouch, rpc("list_fields", R"({"object":"none"})"), fails(-32602));
    c.ok("options", hightouch, rpc("list_options"), says("result.options", QJsonValue::Null));
    c.ok("a sync that is set up", hightouch, hightouchRows("validate", "mirror", {}),
         says("result.errors", QJsonArray()));
    c.ok("one that is not", hightouch, rpc("validate", R"({"configuration":{"object":"none"}})"),
         reads<RpcAnswer>())
        .then([](Service &, const Answer &a) {
            QCOMPARE(a.at(QLatin1StringView("result.errors")).toArray().size(), 2);
        });
    c.ok("what is to be sent", hightouch, hightouchRows("behavior", "mirror", {}),
         says("result.operations.remove", true));
    c.ok("new rows", hightouch, hightouchRows("add", "upsert", R"({"KEY":"touched","NAME":"T"},{"KEY":""})"),
         says("result.rejectedRows.0.row.KEY", ""))
        .then([](Service &s, const Answer &) {
            QCOMPARE(s.get("/v1/users/touched").at(QLatin1StringView("name")).toString(), QString("T"));
        });
    c.ok("changed rows", hightouch, hightouchRows("change", "update", R"({"KEY":"never-seen","NAME":"N"})"),
         says("result.rejectedRows.0.row.KEY", "never-seen"));
    c.ok("rows that are gone", hightouch, hightouchRows("remove", "mirror", R"({"KEY":"touched-away"})"),
         says("result.rejectedRows", QJsonArray()))
        .given({"PUT", "/v1/users/touched-away", "{}"})
        .then([](Service &s, const Answer &) { QCOMPARE(s.get("/v1/users/touched-away").status, 404); });
    c.ok("rows of no sync", hightouch, hightouchRows("add", "dance", {}), fails(-32602));
}

} // namespace

void connectorCases(Cases &c, const Known &)
{
    ofCensus(c);
    ofHightouch(c);
}

} // namespace contract
