#include "api/schema/timestamp.h"

#include <QTest>

using api::Timestamp;

class TestTimestamp : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected"); // ISO with milliseconds; empty: refused
        QTest::newRow("plain") << "2025-03-05T12:00:00Z"
                               << "2025-03-05T12:00:00.000Z";
        QTest::newRow("micros") << "2025-03-05T12:00:00.217686Z"
                                << "2025-03-05T12:00:00.217Z";
        QTest::newRow("two digits") << "2025-03-05T12:00:00.50Z"
                                    << "2025-03-05T12:00:00.500Z";
        QTest::newRow("nine digits") << "2025-03-05T12:00:00.123456789Z"
                                     << "2025-03-05T12:00:00.123Z";
        QTest::newRow("offset") << "2025-03-05T14:30:00+02:30"
                                << "2025-03-05T12:00:00.000Z";
        QTest::newRow("negative offset") << "2025-03-04T22:00:00-05:00"
                                         << "2025-03-05T03:00:00.000Z";
        QTest::newRow("leap day") << "2024-02-29T00:00:00Z"
                                  << "2024-02-29T00:00:00.000Z";
        QTest::newRow("before 1970") << "1969-12-31T23:59:59.250Z"
                                     << "1969-12-31T23:59:59.250Z";
        QTest::newRow("no leap day") << "2025-02-29T00:00:00Z"
                                     << "";
        QTest::newRow("no zone") << "2025-03-05T12:00:00"
                                 << "";
        QTest::newRow("date only") << "2025-03-05"
                                   << "";
        QTest::newRow("hour 24") << "2025-03-05T24:00:00Z"
                                 << "";
        QTest::newRow("empty fraction") << "2025-03-05T12:00:00.Z"
                                        << "";
        QTest::newRow("trailing text") << "2025-03-05T12:00:00Zx"
                                       << "";
        QTest::newRow("half an offset") << "2025-03-05T12:00:00+02"
                                        << "";
        QTest::newRow("words") << "yesterday"
                               << "";
        QTest::newRow("empty") << ""
                               << "";
    }
    void reads()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const Timestamp t = Timestamp::fromWire(text);
        QCOMPARE(t.isNull(), expected.isEmpty());
        if (!expected.isEmpty())
            QCOMPARE(t.toUtc().toString(Qt::ISODateWithMs), expected);
    }
    void writes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("no fraction") << "2025-03-05T12:00:00Z";
        QTest::newRow("micros") << "2025-03-05T12:00:00.217686Z";
        QTest::newRow("leading zeros") << "2025-03-05T12:00:00.000007Z";
        QTest::newRow("before 1970") << "1969-12-31T23:59:59.250000Z";
    }
    void writes()
    {
        QFETCH(QString, text);
        QCOMPARE(Timestamp::fromWire(text).toWire(), text);
    }
    void nullStaysNull() { QVERIFY(Timestamp().toWire().isNull()); }
};

QTEST_APPLESS_MAIN(TestTimestamp)
#include "tst_timestamp.moc"
