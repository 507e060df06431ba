#include "sandbox/entityfixture.h"

using namespace sandboxtest;

// E52 to E57 (shapes 9, behaviour 11), for users, objects and tenants alike.
class TestSandboxChannelData : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shapes_data();
    void shapes();
    void refuses_data();
    void refuses();
    void replaces_data() { owners(); }
    void replaces();
    void makesTheOwner_data() { owners(); }
    void makesTheOwner();
    void unsets_data() { owners(); }
    void unsets();
    void answersWhatIsMissing_data() { owners(); }
    void answersWhatIsMissing();
    void limitsTheOwnersId();
    void asksForTheRightKey();

private:
    static void owners();
};

void TestSandboxChannelData::owners()
{
    QTest::addColumn<QByteArray>("owner");
    QTest::newRow("user") << QByteArray("/v1/users/ada");
    QTest::newRow("object") << QByteArray("/v1/objects/docks/7");
    QTest::newRow("tenant") << QByteArray("/v1/objects/$tenants/acme");
}

void TestSandboxChannelData::shapes_data()
{
    QTest::addColumn<QByteArray>("channel");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("sent");
    const auto row = [](const char *name, const char *channel, const char *data, const char *sent = nullptr) {
        QTest::newRow(name) << QByteArray(channel) << QByteArray(data) << QByteArray(sent ? sent : data);
    };
    const char *both = R"({"tokens":["a","b"],"devices":[{"token":"a","locale":null,"timezone":null},
                                                         {"token":"b","locale":null,"timezone":null}]})";
    row("tokens, FCM", "push_fcm-1", R"({"tokens":["a","b"]})", both);
    row("tokens, APNs", "push_apns-1", R"({"tokens":["a","b"]})", both);
    row("tokens, Expo", "push_expo-1", R"({"tokens":["a","b"]})", both);
    row("devices", "push_fcm-1",
        R"({"devices":[{"token":"a","locale":"nb-NO","timezone":"Europe/Oslo"},{"token":"b"}]})",
        R"({"tokens":["a","b"],"devices":[{"token":"a","locale":"nb-NO","timezone":"Europe/Oslo"},
                                          {"token":"b","locale":null,"timezone":null}]})");
    row("both forms, as they are sent", "push_fcm-1", both, both);
    row("both forms that differ", "push_fcm-1",
        R"({"tokens":["b","a"],"devices":[{"token":"a","locale":"de"}]})",
        R"({"tokens":["a","b"],"devices":[{"token":"a","locale":"de","timezone":null},
                                          {"token":"b","locale":null,"timezone":null}]})");
    row("no tokens", "push_fcm-1", R"({"tokens":[]})", R"({"tokens":[],"devices":[]})");
    row("ARNs", "push_aws_sns-1", R"({"target_arns":["arn:a"]})",
        R"({"target_arns":["arn:a"],"devices":[{"target_arn":"arn:a","locale":null,"timezone":null}]})");
    row("SNS devices", "push_aws_sns-1", R"({"devices":[{"target_arn":"arn:a","locale":"de"}]})",
        R"({"target_arns":["arn:a"],"devices":[{"target_arn":"arn:a","locale":"de","timezone":null}]})");
    row("player ids", "push_one_signal-1", R"({"player_ids":["5b0f3a52-6c1e-4f0a-9d0e-2a7b7c1d9e10"]})");
    row("Slack", "chat_slack-1",
        R"({"token":null,"connections":[{"access_token":"xoxb","channel_id":"C1","user_id":null,"channel_name":"x"},
            {"incoming_webhook":{"url":"https://hooks.test/1"}},{}]})");
    row("Slack, a token alone", "chat_slack-1", R"({"token":{"access_token":"xoxb"}})",
        R"({"token":{"access_token":"xoxb"},"connections":[]})");
    row("Teams", "chat_ms_teams-1",
        R"({"ms_teams_tenant_id":"t","connections":[{"ms_teams_team_id":"a","ms_teams_channel_id":"b"},
            {"ms_teams_user_id":"c"},{"incoming_webhook":{"url":"https://hooks.test/1"}}]})");
    row("Teams, a tenant alone", "chat_ms_teams-1", R"({"ms_teams_tenant_id":"t"})",
        R"({"ms_teams_tenant_id":"t","connections":[]})");
    row("Discord", "chat_discord-1",
        R"({"connections":[{"channel_id":"1"},{"incoming_webhook":{"url":"https://hooks.test/1"}}]})");
    row("webhook", "http_knock_webhook-1", R"({"anything":[1]})");
    row("a channel that needs none", "mail-1", R"({"anything":[1]})");
}

