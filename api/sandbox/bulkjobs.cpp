#include "api/sandbox/bulkjobs.h"

#include "api/sandbox/jsontext.h"

#include <QJsonDocument>

namespace api::sandbox {

QByteArray createBulkOperation(Store &store, const QString &name, const QJsonObject &job, qint64 estimated,
                               Timestamp now, Random &random)
{
    BulkRow row;
    row.id = uuid(random);
    row.name = name;
    row.status = QStringLiteral("queued");
    row.estimated = estimated;
    row.errorItems = "[]";
    row.insertedAt = row.updatedAt = now;
    store.run(QStringLiteral(
                  "INSERT INTO bulk_operations (id, name, status, job, estimated, inserted_at, updated_at)"
                  " VALUES (?, ?, ?, ?, ?, ?, ?)"),
              {row.id, name, row.status, QString::fromUtf8(jsonText(job)), estimated, now.us, now.us});
    return bulkJson(row);
}

std::optional<BulkRow> findBulkOperation(Store &store, const QString &condition, const QVariantList &values)
{
    std::optional<BulkRow> found;
    const QString sql
        = QStringLiteral(
              "SELECT seq, id, name, status, CAST(job AS BLOB), estimated, processed, succeeded, failed,"
              " CAST(error_items AS BLOB), started_at, completed_at, failed_at, inserted_at, updated_at"
              " FROM bulk_operations WHERE %1 ORDER BY seq LIMIT 1")
              .arg(condition);
    store.each(sql, values, [&](const QSqlQuery &row) {
        found = BulkRow {row.value(0).toLongLong(),
                         row.value(1).toString(),
                         row.value(2).toString(),
                         row.value(3).toString(),
                         jsonObject(row.value(4).toByteArray()),
                         row.value(5).toLongLong(),
                         row.value(6).toLongLong(),
                         row.value(7).toLongLong(),
                         row.value(8).toLongLong(),
                         row.value(9).toByteArray(),
                         timeAt(row, 10),
                         timeAt(row, 11),
                         timeAt(row, 12),
                         timeAt(row, 13),
                         timeAt(row, 14)};
        return false;
    });
    return found;
}

void saveBulkOperation(Store &store, const BulkRow &row)
{
    store.run(QStringLiteral(
                  "UPDATE bulk_operations SET status = ?, job = ?, processed = ?, succeeded = ?, failed = ?,"
                  " error_items = ?, started_at = ?, completed_at = ?, failed_at = ?, updated_at = ? WHERE "
                  "seq = ?"),
              {row.status, QString::fromUtf8(jsonText(row.job)), row.processed, row.succeeded, row.failed,
               QString::fromUtf8(row.errorItems), sqlTime(row.startedAt), sqlTime(row.completedAt),
               sqlTime(row.failedAt), row.updatedAt.us, row.seq});
}

QByteArray bulkJson(const BulkRow &row)
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
        .raw("error_items", row.errorItems);
    out.text("progress_path", QStringLiteral("/v1/bulk_operations/") + row.id);
    out.time("started_at", row.startedAt)
        .time("completed_at", row.completedAt)
        .time("failed_at", row.failedAt);
    out.time("inserted_at", row.insertedAt).time("updated_at", row.updatedAt).end();
    return json;
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
