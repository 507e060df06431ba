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

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

PageQuery before(const QString &cursor)
{
    PageQuery query;
    query.before = cursor;
    return query;
}

PageQuery ofSize(int size)
{
    PageQuery query;
    query.pageSize = size;
    return query;
}

Timestamp at(const char *wire)
{
    return Timestamp::fromWire(text(wire));
}

Recipient user(const char *id)
{
    Recipient r;
    r.id = text(id);
    return r;
}

Recipient object(const char *collection, const char *id)
{
    Recipient r = user(id);
    r.collection = text(collection);
    return r;
}

}

// What each endpoint's request looks like on the wire, written down by hand.
class TestEncoding : public QObject, private WireCheck
{
    Q_OBJECT

private Q_SLOTS:
    void messages()
    {
        check(messages::list({}), "GET", "/v1/messages");
        MessageQuery q;
        q.after = text("a+b/c=");
        q.pageSize = 25;
        q.source = text("new-comment");
        q.tenant = text("acme & co");
        q.status = {text("sent"), text("bounced")};
        q.engagementStatus = {text("unread")};
        q.channelId = text("c1");
        q.messageIds = {text("m1"), text("m2")};
        q.workflowCategories = {text("billing")};
        q.triggerData = {{text("order"), 7}};
        q.insertedAfter = at("2025-03-01T00:00:00Z");
        q.insertedBefore = at("2025-03-02T00:00:00.5Z");
        check(messages::list(q), "GET",
              "/v1/messages?after=a%2Bb%2Fc%3D&page_size=25&source=new-comment&tenant=acme%20%26%20co"
              "&status[]=sent&status[]=bounced&engagement_status[]=unread&channel_id=c1"
              "&message_ids[]=m1&message_ids[]=m2&workflow_categories[]=billing&trigger_data=%7B%22order%22%"
              "3A7%7D"
              "&inserted_at.gte=2025-03-01T00%3A00%3A00Z&inserted_at.lt=2025-03-02T00%3A00%3A00.500000Z");
        check(messages::get(text("m1")), "GET", "/v1/messages/m1");
        check(messages::content(text("m1")), "GET", "/v1/messages/m1/content");
        check(messages::events(text("m1"), before(text("x"))), "GET", "/v1/messages/m1/events?before=x");
        check(messages::activities(text("m1"), {}), "GET", "/v1/messages/m1/activities");
        check(messages::deliveryLogs(text("m1"), ofSize(1)), "GET",
              "/v1/messages/m1/delivery_logs?page_size=1");
        check(messages::ofUser(text("alice"), {}), "GET", "/v1/users/alice/messages");
    }

    void statuses()
    {
        check(messages::mark(text("m1"), Engagement::Seen, {}), "PUT", "/v1/messages/m1/seen", "{}");
        check(messages::mark(text("m1"), Engagement::Interacted,
                             {.metadata = QJsonObject {{text("button"), text("ok")}}}),
              "PUT", "/v1/messages/m1/interacted", json("{'metadata': {'button': 'ok'}}"));
        check(messages::unmark(text("m1"), Engagement::Archived), "DELETE", "/v1/messages/m1/archived");
        BulkStatusFilter all;
        check(bulk::changeStatuses(text("c1"), StatusAction::Read, all), "POST",
              "/v1/channels/c1/messages/bulk/read", "{}");
        BulkStatusFilter some;
        some.userIds = QStringList {text("alice")};
        some.recipientIds = some.userIds;
        some.hasTenant = false;
        some.workflows = QStringList {text("w")};
        some.olderThan = at("2025-03-01T00:00:00Z");
        some.deliveryStatus = Delivery::Delivered;
        some.engagementStatus = text("unread");
        check(
            bulk::changeStatuses(text("c1"), StatusAction::Unarchived, some), "POST",
            "/v1/channels/c1/messages/bulk/unarchived",
            json(
                "{'user_ids': ['alice'], 'recipient_ids': ['alice'], 'has_tenant': false, 'workflows': ['w'],"
                " 'older_than': '2025-03-01T00:00:00Z', 'delivery_status': 'delivered',"
                " 'engagement_status': 'unread'}"));
        check(bulk::get(text("b1")), "GET", "/v1/bulk_operations/b1");
    }

