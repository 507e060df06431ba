// Every list of the API under every filter it knows, and which rows of the PagingWorld belong into each.
#pragma once

#include "sandbox/pagingworld.h"

namespace sandboxtest {

using Matches = std::function<bool(const PagedRow &)>;

struct PagedList
{
    QByteArray table;
    QByteArray target;
    Matches matches = [](const PagedRow &) { return true; };
    bool newestFirst = true;
    QList<const char *> path = {"id"}; // of the key in a member
};

inline Matches has(const QHash<QByteArray, QStringList> &wanted)
{
    return [wanted](const PagedRow &row) {
        for (auto it = wanted.begin(); it != wanted.end(); ++it) {
            if (!it->contains(row.is.value(it.key())))
                return false;
        }
        return true;
    };
}

inline Matches allOf(const Matches &one, const Matches &other)
{
    return [=](const PagedRow &row) { return one(row) && other(row); };
}

struct Filter
{
    QByteArray query;
    Matches matches;
};

inline QString past(int seconds) // the world's first moment
{
    return Timestamp {Timestamp::fromWire(u"2026-01-10T12:00:00Z").us + seconds * second}.toWire();
}

inline QList<Filter> timeFilters()
{
    const auto time = [](const PagedRow &row) { return row.is.value("time"); };
    return {
        {"inserted_at.gt=" + past(60).toLatin1(), [=](const PagedRow &row) { return time(row) > past(60); }},
        {"inserted_at.gte=" + past(30).toLatin1() + "&inserted_at.lt=" + past(120).toLatin1(),
         [=](const PagedRow &row) { return time(row) >= past(30) && time(row) < past(120); }},
        {"inserted_at.lte=" + past(120).toLatin1(),
         [=](const PagedRow &row) { return time(row) <= past(120); }}};
}

// What every list of messages can be filtered by.
inline QList<Filter> messageFilters()
{
    QList<Filter> filters {
        {"", has({})},
        {"source=comment", has({{"workflow", {"comment"}}})},
        {"tenant=port", has({{"tenant", {"", "port"}}})},
        {"status=sent", has({{"status", {"sent"}}})},
        {"status[]=sent&status[]=queued", has({{"status", {"sent", "queued"}}})},
        {"channel_id=feed-1", has({{"channel", {"feed-1"}}})},
        {"workflow_categories[]=talk&workflow_categories[]=money",
         has({{"workflow", {"comment", "invoice"}}})},
        {"workflow_categories=money", has({{"workflow", {"invoice"}}})},
        {"trigger_data=%7B%22n%22:1%7D", has({{"n", {"1"}}})},
        {"workflow_run_id=run-2", has({{"run", {"run-2"}}})},
        {"workflow_recipient_run_id=own-2", has({{"own run", {"own-2"}}})},
        {"channel_id=feed-1&status[]=sent&status[]=queued&source=invoice",
         has({{"channel", {"feed-1"}}, {"status", {"sent", "queued"}}, {"workflow", {"invoice"}}})},
        {"engagement_status[]=read&engagement_status[]=unseen",
         [](const PagedRow &row) { return row.is.value("read") == "yes" || row.is.value("seen").isEmpty(); }},
        {"status=queued&inserted_at.lte=" + past(120).toLatin1(), [](const PagedRow &row) {
             return row.is.value("time") <= past(120) && row.is.value("status") == "queued";
         }}};
    for (const QByteArray word : {"seen", "read", "archived", "interacted", "link_clicked"})
        filters.append({"engagement_status=" + word, has({{word, {"yes"}}})});
    for (const QByteArray word : {"seen", "read", "archived"})
        filters.append({"engagement_status=un" + word, has({{word, {""}}})});
    return filters + timeFilters();
}

inline QList<Filter> feedFilters()
{
    const Matches isOut = has({{"archived", {""}}});
    QList<Filter> filters {
        {"", isOut},
        {"archived=exclude", isOut},
        {"archived=include", has({})},
        {"archived=only", has({{"archived", {"yes"}}})},
        {"archived=only&status=unseen", has({{"archived", {"yes"}}, {"seen", {""}}})},
        {"status=all", isOut},
        {"status=seen", has({{"archived", {""}}, {"seen", {"yes"}}})},
        {"status=unseen", has({{"archived", {""}}, {"seen", {""}}})},
        {"status=read", has({{"archived", {""}}, {"read", {"yes"}}})},
        {"status=unread", has({{"archived", {""}}, {"read", {""}}})},
        {"source=comment", has({{"archived", {""}}, {"workflow", {"comment"}}})},
        {"workflow_categories=money", has({{"archived", {""}}, {"workflow", {"invoice"}}})},
        {"trigger_data=%7B%22n%22:2%7D", has({{"archived", {""}}, {"n", {"2"}}})},
        {"archived=include&tenant=port", has({{"tenant", {"", "port"}}})},
        {"archived=include&tenant=port&has_tenant=true", has({{"tenant", {"port"}}})},
        {"archived=include&has_tenant=true", has({{"tenant", {"port", "north"}}})},
        {"archived=include&has_tenant=false&source=comment",
         has({{"tenant", {""}}, {"workflow", {"comment"}}})},
        {"mode=compact", isOut}};
    for (const Filter &filter : timeFilters())
        filters.append({filter.query, allOf(isOut, filter.matches)});
    return filters;
}

inline QList<PagedList> messageLists()
{
    QList<PagedList> lists;
    const auto add = [&](const QByteArray &path, const Matches &owned, const QList<Filter> &filters) {
        for (const Filter &filter : filters)
            lists.append({.table = "messages",
                          .target = filter.query.isEmpty() ? path : path + '?' + filter.query,
                          .matches = allOf(owned, filter.matches)});
    };
    add("/v1/messages", has({}), messageFilters());
    add("/v1/users/focus/messages", has({{"who", {"focus"}}}), messageFilters());
    add("/v1/objects/d/focus/messages", has({{"who", {"d/focus"}}}), messageFilters());
    add("/v1/users/focus/feeds/feed-1", has({{"who", {"focus"}}, {"channel", {"feed-1"}}}), feedFilters());
    return lists;
}

inline QList<PagedList> otherLists()
{
    QList<PagedList> lists {
        {.table = "users", .target = "/v1/users", .newestFirst = false},
        {.table = "users", .target = "/v1/users?include[]=preferences", .newestFirst = false},
        {.table = "objects",
         .target = "/v1/objects/docks",
         .matches = has({{"collection", {"docks"}}}),
         .newestFirst = false},
        {.table = "objects",
         .target = "/v1/objects/docks?include[]=preferences",
         .matches = has({{"collection", {"docks"}}}),
         .newestFirst = false},
        {.table = "tenants", .target = "/v1/tenants", .newestFirst = false},
        {.table = "tenants",
         .target = "/v1/tenants?name=North",
         .matches = has({{"name", {"North"}}}),
         .newestFirst = false},
        {.table = "events", .target = "/v1/messages/focus-message/events", .newestFirst = false},
        {.table = "activities", .target = "/v1/messages/focus-message/activities", .newestFirst = false},
        {.table = "activities",
         .target = "/v1/messages/focus-message/activities?trigger_data=%7B%22n%22:2%7D",
         .matches = has({{"n", {"2"}}}),
         .newestFirst = false},
        {.table = "delivery_logs",
         .target = "/v1/messages/focus-message/delivery_logs",
         .newestFirst = false}};
    const auto add = [&](const char *table, const char *target, const QHash<QByteArray, QStringList> &wanted,
                         const QList<const char *> &path = {"id"}) {
        lists.append({.table = table, .target = target, .matches = has(wanted), .path = path});
    };
    add("subscriptions", "/v1/objects/d/focus/subscriptions", {{"end", {"object"}}}, {"recipient", "id"});
    add("subscriptions", "/v1/objects/d/focus/subscriptions?mode=object&include=preferences",
        {{"end", {"object"}}}, {"recipient", "id"});
    add("subscriptions", "/v1/objects/teams/focus/subscriptions?mode=recipient", {{"end", {"team"}}},
        {"object", "id"});
    add("subscriptions", "/v1/users/focus/subscriptions?include=preferences", {{"end", {"user"}}},
        {"object", "id"});
    add("schedules", "/v1/schedules?workflow=comment", {{"workflow", {"comment"}}});
    add("schedules", "/v1/schedules?workflow=comment&recipients[]=focus&recipients[]=other",
        {{"workflow", {"comment"}}, {"who", {"focus", "other"}}});
    add("schedules",
        "/v1/"
        "schedules?workflow=comment&recipients[0][id]=focus&recipients[0][collection]=d&recipients[1]=other",
        {{"workflow", {"comment"}}, {"who", {"d/focus", "other"}}});
    add("schedules", "/v1/schedules?workflow=invoice&tenant=port",
        {{"workflow", {"invoice"}}, {"tenant", {"port"}}});
    add("schedules", "/v1/users/focus/schedules", {{"who", {"focus"}}});
    add("schedules", "/v1/users/focus/schedules?workflow=comment&tenant=port",
        {{"who", {"focus"}}, {"workflow", {"comment"}}, {"tenant", {"port"}}});
    add("schedules", "/v1/objects/d/focus/schedules", {{"who", {"d/focus"}}});
    add("schedules", "/v1/objects/d/focus/schedules?workflow=comment",
        {{"who", {"d/focus"}}, {"workflow", {"comment"}}});
    add("schedules", "/v1/objects/d/focus/schedules?tenant=port",
        {{"who", {"d/focus"}}, {"tenant", {"port"}}});
    add("runs", "/v1/workflow_recipient_runs", {});
    add("runs", "/v1/workflow_recipient_runs?workflow=comment&status[]=queued&status[]=paused",
        {{"workflow", {"comment"}}, {"status", {"queued", "paused"}}});
    add("runs", "/v1/workflow_recipient_runs?status[]=queued&status[]=paused",
        {{"status", {"queued", "paused"}}});
    add("runs", "/v1/workflow_recipient_runs?recipient=focus&has_errors=true",
        {{"who", {"focus"}}, {"errors", {"2"}}});
    add("runs", "/v1/workflow_recipient_runs?tenant=port", {{"tenant", {"port"}}});
    add("runs", "/v1/workflow_recipient_runs?has_errors=false", {{"errors", {"0"}}});
    add("runs", "/v1/workflow_recipient_runs?recipient[id]=focus&recipient[collection]=d",
        {{"who", {"d/focus"}}});
    lists.append({.table = "runs",
                  .target = "/v1/workflow_recipient_runs?starting_at=" + past(30).toLatin1()
                      + "&ending_at=" + past(120).toLatin1(),
                  .matches = [](const PagedRow &row) {
                      return row.is.value("time") >= past(30) && row.is.value("time") <= past(120);
                  }});
    return lists;
}

} // namespace sandboxtest
