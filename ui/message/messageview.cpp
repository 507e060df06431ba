#include "ui/message/messageview.h"

#include "ui/buttons.h"
#include "ui/jsonview.h"
#include "ui/message/activitiesview.h"
#include "ui/message/comparechooser.h"
#include "ui/message/contentview.h"
#include "ui/message/deliverylogsview.h"
#include "ui/message/evidence.h"
#include "ui/message/marker.h"
#include "ui/message/marking.h"
#include "ui/message/messagehead.h"
#include "ui/message/overview.h"
#include "ui/message/partview.h"
#include "ui/message/runview.h"
#include "ui/message/storyview.h"
#include "ui/sectiontabs.h"
#include "ui/splitter.h"
#include "ui/statepanel.h"
#include "ui/theme.h"
#include "ui/wrappedlabel.h"

#include <QAction>
#include <QLabel>
#include <QResizeEvent>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int wideFrom = 900; // room for a timeline and a content beside each other
constexpr int sideWidth = 640; // an e-mail is 600 wide

const QStringList &sections()
{
    static const QStringList keys {u"timeline"_s,   u"content"_s, u"overview"_s,
                                   u"activities"_s, u"logs"_s,    u"raw"_s};
    return keys;
}

// Its parts scroll, so nobody around it needs to know how high it would like to be at which width: to tell,
// all of it would be laid out again and again.
class MessageBody : public QWidget
{
public:
    using QWidget::QWidget;
    QSize sizeHint() const override { return {wideFrom, sideWidth}; }
    QSize minimumSizeHint() const override { return layout()->minimumSize(); }
    bool hasHeightForWidth() const override { return false; }
    int heightForWidth(int) const override { return -1; }
};

} // namespace

MessageView::MessageView(const Context &context, Marker *marker, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_marker(marker)
    , m_parts(new MessageParts(*context.client, context.vocabulary, this))
    , m_section(sections().first())
{
    build();
    connectAll();
    clear();
}

MessageView::~MessageView() = default;

void MessageView::build()
{
    m_state = new StatePanel(this);
    m_state->setMinimumWidth(200);
    m_body = new MessageBody(this);
    m_evidence = new MessageEvidence(*m_parts, m_body);
    buildHead();
    buildPages();
    buildBody();
    m_stack = new QStackedLayout(this);
    m_stack->addWidget(m_state);
    m_stack->addWidget(m_body);
    arrange();
}

void MessageView::buildHead()
{
    m_head = new MessageHead(m_marker, m_evidence, m_body);
    addMarkShortcuts(m_body, m_marker, [this] {
        return m_parts->hasMessage() ? QStringList {m_parts->id()}
                                     : QStringList(); // never one that is not seen
    });
    auto *compare = new QAction(tr("Compare with…"), m_body);
    compare->setShortcut(Qt::Key_C);
    compare->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(compare, &QAction::triggered, this, &MessageView::chooseComparison);
    m_body->addAction(compare);
    m_problem = new QLabel(m_body);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setProperty("role", u"bad"_s);
    m_sentence = new WrappedLabel(m_body);
    m_sentence->setFont(Theme::of()->sentenceFont());
    m_sentence->setTextFormat(Qt::RichText);
    m_skips = new WrappedLabel(m_body);
    m_notes = new WrappedLabel(m_body);
    m_notes->setProperty("role", u"dim"_s);
    for (QLabel *label : {m_sentence, m_skips, m_notes})
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    for (QLabel *label : {m_skips, m_notes}) {
        label->setTextFormat(Qt::PlainText);
        label->hide();
    }
}

void MessageView::buildPages()
{
    m_tabs = new SectionTabs(m_body);
    m_pages = new QStackedWidget(m_body);
    // Beside a list there may be little room: what does not fit scrolls or is cut short.
    m_pages->setMinimumWidth(200);
    m_tabs->setMinimumWidth(200);
    m_story = new StoryView;
    m_timelinePart = new PartView(m_story, m_pages);
    m_content = new ContentView;
    m_contentPart = new PartView(m_content, m_pages);
    m_overview = new Overview;
    m_overviewArea = new QScrollArea(m_pages);
    m_overviewArea->setFrameShape(QFrame::NoFrame);
    m_overviewArea->setWidgetResizable(true);
    m_activities = new ActivitiesView(m_parts->activities());
    m_activitiesPart = new PartView(m_activities, m_pages);
    m_logs = new DeliveryLogsView;
    m_logsPart = new PartView(m_logs, m_pages);
    m_raw = new JsonView(m_pages);
    const QStringList labels {tr("Timeline"),   tr("Content"),       tr("Overview"),
                              tr("Activities"), tr("Delivery logs"), tr("Raw")};
    for (int i = 0; i < sections().size(); ++i) {
        m_tabs->addSection(sections().at(i), labels.at(i));
        if (i > 0)
            m_pages->addWidget(pageOf(sections().at(i)));
    }
}

QWidget *MessageView::pageOf(const QString &section) const
{
    const QHash<QString, QWidget *> pages {
        {u"timeline"_s, m_timelinePart},     {u"content"_s, m_contentPart}, {u"overview"_s, m_overviewArea},
        {u"activities"_s, m_activitiesPart}, {u"logs"_s, m_logsPart},       {u"raw"_s, m_raw}};
    return pages.value(section);
}

void MessageView::buildBody()
{
    auto *column = new QVBoxLayout(m_body);
    column->setContentsMargins(metric::between, metric::between, metric::between, metric::between);
    column->setSpacing(metric::inside);
    for (QWidget *part : {static_cast<QWidget *>(m_problem), static_cast<QWidget *>(m_head),
                          static_cast<QWidget *>(m_sentence), static_cast<QWidget *>(m_skips),
                          static_cast<QWidget *>(m_notes)})
        column->addWidget(part);
    auto *side = new QWidget(m_body);
    auto *sideColumn = new QVBoxLayout(side);
    m_side = sideColumn;
    sideColumn->setContentsMargins(0, 0, 0, 0);
    sideColumn->setSpacing(metric::inside);
    auto *tabRow = new QVBoxLayout;
    tabRow->setSpacing(0);
    tabRow->addWidget(m_tabs);
    tabRow->addWidget(makeLine(m_body));
    sideColumn->addLayout(tabRow);
    sideColumn->addWidget(m_pages, 1);
    m_split = new QSplitter(Qt::Horizontal, m_body);
    m_split->setChildrenCollapsible(false);
    m_split->setHandleWidth(1);
    m_split->addWidget(side);
    column->addWidget(m_split, 1);
}

void MessageView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if ((width() >= wideFrom) != m_wide)
        arrange();
}

