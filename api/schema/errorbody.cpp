#include "api/schema/errorbody.h"

#include <QJsonDocument>

namespace api {

ErrorBody readErrorBody(const QByteArray &body)
{
    ErrorBody out;
    QJsonObject object = QJsonDocument::fromJson(body).object();
    const QJsonValue errors = object.value(QLatin1StringView("errors"));
    if (errors.isObject())
        object.insert(QLatin1StringView("errors"), QJsonArray {errors});
    Trace trace;
    if (!object.isEmpty())
        read(object, out, trace);
    return out;
}

} // namespace api