void TestSandboxChannelData::shapes()
{
    QFETCH(QByteArray, channel);
    QFETCH(QByteArray, data);
    QFETCH(QByteArray, sent);
    EntityFixture f;
    const QByteArray path = "/v1/users/ada/channel_data/" + channel;
    const Reply reply = f.put(path, "{\"data\":" + data + '}');
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.at("data").toObject(), json(sent));
    QCOMPARE(reply.at("__typename").toString(), QStringLiteral("ChannelData"));
    QCOMPARE(reply.at("channel_id").toString(), QString::fromLatin1(channel));
    const QString provider = channel == "mail-1" ? QString() : QString::fromLatin1(channel.chopped(2));
    QCOMPARE(reply.at("provider").toString(), provider);
    QCOMPARE(reply.object().contains(QLatin1StringView("provider")), !provider.isEmpty());
    QCOMPARE(f.get(path).object(), reply.object());
    // What was sent can be sent back.
    QCOMPARE(f.put(path, "{\"data\":" + jsonText(reply.at("data").toObject()) + '}').object(),
             reply.object());
}

void TestSandboxChannelData::refuses_data()
{
    QTest::addColumn<QByteArray>("channel");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("fields");
    const auto row = [](const char *name, const char *channel, const char *body, const QStringList &fields) {
        QTest::newRow(name) << QByteArray(channel) << QByteArray(body) << fields;
    };
    row("no data", "push_fcm-1", "{}", {"data"});
    row("no body", "push_fcm-1", "", {"data"});
    row("null", "mail-1", R"({"data":null})", {"data"});
    row("no object", "http_knock_webhook-1", R"({"data":["a"]})", {"data"});
    row("neither form", "push_fcm-1", R"({"data":{"token":"a"}})", {"data.tokens"});
    row("no list", "push_apns-1", R"({"data":{"tokens":"a"}})", {"data.tokens"});
    row("no list of devices", "push_apns-1", R"({"data":{"devices":{}}})", {"data.devices"});
    row("null tokens", "push_fcm-1", R"({"data":{"tokens":null}})", {"data.tokens"});
    row("tokens of a wrong kind", "push_expo-1", R"({"data":{"tokens":["a",1,null]}})",
        {"data.tokens[1]", "data.tokens[2]"});
    row("devices of a wrong kind", "push_fcm-1",
        R"({"data":{"devices":[{"token":"a"},"b",{"locale":"de"},{"token":"c","locale":1,"timezone":[]}]}})",
        {"data.devices[1]", "data.devices[2].token", "data.devices[3].locale", "data.devices[3].timezone"});
    row("tokens for SNS", "push_aws_sns-1", R"({"data":{"tokens":["a"]}})", {"data.target_arns"});
    row("SNS devices", "push_aws_sns-1", R"({"data":{"devices":[{"token":"a"}]}})",
        {"data.devices[0].target_arn"});
    row("no UUIDs", "push_one_signal-1", R"({"data":{"player_ids":["a",5]}})",
        {"data.player_ids[0]", "data.player_ids[1]"});
    row("no players", "push_one_signal-1", R"({"data":{"tokens":[]}})", {"data.player_ids"});
    row("no connections", "chat_slack-1", R"({"data":{"token":null}})", {"data.connections"});
    row("Slack", "chat_slack-1",
        R"({"data":{"token":{"access_token":1},"connections":[{"channel_id":1,"user_id":{}},"x",
            {"incoming_webhook":{}},{"incoming_webhook":"u"}]}})",
        {"data.connections[0].channel_id", "data.connections[0].user_id", "data.connections[1]",
         "data.connections[2].incoming_webhook.url", "data.connections[3].incoming_webhook",
         "data.token.access_token"});
    row("Slack's token", "chat_slack-1", R"({"data":{"token":"xoxb","connections":{}}})",
        {"data.connections", "data.token"});
    row("Teams", "chat_ms_teams-1",
        R"({"data":{"ms_teams_tenant_id":5,"connections":[{"ms_teams_team_id":1,"ms_teams_user_id":2}]}})",
        {"data.connections[0].ms_teams_team_id", "data.connections[0].ms_teams_user_id",
         "data.ms_teams_tenant_id"});
    row("Discord", "chat_discord-1", R"({"data":{"connections":[{},{"channel_id":7}]}})",
        {"data.connections[0].channel_id", "data.connections[1].channel_id"});
    row("no Discord", "chat_discord-1", R"({"data":{}})", {"data.connections"});
}

void TestSandboxChannelData::refuses()
{
    QFETCH(QByteArray, channel);
    QFETCH(QByteArray, body);
    QFETCH(QStringList, fields);
    EntityFixture f;
    for (const char *owner : {"/v1/users/ada", "/v1/objects/docks/7"})
        QCOMPARE(f.refusedFields("PUT", owner + QByteArray("/channel_data/") + channel, body), fields);
}

