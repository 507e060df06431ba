// A number of a feed in words: what it says, what it is made of, and why it may surprise.
#pragma once

#include "models/feedcount.h"

namespace ui {

QString countTitle(models::FeedNumber number, qint64 count); // "5 unseen"; -1: "Unseen"
QString countKey(models::FeedNumber number); // of an address: unseen, unread, total
std::optional<models::FeedNumber> countOfKey(const QString &key);

// "The badge says 5; the feed holds 5 unseen items."
QString countVerdict(const models::FeedTally &tally);
bool countsAgree(const models::FeedTally &tally); // the number, as it is now, and the items
// "7 = 5 for acme + 2 without tenant"; empty where there are no items.
QString countArithmetic(const models::FeedTally &tally);
// Why the number may surprise, or differ from the items: only what applies, each with what was found, the
// likeliest first.
QStringList countCauses(const models::FeedTally &tally);

} // namespace ui
