#include "api/schema/endpointdoc.h"

#include <QtGlobal>
#include <algorithm>

namespace api {

namespace {

const std::vector<EndpointDoc> &docs()
{
    // clang-format off
    static const std::vector<EndpointDoc> all {
        {"E01", QT_TRANSLATE_NOOP("Endpoint", "Workflows"), QT_TRANSLATE_NOOP("Endpoint", "Starts a workflow for up to 1,000 recipients"), {"workflow"}},
        {"E02", QT_TRANSLATE_NOOP("Endpoint", "Workflows"), QT_TRANSLATE_NOOP("Endpoint", "Stops the paused runs of a cancellation key"), {"workflow"}},
        {"X01", QT_TRANSLATE_NOOP("Endpoint", "Workflows"), QT_TRANSLATE_NOOP("Endpoint", "Lists the runs of single recipients"), {}},
        {"X02", QT_TRANSLATE_NOOP("Endpoint", "Workflows"), QT_TRANSLATE_NOOP("Endpoint", "One run of a recipient, with its steps"), {"run_id"}},
        {"E03", QT_TRANSLATE_NOOP("Endpoint", "Messages"), QT_TRANSLATE_NOOP("Endpoint", "Lists messages, newest first"), {}},
        {"E04", QT_TRANSLATE_NOOP("Endpoint", "Messages"), QT_TRANSLATE_NOOP("Endpoint", "One message"), {"message_id"}},
        {"E05", QT_TRANSLATE_NOOP("Endpoint", "Messages"), QT_TRANSLATE_NOOP("Endpoint", "What happened to a message"), {"message_id"}},
        {"E06", QT_TRANSLATE_NOOP("Endpoint", "Messages"), QT_TRANSLATE_NOOP("Endpoint", "The activities a message was made from"), {"message_id"}},
        {"E07", QT_TRANSLATE_NOOP("Endpoint", "Messages"), QT_TRANSLATE_NOOP("Endpoint", "What a message says"), {"message_id"}},
        {"E08", QT_TRANSLATE_NOOP("Endpoint", "Messages"), QT_TRANSLATE_NOOP("Endpoint", "What up to 25 messages say"), {}},
        {"E09", QT_TRANSLATE_NOOP("Endpoint", "Messages"), QT_TRANSLATE_NOOP("Endpoint", "The calls made to the provider"), {"message_id"}},
        {"E10", QT_TRANSLATE_NOOP("Endpoint", "Messages"), QT_TRANSLATE_NOOP("Endpoint", "Marks a message seen, read, interacted or archived"), {"message_id", "status"}},
        {"E11", QT_TRANSLATE_NOOP("Endpoint", "Messages"), QT_TRANSLATE_NOOP("Endpoint", "Takes a mark back"), {"message_id", "status"}},
        {"E12", QT_TRANSLATE_NOOP("Endpoint", "Messages"), QT_TRANSLATE_NOOP("Endpoint", "Marks many messages; one change a second for each"), {"status"}},
        {"E13", QT_TRANSLATE_NOOP("Endpoint", "Messages"), QT_TRANSLATE_NOOP("Endpoint", "Marks the messages of a channel, in the background"), {"channel_id", "status"}},
        {"E18", QT_TRANSLATE_NOOP("Endpoint", "Messages"), QT_TRANSLATE_NOOP("Endpoint", "The messages of a user, newest first"), {"user_id"}},
        {"E25", QT_TRANSLATE_NOOP("Endpoint", "Messages"), QT_TRANSLATE_NOOP("Endpoint", "The messages of an object, newest first"), {"collection", "object_id"}},
        {"E14", QT_TRANSLATE_NOOP("Endpoint", "Feeds"), QT_TRANSLATE_NOOP("Endpoint", "The in-app feed as the user sees it"), {"user_id", "channel_id"}},
        {"X18", QT_TRANSLATE_NOOP("Endpoint", "Guides"), QT_TRANSLATE_NOOP("Endpoint", "The guides a user may see, and why not the others"), {"user_id", "channel_id"}},
        {"X19", QT_TRANSLATE_NOOP("Endpoint", "Guides"), QT_TRANSLATE_NOOP("Endpoint", "Marks a step of a guide seen"), {"user_id"}},
        {"X20", QT_TRANSLATE_NOOP("Endpoint", "Guides"), QT_TRANSLATE_NOOP("Endpoint", "Marks a step of a guide interacted"), {"user_id"}},
        {"X21", QT_TRANSLATE_NOOP("Endpoint", "Guides"), QT_TRANSLATE_NOOP("Endpoint", "Marks a step of a guide archived"), {"user_id"}},
        {"X22", QT_TRANSLATE_NOOP("Endpoint", "Guides"), QT_TRANSLATE_NOOP("Endpoint", "Brings an archived guide back"), {"user_id"}},
        {"X23", QT_TRANSLATE_NOOP("Endpoint", "Guides"), QT_TRANSLATE_NOOP("Endpoint", "Forgets what a user did with a guide"), {"user_id"}},
        {"E15", QT_TRANSLATE_NOOP("Endpoint", "Users"), QT_TRANSLATE_NOOP("Endpoint", "Makes or changes a user; properties are merged"), {"user_id"}},
        {"E16", QT_TRANSLATE_NOOP("Endpoint", "Users"), QT_TRANSLATE_NOOP("Endpoint", "Lists users"), {}},
        {"E17", QT_TRANSLATE_NOOP("Endpoint", "Users"), QT_TRANSLATE_NOOP("Endpoint", "One user"), {"user_id"}},
        {"E19", QT_TRANSLATE_NOOP("Endpoint", "Users"), QT_TRANSLATE_NOOP("Endpoint", "Deletes a user with all that belongs to them"), {"user_id"}},
        {"E20", QT_TRANSLATE_NOOP("Endpoint", "Users"), QT_TRANSLATE_NOOP("Endpoint", "Merges another user into this one"), {"user_id"}},
        {"E21", QT_TRANSLATE_NOOP("Endpoint", "Users"), QT_TRANSLATE_NOOP("Endpoint", "Makes or changes up to 1,000 users, in the background"), {}},
        {"E22", QT_TRANSLATE_NOOP("Endpoint", "Users"), QT_TRANSLATE_NOOP("Endpoint", "Deletes up to 1,000 users, in the background"), {}},
        {"E23", QT_TRANSLATE_NOOP("Endpoint", "Objects"), QT_TRANSLATE_NOOP("Endpoint", "Lists the objects of a collection"), {"collection"}},
        {"E24", QT_TRANSLATE_NOOP("Endpoint", "Objects"), QT_TRANSLATE_NOOP("Endpoint", "One object"), {"collection", "object_id"}},
        {"E26", QT_TRANSLATE_NOOP("Endpoint", "Objects"), QT_TRANSLATE_NOOP("Endpoint", "Makes or changes an object; properties are merged"), {"collection", "object_id"}},
        {"E27", QT_TRANSLATE_NOOP("Endpoint", "Objects"), QT_TRANSLATE_NOOP("Endpoint", "Deletes an object"), {"collection", "object_id"}},
        {"E28", QT_TRANSLATE_NOOP("Endpoint", "Objects"), QT_TRANSLATE_NOOP("Endpoint", "Makes or changes up to 1,000 objects, in the background"), {"collection"}},
        {"E29", QT_TRANSLATE_NOOP("Endpoint", "Objects"), QT_TRANSLATE_NOOP("Endpoint", "Deletes up to 1,000 objects, in the background"), {"collection"}},
        {"E30", QT_TRANSLATE_NOOP("Endpoint", "Subscriptions"), QT_TRANSLATE_NOOP("Endpoint", "Who is subscribed to an object, or what it is subscribed to"), {"collection", "object_id"}},
        {"E31", QT_TRANSLATE_NOOP("Endpoint", "Subscriptions"), QT_TRANSLATE_NOOP("Endpoint", "What a user is subscribed to"), {"user_id"}},
        {"E32", QT_TRANSLATE_NOOP("Endpoint", "Subscriptions"), QT_TRANSLATE_NOOP("Endpoint", "Subscribes up to 100 recipients to an object"), {"collection", "object_id"}},
        {"E33", QT_TRANSLATE_NOOP("Endpoint", "Subscriptions"), QT_TRANSLATE_NOOP("Endpoint", "Subscribes recipients to many objects, in the background"), {"collection"}},
        {"E34", QT_TRANSLATE_NOOP("Endpoint", "Subscriptions"), QT_TRANSLATE_NOOP("Endpoint", "Ends subscriptions to an object"), {"collection", "object_id"}},
        {"X08", QT_TRANSLATE_NOOP("Endpoint", "Subscriptions"), QT_TRANSLATE_NOOP("Endpoint", "Ends subscriptions to many objects, in the background"), {"collection"}},
        {"E35", QT_TRANSLATE_NOOP("Endpoint", "Preferences"), QT_TRANSLATE_NOOP("Endpoint", "The preference sets of a user"), {"user_id"}},
        {"E36", QT_TRANSLATE_NOOP("Endpoint", "Preferences"), QT_TRANSLATE_NOOP("Endpoint", "One preference set of a user"), {"user_id", "set_id"}},
        {"E37", QT_TRANSLATE_NOOP("Endpoint", "Preferences"), QT_TRANSLATE_NOOP("Endpoint", "Replaces a preference set of a user"), {"user_id", "set_id"}},
        {"E38", QT_TRANSLATE_NOOP("Endpoint", "Preferences"), QT_TRANSLATE_NOOP("Endpoint", "The preference sets of an object"), {"collection", "object_id"}},
        {"E39", QT_TRANSLATE_NOOP("Endpoint", "Preferences"), QT_TRANSLATE_NOOP("Endpoint", "One preference set of an object"), {"collection", "object_id", "set_id"}},
        {"E40", QT_TRANSLATE_NOOP("Endpoint", "Preferences"), QT_TRANSLATE_NOOP("Endpoint", "Replaces a preference set of an object"), {"collection", "object_id", "set_id"}},
        {"E41", QT_TRANSLATE_NOOP("Endpoint", "Preferences"), QT_TRANSLATE_NOOP("Endpoint", "Replaces a preference set of up to 1,000 users, in the background"), {}},
        {"X03", QT_TRANSLATE_NOOP("Endpoint", "Preferences"), QT_TRANSLATE_NOOP("Endpoint", "Deletes a preference set of a user"), {"user_id", "set_id"}},
        {"X04", QT_TRANSLATE_NOOP("Endpoint", "Preferences"), QT_TRANSLATE_NOOP("Endpoint", "Deletes a preference set of an object"), {"collection", "object_id", "set_id"}},
        {"X16", QT_TRANSLATE_NOOP("Endpoint", "Preferences"), QT_TRANSLATE_NOOP("Endpoint", "The rows and the looks of the preference centre, for a user"), {"user_id"}},
        {"X17", QT_TRANSLATE_NOOP("Endpoint", "Preferences"), QT_TRANSLATE_NOOP("Endpoint", "Makes a link to the preference centre of a user"), {"user_id"}},
        {"E42", QT_TRANSLATE_NOOP("Endpoint", "Tenants"), QT_TRANSLATE_NOOP("Endpoint", "Lists tenants"), {}},
        {"E43", QT_TRANSLATE_NOOP("Endpoint", "Tenants"), QT_TRANSLATE_NOOP("Endpoint", "One tenant"), {"tenant_id"}},
        {"E44", QT_TRANSLATE_NOOP("Endpoint", "Tenants"), QT_TRANSLATE_NOOP("Endpoint", "Makes or changes a tenant"), {"tenant_id"}},
        {"E45", QT_TRANSLATE_NOOP("Endpoint", "Tenants"), QT_TRANSLATE_NOOP("Endpoint", "Deletes a tenant"), {"tenant_id"}},
        {"X05", QT_TRANSLATE_NOOP("Endpoint", "Tenants"), QT_TRANSLATE_NOOP("Endpoint", "Makes or changes up to 1,000 tenants, in the background"), {}},
        {"X06", QT_TRANSLATE_NOOP("Endpoint", "Tenants"), QT_TRANSLATE_NOOP("Endpoint", "Deletes up to 1,000 tenants, in the background"), {}},
        {"X09", QT_TRANSLATE_NOOP("Endpoint", "Audiences"), QT_TRANSLATE_NOOP("Endpoint", "Who is in an audience"), {"key"}},
        {"X10", QT_TRANSLATE_NOOP("Endpoint", "Audiences"), QT_TRANSLATE_NOOP("Endpoint", "Adds up to 1,000 users to an audience"), {"key"}},
        {"X11", QT_TRANSLATE_NOOP("Endpoint", "Audiences"), QT_TRANSLATE_NOOP("Endpoint", "Takes up to 1,000 users out of an audience"), {"key"}},
        {"E46", QT_TRANSLATE_NOOP("Endpoint", "Schedules"), QT_TRANSLATE_NOOP("Endpoint", "Lists the schedules of a workflow, newest first"), {}},
        {"E47", QT_TRANSLATE_NOOP("Endpoint", "Schedules"), QT_TRANSLATE_NOOP("Endpoint", "The schedules of a user"), {"user_id"}},
        {"E48", QT_TRANSLATE_NOOP("Endpoint", "Schedules"), QT_TRANSLATE_NOOP("Endpoint", "The schedules of an object"), {"collection", "object_id"}},
        {"E49", QT_TRANSLATE_NOOP("Endpoint", "Schedules"), QT_TRANSLATE_NOOP("Endpoint", "Makes a schedule for each of up to 100 recipients"), {}},
        {"E50", QT_TRANSLATE_NOOP("Endpoint", "Schedules"), QT_TRANSLATE_NOOP("Endpoint", "Changes up to 100 schedules alike"), {}},
        {"E51", QT_TRANSLATE_NOOP("Endpoint", "Schedules"), QT_TRANSLATE_NOOP("Endpoint", "Deletes up to 100 schedules"), {}},
        {"X07", QT_TRANSLATE_NOOP("Endpoint", "Schedules"), QT_TRANSLATE_NOOP("Endpoint", "Makes up to 1,000 schedules, in the background"), {}},
        {"E52", QT_TRANSLATE_NOOP("Endpoint", "Channel data"), QT_TRANSLATE_NOOP("Endpoint", "What a channel knows of a user"), {"user_id", "channel_id"}},
        {"E53", QT_TRANSLATE_NOOP("Endpoint", "Channel data"), QT_TRANSLATE_NOOP("Endpoint", "Replaces what a channel knows of a user"), {"user_id", "channel_id"}},
        {"E54", QT_TRANSLATE_NOOP("Endpoint", "Channel data"), QT_TRANSLATE_NOOP("Endpoint", "Removes what a channel knows of a user"), {"user_id", "channel_id"}},
        {"E55", QT_TRANSLATE_NOOP("Endpoint", "Channel data"), QT_TRANSLATE_NOOP("Endpoint", "What a channel knows of an object"), {"collection", "object_id", "channel_id"}},
        {"E56", QT_TRANSLATE_NOOP("Endpoint", "Channel data"), QT_TRANSLATE_NOOP("Endpoint", "Replaces what a channel knows of an object"), {"collection", "object_id", "channel_id"}},
        {"E57", QT_TRANSLATE_NOOP("Endpoint", "Channel data"), QT_TRANSLATE_NOOP("Endpoint", "Removes what a channel knows of an object"), {"collection", "object_id", "channel_id"}},
        {"E58", QT_TRANSLATE_NOOP("Endpoint", "Bulk operations"), QT_TRANSLATE_NOOP("Endpoint", "How far a bulk operation is"), {"operation_id"}},
        {"E59", QT_TRANSLATE_NOOP("Endpoint", "Slack"), QT_TRANSLATE_NOOP("Endpoint", "Whether a stored access token works"), {"channel_id"}},
        {"E60", QT_TRANSLATE_NOOP("Endpoint", "Slack"), QT_TRANSLATE_NOOP("Endpoint", "The channels of the connected workspace"), {"channel_id"}},
        {"E61", QT_TRANSLATE_NOOP("Endpoint", "Slack"), QT_TRANSLATE_NOOP("Endpoint", "Gives a stored access token back"), {"channel_id"}},
        {"X12", QT_TRANSLATE_NOOP("Endpoint", "Microsoft Teams"), QT_TRANSLATE_NOOP("Endpoint", "Whether a stored Entra tenant is connected"), {"channel_id"}},
        {"X13", QT_TRANSLATE_NOOP("Endpoint", "Microsoft Teams"), QT_TRANSLATE_NOOP("Endpoint", "The teams of the connected Entra tenant"), {"channel_id"}},
        {"X14", QT_TRANSLATE_NOOP("Endpoint", "Microsoft Teams"), QT_TRANSLATE_NOOP("Endpoint", "The channels of a team"), {"channel_id"}},
        {"X15", QT_TRANSLATE_NOOP("Endpoint", "Microsoft Teams"), QT_TRANSLATE_NOOP("Endpoint", "Forgets a stored Entra tenant"), {"channel_id"}},
        {"X24", QT_TRANSLATE_NOOP("Endpoint", "Connectors"), QT_TRANSLATE_NOOP("Endpoint", "Answers a call of Census"), {}},
        {"X25", QT_TRANSLATE_NOOP("Endpoint", "Connectors"), QT_TRANSLATE_NOOP("Endpoint", "Answers a call of Hightouch"), {}},
    };
    // clang-format on
    return all;
}

} // namespace

const EndpointDoc *docOf(const EndpointInfo &endpoint)
{
    const auto found = std::find_if(docs().begin(), docs().end(), [&](const EndpointDoc &doc) {
        return qstrcmp(doc.number, endpoint.number) == 0;
    });
    return found == docs().end() ? nullptr : &*found;
}

QByteArray namedPath(const EndpointInfo &endpoint)
{
    const EndpointDoc *doc = docOf(endpoint);
    QByteArray path(endpoint.path);
    for (qsizetype i = doc ? doc->arguments.size() : 0; i > 0; --i)
        path.replace('%' + QByteArray::number(i), '{' + doc->arguments.at(i - 1) + '}');
    return path;
}

QList<Parameter> parametersOf(const EndpointInfo &endpoint)
{
    QList<Parameter> out;
    if (endpoint.describe)
        endpoint.describe(endpoint, out);
    const EndpointDoc *doc = docOf(endpoint);
    for (qsizetype i = 0, argument = 0; i < out.size(); ++i) {
        if (out[i].where == Parameter::Where::Path)
            out[i].name = doc ? doc->arguments.value(argument++) : QByteArray();
    }
    return out;
}

} // namespace api
