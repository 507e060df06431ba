// Preference sets: E35 to E41, X03, X04. And channel data: E52 to E57.
#include "api/schema/channeldata.h"
#include "api/schema/preferences.h"
#include "contract/bodies.h"
#include "contract/cases.h"

#include <QTest>

using namespace api;

namespace contract {

namespace {

constexpr char fullSet[] = R"({
    "workflows":{"mention":{"channel_types":{"email":true,"sms":false},
                            "conditions":[{"variable":"recipient.a","operator":"not_contains","argument":"data.b"}]}},
    "categories":{"billing":true,"marketing":false},
    "channel_types":{"push":{"conditions":[{"variable":"data.n","operator":"greater_than","argument":3}]}},
    "channels":{"0c8f51e6-3b7a-4d92-9e05-a7d13c64f8b1":false},
    "commercial_subscribed":true,"of_tomorrow":7})";
// The same for a person and an object; `base` is where the sets are, `fresh` one whose owner is unknown.
void setting(Cases &c, const QByteArray &base, const QByteArray &fresh, const QByteArray &ownerPrefix,
             const QByteArray &ownerSuffix, const char *ownerField)
{
    const QByteArray set = base + "/default";
    c.ok("all there is", set, fullSet, reads<PreferenceSet>())
        .then(says("id", "default"))
        .then(says("__typename", "PreferenceSet"))
        .then(says("workflows.mention.channel_types.sms", false))
        .then(says("of_tomorrow", 7));
    c.ok("replaces", set, R"({"categories":{"billing":false}})")
        .given({"PUT", set, fullSet})
        .then(says("workflows", QJsonValue::Null))
        .then(says("channel_types", QJsonValue::Null))
        .then(says("categories.billing", false));
    c.ok("merges when told", set, R"({"__persistence_strategy__":"merge","categories":{"billing":false}})")
        .given({"PUT", set, fullSet})
        .then(says("categories.billing", false))
        .then(says("categories.marketing", false))
        .then(says("channel_types.push.conditions.0.operator", "greater_than"));
    c.ok(
        "nulls", set,
        R"({"workflows":null,"categories":null,"channel_types":null,"channels":null,"commercial_subscribed":null})",
        reads<PreferenceSet>());
    c.ok("the owner is made", fresh + "/default", "{}", reads<PreferenceSet>());
    c.ok("of a tenant", base + "/acme", "{}", says("id", "acme"));
    c.ok("an owner's id of 256", ownerPrefix + longId + ownerSuffix, "{}").atLimit("id");
    c.bad("an owner's id of 257", ownerPrefix + tooLongId + ownerSuffix, "{}", {ownerField}).atLimit("id");
    c.bad("each map of a wrong type", set, R"({"workflows":[],"categories":1,"channel_types":"x"})",
          {"workflows", "categories", "channel_types"});
    c.bad("settings that are none", set,
          R"({"workflows":{"a":1},"categories":{"b":[]},"channel_types":{"sms":3}})",
          {"workflows.a", "categories.b", "channel_types.sms"});
    c.bad("an operator that is none", set,
          R"({"categories":{"x":{"conditions":[{"variable":"data.a","operator":"like","argument":1}]}}})",
          {"categories.x.conditions[0].operator"});
    c.bad("a strategy that is none", set, R"({"__persistence_strategy__":"add"})",
          {"__persistence_strategy__"});
    c.error("no JSON", set, "{", 400, "invalid_json");
}

void preferences(Cases &c)
{
    const QByteArray person = "/v1/users/preferring/preferences";
    const QByteArray object = "/v1/objects/docks/preferring/preferences";
    c.on("E35");
    c.ok("a person's", person, {}, reads<QList<PreferenceSet>>())
        .given({"PUT", person + "/default", fullSet})
        .then(says("0.id", "default"));
    c.ok("of nobody", "/v1/users/nobody-at-all/preferences", {}, hasRows(0));

    c.on("E36");
    c.ok("a person's", person + "/default", {}, reads<PreferenceSet>())
        .given({"PUT", person + "/default", fullSet})
        .then(says("categories.marketing", false));
    c.ok("of nobody: empty, and no error", "/v1/users/nobody-at-all/preferences/default", {},
         reads<PreferenceSet>())
        .then(says("id", "default"))
        .then(says("workflows", QJsonValue::Null));
    c.ok("with a tenant's defaults", "/v1/users/nobody-at-all/preferences/default?tenant=brightwater", {},
         says("categories.marketing", false));

    c.on("E37");
    setting(c, person, "/v1/users/preferring-anew/preferences", "/v1/users/", "/preferences/default",
            "user_id");

    c.on("E38");
    c.ok("an object's", object, {}, reads<QList<PreferenceSet>>())
        .given({"PUT", object + "/default", fullSet})
        .then(says("0.id", "default"));
    c.ok("of nothing", "/v1/objects/docks/none-at-all/preferences", {}, hasRows(0));

    c.on("E39");
    c.ok("an object's", object + "/default", {}, reads<PreferenceSet>())
        .given({"PUT", object + "/default", fullSet})
        .then(says("categories.marketing", false));
    c.ok("of nothing: empty, and no error", "/v1/objects/docks/none-at-all/preferences/default", {},
         reads<PreferenceSet>())
        .then(says("workflows", QJsonValue::Null));
    c.ok("with a tenant's defaults", "/v1/objects/docks/none-at-all/preferences/default?tenant=brightwater",
         {}, says("categories.marketing", false));

    c.on("E40");
    setting(c, object, "/v1/objects/docks/preferring-anew/preferences", "/v1/objects/docks/",
            "/preferences/default", "object_id");

    c.on("X03");
    c.nothing("a person's", person + "/brief")
        .given({"PUT", person + "/brief", fullSet})
        .then([person](Service &s, const Answer &) {
            QVERIFY(!s.get(person).ids().contains(QStringLiteral("brief")));
        });
    c.on("X04");
    c.nothing("an object's", object + "/brief")
        .given({"PUT", object + "/brief", fullSet})
        .then([object](Service &s, const Answer &) {
            QVERIFY(!s.get(object).ids().contains(QStringLiteral("brief")));
        });
}

