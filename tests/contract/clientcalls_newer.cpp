// What only today's service has, and was added last.
#include "api/schema/audience.h"
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

} // namespace contract
