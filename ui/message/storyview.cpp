#include "ui/message/storyview.h"

#include "ui/buttons.h"
#include "ui/jsonview.h"
#include "ui/layoutpause.h"
#include "ui/message/providercall.h"
#include "ui/message/runview.h"
#include "ui/message/timelineview.h"
#include "ui/theme.h"

#include <QLabel>
#include <QVBoxLayout>

namespace ui {
namespace {

// The answer of the last provider call, when it failed; null when the last one went well.
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

StoryView::StoryView(QWidget *parent)
    : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    auto *inner = new QWidget(this);
    m_column = new QVBoxLayout(inner);
    m_column->setContentsMargins(0, 4, 8, 8);
    m_column->setSpacing(metric::between);
    m_timeline = new TimelineView(inner);
    m_answerTitle = makeDim({}, inner);
    m_answer = new JsonView(inner);
    m_answer->setAccessibleName(tr("The provider's answer"));
    m_answer->setMaximumLines(12);
    m_run = new RunView(inner);
    for (QWidget *part : {static_cast<QWidget *>(m_timeline), static_cast<QWidget *>(m_answerTitle),
                          static_cast<QWidget *>(m_answer), static_cast<QWidget *>(m_run)})
        m_column->addWidget(part);
    m_column->addStretch(1);
    setWidget(inner);
    connect(m_timeline, &TimelineView::openRequested, this, &StoryView::openRequested);
    connect(m_run, &RunView::openRequested, this, &StoryView::openRequested);
}

void StoryView::setParts(const MessageParts &parts)
{
    const LayoutPause pause(*widget());
    const MessageStory story = parts.story();
    m_timeline->setEntries(timeline(story, parts.vocabulary()));
    const api::MessageDeliveryLog *failed = failedCall(story.logs);
    m_answerTitle->setVisible(failed);
    m_answer->setVisible(failed);
    if (failed) {
        m_answerTitle->setText(tr("What %1 answered").arg(failed->serviceName));
        const QJsonValue body = shownBody(failed->response.body);
        if (body.isString())
            m_answer->setText(body.toString());
        else
            m_answer->setJson(body);
    }
    m_run->setParts(parts);
}

void StoryView::setFoot(QWidget *foot)
{
    if (m_foot)
        m_column->removeWidget(m_foot);
    m_foot = foot;
    if (foot) {
        m_column->insertWidget(m_column->count() - 1, foot);
        foot->setVisible(true);
    }
}

} // namespace ui
