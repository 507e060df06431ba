#pragma once

#include "api/client/client.h"
#include "api/schema/message.h"

#include <QHash>
#include <QObject>
#include <QStringList>

namespace models {

class FeedModel;

// Marks messages seen, read, archived, … and takes it back (E10, E11): one request each, paced by the client.
class MessageActions : public QObject
{
    Q_OBJECT
public:
    struct Failure
    {
        QString id;
        api::ApiError error;
    };
    explicit MessageActions(api::Client &client, QObject *parent = nullptr);

    // `metadata` only with Interacted: at most five flat pairs.
    void mark(const QStringList &ids, api::Engagement what, const std::optional<QJsonObject> &metadata = {});
    void unmark(const QStringList &ids, api::Engagement what);
    void look(const QStringList &ids); // reads them again, changes nothing
    int pending() const { return int(m_calls.size()); }
    bool isPending(const QString &id) const; // a change of this message is under way

    // Rows of `feed` follow what the service answers, and its counts are read again after each batch.
    void follow(FeedModel *feed);
    // Rows of a list of messages follow, too.
    template <class MessagesModel>
    void followList(MessagesModel *list)
    {
        connect(this, &MessageActions::messageChanged, list,
                [list](const api::Message &message) { list->updateRow(message); });
    }

Q_SIGNALS:
    void messageChanged(const api::Message &message); // as the service answered
    void failed(const QString &id, const api::ApiError &error);
    void pendingChanged(int count);
    // All requests given so far are answered. Counts since the last time this was told.
    void finished(int done, const QList<models::MessageActions::Failure> &failures);

private:
    void send(const QString &id, const api::Request<api::Message> &request);
    void answered(quint64 number, const QString &id, const api::Result<api::Message> &result);

    struct Pending
    {
        QString id;
        api::Call call;
    };
    api::Client &m_client;
    std::map<quint64, Pending> m_calls;
    quint64 m_last = 0;
    int m_done = 0;
    QList<Failure> m_failures;
};

} // namespace models
