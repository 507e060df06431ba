#include "api/sandbox/preferencesets.h"

#include "api/rules/conditions.h"
#include "api/sandbox/jsontext.h"

#include <array>

namespace api::sandbox {

namespace {

constexpr QLatin1StringView strategyKey("__strategy__");
constexpr std::array maps {QLatin1StringView("workflows"), QLatin1StringView("categories"),
                           QLatin1StringView("channel_types")};

// Walks a set and notes what is not in its place.
class Checker
{
public:
    explicit Checker(Problems &problems)
        : m_problems(problems)
    {
    }
    void map(const QJsonValue &value, const QString &path, bool nested)
    {
        if (value.isUndefined() || value.isNull())
            return;
        if (!value.isObject())
            return bad(path);
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            if (it.key() != strategyKey)
                setting(*it, path + u'.' + it.key(), nested);
        }
    }
    void setting(const QJsonValue &value, const QString &path, bool nested)
    {
        if (value.isBool() || value.isNull() || value.isUndefined())
            return;
        if (!value.isObject())
            return bad(path);
        const QJsonObject object = value.toObject();
        conditions(object.value(QLatin1StringView("conditions")), path + QStringLiteral(".conditions"));
        if (!nested)
            return;
        map(object.value(QLatin1StringView("channel_types")), path + QStringLiteral(".channel_types"), false);
        map(object.value(QLatin1StringView("channels")), path + QStringLiteral(".channels"), false);
    }

private:
    void conditions(const QJsonValue &value, const QString &path)
    {
        if (value.isUndefined() || value.isNull())
            return;
        if (!value.isArray())
            return bad(path);
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            const QJsonObject condition = array.at(i).toObject();
            const QString at = QStringLiteral("%1[%2]").arg(path).arg(i);
            if (!condition.value(QLatin1StringView("variable")).isString())
                bad(at + QStringLiteral(".variable"));
            if (!isKnownOperator(condition.value(QLatin1StringView("operator")).toString()))
                bad(at + QStringLiteral(".operator"));
        }
    }
    void bad(const QString &path)
    {
        m_problems.add(path, QStringLiteral("is invalid"), QStringLiteral("embed"));
    }
    Problems &m_problems;
};

QByteArray bodyOf(const QVariant &value)
{
    return value.toByteArray();
}

} // namespace

void checkPreferences(const QJsonObject &body, const QString &prefix, Problems &problems)
{
    Checker check(problems);
    check.map(body.value(maps[0]), prefix + maps[0], true);
    check.map(body.value(maps[1]), prefix + maps[1], true);
    check.map(body.value(maps[2]), prefix + maps[2], false);
    check.map(body.value(QLatin1StringView("channels")), prefix + QStringLiteral("channels"), false);
    check.setting(body.value(QLatin1StringView("commercial_subscribed")),
                  prefix + QStringLiteral("commercial_subscribed"), false);
}

QJsonObject preferenceSet(const QString &setId, const QJsonObject &body)
{
    QJsonObject set = body;
    set.remove(QLatin1StringView("__persistence_strategy__"));
    set.insert(QLatin1StringView("__typename"), QStringLiteral("PreferenceSet"));
    set.insert(QLatin1StringView("id"), setId);
    for (const QLatin1StringView map : maps) {
        if (!set.contains(map))
            set.insert(map, QJsonValue::Null);
    }
    return set;
}

QJsonObject storedPreferences(Store &store, const QString &userId, const QString &setId)
{
    return jsonObject(bodyOf(
        store.value(QStringLiteral("SELECT CAST(body AS BLOB) FROM preference_sets WHERE collection = '' AND"
                                   " owner = ? AND set_id = ?"),
                    {userId, setId})));
}

QByteArray allPreferences(Store &store, const QString &userId)
{
    QList<QByteArray> sets;
    // The default set first, then the tenants' by name.
    store.each(
        QStringLiteral("SELECT CAST(body AS BLOB) FROM preference_sets WHERE collection = '' AND owner = ?"
                       " ORDER BY set_id <> 'default', set_id"),
        {userId}, [&](const QSqlQuery &row) {
            sets.append(row.value(0).toByteArray());
            return true;
        });
    return '[' + sets.join(',') + ']';
}

QJsonObject tenantDefaults(Store &store, const QString &tenantId)
{
    return jsonObject(
               bodyOf(store.value(
                   QStringLiteral("SELECT CAST(settings AS BLOB) FROM objects WHERE collection = '$tenants'"
                                  " AND id = ?"),
                   {tenantId})))
        .value(QLatin1StringView("preference_set"))
        .toObject();
}

void storePreferences(Store &store, const QString &userId, const QJsonObject &set)
{
    store.run(
        QStringLiteral(
            "INSERT OR REPLACE INTO preference_sets (collection, owner, set_id, body) VALUES ('', ?, ?, ?)"),
        {userId, set.value(QLatin1StringView("id")).toString(), QString::fromUtf8(jsonText(set))});
}

bool userExists(Store &store, const QString &id)
{
    return store.value(QStringLiteral("SELECT 1 FROM users WHERE id = ?"), {id}).isValid();
}

void createUser(Store &store, const QString &id, Timestamp now)
{
    QByteArray json;
    ObjectText(json)
        .text("__typename", QStringLiteral("User"))
        .text("id", id)
        .raw("created_at", {})
        .time("updated_at", now)
        .end();
    store.run(QStringLiteral("INSERT INTO users (id, body, updated_at) VALUES (?, ?, ?)"),
              {id, QString::fromUtf8(json), now.us});
    store.usersChanged();
}

bool isUsableUserId(const QString &id)
{
    return !id.isEmpty() && id.size() <= 256 && !id.contains(u'/') && !id.contains(u'#');
}

} // namespace api::sandbox
