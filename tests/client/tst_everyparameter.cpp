#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "api/schema/bulk.h"
#include "api/schema/channeldata.h"
#include "api/schema/content.h"
#include "api/schema/feed.h"
#include "api/schema/message.h"
#include "api/schema/object.h"
#include "api/schema/preferences.h"
#include "api/schema/schedule.h"
#include "api/schema/slack.h"
#include "api/schema/subscription.h"
#include "api/schema/tenant.h"
#include "api/schema/user.h"
#include "api/schema/workflow.h"
#include "client/wirecheck.h"

using namespace api;

namespace {

// As they stand in an address, written down by hand.
constexpr auto pageParts = "after=a%2B1&before=b%3D&page_size=7";
constexpr auto messageParts
    = "&source=digest&tenant=acme&status[]=queued&engagement_status[]=seen&channel_id=c1&message_ids[]=m1"
      "&workflow_categories[]=billing&trigger_data=%7B%22n%22%3A1%7D&workflow_run_id=r1"
      "&workflow_recipient_run_id=rr1&inserted_at.gte=2025-03-01T00%3A00%3A00Z"
      "&inserted_at.lt=2025-03-02T00%3A00%3A00Z";

Timestamp day(int number)
{
    return Timestamp::fromWire(QString("2025-03-0%1T00:00:00Z").arg(number));
}

template <class Query>
Query paged()
{
    Query query;
    query.after = "a+1";
    query.before = "b=";
    query.pageSize = 7;
    return query;
}

MessageQuery everythingOfMessages()
{
    auto query = paged<MessageQuery>();
    query.source = "digest";
    query.tenant = "acme";
    query.status = {"queued"};
    query.engagementStatus = {"seen"};
    query.channelId = "c1";
    query.messageIds = {"m1"};
    query.workflowCategories = {"billing"};
    query.triggerData = {{"n", 1}};
    query.workflowRunId = "r1";
    query.workflowRecipientRunId = "rr1";
    query.insertedAfter = day(1);
    query.insertedBefore = day(2);
    return query;
}

Recipient recipient(const QString &id, const QString &collection = {})
{
    Recipient r;
    r.id = id;
    r.collection = collection;
    return r;
}

const QByteArray planBody
    = json("'actor': 'bo', 'tenant': 'acme', 'data': {'n': 1}, 'repeats': [{'frequency': 'daily'}],"
           " 'scheduled_at': '2025-03-01T00:00:00Z', 'ending_at': null");

template <class Plan>
Plan planned()
{
    Plan plan;
    plan.actor = "bo";
    plan.tenant = "acme";
    plan.data = QJsonObject {{"n", 1}};
    plan.repeats = QJsonArray {QJsonObject {{"frequency", "daily"}}};
    plan.scheduledAt = "2025-03-01T00:00:00Z";
    plan.endingAt = QJsonValue(QJsonValue::Null);
    return plan;
}

} // namespace

