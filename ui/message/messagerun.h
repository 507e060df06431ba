// What stands around a message: the run that made it (X02), the messages beside it (E03), and whether its
// recipient is still there (E17, E24).
#pragma once

#include "api/client/client.h"
#include "api/schema/message.h"
#include "api/schema/object.h"
#include "api/schema/user.h"
#include "api/schema/workflow.h"

#include <QObject>
#include <optional>

namespace models {
class Vocabulary;
}

namespace ui {

class MessageRun : public QObject
{
    Q_OBJECT
public:
    MessageRun(api::Client &client, models::Vocabulary *vocabulary, QObject *parent = nullptr);

    // Asks for all of it at once; what the message has no id for is not asked for. Again for the same message
    // asks nothing.
    void open(const api::Message &message);
    void refresh(const api::Message &message);
    // Asks only whether its recipient is still there.
    void openRecipient(const api::Message &message);
    void clear();

    bool isSettled() const;
    // None: not there (yet), or it can't be read; `problem` says why.
    const std::optional<api::WorkflowRecipientRun> &run() const { return m_run; }
    QString problem() const { return m_problem; }
    QList<api::Message> siblings() const { return m_siblings; } // of the same recipient, without itself
    QList<api::Message> others() const { return m_others; } // of the same run, to other recipients
    bool hasMoreOthers() const { return m_moreOthers; }
    bool recipientGone() const { return m_recipientGone; }
    QString recipientName() const { return m_recipientName; } // empty: none, or not known

Q_SIGNALS:
    void changed();

private:
    void ask(const api::Message &message);
    void askRun(const QString &runId);
    void askSiblings(const QString &runId);
    void askOthers(const QString &runId);
    void askRecipient(const api::Recipient &recipient);
    bool belongs(const api::Row<api::Message> &row, bool isOfRun);
    void tellRecipient(const api::ApiError &error, const QString &name);

    api::Client &m_client;
    models::Vocabulary *m_vocabulary;
    QString m_messageId;
    api::Recipient m_recipient;
    std::optional<api::WorkflowRecipientRun> m_run;
    QString m_problem;
    QList<api::Message> m_siblings, m_others;
    bool m_moreOthers = false;
    bool m_recipientGone = false;
    QString m_recipientName;
    api::Call m_runCall, m_siblingsCall, m_othersCall, m_recipientCall;
};

} // namespace ui
