#pragma once

#include "api/schema/message.h"

#include <QWidget>

class QVBoxLayout;

namespace ui {

// Every call to the provider in order, with the time between: what was sent and what came back, side by side
// where there is room. Secrets are masked.
class DeliveryLogsView : public QWidget
{
    Q_OBJECT
public:
    explicit DeliveryLogsView(QWidget *parent = nullptr);
    void setLogs(const QList<api::MessageDeliveryLog> &logs);

private:
    QWidget *makeCall(const api::MessageDeliveryLog &log, const QString &what, QWidget *parent);
    void addGap(const api::Timestamp &before, const api::Timestamp &after);
    QVBoxLayout *m_layout;
    QWidget *m_inner;
};

} // namespace ui
