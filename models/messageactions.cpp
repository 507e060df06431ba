#include "models/messageactions.h"

#include "models/feedmodel.h"

#include <algorithm>

namespace models {

MessageActions::MessageActions(api::Client &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
}

void MessageActions::mark(const QStringList &ids, api::Engagement what,
                          const std::optional<QJsonObject> &metadata)
{
    for (const QString &id : ids)
        send(id, api::messages::mark(id, what, {metadata}));
    Q_EMIT pendingChanged(pending());
}

void MessageActions::unmark(const QStringList &ids, api::Engagement what)
{
    for (const QString &id : ids)
        send(id, api::messages::unmark(id, what));
    Q_EMIT pendingChanged(pending());
}

void MessageActions::look(const QStringList &ids)
{
    for (const QString &id : ids)
        send(id, api::messages::get(id));
    Q_EMIT pendingChanged(pending());
}

bool MessageActions::isPending(const QString &id) const
{
    return std::any_of(m_calls.cbegin(), m_calls.cend(),
                       [&](const auto &entry) { return entry.second.id == id; });
}

void MessageActions::follow(FeedModel *feed)
{
    connect(this, &MessageActions::messageChanged, feed, &FeedModel::apply);
    connect(this, &MessageActions::finished, feed, &FeedModel::rereadCounts);
}

void MessageActions::send(const QString &id, const api::Request<api::Message> &request)
{
    const quint64 number = ++m_last;
    m_calls[number] = {
        id, m_client.send<api::Message>(request, [this, number, id](const api::Result<api::Message> &result) {
            answered(number, id, result);
        })};
}

void MessageActions::answered(quint64 number, const QString &id, const api::Result<api::Message> &result)
{
    const QString message = id; // `id` belongs to the callback, which goes with its call
    if (result.ok()) {
        ++m_done;
        Q_EMIT messageChanged(result.value());
    } else {
        m_failures += {message, result.error()};
        Q_EMIT failed(message, result.error());
    }
    m_calls.erase(number);
    Q_EMIT pendingChanged(pending());
    if (!m_calls.empty())
        return;
    const int done = std::exchange(m_done, 0);
    const QList<Failure> failures = std::exchange(m_failures, {});
    Q_EMIT finished(done, failures);
}

} // namespace models
