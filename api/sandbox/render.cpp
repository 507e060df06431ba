#include "api/sandbox/destinations.h"
#include "api/sandbox/filler.h"
#include "api/sandbox/jsontext.h"
#include "api/sandbox/preview.h"
#include "api/sandbox/template.h"
#include "api/sandbox/workflows.h"

#include <QJsonArray>

namespace api::sandbox {

namespace {

QString tokenOf(const ChannelDef &channel, const RenderInput &input)
{
    const QString token = tokenIn(input.channelData);
    return token.isEmpty() ? pushToken(channel, input.recipient.value(QLatin1StringView("id")).toString())
                           : token;
}

QJsonObject connectionOf(const RenderInput &input)
{
    QJsonObject connection = connectionIn(input.channelData);
    if (connection.isEmpty())
        return slackConnection(input.recipient);
    if (connection.contains(QLatin1StringView("access_token"))) // nobody needs the secret to read a message
        connection.insert(QLatin1StringView("access_token"), QJsonValue::Null);
    return connection;
}

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
            {QStringLiteral("token"), tokenOf(channel, input)},
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
            {QStringLiteral("connection"), connectionOf(input)},
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

QJsonObject personJson(const Person &person)
{
    return {{QStringLiteral("id"), person.id},
            {QStringLiteral("name"), jsonOrNull(person.name)},
            {QStringLiteral("email"), jsonOrNull(person.email)},
            {QStringLiteral("phone_number"), jsonOrNull(person.phone)}};
}

QJsonObject recipientJson(const ObjectDef *object, const Person &person)
{
    if (!object)
        return personJson(person);
    return {{QStringLiteral("id"), object->id},
            {QStringLiteral("collection"), object->collection},
            {QStringLiteral("name"), object->name}};
}

Letter letterFor(const WorkflowDef &workflow, const StepDef &step, const ChannelDef &channel,
                 const QString &messageId, const RenderInput &input)
{
    const Filler fill(input);
    const auto filled
        = [&](const char *key) { return fill.plain(step.content.value(QLatin1StringView(key))); };
    const auto of = [&](const char *key) { return input.recipient.value(QLatin1StringView(key)).toString(); };
    Letter letter {messageId, {}, of("name"), workflow.name, {}};
    if (channel.type == QLatin1StringView("email")) {
        letter.to = of("email");
        letter.title = filled("subject");
    } else if (channel.type == QLatin1StringView("sms")) {
        letter.to = of("phone_number");
        letter.text = filled("body");
    } else if (channel.type == QLatin1StringView("push")) {
        letter.to = tokenOf(channel, input);
        letter.title = filled("title");
        letter.text = filled("body");
    } else if (channel.type == QLatin1StringView("chat")) {
        const QJsonObject connection = connectionOf(input);
        letter.to = connection.value(QLatin1StringView("channel_id"))
                        .toString(connection.value(QLatin1StringView("user_id")).toString());
        letter.text = filled("summary");
    }
    return letter;
}

} // namespace api::sandbox
