// One made-up run of a workflow for one recipient: what it was given, and what became of each step.
#pragma once

#include "api/rules/conditions.h"
#include "api/rules/preferenceverdict.h"
#include "api/sandbox/people.h"
#include "api/sandbox/refs.h"
#include "api/sandbox/workflows.h"

#include <vector>

namespace api::sandbox {

struct MadeActivity
{
    Person actor; // without id: none
    QJsonObject data;
    QByteArray text; // the same, written out
    qint64 before; // µs before the messages
};

struct MadeStep
{
    enum class Outcome {
        Sent,
        LeftOut, // as the world's recipe has it, without a reason anybody could be told
        Unmet, // the step's own conditions do not hold; `conditions` says why
        Unwanted, // `verdict` says by which preference
        Unreachable // no address, number, device or connection
    };
    const StepDef *step = nullptr;
    const ChannelDef *channel = nullptr;
    Outcome outcome = Outcome::Sent;
    ConditionsVerdict conditions = {};
    PreferenceVerdict verdict = {};
    QString messageId = {}; // once it is written
};

struct MadeRun
{
    const WorkflowDef *workflow = nullptr;
    const ObjectDef *object = nullptr; // null: a person
    qint64 personIndex = -1;
    Person person;
    QString id; // of the whole run
    QString recipientRunId; // null: the run is not kept any more
    Timestamp at; // of the messages
    bool isLate = false; // one of the last few of the world
    QString tenant; // null: none
    std::vector<MadeActivity> activities; // in order of time
    std::vector<MadeStep> steps; // all of the workflow's
    RenderInput input; // for the latest activity
    QByteArray actors; // JSON: references to the first few

    Ref recipient() const
    {
        return object ? Ref::object(object->collection, object->id) : Ref::user(person.id);
    }
};

} // namespace api::sandbox
