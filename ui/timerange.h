// A time range as an address says it: a preset that stays relative, or two moments in UTC. No widget.
#pragma once

#include <QDateTime>
#include <QList>
#include <QPair>
#include <QTimeZone>
#include <optional>

namespace ui {

struct TimeRange
{
    QDateTime from; // UTC, inclusive; invalid: open
    QDateTime to; // UTC, exclusive; invalid: open
    friend bool operator==(const TimeRange &, const TimeRange &) = default;
};

// 1h, 24h, today, yesterday, 7d, 30d, each with its label.
QList<QPair<QString, QString>> timePresets();
// Days begin at midnight in `zone`, hours and "7d" count back from `now`. nullopt: not understood, or its end
// is not behind its start.
std::optional<TimeRange> readTimeRange(const QString &value, const QDateTime &now, const QTimeZone &zone);
// "2026-01-01T00:00:00Z..2026-01-02T00:00:00Z"; a side that is open is left out. Empty when both are.
QString writeTimeRange(const TimeRange &range);
// "last 7 days", "1 Jan 10:00 – 3 Jan 12:30" in `zone`; the value itself when it is not understood.
QString timeRangeLabel(const QString &value, const QDateTime &now, const QTimeZone &zone);
// "Europe/Berlin, UTC+1": of the zone at that time.
QString zoneLabel(const QTimeZone &zone, const QDateTime &at);

} // namespace ui
