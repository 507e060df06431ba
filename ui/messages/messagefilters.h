// The filters of a list of messages: chips, address and query say the same.
#pragma once

#include "api/schema/message.h"
#include "ui/filterbar.h"

namespace models {
class Vocabulary;
}

namespace ui {

// Keys of the address: status, engagement, channel, workflow, tenant, since.
void addMessageFilters(FilterBar *bar);
// Offers what is known by now.
void offerKnown(FilterBar *bar, const models::Vocabulary &vocabulary);
// `since` is counted back from `now`; a word it does not know asks for nothing.
api::MessageQuery messageQuery(const FilterBar::Filters &filters, const QDateTime &now);
// For a tab: "Messages: bounced, undelivered"; `plain` without filters.
QString messagesTitle(const QString &plain, const FilterBar::Filters &filters,
                      const models::Vocabulary *vocabulary);

} // namespace ui
