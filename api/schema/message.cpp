#include "api/schema/message.h"

namespace api {

QString MessageEvent::word() const
{
    constexpr QLatin1StringView prefix("message.");
    return type.startsWith(prefix) ? type.mid(prefix.size()) : type;
}

} // namespace api
