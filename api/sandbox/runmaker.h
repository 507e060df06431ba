// Made-up workflow runs: who gets what, from whom, over which channels.
#pragma once

#include "api/sandbox/maderun.h"
#include "api/sandbox/preferencebook.h"
#include "api/sandbox/runrecorder.h"

namespace api::sandbox {

class WorldWriter;

class RunMaker
{
public:
    RunMaker(const Random &root, const Workflows &workflows, const People &people,
             const PreferenceBook &preferences, qint64 messages, Timestamp now, WorldWriter &writer);

    // Writes the next run of one recipient: from 1 to `most` messages, the first with number `seq`. Nobody
    // gets what the preferences in force forbid. Returns how many.
    qint64 make(qint64 seq, qint64 most, Timestamp at, Random &random);

private:
    MadeRun drawRun(qint64 seq, Timestamp at, Random &random) const;
    void drawRecipient(MadeRun &run, Random &random) const;
    qint64 drawPerson(bool isLate, Random &random) const;
    void drawActivities(MadeRun &run, Random &random) const;
    void decideSteps(MadeRun &run, Random &random) const;
    bool hasAddress(const MadeRun &run, const ChannelDef &channel) const;
    void decide(const MadeRun &run, const PreferenceLayers &said, const QJsonObject &set,
                MadeStep &made) const;
    ConditionScope scopeOf(const MadeRun &run) const;
    void prepareInput(MadeRun &run) const;
    qint64 write(MadeRun &run, qint64 seq, qint64 most, Random &random);
    void writeMessage(const MadeRun &run, const MadeStep &step, qint64 seq, Random &random);

    Random m_root;
    const Workflows &m_workflows;
    const People &m_people;
    const PreferenceBook &m_preferences;
    WorldWriter &m_writer;
    RunRecorder m_recorder;
    Timestamp m_now;
    qint64 m_messages;
    double m_exampleShare; // of all runs go to the first example
    std::vector<int> m_lottery; // a workflow's index as often as its weight
    QStringList m_tenants;
};

} // namespace api::sandbox
