#pragma once

#include "ui/context.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QToolButton;

namespace ui {

// The line at the bottom: connection, requests in flight, rate budget, bulk work, time zone, and notices.
class StatusStrip : public QWidget
{
    Q_OBJECT
public:
    explicit StatusStrip(const Context &context, QWidget *parent = nullptr);
    void showNotice(const QString &text); // for a few seconds

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void connectClient();
    void followConnection();
    void followBudget();
    void showMeter();
    void followBulk();

    Context m_context;
    QLabel *m_dot;
    QLabel *m_connection;
    QLabel *m_flight;
    QToolButton *m_budget;
    QLabel *m_bulk;
    QLabel *m_notice;
    QLabel *m_zone;
    QTimer m_noticeTime;
    QTimer m_budgetAgain; // while the budget shown is not whole
};

} // namespace ui
