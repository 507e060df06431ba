// A known key and a known token go in, everything is used, and nothing on disk or in memory that is shown or
// handed on holds them.
#include "api/client/client.h"
#include "api/client/requestexport.h"
#include "api/client/requestjournal.h"
#include "api/schema/registry.h"
#include "app/commandline.h"
#include "app/console.h"
#include "models/writesmodel.h"
#include "ui/mainwindow.h"
#include "ui/page.h"

#include <QApplication>
#include <QClipboard>
#include <QDirIterator>
#include <QJsonDocument>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <signal.h>

namespace {

constexpr char key[] = "pk_live_KnownKey4711";
constexpr char token[] = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.S25vd25Ub2tlbg";
constexpr const char *needles[] = {"KnownKey4711", "S25vd25Ub2tlbg"};

// Answers everything with what it was sent: the worst a service could do.
class Echo : public QTcpServer
{
public:
    Echo()
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { answer(socket); });
        });
    }
    int count = 0;
    bool sawKey = false;

private:
    void answer(QTcpSocket *socket)
    {
        const QByteArray so = socket->property("text").toByteArray() + socket->readAll();
        socket->setProperty("text", so);
        const qsizetype end = so.indexOf("\r\n\r\n");
        const qsizetype length = so.toLower().indexOf("content-length: ");
        const qsizetype wanted
            = length < 0 ? 0 : so.mid(length + 16, so.indexOf('\r', length) - length - 16).toInt();
        if (end < 0 || so.size() < end + 4 + wanted)
            return;
        ++count;
        sawKey = sawKey || (so.contains(key) && so.contains(token));
        QByteArray text = so;
        text.replace('\\', "/").replace('"', "'").replace("\r\n", " ");
        const QByteArray body = "{\"code\": \"echo\", \"message\": \"" + text + "\", \"entries\": []}";
        socket->write("HTTP/1.1 422 No\r\nContent-Type: application/json\r\nX-Request-ID: r1\r\nX-Echo: "
                      + QByteArray(key) + "\r\nConnection: close\r\nContent-Length: "
                      + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        socket->disconnectFromHost();
    }
};

QByteArrayList found; // messages that hold a needle

void listen(QtMsgType, const QMessageLogContext &, const QString &text)
{
    for (const char *needle : needles) {
        if (text.contains(QLatin1StringView(needle)))
            found += text.toUtf8();
    }
}

} // namespace

class TestSecrets : public QObject
{
    Q_OBJECT

    static QString dataFolder() { return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation); }
    static QString configFolder()
    {
        return QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation);
    }
    static ui::MainWindow *window()
    {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (auto *w = qobject_cast<ui::MainWindow *>(widget))
                return w;
        }
        return nullptr;
    }
    static void clean()
    {
        QDir(dataFolder()).removeRecursively();
        QDir(configFolder()).removeRecursively();
    }
    static void verifyClean(const QByteArray &bytes, const QString &where)
    {
        for (const char *needle : needles)
            QVERIFY2(!bytes.contains(needle), qPrintable(where + QStringLiteral(" holds ") + needle));
    }
    static int searchFiles(const QString &folder)
    {
        int files = 0;
        QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            if (!file.open(QIODevice::ReadOnly))
                continue;
            verifyClean(file.readAll(), file.fileName());
            ++files;
        }
        return files;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        clean();
    }
    void cleanupTestCase() { clean(); }
    void nothingHoldsTheKey();
    void aCrashLeavesNothing();

private:
    static void pasteIntoTheExplorer();
};

