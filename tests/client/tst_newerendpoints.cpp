#include "api/schema/audience.h"
#include "api/schema/teams.h"
#include "client/wirecheck.h"

using namespace api;

// What the requests of today's service only look like on the wire, with every parameter, written down by
// hand.
class TestNewerEndpoints : public QObject, private WireCheck
{
    Q_OBJECT

private Q_SLOTS:
    void ofAudiences()
    {
        PageQuery page;
        page.after = "a+1";
        page.before = "b=";
        page.pageSize = 7;
        check(audiences::list("beta testers", page), "GET",
              "/v1/audiences/beta%20testers/members?after=a%2B1&before=b%3D&page_size=7");
        const AudienceMembers ada {{QJsonObject {{"user", QJsonObject {{"id", "ada"}}}, {"tenant", "acme"}}}};
        const QByteArray body = json("{'members': [{'user': {'id': 'ada'}, 'tenant': 'acme'}]}");
        check(audiences::add("vip", {.createAudience = true}, ada), "POST",
              "/v1/audiences/vip/members?create_audience=true", body);
        check(audiences::add("vip", {}, ada), "POST", "/v1/audiences/vip/members", body);
        check(audiences::remove("vip", ada), "DELETE", "/v1/audiences/vip/members", body);
    }

    void ofTeams()
    {
        const QJsonObject acme {{"object_id", "acme"}, {"collection", "$tenants"}};
        const QByteArray owner
            = "ms_teams_tenant_object=%7B%22collection%22%3A%22%24tenants%22%2C%22object_id%22"
              "%3A%22acme%22%7D";
        const QByteArray base = "/v1/providers/ms-teams/c1/";
        check(teams::authCheck("c1", {.tenantObject = acme}), "GET", base + "auth_check?" + owner);
        check(teams::revoke("c1", {.tenantObject = acme}), "PUT", base + "revoke_access?" + owner);
        TeamsQuery query;
        query.tenantObject = acme;
        check(teams::list("c1", query), "GET", base + "teams?" + owner);
        query.filter = "displayName eq 'A & B'";
        query.select = "id,description";
        query.top = 9;
        query.skipToken = "x=";
        check(teams::list("c1", query), "GET",
              base + "teams?" + owner
                  + "&query_options.%24filter=displayName%20eq%20%27A%20%26%20B%27"
                    "&query_options.%24select=id%2Cdescription&query_options.%24top=9"
                    "&query_options.%24skiptoken=x%3D");
        TeamsChannelQuery channels;
        channels.tenantObject = acme;
        channels.teamId = "t1";
        channels.filter = "isArchived eq true";
        channels.select = "id";
        check(teams::channels("c1", channels), "GET",
              base + "channels?" + owner
                  + "&team_id=t1&query_options.%24filter=isArchived%20eq%20true&query_options.%24select=id");
    }

    void everyEndpointHadItsTurn() { QCOMPARE(leftOut(false, &isNewerEndpoint), QStringList()); }
    void everyParameterHadItsTurn() { QCOMPARE(leftOut(true, &isNewerEndpoint), QStringList()); }
};

QTEST_GUILESS_MAIN(TestNewerEndpoints)
#include "tst_newerendpoints.moc"
