// Two messages held against each other: why one came and the other did not.
#pragma once

#include "ui/message/messagestory.h"

namespace models {
class Vocabulary;
}

namespace ui {

struct ComparedRow
{
    QString label;
    QString left; // empty: nothing on this side
    QString right;
    bool differs() const { return left != right; }
    friend bool operator==(const ComparedRow &, const ComparedRow &) = default;
};

// How the two belong together, and each step of the run that went another way for the one than for the other.
QStringList compareVerdict(const MessageStory &left, const MessageStory &right,
                           const models::Vocabulary *vocabulary);
// Status, people, workflow, channel, times, tries and each key of the trigger data.
QList<ComparedRow> compareFacts(const MessageStory &left, const MessageStory &right);
// By step; empty when neither run can be read.
QList<ComparedRow> compareSteps(const MessageStory &left, const MessageStory &right,
                                const models::Vocabulary *vocabulary);
// A content as lines that can be told apart: a key a line, texts and HTML broken where they break.
QStringList contentLines(const QJsonObject &content);

} // namespace ui
