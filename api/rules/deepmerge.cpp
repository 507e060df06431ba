#include "api/rules/deepmerge.h"

namespace api {

QJsonObject deepMerged(const QJsonObject &base, const QJsonObject &changes)
{
    QJsonObject out = base;
    for (auto it = changes.begin(); it != changes.end(); ++it) {
        const QJsonValue old = out.value(it.key());
        const bool areMaps = old.isObject() && it->isObject();
        out.insert(it.key(), areMaps ? deepMerged(old.toObject(), it->toObject()) : QJsonValue(*it));
    }
    return out;
}

QJsonObject mergedUnder(const QJsonObject &primary, const QJsonObject &secondary)
{
    QJsonObject out = primary;
    for (auto it = secondary.begin(); it != secondary.end(); ++it) {
        const QJsonValue own = out.value(it.key());
        if (own.isUndefined() || own.isNull())
            out.insert(it.key(), *it);
        else if (own.isObject() && it->isObject())
            out.insert(it.key(), mergedUnder(own.toObject(), it->toObject()));
    }
    return out;
}

} // namespace api
