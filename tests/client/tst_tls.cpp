#include "api/client/client.h"
#include "api/client/requestexport.h"
#include "api/client/requestjournal.h"
#include "api/schema/user.h"
#include "support/certificates.h"
#include "support/tlspeer.h"

#include <QJsonArray>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QTest>

using namespace api;

// What is only there with TLS: whom it trusts, and HTTP/2. On real sockets.
class TestTls : public QObject
{
    Q_OBJECT

    QSslConfiguration m_before;
    ApiError m_error;
    User m_user;
    QString m_requestId;

    static Connection connectionTo(quint16 port)
    {
        Connection c;
        c.baseUrl = QUrl(QStringLiteral("https://127.0.0.1:%1").arg(port));
        c.key = "sk_test_0123456789";
        c.pace = false;
        c.retry.maxRetries = 0;
        c.probeMs = 0;
        return c;
    }
    void ask(Client &client)
    {
        int answers = 0;
        const Call call = client.send(users::get(QStringLiteral("ada")), [&](const Result<User> &result) {
            ++answers;
            m_error = result.error();
            m_user = result.value();
            m_requestId = result.info().requestId;
        });
        QTRY_COMPARE_WITH_TIMEOUT(answers, 1, 20'000);
    }
    static QByteArray ada() { return R"({"id":"ada","name":"Ada Lovelace"})"; }
    static void verify(const ApiError &error) { QVERIFY2(!error.isError(), qPrintable(error.message)); }

private Q_SLOTS:
    void initTestCase()
    {
        if (!QSslSocket::supportsSsl())
            QSKIP("this Qt has no TLS");
        m_before = QSslConfiguration::defaultConfiguration();
        QSslConfiguration trusting = m_before;
        for (const char *certificate : {certificates::ofLoopback, certificates::expired})
            trusting.addCaCertificate(QSslCertificate(certificate));
        QSslConfiguration::setDefaultConfiguration(trusting);
    }
    void cleanupTestCase() { QSslConfiguration::setDefaultConfiguration(m_before); }

    void speaksWhatIsOffered_data()
    {
        QTest::addColumn<bool>("offersHttp2");
        QTest::addColumn<QByteArray>("version");
        QTest::newRow("HTTP/2") << true << QByteArray("HTTP/2");
        QTest::newRow("nothing else") << false << QByteArray("HTTP/1.1");
    }
    void speaksWhatIsOffered()
    {
        QFETCH(bool, offersHttp2);
        QFETCH(QByteArray, version);
        TlsPeer peer(certificates::ofLoopback, offersHttp2 ? TlsPeer::Offers::Http2 : TlsPeer::Offers::Http1);
        QVERIFY(peer.listen(QHostAddress::LocalHost));
        peer.setAnswer(ada());
        Client client(connectionTo(peer.serverPort()));
        for (int i = 1; i <= 3; ++i) {
            ask(client);
            verify(m_error);
            QCOMPARE(m_user.name, QStringLiteral("Ada Lovelace"));
            QCOMPARE(m_requestId, QStringLiteral("r-1"));
            QCOMPARE(peer.requests(), i);
        }
        QCOMPARE(peer.connections(), 1); // kept, either way
        QCOMPARE(peer.heardInClear().contains("HTTP/1.1"), !offersHttp2);
        // And it is told.
        const JournalEntry &entry = client.journal().entries().back();
        QCOMPARE(entry.httpVersion, version);
        const QJsonObject har = asHar({entry}, client.connection().baseUrl, QStringLiteral("1.0"));
        const QJsonObject kept = har[u"log"][u"entries"][0].toObject();
        QCOMPARE(kept[u"request"][u"httpVersion"].toString(), QString::fromLatin1(version));
        QCOMPARE(kept[u"response"][u"httpVersion"].toString(), QString::fromLatin1(version));
    }

    // One connection takes them all: none waits for another to be over.
    void manyAtOnceOverHttp2()
    {
        TlsPeer peer(certificates::ofLoopback, TlsPeer::Offers::Http2);
        QVERIFY(peer.listen(QHostAddress::LocalHost));
        Client client(connectionTo(peer.serverPort()));
        std::vector<Call> calls;
        for (int i = 0; i < 20; ++i)
            calls.push_back(client.send(users::get(QStringLiteral("ada")), [](const Result<User> &) {}));
        QTRY_COMPARE_WITH_TIMEOUT(peer.requests(), 20, 20'000);
        QCOMPARE(peer.connections(), 1);
    }

    void writesOverHttp2()
    {
        TlsPeer peer(certificates::ofLoopback, TlsPeer::Offers::Http2);
        QVERIFY(peer.listen(QHostAddress::LocalHost));
        peer.setAnswer(R"({"id":"b1","name":"users.identify","status":"queued"})");
        Client client(connectionTo(peer.serverPort()));
        for (const int size : {1, 3000}) { // one frame; more than one window
            QList<QJsonObject> people(size, {{QStringLiteral("id"), QString(40, u'a')}});
            BulkOperation operation;
            int answers = 0;
            const auto request = users::bulkIdentify({people});
            const Call call = client.send(request, [&](const Result<BulkOperation> &result) {
                ++answers;
                m_error = result.error();
                operation = result.value();
            });
            QTRY_COMPARE_WITH_TIMEOUT(answers, 1, 20'000);
            verify(m_error);
            QCOMPARE(operation.id, QStringLiteral("b1"));
            QCOMPARE(peer.bodies().last(), QJsonDocument(*request.body).toJson(QJsonDocument::Compact));
        }
        QCOMPARE(peer.requests(), 2);
    }

    // What waits for an answer is no longer connecting.
    void thereIsAConnection_data()
    {
        QTest::addColumn<bool>("offersHttp2");
        QTest::newRow("HTTP/2") << true;
        QTest::newRow("HTTP/1.1") << false;
    }
    void thereIsAConnection()
    {
        QFETCH(bool, offersHttp2);
        TlsPeer peer(certificates::ofLoopback, offersHttp2 ? TlsPeer::Offers::Http2 : TlsPeer::Offers::Http1);
        QVERIFY(peer.listen(QHostAddress::LocalHost)); // and never answers
        Connection connection = connectionTo(peer.serverPort());
        connection.connectMs = 500;
        connection.totalMs = 1000;
        Client client(connection);
        ask(client);
        QCOMPARE(peer.requests(), 1);
        QCOMPARE(m_error.cause, NetworkCause::Timeout);
    }

    void saysWhatIsWrongWithACertificate_data()
    {
        QTest::addColumn<QByteArray>("certificate");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("nobody vouches for it, and it names another")
            << QByteArray(certificates::ofNoHost)
            << QStringList {QStringLiteral("self-signed"), QStringLiteral("host name")};
        QTest::newRow("out of date") << QByteArray(certificates::expired)
                                     << QStringList {QStringLiteral("expired")};
    }
    void saysWhatIsWrongWithACertificate()
    {
        QFETCH(QByteArray, certificate);
        QFETCH(QStringList, words);
        TlsPeer peer(certificate.constData(), TlsPeer::Offers::Http2);
        QVERIFY(peer.listen(QHostAddress::LocalHost));
        peer.setAnswer(ada());
        Client client(connectionTo(peer.serverPort()));
        ask(client);
        QCOMPARE(m_error.kind, ApiError::Kind::Network);
        QCOMPARE(m_error.cause, NetworkCause::Tls);
        for (const QString &word : words)
            QVERIFY2(m_error.message.contains(word), qPrintable(m_error.message));
        const Explanation why = explain(m_error);
        QVERIFY(why.hint.contains(m_error.message));
        QVERIFY(why.hint.size() > m_error.message.size() + 10); // and what to do about it
        QCOMPARE(peer.requests(), 0);
    }
};

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
