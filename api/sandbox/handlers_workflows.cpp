#include "api/sandbox/handlers.h"

namespace api::sandbox {

HandlerTable workflowHandlers()
{
    return {};
}

} // namespace api::sandbox
