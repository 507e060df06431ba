#include "api/sandbox/handlers.h"

namespace api::sandbox {

HandlerTable tenantHandlers()
{
    return {};
}

} // namespace api::sandbox
