// Triggering and cancelling: E01, E02.
#include "api/schema/workflow.h"
#include "contract/bodies.h"
#include "contract/cases.h"

#include <QTest>

using namespace api;

namespace contract {

namespace {

const QByteArray triggerUrl = "/v1/workflows/mention/trigger";
constexpr qsizetype tenMegabytes = 10 * 1024 * 1024;

// A body whose `data` is that many bytes as JSON.
QByteArray heavy(qsizetype bytes)
{
    const QByteArray shell = R"({"t":""})";
    return R"({"recipients":[],"data":{"t":")" + QByteArray(bytes - shell.size(), 'x') + R"("}})";
}

void run(Cases &c, const Known &k)
{
    c.on("E01");
    c.ok("all there is", triggerUrl,
         R"({"recipients":["triggered",{"id":"dock","collection":"docks"},
                           {"id":"inline","name":"Inline","email":"i@x.example","$trigger_data":{"n":2}}],
             "actor":"triggered","tenant":"acme","cancellation_key":"one","data":{"n":1},
             "settings":{"sandbox_mode":true,"skip_delay":true}})",
         reads<TriggerReply>())
        .given({"PUT", "/v1/users/triggered", R"({"email":"t@x.example"})"})
        .given({"PUT", "/v1/objects/docks/dock", "{}"})
        .then([](Service &s, const Answer &a) {
            QVERIFY(s.settle());
            QCOMPARE(s.get("/v1/users/inline").at(QLatin1StringView("name")).toString(),
                     QStringLiteral("Inline"));
            const QByteArray id = a.at(QLatin1StringView("workflow_run_id")).toString().toLatin1();
            QVERIFY(!s.get("/v1/messages?workflow_run_id=" + id).rows().isEmpty());
        });
    c.ok("nulls", triggerUrl,
         R"({"recipients":[")" + k.user
             + R"("],"actor":null,"tenant":null,"cancellation_key":null,"data":null,"settings":null})",
         reads<TriggerReply>());
    c.ok("an inline tenant", triggerUrl,
         R"({"recipients":[")" + k.user + R"("],"tenant":{"id":"on-the-way","name":"Way"}})")
        .then([](Service &s, const Answer &) {
            QCOMPARE(s.get("/v1/tenants/on-the-way").at(QLatin1StringView("name")).toString(),
                     QStringLiteral("Way"));
        });
    c.ok("an unknown tenant is made", triggerUrl, R"({"recipients":[],"tenant":"tenant-of-a-trigger"})")
        .then([](Service &s, const Answer &) {
            QCOMPARE(s.get("/v1/tenants/tenant-of-a-trigger").status, 200);
        });
    c.ok("an inline actor", triggerUrl, R"({"recipients":[],"actor":{"id":"acting","name":"A"}})");
    c.ok("an unknown recipient by id", triggerUrl, R"({"recipients":["nobody-at-all"]})")
        .then([](Service &s, const Answer &) {
            QVERIFY(s.settle());
            QCOMPARE(s.get("/v1/users/nobody-at-all").status, 404);
        });
    c.listLimit(triggerUrl, "recipients", 1000, recipientsBody, [](int i) { return quotedId("nobody", i); });
    c.ok("data of 10 MB", triggerUrl, heavy(tenMegabytes)).atLimit("data");
    c.bad("data over 10 MB", triggerUrl, heavy(tenMegabytes + 1), {"data"}).atLimit("data");
    c.error("no workflow", "/v1/workflows/none-at-all/trigger", R"({"recipients":["a"]})", 404,
            "workflow_missing");
    c.error("a workflow that is not active", "/v1/workflows/summer-campaign/trigger",
            R"({"recipients":["a"]})", 400, "workflow_inactive");
    const QByteArray reset = "/v1/workflows/password-reset/trigger"; // its schema asks for a text, `code`
    c.ok("data as the workflow wants them", reset, R"({"recipients":["a"],"data":{"code":"1"}})");
    c.bad("data without what the workflow needs", reset, R"({"recipients":["a"],"data":{}})", {"data.code"});
    c.bad("data of another kind", reset, R"({"recipients":["a"],"data":{"code":7}})", {"data.code"});
    c.error("an unknown actor", triggerUrl, R"({"recipients":[],"actor":"nobody-at-all"})", 400,
            "actor_missing");
    c.bad("each field of a wrong type", triggerUrl,
          R"({"recipients":7,"actor":[],"tenant":7,"cancellation_key":{},"data":[],"settings":"x"})",
          {"recipients", "actor", "tenant", "cancellation_key", "data", "settings"});
    c.bad("settings of a wrong type", triggerUrl,
          R"({"recipients":[],"settings":{"sandbox_mode":1,"skip_delay":"no"}})",
          {"settings.sandbox_mode", "settings.skip_delay"});
    c.bad("a recipient without id", triggerUrl, R"({"recipients":["a",{"name":"B"}]})", {"recipients[1].id"});
    c.bad("a recipient with a wrong property", triggerUrl, R"({"recipients":[{"id":"a","email":7}]})",
          {"recipients[0].email"});
    c.error("no JSON", triggerUrl, "recipients", 400, "invalid_json");
}

