// Messages as they are read: E03 to E09, E14, E18, E25, X01, X02.
#include "api/schema/content.h"
#include "api/schema/feed.h"
#include "api/schema/message.h"
#include "api/schema/workflow.h"
#include "contract/cases.h"

#include <QTest>

using namespace api;

namespace contract {

namespace {

const QByteArray noMessage = "/v1/messages/2hPzK1f0WJb5c8uRtYxQ7dLmN4a";

void messageLists(Cases &c, const Known &k)
{
    c.on("E03");
    c.ok("all", "/v1/messages", {}, reads<Page<Message>>());
    c.ok("the one asked for", "/v1/messages?message_ids[]=" + k.mail, {}, hasRows(1));
    c.ok("ids and another filter", "/v1/messages?message_ids[]=" + k.mail + "&channel_id=" + k.feed, {},
         hasRows(0));
    c.paging("/v1/messages");
    c.messageFilters("/v1/messages");

    c.on("E18");
    const QByteArray ofUser = "/v1/users/" + k.user + "/messages";
    c.ok("a person's", ofUser, {}, reads<Page<Message>>()).then([k](Service &, const Answer &a) {
        QVERIFY(!a.rows().isEmpty());
        for (const QJsonValue &row : a.rows())
            QCOMPARE(row.toObject().value(QLatin1StringView("recipient")).toString().toUtf8(),
                     QByteArray::fromPercentEncoding(k.user));
    });
    c.missing("of nobody", "/v1/users/nobody-at-all/messages");
    c.paging(ofUser);
    c.messageFilters(ofUser);

    c.on("E25");
    const QByteArray ofObject = "/v1/objects/ships/mail/messages";
    c.ok("an object's", ofObject, {}, reads<Page<Message>>())
        .given({"PUT", "/v1/objects/ships/mail", "{}"})
        .then(hasRows(0));
    c.missing("of no object", "/v1/objects/ships/none-at-all/messages");
    c.paging(ofObject);
    c.messageFilters(ofObject);
}

void parts(Cases &c, const Known &k)
{
    const QByteArray mail = "/v1/messages/" + k.mail;
    c.on("E04");
    c.ok("one", mail, {}, reads<Message>()).then(says("id", QString::fromLatin1(k.mail)));
    c.missing("none", noMessage);

    c.on("E05");
    c.ok("what happened", mail + "/events", {}, reads<Page<MessageEvent>>())
        .then([](Service &, const Answer &a) { QVERIFY(!a.rows().isEmpty()); });
    c.missing("of none", noMessage + "/events");
    c.paging(mail + "/events");

    c.on("E06");
    c.ok("what led to it", mail + "/activities", {}, reads<Page<Activity>>())
        .then([](Service &, const Answer &a) { QVERIFY(!a.rows().isEmpty()); });
    c.ok("by trigger data", mail + "/activities?trigger_data=%7B%22none%22%3A1%7D", {}, hasRows(0));
    c.missing("of none", noMessage + "/activities");
    c.badQuery(mail + "/activities", "trigger_data", "%7B%22a%22%3A%5B%5D%7D");
    c.badQuery(mail + "/activities", "trigger_data", "text");
    c.paging(mail + "/activities");

    c.on("E07");
    c.ok("a mail", mail + "/content", {}, reads<MessageContent>())
        .then(says("message_id", QString::fromLatin1(k.mail)))
        .then(says("id", QString::fromLatin1(k.mail)))
        .then(says("data.__typename", "MessageEmailContent"));
    c.ok("a feed item", "/v1/messages/" + k.inApp + "/content", {}, reads<MessageContent>())
        .then(says("data.__typename", "MessageInAppFeedContent"));
    c.missing("of none", noMessage + "/content");

    c.on("E08");
    const QByteArray batch = "/v1/messages/batch/content?";
    const auto ids = [](int count) {
        return joined(
            count, [](int i) { return "message_ids[]=none" + QByteArray::number(i); }, '&');
    };
    c.ok("two", batch + "message_ids[]=" + k.mail + "&message_ids[]=" + k.inApp, {},
         reads<Page<MessageContent>>())
        .then(hasRows(2));
    c.ok("the other spelling", batch + "message_ids=" + k.mail, {}, hasRows(1));
    c.ok("25 ids", batch + ids(25), {}, hasRows(0)).atLimit("message_ids");
    c.bad("26 ids", batch + ids(26), {}, {"message_ids"}).atLimit("message_ids");
    c.bad("no ids", batch, {}, {"message_ids"});

    c.on("E09");
    c.ok("what the provider said", mail + "/delivery_logs", {}, reads<Page<MessageDeliveryLog>>());
    c.ok("nothing for a feed", "/v1/messages/" + k.inApp + "/delivery_logs", {}, hasRows(0));
    c.missing("of none", noMessage + "/delivery_logs");
    c.paging(mail + "/delivery_logs");
}

void feed(Cases &c, const Known &k)
{
    c.on("E14");
    const QByteArray feed = "/v1/users/" + k.user + "/feeds/" + k.feed;
    c.ok("a person's", feed, {}, reads<Feed>()).then([](Service &, const Answer &a) {
        QVERIFY(!a.rows().isEmpty());
        QVERIFY(a.at(QLatin1StringView("meta.total_count")).toInt() >= a.rows().size());
        QVERIFY(a.object().contains(QLatin1StringView("vars")));
    });
    c.ok("of nobody: empty, and no error", "/v1/users/nobody-at-all/feeds/" + k.feed, {}, hasRows(0))
        .then(says("meta.unread_count", 0))
        .then(says("meta.unseen_count", 0));
    c.ok("every filter",
         feed
             + "?status=unread&archived=only&has_tenant=true&tenant=acme&source=mention&locale=en"
               "&workflow_categories[]=billing&trigger_data=%7B%7D&exclude=data&unknown=1",
         {}, reads<Feed>());
    for (const char *status : {"unread", "read", "unseen", "seen", "all"})
        c.ok(status, feed + "?status=" + status, {}, reads<Feed>());
    c.badQuery(feed, "status", "new");
    c.badQuery(feed, "archived", "yes");
    c.badQuery(feed, "has_tenant", "1");
    c.badQuery(feed, "trigger_data", "%7B%22a%22%3A%7B%7D%7D");
    c.error("no channel", "/v1/users/" + k.user + "/feeds/00000000-0000-4000-8000-000000000000", {}, 404,
            "channel_invalid");
    c.error("a mail channel", "/v1/users/" + k.user + "/feeds/" + k.email, {}, 422, "channel_invalid");
    c.paging(feed, 200);
}

void runs(Cases &c, const Known &k)
{
    c.on("X01");
    const QByteArray list = "/v1/workflow_recipient_runs";
    c.ok("all", list, {}, reads<Page<WorkflowRecipientRun>>());
    c.ok("every filter",
         list + "?workflow=mention&status[]=completed&status[]=paused&tenant=acme&has_errors=false&recipient="
             + k.user + "&starting_at=2026-01-01T00:00:00Z&ending_at=2026-12-01T00:00:00Z",
         {}, reads<Page<WorkflowRecipientRun>>());
    c.ok("of an object", list + "?recipient[id]=x&recipient[collection]=ships", {}, hasRows(0));
    c.badQuery(list, "status[]", "lost");
    c.badQuery(list, "has_errors", "perhaps");
    c.badQuery(list, "starting_at", "yesterday");
    c.badQuery(list, "ending_at", "tomorrow");
    c.paging(list);

    c.on("X02");
    c.ok("one, with its steps", list + '/' + k.run, {}, reads<WorkflowRecipientRun>())
        .then(says("id", QString::fromLatin1(k.run)))
        .then([](Service &, const Answer &a) {
            QVERIFY(!a.at(QLatin1StringView("events")).toArray().isEmpty());
        });
    c.missing("none", list + "/00000000-0000-4000-8000-000000000000");
}

} // namespace

void messageCases(Cases &c, const Known &k)
{
    messageLists(c, k);
    parts(c, k);
    feed(c, k);
    runs(c, k);
}

} // namespace contract
