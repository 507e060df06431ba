#include "api/client/writeguard.h"

#include <QCoreApplication>

namespace api {

std::optional<ApiError> refusal(bool isReadOnly, const EndpointInfo &endpoint)
{
    if (!isReadOnly || !endpoint.writes())
        return {};
    ApiError error;
    error.kind = ApiError::Kind::ReadOnly;
    error.message
        = QCoreApplication::translate("ApiError", "This environment is read-only here; %1 was not sent.")
              .arg(QString::fromLatin1(endpoint.name));
    return error;
}

QString whyNot(const Connection &connection, const EndpointInfo &endpoint)
{
    if (connection.readOnly && endpoint.writes())
        return connection.mayUnlock
            ? QCoreApplication::translate("ApiError",
                                          "This environment is read-only. It can be unlocked for a while in "
                                          "the bar on top.")
            : QCoreApplication::translate("ApiError", "This environment is read-only.");
    if (!connection.isPublishable())
        return {};
    if (endpoint.access == Access::Secret)
        return QCoreApplication::translate(
            "ApiError", "This takes a secret key (sk_…); this environment has a publishable one.");
    if (endpoint.access == Access::Granted && connection.userToken.isEmpty())
        return QCoreApplication::translate(
            "ApiError", "With a publishable key this takes a user token that grants it; there is none here.");
    return {};
}

} // namespace api
