#include "api/sandbox/exchange.h"
#include "api/sandbox/extraroutes.h"
#include "api/schema/registry.h"
#include "sandbox/sandboxfixture.h"

using namespace sandboxtest;

class TestSandboxRouter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyEndpointHasAHandler();
    void routes_data();
    void routes();
    void allowNamesTheVerbs();
    void keys_data();
    void keys();
    void everyAnswerHasItsOwnRequestId();
    void refusesBadInput_data();
    void refusesBadInput();
    void extraRoutesAreNoDoubles();
    void extraRoutes_data();
    void extraRoutes();
    void bodiesOfDelete();
    void bodiesOfGet();
    void limitsCanBeOff();
};

void TestSandboxRouter::everyEndpointHasAHandler()
{
    for (const EndpointInfo *endpoint : endpoints())
        QVERIFY2(handlerOf(*endpoint), endpoint->number);
    for (const ExtraRoute &extra : api::sandbox::extraRoutes())
        QVERIFY2(*extra.aliasOf || handlerOf(extra.endpoint), extra.endpoint.number);
}

void TestSandboxRouter::routes_data()
{
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const char *verb, const char *target, int status) {
        QTest::newRow(name) << QByteArray(verb) << QByteArray(target) << status;
    };
    row("list", "GET", "/v1/users", 200);
    row("one", "GET", "/v1/users/ada", 200);
    row("encoded slash in an id", "GET", "/v1/users/a%2Fb", 200);
    row("encoded UTF-8", "GET", "/v1/users/zo%C3%AB", 200);
    row("plus is a plus in a path", "GET", "/v1/users/c+d", 200);
    row("unknown user", "GET", "/v1/users/nobody", 404);
    row("trailing slash", "GET", "/v1/users/", 404);
    row("double slash", "GET", "//v1/users", 404);
    row("other version", "GET", "/v2/users", 404);
    row("root", "GET", "/", 404);
    row("nothing", "GET", "", 404);
    row("deeper than anything", "GET", "/v1/users/ada/feeds/feed-1/x", 404);
    row("wrong verb", "POST", "/v1/users", 405);
    row("HEAD", "HEAD", "/v1/users", 405);
    row("PATCH", "PATCH", "/v1/users/ada/preferences/default", 405);
    row("no verb", "", "/v1/users", 405);
    row("lower case verb", "get", "/v1/users", 405);
    row("literal before parameter", "GET", "/v1/users/bulk/preferences", 405);
    row("literal word below a message", "PUT", "/v1/messages/m01/events", 405);
    row("path that isn't UTF-8", "GET", "/v1/users/%ff", 400);
    row("NUL in the path", "GET", "/v1/users/a%00b", 400);
    row("half an escape", "GET", "/v1/users/a%2", 404);
}

void TestSandboxRouter::routes()
{
    QFETCH(QByteArray, verb);
    QFETCH(QByteArray, target);
    Fixture f;
    for (const QString &id :
         {QStringLiteral("ada"), QStringLiteral("a/b"), QStringLiteral("zoë"), QStringLiteral("c+d")})
        f.addUser(id);
    const Reply reply = f.send(verb, target);
    QTEST(reply.status, "status");
    if (reply.status >= 400) {
        QCOMPARE(reply.at("status").toInt(), reply.status);
        QVERIFY(!reply.code().isEmpty());
        QVERIFY(!reply.at("message").toString().isEmpty());
        QVERIFY(!reply.at("type").toString().isEmpty());
    }
}

void TestSandboxRouter::allowNamesTheVerbs()
{
    Fixture f;
    QCOMPARE(f.send("POST", "/v1/messages/m01/seen").response.header("allow"), QByteArray("PUT, DELETE"));
    QCOMPARE(f.send("PUT", "/v1/users").response.header("Allow"), QByteArray("GET"));
}

