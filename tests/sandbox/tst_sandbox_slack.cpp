#include "api/sandbox/slackfixtures.h"
#include "sandbox/entityfixture.h"

using namespace sandboxtest;

// E59 to E61 over resources/sandbox/slack.json (shapes 12, behaviour 17).
class TestSandboxSlack : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesTheOwner_data();
    void namesTheOwner();
    void refusesNobody_data();
    void refusesNobody();
    void checks();
    void readsATokenOfAConnection();
    void answersWithoutAToken_data();
    void answersWithoutAToken();
    void knowsSlackChannelsOnly();
    void pagesChannels();
    void filters_data();
    void filters();
    void refusesOptions_data();
    void refusesOptions();
    void revokes_data();
    void revokes();
    void needsAKey();

private:
    static constexpr const char *owner
        = "access_token_object[object_id]=acme&access_token_object[collection]=$tenants";
    static QByteArray route(const char *what)
    {
        return QByteArray("/v1/providers/slack/chat_slack-1/") + what;
    }
    static QByteArray withToken(const QByteArray &token, const QJsonArray &connections = {})
    {
        const QJsonObject data {{"token", QJsonObject {{"access_token", QString::fromLatin1(token)}}},
                                {"connections", connections}};
        return jsonText(QJsonObject {{"data", data}});
    }
    static void connect(EntityFixture &f, const QByteArray &token = "xoxb-sandbox-parkway")
    {
        const Reply reply = f.put("/v1/objects/$tenants/acme/channel_data/chat_slack-1", withToken(token));
        QCOMPARE(reply.status, 200);
    }
    static QStringList names(const Reply &reply)
    {
        QStringList names;
        const QJsonArray channels = reply.at("slack_channels").toArray();
        for (const QJsonValue &channel : channels)
            names += channel.toObject().value("name").toString();
        return names;
    }
};

void TestSandboxSlack::namesTheOwner_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("in brackets") << QByteArray(owner) << QByteArray();
    QTest::newRow("as JSON") << QByteArray("access_token_object=%7B%22object_id%22%3A%22acme%22%2C"
                                           "%22collection%22%3A%22%24tenants%22%7D")
                             << QByteArray();
    QTest::newRow("in the body of a GET")
        << QByteArray()
        << QByteArray(R"({"access_token_object":{"object_id":"acme","collection":"$tenants"}})");
    QTest::newRow("under its older name")
        << QByteArray()
        << QByteArray(R"({"access_token_object":{"objectId":"acme","collection":"$tenants"}})");
}

void TestSandboxSlack::namesTheOwner()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, body);
    EntityFixture f;
    connect(f);
    for (const char *what : {"auth_check", "channels", "revoke_access"}) {
        const QByteArray verb = what == QByteArray("revoke_access") ? "PUT" : "GET";
        QCOMPARE(f.send(verb, route(what) + '?' + query, body).status, 200);
    }
}

void TestSandboxSlack::refusesNobody_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("fields");
    const QStringList both {"access_token_object.collection", "access_token_object.object_id"};
    QTest::newRow("nothing") << QByteArray() << QByteArray() << both;
    QTest::newRow("no collection") << QByteArray("access_token_object[object_id]=a") << QByteArray()
                                   << QStringList {"access_token_object.collection"};
    QTest::newRow("no text") << QByteArray()
                             << QByteArray(R"({"access_token_object":{"object_id":1,"collection":null}})")
                             << both;
}

void TestSandboxSlack::refusesNobody()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, body);
    QFETCH(QStringList, fields);
    EntityFixture f;
    connect(f);
    for (const char *what : {"auth_check", "channels"})
        QCOMPARE(f.refusedFields("GET", route(what) + '?' + query, body), fields);
    QCOMPARE(f.refusedFields("PUT", route("revoke_access") + '?' + query, body), fields);
}

