#include "api/rules/preferenceset.h"

#include <algorithm>
#include <tuple>

namespace api {
namespace {

const QString conditionsKey = QStringLiteral("conditions");

QString mapKey(PreferenceRow row)
{
    switch (row) {
    case PreferenceRow::Defaults:
        return QString(channelTypesKey);
    case PreferenceRow::Category:
        return QStringLiteral("categories");
    case PreferenceRow::Workflow:
        return QStringLiteral("workflows");
    }
    return {};
}

// `true`, `false` or {"conditions": […]}.
PreferenceValue typeSetting(const QJsonValue &value)
{
    if (value.isUndefined() || value.isNull())
        return {};
    if (value.isBool())
        return {value.toBool() ? PreferenceState::On : PreferenceState::Off, {}, false};
    const QJsonObject object = value.toObject();
    if (!value.isObject() || !object.contains(conditionsKey))
        return {PreferenceState::Other, {}, false};
    const QJsonValue conditions = object.value(conditionsKey);
    if (conditions.isNull() || (conditions.isArray() && conditions.toArray().isEmpty()))
        return {PreferenceState::On, {}, false}; // nothing that could fail
    if (!conditions.isArray())
        return {PreferenceState::Other, {}, false};
    return {PreferenceState::Conditions, conditions.toArray(), false};
}

// Some sets hold a channel type right in the row ({"sms": false}); only known names are taken for one.
bool holdsTypeDirectly(const QJsonObject &setting, const QString &type)
{
    return setting.contains(type) && knownChannelTypes().contains(type)
        && !setting.value(channelTypesKey).toObject().contains(type);
}

QJsonValue leafOf(const QJsonObject &setting, const QString &type)
{
    if (holdsTypeDirectly(setting, type))
        return setting.value(type);
    return setting.value(channelTypesKey).toObject().value(type);
}

QStringList allTypes(const QJsonObject &set)
{
    QStringList types = knownChannelTypes();
    for (const QString &type : channelTypesIn(set)) {
        if (!types.contains(type))
            types += type;
    }
    return types;
}

// One state when every type has it, else Mixed.
template <class At>
PreferenceState uniformState(const QStringList &types, At &&at)
{
    const PreferenceState first = at(types.first());
    const bool same
        = std::all_of(types.begin(), types.end(), [&](const QString &t) { return at(t) == first; });
    const bool plain
        = first == PreferenceState::Inherit || first == PreferenceState::On || first == PreferenceState::Off;
    return same && plain ? first : PreferenceState::Mixed;
}

PreferenceValue rowValue(const QJsonObject &set, const QJsonValue &setting)
{
    if (!setting.isObject())
        return setting.isBool() || setting.isNull() || setting.isUndefined()
            ? typeSetting(setting)
            : PreferenceValue {PreferenceState::Other, {}, false};
    const QJsonObject object = setting.toObject();
    if (const QJsonArray conditions = object.value(conditionsKey).toArray(); !conditions.isEmpty())
        return {PreferenceState::Conditions, conditions, false};
    const auto at = [&object](const QString &type) { return typeSetting(leafOf(object, type)).state; };
    return {uniformState(allTypes(set), at), {}, false};
}

QJsonObject withLeaf(QJsonObject types, const QString &type, PreferenceState state)
{
    if (state == PreferenceState::Inherit)
        types.remove(type);
    else
        types.insert(type, state == PreferenceState::On);
    return types;
}

void putTypes(QJsonObject &setting, const QJsonObject &types)
{
    if (types.isEmpty())
        setting.remove(channelTypesKey);
    else
        setting.insert(channelTypesKey, types);
}

QJsonObject withCell(const QJsonValue &old, const QStringList &types, const QString &type,
                     PreferenceState state)
{
    QJsonObject setting = old.toObject();
    if (holdsTypeDirectly(setting, type))
        return withLeaf(setting, type, state);
    QJsonObject inner = setting.value(channelTypesKey).toObject();
    if (old.isBool()) {
        for (const QString &t : types)
            inner.insert(t, old.toBool());
    }
    putTypes(setting, withLeaf(inner, type, state));
    return setting;
}

// A plain boolean where the row holds nothing else; otherwise every type inside it, so that the rest stays.
QJsonValue withWholeRow(const QJsonValue &old, const QStringList &types, PreferenceState state)
{
    QJsonObject setting = old.toObject();
    setting.remove(channelTypesKey);
    for (const QString &type : knownChannelTypes())
        setting.remove(type);
    if (state == PreferenceState::Inherit)
        return setting;
    if (setting.isEmpty())
        return state == PreferenceState::On;
    QJsonObject inner;
    for (const QString &type : types)
        inner.insert(type, state == PreferenceState::On);
    setting.insert(channelTypesKey, inner);
    return setting;
}

} // namespace

bool operator<(const PreferenceCell &a, const PreferenceCell &b)
{
    return std::tie(a.row, a.key, a.channelType) < std::tie(b.row, b.key, b.channelType);
}

QStringList knownChannelTypes()
{
    static const QStringList types {QStringLiteral("in_app_feed"), QStringLiteral("email"),
                                    QStringLiteral("sms"),         QStringLiteral("push"),
                                    QStringLiteral("chat"),        QStringLiteral("http")};
    return types;
}

QStringList channelTypesIn(const QJsonObject &set)
{
    const auto isMark = [](const QString &key) { return key.startsWith(QLatin1StringView("__")); };
    QStringList found = set.value(channelTypesKey).toObject().keys();
    for (const PreferenceRow row : {PreferenceRow::Category, PreferenceRow::Workflow}) {
        const QJsonObject map = set.value(mapKey(row)).toObject();
        for (const QJsonValue &value : map) {
            const QJsonObject setting = value.toObject();
            found += setting.value(channelTypesKey).toObject().keys();
            for (const QString &type : knownChannelTypes()) {
                if (setting.contains(type))
                    found += type;
            }
        }
    }
    QStringList out;
    for (const QString &type : knownChannelTypes()) {
        if (found.contains(type))
            out += type;
    }
    found.sort();
    for (const QString &type : std::as_const(found)) {
        if (!out.contains(type) && !isMark(type))
            out += type;
    }
    return out;
}

QStringList preferenceKeys(const QJsonObject &set, PreferenceRow row)
{
    return row == PreferenceRow::Defaults ? QStringList {} : set.value(mapKey(row)).toObject().keys();
}

PreferenceValue preferenceAt(const QJsonObject &set, const PreferenceCell &cell)
{
    const QJsonObject map = set.value(mapKey(cell.row)).toObject();
    if (cell.row == PreferenceRow::Defaults) {
        if (!cell.isWholeRow())
            return typeSetting(map.value(cell.channelType));
        const auto at = [&map](const QString &type) { return typeSetting(map.value(type)).state; };
        return {uniformState(allTypes(set), at), {}, false};
    }
    const QJsonValue setting = map.value(cell.key);
    if (cell.isWholeRow())
        return rowValue(set, setting);
    if (setting.isObject())
        return typeSetting(leafOf(setting.toObject(), cell.channelType));
    PreferenceValue value = rowValue(set, setting);
    value.fromWholeRow = value.state != PreferenceState::Inherit;
    return value;
}

QJsonObject withPreference(const QJsonObject &set, const PreferenceCell &cell, PreferenceState state)
{
    const bool settable
        = state == PreferenceState::Inherit || state == PreferenceState::On || state == PreferenceState::Off;
    if (!settable || preferenceAt(set, cell).state == state)
        return set;
    const QStringList types = allTypes(set);
    QJsonObject map = set.value(mapKey(cell.row)).toObject();
    if (cell.row == PreferenceRow::Defaults) {
        for (const QString &type : cell.isWholeRow() ? types : QStringList {cell.channelType})
            map = withLeaf(map, type, state);
    } else {
        const QJsonValue old = map.value(cell.key);
        const QJsonValue changed = cell.isWholeRow()
            ? withWholeRow(old, types, state)
            : QJsonValue(withCell(old, types, cell.channelType, state));
        if (changed.isObject() && changed.toObject().isEmpty())
            map.remove(cell.key);
        else
            map.insert(cell.key, changed);
    }
    QJsonObject out = set;
    out.insert(mapKey(cell.row), map);
    return out;
}

QJsonObject withEdits(QJsonObject set, const PreferenceEdits &edits)
{
    // The map's order puts an empty channel type, the whole row, before the row's cells.
    for (auto it = edits.begin(); it != edits.end(); ++it)
        set = withPreference(set, it.key(), it.value());
    return set;
}

PreferenceEdits effectiveEdits(const QJsonObject &set, const PreferenceEdits &edits)
{
    PreferenceEdits out;
    QJsonObject reached = set;
    for (auto it = edits.begin(); it != edits.end(); ++it) {
        if (preferenceAt(reached, it.key()).state == it.value())
            continue;
        reached = withPreference(reached, it.key(), it.value());
        out.insert(it.key(), it.value());
    }
    return out;
}

} // namespace api
