// Takes one recipient's run from step to step until it has to wait or is over (behaviour 8).
#pragma once

#include "api/sandbox/stepcontext.h"

namespace api::sandbox {

class RunWalker
{
public:
    // `entities` may remember what was read as long as nobody else writes.
    RunWalker(Store &store, const Workflows &workflows, EntityCache &entities, Random &random)
        : m_store(store)
        , m_workflows(workflows)
        , m_entities(entities)
        , m_random(random)
    {
    }
    // Everything happens at `at`: the messages, the events, and the run's new state, which is stored.
    void goOn(StoredRun &run, Timestamp at);

private:
    enum class Next { Step, Wait, End };
    void walk(StoredRun &run, const WorkflowDef &workflow, Timestamp at);
    bool mayStart(StoredRun &run, const WorkflowDef &workflow, const RunScope &scope, Timestamp at);
    Next take(const StepContext &context, bool isResuming);
    Next send(const StepContext &context);
    Next delay(const StepContext &context, bool isResuming);
    Next batch(const StepContext &context, bool isResuming);
    Next joinBatch(const StepContext &context, const StoredRun &open);
    Next throttle(const StepContext &context);
    void note(const StepContext &context, const RunNote &note);
    void finish(StoredRun &run, const RunNote &note, Timestamp at);

    Store &m_store;
    const Workflows &m_workflows;
    EntityCache &m_entities;
    Random &m_random;
};

} // namespace api::sandbox
