// Subscriptions: E30 to E34, X08.
#include "api/schema/subscription.h"
#include "contract/bodies.h"
#include "contract/cases.h"

#include <QTest>

using namespace api;

namespace contract {

namespace {

const QByteArray ship = "/v1/objects/ships/aurora";
const QByteArray toShip = ship + "/subscriptions";
const Step madeShip {"PUT", ship, R"({"name":"Aurora"})"};
const Step madeSailor {"PUT", "/v1/users/sailor", R"({"name":"Sailor"})"};
const Step subscribed {"POST", toShip, R"({"recipients":["sailor"],"properties":{"role":"watch"}})"};

QByteArray inlinePerson(int i)
{
    return "{\"id\":" + quotedId("crew", i) + '}';
}

void subscriptionLists(Cases &c)
{
    c.on("E30");
    c.ok("who gets what the ship gets", toShip, {}, reads<Page<Subscription>>())
        .given(madeShip)
        .given(madeSailor)
        .given(subscribed)
        .then(says("entries.0.recipient.name", "Sailor"))
        .then(says("entries.0.object.id", "aurora"))
        .then(says("entries.0.properties.role", "watch"))
        .then(says("entries.0.__typename", "ObjectSubscription"));
    c.ok("said in words", toShip + "?mode=object&include[]=preferences", {}, hasRows(1)).given(subscribed);
    c.ok("what the ship gets from others", toShip + "?mode=recipient", {}, hasRows(0)).given(madeShip);
    c.ok("only one recipient", toShip + "?recipients[]=sailor", {}, hasRows(1)).given(subscribed);
    c.ok("only another", toShip + "?recipients[0][id]=x&recipients[0][collection]=ships", {}, hasRows(0))
        .given(subscribed);
    c.ok("only from one object", toShip + "?mode=recipient&objects[0][id]=x&objects[0][collection]=ships", {},
         hasRows(0));
    c.missing("of no object", "/v1/objects/ships/none-at-all/subscriptions");
    c.badQuery(toShip, "mode", "both");
    c.badQuery(toShip, "include[]", "feeds");
    c.paging(toShip);

    c.on("E31");
    const QByteArray own = "/v1/users/sailor/subscriptions";
    c.ok("a person's", own, {}, reads<Page<Subscription>>())
        .given(subscribed)
        .then(says("entries.0.object.id", "aurora"));
    c.ok("to one object", own + "?objects[0][id]=aurora&objects[0][collection]=ships", {}, hasRows(1))
        .given(subscribed);
    c.ok("to another", own + "?objects[0][id]=none&objects[0][collection]=ships", {}, hasRows(0))
        .given(subscribed);
    c.missing("of nobody", "/v1/users/nobody-at-all/subscriptions");
    c.badQuery(own, "include[]", "feeds");
    c.paging(own);
}

void oneSubscription(Cases &c)
{
    c.on("E32");
    c.ok("all forms of recipients", toShip,
         R"({"recipients":["sailor",{"id":"tug","collection":"ships"},{"id":"cook","name":"Cook"},
             {"id":"lot","collection":"ships","name":"Lot"}],"properties":{"a":1}})",
         reads<Page<Subscription>>())
        .given(madeShip)
        .given(madeSailor)
        .given({"PUT", "/v1/objects/ships/tug", "{}"})
        .then(hasRows(4))
        .then([](Service &s, const Answer &) {
            QCOMPARE(s.get("/v1/users/cook").at(QLatin1StringView("name")).toString(),
                     QStringLiteral("Cook"));
            QCOMPARE(s.get("/v1/objects/ships/lot").status, 200);
        });
    c.ok("again: its properties change", toShip, R"({"recipients":["sailor"],"properties":{"role":"b"}})")
        .given(subscribed)
        .then(says("0.properties.role", "b"))
        .then([](Service &s, const Answer &) {
            QCOMPARE(s.get(toShip + "?recipients[]=sailor").rows().size(), 1);
        });
    c.ok("null properties", toShip, R"({"recipients":["sailor"],"properties":null})").given(subscribed);
    c.listLimit(toShip, "recipients", 100, recipientsBody, inlinePerson);
    c.idLimit(toShip, "recipients[0].id",
              [](const QByteArray &id) { return R"({"recipients":[{"id":")" + id + R"("}]})"; });
    c.bad("properties in text", toShip, R"({"recipients":["sailor"],"properties":"a"})", {"properties"});
    c.bad("a recipient without id", toShip, R"({"recipients":["sailor",{"name":"X"}]})",
          {"recipients[1].id"});
    c.bad("a recipient that is a number", toShip, R"({"recipients":[7]})", {"recipients[0]"});

    c.on("E34");
    c.ok("ends, and says which", toShip, R"({"recipients":["sailor","nobody-at-all"]})",
         reads<Page<Subscription>>())
        .given(subscribed)
        .then(hasRows(1))
        .then([](Service &s, const Answer &) {
            QCOMPARE(s.get(toShip + "?recipients[]=sailor").rows().size(), 0);
        });
    c.ok("of an object", toShip, R"({"recipients":[{"id":"tug","collection":"ships"}]})");
    c.listLimit(toShip, "recipients", 100, recipientsBody, [](int i) { return quotedId("crew", i); });
    c.bad("a recipient that is a number", toShip, R"({"recipients":[7]})", {"recipients[0]"});
}

