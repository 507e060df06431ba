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
        return status != Delivery::Delivered;
    return true;
}

int deliveryRank(Delivery status)
{
    switch (status) {
    case Delivery::Unknown:
        return 0;
    case Delivery::Undelivered:
        return 1;
    case Delivery::Bounced:
        return 2;
    case Delivery::DeliveryAttempted:
        return 3;
    case Delivery::Queued:
        return 4;
    case Delivery::NotSent:
        return 5;
    case Delivery::Sent:
        return 6;
    case Delivery::Delivered:
        return 7;
    }
    return 0;
}

int engagementRank(Engagement status)
{
    switch (status) {
    case Engagement::Unknown:
        return 0;
    case Engagement::Seen:
        return 8;
    case Engagement::Read:
        return 9;
    case Engagement::Interacted:
    case Engagement::LinkClicked:
        return 10;
    case Engagement::Archived:
        return 11;
    }
    return 0;
}

int statusRank(QStringView word)
{
    if (const int rank = deliveryRank(fromWire<Delivery>(word)))
        return rank;
    return engagementRank(fromWire<Engagement>(word));
}

} // namespace api
