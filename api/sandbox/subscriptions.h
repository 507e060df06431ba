// Who is subscribed to which object (shapes 6, behaviour 9). An object and a recipient name a subscription.
#pragma once

#include "api/sandbox/entities.h"

#include <functional>

namespace api::sandbox {

struct StoredSubscription
{
    qint64 seq = 0;
    Ref object, recipient;
    QByteArray properties; // a JSON object; empty: none
    Timestamp insertedAt, updatedAt;

    static StoredSubscription from(const QSqlQuery &row); // of subscriptionColumns()
};
QString subscriptionColumns(); // `seq` first

// As the API sends it, around the JSON of its two ends.
QByteArray subscriptionJson(const StoredSubscription &subscription, const QByteArray &object,
                            const QByteArray &recipient, const QByteArray &cursor = {});

std::optional<StoredSubscription> findSubscription(Store &store, const Ref &object, const Ref &recipient);
// Makes it, or changes its properties when it is there; without `properties` those it has stay.
StoredSubscription subscribe(Store &store, const Ref &object, const Ref &recipient,
                             const std::optional<QJsonObject> &properties, Timestamp now);
bool unsubscribe(Store &store, const Ref &object, const Ref &recipient); // false: there was none

// Calls `subscriber` for each of the object's own subscribers, the oldest first, until it answers false. It
// may read and write what it likes, subscribers of subscribers included.
void eachSubscriber(
    Store &store, const Ref &object,
    const std::function<bool(const Ref &recipient, const QJsonObject &properties)> &subscriber);

} // namespace api::sandbox
