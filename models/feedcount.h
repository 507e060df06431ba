// What is behind a number of a feed: the items themselves, and what else was found out about it.
#pragma once

#include "models/feedcrawl.h"

#include <QMap>

namespace models {

enum class FeedNumber { Unseen, Unread, Total };

qint64 numberOf(const api::FeedMeta &meta, FeedNumber number); // -1: the service did not tell

struct FeedTally
{
    FeedNumber number = FeedNumber::Unseen;
    api::FeedQuery query; // of the feed whose number it is
    qint64 said = -1; // when its items were asked for; -1: was not known
    int items = 0; // that the feed holds
    QMap<QString, int> ofTenant; // how many of them; of "": without tenant
    int seen = 0, read = 0, archived = 0; // of the items
    int broken = 0; // could not be read as they should be
    int blank = 0; // nothing to show: no text, no button
    int pastFirstPage = -1; // items that the first page does not show; -1: not known
    std::optional<api::FeedMeta> now; // read again after the items, with the feed's own filters
    std::optional<api::FeedMeta> inArchive; // under the same filters; asked for where the archive is left out
    std::optional<api::FeedMeta> anyStatus; // asked for where the feed has a status filter

    qint64 saysNow() const { return now ? numberOf(*now, number) : -1; }
};

// Finds the items behind a number: crawls them, then reads the numbers again and asks what they leave out.
// Nothing is changed. A failure keeps what is there, and goOn() asks for the rest only.
class FeedCount : public QObject
{
    Q_OBJECT
public:
    using State = FeedCrawl::State;

    explicit FeedCount(api::Client &client, QObject *parent = nullptr);

    // `shown`: the ids on the feed's first page as it is shown, in order; null: not known.
    void start(const QString &userId, const QString &channelId, const api::FeedQuery &query,
               FeedNumber number, qint64 said, const std::optional<QStringList> &shown = {});
    void again(); // from the start, with what the number says by now
    void stop();
    void goOn();
    void clear();

    State state() const; // Done: the tally is complete
    const api::ApiError &error() const;
    FeedNumber number() const { return m_number; }
    FeedModel *items() const { return m_crawl->items(); }
    int read() const { return m_crawl->count(); }
    qint64 expected() const; // items to be read; -1: not known
    FeedTally tally() const; // of what is known by now

Q_SIGNALS:
    void changed();

private:
    struct Question
    {
        api::FeedQuery query;
        std::optional<api::FeedMeta> answer;
        api::Call call;
    };
    void followCrawl();
    void askRest();
    void ask(Question &question);
    bool isAnswered() const;

    api::Client &m_client;
    FeedCrawl *m_crawl;
    QString m_userId, m_channelId;
    api::FeedQuery m_query;
    FeedNumber m_number = FeedNumber::Unseen;
    qint64 m_said = -1;
    std::optional<QStringList> m_shown;
    bool m_isCrawled = false;
    bool m_stopped = false;
    api::ApiError m_error; // of a question
    Question m_now, m_inArchive, m_anyStatus;
};

} // namespace models
