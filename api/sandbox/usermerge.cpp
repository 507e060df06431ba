#include "api/sandbox/usermerge.h"

#include "api/rules/deepmerge.h"
#include "api/sandbox/identify.h"
#include "api/sandbox/jsontext.h"
#include "api/sandbox/schedules.h"

namespace api::sandbox {

namespace {

constexpr qint64 keptUs = qint64(30) * 24 * 3600 * 1'000'000; // how far back messages and activities move

// Sets and channel data go over whole, by their id; what the primary has stays.
void copyMissing(Store &store, const QString &primary, const QString &secondary)
{
    store.run(QStringLiteral(
                  "INSERT OR IGNORE INTO preference_sets (collection, owner, set_id, body)"
                  " SELECT '', ?, set_id, body FROM preference_sets WHERE collection = '' AND owner = ?"),
              {primary, secondary});
    store.run(QStringLiteral("INSERT OR IGNORE INTO channel_data (collection, owner, channel_id, data,"
                             " updated_at) SELECT '', ?, channel_id, data, updated_at FROM channel_data"
                             " WHERE collection = '' AND owner = ?"),
              {primary, secondary});
}

// The lists of actors in messages name the secondary, too.
void moveActors(Store &store, const QString &primary, const QString &secondary, Timestamp since)
{
    store.run(
        QStringLiteral(
            "UPDATE messages SET actors = (SELECT json_group_array(json(value)) FROM (SELECT DISTINCT"
            " CASE WHEN type = 'text' AND value = ? THEN json_quote(?) WHEN type = 'text' THEN"
            " json_quote(value) ELSE value END AS value FROM json_each(messages.actors)))"
            " WHERE seq IN (SELECT message_seq FROM activities WHERE actor = ? AND actor_collection = ''"
            " AND inserted_at >= ?)"),
        {secondary, primary, secondary, since.us});
    store.run(QStringLiteral("UPDATE activities SET actor = ? WHERE actor = ? AND actor_collection = ''"
                             " AND inserted_at >= ?"),
              {primary, secondary, since.us});
    // Runs that are still under way will make activities and messages yet.
    store.run(QStringLiteral("UPDATE run_activities SET actor_id = ? WHERE run_seq IN (SELECT seq FROM runs"
                             " WHERE status IN ('queued', 'processing', 'paused')) AND actor_id = ?"
                             " AND actor_collection = ''"),
              {primary, secondary});
    store.run(QStringLiteral("UPDATE runs SET actor_id = ? WHERE status IN ('queued', 'processing', 'paused')"
                             " AND actor_id = ? AND actor_collection = ''"),
              {primary, secondary});
}

void moveMessages(Store &store, const QString &primary, const QString &secondary, Timestamp since)
{
    store.run(QStringLiteral("UPDATE messages SET recipient_id = ? WHERE recipient_collection = '' AND"
                             " recipient_id = ? AND inserted_at >= ?"),
              {primary, secondary, since.us});
}

// A subscription to the same object is one the primary has already; the secondary's goes with it.
void moveSubscriptions(Store &store, const QString &primary, const QString &secondary)
{
    store.run(QStringLiteral("UPDATE OR IGNORE subscriptions SET recipient_id = ? WHERE"
                             " recipient_collection = '' AND recipient_id = ?"),
              {primary, secondary});
}

// Where the primary is in the same audience, for the same tenant, the secondary's place goes with it.
void moveAudiences(Store &store, const QString &primary, const QString &secondary)
{
    store.run(QStringLiteral("UPDATE OR IGNORE audience_members SET user_id = ? WHERE user_id = ?"),
              {primary, secondary});
}

// What the primary did with a guide counts; of others, what the secondary did, where its message moved along.
void moveGuides(Store &store, const QString &primary, const QString &secondary)
{
    store.run(QStringLiteral("UPDATE OR IGNORE guide_engagements SET user_id = ? WHERE user_id = ? AND"
                             " message_seq IN (SELECT seq FROM messages WHERE recipient_collection = '' AND"
                             " recipient_id = ?)"),
              {primary, secondary, primary});
    store.run(QStringLiteral("UPDATE OR IGNORE guide_displays SET user_id = ? WHERE user_id = ?"),
              {primary, secondary});
}

// A schedule that would trigger the same at the same times is a duplicate.
void moveSchedules(Store &store, const QString &primary, const QString &secondary)
{
    store.run(QStringLiteral("UPDATE schedules SET actor = ? WHERE actor = ?"),
              {QString::fromUtf8(quoted(primary)), QString::fromUtf8(quoted(secondary))});
    store.run(QStringLiteral(
                  "UPDATE schedules SET recipient_id = ? WHERE recipient_collection = '' AND recipient_id = ?"
                  " AND NOT EXISTS (SELECT 1 FROM schedules AS own WHERE own.recipient_collection = ''"
                  " AND own.recipient_id = ? AND own.workflow = schedules.workflow AND own.actor IS "
                  "schedules.actor"
                  " AND own.tenant IS schedules.tenant AND own.data IS schedules.data AND own.repeats IS"
                  " schedules.repeats AND own.scheduled_at IS schedules.scheduled_at"
                  " AND own.ending_at IS schedules.ending_at)"),
              {primary, secondary, primary});
}

} // namespace

bool mergeUsers(Store &store, const QString &primary, const QString &secondary, Timestamp now)
{
    const QJsonObject own = userProperties(store, primary);
    const QJsonObject merged = mergedUnder(own, userProperties(store, secondary));
    if (customBytes(merged) > mostCustomBytes)
        return false;
    if (merged != own)
        writeUser(store, primary, merged, now);
    const Timestamp since {now.us - keptUs};
    copyMissing(store, primary, secondary);
    moveActors(store, primary, secondary, since);
    moveMessages(store, primary, secondary, since);
    moveSubscriptions(store, primary, secondary);
    moveAudiences(store, primary, secondary);
    moveGuides(store, primary, secondary);
    moveSchedules(store, primary, secondary);
    rescheduleFor(store, Ref::user(primary), now); // they were local to another person's timezone
    remove(store, Ref::user(secondary));
    return true;
}

} // namespace api::sandbox
