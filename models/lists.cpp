#include "models/lists.h"

namespace models {

template class CursorListModel<api::User>;
template class CursorListModel<api::Message>;
template class FollowedList<api::Message>;
template class CursorListModel<api::MessageEvent>;
template class CursorListModel<api::Activity>;
template class CursorListModel<api::MessageDeliveryLog>;

} // namespace models

namespace models::sources {

namespace {

// A query of a list with the cursor the list asks for.
template <class Query>
Query withPage(Query query, const api::PageQuery &page)
{
    static_cast<api::PageQuery &>(query) = page;
    return query;
}

} // namespace

PeopleModel::Source people()
{
    return [](const api::PageQuery &page) { return api::users::list(withPage(api::UserQuery(), page)); };
}

EventsModel::Source eventsOf(const QString &messageId)
{
    return [messageId](const api::PageQuery &page) { return api::messages::events(messageId, page); };
}

ActivitiesModel::Source activitiesOf(const QString &messageId)
{
    return [messageId](const api::PageQuery &page) {
        return api::messages::activities(messageId, withPage(api::ActivityQuery(), page));
    };
}

DeliveryLogsModel::Source deliveryLogsOf(const QString &messageId)
{
    return [messageId](const api::PageQuery &page) { return api::messages::deliveryLogs(messageId, page); };
}

} // namespace models::sources
