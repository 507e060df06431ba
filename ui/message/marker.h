#pragma once

#include "models/markhistory.h"

#include <QObject>
#include <QStringList>

namespace ui {

class ErrorBar;
class UndoBar;

// Marks messages for a page: says in one bar what was done, with Undo, and in another what was not, with the
// next step. Undo and redo take a marking as a whole, however many messages it was.
class Marker : public QObject
{
    Q_OBJECT
public:
    // `bar` tells what was not done.
    Marker(api::Client &client, ErrorBar *bar, QObject *parent = nullptr);
    models::MessageActions *actions() const { return m_actions; }
    models::MarkHistory *history() const { return m_history; }
    // Tells what was done. For the page to put below its content; a sibling of the other bar until then.
    UndoBar *undoBar() const { return m_undoBar; }

    QString whyNot(bool undo) const; // null: marking may be asked for
    // For one message or any number of them, loaded or not.
    void apply(const QStringList &ids, api::Engagement mark, bool undo);
    // Opens a dialog for up to five pairs, then marks them interacted.
    void askMetadata(const QStringList &ids);
    void undo();
    void redo();
    void retry();
    void check(); // reads again what may have been changed all the same

private:
    bool refuses(bool undo);
    void begin(const QStringList &ids, const models::Mark &mark);
    void stepEnded();
    void show();
    void showTrouble();

    api::Client &m_client;
    models::MessageActions *m_actions;
    models::MarkHistory *m_history;
    ErrorBar *m_bar;
    UndoBar *m_undoBar;
    bool m_isDismissed = false; // what the undo bar told of the last step
    QStringList m_earlier; // what went wrong in steps that others followed at once
    QList<QPair<QString, QString>> m_typed; // of a metadata dialog, until it was taken
};

} // namespace ui
