#include "models/feedcrawl.h"

namespace models {

namespace {
constexpr int largestPage = api::feeds::get.maxPageSize;
}

FeedCrawl::FeedCrawl(api::Client &client, QObject *parent)
    : QObject(parent)
    , m_items(new FeedModel(client, this))
{
    m_items->setPageSize(largestPage);
    m_items->setPriority(api::Priority::Background);
    connect(m_items, &CursorListBase::stateChanged, this, &FeedCrawl::changed);
    connect(m_items, &CursorListBase::pageArrived, this, &FeedCrawl::readOn);
}

void FeedCrawl::start(const QString &userId, const QString &channelId, const api::FeedQuery &query)
{
    m_stopped = false;
    m_items->open(userId, channelId, query);
}

void FeedCrawl::stop()
{
    if (state() != State::Running)
        return;
    m_stopped = true;
    Q_EMIT changed();
}

void FeedCrawl::goOn()
{
    m_stopped = false;
    if (state() == State::Failed)
        m_items->retry();
    else
        m_items->fetchMore({}); // a page that is still on its way asks for the next itself
    Q_EMIT changed();
}

void FeedCrawl::clear()
{
    m_stopped = false;
    m_items->clear();
}

FeedCrawl::State FeedCrawl::state() const
{
    const CursorListBase::State items = m_items->state();
    if (items == CursorListBase::State::Failed)
        return State::Failed;
    if (m_stopped) // also when the page that was on its way was the last one
        return State::Stopped;
    if (items != CursorListBase::State::Complete)
        return State::Running;
    return m_items->hasLoadedOnce() ? State::Done : State::Idle;
}

void FeedCrawl::readOn()
{
    if (!m_stopped)
        m_items->fetchMore({});
    Q_EMIT changed();
}

} // namespace models
