#include "api/sandbox/extraroutes.h"
#include "api/schema/registry.h"
#include "sandbox/sandboxfixture.h"
#include "sandbox/tokenfixture.h"

using namespace sandboxtest;

class TestSandboxRateLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tiers();
    void eachEndpointHasItsTier_data();
    void eachEndpointHasItsTier();
    void windowSlides();
    void endpointsCountByThemselves();
    void aliasesShareTheirEndpointsCount();
    void usersOfTokensCountByThemselves();
    void feedsCountByTheirUser();
    void refusedKeysDoNotCount();
    void tellsWhenToTryAgain();
    void forgetsUsers();
    void batchesCountEachEntity();
    void batchesForget();
};

static const EndpointInfo &endpoint(const char *number)
{
    for (const EndpointInfo *info : endpoints()) {
        if (qstrcmp(info->number, number) == 0)
            return *info;
    }
    qFatal("no endpoint %s", number);
}

// Every endpoint of the reference with its tier, by hand: where two are documented, the first one's.
void TestSandboxRateLimits::tiers()
{
    const QMap<int, QByteArray> byTier {
        {5, "E01 E02"},
        {4,
         "E03 E04 E05 E06 E08 E09 E16 E17 E18 E23 E24 E25 E30 E31 E35 E36 E38 E39 E42 E43 E46 E47 E48 E52 E55"
         " E58 X09 X16 A14"},
        {3,
         "E07 E12 E15 E26 E32 E34 E37 E40 E44 E49 E50 E51 E53 E54 E56 E57 E59 E60 E61 X03 X04 X10 X11 X17 X24"
         " X25 A01 A02 A03 A04 A05 A06 A07 A08 A09 A10 A11 A12 A13 A15 A16"},
        {2, "E10 E11 E13 E14 E19 E20 E27 E45 X01 X02 X12 X13 X14 X15 X18 X19 X20 X21 X22 X23 A17 A18 A19"},
        {1, "E21 E22 E28 E29 E33 E41 X05 X06 X07 X08"},
    };
    QMap<QByteArray, int> expected, served;
    for (auto it = byTier.begin(); it != byTier.end(); ++it) {
        const QByteArrayList numbers = it->split(' ');
        for (const QByteArray &number : numbers)
            expected.insert(number, it.key());
    }
    for (const EndpointInfo *info : endpoints())
        served.insert(info->number, int(servedTier(*info)));
    for (const ExtraRoute &extra : extraRoutes())
        served.insert(extra.endpoint.number, int(servedTier(extra.endpoint)));
    QCOMPARE(served, expected);
}

void TestSandboxRateLimits::eachEndpointHasItsTier_data()
{
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<int>("most");
    QTest::newRow("tier 1") << QByteArray("E21") << 1;
    QTest::newRow("tier 2") << QByteArray("E10") << 5;
    QTest::newRow("tier 3") << QByteArray("E07") << 60;
    QTest::newRow("tier 4") << QByteArray("E03") << 200;
    QTest::newRow("tier 5") << QByteArray("E01") << 1000;
    QTest::newRow("events, not the client's lower tier") << QByteArray("E05") << 200;
    QTest::newRow("Slack, not the client's lower tier") << QByteArray("E60") << 60;
}

void TestSandboxRateLimits::eachEndpointHasItsTier()
{
    QFETCH(QByteArray, number);
    QFETCH(int, most);
    RateLimits limits;
    const Timestamp now {5 * second};
    for (int i = 0; i < most; ++i)
        QVERIFY(limits.admit(endpoint(number), {}, now));
    QVERIFY(!limits.admit(endpoint(number), {}, now));
}

