#pragma once

#include <QFrame>

class QLabel;
class QProgressBar;
class QPushButton;

namespace api {
struct ApiError;
}

namespace ui {

// How far a long reading has come, and its next step: cancel, go on, try again. Hidden while there is none.
class CrawlStrip : public QFrame
{
    Q_OBJECT
public:
    // `mayGiveUp`: beside going on, a stopped or failed reading can be given up.
    explicit CrawlStrip(bool mayGiveUp, QWidget *parent = nullptr);
    void showRunning(qint64 done, qint64 expected); // -1: not known
    void showStopped(qint64 done);
    void showError(const api::ApiError &error, qint64 done); // what was read stays
    void clear();
    QString text() const;

Q_SIGNALS:
    void stopRequested();
    void goOnRequested(); // after a stop or a failure
    void giveUpRequested();

private:
    void put(const QString &text, const QString &step, bool isRunning);

    QLabel *m_text;
    QProgressBar *m_progress;
    QPushButton *m_step;
    QPushButton *m_giveUp;
    bool m_mayGiveUp;
    bool m_isRunning = false;
};

} // namespace ui
