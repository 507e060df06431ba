// What a reader who does not know the service has to be told about a message, beside its sentence.
#pragma once

#include "ui/message/messagestory.h"

namespace ui {

// What the delivery status means on this channel (behaviour 12): push and chat never pass `sent`, in-app is
// delivered at once, how often a try is repeated. Empty where the sentence says it all.
QString statusNote(const MessageStory &story);
// What can't be known any more and what still is: recipient deleted, content or history past the retention.
// `nowUs`: microseconds since 1970, UTC.
QStringList lossNotes(const MessageStory &story, qint64 nowUs);
// True when the events are read, there are none, and the message is older than the shortest retention.
bool isHistoryGone(const MessageStory &story, qint64 nowUs);

} // namespace ui
