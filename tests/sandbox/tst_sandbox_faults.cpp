// Faults: which requests they hit, what a client gets to see, and whether the request was carried out.
#include "api/sandbox/faults.h"
#include "sandbox/smallserver.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QNetworkReply>

using namespace api;
using namespace api::sandbox;
using namespace sandboxtest;

using Kind = Fault::Kind;

class TestSandboxFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fits_data();
    void fits();
    void countsDown();
    void comesByChance();
    void isTriedInOrder();
    void hasABound();
    void spoilsShortBodies_data();
    void spoilsShortBodies();

    void refuses_data();
    void refuses();
    void losesTheAnswer_data();
    void losesTheAnswer();
    void breaksTheBody();
    void sendsAWebPage();
    void cutsForAnHttpLibraryToo();
    void dripsSlowly();
    void delaysNobodyElse();
    void waitsBeforeItIsDone();
    void waitsForOneWithTheSameKey();

private:
    static bool exists(SmallServer &server, const QByteArray &user)
    {
        return server.ask("GET", "/v1/users/" + user).status == 200;
    }
    static Fault fault(Kind kind, const QByteArray &verb = "*", const QByteArray &path = "/**", int count = 0)
    {
        Fault f;
        f.kind = kind;
        f.verb = verb;
        f.path = path;
        f.count = count;
        return f;
    }
    static HttpRequest request(const QByteArray &verb, const QByteArray &path)
    {
        HttpRequest r;
        r.verb = verb;
        r.path = path;
        return r;
    }
};

void TestSandboxFaults::fits_data()
{
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("path"); // of a PUT
    QTest::addColumn<bool>("hit");
    const auto row = [](const char *verb, const char *pattern, const char *path, bool hit) {
        QTest::addRow("%s %s on %s", verb, pattern, path)
            << QByteArray(verb) << QByteArray(pattern) << QByteArray(path) << hit;
    };
    row("*", "/**", "/", true);
    row("*", "/**", "/v1/users/a/preferences", true);
    row("PUT", "/v1/users/*", "/v1/users/a", true);
    row("GET", "/v1/users/*", "/v1/users/a", false);
    row("PUT", "/v1/users/*", "/v1/users/a/preferences", false);
    row("PUT", "/v1/users/*", "/v1/users/", true);
    row("PUT", "/v1/users/*", "/v1/users", false);
    row("PUT", "/v1/users/**", "/v1/users/a/preferences", true);
    row("PUT", "/v1/*/a", "/v1/users/a", true);
    row("PUT", "/v1/*/a", "/v1/users/b", false);
    row("PUT", "/v1/users/a.c", "/v1/users/abc", false); // a dot is a dot
    row("PUT", "/v1/users/a+(b", "/v1/users/a+(b", true);
    row("PUT", "/v1", "/v1/users", false);
    row("PUT", "/v1/*-draft", "/v1/users-draft", true);
}

void TestSandboxFaults::fits()
{
    QFETCH(QByteArray, verb);
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, path);
    Faults faults(Random(1));
    faults.add(fault(Kind::Close, verb, pattern));
    QTEST(faults.pick(request("PUT", path)).has_value(), "hit");
}

void TestSandboxFaults::countsDown()
{
    Faults faults(Random(1));
    const int id = faults.add(fault(Kind::Close, "*", "/a", 2));
    QVERIFY(!faults.pick(request("GET", "/b")));
    QCOMPARE(faults.pick(request("GET", "/a"))->id, id);
    QVERIFY(faults.pick(request("GET", "/a")));
    QVERIFY(!faults.pick(request("GET", "/a")));
    QCOMPARE(faults.entries().front().used, 2); // stays listed
    QVERIFY(faults.remove(id));
    QVERIFY(!faults.remove(id));
}

void TestSandboxFaults::comesByChance()
{
    const auto hits = [](double probability, quint64 seed) {
        Faults faults {Random(seed)};
        Fault f = fault(Kind::Close);
        f.probability = probability;
        faults.add(f);
        QByteArray all;
        for (int i = 0; i < 1000; ++i)
            all += faults.pick(request("GET", "/")) ? '1' : '0';
        return all;
    };
    QCOMPARE(hits(0, 1).count('1'), 0);
    QCOMPARE(hits(1, 1).count('1'), 1000);
    const qsizetype some = hits(0.25, 1).count('1');
    QVERIFY2(some > 180 && some < 320, QByteArray::number(some));
    QCOMPARE(hits(0.25, 1), hits(0.25, 1)); // the same dice, the same falls
    QVERIFY(hits(0.25, 1) != hits(0.25, 2));
}

void TestSandboxFaults::isTriedInOrder()
{
    Faults faults(Random(1));
    const int one = faults.add(fault(Kind::Close, "GET", "/**", 1));
    const int two = faults.add(fault(Kind::Delay, "*", "/**", 1));
    const int three = faults.add(fault(Kind::Cut));
    QCOMPARE(faults.pick(request("PUT", "/"))->id, two);
    QCOMPARE(faults.pick(request("GET", "/"))->id, one);
    QCOMPARE(faults.pick(request("GET", "/"))->id, three);
}

