#include "ui/timerange.h"

#include "api/schema/timestamp.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

struct TimeRangeText
{
    Q_DECLARE_TR_FUNCTIONS(TimeRange)
};

struct Preset
{
    const char *value;
    const char *label;
    int hours; // back from now; 0: whole days
    int day; // 0: today, 1: yesterday
};
constexpr Preset presets[] = {{"1h", QT_TRANSLATE_NOOP("TimeRange", "last hour"), 1, 0},
                              {"24h", QT_TRANSLATE_NOOP("TimeRange", "last 24 hours"), 24, 0},
                              {"today", QT_TRANSLATE_NOOP("TimeRange", "today"), 0, 0},
                              {"yesterday", QT_TRANSLATE_NOOP("TimeRange", "yesterday"), 0, 1},
                              {"7d", QT_TRANSLATE_NOOP("TimeRange", "last 7 days"), 7 * 24, 0},
                              {"30d", QT_TRANSLATE_NOOP("TimeRange", "last 30 days"), 30 * 24, 0}};

const Preset *presetOf(const QString &value)
{
    for (const Preset &preset : presets) {
        if (value == QLatin1StringView(preset.value))
            return &preset;
    }
    return nullptr;
}

TimeRange rangeOf(const Preset &preset, const QDateTime &now, const QTimeZone &zone)
{
    if (preset.hours > 0)
        return {now.toUTC().addSecs(-qint64(preset.hours) * 3600), {}};
    const QDate today = now.toTimeZone(zone).date();
    // A day starts when the zone says: where clocks go forward at midnight, that is at one.
    const QDateTime from = today.addDays(-preset.day).startOfDay(zone).toUTC();
    return {from, preset.day > 0 ? today.startOfDay(zone).toUTC() : QDateTime()};
}

QString momentLabel(const QDateTime &moment, const QDateTime &now, const QTimeZone &zone)
{
    const QDateTime there = moment.toTimeZone(zone);
    const bool sameYear = there.date().year() == now.toTimeZone(zone).date().year();
    return QLocale().toString(there, sameYear ? u"d MMM HH:mm"_s : u"d MMM yyyy HH:mm"_s);
}

} // namespace

QList<QPair<QString, QString>> timePresets()
{
    QList<QPair<QString, QString>> all;
    for (const Preset &preset : presets)
        all.append({QString::fromLatin1(preset.value), TimeRangeText::tr(preset.label)});
    return all;
}

std::optional<TimeRange> readTimeRange(const QString &value, const QDateTime &now, const QTimeZone &zone)
{
    if (const Preset *preset = presetOf(value))
        return rangeOf(*preset, now, zone);
    const qsizetype dots = value.indexOf(".."_L1);
    if (dots < 0)
        return std::nullopt;
    const QString from = value.first(dots), to = value.mid(dots + 2);
    const TimeRange range {api::Timestamp::fromWire(from).toUtc(), api::Timestamp::fromWire(to).toUtc()};
    const bool isRead = range.from.isValid() != from.isEmpty() && range.to.isValid() != to.isEmpty();
    const bool isEmpty = !range.from.isValid() && !range.to.isValid();
    const bool isBackwards = range.from.isValid() && range.to.isValid() && range.from >= range.to;
    return isRead && !isEmpty && !isBackwards ? std::optional(range) : std::nullopt;
}

QString writeTimeRange(const TimeRange &range)
{
    if (!range.from.isValid() && !range.to.isValid())
        return {};
    const auto wire = [](const QDateTime &moment) {
        return moment.isValid() ? api::Timestamp::fromDateTime(moment).toWire() : QString();
    };
    return wire(range.from) + ".."_L1 + wire(range.to);
}

QString timeRangeLabel(const QString &value, const QDateTime &now, const QTimeZone &zone)
{
    if (const Preset *preset = presetOf(value))
        return TimeRangeText::tr(preset->label);
    const auto range = readTimeRange(value, now, zone);
    if (!range)
        return value;
    if (!range->to.isValid())
        return TimeRangeText::tr("from %1").arg(momentLabel(range->from, now, zone));
    if (!range->from.isValid())
        return TimeRangeText::tr("until %1").arg(momentLabel(range->to, now, zone));
    return TimeRangeText::tr("%1 – %2").arg(momentLabel(range->from, now, zone),
                                            momentLabel(range->to, now, zone));
}

QString zoneLabel(const QTimeZone &zone, const QDateTime &at)
{
    const int minutes = zone.offsetFromUtc(at) / 60;
    QString offset;
    if (minutes != 0) {
        offset = (minutes < 0 ? u"−"_s : u"+"_s) + QString::number(std::abs(minutes) / 60);
        if (minutes % 60 != 0)
            offset += u':' + QString::number(std::abs(minutes) % 60).rightJustified(2, u'0');
    }
    const QString id = QString::fromLatin1(zone.id());
    return id == "UTC"_L1 ? id : TimeRangeText::tr("%1, UTC%2").arg(id, offset);
}

} // namespace ui
