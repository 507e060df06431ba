// doorman-sandbox as a person or a script runs it.
#include "api/sandbox/router.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace api::sandbox;

class TestSandboxProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void firstLineSaysWhere();
    void sameSeedSameWorld();
    void endsOnSignals();
    void refusesBadOptions_data();
    void refusesBadOptions();
    void helpAndVersion_data();
    void helpAndVersion();
    void refusesATakenPort();
    void keepsAcknowledgedWritesWhenKilled();
    void survivesBeingKilledWhileTheWorldIsMade();
    void servesAdminWhenAsked();
    void staysSmallUnderLargeBodies_data();
    void staysSmallUnderLargeBodies();
    void goesOnAfterRunningOutOfSockets();

private:
    static QString program()
    {
        return QCoreApplication::applicationDirPath() + QStringLiteral("/doorman-sandbox");
    }
    static QStringList small(QStringList more = {})
    {
        return QStringList {QStringLiteral("--users"), QStringLiteral("40"), QStringLiteral("--messages"),
                            QStringLiteral("200")}
        + more;
    }
    // Its address, once it can answer.
    static QByteArray startAndWait(QProcess &process, const QStringList &arguments);
    std::pair<int, QByteArray> send(const QByteArray &verb, const QByteArray &url,
                                    const QByteArray &body = {});
    QNetworkAccessManager m_network;
};

void TestSandboxProgram::initTestCase()
{
    QVERIFY2(QFileInfo::exists(program()), "build the target doorman-sandbox first");
}

QByteArray TestSandboxProgram::startAndWait(QProcess &process, const QStringList &arguments)
{
    process.start(program(), arguments);
    while (!process.canReadLine() && process.waitForReadyRead(30'000)) { }
    const QByteArray line = process.readLine();
    const QByteArray words = "doorman-sandbox listening on ";
    return line.startsWith(words) ? line.mid(words.size()).trimmed() : QByteArray();
}

std::pair<int, QByteArray> TestSandboxProgram::send(const QByteArray &verb, const QByteArray &url,
                                                    const QByteArray &body)
{
    QNetworkRequest request(QUrl::fromEncoded(url));
    request.setRawHeader("Authorization", QByteArray("Bearer ") + secretKey);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    QNetworkReply *reply = m_network.sendCustomRequest(request, verb, body);
    QSignalSpy(reply, &QNetworkReply::finished).wait(30'000);
    reply->deleteLater();
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll()};
}

void TestSandboxProgram::firstLineSaysWhere()
{
    QProcess process;
    const QByteArray address = startAndWait(process, small());
    const QRegularExpression expected(QStringLiteral("^http://127\\.0\\.0\\.1:[1-9][0-9]*/v1$"));
    QVERIFY2(expected.match(QString::fromLatin1(address)).hasMatch(), address);
    QCOMPARE(send("GET", address + "/users").first, 200); // at once: it says so when it can answer
    process.terminate();
    QVERIFY(process.waitForFinished());
    QVERIFY(process.readAllStandardOutput().isEmpty()); // nothing else on stdout
    QVERIFY(process.readAllStandardError().contains("100 %"));
}

void TestSandboxProgram::sameSeedSameWorld()
{
    const auto people = [this](const char *seed) {
        QProcess process;
        const QByteArray address
            = startAndWait(process, small({QStringLiteral("--seed"), QString::fromLatin1(seed)}));
        const QByteArray body = send("GET", address + "/users?page_size=50").second;
        process.kill();
        process.waitForFinished();
        QStringList ids;
        static const QRegularExpression id(QStringLiteral("\"id\":\"([^\"]*)\""));
        for (auto it = id.globalMatch(QString::fromUtf8(body)); it.hasNext();)
            ids += it.next().captured(1);
        return ids;
    };
    const QStringList first = people("5");
    QVERIFY(first.size() >= 40);
    QCOMPARE(people("5"), first);
    QVERIFY(people("6") != first);
}

void TestSandboxProgram::endsOnSignals()
{
    QProcess process;
    QVERIFY(!startAndWait(process, small()).isEmpty());
    process.terminate(); // SIGTERM
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);

    process.start(program(), {QStringLiteral("--messages"), QStringLiteral("50000000")});
    process.setReadChannel(QProcess::StandardError);
    while (!process.peek(1000).contains('%') && process.waitForReadyRead(30'000)) { }
    process.terminate();
    QVERIFY(process.waitForFinished()); // also in the middle of making a world
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
}

void TestSandboxProgram::refusesBadOptions_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("named"); // in the message
    const auto row = [](const char *arguments, const char *named) {
        QTest::newRow(arguments) << QString::fromLatin1(arguments).split(u' ') << QByteArray(named);
    };
    row("--listen nonsense", "--listen");
    row("--listen 127.0.0.1", "--listen");
    row("--listen 127.0.0.1:70000", "--listen");
    row("--listen :80", "--listen");
    row("--seed x", "--seed");
    row("--seed -1", "--seed");
    row("--users -5", "--users");
    row("--users 1.5", "--users");
    row("--messages many", "--messages");
    row("--bulk-rate 0", "--bulk-rate");
    row("--rate-limits maybe", "--rate-limits");
    row("--enhanced-security yes", "--enhanced-security");
    row("--traffic -1", "--traffic");
    row("--traffic lots", "--traffic");
    row("--signing-key /nowhere/key.pem", "--signing-key");
    row("--signing-key /", "--signing-key");
    row("--signing-key /dev/null", "--signing-key"); // no key in it
    row("--admin --listen 0.0.0.0:0", "--admin");
    row("--admin --listen 192.0.2.7:0", "--admin");
    row("--admin=yes", "admin");
    row("--data /", "--data");
    row("--speed 7", "speed");
    row("--users", "users");
    row("extra", "extra");
}

void TestSandboxProgram::refusesBadOptions()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, named);
    QProcess process;
    process.start(program(), arguments);
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 2);
    const QByteArray said = process.readAllStandardError();
    QVERIFY2(said.contains(named), said);
    QVERIFY(process.readAllStandardOutput().isEmpty());
}

