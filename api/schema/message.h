// Messages and what belongs to one (shapes 3, E03 to E11, E18).
#pragma once

#include "api/schema/endpoint.h"
#include "api/schema/page.h"
#include "api/schema/recipient.h"
#include "api/schema/status.h"

namespace api {

struct ChannelId // a channel's UUID; a type of its own, so that it is shown by the name people gave it
{
    QString id;
    bool isNull() const { return id.isEmpty(); }
    friend bool operator==(const ChannelId &, const ChannelId &) = default;
};
inline void read(const QJsonValue &v, ChannelId &out, Trace &t)
{
    read(v, out.id, t);
}
inline QJsonValue write(const ChannelId &v)
{
    return write(v.id);
}

struct ChannelInfo // sent by today's service with each message
{
    QString id;
    QString key;
    QString name;
    QString provider;
    QString type; // email, in_app, in_app_feed, sms, push, chat, http
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"id", &ChannelInfo::id},
        Field {"key", &ChannelInfo::key},
        Field {"name", &ChannelInfo::name},
        Field {"provider", &ChannelInfo::provider},
        Field {"type", &ChannelInfo::type}};
    // clang-format on
};

struct MessageSource
{
    QString key; // of the workflow
    QString versionId;
    QStringList categories;
    QString workflowRunId;
    QString workflowRecipientRunId; // sent by today's service
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"key", &MessageSource::key},
        Field {"version_id", &MessageSource::versionId},
        Field {"categories", &MessageSource::categories},
        Field {"workflow_run_id", &MessageSource::workflowRunId},
        Field {"workflow_recipient_run_id", &MessageSource::workflowRecipientRunId}};
    // clang-format on
};

struct Message
{
    static constexpr const char *context = "Message";
    QString id;
    DeliveryStatus status;
    EngagementStatuses engagement;
    Recipient recipient;
    QString workflow;
    ChannelId channelId;
    std::optional<ChannelInfo> channel;
    QString tenant;
    QList<Recipient> actors; // at most 10; more than one only after a batch
    MessageSource source;
    QJsonObject data;
    QJsonObject metadata;
    Timestamp seenAt, readAt, interactedAt, linkClickedAt, archivedAt; // of the latest such action
    Timestamp scheduledAt, insertedAt, updatedAt;
    QJsonObject raw;

    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"status", &Message::status, QT_TRANSLATE_NOOP("Message", "Delivery")}.required(),
        Field {"engagement_statuses", &Message::engagement, QT_TRANSLATE_NOOP("Message", "Engagement")},
        Field {"recipient", &Message::recipient, QT_TRANSLATE_NOOP("Message", "Recipient")}.required(),
        Field {"actors", &Message::actors, QT_TRANSLATE_NOOP("Message", "Actors")},
        Field {"workflow|source.key", &Message::workflow, QT_TRANSLATE_NOOP("Message", "Workflow")},
        Field {"channel_id|channel.id", &Message::channelId, QT_TRANSLATE_NOOP("Message", "Channel")},
        Field {"tenant", &Message::tenant, QT_TRANSLATE_NOOP("Message", "Tenant")},
        Field {"inserted_at", &Message::insertedAt, QT_TRANSLATE_NOOP("Message", "When")}.required(),
        Field {"id", &Message::id, QT_TRANSLATE_NOOP("Message", "Id")}.required(),
        Field {"channel", &Message::channel},
        Field {"source", &Message::source},
        Field {"data", &Message::data},
        Field {"metadata", &Message::metadata},
        Field {"seen_at", &Message::seenAt, QT_TRANSLATE_NOOP("Message", "Seen")},
        Field {"read_at", &Message::readAt, QT_TRANSLATE_NOOP("Message", "Read")},
        Field {"interacted_at", &Message::interactedAt, QT_TRANSLATE_NOOP("Message", "Interacted")},
        Field {"link_clicked_at|clicked_at", &Message::linkClickedAt, QT_TRANSLATE_NOOP("Message", "Link clicked")},
        Field {"archived_at", &Message::archivedAt, QT_TRANSLATE_NOOP("Message", "Archived")},
        Field {"scheduled_at", &Message::scheduledAt, QT_TRANSLATE_NOOP("Message", "Planned for")},
        Field {"updated_at", &Message::updatedAt, QT_TRANSLATE_NOOP("Message", "Updated")}};
    // clang-format on
};

