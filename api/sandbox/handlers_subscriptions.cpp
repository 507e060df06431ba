#include "api/sandbox/handlers.h"
#include "api/sandbox/identify.h"
#include "api/sandbox/paging.h"
#include "api/sandbox/preferencesets.h"
#include "api/sandbox/subscriptions.h"

#include <QSet>

namespace api::sandbox {

namespace {

constexpr int mostAdded = 100;
constexpr char ofBothEnds[] = "sqlite_autoindex_subscriptions_1"; // of the table's UNIQUE

// Every list of subscriptions shows the newest first; only that of a user is written down so.
Listing listingOf(const char *end, const Ref &ref)
{
    Listing listing {
        .columns = subscriptionColumns(), .from = QStringLiteral("subscriptions"), .newestFirst = true};
    listing.add(QStringLiteral("%1_collection = ? AND %1_id = ?").arg(QLatin1StringView(end)),
                {ref.collection, ref.id});
    return listing;
}

QByteArray withPreferences(Store &store, const Ref &ref)
{
    QByteArray json = entityJson(store, ref);
    json.chop(1);
    return json + ",\"preferences\":" + allPreferences(store, ref) + '}';
}

// `known` is the end that all of the list have in common.
HttpResponse pageOf(Exchange &x, const Listing &listing, const PageRequest &page, char kind, const Ref &known,
                    bool withSets)
{
    const bool isRecipient = kind == 'S';
    const auto ofRecipient
        = [&](const Ref &ref) { return withSets ? withPreferences(x.store, ref) : entityJson(x.store, ref); };
    const QByteArray shared = isRecipient ? ofRecipient(known) : entityJson(x.store, known);
    PageWriter writer {.key = "entries", .kind = kind, .member = {}};
    writer.member = [&](const QSqlQuery &row, const QByteArray &cursor, QByteArray &out) {
        const auto subscription = StoredSubscription::from(row);
        out = isRecipient
            ? subscriptionJson(subscription, entityJson(x.store, subscription.object), shared, cursor)
            : subscriptionJson(subscription, shared, ofRecipient(subscription.recipient), cursor);
    };
    return HttpResponse::json(writePage(x.store, listing, page, writer));
}

bool includesPreferences(Params &params)
{
    return !params.words(QStringLiteral("include"), {QStringLiteral("preferences")}).isEmpty();
}

HttpResponse subscriptionsOf(Exchange &x, const Ref &recipient)
{
    const PageRequest page = readPage(x.params, 'S', x.endpoint.maxPageSize);
    const QList<Ref> objects = x.params.references(QStringLiteral("objects"));
    const bool withSets = includesPreferences(x.params);
    if (x.problems().any())
        return x.problems().response();
    if (!exists(x.store, recipient))
        return HttpResponse::notFound(recipient.isUser() ? QStringLiteral("user") : QStringLiteral("object"),
                                      recipient.id);
    Listing listing = listingOf("recipient", recipient);
    listing.addRefs("object_collection", "object_id", objects, ofBothEnds);
    return pageOf(x, listing, page, 'S', recipient, withSets);
}

Ref objectOf(const Exchange &x)
{
    return Ref::object(x.args.at(0), x.args.at(1));
}

} // namespace

// A filter of the other mode is not looked at, as today's contract words it.
static HttpResponse subscriptionsOfObject(Exchange &x)
{
    const QString mode
        = x.params.word(QStringLiteral("mode"), {QStringLiteral("object"), QStringLiteral("recipient")});
    if (mode == QLatin1StringView("recipient"))
        return subscriptionsOf(x, objectOf(x));
    const PageRequest page = readPage(x.params, 's', x.endpoint.maxPageSize);
    const QList<Ref> recipients = x.params.references(QStringLiteral("recipients"));
    const bool withSets = includesPreferences(x.params);
    if (x.problems().any())
        return x.problems().response();
    if (!exists(x.store, objectOf(x)))
        return HttpResponse::notFound(QStringLiteral("object"), x.args.at(1));
    Listing listing = listingOf("object", objectOf(x));
    listing.addRefs("recipient_collection", "recipient_id", recipients, ofBothEnds);
    return pageOf(x, listing, page, 's', objectOf(x), withSets);
}

static HttpResponse subscriptionsOfUser(Exchange &x)
{
    return subscriptionsOf(x, Ref::user(x.args.at(0)));
}

// An object or recipient nobody has heard of is made, as setting its preferences would make it.
static HttpResponse add(Exchange &x)
{
    const QString propertiesName = QStringLiteral("properties");
    const QString recipientsKey = QStringLiteral("recipients");
    const Ref object = objectOf(x);
    for (qsizetype i = 0; i < x.args.size(); ++i) {
        if (!isUsableId(x.args.at(i)))
            x.problems().add(i == 0 ? QStringLiteral("collection") : QStringLiteral("object_id"),
                             QStringLiteral("must have 1 to 256 characters, and no / or #"));
    }
    const QList<RecipientSpec> recipients
        = readRecipients(x.body, recipientsKey, mostAdded, x.workflows, x.problems());
    const QJsonValue properties = x.body.value(propertiesName);
    if (!properties.isUndefined() && !properties.isNull() && !properties.isObject())
        x.problems().add(propertiesName, QStringLiteral("is not an object"));
    if (x.problems().any())
        return x.problems().response();

    ensure(x.store, object, x.now);
    for (qsizetype i = 0; i < recipients.size(); ++i) {
        if (!identify(x.store, recipients.at(i), x.workflows, x.now))
            x.problems().add(QStringLiteral("%1[%2]").arg(recipientsKey).arg(i),
                             QStringLiteral("has more than 256 kB of custom properties"));
        ensure(x.store, recipients.at(i).ref, x.now);
    }
    if (x.problems().any())
        return x.problems().response();

    const QByteArray objectText = entityJson(x.store, object);
    const auto given = properties.isObject() ? std::optional(properties.toObject()) : std::nullopt;
    QSet<Ref> done;
    QList<QByteArray> out;
    for (const RecipientSpec &recipient : recipients) {
        if (done.contains(recipient.ref))
            continue;
        done.insert(recipient.ref);
        out.append(subscriptionJson(subscribe(x.store, object, recipient.ref, given, x.now), objectText,
                                    entityJson(x.store, recipient.ref)));
    }
    return HttpResponse::json('[' + out.join(',') + ']');
}

// Answers with those that were there.
static HttpResponse removeThem(Exchange &x)
{
    const Ref object = objectOf(x);
    const QList<RecipientSpec> recipients = readRecipients(x.body, QStringLiteral("recipients"), mostAdded,
                                                           x.workflows, x.problems(), Inline::Refused);
    if (x.problems().any())
        return x.problems().response();
    const QByteArray objectText = entityJson(x.store, object);
    QList<QByteArray> out;
    for (const RecipientSpec &recipient : recipients) {
        const auto subscription = findSubscription(x.store, object, recipient.ref);
        if (!subscription)
            continue;
        unsubscribe(x.store, object, recipient.ref);
        out.append(subscriptionJson(*subscription, objectText, entityJson(x.store, recipient.ref)));
    }
    return HttpResponse::json('[' + out.join(',') + ']');
}

HandlerTable subscriptionHandlers()
{
    static constexpr HandlerEntry table[] = {
        {"E30", subscriptionsOfObject},
        {"E31", subscriptionsOfUser},
        {"E32", add},
        {"E34", removeThem},
    };
    return table;
}

} // namespace api::sandbox