void TestSandboxProgram::helpAndVersion_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("help") << QStringLiteral("--help") << QByteArray("--rate-limits <on|off>");
    QTest::newRow("version") << QStringLiteral("--version") << QByteArray("doorman-sandbox ");
}

void TestSandboxProgram::helpAndVersion()
{
    QFETCH(QString, option);
    QFETCH(QByteArray, said);
    QProcess process;
    process.start(program(), {option});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 0);
    QVERIFY(process.readAllStandardOutput().contains(said));
}

void TestSandboxProgram::refusesATakenPort()
{
    QProcess first;
    const QUrl address = QUrl::fromEncoded(startAndWait(first, small()));
    QProcess second;
    second.start(program(),
                 small({QStringLiteral("--listen"), QStringLiteral("127.0.0.1:%1").arg(address.port())}));
    QVERIFY(second.waitForFinished());
    QCOMPARE(second.exitCode(), 1);
    QVERIFY(second.readAllStandardError().contains(QByteArray::number(address.port())));
    first.kill();
    first.waitForFinished();
}

void TestSandboxProgram::keepsAcknowledgedWritesWhenKilled()
{
    QTemporaryDir directory;
    const QStringList arguments
        = small({QStringLiteral("--data"), directory.filePath(QStringLiteral("world.db"))});
    int written = 0;
    for (int round = 0; round < 5; ++round) {
        QProcess process;
        const QByteArray address = startAndWait(process, arguments);
        QVERIFY(!address.isEmpty());
        for (int i = 0; i < written; ++i)
            QCOMPARE(send("GET", address + "/users/new" + QByteArray::number(i)).first, 200);
        for (int i = 0; i < 4; ++i)
            QCOMPARE(send("PUT",
                          address + "/users/new" + QByteArray::number(written++) + "/preferences/default",
                          "{}")
                         .first,
                     200);
        process.kill();
        QVERIFY(process.waitForFinished());
    }
}

