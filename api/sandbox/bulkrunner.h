// Works off the stored bulk operations, one after the other, a few rows at a time.
#pragma once

#include "api/sandbox/bulkjobs.h"
#include "api/sandbox/workflows.h"

namespace api::sandbox {

class BulkRunner
{
public:
    BulkRunner(Store &store, const Workflows &workflows, Clock clock, Random random);

    // Takes the oldest unfinished operation one step on: from queued to processing, or by at most `rows`
    // rows. Each step is one transaction, so an operation goes on where it was when the program ended. False
    // when nothing is left to do.
    bool step(int rows);

private:
    void advance(BulkRow &row, int rows);
    void setPreferences(BulkRow &row, int rows);
    void changeStatuses(BulkRow &row, int rows);
    bool isUsable(const QString &userId);

    Store &m_store;
    const Workflows &m_workflows;
    Clock m_clock;
    Random m_random;
};

} // namespace api::sandbox
