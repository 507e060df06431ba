#include "api/client/client.h"
#include "api/client/lanes.h"
#include "api/client/requestjournal.h"
#include "api/schema/user.h"
#include "support/certificates.h"
#include "support/tlspeer.h"

#include <QNetworkProxyFactory>
#include <QSslSocket>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace api;

namespace {

constexpr const char *proxyVariables[] = {"http_proxy", "https_proxy"};

// {"id": "ada", "name": "Ada Lovelace"}, as gzip packs it.
constexpr char packed[]
    = "1f8b0800000000000203ab56ca4c51b252504a4c4954d25150ca4bcc4d05711d5312157cf2cb5273129353"
      "956a015525579025000000";

} // namespace

// What happens between the client and a socket, on real ones.
class TestConnections : public QObject
{
    Q_OBJECT

    QTcpServer m_server;
    QByteArray m_heard;
    QByteArray m_answer; // null: none
    ApiError m_error;
    User m_user;
    int m_answers = 0;

    Connection connection(quint16 port, const QString &scheme = QStringLiteral("http")) const
    {
        Connection c;
        c.baseUrl = QUrl(QStringLiteral("%1://127.0.0.1:%2").arg(scheme).arg(port));
        c.key = "sk_test_0123456789";
        c.pace = false;
        c.retry.maxRetries = 0;
        c.probeMs = 0;
        return c;
    }
    void ask(const Connection &c, bool writes = false)
    {
        Client client(c);
        m_answers = 0;
        const auto done = [this](const auto &result) {
            ++m_answers;
            m_error = result.error();
            if constexpr (std::is_same_v<std::decay_t<decltype(result)>, Result<User>>)
                m_user = result.value();
        };
        const Call call = writes ? client.send<BulkOperation>(
                              users::bulkIdentify({{{{QStringLiteral("id"), QStringLiteral("ada")}}}}), done)
                                 : client.send<User>(users::get(QStringLiteral("ada")), done);
        QTRY_COMPARE_WITH_TIMEOUT(m_answers, 1, 20'000);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.listen(QHostAddress::LocalHost));
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = m_server.nextPendingConnection();
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
                m_heard += socket->readAll();
                if (!m_answer.isNull())
                    socket->write(std::exchange(m_answer, {}));
            });
        });
    }
    void init()
    {
        m_heard.clear();
        m_answer = {};
        m_error = {};
    }

    void readsWhatIsPacked()
    {
        const QByteArray body = QByteArray::fromHex(packed);
        m_answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: "
                   "gzip\r\nContent-Length: "
            + QByteArray::number(body.size()) + "\r\n\r\n" + body;
        ask(connection(m_server.serverPort()));
        QCOMPARE(m_error.kind, ApiError::Kind::None);
        QCOMPARE(m_user.name, QStringLiteral("Ada Lovelace"));
        const QByteArray heard = m_heard.toLower();
        QVERIFY2(heard.contains("accept-encoding:") && heard.contains("gzip"), heard.constData());
        QVERIFY(!heard.contains("upgrade:")); // plain HTTP stays what it is
        QVERIFY(heard.contains("connection: keep-alive"));
    }

    // Qt opens six connections to a host and lets the rest queue: what runs in the background is not to stand
    // before a person, and may be more at a time.
    void whatRunsInTheBackgroundHasConnectionsOfItsOwn()
    {
        Client client(connection(m_server.serverPort()));
        std::vector<Call> calls;
        const auto ask = [&](const Request<User> &request) {
            calls.push_back(client.send<User>(request, [](const auto &) {}));
        };
        const auto heard = [this](const char *id) { return m_heard.count(QByteArray("/v1/users/") + id); };
        for (int i = 0; i < 20; ++i)
            ask(users::get(QStringLiteral("later")).background());
        QTRY_COMPARE(heard("later"), 20);
        for (int i = 0; i < 6; ++i)
            ask(users::get(QStringLiteral("now")));
        QTRY_COMPARE(heard("now"), 6);
        ask(users::get(QStringLiteral("queued")));
        for (int i = 0; i < 20; ++i)
            ask(users::get(QStringLiteral("more")).background());
        QTRY_COMPARE(heard("more"), Lanes::perLane * Lanes::mostInBackground - 20);
        QCOMPARE(heard("queued"), 0); // behind its own kind only
    }

    // The port takes connections and says nothing: the handshake never ends.
    void noConnectionInTime()
    {
        Connection c = connection(m_server.serverPort(), QStringLiteral("https"));
        c.connectMs = 100;
        ask(c, true);
        QCOMPARE(m_error.kind, ApiError::Kind::Network);
        QCOMPARE(m_error.cause, NetworkCause::NoConnection);
        QVERIFY(!m_error.outcomeUnknown); // nothing was sent
        QVERIFY(!explain(m_error).sentence.isEmpty());
    }

    // Bytes keep coming, slower than anybody would wait.
    void notAllInTime()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, this, [&server] {
            QTcpSocket *socket = server.nextPendingConnection();
            auto *drip = new QTimer(socket);
            socket->write(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n");
            connect(drip, &QTimer::timeout, socket, [socket] { socket->write(" "); });
            drip->start(10);
        });
        for (const bool writes : {false, true}) {
            Connection c = connection(server.serverPort());
            c.totalMs = 300;
            ask(c, writes);
            QCOMPARE(m_error.kind, ApiError::Kind::Network);
            QCOMPARE(m_error.cause, NetworkCause::Timeout);
            QCOMPARE(m_error.outcomeUnknown, writes);
        }
    }

    // A try that was ended for its length does not outlive whoever asked.
    void droppedByItsOwnAnswer()
    {
        Connection c = connection(m_server.serverPort());
        c.totalMs = 50;
        Client client(c);
        Call call;
        int answers = 0;
        call = client.send(users::get(QStringLiteral("ada")), [&](const Result<User> &) {
            call = {};
            ++answers;
        });
        QTRY_COMPARE(answers, 1);
        QVERIFY(!call.active());
        QCOMPARE(client.inFlight(), 0);
    }

    // Certificates are refused without a word having been sent.
    void aRefusedCertificateLeavesNothingOpen()
    {
        if (!QSslSocket::supportsSsl())
            QSKIP("this Qt has no TLS");
        TlsPeer peer(certificates::ofNoHost, TlsPeer::Offers::Http1);
        QVERIFY(peer.listen(QHostAddress::LocalHost));
        ask(connection(peer.serverPort(), QStringLiteral("https")), true);
        QCOMPARE(m_error.cause, NetworkCause::Tls);
        QVERIFY(!m_error.outcomeUnknown);
    }

    // As the program has it set: what the computer says, from the environment where it says nothing else.
    void goesThroughTheSystemsProxy_data()
    {
        QTest::addColumn<bool>("isThere");
        QTest::addColumn<QString>("scheme");
        QTest::newRow("there") << true << QStringLiteral("http");
        QTest::newRow("not there") << false << QStringLiteral("http");
        QTest::newRow("not there, with TLS") << false << QStringLiteral("https");
    }
    void goesThroughTheSystemsProxy()
    {
        QFETCH(bool, isThere);
        QFETCH(QString, scheme);
        QTcpServer gone;
        QVERIFY(gone.listen(QHostAddress::LocalHost));
        const quint16 port = isThere ? m_server.serverPort() : gone.serverPort();
        gone.close();
        for (const char *name : proxyVariables)
            qputenv(name, "http://127.0.0.1:" + QByteArray::number(port));
        QNetworkProxyFactory::setUseSystemConfiguration(true);
        const auto restore = qScopeGuard([] {
            QNetworkProxyFactory::setUseSystemConfiguration(false);
            for (const char *name : proxyVariables)
                qunsetenv(name);
        });
        m_answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n"
                   "{\"id\":\"ada\"}";
        Connection c = connection(1);
        c.baseUrl = QUrl(scheme + QStringLiteral("://api.test"));
        ask(c, !isThere);
        QCOMPARE(m_error.isError(), !isThere);
        QVERIFY(!m_error.outcomeUnknown);
        QCOMPARE(m_heard.startsWith("GET http://api.test/v1/users/ada HTTP/1.1"), isThere);
        QCOMPARE(m_error.cause, isThere ? NetworkCause::None : NetworkCause::Proxy);
    }
};

QTEST_GUILESS_MAIN(TestConnections)
#include "tst_connections.moc"
