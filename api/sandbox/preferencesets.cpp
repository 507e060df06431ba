#include "api/sandbox/preferencesets.h"

#include "api/rules/conditions.h"
#include "api/rules/preferenceverdict.h"
#include "api/sandbox/jsontext.h"

#include <array>

namespace api::sandbox {

namespace {

constexpr QLatin1StringView strategyKey("__strategy__");
constexpr QLatin1StringView persistenceKey("__persistence_strategy__");
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
        strategy(object.value(strategyKey), path + u'.' + strategyKey);
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
        strategy(object.value(strategyKey), path + u'.' + strategyKey);
        conditions(object.value(QLatin1StringView("conditions")), path + QStringLiteral(".conditions"));
        if (!nested)
            return;
        map(object.value(QLatin1StringView("channel_types")), path + QStringLiteral(".channel_types"), false);
        map(object.value(QLatin1StringView("channels")), path + QStringLiteral(".channels"), false);
    }

    void strategy(const QJsonValue &value, const QString &path)
    {
        static const QStringList words {QStringLiteral("merge"), QStringLiteral("replace")};
        if (!value.isUndefined() && !words.contains(value.toString()))
            m_problems.add(path, QStringLiteral("must be one of: merge, replace"));
    }

private:
    void conditions(const QJsonValue &value, const QString &path)
    {
        if (value.isUndefined() || value.isNull())
            return;
        if (!value.isArray())
            return bad(path);
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i)
            condition(array.at(i), QStringLiteral("%1[%2]").arg(path).arg(i));
    }
    void condition(const QJsonValue &value, const QString &path)
    {
        if (!value.isObject())
            return bad(path);
        const QJsonObject condition = value.toObject();
        if (condition.value(QLatin1StringView("variable")).toString().isEmpty())
            bad(path + QStringLiteral(".variable"));
        if (!isKnownOperator(condition.value(QLatin1StringView("operator")).toString()))
            bad(path + QStringLiteral(".operator"));
        const QJsonValue argument = condition.value(QLatin1StringView("argument"));
        const QJsonArray list = argument.toArray();
        const auto isPlain = [](const QJsonValue &v) { return !v.isObject() && !v.isArray(); };
        if (argument.isObject() || !std::all_of(list.begin(), list.end(), isPlain))
            bad(path + QStringLiteral(".argument"));
    }
    void bad(const QString &path)
    {
        m_problems.add(path, QStringLiteral("is invalid"), QStringLiteral("embed"));
    }
    Problems &m_problems;
};

} // namespace

void checkPreferences(const QJsonObject &body, const QString &prefix, Problems &problems)
{
    Checker check(problems);
    check.strategy(body.value(persistenceKey), prefix + persistenceKey);
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
    set.remove(persistenceKey);
    set.insert(QLatin1StringView("__typename"), QStringLiteral("PreferenceSet"));
    set.insert(QLatin1StringView("id"), setId);
    for (const QLatin1StringView map : maps) {
        if (!set.contains(map))
            set.insert(map, QJsonValue::Null);
    }
    return set;
}

QJsonObject changedPreferences(const QString &setId, const QJsonObject &stored, const QJsonObject &body,
                               Persistence otherwise)
{
    const QString word = body.value(persistenceKey).toString();
    const bool merges = word.isEmpty() ? otherwise == Persistence::Merge : word == QLatin1StringView("merge");
    QJsonObject changes = body;
    changes.remove(persistenceKey);
    return preferenceSet(setId, merges ? mergedPreferences(stored, changes) : changes);
}

QJsonObject storedPreferences(Store &store, const Ref &owner, const QString &setId)
{
    return jsonObject(
        store
            .value(QStringLiteral("SELECT CAST(body AS BLOB) FROM preference_sets WHERE collection = ? AND"
                                  " owner = ? AND set_id = ?"),
                   {owner.collection, owner.id, setId})
            .toByteArray());
}

QByteArray allPreferences(Store &store, const Ref &owner)
{
    QList<QByteArray> sets;
    // The default set first, then the tenants' by name.
    store.each(
        QStringLiteral("SELECT CAST(body AS BLOB) FROM preference_sets WHERE collection = ? AND owner = ?"
                       " ORDER BY set_id <> 'default', set_id"),
        {owner.collection, owner.id}, [&](const QSqlQuery &row) {
            sets.append(row.value(0).toByteArray());
            return true;
        });
    return '[' + sets.join(',') + ']';
}

QJsonObject tenantDefaults(Store &store, const QString &tenantId)
{
    const QVariant settings = store.value(
        QStringLiteral("SELECT CAST(settings AS BLOB) FROM objects WHERE collection = '$tenants' AND id = ?"),
        {tenantId});
    return jsonObject(settings.toByteArray()).value(QLatin1StringView("preference_set")).toObject();
}

void storePreferences(Store &store, const Ref &owner, const QJsonObject &set)
{
    store.run(
        QStringLiteral(
            "INSERT OR REPLACE INTO preference_sets (collection, owner, set_id, body) VALUES (?, ?, ?, ?)"),
        {owner.collection, owner.id, set.value(QLatin1StringView("id")).toString(),
         QString::fromUtf8(jsonText(set))});
}

void removePreferences(Store &store, const Ref &owner, const QString &setId)
{
    store.run(QStringLiteral("DELETE FROM preference_sets WHERE collection = ? AND owner = ? AND set_id = ?"),
              {owner.collection, owner.id, setId});
}

} // namespace api::sandbox
