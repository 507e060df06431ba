// Running a workflow, stopping it, and what became of a run (shapes 11, 14, behaviour 8; E01, E02).
#pragma once

#include "api/schema/endpoint.h"
#include "api/schema/page.h"
#include "api/schema/recipient.h"

namespace api {

struct TriggerSettings
{
    std::optional<bool> sandboxMode; // nothing leaves: messages of external channels end as not_sent
    std::optional<bool> skipDelay;
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"sandbox_mode", &TriggerSettings::sandboxMode},
        Field {"skip_delay", &TriggerSettings::skipDelay}};
    // clang-format on
};

// E01. Recipients: ids, {id, collection}, or definitions to identify on the way; at most 1,000.
struct Trigger
{
    QJsonArray recipients;
    QJsonValue actor = QJsonValue::Undefined;
    QString cancellationKey;
    QString tenant;
    std::optional<QJsonObject> data; // at most 10 MB
    std::optional<TriggerSettings> settings;
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"recipients", &Trigger::recipients},
        Field {"actor", &Trigger::actor},
        Field {"cancellation_key", &Trigger::cancellationKey},
        Field {"tenant", &Trigger::tenant},
        Field {"data", &Trigger::data},
        Field {"settings", &Trigger::settings}};
    // clang-format on
};

struct TriggerReply
{
    QString workflowRunId; // UUID; one for the whole call
    static constexpr auto fields
        = std::tuple {Field {"workflow_run_id", &TriggerReply::workflowRunId}.required()};
};

struct Cancellation // E02
{
    QString cancellationKey;
    std::optional<QJsonArray> recipients; // absent: all of the key; at most 1,000
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"cancellation_key", &Cancellation::cancellationKey},
        Field {"recipients", &Cancellation::recipients}};
    // clang-format on
};

enum class RunState : quint8 { Unknown, Queued, Processing, Paused, Completed, Cancelled };
template <>
inline constexpr auto wireNames<RunState> = std::array<std::string_view, 6> {
    "", "queued", "processing", "paused", "completed", "cancelled"};

struct RunSource // what started it
{
    QString type; // api, audience, schedule, broadcast, workflow_step, integration, rehearsal
    QString cancellationKey;
    QString scheduleId;
    QString audienceKey;
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"type", &RunSource::type},
        Field {"cancellation_key", &RunSource::cancellationKey},
        Field {"schedule_id", &RunSource::scheduleId},
        Field {"audience_key", &RunSource::audienceKey}};
    // clang-format on
};

struct RunEvent // one step of a run, and how it went
{
    static constexpr const char *context = "RunEvent";
    QString id;
    QString event; // message_enqueued, step_skipped, …
    QString status; // ok, error
    QString stepRef; // null: of the run as a whole
    QString stepType; // channel, batch, delay, throttle, …
    int attempt = 1;
    QJsonObject data;
    Timestamp insertedAt;
    QJsonObject raw;
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"inserted_at", &RunEvent::insertedAt, QT_TRANSLATE_NOOP("RunEvent", "When")}.required(),
        Field {"event", &RunEvent::event, QT_TRANSLATE_NOOP("RunEvent", "Event")}.required(),
        Field {"status", &RunEvent::status, QT_TRANSLATE_NOOP("RunEvent", "Result")},
        Field {"step_ref", &RunEvent::stepRef, QT_TRANSLATE_NOOP("RunEvent", "Step")},
        Field {"step_type", &RunEvent::stepType, QT_TRANSLATE_NOOP("RunEvent", "Kind")},
        Field {"attempt", &RunEvent::attempt},
        Field {"data", &RunEvent::data, QT_TRANSLATE_NOOP("RunEvent", "Data")},
        Field {"id", &RunEvent::id}.required()};
    // clang-format on
};

