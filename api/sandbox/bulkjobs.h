// Bulk operations as they are stored: made by the handlers, worked off by BulkRunner (shapes 10, behaviour
// 16).
#pragma once

#include "api/sandbox/chance.h"
#include "api/sandbox/engagement.h"
#include "api/sandbox/messagefilter.h"

namespace api::sandbox {

struct BulkRow // of `bulk_operations`
{
    qint64 seq = 0;
    QString id, name, status;
    QJsonObject job;
    qint64 estimated = 0, processed = 0, succeeded = 0, failed = 0;
    QByteArray errorItems; // JSON array of {id, collection}
    Timestamp startedAt, completedAt, failedAt, insertedAt, updatedAt;
};

// Stores a queued operation and answers with its JSON.
QByteArray createBulkOperation(Store &store, const QString &name, const QJsonObject &job, qint64 estimated,
                               Timestamp now, Random &random);
std::optional<BulkRow> findBulkOperation(Store &store, const QString &condition,
                                         const QVariantList &values = {});
void saveBulkOperation(Store &store, const BulkRow &row);
QByteArray bulkJson(const BulkRow &row);

// The body of E13 as a filter; without any of its members every message of the channel.
MessageFilter readBulkFilter(const QString &channelId, const QJsonObject &body, Problems &problems);

} // namespace api::sandbox
