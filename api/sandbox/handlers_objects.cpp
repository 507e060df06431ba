#include "api/sandbox/handlers.h"
#include "api/sandbox/identify.h"
#include "api/sandbox/owner.h"
#include "api/sandbox/paging.h"
#include "api/sandbox/preferencesets.h"

namespace api::sandbox {

// A collection nobody has used yet is an empty one.
static HttpResponse listObjects(Exchange &x)
{
    const PageRequest page = readPage(x.params, 'o', x.endpoint.maxPageSize);
    const bool withSets
        = !x.params.words(QStringLiteral("include"), {QStringLiteral("preferences")}).isEmpty();
    if (x.problems().any())
        return x.problems().response();
    const QString &collection = x.args.at(0);
    PageWriter writer {.key = "entries", .kind = 'o', .member = {}};
    writer.member = [&](const QSqlQuery &row, const QByteArray &, QByteArray &out) {
        out = objectJson(row);
        if (!withSets)
            return;
        out.chop(1);
        const Ref object = Ref::object(collection, row.value(2).toString());
        out += ",\"preferences\":" + allPreferences(x.store, object) + '}';
    };
    Listing listing {.columns = objectColumns(), .from = QStringLiteral("objects")};
    listing.add(QStringLiteral("collection = ?"), {collection});
    return HttpResponse::json(writePage(x.store, listing, page, writer));
}

static HttpResponse getObject(Exchange &x)
{
    const Ref object = ownerOf(x);
    const QByteArray json = storedJson(x.store, object);
    return json.isEmpty() ? ownerMissing(object) : HttpResponse::json(json);
}

static HttpResponse setObject(Exchange &x)
{
    const RecipientSpec spec {ownerOf(x), true, x.body, {}};
    checkOwner(spec.ref, x.problems());
    checkDefinition(spec.definition, spec.ref, {}, x.workflows, x.problems());
    if (!x.problems().any() && !identify(x.store, spec, x.workflows, x.now))
        x.problems().add(QStringLiteral("properties"), tooManyProperties());
    if (x.problems().any())
        return x.problems().response();
    return HttpResponse::json(entityJson(x.store, spec.ref));
}

static HttpResponse removeObject(Exchange &x)
{
    const Ref object = ownerOf(x);
    return remove(x.store, object) ? HttpResponse {204, {}, {}} : ownerMissing(object);
}

HandlerTable objectHandlers()
{
    static constexpr HandlerEntry table[] = {
        {"E23", listObjects},
        {"E24", getObject},
        {"E26", setObject},
        {"E27", removeObject},
    };
    return table;
}

} // namespace api::sandbox
