#include "api/schema/registry.h"

#include "api/schema/audience.h"
#include "api/schema/bulk.h"
#include "api/schema/channeldata.h"
#include "api/schema/connector.h"
#include "api/schema/content.h"
#include "api/schema/describe.h"
#include "api/schema/feed.h"
#include "api/schema/guide.h"
#include "api/schema/message.h"
#include "api/schema/object.h"
#include "api/schema/preferencecenter.h"
#include "api/schema/preferences.h"
#include "api/schema/schedule.h"
#include "api/schema/slack.h"
#include "api/schema/subscription.h"
#include "api/schema/teams.h"
#include "api/schema/tenant.h"
#include "api/schema/user.h"
#include "api/schema/workflow.h"

namespace api {

std::span<const EndpointInfo *const> endpoints()
{
    // clang-format off
    static constexpr const EndpointInfo *all[] = {
        &workflows::trigger, &workflows::cancel,
        &messages::list, &messages::get, &messages::events, &messages::activities, &messages::content,
        &messages::batchContent, &messages::deliveryLogs, &messages::mark, &messages::unmark, &messages::batchMark,
        &bulk::changeStatuses, &feeds::get,
        &users::identify, &users::list, &users::get, &messages::ofUser, &users::remove, &users::merge,
        &users::bulkIdentify, &users::bulkDelete,
        &objects::list, &objects::get, &objects::messages, &objects::set, &objects::remove, &objects::bulkSet,
        &objects::bulkDelete,
        &subscriptions::ofObject, &subscriptions::ofUser, &subscriptions::add, &subscriptions::bulkAdd,
        &subscriptions::remove,
        &preferences::list, &preferences::get, &preferences::set, &preferences::listOfObject,
        &preferences::getOfObject, &preferences::setOfObject, &preferences::bulkSet,
        &tenants::list, &tenants::get, &tenants::set, &tenants::remove,
        &schedules::list, &schedules::ofUser, &schedules::ofObject, &schedules::create, &schedules::update,
        &schedules::remove,
        &channelData::ofUser, &channelData::setOfUser, &channelData::unsetOfUser, &channelData::ofObject,
        &channelData::setOfObject, &channelData::unsetOfObject,
        &bulk::get,
        &slack::authCheck, &slack::channels, &slack::revoke,
        // What only today's service has.
        &workflows::runs, &workflows::run, &preferences::remove, &preferences::removeOfObject, &tenants::bulkSet,
        &tenants::bulkDelete, &schedules::bulkCreate, &subscriptions::bulkRemove,
        &audiences::list, &audiences::add, &audiences::remove,
        &teams::authCheck, &teams::list, &teams::channels, &teams::revoke,
        &preferenceCenter::config, &preferenceCenter::sign,
        &guides::get, &guides::seen, &guides::interacted, &guides::archived, &guides::unarchived, &guides::reset,
        &connectors::census, &connectors::hightouch,
    };
    // clang-format on
    return all;
}

} // namespace api
