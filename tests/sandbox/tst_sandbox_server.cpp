// The whole server over real sockets, with a small made-up world.
#include "api/sandbox/router.h"
#include "api/sandbox/sandboxserver.h"
#include "sandbox/smallserver.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace api;
using namespace api::sandbox;
using sandboxtest::RawAnswer;
using sandboxtest::RawClient;
using sandboxtest::SmallServer;

namespace {

ServerOptions small()
{
    ServerOptions options;
    options.size.users = 60;
    options.size.messages = 300;
    options.rateLimits = false;
    options.bulkRowsPerSecond = 2000;
    return options;
}

struct Answer
{
    int status = 0;
    QByteArray body;
    QByteArray requestId;
    QJsonObject object() const { return QJsonDocument::fromJson(body).object(); }
};

class Console // a client of the server
{
public:
    explicit Console(const QUrl &base)
        : m_base(base.toString().toLatin1())
    {
    }
    QNetworkReply *start(const QByteArray &verb, const QByteArray &target, const QByteArray &body = {})
    {
        QNetworkRequest request(QUrl::fromEncoded(m_base + target));
        request.setRawHeader("Authorization", QByteArray("Bearer ") + secretKey);
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        return m_network.sendCustomRequest(request, verb, body);
    }
    static Answer finish(QNetworkReply *reply)
    {
        if (!reply->isFinished())
            QSignalSpy(reply, &QNetworkReply::finished).wait(30'000);
        reply->deleteLater();
        return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll(),
                reply->rawHeader("X-Request-ID")};
    }
    Answer send(const QByteArray &verb, const QByteArray &target, const QByteArray &body = {})
    {
        return finish(start(verb, target, body));
    }
    Answer get(const QByteArray &target) { return send("GET", target); }

private:
    QByteArray m_base;
    QNetworkAccessManager m_network;
};

} // namespace

class TestSandboxServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersEveryKindOfRequest();
    void holdsRequestsUntilTheWorldIsMade();
    void walksAllPeople();
    void runsBulkOperations();
    void keepsItsFile();
    void makesAHalfMadeWorldAnew();
    void resets();
    void failsClearly_data();
    void failsClearly();
    void survivesBrokenHttp();
    void answersBadInput_data();
    void answersBadInput();
    void refusesWrongVerbs_data();
    void refusesWrongVerbs();
    void survivesDeepJson();
    void takesBodiesUpToTheLimit();
    void letsWebPagesCall();
    void survivesHalfOpenConnections();
    void endsWhileTheWorldIsMade();
    void cleanupTestCase() { m_shared.reset(); }

private:
    std::unique_ptr<SmallServer> m_shared; // of tests that change nothing
};