void TestSandboxRateLimits::windowSlides()
{
    RateLimits limits;
    const EndpointInfo &mark = endpoint("E10"); // 5 a second
    const auto admit = [&](qint64 us) { return limits.admit(mark, {}, Timestamp {us}); };
    for (const qint64 at : {0, 100'000, 200'000, 800'000, 900'000})
        QVERIFY(admit(10 * second + at));
    QVERIFY(!admit(10 * second + 999'999));
    QVERIFY(admit(11 * second)); // the first is a second old
    QVERIFY(!admit(11 * second)); // and only that one
    QVERIFY(admit(11 * second + 100'000));
    QVERIFY(admit(11 * second + 200'000));
    QVERIFY(!admit(11 * second + 700'000)); // a refused one takes no place
    QVERIFY(admit(11 * second + 800'000));
}

void TestSandboxRateLimits::endpointsCountByThemselves()
{
    Fixture f(true);
    f.addMessages(1, 1);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(f.send("PUT", "/v1/messages/m01/seen").status, 200);
    QCOMPARE(f.send("PUT", "/v1/messages/m01/read").status, 429); // the same endpoint
    QCOMPARE(f.send("PUT", "/v1/messages/none/read").status, 429);
    QCOMPARE(f.send("DELETE", "/v1/messages/m01/seen").status, 200);
}

void TestSandboxRateLimits::aliasesShareTheirEndpointsCount()
{
    Fixture f(true);
    f.addMessages(1, 1);
    for (const char *word : {"seen", "unseen", "read", "unread", "unarchived"})
        QCOMPARE(f.send("DELETE", QByteArray("/v1/messages/m01/") + word).status, 200);
    QCOMPARE(f.send("DELETE", "/v1/messages/m01/unseen").status, 429);
    QCOMPARE(f.send("DELETE", "/v1/messages/m01/seen").status, 429);

    const QByteArray revoke = "/v1/providers/slack/none/revoke_access";
    for (int i = 0; i < 30; ++i) {
        QVERIFY(f.send("GET", revoke).status != 429);
        QVERIFY(f.send("PUT", revoke).status != 429);
    }
    QCOMPARE(f.send("GET", revoke).status, 429);
    QCOMPARE(f.send("PUT", revoke).status, 429);
}

void TestSandboxRateLimits::usersOfTokensCountByThemselves()
{
    Fixture f;
    Router::Options options {f.clock(), Random(7), true};
    options.signingKey = SigningKey::shared().publicPem();
    f.router = std::make_unique<Router>(*f.store, f.workflows, options);
    f.addMessage({.id = "a1"});
    f.addMessage({.id = "b1", .recipient = "bo"});
    const auto mark = [&](const char *id, const QByteArray &user) {
        const HeaderList headers = user.isEmpty()
            ? HeaderList()
            : HeaderList {{"X-Knock-User-Token", SigningKey::shared().token({{"sub", QString(user)}})}};
        return f.send("PUT", QByteArray("/v1/messages/") + id + "/seen", {}, publishableKey, headers).status;
    };
    for (int i = 0; i < 5; ++i)
        QCOMPARE(mark("a1", "ada"), 200);
    QCOMPARE(mark("a1", "ada"), 429);
    QCOMPARE(mark("b1", "bo"), 200); // another user
    for (int i = 0; i < 5; ++i)
        QCOMPARE(mark("a1", {}), 200); // without a token: the environment's own count
    QCOMPARE(mark("b1", {}), 429); // shared by everybody
}

void TestSandboxRateLimits::feedsCountByTheirUser()
{
    Fixture f(true);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(f.send("GET", "/v1/users/ada/feeds/feed-1", {}, i % 2 ? secretKey : publishableKey).status,
                 200);
    QCOMPARE(f.get("/v1/users/ada/feeds/feed-1").status, 429); // whatever the key
    QCOMPARE(f.get("/v1/users/bo/feeds/feed-1").status, 200);
    QCOMPARE(f.get("/v1/users/a%64a/feeds/feed-1").status, 429); // however it is written
}

void TestSandboxRateLimits::refusedKeysDoNotCount()
{
    Fixture f(true);
    f.addMessages(1, 1);
    for (int i = 0; i < 10; ++i)
        QCOMPARE(f.send("PUT", "/v1/messages/m01/seen", {}, "sk_wrong").status, 401);
    QCOMPARE(f.send("PUT", "/v1/messages/m01/seen").status, 200);
}

void TestSandboxRateLimits::tellsWhenToTryAgain()
{
    Fixture f(true);
    Reply reply;
    for (int i = 0; i < 6; ++i)
        reply = f.get("/v1/users/ada/feeds/feed-1");
    QCOMPARE(reply.status, 429);
    QCOMPARE(reply.at("status").toInt(), 429);
    const int seconds = reply.response.header("Retry-After").toInt();
    QVERIFY(seconds >= 1);
    f.now.us += seconds * second;
    QCOMPARE(f.get("/v1/users/ada/feeds/feed-1").status, 200);
}

void TestSandboxRateLimits::forgetsUsers()
{
    RateLimits limits;
    const EndpointInfo &feed = endpoint("E14");
    for (int i = 0; i < 5000; ++i)
        QVERIFY(limits.admit(feed, QString::number(i), Timestamp {i * second}));
    QVERIFY(limits.size() <= 1100); // those of the last second, and what has not been looked at since
}

void TestSandboxRateLimits::batchesCountEachEntity()
{
    BatchLimits limits;
    const auto admit = [&](const char *word, const char *id, qint64 us) {
        return limits.admit(QString::fromLatin1(word), QString::fromLatin1(id), Timestamp {us});
    };
    QVERIFY(admit("seen", "a", 10 * second));
    QVERIFY(!admit("seen", "a", 10 * second));
    QVERIFY(admit("seen", "b", 10 * second));
    QVERIFY(admit("read", "a", 10 * second));
    QVERIFY(!admit("seen", "a", 11 * second - 1));
    QVERIFY(admit("seen", "a", 11 * second)); // the refused one did not prolong it
    QVERIFY(!admit("seen", "a", 11 * second + 1));
    BatchLimits off(false);
    QVERIFY(off.admit("seen", "a", Timestamp {1}) && off.admit("seen", "a", Timestamp {1}));
    QCOMPARE(off.size(), 0);
}

void TestSandboxRateLimits::batchesForget()
{
    BatchLimits limits;
    for (int i = 0; i < 100'000; ++i)
        QVERIFY(limits.admit("seen", QString::number(i), Timestamp {i * second / 100}));
    QVERIFY(limits.size() <= 100); // what one second holds
}

QTEST_GUILESS_MAIN(TestSandboxRateLimits)
#include "tst_sandbox_ratelimits.moc"
