// Preference cells, changes and verdicts in words.
#pragma once

#include "api/rules/preferencediff.h"
#include "api/rules/preferenceverdict.h"
#include "models/shown.h"

namespace models {

QString preferenceStateWord(api::PreferenceState state); // on, off, if, inherit, mixed, other
Shown preferenceStateShown(api::PreferenceState state); // as a chip
QString preferencePlace(
    const api::PreferenceCell &cell); // "SMS for billing", "SMS by default", "all channels for billing"
// One line per group of alike changes: "SMS for billing and payment-failed: on → off".
QStringList preferenceChangeLines(const QList<api::PreferenceChange> &changes);
// What a whole set says: "SMS for billing: off".
QStringList preferenceContentLines(const QJsonObject &set);
QString conditionWords(const QJsonValue &condition); // "data.port not contains recipient.muted_ports"
QStringList conditionLines(const QJsonArray &conditions);
QString reasonWords(const api::PreferenceReason &reason); // "category billing", "channel type SMS"
Shown verdictShown(const api::PreferenceVerdict &verdict); // "would be sent", "blocked by category billing"
QString joinedWords(const QStringList &words); // "a", "a and b", "a, b and c"

} // namespace models