    void people()
    {
        check(users::list({}), "GET", "/v1/users");
        UserQuery q;
        q.pageSize = 50;
        q.include = {text("preferences")};
        check(users::list(q), "GET", "/v1/users?page_size=50&include[]=preferences");
        check(users::get(text("alice")), "GET", "/v1/users/alice");
        FeedQuery feed;
        feed.pageSize = 200;
        feed.tenant = text("acme");
        feed.hasTenant = true;
        feed.status = text("unseen");
        feed.archived = text("only");
        check(
            feeds::get(text("alice"), text("c1"), feed), "GET",
            "/v1/users/alice/feeds/c1?page_size=200&tenant=acme&has_tenant=true&status=unseen&archived=only");
    }

    void preferenceSets()
    {
        check(preferences::list(text("alice")), "GET", "/v1/users/alice/preferences");
        check(preferences::get(text("alice"), text("default"), {}), "GET",
              "/v1/users/alice/preferences/default");
        check(preferences::get(text("alice"), text("default"), {.tenant = text("acme")}), "GET",
              "/v1/users/alice/preferences/default?tenant=acme");
        check(preferences::set(text("alice"), text("acme"),
                               JsonBody {{{text("channel_types"), QJsonObject {{text("email"), false}}}}}),
              "PUT", "/v1/users/alice/preferences/acme", json("{'channel_types': {'email': false}}"));
        check(preferences::bulkSet(
                  {.userIds = {text("a"), text("b")}, .preferences = {{text("id"), text("default")}}}),
              "POST", "/v1/users/bulk/preferences",
              json("{'user_ids': ['a', 'b'], 'preferences': {'id': 'default'}}"));
    }

    void workflows()
    {
        Trigger plain;
        plain.recipients = {text("ada")};
        check(workflows::trigger(text("new comment"), plain), "POST", "/v1/workflows/new%20comment/trigger",
              json("{'recipients': ['ada']}"));
        Trigger full;
        full.recipients
            = {text("ada"), QJsonObject {{text("id"), text("d7")}, {text("collection"), text("docks")}}};
        full.actor = text("bo");
        full.cancellationKey = text("c/1");
        full.tenant = text("acme");
        full.data = QJsonObject {{text("n"), 1}};
        full.settings = TriggerSettings {.sandboxMode = true, .skipDelay = false};
        check(workflows::trigger(text("w"), full), "POST", "/v1/workflows/w/trigger",
              json("{'recipients': ['ada', {'id': 'd7', 'collection': 'docks'}], 'actor': 'bo',"
                   " 'cancellation_key': 'c/1', 'tenant': 'acme', 'data': {'n': 1},"
                   " 'settings': {'sandbox_mode': true, 'skip_delay': false}}"));
        check(workflows::cancel(text("w"), {.cancellationKey = text("c"), .recipients = {}}), "POST",
              "/v1/workflows/w/cancel", json("{'cancellation_key': 'c'}"));
        check(workflows::cancel(text("w"),
                                {.cancellationKey = text("c"), .recipients = QJsonArray {text("ada")}}),
              "POST", "/v1/workflows/w/cancel", json("{'cancellation_key': 'c', 'recipients': ['ada']}"));
        check(workflows::runs({}), "GET", "/v1/workflow_recipient_runs");
        RunQuery q;
        q.workflow = text("w");
        q.status = {text("paused"), text("queued")};
        q.hasErrors = false;
        q.recipient = QJsonObject {{text("id"), text("d7")}, {text("collection"), text("docks")}};
        q.startingAt = at("2025-03-01T00:00:00Z");
        check(workflows::runs(q), "GET",
              "/v1/workflow_recipient_runs?workflow=w&status[]=paused&status[]=queued&has_errors=false"
              "&recipient=%7B%22collection%22%3A%22docks%22%2C%22id%22%3A%22d7%22%7D"
              "&starting_at=2025-03-01T00%3A00%3A00Z");
        q = {};
        q.recipient = text("ada");
        check(workflows::runs(q), "GET", "/v1/workflow_recipient_runs?recipient=ada");
        check(workflows::run(text("r1")), "GET", "/v1/workflow_recipient_runs/r1");
    }

