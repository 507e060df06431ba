// Workflows that run by the calendar (shapes 7, behaviour 13; E46 to E51).
#pragma once

#include "api/schema/bulk.h"
#include "api/schema/page.h"
#include "api/schema/recipient.h"

namespace api {

enum class Frequency : quint8 { Unknown, Hourly, Daily, Weekly, Monthly };
template <>
inline constexpr auto wireNames<Frequency> = std::array<std::string_view, 5> {"", "hourly", "daily", "weekly",
                                                                              "monthly"};

// One rule; a schedule runs at the earliest time of all its rules. Hours and minutes are local to the
// recipient.
struct ScheduleRepeat
{
    Open<Frequency> frequency;
    std::optional<int> interval; // every n-th period; 1 when absent
    std::optional<int> dayOfMonth; // 1 to 31, past the month's end its last day
    std::optional<QStringList> days; // mon to sun
    std::optional<int> hours; // 0 to 23
    std::optional<int> minutes; // 0 to 59
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"frequency", &ScheduleRepeat::frequency}.required(),
        Field {"interval", &ScheduleRepeat::interval},
        Field {"day_of_month", &ScheduleRepeat::dayOfMonth},
        Field {"days", &ScheduleRepeat::days},
        Field {"hours", &ScheduleRepeat::hours},
        Field {"minutes", &ScheduleRepeat::minutes}};
    // clang-format on
};

struct Schedule
{
    static constexpr const char *context = "Schedule";
    QString id;
    Recipient recipient;
    Recipient actor;
    QString workflow;
    QString tenant;
    QJsonObject data;
    QList<ScheduleRepeat> repeats; // empty: runs once
    Timestamp lastOccurrenceAt;
    Timestamp nextOccurrenceAt; // null when it won't run again
    Timestamp insertedAt, updatedAt;
    QJsonObject raw;

    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"recipient", &Schedule::recipient, QT_TRANSLATE_NOOP("Schedule", "Recipient")}.required(),
        Field {"workflow", &Schedule::workflow, QT_TRANSLATE_NOOP("Schedule", "Workflow")}.required(),
        Field {"next_occurrence_at", &Schedule::nextOccurrenceAt, QT_TRANSLATE_NOOP("Schedule", "Next")},
        Field {"last_occurrence_at", &Schedule::lastOccurrenceAt, QT_TRANSLATE_NOOP("Schedule", "Last")},
        Field {"tenant", &Schedule::tenant, QT_TRANSLATE_NOOP("Schedule", "Tenant")},
        Field {"actor", &Schedule::actor},
        Field {"data", &Schedule::data},
        Field {"repeats", &Schedule::repeats},
        Field {"id", &Schedule::id, QT_TRANSLATE_NOOP("Schedule", "Id")}.required(),
        Field {"inserted_at", &Schedule::insertedAt},
        Field {"updated_at", &Schedule::updatedAt}};
    // clang-format on
};

struct ScheduleQuery : PageQuery // E46; the workflow must be given
{
    QString workflow;
    QList<Recipient> recipients;
    QString tenant;
    // clang-format off
    static constexpr auto fields = std::tuple_cat(PageQuery::fields, std::tuple {
        Field {"workflow", &ScheduleQuery::workflow},
        Field {"recipients[]", &ScheduleQuery::recipients},
        Field {"tenant", &ScheduleQuery::tenant}});
    // clang-format on
};

struct OwnScheduleQuery : PageQuery // E47, E48
{
    QString workflow;
    QString tenant;
    // clang-format off
    static constexpr auto fields = std::tuple_cat(PageQuery::fields, std::tuple {
        Field {"workflow", &OwnScheduleQuery::workflow},
        Field {"tenant", &OwnScheduleQuery::tenant}});
    // clang-format on
};

