// Works off the stored bulk operations, one after the other, a few rows at a time.
#pragma once

#include "api/sandbox/bulkwork.h"

namespace api::sandbox {

class BulkRunner
{
public:
    BulkRunner(Store &store, const Workflows &workflows, Clock clock, Random random);

    // Takes the oldest unfinished operation one step on: from queued to processing, or by at most `rows`
    // rows. Each step is one transaction, so an operation goes on where it was when the program ended: no row
    // is done twice, none is left out. False when nothing is left to do.
    bool step(int rows);

private:
    void advance(BulkRow &row, int rows);
    void workOff(BulkRow &row, BulkWork work, int rows);
    bool tryRow(const BulkContext &context, BulkWork work, const BulkItem &item);
    void changeStatuses(BulkRow &row, int rows);

    Store &m_store;
    const Workflows &m_workflows;
    Clock m_clock;
    Random m_random;
};

} // namespace api::sandbox
