// What a delivery status may become, and for which kind of channel (behaviour 12).
#pragma once

#include "api/schema/status.h"

#include <QStringView>

namespace api {

// Delivered, undelivered, bounced and not_sent do not change by themselves any more.
bool isFinal(Delivery status);

// Whether the service moves a message from one status to the other.
bool mayBecome(Delivery from, Delivery to);

// Whether a message on this kind of channel (email, in_app_feed, sms, push, chat, http) can have the status:
// in-app messages are delivered at once, push and chat never pass `sent`.
bool occursOn(Delivery status, QStringView channelType);

} // namespace api
