#include "app/commandline.h"
#include "app/environment.h"

#include <QTest>

using app::Environment;

class TestEnvironment : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void chooses_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("baseUrl");
        QTest::addColumn<bool>("forceSandbox");
        QTest::addColumn<QString>("expectedUrl"); // empty: the sandbox
        QTest::addColumn<QString>("errorNames"); // the variable an error names
        QTest::newRow("nothing set") << ""
                                     << "" << false << ""
                                     << "";
        QTest::newRow("only a base url") << ""
                                         << "https://x.test" << false << ""
                                         << "";
        QTest::newRow("key") << "sk_test_1"
                             << "" << false << "https://api.knock.app"
                             << "";
        QTest::newRow("key with a line end") << "sk_test_1\n"
                                             << "" << false << "https://api.knock.app"
                                             << "";
        QTest::newRow("key and url") << "sk_test_1"
                                     << "http://127.0.0.1:8080" << false << "http://127.0.0.1:8080"
                                     << "";
        QTest::newRow("url without scheme") << "sk_1"
                                            << "api.example.test" << false << "https://api.example.test"
                                            << "";
        QTest::newRow("path is dropped") << "sk_1"
                                         << "https://a.test/v1/" << false << "https://a.test"
                                         << "";
        QTest::newRow("forced sandbox") << "sk_1"
                                        << "https://a.test" << true << ""
                                        << "";
        QTest::newRow("quoted key") << "\"sk 1\""
                                    << "" << false << "-"
                                    << "KNOCK_API_KEY";
        QTest::newRow("not a web address") << "sk_1"
                                           << "ftp://a.test" << false << "-"
                                           << "KNOCK_BASE_URL";
        QTest::newRow("no host") << "sk_1"
                                 << "https://" << false << "-"
                                 << "KNOCK_BASE_URL";
    }
    void chooses()
    {
        QFETCH(QString, key);
        QFETCH(QString, baseUrl);
        QFETCH(bool, forceSandbox);
        QFETCH(QString, expectedUrl);
        QFETCH(QString, errorNames);
        QProcessEnvironment variables;
        variables.insert(QStringLiteral("KNOCK_API_KEY"), key);
        variables.insert(QStringLiteral("KNOCK_BASE_URL"), baseUrl);
        app::CommandLine line;
        line.sandbox = forceSandbox;
        const Environment e = Environment::choose(line, variables);
        if (!errorNames.isEmpty()) {
            QVERIFY2(e.error.contains(errorNames), qPrintable(e.error));
            QVERIFY(!e.error.contains(QStringLiteral("sk")));
            return;
        }
        QCOMPARE(e.error, QString());
        QCOMPARE(e.isSandbox, expectedUrl.isEmpty());
        QCOMPARE(e.connection.baseUrl.toString(), expectedUrl);
    }
    void storageKeyTellsEnvironmentsApartAndHidesTheKey()
    {
        Environment a;
        a.isSandbox = false;
        a.connection.baseUrl = QUrl(QStringLiteral("https://a.test"));
        a.connection.key = "sk_live_secret";
        Environment b = a;
        b.connection.key = "sk_live_other";
        QVERIFY(a.storageKey() != b.storageKey());
        QVERIFY(!a.storageKey().contains(QStringLiteral("secret")));
        QCOMPARE(a.storageKey(), Environment(a).storageKey());
        QCOMPARE(Environment().storageKey(), QStringLiteral("sandbox"));
    }
};

QTEST_APPLESS_MAIN(TestEnvironment)
#include "tst_environment.moc"
