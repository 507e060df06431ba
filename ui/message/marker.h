#pragma once

#include "api/client/apierror.h"
#include "models/messageactions.h"

#include <QHash>
#include <QObject>

namespace ui {

class ErrorBar;

// Sends marks, says in a bar what the service refused, and tries just that again.
class Marker : public QObject
{
    Q_OBJECT
public:
    Marker(api::Client &client, ErrorBar *bar, QObject *parent = nullptr);
    models::MessageActions *actions() const { return m_actions; }
    QString whyNot(bool undo) const; // null: marking may be asked for
    void apply(const QStringList &ids, api::Engagement mark, bool undo);
    void retry();
    void check(); // reads again what may have been changed all the same

private:
    struct Asked
    {
        api::Engagement mark;
        bool undo;
    };
    void finished(int done, const QList<models::MessageActions::Failure> &failures);

    api::Client &m_client;
    models::MessageActions *m_actions;
    ErrorBar *m_bar;
    QHash<QString, Asked> m_asked; // the latest wish for each message that is not answered yet
    QHash<QString, Asked> m_failed;
};

} // namespace ui
