// Dialogues over real sockets: what comes in order, in pieces, too much, too late or not at all.
#include "api/sandbox/httpadapter.h"
#include "sandbox/rawclient.h"

#include <QElapsedTimer>
#include <QtEndian>
#ifdef Q_OS_UNIX
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#endif
#include <QPointer>

using namespace api::sandbox;
using namespace sandboxtest;

namespace {

// Answers with what it got; /fault pieces of the address say how the answer goes out.
class Echo
{
public:
    explicit Echo(HttpSettings settings = quick())
        : adapter([this](const HttpRequest &request) { return answer(request); },
                  [this](HttpResponse &response) {
                      ++refused;
                      response.headers.emplaceBack("X-Completed", "yes");
                  },
                  settings)
    {
        QString error;
        if (!adapter.listen(QStringLiteral("127.0.0.1"), 0, &error))
            qFatal("%s", qUtf8Printable(error));
    }
    static HttpSettings quick()
    {
        HttpSettings settings;
        settings.limits = {2000, 4000, 100'000};
        settings.lingerMs = 300;
        settings.lingerBytes = 2'000'000;
        return settings;
    }
    quint16 port() const { return adapter.port(); }

    int served = 0;
    int refused = 0;
    Dispatch dispatch; // of the next answers
    int status = 200;
    QByteArray body; // instead of what came
    HttpAdapter adapter;

private:
    Outgoing answer(const HttpRequest &request)
    {
        ++served;
        HttpResponse response = HttpResponse::json(body.isEmpty() ? request.body : body, status);
        response.headers.emplaceBack("X-Path", request.verb + ' ' + request.path);
        return {response, dispatch};
    }
};

QByteArray get(const QByteArray &path, const QByteArray &headers = {})
{
    return "GET " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
}

QByteArray post(const QByteArray &path, const QByteArray &body)
{
    return "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + QByteArray::number(body.size())
        + "\r\n\r\n" + body;
}

} // namespace

class TestSandboxSocket : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void answersInOrder();
    void answersAnyVerb_data();
    void answersAnyVerb();
    void keepsOldClientsAsTheyWish();
    void takesARequestInPieces();
    void continuesWhenAsked();
    void refusesBeforeTheBodyIsSent();
    void refusesGarbage();
    void refusesTooMuch();
    void endsWhatDoesNotEnd();
    void timesOut_data();
    void timesOut();
    void doesNotTimeOutAWaitingAnswer();
    void holdsAnswersNobodyFetches();
    void takesTurnsWhenFull();
    void holdsABoundOfAllBodies();
    void splicesNoHeaders();
    void writesNoBodyWhereNoneBelongs();
    void endsSilently();
    void cuts();
    void drips();
    void delaysOneAndServesAnother();
    void survivesLeavingClients();
    void answersWhoHasClosedItsSide();
};

void TestSandboxSocket::answersInOrder()
{
    Echo echo;
    RawClient client(echo.port());
    QByteArray all;
    for (int i = 0; i < 50; ++i)
        all += post("/" + QByteArray::number(i), QByteArray(i * 100, 'x'));
    client.send(all);
    for (int i = 0; i < 50; ++i) {
        const RawAnswer answer = client.next();
        QCOMPARE(answer.header("X-Path"), "POST /" + QByteArray::number(i));
        QCOMPARE(answer.body.size(), i * 100);
    }
    QVERIFY(!client.isClosed());
}

