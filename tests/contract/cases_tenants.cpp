// Tenants: E42 to E45, X05, X06. And Slack by the token a tenant holds: E59 to E61.
#include "api/schema/slack.h"
#include "api/schema/tenant.h"
#include "contract/bodies.h"
#include "contract/cases.h"

#include <QTest>

using namespace api;

namespace contract {

namespace {

void oneTenant(Cases &c)
{
    c.on("E42");
    c.ok("all", "/v1/tenants", {}, reads<Page<Tenant>>()).then([](Service &, const Answer &a) {
        QVERIFY(a.ids().contains(QStringLiteral("acme")));
    });
    c.ok("by id", "/v1/tenants?tenant_id=acme", {}, hasRows(1)).then(says("entries.0.id", "acme"));
    c.ok("by name", "/v1/tenants?name=Acme%20Interiors", {}, hasRows(1)).then(says("entries.0.id", "acme"));
    c.paging("/v1/tenants");

    c.on("E43");
    c.ok("one", "/v1/tenants/acme", {}, reads<Tenant>())
        .then(says("name", "Acme Interiors"))
        .then(says("properties.name", "Acme Interiors"))
        .then(says("__typename", "Tenant"));
    c.ok("with all defaults", "/v1/tenants/brightwater?resolve_full_preference_settings=true", {},
         reads<Tenant>());
    c.missing("none", "/v1/tenants/none-at-all");
    c.badQuery("/v1/tenants/acme", "resolve_full_preference_settings", "perhaps");

    c.on("E44");
    c.ok("makes one", "/v1/tenants/new",
         R"({"name":"New","plan":"gold","settings":{"branding":{"primary_color":"#0B3D91",
             "dark_logo_url":"https://x.example/l.png"},"preference_set":{"channel_types":{"sms":false}}},
             "channel_data":{}})",
         reads<Tenant>())
        .then(says("name", "New"))
        .then(says("plan", "gold"))
        .then(says("settings.branding.primary_color", "#0B3D91"))
        .then(says("settings.branding.dark_logo_url", "https://x.example/l.png"))
        .then(says("settings.preference_set.channel_types.sms", false));
    c.ok("merges what is there", "/v1/tenants/merged",
         R"({"settings":{"branding":{"icon_url":"https://x.example/i.png"},
             "preference_set":{"categories":{"a":false}}}})")
        .given({"PUT", "/v1/tenants/merged",
                R"({"name":"M","settings":{"branding":{"primary_color":"#000000"},
                    "preference_set":{"categories":{"b":false}}}})"})
        .then(says("name", "M"))
        .then(says("settings.branding.primary_color", "#000000"))
        .then(says("settings.branding.icon_url", "https://x.example/i.png"))
        .then(says("settings.preference_set.categories.a", false))
        .then(says("settings.preference_set.categories.b", false));
    c.ok("replaces its set when told", "/v1/tenants/merged",
         R"({"settings":{"preference_set":{"__persistence_strategy__":"replace","categories":{"a":false}}}})")
        .given({"PUT", "/v1/tenants/merged", R"({"settings":{"preference_set":{"categories":{"b":false}}}})"})
        .then(says("settings.preference_set.categories", QJsonObject {{"a", false}}));
    c.ok("null removes its set", "/v1/tenants/merged", R"({"settings":{"preference_set":null}})")
        .given({"PUT", "/v1/tenants/merged", R"({"settings":{"preference_set":{"categories":{"b":false}}}})"})
        .then(says("settings.preference_set", QJsonValue::Null));
    c.ok("no body", "/v1/tenants/bare", {}, reads<Tenant>());
    c.ok("an id of 256", "/v1/tenants/" + longId, "{}", reads<Tenant>()).atLimit("id");
    c.bad("an id of 257", "/v1/tenants/" + tooLongId, "{}", {"id"}).atLimit("id");
    c.propertiesLimit("/v1/tenants/heavy");
    c.bad("each field of a wrong type", "/v1/tenants/wrong", R"({"name":1,"settings":[],"channel_data":7})",
          {"name", "settings", "channel_data"});
    c.bad("branding that is none", "/v1/tenants/wrong", R"({"settings":{"branding":"red"}})",
          {"settings.branding"});
    c.bad("a set that is none", "/v1/tenants/wrong",
          R"({"settings":{"preference_set":{"channel_types":{"sms":3}}}})",
          {"settings.preference_set.channel_types.sms"});

    c.on("E45");
    c.nothing("one", "/v1/tenants/leaving")
        .given({"PUT", "/v1/tenants/leaving", "{}"})
        .then([](Service &s, const Answer &) { QCOMPARE(s.get("/v1/tenants/leaving").status, 404); });
    c.missing("none", "/v1/tenants/none-at-all");
}

