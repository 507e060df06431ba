// /_sandbox/: clock, faults, reset, counters and what was received.
#include "api/sandbox/admin.h"
#include "api/sandbox/sandboxclock.h"
#include "api/schema/timestamp.h"
#include "sandbox/smallserver.h"

#include <QJsonArray>

using namespace api;
using namespace api::sandbox;
using namespace sandboxtest;

class TestSandboxAdmin : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanupTestCase() { m_shared.reset(); }
    void durations_data();
    void durations();
    void clockMovesAndStands();

    void isOffByDefault();
    void isForLoopbackOnly();
    void isNotForWebPages_data();
    void isNotForWebPages();
    void tellsWhatThereIs();
    void refusesBadInput_data();
    void refusesBadInput();
    void knowsItsVerbs();

    void advancesTheClock();
    void keepsItsTimeInAFile();
    void freezesTheClock();
    void doesWhatBecameDue();
    void setsFaults();
    void removesFaults();
    void isOutOfReachOfFaults();
    void resets();
    void countsRequests();
    void provesThatNothingWasDoneTwice();
    void keepsWhatWasReceived();
    void forgetsTheOldest();

private:
    std::unique_ptr<SmallServer> m_shared;
    static QJsonObject clockOf(SmallServer &server) { return server.ask("GET", "/_sandbox/clock").object(); }
    static Timestamp nowOf(const QJsonObject &clock)
    {
        return Timestamp::fromWire(clock.value(QLatin1StringView("now")).toString());
    }
    static QByteArray write(SmallServer &server, const QByteArray &user, const QByteArray &headers = {})
    {
        return QByteArray::number(
            server.ask("PUT", "/v1/users/" + user + "/preferences/default", "{}", headers).status);
    }
};

void TestSandboxAdmin::durations_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("us"); // -1: none
    const auto row
        = [](const char *text, qint64 us) { QTest::newRow(text) << QString::fromLatin1(text) << us; };
    constexpr qint64 s = 1'000'000;
    row("500ms", s / 2);
    row("90s", 90 * s);
    row("1h30m", 5400 * s);
    row("2d", 2 * 86400 * s);
    row("1d2h3m4s5ms", (86400 + 2 * 3600 + 3 * 60 + 4) * s + 5000);
    row("0s", 0);
    for (const char *text : {"", "5", "h", "1.5h", "-1h", " 1h", "1h ", "1w", "9999999999s"})
        row(text, -1);
}

void TestSandboxAdmin::durations()
{
    QFETCH(QString, text);
    QTEST(readDuration(text).value_or(-1), "us");
}

void TestSandboxAdmin::clockMovesAndStands()
{
    Timestamp base {1000};
    SandboxClock clock([&base] { return base; });
    QCOMPARE(clock.now().us, 1000);
    clock.advance(50);
    clock.advance(-9); // never back
    QCOMPARE(clock.now().us, 1050);
    base.us = 2000;
    QCOMPARE(clock.now().us, 2050);
    clock.freeze();
    base.us = 3000;
    QCOMPARE(clock.now().us, 2050);
    clock.advance(10);
    QCOMPARE(clock.now().us, 2060);
    clock.thaw();
    QCOMPARE(clock.now().us, 2060);
    base.us = 3100;
    QCOMPARE(clock.now().us, 2160);
    QCOMPARE(clock.ahead(), -940);
    clock.reset();
    QCOMPARE(clock.now().us, 3100);
}

void TestSandboxAdmin::isOffByDefault()
{
    ServerOptions options = smallOptions();
    options.admin = false;
    SmallServer server(options);
    const RawAnswer answer = server.ask("GET", "/_sandbox/clock");
    QCOMPARE(answer.status, 404);
    QCOMPARE(answer.code(), QStringLiteral("route_missing"));
    QCOMPARE(server.ask("POST", "/_sandbox/reset").status, 404);
}

void TestSandboxAdmin::isForLoopbackOnly()
{
    ServerOptions options = smallOptions();
    options.host = QStringLiteral("0.0.0.0");
    SandboxServer server(options);
    QSignalSpy failed(&server, &SandboxServer::failed);
    server.start();
    QVERIFY(failed.wait());
    QVERIFY(failed.at(0).at(0).toString().contains(QStringLiteral("0.0.0.0")));
}

