#include "ui/feed/feedside.h"

#include "ui/feed/countview.h"
#include "ui/feed/feeddetail.h"
#include "ui/message/marker.h"
#include "ui/place.h"

namespace ui {

FeedSide::FeedSide(const Context &context, models::FeedModel *feed, Marker *marker, QWidget *parent)
    : QStackedWidget(parent)
    , m_feed(feed)
    , m_detail(new FeedDetail(context, marker))
    , m_count(new CountView(context, marker))
{
    addWidget(m_detail);
    addWidget(m_count);
    connect(feed, &models::CursorListBase::pageArrived, this, &FeedSide::start);
    connect(m_detail, &FeedDetail::openRequested, this, &FeedSide::openRequested);
    connect(m_detail, &FeedDetail::settledChanged, this, &FeedSide::settledChanged);
    connect(m_count, &CountView::openRequested, this, &FeedSide::openRequested);
    connect(m_count, &CountView::settledChanged, this, &FeedSide::settledChanged);
    connect(m_count, &CountView::closeRequested, this, [this] {
        setNumber({});
        Q_EMIT numberChanged();
    });
}

bool FeedSide::isSettled() const
{
    return m_number ? m_count->isSettled() : m_detail->isSettled();
}

void FeedSide::refresh()
{
    if (!m_number)
        m_detail->refresh();
    else if (m_isStarted)
        m_count->count()->again();
}

void FeedSide::setNumber(std::optional<models::FeedNumber> number)
{
    if (number == m_number)
        return;
    m_number = number;
    feedOpened();
    setCurrentWidget(number ? static_cast<QWidget *>(m_count) : m_detail);
    if (m_feed->hasLoadedOnce())
        start();
}

void FeedSide::feedOpened()
{
    m_isStarted = false;
    m_count->count()->clear();
}

void FeedSide::start()
{
    if (!m_number || m_isStarted)
        return;
    m_isStarted = true;
    QStringList shown;
    for (int row = 0; row < qMin(m_feed->rowCount(), m_feed->pageSize()); ++row)
        shown += m_feed->idAt(row);
    m_count->count()->start(m_feed->userId(), m_feed->channelId(), m_feed->query(), *m_number,
                            m_feed->hasMeta() ? numberOf(m_feed->meta(), *m_number) : -1, shown);
}

} // namespace ui
