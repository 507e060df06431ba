#include "api/sandbox/destinations.h"
#include "api/sandbox/template.h"
#include "api/sandbox/workflows.h"

#include <QJsonArray>

namespace api::sandbox {

namespace {

QString nameOf(const QJsonObject &person)
{
    const QString name = person.value(QLatin1StringView("name")).toString();
    return name.isEmpty() ? person.value(QLatin1StringView("id")).toString() : name;
}

QString actorSummary(const RenderInput &input)
{
    if (input.actors.isEmpty())
        return QStringLiteral("Someone");
    const QString first = nameOf(input.actors.first());
    const int total = std::max(input.totalActors, int(input.actors.size()));
    if (total == 1)
        return first;
    if (total == 2 && input.actors.size() == 2)
        return QStringLiteral("%1 and %2").arg(first, nameOf(input.actors.last()));
    return QStringLiteral("%1 and %2 others").arg(first, QString::number(total - 1));
}

class Filler // a workflow's texts over one message
{
public:
    explicit Filler(const RenderInput &input)
    {
        QJsonArray actors;
        for (const QJsonObject &actor : input.actors)
            actors.append(actor);
        m_scope = {{QStringLiteral("data"), input.data},
                   {QStringLiteral("recipient"), input.recipient},
                   {QStringLiteral("actor"), actors.isEmpty() ? QJsonValue() : actors.first()},
                   {QStringLiteral("actors"), actors},
                   {QStringLiteral("actor_summary"), actorSummary(input)},
                   {QStringLiteral("total_actors"), input.totalActors},
                   {QStringLiteral("tenant"), input.tenant},
                   {QStringLiteral("vars"), input.vars}};
    }
    QString html(const QJsonValue &source) const
    {
        return fillTemplate(source.toString(), m_scope, Escape::Html);
    }
    QString plain(const QJsonValue &source) const
    {
        return fillTemplate(source.toString(), m_scope, Escape::Nothing);
    }
    QJsonValue optional(const QJsonValue &source) const // null stays null
    {
        return source.isString() ? QJsonValue(plain(source)) : QJsonValue();
    }

private:
    QJsonObject m_scope;
};

QJsonObject email(const QJsonObject &content, const RenderInput &input, const Filler &fill)
{
    const auto of = [&](const char *key) { return content.value(QLatin1StringView(key)); };
    const QString subject = fill.plain(of("subject"));
    return {{QStringLiteral("__typename"), QStringLiteral("MessageEmailContent")},
            {QStringLiteral("from"), of("from")},
            {QStringLiteral("to"), input.recipient.value(QLatin1StringView("email"))},
            {QStringLiteral("cc"), fill.optional(of("cc"))},
            {QStringLiteral("bcc"), fill.optional(of("bcc"))},
            {QStringLiteral("reply_to"), fill.optional(of("reply_to"))},
            {QStringLiteral("subject"), subject},
            {QStringLiteral("subject_line"), subject},
            {QStringLiteral("html_body"), fill.html(of("html"))},
            {QStringLiteral("text_body"), fill.plain(of("text"))}};
}

QJsonObject sms(const QJsonObject &content, const RenderInput &input, const Filler &fill)
{
    return {{QStringLiteral("__typename"), QStringLiteral("MessageSmsContent")},
            {QStringLiteral("to"), input.recipient.value(QLatin1StringView("phone_number"))},
            {QStringLiteral("body"), fill.plain(content.value(QLatin1StringView("body")))}};
}

QJsonObject push(const QJsonObject &content, const ChannelDef &channel, const RenderInput &input,
                 const Filler &fill)
{
    QJsonObject data = content.value(QLatin1StringView("data")).toObject();
    for (auto it = data.begin(); it != data.end(); ++it)
        *it = fill.plain(*it);
    return {{QStringLiteral("__typename"), QStringLiteral("MessagePushContent")},
            {QStringLiteral("token"),
             pushToken(channel, input.recipient.value(QLatin1StringView("id")).toString())},
            {QStringLiteral("title"), fill.plain(content.value(QLatin1StringView("title")))},
            {QStringLiteral("body"), fill.plain(content.value(QLatin1StringView("body")))},
            {QStringLiteral("data"), data.isEmpty() ? QJsonValue() : QJsonValue(data)}};
}

QJsonObject chat(const QJsonObject &content, const RenderInput &input, const Filler &fill)
{
    QJsonArray blocks;
    for (const QJsonValue &value : content.value(QLatin1StringView("blocks")).toArray()) {
        QJsonObject block = value.toObject();
        block.insert(QStringLiteral("content"), fill.plain(block.value(QLatin1StringView("content"))));
        blocks.append(block);
    }
    const QJsonObject body {
        {QStringLiteral("blocks"), blocks},
        {QStringLiteral("json_content"), QJsonValue()},
        {QStringLiteral("summary"), fill.plain(content.value(QLatin1StringView("summary")))}};
    return {{QStringLiteral("__typename"), QStringLiteral("MessageChatContent")},
            {QStringLiteral("connection"), slackConnection(input.recipient)},
            {QStringLiteral("metadata"), QJsonValue()},
            {QStringLiteral("template"), body}};
}

QJsonObject block(const QString &name, const QString &type, const QJsonValue &source, const QString &rendered)
{
    return {{QStringLiteral("name"), name},
            {QStringLiteral("type"), type},
            {QStringLiteral("content"), source},
            {QStringLiteral("rendered"), rendered}};
}

QJsonObject buttonSet(const QJsonArray &templates, const Filler &fill)
{
    QJsonArray buttons;
    for (const QJsonValue &value : templates) {
        QJsonObject button = value.toObject();
        for (auto it = button.begin(); it != button.end(); ++it)
            *it = fill.plain(*it);
        buttons.append(button);
    }
    return {{QStringLiteral("name"), QStringLiteral("actions")},
            {QStringLiteral("type"), QStringLiteral("button_set")},
            {QStringLiteral("buttons"), buttons}};
}

} // namespace

QJsonArray renderBlocks(const StepDef &step, const RenderInput &input)
{
    const Filler fill(input);
    const QJsonValue body = step.content.value(QLatin1StringView("body"));
    const QJsonValue url = step.content.value(QLatin1StringView("action_url"));
    const QJsonArray buttons = step.content.value(QLatin1StringView("actions")).toArray();
    QJsonArray blocks {block(QStringLiteral("body"), QStringLiteral("markdown"), body,
                             fill.html(markdownToHtml(body.toString()))),
                       block(QStringLiteral("action_url"), QStringLiteral("text"), url, fill.plain(url))};
    if (!buttons.isEmpty())
        blocks.append(buttonSet(buttons, fill));
    return blocks;
}

QJsonObject renderContent(const WorkflowDef &, const StepDef &step, const ChannelDef &channel,
                          const RenderInput &input)
{
    const Filler fill(input);
    if (channel.type == QLatin1StringView("email"))
        return email(step.content, input, fill);
    if (channel.type == QLatin1StringView("sms"))
        return sms(step.content, input, fill);
    if (channel.type == QLatin1StringView("push"))
        return push(step.content, channel, input, fill);
    if (channel.type == QLatin1StringView("chat"))
        return chat(step.content, input, fill);
    return {{QStringLiteral("__typename"), QStringLiteral("MessageInAppFeedContent")},
            {QStringLiteral("blocks"), renderBlocks(step, input)}};
}

} // namespace api::sandbox
