#include "api/sandbox/audiences.h"

namespace api::sandbox {

namespace {

QString tenantColumn(const QString &tenant)
{
    return tenant.isNull() ? QString(QLatin1StringView("")) : tenant;
}

} // namespace

bool audienceExists(Store &store, const QString &key)
{
    return store.value(QStringLiteral("SELECT 1 FROM audiences WHERE key = ?"), {key}).isValid();
}

void ensureAudience(Store &store, const QString &key, Timestamp now)
{
    store.run(QStringLiteral("INSERT OR IGNORE INTO audiences (key, inserted_at) VALUES (?, ?)"),
              {key, now.us});
}

void addToAudience(Store &store, const QString &key, const QString &user, const QString &tenant,
                   Timestamp now)
{
    store.run(QStringLiteral("INSERT OR IGNORE INTO audience_members (audience, user_id, tenant, added_at)"
                             " VALUES (?, ?, ?, ?)"),
              {key, user, tenantColumn(tenant), now.us});
}

void removeFromAudience(Store &store, const QString &key, const QString &user, const QString &tenant)
{
    store.run(
        QStringLiteral("DELETE FROM audience_members WHERE audience = ? AND user_id = ? AND tenant = ?"),
        {key, user, tenantColumn(tenant)});
}

bool isInAudience(Store &store, const QString &key, const QString &user, const QString &tenant)
{
    return store
        .value(QStringLiteral("SELECT 1 FROM audience_members WHERE audience = ? AND user_id = ?"
                              " AND tenant IN ('', ?)"),
               {key, user, tenantColumn(tenant)})
        .isValid();
}

} // namespace api::sandbox
