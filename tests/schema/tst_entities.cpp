// Objects, tenants, subscriptions, schedules, channel data, runs and Slack's answers, as the service sent
// them and as it sends them today.
#include "api/schema/channeldata.h"
#include "api/schema/object.h"
#include "api/schema/schedule.h"
#include "api/schema/slack.h"
#include "api/schema/subscription.h"
#include "api/schema/tenant.h"
#include "api/schema/workflow.h"

#include <QJsonDocument>
#include <QTest>

using namespace api;

namespace {

QJsonValue parsed(const char *json)
{
    QJsonParseError error;
    const QJsonValue value = QJsonDocument::fromJson(QByteArray("[") + json + "]", &error).array().at(0);
    if (error.error != QJsonParseError::NoError)
        qFatal("%s in %s", qPrintable(error.errorString()), json);
    return value;
}

template <class T>
T decoded(const char *json, const QStringList &problems = {})
{
    T out;
    Trace trace;
    read(parsed(json), out, trace);
    if (trace.problems() != problems)
        qFatal("%s\nproblems: %s", json, qPrintable(trace.problems().join(u'\n')));
    return out;
}

Timestamp time(const char *wire)
{
    return Timestamp::fromWire(QString::fromLatin1(wire));
}

} // namespace

class TestEntities : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void object();
    void tenantOfToday();
    void tenantOfBefore();
    void tenantWithoutSettings();
    void subscription();
    void subscriptionOfAnObject();
    void subscriptionsInABareList();
    void schedule();
    void scheduleThatRunsOnce();
    void schedulesInLists();
    void channelData();
    void runInAList();
    void runInFull();
    void triggerReply();
    void slackConnections_data();
    void slackConnections();
    void slackChannels();
    void slackChannelsOfBefore();
    void slackRevoked();
    void problems_data();
    void problems();
    void brokenRowsLoseNoOther();
};

void TestEntities::object()
{
    const auto dock = decoded<Object>(R"({"__typename":"Object","id":"dock-7","collection":"docks",
        "properties":{"name":"Dock 7","depth_m":9.5},"created_at":null,"updated_at":"2025-02-11T08:04:31Z",
        "new":1})");
    QCOMPARE(dock.id, u"dock-7");
    QCOMPARE(dock.collection, u"docks");
    QCOMPARE(dock.name, u"Dock 7");
    QCOMPARE(dock.properties.value(QLatin1StringView("depth_m")), QJsonValue(9.5));
    QVERIFY(dock.createdAt.isNull());
    QCOMPARE(dock.updatedAt, time("2025-02-11T08:04:31Z"));
    QCOMPARE(dock.raw.value(QLatin1StringView("new")), QJsonValue(1));
    const auto bare = decoded<Object>(R"({"id":"x","collection":"c","properties":{}})");
    QVERIFY(bare.name.isNull() && bare.properties.isEmpty() && bare.updatedAt.isNull());
}

void TestEntities::tenantOfToday()
{
    const auto tenant = decoded<Tenant>(R"({"__typename":"Tenant","id":"port-north","name":"Port North",
        "berths":12,"settings":{"branding":{"primary_color":"#0B3D91","primary_color_contrast":"#FFFFFF",
        "icon_url":null,"logo_url":"https://x.test/l.png","dark_primary_color":"#fff","dark_logo_url":null},
        "preference_set":{"id":"default","categories":{"newsletter":false}}}})");
    QCOMPARE(tenant.id, u"port-north");
    QCOMPARE(tenant.name, u"Port North");
    QVERIFY(tenant.branding);
    QCOMPARE(tenant.branding->primaryColor, u"#0B3D91");
    QCOMPARE(tenant.branding->primaryColorContrast, u"#FFFFFF");
    QVERIFY(tenant.branding->iconUrl.isNull());
    QCOMPARE(tenant.branding->logoUrl, u"https://x.test/l.png");
    QCOMPARE(tenant.branding->darkPrimaryColor, u"#fff");
    QVERIFY(tenant.branding->darkLogoUrl.isNull());
    QCOMPARE(tenant.preferenceSet.value(QLatin1StringView("id")), QJsonValue(QStringLiteral("default")));
    QCOMPARE(tenant.raw.value(QLatin1StringView("berths")), QJsonValue(12));
    QVERIFY(tenant.updatedAt.isNull());
}

