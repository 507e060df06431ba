// What is told of a message beyond its own events: its run, what a status means, what is lost, and two
// compared.
#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "models/vocabulary.h"
#include "ui/message/comparechooser.h"
#include "ui/message/messagecompare.h"
#include "ui/message/messagereport.h"
#include "ui/message/providercall.h"
#include "ui/message/runsteps.h"
#include "ui/message/storynotes.h"
#include "ui/message/timeline.h"

#include <QJsonArray>
#include <QTest>

using namespace ui;

namespace {

constexpr qint64 begin = 1'764'000'000'000'000; // µs: 2025-11-24T16:00:00Z
constexpr qint64 minute = 60'000'000;

api::RunEvent ran(const QString &event, const QString &ref, const QString &type, const QJsonObject &data = {},
                  qint64 at = begin)
{
    api::RunEvent e;
    e.event = event;
    e.status = "ok";
    e.stepRef = ref;
    e.stepType = type;
    e.data = data;
    e.insertedAt = {at};
    return e;
}

QJsonObject blocked(const QString &where, const QString &key, const QString &level, bool wholeRow = true)
{
    return {
        {"reason", "preferences"},
        {"channel_type", "email"},
        {"blocked_by",
         QJsonArray {QJsonObject {
             {"where", where}, {"key", key}, {"state", "off"}, {"level", level}, {"whole_row", wholeRow}}}}};
}

MessageStory told(const QString &who, const char *status)
{
    MessageStory s;
    s.message.id = "m-" + who;
    s.message.recipient.id = who;
    s.message.workflow = "digest";
    s.message.source.workflowRunId = "run";
    s.message.status = api::DeliveryStatus::fromText(status);
    s.message.insertedAt = {begin};
    s.channelType = "email";
    s.channelName = "SendGrid";
    s.destination = who + "@example.com";
    return s;
}

api::WorkflowRecipientRun runOf(const QList<api::RunEvent> &events)
{
    api::WorkflowRecipientRun run;
    run.id = "r";
    run.events = events;
    run.insertedAt = {begin};
    return run;
}

} // namespace

class TestMessageRuns : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void skips_data();
    void skips();
    void waitsAndEnds();
    void theTimelineMergesRunAndBatch();
    void manyActivitiesAreCounted();
    void timesOfItsOwnWhenNothingIsKept();
    void statusNotes_data();
    void statusNotes();
    void losses();
    void providerCalls();
    void theReportIsWhole();
    void twoOfOneRun();
    void factsAndContents();
    void pastedIds();
};

void TestMessageRuns::skips_data()
{
    QTest::addColumn<QJsonObject>("data");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const QJsonObject &data, const char *text) {
        QTest::newRow(name) << data << QString(text);
    };
    row("category", blocked("category", "marketing", "recipient"),
        "Email was skipped: Ada turned marketing off.");
    row("category for the channel", blocked("category", "marketing", "recipient", false),
        "Email was skipped: Ada turned marketing by email off.");
    row("channel type", blocked("channel_type", "email", "recipient"),
        "Email was skipped: Ada turned email off.");
    row("workflow, tenant", blocked("workflow", "digest", "tenant_default"),
        "Email was skipped: the tenant's default turns the workflow digest off.");
    row("commercial, everybody", blocked("commercial", "", "environment_default"),
        "Email was skipped: the default for everybody turns commercial messages off.");
    row("level not told", blocked("category", "marketing", ""),
        "Email was skipped: marketing is turned off in the preferences.");
    row("nothing named", {{"reason", "preferences"}, {"channel_type", "sms"}},
        "SMS was skipped: the preferences are against it.");
    row("address", {{"reason", "missing_address"}, {"missing", "phone_number"}, {"channel_type", "sms"}},
        "SMS was skipped: Ada has no phone number.");
    row("device", {{"reason", "missing_channel_data"}, {"missing", "channel_data"}, {"channel_type", "push"}},
        "Push was skipped: Ada has no device or connection stored for this channel.");
    row("conditions", {{"reason", "conditions"}, {"failed", QJsonArray {"data.total is 3"}}},
        "Step_1 was skipped: its conditions do not hold (data.total is 3).");
    row("a reason of tomorrow", {{"reason", "full_moon"}, {"channel_type", "sms"}},
        "SMS was skipped: full moon.");
    row("no reason", {{"channel_type", "sms"}, {"x", 1}},
        "SMS was skipped: {\"channel_type\": \"sms\", \"x\": 1}.");
}