void TestSandboxProgram::survivesBeingKilledWhileTheWorldIsMade()
{
    QTemporaryDir directory;
    const QStringList data {QStringLiteral("--data"), directory.filePath(QStringLiteral("world.db"))};
    QProcess process;
    process.start(program(), data + QStringList {QStringLiteral("--messages"), QStringLiteral("60000")});
    process.setReadChannel(QProcess::StandardError);
    QByteArray said;
    while (!said.contains("30 %") && process.waitForReadyRead(60'000))
        said += process.readAllStandardError();
    process.kill();
    QVERIFY(process.waitForFinished());

    QProcess again;
    const QByteArray address = startAndWait(again, small(data));
    const QByteArray body = send("GET", address + "/users?page_size=1").second;
    const QJsonObject info
        = QJsonDocument::fromJson(body).object().value(QLatin1StringView("page_info")).toObject();
    QCOMPARE(info.value(QLatin1StringView("total_count")).toInt(), 40); // the new world, all of it
    again.kill();
    again.waitForFinished();
}

void TestSandboxProgram::servesAdminWhenAsked()
{
    QProcess process;
    QByteArray address = startAndWait(process, small());
    address.chop(3); // /v1
    QCOMPARE(send("GET", address + "/_sandbox/clock").first, 404);
    process.kill();
    QVERIFY(process.waitForFinished());
    address = startAndWait(
        process, small({QStringLiteral("--admin"), QStringLiteral("--listen"), QStringLiteral("[::1]:0")}));
    address.chop(3);
    QCOMPARE(send("POST", address + "/_sandbox/clock", "{\"advance\":\"1d\"}").first, 200);
    process.kill();
    QVERIFY(process.waitForFinished());
}

// Peak memory in KiB, as the system has it.
static qint64 peakOf(qint64 pid)
{
    QFile status(QStringLiteral("/proc/%1/status").arg(pid));
    if (!status.open(QIODevice::ReadOnly))
        return -1;
    static const QRegularExpression peak(QStringLiteral("VmHWM:\\s*(\\d+) kB"));
    return peak.match(QString::fromLatin1(status.readAll())).captured(1).toLongLong();
}

void TestSandboxProgram::staysSmallUnderLargeBodies_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<bool>("chunked");
    QTest::newRow("chunks") << QByteArray("Transfer-Encoding: chunked\r\n") << true;
    QTest::newRow("a length") << QByteArray("Content-Length: 209715200\r\n") << false;
    QTest::newRow("a length, and far more") << QByteArray("Content-Length: 10\r\n") << false;
}

void TestSandboxProgram::staysSmallUnderLargeBodies()
{
    QFETCH(QByteArray, head);
    QFETCH(bool, chunked);
    QProcess process;
    const QUrl address = QUrl::fromEncoded(startAndWait(process, small()));
    const qint64 before = peakOf(process.processId());
    if (before < 0)
        QSKIP("this system does not tell");
#ifdef __SANITIZE_ADDRESS__
    QSKIP("what was freed is kept to be watched");
#endif
    QTcpSocket socket;
    socket.connectToHost(address.host(), quint16(address.port()));
    QVERIFY(socket.waitForConnected());
    socket.write(
        "POST /v1/users/bulk/identify HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer sk_test_sandbox\r\n" + head
        + "\r\n");
    const QByteArray data(1024 * 1024, 'x');
    const QByteArray piece = chunked ? "100000\r\n" + data + "\r\n" : data;
    QByteArray answer;
    for (int megabytes = 0; megabytes < 200 && socket.state() == QAbstractSocket::ConnectedState;
         ++megabytes) {
        socket.write(piece);
        while (socket.bytesToWrite() > 0 && socket.waitForBytesWritten(5000)) { }
        answer += socket.readAll();
    }
    QVERIFY2(answer.startsWith("HTTP/1.1 4"), answer.left(300));
    QVERIFY(answer.contains("\"code\":"));
    const qint64 grown = peakOf(process.processId()) - before;
    QVERIFY2(grown < 40 * 1024,
             QByteArray::number(grown)); // the limit of a body, twice while it grows, and a bit
    QCOMPARE(send("GET", address.toEncoded() + "/users").first, 200);
    process.kill();
    QVERIFY(process.waitForFinished());
}

void TestSandboxProgram::goesOnAfterRunningOutOfSockets()
{
#ifndef Q_OS_UNIX
    QSKIP("needs a limit of open files");
#elif defined(__SANITIZE_ADDRESS__)
    QSKIP("the sanitizer needs descriptors of its own to look at memory");
#else
    QProcess process;
    process.start(
        QStringLiteral("/bin/sh"),
        QStringList {QStringLiteral("-c"), QStringLiteral("ulimit -n 40; exec \"$0\" \"$@\""), program()}
            + small());
    while (!process.canReadLine() && process.waitForReadyRead(30'000)) { }
    const QByteArray line = process.readLine();
    const QUrl address = QUrl::fromEncoded(line.mid(line.indexOf("http")).trimmed());
    std::vector<std::unique_ptr<QTcpSocket>> sockets;
    for (int i = 0; i < 60; ++i) {
        sockets.push_back(std::make_unique<QTcpSocket>());
        sockets.back()->connectToHost(address.host(), quint16(address.port()));
        QVERIFY(sockets.back()->waitForConnected());
    }
    sockets.front()->write("GET /v1/users HTTP/1.1\r\nHost: x\r\n\r\n"); // one that got in
    QVERIFY(sockets.front()->waitForReadyRead());
    sockets.clear();
    QCOMPARE(send("GET", address.toEncoded() + "/users").first, 200);
    process.kill();
    QVERIFY(process.waitForFinished());
#endif
}

QTEST_GUILESS_MAIN(TestSandboxProgram)
#include "tst_sandbox_program.moc"
