// Bytes to requests: what is taken, what is refused, and that the pieces they come in don't matter.
#include "api/sandbox/requestreader.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace api::sandbox;

class TestRequestReader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void leavesTheNextRequestAlone();
    void keepsAliveAsAsked_data();
    void keepsAliveAsAsked();
    void holdsNoMoreThanTheLimits_data();
    void holdsNoMoreThanTheLimits();
};

static HttpLimits small()
{
    return {200, 600, 100};
}

void TestRequestReader::reads_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const QByteArray &bytes, const char *verb, const char *path,
                        const char *query, const QByteArray &body = {}) {
        QTest::newRow(name) << bytes << QByteArray(verb) << QByteArray(path) << QByteArray(query) << body;
    };
    row("plain", "GET /v1/users HTTP/1.1\r\nHost: x\r\n\r\n", "GET", "/v1/users", "");
    row("query", "GET /v1?a=b?c&d HTTP/1.1\r\nHost: x\r\n\r\n", "GET", "/v1", "a=b?c&d");
    row("bare line feeds", "GET / HTTP/1.1\nHost: x\n\n", "GET", "/", "");
    row("empty lines before it", "\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", "GET", "/", "");
    row("an older version", "GET / HTTP/1.0\r\n\r\n", "GET", "/", "");
    row("as a proxy is asked", "GET http://host:80/a?b HTTP/1.1\r\nHost: x\r\n\r\n", "GET", "/a", "b");
    row("a proxy, no path", "GET http://host?b HTTP/1.1\r\nHost: x\r\n\r\n", "GET", "/", "b");
    row("the server itself", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", "OPTIONS", "*", "");
    row("needlessly encoded", "GET /v1/%75sers/a%2Fb%c3%a9 HTTP/1.1\r\nHost: x\r\n\r\n", "GET",
        "/v1/users/a%2Fb%c3%a9", "");
    row("a verb nobody knows", "BREW /pot HTTP/1.1\r\nHost: x\r\n\r\n", "BREW", "/pot", "");
    row("length", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello", "POST", "/", "", "hello");
    row("length twice, the same",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nhi", "POST", "/", "",
        "hi");
    row("no length, no body", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "POST", "/", "");
    row("body of a DELETE", "DELETE / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}", "DELETE", "/", "",
        "{}");
    row("any byte in a body",
        QByteArray("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n\0\xff\r\n", 50), "PUT", "/", "",
        QByteArray("\0\xff\r\n", 4));
    row("chunks",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        "5\r\nhello\r\nA;name=x\r\n, goodbye.\r\n0\r\n\r\n",
        "POST", "/", "", "hello, goodbye.");
    row("chunks and trailers",
        "POST / HTTP/1.1\r\nHost: x\r\ntransfer-encoding: Chunked\r\n\r\n"
        "1\r\na\r\n00\r\nDigest: x\r\n\r\n",
        "POST", "/", "", "a");
}

// At once, byte by byte, and in threes.
void TestRequestReader::reads()
{
    QFETCH(QByteArray, bytes);
    for (const qsizetype step : {bytes.size(), qsizetype(1), qsizetype(3)}) {
        RequestReader reader(small());
        for (qsizetype at = 0; at < bytes.size(); at += step) {
            QVERIFY(!reader.isComplete());
            const QByteArray piece = bytes.mid(at, step);
            QCOMPARE(reader.feed(piece), piece.size());
        }
        QVERIFY2(reader.isComplete(), reader.failure() ? reader.failure()->body : QByteArray("incomplete"));
        const HttpRequest request = reader.take();
        QTEST(request.verb, "verb");
        QTEST(request.path, "path");
        QTEST(request.query, "query");
        QTEST(request.body, "body");
    }
}

void TestRequestReader::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &bytes, int status) {
        QTest::newRow(name) << bytes << status;
    };
    const auto get = [](const QByteArray &headers) { return "GET / HTTP/1.1\r\n" + headers + "\r\n"; };
    row("words", "hello\r\n\r\n", 400);
    row("another protocol", QByteArray("\x16\x03\x01\x02", 4), 400); // TLS: at once, without a line's end
    row("a NUL", QByteArray("GET /\0 HTTP/1.1\r\n", 17), 400);
    row("a NUL in a header", get(QByteArray("Host: a\0b\r\n", 11)), 400);
    row("a lone CR", get("Host: a\rb\r\n"), 400);
    row("no version", "GET /\r\n\r\n", 400);
    row("two spaces", "GET  / HTTP/1.1\r\n", 400);
    row("a space in the address", "GET /a b HTTP/1.1\r\n", 400);
    row("no slash", "GET v1 HTTP/1.1\r\n", 400);
    row("the server, with GET", "GET * HTTP/1.1\r\n", 400);
    row("a tunnel", "CONNECT host:443 HTTP/1.1\r\n", 400);
    row("a fragment", "GET /a#b HTTP/1.1\r\n", 400);
    row("a bad percent", "GET /%zz HTTP/1.1\r\n", 400);
    row("half a percent", "GET /?a=%4 HTTP/1.1\r\n", 400);
    row("a verb that is no word", "G(T / HTTP/1.1\r\n", 400);
    row("HTTP/2 in plain", "PRI * HTTP/2.0\r\n", 505);
    row("no host", get(""), 400);
    row("two hosts", get("Host: a\r\nHost: b\r\n"), 400);
    row("a line that is no header", get("Host: a\r\nwhat\r\n"), 400);
    row("a header without a name", get("Host: a\r\n: b\r\n"), 400);
    row("space before the colon", get("Host : a\r\n"), 400);
    row("a folded header", get("Host: a\r\n b\r\n"), 400);
    row("a length that is none", get("Host: a\r\nContent-Length: many\r\n"), 400);
    row("an empty length", get("Host: a\r\nContent-Length:\r\n"), 400);
    row("a negative length", get("Host: a\r\nContent-Length: -1\r\n"), 400);
    row("a signed length", get("Host: a\r\nContent-Length: +1\r\n"), 400);
    row("lengths that differ", get("Host: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n"), 400);
    row("a length past the limit", get("Host: a\r\nContent-Length: 101\r\n"), 413);
    row("a length past all numbers", get("Host: a\r\nContent-Length: 99999999999999999999999\r\n"), 413);
    row("length and chunks", get("Host: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n"), 400);
    row("chunks in HTTP/1.0", "GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400);
    row("another encoding", get("Host: a\r\nTransfer-Encoding: gzip, chunked\r\n"), 501);
    row("another expectation", get("Host: a\r\nExpect: tea\r\n"), 417);
    const QByteArray chunked = get("Host: a\r\nTransfer-Encoding: chunked\r\n");
    row("a chunk without a length", chunked + "\r\n", 400);
    row("a chunk's length that is none", chunked + "0x5\r\n", 400);
    row("a negative chunk", chunked + "-5\r\n", 400);
    row("a chunk that is longer than it says", chunked + "1\r\nab\r\n", 400);
    row("a chunk past the limit", chunked + "65\r\n", 413); // 101
    row("a chunk past all numbers", chunked + "FFFFFFFFFFFFFFFFFF\r\n", 413);
    row("chunks that add up", chunked + "40\r\n" + QByteArray(64, 'a') + "\r\n25\r\n", 413); // 64 + 37
    row("an endless chunk line", chunked + "1;" + QByteArray(300, 'x'), 400);
    row("an endless address", "GET /" + QByteArray(300, 'a'), 414);
    row("an endless header", "GET / HTTP/1.1\r\nA: " + QByteArray(700, 'a'), 431);
    row("endless headers", "GET / HTTP/1.1\r\n" + QByteArray("A: b\r\n").repeated(120), 431);
    row("endless empty lines", QByteArray("\r\n").repeated(400), 431);
    row("endless trailers", chunked + "0\r\n" + QByteArray("A: b\r\n").repeated(120), 431);
}