void TestMessageRuns::skips()
{
    QFETCH(QJsonObject, data);
    const QList<RunStep> steps
        = runSteps(runOf({ran("step_skipped", "step_1", "channel", data)}), "Ada", nullptr);
    QCOMPARE(steps.size(), 1);
    QVERIFY(steps.first().isSkip);
    QCOMPARE(steps.first().tone, models::Tone::Warn);
    QTEST(skipSentence(steps), "text");
}

void TestMessageRuns::waitsAndEnds()
{
    const QString until = api::Timestamp {begin + 120 * minute}.toWire();
    api::RunEvent broken = ran("exploded", "", "", {{"why", "so"}});
    broken.status = "error";
    const QList<RunStep> steps = runSteps(
        runOf({ran("delay_started", "delay_1", "delay", {{"until", until}}),
               ran("delay_finished", "delay_1", "delay"), ran("throttle_passed", "throttle_1", "throttle"),
               ran("throttled", "throttle_1", "throttle", {{"limit", 2}, {"passed", 2}}), broken}),
        "Ada", nullptr);
    QStringList texts;
    for (const RunStep &step : steps)
        texts += step.text;
    QCOMPARE(texts,
             QStringList({"delay started, for 2 h", "delay over",
                          "stopped by the throttle: Ada had 2 of at most 2 already",
                          "exploded {\"why\": \"so\"}"}));
    QCOMPARE(steps.last().tone, models::Tone::Bad);
}

void TestMessageRuns::theTimelineMergesRunAndBatch()
{
    MessageStory s = told("ada", "delivered");
    s.message.recipient.name = "Ada";
    s.message.insertedAt = {begin + 10 * minute};
    s.run = runOf(
        {ran("batch_opened", "batch_1", "batch", {{"until", api::Timestamp {begin + 10 * minute}.toWire()}}),
         ran("batch_closed", "batch_1", "batch", {{"activities", 2}}, begin + 10 * minute),
         ran("step_skipped", "push_1", "channel",
             {{"reason", "missing_channel_data"}, {"channel_type", "push"}}, begin + 10 * minute),
         ran("message_enqueued", "email_1", "channel", {{"message_id", "m-ada"}, {"channel_type", "email"}},
             begin + 10 * minute),
         ran("message_enqueued", "chat_1", "channel", {{"message_id", "other"}, {"channel_type", "chat"}},
             begin + 10 * minute)});
    for (int i = 0; i < 2; ++i) {
        api::Activity a;
        a.actor.id = i == 0 ? "bo" : "cy";
        a.insertedAt = {begin + i * 4 * minute};
        s.joined += a;
    }
    s.activities = 2;
    api::MessageEvent delivered;
    delivered.type = "message.delivered";
    delivered.insertedAt = {begin + 12 * minute};
    s.events += delivered;
    QStringList lines;
    const QList<TimelineEntry> entries = timeline(s);
    for (const TimelineEntry &entry : entries)
        lines += entry.plain();
    QCOMPARE(
        lines,
        QStringList({"trigger digest batch of 2", "batch opened, collects for 10 min",
                     "4 min later cy joined the batch 2 of 2", "6 min later batch closed with 2 activities",
                     "Push was skipped: Ada has no device or connection stored for this channel",
                     "Chat message made", "2 min later delivered"}));
    QCOMPARE(entries.at(5).messageId, "other");
    // From the first activity on, not from when the message was made.
    QVERIFY2(tell(s).text.startsWith("Delivered to ada@example.com by email 12 min after the trigger"),
             qPrintable(tell(s).text));
}

void TestMessageRuns::manyActivitiesAreCounted()
{
    MessageStory s = told("ada", "delivered");
    for (int i = 0; i < 30; ++i) {
        api::Activity a;
        a.actor.id = "someone";
        a.insertedAt = {begin + i * minute};
        s.joined += a;
    }
    s.activities = 30;
    const QList<TimelineEntry> entries = timeline(s);
    QCOMPARE(entries.size(), 6); // the trigger, four by name, the rest
    QVERIFY(entries.last().text.contains("25 more activities"));
}

