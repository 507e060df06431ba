// Keys and user tokens at the router: who is let in, and what they may touch.
#include "sandbox/sandboxfixture.h"
#include "sandbox/tokenfixture.h"

using namespace sandboxtest;

class TestSandboxAuth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void callers_data();
    void callers();
    void ownThings_data();
    void ownThings();
    void grants_data();
    void grants();
    void messagesBelongToTheirRecipient();
    void bulkChangesSayWhose();
    void slackNeedsAGrant_data();
    void slackNeedsAGrant();
    void everyFormOfTheTokenObjectCounts();
    void channelDataOfObjectsCanBeGranted();
    void tokensExpireWithTheClock();
    void secretKeysNeedNoToken();

private:
    static HeaderList with(const QByteArray &token)
    {
        return token.isEmpty() ? HeaderList() : HeaderList {{"x-knock-user-token", token}};
    }
    static QByteArray tokenOf(const QString &user, const QJsonObject &more = {})
    {
        QJsonObject claims = more;
        claims.insert("sub", user);
        return SigningKey::shared().token(claims);
    }
    // {grants: {url: {grant: [{}]}}}
    static QJsonObject granting(const QString &url, const QString &grant)
    {
        return {{"grants", QJsonObject {{url, QJsonObject {{grant, QJsonArray {QJsonObject()}}}}}}};
    }
    static void secure(Fixture &f, bool enhanced, bool withKey = true)
    {
        Router::Options options {f.clock(), Random(7), false};
        options.enhancedSecurity = enhanced;
        if (withKey)
            options.signingKey = SigningKey::shared().publicPem();
        f.router = std::make_unique<Router>(*f.store, f.workflows, options);
    }
};

void TestSandboxAuth::callers_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<bool>("enhanced");
    QTest::addColumn<bool>("withKey"); // the environment has a signing key
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const char *key, const QByteArray &token, bool enhanced,
                        bool withKey, const char *target, int status, const char *code) {
        QTest::newRow(name) << QByteArray(key) << token << enhanced << withKey << QByteArray(target) << status
                            << QString::fromLatin1(code);
    };
    const QByteArray good = tokenOf("ada"), bad = SigningKey::shared().token({{"user", "ada"}});
    const char *mine = "/v1/users/ada", *secret = "/v1/users";
    row("expired key", expiredKey, {}, false, true, mine, 401, "api_key_expired");
    row("unknown key with a token", "pk_other", good, false, true, mine, 401, "api_key_missing");
    row("publishable", publishableKey, {}, false, true, mine, 200, "");
    row("publishable with a token", publishableKey, good, false, true, mine, 200, "");
    row("publishable with a bad token", publishableKey, bad, false, true, mine, 401, "invalid_user_token");
    row("publishable with text", publishableKey, "token", false, true, mine, 401, "invalid_user_token");
    row("no signing key", publishableKey, good, false, false, mine, 400, "missing_jwt_signing_key");
    row("no signing key, bad token", publishableKey, bad, false, false, mine, 400, "missing_jwt_signing_key");
    row("no signing key, no token", publishableKey, {}, false, false, mine, 200, "");
    row("enhanced without a token", publishableKey, {}, true, true, mine, 401, "missing_user_token");
    row("enhanced with a token", publishableKey, good, true, true, mine, 200, "");
    row("enhanced with a bad token", publishableKey, bad, true, true, mine, 401, "invalid_user_token");
    row("enhanced, no signing key", publishableKey, {}, true, false, mine, 401, "missing_user_token");
    row("enhanced, no signing key, token", publishableKey, good, true, false, mine, 400,
        "missing_jwt_signing_key");
    row("enhanced, secret", secretKey, {}, true, true, mine, 200, "");
    row("token does not make a key secret", publishableKey, good, false, true, secret, 403,
        "incorrect_token_type");
    row("enhanced, secret route, no token", publishableKey, {}, true, true, secret, 403,
        "incorrect_token_type");
    row("token as the key", good.constData(), {}, false, true, mine, 401, "api_key_missing");
}

void TestSandboxAuth::callers()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, token);
    QFETCH(bool, enhanced);
    QFETCH(bool, withKey);
    QFETCH(QByteArray, target);
    Fixture f;
    secure(f, enhanced, withKey);
    f.addUser("ada");
    const Reply reply = f.send("GET", target, {}, key, with(token));
    QTEST(reply.status, "status");
    QTEST(reply.code(), "code");
    if (reply.status >= 400)
        QCOMPARE(reply.at("status").toInt(), reply.status);
}

