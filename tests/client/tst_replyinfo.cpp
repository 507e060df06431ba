#include "api/client/client.h"
#include "api/client/requestjournal.h"
#include "api/schema/message.h"
#include "api/schema/workflow.h"
#include "support/fakenetwork.h"

#include <QTest>

using namespace api;

// What an answer says beside its body, and what the journal keeps of how it was asked for.
class TestReplyInfo : public QObject
{
    Q_OBJECT

    FakeNetwork m_net;

    template <class R>
    Result<R> ask(Client &client, const Request<R> &request)
    {
        std::optional<Result<R>> answer;
        const Call call = client.send(request, [&](const Result<R> &r) { answer = r; });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }))
            qFatal("no answer");
        return *answer;
    }

private Q_SLOTS:
    void heldBack_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("parameter");
        QTest::addColumn<QStringList>("ids");
        QTest::newRow("two") << QByteArray("x-ratelimited-message_ids") << QByteArray("m1,m2")
                             << "message_ids" << QStringList {"m1", "m2"};
        QTest::newRow("another case, blanks")
            << QByteArray("X-RateLimited-Message_IDs") << QByteArray(" m1 , m2,") << "message_ids"
            << QStringList {"m1", "m2"};
        QTest::newRow("none named") << QByteArray("x-ratelimited-message_ids") << QByteArray("")
                                    << "message_ids" << QStringList {};
        QTest::newRow("another header")
            << QByteArray("x-ratelimit-remaining") << QByteArray("3") << "" << QStringList {};
    }

    void heldBack()
    {
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, value);
        Client client(testConnection(), &m_net);
        m_net.expect("POST", "/v1/messages/batch/read")
            .reply(200, json("[{'id': 'm1', 'status': 'sent', 'inserted_at': '2025-03-01T00:00:00Z'}]"))
            .header("X-Request-ID", "r-1")
            .header(header, value);
        BatchStatusChange change;
        change.messageIds = {"m1", "m2"};
        const auto result = ask(client, messages::batchMark(StatusAction::Read, change));
        QVERIFY(result.ok());
        QTEST(result.info().limitedParameter, "parameter");
        QTEST(result.info().limited, "ids");
        QCOMPARE(result.info().requestId, "r-1");
        QVERIFY(!result.info().isReplay);
        QCOMPARE(result.info().tries, 1);
    }

    void triesAreCounted()
    {
        Connection connection = testConnection();
        connection.retry.maxRetries = 2;
        connection.retry.baseMs = 1;
        Client client(connection, &m_net);
        m_net.expect("PUT", "/v1/messages/m1/read").times(2).reply(500);
        m_net.expect("PUT", "/v1/messages/m1/read")
            .reply(200,
                   json("{'id': 'm1', 'status': 'sent', 'recipient': 'ada',"
                        "'inserted_at': '2025-03-01T00:00:00Z'}"));
        const auto result = ask(client, messages::mark("m1", Engagement::Read, {}));
        QVERIFY(result.ok());
        QCOMPARE(result.info().tries, 3);
    }

    void replay()
    {
        Client client(testConnection(), &m_net);
        m_net.expect("POST", "/v1/workflows/w/trigger")
            .withHeader("Idempotency-Key", "mine")
            .reply(200, json("{'workflow_run_id': 'r'}"))
            .header("idempotent-replayed", "true")
            .header("original-x-request-id", "first");
        Trigger trigger;
        trigger.recipients = {"alice"};
        auto request = workflows::trigger("w", trigger);
        request.idempotencyKey = "mine";
        const auto result = ask(client, request);
        QCOMPARE(result.value().workflowRunId, "r");
        QVERIFY(result.info().isReplay);
        QCOMPARE(result.info().originalRequestId, "first");
    }

    // Elsewhere the service would ignore it, and a reader of the journal would believe in it.
    void aKeyIsOnlySentWhereItCounts()
    {
        Client client(testConnection(), &m_net);
        m_net.expect("GET", "/v1/messages")
            .withoutHeader("Idempotency-Key")
            .reply(200, json("{'items': []}"));
        auto request = messages::list({});
        request.idempotencyKey = "mine";
        QVERIFY(ask(client, request).ok());
    }

    void theJournalKnowsHowItWasAsked()
    {
        Connection connection = testConnection();
        connection.key = "pk_test_0123456789";
        connection.userToken = "eyJhbGciOi.secret.token";
        Client client(connection, &m_net);
        m_net.expect("GET", "/v1/messages?trigger_data=%7B%22token%22%3A%22eyJhbGciOi.secret.token%22%7D")
            .withHeader("X-Knock-User-Token", connection.userToken)
            .reply(200, json("{'items': [], 'echo': 'eyJhbGciOi.secret.token'}"))
            .header("Echo", "Bearer pk_test_0123456789");
        MessageQuery query;
        query.triggerData = {{"token", "eyJhbGciOi.secret.token"}};
        QVERIFY(ask(client, messages::list(query).background()).ok());

        const JournalEntry entry = client.journal().entries().back();
        QVERIFY(entry.isBackground);
        QVERIFY(entry.firstByteMs >= 0 && entry.firstByteMs <= entry.durationMs);
        QVERIFY(entry.requestHeaders.contains({"Accept", "application/json"}));
        QByteArray all = entry.target + entry.requestBody + entry.responseBody;
        for (const auto &[name, value] : entry.requestHeaders + entry.responseHeaders)
            all += name + ": " + value + '\n';
        for (const QByteArray &secret : connection.secrets())
            QVERIFY2(!all.contains(secret), all.constData());
        QVERIFY(!all.contains("Authorization"));
        QVERIFY(all.contains("Echo: Bearer [key]"));
    }
};

QTEST_GUILESS_MAIN(TestReplyInfo)
#include "tst_replyinfo.moc"
