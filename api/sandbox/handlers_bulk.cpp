#include "api/sandbox/bulkinput.h"
#include "api/sandbox/engagement.h"
#include "api/sandbox/handlers.h"
#include "api/sandbox/preferencesets.h"

namespace api::sandbox {

namespace {

const QString usersCollection = QLatin1StringView("");

HttpResponse start(Exchange &x, const BulkOrder &order)
{
    if (x.problems().any())
        return x.problems().response();
    return HttpResponse::json(createBulkOperation(x.store, order, x.now, x.random));
}

// Of objects: the collection is in the operation's name, and shared by all rows.
BulkOrder orderOf(Exchange &x, const char *verb, const QList<BulkItem> &items)
{
    const QString &collection = x.args.at(0);
    if (!isUsableId(collection))
        x.problems().add(QStringLiteral("collection"),
                         QStringLiteral("must have 1 to 256 characters, neither / nor #"));
    return {.name = QStringLiteral("objects.") + collection + u'.' + QLatin1StringView(verb),
            .kind = QStringLiteral("objects.") + QLatin1StringView(verb),
            .job = {{QStringLiteral("collection"), collection}},
            .items = items};
}

BulkOrder orderOf(const char *name, const QList<BulkItem> &items, const QJsonObject &job = {})
{
    return {.name = QLatin1StringView(name), .kind = QLatin1StringView(name), .job = job, .items = items};
}

} // namespace

static HttpResponse identifyUsers(Exchange &x)
{
    return start(x,
                 orderOf("users.identify",
                         readBulkDefinitions(x.body, QStringLiteral("users"), usersCollection, x.workflows,
                                             x.problems())));
}

static HttpResponse removeUsers(Exchange &x)
{
    return start(x,
                 orderOf("users.delete",
                         readBulkIds(x.body, QStringLiteral("user_ids"), usersCollection, x.problems())));
}

static HttpResponse bulkSetPreferences(Exchange &x)
{
    const QString setKey = QStringLiteral("preferences");
    const QList<BulkItem> items
        = readBulkIds(x.body, QStringLiteral("user_ids"), usersCollection, x.problems());
    const QJsonValue set = x.body.value(setKey);
    const QJsonObject body = set.toObject();
    if (!set.isObject())
        x.problems().add(setKey, QStringLiteral("is not an object"));
    checkPreferences(body, setKey + u'.', x.problems());
    const QJsonValue setId = body.value(QLatin1StringView("id"));
    if (!setId.isUndefined() && (!setId.isString() || setId.toString().isEmpty()))
        x.problems().add(setKey + QStringLiteral(".id"), QStringLiteral("is not text"));
    return start(x,
                 orderOf("users.set_preferences", items,
                         {{setKey, preferenceSet(setId.toString(QStringLiteral("default")), body)}}));
}

static HttpResponse setObjects(Exchange &x)
{
    return start(x,
                 orderOf(x, "set",
                         readBulkDefinitions(x.body, QStringLiteral("objects"), x.args.at(0), x.workflows,
                                             x.problems())));
}

static HttpResponse removeObjects(Exchange &x)
{
    return start(
        x,
        orderOf(x, "delete", readBulkIds(x.body, QStringLiteral("object_ids"), x.args.at(0), x.problems())));
}

static HttpResponse addSubscriptions(Exchange &x)
{
    return start(x,
                 orderOf(x, "upsert_subscriptions",
                         readBulkSubscriptions(x.body, x.workflows, Inline::Allowed, x.problems())));
}

static HttpResponse removeSubscriptions(Exchange &x)
{
    return start(x,
                 orderOf(x, "delete_subscriptions",
                         readBulkSubscriptions(x.body, x.workflows, Inline::Refused, x.problems())));
}

static HttpResponse setTenants(Exchange &x)
{
    return start(x,
                 orderOf("tenants.set",
                         readBulkDefinitions(x.body, QStringLiteral("tenants"), tenantCollection, x.workflows,
                                             x.problems())));
}

// The ids stand in the address; a body with them is taken, too.
static HttpResponse removeTenants(Exchange &x)
{
    const QString name = QStringLiteral("tenant_ids");
    const QStringList ids = x.params.list(name, mostBulkRows);
    if (ids.isEmpty() && !x.problems().any())
        return start(x, orderOf("tenants.delete", readBulkIds(x.body, name, tenantCollection, x.problems())));
    return start(x, orderOf("tenants.delete", bulkItems(ids, name, tenantCollection, x.problems())));
}

static HttpResponse bulkCreateSchedules(Exchange &x)
{
    return start(x, orderOf("schedules.create", readBulkSchedules(x.body, x.workflows, x.problems())));
}

static HttpResponse bulkChangeStatuses(Exchange &x)
{
    const QString &channelId = x.args.at(0);
    const auto edit = StatusEdit::fromWord(x.args.at(1));
    if (!edit)
        x.problems().add(QStringLiteral("status"),
                         QStringLiteral("must be seen, read, interacted, archived, unseen, unread or"
                                        " unarchived"));
    const MessageFilter filter = readBulkFilter(channelId, x.body, x.problems());
    if (x.problems().any())
        return x.problems().response();
    if (!x.workflows.channel(channelId))
        return HttpResponse::error(
            404, QStringLiteral("channel_invalid"),
            QStringLiteral("There is no channel \"%1\" in this environment.").arg(channelId));
    const QString word = (edit->set ? QString() : QStringLiteral("un")) + wireName(edit->engagement);
    return start(x,
                 {.name = QStringLiteral("messages.") + word,
                  .kind = QStringLiteral("messages.change_status"),
                  .job = {{QStringLiteral("channel_id"), channelId},
                          {QStringLiteral("action"), word},
                          {QStringLiteral("filter"), x.body},
                          {QStringLiteral("newest"),
                           x.store.value(QStringLiteral("SELECT max(seq) FROM messages")).toLongLong()}},
                  .items = {},
                  .estimated = countRows(x.store, filter.listing(messageColumns(), x.workflows))});
}

static HttpResponse getBulkOperation(Exchange &x)
{
    const auto row = findBulkOperation(x.store, x.args.at(0));
    return row ? HttpResponse::json(bulkJson(x.store, *row))
               : HttpResponse::notFound(QStringLiteral("bulk operation"), x.args.at(0));
}

HandlerTable bulkHandlers()
{
    static constexpr HandlerEntry table[] = {
        {"E13", bulkChangeStatuses}, {"E21", identifyUsers},       {"E22", removeUsers},
        {"E28", setObjects},         {"E29", removeObjects},       {"E33", addSubscriptions},
        {"E41", bulkSetPreferences}, {"E58", getBulkOperation},    {"X05", setTenants},
        {"X06", removeTenants},      {"X07", bulkCreateSchedules}, {"X08", removeSubscriptions},
    };
    return table;
}

} // namespace api::sandbox
