// A part of a list of messages, by the time they were created (E03, E18).
#pragma once

#include "api/schema/message.h"

namespace api {

// Both ends may be null: open.
struct TimeRange
{
    Timestamp from; // inclusive
    Timestamp before; // exclusive
    friend bool operator==(const TimeRange &, const TimeRange &) = default;
};

// What a list of messages asks for.
TimeRange rangeOf(const Request<Page<Message>> &request);
// The same list, of that part of its range alone. What it asks already is narrowed, never widened.
Request<Page<Message>> within(Request<Page<Message>> request, const TimeRange &range);

} // namespace api
