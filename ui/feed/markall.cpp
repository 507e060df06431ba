#include "ui/feed/markall.h"

#include "models/feedcount.h"
#include "models/texts.h"
#include "ui/buttons.h"
#include "ui/feed/crawlstrip.h"
#include "ui/feed/feedlist.h"
#include "ui/message/marker.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace ui {

using api::Engagement;
using models::numberText;
using CrawlState = models::FeedCrawl::State;

namespace {

QString allText(Engagement mark)
{
    return mark == Engagement::Seen ? MarkAll::tr("Mark all seen")
        : mark == Engagement::Read  ? MarkAll::tr("Mark all read")
                                    : MarkAll::tr("Archive all");
}

QString questionText(Engagement mark, int count)
{
    return (mark == Engagement::Seen       ? MarkAll::tr("Mark %1 items seen?")
                : mark == Engagement::Read ? MarkAll::tr("Mark %1 items read?")
                                           : MarkAll::tr("Archive %1 items?"))
        .arg(numberText(count));
}

} // namespace

MarkAll::MarkAll(api::Client &client, models::FeedModel *feed, FeedList *list, Marker *marker,
                 QWidget *parent)
    : QFrame(parent)
    , m_feed(feed)
    , m_list(list)
    , m_marker(marker)
    , m_crawl(new models::FeedCrawl(client, this))
    , m_strip(new CrawlStrip(true, this))
    , m_buttons(new QWidget(parent))
{
    build();
    // What undo goes back to was read just now: the service need not be asked again.
    marker->actions()->addStates(this, [this](const QString &id) -> std::optional<api::EngagementStatuses> {
        const auto state = m_states.constFind(id);
        return state == m_states.cend() ? std::nullopt : std::optional(*state);
    });
    connect(m_crawl, &models::FeedCrawl::changed, this, &MarkAll::follow);
    connect(m_strip, &CrawlStrip::stopRequested, this, &MarkAll::cancel);
    connect(m_strip, &CrawlStrip::giveUpRequested, this, &MarkAll::cancel);
    connect(m_strip, &CrawlStrip::goOnRequested, m_crawl, &models::FeedCrawl::goOn);
    connect(feed, &models::FeedModel::metaChanged, this, &MarkAll::enable);
    connect(feed, &models::CursorListBase::stateChanged, this, &MarkAll::enable);
    connect(&client, &api::Client::connectionChanged, this, &MarkAll::enable);
    setVisible(false);
    enable();
}

void MarkAll::build()
{
    auto *column = new QHBoxLayout(this);
    column->setContentsMargins(metric::between, metric::inside, metric::between, metric::inside);
    column->addWidget(m_strip);
    m_seen = makeButton(allText(Engagement::Seen), m_buttons);
    m_more = makeIconButton(u"more"_s, tr("More marks for the visible and for all"), m_buttons);
    auto *menu = new QMenu(m_more);
    menu->setToolTipsVisible(true);
    m_more->setMenu(menu);
    m_more->setPopupMode(QToolButton::InstantPopup);
    auto *row = new QHBoxLayout(m_buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_seen);
    row->addWidget(m_more);
    connect(m_seen, &QPushButton::clicked, this, [this] { start(Engagement::Seen); });
    m_visible = menu->addAction(tr("Mark the visible seen"));
    connect(m_visible, &QAction::triggered, this, &MarkAll::markVisible);
    menu->addSeparator();
    for (const Engagement mark : {Engagement::Seen, Engagement::Read, Engagement::Archived}) {
        m_entries += {mark, menu->addAction(allText(mark))};
        connect(m_entries.last().action, &QAction::triggered, this, [this, mark] { start(mark); });
    }
}

void MarkAll::enable()
{
    const QString reason = m_marker->whyNot(false);
    const bool may = reason.isEmpty() && m_feed->hasLoadedOnce() && !isActive();
    const bool isNoneUnseen = hasNothingFor(Engagement::Seen);
    m_seen->setEnabled(may && !isNoneUnseen);
    m_seen->setToolTip(!reason.isEmpty() ? reason : isNoneUnseen ? tr("Nothing is unseen.") : QString());
    m_visible->setEnabled(m_seen->isEnabled());
    m_visible->setToolTip(m_seen->toolTip());
    for (const Entry &entry : std::as_const(m_entries)) {
        entry.action->setEnabled(may && !hasNothingFor(entry.mark));
        entry.action->setToolTip(reason);
    }
}