void subscriptionsInBulk(Cases &c)
{
    const auto list = [](const QByteArray &of) { return "{\"subscriptions\":" + of + '}'; };
    const auto people
        = [](int count) { return R"([{"id":"aurora","recipients":[)" + joined(count, inlinePerson) + "]}]"; };
    const auto aShip
        = [](int i) { return "{\"id\":" + quotedId("fleet", i) + R"(,"recipients":["sailor"]})"; };
    c.on("E33");
    const QByteArray bulk = "/v1/objects/ships/bulk/subscriptions/add";
    c.ok("some", bulk,
         R"({"subscriptions":[{"id":"bulk-ship","recipients":["sailor",{"id":"bulk-mate","name":"Mate"}],
             "properties":{"a":1}}]})",
         reads<BulkOperation>())
        .given({"PUT", "/v1/objects/ships/bulk-ship", "{}"})
        .given(madeSailor)
        .then(says("name", "objects.ships.upsert_subscriptions"))
        .then([](Service &s, const Answer &) {
            QVERIFY(s.settle());
            QCOMPARE(s.get("/v1/objects/ships/bulk-ship/subscriptions").rows().size(), 2);
        });
    c.listLimit(bulk, "subscriptions", 100, list, aShip);
    c.ok("50 recipients", bulk, list(people(50))).given(madeShip).atLimit("recipients");
    c.bad("51 recipients", bulk, list(people(51)), {"subscriptions[0].recipients"}).atLimit("recipients");
    c.bad("one without id", bulk, R"({"subscriptions":[{"recipients":["a"]}]})", {"subscriptions[0].id"});
    c.bad("one without recipients", bulk, R"({"subscriptions":[{"id":"a"}]})",
          {"subscriptions[0].recipients"});

    c.on("X08");
    const QByteArray gone = "/v1/objects/ships/bulk/subscriptions/delete";
    c.ok("some, and what was never there", gone,
         R"({"subscriptions":[{"id":"aurora","recipients":["sailor"]},{"id":"none-at-all","recipients":["x"]}]})",
         reads<BulkOperation>())
        .given(madeShip)
        .given(subscribed)
        .then([](Service &s, const Answer &) {
            QVERIFY(s.settle());
            QCOMPARE(s.get(toShip + "?recipients[]=sailor").rows().size(), 0);
        });
    c.listLimit(gone, "subscriptions", 100, list, aShip);
    c.ok("50 recipients", gone, list(people(50))).given(madeShip).atLimit("recipients");
    c.bad("51 recipients", gone, list(people(51)), {"subscriptions[0].recipients"}).atLimit("recipients");
}

} // namespace

void subscriptionCases(Cases &c, const Known &)
{
    subscriptionLists(c);
    oneSubscription(c);
    subscriptionsInBulk(c);
}

} // namespace contract
