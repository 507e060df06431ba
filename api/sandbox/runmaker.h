// Made-up workflow runs: who gets what, from whom, over which channels.
#pragma once

#include "api/sandbox/chance.h"

#include <QJsonObject>
#include <QStringList>
#include <vector>

namespace api::sandbox {

class People;
class WorldWriter;
struct Person;
struct StepDef;
struct WorkflowDef;
struct Workflows;

// The tenants a person belongs to: one or two, all of them for the first example.
QStringList tenantsOf(const Random &root, const Workflows &workflows, qint64 index);

class RunMaker
{
public:
    RunMaker(const Random &root, const Workflows &workflows, const People &people, qint64 messages,
             Timestamp now, WorldWriter &writer);

    // Writes the next run of one recipient: from 1 to `most` messages, the first with number `seq`.
    // Returns how many.
    qint64 make(qint64 seq, qint64 most, Timestamp at, Random &random);

private:
    struct Run;
    struct Reach;
    void drawRecipient(Run &run, Random &random) const;
    qint64 drawPerson(bool isLate, Random &random) const;
    Reach reachOf(qint64 index) const;
    std::vector<const StepDef *> drawSteps(const Run &run, Random &random) const;
    void drawActivities(Run &run, Random &random) const;
    void prepareInput(Run &run) const;
    void write(const Run &run, const StepDef &step, qint64 seq, Random &random);
    void writeActivities(const Run &run, qint64 seq, Random &random);

    Random m_root;
    const Workflows &m_workflows;
    const People &m_people;
    WorldWriter &m_writer;
    Timestamp m_now;
    qint64 m_messages;
    double m_exampleShare; // of all runs go to the first example
    std::vector<int> m_lottery; // a workflow's index as often as its weight
    QStringList m_tenants;
};

} // namespace api::sandbox
