#include "api/sandbox/bulkrunner.h"

#include "api/sandbox/engagement.h"
#include "api/sandbox/entities.h"

namespace api::sandbox {

namespace {

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
    auto row = openBulkOperation(m_store);
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
    dropBulkItems(m_store, *row);
    return m_store.takeError().isNull();
}

void BulkRunner::advance(BulkRow &row, int rows)
{
    row.updatedAt = m_clock();
    if (row.status == QLatin1StringView("queued")) {
        row.status = QStringLiteral("processing");
        row.startedAt = row.updatedAt;
    } else if (row.kind == QLatin1StringView("messages.change_status")) {
        changeStatuses(row, rows);
    } else if (const BulkWork work = bulkWork(row.kind)) {
        workOff(row, work, rows);
    } else {
        row.status = QStringLiteral("failed");
        row.failedAt = row.updatedAt;
        dropBulkItems(m_store, row);
    }
}

void BulkRunner::workOff(BulkRow &row, BulkWork work, int rows)
{
    QList<BulkItem> items = nextBulkItems(m_store, row, rows + 1);
    const bool more = items.size() > rows;
    if (more)
        items.removeLast();
    const BulkContext context {m_store, m_workflows, row.job, row.updatedAt, m_random};
    for (const BulkItem &item : std::as_const(items)) {
        const bool done = tryRow(context, work, item);
        if (!noteBulkResult(m_store, row, done, item.ref) || !dropBulkItem(m_store, item))
            return; // the step fails as a whole
    }
    if (!more)
        finish(row, row.updatedAt);
}

// A row that fails has changed nothing.
bool BulkRunner::tryRow(const BulkContext &context, BulkWork work, const BulkItem &item)
{
    m_store.run(QStringLiteral("SAVEPOINT bulk_row"));
    const bool done = work(context, item) && m_store.takeError().isNull();
    if (!done) {
        m_store.run(QStringLiteral("ROLLBACK TO bulk_row"));
        m_store.usersChanged();
        m_store.takeError();
    }
    m_store.run(QStringLiteral("RELEASE bulk_row"));
    return done;
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
    listing.lowest.emplaceBack(QStringLiteral("? + 1"), row.position);
    listing.highest.emplaceBack(QStringLiteral("?"), row.job.value(QLatin1StringView("newest")).toInteger());
    listing.newestFirst = false;
    QList<StoredMessage> messages; // read to the end before any of them changes
    firstRows(m_store, listing, rows,
              [&](const QSqlQuery &query) { messages.append(StoredMessage::from(query)); });
    for (StoredMessage &message : messages) {
        const Ref recipient {message.recipientCollection, message.recipientId};
        const bool usable
            = !isLegacy(m_store, recipient) && (!recipient.isUser() || exists(m_store, recipient));
        if (usable)
            applyStatus(m_store, message, *edit, {}, row.updatedAt, m_random);
        noteBulkResult(m_store, row, usable, Ref::user(message.id));
        row.position = message.seq;
    }
    if (messages.size() < rows)
        finish(row, row.updatedAt);
}

} // namespace api::sandbox
