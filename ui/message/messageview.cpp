#include "ui/message/messageview.h"

#include "models/display.h"
#include "models/secrets.h"
#include "ui/buttons.h"
#include "ui/jsonview.h"
#include "ui/keyvaluetable.h"
#include "ui/message/activitiesview.h"
#include "ui/message/contentview.h"
#include "ui/message/deliverylogsview.h"
#include "ui/message/marker.h"
#include "ui/message/marking.h"
#include "ui/message/messagefacts.h"
#include "ui/message/messagehead.h"
#include "ui/message/partview.h"
#include "ui/message/timelineview.h"
#include "ui/sectiontabs.h"
#include "ui/statepanel.h"
#include "ui/theme.h"

#include <QLabel>
#include <QScrollArea>
#include <QStackedLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

const QStringList &sections()
{
    static const QStringList keys {u"timeline"_s, u"content"_s, u"activities"_s, u"logs"_s, u"raw"_s};
    return keys;
}

// The answer of the last provider call that failed; null when the last one went well.
const api::MessageDeliveryLog *failedCall(const QList<api::MessageDeliveryLog> &logs)
{
    const api::MessageDeliveryLog *last = nullptr;
    for (const api::MessageDeliveryLog &log : logs) {
        if (!last || last->insertedAt <= log.insertedAt)
            last = &log;
    }
    return last && last->response.status.value_or(0) >= 400 ? last : nullptr;
}

} // namespace

