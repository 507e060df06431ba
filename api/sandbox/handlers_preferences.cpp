#include "api/rules/preferenceverdict.h"
#include "api/sandbox/handlers.h"
#include "api/sandbox/jsontext.h"
#include "api/sandbox/preferencesets.h"

namespace api::sandbox {

static HttpResponse listPreferences(Exchange &x)
{
    return HttpResponse::json(allPreferences(x.store, x.args.at(0)));
}

static HttpResponse getPreferences(Exchange &x)
{
    const QString tenant = x.params.text(QStringLiteral("tenant"));
    if (x.problems().any())
        return x.problems().response();
    QJsonObject set = storedPreferences(x.store, x.args.at(0), x.args.at(1));
    if (set.isEmpty())
        set = preferenceSet(x.args.at(1), {});
    if (!tenant.isNull())
        set = mergedSet(set, tenantDefaults(x.store, tenant), {});
    return HttpResponse::json(jsonText(set));
}

static HttpResponse setPreferences(Exchange &x)
{
    const QString &user = x.args.at(0);
    const QString &setId = x.args.at(1);
    const QString strategyKey = QStringLiteral("__persistence_strategy__");
    if (!x.hasBody)
        x.problems().add(QStringLiteral("body"), QStringLiteral("can't be blank"),
                         QStringLiteral("required"));
    if (!isUsableUserId(user))
        x.problems().add(QStringLiteral("user_id"),
                         QStringLiteral("is longer than 256 characters, or holds / or #"));
    const QString strategy = BodyReader(x.body, x.problems())
                                 .word(strategyKey, {QStringLiteral("replace"), QStringLiteral("merge")});
    checkPreferences(x.body, {}, x.problems());
    if (x.problems().any())
        return x.problems().response();

    QJsonObject body = x.body;
    body.remove(strategyKey);
    if (strategy == QLatin1StringView("merge"))
        body = mergedPreferences(storedPreferences(x.store, user, setId), body);
    const QJsonObject set = preferenceSet(setId, body);
    if (!userExists(x.store, user))
        createUser(x.store, user, x.now);
    storePreferences(x.store, user, set);
    return HttpResponse::json(jsonText(set));
}

HandlerTable preferenceHandlers()
{
    static constexpr HandlerEntry table[] = {
        {"E35", listPreferences},
        {"E36", getPreferences},
        {"E37", setPreferences},
    };
    return table;
}

} // namespace api::sandbox