void TestSandboxAdmin::isNotForWebPages_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::newRow("a form on a page") << QByteArray("Host: 127.0.0.1\r\nOrigin: https://evil.test\r\n");
    QTest::newRow("a picture on a page") << QByteArray("Host: 127.0.0.1\r\nSec-Fetch-Site: cross-site\r\n");
    QTest::newRow("a name that leads here") << QByteArray("Host: evil.test:80\r\n");
}

void TestSandboxAdmin::isNotForWebPages()
{
    QFETCH(QByteArray, headers);
    SmallServer server;
    RawClient client(server.port());
    client.send("POST /_sandbox/reset HTTP/1.1\r\n" + headers + "\r\n");
    const RawAnswer answer = client.next();
    QCOMPARE(answer.status, 403);
    QVERIFY(answer.header("Access-Control-Allow-Origin").isEmpty());
    client.send("GET /_sandbox/ HTTP/1.1\r\nHost: localhost:8080\r\n\r\n");
    QCOMPARE(client.next().status, 200);
}

void TestSandboxAdmin::tellsWhatThereIs()
{
    SmallServer server;
    for (const char *path : {"/_sandbox", "/_sandbox/"}) {
        const QJsonArray routes
            = server.ask("GET", path).object().value(QLatin1StringView("routes")).toArray();
        QVERIFY(routes.size() >= 10);
        for (const QJsonValue &route : routes)
            QVERIFY(!route.toObject().value(QLatin1StringView("text")).toString().isEmpty());
    }
    const RawAnswer nothing = server.ask("GET", "/_sandbox/nothing");
    QCOMPARE(nothing.status, 404);
    QCOMPARE(server.ask("GET", "/_sandboxes").code(), QStringLiteral("route_missing")); // the API's
}

void TestSandboxAdmin::refusesBadInput_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("fields"); // empty: 400
    const auto row = [](const char *path, const char *body, const QStringList &fields) {
        QTest::addRow("%s %s", path, body) << QByteArray("/_sandbox/") + path << QByteArray(body) << fields;
    };
    row("clock", "{", {});
    row("clock", "[]", {"body"});
    row("clock", "", {"advance_ms"});
    row("clock", R"({"advance_ms": 0})", {"advance_ms"});
    row("clock", R"({"advance_ms": -5})", {"advance_ms"});
    row("clock", R"({"advance_ms": 1.5})", {"advance_ms"});
    row("clock", R"({"advance_ms": "5"})", {"advance_ms"});
    row("clock", R"({"advance_ms": 1e300})", {"advance_ms"});
    row("clock", R"({"advance": "soon"})", {"advance"});
    row("clock", R"({"advance": "99999d"})", {"advance"});
    row("clock", R"({"advance": "1h", "advance_ms": 5})", {"advance"});
    row("clock", R"({"frozen": 1, "speed": 2})", {"frozen", "speed"});
    row("faults", "{}", {"kind"});
    row("faults", R"({"kind": "flood"})", {"kind"});
    row("faults", R"({"kind": "close", "route": "/v1"})", {"route"});
    row("faults", R"({"kind": "close", "route": "get /v1"})", {"route"});
    row("faults", R"({"kind": "close", "route": "GET v1"})", {"route"});
    row("faults", R"({"kind": "status", "status": 200})", {"status"});
    row("faults", R"({"kind": "status", "status": 600})", {"status"});
    row("faults", R"({"kind": "status", "retry_after": -1})", {"retry_after"});
    row("faults", R"({"kind": "delay", "delay_ms": 600001})", {"delay_ms"});
    row("faults", R"({"kind": "drip", "every_ms": 0})", {"every_ms"});
    row("faults", R"({"kind": "cut", "bytes": -1})", {"bytes"});
    row("faults", R"({"kind": "cut", "executed": false})", {"executed"});
    row("faults", R"({"kind": "close", "executed": 1})", {"executed"});
    row("faults", R"({"kind": "close", "count": 0, "probability": 2, "when": 1})",
        {"count", "probability", "when"});
    row("faults", R"({"kind": "close", "probability": "often"})", {"probability"});
}

