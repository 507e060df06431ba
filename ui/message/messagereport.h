// A message as evidence: plain text for a ticket, and its address.
#pragma once

#include "ui/message/messagestory.h"

namespace models {
class Vocabulary;
}

namespace ui {

// "doorman message:2f…": how somebody else opens the same place.
QString messageCommand(const QString &messageId);

// "Label:   value", where there is a value.
void addFact(QStringList &lines, const QString &label, const QString &value);

// Sentence and notes, the timeline with UTC times, the provider's last answer, ids and the link. Secrets are
// masked. `nowUs`: microseconds since 1970, UTC.
QString messageReport(const MessageStory &story, const models::Vocabulary *vocabulary, qint64 nowUs);

// One of several: the sentence, ids and the link, from what a list says of it.
QString messageParagraph(const api::Message &message, const models::Vocabulary *vocabulary);

} // namespace ui