void TestSandboxFaults::hasABound()
{
    Faults faults(Random(1));
    for (std::size_t i = 0; i < Faults::most; ++i)
        QVERIFY(faults.add(fault(Kind::Close)) > 0);
    QCOMPARE(faults.add(fault(Kind::Close)), 0);
}

void TestSandboxFaults::spoilsShortBodies_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const char *body : {"", "x", "{}"})
        QTest::newRow(body) << QByteArray(body);
}

void TestSandboxFaults::spoilsShortBodies()
{
    QFETCH(QByteArray, body);
    for (const Kind kind : {Kind::Cut, Kind::Truncate}) {
        Fault f = fault(kind);
        f.bytes = 1000;
        const Outgoing out = spoiled(f, HttpResponse::json(body));
        const qsizetype left = kind == Kind::Cut ? out.dispatch.cutAfter : out.response.body.size();
        QCOMPARE(left, std::max<qsizetype>(body.size() - 1, 0)); // never all of it
    }
}

void TestSandboxFaults::refuses_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("retryAfter");
    QTest::addColumn<bool>("executed");
    for (const bool executed : {false, true}) {
        QTest::addRow("429, executed: %d", executed) << 429 << QByteArray("7") << executed;
        QTest::addRow("429 without a time, executed: %d", executed) << 429 << QByteArray() << executed;
        QTest::addRow("500, executed: %d", executed) << 500 << QByteArray() << executed;
        QTest::addRow("503, executed: %d", executed)
            << 503 << QByteArray("Wed, 21 Oct 2026 07:28:00 GMT") << executed;
        QTest::addRow("599, executed: %d", executed) << 599 << QByteArray() << executed;
    }
}

void TestSandboxFaults::refuses()
{
    QFETCH(int, status);
    QFETCH(QByteArray, retryAfter);
    QFETCH(bool, executed);
    SmallServer server;
    Fault f = fault(Kind::Status, "PUT", "/v1/users/*/preferences/default", 1);
    f.status = status;
    f.retryAfter = retryAfter;
    f.executed = executed;
    const int id = server.server.addFault(f);
    const RawAnswer answer = server.ask("PUT", "/v1/users/new/preferences/default", "{}");
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.object().value(QLatin1StringView("status")).toInt(), status);
    QVERIFY(!answer.code().isEmpty());
    QCOMPARE(answer.header("Retry-After"), retryAfter);
    QCOMPARE(answer.header("X-Sandbox-Fault"), QByteArray::number(id));
    QVERIFY(!answer.header("X-Request-ID").isEmpty());
    QCOMPARE(answer.header("Access-Control-Allow-Origin"), QByteArray("*"));
    QCOMPARE(exists(server, "new"), executed);
    QCOMPARE(server.ask("PUT", "/v1/users/new/preferences/default", "{}").status, 200); // once only
    QVERIFY(exists(server, "new"));
}

void TestSandboxFaults::losesTheAnswer_data()
{
    QTest::addColumn<bool>("executed");
    QTest::newRow("before") << false;
    QTest::newRow("after") << true;
}

void TestSandboxFaults::losesTheAnswer()
{
    QFETCH(bool, executed);
    SmallServer server;
    Fault f = fault(Kind::Close, "PUT", "/v1/users/**", 1);
    f.executed = executed;
    server.server.addFault(f);
    RawClient client(server.port());
    client.send(RawClient::request("PUT", "/v1/users/new/preferences/default", "{}"));
    QVERIFY(client.waitForClose());
    QVERIFY(client.received.isEmpty());
    QCOMPARE(exists(server, "new"), executed);
    const QJsonObject counters = server.server.counters();
    QCOMPARE(counters.value(QLatin1StringView("executed_writes")).toInt(), int(executed));
    QCOMPARE(counters.value(QLatin1StringView("lost_answers")).toInt(), int(executed));
}

void TestSandboxFaults::breaksTheBody()
{
    SmallServer server;
    const QByteArray whole = server.ask("GET", "/v1/users?page_size=3").body;
    Fault f = fault(Kind::Truncate, "*", "/**", 1);
    f.bytes = 100;
    server.server.addFault(f);
    const RawAnswer broken = server.ask("GET", "/v1/users?page_size=3");
    QCOMPARE(broken.status, 200);
    QCOMPARE(broken.header("Content-Length"), QByteArray("100"));
    QCOMPARE(broken.body, whole.left(100));
    QVERIFY(QJsonDocument::fromJson(broken.body).isNull());
}

void TestSandboxFaults::sendsAWebPage()
{
    SmallServer server;
    server.server.addFault(fault(Kind::ContentType, "*", "/**", 1));
    const RawAnswer page = server.ask("GET", "/v1/users");
    QCOMPARE(page.status, 200);
    QVERIFY(page.header("Content-Type").startsWith("text/html"));
    QVERIFY(page.body.startsWith("<!DOCTYPE html>"));
}

