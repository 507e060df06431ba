// Time ranges of addresses: presets that stay relative, days of a zone, two moments in UTC.
#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "ui/timerange.h"

#include <QTest>

using namespace ui;

namespace {

QDateTime utc(const char *text)
{
    return QDateTime::fromString(QString::fromLatin1(text), Qt::ISODate);
}

} // namespace

class TestTimeRange : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void writes();
    void labels_data();
    void labels();
    void everyPresetIsUnderstood();
    void zones();
};

void TestTimeRange::reads_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QDateTime>("now");
    QTest::addColumn<QDateTime>("from");
    QTest::addColumn<QDateTime>("to");
    const QDateTime noon = utc("2026-01-08T12:00:00Z");
    const QDateTime open;
    const auto row = [](const char *name, const char *value, const char *zone, const QDateTime &now,
                        const QDateTime &from,
                        const QDateTime &to) { QTest::newRow(name) << value << zone << now << from << to; };
    row("an hour", "1h", "Europe/Berlin", noon, utc("2026-01-08T11:00:00Z"), open);
    row("a week", "7d", "Asia/Tokyo", noon, utc("2026-01-01T12:00:00Z"), open);
    row("today", "today", "UTC", noon, utc("2026-01-08T00:00:00Z"), open);
    row("today in Berlin", "today", "Europe/Berlin", noon, utc("2026-01-07T23:00:00Z"), open);
    row("it is tomorrow there", "today", "Asia/Tokyo", utc("2026-01-08T16:00:00Z"),
        utc("2026-01-08T15:00:00Z"), open);
    row("yesterday", "yesterday", "America/New_York", noon, utc("2026-01-07T05:00:00Z"),
        utc("2026-01-08T05:00:00Z"));
    row("a day of 23 hours", "yesterday", "Europe/Berlin", utc("2026-03-30T08:00:00Z"),
        utc("2026-03-28T23:00:00Z"), utc("2026-03-29T22:00:00Z"));
    row("a day that starts at one", "today", "America/Santiago", utc("2026-09-06T12:00:00Z"),
        utc("2026-09-06T04:00:00Z"), open);
    row("two moments", "2026-01-01T00:00:00Z..2026-01-02T06:30:00Z", "Asia/Tokyo", noon,
        utc("2026-01-01T00:00:00Z"), utc("2026-01-02T06:30:00Z"));
    row("from", "2026-01-01T00:00:00Z..", "UTC", noon, utc("2026-01-01T00:00:00Z"), open);
    row("until", "..2026-01-01T00:00:00Z", "UTC", noon, open, utc("2026-01-01T00:00:00Z"));
    for (const char *text : {"", "forever", "..", "x..y", "2026-01-02T00:00:00Z..2026-01-01T00:00:00Z",
                             "2026-01-01T00:00:00Z..2026-01-01T00:00:00Z", "2026-01-01..2026-01-02", "7D"})
        row(*text ? text : "nothing", text, "UTC", noon, open, open);
}

void TestTimeRange::reads()
{
    QFETCH(QString, value);
    QFETCH(QString, zone);
    QFETCH(QDateTime, now);
    QFETCH(QDateTime, from);
    QFETCH(QDateTime, to);
    const auto range = readTimeRange(value, now, QTimeZone(zone.toLatin1()));
    QCOMPARE(range.has_value(), from.isValid() || to.isValid());
    if (!range)
        return;
    QCOMPARE(range->from, from);
    QCOMPARE(range->to, to);
}

void TestTimeRange::writes()
{
    QCOMPARE(writeTimeRange({}), QString());
    const QTimeZone berlin("Europe/Berlin");
    const TimeRange range {QDateTime({2026, 7, 1}, {0, 0}, berlin), QDateTime({2026, 7, 2}, {0, 0}, berlin)};
    QCOMPARE(writeTimeRange(range), "2026-06-30T22:00:00Z..2026-07-01T22:00:00Z");
    for (const TimeRange &one : {range, TimeRange {range.from, {}}, TimeRange {{}, range.to}}) {
        const auto read = readTimeRange(writeTimeRange(one), utc("2026-01-08T12:00:00Z"), berlin);
        QVERIFY(read.has_value());
        QCOMPARE(read->from, one.from);
        QCOMPARE(read->to, one.to);
    }
}

void TestTimeRange::labels_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("label");
    QTest::newRow("preset") << "7d"
                            << "last 7 days";
    QTest::newRow("this year") << "2026-01-01T00:00:00Z..2026-01-02T06:30:00Z"
                               << "1 Jan 01:00 – 2 Jan 07:30";
    QTest::newRow("another year") << "2025-07-01T00:00:00Z.."
                                  << "from 1 Jul 2025 02:00";
    QTest::newRow("until") << "..2026-07-01T00:00:00Z"
                           << "until 1 Jul 02:00";
    QTest::newRow("not understood") << "whenever"
                                    << "whenever";
}

void TestTimeRange::labels()
{
    QFETCH(QString, value);
    QTEST(timeRangeLabel(value, utc("2026-01-08T12:00:00Z"), QTimeZone("Europe/Berlin")), "label");
}

void TestTimeRange::everyPresetIsUnderstood()
{
    for (const auto &[value, label] : timePresets()) {
        QVERIFY2(readTimeRange(value, utc("2026-01-08T12:00:00Z"), QTimeZone::utc()), qPrintable(value));
        QVERIFY(!label.isEmpty());
    }
}

void TestTimeRange::zones()
{
    const QDateTime winter = utc("2026-01-08T12:00:00Z");
    QCOMPARE(zoneLabel(QTimeZone("Europe/Berlin"), winter), "Europe/Berlin, UTC+1");
    QCOMPARE(zoneLabel(QTimeZone("Asia/Kolkata"), winter), "Asia/Kolkata, UTC+5:30");
    QCOMPARE(zoneLabel(QTimeZone("America/New_York"), winter), "America/New_York, UTC−5");
    QCOMPARE(zoneLabel(QTimeZone("UTC"), winter), "UTC");
}

QTEST_GUILESS_MAIN(TestTimeRange)
#include "tst_timerange.moc"
