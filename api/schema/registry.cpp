#include "api/schema/registry.h"

#include "api/schema/bulk.h"
#include "api/schema/content.h"
#include "api/schema/feed.h"
#include "api/schema/message.h"
#include "api/schema/preferences.h"
#include "api/schema/user.h"

namespace api {

std::span<const EndpointInfo *const> endpoints()
{
    static constexpr const EndpointInfo *all[] = {
        &messages::list,       &messages::get,        &messages::events,
        &messages::activities, &messages::content,    &messages::deliveryLogs,
        &messages::mark,       &messages::unmark,     &bulk::changeStatuses,
        &feeds::get,           &users::list,          &users::get,
        &messages::ofUser,     &preferences::list,    &preferences::get,
        &preferences::set,     &preferences::bulkSet, &bulk::get,
    };
    return all;
}

} // namespace api
