// What is seen of an answer before it is decoded.
#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "api/client/client.h"
#include "api/schema/user.h"
#include "support/fakenetwork.h"

#include <QJsonObject>
#include <QTest>

class TestGlance : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void comesBeforeTheAnswer();
    void mayLetGoOfTheRequest();
    void seesNothingOfALargeBody();
    void seesNothingOfAFailure();

private:
    FakeNetwork m_net;
    api::Client m_client {testConnection(), &m_net};
};

void TestGlance::comesBeforeTheAnswer()
{
    m_net.expect("GET", "/v1/users/ada").reply(200, json("{'id': 'ada', 'plan': 'team'}"));
    QStringList seen;
    const api::Call call = m_client.send(
        api::users::get("ada"),
        [&](const api::Result<api::User> &result) { seen += "answer " + result.value().id; },
        [&](const QJsonValue &body) { seen += "glance " + body.toObject().value("plan").toString(); });
    QTRY_COMPARE(seen, (QStringList {"glance team", "answer ada"}));
}

void TestGlance::mayLetGoOfTheRequest()
{
    m_net.expect("GET", "/v1/users/ada").reply(200, json("{'id': 'ada'}"));
    bool isAnswered = false, isSeen = false;
    api::Call call;
    call = m_client.send(
        api::users::get("ada"), [&](const api::Result<api::User> &) { isAnswered = true; },
        [&](const QJsonValue &) {
            isSeen = true;
            call = {};
        });
    QTRY_VERIFY(isSeen);
    m_net.expectNothing();
    QVERIFY(!isAnswered);
    QCOMPARE(m_client.inFlight(), 0);
}

void TestGlance::seesNothingOfALargeBody()
{
    const QByteArray body = R"({"id": "ada", "blob": ")" + QByteArray(300 * 1024, 'x') + R"("})";
    m_net.expect("GET", "/v1/users/ada").reply(200, body);
    bool isAnswered = false, isSeen = false;
    const api::Call call = m_client.send(
        api::users::get("ada"), [&](const api::Result<api::User> &result) { isAnswered = result.ok(); },
        [&](const QJsonValue &) { isSeen = true; });
    QTRY_VERIFY(isAnswered);
    QVERIFY(!isSeen);
}

void TestGlance::seesNothingOfAFailure()
{
    m_net.expect("GET", "/v1/users/ada").reply(404, json("{'message': 'no such user'}"));
    bool isAnswered = false, isSeen = false;
    const api::Call call = m_client.send(
        api::users::get("ada"), [&](const api::Result<api::User> &result) { isAnswered = !result.ok(); },
        [&](const QJsonValue &) { isSeen = true; });
    QTRY_VERIFY(isAnswered);
    QVERIFY(!isSeen);
}

QTEST_GUILESS_MAIN(TestGlance)
#include "tst_glance.moc"
