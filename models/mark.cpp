#include "models/mark.h"

namespace models {

api::StatusAction Mark::batchWord() const
{
    using api::Engagement, api::StatusAction;
    switch (what) {
    case Engagement::Seen:
        return set ? StatusAction::Seen : StatusAction::Unseen;
    case Engagement::Read:
        return set ? StatusAction::Read : StatusAction::Unread;
    case Engagement::Interacted:
        return set ? StatusAction::Interacted : StatusAction::Unknown;
    case Engagement::Archived:
        return set ? StatusAction::Archived : StatusAction::Unarchived;
    default:
        return StatusAction::Unknown;
    }
}

api::EngagementStatuses statusesOf(const api::Message &message)
{
    using api::Engagement;
    api::EngagementStatuses all = message.engagement;
    const std::pair<Engagement, const api::Timestamp *> times[]
        = {{Engagement::Seen, &message.seenAt},
           {Engagement::Read, &message.readAt},
           {Engagement::Interacted, &message.interactedAt},
           {Engagement::LinkClicked, &message.linkClickedAt},
           {Engagement::Archived, &message.archivedAt}};
    for (const auto &[what, time] : times) {
        if (!time->isNull())
            all.set(what);
    }
    return all;
}

} // namespace models
