#include "api/rules/deliveryrules.h"

namespace api {

bool isFinal(Delivery status)
{
    switch (status) {
    case Delivery::Delivered:
    case Delivery::Undelivered:
    case Delivery::Bounced:
    case Delivery::NotSent:
        return true;
    default:
        return false;
    }
}

bool mayBecome(Delivery from, Delivery to)
{
    switch (from) {
    case Delivery::Queued:
        return to == Delivery::Sent || to == Delivery::Delivered || to == Delivery::DeliveryAttempted
            || to == Delivery::Bounced || to == Delivery::NotSent;
    case Delivery::DeliveryAttempted:
        return to == Delivery::Queued || to == Delivery::Undelivered;
    case Delivery::Sent:
        return to == Delivery::Delivered || to == Delivery::Bounced;
    default:
        return false;
    }
}

bool occursOn(Delivery status, QStringView channelType)
{
    if (channelType.startsWith(QLatin1StringView("in_app")))
        return status == Delivery::Delivered;
    if (channelType == QLatin1StringView("push") || channelType == QLatin1StringView("chat"))
        return status != Delivery::Sent;
    return true;
}

} // namespace api
