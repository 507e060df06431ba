// Bulk operations (shapes 10, behaviour 16; E13, E58).
#pragma once

#include "api/schema/endpoint.h"
#include "api/schema/status.h"

namespace api {

enum class BulkState : quint8 { Unknown, Queued, Processing, Completed, Failed };
template <>
inline constexpr auto wireNames<BulkState> = std::array<std::string_view, 5> {"", "queued", "processing",
                                                                              "completed", "failed"};
using BulkStatus = Open<BulkState>;

struct BulkErrorItem
{
    QString id;
    QString collection; // null for a user
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"id", &BulkErrorItem::id, QT_TRANSLATE_NOOP("BulkErrorItem", "Id")}.required(),
        Field {"collection", &BulkErrorItem::collection, QT_TRANSLATE_NOOP("BulkErrorItem", "Collection")}};
    // clang-format on
    static constexpr const char *context = "BulkErrorItem";
};

struct BulkOperation
{
    QString id;
    QString name; // users.set_preferences, messages.seen, …
    BulkStatus status;
    qint64 estimatedTotalRows = 0; // an estimate: may differ from what is processed
    qint64 processedRows = 0; // successes and errors
    qint64 successCount = 0;
    qint64 errorCount = 0;
    QList<BulkErrorItem> errorItems;
    Timestamp startedAt, completedAt, failedAt, insertedAt, updatedAt;
    QJsonObject raw;

    bool isOver() const { return status.value == BulkState::Completed || status.value == BulkState::Failed; }
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"id", &BulkOperation::id}.required(),
        Field {"name", &BulkOperation::name},
        Field {"status", &BulkOperation::status}.required(),
        Field {"estimated_total_rows", &BulkOperation::estimatedTotalRows},
        Field {"processed_rows", &BulkOperation::processedRows},
        Field {"success_count", &BulkOperation::successCount},
        Field {"error_count", &BulkOperation::errorCount},
        Field {"error_items", &BulkOperation::errorItems},
        Field {"started_at", &BulkOperation::startedAt},
        Field {"completed_at", &BulkOperation::completedAt},
        Field {"failed_at", &BulkOperation::failedAt},
        Field {"inserted_at", &BulkOperation::insertedAt},
        Field {"updated_at", &BulkOperation::updatedAt}};
    // clang-format on
};

// E13: all optional, combined with AND; none at all means every message of the channel.
struct BulkStatusFilter
{
    std::optional<QStringList> userIds; // the service's older name
    std::optional<QStringList> recipientIds; // today's name: send both
    std::optional<QStringList> tenants;
    std::optional<bool> hasTenant; // false: only those without tenant
    std::optional<QStringList> workflows;
    Timestamp olderThan, newerThan;
    DeliveryStatus deliveryStatus;
    QString engagementStatus; // seen, unseen, read, unread, archived, unarchived, interacted
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"user_ids", &BulkStatusFilter::userIds},
        Field {"recipient_ids", &BulkStatusFilter::recipientIds},
        Field {"tenants", &BulkStatusFilter::tenants},
        Field {"has_tenant", &BulkStatusFilter::hasTenant},
        Field {"workflows", &BulkStatusFilter::workflows},
        Field {"older_than", &BulkStatusFilter::olderThan},
        Field {"newer_than", &BulkStatusFilter::newerThan},
        Field {"delivery_status", &BulkStatusFilter::deliveryStatus},
        Field {"engagement_status", &BulkStatusFilter::engagementStatus}};
    // clang-format on
};

namespace bulk {
inline constexpr Endpoint<BulkOperation, QString> get {{.number = "E58",
                                                        .name = "bulk_operations.get",
                                                        .verb = Verb::Get,
                                                        .path = "/v1/bulk_operations/%1",
                                                        .tier = Tier::Four}};
inline constexpr Endpoint<BulkOperation, QString, StatusAction, BulkStatusFilter> changeStatuses {
    {.number = "E13",
     .name = "channels.messages.bulk_status",
     .verb = Verb::Post,
     .path = "/v1/channels/%1/messages/bulk/%2",
     .tier = Tier::Two,
     .access = Access::Publishable,
     .repeat = Repeat::Never}};
}

} // namespace api
