#include "api/sandbox/subscriptions.h"

#include "api/sandbox/jsontext.h"

namespace api::sandbox {

namespace {

constexpr int chunk = 500; // subscribers read at once

QVariant sqlProperties(const std::optional<QJsonObject> &properties)
{
    return properties ? QVariant(QString::fromUtf8(jsonText(*properties)))
                      : QVariant(QMetaType(QMetaType::QString));
}

} // namespace

QString subscriptionColumns()
{
    return QStringLiteral("seq, object_collection, object_id, recipient_collection, recipient_id,"
                          " CAST(properties AS BLOB), inserted_at, updated_at");
}

StoredSubscription StoredSubscription::from(const QSqlQuery &row)
{
    return {.seq = row.value(0).toLongLong(),
            .object = {row.value(1).toString(), row.value(2).toString()},
            .recipient = {row.value(3).toString(), row.value(4).toString()},
            .properties = row.value(5).toByteArray(),
            .insertedAt = timeAt(row, 6),
            .updatedAt = timeAt(row, 7)};
}

QByteArray subscriptionJson(const StoredSubscription &subscription, const QByteArray &object,
                            const QByteArray &recipient, const QByteArray &cursor)
{
    QByteArray json;
    ObjectText out(json);
    out.text("__typename", QStringLiteral("ObjectSubscription"));
    if (!cursor.isEmpty())
        out.raw("__cursor", cursor);
    out.raw("recipient", recipient).raw("object", object).raw("properties", subscription.properties);
    out.time("inserted_at", subscription.insertedAt).time("updated_at", subscription.updatedAt).end();
    return json;
}

std::optional<StoredSubscription> findSubscription(Store &store, const Ref &object, const Ref &recipient)
{
    std::optional<StoredSubscription> found;
    store.each(QStringLiteral("SELECT %1 FROM subscriptions WHERE object_collection = ? AND object_id = ?"
                              " AND recipient_collection = ? AND recipient_id = ?")
                   .arg(subscriptionColumns()),
               {object.collection, object.id, recipient.collection, recipient.id}, [&](const QSqlQuery &row) {
                   found = StoredSubscription::from(row);
                   return false;
               });
    return found;
}

StoredSubscription subscribe(Store &store, const Ref &object, const Ref &recipient,
                             const std::optional<QJsonObject> &properties, Timestamp now)
{
    store.run(
        QStringLiteral("INSERT INTO subscriptions (object_collection, object_id, recipient_collection,"
                       " recipient_id, properties, inserted_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
                       " ON CONFLICT (object_collection, object_id, recipient_collection, recipient_id)"
                       " DO UPDATE SET properties = ifnull(excluded.properties, properties),"
                       " updated_at = excluded.updated_at"),
        {object.collection, object.id, recipient.collection, recipient.id, sqlProperties(properties), now.us,
         now.us});
    return findSubscription(store, object, recipient).value_or(StoredSubscription {});
}

bool unsubscribe(Store &store, const Ref &object, const Ref &recipient)
{
    return store.run(QStringLiteral("DELETE FROM subscriptions WHERE object_collection = ? AND object_id = ?"
                                    " AND recipient_collection = ? AND recipient_id = ?"),
                     {object.collection, object.id, recipient.collection, recipient.id})
        && store.changedRows() > 0;
}

void eachSubscriber(
    Store &store, const Ref &object,
    const std::function<bool(const Ref &recipient, const QJsonObject &properties)> &subscriber)
{
    qint64 last = 0;
    for (QList<StoredSubscription> some;;) {
        some.clear();
        store.each(QStringLiteral("SELECT %1 FROM subscriptions WHERE object_collection = ? AND object_id = ?"
                                  " AND seq > ? ORDER BY seq LIMIT ?")
                       .arg(subscriptionColumns()),
                   {object.collection, object.id, last, chunk}, [&](const QSqlQuery &row) {
                       some.append(StoredSubscription::from(row));
                       return true;
                   });
        for (const StoredSubscription &one : std::as_const(some)) {
            if (!subscriber(one.recipient, jsonObject(one.properties)))
                return;
        }
        if (some.size() < chunk)
            return;
        last = some.last().seq;
    }
}

} // namespace api::sandbox