    void batches()
    {
        check(messages::batchContent({.messageIds = {text("m1"), text("m+2")}}), "GET",
              "/v1/messages/batch/content?message_ids[]=m1&message_ids[]=m%2B2");
        check(messages::batchMark(StatusAction::Unread, {.messageIds = {text("m1")}, .metadata = {}}), "POST",
              "/v1/messages/batch/unread", json("{'message_ids': ['m1']}"));
        check(messages::batchMark(StatusAction::Interacted,
                                  {.messageIds = {text("m1")}, .metadata = QJsonObject {{text("a"), 1}}}),
              "POST", "/v1/messages/batch/interacted", json("{'message_ids': ['m1'], 'metadata': {'a': 1}}"));
        MessageQuery runs;
        runs.workflowRunId = text("r1");
        runs.workflowRecipientRunId = text("rr1");
        check(messages::list(runs), "GET", "/v1/messages?workflow_run_id=r1&workflow_recipient_run_id=rr1");
    }

    void changesOfPeople()
    {
        check(users::identify(text("ada"), JsonBody {{{text("name"), text("Ada")}, {text("age"), 3}}}), "PUT",
              "/v1/users/ada", json("{'name': 'Ada', 'age': 3}"));
        check(users::remove(text("ada")), "DELETE", "/v1/users/ada");
        check(users::merge(text("ada"), {.fromUserId = text("bo")}), "POST", "/v1/users/ada/merge",
              json("{'from_user_id': 'bo'}"));
        check(users::bulkIdentify({.users = {QJsonObject {{text("id"), text("ada")}}}}), "POST",
              "/v1/users/bulk/identify", json("{'users': [{'id': 'ada'}]}"));
        check(users::bulkDelete({.userIds = {text("ada"), text("bo")}}), "POST", "/v1/users/bulk/delete",
              json("{'user_ids': ['ada', 'bo']}"));
    }

    void objects()
    {
        ObjectQuery q;
        q.include = {text("preferences")};
        check(objects::list(text("$tenants"), q), "GET", "/v1/objects/%24tenants?include[]=preferences");
        check(objects::get(text("docks"), text("d/7")), "GET", "/v1/objects/docks/d%2F7");
        MessageQuery messages;
        messages.source = text("w");
        check(objects::messages(text("docks"), text("d7"), messages), "GET",
              "/v1/objects/docks/d7/messages?source=w");
        check(objects::set(text("docks"), text("d7"), JsonBody {{{text("depth"), 9.5}}}), "PUT",
              "/v1/objects/docks/d7", json("{'depth': 9.5}"));
        check(objects::remove(text("docks"), text("d7")), "DELETE", "/v1/objects/docks/d7");
        check(objects::bulkSet(text("docks"), {.objects = {QJsonObject {{text("id"), text("d7")}}}}), "POST",
              "/v1/objects/docks/bulk/set", json("{'objects': [{'id': 'd7'}]}"));
        check(objects::bulkDelete(text("docks"), {.objectIds = {text("d7")}}), "POST",
              "/v1/objects/docks/bulk/delete", json("{'object_ids': ['d7']}"));
    }

