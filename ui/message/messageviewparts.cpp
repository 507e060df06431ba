// What a message view shows of each part as it arrives.
#include "ui/message/messageview.h"

#include "models/display.h"
#include "ui/jsonview.h"
#include "ui/layoutpause.h"
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
#include "ui/wrappedlabel.h"

#include <QDateTime>
#include <QLabel>
#include <QStackedLayout>

using namespace Qt::StringLiterals;

namespace ui {

// Parts that arrive together are shown together: the last one does not wait until the first one is drawn.
void MessageView::follow(MessageParts::Part part)
{
    constexpr int patienceMs = 8; // half a frame
    if (m_parts->id().isEmpty())
        return;
    m_news.insert(part);
    if (!isMoreDue())
        m_newsSoon.start(0);
    else if (!m_newsSoon.isActive())
        m_newsSoon.start(patienceMs);
    tellSettled();
}

bool MessageView::isMoreDue() const
{
    using Part = MessageParts::Part;
    for (const Part part : {Part::Message, Part::Content, Part::Events, Part::Activities, Part::Logs}) {
        if (m_parts->state(part) == MessageParts::State::Loading)
            return true;
    }
    return m_news.contains(Part::Run) && m_parts->state(Part::Run) == MessageParts::State::Loading;
}

void MessageView::showNews()
{
    using Part = MessageParts::Part;
    const QSet<Part> news = std::exchange(m_news, {});
    if (!m_parts->id().isEmpty()) {
        if (m_parts->hasMessage())
            showNewsOfMessage(news);
        else if (news.contains(Part::Message))
            showMissing();
    }
    tellSettled();
}

void MessageView::showNewsOfMessage(const QSet<MessageParts::Part> &news)
{
    using Part = MessageParts::Part;
    {
        const LayoutPause body(*m_body), side(*m_side->parentWidget());
        const bool isNew = news.contains(Part::Message);
        if (isNew)
            showMessage();
        if (isNew || news.contains(Part::Content))
            showContent();
        if (isNew || news.contains(Part::Logs))
            showLogs();
        if (isNew || news.contains(Part::Activities))
            showActivities();
        showFacts(); // an activity or the run may have told a name
        showStory();
    }
    m_stack->setCurrentWidget(m_body);
    if (news.contains(Part::Message) || news.contains(Part::Activities) || news.contains(Part::Run))
        Q_EMIT titleChanged();
}

// Sections that nobody looks at wait with what takes its time.
void MessageView::fillSight()
{
    const QStringList sections = inSight();
    for (const QString &section : sections) {
        if (m_stale.remove(section))
            fill(section);
    }
}

void MessageView::fill(const QString &section)
{
    if (section == "timeline"_L1)
        m_story->setParts(*m_parts);
    else if (section == "overview"_L1)
        m_overview->setMessage(m_parts->named(), m_context.vocabulary);
    else if (section == "content"_L1)
        m_content->setContent(m_parts->content());
    else if (section == "logs"_L1)
        m_logs->setLogs(m_parts->logs());
    else if (section == "raw"_L1)
        m_raw->setJson(m_parts->message().raw);
}

void MessageView::tellSettled()
{
    const bool settled = isSettled();
    if (settled == m_wasSettled)
        return;
    m_wasSettled = settled;
    Q_EMIT settledChanged();
}

void MessageView::showMissing()
{
    if (m_parts->state(MessageParts::Part::Message) == MessageParts::State::Failed)
        return showFailure();
    showLoadingSoon();
}

// The message before stays for a moment: mostly the next one is here before anybody could read that it is on
// its way, and hiding all of the one and showing all of the other takes its time.
void MessageView::showLoadingSoon()
{
    constexpr int momentMs = 200;
    if (m_stack->currentWidget() == m_state)
        m_state->showLoading();
    else if (!m_loadingSoon.isActive())
        m_loadingSoon.start(momentMs);
}

void MessageView::showMessage()
{
    // It is still shown when asking for it again has failed, and says so.
    const api::ApiError error = m_parts->error(MessageParts::Part::Message);
    if (error.httpStatus == 404)
        showProblem(
            tr("The service does not have this message any more: it is past the account's retention, or its "
               "recipient was deleted. What was read of it before is still shown."));
    else
        showProblem(error.isError() ? api::explain(error).sentence : m_rowProblem);
    m_stale.insert(u"raw"_s);
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
    m_stale.insert(u"overview"_s);
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
        if (m_parts->error(Part::Message).httpStatus != 404) {
            m_timelinePart->showError(m_parts->error(Part::Events));
            break;
        }
        [[fallthrough]]; // it is gone: what is known of its times is in the message itself
    case MessageParts::State::Ready:
        m_stale.insert(u"timeline"_s);
        m_timelinePart->showContent();
        break;
    default:
        m_timelinePart->showLoading();
    }
    fillSight();
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
            m_stale.insert(u"content"_s);
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
        m_stale.insert(u"logs"_s);
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
