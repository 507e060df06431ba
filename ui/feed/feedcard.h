// What a card of the feed shows, taken out of a feed item.
#pragma once

#include "api/schema/feed.h"
#include "models/shown.h"

namespace ui {

struct FeedCard
{
    QString html; // the blocks a customer reads, in order
    QString plain; // the same without markup
    QString avatarName; // of the first actor; empty: nobody in particular
    QString avatarTip; // who took part
    QList<api::ContentButton> buttons;
    QString actionUrl; // where a click on the whole card leads the customer
    models::Shown time;
    QList<models::Shown> marks; // workflow, +3 others, read, …
    bool unseen = true;

    QString spoken() const; // for a screen reader
};

FeedCard cardOf(const api::Row<api::FeedItem> &row, qint64 nowMs);
// HTML without its tags, for one line of text.
QString plainText(const QString &html);

} // namespace ui