void TestSandboxAdmin::refusesBadInput()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    QFETCH(QStringList, fields);
    if (!m_shared) // nothing here changes it
        m_shared = std::make_unique<SmallServer>();
    SmallServer &server = *m_shared;
    const QByteArray faults = server.ask("GET", "/_sandbox/faults").body;
    const RawAnswer answer = server.ask("POST", path, body);
    QCOMPARE(answer.status, fields.isEmpty() ? 400 : 422);
    QStringList named;
    const QJsonArray errors = answer.object().value(QLatin1StringView("errors")).toArray();
    for (const QJsonValue &error : errors)
        named += error.toObject().value(QLatin1StringView("field")).toString();
    named.sort();
    QCOMPARE(named, fields);
    QCOMPARE(server.ask("GET", "/_sandbox/faults").body, faults);
    QCOMPARE(clockOf(server).value(QLatin1StringView("frozen")).toBool(), false);
    QCOMPARE(clockOf(server).value(QLatin1StringView("ahead_ms")).toInteger(), 0);
}

void TestSandboxAdmin::knowsItsVerbs()
{
    SmallServer server;
    const RawAnswer answer = server.ask("PATCH", "/_sandbox/faults");
    QCOMPARE(answer.status, 405);
    QCOMPARE(answer.header("Allow"), QByteArray("GET, POST, DELETE"));
    QCOMPARE(server.ask("GET", "/_sandbox/reset").header("Allow"), QByteArray("POST"));
}

