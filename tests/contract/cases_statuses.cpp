// What changes a message's engagement: E10 to E13; and bulk operations: E58.
#include "api/schema/bulk.h"
#include "api/schema/message.h"
#include "contract/cases.h"

#include <QTest>

using namespace api;

namespace contract {

namespace {

constexpr char fivePairs[] = R"({"metadata":{"a":1,"b":"2","c":true,"d":null,"e":1.5}})";
constexpr char sixPairs[] = R"({"metadata":{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1}})";

Check engagementIs(const char *word, bool isSet)
{
    return [word, isSet](Service &, const Answer &a) {
        const QJsonValue message = a.json.isArray() ? a.json[0] : a.json;
        const QJsonArray all = message[QLatin1StringView("engagement_statuses")].toArray();
        QCOMPARE(all.contains(QString::fromLatin1(word)), isSet);
        QCOMPARE(message[QString::fromLatin1(word) + QStringLiteral("_at")].isString(), isSet);
    };
}

// The pairs that go with `interacted`. `body` makes a body of a `"metadata":…`.
void metadata(Cases &c, const QByteArray &target, const QByteArray &otherTarget,
              const std::function<QByteArray(QByteArray)> &body)
{
    c.ok("five pairs", target, body(fivePairs)).atLimit("metadata");
    c.bad("six pairs", target, body(sixPairs), {"metadata"}).atLimit("metadata");
    c.bad("a map in a pair", target, body(R"({"metadata":{"a":{"b":1}}})"), {"metadata"});
    c.bad("a list in a pair", target, body(R"({"metadata":{"a":[1]}})"), {"metadata"});
    c.bad("a list", target, body(R"({"metadata":[1]})"), {"metadata"});
    c.bad("text", target, body(R"({"metadata":"a"})"), {"metadata"});
    c.bad("with another word", otherTarget, body(R"({"metadata":{"a":1}})"), {"metadata"});
}

void oneStatus(Cases &c, const Known &k)
{
    const QByteArray message = "/v1/messages/" + k.inApp;
    const QByteArray none = "/v1/messages/2hPzK1f0WJb5c8uRtYxQ7dLmN4a";
    c.on("E10");
    for (const char *word : {"seen", "read", "interacted", "archived"})
        c.ok(word, message + '/' + word, "{}", reads<Message>()).then(engagementIs(word, true));
    c.ok("no body", message + "/seen", {}, engagementIs("seen", true));
    metadata(c, message + "/interacted", message + "/read", [](const QByteArray &body) { return body; });
    c.missing("no message", none + "/seen", "{}");
    c.bad("no such word", message + "/loved", "{}", {"status"});
    c.bad("a word of bulk changes", message + "/unseen", "{}", {"status"});

    c.on("E11");
    for (const char *word : {"seen", "read", "interacted", "archived"})
        c.ok(word, message + '/' + word, {}, reads<Message>())
            .given({"PUT", message + '/' + word, "{}"})
            .then(engagementIs(word, false));
    c.ok("what is not set", message + "/archived", {}, engagementIs("archived", false))
        .given({"DELETE", message + "/archived"});
    for (const char *alias : {"unseen", "unread", "unarchived"})
        c.ok(alias, message + '/' + alias, {}, engagementIs(alias + 2, false));
    c.missing("no message", none + "/seen");
    c.bad("no such word", message + "/loved", {}, {"status"});
}

void batch(Cases &c, const Known &k)
{
    const QByteArray one = R"({"message_ids":[")" + k.inApp + R"("]})";
    c.on("E12");
    for (const char *word : {"seen", "read", "interacted", "archived"})
        c.ok(word, QByteArray("/v1/messages/batch/") + word, one, reads<Page<Message>>())
            .then(hasRows(1))
            .then(engagementIs(word, true));
    for (const char *word : {"unseen", "unread", "unarchived"})
        c.ok(word, QByteArray("/v1/messages/batch/") + word, one, engagementIs(word + 2, false));
    c.ok("who is not there is left out", "/v1/messages/batch/seen",
         R"({"message_ids":[")" + k.mail + R"(","none"]})", hasRows(1));
    metadata(c, "/v1/messages/batch/interacted", "/v1/messages/batch/read",
             [one](QByteArray body) { return body.replace(body.size() - 1, 1, "," + one.mid(1)); });
    c.bad("no such word", "/v1/messages/batch/loved", one, {"status"});
    c.bad("no ids", "/v1/messages/batch/seen", "{}", {"message_ids"});
    c.bad("ids in text", "/v1/messages/batch/seen", R"({"message_ids":"a"})", {"message_ids"});
    c.bad("a number among the ids", "/v1/messages/batch/seen", R"({"message_ids":[1]})", {"message_ids"});
}

void statusesInBulk(Cases &c, const Known &k)
{
    const QByteArray bulk = "/v1/channels/" + k.feed + "/messages/bulk/";
    c.on("E13");
    for (const char *word : {"seen", "read", "interacted", "archived", "unseen", "unread", "unarchived"})
        c.ok(word, bulk + word, R"({"user_ids":["nobody-at-all"]})", reads<BulkOperation>())
            .then(says("name", QStringLiteral("messages.") + QString::fromLatin1(word)));
    c.ok("archive says archived", bulk + "archive", R"({"user_ids":["nobody-at-all"]})")
        .then(says("name", "messages.archived"));
    c.ok("unarchive says unarchived", bulk + "unarchive", R"({"user_ids":["nobody-at-all"]})")
        .then(says("name", "messages.unarchived"));
    c.ok("every message of a person", bulk + "seen", R"({"recipient_ids":[")" + k.user + R"("]})")
        .then([k](Service &s, const Answer &) {
            QVERIFY(s.settle());
            QCOMPARE(s.get("/v1/users/" + k.user + "/feeds/" + k.feed + "?archived=include")
                         .at(QLatin1StringView("meta.unseen_count"))
                         .toInt(),
                     0);
        });
    c.ok("every filter", bulk + "seen",
         R"({"user_ids":["a"],"tenants":["acme"],"has_tenant":true,"workflows":["mention"],
             "older_than":"2026-01-01T00:00:00Z","newer_than":"2025-01-01T00:00:00Z","delivery_status":"sent",
             "engagement_status":"unread","archived":"include","trigger_data":"{\"a\":1}"})",
         says("estimated_total_rows", 0));
    c.ok("every filter null", bulk + "seen",
         R"({"user_ids":null,"recipient_ids":null,"tenants":null,"has_tenant":null,"workflows":null,
             "older_than":null,"newer_than":null,"delivery_status":null,"engagement_status":null})");
    c.bad("each filter of a wrong type", bulk + "seen",
          R"({"user_ids":1,"tenants":"a","has_tenant":"no","workflows":{},"older_than":"old","newer_than":7,
              "delivery_status":"gone","engagement_status":"loved"})",
          {"user_ids", "tenants", "has_tenant", "workflows", "older_than", "newer_than", "delivery_status",
           "engagement_status"});
    c.bad("no such word", bulk + "loved", "{}", {"status"});
    c.error("no channel", "/v1/channels/00000000-0000-4000-8000-000000000000/messages/bulk/seen", "{}", 404,
            "channel_invalid");

    c.on("E58");
    c.ok("one", "/v1/bulk_operations/" + k.operation, {}, reads<BulkOperation>())
        .then(says("status", "completed"))
        .then(
            says("progress_path", QStringLiteral("/v1/bulk_operations/") + QString::fromLatin1(k.operation)));
    c.missing("none", "/v1/bulk_operations/00000000-0000-4000-8000-000000000000");
}

} // namespace

void statusCases(Cases &c, const Known &k)
{
    oneStatus(c, k);
    batch(c, k);
    statusesInBulk(c, k);
}

} // namespace contract
