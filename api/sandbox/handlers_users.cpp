#include "api/sandbox/handlers.h"
#include "api/sandbox/paging.h"
#include "api/sandbox/preferencesets.h"

namespace api::sandbox {

static HttpResponse listUsers(Exchange &x)
{
    const PageRequest page = readPage(x.params, 'u', x.endpoint.maxPageSize);
    const bool withSets
        = !x.params.words(QStringLiteral("include"), {QStringLiteral("preferences")}).isEmpty();
    if (x.problems().any())
        return x.problems().response();
    PageWriter writer {.key = "entries", .kind = 'u', .member = {}, .totalCount = x.store.cappedUserCount()};
    writer.member = [&](const QSqlQuery &row, const QByteArray &, QByteArray &out) {
        out = row.value(1).toByteArray();
        if (!withSets)
            return;
        out.chop(1);
        out += ",\"preferences\":" + allPreferences(x.store, row.value(2).toString()) + '}';
    };
    const Listing listing {.columns = QStringLiteral("seq, CAST(body AS BLOB), id"),
                           .from = QStringLiteral("users")};
    return HttpResponse::json(writePage(x.store, listing, page, writer));
}

static HttpResponse getUser(Exchange &x)
{
    const QVariant body
        = x.store.value(QStringLiteral("SELECT CAST(body AS BLOB) FROM users WHERE id = ?"), {x.args.at(0)});
    if (!body.isValid())
        return HttpResponse::notFound(QStringLiteral("user"), x.args.at(0));
    return HttpResponse::json(body.toByteArray());
}

HandlerTable userHandlers()
{
    static constexpr HandlerEntry table[] = {
        {"E16", listUsers},
        {"E17", getUser},
    };
    return table;
}

} // namespace api::sandbox
