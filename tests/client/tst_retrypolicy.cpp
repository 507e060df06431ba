#include "api/client/retrypolicy.h"

#include <QTest>

using namespace api;

class TestRetryPolicy : public QObject
{
    Q_OBJECT

    static ApiError http(int status)
    {
        ApiError error;
        error.kind = ApiError::Kind::Http;
        error.httpStatus = status;
        return error;
    }
    static ApiError network(NetworkCause cause)
    {
        ApiError error;
        error.kind = ApiError::Kind::Network;
        error.cause = cause;
        return error;
    }
    static EndpointInfo endpoint(Repeat repeat)
    {
        return {.name = "any", .verb = Verb::Post, .repeat = repeat};
    }

private Q_SLOTS:
    void statuses_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("natural");
        QTest::addColumn<bool>("never");
        QTest::addColumn<bool>("unknown");
        QTest::newRow("307") << 307 << false << false << false;
        QTest::newRow("400") << 400 << false << false << false;
        QTest::newRow("401") << 401 << false << false << false;
        QTest::newRow("403") << 403 << false << false << false;
        QTest::newRow("404") << 404 << false << false << false;
        QTest::newRow("408") << 408 << true << false << false;
        QTest::newRow("409") << 409 << false << false << false;
        QTest::newRow("422") << 422 << false << false << false;
        QTest::newRow("429") << 429 << true << true << false;
        QTest::newRow("500") << 500 << true << false << true;
        QTest::newRow("502") << 502 << true << false << true;
        QTest::newRow("503") << 503 << true << false << false;
        QTest::newRow("504") << 504 << true << false << true;
    }
    void statuses()
    {
        QFETCH(int, status);
        const RetryPolicy policy;
        const ApiError error = http(status);
        QTEST(policy.delay(endpoint(Repeat::Natural), error, 1, 0.5).has_value(), "natural");
        QTEST(policy.delay(endpoint(Repeat::Keyed), error, 1, 0.5).has_value(), "natural");
        QTEST(policy.delay(endpoint(Repeat::Never), error, 1, 0.5).has_value(), "never");
        QTEST(leavesOutcomeUnknown(error), "unknown");
    }

    void causes_data()
    {
        QTest::addColumn<NetworkCause>("cause");
        QTest::addColumn<bool>("natural");
        QTest::addColumn<bool>("unknown");
        QTest::newRow("refused") << NetworkCause::Refused << true << false;
        QTest::newRow("host not found") << NetworkCause::HostNotFound << true << false;
        QTest::newRow("timeout") << NetworkCause::Timeout << true << true;
        QTest::newRow("reset") << NetworkCause::Reset << true << true;
        QTest::newRow("tls") << NetworkCause::Tls << false << false;
        QTest::newRow("offline") << NetworkCause::Offline << true << false;
        QTest::newRow("redirect") << NetworkCause::Redirect << false << false;
        QTest::newRow("other") << NetworkCause::Other << true << true;
    }
    void causes()
    {
        QFETCH(NetworkCause, cause);
        const RetryPolicy policy;
        QTEST(policy.delay(endpoint(Repeat::Natural), network(cause), 1, 0.5).has_value(), "natural");
        QTEST(policy.delay(endpoint(Repeat::Keyed), network(cause), 1, 0.5).has_value(), "natural");
        QVERIFY(!policy.delay(endpoint(Repeat::Never), network(cause), 1, 0.5));
        QTEST(leavesOutcomeUnknown(network(cause)), "unknown");
    }

    void otherKindsAreNeverRetried()
    {
        const RetryPolicy policy;
        for (const auto kind : {ApiError::Kind::Decode, ApiError::Kind::ReadOnly}) {
            ApiError error;
            error.kind = kind;
            error.httpStatus = 200;
            QVERIFY(!policy.delay(endpoint(Repeat::Natural), error, 1, 0.5));
            QVERIFY(!leavesOutcomeUnknown(error));
        }
    }

    void grows()
    {
        const EndpointInfo any = endpoint(Repeat::Natural);
        const RetryPolicy policy {.maxRetries = 100};
        QCOMPARE(policy.delay(any, http(500), 1, 0.0), 0);
        QCOMPARE(policy.delay(any, http(500), 1, 0.5), 250);
        QCOMPARE(policy.delay(any, http(500), 2, 0.5), 500);
        QCOMPARE(policy.delay(any, http(500), 3, 0.5), 1000);
        QCOMPARE(policy.delay(any, http(500), 5, 0.5), 4000);
        QCOMPARE(policy.delay(any, http(500), 6, 0.5), 4000); // capped
        QCOMPARE(policy.delay(any, http(500), 100, 0.5), 4000);
    }

    void stopsAfterTwoRetries()
    {
        const EndpointInfo any = endpoint(Repeat::Natural);
        const RetryPolicy policy;
        QVERIFY(policy.delay(any, http(429), 2, 0.5));
        QVERIFY(!policy.delay(any, http(429), 3, 0.5));
    }

    void waitsAsLongAsAsked()
    {
        const EndpointInfo any = endpoint(Repeat::Natural);
        const RetryPolicy policy;
        ApiError error = http(429);
        error.retryAfterMs = 1234;
        QCOMPARE(policy.delay(any, error, 1, 0.9), 1234);
        error.retryAfterMs = 60000;
        QCOMPARE(policy.delay(any, error, 1, 0.9), 60000);
        error.retryAfterMs = 60001; // nobody waits that long without a word
        QVERIFY(!policy.delay(any, error, 1, 0.9));
    }

    void retryAfter_data()
    {
        QTest::addColumn<QByteArray>("ms");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<int>("expected"); // -1: nothing
        QTest::newRow("none") << QByteArray() << QByteArray() << -1;
        QTest::newRow("seconds") << QByteArray() << QByteArray("3") << 3000;
        QTest::newRow("fraction") << QByteArray() << QByteArray("0.5") << 500;
        QTest::newRow("zero") << QByteArray() << QByteArray("0") << 0;
        QTest::newRow("ms first") << QByteArray("250") << QByteArray("3") << 250;
        QTest::newRow("bad ms") << QByteArray("soon") << QByteArray("3") << 3000;
        QTest::newRow("date") << QByteArray() << QByteArray("Sat, 01 Mar 2025 12:00:30 GMT") << 30000;
        QTest::newRow("date past") << QByteArray() << QByteArray("Sat, 01 Mar 2025 11:00:00 GMT") << 0;
        QTest::newRow("negative") << QByteArray() << QByteArray("-5") << 0;
        QTest::newRow("huge") << QByteArray() << QByteArray("99999999999") << 86400000;
        QTest::newRow("nan") << QByteArray() << QByteArray("nan") << 0;
        QTest::newRow("words") << QByteArray() << QByteArray("later") << -1;
    }
    void retryAfter()
    {
        QFETCH(QByteArray, ms);
        QFETCH(QByteArray, header);
        const QDateTime now(QDate(2025, 3, 1), QTime(12, 0), Qt::UTC);
        QTEST(readRetryAfter(ms, header, now).value_or(-1), "expected");
    }
};

QTEST_APPLESS_MAIN(TestRetryPolicy)
#include "tst_retrypolicy.moc"
