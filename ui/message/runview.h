#pragma once

#include "ui/message/messageparts.h"
#include "ui/place.h"

#include <QWidget>

class QVBoxLayout;

namespace ui {

// The rest of the run that made a message: the messages beside it and those to other recipients, each with a
// way to compare.
class RunView : public QWidget
{
    Q_OBJECT
public:
    explicit RunView(QWidget *parent = nullptr);
    void setParts(const MessageParts &parts); // hidden when there is nothing to tell
    QStringList lines() const { return m_lines; } // as a screen reader says them

Q_SIGNALS:
    void openRequested(const ui::Place &place, bool inNewTab);

private:
    void addHeading(const QString &text);
    void addLine(const QString &text);
    void addMessage(const QString &messageId, const api::Message &other, const QString &lead);
    QVBoxLayout *m_layout;
    QStringList m_lines;
};

// The channel a message went through, by name; for the rows of a run.
QString channelLabel(const api::Message &message, const models::Vocabulary *vocabulary);
// `compare:ID1/ID2`
Place comparePlace(const QString &left, const QString &right);

} // namespace ui
