// Which preferences are in force for the world's people: their own sets and their tenants' defaults.
#pragma once

#include "api/sandbox/chance.h"
#include "api/sandbox/preferencegate.h"

#include <QMap>
#include <vector>

namespace api::sandbox {

struct ObjectDef;
struct Workflows;

// The tenants a person belongs to: one or two, all of them for the first example.
QStringList tenantsOf(const Random &root, const Workflows &workflows, qint64 personIndex);

class PreferenceBook
{
public:
    using Sets = QMap<QString, QJsonObject>; // by id: "default", or a tenant's

    PreferenceBook(const Random &root, const Workflows &workflows);

    const Sets &setsOf(qint64 personIndex) const; // valid until the next call; remembered for a while
    Sets setsOf(const ObjectDef &object) const;

    PreferenceLayers about(qint64 personIndex, const QString &tenant) const;
    PreferenceLayers about(const ObjectDef &object, const QString &tenant) const;

private:
    PreferenceLayers layers(const Sets &sets, const QString &tenant) const;

    struct Remembered
    {
        qint64 index = -1;
        Sets sets;
    };
    Random m_root;
    const Workflows &m_workflows;
    QMap<QString, QJsonObject> m_tenantDefaults;
    mutable std::vector<Remembered> m_memory; // one slot for each remainder of the index
};

} // namespace api::sandbox
