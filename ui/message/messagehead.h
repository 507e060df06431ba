#pragma once

#include "api/schema/message.h"
#include "ui/place.h"

#include <QWidget>

namespace ui {

class FlowLayout;
class Marker;
class MessageEvidence;

// The first line about a message: its statuses, workflow and recipient, and what can be done with it.
class MessageHead : public QWidget
{
    Q_OBJECT
public:
    // `evidence` fills the Copy menu.
    MessageHead(Marker *marker, MessageEvidence *evidence, QWidget *parent);
    void setMessage(const api::Message &message);
    QString id() const { return m_id; }

Q_SIGNALS:
    void openRequested(const ui::Place &place, bool inNewTab);
    void compareRequested();

private:
    QString m_id;
    QWidget *m_chips;
    FlowLayout *m_flow;
};

} // namespace ui
