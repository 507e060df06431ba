#include "api/sandbox/messagejson.h"

#include "api/sandbox/jsontext.h"

#include <QJsonDocument>
#include <algorithm>

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

// Channels are defined, not made: all of them are as old as the sandbox's environment.
constexpr Timestamp channelsSince {1'704'067'200'000'000}; // 2024-01-01

QByteArray channelJson(const ChannelDef &channel)
{
    QByteArray json;
    ObjectText out(json);
    out.text("id", channel.id).text("key", channel.key).text("name", channel.name);
    out.text("provider", channel.provider).text("type", channel.type);
    out.time("created_at", channelsSince).time("updated_at", channelsSince).end();
    return json;
}

// Where it went; null when what was sent was not kept, and for channels without a destination of this kind.
QByteArray snapshotJson(const StoredMessage &m, const ChannelDef *channel)
{
    if (!channel)
        return {};
    QByteArray json;
    ObjectText out(json);
    if (channel->type == QLatin1StringView("email") && !m.sentTo.isNull()) {
        out.text("email", m.sentTo).text("name", {}).end();
        return json;
    }
    if (channel->type != QLatin1StringView("chat") || m.connection.isEmpty())
        return {};
    const QJsonObject to = jsonObject(m.connection);
    const bool isWebhook = to.value(QLatin1StringView("incoming_webhook")).isObject();
    out.text("channel_id", to.value(QLatin1StringView("channel_id")).toString());
    out.text("user_id", to.value(QLatin1StringView("user_id")).toString());
    out.raw("via_incoming_webhook", isWebhook ? "true" : "false").end();
    return json;
}

// As templates see them: an object's properties stand at its top level.
QJsonObject forTemplates(Store &store, const Ref &ref)
{
    QJsonObject entity = jsonObject(entityJson(store, ref));
    if (ref.isUser())
        return entity;
    QJsonObject flat = entity.take(QLatin1StringView("properties")).toObject();
    for (auto it = entity.begin(); it != entity.end(); ++it)
        flat.insert(it.key(), *it);
    return flat;
}

Ref refOf(const QJsonValue &reference)
{
    if (reference.isString())
        return Ref::user(reference.toString());
    return {reference.toObject().value(QLatin1StringView("collection")).toString(QLatin1StringView("")),
            reference.toObject().value(QLatin1StringView("id")).toString()};
}

} // namespace

