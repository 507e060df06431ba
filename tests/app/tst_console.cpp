// The composition: which environment is opened, and what is left on the disk.
#include "app/commandline.h"
#include "app/console.h"
#include "ui/environmentbar.h"
#include "ui/mainwindow.h"
#include "ui/page.h"

#include <QApplication>
#include <QDir>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTest>

class TestConsole : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init();
    void cleanup() { init(); }
    void opensItsOwnSandbox();
    void opensTheServiceAndStartsNoSandbox();
    void saysWhatIsWrongWithTheKey();

private:
    static QString dataFolder() { return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation); }
    static ui::MainWindow *window();
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

int main(int argc, char **argv)
{
    QApplication::setApplicationName(QStringLiteral("doorman-test"));
    QApplication application(argc, argv);
    TestConsole test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_console.moc"
