// What one step of a run works with.
#pragma once

#include "api/sandbox/runscope.h"

namespace api::sandbox {

struct StepContext
{
    Store &store;
    const Workflows &workflows;
    Random &random;
    const WorkflowDef &workflow;
    const StepDef &step;
    const RunScope &scope;
    StoredRun &run;
    Timestamp at;

    RunNote note(const QString &event, const QJsonObject &data = {}) const
    {
        return {event, data, step.ref, step.kindName()};
    }
    RunNote skipped(const QString &reason, QJsonObject data = {}) const
    {
        data.insert(QStringLiteral("reason"), reason);
        return note(QStringLiteral("step_skipped"), data);
    }
};

// What failed of these conditions, in words; empty when all hold.
QJsonArray failedConditions(const QJsonArray &conditions, const ConditionScope &scope);

} // namespace api::sandbox
