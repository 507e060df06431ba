#pragma once

#include "api/schema/codec.h"

namespace api {

// Who a thing is for or from: a user or an object, as a bare reference or in full (shapes 2).
struct Recipient
{
    QString id;
    QString collection; // null for a user
    QString name; // only when the service sent the full value and it has one
    QString avatar;
    QJsonObject raw; // empty for a bare user id

    bool isNull() const { return id.isEmpty(); }
    bool isObject() const { return !collection.isEmpty(); }
    bool isTenant() const { return collection == QLatin1StringView("$tenants"); }
    // What to call it: the name, else "collection/id" or the id.
    QString label() const;
    friend bool operator==(const Recipient &a, const Recipient &b)
    {
        return a.id == b.id && a.collection == b.collection;
    }
};

void read(const QJsonValue &v, Recipient &out, Trace &t);
// The reference form: the id of a user, {id, collection} of an object.
QJsonValue write(const Recipient &r);

} // namespace api