// Every parameter of every endpoint, in its place and under its name.
class TestEveryParameter : public QObject, private WireCheck
{
    Q_OBJECT

private Q_SLOTS:
    void ofMessages()
    {
        const QByteArray all = QByteArray("?") + pageParts + messageParts, page = QByteArray("?") + pageParts;
        check(messages::list(everythingOfMessages()), "GET", "/v1/messages" + all);
        check(messages::ofUser("ada", everythingOfMessages()), "GET", "/v1/users/ada/messages" + all);
        check(objects::messages("docks", "d7", everythingOfMessages()), "GET",
              "/v1/objects/docks/d7/messages" + all);
        check(messages::events("m1", paged<PageQuery>()), "GET", "/v1/messages/m1/events" + page);
        check(messages::deliveryLogs("m1", paged<PageQuery>()), "GET",
              "/v1/messages/m1/delivery_logs" + page);
        auto activities = paged<ActivityQuery>();
        activities.triggerData = {{"n", 1}};
        check(messages::activities("m1", activities), "GET",
              "/v1/messages/m1/activities" + page + "&trigger_data=%7B%22n%22%3A1%7D");
        check(messages::batchContent({.messageIds = {"m1"}}), "GET",
              "/v1/messages/batch/content?message_ids[]=m1");
        const QJsonObject pressed {{"button", "ok"}};
        check(messages::mark("m1", Engagement::Interacted, {.metadata = pressed}), "PUT",
              "/v1/messages/m1/interacted", json("{'metadata': {'button': 'ok'}}"));
        check(messages::batchMark(StatusAction::Interacted, {.messageIds = {"m1"}, .metadata = pressed}),
              "POST", "/v1/messages/batch/interacted",
              json("{'message_ids': ['m1'], 'metadata': {'button': 'ok'}}"));
        BulkStatusFilter filter;
        filter.userIds = filter.recipientIds = QStringList {"ada"};
        filter.tenants = QStringList {"acme"};
        filter.hasTenant = true;
        filter.workflows = QStringList {"digest"};
        filter.olderThan = day(2);
        filter.newerThan = day(1);
        filter.deliveryStatus = Delivery::Sent;
        filter.engagementStatus = "unread";
        check(bulk::changeStatuses("c1", StatusAction::Archived, filter), "POST",
              "/v1/channels/c1/messages/bulk/archived",
              json("{'user_ids': ['ada'], 'recipient_ids': ['ada'], 'tenants': ['acme'], 'has_tenant': true,"
                   " 'workflows': ['digest'], 'older_than': '2025-03-02T00:00:00Z',"
                   " 'newer_than': '2025-03-01T00:00:00Z', 'delivery_status': 'sent',"
                   " 'engagement_status': 'unread'}"));
    }

    void ofPeople()
    {
        auto people = paged<UserQuery>();
        people.include = {"preferences"};
        check(users::list(people), "GET", QByteArray("/v1/users?") + pageParts + "&include[]=preferences");
        auto feed = paged<FeedQuery>();
        feed.source = "digest";
        feed.tenant = "acme";
        feed.hasTenant = false;
        feed.status = "unread";
        feed.workflowCategories = {"billing"};
        feed.archived = "include";
        feed.triggerData = {{"n", 1}};
        check(feeds::get("ada", "c1", feed), "GET",
              QByteArray("/v1/users/ada/feeds/c1?") + pageParts
                  + "&source=digest&tenant=acme&has_tenant=false&status=unread&workflow_categories[]=billing"
                    "&archived=include&trigger_data=%7B%22n%22%3A1%7D");
        check(users::merge("ada", {.fromUserId = "bo"}), "POST", "/v1/users/ada/merge",
              json("{'from_user_id': 'bo'}"));
        check(users::bulkIdentify({.users = {QJsonObject {{"id", "ada"}}}}), "POST",
              "/v1/users/bulk/identify", json("{'users': [{'id': 'ada'}]}"));
        check(users::bulkDelete({.userIds = {"ada"}}), "POST", "/v1/users/bulk/delete",
              json("{'user_ids': ['ada']}"));
        check(preferences::get("ada", "default", {.tenant = "acme"}), "GET",
              "/v1/users/ada/preferences/default?tenant=acme");
        check(preferences::getOfObject("docks", "d7", "default", {.tenant = "acme"}), "GET",
              "/v1/objects/docks/d7/preferences/default?tenant=acme");
        check(preferences::bulkSet({.userIds = {"ada"}, .preferences = {{"id", "default"}}}), "POST",
              "/v1/users/bulk/preferences", json("{'user_ids': ['ada'], 'preferences': {'id': 'default'}}"));
        const ChannelDataEdit edit {.data = {{"tokens", QJsonArray {"t"}}}};
        check(channelData::setOfUser("ada", "c1", edit), "PUT", "/v1/users/ada/channel_data/c1",
              json("{'data': {'tokens': ['t']}}"));
        check(channelData::setOfObject("docks", "d7", "c1", edit), "PUT",
              "/v1/objects/docks/d7/channel_data/c1", json("{'data': {'tokens': ['t']}}"));
    }

