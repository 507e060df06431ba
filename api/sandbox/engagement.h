// Marking a message seen, read, interacted or archived, and taking it back (behaviour 12).
#pragma once

#include "api/sandbox/chance.h"
#include "api/sandbox/messagejson.h"
#include "api/schema/status.h"

namespace api::sandbox {

struct StatusEdit
{
    Engagement engagement = Engagement::Unknown;
    bool set = true;

    // From a word of E10 to E13: seen, unseen, …; `archive` and `unarchive` mean what they say. Nullopt when
    // the word is none of these; link_clicked can't be asked for.
    static std::optional<StatusEdit> fromWord(const QString &word);
    QString eventType() const; // message.unseen
};

// Changes that one status and its time, and records an event. Taking back what isn't set changes nothing.
void applyStatus(Store &store, StoredMessage &message, StatusEdit edit, const QByteArray &eventData,
                 Timestamp now, Random &random);

} // namespace api::sandbox
