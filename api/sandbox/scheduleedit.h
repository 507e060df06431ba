// What a caller sets of a schedule: in E49 and X07 of a new one, in E50 of those that are there (behaviour
// 13).
#pragma once

#include "api/sandbox/identify.h"
#include "api/sandbox/schedules.h"

namespace api::sandbox {

inline constexpr int mostRepeats = 100; // rules of one schedule

// A member is only there when the body holds it; null in the body clears.
struct ScheduleEdit
{
    std::optional<std::optional<RecipientSpec>> actor;
    std::optional<std::optional<RecipientSpec>> tenant;
    std::optional<QJsonObject> data;
    std::optional<QJsonArray> repeats; // of ScheduleRepeat, each field written out
    std::optional<Timestamp> scheduledAt, endingAt;

    // Names in `problems` what can't be used; `prefix` stands right before each field's name.
    static ScheduleEdit from(const QJsonObject &body, const QString &prefix, const Workflows &workflows,
                             Problems &problems);

    bool isTiming() const { return repeats || scheduledAt || endingAt; }
    bool knowsActor(Store &store) const; // false: a bare reference to nobody
    // Makes or changes the actor and the tenant. Names in `problems` the one that would grow too large.
    void identifyEnds(Store &store, const Workflows &workflows, Timestamp now, Problems &problems) const;
    void applyTo(StoredSchedule &schedule) const;
};

// The key of the workflow, which a new schedule can't be without.
QString readWorkflow(const QJsonObject &body, const QString &prefix, Problems &problems);

// A schedule has rules, or one moment to run at; else both are named in `problems`: for what a new one is
// made of, and for one that was there.
void checkTiming(const QJsonObject &body, const QString &prefix, Problems &problems);
void checkTiming(const StoredSchedule &schedule, Problems &problems);

} // namespace api::sandbox