struct WorkflowRecipientRun
{
    static constexpr const char *context = "WorkflowRecipientRun";
    QString id;
    QString workflowRunId;
    QString workflow;
    Recipient recipient;
    Recipient actor;
    QString tenant;
    Open<RunState> status;
    int errorCount = 0;
    RunSource source;
    QList<RunEvent> events; // only of a single run
    Timestamp insertedAt, updatedAt;
    QJsonObject raw;
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"inserted_at", &WorkflowRecipientRun::insertedAt, QT_TRANSLATE_NOOP("WorkflowRecipientRun", "When")}.required(),
        Field {"workflow", &WorkflowRecipientRun::workflow, QT_TRANSLATE_NOOP("WorkflowRecipientRun", "Workflow")},
        Field {"recipient", &WorkflowRecipientRun::recipient, QT_TRANSLATE_NOOP("WorkflowRecipientRun", "Recipient")},
        Field {"status", &WorkflowRecipientRun::status, QT_TRANSLATE_NOOP("WorkflowRecipientRun", "Status")},
        Field {"error_count", &WorkflowRecipientRun::errorCount, QT_TRANSLATE_NOOP("WorkflowRecipientRun", "Errors")},
        Field {"tenant", &WorkflowRecipientRun::tenant, QT_TRANSLATE_NOOP("WorkflowRecipientRun", "Tenant")},
        Field {"actor", &WorkflowRecipientRun::actor, QT_TRANSLATE_NOOP("WorkflowRecipientRun", "Actor")},
        Field {"trigger_source", &WorkflowRecipientRun::source},
        Field {"events", &WorkflowRecipientRun::events},
        Field {"workflow_run_id", &WorkflowRecipientRun::workflowRunId},
        Field {"id", &WorkflowRecipientRun::id}.required(),
        Field {"updated_at", &WorkflowRecipientRun::updatedAt}};
    // clang-format on
};

struct RunQuery : PageQuery
{
    QString workflow;
    QStringList status; // queued, processing, paused, completed, cancelled
    QString tenant;
    std::optional<bool> hasErrors;
    QJsonValue recipient = QJsonValue::Undefined; // a user's id or {id, collection}
    Timestamp startingAt; // inclusive
    Timestamp endingAt;
    // clang-format off
    static constexpr auto fields = std::tuple_cat(PageQuery::fields, std::tuple {
        Field {"workflow", &RunQuery::workflow},
        Field {"status[]", &RunQuery::status},
        Field {"tenant", &RunQuery::tenant},
        Field {"has_errors", &RunQuery::hasErrors},
        Field {"recipient", &RunQuery::recipient},
        Field {"starting_at", &RunQuery::startingAt},
        Field {"ending_at", &RunQuery::endingAt}});
    // clang-format on
};

namespace workflows {
inline constexpr Endpoint<TriggerReply, QString, Trigger> trigger {{.number = "E01",
                                                                    .name = "workflows.trigger",
                                                                    .verb = Verb::Post,
                                                                    .path = "/v1/workflows/%1/trigger",
                                                                    .tier = Tier::Five,
                                                                    .repeat = Repeat::Keyed}};
inline constexpr Endpoint<Nothing, QString, Cancellation> cancel {{.number = "E02",
                                                                   .name = "workflows.cancel",
                                                                   .verb = Verb::Post,
                                                                   .path = "/v1/workflows/%1/cancel",
                                                                   .tier = Tier::Five}};
inline constexpr Endpoint<Page<WorkflowRecipientRun>, RunQuery> runs {{.number = "X01",
                                                                       .name = "workflow_recipient_runs.list",
                                                                       .verb = Verb::Get,
                                                                       .path = "/v1/workflow_recipient_runs",
                                                                       .tier = Tier::Two}};
inline constexpr Endpoint<WorkflowRecipientRun, QString> run {{.number = "X02",
                                                               .name = "workflow_recipient_runs.get",
                                                               .verb = Verb::Get,
                                                               .path = "/v1/workflow_recipient_runs/%1",
                                                               .tier = Tier::Two}};
}

} // namespace api
