#pragma once

#include <QFrame>
#include <QTimer>

class QTableWidget;
namespace api {
class RateLimiter;
}

namespace ui {

// How many requests each endpoint in use may still send now, who waits for it, and what is paused and why.
// Pops up, follows the limiter as long as it is open, and closes with Escape or a click beside it.
class RateMeter : public QFrame
{
    Q_OBJECT
public:
    explicit RateMeter(const api::RateLimiter &limiter, QWidget *parent);
    void popUpAbove(const QWidget &button);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void follow();

    const api::RateLimiter &m_limiter;
    QTableWidget *m_table;
    QTimer m_clock; // budgets come back, and pauses end, without anybody telling
};

} // namespace ui
