#include "ui/message/messagereport.h"

#include "models/secrets.h"
#include "ui/jsonview.h"
#include "ui/message/messagefacts.h"
#include "ui/message/providercall.h"
#include "ui/message/runsteps.h"
#include "ui/message/storynotes.h"
#include "ui/message/timeline.h"
#include "ui/place.h"

#include <QCoreApplication>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

struct MessageReportText
{
    Q_DECLARE_TR_FUNCTIONS(MessageReport)
};

QString utcOrDash(const api::Timestamp &at)
{
    return at.isNull() ? u"–"_s : at.toUtc().toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s);
}

QString nameAndId(const api::Recipient &one)
{
    const QString id = one.isObject() ? one.collection + u'/' + one.id : one.id;
    return one.name.isEmpty() ? id : one.name + " ("_L1 + id + u')';
}

QStringList timelineLines(const MessageStory &story, const models::Vocabulary *vocabulary)
{
    QStringList lines;
    for (const TimelineEntry &entry : timeline(story, vocabulary))
        lines += utcOrDash(entry.at) + "  "_L1 + entry.plain();
    return lines;
}

QStringList providerLines(const MessageStory &story)
{
    if (story.logs.isEmpty())
        return {};
    const auto last
        = std::max_element(story.logs.begin(), story.logs.end(),
                           [](const auto &a, const auto &b) { return a.insertedAt < b.insertedAt; });
    const QString status = last->response.status ? QString::number(*last->response.status)
                                                 : MessageReportText::tr("no answer");
    QStringList lines {QString(), MessageReportText::tr("The provider's last answer"),
                       utcOrDash(last->insertedAt) + "  "_L1 + last->serviceName + u' '
                           + targetOf(last->request) + ": "_L1 + status};
    const QJsonValue body = shownBody(last->response.body);
    if (!body.isNull() && !body.isUndefined() && body != QJsonValue(QString()))
        lines += prettyJson(body);
    return lines;
}

QStringList factLines(const MessageStory &story)
{
    const api::Message &m = story.message;
    QStringList lines {QString(), MessageReportText::tr("Ids")};
    addFact(lines, MessageReportText::tr("Message"), m.id);
    addFact(lines, MessageReportText::tr("Recipient"), nameAndId(m.recipient));
    for (const api::Recipient &actor : m.actors)
        addFact(lines, MessageReportText::tr("Actor"), nameAndId(actor));
    addFact(lines, MessageReportText::tr("Workflow"), m.workflow.isEmpty() ? m.source.key : m.workflow);
    addFact(lines, MessageReportText::tr("Workflow run"), m.source.workflowRunId);
    addFact(lines, MessageReportText::tr("Recipient's run"), m.source.workflowRecipientRunId);
    addFact(lines, MessageReportText::tr("Channel"),
            story.channelName.isEmpty() || story.channelName == m.channelId.id
                ? m.channelId.id
                : story.channelName + " ("_L1 + m.channelId.id + u')');
    addFact(lines, MessageReportText::tr("Tenant"), m.tenant);
    addFact(lines, MessageReportText::tr("Status"), m.status.text());
    addFact(lines, MessageReportText::tr("Engagement"), m.engagement.words().join(", "_L1));
    addFact(lines, MessageReportText::tr("Created (UTC)"), utcOrDash(m.insertedAt));
    lines += QString();
    addFact(lines, MessageReportText::tr("Open it"), messageCommand(m.id));
    return lines;
}

} // namespace

void addFact(QStringList &lines, const QString &label, const QString &value)
{
    if (!value.isEmpty())
        lines += (label + u':').leftJustified(16) + u' ' + value; // the longest label has 16 with its colon
}

QString messageCommand(const QString &messageId)
{
    return Place {u"message"_s, messageId, {}, {}}.command();
}

QString messageParagraph(const api::Message &message, const models::Vocabulary *vocabulary)
{
    MessageStory story;
    story.message = message;
    story.channelType = channelTypeOf(message, vocabulary);
    if (!message.channelId.isNull())
        story.channelName = channelNameOf(message, vocabulary);
    if (!message.actors.isEmpty())
        story.actor = message.actors.first().label();
    const QString workflow = message.workflow.isEmpty() ? message.source.key : message.workflow;
    QStringList lines {
        MessageReportText::tr("%1 to %2")
            .arg(workflow.isEmpty() ? MessageReportText::tr("Message") : workflow, message.recipient.label()),
        tell(story).text};
    if (const QString note = statusNote(story); !note.isEmpty())
        lines += note;
    lines += factLines(story).mid(2); // without their heading
    lines.removeAll(QString());
    return lines.join(u'\n') + u'\n';
}

QString messageReport(const MessageStory &story, const models::Vocabulary *vocabulary, qint64 nowUs)
{
    const api::Message &m = story.message;
    const QString workflow = m.workflow.isEmpty() ? m.source.key : m.workflow;
    QStringList lines {
        MessageReportText::tr("%1 to %2")
            .arg(workflow.isEmpty() ? MessageReportText::tr("Message") : workflow, m.recipient.label()),
        tell(story).text};
    if (const QString note = statusNote(story); !note.isEmpty())
        lines += note;
    lines += lossNotes(story, nowUs);
    if (story.run) {
        const QString skips = skipSentence(runSteps(*story.run, m.recipient.label(), vocabulary));
        if (!skips.isEmpty())
            lines += MessageReportText::tr("In the same run: %1").arg(skips);
    }
    lines += {QString(), MessageReportText::tr("Timeline (UTC)")};
    lines += timelineLines(story, vocabulary);
    lines += providerLines(story);
    lines += factLines(story);
    return lines.join(u'\n') + u'\n';
}

} // namespace ui
