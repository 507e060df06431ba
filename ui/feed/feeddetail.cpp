#include "ui/feed/feeddetail.h"

#include "api/client/client.h"
#include "models/display.h"
#include "ui/buttons.h"
#include "ui/chip.h"
#include "ui/flowlayout.h"
#include "ui/keyvaluetable.h"
#include "ui/linklabel.h"
#include "ui/message/marker.h"
#include "ui/message/marking.h"
#include "ui/message/messagefacts.h"
#include "ui/message/partview.h"
#include "ui/message/timeline.h"
#include "ui/message/timelineview.h"
#include "ui/statepanel.h"
#include "ui/theme.h"

#include <QLabel>
#include <QScrollArea>
#include <QStackedLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

FeedDetail::FeedDetail(const Context &context, Marker *marker, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_marker(marker)
    , m_events(new models::EventsModel(*context.client, this))
{
    build();
    connect(m_events, &models::CursorListBase::stateChanged, this, &FeedDetail::eventsChanged);
    connect(m_timelinePart, &PartView::retryRequested, this, [this] { m_events->retry(); });
    connect(m_marks, &MarkBar::toggled, this,
            [this](api::Engagement mark, bool on) { m_marker->apply({m_message.id}, mark, !on); });
    connect(m_marker->actions(), &models::MessageActions::pendingChanged, this, &FeedDetail::showMarks);
    connect(m_marker->actions(), &models::MessageActions::messageChanged, this,
            [this](const api::Message &message) {
                if (message.id == m_message.id)
                    m_events->refresh();
            });
    connect(context.client, &api::Client::connectionChanged, this, &FeedDetail::showMarks);
    connect(Theme::of(), &Theme::changed, this, &FeedDetail::showStory);
}

void FeedDetail::build()
{
    m_state = new StatePanel(this);
    auto *area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_state->setMinimumWidth(200);
    m_body = area;
    auto *inner = new QWidget(area);
    m_head = new QWidget(inner);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    m_head->setSizePolicy(policy);
    m_headFlow = new FlowLayout(m_head, metric::inside);
    m_marks = new MarkBar(m_head);
    m_headFlow->insertWidget(0, m_marks);
    m_sentence = makeSentence({}, inner);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_problem = new QLabel(inner);
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setProperty("role", u"bad"_s);
    m_timeline = new TimelineView;
    m_timelinePart = new PartView(m_timeline, inner);
    m_facts = new KeyValueTable(inner);
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(metric::edge, metric::between, metric::edge, metric::between);
    column->setSpacing(metric::between);
    for (QWidget *part : {m_head, static_cast<QWidget *>(m_problem), static_cast<QWidget *>(m_sentence),
                          static_cast<QWidget *>(m_timelinePart), static_cast<QWidget *>(m_facts)})
        column->addWidget(part);
    column->addStretch(1);
    area->setWidget(inner);
    m_stack = new QStackedLayout(this);
    m_stack->addWidget(m_state);
    m_stack->addWidget(m_body);
}

void FeedDetail::showItem(const api::Row<api::FeedItem> &row, const QString &userId, const QString &channelId)
{
    const bool another = row.value.id != m_message.id;
    m_message = messageOf(row.value, userId, channelId);
    m_activities = qMax(1, row.value.totalActivities);
    m_problem->setText(row.isBroken() ? tr("Some of this item could not be read: %1").arg(row.problem)
                                      : QString());
    m_problem->setVisible(row.isBroken());
    m_stack->setCurrentWidget(m_body);
    showMarks();
    if (another)
        m_events->setSource(models::sources::eventsOf(m_message.id));
    api::Message shown = m_message;
    shown.recipient = {}; // whose feed it is
    fillFacts(m_facts, shown, m_context.vocabulary,
              [this](const Place &place, bool inNewTab) { Q_EMIT openRequested(place, inNewTab); });
    auto *whole = new LinkLabel(tr("Open the message"), {u"message"_s, m_message.id, {}, {}}, m_facts);
    connect(whole, &LinkLabel::openRequested, this, &FeedDetail::openRequested);
    m_facts->addWidget(tr("All of it"), whole);
    showStory();
}

void FeedDetail::clear(const QString &hint)
{
    m_message = {};
    m_events->clear();
    m_state->showEmpty(hint, {}, {}, u"bell"_s);
    m_stack->setCurrentWidget(m_state);
}

void FeedDetail::refresh()
{
    if (!m_message.id.isEmpty())
        m_events->refresh();
}

QString FeedDetail::sentence() const
{
    return m_sentence->accessibleName();
}

bool FeedDetail::isSettled() const
{
    return m_message.id.isEmpty() || m_events->state() != models::CursorListBase::State::Loading;
}

void FeedDetail::showMarks()
{
    qDeleteAll(m_chips);
    m_chips.clear();
    if (m_message.id.isEmpty())
        return;
    using api::Engagement;
    const auto add = [this](const models::Shown &shown) {
        auto *chip = new Chip(shown, m_head);
        m_headFlow->insertWidget(int(m_chips.size()), chip);
        chip->show();
        m_chips += chip;
    };
    const auto neutral = [](const QString &text) {
        models::Shown shown;
        shown.text = text;
        shown.tone = models::Tone::Neutral;
        return shown;
    };
    add(models::display(m_message.status));
    if (!m_message.engagement.has(Engagement::Seen))
        add(neutral(tr("unseen")));
    if (!m_message.engagement.has(Engagement::Read))
        add(neutral(tr("unread")));
    for (const models::Shown &shown : models::shownList(m_message.engagement)) {
        if (shown.tone != models::Tone::None)
            add(shown);
    }
    m_marks->setState(m_message.engagement, !m_marker->actions()->isPending(m_message.id),
                      m_marker->whyNot(false));
}

void FeedDetail::eventsChanged()
{
    if (m_events->canFetchMore({}) && m_events->rowCount() < 200)
        return m_events->fetchMore({});
    showStory();
    Q_EMIT settledChanged();
}

void FeedDetail::showStory()
{
    if (m_message.id.isEmpty())
        return;
    MessageStory story;
    story.message = m_message;
    story.channelType = u"in_app_feed"_s;
    story.activities = m_activities;
    if (!m_message.actors.isEmpty())
        story.actor = m_message.actors.first().label();
    for (int row = 0; row < m_events->rowCount(); ++row) {
        if (!m_events->row(row).isBroken())
            story.events += m_events->row(row).value;
    }
    const Sentence sentence = tell(story);
    m_sentence->setText(sentence.text.toHtmlEscaped());
    m_sentence->setAccessibleName(sentence.text);
    if (m_events->state() == models::CursorListBase::State::Failed) {
        m_timelinePart->showError(m_events->error());
    } else if (m_events->hasLoadedOnce()) {
        m_timeline->setEntries(timeline(story));
        m_timelinePart->showContent();
    } else {
        m_timelinePart->showLoading();
    }
}

} // namespace ui