MessageView::MessageView(const Context &context, Marker *marker, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_marker(marker)
    , m_parts(new MessageParts(*context.client, context.vocabulary, this))
{
    build();
    connectAll();
    clear();
}

MessageView::~MessageView() = default;

void MessageView::build()
{
    m_state = new StatePanel(this);
    m_body = new QWidget(this);
    m_head = new MessageHead(m_marker, m_body);
    addMarkShortcuts(m_body, m_marker, [this] { return QStringList {m_parts->id()}; });
    m_problem = new QLabel(m_body);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setProperty("role", u"bad"_s);
    m_sentence = makeSentence({}, m_body);
    m_sentence->setTextFormat(Qt::RichText);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_tabs = new SectionTabs(m_body);
    m_pages = new QStackedWidget(m_body);
    // Beside a list there may be little room: what does not fit scrolls or is cut short.
    m_pages->setMinimumWidth(200);
    m_tabs->setMinimumWidth(200);
    m_state->setMinimumWidth(200);

    m_timelinePart = new PartView(buildTimeline(), m_pages);
    m_content = new ContentView;
    m_contentPart = new PartView(m_content, m_pages);
    m_activitiesPart = new PartView(new ActivitiesView(m_parts->activities()), m_pages);
    m_logs = new DeliveryLogsView;
    m_logsPart = new PartView(m_logs, m_pages);
    m_raw = new JsonView(m_pages);
    const QStringList labels {tr("Timeline"), tr("Content"), tr("Activities"), tr("Delivery logs"),
                              tr("Raw")};
    const QList<QWidget *> pages {m_timelinePart, m_contentPart, m_activitiesPart, m_logsPart, m_raw};
    for (int i = 0; i < pages.size(); ++i) {
        m_tabs->addSection(sections().at(i), labels.at(i));
        m_pages->addWidget(pages.at(i));
    }

    auto *column = new QVBoxLayout(m_body);
    column->setContentsMargins(metric::between, metric::between, metric::between, metric::between);
    column->setSpacing(metric::inside + 2);
    column->addWidget(m_problem);
    column->addWidget(m_head);
    column->addWidget(m_sentence);
    auto *tabRow = new QVBoxLayout;
    tabRow->setSpacing(0);
    tabRow->addWidget(m_tabs);
    tabRow->addWidget(makeLine(m_body));
    column->addLayout(tabRow);
    column->addWidget(m_pages, 1);
    m_stack = new QStackedLayout(this);
    m_stack->addWidget(m_state);
    m_stack->addWidget(m_body);
}

QWidget *MessageView::buildTimeline()
{
    auto *area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    auto *inner = new QWidget(area);
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(0, 4, 0, 8);
    column->setSpacing(metric::between);
    m_timeline = new TimelineView(inner);
    m_answerTitle = makeDim({}, inner);
    m_answer = new JsonView(inner);
    m_answer->setAccessibleName(tr("The provider's answer"));
    m_answer->setMaximumLines(12);
    m_facts = new KeyValueTable(inner);
    for (QWidget *part : {static_cast<QWidget *>(m_timeline), static_cast<QWidget *>(m_answerTitle),
                          static_cast<QWidget *>(m_answer), static_cast<QWidget *>(m_facts)})
        column->addWidget(part);
    column->addStretch(1);
    area->setWidget(inner);
    return area;
}

void MessageView::connectAll()
{
    using Part = MessageParts::Part;
    connect(m_head, &MessageHead::openRequested, this, &MessageView::openRequested);
    connect(m_parts, &MessageParts::changed, this, &MessageView::follow);
    connect(m_marker->actions(), &models::MessageActions::messageChanged, m_parts, &MessageParts::update);
    connect(m_state, &StatePanel::actionTriggered, this, [this] { m_parts->retry(Part::Message); });
    connect(m_timelinePart, &PartView::retryRequested, this, [this] { m_parts->retry(Part::Events); });
    connect(m_contentPart, &PartView::retryRequested, this, [this] { m_parts->retry(Part::Content); });
    connect(m_logsPart, &PartView::retryRequested, this, [this] { m_parts->retry(Part::Logs); });
    connect(m_activitiesPart, &PartView::retryRequested, this, [this] { m_parts->activities()->retry(); });
    connect(m_tabs, &SectionTabs::sectionChanged, this, [this](const QString &key) {
        m_pages->setCurrentIndex(int(sections().indexOf(key)));
        Q_EMIT sectionChanged();
    });
    connect(Theme::of(), &Theme::changed, this, [this] {
        if (m_parts->hasMessage())
            showStory(); // its labels hold colours
    });
}

void MessageView::open(const QString &id)
{
    m_rowProblem.clear();
    m_shownContent = {};
    m_state->showLoading();
    m_stack->setCurrentWidget(m_state);
    m_parts->open(id);
}

void MessageView::open(const api::Message &known, const QString &problem)
{
    m_rowProblem
        = problem.isEmpty() ? QString() : tr("Some of this message could not be read: %1").arg(problem);
    m_shownContent = {};
    m_parts->open(known);
}

void MessageView::clear(const QString &hint)
{
    m_parts->clear();
    m_state->showEmpty(hint.isEmpty() ? tr("No message chosen") : hint, {}, {}, u"messages"_s);
    m_stack->setCurrentWidget(m_state);
}

void MessageView::refresh()
{
    m_parts->refresh();
}

QString MessageView::id() const
{
    return m_parts->id();
}

QString MessageView::section() const
{
    return m_tabs->currentSection();
}

void MessageView::setSection(const QString &section)
{
    m_tabs->setCurrentSection(section.isEmpty() ? sections().first() : section);
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
    return m_parts->isSettled();
}

QString MessageView::failure() const
{
    using Part = MessageParts::Part;
    for (const Part part : {Part::Message, Part::Events, Part::Content, Part::Logs}) {
        if (m_parts->state(part) == MessageParts::State::Failed)
            return api::explain(m_parts->error(part)).sentence;
    }
    return {};
}

void MessageView::follow(MessageParts::Part part)
{
    using Part = MessageParts::Part;
    if (m_parts->id().isEmpty())
        return;
    if (part == Part::Message)
        showMessage();
    if (m_parts->hasMessage()) {
        showStory();
        if (part == Part::Content)
            showContent();
        if (part == Part::Logs || part == Part::Message)
            showLogs();
        if (part == Part::Activities) {
            showActivities();
            m_head->setMessage(m_parts->named()); // names are known now
            showFacts();
            Q_EMIT titleChanged();
        }
    }
    const bool settled = isSettled();
    if (settled != m_wasSettled) {
        m_wasSettled = settled;
        Q_EMIT settledChanged();
    }
}

void MessageView::showMessage()
{
    switch (m_parts->state(MessageParts::Part::Message)) {
    case MessageParts::State::Failed:
        return showFailure();
    case MessageParts::State::Ready:
        break;
    default:
        m_state->showLoading();
        return m_stack->setCurrentWidget(m_state);
    }
    // It is still shown when asking for it again has failed, and says so.
    const api::ApiError error = m_parts->error(MessageParts::Part::Message);
    showProblem(error.isError() ? api::explain(error).sentence : m_rowProblem);
    m_stack->setCurrentWidget(m_body);
    m_head->setMessage(m_parts->named());
    showContent();
    showActivities();
    showFacts();
    m_raw->setJson(m_parts->message().raw);
    Q_EMIT titleChanged();
}

void MessageView::showFacts()
{
    fillFacts(m_facts, m_parts->named(), m_context.vocabulary,
              [this](const Place &place, bool inNewTab) { Q_EMIT openRequested(place, inNewTab); });
}

void MessageView::showProblem(const QString &text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

void MessageView::showFailure()
{
    const api::ApiError error = m_parts->error(MessageParts::Part::Message);
    if (error.httpStatus == 404)
        m_state->showProblem(
            tr("There is no message “%1” here").arg(m_parts->id()),
            tr("It may belong to another environment, be older than what the service keeps, or "
               "be mistyped."),
            tr("Ask again"));
    else
        m_state->showError(error);
    m_stack->setCurrentWidget(m_state);
}

void MessageView::showStory()
{
    using Part = MessageParts::Part;
    const MessageStory story = m_parts->story();
    const Sentence sentence = tell(story);
    m_sentence->setText(sentence.html());
    m_sentence->setAccessibleName(sentence.text);
    switch (m_parts->state(Part::Events)) {
    case MessageParts::State::Failed:
        m_timelinePart->showError(m_parts->error(Part::Events));
        break;
    case MessageParts::State::Ready:
        m_timeline->setEntries(timeline(story));
        m_timelinePart->showContent();
        break;
    default:
        m_timelinePart->showLoading();
    }
    const api::MessageDeliveryLog *failed = failedCall(story.logs);
    m_answerTitle->setVisible(failed);
    m_answer->setVisible(failed);
    if (failed) {
        m_answerTitle->setText(tr("What %1 answered").arg(failed->serviceName));
        m_answer->setJson(models::maskedSecrets(failed->response.body));
    }
}

void MessageView::showContent()
{
    using Part = MessageParts::Part;
    switch (m_parts->state(Part::Content)) {
    case MessageParts::State::Failed:
        if (m_parts->error(Part::Content).httpStatus == 404)
            m_contentPart->showEmpty(tr("No content is kept for this message"));
        else
            m_contentPart->showError(m_parts->error(Part::Content));
        break;
    case MessageParts::State::Ready:
        // Drawn once: a refresh that brings the same must not scroll it back.
        if (m_shownContent != m_parts->content().raw || m_shownContent.isEmpty()) {
            m_shownContent = m_parts->content().raw;
            m_content->setContent(m_parts->content());
        }
        m_contentPart->showContent();
        break;
    default:
        m_contentPart->showLoading();
    }
}

void MessageView::showLogs()
{
    using Part = MessageParts::Part;
    const QList<api::MessageDeliveryLog> logs = m_parts->logs();
    m_tabs->setBadge(u"logs"_s, logs.size() > 1 ? QString::number(logs.size()) : QString());
    switch (m_parts->state(Part::Logs)) {
    case MessageParts::State::Failed:
        return m_logsPart->showError(m_parts->error(Part::Logs));
    case MessageParts::State::Ready:
        break;
    default:
        return m_logsPart->showLoading();
    }
    if (!logs.isEmpty()) {
        m_logs->setLogs(logs);
        return m_logsPart->showContent();
    }
    if (m_parts->story().isInApp())
        m_logsPart->showEmpty(tr("In-app messages have no delivery logs"),
                              tr("They don't leave the service."));
    else
        m_logsPart->showEmpty(tr("No call to the provider is recorded"),
                              tr("Nothing was sent yet, or it was long ago."));
}

void MessageView::showActivities()
{
    const models::CursorListBase *list = m_parts->activities();
    const int count = list->rowCount();
    m_tabs->setBadge(u"activities"_s, count > 1 ? models::numberText(count) : QString());
    if (count > 0)
        m_activitiesPart->showContent();
    else if (list->state() == models::CursorListBase::State::Failed)
        m_activitiesPart->showError(list->error());
    else if (list->state() == models::CursorListBase::State::Loading)
        m_activitiesPart->showLoading();
    else
        m_activitiesPart->showEmpty(tr("No activity is recorded for this message"));
}

} // namespace ui
