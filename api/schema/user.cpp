#include "api/schema/user.h"

namespace api {

QJsonObject User::properties() const
{
    QJsonObject rest = raw;
    forEachField<User>([&](const auto &field) { rest.remove(QLatin1StringView(field.path)); });
    for (const auto &key : raw.keys()) {
        if (key.startsWith(QLatin1StringView("__")))
            rest.remove(key);
    }
    rest.remove(QLatin1StringView("preferences"));
    return rest;
}

} // namespace api
