#pragma once

#include "api/schema/message.h"

#include <optional>

namespace models {

// A mark of messages, to be set or to be taken back (behaviour 12).
struct Mark
{
    api::Engagement what = api::Engagement::Unknown; // one that can be set: not LinkClicked
    bool set = true;
    std::optional<QJsonObject> metadata; // only with Interacted that is set: at most five flat pairs

    Mark reversed() const { return {what, !set, {}}; }
    bool isSameAs(const Mark &other) const { return what == other.what && set == other.set; }
    // The word of E12 for it; Unknown where there is none, as for Interacted that is taken back.
    api::StatusAction batchWord() const;
};

// Also what the timestamps tell: an answer may leave the words out.
api::EngagementStatuses statusesOf(const api::Message &message);

} // namespace models