QString messageColumns()
{
    return QStringLiteral(
        "seq, id, channel_id, recipient_collection, recipient_id, workflow, tenant, status, seen_at, read_at,"
        " interacted_at, link_clicked_at, archived_at, inserted_at, updated_at, CAST(actors AS BLOB),"
        " CAST(data AS BLOB), CAST(metadata AS BLOB), run_id, recipient_run_id, step_ref,"
        " json_extract(content, '$.to'), CAST(json_extract(content, '$.connection') AS BLOB)");
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
    m.recipientRunId = row.value(19).toString();
    m.stepRef = row.value(20).toString();
    m.sentTo = row.value(21).toString();
    m.connection = row.value(22).toByteArray();
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

QList<Ref> StoredMessage::actorRefs() const
{
    QList<Ref> refs;
    const QJsonArray array = QJsonDocument::fromJson(actors).array();
    for (const QJsonValue &actor : array)
        refs.append(refOf(actor));
    return refs;
}

MessageTotals totalsOf(Store &store, const StoredMessage &message)
{
    MessageTotals totals;
    store.each(QStringLiteral("SELECT count(*), count(DISTINCT actor_collection || '/' || actor)"
                              " FROM activities WHERE message_seq = ?"),
               {message.seq}, [&](const QSqlQuery &row) {
                   totals.activities = row.value(0).toInt();
                   totals.actors = qMax(row.value(1).toInt(), int(message.actorRefs().size()));
                   return false;
               });
    return totals;
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
    const StepDef *first = nullptr; // on the channel
    for (const StepDef &step : workflow->steps) {
        if (!step.isChannel() || step.channelKey != channel->key)
            continue;
        if (step.ref == message.stepRef)
            return &step;
        if (!first)
            first = &step;
    }
    return first;
}

// Guides have no runs.
static QByteArray guideSourceJson(const StoredMessage &message, const Workflows &workflows)
{
    const auto guide = std::find_if(workflows.guides.begin(), workflows.guides.end(),
                                    [&](const GuideDef &known) { return known.key == message.workflow; });
    QByteArray json;
    ObjectText out(json);
    out.text("__typename", QStringLiteral("NotificationSource"))
        .text("type", QStringLiteral("guide"))
        .text("key", message.workflow);
    out.text("version_id", guide == workflows.guides.end() ? QString() : guide->versionId);
    out.raw("categories", "[]").text("step_ref", message.stepRef);
    out.text("workflow_run_id", {}).text("workflow_recipient_run_id", {}).end();
    return json;
}

static bool isOfGuide(const ChannelDef *channel)
{
    return channel && channel->type == QLatin1StringView("in_app_guide");
}

QByteArray sourceJson(const StoredMessage &message, const Workflows &workflows)
{
    if (isOfGuide(workflows.channel(message.channelId)))
        return guideSourceJson(message, workflows);
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
    const QString definedRef = step ? step->ref : QString();
    out.text("step_ref", message.stepRef.isEmpty() ? definedRef : message.stepRef);
    out.text("workflow_run_id", message.runId);
    out.text("workflow_recipient_run_id",
             message.recipientRunId.isEmpty() ? QString() : message.recipientRunId)
        .end();
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
    const ChannelDef *channel = workflows.channel(m.channelId);
    if (channel)
        out.raw("channel", channelJson(*channel));
    out.raw("recipient", m.recipient()).raw("actors", m.actors);
    out.text("workflow", isOfGuide(channel) ? QString() : m.workflow);
    out.text("tenant", m.tenant.isEmpty() ? QString() : m.tenant).text("status", m.status);
    addEngagement(out, m);
    out.time("clicked_at", m.linkClickedAt).raw("recipient_snapshot", snapshotJson(m, channel));
    out.raw("scheduled_at", {}).time("inserted_at", m.insertedAt).time("updated_at", m.updatedAt);
    out.raw("source", sourceJson(m, workflows)).raw("data", m.data).raw("metadata", m.metadata).end();
    return json;
}

RenderInput renderInput(Store &store, const StoredMessage &message, const Workflows &workflows)
{
    RenderInput input;
    input.data = jsonObject(message.data);
    input.recipient = forTemplates(store, message.recipientRef());
    const QList<Ref> actors = message.actorRefs();
    for (const Ref &actor : actors)
        input.actors.append(forTemplates(store, actor));
    const MessageTotals totals = totalsOf(store, message);
    input.totalActivities = qMax(1, totals.activities);
    input.totalActors = totals.actors;
    if (!message.tenant.isEmpty())
        input.tenant = jsonObject(tenantJson(store, message.tenant));
    input.vars = workflows.vars;
    return input;
}

QByteArray contentJson(Store &store, const StoredMessage &message, const Workflows &workflows)
{
    QByteArray data = store
                          .value(QStringLiteral("SELECT CAST(content AS BLOB) FROM messages WHERE seq = ?"),
                                 {message.seq})
                          .toByteArray();
    if (data.isEmpty()) {
        const StepDef *step = stepOf(message, workflows);
        if (!step)
            return {};
        data = jsonText(renderContent(*workflows.workflow(message.workflow), *step,
                                      *workflows.channel(message.channelId),
                                      renderInput(store, message, workflows)));
    }
    QByteArray json;
    ObjectText out(json);
    out.text("__typename", QStringLiteral("MessageContent"))
        .text("id", message.id)
        .text("message_id", message.id);
    out.raw("data", data).time("inserted_at", message.insertedAt).end();
    return json;
}

QString activityColumns()
{
    return QStringLiteral("seq, id, actor, CAST(data AS BLOB), inserted_at, actor_collection");
}

QByteArray activityJson(const QSqlQuery &row, Store &store, const QByteArray &recipient,
                        const QByteArray &cursor)
{
    QByteArray json;
    ObjectText out(json);
    out.text("__typename", QStringLiteral("Activity"));
    if (!cursor.isEmpty())
        out.raw("__cursor", cursor);
    const Ref actor {row.value(5).toString(), row.value(2).toString()};
    out.text("id", row.value(1).toString()).raw("data", row.value(3).toByteArray());
    out.raw("actor", actor.id.isEmpty() ? QByteArray() : entityJson(store, actor))
        .raw("recipient", recipient);
    out.time("inserted_at", timeAt(row, 4)).time("updated_at", timeAt(row, 4)).end();
    return json;
}

} // namespace api::sandbox