void preferencesInBulk(Cases &c, const Known &k)
{
    c.on("E41");
    const QByteArray bulk = "/v1/users/bulk/preferences";
    c.ok("one set for several", bulk,
         R"({"user_ids":[")" + k.user
             + R"(","nobody-at-all"],"preferences":{"id":"acme","channel_types":{"sms":false}}})",
         reads<BulkOperation>())
        .then(says("name", "users.set_preferences"))
        .then([k](Service &s, const Answer &a) {
            QVERIFY(s.settle());
            QCOMPARE(
                s.get("/v1/users/" + k.user + "/preferences/acme").at(QLatin1StringView("channel_types.sms")),
                QJsonValue(false));
            const Answer over
                = s.get("/v1/bulk_operations/" + a.at(QLatin1StringView("id")).toString().toLatin1());
            QCOMPARE(over.at(QLatin1StringView("processed_rows")).toInt(), 2);
        });
    c.ok("without the set's id: default", bulk, R"({"user_ids":["nobody-at-all"],"preferences":{}})");
    c.listLimit(
        bulk, "user_ids", 1000,
        [](const QByteArray &list) { return "{\"preferences\":{},\"user_ids\":" + list + '}'; },
        [](int i) { return quotedId("many", i); });
    c.bad("no set", bulk, R"({"user_ids":["a"]})", {"preferences"});
    c.bad("a set that is none", bulk, R"({"user_ids":["a"],"preferences":{"channel_types":{"sms":3}}})",
          {"preferences.channel_types.sms"});
    c.bad("an id that is none", bulk, R"({"user_ids":["a"],"preferences":{"id":7}})", {"preferences.id"});
}

void dataOf(Cases &c, const Known &k, const QByteArray &base, const QByteArray &fresh, const char *number)
{
    const QByteArray push = base + '/' + k.push;
    const QByteArray none = base + "/00000000-0000-4000-8000-000000000000";
    const QByteArray tokens = R"({"data":{"tokens":["one","two"]}})";
    c.on(number);
    c.ok("what was set", push, {}, reads<ChannelData>())
        .given({"PUT", push, tokens})
        .then(says("channel_id", QString::fromLatin1(k.push)))
        .then(says("data.tokens", QJsonArray {"one", "two"}))
        .then(says("data.devices.1.token", "two"));
    c.missing("nothing set", fresh + k.push);
    c.error("no channel", none, {}, 404, "channel_invalid");

    const bool ofUser = QByteArray(number) == "E52";
    c.on(ofUser ? "E53" : "E56");
    c.ok("devices", push, R"({"data":{"devices":[{"token":"a","locale":"nb","timezone":null}]}})",
         reads<ChannelData>())
        .then(says("data.tokens", QJsonArray {"a"}))
        .then(says("data.devices.0.locale", "nb"));
    c.ok("replaces", push, R"({"data":{"tokens":["three"]}})")
        .given({"PUT", push, tokens})
        .then(says("data.tokens", QJsonArray {"three"}));
    c.ok("Slack", base + '/' + k.slack,
         R"({"data":{"token":null,"connections":[{"access_token":"xoxb-1","channel_id":"C1","user_id":null},
             {"incoming_webhook":{"url":"https://hooks.example/x"}}]}})",
         reads<ChannelData>());
    c.ok("the owner is made", QByteArray(fresh).replace("at-all", "anew") + k.push, tokens);
    c.error("no channel", none, tokens, 404, "channel_invalid");
    const QByteArray owners = fresh.left(fresh.indexOf("no")); // where their ids follow
    const QByteArray behind = "/channel_data/" + k.push;
    c.ok("an owner's id of 256", owners + longId + behind, tokens).atLimit("id");
    c.bad("an owner's id of 257", owners + tooLongId + behind, tokens, {ofUser ? "user_id" : "object_id"})
        .atLimit("id");
    c.bad("no data", push, "{}", {"data"});
    c.bad("data in text", push, R"({"data":"tokens"})", {"data"});
    c.bad("tokens that are none", push, R"({"data":{"tokens":[1]}})", {"data.tokens[0]"});
    c.bad("neither tokens nor devices", push, R"({"data":{"player":"x"}})", {"data.tokens"});
    c.bad("connections that are none", base + '/' + k.slack, R"({"data":{"connections":"C1"}})",
          {"data.connections"});

    c.on(ofUser ? "E54" : "E57");
    c.nothing("what was set", push).given({"PUT", push, tokens}).then([push](Service &s, const Answer &) {
        QCOMPARE(s.get(push).status, 404);
    });
    c.error("no channel", none, {}, 404, "channel_invalid");
}

} // namespace

void preferenceCases(Cases &c, const Known &k)
{
    preferences(c);
    preferencesInBulk(c, k);
}

void channelDataCases(Cases &c, const Known &k)
{
    dataOf(c, k, "/v1/users/phone-owner/channel_data", "/v1/users/nobody-at-all/channel_data/", "E52");
    dataOf(c, k, "/v1/objects/docks/phone-owner/channel_data", "/v1/objects/docks/none-at-all/channel_data/",
           "E55");
}

} // namespace contract
