#include "api/sandbox/guidelog.h"

#include "api/sandbox/jsontext.h"
#include "api/sandbox/sqlvalues.h"

#include <algorithm>

namespace api::sandbox {

namespace {

const QString ofGuide = QStringLiteral("user_id = ? AND guide = ? AND tenant = ?");

QString tenantText(const QString &tenant)
{
    return tenant.isNull() ? QString(QLatin1StringView("")) : tenant;
}

QVariantList placeKey(const GuidePlace &place)
{
    return {place.user, place.guide, tenantText(place.tenant)};
}

} // namespace

QHash<QString, GuideStepLog> guideLog(Store &store, const GuidePlace &place)
{
    QHash<QString, GuideStepLog> log;
    QList<std::pair<QString, qint64>> steps;
    store.each(QStringLiteral("SELECT step_ref, message_seq, ends_guide FROM guide_engagements WHERE ")
                   + ofGuide,
               placeKey(place), [&](const QSqlQuery &row) {
                   steps.append({row.value(0).toString(), row.value(1).toLongLong()});
                   log[steps.last().first].endsGuide = row.value(2).toBool();
                   return true;
               });
    for (const std::pair<QString, qint64> &step : std::as_const(steps)) {
        store.each(QStringLiteral("SELECT %1 FROM messages WHERE seq = ?").arg(messageColumns()),
                   {step.second}, [&](const QSqlQuery &row) {
                       log[step.first].message = StoredMessage::from(row);
                       return false;
                   });
    }
    return log;
}

bool isPutAway(const GuideDef &guide, const QHash<QString, GuideStepLog> &log)
{
    const auto isArchived = [](const GuideStepLog &entry) { return !entry.message.archivedAt.isNull(); };
    const bool isEnded = std::any_of(log.begin(), log.end(), [&](const GuideStepLog &entry) {
        return entry.endsGuide && isArchived(entry);
    });
    return isEnded || std::all_of(guide.steps.begin(), guide.steps.end(), [&](const GuideStepDef &step) {
               return isArchived(log.value(step.ref));
           });
}

StoredMessage guideMessage(Store &store, const GuidePlace &place, const QString &step,
                           const QString &channelId, const QByteArray &data, Timestamp now, Random &random)
{
    const QHash<QString, GuideStepLog> log = guideLog(store, place);
    if (const auto known = log.constFind(step); known != log.constEnd())
        return known->message;
    const QString id = ksuid(now, random);
    store.run(
        QStringLiteral(
            "INSERT INTO messages (id, channel_id, recipient_collection, recipient_id, workflow, tenant,"
            " status, inserted_at, updated_at, actors, data, run_id, step_ref)"
            " VALUES (?, ?, '', ?, ?, ?, 'delivered', ?, ?, '[]', ?, '', ?)"),
        {id, channelId, place.user, place.guide, sqlText(place.tenant), now.us, now.us,
         QString::fromUtf8(data), step});
    const StoredMessage message = findMessage(store, id).value_or(StoredMessage());
    store.run(QStringLiteral("INSERT INTO guide_engagements (user_id, guide, tenant, step_ref, message_seq)"
                             " VALUES (?, ?, ?, ?, ?)"),
              placeKey(place) + QVariantList {step, message.seq});
    return message;
}

void setEndsGuide(Store &store, const GuidePlace &place, const QString &step, bool ends)
{
    store.run(
        QStringLiteral("UPDATE guide_engagements SET ends_guide = ? WHERE %1 AND step_ref = ?").arg(ofGuide),
        QVariantList {ends} + placeKey(place) + QVariantList {step});
}

void forgetGuide(Store &store, const GuidePlace &place)
{
    store.run(QStringLiteral("DELETE FROM guide_engagements WHERE ") + ofGuide, placeKey(place));
}

void noteGroupShown(Store &store, const GuidePlace &place, const QString &group, Timestamp now)
{
    store.run(QStringLiteral("INSERT OR REPLACE INTO guide_displays (user_id, tenant, guide_group, shown_at)"
                             " VALUES (?, ?, ?, ?)"),
              {place.user, tenantText(place.tenant), group, now.us});
}

QByteArray groupsShown(Store &store, const QString &user, const QString &tenant)
{
    QJsonObject shown;
    store.each(QStringLiteral("SELECT guide_group, shown_at FROM guide_displays WHERE user_id = ? AND"
                              " tenant = ?"),
               {user, tenantText(tenant)}, [&](const QSqlQuery &row) {
                   shown.insert(row.value(0).toString(), timeAt(row, 1).toWire());
                   return true;
               });
    return jsonText(shown);
}

} // namespace api::sandbox
