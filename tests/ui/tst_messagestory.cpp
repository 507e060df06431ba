// What is told of a message: a sentence for every kind of channel and status, and its life in order.
#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "models/secrets.h"
#include "ui/message/chattext.h"
#include "ui/message/messagestory.h"
#include "ui/message/timeline.h"
#include "ui/message/timespans.h"
#include "ui/person/localtime.h"

#include <QJsonDocument>
#include <QTest>
#include <QTimeZone>

using namespace ui;

namespace {

constexpr qint64 start = 1'764'000'000'000'000; // µs

api::MessageEvent happened(const QString &word, qint64 afterMs, const QJsonObject &data = {})
{
    api::MessageEvent e;
    e.id = word + QString::number(afterMs);
    e.type = "message." + word;
    e.insertedAt = {start + afterMs * 1000};
    e.data = data;
    return e;
}

api::MessageDeliveryLog called(qint64 afterMs, int status, const QJsonValue &body = {})
{
    api::MessageDeliveryLog l;
    l.serviceName = "SendGrid";
    l.request.method = "POST";
    l.request.path = "/v3/mail/send";
    l.response.status = status;
    l.response.body = body;
    l.insertedAt = {start + afterMs * 1000};
    return l;
}

MessageStory story(const char *type, const char *status)
{
    MessageStory s;
    s.message.status = api::DeliveryStatus::fromText(status);
    s.message.workflow = "invoice-ready";
    s.message.insertedAt = {start};
    s.channelType = type;
    const QHash<QString, QString> names {
        {"email", "SendGrid"}, {"sms", "Twilio"}, {"push", "APNs"}, {"chat", "Slack"}};
    s.channelName = names.value(type);
    if (s.channelType == "email")
        s.destination = "ada@example.com";
    else if (s.channelType == "sms")
        s.destination = "+34600555014";
    else if (s.channelType == "push")
        s.destination = "0a1b2c3d4e5f";
    return s;
}

QStringList plain(const QList<TimelineEntry> &entries)
{
    QStringList lines;
    for (const TimelineEntry &entry : entries)
        lines += entry.plain();
    return lines;
}

} // namespace

class TestMessageStory : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sentences_data();
    void sentences();
    void engagement_data();
    void engagement();
    void quotesAreBoldAndEscaped();
    void providerWords_data();
    void providerWords();
    void timelines_data();
    void timelines();
    void timelineTones();
    void spans_data();
    void spans();
    void secrets();
    void chat_data();
    void chat();
    void localTimes_data();
    void localTimes();
};

