#include "api/client/client.h"
#include "api/client/ratelimiter.h"
#include "api/client/requestjournal.h"
#include "api/schema/bulk.h"
#include "api/schema/describe.h"
#include "api/schema/message.h"
#include "api/schema/registry.h"
#include "api/schema/user.h"
#include "support/fakenetwork.h"

#include <QSignalSpy>
#include <QTest>
#include <QUuid>

using namespace api;

namespace {

constexpr Endpoint<Nothing, JsonBody> trigger {{.number = "T1",
                                                .name = "test.trigger",
                                                .verb = Verb::Post,
                                                .path = "/v1/trigger",
                                                .tier = Tier::Five,
                                                .repeat = Repeat::Keyed}};
constexpr Endpoint<Nothing> once {{.number = "T2",
                                   .name = "test.once",
                                   .verb = Verb::Post,
                                   .path = "/v1/once",
                                   .tier = Tier::Five,
                                   .repeat = Repeat::Never}};
constexpr Endpoint<Nothing, QString> removeThing {{.number = "T3",
                                                   .name = "test.remove",
                                                   .verb = Verb::Delete,
                                                   .path = "/v1/things/%1",
                                                   .tier = Tier::Five}};
constexpr Endpoint<QJsonValue> anything {
    {.number = "T4", .name = "test.anything", .path = "/v1/anything", .tier = Tier::Five}};

} // namespace

// What the client makes of answers and failures.
class TestClient : public QObject
{
    Q_OBJECT

    std::unique_ptr<FakeNetwork> m_net;
    std::unique_ptr<Client> m_client;
    Call m_call;
    std::optional<ApiError> m_error; // of the last answer; Kind::None when it was one
    QStringList m_problems;

    void connectTo(const Connection &connection)
    {
        m_call.cancel();
        m_client.reset();
        m_net = std::make_unique<FakeNetwork>();
        m_client = std::make_unique<Client>(connection, m_net.get());
    }
    static Connection quickRetries()
    {
        Connection connection = testConnection();
        connection.retry = {.maxRetries = 2, .baseMs = 1, .capMs = 2};
        return connection;
    }
    template <class R>
    void ask(const Request<R> &request)
    {
        m_error.reset();
        m_call = m_client->send(request, [this](const Result<R> &result) {
            m_error = result.error();
            m_problems = result.problems();
        });
        QVERIFY(!m_error); // never from inside send()
        QTRY_VERIFY(m_error);
    }

private Q_SLOTS:
    void init() { connectTo(testConnection()); }
    void cleanup()
    {
        m_call.cancel();
        m_client.reset();
        m_net.reset();
    }

