// A slim bar above content that stays: what went wrong, the next steps, dismiss.
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace api {
struct ApiError;
}

namespace ui {

class ErrorBar : public QFrame
{
    Q_OBJECT
public:
    explicit ErrorBar(QWidget *parent = nullptr); // hidden until there is something to say
    // Of what is not known here, the answer itself can be looked at as well.
    void showError(const api::ApiError &error, bool canRetry = true);
    void showText(const QString &text, bool canRetry = false);
    // In place of Try again, where the outcome is not known: Check, and Send again where that is possible.
    void offerCheck(bool canSendAgain);
    void offer(const QString &step); // in place of Try again
    void clear();
    QString text() const;

Q_SIGNALS:
    void retryRequested(); // also by Send again, and by what was offered
    void checkRequested();
    void dismissed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void tint();
    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_details;
    QPushButton *m_check;
    QPushButton *m_retry;
    QToolButton *m_dismiss;
    QString m_answer;
};

} // namespace ui
