#include "app/storystops.h"

#include "api/schema/user.h"

namespace app {

StoryStops::StoryStops(api::Client &client)
    : m_client(client)
{
}

void StoryStops::look(std::function<void(const QList<TourStop> &)> done)
{
    m_done = std::move(done);
    lookForEndings();
}

// A failed question leaves its stops out: the tour is not about them alone.
void StoryStops::ask(const api::MessageQuery &query, std::function<void(const QList<api::Message> &)> then)
{
    m_call = m_client.send<api::Page<api::Message>>(
        api::messages::list(query),
        [then = std::move(then)](const api::Result<api::Page<api::Message>> &result) {
            QList<api::Message> messages;
            if (result.ok()) {
                for (const auto &row : result.value().rows)
                    messages += row.value;
            }
            then(messages);
        });
}

void StoryStops::add(const QString &name, const ui::Place &place)
{
    for (const TourStop &stop : std::as_const(m_stops)) {
        if (stop.name == name)
            return;
    }
    m_stops += {name, place};
}

void StoryStops::lookForEndings()
{
    api::MessageQuery query;
    query.pageSize = 50;
    query.status = QStringList {QStringLiteral("bounced"), QStringLiteral("undelivered"),
                                QStringLiteral("delivery_attempted")};
    ask(query, [this](const QList<api::Message> &messages) {
        for (const api::Message &message : messages) {
            add(QStringLiteral("story-") + message.status.text(),
                {QStringLiteral("message"), message.id, {}, {}});
            if (message.status.value == api::Delivery::Undelivered)
                add(QStringLiteral("story-overview"),
                    {QStringLiteral("message"), message.id, QStringLiteral("overview"), {}});
            if (message.status.value == api::Delivery::Bounced && m_bounced.id.isEmpty())
                m_bounced = message;
        }
        lookForBatch();
    });
}

void StoryStops::lookForBatch()
{
    api::MessageQuery query;
    query.pageSize = 50;
    query.status = QStringList {QStringLiteral("delivered"), QStringLiteral("sent")};
    ask(query, [this](const QList<api::Message> &messages) {
        for (const api::Message &message : messages) {
            const bool isPush = message.channel && message.channel->type == QLatin1StringView("push");
            if (message.status.value == api::Delivery::Sent && isPush)
                add(QStringLiteral("story-sent"), {QStringLiteral("message"), message.id, {}, {}});
            if (message.actors.size() > 2)
                add(QStringLiteral("story-batch"),
                    {QStringLiteral("message"), message.id, QStringLiteral("activities"), {}});
        }
        if (!messages.isEmpty())
            m_last = messages.last();
        lookForPair();
    });
}

void StoryStops::lookForPair()
{
    if (m_bounced.source.workflowRunId.isEmpty())
        return removeRecipient();
    api::MessageQuery query;
    query.pageSize = 50;
    query.source = m_bounced.workflow;
    query.status = QStringList {QStringLiteral("delivered"), QStringLiteral("sent")};
    ask(query, [this](const QList<api::Message> &messages) {
        for (const api::Message &message : messages) {
            if (message.channelId == m_bounced.channelId && !(message.recipient == m_bounced.recipient)) {
                add(QStringLiteral("compare"), {QStringLiteral("compare"), message.id, m_bounced.id, {}});
                break;
            }
        }
        removeRecipient();
    });
}

void StoryStops::removeRecipient()
{
    if (m_last.recipient.isNull() || m_last.recipient.isObject())
        return m_done(m_stops);
    m_call = m_client.send<api::Nothing>(
        api::users::remove(m_last.recipient.id), [this](const api::Result<api::Nothing> &result) {
            if (result.ok())
                add(QStringLiteral("story-recipient-gone"), {QStringLiteral("message"), m_last.id, {}, {}});
            m_done(m_stops);
        });
}

} // namespace app