void TestRequestReader::refuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    for (const qsizetype step : {bytes.size(), qsizetype(1)}) {
        RequestReader reader(small());
        for (qsizetype at = 0; at < bytes.size() && !reader.failure(); at += step)
            reader.feed(QByteArrayView(bytes).sliced(at, step));
        QVERIFY(reader.failure());
        QCOMPARE(reader.failure()->status, status);
        const QJsonObject body = QJsonDocument::fromJson(reader.failure()->body).object();
        QCOMPARE(body.value(QLatin1StringView("status")).toInt(), status);
        QVERIFY(!body.value(QLatin1StringView("code")).toString().isEmpty());
        QVERIFY(!reader.keepsAlive());
    }
}

void TestRequestReader::leavesTheNextRequestAlone()
{
    const QByteArray first = "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi";
    const QByteArray both = first + "GET /b HTTP/1.1\r\nHost: x\r\n\r\n";
    RequestReader reader(small());
    QCOMPARE(reader.feed(both), first.size());
    QCOMPARE(reader.take().path, QByteArray("/a"));
    QVERIFY(!reader.hasBegun());
    QCOMPARE(reader.feed(QByteArrayView(both).sliced(first.size())), both.size() - first.size());
    const HttpRequest second = reader.take();
    QCOMPARE(second.path, QByteArray("/b"));
    QCOMPARE(second.body, QByteArray());
    QCOMPARE(second.headers.size(), 1);
}

void TestRequestReader::keepsAliveAsAsked_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<bool>("keeps");
    QTest::newRow("1.1") << QByteArray("GET / HTTP/1.1\r\nHost: x\r\n") << true;
    QTest::newRow("1.1 close") << QByteArray("GET / HTTP/1.1\r\nHost: x\r\nConnection: Close\r\n") << false;
    QTest::newRow("among others") << QByteArray("GET / HTTP/1.1\r\nHost: x\r\nConnection: te, close\r\n")
                                  << false;
    QTest::newRow("1.0") << QByteArray("GET / HTTP/1.0\r\n") << false;
    QTest::newRow("1.0 keep-alive") << QByteArray("GET / HTTP/1.0\r\nConnection: keep-alive\r\n") << true;
}

void TestRequestReader::keepsAliveAsAsked()
{
    QFETCH(QByteArray, head);
    RequestReader reader;
    reader.feed(head + "\r\n");
    QVERIFY(reader.isComplete());
    QTEST(reader.keepsAlive(), "keeps");
}

void TestRequestReader::holdsNoMoreThanTheLimits_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("more"); // again and again
    QTest::addColumn<qsizetype>("most");
    QTest::newRow("body") << QByteArray("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
                          << QByteArray("10\r\n0123456789abcdef\r\n") << qsizetype(200);
    QTest::newRow("address") << QByteArray("GET /") << QByteArray("aaaaaaaa") << qsizetype(210);
    QTest::newRow("headers") << QByteArray("GET / HTTP/1.1\r\n") << QByteArray("A: b\r\n") << qsizetype(620);
}

void TestRequestReader::holdsNoMoreThanTheLimits()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, more);
    QFETCH(qsizetype, most);
    RequestReader reader(small());
    qsizetype taken = reader.feed(head);
    for (int i = 0; i < 1000; ++i)
        taken += reader.feed(more);
    QVERIFY(reader.failure());
    QVERIFY2(taken <= most + head.size(), QByteArray::number(taken));
}

QTEST_GUILESS_MAIN(TestRequestReader)
#include "tst_requestreader.moc"
