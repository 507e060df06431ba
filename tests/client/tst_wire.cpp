#include "api/client/client.h"
#include "api/schema/describe.h"
#include "api/schema/user.h"
#include "support/fakenetwork.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace api;

namespace {

constexpr Endpoint<Nothing, JsonBody> post {
    {.number = "T1", .name = "test.post", .verb = Verb::Post, .path = "/v1/post", .repeat = Repeat::Never}};

// Says one scripted thing to each request it hears; then hangs up, or not.
class RawServer : public QTcpServer
{
public:
    QByteArrayList answers; // used up in order; the last one stays
    bool hangsUp = true;
    QByteArrayList heard;

    RawServer()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection())
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { hear(socket); });
        });
    }
    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(serverPort())); }

private:
    void hear(QTcpSocket *socket)
    {
        heard += socket->readAll();
        if (answers.isEmpty())
            return;
        socket->write(answers.size() > 1 ? answers.takeFirst() : answers.first());
        if (hangsUp)
            socket->disconnectFromHost();
    }
};

} // namespace

// The client on Qt's own network and a real socket: what no scripted reply can show.
class TestWire : public QObject
{
    Q_OBJECT

    std::unique_ptr<RawServer> m_server;
    std::unique_ptr<Client> m_client;
    Call m_call;
    std::optional<ApiError> m_error;

    void connectTo(const QUrl &url, int timeoutMs = 60000)
    {
        Connection connection = testConnection();
        connection.baseUrl = url;
        connection.timeoutMs = timeoutMs;
        m_client = std::make_unique<Client>(connection);
    }
    template <class R>
    void ask(const Request<R> &request)
    {
        m_error.reset();
        m_call = m_client->send(request, [this](const Result<R> &r) { m_error = r.error(); });
        QTRY_VERIFY(m_error);
    }
    void askForAlice() { ask(users::get(QStringLiteral("alice"))); }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<RawServer>();
        connectTo(m_server->url());
    }

    void answers()
    {
        m_server->answers = {"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n"
                             "{\"id\":\"alice\"}"};
        askForAlice();
        QVERIFY(!m_error->isError());
        const QByteArray heard = m_server->heard.value(0);
        QVERIFY2(heard.startsWith("GET /v1/users/alice HTTP/1.1\r\n"), heard.constData());
        QVERIFY(heard.contains("\r\nAuthorization: Bearer sk_test_0123456789\r\n"));
        QVERIFY(heard.contains("\r\nAccept: application/json\r\n"));
        QVERIFY(!heard.contains("Upgrade"));
    }

    void sendsBodies()
    {
        m_server->answers = {"HTTP/1.1 204 No Content\r\n\r\n"};
        ask(post(JsonBody {{{QStringLiteral("a"), 1}}}));
        QVERIFY(!m_error->isError());
        const QByteArray heard = m_server->heard.join();
        QVERIFY(heard.contains("\r\nContent-Type: application/json\r\n"));
        QVERIFY(heard.endsWith("{\"a\":1}"));
    }

    void silence()
    {
        connectTo(m_server->url(), 50);
        askForAlice();
        QCOMPARE(m_error->kind, ApiError::Kind::Network);
        QCOMPARE(m_error->cause, NetworkCause::Timeout);
    }

    void silenceInTheMiddle()
    {
        connectTo(m_server->url(), 50);
        m_server->hangsUp = false;
        m_server->answers = {"HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{\"id\":"};
        askForAlice();
        QCOMPARE(m_error->cause, NetworkCause::Timeout);
    }

    void aWriteThatMeetsSilence()
    {
        connectTo(m_server->url(), 50);
        ask(post({}));
        QCOMPARE(m_error->cause, NetworkCause::Timeout);
        QVERIFY(m_error->outcomeUnknown);
    }

    void truncated()
    {
        m_server->answers = {"HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{\"id\":"};
        askForAlice();
        QCOMPARE(m_error->kind, ApiError::Kind::Network);
        QCOMPARE(m_error->cause, NetworkCause::Reset);
    }

    void truncatedInChunks()
    {
        m_server->answers = {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n{\"id\":\r\n"};
        askForAlice();
        QVERIFY(m_error->isError()); // whichever way it is noticed, it is no answer
    }

    void hangsUpWithoutAWord()
    {
        m_server->answers = {""};
        askForAlice();
        QCOMPARE(m_error->kind, ApiError::Kind::Network);
        QCOMPARE(m_error->cause, NetworkCause::Reset);
    }

    void nobodyThere()
    {
        m_server->close();
        askForAlice();
        QCOMPARE(m_error->kind, ApiError::Kind::Network);
        QCOMPARE(m_error->cause, NetworkCause::Refused);
    }

    void errorStatus()
    {
        m_server->answers = {"HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer\r\nX-Request-ID: r-3\r\n"
                             "Content-Length: 26\r\n\r\n{\"code\":\"api_key_missing\"}"};
        askForAlice();
        QCOMPARE(m_error->kind, ApiError::Kind::Http);
        QCOMPARE(m_error->httpStatus, 401);
        QCOMPARE(m_error->code, QStringLiteral("api_key_missing"));
        QCOMPARE(m_error->requestId, QStringLiteral("r-3"));
    }

    void redirectOnTheSameHost()
    {
        m_server->answers = {"HTTP/1.1 302 Found\r\nLocation: /v1/users/bob\r\nContent-Length: 0\r\n\r\n",
                             "HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{\"id\":\"bob\"}"};
        askForAlice();
        QVERIFY(!m_error->isError());
        QVERIFY(m_server->heard.value(1).startsWith("GET /v1/users/bob "));
    }

    void redirectToAnotherHostKeepsTheKeyHere()
    {
        RawServer other;
        other.answers = {"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"};
        m_server->answers = {"HTTP/1.1 302 Found\r\nLocation: " + other.url().toEncoded()
                             + "/v1/users/alice\r\nContent-Length: 0\r\n\r\n"};
        askForAlice();
        QCOMPARE(m_error->cause, NetworkCause::Redirect);
        QVERIFY(other.heard.isEmpty());
    }

    void redirectOfAWriteIsNotFollowed()
    {
        m_server->answers = {"HTTP/1.1 302 Found\r\nLocation: /v1/elsewhere\r\nContent-Length: 0\r\n\r\n"};
        ask(post({}));
        QCOMPARE(m_error->kind, ApiError::Kind::Http);
        QCOMPARE(m_error->httpStatus, 302);
        QVERIFY2(m_error->message.contains(QStringLiteral("/v1/elsewhere")), qPrintable(m_error->message));
        QVERIFY(!m_server->heard.join().contains("GET"));
    }

    void noCookies()
    {
        m_server->answers
            = {"HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 12\r\n\r\n{\"id\":\"bob\"}"};
        askForAlice();
        askForAlice();
        QVERIFY(!m_server->heard.join().contains("Cookie"));
    }
};

QTEST_GUILESS_MAIN(TestWire)
#include "tst_wire.moc"
