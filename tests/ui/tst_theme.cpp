#include "ui/avatar.h"
#include "ui/chip.h"
#include "ui/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QImage>
#include <QPainter>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>
#include <cmath>

using namespace ui;

class TestTheme : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyPairCanBeRead_data();
    void everyPairCanBeRead();
    void indicatorsCanBeSeen_data();
    void indicatorsCanBeSeen();
    void switchesLive();
    void tintsIcons();
    void givesWidgetsTheirMeasures();
    void initials_data();
    void initials();

private:
    std::unique_ptr<Theme> m_theme;
};

void TestTheme::initTestCase()
{
    m_theme = std::make_unique<Theme>(*qApp);
}

namespace {

double luminance(const QColor &color)
{
    const auto linear
        = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

QColor inkOf(const QPixmap &pixmap)
{
    const QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (qAlpha(image.pixel(x, y)) == 255)
                return QColor(image.pixel(x, y));
        }
    }
    return {};
}

} // namespace

void TestTheme::everyPairCanBeRead_data()
{
    QTest::addColumn<int>("scheme");
    QTest::newRow("light") << int(Scheme::Light);
    QTest::newRow("dark") << int(Scheme::Dark);
}

void TestTheme::everyPairCanBeRead()
{
    QFETCH(int, scheme);
    m_theme->setScheme(Scheme(scheme));
    const Tokens &t = m_theme->tokens();
    constexpr double least = 4.5;
    for (const QColor &ground : {t.window, t.surface, t.raised, t.accentWeak}) {
        QVERIFY2(contrast(t.text, ground) >= least, qPrintable(ground.name()));
        QVERIFY2(contrast(t.dim, ground) >= least, qPrintable(ground.name()));
        QVERIFY2(contrast(t.accent, ground) >= least, qPrintable(ground.name()));
    }
    QVERIFY(contrast(t.onAccent, t.accent) >= least);
    for (const models::Tone tone :
         {models::Tone::Neutral, models::Tone::Ok, models::Tone::Warn, models::Tone::Bad, models::Tone::Info})
        QVERIFY2(contrast(t.toneText(tone), t.toneGround(tone)) >= least,
                 qPrintable(QString::number(int(tone))));
}

void TestTheme::indicatorsCanBeSeen_data()
{
    everyPairCanBeRead_data();
}

// What is set and what is not: both have a shape that stands out from the ground, and differ.
void TestTheme::indicatorsCanBeSeen()
{
    QFETCH(int, scheme);
    m_theme->setScheme(Scheme(scheme));
    const auto strongest = [this](QAbstractButton &button) {
        button.setPalette(qApp->palette());
        button.resize(button.sizeHint());
        const QImage image = button.grab().toImage();
        double most = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                most = std::max(most, contrast(QColor(image.pixel(x, y)), m_theme->tokens().surface));
        }
        return std::pair(most, image);
    };
    constexpr double leastOfShapes = 3;
    QCheckBox box;
    QRadioButton radio;
    for (QAbstractButton *button :
         {static_cast<QAbstractButton *>(&box), static_cast<QAbstractButton *>(&radio)}) {
        const auto [off, offImage] = strongest(*button);
        QVERIFY2(off >= leastOfShapes, qPrintable(QString::number(off)));
        button->setChecked(true);
        const auto [on, onImage] = strongest(*button);
        QVERIFY2(on >= leastOfShapes, qPrintable(QString::number(on)));
        QVERIFY(onImage != offImage);
    }
}

void TestTheme::switchesLive()
{
    m_theme->setScheme(Scheme::Light);
    QSignalSpy changed(m_theme.get(), &Theme::changed);
    m_theme->setScheme(Scheme::Dark);
    QCOMPARE(changed.count(), 1);
    QVERIFY(m_theme->isDark());
    QCOMPARE(qApp->palette().color(QPalette::Text), m_theme->tokens().text);
    QCOMPARE(qApp->palette().color(QPalette::Base), m_theme->tokens().surface);
    m_theme->setScheme(Scheme::Dark);
    QCOMPARE(changed.count(), 1);
}

void TestTheme::tintsIcons()
{
    m_theme->setScheme(Scheme::Light);
    const QIcon icon = m_theme->icon(QStringLiteral("people"));
    QCOMPARE(inkOf(icon.pixmap(16, 16)), m_theme->tokens().text);
    m_theme->setScheme(Scheme::Dark);
    // The same icon: it asks for the colour when it is painted.
    QCOMPARE(inkOf(icon.pixmap(16, 16)), m_theme->tokens().text);
    const QPixmap big = m_theme->pixmap(QStringLiteral("people"), 24, Qt::red, 2.0);
    QCOMPARE(big.width(), 48);
    QCOMPARE(inkOf(big), QColor(Qt::red));
    QVERIFY(!inkOf(m_theme->pixmap(QStringLiteral("no-such-icon"), 16, Qt::red, 1.0)).isValid());
}

void TestTheme::givesWidgetsTheirMeasures()
{
    QPushButton button(QStringLiteral("Save"));
    button.ensurePolished();
    QCOMPARE(button.sizeHint().height(), metric::button);
    Chip chip(QStringLiteral("bounced"), models::Tone::Bad, QStringLiteral("cross"));
    QCOMPARE(chip.sizeHint().height(), metric::chip);
    QCOMPARE(chip.accessibleName(), QStringLiteral("bounced"));
    QImage image(200, 32, QImage::Format_ARGB32);
    QPainter painter(&image);
    // A long word is cut; a chip never leaves its cell.
    const QRect cell(10, 0, 60, 32);
    models::Shown shown;
    shown.text = QStringLiteral("completed with many errors");
    shown.tone = models::Tone::Warn;
    const QRect covered = paintChip(&painter, cell, shown);
    QVERIFY(cell.contains(covered));
    QCOMPARE(covered.height(), metric::chip);
}

void TestTheme::initials_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("expected");
    QTest::newRow("two words") << QStringLiteral("Marta Álvarez") << QStringLiteral("MÁ");
    QTest::newRow("three words") << QStringLiteral("Siobhán Ní Bhriain") << QStringLiteral("SB");
    QTest::newRow("one word") << QStringLiteral("cher") << QStringLiteral("C");
    QTest::newRow("nothing") << QString() << QStringLiteral("?");
    QTest::newRow("blanks") << QStringLiteral("  ") << QStringLiteral("?");
    QTest::newRow("chinese") << QStringLiteral("李婷") << QStringLiteral("李");
    QTest::newRow("emoji") << QStringLiteral("😀 Smile") << QStringLiteral("😀S");
}

void TestTheme::initials()
{
    QFETCH(QString, name);
    QTEST(ui::initials(name), "expected");
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
