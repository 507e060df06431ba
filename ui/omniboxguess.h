// What a text typed or pasted into the omnibox may mean; no widget, no network.
#pragma once

#include "ui/place.h"

namespace ui {

struct Candidate
{
    Place place;
    QString text; // "Open person “alice”"
    QString icon;
    friend bool operator==(const Candidate &, const Candidate &) = default;
};

// The likeliest first; empty for a blank text. `kinds` are those that have a page: what has none is not
// offered.
QList<Candidate> guessPlaces(const QString &text, const QStringList &kinds);
// What opening a place is called.
Candidate candidateFor(const Place &place);

} // namespace ui
