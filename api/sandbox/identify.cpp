#include "api/sandbox/identify.h"

#include "api/rules/deepmerge.h"
#include "api/sandbox/channeldata.h"
#include "api/sandbox/jsontext.h"
#include "api/sandbox/preferencesets.h"
#include "api/sandbox/schedules.h"
#include "api/sandbox/sqlvalues.h"
#include "api/sandbox/workflows.h"

namespace api::sandbox {

namespace {

constexpr QLatin1StringView createdAtKey("created_at");
constexpr QLatin1StringView preferencesKey("preferences");
constexpr QLatin1StringView channelDataKey("channel_data");
constexpr QLatin1StringView settingsKey("settings");
constexpr QLatin1StringView propertiesKey("properties");

// What the service itself says about a user or object; a caller's are passed over.
const QStringList &ownKeys()
{
    static const QStringList keys
        = QStringLiteral("__typename __cursor id updated_at $trigger_data").split(u' ');
    return keys;
}

// The properties a definition changes, apart from all that is stored elsewhere.
QJsonObject propertyChanges(const RecipientSpec &spec)
{
    QJsonObject changes = spec.definition;
    for (const QString &key : ownKeys())
        changes.remove(key);
    changes.remove(preferencesKey);
    changes.remove(channelDataKey);
    if (const QJsonValue made = changes.value(createdAtKey); made.isString())
        changes.insert(createdAtKey, Timestamp::fromWire(made.toString()).toWire());
    return changes;
}

struct StoredObject
{
    bool isThere = false;
    QJsonObject properties, settings;
    QString locale, timezone;
    Timestamp createdAt;

