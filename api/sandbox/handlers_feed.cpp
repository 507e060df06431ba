#include "api/sandbox/handlers.h"
#include "api/sandbox/jsontext.h"
#include "api/sandbox/messagefilter.h"
#include "api/sandbox/messagejson.h"

namespace api::sandbox {

namespace {

constexpr int mostActivities = 10; // a batch may hold more; the rest is only counted

struct FeedRequest
{
    MessageFilter filter; // without `status`: the badges count under this
    QString status;
    PageRequest page;
};

FeedRequest readFeedRequest(Exchange &x)
{
    FeedRequest request;
    request.page = readPage(x.params, 'f', x.endpoint.maxPageSize);
    MessageFilter &filter = request.filter;
    filter.recipientId = x.args.at(0);
    filter.channelId = x.args.at(1);
    if (const QString source = x.params.text(QStringLiteral("source")); !source.isNull())
        filter.workflows = QStringList {source};
    filter.tenant = x.params.text(QStringLiteral("tenant"));
    filter.hasTenant = x.params.boolean(QStringLiteral("has_tenant"));
    if (const QStringList categories = x.params.list(QStringLiteral("workflow_categories"));
        !categories.isEmpty())
        filter.categories = categories;
    filter.triggerData = x.params.flatObject(QStringLiteral("trigger_data"));
    readTimeRange(x.params, filter);
    request.status = x.params.word(QStringLiteral("status"),
                                   {QStringLiteral("unread"), QStringLiteral("read"),
                                    QStringLiteral("unseen"), QStringLiteral("seen"), QStringLiteral("all")});
    const QString archived
        = x.params.word(QStringLiteral("archived"),
                        {QStringLiteral("include"), QStringLiteral("exclude"), QStringLiteral("only")});
    if (archived != QLatin1StringView("include"))
        filter.archived = archived == QLatin1StringView("only");
    return request;
}

// Totals under the filters, whatever page and status are asked for: a badge must not change with the tab.
QByteArray metaJson(Store &store, const Listing &listing)
{
    QVariantList values = listing.values;
    QString sql
        = QStringLiteral(
              "SELECT count(*), count(*) - count(read_at), count(*) - count(seen_at) FROM messages WHERE ")
        + listing.conditions.join(QStringLiteral(" AND "));
    qint64 total = 0, unread = 0, unseen = 0;
    store.each(sql, values, [&](const QSqlQuery &row) {
        total = row.value(0).toLongLong();
        unread = row.value(1).toLongLong();
        unseen = row.value(2).toLongLong();
        return false;
    });
    QByteArray json;
    ObjectText(json)
        .text("__typename", QStringLiteral("FeedMetadata"))
        .number("total_count", total)
        .number("unread_count", unread)
        .number("unseen_count", unseen)
        .end();
    return json;
}

QByteArray activitiesJson(Store &store, const StoredMessage &message, const QByteArray &recipient)
{
    QList<QByteArray> activities;
    store.each(QStringLiteral("SELECT %1 FROM activities WHERE message_seq = ? ORDER BY seq LIMIT ?")
                   .arg(activityColumns()),
               {message.seq, mostActivities}, [&](const QSqlQuery &row) {
                   activities.append(activityJson(row, store, recipient));
                   return true;
               });
    return '[' + activities.join(',') + ']';
}

QByteArray itemJson(Exchange &x, const StoredMessage &m, const QByteArray &recipient,
                    const QByteArray &cursor)
{
    const RenderInput input = renderInput(x.store, m, x.workflows);
    QJsonArray actors;
    for (const QJsonObject &actor : input.actors)
        actors.append(actor);
    const StepDef *step = stepOf(m, x.workflows);
    QByteArray json;
    ObjectText out(json);
    out.text("__typename", QStringLiteral("FeedItem")).raw("__cursor", cursor).text("id", m.id);
    out.raw("activities", activitiesJson(x.store, m, recipient)).raw("actors", jsonText(actors));
    out.number("total_activities",
               x.store.value(QStringLiteral("SELECT count(*) FROM activities WHERE message_seq = ?"), {m.seq})
                   .toLongLong());
    out.number("total_actors", input.totalActors);
    out.raw("blocks", step ? jsonText(renderBlocks(*step, input)) : QByteArray("[]")).raw("data", m.data);
    out.raw("source", sourceJson(m, x.workflows)).text("tenant", m.tenant.isEmpty() ? QString() : m.tenant);
    out.time("seen_at", m.seenAt).time("read_at", m.readAt).time("interacted_at", m.interactedAt);
    out.time("link_clicked_at", m.linkClickedAt)
        .time("clicked_at", m.linkClickedAt)
        .time("archived_at", m.archivedAt);
    out.time("inserted_at", m.insertedAt).time("updated_at", m.updatedAt).end();
    return json;
}

} // namespace

// A user nobody knows has an empty feed.
static HttpResponse getFeed(Exchange &x)
{
    const FeedRequest request = readFeedRequest(x);
    if (x.problems().any())
        return x.problems().response();
    const ChannelDef *channel = x.workflows.channel(x.args.at(1));
    if (!channel || channel->type != QLatin1StringView("in_app_feed"))
        return HttpResponse::error(
            channel ? 422 : 404, QStringLiteral("channel_invalid"),
            channel ? QStringLiteral("The channel \"%1\" is no in-app feed.").arg(channel->key)
                    : QStringLiteral("There is no channel \"%1\" in this environment.").arg(x.args.at(1)));

    Listing listing = request.filter.listing(messageColumns(), x.workflows);
    const QByteArray meta = metaJson(x.store, listing);
    if (!request.status.isEmpty() && request.status != QLatin1StringView("all"))
        listing.add(engagementCondition(request.status));
    const QByteArray recipient = entityJson(x.store, Ref::user(x.args.at(0)));
    PageWriter writer {.key = "entries", .kind = 'f', .member = {}};
    writer.extra = ",\"meta\":" + meta + ",\"vars\":" + jsonText(x.workflows.vars);
    writer.member = [&](const QSqlQuery &row, const QByteArray &cursor, QByteArray &out) {
        out = itemJson(x, StoredMessage::from(row), recipient, cursor);
    };
    return HttpResponse::json(writePage(x.store, listing, request.page, writer));
}

HandlerTable feedHandlers()
{
    static constexpr HandlerEntry table[] = {
        {"E14", getFeed},
    };
    return table;
}

} // namespace api::sandbox