void TestSandboxRouter::keys_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    const auto row
        = [](const char *name, const char *header, const char *target, int status, const char *code) {
              QTest::newRow(name) << QByteArray(header) << QByteArray(target) << status
                                  << QString::fromLatin1(code);
          };
    row("none", "", "/v1/users", 401, "authentication_required");
    row("no scheme", "sk_test_sandbox", "/v1/users", 401, "authentication_required");
    row("other scheme", "Basic c2s6", "/v1/users", 401, "authentication_required");
    row("empty key", "Bearer ", "/v1/users", 401, "authentication_required");
    row("unknown", "Bearer sk_test_other", "/v1/users", 401, "api_key_missing");
    row("longer", "Bearer sk_test_sandboxx", "/v1/users", 401, "api_key_missing");
    row("secret", "Bearer sk_test_sandbox", "/v1/users", 200, "");
    row("scheme in lower case", "bearer sk_test_sandbox", "/v1/users", 200, "");
    row("publishable on secret", "Bearer pk_test_sandbox", "/v1/users", 403, "incorrect_token_type");
    row("publishable on a message", "Bearer pk_test_sandbox", "/v1/messages/m01", 403,
        "incorrect_token_type");
    row("publishable on its own", "Bearer pk_test_sandbox", "/v1/users/ada", 200, "");
    row("publishable on a feed", "Bearer pk_test_sandbox", "/v1/users/ada/feeds/feed-1", 200, "");
    row("unknown on publishable", "Bearer pk_test_other", "/v1/users/ada", 401, "api_key_missing");
}

void TestSandboxRouter::keys()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, target);
    Fixture f;
    f.addUser(QStringLiteral("ada"));
    HttpRequest request {"GET", target, {}, {{"aUTHORIZATION", header}}, {}};
    const HttpResponse response = f.router->handle(request);
    QTEST(response.status, "status");
    const QJsonObject body = QJsonDocument::fromJson(response.body).object();
    QTEST(body.value(QLatin1StringView("code")).toString(), "code");
    if (response.status >= 400)
        QCOMPARE(body.value(QLatin1StringView("type")).toString(), QStringLiteral("authentication_error"));
}

void TestSandboxRouter::everyAnswerHasItsOwnRequestId()
{
    Fixture f;
    QSet<QByteArray> seen;
    for (const char *target :
         {"/v1/users", "/v1/users", "/v1/nothing", "/v1/users/x", "/v1/users?page_size=x"})
        seen.insert(f.get(target).response.header("X-Request-ID"));
    QCOMPARE(seen.size(), 5);
    QVERIFY(!seen.contains(QByteArray()));
}

