// The life of a message in order: its events, with the provider calls that belong to them.
#pragma once

#include "models/shown.h"
#include "ui/message/messagestory.h"

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

    QString plain() const; // all of it in one line
};

// A provider call within two seconds of the event it caused is one entry with it; every other call is its
// own.
QList<TimelineEntry> timeline(const MessageStory &story);
// The tone of a provider's HTTP status.
models::Tone statusTone(int httpStatus);

} // namespace ui
