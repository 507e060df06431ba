#pragma once

#include "api/schema/message.h"
#include "ui/place.h"

#include <QWidget>

namespace ui {

class FlowLayout;
class Marker;

// The first line about a message: its statuses, workflow and recipient, and the menu that marks it.
class MessageHead : public QWidget
{
    Q_OBJECT
public:
    MessageHead(Marker *marker, QWidget *parent);
    void setMessage(const api::Message &message);
    QString id() const { return m_id; }

Q_SIGNALS:
    void openRequested(const ui::Place &place, bool inNewTab);

private:
    QString m_id;
    QWidget *m_chips;
    FlowLayout *m_flow;
};

} // namespace ui