void TestSandboxSlack::checks()
{
    EntityFixture f;
    connect(f);
    const Reply good = f.get(route("auth_check?") + owner);
    QCOMPARE(good.status, 200);
    const QJsonObject parkway = json(R"({"ok":true,"reason":null,"url":"https://parkway.slack.example/",
        "team":"Parkway","team_id":"T0PARKWAY","user":"parkway_notifier","user_id":"U0NOTIFIER"})");
    QCOMPARE(good.at("connection").toObject(), parkway);
    connect(f, "xoxb-of-somebody-else");
    const Reply bad = f.get(route("auth_check?") + owner);
    QCOMPARE(bad.status, 200);
    QCOMPARE(bad.at("connection").toObject(),
             json(R"({"ok":false,"reason":"invalid_auth","error":"invalid_auth"})"));
    QCOMPARE(f.get(route("channels?") + owner).status, 403);
}

void TestSandboxSlack::readsATokenOfAConnection()
{
    EntityFixture f;
    f.put("/v1/objects/docks/7/channel_data/chat_slack-1",
          R"({"data":{"connections":[{"channel_id":"C1"},{"access_token":"xoxb-sandbox-brightwater"}]}})");
    const QByteArray dock = "access_token_object[object_id]=7&access_token_object[collection]=docks";
    QCOMPARE(f.get(route("auth_check?") + dock).at("connection").toObject().value("team").toString(),
             QStringLiteral("Brightwater Energy"));
    QCOMPARE(names(f.get(route("channels?") + dock)), (QStringList {"general", "grid-alerts"}));
}

void TestSandboxSlack::answersWithoutAToken_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::newRow("no data") << QByteArray();
    QTest::newRow("no token") << QByteArray(R"({"connections":[{"channel_id":"C1"}]})");
    QTest::newRow("null") << QByteArray(R"({"token":null,"connections":[]})");
    QTest::newRow("a null token") << QByteArray(R"({"token":{"access_token":null},"connections":[]})");
}

void TestSandboxSlack::answersWithoutAToken()
{
    QFETCH(QByteArray, data);
    EntityFixture f;
    if (!data.isEmpty())
        f.put("/v1/objects/$tenants/acme/channel_data/chat_slack-1", "{\"data\":" + data + '}');
    const QByteArray before = f.dump();
    for (const char *what : {"auth_check", "channels", "revoke_access"}) {
        const Reply reply
            = f.send(what == QByteArray("revoke_access") ? "PUT" : "GET", route(what) + '?' + owner);
        QCOMPARE(reply.status, 403);
        QCOMPARE(reply.code(), QStringLiteral("authorization"));
        QCOMPARE(reply.at("type").toString(), QStringLiteral("authentication_error"));
        QCOMPARE(reply.at("status").toInt(), 403);
    }
    QCOMPARE(f.dump(), before);
}

void TestSandboxSlack::knowsSlackChannelsOnly()
{
    EntityFixture f;
    connect(f);
    for (const char *channel : {"nowhere", "mail-1", "chat_discord-1"}) {
        const Reply reply = f.get("/v1/providers/slack/" + QByteArray(channel) + "/auth_check?" + owner);
        QCOMPARE(reply.status, 404);
        QCOMPARE(reply.code(), QStringLiteral("channel_invalid"));
    }
}

void TestSandboxSlack::pagesChannels()
{
    EntityFixture f;
    connect(f);
    const Reply all = f.get(route("channels?") + owner);
    QCOMPARE(names(all).size(), 12);
    QCOMPARE(all.at("next_cursor").toString(), QString());
    QVERIFY(all.at("next_cursor").isString());
    QCOMPARE(all.at("slack_channels").toArray().at(0).toObject(),
             json(R"({"id":"C0PW00001","name":"general","is_private":false,"is_im":false,
                      "context_team_id":"T0PARKWAY"})"));
    const QByteArray seven = route("channels?query_options.limit=7&") + owner;
    const Reply first = f.get(seven);
    const QByteArray cursor = first.at("next_cursor").toString().toLatin1();
    QVERIFY(!cursor.isEmpty());
    const Reply last = f.get(seven + "&query_options.cursor=" + cursor.toPercentEncoding());
    QCOMPARE(names(first).size(), 7);
    QCOMPARE(names(first) + names(last), names(all));
    QCOMPARE(last.at("next_cursor").toString(), QString());
    // A page that ends with the list has no next one.
    QCOMPARE(f.get(route("channels?query_options.limit=12&") + owner).at("next_cursor").toString(),
             QString());
}

