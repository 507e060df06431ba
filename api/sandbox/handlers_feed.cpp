#include "api/sandbox/handlers.h"
#include "api/sandbox/jsontext.h"
#include "api/sandbox/messagefilter.h"
#include "api/sandbox/messagejson.h"
#include "api/sandbox/runstore.h"

namespace api::sandbox {

namespace {

constexpr int mostActivities = 10; // a batch may hold more; the rest is only counted

struct FeedRequest
{
    MessageFilter filter; // without `status`: the badges count under this
    QString status;
    PageRequest page;
    bool isCompact = false; // without activities, nested data and all but one actor
    QList<QStringList> excluded; // paths of the answer: {entries, data, body}
};

constexpr qsizetype deepestExclusion = 3;

QList<QStringList> readExclusions(Params &params)
{
    const QString name = QStringLiteral("exclude");
    QList<QStringList> paths;
    const QStringList texts = params.text(name).split(u',', Qt::SkipEmptyParts);
    for (const QString &text : texts) {
        const QStringList path = text.trimmed().split(u'.');
        if (path.size() > deepestExclusion || path.contains(QString()))
            params.problems.add(name, QStringLiteral("holds a path that is not one to three names deep"));
        paths.append(path);
    }
    return paths;
}

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
    // `locale` is let pass: templates have no translations.
    request.isCompact
        = x.params.word(QStringLiteral("mode"), {QStringLiteral("rich"), QStringLiteral("compact")})
        == QLatin1StringView("compact");
    request.excluded = readExclusions(x.params);
    return request;
}

// Totals under the filters, whatever page and status are asked for: a badge must not change with the tab.
QByteArray metaJson(Store &store, const Listing &listing)
{
    const QString sql
        = QStringLiteral(
              "SELECT count(*), count(*) - count(read_at), count(*) - count(seen_at) FROM messages WHERE ")
        + listing.conditions.join(QStringLiteral(" AND "));
    QByteArray key = "meta/" + sql.toUtf8();
    for (const QVariant &value : listing.values)
        key += '\0' + value.toString().toUtf8();
    if (const auto known = store.remembered(key)) // by another page of the same feed
        return *known;
    qint64 total = 0, unread = 0, unseen = 0;
    store.each(sql, listing.values, [&](const QSqlQuery &row) {
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
    store.remember(key, json);
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

QByteArray actorsJson(Store &store, const StoredMessage &message, int most)
{
    QByteArrayList actors;
    const QList<Ref> refs = message.actorRefs();
    for (const Ref &actor : refs.first(qMin(refs.size(), qsizetype(most))))
        actors.append(entityJson(store, actor));
    return '[' + actors.join(',') + ']';
}

// What was shown then, when it was kept; or what the template says now.
QByteArray blocksJson(Exchange &x, const StoredMessage &m, const QByteArray &stored)
{
    if (!stored.isEmpty())
        return stored;
    const StepDef *step = stepOf(m, x.workflows);
    return step ? jsonText(renderBlocks(*step, renderInput(x.store, m, x.workflows))) : QByteArray("[]");
}

QByteArray flatData(const QByteArray &data)
{
    if (data == "null")
        return data;
    QJsonObject object = jsonObject(data);
    for (auto it = object.begin(); it != object.end();)
        it = it->isObject() || it->isArray() ? object.erase(it) : std::next(it);
    return jsonText(object);
}

QByteArray itemJson(Exchange &x, const StoredMessage &m, const FeedRequest &request, const QByteArray &blocks,
                    const QByteArray &recipient, const QByteArray &cursor)
{
    const MessageTotals totals = totalsOf(x.store, m);
    QByteArray json;
    ObjectText out(json);
    out.text("__typename", QStringLiteral("FeedItem")).raw("__cursor", cursor).text("id", m.id);
    if (!request.isCompact)
        out.raw("activities", activitiesJson(x.store, m, recipient))
            .number("total_activities", totals.activities);
    out.raw("actors", actorsJson(x.store, m, request.isCompact ? 1 : mostActors));
    out.number("total_actors", totals.actors).raw("blocks", blocksJson(x, m, blocks));
    out.raw("data", request.isCompact ? flatData(m.data) : m.data);
    out.raw("source", sourceJson(m, x.workflows)).text("tenant", m.tenant.isEmpty() ? QString() : m.tenant);
    out.time("seen_at", m.seenAt).time("read_at", m.readAt).time("interacted_at", m.interactedAt);
    out.time("link_clicked_at", m.linkClickedAt)
        .time("clicked_at", m.linkClickedAt)
        .time("archived_at", m.archivedAt);
    out.time("inserted_at", m.insertedAt).time("updated_at", m.updatedAt).end();
    return json;
}

// What of its message an item shows and may change. Not only `updated_at`: two changes may share a moment.
// The weights tell apart which of the times is which.
QString itemColumns()
{
    return QStringLiteral("seq, updated_at, coalesce(seen_at, 0) + 2 * coalesce(read_at, 0)"
                          " + 4 * coalesce(interacted_at, 0) + 8 * coalesce(link_clicked_at, 0)"
                          " + 16 * coalesce(archived_at, 0)");
}

QByteArray itemKey(const QSqlQuery &row, bool isCompact)
{
    const qint64 numbers[]
        = {row.value(0).toLongLong(), row.value(1).toLongLong(), row.value(2).toLongLong(), isCompact};
    return QByteArray(reinterpret_cast<const char *>(numbers), sizeof numbers);
}

// An item as the message stands now; most of a feed that is asked for again and again is known already, and
// then the message itself is not read.
QByteArray itemOf(Exchange &x, const QSqlQuery &row, const FeedRequest &request, const QByteArray &recipient,
                  const QByteArray &cursor)
{
    const QByteArray key = itemKey(row, request.isCompact);
    if (const auto known = x.store.remembered(key, Store::Until::PeopleChange))
        return *known;
    QByteArray item;
    const QString sql
        = QStringLiteral(
              "SELECT %1, CAST(json_extract(content, '$.blocks') AS BLOB) FROM messages WHERE seq = ?")
              .arg(messageColumns());
    x.store.each(sql, {row.value(0)}, [&](const QSqlQuery &message) {
        item = itemJson(x, StoredMessage::from(message), request,
                        message.value(StoredMessage::columnCount).toByteArray(), recipient, cursor);
        return false;
    });
    x.store.remember(key, item, Store::Until::PeopleChange);
    return item;
}

// Without what stands at the path; in a list, without it in each member.
QJsonValue without(const QJsonValue &value, const QStringList &path)
{
    if (value.isArray()) {
        QJsonArray array = value.toArray();
        for (QJsonValueRef item : array)
            item = without(item, path);
        return array;
    }
    QJsonObject object = value.toObject();
    const auto found = object.find(path.first());
    if (!value.isObject() || found == object.end())
        return value;
    if (path.size() == 1)
        object.erase(found);
    else
        *found = without(*found, path.sliced(1));
    return object;
}

QByteArray withoutExcluded(const QByteArray &json, const QList<QStringList> &excluded)
{
    if (excluded.isEmpty())
        return json;
    QJsonValue answer = jsonObject(json);
    for (const QStringList &path : excluded)
        answer = without(answer, path);
    return jsonText(answer.toObject());
}

// Why the path's channel has no feed; nullopt when it has one.
std::optional<HttpResponse> channelProblem(const Exchange &x)
{
    const ChannelDef *channel = x.workflows.channel(x.args.at(1));
    if (!channel)
        return HttpResponse::error(
            404, QStringLiteral("channel_invalid"),
            QStringLiteral("There is no channel \"%1\" in this environment.").arg(x.args.at(1)));
    if (channel->type != QLatin1StringView("in_app_feed"))
        return HttpResponse::error(422, QStringLiteral("channel_invalid"),
                                   QStringLiteral("The channel \"%1\" is no in-app feed.").arg(channel->key));
    return std::nullopt;
}

} // namespace

// A user nobody knows has an empty feed. Every open feed asks again and again, and seldom has anything
// changed meanwhile.
static HttpResponse getFeed(Exchange &x)
{
    const QByteArray key = "feed/" + x.request.path + '?' + x.request.query;
    if (const auto known = x.store.remembered(key))
        return HttpResponse::json(*known);
    const FeedRequest request = readFeedRequest(x);
    if (x.problems().any())
        return x.problems().response();
    if (auto problem = channelProblem(x))
        return *problem;
    Listing listing = request.filter.listing(itemColumns(), x.workflows);
    const QByteArray meta = metaJson(x.store, listing);
    if (!request.status.isEmpty() && request.status != QLatin1StringView("all"))
        listing.add(engagementCondition(request.status));
    const QByteArray recipient = entityJson(x.store, Ref::user(x.args.at(0)));
    PageWriter writer {.key = "entries", .kind = 'f', .member = {}};
    writer.extra = ",\"meta\":" + meta + ",\"vars\":" + jsonText(x.workflows.vars);
    // Beside the message an item is made of people.
    writer.member = [&](const QSqlQuery &row, const QByteArray &cursor, QByteArray &out) {
        out = itemOf(x, row, request, recipient, cursor);
    };
    const QByteArray page
        = withoutExcluded(writePage(x.store, listing, request.page, writer), request.excluded);
    x.store.remember(key, page);
    return HttpResponse::json(page);
}

// No plan asks the sandbox's feeds to carry the service's name.
static HttpResponse getFeedSettings(Exchange &x)
{
    if (auto problem = channelProblem(x))
        return *problem;
    return HttpResponse::json("{\"features\":{\"branding_required\":false}}");
}

HandlerTable feedHandlers()
{
    static constexpr HandlerEntry table[] = {
        {"E14", getFeed},
        {"A14", getFeedSettings},
    };
    return table;
}

} // namespace api::sandbox
