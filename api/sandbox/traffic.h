// Workflow runs that happen by themselves: somebody mentions somebody, an invoice is ready, a project gets a
// comment. What becomes of the messages, and who opens them, is the engine's part.
#pragma once

#include "api/sandbox/engine.h"

#include <vector>

namespace api::sandbox {

class Traffic
{
public:
    // `perMinute` triggers on average, at random moments after `start`; none when it is 0 or less.
    Traffic(Store &store, const Workflows &workflows, int perMinute, Timestamp start, const Random &random);

    Timestamp nextDue() const { return m_next; } // null: never
    // Triggers what is due up to `now`, each at the time it was due, in one transaction; a few hundred at
    // once, the rest stays due. After a long pause only the last hour is made up for. Answers how many times
    // it triggered; -1 when the database failed, and then nothing was stored (see takeFailure()).
    int advance(Timestamp now);
    QString takeFailure() { return std::exchange(m_failure, {}); }

private:
    void wait();
    void trigger(Timestamp at);
    std::optional<TriggerOrder> drawOrder(Timestamp at);
    Ref drawRecipient(const WorkflowDef &workflow, qint64 *personIndex);
    Ref drawObject();
    Ref drawPerson(qint64 *index);
    Ref personAt(qint64 index);

    Store &m_store;
    const Workflows &m_workflows;
    Random m_random;
    Random m_world; // the root of the world's streams, for what belongs to its people
    int m_perMinute;
    Timestamp m_next;
    QString m_failure;
    std::vector<const WorkflowDef *> m_lottery; // each as often as its weight
};

} // namespace api::sandbox
