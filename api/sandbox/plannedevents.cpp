#include "api/sandbox/plannedevents.h"

#include "api/sandbox/sqlvalues.h"
#include "api/schema/status.h"

namespace api::sandbox {

namespace {

void changeStatus(Store &store, const PlannedEvent &event)
{
    store.run(QStringLiteral("UPDATE messages SET status = ?, updated_at = ? WHERE seq = ?"),
              {event.word, event.dueAt.us, event.messageSeq});
    if (!event.externalId.isNull())
        store.run(QStringLiteral("UPDATE messages SET metadata = json_set(COALESCE(metadata, '{}'),"
                                 " '$.external_id', ?) WHERE seq = ?"),
                  {event.externalId, event.messageSeq});
}

void changeEngagement(Store &store, const PlannedEvent &event)
{
    const bool isSet = !event.word.startsWith(QLatin1StringView("un"));
    const Engagement what = fromWire<Engagement>(isSet ? event.word : event.word.sliced(2));
    if (what == Engagement::Unknown)
        return;
    store.run(
        QStringLiteral("UPDATE messages SET %1_at = ?, updated_at = ? WHERE seq = ?").arg(wireName(what)),
        {sqlTime(isSet ? event.dueAt : Timestamp {}), event.dueAt.us, event.messageSeq});
}

} // namespace

void planEvent(Store &store, const PlannedEvent &e)
{
    store.run(QStringLiteral("INSERT INTO planned_events (due_at, message_seq, word, data, service_name,"
                             " request, response, external_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
              {e.dueAt.us, e.messageSeq, e.word, sqlJson(e.data), sqlText(e.serviceName), sqlJson(e.request),
               sqlJson(e.response), sqlText(e.externalId)});
}

Timestamp nextPlannedDue(Store &store)
{
    const QVariant due = store.value(QStringLiteral("SELECT min(due_at) FROM planned_events"));
    return due.isNull() ? Timestamp {} : Timestamp {due.toLongLong()};
}

std::optional<PlannedEvent> firstPlannedEvent(Store &store, Timestamp upTo)
{
    std::optional<PlannedEvent> found;
    store.each(QStringLiteral("SELECT seq, due_at, message_seq, word, CAST(data AS BLOB), service_name,"
                              " CAST(request AS BLOB), CAST(response AS BLOB), external_id"
                              " FROM planned_events WHERE due_at <= ? ORDER BY due_at, seq LIMIT 1"),
               {upTo.us}, [&](const QSqlQuery &row) {
                   const auto text
                       = [&](int i) { return row.value(i).isNull() ? QString() : row.value(i).toString(); };
                   found
                       = PlannedEvent {row.value(2).toLongLong(),  timeAt(row, 1), text(3),
                                       row.value(4).toByteArray(), text(5),        row.value(6).toByteArray(),
                                       row.value(7).toByteArray(), text(8),        row.value(0).toLongLong()};
                   return false;
               });
    return found;
}

void recordEvent(Store &store, const PlannedEvent &e, Random &random)
{
    store.run(QStringLiteral(
                  "INSERT INTO events (id, message_seq, type, data, inserted_at) VALUES (?, ?, ?, ?, ?)"),
              {ksuid(e.dueAt, random), e.messageSeq, QString(QStringLiteral("message.") + e.word),
               sqlJson(e.data), e.dueAt.us});
    if (e.serviceName.isNull())
        return;
    store.run(QStringLiteral("INSERT INTO delivery_logs (id, message_seq, service_name, request, response,"
                             " inserted_at) VALUES (?, ?, ?, ?, ?, ?)"),
              {ksuid(e.dueAt, random), e.messageSeq, e.serviceName, QString::fromUtf8(e.request),
               QString::fromUtf8(e.response), e.dueAt.us});
}

void carryOut(Store &store, const PlannedEvent &event, Random &random)
{
    store.run(QStringLiteral("DELETE FROM planned_events WHERE seq = ?"), {event.seq});
    if (fromWire<Delivery>(event.word) != Delivery::Unknown)
        changeStatus(store, event);
    else
        changeEngagement(store, event);
    recordEvent(store, event, random);
}

} // namespace api::sandbox
