#include "api/rules/recurrence.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace api;

namespace {
QJsonArray list(const QByteArray &text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError || !document.isArray())
        qFatal("bad JSON in the test: %s", text.constData());
    return document.array();
}

QList<RepeatRule> rules(const QByteArray &text)
{
    QList<RepeatRule> out;
    for (const QJsonValue &rule : list(text))
        out += RepeatRule::fromJson(rule.toObject());
    return out;
}

// "2025-03-29T07:00" for the second, whole minutes: UTC.
Timestamp at(const QString &minute)
{
    return minute.isEmpty() ? Timestamp {} : Timestamp::fromWire(minute + ":00Z");
}

QString minuteOf(Timestamp t)
{
    return t.isNull() ? QStringLiteral("never") : t.toWire().left(16);
}
}

class TstRecurrence : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void zones();
    void occurs_data();
    void occurs();
    void isStrictlyAfter();
    void startsWithoutAnchor();
    void skipsADayOfTheCalendar();
    void endsWithTheCalendar();
    void costsTheSameAnywhere();
    void readsAndWrites();
    void findsProblems_data();
    void findsProblems();
};

// Without the zones' data every case below would quietly run in UTC.
void TstRecurrence::zones()
{
    for (const char *name : {"Europe/Oslo", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"})
        QCOMPARE(zoneNamed(name).id(), QByteArray(name));
    QCOMPARE(zoneNamed("Europe/Atlantis").id(), QByteArray("Etc/UTC"));
    QCOMPARE(zoneNamed({}).id(), QByteArray("Etc/UTC"));
}

// `expected`: the occurrences that follow each other after `after`, in UTC; "never" ends them.
void TstRecurrence::occurs_data()
{
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QByteArray>("repeats");
    QTest::addColumn<QString>("start");
    QTest::addColumn<QString>("end");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("expected");
    const auto add = [](const char *name, const char *zone, const char *repeats, const char *start,
                        const char *end, const char *after, const char *expected) {
        QTest::newRow(name) << QString(zone) << QByteArray(repeats) << QString(start) << QString(end)
                            << QString(after) << QString(expected);
    };
    // clang-format off

    // One-off.
    add("one-off to come", "Europe/Oslo", "[]", "2025-05-01T10:07", "", "2025-04-30T00:00", "2025-05-01T10:07 never");
    add("one-off, never asked before", "Europe/Oslo", "[]", "2025-05-01T10:07", "", "", "2025-05-01T10:07 never");
    add("one-off gone", "Europe/Oslo", "[]", "2025-05-01T10:07", "", "2025-05-01T10:07", "never");
    add("one-off at its end", "Europe/Oslo", "[]", "2025-05-01T10:07", "2025-05-01T10:07", "", "2025-05-01T10:07 never");
    add("one-off after its end", "Europe/Oslo", "[]", "2025-05-01T10:07", "2025-05-01T10:06", "", "never");
    add("one-off without a time", "Europe/Oslo", "[]", "", "", "2025-05-01T10:07", "never");

    // Daily over both clock changes. Oslo: 30 March 2025 02:00 -> 03:00 (01:00Z), 26 October 03:00 -> 02:00 (01:00Z).
    add("Oslo, into summer", "Europe/Oslo", R"([{"frequency":"daily","hours":9}])", "2025-03-01T00:00", "", "2025-03-28T12:00",
        "2025-03-29T08:00 2025-03-30T07:00 2025-03-31T07:00");
    add("Oslo, out of summer", "Europe/Oslo", R"([{"frequency":"daily","hours":9}])", "2025-03-01T00:00", "", "2025-10-24T12:00",
        "2025-10-25T07:00 2025-10-26T08:00 2025-10-27T08:00");
    add("Oslo, a time that is skipped", "Europe/Oslo", R"([{"frequency":"daily","hours":2,"minutes":30}])", "2025-03-01T00:00", "", "2025-03-28T12:00",
        "2025-03-29T01:30 2025-03-30T01:00 2025-03-31T00:30");
    add("Oslo, the first time that is skipped", "Europe/Oslo", R"([{"frequency":"daily","hours":2}])", "2025-03-01T00:00", "", "2025-03-29T12:00",
        "2025-03-30T01:00 2025-03-31T00:00");
    add("Oslo, the first time after the gap", "Europe/Oslo", R"([{"frequency":"daily","hours":3}])", "2025-03-01T00:00", "", "2025-03-29T12:00",
        "2025-03-30T01:00 2025-03-31T01:00");
    add("Oslo, a time that comes twice", "Europe/Oslo", R"([{"frequency":"daily","hours":2,"minutes":30}])", "2025-03-01T00:00", "", "2025-10-25T12:00",
        "2025-10-26T00:30 2025-10-27T01:30");
    add("Oslo, asked between the two", "Europe/Oslo", R"([{"frequency":"daily","hours":2,"minutes":30}])", "2025-03-01T00:00", "", "2025-10-26T01:10",
        "2025-10-27T01:30");
    // New York: 9 March 2025 02:00 -> 03:00 (07:00Z), 2 November 02:00 -> 01:00 (06:00Z).
    add("New York, into summer", "America/New_York", R"([{"frequency":"daily","hours":2,"minutes":15}])", "2025-01-01T00:00", "", "2025-03-08T00:00",
        "2025-03-08T07:15 2025-03-09T07:00 2025-03-10T06:15");
    add("New York, out of summer", "America/New_York", R"([{"frequency":"daily","hours":1,"minutes":15}])", "2025-01-01T00:00", "", "2025-11-01T00:00",
        "2025-11-01T05:15 2025-11-02T05:15 2025-11-03T06:15");
    add("New York, the day is the local one", "America/New_York", R"([{"frequency":"daily","hours":23}])", "2025-01-01T00:00", "", "2025-07-02T01:00",
        "2025-07-02T03:00 2025-07-03T03:00");
    // Lord Howe shifts by 30 minutes: 5 October 2025 02:00 -> 02:30 (15:30Z the day before), 6 April 02:00 -> 01:30 (15:00Z).
    add("Lord Howe, into summer", "Australia/Lord_Howe", R"([{"frequency":"daily","hours":2,"minutes":15}])", "2025-01-01T00:00", "", "2025-10-03T00:00",
        "2025-10-03T15:45 2025-10-04T15:30 2025-10-05T15:15");
    add("Lord Howe, out of summer", "Australia/Lord_Howe", R"([{"frequency":"daily","hours":1,"minutes":45}])", "2025-01-01T00:00", "", "2025-04-04T00:00",
        "2025-04-04T14:45 2025-04-05T14:45 2025-04-06T15:15");
    add("Kolkata never changes", "Asia/Kolkata", R"([{"frequency":"daily","hours":9}])", "2025-01-01T00:00", "", "2025-03-29T12:00",
        "2025-03-30T03:30 2025-03-31T03:30");
    add("no zone is UTC", "Europe/Atlantis", R"([{"frequency":"daily","hours":9}])", "2025-01-01T00:00", "", "2025-03-29T12:00",
        "2025-03-30T09:00");
    add("beyond the zone's table", "Europe/Oslo", R"([{"frequency":"daily","hours":2,"minutes":30}])", "2025-01-01T00:00", "", "2060-03-27T12:00",
        "2060-03-28T01:00 2060-03-29T00:30");

    // Daily with intervals and days. 2025-03-03 is a Monday.
    add("every third day, from the start's", "Asia/Kolkata", R"([{"frequency":"daily","interval":3,"hours":6}])", "2025-03-03T00:00", "", "2025-03-03T12:00",
        "2025-03-06T00:30 2025-03-09T00:30 2025-03-12T00:30");
    add("every third day, years later", "Asia/Kolkata", R"([{"frequency":"daily","interval":3,"hours":6}])", "2015-03-03T00:00", "", "2025-03-03T12:00",
        "2025-03-04T00:30 2025-03-07T00:30"); // 3,654 days, three times 1,218, lie between
    add("the start's day counts locally", "Asia/Kolkata", R"([{"frequency":"daily","interval":2,"hours":6}])", "2025-03-03T20:00", "", "",
        "2025-03-04T00:30 2025-03-06T00:30");
    add("the first may be at the start", "Europe/Oslo", R"([{"frequency":"daily","hours":9}])", "2025-01-10T08:00", "", "", "2025-01-10T08:00 2025-01-11T08:00");
    add("not before the start", "Europe/Oslo", R"([{"frequency":"daily","hours":9}])", "2025-01-10T08:01", "", "", "2025-01-11T08:00");
    add("a start in the future", "Europe/Oslo", R"([{"frequency":"daily","hours":9}])", "2030-01-10T07:00", "", "2025-01-01T00:00", "2030-01-10T08:00");
    add("working days", "Europe/Oslo", R"([{"frequency":"daily","days":"weekdays","hours":8}])", "2025-01-01T00:00", "", "2025-03-06T12:00",
        "2025-03-07T07:00 2025-03-10T07:00 2025-03-11T07:00");
    add("every second day, weekends only", "Asia/Kolkata", R"([{"frequency":"daily","interval":2,"days":"weekends"}])", "2025-03-02T18:30", "", "2025-03-03T00:00",
        "2025-03-08T18:30 2025-03-14T18:30 2025-03-22T18:30"); // 9 (Sun), 15 (Sat), 23 (Sun) March
    add("every seventh day, never a Sunday", "Asia/Kolkata", R"([{"frequency":"daily","interval":7,"days":["sun"]}])", "2025-03-03T00:00", "", "", "never");

    // Hourly.
    add("every hour", "Asia/Kolkata", R"([{"frequency":"hourly","minutes":15,"hours":7}])", "2025-03-03T00:00", "", "2025-03-03T10:00",
        "2025-03-03T10:45 2025-03-03T11:45");
    add("every sixth hour, over midnight", "America/New_York", R"([{"frequency":"hourly","interval":6}])", "2025-01-06T14:20", "", "2025-06-30T00:00",
        "2025-06-30T01:00 2025-06-30T07:00 2025-06-30T13:00"); // 9 o'clock, 15, 21, 3 local
    add("every hour, into summer", "Europe/Oslo", R"([{"frequency":"hourly"}])", "2025-01-01T00:00", "", "2025-03-29T23:30",
        "2025-03-30T00:00 2025-03-30T01:00 2025-03-30T02:00");
    add("every hour, out of summer", "Europe/Oslo", R"([{"frequency":"hourly"}])", "2025-01-01T00:00", "", "2025-10-25T23:30",
        "2025-10-26T00:00 2025-10-26T02:00"); // 02:00 once, then 03:00
    add("every hour at half past, into summer", "Europe/Oslo", R"([{"frequency":"hourly","minutes":30}])", "2025-01-01T00:00", "", "2025-03-29T23:40",
        "2025-03-30T00:30 2025-03-30T01:00 2025-03-30T01:30");
    add("hours of Mondays", "Asia/Kolkata", R"([{"frequency":"hourly","days":["mon"]}])", "2025-03-03T00:00", "", "2025-03-03T17:30",
        "2025-03-09T18:30 2025-03-09T19:30"); // after Monday 23:00 local comes next Monday 00:00
    add("every 24th hour is never a Sunday's midnight", "Asia/Kolkata", R"([{"frequency":"hourly","interval":168,"days":["sun"]}])", "2025-03-03T00:00", "", "", "never");
    add("every 25th hour, Sundays", "Asia/Kolkata", R"([{"frequency":"hourly","interval":25,"days":["sun"]}])", "2025-03-02T18:30", "", "2025-03-03T00:00",
        "2025-03-09T00:30"); // Monday 00:00 + 6 x 25 hours: Sunday 06:00

    // Weekly.
    add("the start's weekday", "Europe/Oslo", R"([{"frequency":"weekly","hours":10}])", "2025-03-05T00:00", "", "2025-03-05T09:00",
        "2025-03-12T09:00 2025-03-19T09:00");
    add("two days a week", "Europe/Oslo", R"([{"frequency":"weekly","days":["thu","mon"],"hours":10}])", "2025-03-01T00:00", "", "2025-03-03T09:00",
        "2025-03-06T09:00 2025-03-10T09:00");
    add("every other week", "Europe/Oslo", R"([{"frequency":"weekly","interval":2,"days":["mon","fri"],"hours":10}])", "2025-03-05T00:00", "", "",
        "2025-03-07T09:00 2025-03-17T09:00 2025-03-21T09:00 2025-03-31T08:00"); // the Wednesday's week counts, its Monday is gone
    add("every other week, years later", "Europe/Oslo", R"([{"frequency":"weekly","interval":2,"days":["mon"],"hours":10}])", "2015-03-02T00:00", "", "2025-03-04T00:00",
        "2025-03-17T09:00 2025-03-31T08:00"); // 522 weeks lie before 3 March 2025, 524 before the 17th
    add("a week begins on Monday", "Europe/Oslo", R"([{"frequency":"weekly","interval":2,"days":["sun","mon"]}])", "2025-03-09T00:00", "", "",
        "2025-03-16T23:00 2025-03-22T23:00"); // Sunday the 9th closed the first week, the 17th opens the third
    add("Sunday evening there, Monday in UTC", "America/New_York", R"([{"frequency":"weekly","days":["sun"],"hours":21}])", "2025-01-01T00:00", "", "2025-06-30T00:30",
        "2025-06-30T01:00 2025-07-07T01:00");

    // Monthly.
    add("the 31st is the last day", "Europe/Oslo", R"([{"frequency":"monthly","day_of_month":31,"hours":12}])", "2025-01-01T00:00", "", "2025-01-31T12:00",
        "2025-02-28T11:00 2025-03-31T10:00 2025-04-30T10:00 2025-05-31T10:00");
    add("leap day", "America/New_York", R"([{"frequency":"monthly","day_of_month":29,"hours":12}])", "2023-01-01T00:00", "", "2024-01-30T00:00",
        "2024-02-29T17:00 2024-03-29T16:00");
    add("no leap day", "America/New_York", R"([{"frequency":"monthly","day_of_month":29,"hours":12}])", "2023-01-01T00:00", "", "2025-01-30T00:00",
        "2025-02-28T17:00 2025-03-29T16:00");
    add("1900 and 2100 have none", "Asia/Kolkata", R"([{"frequency":"monthly","day_of_month":29,"hours":12}])", "2099-01-01T00:00", "", "2100-02-01T00:00",
        "2100-02-28T06:30");
    add("every twelfth month, on leap day", "Europe/Oslo", R"([{"frequency":"monthly","interval":12,"day_of_month":29,"hours":12}])", "2024-02-01T00:00", "", "",
        "2024-02-29T11:00 2025-02-28T11:00 2026-02-28T11:00 2027-02-28T11:00 2028-02-29T11:00");
    add("the start's day of the month, locally", "Asia/Kolkata", R"([{"frequency":"monthly","hours":1}])", "2025-01-30T20:00", "", "2025-02-01T00:00",
        "2025-02-27T19:30 2025-03-30T19:30"); // 31 January there: 28 February, 31 March
    add("every third month", "Europe/Oslo", R"([{"frequency":"monthly","interval":3,"day_of_month":1}])", "2025-01-15T00:00", "", "",
        "2025-03-31T22:00 2025-06-30T22:00 2025-09-30T22:00 2025-12-31T23:00"); // January's first is before the start
    add("months do not look at days", "Europe/Oslo", R"([{"frequency":"monthly","day_of_month":1,"days":["tue"]}])", "2025-01-15T00:00", "", "2025-05-15T00:00",
        "2025-05-31T22:00");
    add("a monthly time that is skipped", "America/New_York", R"([{"frequency":"monthly","day_of_month":9,"hours":2,"minutes":30}])", "2025-01-01T00:00", "", "2025-03-01T00:00",
        "2025-03-09T07:00 2025-04-09T06:30");

    // Several rules.
    add("the earliest of several", "Europe/Oslo",
        R"([{"frequency":"weekly","days":["fri"],"hours":16},{"frequency":"daily","hours":8},{"frequency":"monthly","day_of_month":7,"hours":12}])",
        "2025-01-01T00:00", "", "2025-03-06T12:00",
        "2025-03-07T07:00 2025-03-07T11:00 2025-03-07T15:00 2025-03-08T07:00");
    add("two rules at once run once", "Europe/Oslo", R"([{"frequency":"daily","hours":8},{"frequency":"weekly","days":["fri"],"hours":8}])",
        "2025-01-01T00:00", "", "2025-03-06T12:00", "2025-03-07T07:00 2025-03-08T07:00");
    add("a rule of tomorrow is passed over", "Europe/Oslo", R"([{"frequency":"yearly"},{"frequency":"daily","hours":8}])", "2025-01-01T00:00", "", "2025-03-06T12:00",
        "2025-03-07T07:00");
    add("only a rule of tomorrow", "Europe/Oslo", R"([{"frequency":"yearly"}])", "2025-01-01T00:00", "", "2025-03-06T12:00", "never");

    // Ending.
    add("the last at the end", "Europe/Oslo", R"([{"frequency":"daily","hours":9}])", "2025-01-10T00:00", "2025-01-12T08:00", "2025-01-10T12:00",
        "2025-01-11T08:00 2025-01-12T08:00 never");
    add("the end just before", "Europe/Oslo", R"([{"frequency":"daily","hours":9}])", "2025-01-10T00:00", "2025-01-12T07:59", "2025-01-10T12:00",
        "2025-01-11T08:00 never");
    add("the end before the start", "Europe/Oslo", R"([{"frequency":"daily","hours":9}])", "2025-01-10T00:00", "2025-01-09T00:00", "", "never");
    // clang-format on
}

void TstRecurrence::occurs()
{
    QFETCH(QString, zone);
    QFETCH(QByteArray, repeats);
    QFETCH(QString, start);
    QFETCH(QString, end);
    QFETCH(QString, after);
    QFETCH(QString, expected);
    const Recurrence r {.rules = rules(repeats), .start = at(start), .end = at(end), .zone = zoneNamed(zone)};
    QStringList got;
    Timestamp last = at(after);
    for (qsizetype i = 0; i <= expected.count(u' '); ++i) {
        last = nextOccurrence(r, last);
        got += minuteOf(last);
    }
    QCOMPARE(got.join(u' '), expected);
}

// A microsecond decides.
void TstRecurrence::isStrictlyAfter()
{
    const Recurrence r {.rules = rules(R"([{"frequency":"daily","hours":9}])"),
                        .start = at("2025-01-01T00:00"),
                        .zone = zoneNamed("Asia/Kolkata")};
    const Timestamp first = at("2025-01-05T03:30");
    QCOMPARE(minuteOf(nextOccurrence(r, {first.us - 1})), QString("2025-01-05T03:30"));
    QCOMPARE(minuteOf(nextOccurrence(r, first)), QString("2025-01-06T03:30"));
    QCOMPARE(minuteOf(nextOccurrence(r, {first.us + 1})), QString("2025-01-06T03:30"));
    // Asked for the first instant after a gap, when the local clock is already past what was skipped.
    const Recurrence hourly {.rules = rules(R"([{"frequency":"hourly","minutes":30}])"),
                             .start = at("2025-01-01T00:00"),
                             .zone = zoneNamed("Europe/Oslo")};
    const Timestamp afterGap = at("2025-03-30T01:00");
    QCOMPARE(minuteOf(nextOccurrence(hourly, {afterGap.us - 1})), QString("2025-03-30T01:00"));
    QCOMPARE(minuteOf(nextOccurrence(hourly, afterGap)), QString("2025-03-30T01:30"));
}

void TstRecurrence::startsWithoutAnchor()
{
    Recurrence r {.rules = rules(R"([{"frequency":"daily","interval":3,"hours":9}])"),
                  .zone = zoneNamed("Europe/Oslo")};
    QCOMPARE(minuteOf(nextOccurrence(r, {})), QString("never"));
    QCOMPARE(minuteOf(nextOccurrence(r, at("2025-01-02T12:00"))), QString("2025-01-05T08:00"));
    r.anchor = at("2025-01-01T12:00");
    QCOMPARE(minuteOf(nextOccurrence(r, {})),
             QString("2025-01-04T08:00")); // the first of January's 9 is gone
    QCOMPARE(minuteOf(nextOccurrence(r, at("2025-01-05T12:00"))), QString("2025-01-07T08:00"));
    r.start = at("2024-12-31T12:00"); // counted from, but nothing is caught up
    QCOMPARE(minuteOf(nextOccurrence(r, {})), QString("2025-01-03T08:00"));
}

// Samoa had no 30 December 2011: it went from 10:00Z, the end of the 29th, to the 31st.
void TstRecurrence::skipsADayOfTheCalendar()
{
    const Recurrence r {.rules = rules(R"([{"frequency":"daily","hours":12}])"),
                        .start = at("2011-12-01T00:00"),
                        .zone = zoneNamed("Pacific/Apia")};
    QCOMPARE(minuteOf(nextOccurrence(r, at("2011-12-29T12:00"))), QString("2011-12-29T22:00"));
    QCOMPARE(minuteOf(nextOccurrence(r, at("2011-12-29T22:00"))), QString("2011-12-30T10:00"));
    QCOMPARE(minuteOf(nextOccurrence(r, {at("2011-12-30T10:00").us - 1})), QString("2011-12-30T10:00"));
    QCOMPARE(minuteOf(nextOccurrence(r, at("2011-12-30T10:00"))), QString("2011-12-30T22:00"));
}

void TstRecurrence::endsWithTheCalendar()
{
    for (const char *frequency : {"hourly", "daily", "weekly", "monthly"}) {
        Recurrence r {.rules = {RepeatRule {.frequency = fromWire<Frequency>(QString(frequency)),
                                            .interval = std::numeric_limits<int>::max(),
                                            .hours = 9}},
                      .start = at("2025-01-01T08:30"),
                      .zone = zoneNamed("Europe/Oslo")};
        QCOMPARE(minuteOf(nextOccurrence(r, at("2025-01-01T09:00"))), QString("never"));
        r.rules.first().interval = 1;
        QCOMPARE(minuteOf(nextOccurrence(r, at("9999-12-31T23:59"))), QString("never"));
    }
}

// A day and a hundred years after the start: an hourly rule stepped through would take 876,000 steps more.
void TstRecurrence::costsTheSameAnywhere()
{
    const Recurrence r {.rules = rules(R"([{"frequency":"hourly","interval":5}])"),
                        .start = at("1975-01-01T00:00"),
                        .zone = zoneNamed("Europe/Oslo")};
    const auto cost = [&r](const QString &from) {
        const Timestamp after = at(from);
        qint64 best = std::numeric_limits<qint64>::max();
        for (int i = 0; i < 20; ++i) {
            QElapsedTimer timer;
            timer.start();
            if (nextOccurrence(r, {after.us + i}).isNull())
                qFatal("the rule has no end");
            best = std::min(best, timer.nsecsElapsed());
        }
        return best;
    };
    const qint64 near = cost("1975-01-02T00:00"), far = cost("2075-01-02T00:00");
    QVERIFY2(far < 100 * near, qPrintable(QStringLiteral("%1 ns, then %2 ns").arg(near).arg(far)));
}

void TstRecurrence::readsAndWrites()
{
    const QJsonObject sent
        = list(R"([{"frequency":"weekly","days":"weekdays","interval":2,"hours":8}])").first().toObject();
    const RepeatRule rule = RepeatRule::fromJson(sent);
    const QJsonObject expected = list(R"([{"__typename":"ScheduleRepeat","frequency":"weekly","interval":2,
                    "days":["mon","tue","wed","thu","fri"],"day_of_month":null,"hours":8,"minutes":0}])")
                                     .first()
                                     .toObject();
    QCOMPARE(rule.toJson(), expected);
    QCOMPARE(RepeatRule::fromJson(rule.toJson()), rule);

    const RepeatRule plain = RepeatRule::fromJson(list(R"([{"frequency":"monthly","day_of_month":31,
        "days":null,"interval":null}])")
                                                      .first()
                                                      .toObject());
    QCOMPARE(plain.interval, 1);
    QCOMPARE(plain.dayOfMonth, std::optional(31));
    QVERIFY(plain.toJson().value("days").isNull());
    QCOMPARE(
        RepeatRule::fromJson(list(R"([{"frequency":"daily","days":["sun","mon","sun"]}])").first().toObject())
            .days,
        (QList<int> {1, 7}));
}

