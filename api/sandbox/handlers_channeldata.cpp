#include "api/sandbox/handlers.h"

namespace api::sandbox {

HandlerTable channelDataHandlers()
{
    return {};
}

} // namespace api::sandbox
