// The lists of the API and where each comes from. One more list: one alias and one source.
#pragma once

#include "api/schema/feed.h"
#include "api/schema/message.h"
#include "api/schema/user.h"
#include "models/followedlist.h"

namespace models {

using PeopleModel = CursorListModel<api::User>;
using MessagesModel = FollowedList<api::Message>;
using EventsModel = CursorListModel<api::MessageEvent>;
using ActivitiesModel = CursorListModel<api::Activity>;
using DeliveryLogsModel = CursorListModel<api::MessageDeliveryLog>;

// Made once, in lists.cpp: each costs a second wherever it would be made anew.
extern template class CursorListModel<api::User>;
extern template class CursorListModel<api::Message>;
extern template class FollowedList<api::Message>;
extern template class CursorListModel<api::MessageEvent>;
extern template class CursorListModel<api::Activity>;
extern template class CursorListModel<api::MessageDeliveryLog>;

// For CursorListModel::setSource(); of messages it is a MessageScope that gives the source.
namespace sources {
PeopleModel::Source people();
EventsModel::Source eventsOf(const QString &messageId);
ActivitiesModel::Source activitiesOf(const QString &messageId);
DeliveryLogsModel::Source deliveryLogsOf(const QString &messageId);
}

} // namespace models