struct MessageEvent
{
    static constexpr const char *context = "MessageEvent";
    QString id;
    QString type; // "message.seen"; older answers leave the prefix out
    Recipient recipient;
    QJsonObject data;
    Timestamp insertedAt;
    QJsonObject raw;

    QString word() const; // the type without its prefix
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"inserted_at", &MessageEvent::insertedAt, QT_TRANSLATE_NOOP("MessageEvent", "When")}.required(),
        Field {"type", &MessageEvent::type, QT_TRANSLATE_NOOP("MessageEvent", "Event")}.required(),
        Field {"data", &MessageEvent::data, QT_TRANSLATE_NOOP("MessageEvent", "Data")},
        Field {"recipient", &MessageEvent::recipient},
        Field {"id", &MessageEvent::id}.required()};
    // clang-format on
};

struct Activity
{
    static constexpr const char *context = "Activity";
    QString id;
    Recipient actor;
    Recipient recipient;
    QJsonObject data;
    Timestamp insertedAt, updatedAt;
    QJsonObject raw;

    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"inserted_at", &Activity::insertedAt, QT_TRANSLATE_NOOP("Activity", "When")}.required(),
        Field {"actor", &Activity::actor, QT_TRANSLATE_NOOP("Activity", "Actor")},
        Field {"data", &Activity::data, QT_TRANSLATE_NOOP("Activity", "Data")},
        Field {"recipient", &Activity::recipient},
        Field {"id", &Activity::id}.required(),
        Field {"updated_at", &Activity::updatedAt}};
    // clang-format on
};

struct ProviderRequest
{
    QString method, host, path, query;
    QJsonObject headers;
    QJsonValue body; // an object or text
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"method", &ProviderRequest::method},
        Field {"host", &ProviderRequest::host},
        Field {"path", &ProviderRequest::path},
        Field {"query", &ProviderRequest::query},
        Field {"headers", &ProviderRequest::headers},
        Field {"body", &ProviderRequest::body}};
    // clang-format on
};

struct ProviderResponse
{
    std::optional<int> status; // HTTP
    QJsonObject headers;
    QJsonValue body; // an object or text
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"status", &ProviderResponse::status},
        Field {"headers", &ProviderResponse::headers},
        Field {"body", &ProviderResponse::body}};
    // clang-format on
};

struct MessageDeliveryLog
{
    static constexpr const char *context = "MessageDeliveryLog";
    QString id;
    QString serviceName;
    ProviderRequest request;
    ProviderResponse response;
    Timestamp insertedAt;
    QJsonObject raw;

    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"inserted_at", &MessageDeliveryLog::insertedAt, QT_TRANSLATE_NOOP("MessageDeliveryLog", "When")}.required(),
        Field {"service_name", &MessageDeliveryLog::serviceName, QT_TRANSLATE_NOOP("MessageDeliveryLog", "Provider")},
        Field {"request", &MessageDeliveryLog::request},
        Field {"response", &MessageDeliveryLog::response},
        Field {"id", &MessageDeliveryLog::id}.required()};
    // clang-format on
};

// E03, E18. Lists hold wire words, so that a filter of tomorrow can be typed.
struct MessageQuery : PageQuery
{
    QString source; // workflow key
    QString tenant; // that tenant or none
    QStringList status; // delivery words
    QStringList engagementStatus; // read, unread, seen, unseen, …
    QString channelId;
    QStringList messageIds; // at most 50
    QStringList workflowCategories;
    QJsonObject triggerData; // top-level keys, equal
    QString workflowRunId; // today's service only, as the next
    QString workflowRecipientRunId;
    Timestamp insertedAfter; // inclusive
    Timestamp insertedBefore; // exclusive