void TestSandboxAuth::ownThings_data()
{
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QByteArray>("path"); // of a user, behind its id
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("grant");
    const auto row = [](const char *verb, const char *path, const char *body, const char *grant) {
        QTest::addRow("%s %s", verb, path)
            << QByteArray(verb) << QByteArray(path) << QByteArray(body) << QString::fromLatin1(grant);
    };
    row("GET", "", "", "user/read");
    row("PUT", "", "{\"name\":\"New\"}", "user/write");
    row("GET", "/feeds/feed-1", "", "user/feed_read");
    row("GET", "/feeds/feed-1/settings", "", "user/feed_read");
    row("GET", "/preferences", "", "preferences/read");
    row("GET", "/preferences/default", "", "preferences/read");
    row("PUT", "/preferences/default", "{}", "preferences/write");
    row("PUT", "/preferences/default/channel_types", "{\"email\":true}", "preferences/write");
    row("PUT", "/preferences/default/workflows/comment", "{\"value\":true}", "preferences/write");
    row("GET", "/channel_data/feed-1", "", "channel_data/read");
    row("PUT", "/channel_data/feed-1", "{\"data\":{}}", "channel_data/write");
    row("DELETE", "/channel_data/feed-1", "", "channel_data/write");
}

// Each route with a token of its own user, of another, and of another that is granted it.
void TestSandboxAuth::ownThings()
{
    QFETCH(QByteArray, verb);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    QFETCH(QString, grant);
    Fixture f;
    secure(f, true);
    f.addUser("ada");
    f.addUser("bo");
    const QByteArray target = "/v1/users/ada" + path;
    const QString url = "https://api.knock.app/v1/users/ada";
    const auto status = [&](const QString &user, const QJsonObject &claims) {
        return f.send(verb, target, body, publishableKey, with(tokenOf(user, claims))).status;
    };
    const auto isLet
        = [](int code) { return code != 401 && code != 403; }; // what it answers is its own matter

    const QByteArray before = f.dump();
    const Reply other = f.send(verb, target, body, publishableKey, with(tokenOf("bo")));
    QCOMPARE(other.status, 403);
    QCOMPARE(other.code(), QStringLiteral("incorrect_token_type"));
    QCOMPARE(status("bo", granting(url, "other/grant")), 403);
    QCOMPARE(status("bo", granting("https://api.knock.app/v1/users/adam", grant)), 403);
    QCOMPARE(status("ada", {{"explicit_grants", true}}), 403); // not even what is theirs
    QCOMPARE(f.dump(), before);

    QVERIFY(isLet(status("ada", {})));
    QVERIFY(isLet(status("bo", granting(url, grant))));
    QJsonObject both = granting(url, grant);
    both.insert("explicit_grants", true);
    QVERIFY(isLet(status("ada", both)));
}

void TestSandboxAuth::grants_data()
{
    QTest::addColumn<QString>("url"); // of the user a/ö
    QTest::addColumn<bool>("let");
    QTest::newRow("as written") << QString::fromUtf8("https://api.knock.app/v1/users/a ö") << true;
    QTest::newRow("percent-encoded") << "https://api.knock.app/v1/users/a%20%C3%B6" << true;
    QTest::newRow("another host") << "http://127.0.0.1:4000/v1/users/a%20%C3%B6" << true;
    QTest::newRow("no host") << "/v1/users/a%20%C3%B6" << true;
    QTest::newRow("trailing slash") << "https://api.knock.app/v1/users/a%20%C3%B6/" << true;
    QTest::newRow("something below") << "https://api.knock.app/v1/users/a%20%C3%B6/feeds" << false;
    QTest::newRow("everybody") << "https://api.knock.app/v1/users" << false;
    QTest::newRow("an object") << "https://api.knock.app/v1/objects/users/a%20%C3%B6" << false;
    QTest::newRow("the id alone") << QString::fromUtf8("a ö") << false;
    QTest::newRow("nothing") << "" << false;
}

void TestSandboxAuth::grants()
{
    QFETCH(QString, url);
    QFETCH(bool, let);
    Fixture f;
    secure(f, true);
    f.addUser(QString::fromUtf8("a ö"));
    const QByteArray token = tokenOf("bo", granting(url, "user/read"));
    QCOMPARE(f.send("GET", "/v1/users/a%20%C3%B6", {}, publishableKey, with(token)).status, let ? 200 : 403);
}

