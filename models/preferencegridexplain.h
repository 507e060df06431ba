// Why a cell of a preference grid means what it means, and what would be sent.
#pragma once

#include "api/rules/preferenceset.h"
#include "models/shown.h"

#include <QPair>

namespace models {

class Vocabulary;

// The sets around the one in the grid.
struct PreferenceSurroundings
{
    QString setId; // `default` or a tenant
    QJsonObject original; // as stored
    QJsonObject current; // as edited
    QJsonObject defaults; // what the tenant and the environment put into its gaps
    QJsonObject personsDefault; // stands in where a tenant's set says nothing on either side
    const Vocabulary *vocabulary = nullptr;
    QStringList channelTypes;
};

struct PreferenceExplanation
{
    using Line = QPair<QString, Shown>;
    QString title; // SMS for payment-failed
    Shown verdict; // on, off, if: what all layers come to
    QString decidedBy; // "decided by this set, workflow"
    QList<Line> layers;
    QStringList conditions; // of the cell or the row
    QString whatIf; // "payment-failed, tenant acme"
    QList<Line> outcomes; // a channel type or a workflow, and what would happen
    QStringList flips; // what the edits turn over
};

PreferenceExplanation explainPreference(const api::PreferenceCell &cell,
                                        const PreferenceSurroundings &around);
// Maps of the set that no cell shows: "channels", "commercial_subscribed".
QStringList hiddenPreferences(const QJsonObject &set);

} // namespace models
