#include "api/sandbox/audiences.h"
#include "sandbox/enginefixture.h"

using namespace sandboxtest;

// X09 to X11, and what being in an audience means.
class TestSandboxAudiences : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void membersComeInTheOrderTheyWereAdded();
    void addingAgainChangesNothing();
    void conditionsAsk_data();
    void conditionsAsk();
    void goesWithTheUser();
    void mergingKeepsEachPlaceOnce();
    void aRefusedCallAddsNobody();

private:
    static Reply add(Fixture &f, const char *audience, const QByteArray &members)
    {
        return f.send("POST", QByteArray("/v1/audiences/") + audience + "/members?create_audience=true",
                      "{\"members\":[" + members + "]}");
    }
    static QStringList members(Fixture &f, const char *audience) // "ada", "ada of acme"
    {
        QStringList all;
        const QJsonArray rows = f.get(QByteArray("/v1/audiences/") + audience + "/members").rows();
        for (const QJsonValue &row : rows) {
            const QString tenant = row["tenant"].toString();
            all += row["user_id"].toString() + (tenant.isEmpty() ? QString() : " of " + tenant);
        }
        return all;
    }
};

void TestSandboxAudiences::membersComeInTheOrderTheyWereAdded()
{
    Fixture f;
    QCOMPARE(add(f, "vip", R"({"user":{"id":"eve"}},{"user":{"id":"ada"},"tenant":"acme"})").status, 204);
    add(f, "other", R"({"user":{"id":"bo"}})");
    f.now.us += second;
    add(f, "vip", R"({"user":{"id":"bo"}})");
    QCOMPARE(members(f, "vip"), (QStringList {"eve", "ada of acme", "bo"}));
    const Reply page = f.get("/v1/audiences/vip/members?page_size=2");
    const QByteArray after = page.cursor("after").toString().toLatin1();
    const Reply rest = f.get("/v1/audiences/vip/members?after=" + after);
    QCOMPARE(rest.rows().size(), 1);
    QCOMPARE(rest.rows().at(0)["added_at"].toString(), f.now.toWire());
    QCOMPARE(f.get("/v1/audiences/other/members?after=" + after).status, 200);
}

void TestSandboxAudiences::addingAgainChangesNothing()
{
    Fixture f;
    add(f, "vip", R"({"user":{"id":"ada","name":"Ada"}})");
    const QJsonArray before = f.get("/v1/audiences/vip/members").rows();
    f.now.us += second;
    add(f, "vip", R"({"user":{"id":"ada"}})");
    QCOMPARE(f.get("/v1/audiences/vip/members").rows(), before);
}

void TestSandboxAudiences::conditionsAsk_data()
{
    QTest::addColumn<QByteArray>("member");
    QTest::addColumn<QByteArray>("order"); // beside the recipient
    QTest::addColumn<bool>("isIn");
    QTest::newRow("whatever the tenant")
        << QByteArray(R"({"user":{"id":"ada"}})") << QByteArray(R"(,"tenant":"acme")") << true;
    QTest::newRow("no tenant at all") << QByteArray(R"({"user":{"id":"ada"}})") << QByteArray() << true;
    QTest::newRow("of this tenant") << QByteArray(R"({"user":{"id":"ada"},"tenant":"acme"})")
                                    << QByteArray(R"(,"tenant":"acme")") << true;
    QTest::newRow("of another") << QByteArray(R"({"user":{"id":"ada"},"tenant":"bright"})")
                                << QByteArray(R"(,"tenant":"acme")") << false;
    QTest::newRow("of one, and there is none")
        << QByteArray(R"({"user":{"id":"ada"},"tenant":"acme"})") << QByteArray() << false;
    QTest::newRow("somebody else") << QByteArray(R"({"user":{"id":"eve"}})") << QByteArray() << false;
}

void TestSandboxAudiences::conditionsAsk()
{
    QFETCH(QByteArray, member);
    QFETCH(QByteArray, order);
    QFETCH(bool, isIn);
    EngineFixture f;
    f.define(
        "choosy",
        {EngineFixture::channelStep(
             "feed", R"([{"variable":"recipient","operator":"is_audience_member","argument":"vip"}])"),
         EngineFixture::channelStep(
             "mail", R"([{"variable":"recipient","operator":"is_not_audience_member","argument":"vip"}])")});
    f.addUser("ada", {{"email", "ada@x.test"}});
    add(f, "vip", member);
    QCOMPARE(f.trigger("choosy", R"({"recipients":["ada"])" + order + '}').status, 200);
    QCOMPARE(f.column("SELECT step_ref FROM messages"), QStringList {isIn ? "feed_1" : "mail_1"});
}

void TestSandboxAudiences::goesWithTheUser()
{
    Fixture f;
    add(f, "vip", R"({"user":{"id":"ada"}},{"user":{"id":"ada"},"tenant":"acme"},{"user":{"id":"eve"}})");
    QCOMPARE(f.send("DELETE", "/v1/users/ada").status, 204);
    QCOMPARE(members(f, "vip"), QStringList {"eve"});
    QVERIFY(!isInAudience(*f.store, "vip", "ada", {}));
}

void TestSandboxAudiences::mergingKeepsEachPlaceOnce()
{
    Fixture f;
    add(f, "vip", R"({"user":{"id":"ada"}},{"user":{"id":"eve"}},{"user":{"id":"eve"},"tenant":"acme"})");
    QCOMPARE(f.send("POST", "/v1/users/ada/merge", R"({"from_user_id":"eve"})").status, 200);
    QCOMPARE(members(f, "vip"), (QStringList {"ada", "ada of acme"}));
}

void TestSandboxAudiences::aRefusedCallAddsNobody()
{
    Fixture f;
    const QByteArray heavy = "\"" + QByteArray(260 * 1024, 'x') + "\"";
    f.send("PUT", "/v1/users/eve", "{\"a\":\"" + QByteArray(200 * 1024, 'x') + "\"}");
    const QByteArray before = f.dump();
    const Reply reply
        = add(f, "vip",
              R"({"user":{"id":"ada"}},{"user":{"id":"eve","b":")" + QByteArray(100 * 1024, 'x') + "\"}}");
    QCOMPARE(reply.status, 422);
    QCOMPARE(reply.fields(), QStringList {"members[1].user.properties"});
    QCOMPARE(add(f, "vip", R"({"user":{"id":"bo","b":)" + heavy + "}}").fields(),
             QStringList {"members[0].user.properties"});
    QCOMPARE(f.dump(), before);
}

QTEST_GUILESS_MAIN(TestSandboxAudiences)
#include "tst_sandbox_audiences.moc"
