// Made-up schedules: digests in people's own timezones, a reminder, some that are over.
#pragma once

#include "api/sandbox/chance.h"
#include "api/sandbox/people.h"

namespace api::sandbox {

class WorldWriter;
struct ObjectDef;
struct Workflows;

class ScheduleMaker
{
public:
    ScheduleMaker(const Random &root, const Workflows &workflows, Timestamp now, WorldWriter &writer);

    // Those of person number `index`; only the first few hundred have any, so that a world of any size has
    // few that are due in a day.
    void writeFor(qint64 index, const Person &person, const QString &tenant);
    void writeFor(const ObjectDef &object, qint64 index);

private:
    struct Plan;
    void write(const Plan &plan, Random &random);

    Random m_root;
    const Workflows &m_workflows;
    Timestamp m_now;
    WorldWriter &m_writer;
};

} // namespace api::sandbox