// Moves the timeline and the overview to where there is room for them.
void MessageView::arrange()
{
    m_arranging = true;
    m_wide = width() >= wideFrom;
    if (m_wide) {
        m_story->setFoot(nullptr);
        m_overviewArea->setWidget(m_overview);
        m_split->insertWidget(0, m_timelinePart);
        m_timelinePart->setVisible(true);
        m_split->setSizes({width() - sideWidth, sideWidth});
        m_split->setStretchFactor(1, 1);
    } else {
        m_overviewArea->takeWidget();
        m_story->setFoot(m_overview);
        m_pages->insertWidget(0, m_timelinePart);
    }
    m_side->setContentsMargins(m_wide ? metric::between : 0, 0, 0, 0);
    m_overview->show();
    m_tabs->setTabVisible(int(sections().indexOf(u"timeline"_s)), !m_wide);
    m_tabs->setTabVisible(int(sections().indexOf(u"overview"_s)), m_wide);
    m_arranging = false;
    showSection();
}

// The wanted section, or what stands for it at this width.
void MessageView::showSection()
{
    QString shown = m_section;
    if (m_wide && shown == "timeline"_L1)
        shown = u"content"_s;
    else if (!m_wide && shown == "overview"_L1)
        shown = u"timeline"_s;
    const bool before = std::exchange(m_arranging, true);
    m_tabs->setCurrentSection(shown);
    m_arranging = before;
    m_pages->setCurrentWidget(pageOf(shown));
    fillSight();
}

QStringList MessageView::inSight() const
{
    const QString shown = m_tabs->currentSection();
    if (m_wide)
        return {u"timeline"_s, shown};
    return shown == "timeline"_L1 ? QStringList {shown, u"overview"_s} : QStringList {shown};
}

void MessageView::setSection(const QString &section)
{
    const QString wanted = sections().contains(section) ? section : sections().first();
    const bool isNew = wanted != m_section;
    m_section = wanted;
    showSection();
    if (isNew)
        Q_EMIT sectionChanged();
}

bool MessageView::isContentShown() const
{
    return m_pages->currentWidget() == m_contentPart;
}