void TestEntities::tenantOfBefore()
{
    const auto tenant = decoded<Tenant>(R"({"id":"port-north","properties":{"name":"Port North"},
        "settings":{"branding":null,"preference_set":null},"created_at":null,"updated_at":"2025-02-01T00:00:00Z"})");
    QCOMPARE(tenant.name, u"Port North");
    QVERIFY(!tenant.branding);
    QVERIFY(tenant.preferenceSet.isEmpty());
    QCOMPARE(tenant.updatedAt, time("2025-02-01T00:00:00Z"));
    // Both are there: the top level is today's. A null there has no name; the older place may.
    QCOMPARE(decoded<Tenant>(R"({"id":"t","name":"New","properties":{"name":"Old"}})").name, u"New");
    QCOMPARE(decoded<Tenant>(R"({"id":"t","name":null,"properties":{"name":"Old"}})").name, u"Old");
}

void TestEntities::tenantWithoutSettings()
{
    for (const char *json :
         {R"({"id":"t"})", R"({"id":"t","settings":null})", R"({"id":"t","settings":{}})"}) {
        const auto tenant = decoded<Tenant>(json);
        QVERIFY(tenant.name.isNull() && !tenant.branding && tenant.preferenceSet.isEmpty());
    }
}

void TestEntities::subscription()
{
    const auto one
        = decoded<Subscription>(R"({"__typename":"ObjectSubscription","properties":{"role":"watcher"},
        "recipient":{"__typename":"User","id":"aria","name":"Aria Moe"},
        "object":{"__typename":"Object","id":"dock-7","collection":"docks","properties":{"name":"Dock 7"}},
        "inserted_at":"2025-01-15T10:00:00Z","updated_at":"2025-01-16T10:00:00Z"})");
    QCOMPARE(one.recipient.id, u"aria");
    QCOMPARE(one.recipient.label(), u"Aria Moe");
    QVERIFY(!one.recipient.isObject());
    QCOMPARE(one.object.collection, u"docks");
    QCOMPARE(one.object.label(), u"Dock 7");
    QCOMPARE(one.properties.value(QLatin1StringView("role")), QJsonValue(QStringLiteral("watcher")));
    QCOMPARE(one.insertedAt, time("2025-01-15T10:00:00Z"));
    QCOMPARE(one.updatedAt, time("2025-01-16T10:00:00Z"));
}

void TestEntities::subscriptionOfAnObject()
{
    // As the answer to adding one came before: without the object, and with no properties.
    const auto one = decoded<Subscription>(
        R"({"__typename":"Subscription","recipient":{"id":"team","collection":"teams"},"properties":null})");
    QVERIFY(one.recipient.isObject() && !one.recipient.isTenant());
    QVERIFY(one.object.isNull() && one.properties.isEmpty() && one.insertedAt.isNull());
    QCOMPARE(decoded<Subscription>(R"({"recipient":"aria"})").recipient.id, u"aria"); // a mere reference
}

void TestEntities::subscriptionsInABareList()
{
    const auto page = decoded<Page<Subscription>>(R"([{"recipient":"a"},{"recipient":"b"}])");
    QCOMPARE(page.rows.size(), 2);
    QCOMPARE(page.rows[1].value.recipient.id, u"b");
    QVERIFY(page.info.after.isNull());
    QVERIFY(decoded<Page<Subscription>>("[]").rows.isEmpty());
}

void TestEntities::schedule()
{
    const auto weekly = decoded<Schedule>(R"({"__typename":"Schedule","id":"s1","actor":"bo",
        "data":{"report":"weekly"},"last_occurrence_at":"2025-03-03T07:30:00.00Z",
        "next_occurrence_at":"2025-03-10T07:30:00Z","recipient":{"id":"aria","name":"Aria Moe"},
        "repeats":[{"__typename":"ScheduleRepeat","frequency":"weekly","interval":2,"days":["mon","fri"],
        "day_of_month":null,"hours":8,"minutes":30},{"frequency":"yearly"}],
        "workflow":"digest","tenant":"acme","inserted_at":"2025-03-04T12:00:00Z","updated_at":"2025-03-04T12:00:00Z"})");
    QCOMPARE(weekly.id, u"s1");
    QCOMPARE(weekly.recipient.label(), u"Aria Moe");
    QCOMPARE(weekly.actor.id, u"bo");
    QCOMPARE(weekly.workflow, u"digest");
    QCOMPARE(weekly.tenant, u"acme");
    QCOMPARE(weekly.nextOccurrenceAt, time("2025-03-10T07:30:00Z"));
    QCOMPARE(weekly.lastOccurrenceAt, time("2025-03-03T07:30:00Z"));
    QCOMPARE(weekly.repeats.size(), 2);
    const ScheduleRepeat &rule = weekly.repeats.first();
    QCOMPARE(rule.frequency.value, Frequency::Weekly);
    QCOMPARE(rule.interval, 2);
    QCOMPARE(rule.days, (QStringList {QStringLiteral("mon"), QStringLiteral("fri")}));
    QVERIFY(!rule.dayOfMonth);
    QCOMPARE(rule.hours, 8);
    QCOMPARE(rule.minutes, 30);
    QCOMPARE(weekly.repeats.last().frequency.text(), u"yearly"); // kept, though it is new
    QCOMPARE(weekly.repeats.last().frequency.value, Frequency::Unknown);
}

