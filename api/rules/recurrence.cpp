#include "api/rules/recurrence.h"

#include <algorithm>

namespace api {
namespace {

constexpr qint64 secondsOfDay = 86400;
constexpr qint64 epochJulianDay = 2440588;
constexpr qint64 lastDay
    = 2932895; // 9999-12-30: later ones may have no place in a timestamp's four-digit year
constexpr qint64 longestGap = 26 * 3600; // clocks skipped a whole day where the date line moved

qint64 floorDiv(qint64 a, qint64 b)
{
    return a >= 0 ? a / b : -((-a + b - 1) / b);
}

QDate dateOf(qint64 day) // days since 1970-01-01
{
    return QDate::fromJulianDay(epochJulianDay + day);
}

int weekdayOf(qint64 day) // 1970-01-01 was a Thursday
{
    return int(((day + 3) % 7 + 7) % 7) + 1;
}

qint64 weekOf(qint64 day)
{
    return floorDiv(day + 3, 7);
}

qint64 monthOf(qint64 day)
{
    const QDate date = dateOf(day);
    return qint64(date.year()) * 12 + date.month() - 1;
}

// The clock on the wall of one zone.
class WallClock
{
public:
    explicit WallClock(const QTimeZone &zone)
        : m_zone(zone.isValid() ? zone : QTimeZone::utc())
    {
    }

    // Seconds of the local clock since its 1970-01-01T00:00.
    qint64 localSeconds(Timestamp t) const
    {
        const qint64 utc = floorDiv(t.us, 1'000'000);
        return utc + offsetAt(utc);
    }

    // The first instant at which the clock shows this, or passes over it.
    Timestamp instantOf(qint64 local) const
    {
        const qint64 before = offsetAt(local - secondsOfDay), after = offsetAt(local + secondsOfDay);
        // The larger offset belongs to the earlier instant.
        for (const qint64 offset : {std::max(before, after), std::min(before, after)}) {
            if (offsetAt(local - offset) == offset)
                return fromSeconds(local - offset);
        }
        const auto change = m_zone.nextTransition(atSeconds(local - std::max(before, after)));
        return change.atUtc.isValid() ? Timestamp::fromDateTime(change.atUtc) : fromSeconds(local - after);
    }

private:
    static Timestamp fromSeconds(qint64 s) { return {s * 1'000'000}; }
    static QDateTime atSeconds(qint64 s) { return fromSeconds(s).toUtc(); }
    qint64 offsetAt(qint64 utc) const { return m_zone.offsetFromUtc(atSeconds(utc)); }

    QTimeZone m_zone;
};

// Walks one rule's local times in ascending order, beginning shortly before the instant asked for.
class RuleWalk
{
public:
    RuleWalk(const RepeatRule &rule, const WallClock &clock, Timestamp origin, Timestamp least)
        : m_rule(rule)
        , m_clock(clock)
        , m_origin(clock.localSeconds(origin))
        , m_least(least)
        , m_from(clock.localSeconds(least) - longestGap)
    {
    }

    Timestamp first()
    {
        switch (m_rule.frequency) {
        case Frequency::Hourly:
            return firstHour();
        case Frequency::Daily:
            return firstDay();
        case Frequency::Weekly:
            return firstWeek();
        case Frequency::Monthly:
            return firstMonth();
        case Frequency::Unknown:
            break;
        }
        return {};
    }

private:
    // The first period at or after `from` that is a whole number of intervals after `origin`, and not before
    // it.
    qint64 aligned(qint64 origin, qint64 from) const
    {
        const qint64 interval = std::max(1, m_rule.interval);
        return origin + std::max<qint64>(0, -floorDiv(origin - from, interval)) * interval;
    }
    qint64 step() const { return std::max(1, m_rule.interval); }
    bool allows(qint64 day) const { return m_rule.days.isEmpty() || m_rule.days.contains(weekdayOf(day)); }

    Timestamp tried(qint64 day, qint64 hour) const
    {
        if (day > lastDay)
            return {};
        const Timestamp t = m_clock.instantOf(day * secondsOfDay + hour * 3600 + m_rule.minutes * 60);
        return t >= m_least ? t : Timestamp {};
    }

