// Schedules as they are stored, and when they are due (shapes 7, behaviour 13).
//
// Ids are UUIDs, as today's contract types them; callers take any id as opaque text. Where nothing is written
// down about a detail:
// - A schedule that runs once at a moment already past when it is made or changed is due at once.
// - Each occurrence that was missed while nothing ran is taken on its own, at the time it was due.
#pragma once

#include "api/sandbox/chance.h"
#include "api/sandbox/entities.h"

#include <QJsonArray>

namespace api::sandbox {

struct StoredSchedule
{
    qint64 seq = 0;
    QString id;
    QString workflow; // its key
    Ref recipient;
    Ref actor; // null: none
    QString tenant; // null: none
    QJsonObject data;
    QJsonArray repeats; // of ScheduleRepeat, each field written out; empty: runs once
    Timestamp scheduledAt, endingAt; // null: not given
    Timestamp lastAt, nextAt; // null: has not run yet; won't run again
    Timestamp insertedAt, updatedAt;

    static StoredSchedule from(const QSqlQuery &row); // of scheduleColumns()
};
QString scheduleColumns(); // `seq` first

// As the API sends it; `cursor` is JSON text, left out when empty.
QByteArray scheduleJson(Store &store, const StoredSchedule &schedule, const QByteArray &cursor = {});

std::optional<StoredSchedule> findSchedule(Store &store, const QString &id);
// Gives it an id, its times and its next occurrence, and stores it.
void addSchedule(Store &store, StoredSchedule &schedule, Timestamp now, Random &random);
// Stores it as it is now. Its next occurrence is found anew when its timing has changed.
void saveSchedule(Store &store, StoredSchedule &schedule, bool isTimingChanged, Timestamp now);
void removeSchedule(Store &store, const QString &id);

// When the first schedule is due; null: none ever is.
Timestamp nextScheduleDue(Store &store);
// The schedule that is due first, at or before `now`, if there is one. It is already marked as run: `lastAt`
// is the time it was due, `nextAt` when it is due again. Triggering it is the caller's part.
std::optional<StoredSchedule> takeDueSchedule(Store &store, Timestamp now);

// To be called when a recipient's timezone has changed: the times of day of what repeats are local to it.
void rescheduleFor(Store &store, const Ref &recipient, Timestamp now);

} // namespace api::sandbox
