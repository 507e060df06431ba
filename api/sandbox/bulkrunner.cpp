#include "api/sandbox/bulkrunner.h"

#include "api/sandbox/jsontext.h"
#include "api/sandbox/preferencesets.h"

namespace api::sandbox {

namespace {

void note(BulkRow &row, bool success, const QString &id)
{
    ++row.processed;
    ++(success ? row.succeeded : row.failed);
    if (success)
        return;
    QByteArray item;
    ObjectText(item).text("id", id).raw("collection", {}).end();
    const bool first = row.errorItems.size() <= 2;
    row.errorItems.insert(row.errorItems.size() - 1, first ? item : ',' + item);
}

void finish(BulkRow &row, Timestamp now)
{
    row.status = QStringLiteral("completed");
    row.completedAt = now;
}

} // namespace

BulkRunner::BulkRunner(Store &store, const Workflows &workflows, Clock clock, Random random)
    : m_store(store)
    , m_workflows(workflows)
    , m_clock(std::move(clock))
    , m_random(random)
{
}

bool BulkRunner::step(int rows)
{
    m_store.begin();
    auto row = findBulkOperation(m_store, QStringLiteral("status IN ('queued', 'processing')"));
    if (!row) {
        m_store.rollback();
        return false;
    }
    const BulkRow before = *row;
    advance(*row, rows);
    saveBulkOperation(m_store, *row);
    if (m_store.takeError().isNull() && m_store.commit())
        return true;
    // What can't be stored won't be storable on the next try: end the operation instead of trying for ever.
    m_store.rollback();
    m_store.takeError();
    row = before;
    row->status = QStringLiteral("failed");
    row->failedAt = row->updatedAt = m_clock();
    saveBulkOperation(m_store, *row);
    return m_store.takeError().isNull();
}

void BulkRunner::advance(BulkRow &row, int rows)
{
    row.updatedAt = m_clock();
    if (row.status == QLatin1StringView("queued")) {
        row.status = QStringLiteral("processing");
        row.startedAt = row.updatedAt;
    } else if (row.job.contains(QLatin1StringView("preferences"))) {
        setPreferences(row, rows);
    } else if (row.job.contains(QLatin1StringView("channel_id"))) {
        changeStatuses(row, rows);
    } else {
        row.status = QStringLiteral("failed");
        row.failedAt = row.updatedAt;
    }
}

// People moved over from an older system can't be changed yet: their rows fail, as rows do in life.
bool BulkRunner::isUsable(const QString &userId)
{
    const QVariant imported
        = m_store.value(QStringLiteral("SELECT ifnull(json_extract(body, '$.legacy_import'), 0) FROM users"
                                       " WHERE id = ?"),
                        {userId});
    return imported.isValid() && !imported.toBool();
}

void BulkRunner::setPreferences(BulkRow &row, int rows)
{
    const QJsonArray ids = row.job.value(QLatin1StringView("user_ids")).toArray();
    const QJsonObject set = row.job.value(QLatin1StringView("preferences")).toObject();
    for (; rows > 0 && row.processed < ids.size(); --rows) {
        const QString id = ids.at(row.processed).toString();
        const bool usable = isUsable(id);
        if (usable)
            storePreferences(m_store, Ref::user(id), set);
        note(row, usable, id);
    }
    if (row.processed >= ids.size())
        finish(row, row.updatedAt);
}

void BulkRunner::changeStatuses(BulkRow &row, int rows)
{
    Problems ignored; // checked when the operation was made
    const MessageFilter filter
        = readBulkFilter(row.job.value(QLatin1StringView("channel_id")).toString(),
                         row.job.value(QLatin1StringView("filter")).toObject(), ignored);
    const auto edit = StatusEdit::fromWord(row.job.value(QLatin1StringView("action")).toString());
    // Upwards through what was there when the operation was made, whatever this changes about the filter.
    Listing listing = filter.listing(messageColumns(), m_workflows);
    const qint64 last = row.job.value(QLatin1StringView("last")).toInteger();
    listing.lowest.emplaceBack(QStringLiteral("? + 1"), last);
    listing.highest.emplaceBack(QStringLiteral("?"), row.job.value(QLatin1StringView("newest")).toInteger());
    listing.newestFirst = false;
    QList<StoredMessage> messages; // read to the end before any of them changes
    firstRows(m_store, listing, rows,
              [&](const QSqlQuery &query) { messages.append(StoredMessage::from(query)); });
    for (StoredMessage &message : messages) {
        const bool usable = !message.recipientCollection.isEmpty() || isUsable(message.recipientId);
        if (usable)
            applyStatus(m_store, message, *edit, {}, row.updatedAt, m_random);
        note(row, usable, message.id);
        row.job.insert(QLatin1StringView("last"), message.seq);
    }
    if (messages.size() < rows)
        finish(row, row.updatedAt);
}

} // namespace api::sandbox
