#include "api/sandbox/entities.h"

#include "api/sandbox/jsontext.h"

namespace api::sandbox {

namespace {

// Today's contract wants a time in every user and object; nobody was ever changed at this one.
constexpr Timestamp never {0};

QByteArray bareJson(const Ref &ref)
{
    QByteArray json;
    ObjectText out(json);
    out.text("__typename", ref.isUser() ? QStringLiteral("User") : QStringLiteral("Object"))
        .text("id", ref.id);
    if (!ref.isUser())
        out.text("collection", ref.collection).raw("properties", "{}");
    out.time("updated_at", never).end();
    return json;
}

QString objectById(QLatin1StringView columns)
{
    return QStringLiteral("SELECT %1 FROM objects WHERE collection = ? AND id = ?").arg(columns);
}

} // namespace

bool exists(Store &store, const Ref &ref)
{
    if (ref.isUser())
        return store.value(QStringLiteral("SELECT 1 FROM users WHERE id = ?"), {ref.id}).isValid();
    return store.value(objectById(QLatin1StringView("1")), {ref.collection, ref.id}).isValid();
}

QByteArray storedJson(Store &store, const Ref &ref)
{
    QByteArray json;
    if (ref.isUser()) {
        json = store.value(QStringLiteral("SELECT CAST(body AS BLOB) FROM users WHERE id = ?"), {ref.id})
                   .toByteArray();
    } else {
        store.each(
            QStringLiteral("SELECT %1 FROM objects WHERE collection = ? AND id = ?").arg(objectColumns()),
            {ref.collection, ref.id}, [&](const QSqlQuery &row) {
                json = objectJson(row);
                return false;
            });
    }
    return json;
}

QByteArray entityJson(Store &store, const Ref &ref)
{
    const QByteArray json = storedJson(store, ref);
    return json.isEmpty() ? bareJson(ref) : json;
}

QString objectColumns()
{
    return QStringLiteral(
        "seq, collection, id, CAST(properties AS BLOB), CAST(settings AS BLOB), locale, timezone,"
        " created_at, updated_at");
}

QByteArray objectJson(const QSqlQuery &row)
{
    QByteArray json;
    ObjectText out(json);
    out.text("__typename", QStringLiteral("Object")).text("id", row.value(2).toString());
    out.text("collection", row.value(1).toString()).raw("properties", row.value(3).toByteArray());
    out.text("locale", row.value(5).toString()).text("timezone", row.value(6).toString());
    out.time("created_at", timeAt(row, 7)).time("updated_at", timeAt(row, 8)).end();
    return json;
}

// Older callers read the name from `properties`, today's at the top level, beside all other properties.
QByteArray tenantJson(const QSqlQuery &row)
{
    const QJsonObject properties = jsonObject(row.value(3).toByteArray());
    QJsonObject tenant = properties;
    QJsonObject settings = jsonObject(row.value(4).toByteArray());
    for (const char *key : {"branding", "preference_set"}) {
        if (!settings.contains(QLatin1StringView(key)))
            settings.insert(QLatin1StringView(key), QJsonValue::Null);
    }
    const auto wire = [](Timestamp at) { return at.isNull() ? QJsonValue() : QJsonValue(at.toWire()); };
    tenant.insert(QStringLiteral("__typename"), QStringLiteral("Tenant"));
    tenant.insert(QStringLiteral("id"), row.value(2).toString());
    tenant.insert(QStringLiteral("name"), properties.value(QLatin1StringView("name")));
    if (!properties.contains(QLatin1StringView("name")))
        tenant.insert(QStringLiteral("name"), QJsonValue::Null);
    tenant.insert(QStringLiteral("properties"), properties);
    for (const auto &[key, column] : {std::pair("locale", 5), std::pair("timezone", 6)}) {
        if (!row.value(column).isNull())
            tenant.insert(QLatin1StringView(key), row.value(column).toString());
    }
    tenant.insert(QStringLiteral("settings"), settings);
    tenant.insert(QStringLiteral("created_at"), wire(timeAt(row, 7)));
    tenant.insert(QStringLiteral("updated_at"), wire(timeAt(row, 8)));
    return jsonText(tenant);
}

QByteArray tenantJson(Store &store, const QString &id)
{
    QByteArray json;
    store.each(QStringLiteral("SELECT %1 FROM objects WHERE collection = '$tenants' AND id = ?")
                   .arg(objectColumns()),
               {id}, [&](const QSqlQuery &row) {
                   json = tenantJson(row);
                   return false;
               });
    return json;
}

QString timezoneOf(Store &store, const Ref &ref)
{
    if (ref.isUser())
        return store
            .value(QStringLiteral("SELECT json_extract(body, '$.timezone') FROM users WHERE id = ?"),
                   {ref.id})
            .toString();
    return store.value(objectById(QLatin1StringView("timezone")), {ref.collection, ref.id}).toString();
}

} // namespace api::sandbox