void TestEntities::scheduleThatRunsOnce()
{
    for (const char *repeats : {"null", "[]"}) {
        const auto once = decoded<Schedule>(
            QByteArray(
                R"({"id":"s","recipient":{"id":"d7","collection":"docks"},"workflow":"w","data":null,)"
                R"("actor":null,"tenant":null,"next_occurrence_at":null,"last_occurrence_at":null,"repeats":)")
                .append(repeats)
                .append('}'));
        QVERIFY(once.repeats.isEmpty());
        QVERIFY(once.nextOccurrenceAt.isNull() && once.lastOccurrenceAt.isNull());
        QVERIFY(once.actor.isNull() && once.tenant.isNull() && once.data.isEmpty());
        QVERIFY(once.recipient.isObject());
    }
}

void TestEntities::schedulesInLists()
{
    const auto page = decoded<Page<Schedule>>(
        R"({"entries":[{"__cursor":"c","id":"s","recipient":"a","workflow":"w"}],
        "page_info":{"__typename":"PageInfo","after":"next","before":null,"page_size":1}})");
    QCOMPARE(page.rows.size(), 1);
    QCOMPARE(page.info.after, u"next");
    QCOMPARE(decoded<Page<Schedule>>(R"([{"id":"s","recipient":"a","workflow":"w"}])").rows.size(), 1);
}

void TestEntities::channelData()
{
    const auto push
        = decoded<ChannelData>(R"({"__typename":"ChannelData","channel_id":"c1","provider":"push_fcm",
        "data":{"__typename":"PushChannelData","tokens":["t"],"devices":[{"token":"t","locale":null}]}})");
    QCOMPARE(push.channelId, u"c1");
    QCOMPARE(push.provider, u"push_fcm");
    QCOMPARE(push.data.value(QLatin1StringView("tokens")).toArray().size(), 1);
    const auto older = decoded<ChannelData>(
        R"({"channel_id":"c2","data":{"token":null,"connections":[{"channel_id":"C0"}]}})");
    QVERIFY(older.provider.isNull());
    QVERIFY(older.data.value(QLatin1StringView("connections")).isArray());
}

void TestEntities::runInAList()
{
    const auto page = decoded<Page<WorkflowRecipientRun>>(R"({"items":[{"__typename":"WorkflowRecipientRun",
        "id":"rr1","workflow_run_id":"r1","workflow":"digest","recipient":"aria","actor":null,"tenant":null,
        "status":"paused","error_count":0,"trigger_source":{"type":"api","cancellation_key":"k"},
        "inserted_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:01Z"},
        {"id":"rr2","inserted_at":"2026-01-01T00:00:00Z","status":"rehearsed"}],"page_info":{"page_size":50}})");
    const WorkflowRecipientRun &run = page.rows.at(0).value;
    QCOMPARE(run.id, u"rr1");
    QCOMPARE(run.workflowRunId, u"r1");
    QCOMPARE(run.recipient.id, u"aria");
    QVERIFY(run.actor.isNull() && run.tenant.isNull());
    QCOMPARE(run.status.value, RunState::Paused);
    QCOMPARE(run.source.type, u"api");
    QCOMPARE(run.source.cancellationKey, u"k");
    QVERIFY(run.source.scheduleId.isNull() && run.events.isEmpty());
    QVERIFY(!page.rows.at(1).isBroken());
    QCOMPARE(page.rows.at(1).value.status.text(), u"rehearsed");
}