    void subscriptions()
    {
        check(subscriptions::ofObject(text("docks"), text("d7"), {}), "GET",
              "/v1/objects/docks/d7/subscriptions");
        SubscriptionQuery q;
        q.pageSize = 10;
        q.recipients = {user("ada"), user("bo")};
        check(subscriptions::ofObject(text("docks"), text("d7"), q), "GET",
              "/v1/objects/docks/d7/subscriptions?page_size=10&recipients[]=ada&recipients[]=bo");
        q.recipients = {user("ada"), object("piers", "p 1")}; // mixed: all of them by their place
        check(subscriptions::ofObject(text("docks"), text("d7"), q), "GET",
              "/v1/objects/docks/d7/subscriptions?page_size=10&recipients[0]=ada"
              "&recipients[1][collection]=piers&recipients[1][id]=p%201");
        SubscriptionQuery of;
        of.mode = text("recipient");
        of.objects = {object("docks", "d8")};
        of.include = {text("preferences")};
        check(
            subscriptions::ofObject(text("docks"), text("d7"), of), "GET",
            "/v1/objects/docks/d7/subscriptions?mode=recipient&objects[0][collection]=docks&objects[0][id]=d8"
            "&include[]=preferences");
        UserSubscriptionQuery mine;
        mine.objects = {object("docks", "d7"), object("$tenants", "acme")};
        check(subscriptions::ofUser(text("ada"), mine), "GET",
              "/v1/users/ada/subscriptions?objects[0][collection]=docks&objects[0][id]=d7"
              "&objects[1][collection]=%24tenants&objects[1][id]=acme");
        check(subscriptions::add(text("docks"), text("d7"), {.recipients = {text("ada")}, .properties = {}}),
              "POST", "/v1/objects/docks/d7/subscriptions", json("{'recipients': ['ada']}"));
        check(subscriptions::add(
                  text("docks"), text("d7"),
                  {.recipients = {text("ada")}, .properties = QJsonObject {{text("role"), text("watcher")}}}),
              "POST", "/v1/objects/docks/d7/subscriptions",
              json("{'recipients': ['ada'], 'properties': {'role': 'watcher'}}"));
        check(subscriptions::remove(text("docks"), text("d7"), {.recipients = {text("ada")}}), "DELETE",
              "/v1/objects/docks/d7/subscriptions", json("{'recipients': ['ada']}"));
        const QJsonObject each {{text("id"), text("d7")}, {text("recipients"), QJsonArray {text("ada")}}};
        check(subscriptions::bulkAdd(text("docks"), {.subscriptions = {each}}), "POST",
              "/v1/objects/docks/bulk/subscriptions/add",
              json("{'subscriptions': [{'id': 'd7', 'recipients': ['ada']}]}"));
        check(subscriptions::bulkRemove(text("docks"), {.subscriptions = {each}}), "POST",
              "/v1/objects/docks/bulk/subscriptions/delete",
              json("{'subscriptions': [{'id': 'd7', 'recipients': ['ada']}]}"));
    }

    void preferenceSetsOfObjects()
    {
        check(preferences::listOfObject(text("docks"), text("d7")), "GET",
              "/v1/objects/docks/d7/preferences");
        check(preferences::getOfObject(text("docks"), text("d7"), text("default"), {.tenant = text("acme")}),
              "GET", "/v1/objects/docks/d7/preferences/default?tenant=acme");
        check(preferences::setOfObject(text("docks"), text("d7"), text("default"),
                                       JsonBody {{{text("workflows"), QJsonValue()}}}),
              "PUT", "/v1/objects/docks/d7/preferences/default", json("{'workflows': null}"));
        check(preferences::remove(text("ada"), text("acme")), "DELETE", "/v1/users/ada/preferences/acme");
        check(preferences::removeOfObject(text("docks"), text("d7"), text("acme")), "DELETE",
              "/v1/objects/docks/d7/preferences/acme");
    }

