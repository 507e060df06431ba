#pragma once

#include "api/schema/feed.h"
#include "models/followedlist.h"

namespace models {

// Made once, in feedmodel.cpp.
extern template class CursorListModel<api::FeedItem, api::Feed>;
extern template class FollowedList<api::FeedItem, api::Feed>;

// One person's in-app feed of one channel, with the service's counts (E14, behaviour 15).
class FeedModel : public FollowedList<api::FeedItem, api::Feed>
{
    Q_OBJECT
public:
    explicit FeedModel(api::Client &client, QObject *parent = nullptr);

    // Starts over with another person, channel or filter. The query's cursors are ignored.
    void open(const QString &userId, const QString &channelId, const api::FeedQuery &query = {});
    void setPriority(api::Priority priority) { m_priority = priority; } // of its pages; before open()
    QString userId() const { return m_userId; }
    QString channelId() const { return m_channelId; }
    const api::FeedQuery &query() const { return m_query; }

    const api::FeedMeta &meta() const { return m_meta; } // as the service last said
    bool hasMeta() const { return m_hasMeta; } // false: not said yet, or not readable
    const QJsonObject &vars() const { return m_vars; }
    // Takes the engagement times of a message over into its row; nothing else of the row changes.
    void apply(const api::Message &message);
    // Asks the service for the counts alone: after marking, they are read, never computed.
    void rereadCounts();

Q_SIGNALS:
    void metaChanged();

protected:
    void pageReceived(const api::Feed &page, const QStringList &problems) override;

private:
    void takeMeta(const api::FeedMeta &meta, const QStringList &problems);
    QString m_userId, m_channelId;
    api::FeedQuery m_query;
    api::FeedMeta m_meta;
    QJsonObject m_vars;
    api::Priority m_priority = api::Priority::Foreground;
    bool m_hasMeta = false;
    api::Call m_counts;
};

} // namespace models
