#include "api/schema/registry.h"

#include <QTest>

using namespace api;

namespace {

constexpr Access secret = Access::Secret, open = Access::Publishable, granted = Access::Granted;
constexpr Repeat again = Repeat::Natural, keyed = Repeat::Keyed, once = Repeat::Never;

struct Line
{
    const char *number;
    const char *call; // verb and path
    int perSecond; // the lower one where the service's documents disagree
    Access access;
    Repeat repeat;
};

// clang-format off
constexpr Line lines[] = {
    {"E01", "POST /v1/workflows/%1/trigger", 1000, secret, keyed},
    {"E02", "POST /v1/workflows/%1/cancel", 1000, secret, again},
    {"E03", "GET /v1/messages", 200, secret, again},
    {"E04", "GET /v1/messages/%1", 200, secret, again},
    {"E05", "GET /v1/messages/%1/events", 60, secret, again},
    {"E06", "GET /v1/messages/%1/activities", 200, secret, again},
    {"E07", "GET /v1/messages/%1/content", 60, secret, again},
    {"E08", "GET /v1/messages/batch/content", 200, secret, again},
    {"E09", "GET /v1/messages/%1/delivery_logs", 60, secret, again},
    {"E10", "PUT /v1/messages/%1/%2", 5, open, again},
    {"E11", "DELETE /v1/messages/%1/%2", 5, open, again},
    {"E12", "POST /v1/messages/batch/%1", 60, open, again},
    {"E13", "POST /v1/channels/%1/messages/bulk/%2", 5, open, once},
    {"E14", "GET /v1/users/%1/feeds/%2", 5, open, again},
    {"E15", "PUT /v1/users/%1", 60, open, again},
    {"E16", "GET /v1/users", 200, secret, again},
    {"E17", "GET /v1/users/%1", 200, open, again},
    {"E18", "GET /v1/users/%1/messages", 200, secret, again},
    {"E19", "DELETE /v1/users/%1", 5, secret, again},
    {"E20", "POST /v1/users/%1/merge", 5, secret, once},
    {"E21", "POST /v1/users/bulk/identify", 1, secret, once},
    {"E22", "POST /v1/users/bulk/delete", 1, secret, once},
    {"E23", "GET /v1/objects/%1", 200, secret, again},
    {"E24", "GET /v1/objects/%1/%2", 200, secret, again},
    {"E25", "GET /v1/objects/%1/%2/messages", 200, secret, again},
    {"E26", "PUT /v1/objects/%1/%2", 60, secret, again},
    {"E27", "DELETE /v1/objects/%1/%2", 5, secret, again},
    {"E28", "POST /v1/objects/%1/bulk/set", 1, secret, once},
    {"E29", "POST /v1/objects/%1/bulk/delete", 1, secret, once},
    {"E30", "GET /v1/objects/%1/%2/subscriptions", 200, secret, again},
    {"E31", "GET /v1/users/%1/subscriptions", 200, secret, again},
    {"E32", "POST /v1/objects/%1/%2/subscriptions", 60, secret, again},
    {"E33", "POST /v1/objects/%1/bulk/subscriptions/add", 1, secret, once},
    {"E34", "DELETE /v1/objects/%1/%2/subscriptions", 60, secret, again},
    {"E35", "GET /v1/users/%1/preferences", 200, open, again},
    {"E36", "GET /v1/users/%1/preferences/%2", 200, open, again},
    {"E37", "PUT /v1/users/%1/preferences/%2", 60, open, again},
    {"E38", "GET /v1/objects/%1/%2/preferences", 200, secret, again},
    {"E39", "GET /v1/objects/%1/%2/preferences/%3", 200, secret, again},
    {"E40", "PUT /v1/objects/%1/%2/preferences/%3", 60, secret, again},
    {"E41", "POST /v1/users/bulk/preferences", 1, secret, once},
    {"E42", "GET /v1/tenants", 200, secret, again},
    {"E43", "GET /v1/tenants/%1", 200, secret, again},
    {"E44", "PUT /v1/tenants/%1", 60, secret, again},
    {"E45", "DELETE /v1/tenants/%1", 5, secret, again},
    {"E46", "GET /v1/schedules", 200, secret, again},
    {"E47", "GET /v1/users/%1/schedules", 200, secret, again},
    {"E48", "GET /v1/objects/%1/%2/schedules", 200, secret, again},
    {"E49", "POST /v1/schedules", 60, secret, once},
    {"E50", "PUT /v1/schedules", 60, secret, again},
    {"E51", "DELETE /v1/schedules", 60, secret, again},
    {"E52", "GET /v1/users/%1/channel_data/%2", 200, open, again},
    {"E53", "PUT /v1/users/%1/channel_data/%2", 60, open, again},
    {"E54", "DELETE /v1/users/%1/channel_data/%2", 60, open, again},
    {"E55", "GET /v1/objects/%1/%2/channel_data/%3", 200, secret, again},
    {"E56", "PUT /v1/objects/%1/%2/channel_data/%3", 60, secret, again},
    {"E57", "DELETE /v1/objects/%1/%2/channel_data/%3", 60, secret, again},
    {"E58", "GET /v1/bulk_operations/%1", 200, secret, again},
    {"E59", "GET /v1/providers/slack/%1/auth_check", 5, granted, again},
    {"E60", "GET /v1/providers/slack/%1/channels", 5, granted, again},
    {"E61", "PUT /v1/providers/slack/%1/revoke_access", 5, granted, again},
    {"X01", "GET /v1/workflow_recipient_runs", 5, secret, again},
    {"X02", "GET /v1/workflow_recipient_runs/%1", 5, secret, again},
    {"X03", "DELETE /v1/users/%1/preferences/%2", 60, secret, again},
    {"X04", "DELETE /v1/objects/%1/%2/preferences/%3", 60, secret, again},
    {"X05", "POST /v1/tenants/bulk/set", 1, secret, once},
    {"X06", "POST /v1/tenants/bulk/delete", 1, secret, once},
    {"X07", "POST /v1/schedules/bulk/create", 1, secret, once},
    {"X08", "POST /v1/objects/%1/bulk/subscriptions/delete", 1, secret, once},
    {"X09", "GET /v1/audiences/%1/members", 200, secret, again},
    {"X10", "POST /v1/audiences/%1/members", 60, secret, again},
    {"X11", "DELETE /v1/audiences/%1/members", 60, secret, again},
    {"X12", "GET /v1/providers/ms-teams/%1/auth_check", 5, granted, again},
    {"X13", "GET /v1/providers/ms-teams/%1/teams", 5, granted, again},
    {"X14", "GET /v1/providers/ms-teams/%1/channels", 5, granted, again},
    {"X15", "PUT /v1/providers/ms-teams/%1/revoke_access", 5, granted, again},
    {"X16", "GET /v1/users/%1/preference_center/config", 200, open, again},
    {"X17", "POST /v1/users/%1/preference_center/signed_url", 60, open, again},
    {"X18", "GET /v1/users/%1/guides/%2", 5, open, again},
    {"X19", "PUT /v1/users/%1/guides/messages/seen", 5, open, again},
    {"X20", "PUT /v1/users/%1/guides/messages/interacted", 5, open, again},
    {"X21", "PUT /v1/users/%1/guides/messages/archived", 5, open, again},
    {"X22", "DELETE /v1/users/%1/guides/messages/archived", 5, open, again},
    {"X23", "PUT /v1/users/%1/guides/engagements/reset", 5, open, again},
    {"X24", "POST /v1/integrations/census/custom-destination", 60, secret, again},
    {"X25", "POST /v1/integrations/hightouch/embedded-destination", 60, secret, again},
};
// clang-format on

} // namespace

