// The little of OData that Microsoft Graph is asked for here: $filter and $select over objects of plain
// values.
#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <functional>
#include <optional>

namespace api::sandbox {

// `displayName eq 'Design'`, `isArchived ne true`, `startsWith(displayName,'Pro')`, `contains(…)`, joined by
// `and`; texts compare in any case, as Graph's do. What an object lacks is null. Nullopt: not understood.
std::optional<std::function<bool(const QJsonObject &)>> odataFilter(const QString &text);

// `id,displayName`: the object without the others. Names that are in `always` stay.
QJsonObject odataSelected(const QJsonObject &object, const QString &select, const QStringList &always);

} // namespace api::sandbox
