#include "api/sandbox/odata.h"
#include "api/sandbox/teamsfixtures.h"
#include "sandbox/entityfixture.h"

using namespace sandboxtest;

// X12 to X15 over resources/sandbox/teams.json, and the OData they understand.
class TestSandboxTeams : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsATenantOfAConnection();
    void ownersOfEachKind_data();
    void ownersOfEachKind();
    void pagesMeet();
    void revokesEverywhere();
    void filters_data();
    void filters();
    void refusesFilters_data();
    void refusesFilters();
    void selects();

private:
    static constexpr const char *entra = "6b881677-6b5a-4b73-a944-72d1a7d32946";
    static constexpr const char *owner
        = "ms_teams_tenant_object[object_id]=acme&ms_teams_tenant_object[collection]=$tenants";
    static QByteArray route(const char *what)
    {
        return QByteArray("/v1/providers/ms-teams/chat_ms_teams-1/") + what;
    }
    static void connect(EntityFixture &f, const QByteArray &data)
    {
        QCOMPARE(
            f.put("/v1/objects/$tenants/acme/channel_data/chat_ms_teams-1", "{\"data\":" + data + '}').status,
            200);
    }
    static QByteArray withTenant() { return QByteArray(R"({"ms_teams_tenant_id":")") + entra + "\"}"; }
};

void TestSandboxTeams::readsATenantOfAConnection()
{
    EntityFixture f;
    connect(f,
            QByteArray(R"({"connections":[{"ms_teams_team_id":"t"},{"ms_teams_tenant_id":")") + entra
                + "\"}]}");
    const QJsonObject connection = f.get(route("auth_check?") + owner).at("connection").toObject();
    QCOMPARE(connection.value("ok"), QJsonValue(true));
    QCOMPARE(connection.value("ms_teams_tenant_id").toString(), entra);
}

void TestSandboxTeams::ownersOfEachKind_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("in brackets") << QByteArray(owner) << QByteArray();
    QTest::newRow("as JSON") << QByteArray("ms_teams_tenant_object=%7B%22object_id%22%3A%22acme%22%2C"
                                           "%22collection%22%3A%22%24tenants%22%7D")
                             << QByteArray();
    QTest::newRow("in the body")
        << QByteArray()
        << QByteArray(R"({"ms_teams_tenant_object":{"object_id":"acme","collection":"$tenants"}})");
}

void TestSandboxTeams::ownersOfEachKind()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, body);
    EntityFixture f;
    connect(f, withTenant());
    const Reply reply = f.send("GET", route("auth_check?") + query, body);
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.at("connection").toObject().value("ok"), QJsonValue(true));
}

void TestSandboxTeams::pagesMeet()
{
    EntityFixture f;
    connect(f, withTenant());
    QStringList walked;
    QByteArray token;
    do {
        const Reply page = f.get(route("teams?query_options.$top=2&") + owner
                                 + (token.isEmpty() ? "" : "&query_options.$skiptoken=" + token));
        QCOMPARE(page.status, 200);
        const QJsonArray teams = page.at("ms_teams_teams").toArray();
        QVERIFY(teams.size() <= 2);
        for (const QJsonValue &team : teams)
            walked += team["displayName"].toString();
        token = page.at("skip_token").toString().toLatin1().toPercentEncoding();
    } while (!token.isEmpty());
    QCOMPARE(walked, (QStringList {"Parkway", "Product", "Customer support", "営業", "Finance"}));
}

void TestSandboxTeams::revokesEverywhere()
{
    EntityFixture f;
    const QByteArray id = entra;
    connect(f,
            R"({"ms_teams_tenant_id":")" + id + R"(","connections":[{"ms_teams_tenant_id":")" + id
                + R"(","ms_teams_channel_id":"c"},{"incoming_webhook":{"url":"https://x.test"}}]})");
    QCOMPARE(f.put(route("revoke_access?") + owner, {}).status, 200);
    const QJsonObject data
        = f.get("/v1/objects/$tenants/acme/channel_data/chat_ms_teams-1").at("data").toObject();
    QVERIFY(!jsonText(data).contains(entra));
    QCOMPARE(data.value("connections").toArray().size(), 2);
    QCOMPARE(f.get(route("auth_check?") + owner).status, 403);
}

void TestSandboxTeams::filters_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<bool>("holds");
    const auto row = [](const char *filter, bool holds) { QTest::newRow(filter) << filter << holds; };
    row("displayName eq 'Design'", true);
    row("displayName eq 'design'", true);
    row("displayName ne 'Design'", false);
    row("isArchived eq false", true);
    row("isArchived eq true", false);
    row("members eq 3", true);
    row("description eq null", true);
    row("nothing ne null", false);
    row("startsWith(displayName,'de')", true);
    row("startswith( displayName , 'x' )", false);
    row("contains(displayName,'sig')", true);
    row("contains(owner,'O''Neil')", true);
    row("owner eq 'O''Neil' and isArchived eq false", true);
    row("displayName eq 'Design' and startsWith(owner,'x')", false);
}

void TestSandboxTeams::filters()
{
    QFETCH(QString, filter);
    const auto test = odataFilter(filter);
    QVERIFY(test);
    const QJsonObject team {{"displayName", "Design"},
                            {"isArchived", false},
                            {"members", 3},
                            {"description", QJsonValue::Null},
                            {"owner", "O'Neil"}};
    QTEST((*test)(team), "holds");
}

void TestSandboxTeams::refusesFilters_data()
{
    QTest::addColumn<QString>("filter");
    for (const char *filter : {"", " ", "displayName", "displayName eq", "displayName eq Design",
                               "displayName gt 'a'", "displayName eq 'a' or isArchived eq true",
                               "displayName eq 'a' and", "startsWith(displayName)", "displayName eq 'a"})
        QTest::addRow("<%s>", filter) << filter;
}

void TestSandboxTeams::refusesFilters()
{
    QFETCH(QString, filter);
    QVERIFY(!odataFilter(filter));
}

void TestSandboxTeams::selects()
{
    const QJsonObject all = json(R"({"id":"1","displayName":"D","description":"x","isArchived":false})");
    QCOMPARE(odataSelected(all, {}, {"id"}), all);
    QCOMPARE(odataSelected(all, " description ,none", {"id"}), json(R"({"id":"1","description":"x"})"));
}

QTEST_GUILESS_MAIN(TestSandboxTeams)
#include "tst_sandbox_teams.moc"