    void readOnlyRefusesEveryWrite_data()
    {
        QTest::addColumn<int>("index");
        const auto all = endpoints();
        for (std::size_t i = 0; i < all.size(); ++i)
            QTest::newRow(all[i]->name) << int(i);
    }
    void readOnlyRefusesEveryWrite()
    {
        QFETCH(int, index);
        const EndpointInfo &endpoint = *endpoints()[std::size_t(index)];
        Connection connection = testConnection();
        connection.readOnly = true;
        connectTo(connection);
        Request<Nothing> request;
        request.endpoint = &endpoint;
        request.pathArguments = {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
        if (endpoint.verb == Verb::Get)
            m_net->expect("GET", request.target()).reply(200, "{}");
        ask(request);
        QCOMPARE(m_error->kind, endpoint.verb == Verb::Get ? ApiError::Kind::None : ApiError::Kind::ReadOnly);
        QCOMPARE(m_net->requestCount(), endpoint.verb == Verb::Get ? 1 : 0);
    }

    void refusalCanBeDropped()
    {
        Connection connection = testConnection();
        connection.readOnly = true;
        connectTo(connection);
        int runs = 0;
        Call call = m_client->send(once(), [&](const Result<Nothing> &) { ++runs; });
        call.cancel();
        m_net->expectNothing();
        QCOMPARE(runs, 0);
        QCOMPARE(m_client->inFlight(), 0);
    }

    void emptyAnswersToWrites()
    {
        m_net->expect("PUT", "/v1/messages/m1/seen").withBody("{}").reply(204);
        ask(messages::mark(QStringLiteral("m1"), Engagement::Seen, {}));
        QVERIFY(!m_error->isError());
        m_net->expect("DELETE", "/v1/things/x").withBody({}).withoutHeader("Content-Type").reply(200);
        ask(removeThing(QStringLiteral("x")));
        QVERIFY(!m_error->isError());
        m_net->expect("DELETE", "/v1/things/x").reply(200, "<p>done</p>"); // nobody looks at it
        ask(removeThing(QStringLiteral("x")));
        QVERIFY(!m_error->isError());
    }

    void unusableAnswers_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("needle");
        QTest::newRow("html") << QByteArray("<html>hello</html>") << "not valid JSON";
        QTest::newRow("half") << json("{'id': 'ali") << "not valid JSON";
        QTest::newRow("not utf-8") << QByteArray("{\"id\": \"\xff\xfe\"}") << "not valid JSON";
        QTest::newRow("a list") << QByteArray("[1, 2]") << "expected an object";
        QTest::newRow("empty") << QByteArray() << "expected an object";
        QTest::newRow("no id") << json("{'name': 'Alice'}") << ".id";
    }
    void unusableAnswers()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, needle);
        m_net->expect("GET", "/v1/users/alice").reply(200, body).header("X-Request-ID", "r-1");
        ask(users::get(QStringLiteral("alice")));
        QCOMPARE(m_error->kind, ApiError::Kind::Decode);
        QCOMPARE(m_error->httpStatus, 200);
        QCOMPARE(m_error->requestId, QStringLiteral("r-1"));
        QVERIFY2(m_error->message.contains(needle), qPrintable(m_error->message));
    }

    void aWrongFieldIsAProblemAndNoError()
    {
        m_net->expect("GET", "/v1/users/alice")
            .reply(200, json("{'id': 'alice', 'updated_at': 'yesterday'}"));
        ask(users::get(QStringLiteral("alice")));
        QVERIFY(!m_error->isError());
        QCOMPARE(m_problems.size(), 1);
        QVERIFY2(m_problems.first().startsWith(QStringLiteral(".updated_at: ")),
                 qPrintable(m_problems.first()));
    }

    void aListWithoutAListIsAnError()
    {
        m_net->expect("GET", "/v1/users").reply(200, json("{'users': []}"));
        ask(users::list({}));
        QCOMPARE(m_error->kind, ApiError::Kind::Decode);
    }

    void errorBodies()
    {
        m_net->expect("GET", "/v1/users/alice")
            .reply(422,
                   json("{'code': 'invalid_params', 'message': 'no', 'status': 422, 'errors': "
                        "[{'field': 'x', 'message': 'is invalid', 'type': 'cast'}]}"))
            .header("X-Request-ID", "r-9");
        ask(users::get(QStringLiteral("alice")));
        QCOMPARE(m_error->kind, ApiError::Kind::Http);
        QCOMPARE(m_error->httpStatus, 422);
        QCOMPARE(m_error->code, QStringLiteral("invalid_params"));
        QCOMPARE(m_error->message, QStringLiteral("no"));
        QCOMPARE(m_error->fields.value(0).field, QStringLiteral("x"));
        QCOMPARE(m_error->requestId, QStringLiteral("r-9"));
        QVERIFY(!m_error->outcomeUnknown);

        m_net->expect("GET", "/v1/users/alice").reply(404, "<h1>Not here</h1>");
        ask(users::get(QStringLiteral("alice")));
        QCOMPARE(m_error->httpStatus, 404);
        QVERIFY(m_error->code.isEmpty());
    }

    void brokenConnections()
    {
        m_net->expect("GET", "/v1/users/alice").reply(200, json("{'id': 'al")).truncate();
        ask(users::get(QStringLiteral("alice")));
        QCOMPARE(m_error->kind, ApiError::Kind::Network);
        QCOMPARE(m_error->cause, NetworkCause::Reset);
        m_net->expect("GET", "/v1/users/alice").fail(QNetworkReply::HostNotFoundError);
        ask(users::get(QStringLiteral("alice")));
        QCOMPARE(m_error->cause, NetworkCause::HostNotFound);
        m_net->expect("GET", "/v1/users/alice").fail(QNetworkReply::SslHandshakeFailedError);
        ask(users::get(QStringLiteral("alice")));
        QCOMPARE(m_error->cause, NetworkCause::Tls);
    }

    void triesReadsAgain()
    {
        connectTo(quickRetries());
        m_net->expect("GET", "/v1/users/alice").fail(QNetworkReply::ConnectionRefusedError);
        m_net->expect("GET", "/v1/users/alice").reply(502);
        m_net->expect("GET", "/v1/users/alice").reply(200, json("{'id': 'alice'}"));
        ask(users::get(QStringLiteral("alice")));
        QVERIFY(!m_error->isError());
        m_net->expect("GET", "/v1/users/alice").reply(500).times(3);
        ask(users::get(QStringLiteral("alice")));
        QCOMPARE(m_error->httpStatus, 500);
        QVERIFY(!m_error->outcomeUnknown);
    }

    void triesKeyedWritesAgainUnderTheSameKey()
    {
        connectTo(quickRetries());
        auto &first = m_net->expect("POST", "/v1/trigger").withBody(json("{'a': 1}")).reply(500);
        auto &second = m_net->expect("POST", "/v1/trigger").withBody(json("{'a': 1}")).reply(200, "{}");
        ask(trigger(JsonBody {{{QStringLiteral("a"), 1}}}));
        QVERIFY(!m_error->isError());
        const QByteArray key = first.sentHeader("Idempotency-Key");
        QVERIFY(!QUuid(QString::fromLatin1(key)).isNull());
        QCOMPARE(second.sentHeader("Idempotency-Key"), key);
        auto &other = m_net->expect("POST", "/v1/trigger").reply(200, "{}");
        ask(trigger({}));
        QVERIFY(other.sentHeader("Idempotency-Key") != key);
    }

    void leavesOtherWritesToThePerson()
    {
        connectTo(quickRetries());
        m_net->expect("POST", "/v1/once")
            .withoutHeader("Idempotency-Key")
            .fail(QNetworkReply::RemoteHostClosedError);
        ask(once());
        QCOMPARE(m_error->cause, NetworkCause::Reset);
        QVERIFY(m_error->outcomeUnknown);
        m_net->expect("POST", "/v1/once").fail(QNetworkReply::ConnectionRefusedError);
        ask(once());
        QVERIFY(!m_error->outcomeUnknown); // nobody was there to do it
        m_net->expect("POST", "/v1/once").reply(504);
        ask(once());
        QVERIFY(m_error->outcomeUnknown);
        m_net->expect("POST", "/v1/once").reply(429).header("Retry-After", "0");
        m_net->expect("POST", "/v1/once").reply(204);
        ask(once());
        QVERIFY(!m_error->isError()); // over the limit: it was not done, so it is done now
    }

    void anEarlierTryCountsForTheOutcome()
    {
        connectTo(quickRetries());
        m_net->expect("DELETE", "/v1/things/x").fail(QNetworkReply::TimeoutError);
        m_net->expect("DELETE", "/v1/things/x").fail(QNetworkReply::ConnectionRefusedError).times(2);
        ask(removeThing(QStringLiteral("x")));
        QVERIFY(m_error->outcomeUnknown);
        m_net->expect("DELETE", "/v1/things/x").fail(QNetworkReply::TimeoutError);
        m_net->expect("DELETE", "/v1/things/x").reply(404);
        ask(removeThing(QStringLiteral("x")));
        QVERIFY(!m_error->outcomeUnknown);
    }

    void deletedByAnEarlierTry()
    {
        connectTo(quickRetries());
        m_net->expect("DELETE", "/v1/things/x").fail(QNetworkReply::RemoteHostClosedError);
        m_net->expect("DELETE", "/v1/things/x").reply(404);
        ask(removeThing(QStringLiteral("x")));
        QVERIFY(!m_error->isError());
        m_net->expect("DELETE", "/v1/things/x").reply(404); // it was not there in the first place
        ask(removeThing(QStringLiteral("x")));
        QCOMPARE(m_error->httpStatus, 404);
    }

    void errorsBringTheirAnswerWithoutTheKey()
    {
        m_net->expect("GET", "/v1/users/alice")
            .reply(418, json("{'code': 'echo', 'message': 'Bearer sk_test_0123456789', 'spout': 1}"));
        ask(users::get(QStringLiteral("alice")));
        QVERIFY(m_error->body.contains("spout"));
        QVERIFY(!m_error->body.contains("0123456789"));
        QVERIFY(!m_error->message.contains(QStringLiteral("0123456789")));
        m_net->expect("GET", "/v1/users/alice").reply(200, "[1, 2]");
        ask(users::get(QStringLiteral("alice")));
        QCOMPARE(m_error->kind, ApiError::Kind::Decode);
        QCOMPARE(m_error->body, QByteArray("[1, 2]"));
    }

    void droppingWhileItRests()
    {
        Connection connection = testConnection();
        connection.retry = {.maxRetries = 2};
        connectTo(connection);
        m_net->expect("GET", "/v1/users/alice").reply(503).header("Retry-After", "30");
        int runs = 0;
        Call call
            = m_client->send(users::get(QStringLiteral("alice")), [&](const Result<User> &) { ++runs; });
        QTRY_COMPARE(m_client->journal().entries().size(), 1u);
        QTRY_VERIFY(m_client->journal().find(1)->durationMs >= 0);
        QVERIFY(call.active());
        call.cancel();
        m_net->expectNothing();
        QCOMPARE(runs, 0);
        QCOMPARE(m_client->inFlight(), 0);
    }

    void droppingWhileItWaitsItsTurn()
    {
        Connection connection = testConnection();
        connection.pace = true;
        connectTo(connection);
        m_net->expect("PUT", "/v1/messages/m/seen").reply(204).times(5);
        int runs = 0;
        std::vector<Call> calls;
        for (int i = 0; i < 6; ++i) {
            calls.push_back(m_client->send(messages::mark(QStringLiteral("m"), Engagement::Seen, {}),
                                           [&](const Result<Message> &) { ++runs; }));
        }
        QCOMPARE(m_client->limiter().budget(messages::mark).waiting, 1);
        calls.pop_back();
        QCOMPARE(m_client->limiter().budget(messages::mark).waiting, 0);
        QTRY_COMPARE(runs, 5);
        m_net->expectNothing();
    }

    void tooManyPausesTheBucket()
    {
        Connection connection = testConnection();
        connection.pace = true;
        connectTo(connection);
        m_net->expect("GET", "/v1/users/alice").reply(429).header("Retry-After", "20");
        ask(users::get(QStringLiteral("alice")));
        QCOMPARE(m_error->retryAfterMs, 20000);
        QVERIFY(m_client->limiter().budget(users::get).pausedMs > 15000);
        QCOMPARE(m_client->limiter().budget(users::list).pausedMs, 0);
    }

    void saysWhetherTheServiceIsThere()
    {
        QSignalSpy reachable(m_client.get(), &Client::reachableChanged);
        m_net->expect("GET", "/v1/anything").fail(QNetworkReply::ConnectionRefusedError);
        ask(anything());
        QVERIFY(!m_client->isReachable());
        m_net->expect("GET", "/v1/anything").reply(500);
        ask(anything());
        QVERIFY(m_client->isReachable());
        QCOMPARE(reachable.count(), 2);
    }

    void requestsEndAsTheyBegan()
    {
        auto &held = m_net->expect("GET", "/v1/anything")
                         .withHeader("Authorization", "Bearer sk_test_0123456789")
                         .hold();
        m_error.reset();
        m_call = m_client->send(anything(), [this](const Result<QJsonValue> &r) { m_error = r.error(); });
        Connection other = testConnection();
        other.baseUrl = QUrl(QStringLiteral("http://other.test/"));
        other.key = "pk_test_other";
        m_client->setConnection(other);
        held.reply(200, "{}").release();
        QTRY_VERIFY(m_error);
        m_net->expect("GET", "/v1/anything")
            .withHeader("Authorization", "Bearer pk_test_other")
            .reply(200, "{}");
        ask(anything());
        QVERIFY(!m_error->isError());
    }
};

QTEST_GUILESS_MAIN(TestClient)
#include "tst_client.moc"