void MessageView::connectAll()
{
    connect(m_head, &MessageHead::openRequested, this, &MessageView::openRequested);
    connect(m_head, &MessageHead::compareRequested, this, &MessageView::chooseComparison);
    connect(m_story, &StoryView::openRequested, this, &MessageView::openRequested);
    connect(m_overview, &Overview::openRequested, this, &MessageView::openRequested);
    connect(m_activities, &ActivitiesView::openRequested, this, &MessageView::openRequested);
    connect(m_evidence, &MessageEvidence::failed, this, &MessageView::showProblem);
    connect(m_parts, &MessageParts::changed, this, &MessageView::follow);
    connect(m_marker->actions(), &models::MessageActions::messageChanged, m_parts, &MessageParts::update);
    m_marker->actions()->addStates(m_parts,
                                   [this](const QString &id) -> std::optional<api::EngagementStatuses> {
                                       if (id != m_parts->id() || !m_parts->hasMessage())
                                           return {};
                                       return models::statusesOf(m_parts->message());
                                   });
    connect(m_tabs, &SectionTabs::sectionChanged, this, [this](const QString &key) {
        if (m_arranging)
            return;
        m_section = key;
        m_pages->setCurrentWidget(pageOf(key));
        fillSight();
        Q_EMIT sectionChanged();
    });
    connect(Theme::of(), &Theme::changed, this, [this] {
        if (m_parts->hasMessage() && !m_newsSoon.isActive())
            showStory(); // its labels hold colours
    });
    m_newsSoon.setSingleShot(true);
    connect(&m_newsSoon, &QTimer::timeout, this, &MessageView::showNews);
    m_loadingSoon.setSingleShot(true);
    connect(&m_loadingSoon, &QTimer::timeout, this, [this] {
        if (m_parts->hasMessage()
            || m_parts->state(MessageParts::Part::Message) != MessageParts::State::Loading)
            return;
        m_state->showLoading();
        m_stack->setCurrentWidget(m_state);
    });
    connectRetries();
}

void MessageView::connectRetries()
{
    using Part = MessageParts::Part;
    connect(m_state, &StatePanel::actionTriggered, this, [this] { m_parts->retry(Part::Message); });
    connect(m_timelinePart, &PartView::retryRequested, this, [this] { m_parts->retry(Part::Events); });
    connect(m_contentPart, &PartView::retryRequested, this, [this] { m_parts->retry(Part::Content); });
    connect(m_logsPart, &PartView::retryRequested, this, [this] { m_parts->retry(Part::Logs); });
    connect(m_activitiesPart, &PartView::retryRequested, this, [this] { m_parts->activities()->retry(); });
}

void MessageView::chooseComparison()
{
    if (!m_parts->hasMessage())
        return;
    auto *chooser = new CompareChooser(m_parts->message(), *m_context.client, m_context.vocabulary, window());
    connect(chooser, &CompareChooser::chosen, this, [this, own = m_parts->id()](const QString &id) {
        Q_EMIT openRequested(comparePlace(own, id), false);
    });
    chooser->open();
}

void MessageView::open(const QString &id)
{
    m_rowProblem.clear();
    forgetShown();
    m_parts->open(id);
    showLoadingSoon();
}

void MessageView::open(const api::Message &known, const QString &problem)
{
    m_rowProblem
        = problem.isEmpty() ? QString() : tr("Some of this message could not be read: %1").arg(problem);
    forgetShown();
    m_parts->open(known);
}

void MessageView::forgetShown()
{
    m_shownContent = {};
    m_news.clear();
    m_stale.clear();
}

void MessageView::clear(const QString &hint)
{
    m_parts->clear();
    m_state->showEmpty(hint.isEmpty() ? tr("No message chosen") : hint, {}, {}, u"messages"_s);
    m_stack->setCurrentWidget(m_state);
}

void MessageView::refresh()
{
    m_shownRaw = {}; // "4 min ago" is another now
    m_parts->refresh();
}

QString MessageView::id() const
{
    return m_parts->id();
}

QString MessageView::title() const
{
    if (!m_parts->hasMessage())
        return tr("Message");
    const api::Message m = m_parts->named();
    return tr("%1 to %2").arg(m.workflow.isEmpty() ? tr("Message") : m.workflow, m.recipient.label());
}

QString MessageView::sentence() const
{
    return m_parts->hasMessage() ? tell(m_parts->story()).text : QString();
}

bool MessageView::isSettled() const
{
    return m_parts->isSettled() && !m_newsSoon.isActive();
}

QString MessageView::failure() const
{
    using Part = MessageParts::Part;
    for (const Part part : {Part::Message, Part::Events, Part::Content, Part::Logs}) {
        const bool isGone = part == Part::Content && m_parts->error(part).httpStatus == 404; // is told there
        if (m_parts->state(part) == MessageParts::State::Failed && !isGone)
            return api::explain(m_parts->error(part)).sentence;
    }
    return {};
}

} // namespace ui
