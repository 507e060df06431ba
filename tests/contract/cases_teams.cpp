// Microsoft Teams by the Entra tenant that an object holds: X12 to X15.
#include "api/schema/teams.h"
#include "contract/cases.h"

#include <QTest>
#include <QUrl>

using namespace api;

namespace contract {

namespace {

const QByteArray entraTenant = "6b881677-6b5a-4b73-a944-72d1a7d32946"; // of resources/sandbox/teams.json

QByteArray teamsOwner(const char *tenant)
{
    return QByteArray("ms_teams_tenant_object=%7B%22object_id%22%3A%22") + tenant
        + "%22%2C%22collection%22%3A%22%24tenants%22%7D";
}

Step connectedTo(const Known &k, const char *tenant, const QByteArray &entra)
{
    return {"PUT", QByteArray("/v1/objects/$tenants/") + tenant + "/channel_data/" + k.teams,
            R"({"data":{"ms_teams_tenant_id":")" + entra + R"(","connections":[]}})"};
}

// `more`: what the route needs beside the owner, with its leading &.
void ownerCases(Cases &c, const Known &k, const QByteArray &route, const QByteArray &more = {})
{
    const QByteArray target = "/v1/providers/ms-teams/" + k.teams + '/' + route + '?';
    c.ok("in brackets",
         target + "ms_teams_tenant_object[object_id]=teamed&ms_teams_tenant_object[collection]=$tenants"
             + more)
        .given(connectedTo(k, "teamed", entraTenant));
    c.error("no Entra tenant is stored", target + teamsOwner("teamless") + more, {}, 403, "authorization")
        .given({"PUT", "/v1/tenants/teamless", "{}"})
        .then(says("type", "authentication_error"))
        .then(says("message", "Microsoft Teams tenant ID not set."));
    c.bad("whose?", target + more.mid(1), {},
          {"ms_teams_tenant_object.object_id", "ms_teams_tenant_object.collection"});
    c.bad("an owner that is none", target + "ms_teams_tenant_object=text" + more, {},
          {"ms_teams_tenant_object"})
        .among();
    c.error("a channel of Slack",
            "/v1/providers/ms-teams/" + k.slack + '/' + route + '?' + teamsOwner("teamed") + more, {}, 404,
            "channel_invalid");
}

void lists(Cases &c, const Known &k)
{
    const QByteArray teams = "/v1/providers/ms-teams/" + k.teams + "/teams?" + teamsOwner("teamed");
    const Step connected = connectedTo(k, "teamed", entraTenant);
    const Step unknown = connectedTo(k, "estranged", "00000000-0000-4000-8000-000000000000");
    const auto refuses = [&](const QByteArray &target) {
        c.error("a tenant Microsoft does not know", target, {}, 403, "authorization").given(unknown);
    };
    const QByteArray estranged = teamsOwner("estranged");
    c.on("X13");
    c.ok("all but the archived", teams, {}, reads<TeamsTeams>())
        .given(connected)
        .then(says("ms_teams_teams.0.displayName", "Parkway"))
        .then(says("skip_token", QJsonValue::Null));
    c.ok("the first page", teams + "&query_options.$top=2", {}, reads<TeamsTeams>())
        .given(connected)
        .then([teams](Service &s, const Answer &a) {
            const QByteArray next = a.at(QLatin1StringView("skip_token")).toString().toUtf8();
            QVERIFY(!next.isEmpty());
            const Answer second
                = s.get(teams + "&query_options.$top=2&query_options.$skiptoken=" + next.toPercentEncoding());
            QCOMPARE(second.at(QLatin1StringView("ms_teams_teams.0.displayName")).toString(),
                     QStringLiteral("Customer support"));
        });
    c.ok("filtered, and less of each",
         teams + "&query_options.$filter=startsWith(displayName,'cust')&query_options.$select=id", {},
         says("ms_teams_teams.0.displayName", "Customer support"))
        .given(connected)
        .then(says("ms_teams_teams.0.description", QJsonValue::Undefined));
    c.ok("999 a page", teams + "&query_options.$top=999").given(connected).atLimit("$top");
    c.bad("1000 a page", teams + "&query_options.$top=1000", {}, {"query_options.$top"})
        .given(connected)
        .atLimit("$top");
    c.bad("a filter that is none", teams + "&query_options.$filter=displayName", {},
          {"query_options.$filter"})
        .given(connected);
    c.bad("a token that is none", teams + "&query_options.$skiptoken=x", {}, {"query_options.$skiptoken"})
        .given(connected);
    refuses("/v1/providers/ms-teams/" + k.teams + "/teams?" + estranged);
    ownerCases(c, k, "teams");

    const QByteArray team = "&team_id=8d116ece-1738-47d9-bd9c-172411e20b8f";
    const QByteArray channels = "/v1/providers/ms-teams/" + k.teams + "/channels?" + teamsOwner("teamed");
    c.on("X14");
    c.ok("neither archived nor private", channels + team, {}, reads<TeamsChannels>())
        .given(connected)
        .then([](Service &, const Answer &a) {
            QCOMPARE(a.at(QLatin1StringView("ms_teams_channels")).toArray().size(), 3);
        });
    c.ok("the private ones", channels + team + "&query_options.$filter=membershipType%20eq%20'private'", {},
         says("ms_teams_channels.0.displayName", "Board"))
        .given(connected);
    c.bad("of which team?", channels, {}, {"team_id"}).given(connected);
    c.missing("no such team", channels + "&team_id=none").given(connected);
    c.bad("a filter that is none", channels + team + "&query_options.$filter=1", {},
          {"query_options.$filter"})
        .given(connected);
    refuses("/v1/providers/ms-teams/" + k.teams + "/channels?" + estranged + team);
    ownerCases(c, k, "channels", team);
}

} // namespace

void teamsCases(Cases &c, const Known &k)
{
    const QByteArray base = "/v1/providers/ms-teams/" + k.teams + '/';
    c.on("X12");
    c.ok("connected", base + "auth_check?" + teamsOwner("teamed"), {}, reads<TeamsConnection>())
        .given(connectedTo(k, "teamed", entraTenant))
        .then(says("connection.ok", true))
        .then(says("connection.ms_teams_tenant_id", QString::fromLatin1(entraTenant)));
    c.ok("the made world's", base + "auth_check?" + teamsOwner("acme"), {}, says("connection.ok", true));
    c.ok("a tenant Microsoft does not know", base + "auth_check?" + teamsOwner("estranged"), {},
         reads<TeamsConnection>())
        .given(connectedTo(k, "estranged", "00000000-0000-4000-8000-000000000000"))
        .then(says("connection.ok", false))
        .then(says("connection.reason", "tenant_not_found"));
    ownerCases(c, k, "auth_check");
    lists(c, k);
    c.on("X15");
    c.ok("the tenant goes", base + "revoke_access?" + teamsOwner("teamed"), {}, says("ok", "ok"))
        .given(connectedTo(k, "teamed", entraTenant))
        .then([base](Service &s, const Answer &) {
            QCOMPARE(s.get(base + "auth_check?" + teamsOwner("teamed")).status, 403);
        });
    ownerCases(c, k, "revoke_access");
}

} // namespace contract
