#include "contract/clientcalls.h"

#include "api/sandbox/workflows.h"
#include "api/schema/channeldata.h"
#include "api/schema/content.h"
#include "api/schema/feed.h"
#include "api/schema/object.h"
#include "api/schema/preferences.h"
#include "api/schema/schedule.h"
#include "api/schema/slack.h"
#include "api/schema/subscription.h"
#include "api/schema/tenant.h"
#include "api/schema/user.h"
#include "api/schema/workflow.h"

#include <QSignalSpy>

namespace contract {

bool ClientCalls::start()
{
    sandbox::ServerOptions options;
    options.seed = 7;
    options.size = {60, 3000, 30};
    options.bulkRowsPerSecond = 2000;
    m_server = std::make_unique<sandbox::SandboxServer>(options);
    QSignalSpy ready(m_server.get(), &sandbox::SandboxServer::ready);
    m_server->start();
    if (!ready.wait(30'000))
        return false;
    Connection connection;
    connection.baseUrl = m_server->baseUrl();
    connection.key = "sk_test_sandbox";
    const auto workflows = sandbox::Workflows::builtIn();
    m_push = workflows.channelByKey("push-fcm")->id;
    m_slack = workflows.channelByKey("slack")->id;
    m_teams = workflows.channelByKey("ms-teams")->id;
    m_guides = workflows.channelByKey("in-app-guides")->id;
    m_client = std::make_unique<Client>(connection);
    prepare();
    subscribe(); // there is an object, then
    return !QTest::currentTestFailed();
}

void ClientCalls::prepare()
{
    MessageQuery query;
    query.pageSize = 50;
    while (m_feedChannel.isEmpty() || m_message.isEmpty()) {
        const auto page = need(messages::list(query));
        for (const auto &row : page.rows) {
            const QString type = row.value.channel ? row.value.channel->type : QString();
            if (type == QLatin1StringView("email") && m_message.isEmpty())
                m_message = row.value.id;
            if (type.startsWith(QLatin1StringView("in_app")) && m_feedChannel.isEmpty()
                && !row.value.recipient.isObject()) {
                m_feedChannel = row.value.channelId.id;
                m_feedMessage = row.value.id;
                m_user = row.value.recipient.id;
            }
        }
        query.after = page.info.after;
        QVERIFY(!query.after.isEmpty());
    }
}

// Each answer must be readable to the last field: see need().
std::map<QByteArray, std::function<void()>> ClientCalls::cases()
{
    std::map<QByteArray, std::function<void()>> all;
    for (const auto part :
         {&ClientCalls::messageCases, &ClientCalls::personCases, &ClientCalls::preferenceCases,
          &ClientCalls::objectCases, &ClientCalls::tenantCases, &ClientCalls::workflowCases,
          &ClientCalls::audienceCases, &ClientCalls::teamsCases, &ClientCalls::guideCases,
          &ClientCalls::otherNewerCases})
        all.merge((this->*part)());
    return all;
}

ClientCalls::CaseMap ClientCalls::messageCases()
{
    return {
        {"messages.list", [this] { checkRows(need(messages::list({}))); }},
        {"messages.get", [this] { QCOMPARE(need(messages::get(m_message)).id, m_message); }},
        {"messages.events", [this] { checkRows(need(messages::events(m_message, {}))); }},
        {"messages.activities", [this] { checkRows(need(messages::activities(m_message, {}))); }},
        {"messages.content",
         [this] {
             const auto content = need(messages::content(m_message));
             QVERIFY(std::holds_alternative<EmailContent>(content.data));
             QVERIFY(!std::get<EmailContent>(content.data).subject.isEmpty());
         }},
        {"messages.batch_content",
         [this] {
             checkRows(need(messages::batchContent({{m_message, m_feedMessage}})));
         }},
        {"messages.delivery_logs", [this] { need(messages::deliveryLogs(m_message, {})); }},
        {"messages.mark",
         [this] {
             const auto marked = need(messages::mark(m_feedMessage, Engagement::Archived, {}));
             QVERIFY(marked.engagement.has(Engagement::Archived));
             QVERIFY(!marked.archivedAt.isNull());
         }},
        {"messages.unmark",
         [this] {
             need(messages::mark(m_feedMessage, Engagement::Read, {}));
             const auto unmarked = need(messages::unmark(m_feedMessage, Engagement::Read));
             QVERIFY(!unmarked.engagement.has(Engagement::Read));
             QVERIFY(unmarked.readAt.isNull());
         }},
        {"messages.batch_mark",
         [this] {
             const auto marked = need(messages::batchMark(StatusAction::Seen, {{m_feedMessage}, {}}));
             QVERIFY(marked.rows.value(0).value.engagement.has(Engagement::Seen));
         }},
        {"channels.messages.bulk_status",
         [this] {
             BulkStatusFilter filter;
             filter.userIds = QStringList {m_user};
             complete(need(bulk::changeStatuses(m_feedChannel, StatusAction::Seen, filter)));
             FeedQuery query;
             query.archived = QStringLiteral("include");
             QCOMPARE(need(feeds::get(m_user, m_feedChannel, query)).meta.unseenCount, 0);
         }},
        {"users.feed",
         [this] {
             FeedQuery query;
             query.pageSize = 200;
             query.archived = QStringLiteral("include");
             const auto feed = need(feeds::get(m_user, m_feedChannel, query));
             checkRows(feed);
             QVERIFY(!feed.rows.first().value.blocks.isEmpty());
         }},
        {"bulk_operations.get",
         [this] {
             QCOMPARE(ask(bulk::get("00000000-0000-4000-8000-000000000000")).error().httpStatus, 404);
         }},
    };
}

ClientCalls::CaseMap ClientCalls::personCases()
{
    return {
        {"users.list", [this] { checkRows(need(users::list({}))); }},
        {"users.get", [this] { QCOMPARE(need(users::get(m_user)).id, m_user); }},
        {"users.identify",
         [this] {
             QCOMPARE(need(users::identify("zo\u00eb ?&%", {{{"name", "N"}}})).name, "N");
         }},
        {"users.messages", [this] { checkRows(need(messages::ofUser(m_user, {}))); }},
        {"users.delete",
         [this] {
             need(users::identify("leaving", {}));
             need(users::remove("leaving"));
         }},
        {"users.merge",
         [this] {
             need(users::identify("stays", {}));
             need(users::identify("goes", {{{"name", "Goes"}}}));
             QCOMPARE(need(users::merge("stays", {"goes"})).name, QStringLiteral("Goes"));
         }},
        {"users.bulk_identify",
         [this] {
             complete(need(users::bulkIdentify({{QJsonObject {{"id", "bulk-made"}}}})));
         }},
        {"users.bulk_delete", [this] { complete(need(users::bulkDelete({{"bulk-made"}}))); }},
        {"users.subscriptions.list",
         [this] {
             subscribe();
             UserSubscriptionQuery query;
             query.objects = {recipient("aurora", "ships")};
             checkRows(need(subscriptions::ofUser(m_user, query)));
         }},
        {"users.schedules",
         [this] {
             schedule();
             checkRows(need(schedules::ofUser(m_user, {})));
         }},
        {"users.channel_data.set",
         [this] { QVERIFY(!need(channelData::setOfUser(m_user, m_push, tokens())).data.isEmpty()); }},
        {"users.channel_data.get",
         [this] {
             need(channelData::setOfUser(m_user, m_push, tokens()));
             QCOMPARE(need(channelData::ofUser(m_user, m_push)).channelId, m_push);
         }},
        {"users.channel_data.unset", [this] { need(channelData::unsetOfUser(m_user, m_push)); }},
    };
}

ClientCalls::CaseMap ClientCalls::preferenceCases()
{
    return {
        {"users.preferences.list",
         [this] {
             need(preferences::set(m_user, "default", {}));
             QCOMPARE(need(preferences::list(m_user)).first().id, QStringLiteral("default"));
         }},
        {"users.preferences.get",
         [this] { QVERIFY(need(preferences::get("never seen before", "default", {})).isEmpty()); }},
        {"users.preferences.set",
         [this] {
             const QJsonObject body {{"categories", QJsonObject {{"billing", false}}}, {"of_tomorrow", 7}};
             const auto set = need(preferences::set(m_user, "default", {body}));
             const auto stored = need(preferences::get(m_user, "default", {}));
             QCOMPARE(stored.raw, set.raw);
             QCOMPARE(stored.raw.value("of_tomorrow").toInt(), 7);
         }},
        {"users.preferences.delete", [this] { need(preferences::remove(m_user, "acme")); }},
        {"users.preferences.bulk_set",
         [this] {
             const QJsonObject set {{"id", "default"}, {"channel_types", QJsonObject {{"sms", false}}}};
             const auto ended = complete(need(preferences::bulkSet({{m_user, "nobody"}, set})));
             QCOMPARE(ended.processedRows, 2);
             QCOMPARE(ended.errorCount, 1);
             QCOMPARE(ended.errorItems.value(0).id, QStringLiteral("nobody"));
         }},
        {"objects.preferences.set",
         [this] {
             QCOMPARE(need(preferences::setOfObject("ships", "aurora", "default", {})).id, "default");
         }},
        {"objects.preferences.get",
         [this] { QVERIFY(need(preferences::getOfObject("ships", "none", "default", {})).isEmpty()); }},
        {"objects.preferences.list", [this] { need(preferences::listOfObject("ships", "aurora")); }},
        {"objects.preferences.delete",
         [this] { need(preferences::removeOfObject("ships", "aurora", "acme")); }},
    };
}

ClientCalls::CaseMap ClientCalls::objectCases()
{
    const QString c = QStringLiteral("ships");
    const QString id = QStringLiteral("aurora");
    return {
        {"objects.set",
         [=, this] {
             QCOMPARE(need(objects::set(c, id, {{{"name", "A"}}})).name, "A");
         }},
        {"objects.get", [=, this] { QCOMPARE(need(objects::get(c, id)).collection, c); }},
        {"objects.list", [=, this] { checkRows(need(objects::list(c, {}))); }},
        {"objects.messages", [=, this] { need(objects::messages(c, id, {})); }},
        {"objects.delete",
         [=, this] {
             need(objects::set(c, "leaving", {}));
             need(objects::remove(c, "leaving"));
         }},
        {"objects.bulk_set",
         [=, this] {
             complete(need(objects::bulkSet(c, {{QJsonObject {{"id", "b"}}}})));
         }},
        {"objects.bulk_delete", [=, this] { complete(need(objects::bulkDelete(c, {{"b"}}))); }},
        {"objects.subscriptions.add", [this] { subscribe(); }},
        {"objects.subscriptions.list",
         [=, this] {
             subscribe();
             SubscriptionQuery query;
             query.recipients = {recipient(m_user), recipient("other", c)};
             checkRows(need(subscriptions::ofObject(c, id, query)));
         }},
        {"objects.subscriptions.delete",
         [=, this] {
             subscribe();
             checkRows(need(subscriptions::remove(c, id, {{m_user}})));
         }},
        {"objects.subscriptions.bulk_add",
         [=, this] { complete(need(subscriptions::bulkAdd(c, {{bulkSubscription()}}))); }},
        {"objects.subscriptions.bulk_delete",
         [=, this] { complete(need(subscriptions::bulkRemove(c, {{bulkSubscription()}}))); }},
        {"objects.schedules", [=, this] { need(schedules::ofObject(c, id, {})); }},
        {"objects.channel_data.set",
         [=, this] { QCOMPARE(need(channelData::setOfObject(c, id, m_push, tokens())).channelId, m_push); }},
        {"objects.channel_data.get",
         [=, this] {
             need(channelData::setOfObject(c, id, m_push, tokens()));
             QCOMPARE(need(channelData::ofObject(c, id, m_push)).channelId, m_push);
         }},
        {"objects.channel_data.unset", [=, this] { need(channelData::unsetOfObject(c, id, m_push)); }},
    };
}

ClientCalls::CaseMap ClientCalls::tenantCases()
{
    const SlackOwner owner {{{"object_id", "acme"}, {"collection", "$tenants"}}};
    SlackChannelQuery two;
    two.accessTokenObject = owner.accessTokenObject;
    two.limit = 2;
    return {
        {"tenants.list",
         [this] {
             TenantQuery query;
             query.tenantId = QStringLiteral("acme");
             QCOMPARE(need(tenants::list(query)).rows.size(), 1);
         }},
        {"tenants.get", [this] { QVERIFY(!need(tenants::get("acme", {true})).name.isEmpty()); }},
        {"tenants.set",
         [this] {
             QCOMPARE(need(tenants::set("new", {true}, {{{"name", "New"}}})).name, "New");
         }},
        {"tenants.delete",
         [this] {
             need(tenants::set("leaving", {}, {}));
             need(tenants::remove("leaving"));
         }},
        {"tenants.bulk_set",
         [this] {
             complete(need(tenants::bulkSet({{QJsonObject {{"id", "b"}}}})));
         }},
        {"tenants.bulk_delete",
         [this] {
             complete(need(tenants::bulkDelete({{"b", "c"}})));
         }},
        {"slack.auth_check", [=, this] { QVERIFY(need(slack::authCheck(m_slack, owner)).ok); }},
        {"slack.channels",
         [=, this] {
             const auto first = need(slack::channels(m_slack, two));
             QCOMPARE(first.channels.size(), 2);
             SlackChannelQuery next = two;
             next.cursor = first.nextCursor;
             QVERIFY(need(slack::channels(m_slack, next)).channels.value(0).id != first.channels.value(0).id);
         }},
        {"slack.revoke_access",
         [=, this] {
             need(slack::revoke(m_slack, owner));
             QCOMPARE(ask(slack::authCheck(m_slack, owner)).error().httpStatus, 403);
         }},
    };
}

ClientCalls::CaseMap ClientCalls::workflowCases()
{
    return {
        {"workflows.trigger", [this] { QVERIFY(!trigger().isEmpty()); }},
        {"workflows.cancel",
         [this] {
             need(workflows::cancel("mention", {"key", QJsonArray {m_user}}));
         }},
        {"workflow_recipient_runs.list",
         [this] {
             trigger();
             RunQuery query;
             query.recipient = m_user;
             query.status = {"queued", "processing", "paused", "completed"};
             checkRows(need(workflows::runs(query)));
         }},
        {"workflow_recipient_runs.get",
         [this] {
             trigger();
             const QString id = need(workflows::runs({})).rows.value(0).value.id;
             QCOMPARE(need(workflows::run(id)).id, id);
         }},
        {"schedules.create", [this] { QVERIFY(!schedule().isEmpty()); }},
        {"schedules.list",
         [this] {
             schedule();
             ScheduleQuery query;
             query.workflow = QStringLiteral("mention");
             query.recipients = {recipient(m_user), recipient("aurora", "ships")};
             checkRows(need(schedules::list(query)));
         }},
        {"schedules.update",
         [this] {
             SchedulesToUpdate change;
             change.scheduleIds = {schedule()};
             change.repeats = QJsonArray {QJsonObject {{"frequency", "daily"}, {"hours", 7}}};
             QCOMPARE(need(schedules::update(change)).rows.value(0).value.repeats.value(0).hours, 7);
         }},
        {"schedules.delete", [this] { checkRows(need(schedules::remove({{schedule()}}))); }},
        {"schedules.bulk_create",
         [this] {
             complete(
                 need(schedules::bulkCreate({{QJsonObject {{"recipient", m_user},
                                                           {"workflow", "mention"},
                                                           {"scheduled_at", "2031-01-01T00:00:00Z"}}}})));
         }},
    };
}

Recipient ClientCalls::recipient(const QString &id, const QString &collection)
{
    Recipient recipient;
    recipient.id = id;
    recipient.collection = collection;
    return recipient;
}

ChannelDataEdit ClientCalls::tokens()
{
    return {{{"tokens", QJsonArray {"one"}}}};
}

QJsonObject ClientCalls::bulkSubscription() const
{
    return {{"id", "aurora"}, {"recipients", QJsonArray {m_user}}};
}

void ClientCalls::subscribe()
{
    need(objects::set("ships", "aurora", {}));
    checkRows(need(subscriptions::add("ships", "aurora", {{m_user}, QJsonObject {{"role", "watch"}}})));
}

QString ClientCalls::schedule()
{
    SchedulesToCreate plan;
    plan.workflow = QStringLiteral("mention");
    plan.recipients = {m_user};
    plan.scheduledAt = QStringLiteral("2031-01-01T00:00:00Z");
    return need(schedules::create(plan)).rows.value(0).value.id;
}

QString ClientCalls::trigger()
{
    Trigger trigger;
    trigger.recipients = {m_user};
    trigger.cancellationKey = QStringLiteral("key");
    return need(workflows::trigger("mention", trigger)).workflowRunId;
}

BulkOperation ClientCalls::complete(BulkOperation operation)
{
    [&] {
        QTRY_VERIFY_WITH_TIMEOUT((operation = need(bulk::get(operation.id))).isOver(), 20'000);
        QCOMPARE(operation.status.value, BulkState::Completed);
    }();
    return operation;
}

} // namespace contract
