// The composition: which environment is opened, and what is left on the disk.
#include "api/client/client.h"
#include "app/commandline.h"
#include "app/console.h"
#include "models/profilestore.h"
#include "ui/environmentbar.h"
#include "ui/mainwindow.h"
#include "ui/page.h"

#include <QApplication>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTest>
#include <QToolButton>

class TestConsole : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init();
    void cleanup() { init(); }
    void opensItsOwnSandbox();
    void opensTheServiceAndStartsNoSandbox();
    void goesFromOneEnvironmentToAnother();
    void saysWhenTheUserTokenEnds();
    void asksForAKeyThatIsNotThere();
    // The last ones: an application that was told to exit runs no event loop any more.
    void startsWithoutAKeychainThatIsSilent();
    void knowsNoEnvironmentOfThatName();
    void saysWhatIsWrongWithTheKey();

private:
    static QString dataFolder() { return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation); }
    static ui::MainWindow *window();
    static QList<ui::MainWindow *> windows();
    static QString addProfile(const QString &name, const QUrl &url);
    static void choose(int at)
    {
        window()->findChild<ui::EnvironmentBar *>()->menuButton()->menu()->actions().at(at)->trigger();
    }
};

void TestConsole::init()
{
    qunsetenv("KNOCK_API_KEY");
    qunsetenv("KNOCK_BASE_URL");
    QDir(dataFolder()).removeRecursively();
    QDir(QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation)).removeRecursively();
}

ui::MainWindow *TestConsole::window()
{
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *found = qobject_cast<ui::MainWindow *>(widget))
            return found;
    }
    return nullptr;
}

