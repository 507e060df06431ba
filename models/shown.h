#pragma once

#include <QList>
#include <QMetaType>
#include <QString>

namespace models {

enum class Tone { None, Neutral, Ok, Warn, Bad, Info }; // None: plain text, no chip

// How one value looks, without a widget: what display() makes of a value and a delegate paints.
struct Shown
{
    QString text = {}; // "–" for null
    Tone tone = Tone::None; // anything else is a chip
    QString icon = {}; // a name of resources/icons; may be empty
    QString tip = {}; // e.g. the exact time; may be empty
    bool dim = false; // nulls, units
    bool fixed = false; // ids, JSON: fixed-width font
    bool number = false; // right-aligned
};

} // namespace models

Q_DECLARE_METATYPE(models::Shown)
