#include "api/sandbox/synctarget.h"

#include "api/sandbox/audiences.h"
#include "api/sandbox/identify.h"
#include "api/sandbox/jsontext.h"
#include "api/sandbox/owner.h"

#include <algorithm>

namespace api::sandbox {

namespace {

QStringList storedTexts(Exchange &x, const QString &sql)
{
    QStringList texts;
    x.store.each(sql, {}, [&](const QSqlQuery &row) {
        texts.append(row.value(0).toString());
        return true;
    });
    return texts;
}

// The first thing that a checked record does wrong, in words.
QString firstProblem(const Problems &problems)
{
    const QJsonObject body = jsonObject(problems.response().body);
    const QJsonObject first = body.value(QLatin1StringView("errors")).toArray().first().toObject();
    return textIn(first, "field") + u' ' + textIn(first, "message");
}

// Ids may come as numbers from a warehouse.
QString idIn(const QJsonValue &value)
{
    return value.toVariant().toString();
}

} // namespace

QList<SyncTarget> SyncTarget::all(Exchange &x)
{
    QList<SyncTarget> targets {{Kind::Users, {}}, {Kind::Tenants, {}}};
    const QStringList collections = storedTexts(
        x,
        QStringLiteral("SELECT DISTINCT collection FROM objects WHERE collection <> '$tenants' ORDER BY 1"));
    for (const QString &collection : collections)
        targets.append({Kind::Objects, collection});
    const QStringList audiences = storedTexts(x, QStringLiteral("SELECT key FROM audiences ORDER BY key"));
    for (const QString &audience : audiences)
        targets.append({Kind::Audience, audience});
    return targets;
}

std::optional<SyncTarget> SyncTarget::named(Exchange &x, const QString &name)
{
    const QList<SyncTarget> targets = all(x);
    const auto it = std::find_if(targets.begin(), targets.end(),
                                 [&](const SyncTarget &target) { return target.name() == name; });
    return it == targets.end() ? std::nullopt : std::optional(*it);
}

QString SyncTarget::name() const
{
    switch (kind) {
    case Kind::Tenants:
        return QStringLiteral("tenants");
    case Kind::Objects:
        return QStringLiteral("objects/") + key;
    case Kind::Audience:
        return QStringLiteral("audiences/") + key;
    case Kind::Users:
        break;
    }
    return QStringLiteral("users");
}

QString SyncTarget::label() const
{
    switch (kind) {
    case Kind::Tenants:
        return QStringLiteral("Tenants");
    case Kind::Objects:
        return QStringLiteral("Objects of %1").arg(key);
    case Kind::Audience:
        return QStringLiteral("Audience %1").arg(key);
    case Kind::Users:
        break;
    }
    return QStringLiteral("Users");
}

QList<SyncField> SyncTarget::fields() const
{
    if (kind == Kind::Users)
        return {{"id", "Id"},
                {"name", "Name"},
                {"email", "E-mail"},
                {"phone_number", "Phone number"},
                {"avatar", "Avatar"},
                {"locale", "Locale"},
                {"timezone", "Timezone"}};
    if (kind == Kind::Audience)
        return {{"user_id", "User"}, {"tenant", "Tenant"}, {"name", "Name"}, {"email", "E-mail"}};
    return {{"id", "Id"}, {"name", "Name"}};
}

QString SyncTarget::writeEntity(Exchange &x, SyncOperation operation, const Ref &ref,
                                const QJsonObject &definition) const
{
    if (operation == SyncOperation::Remove) {
        remove(x.store, ref);
        return {};
    }
    const bool isThere = exists(x.store, ref);
    if (operation == SyncOperation::Insert && isThere)
        return {};
    if (operation == SyncOperation::Update && !isThere)
        return QStringLiteral("%1 is not there").arg(ref.id);
    Problems problems;
    checkDefinition(definition, ref, {}, x.workflows, problems);
    if (problems.any())
        return firstProblem(problems);
    return identify(x.store, {ref, true, definition, {}}, x.workflows, x.now)
        ? QString()
        : QStringLiteral("properties ") + tooManyProperties();
}

QString SyncTarget::write(Exchange &x, SyncOperation operation, const QJsonObject &record) const
{
    QJsonObject definition = record;
    const QString id = idIn(definition.take(identifier()));
    if (!isUsableId(id))
        return identifier() + QStringLiteral(" must have 1 to 256 characters, neither / nor #");
    definition.remove(QLatin1StringView("id"));
    if (kind == Kind::Users)
        return writeEntity(x, operation, Ref::user(id), definition);
    if (kind != Kind::Audience)
        return writeEntity(x, operation, kind == Kind::Tenants ? Ref::tenant(id) : Ref::object(key, id),
                           definition);
    const QString given = idIn(definition.take(QStringLiteral("tenant")));
    const QString tenant = given.isEmpty() ? QString() : given;
    if (operation == SyncOperation::Remove) {
        removeFromAudience(x.store, key, id, tenant);
        return {};
    }
    const QString problem = writeEntity(x, SyncOperation::Upsert, Ref::user(id), definition);
    if (problem.isNull())
        addToAudience(x.store, key, id, tenant, x.now);
    return problem;
}

} // namespace api::sandbox
