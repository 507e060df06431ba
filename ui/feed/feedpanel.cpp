#include "ui/feed/feedpanel.h"

#include "models/vocabulary.h"
#include "ui/buttons.h"
#include "ui/errorbar.h"
#include "ui/feed/channelfinder.h"
#include "ui/feed/countwords.h"
#include "ui/feed/feedcounts.h"
#include "ui/feed/feeddetail.h"
#include "ui/feed/feedevidence.h"
#include "ui/feed/feedfilters.h"
#include "ui/feed/feedlist.h"
#include "ui/feed/feedside.h"
#include "ui/feed/markall.h"
#include "ui/feed/requestline.h"
#include "ui/filterbar.h"
#include "ui/following.h"
#include "ui/message/marker.h"
#include "ui/message/marking.h"
#include "ui/splitter.h"
#include "ui/statepanel.h"
#include "ui/undobar.h"

#include <QSettings>
#include <QSplitter>
#include <QStackedLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

using State = models::CursorListBase::State;

namespace {
const QString countFilter = u"count"_s; // of the address: whose items are beside the cards
}

FeedPanel::FeedPanel(const Context &context, const QString &userId, QWidget *parent)
    : Panel(parent)
    , m_context(context)
    , m_userId(userId)
    , m_model(new models::FeedModel(*context.client, this))
    , m_finder(new ChannelFinder(*context.client, *context.vocabulary, this))
    , m_filters(new FilterBar(this))
    , m_markError(new ErrorBar(this))
    , m_error(new ErrorBar(this))
    , m_marker(new Marker(*context.client, m_markError, this))
    , m_view(new FeedList(m_model, m_marker))
    , m_side(new FeedSide(context, m_model, m_marker))
    , m_detail(m_side->detail())
    , m_markAll(new MarkAll(*context.client, m_model, m_view, m_marker, this))
    , m_request(new RequestLine(this))
    , m_state(new StatePanel)
    , m_counts(new FeedCounts)
    , m_following(new Following(context, m_model, m_view, u"feed"_s, this))
{
    m_model->setVocabulary(context.vocabulary);
    m_marker->actions()->follow(m_model);
    build();
    connectAll();
    setFocusProxy(m_view);
    offerKnown();
    followMeta();
    showState();
}

FeedPanel::~FeedPanel() = default;

void FeedPanel::build()
{
    addFeedFilters(m_filters);
    addFeedEvidence(m_context, m_model, m_view, m_filters, this);
    m_filters->addTrailing(m_markAll->buttons());
    m_filters->addTrailing(m_following->button());
    m_following->setStaysAtTop(true); // as the customer's own feed does
    m_following->setBeside([this] { return m_model->idAt(m_view->currentIndex().row()); },
                           [this] { m_detail->refresh(); });
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    splitter->addWidget(buildList());
    splitter->addWidget(m_side);
    splitter->setStretchFactor(0, 1);
    rememberSplitter(splitter, m_context.settings, u"feed"_s, 560);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_filters);
    column->addWidget(m_request);
    column->addWidget(makeLine(this));
    column->addWidget(m_markAll);
    column->addWidget(m_markError);
    column->addWidget(m_error);
    column->addWidget(splitter, 1);
    column->addWidget(m_marker->undoBar());
}

QWidget *FeedPanel::buildList()
{
    m_view->setAccessibleName(tr("Feed"));
    auto *side = new QWidget;
    m_stack = new QStackedLayout;
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_state);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_counts);
    column->addWidget(makeLine(side));
    column->addLayout(m_stack, 1);
    return side;
}

