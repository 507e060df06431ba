#include "api/sandbox/messagejson.h"

#include "api/sandbox/jsontext.h"

#include <QJsonDocument>

namespace api::sandbox {

namespace {

void addEngagement(ObjectText &out, const StoredMessage &m)
{
    QByteArray words;
    const auto add = [&](Timestamp at, const char *word) {
        if (at.isNull())
            return;
        words += words.isEmpty() ? "\"" : ",\"";
        words += word;
        words += '"';
    };
    add(m.seenAt, "seen");
    add(m.readAt, "read");
    add(m.interactedAt, "interacted");
    add(m.linkClickedAt, "link_clicked");
    add(m.archivedAt, "archived");
    out.raw("engagement_statuses", '[' + words + ']');
    out.time("seen_at", m.seenAt).time("read_at", m.readAt).time("interacted_at", m.interactedAt);
    out.time("link_clicked_at", m.linkClickedAt).time("archived_at", m.archivedAt);
}

QByteArray channelJson(const ChannelDef &channel)
{
    QByteArray json;
    ObjectText out(json);
    out.text("id", channel.id).text("key", channel.key).text("name", channel.name);
    out.text("provider", channel.provider).text("type", channel.type).end();
    return json;
}

} // namespace

QString messageColumns()
{
    return QStringLiteral(
        "seq, id, channel_id, recipient_collection, recipient_id, workflow, tenant, status, seen_at, read_at,"
        " interacted_at, link_clicked_at, archived_at, inserted_at, updated_at, CAST(actors AS BLOB),"
        " CAST(data AS BLOB), CAST(metadata AS BLOB), run_id");
}

StoredMessage StoredMessage::from(const QSqlQuery &row)
{
    StoredMessage m;
    m.seq = row.value(0).toLongLong();
    QString *const texts[]
        = {&m.id, &m.channelId, &m.recipientCollection, &m.recipientId, &m.workflow, &m.tenant, &m.status};
    for (int i = 0; i < 7; ++i)
        *texts[i] = row.value(1 + i).toString();
    Timestamp *const times[] = {&m.seenAt,     &m.readAt,     &m.interactedAt, &m.linkClickedAt,
                                &m.archivedAt, &m.insertedAt, &m.updatedAt};
    for (int i = 0; i < 7; ++i)
        *times[i] = timeAt(row, 8 + i);
    m.actors = row.value(15).toByteArray();
    m.data = row.value(16).toByteArray();
    m.metadata = row.value(17).toByteArray();
    m.runId = row.value(18).toString();
    return m;
}

QByteArray StoredMessage::recipient() const
{
    if (recipientCollection.isEmpty())
        return quoted(recipientId);
    QByteArray json;
    ObjectText(json).text("id", recipientId).text("collection", recipientCollection).end();
    return json;
}

std::optional<StoredMessage> findMessage(Store &store, const QString &id)
{
    std::optional<StoredMessage> found;
    store.each(QStringLiteral("SELECT %1 FROM messages WHERE id = ?").arg(messageColumns()), {id},
               [&](const QSqlQuery &row) {
                   found = StoredMessage::from(row);
                   return false;
               });
    return found;
}

const StepDef *stepOf(const StoredMessage &message, const Workflows &workflows)
{
    const WorkflowDef *workflow = workflows.workflow(message.workflow);
    const ChannelDef *channel = workflows.channel(message.channelId);
    if (!workflow || !channel)
        return nullptr;
    for (const StepDef &step : workflow->steps) {
        if (step.channelKey == channel->key)
            return &step;
    }
    return nullptr;
}

QByteArray sourceJson(const StoredMessage &message, const Workflows &workflows)
{
    const WorkflowDef *workflow = workflows.workflow(message.workflow);
    const StepDef *step = stepOf(message, workflows);
    QByteArray json;
    ObjectText out(json);
    out.text("__typename", QStringLiteral("WorkflowSource"))
        .text("type", QStringLiteral("workflow"))
        .text("key", message.workflow);
    out.text("version_id", workflow ? workflow->versionId : QString());
    out.raw("categories",
            workflow ? jsonText(QJsonArray::fromStringList(workflow->categories)) : QByteArray("[]"));
    out.text("step_ref", step ? step->ref : QString()).text("workflow_run_id", message.runId).end();
    return json;
}

QByteArray messageJson(const StoredMessage &m, const Workflows &workflows, const QByteArray &cursor)
{
    QByteArray json;
    json.reserve(1024 + m.data.size() + m.metadata.size());
    ObjectText out(json);
    out.text("__typename", QStringLiteral("Message"));
    if (!cursor.isEmpty())
        out.raw("__cursor", cursor);
    out.text("id", m.id).text("channel_id", m.channelId);
    if (const ChannelDef *channel = workflows.channel(m.channelId))
        out.raw("channel", channelJson(*channel));
    out.raw("recipient", m.recipient()).raw("actors", m.actors).text("workflow", m.workflow);
    out.text("tenant", m.tenant.isEmpty() ? QString() : m.tenant).text("status", m.status);
    addEngagement(out, m);
    out.raw("scheduled_at", {}).time("inserted_at", m.insertedAt).time("updated_at", m.updatedAt);
    out.raw("source", sourceJson(m, workflows)).raw("data", m.data).raw("metadata", m.metadata).end();
    return json;
}

RenderInput renderInput(Store &store, const StoredMessage &message, const Workflows &workflows)
{
    RenderInput input;
    input.data = jsonObject(message.data);
    input.recipient = jsonObject(entityJson(store, message.recipientRef()));
    const QJsonArray actors = QJsonDocument::fromJson(message.actors).array();
    for (const QJsonValue &actor : actors) {
        if (actor.isString())
            input.actors.append(jsonObject(entityJson(store, Ref::user(actor.toString()))));
    }
    const int counted
        = store
              .value(QStringLiteral("SELECT count(DISTINCT actor) FROM activities WHERE message_seq = ?"),
                     {message.seq})
              .toInt();
    input.totalActors = qMax(counted, int(input.actors.size()));
    if (!message.tenant.isEmpty())
        input.tenant = jsonObject(tenantJson(store, message.tenant));
    input.vars = workflows.vars;
    return input;
}

QString activityColumns()
{
    return QStringLiteral("seq, id, actor, CAST(data AS BLOB), inserted_at");
}

QByteArray activityJson(const QSqlQuery &row, Store &store, const QByteArray &recipient,
                        const QByteArray &cursor)
{
    QByteArray json;
    ObjectText out(json);
    out.text("__typename", QStringLiteral("Activity"));
    if (!cursor.isEmpty())
        out.raw("__cursor", cursor);
    const QString actor = row.value(2).toString();
    out.text("id", row.value(1).toString()).raw("data", row.value(3).toByteArray());
    out.raw("actor", actor.isEmpty() ? QByteArray() : entityJson(store, Ref::user(actor)))
        .raw("recipient", recipient);
    out.time("inserted_at", timeAt(row, 4)).time("updated_at", timeAt(row, 4)).end();
    return json;
}

} // namespace api::sandbox
