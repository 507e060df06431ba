#include "api/sandbox/handlers.h"

namespace api::sandbox {

HandlerTable subscriptionHandlers()
{
    return {};
}

} // namespace api::sandbox
