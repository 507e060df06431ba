// What stands where rows would be: loading, nothing there, or what went wrong, and the next step.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QTimer;

namespace api {
struct ApiError;
}

namespace ui {

class StatePanel : public QWidget
{
    Q_OBJECT
public:
    explicit StatePanel(QWidget *parent = nullptr);

    // The words appear after 150 ms, so that quick answers do not flash.
    void showLoading(const QString &text = {});
    void showEmpty(const QString &title, const QString &hint = {}, const QString &action = {},
                   const QString &icon = QStringLiteral("list"));
    // Its explanation, with Retry where that can help; of what is not known here, the answer itself as well.
    void showError(const api::ApiError &error);
    void showProblem(const QString &title, const QString &hint = {}, const QString &action = {});
    QString title() const;
    bool isFailed() const { return m_failed; }
    // Its words have a size of their own, whatever the width.
    bool hasHeightForWidth() const override { return false; }
    int heightForWidth(int) const override { return -1; }

Q_SIGNALS:
    void actionTriggered(); // Retry, or the action given

protected:
    void changeEvent(QEvent *event) override;

private:
    void fill(const QString &icon, const QString &title, const QString &hint, const QString &action,
              bool isVisible = true);
    void setPartsVisible(bool visible);
    void tint();

    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_hint;
    QPushButton *m_action;
    QPushButton *m_details;
    QString m_answer; // for m_details; empty: there is none
    QTimer *m_patience;
    QString m_iconName;
    bool m_failed = false;
};

} // namespace ui
