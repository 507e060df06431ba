#include "api/client/destructive.h"

#include <algorithm>
#include <string_view>

namespace api {

namespace {

// Deleting and bulk work are destructive unless they are listed as harmless; the rest is harmless unless it
// is listed as destructive.
constexpr std::string_view harmless[] = {
    "messages.unmark", // a mark that is set again as easily
    "users.guides.unmark_archived",
};
constexpr std::string_view destructive[] = {
    "users.merge", // one of the two is gone
    "workflows.cancel", // people don't get what was on its way to them
    "slack.revoke_access", // has to be granted again by whoever gave it
    "ms_teams.revoke_access",
    "users.guides.reset", // what was done with a guide is not known any more
    "integrations.census", // some of what they ask for deletes
    "integrations.hightouch",
};

template <std::size_t N>
bool isListed(const std::string_view (&list)[N], std::string_view name)
{
    return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

} // namespace

bool isDestructive(const EndpointInfo &endpoint)
{
    const std::string_view name = endpoint.name;
    if (!endpoint.writes() || isListed(harmless, name))
        return false;
    const bool isBulk = std::string_view(endpoint.path).find("/bulk/") != std::string_view::npos;
    return endpoint.verb == Verb::Delete || isBulk || isListed(destructive, name);
}

} // namespace api