    // 168 hours a week: after as many steps the weekdays come round, so what has not matched by then never
    // will. The rest are the hours of the longest gap, which are walked before the instant asked for.
    Timestamp firstHour() const
    {
        qint64 hour = aligned(floorDiv(m_origin, 3600), floorDiv(m_from, 3600));
        for (int i = 0; i < 168 + 28; ++i, hour += step()) {
            const qint64 day = floorDiv(hour, 24);
            if (!allows(day))
                continue;
            if (const Timestamp t = tried(day, hour - day * 24); !t.isNull())
                return t;
        }
        return {};
    }

    Timestamp firstDay() const
    {
        qint64 day = aligned(floorDiv(m_origin, secondsOfDay), floorDiv(m_from, secondsOfDay));
        for (int i = 0; i < 7 + 3; ++i, day += step()) {
            if (!allows(day))
                continue;
            if (const Timestamp t = tried(day, m_rule.hours); !t.isNull())
                return t;
        }
        return {};
    }

    Timestamp firstWeek() const
    {
        const qint64 originDay = floorDiv(m_origin, secondsOfDay);
        const QList<int> days = m_rule.days.isEmpty() ? QList<int> {weekdayOf(originDay)} : m_rule.days;
        qint64 week = aligned(weekOf(originDay), weekOf(floorDiv(m_from, secondsOfDay)));
        for (int i = 0; i < 3; ++i, week += step()) {
            for (const int weekday : days) {
                const qint64 day = week * 7 - 3 + weekday - 1;
                if (const Timestamp t = tried(day, m_rule.hours); !t.isNull())
                    return t;
            }
        }
        return {};
    }

    Timestamp firstMonth() const
    {
        const qint64 originDay = floorDiv(m_origin, secondsOfDay);
        const int wanted = m_rule.dayOfMonth.value_or(dateOf(originDay).day());
        qint64 month = aligned(monthOf(originDay), monthOf(floorDiv(m_from, secondsOfDay)));
        for (int i = 0; i < 3 && month < 10000 * 12; ++i, month += step()) {
            const QDate first(int(month / 12), int(month % 12) + 1, 1);
            const qint64 day
                = first.toJulianDay() - epochJulianDay + std::min(wanted, first.daysInMonth()) - 1;
            if (const Timestamp t = tried(day, m_rule.hours); !t.isNull())
                return t;
        }
        return {};
    }

    const RepeatRule &m_rule;
    const WallClock &m_clock;
    const qint64 m_origin; // local seconds; the period it lies in counts as the first
    const Timestamp m_least;
    const qint64 m_from; // local seconds; before it nothing can match
};

// The later of two, either of which may be null.
Timestamp later(Timestamp a, Timestamp b)
{
    return std::max(a, b); // null is the least of all
}

} // namespace

Timestamp nextOccurrence(const Recurrence &r, Timestamp after)
{
    const auto kept = [&r](Timestamp t) { return !r.end.isNull() && t > r.end ? Timestamp {} : t; };
    if (r.rules.isEmpty())
        return r.start > after ? kept(r.start) : Timestamp {};

    const Timestamp origin = !r.start.isNull() ? r.start : !r.anchor.isNull() ? r.anchor : after;
    if (origin.isNull())
        return {};
    const Timestamp least
        = later(later(r.start, r.anchor), after.isNull() ? after : Timestamp {after.us + 1});
    const WallClock clock(r.zone);
    Timestamp earliest;
    for (const RepeatRule &rule : r.rules) {
        const Timestamp t = RuleWalk(rule, clock, origin, least).first();
        if (!t.isNull() && (earliest.isNull() || t < earliest))
            earliest = t;
    }
    return earliest.isNull() ? earliest : kept(earliest);
}

QTimeZone zoneNamed(const QString &ianaId)
{
    // An empty id would be this machine's zone.
    const QTimeZone zone = ianaId.isEmpty() ? QTimeZone() : QTimeZone(ianaId.toUtf8());
    return zone.isValid() ? zone : QTimeZone("Etc/UTC");
}

} // namespace api
