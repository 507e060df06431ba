// What a data connector may write: users, tenants, the objects of a collection, the members of an audience.
#pragma once

#include "api/sandbox/exchange.h"
#include "api/sandbox/refs.h"

namespace api::sandbox {

struct SyncField
{
    const char *name;
    const char *label;
};

enum class SyncOperation {
    Upsert,
    Insert, // what is there already stays as it is
    Update, // what is not there is an error
    Remove // what is not there is no error
};

struct SyncTarget
{
    enum class Kind { Users, Tenants, Objects, Audience };
    Kind kind = Kind::Users;
    QString key; // of the collection or audience

    static QList<SyncTarget> all(Exchange &x); // those there are now
    static std::optional<SyncTarget> named(Exchange &x, const QString &name);

    QString name() const; // users, tenants, objects/projects, audiences/beta-testers
    QString label() const;
    QList<SyncField> fields() const; // the first one identifies; whatever else is given is a property
    QString identifier() const { return QString::fromLatin1(fields().first().name); }

    // What went wrong with the record, which has changed nothing then; null when nothing did.
    QString write(Exchange &x, SyncOperation operation, const QJsonObject &record) const;

private:
    QString writeEntity(Exchange &x, SyncOperation operation, const Ref &ref,
                        const QJsonObject &definition) const;
};

} // namespace api::sandbox