void TestEntities::runInFull()
{
    const auto run = decoded<WorkflowRecipientRun>(R"({"id":"rr1","workflow_run_id":"r1","workflow":"digest",
        "recipient":{"id":"d7","collection":"docks"},"actor":"bo","tenant":"acme","status":"completed",
        "error_count":1,"trigger_source":{"type":"schedule","schedule_id":"s1","cancellation_key":null},
        "events":[{"__typename":"WorkflowRecipientRunEvent","id":"e1","event":"step_skipped","status":"ok",
        "step_ref":"mail_1","step_type":"channel","attempt":2,"data":{"reason":"preferences"},
        "inserted_at":"2026-01-01T00:00:00Z"},{"id":"e2","event":"run_completed","status":"error",
        "step_ref":null,"attempt":null,"data":null,"inserted_at":"2026-01-01T00:00:01Z"}],
        "inserted_at":"2026-01-01T00:00:00Z","updated_at":"2026-01-01T00:00:01Z"})");
    QCOMPARE(run.status.value, RunState::Completed);
    QCOMPARE(run.errorCount, 1);
    QCOMPARE(run.source.scheduleId, u"s1");
    QCOMPARE(run.events.size(), 2);
    QCOMPARE(run.events[0].event, u"step_skipped");
    QCOMPARE(run.events[0].stepRef, u"mail_1");
    QCOMPARE(run.events[0].attempt, 2);
    QCOMPARE(run.events[0].data.value(QLatin1StringView("reason")),
             QJsonValue(QStringLiteral("preferences")));
    QCOMPARE(run.events[1].status, u"error");
    QVERIFY(run.events[1].stepRef.isNull() && run.events[1].stepType.isNull()
            && run.events[1].data.isEmpty());
    QCOMPARE(run.events[1].attempt, 1);
}

void TestEntities::triggerReply()
{
    QCOMPARE(decoded<TriggerReply>(R"({"workflow_run_id":"f2c1d7a0"})").workflowRunId, u"f2c1d7a0");
    decoded<TriggerReply>("{}", {QStringLiteral(".workflow_run_id: required, and missing")});
}

void TestEntities::slackConnections_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("ok");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("team");
    const auto row
        = [](const char *name, const char *json, bool ok, const QString &reason, const QString &team) {
              QTest::newRow(name) << QByteArray(json) << ok << reason << team;
          };
    row("today", R"({"connection":{"ok":true,"reason":null}})", true, {}, {});
    row("today, not connected", R"({"connection":{"ok":false,"reason":"token revoked"}})", false,
        QStringLiteral("token revoked"), {});
    row("before",
        R"({"connection":{"ok":true,"url":"https://x.slack.test/","team":"X","user":"bot","team_id":"T1"}})",
        true, {}, QStringLiteral("X"));
    row("before, not connected", R"({"connection":{"ok":false,"error":"invalid_auth"}})", false,
        QStringLiteral("invalid_auth"), {});
}

void TestEntities::slackConnections()
{
    QFETCH(QByteArray, json);
    const auto connection = decoded<SlackConnection>(json);
    QTEST(connection.ok, "ok");
    QTEST(connection.reason, "reason");
    QTEST(connection.team, "team");
}

void TestEntities::slackChannels()
{
    const auto page = decoded<SlackChannels>(R"({"slack_channels":[
        {"id":"C1","name":"quay-alerts","is_private":false,"is_im":false,"context_team_id":"T1"},
        {"id":"C2","name":"secret","is_private":true}],"next_cursor":"dXNlcg=="})");
    QCOMPARE(page.channels.size(), 2);
    QCOMPARE(page.channels[0].name, u"quay-alerts");
    QCOMPARE(page.channels[0].teamId, u"T1");
    QVERIFY(!page.channels[0].isPrivate && page.channels[1].isPrivate && !page.channels[1].isIm);
    QCOMPARE(page.nextCursor, u"dXNlcg==");
    for (const char *json : {R"({"slack_channels":[],"next_cursor":null})", R"({"slack_channels":[]})",
                             R"({"slack_channels":[],"next_cursor":""})"})
        QVERIFY(decoded<SlackChannels>(json).nextCursor.isEmpty());
}

void TestEntities::slackChannelsOfBefore()
{
    const auto page = decoded<SlackChannels>(R"({"slack_channels":{"id":"C1","name":"quay",
        "is_private":"true","is_im":"false","context_team_id":"T1"},"next_cursor":"x"})");
    QCOMPARE(page.channels.size(), 1);
    QVERIFY(page.channels[0].isPrivate && !page.channels[0].isIm);
    QCOMPARE(page.channels[0].raw.value(QLatin1StringView("is_private")),
             QJsonValue(QStringLiteral("true"))); // as it came
    QVERIFY(decoded<SlackChannels>(R"({"slack_channels":[{"id":"C","is_private":"true"}]})")
                .channels[0]
                .isPrivate);
}

void TestEntities::slackRevoked()
{
    for (const char *json : {R"("ok")", R"({"ok":"ok"})", "null", "{}"})
        decoded<Nothing>(json);
}

