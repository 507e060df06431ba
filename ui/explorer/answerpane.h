// What came back, to which request, and what to do about what was left undone.
#pragma once

#include "ui/explorer/explorerrun.h"

#include <QWidget>

class QLabel;
class QStackedLayout;

namespace ui {

class Chip;
class ErrorBar;
class JsonView;
class StatePanel;

class AnswerPane : public QWidget
{
    Q_OBJECT
public:
    explicit AnswerPane(QWidget *parent = nullptr);
    void showWaiting(const api::RequestData &request);
    void showAnswer(const ExplorerRun::Answer &answer);

Q_SIGNALS:
    void retryLimited(); // of what the last answer left out

private:
    void showRefusal(const QString &text);

    QLabel *m_what; // GET /v1/users
    Chip *m_status;
    QLabel *m_took;
    ErrorBar *m_limited;
    JsonView *m_json;
    StatePanel *m_state;
    QStackedLayout *m_stack;
};

// The same request with those alone that the service held back (`x-ratelimited-…`). Nothing when it held none
// back, or when what it names is no list of the body.
std::optional<api::RequestData> limitedRest(const ExplorerRun::Answer &answer);

} // namespace ui
