// Whom or what a thing is for or from, as the sandbox keeps it: a user, an object, a tenant.
#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QString>

namespace api::sandbox {

inline constexpr QLatin1StringView tenantCollection {"$tenants"};

struct Ref
{
    QString collection = QLatin1StringView(""); // '' for a user, never null: it is a column's value
    QString id; // null: nobody

    static Ref user(const QString &id) { return {QLatin1StringView(""), id}; }
    static Ref object(const QString &collection, const QString &id) { return {collection, id}; }
    static Ref tenant(const QString &id) { return {tenantCollection, id}; }

    bool isNull() const { return id.isNull(); }
    bool isUser() const { return collection.isEmpty(); }
    bool isTenant() const { return collection == tenantCollection; }

    // The reference form of the wire (shapes 2.2): "id", or {id, collection}; null for nobody.
    QJsonValue json() const
    {
        if (isNull())
            return {};
        if (isUser())
            return id;
        return QJsonObject {{QStringLiteral("id"), id}, {QStringLiteral("collection"), collection}};
    }
    friend bool operator==(const Ref &, const Ref &) = default;
};
inline size_t qHash(const Ref &ref, size_t seed = 0)
{
    return qHashMulti(seed, ref.collection, ref.id);
}

} // namespace api::sandbox
