// The filters of a list of messages: chips, address and query say the same.
#pragma once

#include "models/messagescope.h"
#include "ui/filterbar.h"

#include <QTimeZone>

namespace models {
class Vocabulary;
}

namespace ui {

// Keys of the address: status, engagement, channel, workflow, category, tenant, time, id, data, run. What the
// scope is about is a chip that stays as it is.
void addMessageFilters(FilterBar *bar, const models::MessageScope &scope);
// A category a line, or several with commas between them.
FilterReading readCategories(const QString &text);
// Offers what is known by now.
void offerKnown(FilterBar *bar, const models::Vocabulary &vocabulary);
// What the service is asked for. Days begin at midnight in `zone`, and "7d" is counted back from `now`.
api::MessageQuery messageQuery(const FilterBar::Filters &filters, const QDateTime &now,
                               const QTimeZone &zone = QTimeZone::systemTimeZone());
// What an address asks for that can't be asked, naming the filter and what to do; empty: all of it can.
QString messageFilterProblem(const FilterBar::Filters &filters);
// Only messages without a tenant. The service can't be asked for them: the loaded ones are looked through.
bool wantsNoTenant(const FilterBar::Filters &filters);
// The channel's name, as far as it is known.
QString channelLabel(const QString &id, const models::Vocabulary *vocabulary);
// Why no new message can come into such a list; empty: one can.
QString whyNotFollowed(const api::MessageQuery &query, const QDateTime &now);
// For a tab: "Messages: bounced, undelivered"; `plain` without filters.
QString messagesTitle(const QString &plain, const FilterBar::Filters &filters,
                      const models::Vocabulary *vocabulary);
// Ids out of anything pasted: any separators, each once, at most 50.
FilterReading readMessageIds(const QString &text);

} // namespace ui