// As QNetworkAccessManager sees the two ways of losing a connection.
void TestSandboxFaults::cutsForAnHttpLibraryToo()
{
    SmallServer server;
    QNetworkAccessManager network;
    Fault f = fault(Kind::Cut);
    f.bytes = 50;
    server.server.addFault(f);
    QNetworkRequest ask(QUrl(server.server.baseUrl().toString() + QStringLiteral("/v1/users")));
    ask.setRawHeader("Authorization", "Bearer sk_test_sandbox");
    const std::unique_ptr<QNetworkReply> reply(network.get(ask));
    QTRY_VERIFY(reply->isFinished());
    QVERIFY(reply->error() != QNetworkReply::NoError);
    QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 200);
    QVERIFY(reply->readAll().size() <= 50);
    server.server.clearFaults();
    const std::unique_ptr<QNetworkReply> next(network.get(ask));
    QTRY_VERIFY(next->isFinished());
    QCOMPARE(next->error(), QNetworkReply::NoError);
}

void TestSandboxFaults::dripsSlowly()
{
    SmallServer server;
    const QByteArray whole = server.ask("GET", "/v1/users?page_size=1").body;
    Fault f = fault(Kind::Drip, "*", "/**", 1);
    f.bytes = whole.size() / 4 + 1;
    f.everyMs = 25;
    server.server.addFault(f);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(server.ask("GET", "/v1/users?page_size=1").body, whole);
    QVERIFY(timer.elapsed() >= 4 * 25 - 10);
}

void TestSandboxFaults::delaysNobodyElse()
{
    SmallServer server;
    Fault f = fault(Kind::Delay, "PUT", "/v1/users/new/**", 1);
    f.delayMs = 2000;
    server.server.addFault(f);
    RawClient slow(server.port());
    slow.send(RawClient::request("PUT", "/v1/users/new/preferences/default", "{}"));
    QTRY_VERIFY(exists(server, "new")); // done at once, told late
    QCOMPARE(slow.next().status, 200);

    f.kind = Kind::Status; // a delay comes with anything
    f.delayMs = 100;
    f.executed = false;
    server.server.addFault(f);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(server.ask("PUT", "/v1/users/new/preferences/default", "{}").status, 503);
    QVERIFY(timer.elapsed() >= 90);
}

// Held back, and carried out although the client has left.
void TestSandboxFaults::waitsBeforeItIsDone()
{
    SmallServer server;
    Fault f = fault(Kind::Delay, "PUT", "/v1/users/*/preferences/default", 2);
    f.delayMs = 300;
    f.waits = true;
    server.server.addFault(f);
    RawClient slow(server.port());
    slow.send(RawClient::request("PUT", "/v1/users/new/preferences/default", "{}"));
    QTRY_VERIFY(server.ask("GET", "/_sandbox/faults").body.contains("\"used\":1"));
    QVERIFY(!exists(server, "new"));
    QCOMPARE(slow.next().status, 200);
    QVERIFY(exists(server, "new"));

    RawClient gone(server.port());
    gone.send(RawClient::request("PUT", "/v1/users/other/preferences/default", "{}"));
    QTRY_VERIFY(server.ask("GET", "/_sandbox/faults").body.contains("\"used\":2"));
    gone.socket.abort();
    QVERIFY(!exists(server, "other"));
    QTRY_VERIFY(exists(server, "other"));
}

void TestSandboxFaults::waitsForOneWithTheSameKey()
{
    SmallServer server;
    Fault f = fault(Kind::Delay, "POST", "/v1/workflows/*/trigger", 2);
    f.delayMs = 1500;
    f.waits = true;
    server.server.addFault(f);
    const auto trigger = [](const QByteArray &key) {
        return RawClient::request("POST", "/v1/workflows/new-comment/trigger", R"({"recipients":["a"]})",
                                  "Idempotency-Key: " + key + "\r\n");
    };
    RawClient first(server.port());
    first.send(trigger("one"));
    QTRY_VERIFY(server.ask("GET", "/_sandbox/faults").body.contains("\"used\":1"));
    RawClient second(server.port());
    second.send(trigger("one"));
    QCOMPARE(second.next().status, 409);
    QVERIFY(first.received.isEmpty());
    RawClient other(server.port());
    other.send(trigger("two"));
    const int status = first.next().status;
    QVERIFY2(status == 200, QByteArray::number(status));
    QCOMPARE(server
                 .ask("POST", "/v1/workflows/new-comment/trigger", R"({"recipients":["a"]})",
                      "Idempotency-Key: one\r\n")
                 .header("idempotent-replayed"),
             QByteArray("true"));
}

QTEST_GUILESS_MAIN(TestSandboxFaults)
#include "tst_sandbox_faults.moc"
