// The life of a message in order: its events, with the provider calls that belong to them.
#pragma once

#include "models/shown.h"
#include "ui/message/messagestory.h"

namespace models {
class Vocabulary;
}

namespace ui {

struct TimelineEntry
{
    api::Timestamp at;
    std::optional<qint64> gapUs; // since the entry before; none for the first
    QString lead; // dim, before the text
    QString text;
    QString tail; // dim, behind the text
    models::Tone tone = models::Tone::None; // Bad: what went wrong
    std::optional<int> httpStatus; // of the provider's answer
    QJsonObject data; // the event's own data
    QString messageId; // of another message it leads to; else empty

    QString plain() const; // all of it in one line
    friend bool operator==(const TimelineEntry &, const TimelineEntry &) = default;
};

// A provider call within two seconds of the event it caused is one entry with it; every other call is its
// own. The run's steps and the activities that joined a batch stand between, where they are known. Without
// any event the times that the message itself carries take their place.
QList<TimelineEntry> timeline(const MessageStory &story, const models::Vocabulary *vocabulary = nullptr);
// The tone of a provider's HTTP status.
models::Tone statusTone(int httpStatus);

} // namespace ui
