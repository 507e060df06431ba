#pragma once

#include "models/lists.h"

#include <QObject>

class QAction;
namespace models {
class ContentReader;
}

namespace ui {

class ListPanel;
class MessageView;

// Goes through what messages said, beside their list: the contents of those that are selected, or else of the
// neighbours, come up to 25 in one request, and Left and Right step through them while the list keeps the
// focus.
class ContentSteps : public QObject
{
    Q_OBJECT
public:
    ContentSteps(api::Client &client, ListPanel *list, models::MessagesModel *model, MessageView *view);
    QAction *action() const { return m_action; } // shows the contents; V in the list
    // Before the current row is opened: asks for its content together with the next ones, while contents are
    // shown.
    void read();

Q_SIGNALS:
    void selectionToRead(); // more than one was selected while contents are shown

protected:
    bool eventFilter(QObject *watched, QEvent *event) override; // of the list

private:
    QStringList pathAround(int row, qsizetype *at) const;
    void step(int by);

    ListPanel *m_list;
    models::MessagesModel *m_model;
    MessageView *m_view;
    models::ContentReader *m_contents;
    QAction *m_action;
    int m_lastRow = 0; // tells which way one goes
};

} // namespace ui