bool MarkAll::hasNothingFor(Engagement mark) const
{
    if (mark == Engagement::Archived || !m_feed->hasMeta())
        return m_feed->rowCount() == 0;
    return (mark == Engagement::Seen ? m_feed->meta().unseenCount : m_feed->meta().unreadCount) == 0;
}

void MarkAll::markVisible()
{
    QStringList ids = m_list->visibleIds();
    ids.removeIf([this](const QString &id) {
        return m_feed->row(m_feed->rowOfId(id)).value.engagement().has(Engagement::Seen);
    });
    m_marker->apply(ids, Engagement::Seen, false);
}

void MarkAll::start(Engagement mark)
{
    if (isActive())
        return;
    m_mark = mark;
    api::FeedQuery query = m_feed->query();
    static_cast<api::PageQuery &>(query) = {};
    // Where the feed is not filtered by status, only what lacks the mark need be read.
    if (query.status.isEmpty() && mark != Engagement::Archived)
        query.status = mark == Engagement::Seen ? u"unseen"_s : u"unread"_s;
    m_crawl->start(m_feed->userId(), m_feed->channelId(), query);
    enable();
}

void MarkAll::cancel()
{
    m_crawl->stop();
    m_crawl->clear();
    enable();
}

bool MarkAll::isActive() const
{
    return m_crawl->state() != CrawlState::Idle;
}

// What the pages tell by the way; where the feed is filtered by status it counts something else.
qint64 MarkAll::expected() const
{
    const models::FeedModel *items = m_crawl->items();
    if (!items->hasMeta() || !m_feed->query().status.isEmpty())
        return -1;
    using models::FeedNumber;
    return numberOf(items->meta(),
                    m_mark == Engagement::Seen       ? FeedNumber::Unseen
                        : m_mark == Engagement::Read ? FeedNumber::Unread
                                                     : FeedNumber::Total);
}

void MarkAll::follow()
{
    const CrawlState state = m_crawl->state();
    if (state == CrawlState::Running)
        m_strip->showRunning(m_crawl->count(), expected());
    else if (state == CrawlState::Failed)
        m_strip->showError(m_crawl->error(), m_crawl->count());
    else
        m_strip->clear();
    setVisible(state == CrawlState::Running || state == CrawlState::Failed);
    if (state == CrawlState::Done)
        collect();
}

void MarkAll::collect()
{
    Found found;
    int loaded = 0;
    const models::FeedModel *items = m_crawl->items();
    for (int row = 0; row < items->rowCount(); ++row) {
        const api::FeedItem &item = items->row(row).value;
        if (item.id.isEmpty() || item.engagement().has(m_mark))
            continue;
        found.ids += item.id;
        if (!items->row(row).isBroken())
            found.states.insert(item.id, item.engagement());
        loaded += m_feed->rowOfId(item.id) >= 0;
    }
    m_crawl->clear();
    enable();
    if (found.ids.size() > loaded)
        ask(found, loaded);
    else
        mark(found, m_mark);
}

void MarkAll::mark(const Found &found, Engagement mark)
{
    m_states = found.states;
    m_marker->apply(found.ids, mark, false);
    m_states.clear(); // of no use later: what came since is newer
}

void MarkAll::ask(const Found &found, int loaded)
{
    const int count = int(found.ids.size());
    auto *box = new QMessageBox(QMessageBox::NoIcon, allText(m_mark), questionText(m_mark, count),
                                QMessageBox::NoButton, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(u"markAllQuestion"_s);
    box->setInformativeText(tr("%1 of them are loaded here, %2 are further down.")
                                .arg(numberText(loaded), numberText(count - loaded)));
    QPushButton *yes = box->addButton(allText(m_mark), QMessageBox::AcceptRole);
    box->setDefaultButton(box->addButton(tr("Leave them"), QMessageBox::RejectRole));
    connect(box, &QMessageBox::buttonClicked, this,
            [this, found, yes, mark = m_mark](const QAbstractButton *button) {
                if (button == yes)
                    this->mark(found, mark);
            });
    box->open();
}

} // namespace ui