void TestConsole::opensItsOwnSandbox()
{
    app::Console console(*qApp, {});
    QSignalSpy opened(&console, &app::Console::windowOpened);
    console.start();
    QVERIFY(opened.wait(20'000));
    ui::Page *page = window()->currentPage();
    QVERIFY(page);
    QTRY_VERIFY_WITH_TIMEOUT(page->isSettled(), 60'000);
    QCOMPARE(page->failure(), QString());
    QVERIFY(QFile::exists(dataFolder() + QStringLiteral("/sandbox.sqlite")));
}

void TestConsole::opensTheServiceAndStartsNoSandbox()
{
    // A service that takes connections and never answers: what counts is that it is the one that is asked.
    QTcpServer service;
    QVERIFY(service.listen(QHostAddress::LocalHost));
    qputenv("KNOCK_API_KEY", "sk_live_made_up");
    qputenv("KNOCK_BASE_URL", "http://127.0.0.1:" + QByteArray::number(service.serverPort()));
    app::Console console(*qApp, {});
    QSignalSpy opened(&console, &app::Console::windowOpened);
    QSignalSpy asked(&service, &QTcpServer::newConnection);
    console.start();
    QCOMPARE(opened.size(), 1); // at once: there is no sandbox to wait for
    QVERIFY(asked.size() || asked.wait(10'000));
    auto *bar = window()->findChild<ui::EnvironmentBar *>();
    QVERIFY(!bar->accessibleName().contains(QStringLiteral("Sandbox")));
    QVERIFY(!QFile::exists(dataFolder() + QStringLiteral("/sandbox.sqlite")));
}

void TestConsole::saysWhatIsWrongWithTheKey()
{
    qputenv("KNOCK_API_KEY", "sk with blanks");
    app::Console console(*qApp, {});
    QSignalSpy opened(&console, &app::Console::windowOpened);
    console.start();
    QCoreApplication::processEvents();
    QCOMPARE(opened.size(), 0);
    QVERIFY(!window());
}

QList<ui::MainWindow *> TestConsole::windows()
{
    QList<ui::MainWindow *> out;
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *found = qobject_cast<ui::MainWindow *>(widget))
            out += found;
    }
    return out;
}

QString TestConsole::addProfile(const QString &name, const QUrl &url)
{
    QSettings settings(QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + "/doorman.ini",
                       QSettings::IniFormat);
    models::ProfileStore store(settings);
    models::Profile profile;
    profile.name = name;
    profile.baseUrl = url;
    profile.color = QColor(0x0A5C91);
    profile.icon = "globe";
    profile.readOnly = profile.mayUnlock = true;
    return store.add(profile);
}

void TestConsole::goesFromOneEnvironmentToAnother()
{
    QTcpServer service;
    QVERIFY(service.listen(QHostAddress::LocalHost));
    const QString id = addProfile("Staging", QUrl(QString("http://127.0.0.1:%1").arg(service.serverPort())));
    auto keyring = std::make_unique<models::MemoryKeyring>(QString());
    keyring->write(id, models::Secret::Key, "sk_test_made_up", nullptr, {});
    app::Console console(*qApp, {}, std::move(keyring));
    QSignalSpy opened(&console, &app::Console::windowOpened);
    console.start();
    QVERIFY(opened.wait(20'000));
    window()->resize(1000, 700);
    QSignalSpy asked(&service, &QTcpServer::newConnection);
    choose(1);
    QTRY_COMPARE(opened.size(), 2);
    QTRY_COMPARE(windows().size(), 1); // the old one is gone
    QCOMPARE(window()->size(), QSize(1000, 700));
    auto *bar = window()->findChild<ui::EnvironmentBar *>();
    QVERIFY(bar->accessibleName().contains("Staging"));
    QVERIFY(bar->lockText().startsWith("read only"));
    QVERIFY(bar->lockButton()->isVisible());
    QVERIFY(console.client()->connection().readOnly);
    QCOMPARE(console.client()->connection().key, QByteArray("sk_test_made_up"));
    QVERIFY(asked.size() || asked.wait(10'000));
    choose(0);
    QTRY_COMPARE(opened.size(), 3);
    QTRY_COMPARE(windows().size(), 1);
    QVERIFY(window()->findChild<ui::EnvironmentBar *>()->accessibleName().contains("Sandbox"));
    QTRY_VERIFY_WITH_TIMEOUT(window()->currentPage()->isSettled(), 120'000);
    QCOMPARE(window()->currentPage()->failure(), QString());
}

// A header and a payload are all that is read of it.
static QByteArray userToken(const QDateTime &end)
{
    const auto part = [](const QJsonObject &object) {
        return QJsonDocument(object).toJson(QJsonDocument::Compact).toBase64(QByteArray::Base64UrlEncoding);
    };
    return part({{"alg", "RS256"}}) + '.' + part({{"sub", "ada"}, {"exp", end.toSecsSinceEpoch()}}) + ".x";
}

void TestConsole::saysWhenTheUserTokenEnds()
{
    const QString id = addProfile("Staging", QUrl("http://127.0.0.1:9"));
    auto keyring = std::make_unique<models::MemoryKeyring>(QString());
    keyring->write(id, models::Secret::Key, "pk_test_made_up", nullptr, {});
    const QDateTime now = QDateTime::currentDateTimeUtc();
    keyring->write(id, models::Secret::UserToken, userToken(now.addSecs(2)), nullptr, {});
    app::CommandLine line;
    line.environment = "Staging";
    app::Console console(*qApp, line, std::move(keyring));
    QSignalSpy opened(&console, &app::Console::windowOpened);
    console.start();
    QVERIFY(opened.wait(20'000));
    auto *bar = window()->findChild<ui::EnvironmentBar *>();
    QVERIFY2(bar->accessibleName().contains("The user token ends"), qPrintable(bar->accessibleName()));
    QTRY_VERIFY_WITH_TIMEOUT(bar->accessibleName().contains("The user token ended"), 30'000);
}

void TestConsole::asksForAKeyThatIsNotThere()
{
    const QString id = addProfile("Staging", QUrl("http://127.0.0.1:9"));
    app::CommandLine line;
    line.environment = "STAGING";
    app::Console console(*qApp, line, std::make_unique<models::MemoryKeyring>(QString()));
    QSignalSpy opened(&console, &app::Console::windowOpened);
    console.start();
    QVERIFY(opened.wait(20'000));
    QVERIFY(window()->findChild<ui::EnvironmentBar *>()->accessibleName().contains("Sandbox"));
    QTRY_COMPARE(window()->currentPage()->place().address(), "environments:" + id);
}

namespace {

// A desktop's keychain may ask the person first, and a broken one says nothing at all.
class SilentKeyring : public models::Keyring
{
public:
    void read(const QString &, models::Secret, QObject *, const Done &done) override { m_asked += done; }
    void write(const QString &, models::Secret, const QByteArray &, QObject *, const Done &) override { }
    QString runOnlyReason() const override { return {}; }
    void answerAll(const QByteArray &secret)
    {
        for (const Done &done : std::exchange(m_asked, {}))
            done({secret, {}});
    }
    qsizetype asked() const { return m_asked.size(); }

private:
    QList<Done> m_asked;
};

} // namespace

void TestConsole::startsWithoutAKeychainThatIsSilent()
{
    const QString id = addProfile("Staging", QUrl("http://127.0.0.1:9"));
    app::CommandLine line;
    line.environment = "Staging";
    auto keyring = std::make_unique<SilentKeyring>();
    SilentKeyring &silent = *keyring;
    app::Console console(*qApp, line, std::move(keyring));
    console.setKeychainPatience(20);
    QSignalSpy opened(&console, &app::Console::windowOpened);
    console.start();
    QCOMPARE(silent.asked(), 1);
    QVERIFY(opened.wait(20'000));
    QTRY_COMPARE(window()->currentPage()->place().address(), "environments:" + id);
    QVERIFY(window()->findChild<ui::EnvironmentBar *>()->accessibleName().contains("Sandbox"));
    silent.answerAll("sk_test_late"); // the sandbox is open by now, and stays so
    QCOMPARE(opened.size(), 1);
    choose(1); // asked for again
    QTRY_COMPARE(silent.asked(), 1);
    silent.answerAll("sk_test_in_time");
    QTRY_COMPARE(opened.size(), 2);
    QCOMPARE(console.client()->connection().key, QByteArray("sk_test_in_time"));
}

void TestConsole::knowsNoEnvironmentOfThatName()
{
    app::CommandLine line;
    line.environment = "nowhere";
    app::Console console(*qApp, line, std::make_unique<models::MemoryKeyring>(QString()));
    QSignalSpy opened(&console, &app::Console::windowOpened);
    console.start();
    QCoreApplication::processEvents();
    QCOMPARE(opened.size(), 0);
}

QTEST_MAIN(TestConsole)
#include "tst_console.moc"