void TstRecurrence::findsProblems_data()
{
    QTest::addColumn<QByteArray>("repeats"); // inside a list
    QTest::addColumn<QString>("fields");
    const auto add = [](const char *name, const char *repeats, const char *fields) {
        QTest::newRow(name) << QByteArray(repeats) << QString(fields);
    };
    add("null", "null", "");
    add("none", "[]", "");
    add("text", R"("daily")", "repeats");
    add("an object", R"({"frequency":"daily"})", "repeats");
    add("not an object inside", R"([7])", "repeats[0]");
    add("the least", R"([{"frequency":"daily"}])", "");
    add("all",
        R"([{"__typename":"ScheduleRepeat","frequency":"monthly","interval":1,"days":null,"day_of_month":31,
                   "hours":23,"minutes":59}])",
        "");
    add("all null",
        R"([{"frequency":"hourly","interval":null,"days":null,"day_of_month":null,"hours":null,"minutes":null}])",
        "");
    add("zeros", R"([{"frequency":"weekly","days":["sun"],"hours":0,"minutes":0}])", "");
    add("no frequency", R"([{}])", "repeats[0].frequency");
    add("another frequency", R"([{"frequency":"yearly"}])", "repeats[0].frequency");
    add("a frequency of the wrong kind", R"([{"frequency":1}])", "repeats[0].frequency");
    add("weekdays", R"([{"frequency":"daily","days":"weekdays"},{"frequency":"weekly","days":"weekends"}])",
        "");
    add("another word", R"([{"frequency":"daily","days":"mon"}])", "repeats[0].days");
    add("another day", R"([{"frequency":"daily","days":["mon","monday"]}])", "repeats[0].days");
    add("days as numbers", R"([{"frequency":"daily","days":[1]}])", "repeats[0].days");
    add("a word in the list", R"([{"frequency":"daily","days":["weekdays"]}])", "repeats[0].days");
    add("no interval", R"([{"frequency":"daily","interval":0}])", "repeats[0].interval");
    add("half an interval", R"([{"frequency":"daily","interval":1.5}])", "repeats[0].interval");
    add("a huge interval", R"([{"frequency":"daily","interval":2147483648}])", "repeats[0].interval");
    add("an interval as text", R"([{"frequency":"daily","interval":"2"}])", "repeats[0].interval");
    add("hour 24", R"([{"frequency":"daily","hours":24}])", "repeats[0].hours");
    add("hour -1", R"([{"frequency":"daily","hours":-1}])", "repeats[0].hours");
    add("minute 60", R"([{"frequency":"daily","minutes":60}])", "repeats[0].minutes");
    add("any minute", R"([{"frequency":"daily","minutes":7}])", "");
    add("day 0", R"([{"frequency":"monthly","day_of_month":0}])", "repeats[0].day_of_month");
    add("day 32", R"([{"frequency":"monthly","day_of_month":32}])", "repeats[0].day_of_month");
    add("all of them, in the second",
        R"([{"frequency":"daily"},{"frequency":"x","days":3,"interval":-1,"day_of_month":true,"hours":[],"minutes":{}}])",
        "repeats[1].frequency repeats[1].days repeats[1].interval repeats[1].day_of_month repeats[1].hours "
        "repeats[1].minutes");
}

void TstRecurrence::findsProblems()
{
    QFETCH(QByteArray, repeats);
    QStringList fields;
    for (const RepeatProblem &problem : problemsOfRepeats(list('[' + repeats + ']').first())) {
        QVERIFY(!problem.message.isEmpty());
        fields += problem.field;
    }
    QTEST(fields.join(u' '), "fields");
}

QTEST_APPLESS_MAIN(TstRecurrence)
#include "tst_recurrence.moc"
