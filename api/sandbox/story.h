// What becomes of one made-up message: its statuses, events and provider calls, up to now.
#pragma once

#include "api/sandbox/providerlog.h"
#include "api/schema/status.h"

#include <array>
#include <vector>

namespace api::sandbox {

struct StoryEvent
{
    Timestamp at;
    const char *word; // without "message."
    QByteArray data; // JSON object; empty: null
};

struct StoryLog
{
    Timestamp at;
    ProviderLog log;
};

struct Story
{
    Delivery status = Delivery::Queued;
    std::array<Timestamp, 6> engagedAt; // by Engagement; entry 0 is not used
    std::vector<StoryEvent> events; // in order of time
    std::vector<StoryLog> logs;
    QString externalId; // null until the provider has taken it
    Timestamp updatedAt;
};

struct StoryFrame
{
    const ChannelDef *channel;
    Letter letter;
    QString link; // what a click opens
    Timestamp insertedAt;
    Timestamp now; // nothing later has happened yet
    int engagement = -1; // bits by Engagement - 1 to make happen whatever the dice say; -1: let them
};

Story tellStory(const StoryFrame &frame, Random &random);

} // namespace api::sandbox
