#pragma once

#include "ui/message/messageparts.h"
#include "ui/place.h"

#include <QWidget>

class QLabel;
class QStackedLayout;
class QVBoxLayout;

namespace ui {

class Chip;
class LinkLabel;
class StatePanel;
class TimelineView;

// One of two messages that are compared: whose it is, its sentence, and its timeline.
class CompareSide : public QWidget
{
    Q_OBJECT
public:
    explicit CompareSide(QWidget *parent = nullptr);
    void setParts(const MessageParts &parts);
    QString sentence() const;

Q_SIGNALS:
    void openRequested(const ui::Place &place, bool inNewTab);
    void retryRequested();

private:
    void showMessage(const MessageParts &parts);
    StatePanel *m_state;
    QWidget *m_body;
    QStackedLayout *m_stack;
    QVBoxLayout *m_column;
    Chip *m_chip = nullptr;
    LinkLabel *m_link;
    QLabel *m_sentence;
    QLabel *m_notes;
    TimelineView *m_timeline;
};

} // namespace ui
