#include "api/sandbox/schedules.h"

#include "api/rules/recurrence.h"
#include "api/sandbox/jsontext.h"

#include <QJsonDocument>

namespace api::sandbox {

namespace {

QString nullIfEmpty(const QString &text)
{
    return text.isEmpty() ? QString() : text;
}

// A reference as JSON text: "id" or {"id", "collection"}; NULL for nobody.
QVariant sqlRef(const Ref &ref)
{
    if (ref.isNull())
        return QVariant(QMetaType(QMetaType::QString));
    return QString::fromUtf8(ref.isUser() ? quoted(ref.id) : jsonText(ref.json().toObject()));
}

Ref refAt(const QByteArray &text)
{
    if (text.isEmpty())
        return {};
    if (const QJsonObject object = jsonObject(text); !object.isEmpty())
        return Ref::object(object.value(QLatin1StringView("collection")).toString(),
                           object.value(QLatin1StringView("id")).toString());
    const QJsonArray wrapped = QJsonDocument::fromJson('[' + text + ']').array();
    return Ref::user(wrapped.at(0).toString());
}

Recurrence recurrenceOf(Store &store, const StoredSchedule &schedule)
{
    Recurrence recurrence;
    recurrence.start = schedule.scheduledAt;
    recurrence.end = schedule.endingAt;
    recurrence.zone = zoneNamed(timezoneOf(store, schedule.recipient));
    recurrence.anchor = schedule.insertedAt;
    for (const QJsonValue &rule : schedule.repeats)
        recurrence.rules.append(RepeatRule::fromJson(rule.toObject()));
    return recurrence;
}

Timestamp nextFrom(Store &store, const StoredSchedule &schedule, Timestamp now)
{
    const Recurrence recurrence = recurrenceOf(store, schedule);
    if (!recurrence.rules.isEmpty())
        return nextOccurrence(recurrence, std::max(schedule.lastAt, Timestamp {now.us - 1}));
    const Timestamp moment = nextOccurrence(recurrence, schedule.lastAt);
    const Timestamp due = moment.isNull() ? moment : std::max(moment, now);
    return !recurrence.end.isNull() && due > recurrence.end ? Timestamp {} : due;
}

std::optional<StoredSchedule> firstSchedule(Store &store, const QString &condition,
                                            const QVariantList &values)
{
    std::optional<StoredSchedule> found;
    store.each(QStringLiteral("SELECT %1 FROM schedules WHERE %2 LIMIT 1").arg(scheduleColumns(), condition),
               values, [&](const QSqlQuery &row) {
                   found = StoredSchedule::from(row);
                   return false;
               });
    return found;
}

void saveTimes(Store &store, const StoredSchedule &schedule)
{
    store.run(QStringLiteral("UPDATE schedules SET last_at = ?, next_at = ? WHERE seq = ?"),
              {sqlTime(schedule.lastAt), sqlTime(schedule.nextAt), schedule.seq});
}

} // namespace

QString scheduleColumns()
{
    return QStringLiteral(
        "seq, id, workflow, recipient_collection, recipient_id, CAST(actor AS BLOB), tenant,"
        " CAST(data AS BLOB), CAST(repeats AS BLOB), scheduled_at, ending_at, last_at, next_at, inserted_at,"
        " updated_at");
}

StoredSchedule StoredSchedule::from(const QSqlQuery &row)
{
    return {.seq = row.value(0).toLongLong(),
            .id = row.value(1).toString(),
            .workflow = row.value(2).toString(),
            .recipient = {row.value(3).toString(), row.value(4).toString()},
            .actor = refAt(row.value(5).toByteArray()),
            .tenant = nullIfEmpty(row.value(6).toString()),
            .data = jsonObject(row.value(7).toByteArray()),
            .repeats = QJsonDocument::fromJson(row.value(8).toByteArray()).array(),
            .scheduledAt = timeAt(row, 9),
            .endingAt = timeAt(row, 10),
            .lastAt = timeAt(row, 11),
            .nextAt = timeAt(row, 12),
            .insertedAt = timeAt(row, 13),
            .updatedAt = timeAt(row, 14)};
}

QByteArray scheduleJson(Store &store, const StoredSchedule &schedule, const QByteArray &cursor)
{
    QByteArray json;
    ObjectText out(json);
    out.text("__typename", QStringLiteral("Schedule"));
    if (!cursor.isEmpty())
        out.raw("__cursor", cursor);
    out.text("id", schedule.id).text("workflow", schedule.workflow);
    out.raw("recipient", entityJson(store, schedule.recipient));
    out.raw("actor", schedule.actor.isNull() ? QByteArray() : entityJson(store, schedule.actor));
    out.text("tenant", schedule.tenant).raw("data", jsonText(schedule.data));
    out.raw("repeats", jsonText(schedule.repeats));
    out.time("last_occurrence_at", schedule.lastAt).time("next_occurrence_at", schedule.nextAt);
    out.time("inserted_at", schedule.insertedAt).time("updated_at", schedule.updatedAt).end();
    return json;
}

std::optional<StoredSchedule> findSchedule(Store &store, const QString &id)
{
    return firstSchedule(store, QStringLiteral("id = ?"), {id});
}

void addSchedule(Store &store, StoredSchedule &schedule, Timestamp now, Random &random)
{
    schedule.id = uuid(random);
    schedule.insertedAt = schedule.updatedAt = now;
    schedule.nextAt = nextFrom(store, schedule, now);
    store.run(QStringLiteral(
                  "INSERT INTO schedules (id, workflow, recipient_collection, recipient_id, actor, tenant,"
                  " data, repeats, scheduled_at, ending_at, next_at, inserted_at, updated_at)"
                  " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
              {schedule.id, schedule.workflow, schedule.recipient.collection, schedule.recipient.id,
               sqlRef(schedule.actor), nullIfEmpty(schedule.tenant),
               QString::fromUtf8(jsonText(schedule.data)), QString::fromUtf8(jsonText(schedule.repeats)),
               sqlTime(schedule.scheduledAt), sqlTime(schedule.endingAt), sqlTime(schedule.nextAt), now.us,
               now.us});
}

void saveSchedule(Store &store, StoredSchedule &schedule, bool isTimingChanged, Timestamp now)
{
    schedule.updatedAt = now;
    if (isTimingChanged)
        schedule.nextAt = nextFrom(store, schedule, now);
    store.run(QStringLiteral("UPDATE schedules SET actor = ?, tenant = ?, data = ?, repeats = ?,"
                             " scheduled_at = ?, ending_at = ?, next_at = ?, updated_at = ? WHERE id = ?"),
              {sqlRef(schedule.actor), nullIfEmpty(schedule.tenant),
               QString::fromUtf8(jsonText(schedule.data)), QString::fromUtf8(jsonText(schedule.repeats)),
               sqlTime(schedule.scheduledAt), sqlTime(schedule.endingAt), sqlTime(schedule.nextAt), now.us,
               schedule.id});
}

void removeSchedule(Store &store, const QString &id)
{
    store.run(QStringLiteral("DELETE FROM schedules WHERE id = ?"), {id});
}

Timestamp nextScheduleDue(Store &store)
{
    const QVariant due = store.value(QStringLiteral(
        "SELECT next_at FROM schedules WHERE next_at IS NOT NULL ORDER BY next_at, seq LIMIT 1"));
    return due.isValid() ? Timestamp {due.toLongLong()} : Timestamp {};
}

std::optional<StoredSchedule> takeDueSchedule(Store &store, Timestamp now)
{
    auto schedule = firstSchedule(store, QStringLiteral("next_at <= ? ORDER BY next_at, seq"), {now.us});
    if (!schedule)
        return schedule;
    schedule->lastAt = schedule->nextAt;
    schedule->nextAt = schedule->repeats.isEmpty()
        ? Timestamp {}
        : nextOccurrence(recurrenceOf(store, *schedule), schedule->lastAt);
    saveTimes(store, *schedule);
    return schedule;
}

void rescheduleFor(Store &store, const Ref &recipient, Timestamp now)
{
    QList<StoredSchedule> coming; // what is due already stays so
    store.each(QStringLiteral("SELECT %1 FROM schedules WHERE recipient_id = ? AND recipient_collection = ?"
                              " AND next_at > ? AND repeats <> '[]'")
                   .arg(scheduleColumns()),
               {recipient.id, recipient.collection, now.us}, [&](const QSqlQuery &row) {
                   coming.append(StoredSchedule::from(row));
                   return true;
               });
    for (StoredSchedule &schedule : coming) {
        schedule.nextAt = nextFrom(store, schedule, now);
        saveTimes(store, schedule);
    }
}

} // namespace api::sandbox
