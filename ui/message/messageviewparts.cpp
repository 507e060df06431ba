// What a message view shows of each part as it arrives.
#include "ui/message/messageview.h"

#include "models/display.h"
#include "ui/jsonview.h"
#include "ui/message/contentview.h"
#include "ui/message/deliverylogsview.h"
#include "ui/message/messagehead.h"
#include "ui/message/overview.h"
#include "ui/message/partview.h"
#include "ui/message/runsteps.h"
#include "ui/message/storynotes.h"
#include "ui/message/storyview.h"
#include "ui/sectiontabs.h"
#include "ui/statepanel.h"

#include <QDateTime>
#include <QLabel>
#include <QStackedLayout>

using namespace Qt::StringLiterals;

namespace ui {

void MessageView::follow(MessageParts::Part part)
{
    using Part = MessageParts::Part;
    if (m_parts->id().isEmpty())
        return;
    if (part == Part::Message)
        showMessage();
    if (m_parts->hasMessage()) {
        // Parts that arrive together are told once.
        if (!m_storySoon.isActive())
            m_storySoon.start();
        if (part == Part::Content)
            showContent();
        if (part == Part::Logs || part == Part::Message)
            showLogs();
        if (part == Part::Activities)
            showActivities();
        if (part == Part::Activities || part == Part::Run) {
            showFacts(); // names are known now
            Q_EMIT titleChanged();
        }
    }
    tellSettled();
}

void MessageView::tellSettled()
{
    const bool settled = isSettled();
    if (settled == m_wasSettled)
        return;
    m_wasSettled = settled;
    Q_EMIT settledChanged();
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
    if (error.httpStatus == 404)
        showProblem(
            tr("The service does not have this message any more: it is past the account's retention, or its "
               "recipient was deleted. What was read of it before is still shown."));
    else
        showProblem(error.isError() ? api::explain(error).sentence : m_rowProblem);
    m_stack->setCurrentWidget(m_body);
    showFacts();
    showContent();
    showActivities();
    m_raw->setJson(m_parts->message().raw);
    Q_EMIT titleChanged();
}

// Its rows are made anew only for another message, another state of it, or a name that was learned.
void MessageView::showFacts()
{
    const api::Message message = m_parts->named();
    QStringList names {message.recipient.label()};
    for (const api::Recipient &actor : message.actors)
        names += actor.label();
    if (!message.raw.isEmpty() && message.raw == m_shownRaw && names == m_shownNames)
        return;
    m_shownRaw = message.raw;
    m_shownNames = names;
    m_head->setMessage(message);
    m_overview->setMessage(message, m_context.vocabulary);
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
        m_state->showProblem(tr("There is no message “%1” here").arg(m_parts->id()),
                             tr("It may belong to another environment, be mistyped, or be older than the 30 "
                                "or 90 days that the "
                                "account keeps messages. "
                                "Then the recipient's feed may still show it. A user who is deleted takes "
                                "the messages along."),
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
    showNotes(story);
    switch (m_parts->state(Part::Events)) {
    case MessageParts::State::Failed:
        m_timelinePart->showError(m_parts->error(Part::Events));
        break;
    case MessageParts::State::Ready:
        m_story->setParts(*m_parts);
        m_timelinePart->showContent();
        break;
    default:
        m_timelinePart->showLoading();
    }
}

void MessageView::showNotes(const MessageStory &story)
{
    QString skips;
    if (story.run)
        skips = skipSentence(runSteps(*story.run, story.message.recipient.label(), m_context.vocabulary));
    m_skips->setText(skips);
    m_skips->setVisible(!skips.isEmpty());
    QStringList notes = lossNotes(story, QDateTime::currentMSecsSinceEpoch() * 1000);
    if (const QString note = statusNote(story); !note.isEmpty())
        notes.prepend(note);
    m_notes->setText(notes.join(u'\n'));
    m_notes->setVisible(!notes.isEmpty());
}

void MessageView::showContent()
{
    using Part = MessageParts::Part;
    switch (m_parts->state(Part::Content)) {
    case MessageParts::State::Failed:
        if (m_parts->error(Part::Content).httpStatus == 404)
            m_contentPart->showEmpty(tr("No content is kept for this message"),
                                     tr("It is past the account's retention, or was never rendered. What it "
                                        "was made from is under Activities."));
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
                              isHistoryGone(m_parts->story(), QDateTime::currentMSecsSinceEpoch() * 1000)
                                  ? tr("Accounts keep the calls for 30 or 90 days, and this was longer ago.")
                                  : tr("Nothing has been handed to the provider yet."));
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