    void ofObjectsAndSubscriptions()
    {
        auto objects = paged<ObjectQuery>();
        objects.include = {"preferences"};
        check(objects::list("docks", objects), "GET",
              QByteArray("/v1/objects/docks?") + pageParts + "&include[]=preferences");
        check(objects::bulkSet("docks", {.objects = {QJsonObject {{"id", "d7"}}}}), "POST",
              "/v1/objects/docks/bulk/set", json("{'objects': [{'id': 'd7'}]}"));
        check(objects::bulkDelete("docks", {.objectIds = {"d7"}}), "POST", "/v1/objects/docks/bulk/delete",
              json("{'object_ids': ['d7']}"));
        auto of = paged<SubscriptionQuery>();
        of.mode = "recipient";
        of.recipients = {recipient("ada")};
        of.objects = {recipient("d8", "docks")};
        of.include = {"preferences"};
        check(subscriptions::ofObject("docks", "d7", of), "GET",
              QByteArray("/v1/objects/docks/d7/subscriptions?") + pageParts
                  + "&mode=recipient&recipients[]=ada&objects[0][collection]=docks&objects[0][id]=d8"
                    "&include[]=preferences");
        auto mine = paged<UserSubscriptionQuery>();
        mine.objects = {recipient("d8", "docks")};
        mine.include = {"preferences"};
        check(subscriptions::ofUser("ada", mine), "GET",
              QByteArray("/v1/users/ada/subscriptions?") + pageParts
                  + "&objects[0][collection]=docks&objects[0][id]=d8&include[]=preferences");
        check(
            subscriptions::add("docks", "d7", {.recipients = {"ada"}, .properties = QJsonObject {{"n", 1}}}),
            "POST", "/v1/objects/docks/d7/subscriptions",
            json("{'recipients': ['ada'], 'properties': {'n': 1}}"));
        check(subscriptions::remove("docks", "d7", {.recipients = {"ada"}}), "DELETE",
              "/v1/objects/docks/d7/subscriptions", json("{'recipients': ['ada']}"));
        const QJsonObject each {{"id", "d7"}, {"recipients", QJsonArray {"ada"}}};
        for (const auto &[endpoint, path] :
             {std::pair {&subscriptions::bulkAdd, "add"}, std::pair {&subscriptions::bulkRemove, "delete"}})
            check((*endpoint)("docks", {.subscriptions = {each}}), "POST",
                  QByteArray("/v1/objects/docks/bulk/subscriptions/") + path,
                  json("{'subscriptions': [{'id': 'd7', 'recipients': ['ada']}]}"));
    }

    void ofTenantsAndSchedules()
    {
        auto tenantsAsked = paged<TenantQuery>();
        tenantsAsked.tenantId = "acme";
        tenantsAsked.name = "Acme";
        check(tenants::list(tenantsAsked), "GET",
              QByteArray("/v1/tenants?") + pageParts + "&tenant_id=acme&name=Acme");
        const TenantOptions whole {.resolveFullPreferenceSettings = true};
        const QByteArray one = "/v1/tenants/acme?resolve_full_preference_settings=true";
        check(tenants::get("acme", whole), "GET", one);
        check(tenants::set("acme", whole, JsonBody {{{"name", "Acme"}}}), "PUT", one,
              json("{'name': 'Acme'}"));
        check(tenants::bulkSet({.tenants = {QJsonObject {{"id", "acme"}}}}), "POST", "/v1/tenants/bulk/set",
              json("{'tenants': [{'id': 'acme'}]}"));
        check(tenants::bulkDelete({.tenantIds = {"acme"}}), "POST",
              "/v1/tenants/bulk/delete?tenant_ids[]=acme");
        auto all = paged<ScheduleQuery>();
        all.workflow = "digest";
        all.recipients = {recipient("ada")};
        all.tenant = "acme";
        check(schedules::list(all), "GET",
              QByteArray("/v1/schedules?") + pageParts + "&workflow=digest&recipients[]=ada&tenant=acme");
        auto own = paged<OwnScheduleQuery>();
        own.workflow = "digest";
        own.tenant = "acme";
        const QByteArray rest = QByteArray("/schedules?") + pageParts + "&workflow=digest&tenant=acme";
        check(schedules::ofUser("ada", own), "GET", "/v1/users/ada" + rest);
        check(schedules::ofObject("docks", "d7", own), "GET", "/v1/objects/docks/d7" + rest);
        auto create = planned<SchedulesToCreate>();
        create.recipients = {"ada"};
        create.workflow = "digest";
        check(schedules::create(create), "POST", "/v1/schedules",
              json("{'recipients': ['ada'], 'workflow': 'digest', ") + planBody + '}');
        auto update = planned<SchedulesToUpdate>();
        update.scheduleIds = {"s1"};
        check(schedules::update(update), "PUT", "/v1/schedules",
              json("{'schedule_ids': ['s1'], ") + planBody + '}');
        check(schedules::remove({.scheduleIds = {"s1"}}), "DELETE", "/v1/schedules",
              json("{'schedule_ids': ['s1']}"));
        check(schedules::bulkCreate({.schedules = {QJsonObject {{"workflow", "digest"}}}}), "POST",
              "/v1/schedules/bulk/create", json("{'schedules': [{'workflow': 'digest'}]}"));
    }

