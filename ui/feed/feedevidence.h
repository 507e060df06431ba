// How a feed and its items leave the window: exported, as text for a ticket, as links.
#pragma once

class QListView;
class QWidget;
class QString;

namespace api {
struct FeedItem;
}
namespace models {
class FeedModel;
}

namespace ui {

struct Context;
class FilterBar;

// An item as a ticket takes it: what the customer reads, times in UTC, ids and the link.
QString feedItemReport(const api::FeedItem &item, const QString &userId);

// Export (the button in the bar, Ctrl+E in all of `panel`), and of the selected items Ctrl+Shift+C and
// Ctrl+Shift+L in the view. The actions are the view's.
void addFeedEvidence(const Context &context, const models::FeedModel *model, QListView *view, FilterBar *bar,
                     QWidget *panel);

} // namespace ui