void TestMessageRuns::timesOfItsOwnWhenNothingIsKept()
{
    MessageStory s = told("ada", "delivered");
    s.eventsRead = true;
    s.message.seenAt = {begin + minute};
    s.message.archivedAt = {begin + 2 * minute};
    const QList<TimelineEntry> entries = timeline(s);
    QCOMPARE(entries.size(), 3);
    QCOMPARE(entries.at(1).text, "seen");
    QCOMPARE(entries.at(2).text, "archived");
    const qint64 day = 24 * 60 * minute;
    QVERIFY(!isHistoryGone(s, begin + 29 * day));
    QVERIFY(isHistoryGone(s, begin + 31 * day));
    s.eventsRead = false; // nothing can be said yet
    QVERIFY(!isHistoryGone(s, begin + 31 * day));
}

void TestMessageRuns::statusNotes_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("status");
    QTest::addColumn<QString>("part");
    const auto row = [](const char *type, const char *status, const char *part) {
        QTest::addRow("%s %s", type, status) << QString(type) << QString(status) << QString(part);
    };
    row("push", "sent", "never gets past “sent”");
    row("chat", "sent", "never gets past “sent”");
    row("email", "sent", "only when SendGrid reports the delivery");
    row("in_app_feed", "delivered", "the moment it is in the feed");
    row("http", "delivered", "2xx");
    row("email", "delivered", "");
    row("sms", "queued", "8 times within about 30 minutes");
    row("sms", "delivery_attempted", "8 times within about 30 minutes");
    row("email", "undelivered", "final");
    row("email", "bounced", "final");
    row("email", "not_sent", "nobody received it");
    row("email", "teleported", "");
}

void TestMessageRuns::statusNotes()
{
    QFETCH(QString, type);
    QFETCH(QString, status);
    QFETCH(QString, part);
    MessageStory s = told("ada", qPrintable(status));
    s.channelType = type;
    const QString note = statusNote(s);
    QVERIFY2(part.isEmpty() ? note.isEmpty() : note.contains(part), qPrintable(note));
}

void TestMessageRuns::losses()
{
    MessageStory s = told("ada", "delivered");
    QVERIFY(lossNotes(s, begin).isEmpty());
    s.recipientGone = s.contentGone = s.eventsRead = true;
    const QStringList notes = lossNotes(s, begin + 100LL * 24 * 60 * minute);
    QCOMPARE(notes.size(), 3);
    QVERIFY(notes.at(0).startsWith("The user ada does not exist any more"));
    QVERIFY(notes.at(1).contains("30 or 90 days"));
    QVERIFY(notes.at(2).startsWith("Its content is not kept any more"));
    s.message.recipient.collection = "projects";
    QVERIFY(lossNotes(s, begin).first().startsWith("The object projects/ada"));
}

void TestMessageRuns::providerCalls()
{
    api::ProviderRequest request;
    request.method = "POST";
    request.host = "https://api.test";
    request.path = "/send";
    request.query = "to=ada&api_key=abcdef123456&token=xyz";
    const QString target = targetOf(request);
    QVERIFY2(target.startsWith("POST https://api.test/send?to=ada"), qPrintable(target));
    QVERIFY(!target.contains("abcdef") && !target.contains("xyz"));
    QCOMPARE(shownBody("{\"a\": 1}").toObject().value("a").toInt(), 1);
    const QJsonObject form = shownBody("To=%2B34600&Body=Hi+there&auth_token=secretsecret").toObject();
    QCOMPARE(form.value("To").toString(), "+34600");
    QCOMPARE(form.value("Body").toString(), "Hi there");
    QVERIFY(!form.value("auth_token").toString().contains("secret"));
    QCOMPARE(shownBody("a = b, or not").toString(), "a = b, or not");
    QVERIFY(shownBody("").isNull());
    QCOMPARE(statusText(202), "202 Accepted");
    QCOMPARE(statusText(550), "550");
}

