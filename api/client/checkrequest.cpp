#include "api/client/checkrequest.h"

#include "api/schema/message.h"
#include "api/schema/preferences.h"
#include "api/schema/registry.h"
#include "api/schema/schedule.h"
#include "api/schema/slack.h"
#include "api/schema/teams.h"
#include "api/schema/user.h"
#include "api/schema/workflow.h"

#include <algorithm>
#include <string_view>

namespace api {

namespace {

// The id of the first of a list in the body: of ids, or of things that have one.
QString firstId(const RequestData &written, QLatin1StringView list)
{
    const QJsonValue first = written.body.value_or(QJsonObject()).value(list).toArray().first();
    return first.isObject() ? first.toObject().value(QLatin1StringView("id")).toString() : first.toString();
}

RequestData runsOf(const QString &workflow)
{
    RunQuery query;
    query.workflow = workflow;
    return workflows::runs(query);
}

std::optional<RequestData> schedulesOf(const QString &workflow)
{
    if (workflow.isEmpty())
        return std::nullopt;
    ScheduleQuery query;
    query.workflow = workflow;
    return schedules::list(query);
}

RequestData messagesOf(const RequestData &written)
{
    MessageQuery query;
    if (written.endpoint == &bulk::changeStatuses)
        query.channelId = written.pathArguments.value(0);
    const QJsonObject body = written.body.value_or(QJsonObject());
    const QJsonArray ids = body.value(QLatin1StringView("message_ids")).toArray();
    for (const QJsonValue &id : ids)
        query.messageIds += id.toString();
    return messages::list(query);
}

// The GET whose path is that of the write, or the longest beginning of it.
std::optional<RequestData> nearest(const RequestData &written)
{
    const QByteArray path(written.endpoint->path);
    const EndpointInfo *best = nullptr;
    for (const EndpointInfo *endpoint : endpoints()) {
        const QByteArray other(endpoint->path);
        const bool isAbove = path == other || path.startsWith(other + '/');
        if (endpoint->verb == Verb::Get && isAbove
            && (!best || other.size() > QByteArrayView(best->path).size()))
            best = endpoint;
    }
    if (!best)
        return std::nullopt;
    RequestData request;
    request.endpoint = best;
    request.pathArguments = written.pathArguments.mid(0, QByteArray(best->path).count('%'));
    return request;
}

bool isOneOf(const EndpointInfo *endpoint, std::initializer_list<const EndpointInfo *> some)
{
    return std::find(some.begin(), some.end(), endpoint) != some.end();
}

} // namespace

std::optional<RequestData> checkRequest(const RequestData &written)
{
    const EndpointInfo *endpoint = written.endpoint;
    const QJsonObject body = written.body.value_or(QJsonObject());
    if (isOneOf(endpoint, {&workflows::trigger, &workflows::cancel}))
        return runsOf(written.pathArguments.value(0));
    if (isOneOf(endpoint, {&messages::batchMark, &bulk::changeStatuses}))
        return messagesOf(written);
    if (isOneOf(endpoint, {&schedules::create, &schedules::update, &schedules::remove}))
        return schedulesOf(body.value(QLatin1StringView("workflow")).toString());
    if (endpoint == &schedules::bulkCreate) {
        const QJsonArray all = body.value(QLatin1StringView("schedules")).toArray();
        return schedulesOf(all.first().toObject().value(QLatin1StringView("workflow")).toString());
    }
    if (isOneOf(endpoint, {&slack::revoke, &teams::revoke})) {
        RequestData request = written;
        request.endpoint = endpoint == &slack::revoke ? static_cast<const EndpointInfo *>(&slack::authCheck)
                                                      : &teams::authCheck;
        request.body.reset();
        return request;
    }
    const bool isOfUsers = endpoint == &users::bulkIdentify;
    const QString user = firstId(written, QLatin1StringView(isOfUsers ? "users" : "user_ids"));
    if (isOneOf(endpoint, {&users::bulkIdentify, &users::bulkDelete}) && !user.isEmpty())
        return users::get(user);
    if (endpoint == &preferences::bulkSet && !user.isEmpty()) {
        const QJsonObject set = body.value(QLatin1StringView("preferences")).toObject();
        return preferences::get(user, set.value(QLatin1StringView("id")).toString(QStringLiteral("default")),
                                {});
    }
    return nearest(written);
}

} // namespace api