void TestSandboxAuth::messagesBelongToTheirRecipient()
{
    Fixture f;
    secure(f, true);
    f.addMessage({.id = "ada1"});
    f.addMessage({.id = "bo1", .recipient = "bo"});
    f.addMessage({.id = "team1", .collection = "teams"}); // to the object teams/ada
    const auto status
        = [&](const char *verb, const char *path, const QByteArray &body, const QJsonObject &claims = {}) {
              return f
                  .send(verb, QByteArray("/v1/messages/") + path, body, publishableKey,
                        with(tokenOf("ada", claims)))
                  .status;
          };
    const QByteArray before = f.dump();
    QCOMPARE(status("PUT", "bo1/seen", {}), 403);
    QCOMPARE(status("DELETE", "bo1/seen", {}), 403);
    QCOMPARE(status("PUT", "team1/seen", {}), 403);
    QCOMPARE(status("POST", "batch/seen", R"({"message_ids":["ada1","bo1"]})"), 403);
    QCOMPARE(status("POST", "batch/seen", R"({"message_ids":[{"id":"bo1"}]})"), 403); // hidden in an object
    QCOMPARE(status("PUT", "none/seen", {}), 404);
    QCOMPARE(f.dump(), before);

    QCOMPARE(status("PUT", "ada1/seen", {}), 200);
    QCOMPARE(status("DELETE", "ada1/seen", {}), 200);
    QCOMPARE(status("POST", "batch/seen", R"({"message_ids":["ada1","none"]})"), 200);
    const QJsonObject bos = granting("https://api.knock.app/v1/users/bo", "user/feed_write");
    QCOMPARE(status("PUT", "bo1/seen", {}, bos), 200);
    QCOMPARE(status("POST", "batch/seen", R"({"message_ids":["ada1","bo1"]})", bos), 200);
    const QJsonObject teams = granting("https://api.knock.app/v1/objects/teams/ada", "user/feed_write");
    QCOMPARE(status("PUT", "team1/seen", {}, teams), 200);
    QCOMPARE(f.send("PUT", "/v1/messages/bo1/read", {}, publishableKey).status, 401); // no token at all
}

void TestSandboxAuth::bulkChangesSayWhose()
{
    Fixture f;
    secure(f, true);
    f.addMessages(1, 1);
    const auto status = [&](const QByteArray &body) {
        return f
            .send("POST", "/v1/channels/feed-1/messages/bulk/seen", body, publishableKey,
                  with(tokenOf("ada")))
            .status;
    };
    QCOMPARE(status("{}"), 403); // everybody's
    QCOMPARE(status(R"({"user_ids":[]})"), 403);
    QCOMPARE(status(R"({"user_ids":["bo"]})"), 403);
    QCOMPARE(status(R"({"user_ids":["ada"],"recipient_ids":["bo"]})"), 403);
    QCOMPARE(status(R"({"user_ids":["ada"]})"), 200);
    QCOMPARE(status(R"({"recipient_ids":["ada"],"user_ids":["ada"]})"), 200);
}

void TestSandboxAuth::slackNeedsAGrant_data()
{
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QByteArray>("action");
    QTest::addColumn<QString>("grant");
    QTest::newRow("check") << QByteArray("GET") << QByteArray("auth_check") << "slack/channels_read";
    QTest::newRow("channels") << QByteArray("GET") << QByteArray("channels") << "slack/channels_read";
    QTest::newRow("revoke") << QByteArray("PUT") << QByteArray("revoke_access") << "channel_data/write";
    QTest::newRow("revoke, older") << QByteArray("GET") << QByteArray("revoke_access")
                                   << "channel_data/write";
}

