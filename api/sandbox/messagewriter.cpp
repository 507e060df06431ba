#include "api/sandbox/messagewriter.h"

#include "api/sandbox/jsontext.h"
#include "api/sandbox/plannedevents.h"
#include "api/sandbox/preview.h"

#include <QRegularExpression>

namespace api::sandbox {

namespace {

QByteArray actorsOf(const RunScope &scope)
{
    QJsonArray actors;
    for (const Ref &actor : scope.activities.actors)
        actors.append(actor.json());
    return jsonText(actors);
}

Story storyOf(const StepContext &c, const ChannelDef &channel, const RenderInput &input,
              const QString &messageId)
{
    StoryFrame frame;
    frame.channel = &channel;
    frame.insertedAt = c.at;
    frame.now = c.at;
    frame.toTheEnd = true;
    frame.link = c.workflows.vars.value(QLatin1StringView("app_url")).toString() + u'/' + c.workflow.key;
    if (channel.type != QLatin1StringView("in_app_feed"))
        frame.letter = letterFor(c.workflow, c.step, channel, messageId, input);
    if (c.run.settings.sandboxMode)
        frame.fate = Fate::NotSent;
    if (!c.run.settings.isLively) {
        frame.engagement = 0; // nobody opens it by himself
        if (!frame.fate)
            frame.fate = fateOf(channel, input.recipient);
    }
    return tellStory(frame, c.random);
}

Delivery statusBy(const Story &story, Timestamp at)
{
    Delivery status = Delivery::Queued;
    for (const StoryEvent &event : story.events) {
        const Delivery word = fromWire<Delivery>(QString::fromLatin1(event.word));
        if (event.at <= at && word != Delivery::Unknown)
            status = word;
    }
    return status;
}

void insertMessage(const StepContext &c, const ChannelDef &channel, const RenderInput &input,
                   const QString &id, Delivery status)
{
    const StoredRun &run = c.run;
    const QJsonObject content = renderContent(c.workflow, c.step, channel, input);
    c.store.run(
        QStringLiteral("INSERT INTO messages (id, channel_id, recipient_collection, recipient_id, workflow,"
                       " tenant, status, inserted_at, updated_at, actors, data, run_id, recipient_run_id,"
                       " step_ref, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        {id, channel.id, run.recipient.collection, run.recipient.id, run.workflow,
         run.tenant.isNull() ? QVariant(QMetaType(QMetaType::QString)) : QVariant(run.tenant),
         wireName(status), c.at.us, c.at.us, QString::fromUtf8(actorsOf(c.scope)),
         QString::fromUtf8(c.scope.activities.latestData), run.workflowRunId, run.id, c.step.ref,
         QString::fromUtf8(jsonText(content))});
}

void copyActivities(const StepContext &c, qint64 messageSeq)
{
    c.store.run(
        QStringLiteral("INSERT INTO activities (id, message_seq, actor, actor_collection, data, inserted_at)"
                       " SELECT id, ?, actor_id, COALESCE(actor_collection, ''), CASE data WHEN '' THEN ?"
                       " ELSE data END, inserted_at FROM run_activities WHERE run_seq = ? ORDER BY seq"),
        {messageSeq, QString::fromUtf8(c.run.data), c.run.seq});
}

// A provider's answer belongs to the status that it brings about at the same time.
void writeStory(const StepContext &c, const ChannelDef &channel, const Story &story, qint64 messageSeq)
{
    auto log = story.logs.begin();
    for (const StoryEvent &event : story.events) {
        PlannedEvent planned {messageSeq, event.at, QString::fromLatin1(event.word), event.data};
        if (log != story.logs.end() && log->at == event.at) {
            planned.serviceName = channel.name;
            planned.request = log->log.request;
            planned.response = log->log.response;
            planned.externalId = log->externalId;
            ++log;
        }
        if (event.at <= c.at)
            recordEvent(c.store, planned, c.random); // its status is the message's from the start
        else
            planEvent(c.store, planned);
    }
}

} // namespace

QString writeMessage(const StepContext &c, const ChannelDef &channel, const RenderInput &input)
{
    const QString id = ksuid(c.at, c.random);
    const Story story = storyOf(c, channel, input, id);
    insertMessage(c, channel, input, id, statusBy(story, c.at));
    const qint64 seq = c.store.value(QStringLiteral("SELECT last_insert_rowid()")).toLongLong();
    copyActivities(c, seq);
    writeStory(c, channel, story, seq);
    return id;
}

Fate fateOf(const ChannelDef &channel, const QJsonObject &recipient)
{
    const auto of = [&](const char *key) { return recipient.value(QLatin1StringView(key)).toString(); };
    const QString told = channel.type == QLatin1StringView("email") ? of("email").section(u'@', 0, 0)
                                                                    : of("id") + u' ' + of("name");
    static const QRegularExpression words(
        QStringLiteral("(?<![a-z])(bounce|returned|undelivered|rejected|retry|slow)(?![a-z])"),
        QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = words.match(told);
    if (!match.hasMatch())
        return Fate::Fine;
    static const QHash<QString, Fate> fates {
        {QStringLiteral("bounce"), Fate::Refused},        {QStringLiteral("returned"), Fate::CameBack},
        {QStringLiteral("undelivered"), Fate::Exhausted}, {QStringLiteral("rejected"), Fate::Broken},
        {QStringLiteral("retry"), Fate::ThirdTry},        {QStringLiteral("slow"), Fate::Slow}};
    return fates.value(match.captured(1).toLower(), Fate::Fine);
}

} // namespace api::sandbox
