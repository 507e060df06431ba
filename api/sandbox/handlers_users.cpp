#include "api/sandbox/handlers.h"
#include "api/sandbox/identify.h"
#include "api/sandbox/owner.h"
#include "api/sandbox/paging.h"
#include "api/sandbox/preferencesets.h"
#include "api/sandbox/usermerge.h"

namespace api::sandbox {

static HttpResponse listUsers(Exchange &x)
{
    const PageRequest page = readPage(x.params, 'u', x.endpoint.maxPageSize);
    const bool withSets
        = !x.params.words(QStringLiteral("include"), {QStringLiteral("preferences")}).isEmpty();
    if (x.problems().any())
        return x.problems().response();
    const QByteArray key = "users?" + x.request.query;
    if (const auto known = withSets ? std::nullopt : x.store.remembered(key, Store::Until::PeopleChange))
        return HttpResponse::json(*known);
    PageWriter writer {.key = "entries",
                       .kind = 'u',
                       .member = {},
                       .totalCount = x.store.cappedUserCount(),
                       .withCursors = false};
    writer.member = [&](const QSqlQuery &row, const QByteArray &, QByteArray &out) {
        out = row.value(1).toByteArray();
        if (!withSets)
            return;
        out.chop(1);
        out += ",\"preferences\":" + allPreferences(x.store, Ref::user(row.value(2).toString())) + '}';
    };
    const Listing listing {.columns = withSets ? QStringLiteral("seq, CAST(body AS BLOB), id")
                                               : QStringLiteral("seq, CAST(body AS BLOB)"),
                           .from = QStringLiteral("users")};
    const QByteArray answer = writePage(x.store, listing, page, writer);
    if (!withSets)
        x.store.remember(key, answer, Store::Until::PeopleChange);
    return HttpResponse::json(answer);
}

static HttpResponse getUser(Exchange &x)
{
    const Ref user = ownerOf(x);
    const QByteArray json = storedJson(x.store, user);
    return json.isEmpty() ? ownerMissing(user) : HttpResponse::json(json);
}

static HttpResponse identifyUser(Exchange &x)
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

static HttpResponse removeUser(Exchange &x)
{
    const Ref user = ownerOf(x);
    return remove(x.store, user) ? HttpResponse {204, {}, {}} : ownerMissing(user);
}

static HttpResponse mergeUser(Exchange &x)
{
    const Ref user = ownerOf(x);
    const QString field = QStringLiteral("from_user_id");
    const QString from = BodyReader(x.body, x.problems()).text(field);
    if (from.isEmpty() && !x.problems().any())
        x.problems().add(field, QStringLiteral("can't be blank"), QStringLiteral("required"));
    if (from == user.id)
        x.problems().add(field, QStringLiteral("is the user it would be merged into"));
    if (x.problems().any())
        return x.problems().response();
    for (const Ref &one : {user, Ref::user(from)}) {
        if (!exists(x.store, one))
            return ownerMissing(one);
    }
    if (!mergeUsers(x.store, user.id, from, x.now)) {
        x.problems().add(QStringLiteral("properties"), tooManyProperties());
        return x.problems().response();
    }
    return HttpResponse::json(entityJson(x.store, user));
}

HandlerTable userHandlers()
{
    static constexpr HandlerEntry table[] = {
        {"E15", identifyUser}, {"E16", listUsers}, {"E17", getUser}, {"E19", removeUser}, {"E20", mergeUser},
    };
    return table;
}

} // namespace api::sandbox