void TestSandboxAuth::slackNeedsAGrant()
{
    QFETCH(QByteArray, verb);
    QFETCH(QByteArray, action);
    QFETCH(QString, grant);
    Fixture f;
    secure(f, false);
    f.workflows.channels.append({"slack-1", "slack", "Slack", "chat", "chat_slack"});
    f.addTenant("acme", {{"name", "Acme"}});
    const QByteArray target = "/v1/providers/slack/slack-1/" + action
        + "?access_token_object=%7B%22object_id%22:%22acme%22,%22collection%22:%22$tenants%22%7D";
    const auto code = [&](const QByteArray &key, const QByteArray &token) {
        return f.send(verb, target, {}, key, with(token)).code();
    };
    // No token is stored with Acme: the handler's own refusal tells that it was asked.
    const QString asked = "authorization";
    QCOMPARE(code(secretKey, {}), asked);
    QCOMPARE(code(publishableKey, {}), QStringLiteral("missing_user_token")); // enhanced security or not
    QCOMPARE(code(publishableKey, tokenOf("ada")), QStringLiteral("incorrect_token_type"));
    const QString tenants = "https://api.knock.app/v1/objects/$tenants/";
    QCOMPARE(code(publishableKey, tokenOf("ada", granting(tenants + "other", grant))),
             QStringLiteral("incorrect_token_type"));
    QCOMPARE(code(publishableKey, tokenOf("ada", granting(tenants + "acme", "user/read"))),
             QStringLiteral("incorrect_token_type"));
    QCOMPARE(code(publishableKey, tokenOf("ada", granting(tenants + "acme", grant))), asked);
}

// A grant on one tenant must not open another that is named in a second form.
void TestSandboxAuth::everyFormOfTheTokenObjectCounts()
{
    Fixture f;
    secure(f, false);
    f.workflows.channels.append({"slack-1", "slack", "Slack", "chat", "chat_slack"});
    const QByteArray token = tokenOf("ada", granting("/v1/objects/$tenants/mine", "slack/channels_read"));
    const auto code = [&](const QByteArray &query, const QByteArray &body) {
        return f
            .send("GET", "/v1/providers/slack/slack-1/auth_check?" + query, body, publishableKey, with(token))
            .code();
    };
    const QByteArray mine = "access_token_object[object_id]=mine&access_token_object[collection]=$tenants";
    const QByteArray theirs = R"({"access_token_object":{"object_id":"theirs","collection":"$tenants"}})";
    QCOMPARE(code(mine, {}), QStringLiteral("authorization")); // asked, and nothing is stored
    QCOMPARE(code(mine, theirs), QStringLiteral("incorrect_token_type"));
    QCOMPARE(code(mine + "&access_token_object[objectId]=theirs", {}),
             QStringLiteral("incorrect_token_type"));
    QCOMPARE(code({}, theirs), QStringLiteral("incorrect_token_type"));
}

void TestSandboxAuth::channelDataOfObjectsCanBeGranted()
{
    Fixture f;
    secure(f, false);
    const QByteArray target = "/v1/objects/docks/d7/channel_data/mail-1";
    const QString url = "https://api.knock.app/v1/objects/docks/d7";
    const auto reply
        = [&](const QByteArray &token) { return f.send("GET", target, {}, publishableKey, with(token)); };
    QCOMPARE(reply({}).status, 403);
    QCOMPARE(reply(tokenOf("ada")).status, 403);
    QCOMPARE(reply(tokenOf("ada", granting(url, "channel_data/write"))).status, 403);
    QCOMPARE(reply(tokenOf("ada", granting(url, "channel_data/read"))).status,
             404); // let, and nothing stored
    QCOMPARE(f.send("GET", "/v1/objects/docks/d7", {}, publishableKey,
                    with(tokenOf("ada", granting(url, "channel_data/read"))))
                 .status,
             403); // of the object itself a token grants nothing
}

void TestSandboxAuth::tokensExpireWithTheClock()
{
    Fixture f;
    secure(f, true);
    f.addUser("ada");
    const QByteArray token = tokenOf("ada", {{"exp", double(f.now.us) / 1e6 + 3600}});
    QCOMPARE(f.send("GET", "/v1/users/ada", {}, publishableKey, with(token)).status, 200);
    f.now.us += 3600 * second;
    QCOMPARE(f.send("GET", "/v1/users/ada", {}, publishableKey, with(token)).code(),
             QStringLiteral("invalid_user_token"));
}

void TestSandboxAuth::secretKeysNeedNoToken()
{
    Fixture f;
    secure(f, true);
    f.addUser("ada");
    QCOMPARE(f.send("GET", "/v1/users/ada", {}, secretKey, with("rubbish")).status, 200);
    QCOMPARE(f.send("GET", "/v1/users/ada", {}, secretKey, with(tokenOf("bo"))).status, 200);
}

QTEST_GUILESS_MAIN(TestSandboxAuth)
#include "tst_sandbox_auth.moc"