void TestMessageRuns::theReportIsWhole()
{
    MessageStory s = told("ada", "bounced");
    s.message.recipient.name = "Ada";
    s.run
        = runOf({ran("step_skipped", "push_1", "channel",
                     {{"reason", "missing_address"}, {"missing", "phone_number"}, {"channel_type", "sms"}})});
    api::MessageEvent bounced;
    bounced.type = "message.bounced";
    bounced.insertedAt = {begin + 1'217'000};
    s.events += bounced;
    api::MessageDeliveryLog log;
    log.serviceName = "SendGrid";
    log.request.method = "POST";
    log.request.host = "https://api.sendgrid.com";
    log.request.path = "/v3/mail/send";
    log.request.headers = {{"Authorization", "Bearer SG.topsecretvalue"}};
    log.response.status = 550;
    log.response.body = QJsonObject {{"message", "mailbox unavailable"}, {"api_key", "SG.topsecretvalue"}};
    log.insertedAt = {begin + 1'217'000};
    s.logs += log;
    const QString report = messageReport(s, nullptr, begin + minute);
    for (const char *part : {"digest to Ada\n", "refused it: mailbox unavailable", "“Bounced” is final",
                             "In the same run: SMS was skipped: Ada has no phone number.", "Timeline (UTC)",
                             "2025-11-24 16:00:01.217  +1.2 s bounced 550",
                             "SendGrid POST https://api.sendgrid.com/v3/mail/send: 550", "Ada (ada)", "m-ada",
                             "Workflow run:    run", "doorman message:m-ada"})
        QVERIFY2(report.contains(part), qPrintable(QString(part) + "\nis not in\n" + report));
    QVERIFY(!report.contains("topsecret"));
}

void TestMessageRuns::twoOfOneRun()
{
    MessageStory ada = told("ada", "delivered"), bo = told("bo", "delivered");
    ada.run = runOf({ran("message_enqueued", "feed_1", "channel", {{"channel_type", "in_app_feed"}}),
                     ran("message_enqueued", "email_1", "channel", {{"channel_type", "email"}})});
    QJsonObject off = blocked("category", "marketing", "recipient");
    bo.run = runOf({ran("message_enqueued", "feed_1", "channel", {{"channel_type", "in_app_feed"}}),
                    ran("step_skipped", "email_1", "channel", off)});
    const QStringList lines = compareVerdict(ada, bo, nullptr);
    QCOMPARE(
        lines,
        QStringList({"Both come from the same trigger of digest: one for ada, one for bo.",
                     "Both are delivered.",
                     "For ada: Email message made. For bo: Email was skipped: bo turned marketing off."}));
    const QList<ComparedRow> steps = compareSteps(ada, bo, nullptr);
    QCOMPARE(steps.size(), 2);
    QVERIFY(!steps.at(0).differs());
    QVERIFY(steps.at(1).differs());
    QCOMPARE(steps.at(1).label, "Email · email_1");
    // Both skipped for the same reason: names are no difference.
    ada.run = bo.run;
    QVERIFY(!compareSteps(ada, bo, nullptr).at(1).differs());
    bo.message.source.workflowRunId = "another";
    QVERIFY(compareVerdict(ada, bo, nullptr).first().contains("different triggers"));
    bo.message.workflow = "invoice";
    QVERIFY(compareVerdict(ada, bo, nullptr).first().contains("different workflows"));
    ada.run.reset();
    bo.run.reset();
    QVERIFY(compareSteps(ada, bo, nullptr).isEmpty());
}

void TestMessageRuns::factsAndContents()
{
    MessageStory ada = told("ada", "delivered"), bo = told("bo", "bounced");
    ada.message.data = {{"total", 3}, {"same", true}};
    bo.message.data = {{"same", true}, {"extra", "x"}};
    QStringList differing;
    for (const ComparedRow &row : compareFacts(ada, bo)) {
        if (row.differs())
            differing += row.label;
    }
    QCOMPARE(differing, QStringList({"Delivery", "Recipient", "Sent to", "data.extra", "data.total"}));
    const QStringList lines
        = contentLines({{"data",
                         QJsonObject {{"subject", "Hi"},
                                      {"html_body", "<p>a</p><p>b</p>"},
                                      {"blocks", QJsonArray {QJsonObject {{"name", "body"}}}}}}});
    QCOMPARE(lines,
             QStringList({"blocks[0].name: body", "html_body: ", "<p>a</p>", "<p>b</p>", "subject: Hi"}));
}

void TestMessageRuns::pastedIds()
{
    QCOMPARE(CompareChooser::idIn(" 2f9Ab "), "2f9Ab");
    QCOMPARE(CompareChooser::idIn("message:2f9Ab/content"), "2f9Ab");
    QCOMPARE(CompareChooser::idIn("doorman message:2f9Ab"), "2f9Ab");
    QCOMPARE(CompareChooser::idIn("user:ada"), "");
    QCOMPARE(CompareChooser::idIn("not an id"), "");
}

QTEST_GUILESS_MAIN(TestMessageRuns)
#include "tst_messageruns.moc"
