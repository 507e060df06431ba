// What the customer's own screen makes of a feed.
#pragma once

#include "api/schema/content.h"
#include "api/schema/feed.h"

namespace api {

// What the feed provider of the service's React components takes to show the same: `feedId`, and in
// `defaultFeedOptions` what is set of the query, but for its cursors.
QJsonObject widgetOptions(const QString &channelId, const FeedQuery &query);

// A block that is not to be read: where a click on the whole item leads.
bool isItemLink(const ContentBlock &block);
// Of a kind the service's components know (shapes 4.3).
bool isKnownBlock(const ContentBlock &block);
// The blocks of the other kinds, with all there is of them.
QList<QJsonObject> unknownBlocks(const FeedItem &item);
QList<QJsonObject> unknownBlocks(const MessageContent &content); // of an in-app message
// Nothing to read and no button.
bool isBlank(const FeedItem &item);

} // namespace api
