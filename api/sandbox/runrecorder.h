// Keeps made-up runs: what each was given and what its steps did, in the engine's words.
#pragma once

#include "api/sandbox/maderun.h"
#include "api/sandbox/worldwriter.h"

namespace api::sandbox {

class RunRecorder
{
public:
    explicit RunRecorder(WorldWriter &writer)
        : m_writer(writer)
    {
    }
    void record(const MadeRun &run, Random &random); // its messages are written already

private:
    void note(qint64 runSeq, const StepDef &step, const QString &event, const QJsonObject &data, Timestamp at,
              Random &random);
    void noteGate(qint64 runSeq, const MadeRun &run, const StepDef &step, Random &random);
    void noteChannel(qint64 runSeq, const MadeRun &run, const MadeStep &made, Random &random);

    WorldWriter &m_writer;
};

} // namespace api::sandbox
