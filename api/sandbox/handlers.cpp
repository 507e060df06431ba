#include "api/sandbox/handlers.h"

namespace api::sandbox {

Handler handlerOf(const EndpointInfo &endpoint)
{
    static constexpr struct
    {
        const char *number;
        Handler handler;
    } table[] = {
        {"E03", listMessages},       {"E04", getMessage},
        {"E05", listEvents},         {"E06", listActivities},
        {"E07", getContent},         {"E09", listDeliveryLogs},
        {"E10", markMessage},        {"E11", unmarkMessage},
        {"E13", bulkChangeStatuses}, {"E14", getFeed},
        {"E16", listUsers},          {"E17", getUser},
        {"E18", listMessagesOfUser}, {"E35", listPreferences},
        {"E36", getPreferences},     {"E37", setPreferences},
        {"E41", bulkSetPreferences}, {"E58", getBulkOperation},
    };
    for (const auto &entry : table) {
        if (qstrcmp(entry.number, endpoint.number) == 0)
            return entry.handler;
    }
    return nullptr;
}

} // namespace api::sandbox
