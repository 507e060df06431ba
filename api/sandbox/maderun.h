// One made-up run of a workflow for one recipient: what it was given, and what became of each step.
#pragma once

#include "api/sandbox/people.h"
#include "api/sandbox/refs.h"
#include "api/sandbox/workflows.h"

#include <vector>

namespace api::sandbox {

struct MadeActivity
{
    QString id;
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
        Unmet, // the step's own conditions do not hold
        Unwanted, // a preference is against it
        Unreachable // no address, number, device or connection
    };
    const StepDef *step = nullptr;
    const ChannelDef *channel = nullptr;
    Outcome outcome = Outcome::Sent;
    QJsonArray against = {}; // of a run that is kept: what failed, or which preferences
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
    std::vector<MadeStep> steps; // the workflow's channel steps, all of them
    RenderInput input; // for the latest activity
    QByteArray actors; // JSON: references to the first few

    bool isKept() const { return !recipientRunId.isNull(); }
    Ref recipient() const
    {
        return object ? Ref::object(object->collection, object->id) : Ref::user(person.id);
    }
};

} // namespace api::sandbox
