#pragma once

#include <QWidget>

class QStackedLayout;

namespace api {
struct ApiError;
}

namespace ui {

class StatePanel;

// One part of a page that loads by itself: its content, or in its place what it is waiting for or what went
// wrong.
class PartView : public QWidget
{
    Q_OBJECT
public:
    explicit PartView(QWidget *content, QWidget *parent = nullptr); // takes the content over
    void showLoading();
    void showEmpty(const QString &title, const QString &hint = {});
    void showError(const api::ApiError &error);
    void showContent();
    bool isContentShown() const;
    QString stateTitle() const;

Q_SIGNALS:
    void retryRequested();

private:
    void show(QWidget *part);
    QWidget *m_content;
    StatePanel *m_state;
    QStackedLayout *m_stack;
};

} // namespace ui
