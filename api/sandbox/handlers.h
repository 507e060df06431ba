// The handlers of every endpoint, one file for each entity.
#pragma once

#include "api/sandbox/exchange.h"

#include <span>

namespace api::sandbox {

struct HandlerEntry
{
    const char *number; // of the endpoint: E16
    Handler handler;
};
using HandlerTable = std::span<const HandlerEntry>;

HandlerTable userHandlers();
HandlerTable messageHandlers();
HandlerTable feedHandlers();
HandlerTable preferenceHandlers();
HandlerTable bulkHandlers();
HandlerTable objectHandlers();
HandlerTable tenantHandlers();
HandlerTable subscriptionHandlers();
HandlerTable scheduleHandlers();
HandlerTable channelDataHandlers();
HandlerTable workflowHandlers();
HandlerTable slackHandlers();
HandlerTable audienceHandlers();
HandlerTable teamsHandlers();
HandlerTable preferenceCenterHandlers();
HandlerTable guideHandlers();
HandlerTable censusHandlers();
HandlerTable hightouchHandlers();

} // namespace api::sandbox