void tenantsInBulk(Cases &c)
{
    c.on("X05");
    const QByteArray set = "/v1/tenants/bulk/set";
    c.ok("makes and changes", set, R"({"tenants":[{"id":"bulk-t","name":"T"},{"id":"bulk-u"}]})",
         reads<BulkOperation>())
        .then([](Service &s, const Answer &) {
            QVERIFY(s.settle());
            QCOMPARE(s.get("/v1/tenants/bulk-t").at(QLatin1StringView("name")).toString(),
                     QStringLiteral("T"));
        });
    c.ok("ids alone", set, R"({"tenants":["bulk-v"]})", reads<BulkOperation>());
    c.listLimit(
        set, "tenants", 1000, [](const QByteArray &list) { return "{\"tenants\":" + list + '}'; },
        [](int i) { return "{\"id\":" + quotedId("tenant", i) + '}'; });
    c.idLimit(set, "tenants[0].id",
              [](const QByteArray &id) { return R"({"tenants":[{"id":")" + id + R"("}]})"; });
    c.bad("one without id", set, R"({"tenants":[{"name":"A"}]})", {"tenants[0].id"});

    c.on("X06");
    const QByteArray gone = "/v1/tenants/bulk/delete";
    const auto ids = [](int count) {
        return joined(
            count, [](int i) { return "tenant_ids[]=t" + QByteArray::number(i); }, '&');
    };
    c.ok("removes", gone + "?tenant_ids[]=bulk-gone", {}, reads<BulkOperation>())
        .given({"PUT", "/v1/tenants/bulk-gone", "{}"})
        .then([](Service &s, const Answer &) {
            QVERIFY(s.settle());
            QCOMPARE(s.get("/v1/tenants/bulk-gone").status, 404);
        });
    c.ok("1000 ids", gone + '?' + ids(1000), {}, reads<BulkOperation>()).atLimit("tenant_ids");
    c.bad("1001 ids", gone + '?' + ids(1001), {}, {"tenant_ids"}).atLimit("tenant_ids");
    c.bad("no ids", gone, {}, {"tenant_ids"});
}

// `access_token_object` in each way that it may come.
QByteArray asJson(const char *tenant)
{
    return QByteArray("access_token_object=%7B%22object_id%22%3A%22") + tenant
        + "%22%2C%22collection%22%3A%22%24tenants%22%7D";
}

void common(Cases &c, const QByteArray &target, const QByteArray &noChannel)
{
    c.error("no token is stored", target + '?' + asJson("tokenless"), {}, 403, "authorization")
        .given({"PUT", "/v1/tenants/tokenless", "{}"})
        .then(says("type", "authentication_error"));
    c.bad("whose token?", target, {}, {"access_token_object.object_id", "access_token_object.collection"});
    c.bad("an owner that is none", target + "?access_token_object=text", {}, {"access_token_object"}).among();
    c.error("no channel", noChannel + '?' + asJson("acme"), {}, 404, "channel_invalid");
}

} // namespace

void tenantCases(Cases &c, const Known &)
{
    oneTenant(c);
    tenantsInBulk(c);
}

void slackCases(Cases &c, const Known &k)
{
    const QByteArray none = "/v1/providers/slack/00000000-0000-4000-8000-000000000000/";
    const QByteArray base = "/v1/providers/slack/" + k.slack + '/';
    const Step connected {"PUT", "/v1/objects/$tenants/slackers/channel_data/" + k.slack,
                          R"({"data":{"token":{"access_token":"xoxb-sandbox-parkway"},"connections":[]}})"};
    c.on("E59");
    c.ok("connected", base + "auth_check?" + asJson("slackers"), {}, reads<SlackConnection>())
        .given(connected)
        .then(says("connection.ok", true));
    c.ok("in brackets",
         base + "auth_check?access_token_object[object_id]=slackers&access_token_object[collection]=$tenants")
        .given(connected)
        .then(says("connection.ok", true));
    common(c, base + "auth_check", none + "auth_check");

    c.on("E60");
    c.ok("the first page", base + "channels?query_options.limit=1&" + asJson("slackers"), {},
         reads<SlackChannels>())
        .given(connected)
        .then([base](Service &s, const Answer &a) {
            const QByteArray next = a.at(QLatin1StringView("next_cursor")).toString().toUtf8();
            QVERIFY(!next.isEmpty());
            const Answer second = s.get(base + "channels?query_options.limit=1&query_options.cursor="
                                        + next.toPercentEncoding() + '&' + asJson("slackers"));
            QCOMPARE(second.status, 200);
            QVERIFY(second.at(QLatin1StringView("slack_channels.0.id")).toString()
                    != a.at(QLatin1StringView("slack_channels.0.id")).toString());
        });
    c.ok("every option",
         base
             + "channels?query_options.exclude_archived=true&query_options.types=public_channel"
               "&query_options.team_id=T0AAA&"
             + asJson("slackers"))
        .given(connected);
    common(c, base + "channels", none + "channels");

    c.on("E61");
    c.ok("the token goes", base + "revoke_access?" + asJson("slackers"))
        .given(connected)
        .then([base](Service &s, const Answer &) {
            QCOMPARE(s.get(base + "auth_check?" + asJson("slackers")).status, 403);
        });
    common(c, base + "revoke_access", none + "revoke_access");
}

} // namespace contract
