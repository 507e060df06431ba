// What will become of messages: a status or engagement, and the provider's answer that brings it about.
#pragma once

#include "api/sandbox/chance.h"
#include "api/sandbox/store.h"

namespace api::sandbox {

struct PlannedEvent
{
    qint64 messageSeq = 0;
    Timestamp dueAt;
    QString word; // sent, unread, …: the event's type without "message."
    QByteArray data = {}; // JSON object; empty: null
    QString serviceName = {}; // null: no call of a provider
    QByteArray request = {}, response = {}; // JSON objects
    QString externalId = {}; // the provider's id, from the call that gave it; else null
    qint64 seq = 0; // 0: not stored
};

void planEvent(Store &store, const PlannedEvent &event);
Timestamp nextPlannedDue(Store &store); // null: nothing is planned
std::optional<PlannedEvent> firstPlannedEvent(Store &store, Timestamp upTo);

// Writes the event and the provider's call down; the message itself stays as it is.
void recordEvent(Store &store, const PlannedEvent &event, Random &random);
// Lets it happen at the time it was due, and forgets the plan. A message that is gone is passed over.
void carryOut(Store &store, const PlannedEvent &event, Random &random);

} // namespace api::sandbox
