// Bulk operations as they are stored: made by the handlers, worked off by BulkRunner (shapes 10, behaviour
// 16).
#pragma once

#include "api/sandbox/chance.h"
#include "api/sandbox/messagefilter.h"
#include "api/sandbox/refs.h"

namespace api::sandbox {

// One row that is still to be done.
struct BulkItem
{
    qint64 seq = 0;
    Ref ref; // names the row among the errors, when it fails
    QByteArray body; // a JSON object; empty: the reference says it all
};

// What a handler asks for.
struct BulkOrder
{
    QString name; // objects.docks.set
    QString kind; // objects.set: which work it is, see bulkwork.h
    QJsonObject job; // what all rows share
    QList<BulkItem> items;
    qint64 estimated = -1; // rows; -1: as many as there are items
};

struct BulkRow // of `bulk_operations`
{
    qint64 seq = 0;
    QString id, name, kind, status;
    QJsonObject job;
    qint64 position = 0; // of work without items: the seq of the last message that was looked at
    qint64 estimated = 0, processed = 0, succeeded = 0, failed = 0;
    Timestamp startedAt, completedAt, failedAt, insertedAt, updatedAt;
};

// Stores a queued operation and answers with its JSON.
QByteArray createBulkOperation(Store &store, const BulkOrder &order, Timestamp now, Random &random);
std::optional<BulkRow> findBulkOperation(Store &store, const QString &id);
std::optional<BulkRow> openBulkOperation(Store &store); // the oldest that is not over
// All but what was asked for: the cost does not depend on how much that is.
void saveBulkOperation(Store &store, const BulkRow &row);
QByteArray bulkJson(Store &store, const BulkRow &row);

QList<BulkItem> nextBulkItems(Store &store, const BulkRow &row, int most);
bool dropBulkItem(Store &store, const BulkItem &item);
void dropBulkItems(Store &store, const BulkRow &row); // all that are left
// Counts one row as done; a failure is noted under this name. False when that can't be stored.
bool noteBulkResult(Store &store, BulkRow &row, bool success, const Ref &ref);

inline constexpr int mostErrorItems = 5000; // listed; all are counted

// The body of E13 as a filter; without any of its members every message of the channel.
MessageFilter readBulkFilter(const QString &channelId, const QJsonObject &body, Problems &problems);

} // namespace api::sandbox