void TestSandboxSocket::answersAnyVerb_data()
{
    QTest::addColumn<QByteArray>("verb");
    for (const char *verb : {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"})
        QTest::newRow(verb) << QByteArray(verb);
}

void TestSandboxSocket::answersAnyVerb()
{
    QFETCH(QByteArray, verb);
    Echo echo;
    echo.body = "{}";
    RawClient client(echo.port());
    client.send(verb + " /a HTTP/1.1\r\nHost: x\r\n\r\n" + get("/b"));
    const RawAnswer answer = client.next(verb == "HEAD");
    QCOMPARE(answer.header("X-Path"), verb + " /a");
    QCOMPARE(answer.header("Content-Length"), QByteArray("2"));
    QCOMPARE(client.next().header("X-Path"), QByteArray("GET /b")); // HEAD had no body before it
}

void TestSandboxSocket::keepsOldClientsAsTheyWish()
{
    Echo echo;
    RawClient old(echo.port());
    old.send("GET / HTTP/1.0\r\n\r\n");
    QCOMPARE(old.next().header("Connection"), QByteArray("close"));
    QVERIFY(old.waitForClose());
    RawClient kept(echo.port());
    kept.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    QCOMPARE(kept.next().header("Connection"), QByteArray("keep-alive"));
    kept.send(get("/", "Connection: close\r\n"));
    QCOMPARE(kept.next().status, 200);
    QVERIFY(kept.waitForClose());
}

void TestSandboxSocket::takesARequestInPieces()
{
    Echo echo;
    RawClient client(echo.port());
    const QByteArray request = "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                               "3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n";
    for (const char c : request) {
        client.send(QByteArray(1, c));
        QCoreApplication::processEvents();
    }
    QCOMPARE(client.next().body, QByteArray("abcd"));
}

void TestSandboxSocket::continuesWhenAsked()
{
    Echo echo;
    RawClient client(echo.port());
    client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    QCOMPARE(client.next().status, 100);
    QCOMPARE(echo.served, 0);
    client.send("hi");
    QCOMPARE(client.next().body, QByteArray("hi"));
    QVERIFY(client.received.isEmpty());
}

void TestSandboxSocket::refusesBeforeTheBodyIsSent()
{
    Echo echo;
    RawClient client(echo.port());
    client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 52428800\r\nExpect: 100-continue\r\n\r\n");
    const RawAnswer answer = client.next();
    QCOMPARE(answer.status, 413);
    QCOMPARE(answer.code(), QStringLiteral("body_too_large"));
    QVERIFY(client.waitForClose());
}

void TestSandboxSocket::refusesGarbage()
{
    Echo echo;
    for (const QByteArray &bytes :
         {QByteArray("\x16\x03\x01\x02\x00\x01", 6), QByteArray("\0\0\0\0", 4), QByteArray("hello\r\n\r\n"),
          QByteArray("\xff\xfe\xfd\r\n"), QByteArray("GET / HTTP/1.1\r\n\r\n")}) {
        RawClient client(echo.port());
        client.send(bytes);
        const RawAnswer answer = client.next();
        QVERIFY2(answer.status == 400, bytes.toHex());
        QCOMPARE(answer.code(), QStringLiteral("bad_request"));
        QCOMPARE(answer.header("Connection"), QByteArray("close"));
        QCOMPARE(answer.header("X-Completed"), QByteArray("yes"));
        QVERIFY(client.waitForClose());
    }
    QCOMPARE(echo.served, 0);
    QCOMPARE(echo.refused, 5);
}

// The sender goes on for a while and still gets to see the answer.
void TestSandboxSocket::refusesTooMuch()
{
    Echo echo;
    RawClient client(echo.port());
    client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n" + QByteArray(1'000'000, 'x'));
    QCOMPARE(client.next().status, 413);
    QVERIFY(client.waitForClose());
    QCOMPARE(client.socket.error(), QAbstractSocket::RemoteHostClosedError);

    RawClient headers(echo.port());
    headers.send("GET / HTTP/1.1\r\n" + QByteArray("A: b\r\n").repeated(300'000));
    QCOMPARE(headers.next().status, 431);
    RawClient address(echo.port());
    address.send("GET /" + QByteArray(1'500'000, 'a'));
    QCOMPARE(address.next().status, 414);
    QCOMPARE(echo.served, 0);
}

void TestSandboxSocket::endsWhatDoesNotEnd()
{
    Echo echo;
    RawClient client(echo.port());
    client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    const QByteArray chunk = "FFFF\r\n" + QByteArray(0xFFFF, 'x') + "\r\n";
    qint64 sent = 0;
    const auto more = [&] {
        while (client.socket.bytesToWrite() < 200'000 && sent < 200'000'000)
            sent += client.socket.write(chunk);
    };
    QObject::connect(&client.socket, &QTcpSocket::bytesWritten, &client.socket, more);
    more();
    QCOMPARE(client.next().status, 413);
    // Our own system takes several megabytes before the first is refused.
    QVERIFY2(client.waitForClose() && sent < 20'000'000, QByteArray::number(sent));
    RawClient next(echo.port());
    next.send(get("/"));
    QCOMPARE(next.next().status, 200);
}

void TestSandboxSocket::timesOut_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status"); // 0: no answer
    QTest::newRow("nothing") << QByteArray() << 0;
    QTest::newRow("half a line") << QByteArray("GET /") << 408;
    QTest::newRow("half a head") << QByteArray("GET / HTTP/1.1\r\nHost: x\r\n") << 408;
    QTest::newRow("half a body") << QByteArray("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nab")
                                 << 408;
    QTest::newRow("half a chunk") << QByteArray(
        "PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nab")
                                  << 408;
}

void TestSandboxSocket::timesOut()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    HttpSettings settings = Echo::quick();
    settings.timeoutMs = 50;
    Echo echo(settings);
    RawClient client(echo.port());
    client.send(bytes);
    const RawAnswer answer = client.next();
    QCOMPARE(answer.status, status);
    if (status)
        QCOMPARE(answer.code(), QStringLiteral("request_timeout"));
    QVERIFY(client.waitForClose());
    QCOMPARE(echo.served, 0);
}

void TestSandboxSocket::doesNotTimeOutAWaitingAnswer()
{
    HttpSettings settings = Echo::quick();
    settings.timeoutMs = 40;
    Echo echo(settings);
    echo.dispatch.delayMs = 200;
    RawClient client(echo.port());
    client.send(get("/slow"));
    QCOMPARE(client.next().status, 200);
}

// A client that asks and never reads: what is kept for it has a bound, and in the end it is let go.
void TestSandboxSocket::holdsAnswersNobodyFetches()
{
    HttpSettings settings = Echo::quick();
    settings.timeoutMs = 300;
    Echo echo(settings);
    echo.body = QByteArray(1'000'000, 'x');
    QTcpSocket client;
    client.setReadBufferSize(1000);
    client.connectToHost(QStringLiteral("127.0.0.1"), echo.port());
    QVERIFY(client.waitForConnected());
    client.write(get("/").repeated(200));
    QTRY_COMPARE(echo.adapter.connections(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(echo.adapter.connections(), 0, 10'000);
    QVERIFY2(echo.served < 30, QByteArray::number(echo.served)); // what the system's buffers took, and a bit
}

void TestSandboxSocket::takesTurnsWhenFull()
{
    HttpSettings settings = Echo::quick();
    settings.connections = 3;
    settings.timeoutMs = 100;
    Echo echo(settings);
    std::vector<std::unique_ptr<RawClient>> idle; // half open: they never say a word
    for (int i = 0; i < 8; ++i)
        idle.push_back(std::make_unique<RawClient>(echo.port()));
    RawClient client(echo.port());
    client.send(get("/"));
    QCOMPARE(client.next().status, 200);
}

void TestSandboxSocket::holdsABoundOfAllBodies()
{
    HttpSettings settings = Echo::quick();
    settings.heldBytes = 150'000;
    Echo echo(settings);
    const QByteArray body(90'000, 'x');
    RawClient first(echo.port());
    first.send(post("/first", body).chopped(1));
    RawClient second(echo.port());
    second.send(post("/second", body).chopped(1));
    QTRY_VERIFY(second.received.contains("\r\n\r\n") || first.received.contains("\r\n\r\n"));
    RawClient &loser = second.received.isEmpty() ? first : second; // whose bytes came later
    RawClient &winner = second.received.isEmpty() ? second : first;
    const RawAnswer busy = loser.next();
    QCOMPARE(busy.status, 503);
    QCOMPARE(busy.header("Retry-After"), QByteArray("1"));
    winner.send("x");
    QCOMPARE(winner.next().body, body);
    RawClient third(echo.port()); // what they held is free again
    third.send(post("/third", body));
    QCOMPARE(third.next().body, body);
}

void TestSandboxSocket::splicesNoHeaders()
{
    HttpAdapter adapter(
        [](const HttpRequest &) {
            HttpResponse response = HttpResponse::json("{}");
            response.headers.emplaceBack("X-Ids", "a\r\nX-Evil: 1\r\n\r\n");
            return Outgoing {response, {}};
        },
        [](HttpResponse &) {});
    QString error;
    QVERIFY(adapter.listen(QStringLiteral("127.0.0.1"), 0, &error));
    RawClient client(adapter.port());
    client.send(get("/"));
    const RawAnswer answer = client.next();
    QCOMPARE(answer.body, QByteArray("{}"));
    QVERIFY(answer.header("X-Evil").isEmpty());
}

void TestSandboxSocket::writesNoBodyWhereNoneBelongs()
{
    Echo echo;
    echo.status = 204;
    echo.body = "{}";
    RawClient client(echo.port());
    client.send(get("/a") + get("/b"));
    const RawAnswer answer = client.next();
    QCOMPARE(answer.status, 204);
    QVERIFY(answer.header("Content-Length").isEmpty());
    QCOMPARE(client.next().header("X-Path"), QByteArray("GET /b"));
}

void TestSandboxSocket::endsSilently()
{
    Echo echo;
    echo.dispatch.end = Dispatch::End::Silent;
    RawClient client(echo.port());
    client.send(get("/"));
    QVERIFY(client.waitForClose());
    QVERIFY(client.received.isEmpty());
    QCOMPARE(echo.served, 1);
}

void TestSandboxSocket::cuts()
{
    Echo echo;
    echo.body = QByteArray(5000, 'x');
    echo.dispatch.end = Dispatch::End::Cut;
    echo.dispatch.cutAfter = 123;
    RawClient client(echo.port());
    client.send(get("/"));
    QVERIFY(client.waitForClose());
    QVERIFY(client.received.contains("Content-Length: 5000\r\n"));
    QCOMPARE(client.received.size() - client.received.indexOf("\r\n\r\n") - 4, 123);
}

void TestSandboxSocket::drips()
{
    Echo echo;
    echo.body = "0123456789";
    echo.dispatch.dripBytes = 3;
    echo.dispatch.dripMs = 20;
    RawClient client(echo.port());
    QElapsedTimer timer;
    timer.start();
    client.send(get("/a") + get("/b"));
    const RawAnswer answer = client.next();
    QCOMPARE(answer.body, QByteArray("0123456789"));
    QVERIFY(timer.elapsed() >= 4 * 20 - 10); // four pieces
    QCOMPARE(client.next().header("X-Path"), QByteArray("GET /b")); // the connection lives on
}

void TestSandboxSocket::delaysOneAndServesAnother()
{
    Echo echo;
    echo.dispatch.delayMs = 3000;
    RawClient slow(echo.port());
    slow.send(get("/slow") + get("/behind"));
    QTRY_COMPARE(echo.served, 1);
    echo.dispatch.delayMs = 0;
    RawClient fast(echo.port());
    fast.send(get("/fast"));
    QCOMPARE(fast.next().header("X-Path"), QByteArray("GET /fast"));
    QVERIFY(slow.received.isEmpty());
    QCOMPARE(echo.served, 2); // what stands behind the slow one waits
    QCOMPARE(slow.next().header("X-Path"), QByteArray("GET /slow"));
    QCOMPARE(slow.next().header("X-Path"), QByteArray("GET /behind"));
}

void TestSandboxSocket::survivesLeavingClients()
{
    Echo echo;
    for (int delay : {0, 30}) {
        echo.dispatch.delayMs = delay;
        for (const QByteArray &bytes : {get("/"), QByteArray("GET /"), get("/").repeated(20), QByteArray()}) {
            RawClient client(echo.port());
            client.send(bytes);
            client.socket.abort();
        }
    }
    echo.dispatch = {};
    RawClient client(echo.port());
    client.send(get("/"));
    QCOMPARE(client.next().status, 200);
}

// "That was all", says the client with the end of its own side, and waits for the answer.
void TestSandboxSocket::answersWhoHasClosedItsSide()
{
#ifndef Q_OS_UNIX
    QSKIP("needs a half-closed connection");
#else
    Echo echo;
    for (const qsizetype size : {0, 90'000}) {
        const int client = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address {};
        address.sin_family = AF_INET;
        address.sin_port = qToBigEndian(echo.port());
        address.sin_addr.s_addr = qToBigEndian(quint32(INADDR_LOOPBACK));
        QCOMPARE(::connect(client, reinterpret_cast<sockaddr *>(&address), sizeof address), 0);
        const QByteArray bytes = post("/", QByteArray(size, 'x'));
        QCOMPARE(::send(client, bytes.constData(), size_t(bytes.size()), 0), bytes.size());
        ::shutdown(client, SHUT_WR);
        const int served = echo.served;
        QTRY_COMPARE(echo.served, served + 1);
        QTRY_COMPARE(echo.adapter.connections(), 0);
        QByteArray answer(200'000, 0);
        qsizetype length = 0;
        for (ssize_t got = 1; got > 0; length += got)
            got = ::recv(client, answer.data() + length, size_t(answer.size() - length), 0);
        answer.truncate(length);
        QVERIFY2(answer.startsWith("HTTP/1.1 200 "), answer.left(100));
        QVERIFY(answer.size() > size);
        ::close(client);
    }
#endif
}

QTEST_GUILESS_MAIN(TestSandboxSocket)
#include "tst_sandbox_socket.moc"