    void tenants()
    {
        TenantQuery q;
        q.pageSize = 5;
        q.tenantId = text("acme");
        q.name = text("A & B");
        check(tenants::list(q), "GET", "/v1/tenants?page_size=5&tenant_id=acme&name=A%20%26%20B");
        check(tenants::get(text("acme"), {}), "GET", "/v1/tenants/acme");
        check(tenants::get(text("acme"), {.resolveFullPreferenceSettings = true}), "GET",
              "/v1/tenants/acme?resolve_full_preference_settings=true");
        check(tenants::set(text("acme"), {.resolveFullPreferenceSettings = false},
                           JsonBody {{{text("name"), text("Acme")}}}),
              "PUT", "/v1/tenants/acme?resolve_full_preference_settings=false", json("{'name': 'Acme'}"));
        check(tenants::remove(text("acme")), "DELETE", "/v1/tenants/acme");
        check(tenants::bulkSet({.tenants = {QJsonObject {{text("id"), text("acme")}}}}), "POST",
              "/v1/tenants/bulk/set", json("{'tenants': [{'id': 'acme'}]}"));
        check(tenants::bulkDelete({.tenantIds = {text("acme"), text("b")}}), "POST",
              "/v1/tenants/bulk/delete?tenant_ids[]=acme&tenant_ids[]=b");
    }

    void schedules()
    {
        ScheduleQuery q;
        q.workflow = text("digest");
        q.recipients = {user("ada")};
        q.tenant = text("acme");
        check(schedules::list(q), "GET", "/v1/schedules?workflow=digest&recipients[]=ada&tenant=acme");
        q = {};
        q.workflow = text("digest");
        q.recipients = {object("docks", "d7"), user("ada")};
        check(schedules::list(q), "GET",
              "/v1/schedules?workflow=digest&recipients[0][collection]=docks&recipients[0][id]=d7"
              "&recipients[1]=ada");
        OwnScheduleQuery own;
        own.after = text("c");
        own.workflow = text("digest");
        check(schedules::ofUser(text("ada"), own), "GET", "/v1/users/ada/schedules?after=c&workflow=digest");
        check(schedules::ofObject(text("docks"), text("d7"), {}), "GET", "/v1/objects/docks/d7/schedules");

        SchedulesToCreate plan;
        plan.workflow = text("digest");
        plan.recipients = {text("ada")};
        plan.repeats = QJsonArray {QJsonObject {{text("frequency"), text("daily")}, {text("hours"), 8}}};
        plan.endingAt = text("2026-01-01T00:00:00Z");
        check(schedules::create(plan), "POST", "/v1/schedules",
              json("{'recipients': ['ada'], 'workflow': 'digest', 'repeats': [{'frequency': 'daily', "
                   "'hours': 8}],"
                   " 'ending_at': '2026-01-01T00:00:00Z'}"));
        SchedulesToUpdate change;
        change.scheduleIds = {text("s1"), text("s2")};
        change.actor = QJsonValue(QJsonValue::Null); // cleared; what isn't said stays
        change.data = QJsonObject {{text("n"), 1}};
        check(schedules::update(change), "PUT", "/v1/schedules",
              json("{'schedule_ids': ['s1', 's2'], 'actor': null, 'data': {'n': 1}}"));
        check(schedules::remove({.scheduleIds = {text("s1")}}), "DELETE", "/v1/schedules",
              json("{'schedule_ids': ['s1']}"));
        check(schedules::bulkCreate({.schedules = {QJsonObject {{text("workflow"), text("digest")}}}}),
              "POST", "/v1/schedules/bulk/create", json("{'schedules': [{'workflow': 'digest'}]}"));
    }

