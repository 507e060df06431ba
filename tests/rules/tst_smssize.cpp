// The sums are done by hand: characters counted, parts filled one after another.
#include "api/rules/smssize.h"

#include <QTest>

using namespace api::rules;

class TestSmsSize : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void counts_data();
    void counts();
    void namesWhatIsForeign();
    void knowsTheWholeAlphabet();
};

void TestSmsSize::counts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("wide");
    QTest::addColumn<int>("units");
    QTest::addColumn<int>("segments");
    QTest::addColumn<int>("left");
    const auto row = [](const char *name, const QString &text, bool wide, int units, int segments, int left) {
        QTest::newRow(name) << text << wide << units << segments << left;
    };
    const QString smile = QString::fromUtf8("🙂");
    row("empty", "", false, 0, 0, 160);
    row("one", "a", false, 1, 1, 159);
    row("160", QString(160, 'a'), false, 160, 1, 0);
    row("161: two of 153", QString(161, 'a'), false, 161, 2, 145);
    row("306", QString(306, 'a'), false, 306, 2, 0);
    row("307", QString(307, 'a'), false, 307, 3, 152);
    row("lines", "a\nb\r\n", false, 5, 1, 155);
    row("euro counts two", QString::fromUtf8("€5"), false, 3, 1, 157);
    row("brackets count two", "[a]{b}", false, 10, 1, 150);
    row("every extension character", QString::fromUtf8("\f^{}\\[~]|€"), false, 20, 1, 140);
    row("80 of two fill one", QString(80, '['), false, 160, 1, 0);
    row("81 of two", QString(81, '['), false, 162, 2, 143); // 76 to a part, which leaves one septet empty
    row("a pair is not cut", QString(152, 'a') + "[" + QString(10, 'b'), false, 164, 2, 141);
    row("a pair at the end of one", QString(158, 'a') + "[", false, 160, 1, 0);
    row("French", QString::fromUtf8("à é è ù ì ò Ç"), false, 13, 1, 147);
    row("small c cedilla is foreign", QString::fromUtf8("façade"), true, 6, 1, 64);
    row("German", QString::fromUtf8("Größe Ärger Übung ñ ß"), false, 21, 1, 139);
    row("Hungarian, within", QString::fromUtf8("köszönöm, é ü"), false, 13, 1, 147);
    row("Hungarian, without", QString::fromUtf8("győr űr"), true, 7, 1, 63);
    row("Hungarian long vowels", QString::fromUtf8("Jó napot kívánok"), true, 16, 1, 54);
    row("Greek capitals within", QString::fromUtf8("ΔΦΓΛΩΠΨΣΘΞ"), false, 10, 1, 150);
    row("Greek capital alpha is foreign", QString::fromUtf8("Α"), true, 1, 1, 69);
    row("Greek small letters", QString::fromUtf8("Καλημέρα"), true, 8, 1, 62);
    row("typographic quote", QString::fromUtf8("It’s"), true, 4, 1, 66);
    row("backtick", "`", true, 1, 1, 69);
    row("Arabic", QString::fromUtf8("مرحبا"), true, 5, 1, 65);
    row("emoji is two", smile, true, 2, 1, 68);
    row("35 emoji fill one", smile.repeated(35), true, 70, 1, 0);
    row("36 emoji: 33 to a part", smile.repeated(36), true, 72, 2, 61);
    row("family of four is eleven", QString::fromUtf8("👨‍👩‍👧‍👦"), true, 11, 1, 59);
    row("flag is four", QString::fromUtf8("🇭🇺"), true, 4, 1, 66);
    row("70 wide", QString(70, QChar(0x151)), true, 70, 1, 0);
    row("71 wide: two of 67", QString(71, QChar(0x151)), true, 71, 2, 63);
    row("134 wide", QString(134, QChar(0x151)), true, 134, 2, 0);
    row("135 wide", QString(135, QChar(0x151)), true, 135, 3, 66);
    row("a surrogate pair is not cut", QString(66, QChar(0x151)) + smile + QString(5, 'a'), true, 73, 2, 60);
    row("in UCS-2 brackets count one", QString::fromUtf8("ő[€]"), true, 4, 1, 66);
}

void TestSmsSize::counts()
{
    QFETCH(QString, text);
    QFETCH(bool, wide);
    const SmsSize size = smsSize(text);
    QCOMPARE(size.encoding == SmsEncoding::Ucs2, wide);
    QTEST(size.units, "units");
    QTEST(size.segments, "segments");
    QTEST(size.left, "left");
    QCOMPARE(size.foreign.isEmpty(), !wide);
}

void TestSmsSize::namesWhatIsForeign()
{
    const SmsSize size = smsSize(QString::fromUtf8("Győr űr ő 🙂🙂"));
    QCOMPARE(size.foreign,
             QStringList({QString::fromUtf8("ő"), QString::fromUtf8("ű"), QString::fromUtf8("🙂")}));
}

void TestSmsSize::knowsTheWholeAlphabet()
{
    // 128 places, less the escape to the extension table and with the form feed counted there.
    int basic = 0, extended = 0;
    for (char16_t sign = 1; sign < 0xd800; ++sign) {
        const SmsSize size = smsSize(QString(QChar(sign)));
        if (size.encoding == SmsEncoding::Gsm7)
            ++(size.units == 1 ? basic : extended);
    }
    QCOMPARE(basic, 127);
    QCOMPARE(extended, 10);
}

QTEST_APPLESS_MAIN(TestSmsSize)
#include "tst_smssize.moc"
