// What only today's service has, and was added last.
#include "api/schema/audience.h"
#include "api/schema/connector.h"
#include "api/schema/guide.h"
#include "api/schema/preferencecenter.h"
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

ClientCalls::CaseMap ClientCalls::guideCases()
{
    const auto tour = [this] {
        const auto all = need(guides::get(m_user, m_guides, {})).guides;
        const auto it = std::find_if(all.begin(), all.end(),
                                     [](const Guide &guide) { return guide.key == "welcome-tour"; });
        return it == all.end() ? Guide() : *it;
    };
    const auto step = [tour](auto mark) {
        const Guide guide = tour();
        mark.channelId = guide.channelId;
        mark.guideId = guide.id;
        mark.guideKey = guide.key;
        mark.stepRef = guide.steps.value(0).ref;
        return mark;
    };
    return {
        {"users.guides", [=] { QCOMPARE(tour().steps.size(), 3); }},
        {"users.guides.mark_seen",
         [=, this] {
             GuideSeen seen = step(GuideSeen());
             seen.content = tour().steps.value(0).content;
             need(guides::seen(m_user, seen));
             QVERIFY(!tour().steps.value(0).seenAt.isNull());
         }},
        {"users.guides.mark_interacted",
         [=, this] {
             need(guides::interacted(m_user, step(GuideInteracted())));
             QVERIFY(!tour().steps.value(0).interactedAt.isNull());
         }},
        {"users.guides.mark_archived",
         [=, this] {
             need(guides::archived(m_user, step(GuideArchived())));
             QVERIFY(!tour().steps.value(0).archivedAt.isNull());
         }},
        {"users.guides.unmark_archived",
         [=, this] {
             need(guides::archived(m_user, step(GuideArchived())));
             need(guides::unarchived(m_user, {.guideKey = "welcome-tour", .tenant = {}}));
             QVERIFY(tour().steps.value(0).archivedAt.isNull());
         }},
        {"users.guides.reset",
         [=, this] {
             need(guides::reset(m_user, {.guideKey = "welcome-tour", .tenant = {}}));
             QVERIFY(tour().steps.value(0).messageId.isNull());
         }},
    };
}

ClientCalls::CaseMap ClientCalls::otherNewerCases()
{
    const auto listObjects = [](const auto &endpoint) {
        return endpoint({.jsonrpc = "2.0", .id = "1", .method = "list_objects", .params = {}});
    };
    return {
        {"users.preference_center.config",
         [this] { QVERIFY(!need(preferenceCenter::config(m_user)).choices.isEmpty()); }},
        {"users.preference_center.signed_url",
         [this] {
             const auto link = need(preferenceCenter::sign(m_user));
             QVERIFY(link.url.endsWith(link.token));
         }},
        {"integrations.census",
         [=, this] { QVERIFY(need(listObjects(connectors::census)).result.contains("objects")); }},
        {"integrations.hightouch",
         [=, this] { QVERIFY(need(listObjects(connectors::hightouch)).result.contains("objects")); }},
    };
}

} // namespace contract
