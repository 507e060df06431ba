// The filters of a feed: chips, address and query say the same.
#pragma once

#include "api/client/apierror.h"
#include "api/schema/feed.h"
#include "ui/filterbar.h"

namespace models {
struct KnownChannel;
class Vocabulary;
}

namespace ui {

// Keys of the address: channel, tenant, status, archived, has_tenant, workflow, category, data, page_size.
void addFeedFilters(FilterBar *bar);
void offerFeedChoices(FilterBar *bar, const QList<models::KnownChannel> &feeds,
                      const models::Vocabulary &vocabulary);
// With the page size, without cursors.
api::FeedQuery feedQuery(const FilterBar::Filters &filters);
// Without what is so anyway.
FilterBar::Filters shortFilters(const FilterBar::Filters &filters);
bool isFeedFiltered(const FilterBar::Filters &filters); // less than the customer sees, or more
// The service answers so where the channel is no feed of this environment.
bool isNoFeed(const api::ApiError &error);

} // namespace ui
