// The client against the sandbox over HTTP.
#include "api/client/client.h"
#include "api/schema/feed.h"
#include "api/schema/message.h"
#include "api/schema/registry.h"
#include "api/schema/user.h"
#include "contract/clientcalls.h"

#include <QTest>

using namespace api;

class TestContractClient : public QObject, private contract::ClientCalls
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyEndpoint_data();
    void everyEndpoint();
    void pagesMeetWithoutGapOrRepeat();
    void wrongKeyIsRefused_data();
    void wrongKeyIsRefused();
    void unknownThings_data();
    void unknownThings();
};

void TestContractClient::initTestCase()
{
    QVERIFY(start());
}

void TestContractClient::everyEndpoint_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const EndpointInfo *endpoint : endpoints())
        QTest::newRow(endpoint->name) << QByteArray(endpoint->name);
}

void TestContractClient::everyEndpoint()
{
    QFETCH(QByteArray, name);
    auto all = cases();
    const auto found = all.find(name);
    QVERIFY2(found != all.end(), "this endpoint has no case");
    found->second();
}

void TestContractClient::pagesMeetWithoutGapOrRepeat()
{
    QStringList forward;
    UserQuery query;
    query.pageSize = 7;
    while (true) {
        const auto page = need(users::list(query));
        for (const auto &row : page.rows)
            forward += row.value.id;
        if (page.info.after.isEmpty())
            break;
        query.after = page.info.after;
    }
    QVERIFY(forward.size() >= 60);
    QCOMPARE(QSet<QString>(forward.begin(), forward.end()).size(), forward.size());
}

void TestContractClient::wrongKeyIsRefused_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<int>("status");
    QTest::newRow("unknown") << QByteArray("sk_test_other") << 401;
    QTest::newRow("empty") << QByteArray("") << 401;
    QTest::newRow("publishable") << QByteArray("pk_test_sandbox") << 403;
}

void TestContractClient::wrongKeyIsRefused()
{
    QFETCH(QByteArray, key);
    QFETCH(int, status);
    const Connection good = m_client->connection();
    Connection bad = good;
    bad.key = key;
    m_client->setConnection(bad);
    const auto result = ask(users::list({}));
    m_client->setConnection(good);
    QCOMPARE(result.error().httpStatus, status);
    QVERIFY(!result.error().code.isEmpty());
    QVERIFY(!explain(result.error()).sentence.isEmpty());
}

void TestContractClient::unknownThings_data()
{
    QTest::addColumn<QString>("what");
    QTest::newRow("user") << "user";
    QTest::newRow("message") << "message";
    QTest::newRow("feed channel") << "feed";
    QTest::newRow("id that needs encoding") << "odd";
}

void TestContractClient::unknownThings()
{
    QFETCH(QString, what);
    if (what == QLatin1StringView("user"))
        QCOMPARE(ask(users::get(QStringLiteral("nobody"))).error().httpStatus, 404);
    if (what == QLatin1StringView("message"))
        QCOMPARE(ask(messages::get(QStringLiteral("2hPzK1f0WJb5c8uRtYxQ7dLmN4a"))).error().httpStatus, 404);
    if (what == QLatin1StringView("feed"))
        QVERIFY(!ask(feeds::get(m_user, QStringLiteral("not-a-channel"), {})).ok());
    if (what == QLatin1StringView("odd"))
        QCOMPARE(ask(users::get(QStringLiteral("a b%2F?&=ü😀"))).error().httpStatus, 404);
}

QTEST_GUILESS_MAIN(TestContractClient)
#include "tst_contract_client.moc"
