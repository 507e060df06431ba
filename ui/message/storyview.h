#pragma once

#include "ui/message/messageparts.h"
#include "ui/place.h"

#include <QScrollArea>

class QLabel;
class QVBoxLayout;

namespace ui {

class JsonView;
class RunView;
class TimelineView;

// The life of a message from top to bottom: the timeline, the provider's answer where it refused, and the
// rest of the run. Scrolls by itself.
class StoryView : public QScrollArea
{
    Q_OBJECT
public:
    explicit StoryView(QWidget *parent = nullptr);
    void setParts(const MessageParts &parts);
    // What else stands at its end; given back with a null.
    void setFoot(QWidget *foot);

Q_SIGNALS:
    void openRequested(const ui::Place &place, bool inNewTab);

private:
    QVBoxLayout *m_column;
    TimelineView *m_timeline;
    QLabel *m_answerTitle;
    JsonView *m_answer;
    RunView *m_run;
    QWidget *m_foot = nullptr;
};

} // namespace ui