void FeedPanel::connectAll()
{
    connect(m_filters, &FilterBar::filtersChanged, this, [this] {
        m_given = m_given || channelId() != m_model->channelId();
        ask();
        Q_EMIT filtersChanged();
    });
    connect(m_model, &models::CursorListBase::stateChanged, this, &FeedPanel::followState);
    connect(m_model, &models::FeedModel::metaChanged, this, &FeedPanel::followMeta);
    connect(m_model, &models::CursorListBase::pageArrived, this, [this] {
        if (!m_view->currentIndex().isValid() && m_model->rowCount() > 0)
            m_view->setCurrentIndex(m_view->model()->index(0, 0));
        followState();
        tellVisible();
    });
    connect(m_model, &QAbstractItemModel::dataChanged, this, [this] { m_showSoon.start(); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        m_showSoon.start();
        tellSettled();
    });
    connect(m_view, &FeedList::visibleChanged, this, &FeedPanel::tellVisible);
    connect(m_view, &FeedList::openRequested, this, &Panel::openRequested);
    connect(m_finder, &ChannelFinder::finished, this, &FeedPanel::channelsKnown);
    connect(m_context.vocabulary, &models::Vocabulary::changed, this, &FeedPanel::offerKnown);
    connect(m_side, &FeedSide::openRequested, this, &Panel::openRequested);
    connect(m_side, &FeedSide::settledChanged, this, &FeedPanel::tellSettled);
    connect(m_side, &FeedSide::numberChanged, this, &FeedPanel::followNumber);
    connect(m_counts, &FeedCounts::clicked, this, [this](models::FeedNumber number) {
        m_side->setNumber(m_side->number() == number ? std::nullopt : std::optional(number));
        followNumber();
    });
    connect(m_error, &ErrorBar::retryRequested, m_model, [this] { m_model->retry(); });
    connect(m_state, &StatePanel::actionTriggered, this, &FeedPanel::takeNextStep);
    // On the whole panel: the marks work from the buttons of the detail, too.
    addMarkShortcuts(this, m_marker, [this] { return m_view->selectedIds(); });
    addUndoShortcuts(this, m_marker);
    m_showSoon.setSingleShot(true);
    m_showSoon.setInterval(60);
    connect(&m_showSoon, &QTimer::timeout, this, &FeedPanel::showCurrent);
    m_clock.start(30'000);
    connect(&m_clock, &QTimer::timeout, m_view->viewport(), [this] { m_view->viewport()->update(); });
}

void FeedPanel::activate()
{
    if (m_active)
        return;
    m_active = true;
    chooseChannel();
}

QString FeedPanel::channelId() const
{
    return m_filters->chip(u"channel"_s)->values().value(0);
}

void FeedPanel::chooseChannel()
{
    const QList<models::KnownChannel> feeds = m_finder->found();
    if (!m_given && feeds.isEmpty()) {
        m_finder->start(m_userId);
        showState();
        return tellSettled();
    }
    if (!m_given) {
        // The one that was looked at last, where it is still known.
        QString chosen = feeds.first().id;
        const QString last
            = m_context.settings ? m_context.settings->value("feed/channel"_L1).toString() : QString();
        for (const models::KnownChannel &feed : feeds) {
            if (feed.id == last)
                chosen = last;
        }
        m_filters->chip(u"channel"_s)->setValues({chosen});
    }
    ask();
    Q_EMIT filtersChanged();
}

void FeedPanel::channelsKnown()
{
    offerKnown();
    showState();
    tellSettled();
}

void FeedPanel::offerKnown()
{
    const QList<models::KnownChannel> feeds = m_finder->found();
    offerFeedChoices(m_filters, feeds, *m_context.vocabulary);
    if (m_active && m_model->channelId().isEmpty() && !m_finder->isActive() && !feeds.isEmpty())
        chooseChannel();
}

void FeedPanel::ask()
{
    if (!m_active || channelId().isEmpty())
        return showState();
    if (m_context.settings && m_context.vocabulary->channel(channelId()).type.startsWith("in_app"_L1))
        m_context.settings->setValue("feed/channel"_L1, channelId());
    m_markError->clear();
    m_detail->clear(tr("No item chosen"));
    m_side->feedOpened();
    m_markAll->cancel();
    const api::FeedQuery query = feedQuery(m_filters->filters());
    m_model->setPageSize(*query.pageSize);
    m_request->setFeed(m_userId, channelId(), query);
    m_model->open(m_userId, channelId(), query);
}

void FeedPanel::refresh()
{
    if (!m_active)
        return activate();
    if (m_model->channelId().isEmpty())
        return chooseChannel();
    if (m_model->state() == State::Failed && m_model->rowCount() == 0)
        m_model->retry();
    else
        m_model->refresh();
    m_side->refresh();
}

void FeedPanel::takeNextStep()
{
    if (channelId().isEmpty())
        m_filters->chip(u"channel"_s)->openChoices();
    else if (m_model->state() == State::Failed && isNoFeed(m_model->error()))
        m_filters->chip(u"channel"_s)->openChoices();
    else if (m_model->state() == State::Failed)
        m_model->retry();
    else
        m_filters->clear();
}

bool FeedPanel::isSettled() const
{
    if (!m_active || m_finder->isActive() || m_showSoon.isActive())
        return false;
    return m_model->state() != State::Loading && m_side->isSettled();
}

QString FeedPanel::failure() const
{
    const bool failed = m_model->state() == State::Failed && m_model->rowCount() == 0;
    return failed ? api::explain(m_model->error()).sentence : QString();
}

QList<QPair<QString, QString>> FeedPanel::filters() const
{
    FilterBar::Filters all = shortFilters(m_filters->filters());
    if (m_side->number())
        all += {countFilter, countKey(*m_side->number())};
    return all;
}

void FeedPanel::setFilters(const QList<QPair<QString, QString>> &filters)
{
    const auto before = m_filters->filters();
    const QString channel = channelId();
    const bool names = std::any_of(filters.cbegin(), filters.cend(),
                                   [](const auto &f) { return f.first == "channel"_L1; });
    m_filters->setFilters(filters);
    const auto count = std::find_if(filters.cbegin(), filters.cend(),
                                    [](const auto &f) { return f.first == countFilter; });
    m_side->setNumber(count == filters.cend() ? std::nullopt : countOfKey(count->second));
    m_counts->setOpen(m_side->number());
    m_given = m_given || names;
    // An address without a channel means the one that is shown.
    if (!names)
        m_filters->chip(u"channel"_s)->setValues(channel.isEmpty() ? QStringList() : QStringList {channel});
    if (m_filters->filters() != before)
        ask();
}

void FeedPanel::followState()
{
    if (m_model->state() == State::Failed && m_model->rowCount() > 0)
        m_error->showError(m_model->error());
    else
        m_error->clear();
    showState();
    tellSettled();
}

void FeedPanel::showState()
{
    m_stack->setCurrentWidget(m_model->rowCount() > 0 ? static_cast<QWidget *>(m_view) : m_state);
    if (m_model->rowCount() > 0)
        return;
    m_detail->clear({});
    if (m_finder->isActive())
        m_state->showLoading(tr("Looking for the in-app channel…"));
    else if (channelId().isEmpty() && m_active)
        m_state->showProblem(
            tr("Which channel is the feed on?"),
            tr("No message tells of an in-app channel yet. Its id is in the service's dashboard."),
            tr("Type a channel id"));
    else if (m_model->state() == State::Failed && isNoFeed(m_model->error()))
        m_state->showProblem(tr("“%1” is not an in-app feed").arg(channelId()),
                             tr("A feed lives on a channel of the in-app kind, of this environment."),
                             tr("Choose another channel"));
    else if (m_model->state() == State::Failed)
        m_state->showError(m_model->error());
    else if (m_model->state() == State::Loading || !m_model->hasLoadedOnce())
        m_state->showLoading();
    else if (isFeedFiltered(m_filters->filters()))
        m_state->showEmpty(tr("Nothing in the feed matches these filters"), {}, tr("Clear the filters"),
                           u"filter"_s);
    else
        m_state->showEmpty(tr("This feed is empty"), tr("The customer sees no notification here."), {},
                           u"bell"_s);
}

QString FeedPanel::stateTitle() const
{
    return m_stack->currentWidget() == m_state ? m_state->title() : QString();
}

void FeedPanel::followMeta()
{
    const bool known = m_model->hasMeta();
    m_counts->setMeta(known ? std::optional(m_model->meta()) : std::nullopt);
    Q_EMIT unseenChanged(known ? m_model->meta().unseenCount : -1);
}

void FeedPanel::followNumber()
{
    m_counts->setOpen(m_side->number());
    Q_EMIT filtersChanged();
    tellSettled();
}

void FeedPanel::showCurrent()
{
    const QModelIndex current = m_view->currentIndex();
    if (current.isValid())
        m_detail->showItem(m_model->row(current.row()), m_userId, m_model->channelId());
    tellSettled();
}

void FeedPanel::tellVisible()
{
    if (m_model->rowCount() > 0)
        m_model->setLastVisibleRow(m_view->lastVisibleRow());
}

void FeedPanel::tellSettled()
{
    const bool settled = isSettled();
    if (settled == m_wasSettled)
        return;
    m_wasSettled = settled;
    Q_EMIT settledChanged();
}

} // namespace ui
