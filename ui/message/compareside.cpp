#include "ui/message/compareside.h"

#include "models/display.h"
#include "ui/buttons.h"
#include "ui/chip.h"
#include "ui/linklabel.h"
#include "ui/message/runsteps.h"
#include "ui/message/storynotes.h"
#include "ui/message/timelineview.h"
#include "ui/statepanel.h"
#include "ui/theme.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedLayout>

using namespace Qt::StringLiterals;

namespace ui {

CompareSide::CompareSide(QWidget *parent)
    : QWidget(parent)
    , m_state(new StatePanel(this))
    , m_body(new QWidget(this))
    , m_stack(new QStackedLayout(this))
    , m_column(new QVBoxLayout(m_body))
    , m_link(new LinkLabel(m_body))
    , m_sentence(makeSentence({}, m_body))
    , m_notes(makeDim({}, m_body))
    , m_timeline(new TimelineView(m_body))
{
    m_state->setMinimumWidth(200);
    m_stack->addWidget(m_state);
    m_stack->addWidget(m_body);
    m_sentence->setTextFormat(Qt::RichText);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_notes->setTextFormat(Qt::PlainText);
    m_notes->setWordWrap(true);
    m_link->setToolTip(tr("Open this message"));
    auto *head = new QHBoxLayout;
    head->setSpacing(metric::inside);
    m_chip = new Chip(m_body);
    head->addWidget(m_chip);
    head->addWidget(m_link);
    head->addStretch(1);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(metric::inside);
    m_column->addLayout(head);
    m_column->addWidget(m_sentence);
    m_column->addWidget(m_notes);
    m_column->addWidget(m_timeline);
    m_column->addStretch(1);
    connect(m_link, &LinkLabel::openRequested, this, &CompareSide::openRequested);
    connect(m_timeline, &TimelineView::openRequested, this, &CompareSide::openRequested);
    connect(m_state, &StatePanel::actionTriggered, this, &CompareSide::retryRequested);
    m_state->showLoading();
}

QString CompareSide::sentence() const
{
    return m_sentence->accessibleName();
}

void CompareSide::setParts(const MessageParts &parts)
{
    using Part = MessageParts::Part;
    if (parts.hasMessage())
        return showMessage(parts);
    if (parts.state(Part::Message) == MessageParts::State::Failed) {
        const api::ApiError error = parts.error(Part::Message);
        if (error.httpStatus == 404)
            m_state->showProblem(
                tr("There is no message “%1” here").arg(parts.id()),
                tr("It may be mistyped, belong to another environment, or be older than the 30 "
                   "or 90 days that the account keeps messages."),
                tr("Ask again"));
        else
            m_state->showError(error);
    } else {
        m_state->showLoading();
    }
    m_stack->setCurrentWidget(m_state);
}

void CompareSide::showMessage(const MessageParts &parts)
{
    m_stack->setCurrentWidget(m_body);
    const MessageStory story = parts.story();
    const api::Message &message = story.message;
    m_chip->setShown(models::display(message.status));
    const QString workflow = message.workflow.isEmpty() ? message.source.key : message.workflow;
    m_link->setLink(
        tr("%1 to %2").arg(workflow.isEmpty() ? tr("Message") : workflow, message.recipient.label()),
        {u"message"_s, message.id, {}, {}});
    const Sentence sentence = tell(story);
    m_sentence->setText(sentence.html());
    m_sentence->setAccessibleName(sentence.text);
    QStringList notes = lossNotes(story, QDateTime::currentMSecsSinceEpoch() * 1000);
    if (story.run) {
        const QString skips
            = skipSentence(runSteps(*story.run, message.recipient.label(), parts.vocabulary()));
        if (!skips.isEmpty())
            notes.prepend(skips);
    }
    m_notes->setText(notes.join(u'\n'));
    m_notes->setVisible(!notes.isEmpty());
    m_timeline->setEntries(timeline(story, parts.vocabulary()));
}

} // namespace ui