    friend bool operator==(const StoredObject &, const StoredObject &) = default;
};

// A tenant's settings are never without these two.
QJsonObject wholeSettings(QJsonObject settings)
{
    for (const char *key : {"branding", "preference_set"}) {
        if (!settings.contains(QLatin1StringView(key)))
            settings.insert(QLatin1StringView(key), QJsonValue::Null);
    }
    return settings;
}

StoredObject loadObject(Store &store, const Ref &ref)
{
    StoredObject object;
    store.each(QStringLiteral("SELECT %1 FROM objects WHERE collection = ? AND id = ?").arg(objectColumns()),
               {ref.collection, ref.id}, [&](const QSqlQuery &row) {
                   object = {true,
                             jsonObject(row.value(3).toByteArray()),
                             jsonObject(row.value(4).toByteArray()),
                             row.value(5).toString(),
                             row.value(6).toString(),
                             timeAt(row, 7)};
                   return false;
               });
    if (ref.isTenant())
        object.settings = wholeSettings(object.settings);
    return object;
}

// Schedules keep their local times of day in another timezone.
void followTimezone(Store &store, const Ref &ref, const QString &before, const QString &after, Timestamp now)
{
    if (before != after)
        rescheduleFor(store, ref, now);
}

void saveObject(Store &store, const Ref &ref, const StoredObject &object, Timestamp now)
{
    const QString zone = timezoneOf(store, ref);
    const QVariant settings
        = ref.isTenant() ? QVariant(QString::fromUtf8(jsonText(object.settings))) : QVariant();
    store.run(QStringLiteral(
                  "INSERT INTO objects (collection, id, properties, settings, locale, timezone, created_at,"
                  " updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (collection, id) DO UPDATE SET"
                  " properties = excluded.properties, settings = excluded.settings, locale = excluded.locale,"
                  " timezone = excluded.timezone, created_at = excluded.created_at,"
                  " updated_at = excluded.updated_at"),
              {ref.collection, ref.id, QString::fromUtf8(jsonText(object.properties)), settings,
               sqlText(object.locale), sqlText(object.timezone), sqlTime(object.createdAt), now.us});
    followTimezone(store, ref, zone, object.timezone, now);
}

// Branding merges key by key. A preference set merges unless it says otherwise, and null removes it.
QJsonObject changedSettings(QJsonObject settings, QJsonObject changes)
{
    constexpr QLatin1StringView setKey("preference_set");
    const QJsonValue set = changes.take(setKey);
    if (set.isObject()) {
        const QString id = set.toObject().value(QLatin1StringView("id")).toString(QStringLiteral("default"));
        settings.insert(
            setKey,
            changedPreferences(id, settings.value(setKey).toObject(), set.toObject(), Persistence::Merge));
    } else if (set.isNull()) {
        settings.insert(setKey, QJsonValue::Null);
    }
    return deepMerged(settings, changes);
}

// Takes a text that has a place of its own out of the changes; null clears it.
void takeText(QJsonObject &changes, QLatin1StringView key, QString *text)
{
    if (changes.contains(key))
        *text = changes.take(key).toString();
}

StoredObject changedObject(const Ref &ref, StoredObject object, QJsonObject changes)
{
    object.isThere = true;
    changes.remove(QLatin1StringView("collection"));
    takeText(changes, QLatin1StringView("locale"), &object.locale);
    takeText(changes, QLatin1StringView("timezone"), &object.timezone);
    if (changes.contains(createdAtKey))
        object.createdAt = Timestamp::fromWire(changes.take(createdAtKey).toString());
    if (ref.isTenant()) {
        object.settings = changedSettings(object.settings, changes.take(settingsKey).toObject());
        // A tenant is sent with its properties twice, so a caller may send back what it read.
        const QJsonObject again = changes.take(propertiesKey).toObject();
        changes = deepMerged(again, changes);
    }
    object.properties = deepMerged(object.properties, changes);
    return object;
}

bool putUser(Store &store, const RecipientSpec &spec, Timestamp now)
{
    const QJsonObject stored = userProperties(store, spec.ref.id);
    QJsonObject changed = deepMerged(stored, propertyChanges(spec));
    if (!changed.contains(createdAtKey))
        changed.insert(createdAtKey, QJsonValue::Null);
    if (changed == stored)
        return true;
    if (customBytes(changed) > mostCustomBytes)
        return false;
    writeUser(store, spec.ref.id, changed, now);
    const QString timezone = QStringLiteral("timezone");
    if (changed.value(timezone).toString() != stored.value(timezone).toString())
        rescheduleFor(store, spec.ref, now);
    return true;
}

bool putObject(Store &store, const RecipientSpec &spec, Timestamp now)
{
    const StoredObject stored = loadObject(store, spec.ref);
    const StoredObject changed = changedObject(spec.ref, stored, propertyChanges(spec));
    if (changed == stored)
        return true;
    if (customBytes(changed.properties) > mostCustomBytes)
        return false;
    saveObject(store, spec.ref, changed, now);
    if (changed.timezone != stored.timezone)
        rescheduleFor(store, spec.ref, now);
    return true;
}

void putPreferences(Store &store, const RecipientSpec &spec)
{
    const QJsonObject sets = spec.definition.value(preferencesKey).toObject();
    for (auto it = sets.begin(); it != sets.end(); ++it)
        storePreferences(store, spec.ref,
                         changedPreferences(it.key(), storedPreferences(store, spec.ref, it.key()),
                                            it->toObject(), Persistence::Merge));
}

void putChannelData(Store &store, const RecipientSpec &spec, const Workflows &workflows, Timestamp now)
{
    const QJsonObject channels = spec.definition.value(channelDataKey).toObject();
    for (auto it = channels.begin(); it != channels.end(); ++it) {
        if (const ChannelDef *channel = workflows.channel(it.key()))
            storeChannelData(store, spec.ref, channel->id, it->toObject(), now);
    }
}

} // namespace

QString tooManyProperties()
{
    return QStringLiteral("hold more than %1 kB").arg(mostCustomBytes / 1024);
}

qsizetype customBytes(const QJsonObject &properties)
{
    static const QStringList named
        = QStringLiteral("name email avatar phone_number locale timezone created_at").split(u' ');
    QJsonObject custom = properties;
    for (const QString &key : named)
        custom.remove(key);
    return custom.isEmpty() ? 0 : jsonText(custom).size();
}

QJsonObject userProperties(Store &store, const QString &id)
{
    QJsonObject body = jsonObject(
        store.value(QStringLiteral("SELECT CAST(body AS BLOB) FROM users WHERE id = ?"), {id}).toByteArray());
    for (const QString &key : ownKeys())
        body.remove(key);
    return body;
}

void writeUser(Store &store, const QString &id, const QJsonObject &properties, Timestamp now)
{
    QByteArray json;
    ObjectText(json).text("__typename", QStringLiteral("User")).text("id", id).time("updated_at", now);
    const QByteArray rest = jsonText(properties);
    const QString zone = timezoneOf(store, Ref::user(id));
    json += rest == "{}" ? QByteArray("}") : ',' + rest.mid(1);
    store.run(QStringLiteral("INSERT INTO users (id, body, updated_at) VALUES (?, ?, ?) ON CONFLICT (id) DO"
                             " UPDATE SET body = excluded.body, updated_at = excluded.updated_at"),
              {id, QString::fromUtf8(json), now.us});
    store.usersChanged();
    followTimezone(store, Ref::user(id), zone, properties.value(QLatin1StringView("timezone")).toString(),
                   now);
}

bool identify(Store &store, const RecipientSpec &spec, const Workflows &workflows, Timestamp now)
{
    if (!spec.isInline)
        return true;
    if (!(spec.ref.isUser() ? putUser(store, spec, now) : putObject(store, spec, now)))
        return false;
    putPreferences(store, spec);
    putChannelData(store, spec, workflows, now);
    return true;
}

void ensure(Store &store, const Ref &ref, Timestamp now)
{
    if (exists(store, ref))
        return;
    if (ref.isUser())
        writeUser(store, ref.id, {{createdAtKey, QJsonValue::Null}}, now);
    else
        saveObject(store, ref, {}, now);
}

bool remove(Store &store, const Ref &ref)
{
    if (!exists(store, ref))
        return false;
    // Events, activities, logs and plans go with their messages and runs.
    for (const char *sql : {"DELETE FROM messages WHERE recipient_collection = ? AND recipient_id = ?",
                            "DELETE FROM runs WHERE recipient_collection = ? AND recipient_id = ?",
                            "DELETE FROM schedules WHERE recipient_collection = ? AND recipient_id = ?",
                            "DELETE FROM subscriptions WHERE recipient_collection = ? AND recipient_id = ?",
                            "DELETE FROM subscriptions WHERE object_collection = ? AND object_id = ?",
                            "DELETE FROM throttle_hits WHERE recipient_collection = ? AND recipient_id = ?",
                            "DELETE FROM preference_sets WHERE collection = ? AND owner = ?",
                            "DELETE FROM channel_data WHERE collection = ? AND owner = ?"})
        store.run(QString::fromLatin1(sql), {ref.collection, ref.id});
    if (ref.isUser()) {
        for (const char *sql : {"DELETE FROM audience_members WHERE user_id = ?",
                                "DELETE FROM guide_engagements WHERE user_id = ?",
                                "DELETE FROM guide_displays WHERE user_id = ?"})
            store.run(QString::fromLatin1(sql), {ref.id});
        store.run(QStringLiteral("DELETE FROM users WHERE id = ?"), {ref.id});
        store.usersChanged();
    } else {
        store.run(QStringLiteral("DELETE FROM objects WHERE collection = ? AND id = ?"),
                  {ref.collection, ref.id});
    }
    return true;
}

} // namespace api::sandbox
