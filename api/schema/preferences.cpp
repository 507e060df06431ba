#include "api/schema/preferences.h"

namespace api {

bool PreferenceSet::isEmpty() const
{
    const QJsonObject content = body();
    for (auto it = content.begin(); it != content.end(); ++it) {
        const bool blank = it->isNull() || (it->isObject() && it->toObject().isEmpty());
        if (!blank)
            return false;
    }
    return true;
}

QJsonObject PreferenceSet::body() const
{
    QJsonObject out = raw;
    out.remove(QLatin1StringView("id"));
    out.remove(QLatin1StringView("__typename"));
    return out;
}

} // namespace api
