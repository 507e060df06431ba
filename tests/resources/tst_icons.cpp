#include <QDir>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>
#include <QTest>

// All icons are one family, and the renderer in use draws every one of them.
class TestIcons : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void icon_data();
    void icon();
    void logo_data();
    void logo();

private:
    static QImage render(const QString &file, int size);
};

QImage TestIcons::render(const QString &file, int size)
{
    QSvgRenderer renderer(file);
    QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    if (renderer.isValid()) {
        QPainter painter(&image);
        renderer.render(&painter);
    }
    return image;
}

void TestIcons::icon_data()
{
    QTest::addColumn<QString>("name");
    const QStringList names = QDir(QStringLiteral(":/icons")).entryList();
    QVERIFY(names.size() > 40);
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << name;
}

void TestIcons::icon()
{
    QFETCH(QString, name);
    const QString path = QStringLiteral(":/icons/") + name;
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY2(
        text.startsWith(
            R"(<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16" fill="none" )"
            R"(stroke="#000" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"><)"),
        "not drawn in the style of the others");
    QCOMPARE(text.count("stroke"), 4); // nothing departs from it further down
    QCOMPARE(text.count("fill"), 1);

    // The theme tints what it finds, so everything is black; and a stroke at the very edge would be cut off.
    const QImage image = render(path, 32);
    int painted = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QRgb pixel = image.pixel(x, y);
            QCOMPARE(pixel & 0xffffffU, 0U);
            painted += qAlpha(pixel) > 127;
        }
    }
    QVERIFY2(painted > 15, "nothing to see");
    for (int i = 0; i < image.width(); ++i) {
        for (const QPoint &edge : {QPoint(i, 0), QPoint(i, 31), QPoint(0, i), QPoint(31, i)})
            QVERIFY2(qAlpha(image.pixel(edge)) < 200, "touches the edge");
    }
}

void TestIcons::logo_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {16, 32, 128})
        QTest::addRow("%d", size) << size;
}

void TestIcons::logo()
{
    QFETCH(int, size);
    const QImage image = render(QStringLiteral(":/logo/org.doorman.Doorman.svg"), size);
    QVERIFY(qAlpha(image.pixel(size / 2, size / 2)) > 200);
    QCOMPARE(qAlpha(image.pixel(0, 0)), 0);
}

QTEST_MAIN(TestIcons)
#include "tst_icons.moc"
