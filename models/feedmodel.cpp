#include "models/feedmodel.h"

namespace models {

template class CursorListModel<api::FeedItem, api::Feed>;
template class FollowedList<api::FeedItem, api::Feed>;

FeedModel::FeedModel(api::Client &client, QObject *parent)
    : FollowedList(client, parent)
{
}

void FeedModel::open(const QString &userId, const QString &channelId, const api::FeedQuery &query)
{
    m_counts = {};
    m_userId = userId;
    m_channelId = channelId;
    m_query = query;
    m_meta = {};
    m_hasMeta = false;
    m_vars = {};
    setSource([userId, channelId, query, priority = m_priority](const api::PageQuery &page) {
        api::FeedQuery asked = query;
        static_cast<api::PageQuery &>(asked) = page;
        auto request = api::feeds::get(userId, channelId, asked);
        request.priority = priority;
        return request;
    });
    Q_EMIT metaChanged();
}

void FeedModel::pageReceived(const api::Feed &page, const QStringList &problems)
{
    m_vars = page.vars;
    if (m_vocabulary)
        m_vocabulary->learnFeedChannel(m_channelId);
    takeMeta(page.meta, problems);
}

void FeedModel::takeMeta(const api::FeedMeta &meta, const QStringList &problems)
{
    // Counts that can't be read are unknown: zero would be an answer.
    m_hasMeta = std::none_of(problems.cbegin(), problems.cend(), [](const QString &problem) {
        return problem.startsWith(QLatin1StringView(".meta"));
    });
    m_meta = m_hasMeta ? meta : api::FeedMeta();
    Q_EMIT metaChanged();
}

void FeedModel::apply(const api::Message &message)
{
    const int at = rowOfId(message.id);
    if (at < 0)
        return;
    api::FeedItem item = row(at).value;
    item.seenAt = message.seenAt;
    item.readAt = message.readAt;
    item.interactedAt = message.interactedAt;
    item.linkClickedAt = message.linkClickedAt;
    item.archivedAt = message.archivedAt;
    if (!message.updatedAt.isNull())
        item.updatedAt = message.updatedAt;
    // The raw JSON is what a person reads beside the row: it must not tell another story.
    api::forEachField<api::FeedItem>([&](const auto &field) {
        using Member = typename std::decay_t<decltype(field)>::Member;
        if constexpr (std::is_same_v<Member, api::Timestamp>) {
            const api::Timestamp &time = item.*field.member;
            api::setValueAt(item.raw, field.path, time.isNull() ? QJsonValue() : api::write(time));
        }
    });
    updateRow(item);
}

void FeedModel::rereadCounts()
{
    if (m_userId.isEmpty() || m_channelId.isEmpty())
        return;
    api::FeedQuery query = m_query;
    static_cast<api::PageQuery &>(query) = {};
    query.pageSize = 1;
    m_counts = client().send<api::Feed>(api::feeds::get(m_userId, m_channelId, query),
                                        [this](const api::Result<api::Feed> &result) {
                                            if (result.ok())
                                                takeMeta(result.value().meta, result.problems());
                                        });
}

} // namespace models