void keysAndIds(Cases &c)
{
    c.on("E01");
    const auto withKey = [](int length) {
        return R"({"recipients":[],"cancellation_key":")" + QByteArray(length, 'k') + R"("})";
    };
    c.ok("a cancellation key of 256", triggerUrl, withKey(256)).atLimit("cancellation_key");
    c.bad("a cancellation key of 257", triggerUrl, withKey(257), {"cancellation_key"})
        .atLimit("cancellation_key");
    c.idLimit(triggerUrl, "recipients[0].id",
              [](const QByteArray &id) { return R"({"recipients":[{"id":")" + id + R"("}]})"; });
    c.bad("an id of 257 alone", triggerUrl, R"({"recipients":[")" + QByteArray(257, 'i') + R"("]})",
          {"recipients[0]"});
    c.on("E02");
    const QByteArray cancel = "/v1/workflows/mention/cancel";
    c.nothing("a key of 256", cancel, R"({"cancellation_key":")" + QByteArray(256, 'k') + R"("})")
        .atLimit("cancellation_key");
    c.bad("a key of 257", cancel, R"({"cancellation_key":")" + QByteArray(257, 'k') + R"("})",
          {"cancellation_key"})
        .atLimit("cancellation_key");
}

// What a key remembers of a call for a day.
void idempotency(Cases &c)
{
    c.on("E01");
    const QByteArray body = R"({"recipients":[],"data":{"n":1}})";
    c.ok("the key's first call", triggerUrl, body)
        .with("Idempotency-Key", "first")
        .then([](Service &, const Answer &a) { QVERIFY(!a.headers.contains("idempotent-replayed")); });
    c.ok("its second", triggerUrl, body)
        .with("Idempotency-Key", "first")
        .then([body](Service &s, const Answer &a) {
            QCOMPARE(a.header("idempotent-replayed"), QByteArray("true"));
            QVERIFY(!a.header("original-x-request-id").isEmpty());
            QCOMPARE(s.ask("POST", triggerUrl, body, {{"Idempotency-Key", "first"}}).body, a.body);
        });
    c.error("the key with another body", triggerUrl, R"({"recipients":[],"data":{"n":2}})", 400,
            "idempotency_mismatch")
        .with("Idempotency-Key", "first");
    c.ok("a key of 255", triggerUrl, body)
        .with("Idempotency-Key", QByteArray(255, 'k'))
        .atLimit("Idempotency-Key");
    c.bad("a key of 256", triggerUrl, body, {"Idempotency-Key"})
        .with("Idempotency-Key", QByteArray(256, 'k'))
        .atLimit("Idempotency-Key");
}

void cancel(Cases &c)
{
    c.on("E02");
    const QByteArray cancel = "/v1/workflows/mention/cancel";
    const auto body
        = [](const QByteArray &list) { return R"({"cancellation_key":"one","recipients":)" + list + '}'; };
    c.nothing("everybody", cancel, R"({"cancellation_key":"one"})");
    c.nothing("a key nobody used", cancel, R"({"cancellation_key":"none","recipients":null})");
    c.nothing("some", cancel, body(R"(["a",{"id":"dock","collection":"docks"}])"));
    c.nothing("1000 recipients", cancel,
              body('[' + joined(1000, [](int i) { return quotedId("a", i); }) + ']'))
        .atLimit("recipients");
    c.bad("1001 recipients", cancel, body('[' + joined(1001, [](int i) { return quotedId("a", i); }) + ']'),
          {"recipients"})
        .atLimit("recipients");
    c.bad("no key", cancel, "{}", {"cancellation_key"});
    c.bad("each field of a wrong type", cancel, R"({"cancellation_key":7,"recipients":"all"})",
          {"cancellation_key", "recipients"});
    c.nothing("of no workflow", "/v1/workflows/none-at-all/cancel", R"({"cancellation_key":"one"})");
}

} // namespace

void workflowCases(Cases &c, const Known &k)
{
    run(c, k);
    keysAndIds(c);
    idempotency(c);
    cancel(c);
}

} // namespace contract
