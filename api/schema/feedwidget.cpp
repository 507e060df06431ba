#include "api/schema/feedwidget.h"

#include <QJsonArray>

#include <algorithm>

namespace api {

QJsonObject widgetOptions(const QString &channelId, const FeedQuery &query)
{
    QJsonObject options;
    const auto put = [&options](const char *key, const QJsonValue &value, bool isSet) {
        if (isSet)
            options.insert(QLatin1StringView(key), value);
    };
    put("page_size", query.pageSize.value_or(0), query.pageSize.has_value());
    put("source", query.source, !query.source.isEmpty());
    put("tenant", query.tenant, !query.tenant.isEmpty());
    put("has_tenant", query.hasTenant.value_or(false), query.hasTenant.has_value());
    put("status", query.status, !query.status.isEmpty());
    put("workflow_categories", QJsonArray::fromStringList(query.workflowCategories),
        !query.workflowCategories.isEmpty());
    put("archived", query.archived, !query.archived.isEmpty());
    put("trigger_data", query.triggerData,
        !query.triggerData.isEmpty()); // an object here, a text on the wire
    return {{QStringLiteral("feedId"), channelId}, {QStringLiteral("defaultFeedOptions"), options}};
}

bool isItemLink(const ContentBlock &block)
{
    return block.name == QLatin1StringView("action_url");
}

bool isKnownBlock(const ContentBlock &block)
{
    return block.type == QLatin1StringView("markdown") || block.type == QLatin1StringView("text")
        || block.type == QLatin1StringView("button_set");
}

static QList<QJsonObject> unknownOf(const QJsonArray &blocks)
{
    QList<QJsonObject> unknown;
    for (const QJsonValue &value : blocks) {
        ContentBlock block;
        Trace trace;
        read(value, block, trace);
        if (value.isObject() && !isKnownBlock(block))
            unknown += value.toObject();
    }
    return unknown;
}

QList<QJsonObject> unknownBlocks(const FeedItem &item)
{
    return unknownOf(item.raw.value(QLatin1StringView("blocks")).toArray());
}

QList<QJsonObject> unknownBlocks(const MessageContent &content)
{
    if (!std::holds_alternative<InAppContent>(content.data))
        return {};
    const QJsonObject data = content.raw.value(QLatin1StringView("data")).toObject();
    return unknownOf(data.value(QLatin1StringView("blocks")).toArray());
}

bool isBlank(const FeedItem &item)
{
    return std::all_of(item.blocks.cbegin(), item.blocks.cend(), [](const ContentBlock &block) {
        return block.buttons.isEmpty() && (block.rendered.trimmed().isEmpty() || isItemLink(block));
    });
}

} // namespace api
