#include "api/sandbox/handlers.h"

namespace api::sandbox {

Handler handlerOf(const EndpointInfo &endpoint)
{
    static constexpr HandlerTable (*tables[])() = {
        userHandlers,     messageHandlers, feedHandlers,         preferenceHandlers, bulkHandlers,
        objectHandlers,   tenantHandlers,  subscriptionHandlers, scheduleHandlers,   channelDataHandlers,
        workflowHandlers, slackHandlers,   audienceHandlers,     teamsHandlers,      preferenceCenterHandlers,
        guideHandlers,    censusHandlers,  hightouchHandlers,
    };
    for (const auto table : tables) {
        for (const HandlerEntry &entry : table()) {
            if (qstrcmp(entry.number, endpoint.number) == 0)
                return entry.handler;
        }
    }
    return nullptr;
}

} // namespace api::sandbox
