// How often a sandbox with `admin` has said 429 so far.
#pragma once

#include "api/sandbox/sandboxserver.h"

#include <QJsonArray>
#include <QJsonObject>

inline qint64 limited(const api::sandbox::SandboxServer &server)
{
    qint64 count = 0;
    const QJsonArray requests = server.counters().value(QLatin1StringView("requests")).toArray();
    for (const QJsonValue &value : requests) {
        const QJsonObject request = value.toObject();
        if (request.value(QLatin1StringView("status")).toInt() == 429)
            count += request.value(QLatin1StringView("count")).toInteger();
    }
    return count;
}