    void channelData()
    {
        const ChannelDataEdit edit {.data = {{text("tokens"), QJsonArray {text("t")}}}};
        check(channelData::ofUser(text("ada"), text("c1")), "GET", "/v1/users/ada/channel_data/c1");
        check(channelData::setOfUser(text("ada"), text("c1"), edit), "PUT", "/v1/users/ada/channel_data/c1",
              json("{'data': {'tokens': ['t']}}"));
        check(channelData::unsetOfUser(text("ada"), text("c1")), "DELETE", "/v1/users/ada/channel_data/c1");
        check(channelData::ofObject(text("docks"), text("d7"), text("c1")), "GET",
              "/v1/objects/docks/d7/channel_data/c1");
        check(channelData::setOfObject(text("docks"), text("d7"), text("c1"), edit), "PUT",
              "/v1/objects/docks/d7/channel_data/c1", json("{'data': {'tokens': ['t']}}"));
        check(channelData::unsetOfObject(text("docks"), text("d7"), text("c1")), "DELETE",
              "/v1/objects/docks/d7/channel_data/c1");
    }

    void slack()
    {
        const QByteArray owner
            = "access_token_object=%7B%22collection%22%3A%22%24tenants%22%2C%22object_id%22%3A%22acme%22%7D";
        const QJsonObject acme {{text("object_id"), text("acme")}, {text("collection"), text("$tenants")}};
        check(slack::authCheck(text("c1"), {.accessTokenObject = acme}), "GET",
              "/v1/providers/slack/c1/auth_check?" + owner);
        SlackChannelQuery q;
        q.accessTokenObject = acme;
        check(slack::channels(text("c1"), q), "GET", "/v1/providers/slack/c1/channels?" + owner);
        q.cursor = text("dXNlcg==");
        q.limit = 100;
        q.excludeArchived = false;
        q.types = text("public_channel,im");
        q.teamId = text("T1");
        check(slack::channels(text("c1"), q), "GET",
              "/v1/providers/slack/c1/channels?" + owner
                  + "&query_options.cursor=dXNlcg%3D%3D&query_options.limit=100"
                    "&query_options.exclude_archived=false&query_options.types=public_channel%2Cim"
                    "&query_options.team_id=T1");
        // It changes things, so it is a PUT, though its parameters stand in the address.
        check(slack::revoke(text("c1"), {.accessTokenObject = acme}), "PUT",
              "/v1/providers/slack/c1/revoke_access?" + owner);
    }

    void pathArguments_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QByteArray>("target");
        QTest::newRow("slash") << text("a/b") << QByteArray("/v1/users/a%2Fb");
        QTest::newRow("percent") << text("100%") << QByteArray("/v1/users/100%25");
        QTest::newRow("looks encoded") << text("a%2Fb") << QByteArray("/v1/users/a%252Fb");
        QTest::newRow("question") << text("who?x=1") << QByteArray("/v1/users/who%3Fx%3D1");
        QTest::newRow("hash") << text("#1") << QByteArray("/v1/users/%231");
        QTest::newRow("space") << text("a b") << QByteArray("/v1/users/a%20b");
        QTest::newRow("plus") << text("a+b@x.org") << QByteArray("/v1/users/a%2Bb%40x.org");
        QTest::newRow("umlaut") << text("jürgen") << QByteArray("/v1/users/j%C3%BCrgen");
        QTest::newRow("template") << text("%2") << QByteArray("/v1/users/%252");
        QTest::newRow("dollar") << text("$tenants") << QByteArray("/v1/users/%24tenants");
        QTest::newRow("colon") << text("x:1") << QByteArray("/v1/users/x%3A1");
    }
    void pathArguments()
    {
        QFETCH(QString, id);
        QFETCH(QByteArray, target);
        check(users::get(id), "GET", target);
    }

    void anAddressWithAPathOfItsOwn()
    {
        Connection connection = testConnection();
        connection.baseUrl = QUrl(text("http://api.test/proxy/"));
        Client client(connection, &m_net);
        auto &exchange = m_net.expect("GET", "/proxy/v1/users/alice");
        const Call call = client.send(users::get(text("alice")), [](const Result<User> &) {});
        QVERIFY(exchange.wasAsked());
    }

    void everyEndpointHadItsTurn() { QCOMPARE(leftOut(false, std::not_fn(&isNewerEndpoint)), QStringList()); }
};

QTEST_GUILESS_MAIN(TestEncoding)
#include "tst_encoding.moc"