// Into a path, and into a body that is sent under an Idempotency-Key and not answered as it should.
void TestSecrets::pasteIntoTheExplorer()
{
    const QString pasted = QString::fromLatin1(key), alsoPasted = QString::fromLatin1(token);
    const ui::Place places[] = {
        {"explorer", "users.list", {}, {{"after", alsoPasted}}},
        {"explorer", "users.get", {}, {{"user_id", pasted}}},
        {"explorer", "users.identify", {}, {{"user_id", pasted}, {"body", "{\"name\": \"" + pasted + "\"}"}}},
    };
    for (const ui::Place &place : places) {
        window()->open(place, true);
        const auto buttons = window()->currentPage()->findChildren<QPushButton *>();
        for (QPushButton *button : buttons) {
            if (button->text() == "Send" && button->isEnabled())
                button->click();
        }
        QTRY_VERIFY_WITH_TIMEOUT(window()->currentPage()->isSettled(), 30'000);
    }
}

// What a crash would leave behind is an image of the memory, and the key is in there: so there is none.
void TestSecrets::aCrashLeavesNothing()
{
    QTemporaryDir folder;
    QProcess doorman;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("QT_QPA_PLATFORM", "offscreen");
    environment.insert("HOME", folder.path());
    environment.insert("XDG_CONFIG_HOME", folder.filePath("config"));
    environment.insert("XDG_DATA_HOME", folder.filePath("data"));
    environment.insert("KNOCK_API_KEY", key);
    environment.insert("KNOCK_BASE_URL", "http://127.0.0.1:9"); // nobody listens
    doorman.setProcessEnvironment(environment);
    doorman.setWorkingDirectory(folder.path());
    // The limit it inherits lets it leave a core behind.
    doorman.start("/bin/sh",
                  {"-c", "ulimit -S -c $(ulimit -H -c); exec \"$0\"",
                   QCoreApplication::applicationDirPath() + "/doorman"});
    QVERIFY(doorman.waitForStarted());
    const auto coreLimit = [&] {
        QFile limits(QString("/proc/%1/limits").arg(doorman.processId()));
        if (!limits.open(QIODevice::ReadOnly))
            return QByteArray();
        for (const QByteArray &line : limits.readAll().split('\n')) {
            if (line.startsWith("Max core file size"))
                return line.simplified();
        }
        return QByteArray();
    };
    const QString settings = folder.filePath("config/doorman/doorman.ini");
    QTRY_VERIFY2_WITH_TIMEOUT(QFile::exists(settings), doorman.readAllStandardError().constData(), 60'000);
    QCOMPARE(coreLimit(), QByteArray("Max core file size 0 0 bytes"));
    ::kill(pid_t(doorman.processId()), SIGABRT);
    QVERIFY(doorman.waitForFinished());
    QCOMPARE(doorman.exitStatus(), QProcess::CrashExit);
    verifyClean(doorman.readAllStandardOutput() + doorman.readAllStandardError(), "its last words");
    QVERIFY(searchFiles(folder.path()) >= 1);
}

void TestSecrets::nothingHoldsTheKey()
{
    Echo service;
    QVERIFY(service.listen(QHostAddress::LocalHost));
    auto keyring = std::make_unique<models::MemoryKeyring>(QString());
    QString id;
    {
        QSettings settings(configFolder() + "/doorman.ini", QSettings::IniFormat);
        models::ProfileStore store(settings);
        models::Profile profile;
        profile.name = "Known";
        profile.baseUrl = QUrl(QString("http://127.0.0.1:%1").arg(service.serverPort()));
        profile.key = models::keyTraits(key);
        id = store.add(profile);
    }
    keyring->write(id, models::Secret::Key, key, nullptr, {});
    keyring->write(id, models::Secret::UserToken, token, nullptr, {});
    const QtMessageHandler before = qInstallMessageHandler(listen);
    {
        app::CommandLine line;
        line.environment = "known";
        app::Console console(*qApp, line, std::move(keyring));
        QSignalSpy opened(&console, &app::Console::windowOpened);
        console.start();
        QTRY_COMPARE(opened.size(), 1);
        for (const char *place : {"people", "messages", "user:alice", "user:alice/preferences", "message:m1",
                                  "bulk", "requests", "environments", "writes", "explorer:users.get"}) {
            window()->open(ui::Place::fromAddress(place), true);
            QTRY_VERIFY_WITH_TIMEOUT(window()->currentPage()->isSettled(), 30'000);
        }
        pasteIntoTheExplorer();
        // Each endpoint, with the key in path and body as somebody may paste it.
        api::Client *client = console.client();
        std::vector<api::Call> calls;
        int over = 0;
        for (const api::EndpointInfo *endpoint : api::endpoints()) {
            api::Request<QJsonValue> request;
            request.endpoint = endpoint;
            request.pathArguments = {QString::fromLatin1(key), "b", "c"};
            if (endpoint->writes())
                request.body
                    = QJsonObject {{"pasted", QString::fromLatin1(token)}, {"key", QString::fromLatin1(key)}};
            calls.push_back(client->send(request, [&over](const auto &) { ++over; }));
        }
        QTRY_COMPARE_WITH_TIMEOUT(over, int(calls.size()), 60'000);
        QVERIFY(service.sawKey); // the needles are the right ones
        const QUrl base = client->connection().baseUrl;
        QList<api::JournalEntry> entries;
        for (const api::JournalEntry &e : client->journal().entries()) {
            entries += e;
            verifyClean(e.requestBody + e.responseBody + e.target + e.error.toUtf8(), "journal");
            for (const auto &[name, value] : e.requestHeaders + e.responseHeaders)
                verifyClean(name + value, "journal's headers");
            verifyClean(api::asCurl(e, base).toUtf8() + api::asNode(e, base).toUtf8(), "cURL and Node");
        }
        QVERIFY(entries.size() >= qsizetype(calls.size()));
        verifyClean(QJsonDocument(api::asHar(entries, base, "1")).toJson(), "HAR");
        for (const auto format : {models::FileFormat::Csv, models::FileFormat::JsonLines})
            QCOMPARE(models::exportWrites(dataFolder() + "/writes/" + id, {}, format,
                                          dataFolder() + QString("/export%1").arg(int(format))),
                     QString());
        window()->close();
    }
    qInstallMessageHandler(before);
    QCOMPARE(found, QByteArrayList());
    verifyClean(QApplication::clipboard()->text().toUtf8(), "clipboard");
    QVERIFY(searchFiles(configFolder()) >= 1);
    QVERIFY(searchFiles(dataFolder()) >= 4); // the log, the exports, the jobs, the explorer's history
}

QTEST_MAIN(TestSecrets)
#include "tst_secrets.moc"
