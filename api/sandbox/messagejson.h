// Messages and what hangs on them, as the service writes them (shapes 3, 4).
#pragma once

#include "api/sandbox/entities.h"
#include "api/sandbox/workflows.h"

namespace api::sandbox {

// A row of `messages`, read by messageColumns().
struct StoredMessage
{
    qint64 seq = 0;
    QString id, channelId, recipientCollection, recipientId, workflow, tenant, status;
    Timestamp seenAt, readAt, interactedAt, linkClickedAt, archivedAt, insertedAt, updatedAt;
    QByteArray actors, data, metadata; // JSON
    QString runId, recipientRunId, stepRef; // the latter two are null for what the made-up world began with
    QString sentTo; // of the stored content: the address of a mail or text message
    QByteArray connection; // of the stored content, as JSON: whereto in a chat

    static constexpr int columnCount = 23;
    static StoredMessage from(const QSqlQuery &row);
    Ref recipientRef() const { return {recipientCollection, recipientId}; }
    QByteArray recipient() const; // the reference: "id" or {"id", "collection"}
    QList<Ref> actorRefs() const; // at most ten are stored
};
QString messageColumns(); // `seq` first
std::optional<StoredMessage> findMessage(Store &store, const QString &id);

// `cursor` is a JSON string; empty outside of lists.
QByteArray messageJson(const StoredMessage &message, const Workflows &workflows,
                       const QByteArray &cursor = {});
QByteArray sourceJson(const StoredMessage &message, const Workflows &workflows);
// The workflow's step that made the message; null when its definition is gone.
const StepDef *stepOf(const StoredMessage &message, const Workflows &workflows);

struct MessageTotals
{
    int activities = 1;
    int actors = 0; // different ones
};
MessageTotals totalsOf(Store &store, const StoredMessage &message);

// What the templates see, with at most ten actors in full.
RenderInput renderInput(Store &store, const StoredMessage &message, const Workflows &workflows);

// MessageContent (E07): as it was sent, or made from the template when that was not kept. Empty when neither
// is there.
QByteArray contentJson(Store &store, const StoredMessage &message, const Workflows &workflows);

QString activityColumns(); // `seq` first
// From a row of activityColumns().
QByteArray activityJson(const QSqlQuery &row, Store &store, const QByteArray &recipient,
                        const QByteArray &cursor = {});

} // namespace api::sandbox
