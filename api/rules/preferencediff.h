// What differs between two versions of a preference set, place by place.
#pragma once

#include "api/rules/preferenceset.h"

#include <QList>

namespace api {

struct PreferenceChange
{
    enum class Kind {
        Cell, // one channel type of one row, or the whole row when it was and is one boolean
        Conditions, // `cell` is conditional before and after, under other conditions
        Other // something else at `path`, which no cell shows
    };
    Kind kind = Kind::Cell;
    PreferenceCell cell;
    PreferenceState from = PreferenceState::Inherit;
    PreferenceState to = PreferenceState::Inherit;
    QString path; // of Other: "workflows.digest.channels", "commercial_subscribed"
    friend bool operator==(const PreferenceChange &, const PreferenceChange &) = default;
};

// Empty when both mean the same, however they are written (null, {} and absent are one). Defaults first, then
// categories and workflows in alphabetical order, then the rest.
QList<PreferenceChange> differences(const QJsonObject &before, const QJsonObject &after);

} // namespace api
