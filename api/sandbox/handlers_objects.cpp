#include "api/sandbox/handlers.h"

namespace api::sandbox {

HandlerTable objectHandlers()
{
    return {};
}

} // namespace api::sandbox