// What each endpoint is held to be, written down by hand from the service's documents.
class TestRegistry : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isWhole() { QCOMPARE(endpoints().size(), std::size(lines)); }

    void endpoint_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < std::size(lines); ++i)
            QTest::newRow(lines[i].number) << int(i);
    }
    void endpoint()
    {
        QFETCH(int, index);
        const Line &line = lines[index];
        const auto all = endpoints();
        const auto found = std::find_if(all.begin(), all.end(), [&](const EndpointInfo *e) {
            return qstrcmp(e->number, line.number) == 0;
        });
        QVERIFY(found != all.end());
        const EndpointInfo &endpoint = **found;
        QCOMPARE(verbName(endpoint.verb) + ' ' + endpoint.path, QByteArray(line.call));
        QCOMPARE(requestsPerSecond(endpoint.tier), line.perSecond);
        QVERIFY(endpoint.access == line.access);
        QVERIFY(endpoint.repeat == line.repeat);
        const bool isFeed = qstrcmp(line.number, "E14") == 0; // always counted for each user
        QCOMPARE(endpoint.scope == Scope::User, isFeed);
        QCOMPARE(endpoint.maxPageSize, isFeed ? 200 : 50);
    }
};

QTEST_APPLESS_MAIN(TestRegistry)
#include "tst_registry.moc"
