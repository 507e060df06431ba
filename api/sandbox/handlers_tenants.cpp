#include "api/rules/preferenceverdict.h"
#include "api/sandbox/handlers.h"
#include "api/sandbox/identify.h"
#include "api/sandbox/jsontext.h"
#include "api/sandbox/owner.h"
#include "api/sandbox/paging.h"
#include "api/sandbox/preferencesets.h"

namespace api::sandbox {

namespace {

constexpr int mostCounted = 10'000;

HttpResponse tenantMissing(const QString &id)
{
    return HttpResponse::notFound(QStringLiteral("tenant"), id);
}

// The tenant's default set with its gaps filled from the environment's.
QByteArray resolved(const QByteArray &json, const Workflows &workflows)
{
    QJsonObject tenant = jsonObject(json);
    const QString settingsName = QStringLiteral("settings");
    const QString setKey = QStringLiteral("preference_set");
    QJsonObject settings = tenant.value(settingsName).toObject();
    QJsonObject own = settings.value(setKey).toObject();
    if (own.isEmpty())
        own = preferenceSet(QStringLiteral("default"), {});
    settings.insert(setKey, mergedSet(own, {}, workflows.preferenceDefaults));
    tenant.insert(settingsName, settings);
    return jsonText(tenant);
}

HttpResponse tenantAnswer(Exchange &x, bool isResolved)
{
    const QByteArray json = tenantJson(x.store, x.args.at(0));
    if (json.isEmpty())
        return tenantMissing(x.args.at(0));
    return HttpResponse::json(isResolved ? resolved(json, x.workflows) : json);
}

bool wantsResolved(Exchange &x)
{
    return x.params.boolean(QStringLiteral("resolve_full_preference_settings")).value_or(false);
}

qint64 cappedCount(Store &store, const Listing &listing)
{
    const QString sql = QStringLiteral("SELECT count(*) FROM (SELECT 1 FROM objects WHERE %1 LIMIT %2)")
                            .arg(listing.conditions.join(QStringLiteral(" AND ")))
                            .arg(mostCounted);
    return store.value(sql, listing.values).toLongLong();
}

} // namespace

// The filters match exactly.
static HttpResponse listTenants(Exchange &x)
{
    const PageRequest page = readPage(x.params, 't', x.endpoint.maxPageSize);
    const QString id = x.params.text(QStringLiteral("tenant_id"));
    const QString name = x.params.text(QStringLiteral("name"));
    if (x.problems().any())
        return x.problems().response();
    Listing listing {.columns = objectColumns(), .from = QStringLiteral("objects")};
    listing.add(QStringLiteral("collection = '$tenants'"));
    if (!id.isNull())
        listing.add(QStringLiteral("id = ?"), {id});
    if (!name.isNull())
        listing.add(QStringLiteral("json_extract(properties, '$.name') = ?"), {name});
    PageWriter writer {
        .key = "entries", .kind = 't', .member = {}, .totalCount = cappedCount(x.store, listing)};
    writer.member = [](const QSqlQuery &row, const QByteArray &, QByteArray &out) { out = tenantJson(row); };
    return HttpResponse::json(writePage(x.store, listing, page, writer));
}

static HttpResponse getTenant(Exchange &x)
{
    const bool isResolved = wantsResolved(x);
    return x.problems().any() ? x.problems().response() : tenantAnswer(x, isResolved);
}

static HttpResponse setTenant(Exchange &x)
{
    const bool isResolved = wantsResolved(x);
    const RecipientSpec spec {Ref::tenant(x.args.at(0)), true, x.body, {}};
    checkId(QStringLiteral("id"), spec.ref.id, x.problems());
    checkDefinition(spec.definition, spec.ref, {}, x.workflows, x.problems());
    if (!x.problems().any() && !identify(x.store, spec, x.workflows, x.now))
        x.problems().add(QStringLiteral("properties"), tooManyProperties());
    return x.problems().any() ? x.problems().response() : tenantAnswer(x, isResolved);
}

static HttpResponse removeTenant(Exchange &x)
{
    const QString &id = x.args.at(0);
    return remove(x.store, Ref::tenant(id)) ? HttpResponse {204, {}, {}} : tenantMissing(id);
}

HandlerTable tenantHandlers()
{
    static constexpr HandlerEntry table[] = {
        {"E42", listTenants},
        {"E43", getTenant},
        {"E44", setTenant},
        {"E45", removeTenant},
    };
    return table;
}

} // namespace api::sandbox