void TestSandboxRouter::refusesBadInput_data()
{
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("field"); // named in errors[]
    const auto row = [](const char *name, const char *verb, const QByteArray &target, const QByteArray &body,
                        int status, const char *field = "") {
        QTest::newRow(name) << QByteArray(verb) << target << body << status << QString::fromLatin1(field);
    };
    row("page_size 0", "GET", "/v1/users?page_size=0", {}, 422, "page_size");
    row("page_size 51", "GET", "/v1/users?page_size=51", {}, 422, "page_size");
    row("page_size words", "GET", "/v1/messages?page_size=ten", {}, 422, "page_size");
    row("page_size 201 of a feed", "GET", "/v1/users/ada/feeds/feed-1?page_size=201", {}, 422, "page_size");
    row("page_size past int", "GET", "/v1/users?page_size=99999999999", {}, 422, "page_size");
    row("page_size twice", "GET", "/v1/users?page_size=5&page_size=6", {}, 422, "page_size");
    row("unknown cursor", "GET", "/v1/users?after=abc", {}, 422, "after");
    row("cursor that isn't base64", "GET", "/v1/users?after=%21%21", {}, 422, "after");
    row("cursor of another list", "GET", "/v1/messages?before=c2FuZGJveDp1OjI", {}, 422, "before");
    row("both cursors", "GET", "/v1/users?after=c2FuZGJveDp1OjI&before=c2FuZGJveDp1OjI", {}, 422, "before");
    row("unknown include", "GET", "/v1/users?include[]=feeds", {}, 422, "include");
    row("unknown status", "GET", "/v1/messages?status[]=lost", {}, 422, "status");
    row("unknown engagement", "GET", "/v1/messages?engagement_status[]=loved", {}, 422, "engagement_status");
    row("too many ids", "GET",
        "/v1/messages?"
            + QByteArrayList([] {
                  QByteArrayList all;
                  for (int i = 0; i < 51; ++i)
                      all += "message_ids[]=" + QByteArray::number(i);
                  return all;
              }())
                  .join('&'),
        {}, 422, "message_ids");
    row("time in words", "GET", "/v1/messages?inserted_at.gte=yesterday", {}, 422, "inserted_at.gte");
    row("trigger_data no JSON", "GET", "/v1/messages?trigger_data=%7B", {}, 422, "trigger_data");
    row("trigger_data a list", "GET", "/v1/messages?trigger_data=[1]", {}, 422, "trigger_data");
    row("trigger_data nested", "GET", "/v1/messages?trigger_data=%7B%22a%22:%7B%7D%7D", {}, 422,
        "trigger_data");
    row("feed status", "GET", "/v1/users/ada/feeds/feed-1?status=new", {}, 422, "status");
    row("feed archived", "GET", "/v1/users/ada/feeds/feed-1?archived=yes", {}, 422, "archived");
    row("feed has_tenant", "GET", "/v1/users/ada/feeds/feed-1?has_tenant=1", {}, 422, "has_tenant");
    row("query not UTF-8", "GET", "/v1/messages?source=%ff", {}, 422, "source");
    row("NUL in the query", "GET", "/v1/messages?source=a%00", {}, 422, "source");
    row("feed of no channel", "GET", "/v1/users/ada/feeds/none", {}, 404);
    row("feed of a mail channel", "GET", "/v1/users/ada/feeds/mail-1", {}, 422);

    row("not JSON", "PUT", "/v1/users/ada/preferences/default", "{\"workflows\":", 400);
    row("text", "PUT", "/v1/users/ada/preferences/default", "hello", 400);
    row("invalid UTF-8", "PUT", "/v1/users/ada/preferences/default", "{\"a\":\"\xff\"}", 400);
    row("NUL", "PUT", "/v1/users/ada/preferences/default", QByteArray("{\0}", 3), 400);
    row("very deep", "PUT", "/v1/users/ada/preferences/default", QByteArray(100'000, '['), 400);
    row("a list", "PUT", "/v1/users/ada/preferences/default", "[]", 422, "body");
    row("no body", "PUT", "/v1/users/ada/preferences/default", "", 422, "body");
    row("too large", "PUT", "/v1/users/ada/preferences/default",
        '"' + QByteArray(11 * 1024 * 1024, 'x') + '"', 413);
    row("workflows a list", "PUT", "/v1/users/ada/preferences/default", "{\"workflows\":[]}", 422,
        "workflows");
    row("setting a number", "PUT", "/v1/users/ada/preferences/default", "{\"categories\":{\"x\":1}}", 422,
        "categories.x");
    row("nested arrays", "PUT", "/v1/users/ada/preferences/default", "{\"workflows\":{\"x\":[[[]]]}}", 422,
        "workflows.x");
    row("unknown operator", "PUT", "/v1/users/ada/preferences/default",
        "{\"workflows\":{\"x\":{\"conditions\":[{\"variable\":\"data.a\",\"operator\":\"like\"}]}}}", 422,
        "workflows.x.conditions[0].operator");
    row("unknown strategy", "PUT", "/v1/users/ada/preferences/default",
        "{\"__persistence_strategy__\":\"add\"}", 422, "__persistence_strategy__");
    row("user id with a slash", "PUT", "/v1/users/a%2Fb/preferences/default", "{}", 422, "user_id");
    row("user id too long", "PUT", "/v1/users/" + QByteArray(257, 'a') + "/preferences/default", "{}", 422,
        "user_id");

    row("unknown word to mark", "PUT", "/v1/messages/m01/loved", {}, 422, "status");
    row("link_clicked is not ours to set", "PUT", "/v1/messages/m01/link_clicked", {}, 422, "status");
    row("mark no message", "PUT", "/v1/messages/none/seen", {}, 404);
    row("metadata with seen", "PUT", "/v1/messages/m01/seen", "{\"metadata\":{\"a\":1}}", 422, "metadata");
    row("metadata nested", "PUT", "/v1/messages/m01/interacted", "{\"metadata\":{\"a\":{}}}", 422,
        "metadata");
    row("metadata too many", "PUT", "/v1/messages/m01/interacted",
        "{\"metadata\":{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1}}", 422, "metadata");
    row("metadata a list", "PUT", "/v1/messages/m01/interacted", "{\"metadata\":[1]}", 422, "metadata");

    row("bulk without ids", "POST", "/v1/users/bulk/preferences", "{\"preferences\":{}}", 422, "user_ids");
    row("bulk ids of numbers", "POST", "/v1/users/bulk/preferences", "{\"user_ids\":[1],\"preferences\":{}}",
        422, "user_ids");
    row("bulk without set", "POST", "/v1/users/bulk/preferences", "{\"user_ids\":[\"ada\"]}", 422,
        "preferences");
    row("bulk bad set", "POST", "/v1/users/bulk/preferences",
        "{\"user_ids\":[\"ada\"],\"preferences\":{\"channel_types\":{\"sms\":3}}}", 422,
        "preferences.channel_types.sms");
    row("bulk set id", "POST", "/v1/users/bulk/preferences",
        "{\"user_ids\":[\"ada\"],\"preferences\":{\"id\":7}}", 422, "preferences.id");
    row("bulk too many", "POST", "/v1/users/bulk/preferences",
        "{\"preferences\":{},\"user_ids\":[\"a\"" + QByteArray(",\"a\"").repeated(1000) + "]}", 422,
        "user_ids");
    row("bulk status word", "POST", "/v1/channels/feed-1/messages/bulk/delete", "{}", 422, "status");
    row("bulk status channel", "POST", "/v1/channels/none/messages/bulk/seen", "{}", 404);
    row("bulk status filter", "POST", "/v1/channels/feed-1/messages/bulk/seen", "{\"older_than\":3}", 422,
        "older_than");
    row("bulk status delivery", "POST", "/v1/channels/feed-1/messages/bulk/seen",
        "{\"delivery_status\":\"gone\"}", 422, "delivery_status");
    row("unknown operation", "GET", "/v1/bulk_operations/none", {}, 404);
}

void TestSandboxRouter::refusesBadInput()
{
    QFETCH(QByteArray, verb);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, body);
    QFETCH(QString, field);
    Fixture f;
    f.addUser(QStringLiteral("ada"));
    f.addMessages(1, 1);
    const QByteArray before = f.dump();
    const Reply reply = f.send(verb, target, body);
    QTEST(reply.status, "status");
    QCOMPARE(reply.at("status").toInt(), reply.status);
    if (field.isEmpty())
        QVERIFY(reply.fields().isEmpty());
    else
        QVERIFY2(reply.fields().contains(field), reply.response.body);
    if (!field.isEmpty())
        QCOMPARE(reply.code(), QStringLiteral("invalid_params"));
    QCOMPARE(f.dump(), before);
}

void TestSandboxRouter::extraRoutesAreNoDoubles()
{
    QSet<QByteArray> routes, numbers;
    for (const EndpointInfo *endpoint : endpoints()) {
        routes += verbName(endpoint->verb) + endpoint->path;
        numbers += endpoint->number;
    }
    for (const ExtraRoute &extra : api::sandbox::extraRoutes()) {
        const EndpointInfo &endpoint = extra.endpoint;
        QVERIFY2(!routes.contains(verbName(endpoint.verb) + endpoint.path), endpoint.number);
        QVERIFY2(!numbers.contains(endpoint.number), endpoint.number);
        QVERIFY2(!*extra.aliasOf || numbers.contains(extra.aliasOf), endpoint.number);
        routes += verbName(endpoint.verb) + endpoint.path;
        numbers += endpoint.number;
    }
}

void TestSandboxRouter::extraRoutes_data()
{
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    const auto row = [](const char *verb, const char *target, int status) {
        QTest::addRow("%s %s", verb, target) << QByteArray(verb) << QByteArray(target) << status;
    };
    row("DELETE", "/v1/messages/m01/unseen", 200);
    row("DELETE", "/v1/messages/m01/unread", 200);
    row("DELETE", "/v1/messages/m01/unarchived", 200);
    row("DELETE", "/v1/messages/m01/archive", 422); // a word of bulk changes
    row("DELETE", "/v1/messages/m01/uninteracted", 422);
    row("DELETE", "/v1/messages/none/unseen", 404);
    row("GET", "/v1/messages/batch/content?message_ids[]=m01", 200);
    row("GET", "/v1/messages/batch", 404); // a message of that id, if there were one
    row("PUT", "/v1/messages/batch/seen", 405); // not the message "batch"
    row("GET", "/v1/users/ada/feeds/feed-1/settings", 200);
    row("PUT", "/v1/users/ada/feeds/feed-1/settings", 405);
    row("GET", "/v1/users/ada/preferences/default/channel_types", 405);
    row("GET", "/v1/providers/slack/none/revoke_access", 404); // no such channel
    row("PUT", "/v1/providers/slack/none/revoke_access", 404);
    row("DELETE", "/v1/providers/slack/none/revoke_access", 405);
    row("PUT", "/v1/users/ada/guides/messages/m01/seen", 422);
    row("PUT", "/v1/users/ada/guides/messages/m01/interacted", 422);
    row("PUT", "/v1/users/ada/guides/messages/m01/archived", 422);
    row("DELETE", "/v1/users/ada/guides/messages/m01/archived", 405);
    row("GET", "/v1/users/ada/guides/messages/seen", 405); // not a channel "messages"
}

void TestSandboxRouter::extraRoutes()
{
    QFETCH(QByteArray, verb);
    QFETCH(QByteArray, target);
    Fixture f;
    f.addUser("ada");
    f.addMessages(1, 1);
    const Reply reply = f.send(verb, target);
    QTEST(reply.status, "status");
    QVERIFY(reply.code() != "route_missing");
}

void TestSandboxRouter::bodiesOfDelete()
{
    Fixture f;
    const Reply named = f.send("DELETE", "/v1/schedules", "{\"schedule_ids\":7}");
    QCOMPARE(named.status, 422); // it was read
    QCOMPARE(named.fields(), QStringList {"schedule_ids"});
    QCOMPARE(f.send("DELETE", "/v1/schedules", "{").code(), QStringLiteral("invalid_json"));
}

void TestSandboxRouter::bodiesOfGet()
{
    Fixture f;
    f.workflows.channels.append({"slack-1", "slack", "Slack", "chat", "chat_slack"});
    const QByteArray check = "/v1/providers/slack/slack-1/auth_check";
    const Reply none = f.send("GET", check);
    QCOMPARE(none.status, 422);
    const Reply body
        = f.send("GET", check, R"({"access_token_object":{"object_id":"acme","collection":"$tenants"}})");
    QCOMPARE(body.status, 403); // found, and no token is stored there
    QCOMPARE(f.send("GET", check, "{").code(), QStringLiteral("invalid_json"));
    QCOMPARE(f.send("GET", "/v1/users", "{").status, 200); // others take no notice of one
}

void TestSandboxRouter::limitsCanBeOff()
{
    Fixture f(false);
    for (int i = 0; i < 50; ++i)
        QCOMPARE(f.get("/v1/users/ada/feeds/feed-1").status, 200);
}

QTEST_GUILESS_MAIN(TestSandboxRouter)
#include "tst_sandbox_router.moc"