template <class T>
QStringList problemsOf(const char *json)
{
    T out;
    Trace trace;
    read(parsed(json), out, trace);
    return trace.problems();
}

void TestEntities::problems_data()
{
    QTest::addColumn<QStringList>("problems");
    QTest::addColumn<QString>("expected"); // how the first one begins
    const auto row = [](const char *name, const QStringList &problems, const char *expected) {
        QTest::newRow(name) << problems << QString::fromLatin1(expected);
    };
    row("object without a collection", problemsOf<Object>(R"({"id":"x"})"), ".collection: required");
    row("properties a list", problemsOf<Object>(R"({"id":"x","collection":"c","properties":[]})"),
        ".properties: expected");
    row("tenant without an id", problemsOf<Tenant>(R"({"name":"x"})"), ".id: required");
    row("branding text", problemsOf<Tenant>(R"({"id":"x","settings":{"branding":"red"}})"),
        ".settings.branding: expected");
    row("colour a number", problemsOf<Tenant>(R"({"id":"x","settings":{"branding":{"primary_color":1}}})"),
        ".settings.branding.primary_color: expected");
    row("nobody subscribed", problemsOf<Subscription>("{}"), ".recipient: required");
    row("recipient a number", problemsOf<Subscription>(R"({"recipient":1})"), ".recipient: expected");
    row("schedule without a workflow", problemsOf<Schedule>(R"({"id":"s","recipient":"a"})"),
        ".workflow: required");
    row("rule without a frequency",
        problemsOf<Schedule>(R"({"id":"s","recipient":"a","workflow":"w","repeats":[{"hours":1}]})"),
        ".repeats[0].frequency: required");
    row("hours a text",
        problemsOf<Schedule>(
            R"({"id":"s","recipient":"a","workflow":"w","repeats":[{"frequency":"daily","hours":"8"}]})"),
        ".repeats[0].hours: expected");
    row("next time in words",
        problemsOf<Schedule>(R"({"id":"s","recipient":"a","workflow":"w","next_occurrence_at":"soon"})"),
        ".next_occurrence_at: expected");
    row("channel data without data", problemsOf<ChannelData>(R"({"channel_id":"c"})"), ".data: required");
    row("run event without a kind",
        problemsOf<WorkflowRecipientRun>(
            R"({"id":"r","inserted_at":"2026-01-01T00:00:00Z","events":[{"id":"e","inserted_at":"2026-01-01T00:00:00Z"}]})"),
        ".events[0].event: required");
    row("no connection", problemsOf<SlackConnection>("{}"), ".connection.ok: required");
    row("no channels", problemsOf<SlackChannels>(R"({"next_cursor":""})"), ".slack_channels: required");
    row("channels a text", problemsOf<SlackChannels>(R"({"slack_channels":"C1"})"),
        ".slack_channels: expected");
    row("private in words",
        problemsOf<SlackChannels>(R"({"slack_channels":[{"id":"C","is_private":"yes"}]})"),
        ".slack_channels[0].is_private: expected");
    row("channel a number", problemsOf<SlackChannels>(R"({"slack_channels":[7]})"),
        ".slack_channels[0]: expected");
    row("not even an object", problemsOf<SlackChannels>("7"), ": expected");
}

void TestEntities::problems()
{
    QFETCH(QStringList, problems);
    QFETCH(QString, expected);
    QVERIFY(!problems.isEmpty());
    QVERIFY2(problems.first().startsWith(expected), qPrintable(problems.first()));
}

void TestEntities::brokenRowsLoseNoOther()
{
    const auto tenants = decoded<Page<Tenant>>(
        R"({"entries":[{"id":"a"},{"name":"nameless"},7,{"id":"b","settings":{"branding":1}},{"id":"c"}]})");
    QCOMPARE(tenants.rows.size(), 5);
    QList<bool> broken;
    for (const auto &row : tenants.rows)
        broken += row.isBroken();
    QCOMPARE(broken, (QList<bool> {false, true, true, true, false}));
    QVERIFY(tenants.rows[1].problem.startsWith(QStringLiteral(".entries[1].id: required")));
    QVERIFY(tenants.rows[2].problem.startsWith(QStringLiteral(".entries[2]: expected")));
    QCOMPARE(tenants.rows[1].value.name, u"nameless");
    QCOMPARE(tenants.rows[3].value.id, u"b"); // what could be read is there
}

QTEST_APPLESS_MAIN(TestEntities)
#include "tst_entities.moc"
