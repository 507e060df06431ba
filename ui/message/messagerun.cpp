#include "ui/message/messagerun.h"

#include "models/vocabulary.h"

using namespace Qt::StringLiterals;

namespace ui {
namespace {
constexpr int mostAround = 50; // more than these are looked for in the list of messages
}

MessageRun::MessageRun(api::Client &client, models::Vocabulary *vocabulary, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_vocabulary(vocabulary)
{
}

void MessageRun::open(const api::Message &message)
{
    if (message.id == m_messageId)
        return;
    clear();
    ask(message);
}

void MessageRun::refresh(const api::Message &message)
{
    ask(message);
}

void MessageRun::openRecipient(const api::Message &message)
{
    m_recipient = message.recipient;
    if (!message.recipient.isNull())
        askRecipient(message.recipient);
}

void MessageRun::clear()
{
    m_runCall = {};
    m_siblingsCall = {};
    m_othersCall = {};
    m_recipientCall = {};
    m_messageId.clear();
    m_recipient = {};
    m_run.reset();
    m_problem.clear();
    m_siblings.clear();
    m_others.clear();
    m_moreOthers = m_recipientGone = false;
    m_recipientName.clear();
}

bool MessageRun::isSettled() const
{
    return !m_runCall.active() && !m_siblingsCall.active() && !m_othersCall.active()
        && !m_recipientCall.active();
}

void MessageRun::ask(const api::Message &message)
{
    m_messageId = message.id;
    m_recipient = message.recipient;
    if (!message.source.workflowRecipientRunId.isEmpty()) {
        askRun(message.source.workflowRecipientRunId);
        askSiblings(message.source.workflowRecipientRunId);
    }
    if (!message.source.workflowRunId.isEmpty())
        askOthers(message.source.workflowRunId);
    if (!message.recipient.isNull())
        askRecipient(message.recipient);
}

void MessageRun::askRun(const QString &runId)
{
    m_runCall = m_client.send<api::WorkflowRecipientRun>(
        api::workflows::run(runId), [this](api::Result<api::WorkflowRecipientRun> result) {
            m_problem.clear();
            if (result.ok())
                m_run = std::move(result.value());
            else if (!m_run)
                m_problem = result.error().httpStatus == 404
                    ? tr("The run that made it is not kept, or this service does not tell runs.")
                    : api::explain(result.error()).sentence;
            Q_EMIT changed();
        });
}

void MessageRun::askSiblings(const QString &runId)
{
    api::MessageQuery query;
    query.workflowRecipientRunId = runId;
    query.pageSize = mostAround;
    m_siblingsCall = m_client.send<api::Page<api::Message>>(
        api::messages::list(query), [this, runId](const api::Result<api::Page<api::Message>> &result) {
            if (result.ok()) {
                m_siblings.clear();
                for (const auto &row : result.value().rows) {
                    if (belongs(row, row.value.source.workflowRecipientRunId == runId))
                        m_siblings += row.value;
                }
            }
            Q_EMIT changed();
        });
}

void MessageRun::askOthers(const QString &runId)
{
    api::MessageQuery query;
    query.workflowRunId = runId;
    query.pageSize = mostAround;
    m_othersCall = m_client.send<api::Page<api::Message>>(
        api::messages::list(query), [this, runId](const api::Result<api::Page<api::Message>> &result) {
            if (result.ok()) {
                m_others.clear();
                m_moreOthers = !result.value().info.after.isEmpty();
                for (const auto &row : result.value().rows) {
                    if (belongs(row, row.value.source.workflowRunId == runId)
                        && !(row.value.recipient == m_recipient))
                        m_others += row.value;
                }
            }
            Q_EMIT changed();
        });
}

// A service that does not know the filter answers with any messages: they are not of this run.
bool MessageRun::belongs(const api::Row<api::Message> &row, bool isOfRun)
{
    if (row.isBroken())
        return false;
    if (m_vocabulary)
        m_vocabulary->learn(row.value);
    return isOfRun && row.value.id != m_messageId;
}

void MessageRun::askRecipient(const api::Recipient &recipient)
{
    if (recipient.isTenant())
        return;
    if (recipient.isObject())
        m_recipientCall = m_client.send<api::Object>(
            api::objects::get(recipient.collection, recipient.id),
            [this](const api::Result<api::Object> &result) {
                tellRecipient(result.error(), result.ok() ? result.value().name : QString());
            });
    else
        m_recipientCall = m_client.send<api::User>(
            api::users::get(recipient.id), [this](const api::Result<api::User> &result) {
                tellRecipient(result.error(), result.ok() ? result.value().name : QString());
            });
}

void MessageRun::tellRecipient(const api::ApiError &error, const QString &name)
{
    m_recipientGone = error.isError() && error.httpStatus == 404;
    if (!name.isEmpty())
        m_recipientName = name;
    Q_EMIT changed();
}

} // namespace ui
