#include "api/rules/preferenceverdict.h"
#include "api/sandbox/handlers.h"
#include "api/sandbox/identify.h"
#include "api/sandbox/jsontext.h"
#include "api/sandbox/owner.h"
#include "api/sandbox/preferencesets.h"

namespace api::sandbox {

static HttpResponse listPreferences(Exchange &x)
{
    return HttpResponse::json(allPreferences(x.store, ownerOf(x)));
}

// The environment's defaults fill the gaps only where they are asked for together with a tenant's: without
// one, the answer is what is stored.
static HttpResponse getPreferences(Exchange &x)
{
    const QString tenant = x.params.text(QStringLiteral("tenant"));
    if (x.problems().any())
        return x.problems().response();
    QJsonObject set = storedPreferences(x.store, ownerOf(x), x.args.last());
    if (set.isEmpty())
        set = preferenceSet(x.args.last(), {});
    if (!tenant.isNull())
        set = mergedSet(set, tenantDefaults(x.store, tenant), x.workflows.preferenceDefaults);
    return HttpResponse::json(jsonText(set));
}

static HttpResponse setPreferences(Exchange &x)
{
    const Ref owner = ownerOf(x);
    const QString &setId = x.args.last();
    if (!x.hasBody)
        x.problems().add(QStringLiteral("body"), QStringLiteral("can't be blank"),
                         QStringLiteral("required"));
    checkOwner(owner, x.problems());
    checkId(QStringLiteral("id"), setId, x.problems());
    checkPreferences(x.body, {}, x.problems());
    if (x.problems().any())
        return x.problems().response();

    const QJsonObject set
        = changedPreferences(setId, storedPreferences(x.store, owner, setId), x.body, Persistence::Replace);
    ensure(x.store, owner, x.now);
    storePreferences(x.store, owner, set);
    return HttpResponse::json(jsonText(set));
}

// Removing what is not there leaves the same as removing it.
static HttpResponse removePreferenceSet(Exchange &x)
{
    removePreferences(x.store, ownerOf(x), x.args.last());
    return {204, {}, {}};
}

// The older routes for one part of a set: …/workflows takes the whole map, …/workflows/:key one setting,
// either as it stands in a set or as {"subscribed": true}. The rest of the set stays.
static HttpResponse setPart(Exchange &x)
{
    const Ref owner = ownerOf(x);
    const QList<QByteArray> path = QByteArray(x.endpoint.path).split('/');
    const bool isSingle = path.last().startsWith('%');
    const QString map = QString::fromLatin1(path.at(path.size() - (isSingle ? 2 : 1)));
    const QString &setId = x.args.at(owner.isUser() ? 1 : 2);
    const QJsonObject stored = storedPreferences(x.store, owner, setId);
    QJsonObject part = x.body;
    if (isSingle) {
        const QJsonValue plain = x.body.value(QLatin1StringView("subscribed"));
        part = stored.value(map).toObject();
        part.insert(x.args.last(), plain.isUndefined() ? QJsonValue(x.body) : plain);
    }
    QJsonObject body = stored;
    if (x.hasBody) // today's contract names none; without one the set stays as it is
        body.insert(map, part);
    checkOwner(owner, x.problems());
    checkId(QStringLiteral("id"), setId, x.problems());
    checkPreferences(body, {}, x.problems());
    if (x.problems().any())
        return x.problems().response();
    const QJsonObject set = preferenceSet(setId, body);
    ensure(x.store, owner, x.now);
    storePreferences(x.store, owner, set);
    return HttpResponse::json(jsonText(set));
}

HandlerTable preferenceHandlers()
{
    static constexpr HandlerEntry table[] = {
        {"E35", listPreferences},
        {"E36", getPreferences},
        {"E37", setPreferences},
        {"E38", listPreferences},
        {"E39", getPreferences},
        {"E40", setPreferences},
        {"A02", setPart},
        {"A03", setPart},
        {"A04", setPart},
        {"A05", setPart},
        {"A06", setPart},
        {"A07", setPart},
        {"A08", setPart},
        {"A09", setPart},
        {"A10", setPart},
        {"A11", setPart},
        {"A12", setPart},
        {"A13", setPart},
        {"X03", removePreferenceSet},
        {"X04", removePreferenceSet},
    };
    return table;
}

} // namespace api::sandbox
