#include "api/sandbox/handlers.h"

namespace api::sandbox {

HandlerTable slackHandlers()
{
    return {};
}

} // namespace api::sandbox
