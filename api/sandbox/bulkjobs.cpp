#include "api/sandbox/bulkjobs.h"

#include "api/sandbox/jsontext.h"
#include "api/sandbox/sqlvalues.h"

#include <QJsonDocument>

namespace api::sandbox {

namespace {

QString operationColumns()
{
    return QStringLiteral("seq, id, name, kind, status, CAST(job AS BLOB), position, estimated, processed,"
                          " succeeded, failed, started_at, completed_at, failed_at, inserted_at, updated_at");
}

BulkRow operationFrom(const QSqlQuery &row)
{
    return {.seq = row.value(0).toLongLong(),
            .id = row.value(1).toString(),
            .name = row.value(2).toString(),
            .kind = row.value(3).toString(),
            .status = row.value(4).toString(),
            .job = jsonObject(row.value(5).toByteArray()),
            .position = row.value(6).toLongLong(),
            .estimated = row.value(7).toLongLong(),
            .processed = row.value(8).toLongLong(),
            .succeeded = row.value(9).toLongLong(),
            .failed = row.value(10).toLongLong(),
            .startedAt = timeAt(row, 11),
            .completedAt = timeAt(row, 12),
            .failedAt = timeAt(row, 13),
            .insertedAt = timeAt(row, 14),
            .updatedAt = timeAt(row, 15)};
}

QByteArray errorItems(Store &store, const BulkRow &row)
{
    QList<QByteArray> items;
    if (row.failed == 0)
        return "[]";
    store.each(
        QStringLiteral("SELECT collection, id FROM bulk_errors WHERE operation = ? ORDER BY seq LIMIT ?"),
        {row.seq, mostErrorItems}, [&](const QSqlQuery &query) {
            const QString collection = query.value(0).toString();
            ObjectText(items.emplaceBack())
                .text("id", query.value(1).toString())
                .text("collection", collection.isEmpty() ? QString() : collection)
                .end();
            return true;
        });
    return '[' + items.join(',') + ']';
}

} // namespace

QByteArray createBulkOperation(Store &store, const BulkOrder &order, Timestamp now, Random &random)
{
    BulkRow row;
    row.id = uuid(random);
    row.name = order.name;
    row.status = QStringLiteral("queued");
    row.estimated = order.estimated < 0 ? order.items.size() : order.estimated;
    row.insertedAt = row.updatedAt = now;
    store.run(QStringLiteral("INSERT INTO bulk_operations (id, name, kind, status, job, estimated,"
                             " inserted_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
              {row.id, row.name, order.kind, row.status, sqlJson(jsonText(order.job)), row.estimated, now.us,
               now.us});
    row.seq = store.value(QStringLiteral("SELECT last_insert_rowid()")).toLongLong();
    for (const BulkItem &item : order.items)
        store.run(
            QStringLiteral("INSERT INTO bulk_rows (operation, collection, id, body) VALUES (?, ?, ?, ?)"),
            {row.seq, item.ref.collection, item.ref.id, sqlJson(item.body)});
    return bulkJson(store, row);
}

std::optional<BulkRow> findBulkOperation(Store &store, const QString &id)
{
    std::optional<BulkRow> found;
    store.each(QStringLiteral("SELECT %1 FROM bulk_operations WHERE id = ?").arg(operationColumns()), {id},
               [&](const QSqlQuery &row) {
                   found = operationFrom(row);
                   return false;
               });
    return found;
}

std::optional<BulkRow> openBulkOperation(Store &store)
{
    std::optional<BulkRow> found;
    store.each(QStringLiteral("SELECT %1 FROM bulk_operations WHERE status IN ('queued', 'processing')"
                              " ORDER BY seq LIMIT 1")
                   .arg(operationColumns()),
               {}, [&](const QSqlQuery &row) {
                   found = operationFrom(row);
                   return false;
               });
    return found;
}

void saveBulkOperation(Store &store, const BulkRow &row)
{
    store.run(QStringLiteral("UPDATE bulk_operations SET status = ?, position = ?, processed = ?,"
                             " succeeded = ?, failed = ?, started_at = ?, completed_at = ?, failed_at = ?,"
                             " updated_at = ? WHERE seq = ?"),
              {row.status, row.position, row.processed, row.succeeded, row.failed, sqlTime(row.startedAt),
               sqlTime(row.completedAt), sqlTime(row.failedAt), row.updatedAt.us, row.seq});
}

QByteArray bulkJson(Store &store, const BulkRow &row)
{
    QByteArray json;
    ObjectText out(json);
    out.text("__typename", QStringLiteral("BulkOperation"))
        .text("id", row.id)
        .text("name", row.name)
        .text("status", row.status);
    out.number("estimated_total_rows", row.estimated).number("processed_rows", row.processed);
    out.number("success_count", row.succeeded)
        .number("error_count", row.failed)
        .raw("error_items", errorItems(store, row));
    out.text("progress_path", QStringLiteral("/v1/bulk_operations/") + row.id);
    out.time("started_at", row.startedAt)
        .time("completed_at", row.completedAt)
        .time("failed_at", row.failedAt);
    out.time("inserted_at", row.insertedAt).time("updated_at", row.updatedAt).end();
    return json;
}

QList<BulkItem> nextBulkItems(Store &store, const BulkRow &row, int most)
{
    QList<BulkItem> items;
    store.each(QStringLiteral("SELECT seq, collection, id, CAST(body AS BLOB) FROM bulk_rows WHERE"
                              " operation = ? ORDER BY seq LIMIT ?"),
               {row.seq, most}, [&](const QSqlQuery &query) {
                   items.append({.seq = query.value(0).toLongLong(),
                                 .ref = {query.value(1).toString(), query.value(2).toString()},
                                 .body = query.value(3).toByteArray()});
                   return true;
               });
    return items;
}

bool dropBulkItem(Store &store, const BulkItem &item)
{
    return store.run(QStringLiteral("DELETE FROM bulk_rows WHERE seq = ?"), {item.seq});
}

void dropBulkItems(Store &store, const BulkRow &row)
{
    store.run(QStringLiteral("DELETE FROM bulk_rows WHERE operation = ?"), {row.seq});
}

bool noteBulkResult(Store &store, BulkRow &row, bool success, const Ref &ref)
{
    ++row.processed;
    ++(success ? row.succeeded : row.failed);
    return success || row.failed > mostErrorItems
        || store.run(QStringLiteral("INSERT INTO bulk_errors (operation, collection, id) VALUES (?, ?, ?)"),
                     {row.seq, ref.collection, ref.id});
}

MessageFilter readBulkFilter(const QString &channelId, const QJsonObject &body, Problems &problems)
{
    const BodyReader reader(body, problems);
    MessageFilter f;
    f.channelId = channelId;
    // Two names of one filter; a caller may send both.
    const auto older = reader.list(QStringLiteral("user_ids"));
    const auto today = reader.list(QStringLiteral("recipient_ids"));
    f.recipientIds = today ? today : older;
    f.tenants = reader.list(QStringLiteral("tenants"));
    f.hasTenant = reader.boolean(QStringLiteral("has_tenant"));
    if (const auto workflows = reader.list(QStringLiteral("workflows")))
        f.workflows = workflows;
    f.before = reader.time(QStringLiteral("older_than"));
    f.after = reader.time(QStringLiteral("newer_than"));
    if (const QString word = reader.word(QStringLiteral("delivery_status"), deliveryWords()); !word.isNull())
        f.statuses = {word};
    if (const QString word = reader.word(QStringLiteral("engagement_status"), engagementFilterWords());
        !word.isNull())
        f.engagement = {word};
    const QString archived
        = reader.word(QStringLiteral("archived"),
                      {QStringLiteral("include"), QStringLiteral("exclude"), QStringLiteral("only")});
    f.archived = archived.isNull() || archived == QLatin1StringView("include")
        ? std::nullopt
        : std::optional(archived == QLatin1StringView("only"));
    const QString name = QStringLiteral("trigger_data");
    if (const QString data = reader.text(name); !data.isNull()) {
        const QJsonDocument document = QJsonDocument::fromJson(data.toUtf8());
        f.triggerData = document.object();
        if (!document.isObject() || !isFlat(f.triggerData))
            problems.add(name, QStringLiteral("is not a flat JSON object"), QStringLiteral("embed"));
    }
    return f;
}

} // namespace api::sandbox
