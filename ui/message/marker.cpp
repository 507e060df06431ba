#include "ui/message/marker.h"

#include "api/client/writeguard.h"
#include "api/schema/message.h"
#include "ui/errorbar.h"

#include <algorithm>

namespace ui {

Marker::Marker(api::Client &client, ErrorBar *bar, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_actions(new models::MessageActions(client, this))
    , m_bar(bar)
{
    connect(m_actions, &models::MessageActions::finished, this, &Marker::finished);
    connect(m_bar, &ErrorBar::retryRequested, this, &Marker::retry);
    connect(m_bar, &ErrorBar::checkRequested, this, &Marker::check);
}

QString Marker::whyNot(bool undo) const
{
    const api::EndpointInfo &endpoint
        = undo ? static_cast<const api::EndpointInfo &>(api::messages::unmark) : api::messages::mark;
    return api::whyNot(m_client.connection(), endpoint);
}

void Marker::apply(const QStringList &ids, api::Engagement mark, bool undo)
{
    if (ids.isEmpty())
        return;
    if (const QString reason = whyNot(undo); !reason.isEmpty())
        return m_bar->showText(reason);
    m_bar->clear();
    m_failed.clear();
    for (const QString &id : ids)
        m_asked.insert(id, {mark, undo});
    if (undo)
        m_actions->unmark(ids, mark);
    else
        m_actions->mark(ids, mark);
}

void Marker::retry()
{
    const QHash<QString, Asked> again = std::exchange(m_failed, {});
    m_bar->clear();
    for (auto it = again.cbegin(); it != again.cend(); ++it) {
        m_asked.insert(it.key(), it.value());
        if (it->undo)
            m_actions->unmark({it.key()}, it->mark);
        else
            m_actions->mark({it.key()}, it->mark);
    }
}

void Marker::check()
{
    const QHash<QString, Asked> unsure = std::exchange(m_failed, {});
    m_bar->clear();
    m_actions->look(unsure.keys());
}

void Marker::finished(int done, const QList<models::MessageActions::Failure> &failures)
{
    const QHash<QString, Asked> asked = std::exchange(m_asked, {});
    if (failures.isEmpty())
        return;
    for (const models::MessageActions::Failure &failure : failures) {
        if (asked.contains(failure.id))
            m_failed.insert(failure.id, asked.value(failure.id));
    }
    const bool isUnknown = std::any_of(failures.begin(), failures.end(),
                                       [](const auto &failure) { return failure.error.outcomeUnknown; });
    if (failures.size() == 1 && done == 0)
        m_bar->showError(failures.first().error, !m_failed.isEmpty());
    else
        m_bar->showText(tr("%1 of %2 changes were not made: %3")
                            .arg(failures.size())
                            .arg(failures.size() + done)
                            .arg(api::explain(failures.first().error).sentence),
                        !m_failed.isEmpty());
    if (isUnknown)
        m_bar->offerCheck(!m_failed.isEmpty());
}

} // namespace ui