void TestMessageStory::sentences_data()
{
    QTest::addColumn<MessageStory>("story");
    QTest::addColumn<QString>("text");

    MessageStory s = story("email", "delivered");
    s.events = {happened("created", 0), happened("sent", 900), happened("delivered", 180'000)};
    s.message.engagement.set(api::Engagement::Seen);
    QTest::newRow("email delivered")
        << s << "Delivered to ada@example.com by email 3 min after the trigger; seen, not read.";
    s = story("in_app_feed", "delivered");
    s.events = {happened("delivered", 382)};
    QTest::newRow("in-app delivered") << s << "Delivered in-app 0.4 s after the trigger. Not seen yet.";
    s.events = {happened("delivered", 0)};
    QTest::newRow("in-app delivered at once") << s << "Delivered in-app at once. Not seen yet.";
    s = story("push", "delivered");
    QTest::newRow("push delivered, token not told")
        << s << "Delivered by push. Nothing is known of it being opened.";
    s = story("chat", "delivered");
    s.events = {happened("delivered", 2000)};
    QTest::newRow("chat delivered")
        << s << "Delivered on Slack 2 s after the trigger. Nothing is known of it being opened.";
    s = story("http", "delivered");
    QTest::newRow("webhook delivered") << s << "Delivered by webhook. Nothing is known of it being opened.";
    s = story("", "delivered");
    QTest::newRow("unknown channel") << s << "Delivered. Nothing is known of it being opened.";

    s = story("sms", "sent");
    s.events = {happened("sent", 1200)};
    QTest::newRow("sms sent")
        << s
        << "Handed to Twilio for +34600555014 1.2 s after the trigger; the delivery is not confirmed. "
           "Nothing is known of it being opened.";
    s = story("push", "sent");
    s.events = {happened("sent", 1200)};
    QTest::newRow("push sent") << s
                               << "Handed to APNs 1.2 s after the trigger, which is as far as a push "
                                  "notification can be followed. Nothing is known of it being opened.";
    QTest::newRow("email queued") << story("email", "queued")
                                  << "Waiting to be sent to ada@example.com by email; nothing has left yet.";
    s = story("push", "queued");
    s.events = {happened("delivery_attempted", 900, {{"attempt", 2}, {"max_attempts", 8}})};
    QTest::newRow("push queued again") << s << "Try 2 of 8 failed; it is waiting to be sent by push again.";
    s = story("sms", "delivery_attempted");
    s.events
        = {happened("delivery_attempted", 900, {{"attempt", 1}, {"max_attempts", 8}, {"retryable", true}})};
    s.logs = {called(900, 503, QJsonObject {{"message", "Service unavailable"}})};
    QTest::newRow("sms attempted")
        << s
        << "Try 1 of 8 to deliver it to +34600555014 by SMS failed: Service unavailable. "
           "It will be tried again.";
    s.events
        = {happened("delivery_attempted", 900, {{"attempt", 8}, {"max_attempts", 8}, {"retryable", false}})};
    QTest::newRow("sms attempted for the last time")
        << s
        << "Try 8 of 8 to deliver it to +34600555014 by SMS failed: Service unavailable. It will not be "
           "tried again.";
    s = story("email", "undelivered");
    s.events = {happened("undelivered", 900, {{"failure_reason", "retries_exhausted"}})};
    QTest::newRow("email undelivered") << s
                                       << "It could not be delivered to ada@example.com by email and will "
                                          "not be tried again: retries exhausted.";
    s = story("email", "bounced");
    s.events = {happened("sent", 900),
                happened("bounced", 33'000, {{"failure_details", "550 mailbox unavailable"}})};
    QTest::newRow("email bounced")
        << s
        << "SendGrid took it, then the receiving server refused it: 550 mailbox unavailable. "
           "Check the address.";
    s.events.removeFirst();
    QTest::newRow("email bounced at once")
        << s << "SendGrid refused it: 550 mailbox unavailable. Check the address.";
    s = story("sms", "bounced");
    QTest::newRow("sms bounced, no reason") << s << "Twilio refused it. Check the phone number.";
    s = story("push", "bounced");
    s.events = {happened("bounced", 10, {{"failure_details", "BadDeviceToken"}})};
    QTest::newRow("push bounced")
        << s << "APNs refused it: BadDeviceToken. The app may have been removed from the device.";
    s = story("chat", "bounced");
    s.logs = {called(10, 404, QJsonObject {{"ok", false}, {"error", "channel_not_found"}})};
    QTest::newRow("chat bounced")
        << s << "Slack refused it: channel_not_found. Check the connection to the channel.";
    QTest::newRow("not sent")
        << story("email", "not_sent")
        << "Not sent to ada@example.com by email: the channel is in sandbox mode, so nothing left the "
           "service.";
    QTest::newRow("a word of tomorrow")
        << story("email", "teleported")
        << "The service calls its delivery “teleported”, a word this console does not know.";
}

void TestMessageStory::sentences()
{
    QFETCH(MessageStory, story);
    QTEST(tell(story).text, "text");
}

void TestMessageStory::engagement_data()
{
    QTest::addColumn<QList<int>>("set");
    QTest::addColumn<QString>("tail");
    using E = api::Engagement;
    const auto row = [](const char *name, QList<E> set, const char *tail) {
        QList<int> numbers;
        for (const E e : set)
            numbers += int(e);
        QTest::newRow(name) << numbers << tail;
    };
    row("none", {}, ". Not seen yet.");
    row("seen", {E::Seen}, "; seen, not read.");
    row("read without seen", {E::Read}, "; read.");
    row("both", {E::Seen, E::Read}, "; seen, read.");
    row("archived", {E::Seen, E::Archived}, "; seen, archived.");
    row("all", {E::Seen, E::Read, E::Interacted, E::LinkClicked, E::Archived},
        "; seen, read, interacted with, a link in it clicked, archived.");
}

void TestMessageStory::engagement()
{
    QFETCH(QList<int>, set);
    QFETCH(QString, tail);
    MessageStory s = story("in_app_feed", "delivered");
    for (const int e : set)
        s.message.engagement.set(api::Engagement(e));
    QCOMPARE(tell(s).text, "Delivered in-app" + tail);
}

void TestMessageStory::quotesAreBoldAndEscaped()
{
    MessageStory s = story("email", "bounced");
    s.events = {happened("bounced", 1, {{"failure_details", "<b>550</b> & gone"}})};
    const Sentence sentence = tell(s);
    QCOMPARE(sentence.quote, "<b>550</b> & gone");
    QCOMPARE(sentence.html(),
             "SendGrid refused it: <b>&lt;b&gt;550&lt;/b&gt; &amp; gone</b>. Check the address.");
}

void TestMessageStory::providerWords_data()
{
    QTest::addColumn<QJsonValue>("body");
    QTest::addColumn<QString>("words");
    QTest::newRow("text") << QJsonValue("mailbox full\n") << "mailbox full";
    QTest::newRow("message") << QJsonValue(QJsonObject {{"message", "no"}}) << "no";
    QTest::newRow("list of errors") << QJsonValue(
        QJsonObject {{"errors", QJsonArray {QJsonObject {{"message", "bad to"}}}}})
                                    << "bad to";
    QTest::newRow("nested") << QJsonValue(QJsonObject {{"error", QJsonObject {{"description", "gone"}}}})
                            << "gone";
    QTest::newRow("nothing said") << QJsonValue(QJsonObject {{"code", 7}}) << "";
}

void TestMessageStory::providerWords()
{
    QFETCH(QJsonValue, body);
    MessageStory s = story("email", "bounced");
    s.logs = {called(5, 200, "fine"), called(10, 400, body)};
    QTEST(ui::providerWords(s), "words");
}

void TestMessageStory::timelines_data()
{
    QTest::addColumn<MessageStory>("story");
    QTest::addColumn<QStringList>("lines");

    MessageStory s = story("email", "bounced");
    s.message.tenant = "acme";
    // In the order in which a service may list them: newest first.
    s.events = {happened("bounced", 34'200), happened("sent", 1200), happened("queued", 300),
                happened("created", 0)};
    s.logs = {called(34'100, 550), called(1150, 202)};
    QTest::newRow("bounced") << s
                             << QStringList {"trigger invoice-ready tenant acme", "+300 ms queued",
                                             "+900 ms sent to SendGrid 202", "+33 s bounced 550"};

    s = story("in_app_feed", "delivered");
    s.actor = "Jonas";
    s.activities = 5;
    s.events = {happened("delivered", 382), happened("queued", 217), happened("seen", 60'382),
                happened("unseen", 61'382)};
    QTest::newRow("in-app") << s
                            << QStringList {"trigger invoice-ready by Jonas, batch of 5", "+217 ms queued",
                                            "+165 ms delivered to the feed", "+60 s seen",
                                            "+1 s marked unseen"};

    s = story("push", "undelivered");
    s.events
        = {happened("queued", 0), happened("delivery_attempted", 100, {{"attempt", 1}, {"max_attempts", 2}}),
           happened("queued", 150),
           happened("delivery_attempted", 20'000, {{"attempt", 2}, {"max_attempts", 2}}),
           happened("undelivered", 20'000)};
    s.logs = {called(90, 503), called(19'990, 503)};
    QTest::newRow("tries") << s << QStringList {"trigger invoice-ready",         "queued",
                                                "+100 ms try 1 of 2 failed 503", "+50 ms queued again",
                                                "+20 s try 2 of 2 failed 503",   "undelivered"};

    s = story("email", "delivered");
    s.events = {happened("sent", 1000)};
    s.logs = {called(1000, 202), called(90'000, 200)};
    QTest::newRow("a call without an event")
        << s
        << QStringList {"trigger invoice-ready", "+1 s sent to SendGrid 202",
                        "+89 s asked SendGrid POST /v3/mail/send 200"};

    s = story("", "delivered");
    api::MessageEvent old = happened("x", 5);
    old.type = "enqueued"; // older answers leave the prefix out
    s.events = {old, happened("levitated_twice", 10)};
    QTest::newRow("words without prefix, words of tomorrow")
        << s << QStringList {"trigger invoice-ready", "+5 ms queued", "+5 ms levitated twice"};
    QTest::newRow("nothing known") << story("email", "queued") << QStringList {"trigger invoice-ready"};
}

void TestMessageStory::timelines()
{
    QFETCH(MessageStory, story);
    QTEST(plain(timeline(story)), "lines");
}

void TestMessageStory::timelineTones()
{
    MessageStory s = story("email", "bounced");
    s.events = {happened("sent", 10), happened("bounced", 20)};
    const QList<TimelineEntry> entries = timeline(s);
    QCOMPARE(entries.at(1).tone, models::Tone::None);
    QCOMPARE(entries.at(2).tone, models::Tone::Bad);
    QCOMPARE(statusTone(202), models::Tone::Ok);
    QCOMPARE(statusTone(302), models::Tone::Warn);
    QCOMPARE(statusTone(550), models::Tone::Bad);
}

void TestMessageStory::spans_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("span");
    QTest::addColumn<QString>("gap");
    QTest::newRow("tenths") << qint64(382) << "0.4 s"
                            << "+382 ms";
    QTest::newRow("seconds") << qint64(33'000) << "33 s"
                             << "+33 s";
    QTest::newRow("minutes") << qint64(180'000) << "3 min"
                             << "3 min later";
    QTest::newRow("hours") << qint64(2 * 3'600'000) << "2 h"
                           << "2 h later";
    QTest::newRow("days") << qint64(3) * 86'400'000 << "3 days"
                          << "3 days later";
}

void TestMessageStory::spans()
{
    QFETCH(qint64, ms);
    QTEST(spanText(ms * 1000), "span");
    QTEST(gapText(ms * 1000), "gap");
}

void TestMessageStory::secrets()
{
    const QJsonObject in {{"Authorization", "Bearer sk_live_abcdefgh"},
                          {"X-Api-Key", "0123456789abcdef"},
                          {"Content-Type", "application/json"},
                          {"connection", QJsonObject {{"access_token", "xoxb-1-2"}, {"channel_id", "C0AAA"}}},
                          {"list", QJsonArray {QJsonObject {{"password", "hunter2"}}}}};
    const QJsonObject out = models::maskedSecrets(in).toObject();
    const QByteArray text = QJsonDocument(out).toJson();
    for (const char *secret : {"abcdefgh", "456789abcdef", "xoxb-1-2", "hunter2"})
        QVERIFY2(!text.contains(secret), secret);
    QVERIFY(out.value("Authorization").toString().startsWith("Bearer "));
    QCOMPARE(out.value("Content-Type").toString(), "application/json");
    QCOMPARE(out.value("connection").toObject().value("channel_id").toString(), "C0AAA");
}

void TestMessageStory::chat_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("html");
    QTest::newRow("bold") << "*Ada* wrote"
                          << "<p><b>Ada</b> wrote</p>";
    QTest::newRow("all marks") << "_a_ ~b~ `c`"
                               << "<p><i>a</i> <s>b</s> <code>c</code></p>";
    QTest::newRow("link") << "<https://x.example/a_b_c?x=1&y=2|Open *it*>"
                          << "<p><a href=\"https://x.example/a_b_c?x=1&amp;y=2\">Open *it*</a></p>";
    QTest::newRow("bare link") << "<https://x.example>"
                               << "<p><a href=\"https://x.example\">https://x.example</a></p>";
    QTest::newRow("quote") << "> well\nyes"
                           << "<blockquote>well</blockquote><p>yes</p>";
    QTest::newRow("single signs stay") << "2 * 3 = 6, snake_case_name"
                                       << "<p>2 * 3 = 6, snake_case_name</p>";
    QTest::newRow("no markup comes through") << "<b>x</b> <javascript:alert(1)|y>"
                                             << "<p>&lt;b&gt;x&lt;/b&gt; &lt;javascript:alert(1)|y&gt;</p>";
}

void TestMessageStory::chat()
{
    QFETCH(QString, text);
    QTEST(chatHtml(text), "html");
}

void TestMessageStory::localTimes_data()
{
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QString>("text");
    QTest::newRow("same day") << "Europe/Madrid"
                              << "16:42 there · Europe/Madrid";
    QTest::newRow("tomorrow") << "Asia/Tokyo"
                              << "00:42 tomorrow there · Asia/Tokyo";
    QTest::newRow("yesterday") << "Pacific/Pago_Pago"
                               << "04:42 there · Pacific/Pago_Pago";
    QTest::newRow("nowhere") << "Mars/Phobos"
                             << "unknown time zone “Mars/Phobos”";
    QTest::newRow("none") << ""
                          << "";
}

void TestMessageStory::localTimes()
{
    QFETCH(QString, zone);
    const QDateTime now(QDate(2026, 1, 15), QTime(15, 42), QTimeZone::utc());
    QTEST(localTimeThere(now, zone, QTimeZone::utc()), "text");
    const QDateTime early(QDate(2026, 1, 15), QTime(2, 0), QTimeZone::utc());
    QCOMPARE(localTimeThere(early, "America/New_York", QTimeZone::utc()),
             "21:00 yesterday there · America/New_York");
}

QTEST_GUILESS_MAIN(TestMessageStory)
#include "tst_messagestory.moc"
