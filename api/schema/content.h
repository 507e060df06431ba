// What a message said, one kind for each channel type (shapes 3.4, 4.3; E07).
#pragma once

#include "api/schema/endpoint.h"
#include "api/schema/page.h"

#include <variant>

namespace api {

struct MailAddress // "a@b" or {email, name}
{
    QString email;
    QString name;
    QString text() const { return name.isEmpty() ? email : name + QStringLiteral(" <") + email + u'>'; }
};
void read(const QJsonValue &v, MailAddress &out, Trace &t);
QJsonValue write(const MailAddress &v);

struct EmailContent
{
    MailAddress from;
    QString to, cc, bcc, replyTo, subject, htmlBody, textBody;
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"from", &EmailContent::from},
        Field {"to", &EmailContent::to},
        Field {"cc", &EmailContent::cc},
        Field {"bcc", &EmailContent::bcc},
        Field {"reply_to", &EmailContent::replyTo},
        Field {"subject_line|subject", &EmailContent::subject},
        Field {"html_body", &EmailContent::htmlBody},
        Field {"text_body", &EmailContent::textBody}};
    // clang-format on
};

struct SmsContent
{
    QString to, body;
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"to", &SmsContent::to},
        Field {"body", &SmsContent::body}};
    // clang-format on
};

struct PushContent
{
    QString token, title, body;
    QJsonObject data;
    QJsonObject overrides; // for the provider; only where a workflow sets them
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"token", &PushContent::token},
        Field {"title", &PushContent::title},
        Field {"body", &PushContent::body},
        Field {"data", &PushContent::data},
        Field {"overrides", &PushContent::overrides}};
    // clang-format on
};

struct ChatBlock
{
    QString name, type, content;
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"name", &ChatBlock::name},
        Field {"type", &ChatBlock::type},
        Field {"content", &ChatBlock::content}};
    // clang-format on
};

struct ChatContent
{
    QJsonObject connection;
    QJsonObject metadata;
    QList<ChatBlock> blocks;
    QJsonObject jsonContent;
    QString summary;
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"connection", &ChatContent::connection},
        Field {"metadata", &ChatContent::metadata},
        Field {"template.blocks", &ChatContent::blocks},
        Field {"template.json_content", &ChatContent::jsonContent},
        Field {"template.summary", &ChatContent::summary}};
    // clang-format on
};

struct ContentButton
{
    QString name, label, action;
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"name", &ContentButton::name},
        Field {"label", &ContentButton::label},
        Field {"action", &ContentButton::action}};
    // clang-format on
};

struct ContentBlock
{
    QString name; // body, action_url, actions, …
    QString type; // markdown, text, button_set
    QString content; // the template's source
    QString rendered; // HTML for markdown, plain text for text
    QList<ContentButton> buttons;
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"name|key", &ContentBlock::name},
        Field {"type", &ContentBlock::type},
        Field {"content", &ContentBlock::content},
        Field {"rendered", &ContentBlock::rendered},
        Field {"buttons", &ContentBlock::buttons}};
    // clang-format on
};

struct InAppContent
{
    QList<ContentBlock> blocks;
    static constexpr auto fields = std::tuple {Field {"blocks", &InAppContent::blocks}};
};

// Monostate: a kind this program does not know; `raw` still has all of it.
using ContentData
    = std::variant<std::monostate, EmailContent, SmsContent, PushContent, ChatContent, InAppContent>;
void read(const QJsonValue &v, ContentData &out, Trace &t);
inline QJsonValue write(const ContentData &)
{
    return QJsonValue(QJsonValue::Undefined);
} // never sent

struct MessageContent
{
    QString messageId;
    ContentData data;
    Timestamp insertedAt;
    QJsonObject raw;
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"message_id|id", &MessageContent::messageId},
        Field {"data", &MessageContent::data}.required(),
        Field {"inserted_at", &MessageContent::insertedAt}};
    // clang-format on
};

struct ContentQuery // E08
{
    QStringList messageIds; // at most 25
    static constexpr auto fields = std::tuple {Field {"message_ids[]", &ContentQuery::messageIds}};
};

namespace messages {
inline constexpr Endpoint<MessageContent, QString> content {{.number = "E07",
                                                             .name = "messages.content",
                                                             .verb = Verb::Get,
                                                             .path = "/v1/messages/%1/content",
                                                             .tier = Tier::Three}};
inline constexpr Endpoint<Page<MessageContent>, ContentQuery> batchContent {
    {.number = "E08",
     .name = "messages.batch_content",
     .verb = Verb::Get,
     .path = "/v1/messages/batch/content",
     .tier = Tier::Four}};
}

} // namespace api
