#include "models/messagescope.h"

#include "api/schema/object.h"

namespace models {

api::Request<api::Page<api::Message>> MessageScope::request(api::MessageQuery query) const
{
    switch (kind) {
    case Kind::User:
        return api::messages::ofUser(id, query);
    case Kind::Object:
        return api::objects::messages(collection, id, query);
    case Kind::Workflow:
        query.source = id;
        break;
    case Kind::Channel:
        query.channelId = id;
        break;
    case Kind::Everybody:
        break;
    }
    return api::messages::list(query);
}

MessagesModel::Source MessageScope::source(const std::shared_ptr<const api::MessageQuery> &query) const
{
    return [scope = *this, query](const api::PageQuery &page) {
        api::MessageQuery asked = *query;
        static_cast<api::PageQuery &>(asked) = page;
        return scope.request(asked);
    };
}

MessagesModel::Source MessageScope::source(const api::MessageQuery &query) const
{
    return source(std::make_shared<const api::MessageQuery>(query));
}

} // namespace models
