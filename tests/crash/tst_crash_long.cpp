// 100 times: the program is killed while it writes, and started again on the same file.
#include "crash/crashrounds.h"

#include <QTest>

class TestCrashLong : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsWhatItHasPromised();
};

void TestCrashLong::keepsWhatItHasPromised()
{
    constexpr int kills = 100;
    crash::CrashRounds rounds(20260310);
    QCOMPARE(rounds.start(), QString());
    for (int i = 0; i < kills; ++i) {
        QCOMPARE(rounds.loadAndKill(), QString());
        QCOMPARE(rounds.checkFile(), QString());
        QCOMPARE(rounds.start(), QString());
        QCOMPARE(rounds.checkPromises(), QString());
    }
    QCOMPARE(rounds.checkEverything(), QString());
    qInfo().noquote() << rounds.summary();
}

QTEST_GUILESS_MAIN(TestCrashLong)
#include "tst_crash_long.moc"