static QUrl startAndWait(SandboxServer &server)
{
    QSignalSpy ready(&server, &SandboxServer::ready);
    server.start();
    return ready.wait(60'000) ? server.baseUrl() : QUrl();
}

void TestSandboxServer::answersEveryKindOfRequest()
{
    SandboxServer server(small());
    Console console(startAndWait(server));
    const Answer users = console.get("/v1/users?page_size=5");
    QCOMPARE(users.status, 200);
    QVERIFY(!users.requestId.isEmpty());
    const QByteArray user = QUrl::toPercentEncoding(users.object()
                                                        .value(QLatin1StringView("entries"))
                                                        .toArray()
                                                        .at(0)
                                                        .toObject()
                                                        .value(QLatin1StringView("id"))
                                                        .toString());
    const Answer messages = console.get("/v1/messages?page_size=50");
    const QJsonArray items = messages.object().value(QLatin1StringView("items")).toArray();
    QCOMPARE(items.size(), 50);
    const QByteArray message = items.at(0).toObject().value(QLatin1StringView("id")).toString().toLatin1();
    for (const QByteArray &target :
         {"/v1/users/" + user, "/v1/users/" + user + "/messages", "/v1/users/" + user + "/preferences",
          "/v1/users/" + user + "/preferences/default", "/v1/messages/" + message,
          "/v1/messages/" + message + "/events", "/v1/messages/" + message + "/activities",
          "/v1/messages/" + message + "/content", "/v1/messages/" + message + "/delivery_logs"}) {
        const Answer answer = console.get(target);
        QVERIFY2(answer.status == 200 && !QJsonDocument::fromJson(answer.body).isNull(), target);
    }
    QCOMPARE(console.send("PUT", "/v1/messages/" + message + "/read", "{}").status, 200);
    QCOMPARE(console.send("DELETE", "/v1/messages/" + message + "/read").status, 200);
    QCOMPARE(console.send("PUT", "/v1/users/a%C3%A9%20b/preferences/default", "{\"workflows\":{}}").status,
             200);
    QCOMPARE(console.get("/v1/users/a%C3%A9%20b").object().value(QLatin1StringView("id")).toString(),
             QStringLiteral("aé b"));
    QCOMPARE(console.get("/v1/users/a%2Fb").status, 404);
    QCOMPARE(console.send("PATCH", "/v1/users").status, 405);
    QCOMPARE(console.send("PUT", "/v1/users/x/preferences/default", "{").status, 400);
}

void TestSandboxServer::holdsRequestsUntilTheWorldIsMade()
{
    SandboxServer server(small());
    QSignalSpy listening(&server, &SandboxServer::listening);
    QSignalSpy ready(&server, &SandboxServer::ready);
    server.start();
    QVERIFY(listening.wait());
    Console console(server.baseUrl());
    QNetworkReply *early = console.start("GET", "/v1/users");
    QCOMPARE(Console::finish(early).status, 200);
    QTRY_COMPARE(ready.count(), 1);
}

void TestSandboxServer::walksAllPeople()
{
    SandboxServer server(small());
    Console console(startAndWait(server));
    QSet<QString> seen;
    for (QByteArray target = "/v1/users?page_size=7"; !target.isEmpty();) {
        const QJsonObject page = console.get(target).object();
        const QJsonArray rows = page.value(QLatin1StringView("entries")).toArray();
        for (const QJsonValue &row : rows)
            seen.insert(row.toObject().value(QLatin1StringView("id")).toString());
        const QString after = page.value(QLatin1StringView("page_info"))
                                  .toObject()
                                  .value(QLatin1StringView("after"))
                                  .toString();
        target = after.isEmpty() ? QByteArray() : "/v1/users?page_size=7&after=" + after.toLatin1();
    }
    QCOMPARE(seen.size(), 60);
}

void TestSandboxServer::runsBulkOperations()
{
    SandboxServer server(small());
    Console console(startAndWait(server));
    QJsonArray ids {QStringLiteral("nobody-at-all")};
    const QJsonArray rows = console.get("/v1/users").object().value(QLatin1StringView("entries")).toArray();
    for (const QJsonValue &row : rows)
        ids.append(row.toObject().value(QLatin1StringView("id")));
    const QJsonObject body {{QStringLiteral("user_ids"), ids},
                            {QStringLiteral("preferences"), QJsonObject()}};
    const Answer made = console.send("POST", "/v1/users/bulk/preferences", QJsonDocument(body).toJson());
    QCOMPARE(made.status, 200);
    const QByteArray address
        = "/v1/bulk_operations/" + made.object().value(QLatin1StringView("id")).toString().toLatin1();
    QTRY_COMPARE_WITH_TIMEOUT(console.get(address).object().value(QLatin1StringView("status")).toString(),
                              QStringLiteral("completed"), 30'000);
    const QJsonObject done = console.get(address).object();
    QCOMPARE(done.value(QLatin1StringView("processed_rows")).toInt(), ids.size());
    QVERIFY(done.value(QLatin1StringView("error_count")).toInt() >= 1);
}

void TestSandboxServer::keepsItsFile()
{
    QTemporaryDir directory;
    ServerOptions options = small();
    options.dataFile = directory.filePath(QStringLiteral("world.db"));
    QByteArray before;
    {
        SandboxServer server(options);
        Console console(startAndWait(server));
        console.send("PUT", "/v1/users/new/preferences/default", "{}");
        before = console.get("/v1/messages?page_size=50").body;
    }
    options.seed = 99; // of no importance: the world is there
    SandboxServer server(options);
    Console console(startAndWait(server));
    QCOMPARE(console.get("/v1/messages?page_size=50").body, before);
    QCOMPARE(console.get("/v1/users/new").status, 200);
}

void TestSandboxServer::makesAHalfMadeWorldAnew()
{
    QTemporaryDir directory;
    ServerOptions options = small();
    options.dataFile = directory.filePath(QStringLiteral("world.db"));
    {
        SandboxServer server(options);
        QVERIFY(startAndWait(server).isValid());
    }
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("half"));
        db.setDatabaseName(options.dataFile);
        QVERIFY(db.open());
        QVERIFY(QSqlQuery(db).exec(QStringLiteral("DELETE FROM world")));
        QVERIFY(QSqlQuery(db).exec(QStringLiteral("DELETE FROM users WHERE seq > 10")));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("half"));
    SandboxServer server(options);
    Console console(startAndWait(server));
    QCOMPARE(console.get("/v1/users")
                 .object()
                 .value(QLatin1StringView("page_info"))
                 .toObject()
                 .value(QLatin1StringView("total_count"))
                 .toInt(),
             60);
}

