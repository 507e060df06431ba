#include "api/schema/audience.h"
#include "api/schema/connector.h"
#include "api/schema/guide.h"
#include "api/schema/preferencecenter.h"
#include "api/schema/teams.h"
#include "client/wirecheck.h"

using namespace api;

// What the requests of today's service only look like on the wire, with every parameter, written down by
// hand.
class TestNewerEndpoints : public QObject, private WireCheck
{
    Q_OBJECT

    static void fill(GuideStepMark &mark)
    {
        mark.channelId = "c1";
        mark.guideId = "g1";
        mark.guideKey = "tour";
        mark.stepRef = "s1";
    }

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

    void ofThePreferenceCentre()
    {
        check(preferenceCenter::config("a/b"), "GET", "/v1/users/a%2Fb/preference_center/config");
        check(preferenceCenter::sign("ada"), "POST", "/v1/users/ada/preference_center/signed_url");
    }

    void ofGuides()
    {
        check(guides::get("ada", "c1", {}), "GET", "/v1/users/ada/guides/c1");
        check(guides::get("ada", "c1", {.tenant = "acme", .data = {{"n", 1}}, .type = "tour"}), "GET",
              "/v1/users/ada/guides/c1?tenant=acme&data=%7B%22n%22%3A1%7D&type=tour");
        const QByteArray step
            = "'channel_id': 'c1', 'guide_id': 'g1', 'guide_key': 'tour', 'guide_step_ref': 's1'";
        const auto body = [&](const char *more) { return json("{" + step + more + "}"); };
        const QByteArray marks = "/v1/users/ada/guides/messages/";
        GuideSeen seen;
        fill(seen);
        seen.content = {{"title", "T"}};
        check(guides::seen("ada", seen), "PUT", marks + "seen", body(", 'content': {'title': 'T'}"));
        seen.tenant = "acme";
        seen.data = QJsonObject {{"n", 1}};
        check(guides::seen("ada", seen), "PUT", marks + "seen",
              body(", 'content': {'title': 'T'}, 'tenant': 'acme', 'data': {'n': 1}"));
        GuideInteracted interacted;
        fill(interacted);
        interacted.tenant = "acme";
        interacted.metadata = QJsonObject {{"button", "ok"}};
        check(guides::interacted("ada", interacted), "PUT", marks + "interacted",
              body(", 'tenant': 'acme', 'metadata': {'button': 'ok'}"));
        GuideArchived archived;
        fill(archived);
        check(guides::archived("ada", archived), "PUT", marks + "archived", body(""));
        archived.tenant = "acme";
        archived.isFinal = true;
        archived.isUnthrottled = false;
        check(guides::archived("ada", archived), "PUT", marks + "archived",
              body(", 'tenant': 'acme', 'is_final': true, 'unthrottled': false"));
        const GuideNamed tour {.guideKey = "tour", .tenant = "acme"};
        const QByteArray named = json("{'guide_key': 'tour', 'tenant': 'acme'}");
        check(guides::unarchived("ada", tour), "DELETE", marks + "archived", named);
        check(guides::reset("ada", tour), "PUT", "/v1/users/ada/guides/engagements/reset", named);
    }

    void ofConnectors()
    {
        const RpcRequest call {
            .jsonrpc = "2.0", .id = "1", .method = "list_fields", .params = {{"object", "users"}}};
        const QByteArray body
            = json("{'jsonrpc': '2.0', 'id': '1', 'method': 'list_fields', 'params': {'object': 'users'}}");
        check(connectors::census(call), "POST", "/v1/integrations/census/custom-destination", body);
        check(connectors::hightouch(call), "POST", "/v1/integrations/hightouch/embedded-destination", body);
    }

    void everyEndpointHadItsTurn() { QCOMPARE(leftOut(false, &isNewerEndpoint), QStringList()); }
    void everyParameterHadItsTurn() { QCOMPARE(leftOut(true, &isNewerEndpoint), QStringList()); }
};

QTEST_GUILESS_MAIN(TestNewerEndpoints)
#include "tst_newerendpoints.moc"
