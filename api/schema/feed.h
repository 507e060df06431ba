// A person's in-app feed, as the customer's own widget reads it (shapes 4, behaviour 15; E14).
#pragma once

#include "api/schema/content.h"
#include "api/schema/message.h"

namespace api {

struct FeedItem // `id` is the message's id
{
    static constexpr const char *context = "FeedItem";
    QString id;
    QList<ContentBlock> blocks;
    QList<Recipient> actors;
    QList<Activity> activities;
    int totalActivities = 0;
    int totalActors = 0;
    MessageSource source;
    QString tenant;
    QJsonObject data;
    Timestamp seenAt, readAt, interactedAt, linkClickedAt, archivedAt;
    Timestamp insertedAt, updatedAt;
    QJsonObject raw;

    EngagementStatuses engagement() const; // from the times
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"id", &FeedItem::id}.required(),
        Field {"blocks", &FeedItem::blocks},
        Field {"actors", &FeedItem::actors},
        Field {"activities", &FeedItem::activities},
        Field {"total_activities", &FeedItem::totalActivities},
        Field {"total_actors", &FeedItem::totalActors},
        Field {"source", &FeedItem::source},
        Field {"tenant", &FeedItem::tenant},
        Field {"data", &FeedItem::data},
        Field {"seen_at", &FeedItem::seenAt},
        Field {"read_at", &FeedItem::readAt},
        Field {"interacted_at", &FeedItem::interactedAt},
        Field {"link_clicked_at|clicked_at", &FeedItem::linkClickedAt},
        Field {"archived_at", &FeedItem::archivedAt},
        Field {"inserted_at", &FeedItem::insertedAt, QT_TRANSLATE_NOOP("FeedItem", "When")}.required(),
        Field {"updated_at", &FeedItem::updatedAt}};
    // clang-format on
};

struct FeedMeta // totals under the query's filters, not of the page
{
    qint64 unreadCount = 0;
    qint64 unseenCount = 0;
    std::optional<qint64> totalCount;
    // clang-format off
    static constexpr auto fields = std::tuple {
        Field {"unread_count", &FeedMeta::unreadCount}.required(),
        Field {"unseen_count", &FeedMeta::unseenCount}.required(),
        Field {"total_count", &FeedMeta::totalCount}};
    // clang-format on
};

struct Feed : Page<FeedItem>
{
    FeedMeta meta;
    QJsonObject vars;
};
void read(const QJsonValue &v, Feed &out, Trace &t);

struct FeedQuery : PageQuery // `page_size` up to 200
{
    QString source;
    QString tenant; // that tenant's items and those without tenant, unless has_tenant is true
    std::optional<bool> hasTenant;
    QString status; // unread, read, unseen, seen, all
    QStringList workflowCategories;
    QString archived; // include, exclude (the default), only
    QJsonObject triggerData;
    // clang-format off
    static constexpr auto fields = std::tuple_cat( PageQuery::fields, std::tuple {
        Field {"source", &FeedQuery::source},
        Field {"tenant", &FeedQuery::tenant},
        Field {"has_tenant", &FeedQuery::hasTenant},
        Field {"status", &FeedQuery::status},
        Field {"workflow_categories[]", &FeedQuery::workflowCategories},
        Field {"archived", &FeedQuery::archived},
        Field {"trigger_data", &FeedQuery::triggerData}});
    // clang-format on
};

namespace feeds {
inline constexpr Endpoint<Feed, QString, QString, FeedQuery> get {{.number = "E14",
                                                                   .name = "users.feed",
                                                                   .verb = Verb::Get,
                                                                   .path = "/v1/users/%1/feeds/%2",
                                                                   .tier = Tier::Two,
                                                                   .access = Access::Publishable,
                                                                   .scope = Scope::User,
                                                                   .maxPageSize = 200}};
}

} // namespace api
