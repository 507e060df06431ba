// What a text typed or pasted into the omnibox may mean; no widget, no network.
#pragma once

#include "ui/place.h"

namespace models {
class Vocabulary;
}

namespace ui {

struct Candidate
{
    Place place;
    QString text; // "Open person “alice”"
    QString icon;
    friend bool operator==(const Candidate &, const Candidate &) = default;
};

// The likeliest first; empty for a blank text. `kinds` are those that have a page: what has none is not
// offered. Workflows and channels are found by a part of their name among `words`.
QList<Candidate> guessPlaces(const QString &text, const QStringList &kinds,
                             const models::Vocabulary *words = nullptr);
// What opening a place is called.
Candidate candidateFor(const Place &place, const models::Vocabulary *words = nullptr);

} // namespace ui
