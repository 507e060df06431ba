// The steps of the workflow run behind a message, in words: what each did, and why one was skipped (X02).
#pragma once

#include "api/schema/workflow.h"
#include "models/shown.h"

namespace models {
class Vocabulary;
}

namespace ui {

struct RunStep
{
    api::Timestamp at;
    QString ref; // the step's name in the workflow: the same in every run of it; empty: of the whole run
    QString step; // "Email", "Batch"; its ref where the kind is not told
    QString text = {}; // "Email was skipped: Ada turned marketing off"
    models::Tone tone = models::Tone::None; // Warn: skipped; Bad: an error
    bool isSkip = false; // nothing was sent by this step
    QString messageId = {}; // of the message it made
};

// In the order of the run. `who` is the recipient's name. Words this program does not know are shown as they
// came, with what they carry.
QList<RunStep> runSteps(const api::WorkflowRecipientRun &run, const QString &who,
                        const models::Vocabulary *vocabulary);
// "Email was skipped: Ada turned marketing off. SMS was skipped: Ada has no phone number."; empty: none was.
QString skipSentence(const QList<RunStep> &steps);

} // namespace ui
