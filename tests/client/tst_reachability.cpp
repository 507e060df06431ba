#include "api/client/client.h"
#include "api/client/reachability.h"
#include "api/schema/user.h"
#include "support/fakenetwork.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

using namespace api;

namespace {

// Looks and pauses when the test says so.
class DrivenReachability : public Reachability
{
public:
    QList<int> pauses;
    QList<QUrl> looks;
    void passPause() { look(); }
    void find(bool isThere) { looked(isThere); }

protected:
    void pause(int ms) override { pauses += ms; }
    void openConnection(const QUrl &baseUrl) override { looks += baseUrl; }
};

const QUrl host(QStringLiteral("https://api.test"));

}

class TestReachability : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void looksLessAndLessOften()
    {
        DrivenReachability r;
        r.follow(host, 1000);
        QSignalSpy changes(&r, &Reachability::changed);
        r.heard(NetworkCause::Offline);
        QVERIFY(!r.isReachable());
        for (int i = 0; i < 6; ++i) {
            r.passPause();
            r.find(false);
        }
        QCOMPARE(r.pauses, (QList<int> {1000, 2000, 4000, 8000, 16000, 30000, 30000}));
        QCOMPARE(r.looks.size(), 6);
        QCOMPARE(r.looks.first(), host);
        QCOMPARE(changes.size(), 1);
        r.passPause();
        r.find(true);
        QVERIFY(r.isReachable());
        QVERIFY(!r.isLooking());
        QCOMPARE(changes.size(), 2);
    }

    // A port that opens and does not answer is not asked again and again.
    void onlyAnAnswerMakesThePausesShort()
    {
        DrivenReachability r;
        r.follow(host, 1000);
        r.heard(NetworkCause::Refused);
        r.passPause();
        r.find(true);
        r.heard(NetworkCause::Refused);
        QCOMPARE(r.pauses, (QList<int> {1000, 2000}));
        r.heard(NetworkCause::None);
        QVERIFY(r.isReachable());
        QVERIFY(!r.isLooking());
        r.heard(NetworkCause::Refused);
        QCOMPARE(r.pauses, (QList<int> {1000, 2000, 1000}));
    }

    void oneLookAtATime()
    {
        DrivenReachability r;
        r.follow(host, 1000);
        r.passPause(); // nothing to look for
        QCOMPARE(r.looks.size(), 0);
        r.heard(NetworkCause::HostNotFound);
        r.heard(NetworkCause::HostNotFound);
        QCOMPARE(r.pauses.size(), 1);
        r.passPause();
        r.passPause();
        QCOMPARE(r.looks.size(), 1);
        r.heard(NetworkCause::None); // while it looks
        r.find(false); // too late to count
        QVERIFY(r.isReachable());
        QCOMPARE(r.pauses.size(), 1);
    }

    void whatIsLookedFor_data()
    {
        QTest::addColumn<int>("cause");
        QTest::addColumn<bool>("looks");
        QTest::newRow("refused") << int(NetworkCause::Refused) << true;
        QTest::newRow("no host") << int(NetworkCause::HostNotFound) << true;
        QTest::newRow("offline") << int(NetworkCause::Offline) << true;
        QTest::newRow("no connection") << int(NetworkCause::NoConnection) << true;
        QTest::newRow("proxy") << int(NetworkCause::Proxy) << true;
        // The host is there: that a connection opens says nothing new.
        QTest::newRow("timeout") << int(NetworkCause::Timeout) << false;
        QTest::newRow("reset") << int(NetworkCause::Reset) << false;
        QTest::newRow("tls") << int(NetworkCause::Tls) << false;
    }
    void whatIsLookedFor()
    {
        QFETCH(int, cause);
        QFETCH(bool, looks);
        DrivenReachability r;
        r.follow(host, 1000);
        r.heard(NetworkCause(cause));
        QVERIFY(!r.isReachable());
        QCOMPARE(r.isLooking(), looks);
        QCOMPARE(r.pauses.size(), looks ? 1 : 0);
    }

    void canBeOff()
    {
        DrivenReachability r;
        r.follow(host, 0);
        r.heard(NetworkCause::Refused);
        QVERIFY(!r.isReachable());
        QVERIFY(!r.isLooking());
    }

    void anotherHostStartsAnew()
    {
        DrivenReachability r;
        r.follow(host, 1000);
        r.heard(NetworkCause::Refused);
        r.passPause();
        r.follow(QUrl(QStringLiteral("http://other.test:81")), 500);
        QVERIFY(r.isReachable());
        r.find(false); // of the old one
        QVERIFY(r.isReachable());
        r.heard(NetworkCause::Refused);
        QCOMPARE(r.pauses.last(), 500);
    }

    // With sockets and timers as they are.
    void findsARealPort()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const quint16 port = server.serverPort();
        server.close();
        Connection connection = testConnection();
        connection.baseUrl = QUrl(QStringLiteral("http://127.0.0.1:%1").arg(port));
        connection.probeMs = 5;
        FakeNetwork net;
        Client client(connection, &net);
        QSignalSpy changes(&client, &Client::reachableChanged);
        net.expect("GET", "/v1/users/ada").fail(QNetworkReply::ConnectionRefusedError);
        int answers = 0;
        const Call call
            = client.send(users::get(QStringLiteral("ada")), [&](const Result<User> &) { ++answers; });
        QTRY_COMPARE(answers, 1);
        QVERIFY(!client.isReachable());
        QVERIFY(server.listen(QHostAddress::LocalHost, port));
        QTRY_VERIFY(client.isReachable());
        QCOMPARE(changes.size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestReachability)
#include "tst_reachability.moc"
