#pragma once

#include "api/schema/status.h"
#include "models/feedcrawl.h"

#include <QFrame>
#include <QHash>

class QAction;
class QPushButton;
class QToolButton;

namespace ui {

class CrawlStrip;
class FeedList;
class Marker;

// Marks all items of the feed that match its filters, loaded or not: reads which those are, asks before more
// is changed than what is loaded, then marks them as one step. Also what can be seen of it.
class MarkAll : public QFrame
{
    Q_OBJECT
public:
    // The strip itself shows the progress; hidden while there is none.
    MarkAll(api::Client &client, models::FeedModel *feed, FeedList *list, Marker *marker,
            QWidget *parent = nullptr);
    QWidget *buttons() const { return m_buttons; } // for the page to place

    void start(api::Engagement mark);
    void markVisible();
    void cancel(); // nothing was changed yet
    bool isActive() const;

private:
    struct Found // what is to be marked
    {
        QStringList ids;
        QHash<QString, api::EngagementStatuses> states; // as they were read
    };
    void build();
    qint64 expected() const; // items to be read; -1: not known
    void follow();
    void collect();
    void ask(const Found &found, int loaded);
    void mark(const Found &found, api::Engagement mark);
    void enable();
    bool hasNothingFor(api::Engagement mark) const; // as far as the numbers tell

    models::FeedModel *m_feed;
    FeedList *m_list;
    Marker *m_marker;
    models::FeedCrawl *m_crawl;
    api::Engagement m_mark = api::Engagement::Seen;
    QHash<QString, api::EngagementStatuses> m_states; // while a marking is asked for
    CrawlStrip *m_strip;
    QWidget *m_buttons;
    QPushButton *m_seen;
    QToolButton *m_more;
    struct Entry
    {
        api::Engagement mark;
        QAction *action;
    };
    QList<Entry> m_entries; // of the menu
    QAction *m_visible;
};

} // namespace ui