void TestSandboxServer::resets()
{
    SandboxServer server(small());
    Console console(startAndWait(server));
    console.send("PUT", "/v1/users/new/preferences/default", "{}");
    QCOMPARE(console.get("/v1/users/new").status, 200);
    QSignalSpy ready(&server, &SandboxServer::ready);
    server.resetWorld();
    QVERIFY(ready.wait(60'000));
    QCOMPARE(console.get("/v1/users/new").status, 404);
    QCOMPARE(console.get("/v1/users").status, 200);
}

void TestSandboxServer::failsClearly_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what : {"port taken", "no address", "no signing key", "not a database"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void TestSandboxServer::failsClearly()
{
    QFETCH(QString, what);
    QTemporaryDir directory;
    ServerOptions options = small();
    SandboxServer first(small());
    if (what == QLatin1StringView("port taken")) {
        options.port = quint16(startAndWait(first).port());
    } else if (what == QLatin1StringView("no address")) {
        options.host = QStringLiteral("not a host");
    } else if (what == QLatin1StringView("no signing key")) {
        options.signingKeyFile = directory.filePath(QStringLiteral("none.pem"));
    } else {
        options.dataFile = directory.filePath(QStringLiteral("letter.txt"));
        QFile file(options.dataFile);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray("Dear Ada,\n").repeated(500));
    }
    SandboxServer server(options);
    QSignalSpy failed(&server, &SandboxServer::failed);
    server.start();
    QVERIFY(failed.wait());
    QVERIFY(!failed.at(0).at(0).toString().isEmpty());
    if (what != QLatin1StringView("not a database"))
        return;
    QCOMPARE(Console(server.baseUrl()).get("/v1/users").status, 503);
    server.resetWorld(); // must not take a person's letter for a sandbox
    QVERIFY(failed.wait());
    QCOMPARE(QFile(options.dataFile).size(), 5000);
}

void TestSandboxServer::survivesBrokenHttp()
{
    SandboxServer server(small());
    const QUrl url = startAndWait(server);
    for (const QByteArray &bytes :
         {QByteArray("\0\xff\xfe junk\r\n\r\n", 13), QByteArray("GET /v1/users\r\n\r\n"),
          QByteArray("GET  HTTP/1.1\r\n\r\n"), QByteArray("BREW /v1/users HTTP/1.1\r\nHost: x\r\n\r\n"),
          QByteArray(
              "POST /v1/users/bulk/preferences HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nab")}) {
        QTcpSocket socket;
        socket.connectToHost(url.host(), quint16(url.port()));
        QVERIFY(socket.waitForConnected());
        socket.write(bytes);
        socket.flush();
        socket.disconnectFromHost();
    }
    QCOMPARE(Console(url).get("/v1/users").status, 200);
}

void TestSandboxServer::answersBadInput_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &target, const QByteArray &body, int status) {
        QTest::newRow(name) << target << body << status;
    };
    const QByteArray user = "/v1/users/new";
    row("not JSON", user, "hello", 400);
    row("half of it", user, R"({"name":)", 400);
    row("more than one", user, "{}{}", 400);
    row("NUL bytes", user, QByteArray(20, 0), 400);
    row("a NUL in a text", user, QByteArray("{\"name\":\"a\0b\"}", 14), 400);
    row("invalid UTF-8", user, "{\"name\":\"\xff\xfe\"}", 400);
    row("another encoding", user, QByteArray("\xff\xfe{\0}\0", 6), 400);
    row("an array", user, "[]", 422);
    row("a number", user, "1", 400); // no document, as Qt's parser has it
    row("1,000 nested arrays", user, QByteArray(1000, '[') + QByteArray(1000, ']'), 422);
    row("100,000 nested arrays", user, QByteArray(100'000, '['), 400);
    row("an unknown address", "/v1/nothing/here", "{}", 404);
    row("no address of the API", "/", "{}", 404);
    row("a NUL in an id", "/v1/users/a%00b", "{}", 400);
    row("an id that is no text", "/v1/users/%ff%fe", "{}", 400);
}

void TestSandboxServer::answersBadInput()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, body);
    if (!m_shared)
        m_shared = std::make_unique<SmallServer>();
    const RawAnswer answer = m_shared->ask("PUT", target, body);
    QTEST(answer.status, "status");
    QVERIFY(!answer.code().isEmpty());
    QVERIFY(!answer.header("X-Request-ID").isEmpty());
    QCOMPARE(m_shared->ask("GET", "/v1/users/new").status, 404); // nothing was kept
}

void TestSandboxServer::refusesWrongVerbs_data()
{
    QTest::addColumn<QByteArray>("verb");
    for (const char *verb : {"HEAD", "PATCH", "OPTIONS", "TRACE", "POST", "BREW"})
        QTest::newRow(verb) << QByteArray(verb);
}

void TestSandboxServer::refusesWrongVerbs()
{
    QFETCH(QByteArray, verb);
    if (!m_shared)
        m_shared = std::make_unique<SmallServer>();
    RawClient client(m_shared->port());
    const RawAnswer answer = client.ask(verb, "/v1/users/nobody");
    QCOMPARE(answer.status, 405);
    const QByteArrayList allowed = answer.header("Allow").split(',');
    QVERIFY2(allowed.size() >= 3, answer.header("Allow")); // GET, PUT, DELETE
    QCOMPARE(answer.code().isEmpty(), verb == "HEAD");
    QCOMPARE(client.ask("GET", "/v1/users").status, 200); // the connection is in step
}

// As deep as Qt's parser goes, stored and read again: what is refused is refused clearly.
void TestSandboxServer::survivesDeepJson()
{
    SmallServer server;
    for (const int depth : {100, 900, 999, 1000, 1022, 1023, 1100}) {
        const QByteArray user = "/v1/users/deep-" + QByteArray::number(depth);
        const QByteArray nested = QByteArray(depth, '[') + QByteArray(depth, ']');
        const RawAnswer put = server.ask("PUT", user, "{\"deep\":" + nested + "}");
        QVERIFY2(put.status == 200 || (put.status >= 400 && put.status < 500 && !put.code().isEmpty()),
                 put.body);
        const RawAnswer got = server.ask("GET", user);
        QCOMPARE(got.status, put.status == 200 ? 200 : 404);
        QCOMPARE(got.body.contains(nested), put.status == 200);
        QCOMPARE(server.ask("PUT", user, "{\"more\":1}").status, 200); // can be merged with, too
        QCOMPARE(server.ask("GET", "/v1/users?page_size=50").status, 200);
    }
}

// 10 MB pass the socket; 50 MB don't, and their sender learns why.
void TestSandboxServer::takesBodiesUpToTheLimit()
{
    SmallServer server;
    RawClient client(server.port());
    constexpr qsizetype megabyte = 1024 * 1024;
    const auto padded = [](qsizetype size) { return '{' + QByteArray(size - 2, ' ') + '}'; };
    const RawAnswer most = client.ask("PUT", "/v1/users/new/preferences/default", padded(10 * megabyte));
    QCOMPARE(most.status, 200);
    const RawAnswer more = client.ask("PUT", "/v1/users/new/preferences/default", padded(12 * megabyte));
    QCOMPARE(more.status, 413);
    QCOMPARE(more.code(), QStringLiteral("body_too_large"));
    const RawAnswer large = client.ask("PUT", "/v1/users/new", padded(50 * megabyte));
    QCOMPARE(large.status, 413);
    QCOMPARE(large.code(), QStringLiteral("body_too_large"));
    QCOMPARE(server.ask("GET", "/v1/users").status, 200);
}

void TestSandboxServer::letsWebPagesCall()
{
    SmallServer server;
    const RawAnswer allowed
        = server.ask("OPTIONS", "/v1/users/x/feeds/y", {},
                     "Origin: https://app.test\r\nAccess-Control-Request-Method: GET\r\n"
                     "Access-Control-Request-Headers: authorization,x-knock-user-token,x-some-sdk\r\n");
    QCOMPARE(allowed.status, 204);
    QCOMPARE(allowed.header("Access-Control-Allow-Origin"), QByteArray("*"));
    for (const char *verb : {"GET", "POST", "PUT", "DELETE"})
        QVERIFY(allowed.header("Access-Control-Allow-Methods").contains(verb));
    for (const char *name :
         {"Authorization", "X-Knock-User-Token", "Idempotency-Key", "Content-Type", "x-some-sdk"})
        QVERIFY(allowed.header("Access-Control-Allow-Headers").contains(name));
    RawClient client(server.port());
    for (const char *target : {"/v1/users", "/v1/users/nobody", "/nothing"}) {
        const RawAnswer answer = client.ask("GET", target, {}, "Origin: https://app.test\r\n");
        QCOMPARE(answer.header("Access-Control-Allow-Origin"), QByteArray("*"));
        for (const char *name : {"X-Request-ID", "Retry-After", "x-ratelimited-message_ids",
                                 "idempotent-replayed", "original-x-request-id"})
            QVERIFY(answer.header("Access-Control-Expose-Headers").contains(name));
    }
    client.send("GARBAGE\r\n\r\n");
    const RawAnswer garbage = client.next();
    QCOMPARE(garbage.status, 400);
    QCOMPARE(garbage.header("Access-Control-Allow-Origin"), QByteArray("*"));
    QVERIFY(!garbage.header("X-Request-ID").isEmpty());
}

void TestSandboxServer::survivesHalfOpenConnections()
{
    ServerOptions options = sandboxtest::smallOptions();
    options.requestTimeoutMs = 200;
    SmallServer server(options);
    std::vector<std::unique_ptr<RawClient>> idle;
    for (int i = 0; i < 200; ++i) {
        idle.push_back(std::make_unique<RawClient>(server.port()));
        idle.back()->send(i % 2 ? "GET /v1/us" : "");
    }
    QCOMPARE(server.ask("GET", "/v1/users").status, 200);
    for (const auto &client : idle)
        QVERIFY(client->waitForClose());
}

void TestSandboxServer::endsWhileTheWorldIsMade()
{
    ServerOptions options = small();
    options.size.messages = 50'000'000; // would take very long
    auto server = std::make_unique<SandboxServer>(options);
    QSignalSpy progress(server.get(), &SandboxServer::progress);
    server->start();
    QVERIFY(progress.wait(30'000));
    server.reset(); // returns
}

QTEST_GUILESS_MAIN(TestSandboxServer)
#include "tst_sandbox_server.moc"
