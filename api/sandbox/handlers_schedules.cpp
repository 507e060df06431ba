#include "api/sandbox/handlers.h"

namespace api::sandbox {

HandlerTable scheduleHandlers()
{
    return {};
}

} // namespace api::sandbox
