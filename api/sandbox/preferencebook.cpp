#include "api/sandbox/preferencebook.h"

#include "api/sandbox/draw.h"
#include "api/sandbox/preferencemaker.h"
#include "api/sandbox/workflows.h"

namespace api::sandbox {

QStringList tenantsOf(const Random &root, const Workflows &workflows, qint64 personIndex)
{
    Random random = root.fork(Stream::Membership, quint64(personIndex));
    QStringList ids;
    for (const QJsonObject &tenant : workflows.tenants) {
        if (personIndex == 0 || random.chance(0.4))
            ids += tenant.value(QLatin1StringView("id")).toString();
    }
    if (ids.isEmpty() && !workflows.tenants.isEmpty())
        ids += pick(workflows.tenants, random).value(QLatin1StringView("id")).toString();
    return ids;
}

PreferenceBook::PreferenceBook(const Random &root, const Workflows &workflows)
    : m_root(root)
    , m_workflows(workflows)
    , m_memory(4096)
{
    for (const QJsonObject &tenant : workflows.tenants) {
        const QJsonObject settings = tenant.value(QLatin1StringView("settings")).toObject();
        const QJsonObject set = settings.value(QLatin1StringView("preference_set")).toObject();
        if (!set.isEmpty())
            m_tenantDefaults.insert(tenant.value(QLatin1StringView("id")).toString(), set);
    }
}

const PreferenceBook::Sets &PreferenceBook::setsOf(qint64 personIndex) const
{
    Remembered &slot = m_memory[size_t(personIndex) % m_memory.size()];
    if (slot.index == personIndex)
        return slot.sets;
    slot = {personIndex, {}};
    Random random = m_root.fork(Stream::Preferences, quint64(personIndex));
    const QList<QJsonObject> sets
        = makePreferences(m_workflows, tenantsOf(m_root, m_workflows, personIndex), personIndex == 0, random);
    for (const QJsonObject &set : sets)
        slot.sets.insert(set.value(QLatin1StringView("id")).toString(), set);
    return slot.sets;
}

PreferenceBook::Sets PreferenceBook::setsOf(const ObjectDef &object) const
{
    Sets sets;
    for (auto it = object.preferences.begin(); it != object.preferences.end(); ++it)
        sets.insert(it.key(), it->toObject());
    return sets;
}

PreferenceLayers PreferenceBook::about(qint64 personIndex, const QString &tenant) const
{
    return layers(setsOf(personIndex), tenant);
}

PreferenceLayers PreferenceBook::about(const ObjectDef &object, const QString &tenant) const
{
    return layers(setsOf(object), tenant);
}

PreferenceLayers PreferenceBook::layers(const Sets &sets, const QString &tenant) const
{
    return {sets, tenant, tenant.isNull() ? QJsonObject() : m_tenantDefaults.value(tenant),
            m_workflows.preferenceDefaults};
}

} // namespace api::sandbox
