// What becomes of one message: its statuses, events and provider calls, up to now or to the end.
#pragma once

#include "api/sandbox/providerlog.h"
#include "api/schema/status.h"

#include <array>
#include <optional>
#include <vector>

namespace api::sandbox {

// What the providers make of a message of an external channel.
enum class Fate {
    Fine,
    SecondTry, // goes out after one failure
    ThirdTry,
    Refused, // the address is no good: bounced at once
    CameBack, // taken, and bounced later
    Broken, // the provider's account is no good: undelivered
    Exhausted, // every try fails: undelivered
    NotSent, // the channel only pretends
    Unconfirmed, // nobody hears whether it arrived
    Waiting, // one failure, and time stops there
    Slow // takes minutes at every turn
};

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
    QString externalId; // of the call that gave the message one; else null
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
    std::optional<Fate> fate = {}; // nullopt: the dice say
    bool toTheEnd = false; // tells what lies ahead of `now`, too
};

inline constexpr int mostDeliveryTries = 8; // in at most 30 minutes (behaviour 12)

Story tellStory(const StoryFrame &frame, Random &random);

} // namespace api::sandbox
