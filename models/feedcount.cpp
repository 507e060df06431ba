#include "models/feedcount.h"

#include "api/schema/feedwidget.h"

using namespace Qt::StringLiterals;

namespace models {

namespace {

bool hasStatus(const api::FeedQuery &query)
{
    return !query.status.isEmpty() && query.status != "all"_L1;
}

bool leavesArchiveOut(const api::FeedQuery &query)
{
    return query.archived.isEmpty() || query.archived == "exclude"_L1;
}

QString statusOf(FeedNumber number)
{
    switch (number) {
    case FeedNumber::Unseen:
        return u"unseen"_s;
    case FeedNumber::Unread:
        return u"unread"_s;
    default:
        return {};
    }
}

} // namespace

qint64 numberOf(const api::FeedMeta &meta, FeedNumber number)
{
    switch (number) {
    case FeedNumber::Unseen:
        return meta.unseenCount;
    case FeedNumber::Unread:
        return meta.unreadCount;
    default:
        return meta.totalCount.value_or(-1);
    }
}

FeedCount::FeedCount(api::Client &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_crawl(new FeedCrawl(client, this))
{
    connect(m_crawl, &FeedCrawl::changed, this, &FeedCount::followCrawl);
}

void FeedCount::start(const QString &userId, const QString &channelId, const api::FeedQuery &query,
                      FeedNumber number, qint64 said, const std::optional<QStringList> &shown)
{
    clear();
    m_userId = userId;
    m_channelId = channelId;
    m_query = query;
    static_cast<api::PageQuery &>(m_query) = {};
    m_number = number;
    m_said = said;
    m_shown = shown;
    // The number counts whatever status the feed is filtered by, so its items are asked for by its own.
    api::FeedQuery counted = m_query;
    counted.status = statusOf(number);
    m_crawl->start(userId, channelId, counted);
}

void FeedCount::again()
{
    const qint64 now = tally().saysNow();
    start(m_userId, m_channelId, m_query, m_number, now >= 0 ? now : m_said, m_shown);
}

void FeedCount::stop()
{
    if (state() != State::Running)
        return;
    m_stopped = true;
    for (Question *question : {&m_now, &m_inArchive, &m_anyStatus})
        question->call = {};
    m_crawl->stop();
    Q_EMIT changed();
}

void FeedCount::goOn()
{
    m_stopped = false;
    m_error = {};
    if (m_isCrawled)
        askRest();
    else
        m_crawl->goOn();
    Q_EMIT changed();
}

void FeedCount::clear()
{
    m_isCrawled = m_stopped = false;
    m_error = {};
    m_now = {};
    m_inArchive = {};
    m_anyStatus = {};
    m_crawl->clear();
}

void FeedCount::followCrawl()
{
    if (!m_isCrawled && m_crawl->state() == State::Done) {
        m_isCrawled = true;
        m_now.query = m_query;
        m_inArchive.query = m_query;
        m_inArchive.query.status.clear();
        m_inArchive.query.archived = u"only"_s;
        m_anyStatus.query = m_query;
        m_anyStatus.query.status.clear();
        askRest();
    }
    Q_EMIT changed();
}

// All at once: none of them waits for another.
void FeedCount::askRest()
{
    ask(m_now);
    if (leavesArchiveOut(m_query))
        ask(m_inArchive);
    if (hasStatus(m_query))
        ask(m_anyStatus);
}

void FeedCount::ask(Question &question)
{
    if (question.answer)
        return;
    question.query.pageSize = 1;
    question.call
        = m_client.send<api::Feed>(api::feeds::get(m_userId, m_channelId, question.query).background(),
                                   [this, &question](const api::Result<api::Feed> &result) {
                                       if (result.ok())
                                           question.answer = result.value().meta;
                                       else
                                           m_error = result.error();
                                       Q_EMIT changed();
                                   });
}

bool FeedCount::isAnswered() const
{
    return m_now.answer && (m_inArchive.answer || !leavesArchiveOut(m_query))
        && (m_anyStatus.answer || !hasStatus(m_query));
}

FeedCount::State FeedCount::state() const
{
    if (!m_isCrawled)
        return m_crawl->state();
    if (isAnswered())
        return State::Done;
    if (m_stopped)
        return State::Stopped;
    const bool isAsking = m_now.call.active() || m_inArchive.call.active() || m_anyStatus.call.active();
    return m_error.isError() && !isAsking ? State::Failed : State::Running;
}

const api::ApiError &FeedCount::error() const
{
    return m_isCrawled ? m_error : m_crawl->error();
}

qint64 FeedCount::expected() const
{
    // Each page tells the number anew.
    const FeedModel *items = m_crawl->items();
    const qint64 told = items->hasMeta() ? numberOf(items->meta(), m_number) : -1;
    return qMax(told >= 0 ? told : m_said, qint64(-1));
}

FeedTally FeedCount::tally() const
{
    FeedTally tally;
    tally.number = m_number;
    tally.query = m_query;
    tally.said = m_said;
    tally.items = read();
    tally.now = m_now.answer;
    tally.inArchive = m_inArchive.answer;
    tally.anyStatus = m_anyStatus.answer;
    int past = 0;
    for (int row = 0; row < tally.items; ++row) {
        const api::Row<api::FeedItem> &item = items()->row(row);
        ++tally.ofTenant[item.value.tenant.isEmpty() ? QString() : item.value.tenant];
        tally.seen += !item.value.seenAt.isNull();
        tally.read += !item.value.readAt.isNull();
        tally.archived += !item.value.archivedAt.isNull();
        tally.broken += item.isBroken();
        tally.blank += !item.isBroken() && api::isBlank(item.value);
        past += m_shown && !m_shown->contains(item.value.id);
    }
    // A first page filtered by status shows something else.
    if (m_shown && !hasStatus(m_query))
        tally.pastFirstPage = past;
    return tally;
}

} // namespace models
