// When a schedule runs next (behaviour 13, shapes 7.1).
//
// Times of day, days and days of the month are local to `zone`. Where nothing is written down about a detail:
// - Every n-th period counts from the period (hour, day, week from Monday, month) that `start` lies in, or
// `anchor`
//   without a start. Hours are counted on the local clock.
// - `days` leaves only these weekdays of hourly and daily rules. A weekly rule without days has the weekday,
// a
//   monthly one without `day_of_month` the day, of `start` or `anchor`. A day past the month's end is its
//   last. Hourly rules ignore `hours`, monthly ones `days`.
// - A local time that a clock change skips happens at the first instant after the gap; one that comes twice
// happens
//   the first time only.
// - The start is no occurrence by itself: the first one is the first that matches a rule at or after it.
#pragma once

#include "api/schema/schedule.h"

#include <QJsonObject>
#include <QList>
#include <QTimeZone>
#include <optional>

namespace api {

struct RepeatRule
{
    Frequency frequency = Frequency::Unknown; // Unknown: never occurs
    int interval = 1; // every n-th period
    QList<int> days = {}; // 1 = Monday to 7, ascending, each once; empty: not restricted
    std::optional<int> dayOfMonth = {}; // 1 to 31
    int hours = 0; // 0 to 23
    int minutes = 0; // 0 to 59

    // What is absent, null or of a wrong kind has its default; problemsOfRepeats() tells what was wrong.
    static RepeatRule fromJson(const QJsonObject &json);
    QJsonObject toJson() const; // a ScheduleRepeat with every field, days as a list or null
    friend bool operator==(const RepeatRule &, const RepeatRule &) = default;
};

struct Recurrence
{
    QList<RepeatRule> rules; // empty: runs once, at `start`
    Timestamp start = {}; // scheduled_at, may be null
    Timestamp end = {}; // ending_at, may be null: nothing occurs after it
    QTimeZone zone = {}; // invalid: UTC
    Timestamp anchor = {}; // when it was created; nothing occurs before it
};

// The first occurrence strictly after `after`, of all rules the earliest; null when there is none. A null
// `after` is before everything. The cost does not depend on how far `after` is from the start.
Timestamp nextOccurrence(const Recurrence &r, Timestamp after);

// The zone of that IANA name, else Etc/UTC.
QTimeZone zoneNamed(const QString &ianaId);

struct RepeatProblem
{
    QString field; // "repeats[0].interval"
    QString message; // "must be at least 1"
    friend bool operator==(const RepeatProblem &, const RepeatProblem &) = default;
};
// What is wrong with a `repeats` value, each field once. Absent, null and an empty list are fine.
QList<RepeatProblem> problemsOfRepeats(const QJsonValue &repeats);

} // namespace api