void TestSandboxAdmin::advancesTheClock()
{
    ServerOptions options = smallOptions();
    const Timestamp start = Timestamp::fromWire(u"2026-01-10T12:00:00Z");
    options.clock = [start] { return start; };
    SmallServer server(options);
    QCOMPARE(nowOf(clockOf(server)), start);
    QCOMPARE(nowOf(server.ask("POST", "/_sandbox/clock", R"({"advance": "1h30m"})").object()).toWire(),
             QStringLiteral("2026-01-10T13:30:00Z"));
    const QJsonObject clock = server.ask("POST", "/_sandbox/clock", R"({"advance_ms": 250})").object();
    QCOMPARE(nowOf(clock).toWire(), QStringLiteral("2026-01-10T13:30:00.250000Z"));
    QCOMPARE(clock.value(QLatin1StringView("ahead_ms")).toInteger(), 5'400'250);
    // What is written now is written then.
    write(server, "new");
    QCOMPARE(server.ask("GET", "/v1/users/new").object().value(QLatin1StringView("updated_at")).toString(),
             QStringLiteral("2026-01-10T13:30:00.250000Z"));
    server.server.advanceClock(750'000);
    QCOMPARE(server.server.now().toWire(), QStringLiteral("2026-01-10T13:30:01Z"));
}

// What the clock had come to holds in the next run, too, until the sandbox is reset.
void TestSandboxAdmin::keepsItsTimeInAFile()
{
    QTemporaryDir directory;
    ServerOptions options = smallOptions();
    const Timestamp start = Timestamp::fromWire(u"2026-01-10T12:00:00Z");
    options.clock = [start] { return start; };
    options.dataFile = directory.filePath(QStringLiteral("world.db"));
    const auto trigger = [](SmallServer &server) {
        return server
            .ask("POST", "/v1/workflows/mention/trigger",
                 R"({"recipients":[{"id":"late","email":"late@x.example"}]})")
            .status;
    };
    const auto since = [](SmallServer &server, const char *time) {
        return server.ask("GET", QByteArray("/v1/users/late/messages?inserted_at.gte=") + time)
            .object()
            .value(QLatin1StringView("items"))
            .toArray();
    };
    {
        SmallServer server(options);
        server.ask("POST", "/_sandbox/clock", R"({"advance": "2d"})");
        QCOMPARE(trigger(server), 200);
        QTRY_VERIFY(!since(server, "2026-01-12T12:00:00Z").isEmpty());
    }
    {
        SmallServer server(options);
        QCOMPARE(nowOf(clockOf(server)).toWire(), QStringLiteral("2026-01-12T12:00:00Z"));
        server.ask("POST", "/_sandbox/clock", R"({"advance": "1h"})");
        QCOMPARE(trigger(server), 200);
        QTRY_VERIFY(!since(server, "2026-01-12T13:00:00Z").isEmpty());
        server.ask("POST", "/_sandbox/reset");
    }
    SmallServer server(options);
    QCOMPARE(nowOf(clockOf(server)), start);
}

void TestSandboxAdmin::freezesTheClock()
{
    SmallServer server;
    const QJsonObject frozen = server.ask("POST", "/_sandbox/clock", R"({"frozen": true})").object();
    QCOMPARE(frozen.value(QLatin1StringView("frozen")).toBool(), true);
    const Timestamp then = Timestamp::fromMs(QDateTime::currentMSecsSinceEpoch());
    QTRY_VERIFY(Timestamp::fromMs(QDateTime::currentMSecsSinceEpoch()).us > then.us + 5000);
    QCOMPARE(nowOf(clockOf(server)), nowOf(frozen));
    server.ask("POST", "/_sandbox/clock", R"({"frozen": false})");
    QTRY_VERIFY(nowOf(clockOf(server)) > nowOf(frozen));
}

// A bulk operation of 60 rows at one row a second is over after a minute, and not before.
void TestSandboxAdmin::doesWhatBecameDue()
{
    ServerOptions options = smallOptions();
    options.bulkRowsPerSecond = 1;
    SmallServer server(options);
    QByteArrayList ids;
    for (int i = 0; i < 60; ++i)
        ids += "\"user-" + QByteArray::number(i) + '"';
    const QByteArray body = "{\"user_ids\":[" + ids.join(',') + "],\"preferences\":{}}";
    const RawAnswer made = server.ask("POST", "/v1/users/bulk/preferences", body);
    QCOMPARE(made.status, 200);
    const QByteArray path
        = "/v1/bulk_operations/" + made.object().value(QLatin1StringView("id")).toString().toLatin1();
    const auto status
        = [&] { return server.ask("GET", path).object().value(QLatin1StringView("status")).toString(); };
    QVERIFY(status() != QLatin1StringView("completed"));
    server.ask("POST", "/_sandbox/clock", R"({"advance": "2m"})");
    QCOMPARE(status(), QStringLiteral("completed"));
}

void TestSandboxAdmin::setsFaults()
{
    SmallServer server;
    const RawAnswer made = server.ask("POST", "/_sandbox/faults", R"({
        "kind": "status", "route": "GET /v1/users/*", "status": 429, "retry_after": 3, "count": 1})");
    QCOMPARE(made.status, 200);
    QCOMPARE(made.object().value(QLatin1StringView("remaining")).toInt(), 1);
    QCOMPARE(made.object().value(QLatin1StringView("executed")).toBool(), false);
    QCOMPARE(server.ask("GET", "/v1/users").status, 200);
    const RawAnswer hit = server.ask("GET", "/v1/users/anyone");
    QCOMPARE(hit.status, 429);
    QCOMPARE(hit.header("Retry-After"), QByteArray("3"));
    QCOMPARE(server.ask("GET", "/v1/users/anyone").status, 404);
    const QJsonObject listed = server.ask("GET", "/_sandbox/faults")
                                   .object()
                                   .value(QLatin1StringView("entries"))
                                   .toArray()
                                   .at(0)
                                   .toObject();
    QCOMPARE(listed.value(QLatin1StringView("used")).toInt(), 1);
    QCOMPARE(listed.value(QLatin1StringView("remaining")).toInt(-1), 0);
    QCOMPARE(listed.value(QLatin1StringView("route")).toString(), QStringLiteral("GET /v1/users/*"));
    for (const char *kind : {"delay", "status", "close", "cut", "truncate", "drip", "content_type"})
        QCOMPARE(server.ask("POST", "/_sandbox/faults", QByteArray("{\"kind\":\"") + kind + "\"}").status,
                 200);
}

