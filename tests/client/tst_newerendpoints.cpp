#include "api/schema/audience.h"
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

    void everyEndpointHadItsTurn() { QCOMPARE(leftOut(false, &isNewerEndpoint), QStringList()); }
    void everyParameterHadItsTurn() { QCOMPARE(leftOut(true, &isNewerEndpoint), QStringList()); }
};

QTEST_GUILESS_MAIN(TestNewerEndpoints)
#include "tst_newerendpoints.moc"
