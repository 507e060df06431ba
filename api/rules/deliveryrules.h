// What a delivery status may become, for which kind of channel, and how statuses rank (behaviour 12).
#pragma once

#include "api/schema/status.h"

#include <QStringView>

namespace api {

// Delivered, undelivered, bounced and not_sent do not change by themselves any more.
bool isFinal(Delivery status);

// Whether the service moves a message from one status to the other.
bool mayBecome(Delivery from, Delivery to);

// Whether a message on this kind of channel (email, in_app_feed, sms, push, chat, http) can have the status:
// in-app messages are delivered at once, push and chat get no further than `sent`.
bool occursOn(Delivery status, QStringView channelType);

// The one order of both kinds of status, which step conditions compare by: undelivered (1) to delivered (7),
// then seen (8), read (9), interacted and link_clicked (both 10), archived (11). 0 for an unknown one.
int deliveryRank(Delivery status);
int engagementRank(Engagement status);
int statusRank(QStringView word); // a word of either kind

} // namespace api