void TestSandboxChannelData::replaces()
{
    QFETCH(QByteArray, owner);
    EntityFixture f;
    const QByteArray path = owner + "/channel_data/push_fcm-1";
    f.put(path, R"({"data":{"devices":[{"token":"a","locale":"de"}],"extra":1}})");
    f.put(owner + "/channel_data/push_apns-1", R"({"data":{"tokens":["x"]}})");
    const QJsonObject data
        = json(R"({"tokens":["b"],"devices":[{"token":"b","locale":null,"timezone":null}]})");
    QCOMPARE(f.put(path, R"({"data":{"tokens":["b"]}})").at("data").toObject(), data);
    QCOMPARE(f.get(path).at("data").toObject(), data);
    QCOMPARE(f.get(owner + "/channel_data/push_apns-1").at("data").toObject().value("tokens").toArray(),
             QJsonArray {"x"});
}

void TestSandboxChannelData::makesTheOwner()
{
    QFETCH(QByteArray, owner);
    EntityFixture f;
    QCOMPARE(f.get(owner).status, 404);
    QCOMPARE(f.put(owner + "/channel_data/push_fcm-1", R"({"data":{"tokens":[]}})").status, 200);
    QCOMPARE(f.get(owner).status, 200);
    QVERIFY(f.get(owner).at("created_at").isNull());
    // Somebody who is there stays as they are.
    f.put(owner, R"({"name":"N"})");
    const QByteArray before = f.get(owner).response.body;
    f.wait(10);
    f.put(owner + "/channel_data/push_fcm-1", R"({"data":{"tokens":["a"]}})");
    QCOMPARE(f.get(owner).response.body, before);
}

void TestSandboxChannelData::unsets()
{
    QFETCH(QByteArray, owner);
    EntityFixture f;
    const QByteArray path = owner + "/channel_data/push_fcm-1";
    f.put(path, R"({"data":{"tokens":["a"]}})");
    f.put(owner + "/channel_data/push_apns-1", R"({"data":{"tokens":["x"]}})");
    const Reply reply = f.remove(path);
    QCOMPARE(reply.status, 204);
    QCOMPARE(reply.response.body, QByteArray());
    QCOMPARE(f.get(path).status, 404);
    QCOMPARE(f.get(owner + "/channel_data/push_apns-1").status, 200);
    QCOMPARE(f.remove(path).status, 204); // again: nothing more to unset
}

void TestSandboxChannelData::answersWhatIsMissing()
{
    QFETCH(QByteArray, owner);
    EntityFixture f;
    f.put(owner, "{}");
    const QByteArray before = f.dump();
    const QByteArray unknown = owner + "/channel_data/5b0f3a52-6c1e-4f0a-9d0e-2a7b7c1d9e10";
    for (const char *verb : {"GET", "PUT", "DELETE"}) {
        const Reply reply = f.send(verb, unknown, R"({"data":{"tokens":[]}})");
        QCOMPARE(reply.status, 404);
        QCOMPARE(reply.code(), QStringLiteral("channel_invalid"));
    }
    const Reply nothing = f.get(owner + "/channel_data/push_fcm-1"); // a channel, and no data for it
    QCOMPARE(nothing.status, 404);
    QCOMPARE(nothing.code(), QStringLiteral("resource_missing"));
    QCOMPARE(f.dump(), before);
}

void TestSandboxChannelData::limitsTheOwnersId()
{
    EntityFixture f;
    const QByteArray most(256, 'a');
    const QByteArray tail = "/channel_data/push_fcm-1";
    const QByteArray body = R"({"data":{"tokens":[]}})";
    QCOMPARE(f.put("/v1/users/" + most + tail, body).status, 200);
    QCOMPARE(f.refusedFields("PUT", "/v1/users/a" + most + tail, body), QStringList {"user_id"});
    QCOMPARE(f.refusedFields("PUT", "/v1/objects/a" + most + "/a%2Fb" + tail, body),
             (QStringList {"collection", "object_id"}));
}

void TestSandboxChannelData::asksForTheRightKey()
{
    EntityFixture f;
    const QByteArray body = R"({"data":{"tokens":[]}})";
    QCOMPARE(f.send("PUT", "/v1/users/ada/channel_data/push_fcm-1", body, publishableKey).status, 200);
    QCOMPARE(f.send("GET", "/v1/users/ada/channel_data/push_fcm-1", {}, publishableKey).status, 200);
    QCOMPARE(f.send("DELETE", "/v1/users/ada/channel_data/push_fcm-1", {}, publishableKey).status, 204);
    const QByteArray before = f.dump();
    for (const char *verb : {"GET", "PUT", "DELETE"})
        QCOMPARE(f.send(verb, "/v1/objects/docks/7/channel_data/push_fcm-1", body, publishableKey).status,
                 403);
    QCOMPARE(f.dump(), before);
}

QTEST_GUILESS_MAIN(TestSandboxChannelData)
#include "tst_sandbox_channeldata.moc"