    // clang-format off
    static constexpr auto fields = std::tuple_cat( PageQuery::fields, std::tuple {
        Field {"source", &MessageQuery::source},
        Field {"tenant", &MessageQuery::tenant},
        Field {"status[]", &MessageQuery::status},
        Field {"engagement_status[]", &MessageQuery::engagementStatus},
        Field {"channel_id", &MessageQuery::channelId},
        Field {"message_ids[]", &MessageQuery::messageIds},
        Field {"workflow_categories[]", &MessageQuery::workflowCategories},
        Field {"trigger_data", &MessageQuery::triggerData},
        Field {"workflow_run_id", &MessageQuery::workflowRunId},
        Field {"workflow_recipient_run_id", &MessageQuery::workflowRecipientRunId},
        Field {"inserted_at.gte", &MessageQuery::insertedAfter},
        Field {"inserted_at.lt", &MessageQuery::insertedBefore}});
    // clang-format on
};

struct ActivityQuery : PageQuery // E06
{
    QJsonObject triggerData;
    // clang-format off
    static constexpr auto fields = std::tuple_cat(PageQuery::fields, std::tuple {
        Field {"trigger_data", &ActivityQuery::triggerData}});
    // clang-format on
};

// Body of E10 for `interacted`: at most five pairs, no nested values.
struct StatusChange
{
    std::optional<QJsonObject> metadata;
    static constexpr auto fields = std::tuple {Field {"metadata", &StatusChange::metadata}};
};

// E12: which messages; over one change a second the service leaves a message as it is and names it in a
// header.
struct BatchStatusChange
{
    QStringList messageIds;
    std::optional<QJsonObject> metadata; // only with `interacted`, as above
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"message_ids", &BatchStatusChange::messageIds},
        Field {"metadata", &BatchStatusChange::metadata}};
    // clang-format on
};

namespace messages {
inline constexpr Endpoint<Page<Message>, MessageQuery> list {{.number = "E03",
                                                              .name = "messages.list",
                                                              .verb = Verb::Get,
                                                              .path = "/v1/messages",
                                                              .tier = Tier::Four}};
inline constexpr Endpoint<Message, QString> get {{.number = "E04",
                                                  .name = "messages.get",
                                                  .verb = Verb::Get,
                                                  .path = "/v1/messages/%1",
                                                  .tier = Tier::Four}};
inline constexpr Endpoint<Page<MessageEvent>, QString, PageQuery> events {{.number = "E05",
                                                                           .name = "messages.events",
                                                                           .verb = Verb::Get,
                                                                           .path = "/v1/messages/%1/events",
                                                                           .tier = Tier::Three}};
inline constexpr Endpoint<Page<Activity>, QString, ActivityQuery> activities {
    {.number = "E06",
     .name = "messages.activities",
     .verb = Verb::Get,
     .path = "/v1/messages/%1/activities",
     .tier = Tier::Four}};
inline constexpr Endpoint<Page<MessageDeliveryLog>, QString, PageQuery> deliveryLogs {
    {.number = "E09",
     .name = "messages.delivery_logs",
     .verb = Verb::Get,
     .path = "/v1/messages/%1/delivery_logs",
     .tier = Tier::Three}};
// `interacted` may carry metadata; the others take an empty change.
inline constexpr Endpoint<Message, QString, Engagement, StatusChange> mark {{.number = "E10",
                                                                             .name = "messages.mark",
                                                                             .verb = Verb::Put,
                                                                             .path = "/v1/messages/%1/%2",
                                                                             .tier = Tier::Two,
                                                                             .access = Access::Publishable}};
inline constexpr Endpoint<Message, QString, Engagement> unmark {{.number = "E11",
                                                                 .name = "messages.unmark",
                                                                 .verb = Verb::Delete,
                                                                 .path = "/v1/messages/%1/%2",
                                                                 .tier = Tier::Two,
                                                                 .access = Access::Publishable}};
inline constexpr Endpoint<Page<Message>, QString, MessageQuery> ofUser {{.number = "E18",
                                                                         .name = "users.messages",
                                                                         .verb = Verb::Get,
                                                                         .path = "/v1/users/%1/messages",
                                                                         .tier = Tier::Four}};
inline constexpr Endpoint<Page<Message>, StatusAction, BatchStatusChange> batchMark {
    {.number = "E12",
     .name = "messages.batch_mark",
     .verb = Verb::Post,
     .path = "/v1/messages/batch/%1",
     .tier = Tier::Three,
     .access = Access::Publishable}};
}

} // namespace api
