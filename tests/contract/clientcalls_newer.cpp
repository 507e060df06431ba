// What only today's service has, and was added last.
#include "api/schema/audience.h"
#include "api/schema/teams.h"
#include "contract/clientcalls.h"

namespace contract {

ClientCalls::CaseMap ClientCalls::audienceCases()
{
    const AudienceMembers members {{QJsonObject {{"user", QJsonObject {{"id", m_user}}}}}};
    const auto add = [=, this] { need(audiences::add("vip", {true}, members)); };
    return {
        {"audiences.members.add", add},
        {"audiences.members.list",
         [=, this] {
             add();
             const auto page = need(audiences::list("vip", {}));
             checkRows(page);
             QCOMPARE(page.rows.first().value.user.id, m_user);
         }},
        {"audiences.members.remove",
         [=, this] {
             add();
             need(audiences::remove("vip", members));
             QVERIFY(need(audiences::list("vip", {})).rows.isEmpty());
         }},
    };
}

ClientCalls::CaseMap ClientCalls::teamsCases()
{
    const TeamsOwner owner {{{"object_id", "acme"}, {"collection", "$tenants"}}};
    TeamsQuery two;
    two.tenantObject = owner.tenantObject;
    two.top = 2;
    return {
        {"ms_teams.auth_check", [=, this] { QVERIFY(need(teams::authCheck(m_teams, owner)).ok); }},
        {"ms_teams.teams",
         [=, this] {
             const auto first = need(teams::list(m_teams, two));
             QCOMPARE(first.teams.size(), 2);
             TeamsQuery next = two;
             next.skipToken = first.skipToken;
             QVERIFY(need(teams::list(m_teams, next)).teams.value(0).id != first.teams.value(0).id);
         }},
        {"ms_teams.channels",
         [=, this] {
             TeamsChannelQuery query;
             query.tenantObject = owner.tenantObject;
             query.teamId = need(teams::list(m_teams, two)).teams.value(0).id;
             query.filter = "displayName eq 'General'";
             QCOMPARE(need(teams::channels(m_teams, query)).channels.value(0).membership, "standard");
         }},
        {"ms_teams.revoke_access",
         [=, this] {
             need(teams::revoke(m_teams, owner));
             QCOMPARE(ask(teams::authCheck(m_teams, owner)).error().httpStatus, 403);
         }},
    };
}

} // namespace contract
