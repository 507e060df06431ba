// What a list of messages says about its rows, by whose messages they are.
#pragma once

#include "models/messagescope.h"
#include "ui/celllinks.h"

namespace models {
class Vocabulary;
}

namespace ui {

class ListPanel;

// Each kind of list keeps columns and splitter of its own under this key.
QString settingsKeyOf(const models::MessageScope &scope);
// What is told when there are none: not that there never were any.
void setEmptyText(ListPanel *list, const models::MessageScope &scope);
// What may be behind an empty answer to this question; empty: nothing in particular.
QString filteredHint(const api::MessageQuery &query, const QDateTime &now);
// What is the same in every row, and what is seldom asked for; at first.
QList<int> hiddenColumns(const models::MessagesModel &model, const models::MessageScope &scope);
// Where the cells of a row lead: recipient, actors, workflow, channel, tenant; but not to the page they are
// on.
QList<CellLink> linksOf(const models::MessagesModel &model, int row, const models::MessageScope &scope,
                        const models::Vocabulary *vocabulary);

} // namespace ui
