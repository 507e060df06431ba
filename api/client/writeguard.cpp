#include "api/client/writeguard.h"

#include <QCoreApplication>

namespace api {

std::optional<ApiError> refusal(const Connection &connection, const EndpointInfo &endpoint)
{
    if (!connection.readOnly || !endpoint.writes())
        return {};
    ApiError error;
    error.kind = ApiError::Kind::ReadOnly;
    error.message
        = QCoreApplication::translate("ApiError", "This environment is read-only here; %1 was not sent.")
              .arg(QString::fromLatin1(endpoint.name));
    return error;
}

} // namespace api