    void ofWorkflowsAndSlack()
    {
        Trigger trigger;
        trigger.recipients = {"ada"};
        trigger.actor = "bo";
        trigger.cancellationKey = "k";
        trigger.tenant = "acme";
        trigger.data = QJsonObject {{"n", 1}};
        trigger.settings = TriggerSettings {.sandboxMode = false, .skipDelay = true};
        check(workflows::trigger("digest", trigger), "POST", "/v1/workflows/digest/trigger",
              json("{'recipients': ['ada'], 'actor': 'bo', 'cancellation_key': 'k', 'tenant': 'acme',"
                   " 'data': {'n': 1}, 'settings': {'sandbox_mode': false, 'skip_delay': true}}"));
        check(workflows::cancel("digest", {.cancellationKey = "k", .recipients = QJsonArray {"ada"}}), "POST",
              "/v1/workflows/digest/cancel", json("{'cancellation_key': 'k', 'recipients': ['ada']}"));
        auto runs = paged<RunQuery>();
        runs.workflow = "digest";
        runs.status = {"paused"};
        runs.tenant = "acme";
        runs.hasErrors = true;
        runs.recipient = "ada";
        runs.startingAt = day(1);
        runs.endingAt = day(2);
        check(workflows::runs(runs), "GET",
              QByteArray("/v1/workflow_recipient_runs?") + pageParts
                  + "&workflow=digest&status[]=paused&tenant=acme&has_errors=true&recipient=ada"
                    "&starting_at=2025-03-01T00%3A00%3A00Z&ending_at=2025-03-02T00%3A00%3A00Z");
        const QJsonObject acme {{"object_id", "acme"}, {"collection", "$tenants"}};
        const QByteArray owner
            = "access_token_object=%7B%22collection%22%3A%22%24tenants%22%2C%22object_id%22%3A%22acme%22%7D";
        check(slack::authCheck("c1", {.accessTokenObject = acme}), "GET",
              "/v1/providers/slack/c1/auth_check?" + owner);
        check(slack::revoke("c1", {.accessTokenObject = acme}), "PUT",
              "/v1/providers/slack/c1/revoke_access?" + owner);
        SlackChannelQuery channels;
        channels.accessTokenObject = acme;
        channels.cursor = "x";
        channels.limit = 9;
        channels.excludeArchived = true;
        channels.types = "im";
        channels.teamId = "T1";
        check(slack::channels("c1", channels), "GET",
              "/v1/providers/slack/c1/channels?" + owner
                  + "&query_options.cursor=x&query_options.limit=9&query_options.exclude_archived=true"
                    "&query_options.types=im&query_options.team_id=T1");
    }

    void noneWasLeftOut() { QCOMPARE(leftOut(true, std::not_fn(&isNewerEndpoint)), QStringList()); }
};

QTEST_GUILESS_MAIN(TestEveryParameter)
#include "tst_everyparameter.moc"