void TestSandboxAdmin::removesFaults()
{
    SmallServer server;
    QByteArrayList ids;
    for (int i = 0; i < 3; ++i) {
        const RawAnswer made
            = server.ask("POST", "/_sandbox/faults", R"({"kind": "status", "route": "* /v1/**"})");
        ids += QByteArray::number(made.object().value(QLatin1StringView("id")).toInt());
    }
    const auto left
        = [](const RawAnswer &a) { return a.object().value(QLatin1StringView("entries")).toArray().size(); };
    QCOMPARE(left(server.ask("DELETE", "/_sandbox/faults/" + ids[1])), 2);
    QCOMPARE(server.ask("DELETE", "/_sandbox/faults/" + ids[1]).status, 404);
    QCOMPARE(server.ask("DELETE", "/_sandbox/faults/x").status, 404);
    QCOMPARE(left(server.ask("DELETE", "/_sandbox/faults")), 0);
    QCOMPARE(server.ask("GET", "/v1/users").status, 200);
}

void TestSandboxAdmin::isOutOfReachOfFaults()
{
    SmallServer server;
    server.ask("POST", "/_sandbox/faults", R"({"kind": "close"})");
    QCOMPARE(server.ask("GET", "/v1/users").status, 0);
    QCOMPARE(server.ask("DELETE", "/_sandbox/faults").status, 200);
    QCOMPARE(server.ask("GET", "/v1/users").status, 200);
}

void TestSandboxAdmin::resets()
{
    SmallServer server;
    const QByteArray before = server.ask("GET", "/v1/users?page_size=20").body;
    QCOMPARE(write(server, "new"), QByteArray("200"));
    server.ask("POST", "/_sandbox/faults", R"({"kind": "close", "route": "GET /v1/messages"})");
    server.ask("POST", "/_sandbox/clock", R"({"advance": "30d", "frozen": true})");
    const RawAnswer reset = server.ask("POST", "/_sandbox/reset");
    QCOMPARE(reset.status, 200);
    QCOMPARE(reset.object().value(QLatin1StringView("ahead_ms")).toInteger(), 0);
    QCOMPARE(reset.object().value(QLatin1StringView("frozen")).toBool(true), false);
    QCOMPARE(server.server.counters().value(QLatin1StringView("total")).toInt(), 0);
    QCOMPARE(server.ask("GET", "/v1/users/new").status, 404); // complete before the answer
    QCOMPARE(server.ask("GET", "/v1/messages").status, 200);
    const auto ids = [](const QByteArray &body) {
        QStringList all;
        const QJsonArray rows
            = QJsonDocument::fromJson(body).object().value(QLatin1StringView("entries")).toArray();
        for (const QJsonValue &row : rows)
            all += row.toObject().value(QLatin1StringView("id")).toString();
        return all;
    };
    QCOMPARE(ids(server.ask("GET", "/v1/users?page_size=20").body), ids(before));
}

void TestSandboxAdmin::countsRequests()
{
    SmallServer server;
    server.ask("GET", "/v1/users");
    server.ask("GET", "/v1/users");
    server.ask("GET", "/v1/users/nobody");
    server.ask("GET", "/v1/nothing");
    server.ask("OPTIONS", "/v1/users", {},
               "Origin: https://app.test\r\nAccess-Control-Request-Method: GET\r\n"); // of no importance
    const QJsonObject counters = server.ask("GET", "/_sandbox/counters").object();
    QCOMPARE(counters, server.server.counters());
    QCOMPARE(counters.value(QLatin1StringView("total")).toInt(), 4);
    QStringList lines;
    const QJsonArray requests = counters.value(QLatin1StringView("requests")).toArray();
    for (const QJsonValue &value : requests) {
        const QJsonObject row = value.toObject();
        lines += row.value(QLatin1StringView("endpoint")).toString() + u' '
            + row.value(QLatin1StringView("name")).toString() + u' '
            + QString::number(row.value(QLatin1StringView("status")).toInt()) + u' '
            + QString::number(row.value(QLatin1StringView("count")).toInt());
    }
    lines.sort();
    QCOMPARE(lines, QStringList({"  404 1", "E16 users.list 200 2", "E17 users.get 404 1"}));
}

// The two ways a client can go wrong over a lost answer, as the counters tell them apart.
void TestSandboxAdmin::provesThatNothingWasDoneTwice()
{
    SmallServer server;
    const auto counter
        = [&](const char *name) { return server.server.counters().value(QLatin1StringView(name)).toInt(); };
    server.ask("POST", "/_sandbox/faults",
               R"({"kind": "close", "executed": false, "route": "PUT /v1/users/**", "count": 1})");
    QCOMPARE(write(server, "a", "Idempotency-Key: one\r\n"), QByteArray("0"));
    QCOMPARE(write(server, "a", "Idempotency-Key: one\r\n"), QByteArray("200"));
    QCOMPARE(counter("executed_writes"), 1);
    QCOMPARE(counter("repeated_writes"), 0);
    server.ask("POST", "/_sandbox/faults",
               R"({"kind": "close", "executed": true, "route": "PUT /v1/users/**", "count": 1})");
    QCOMPARE(write(server, "b", "Idempotency-Key: two\r\n"), QByteArray("0"));
    QCOMPARE(counter("lost_answers"), 1);
    QCOMPARE(write(server, "b", "Idempotency-Key: two\r\n"), QByteArray("200"));
    QCOMPARE(counter("executed_writes"), 3);
    QCOMPARE(counter("repeated_writes"), 1);
    QCOMPARE(write(server, "b", "Idempotency-Key: three\r\n"), QByteArray("200")); // meant to be another
    QCOMPARE(counter("repeated_writes"), 1);
    QCOMPARE(write(server, "c"), QByteArray("200"));
    QCOMPARE(write(server, "c"), QByteArray("200")); // without a key: the same is the same
    QCOMPARE(counter("repeated_writes"), 2);
    server.ask("DELETE", "/v1/users/nobody-at-all");
    QCOMPARE(counter("executed_writes"), 6); // refused: not done
}

void TestSandboxAdmin::keepsWhatWasReceived()
{
    SmallServer server;
    server.ask("PUT", "/v1/users/a%2Fb/preferences/default?x=1", "{\"workflows\": {}}",
               "X-Knock-User-Token: secret-token\r\nX-Mine: yes\r\n");
    server.ask("POST", "/v1/users/bulk/identify", QByteArray("\xff\xfe", 2));
    server.ask("PUT", "/v1/users/x/preferences/default", QByteArray(100'000, 'x'));
    const RawAnswer answer = server.ask("GET", "/_sandbox/requests");
    QVERIFY(!answer.body.contains("sk_test_sandbox"));
    QVERIFY(!answer.body.contains("secret-token"));
    QVERIFY(answer.body.size() < 60'000);
    const QJsonArray entries = answer.object().value(QLatin1StringView("entries")).toArray();
    QCOMPARE(entries.size(), 3);
    const QJsonObject first = entries.at(0).toObject();
    QCOMPARE(first.value(QLatin1StringView("verb")).toString(), QStringLiteral("PUT"));
    QCOMPARE(first.value(QLatin1StringView("path")).toString(),
             QStringLiteral("/v1/users/a%2Fb/preferences/default"));
    QCOMPARE(first.value(QLatin1StringView("query")).toString(), QStringLiteral("x=1"));
    QCOMPARE(first.value(QLatin1StringView("body")).toString(), QStringLiteral("{\"workflows\": {}}"));
    QVERIFY(first.value(QLatin1StringView("status")).toInt() > 0);
    QVERIFY(first.value(QLatin1StringView("headers"))
                .toArray()
                .contains(QJsonArray {QStringLiteral("X-Mine"), QStringLiteral("yes")}));
    QVERIFY(!Timestamp::fromWire(first.value(QLatin1StringView("at")).toString()).isNull());
    QCOMPARE(entries.at(1).toObject().value(QLatin1StringView("body_base64")).toString(),
             QStringLiteral("//4="));
    QCOMPARE(entries.at(2).toObject().value(QLatin1StringView("body_bytes")).toInt(), 100'000);
    QVERIFY(server.ask("DELETE", "/_sandbox/requests")
                .object()
                .value(QLatin1StringView("entries"))
                .toArray()
                .isEmpty());
    QCOMPARE(server.server.counters().value(QLatin1StringView("total")).toInt(), 0);
}

void TestSandboxAdmin::forgetsTheOldest()
{
    SmallServer server;
    RawClient client(server.port());
    for (int i = 0; i < 520; ++i)
        client.send(RawClient::request("GET", "/v1/users/u" + QByteArray::number(i)));
    for (int i = 0; i < 520; ++i)
        QCOMPARE(client.next().status, 404);
    const QJsonArray entries
        = server.ask("GET", "/_sandbox/requests").object().value(QLatin1StringView("entries")).toArray();
    QCOMPARE(entries.size(), 500);
    QCOMPARE(entries.at(0).toObject().value(QLatin1StringView("path")).toString(),
             QStringLiteral("/v1/users/u20"));
}

QTEST_GUILESS_MAIN(TestSandboxAdmin)
#include "tst_sandbox_admin.moc"
