#include "ui/fontwarmup.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimer>

class TestFontWarmUp : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void endsOnceAndLetsOthersRun();
    void endsWithoutFonts();
};

void TestFontWarmUp::endsOnceAndLetsOthersRun()
{
    QFont font;
    font.setPixelSize(13);
    QTimer other;
    QSignalSpy turns(&other, &QTimer::timeout);
    ui::FontWarmUp warmUp({font});
    QSignalSpy finished(&warmUp, &ui::FontWarmUp::finished);
    other.start(0);
    QVERIFY(finished.wait());
    QVERIFY2(turns.size() > 5, "it held the event loop");
    const qsizetype seen = turns.size();
    QTRY_VERIFY(turns.size() > seen + 5);
    QCOMPARE(finished.size(), 1);
}

void TestFontWarmUp::endsWithoutFonts()
{
    ui::FontWarmUp warmUp({});
    QSignalSpy finished(&warmUp, &ui::FontWarmUp::finished);
    QVERIFY(finished.wait());
}

QTEST_MAIN(TestFontWarmUp)
#include "tst_fontwarmup.moc"
