// Reading and changing one leaf of a preference set's JSON (behaviour 10, shapes 5).
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QMap>
#include <QString>
#include <QStringList>

namespace api {

// Where a set, a category or a workflow says what holds for each channel type.
inline constexpr QLatin1StringView channelTypesKey("channel_types");

enum class PreferenceRow { Defaults, Category, Workflow }; // Defaults: the set's own `channel_types`

enum class PreferenceState {
    Inherit, // nothing is said here
    On,
    Off,
    Conditions, // on while all of its conditions hold
    Mixed, // of a whole row: its channel types differ
    Other // a shape this version does not know; it is kept
};

struct PreferenceCell
{
    PreferenceRow row = PreferenceRow::Defaults;
    QString key; // the category or workflow; empty for the defaults
    QString channelType; // empty: the whole row

    bool isWholeRow() const { return channelType.isEmpty(); }
    PreferenceCell wholeRow() const { return {row, key, {}}; }
    friend bool operator==(const PreferenceCell &, const PreferenceCell &) = default;
    friend bool operator<(const PreferenceCell &a, const PreferenceCell &b);
};

struct PreferenceValue
{
    PreferenceState state = PreferenceState::Inherit;
    QJsonArray conditions; // for Conditions
    bool fromWholeRow = false; // the row is one boolean, and this cell shows it
};

// in_app_feed, email, sms, push, chat, http.
QStringList knownChannelTypes();
// Every channel type the set mentions anywhere, known ones first and in the order above.
QStringList channelTypesIn(const QJsonObject &set);
// The categories or workflows the set mentions, in alphabetical order.
QStringList preferenceKeys(const QJsonObject &set, PreferenceRow row);

// What the set itself says in one place. The conditions of a whole row are the whole row's value, not its
// cells'.
PreferenceValue preferenceAt(const QJsonObject &set, const PreferenceCell &cell);

// The set with one place changed to Inherit, On or Off (any other state returns it as it is). Everything else
// stays: unknown keys, other conditions, and the meaning of the row's other cells when the row was one
// boolean.
QJsonObject withPreference(const QJsonObject &set, const PreferenceCell &cell, PreferenceState state);

// What a person changed, apart from the set it was changed in, so that it can be applied to another version
// of it.
using PreferenceEdits = QMap<PreferenceCell, PreferenceState>;
QJsonObject withEdits(QJsonObject set, const PreferenceEdits &edits); // whole rows first, then their cells
PreferenceEdits effectiveEdits(const QJsonObject &set,
                               const PreferenceEdits &edits); // without those that change nothing

} // namespace api