void TestSandboxSlack::filters_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("found");
    const auto row
        = [](const char *name, const char *query, const QStringList &found, const char *body = "") {
              QTest::newRow(name) << QByteArray(query) << QByteArray(body) << found;
          };
    row("people", "query_options.types=im,%20mpim", {"mpdm-marta--jonas--aoife-1", "marta"});
    row("private ones", "query_options.types=private_channel",
        {"project-paper-mill", "project-q3-launch", "finance", "on-call"});
    row("archived, too", "query_options.types=private_channel&query_options.exclude_archived=false",
        {"project-paper-mill", "project-q3-launch", "finance", "on-call", "old-payroll"});
    row("in brackets", "query_options[types]=private_channel&query_options[limit]=1", {"project-paper-mill"});
    row("as JSON", "query_options=%7B%22types%22%3A%22im%22%2C%22limit%22%3A1%7D", {"marta"});
    row("in the body", "", {"marta"},
        R"({"query_options":{"types":"im","limit":5,"exclude_archived":true}})");
    row("another team", "query_options.team_id=T0OTHER", {});
    row("its team", "query_options.team_id=T0PARKWAY&query_options.limit=1", {"general"});
}

void TestSandboxSlack::filters()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, body);
    QFETCH(QStringList, found);
    EntityFixture f;
    connect(f);
    QCOMPARE(names(f.send("GET", route("channels?") + owner + '&' + query, body)), found);
}

void TestSandboxSlack::refusesOptions_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QStringList>("fields");
    const auto row = [](const char *name, const char *query, const QStringList &fields) {
        QTest::newRow(name) << QByteArray(query) << fields;
    };
    row("least", "query_options.limit=0", {"query_options.limit"});
    row("most", "query_options.limit=1001", {"query_options.limit"});
    row("no number", "query_options.limit=many", {"query_options.limit"});
    row("cursor", "query_options.cursor=abc", {"query_options.cursor"});
    row("types", "query_options.types=im,channel", {"query_options.types"});
    row("several", "query_options.exclude_archived=maybe&query_options.types=x",
        {"query_options.exclude_archived", "query_options.types"});
}

void TestSandboxSlack::refusesOptions()
{
    QFETCH(QByteArray, query);
    QFETCH(QStringList, fields);
    EntityFixture f;
    connect(f);
    QCOMPARE(f.refusedFields("GET", route("channels?") + owner + '&' + query), fields);
    QCOMPARE(f.get(route("channels?query_options.limit=1000&") + owner).status, 200);
}

void TestSandboxSlack::revokes_data()
{
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QByteArray>("token");
    QTest::newRow("PUT") << QByteArray("PUT") << QByteArray("xoxb-sandbox-parkway");
    QTest::newRow("GET, as it once was") << QByteArray("GET") << QByteArray("xoxb-sandbox-parkway");
    QTest::newRow("a token Slack refuses") << QByteArray("PUT") << QByteArray("xoxb-old");
}

void TestSandboxSlack::revokes()
{
    QFETCH(QByteArray, verb);
    QFETCH(QByteArray, token);
    EntityFixture f;
    const QJsonArray connections {
        QJsonObject {{"access_token", QString::fromLatin1(token)}, {"channel_id", "C1"}},
        QJsonObject {{"incoming_webhook", QJsonObject {{"url", "https://h.test"}}}}};
    f.put("/v1/objects/$tenants/acme/channel_data/chat_slack-1", withToken(token, connections));
    const Reply reply = f.send(verb, route("revoke_access?") + owner);
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.object(), json(R"({"ok":"ok"})"));
    const QJsonObject left = json(R"({"token":null,"connections":[{"access_token":null,"channel_id":"C1"},
        {"incoming_webhook":{"url":"https://h.test"}}]})");
    QCOMPARE(f.get("/v1/objects/$tenants/acme/channel_data/chat_slack-1").at("data").toObject(), left);
    QCOMPARE(f.get(route("auth_check?") + owner).status, 403);
    QCOMPARE(f.send(verb, route("revoke_access?") + owner).status, 403);
}

void TestSandboxSlack::needsAKey()
{
    EntityFixture f;
    connect(f);
    QCOMPARE(f.send("GET", route("auth_check?") + owner, {}, {}).status, 401);
}

QTEST_GUILESS_MAIN(TestSandboxSlack)
#include "tst_sandbox_slack.moc"