// What of a schedule may be set. An absent member stays as it is, null clears it.
struct SchedulePlan
{
    std::optional<QJsonValue> actor; // an id, {id, collection}, or a definition
    std::optional<QJsonValue> tenant; // an id or a definition
    std::optional<QJsonValue> data; // an object
    std::optional<QJsonValue> repeats; // a list of ScheduleRepeat
    std::optional<QJsonValue> scheduledAt; // when it starts; of one that runs once, when it runs
    std::optional<QJsonValue> endingAt; // it does not run after that
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"actor", &SchedulePlan::actor},
        Field {"tenant", &SchedulePlan::tenant},
        Field {"data", &SchedulePlan::data},
        Field {"repeats", &SchedulePlan::repeats},
        Field {"scheduled_at", &SchedulePlan::scheduledAt},
        Field {"ending_at", &SchedulePlan::endingAt}};
    // clang-format on
};

struct SchedulesToCreate : SchedulePlan // E49, at most 100 recipients: one schedule for each
{
    QString workflow;
    QJsonArray recipients;
    // clang-format off
    static constexpr auto fields = std::tuple_cat(std::tuple {
        Field {"recipients", &SchedulesToCreate::recipients},
        Field {"workflow", &SchedulesToCreate::workflow}}, SchedulePlan::fields);
    // clang-format on
};

struct SchedulesToUpdate : SchedulePlan // E50, at most 100 ids: the same values for all
{
    QStringList scheduleIds;
    // clang-format off
    static constexpr auto fields = std::tuple_cat(std::tuple {
        Field {"schedule_ids", &SchedulesToUpdate::scheduleIds}}, SchedulePlan::fields);
    // clang-format on
};

struct ScheduleIds // E51, at most 100
{
    QStringList scheduleIds;
    static constexpr auto fields = std::tuple {Field {"schedule_ids", &ScheduleIds::scheduleIds}};
};

struct BulkSchedules // at most 1,000, each with a recipient of its own
{
    QList<QJsonObject> schedules;
    static constexpr auto fields = std::tuple {Field {"schedules", &BulkSchedules::schedules}};
};

namespace schedules {
inline constexpr Endpoint<Page<Schedule>, ScheduleQuery> list {{.number = "E46",
                                                                .name = "schedules.list",
                                                                .verb = Verb::Get,
                                                                .path = "/v1/schedules",
                                                                .tier = Tier::Four}};
inline constexpr Endpoint<Page<Schedule>, QString, OwnScheduleQuery> ofUser {
    {.number = "E47",
     .name = "users.schedules",
     .verb = Verb::Get,
     .path = "/v1/users/%1/schedules",
     .tier = Tier::Four}};
inline constexpr Endpoint<Page<Schedule>, QString, QString, OwnScheduleQuery> ofObject {
    {.number = "E48",
     .name = "objects.schedules",
     .verb = Verb::Get,
     .path = "/v1/objects/%1/%2/schedules",
     .tier = Tier::Four}};
inline constexpr Endpoint<Page<Schedule>, SchedulesToCreate> create {{.number = "E49",
                                                                      .name = "schedules.create",
                                                                      .verb = Verb::Post,
                                                                      .path = "/v1/schedules",
                                                                      .tier = Tier::Three,
                                                                      .repeat = Repeat::Never}};
inline constexpr Endpoint<Page<Schedule>, SchedulesToUpdate> update {{.number = "E50",
                                                                      .name = "schedules.update",
                                                                      .verb = Verb::Put,
                                                                      .path = "/v1/schedules",
                                                                      .tier = Tier::Three}};
inline constexpr Endpoint<Page<Schedule>, ScheduleIds> remove {{.number = "E51",
                                                                .name = "schedules.delete",
                                                                .verb = Verb::Delete,
                                                                .path = "/v1/schedules",
                                                                .tier = Tier::Three}};
inline constexpr Endpoint<BulkOperation, BulkSchedules> bulkCreate {{.number = "X07",
                                                                     .name = "schedules.bulk_create",
                                                                     .verb = Verb::Post,
                                                                     .path = "/v1/schedules/bulk/create",
                                                                     .tier = Tier::One,
                                                                     .repeat = Repeat::Never}};
}

} // namespace api
