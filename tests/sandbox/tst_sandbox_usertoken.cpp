// User tokens, signed with keys made here.
#include "api/sandbox/usertoken.h"
#include "sandbox/tokenfixture.h"

#include <QTest>

using namespace api;
using namespace api::sandbox;
using namespace sandboxtest;

class TestSandboxUserToken : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keys_data();
    void keys();
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void readsGrants();
    void everyByteIsSigned();

private:
    const Timestamp m_now = Timestamp::fromWire(u"2026-01-10T12:00:00Z");
    const double m_seconds = double(m_now.us) / 1e6;
};

void TestSandboxUserToken::keys_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<bool>("usable");
    const SigningKey &key = SigningKey::shared();
    QTest::newRow("private") << key.privatePem() << true;
    QTest::newRow("public") << key.publicPem() << true;
    QTest::newRow("with blanks around") << "\n  " + key.publicPem() + "\n" << true;
    QTest::newRow("private in base64") << key.privatePem().toBase64() << true;
    QTest::newRow("public in base64, with a newline") << key.publicPem().toBase64() + '\n' << true;
    QTest::newRow("locked") << key.lockedPem("secret") << false;
    QTest::newRow("too short") << SigningKey(EVP_RSA_gen(1024)).privatePem() << false;
    QTest::newRow("of a curve") << SigningKey(EVP_EC_gen("P-256")).privatePem() << false;
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("text") << QByteArray("not a key") << false;
    QTest::newRow("cut off") << key.privatePem().left(300) << false;
    QTest::newRow("PEM of something else")
        << QByteArray("-----BEGIN NOTHING-----\nAAAA\n-----END NOTHING-----\n") << false;
}

void TestSandboxUserToken::keys()
{
    QFETCH(QByteArray, key);
    QFETCH(bool, usable);
    QString error;
    const auto tokens = UserTokens::fromPem(key, &error);
    QCOMPARE(tokens != nullptr, usable);
    QCOMPARE(error.isEmpty(), usable);
    if (usable)
        QVERIFY(tokens->verify(SigningKey::shared().token({{"sub", "ada"}}), m_now, &error));
}

void TestSandboxUserToken::accepts_data()
{
    QTest::addColumn<QJsonObject>("claims");
    QTest::addColumn<QJsonObject>("header");
    const auto row
        = [](const char *name, const QJsonObject &claims, const QJsonObject &header = SigningKey::rs256()) {
              QTest::newRow(name) << claims << header;
          };
    row("bare", {{"sub", "ada"}});
    row("about to expire", {{"sub", "ada"}, {"exp", m_seconds + 1}});
    row("valid from now", {{"sub", "ada"}, {"nbf", m_seconds}});
    row("issued in the future", {{"sub", "ada"}, {"iat", m_seconds + 600}});
    row("parts of a second", {{"sub", "ada"}, {"exp", m_seconds + 0.25}});
    row("others' claims", {{"sub", "ada"}, {"jti", "1"}, {"aud", QJsonArray {"x"}}, {"deep", QJsonObject()}});
    row("a key's name", {{"sub", "ada"}}, {{"alg", "RS256"}, {"kid", "k1"}});
}

void TestSandboxUserToken::accepts()
{
    QFETCH(QJsonObject, claims);
    QFETCH(QJsonObject, header);
    QString error;
    const auto tokens = UserTokens::fromPem(SigningKey::shared().publicPem(), &error);
    const auto caller = tokens->verify(SigningKey::shared().token(claims, header), m_now, &error);
    QVERIFY2(caller, qPrintable(error));
    QCOMPARE(caller->user, QStringLiteral("ada"));
    QVERIFY(!caller->isSecret());
    QVERIFY(caller->grants.isEmpty() && !caller->explicitGrants);
}

void TestSandboxUserToken::refuses_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QString>("why"); // a part of it
    const SigningKey &key = SigningKey::shared();
    const auto row = [](const char *name, const QByteArray &token, const char *why) {
        QTest::newRow(name) << token << QString::fromLatin1(why);
    };
    const QJsonObject claims {{"sub", "ada"}};
    const QByteArray good = key.token(claims);
    row("nothing", "", "no JWT");
    row("text", "token", "no JWT");
    row("two pieces", good.left(good.lastIndexOf('.')), "no JWT");
    row("four pieces", good + ".x", "no JWT");
    row("padded", good + "=", "no JWT");
    row("header no JSON", "e30x." + good.mid(good.indexOf('.') + 1), "no JWT");
    row("huge", key.token({{"sub", "ada"}, {"pad", QString(17'000, u'x')}}), "no JWT");
    row("not signed", SigningKey::joined(SigningKey::rs256(), claims) + '.', "signature");
    row("no algorithm", SigningKey::joined({{"alg", "none"}}, claims) + '.', "RS256");
    row("no alg", key.token(claims, {{"typ", "JWT"}}), "RS256");
    row("alg in lower case", key.token(claims, {{"alg", "rs256"}}), "RS256");
    row("critical extension", key.token(claims, {{"alg", "RS256"}, {"crit", QJsonArray {"exp"}}}),
        "extensions");
    row("another key", SigningKey(EVP_RSA_gen(2048)).token(claims), "signature");

    const QByteArray rs512 = SigningKey::joined({{"alg", "RS512"}}, claims);
    row("RS512", rs512 + '.' + SigningKey::encoded(key.sign(rs512, EVP_sha512())), "RS256");
    const QByteArray disguised = SigningKey::joined(SigningKey::rs256(), claims);
    row("RS512 that says RS256", disguised + '.' + SigningKey::encoded(key.sign(disguised, EVP_sha512())),
        "signature");
    // The old trick: a MAC whose secret is the public key.
    const QByteArray hs256 = SigningKey::joined({{"alg", "HS256"}}, claims), pem = key.publicPem();
    unsigned char mac[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    HMAC(EVP_sha256(), pem.constData(), int(pem.size()),
         reinterpret_cast<const unsigned char *>(hs256.constData()), std::size_t(hs256.size()), mac, &size);
    row("HS256", hs256 + '.' + SigningKey::encoded({reinterpret_cast<char *>(mac), qsizetype(size)}),
        "RS256");

    row("no sub", key.token({{"user", "ada"}}), "sub");
    row("empty sub", key.token({{"sub", ""}}), "sub");
    row("sub a number", key.token({{"sub", 1}}), "sub");
    row("expired", key.token({{"sub", "ada"}, {"exp", m_seconds - 1}}), "expired");
    row("expires now", key.token({{"sub", "ada"}, {"exp", m_seconds}}), "expired");
    row("exp a text", key.token({{"sub", "ada"}, {"exp", "tomorrow"}}), "exp");
    row("exp null", key.token({{"sub", "ada"}, {"exp", QJsonValue::Null}}), "exp");
    row("not yet", key.token({{"sub", "ada"}, {"nbf", m_seconds + 1}}), "not valid yet");
    row("nbf a text", key.token({{"sub", "ada"}, {"nbf", "now"}}), "nbf");
}

void TestSandboxUserToken::refuses()
{
    QFETCH(QByteArray, token);
    QFETCH(QString, why);
    QString error;
    const auto tokens = UserTokens::fromPem(SigningKey::shared().publicPem(), &error);
    QVERIFY(!tokens->verify(token, m_now, &error));
    QVERIFY2(error.contains(why), qPrintable(error));
}

void TestSandboxUserToken::readsGrants()
{
    const QString dock = "https://api.knock.app/v1/objects/docks/d7";
    const QJsonObject claims {
        {"sub", "ada"},
        {"explicit_grants", true},
        {"grants",
         QJsonObject {
             {dock, QJsonObject {{"channel_data/read", QJsonArray {QJsonObject()}}, {"user/read", {}}}},
             {"odd", "all"}}}};
    QString error;
    const auto tokens = UserTokens::fromPem(SigningKey::shared().privatePem(), &error);
    const auto caller = tokens->verify(SigningKey::shared().token(claims), m_now, &error);
    QVERIFY(caller);
    QVERIFY(caller->explicitGrants);
    QCOMPARE(caller->grants.value(dock), (QStringList {"channel_data/read", "user/read"}));
    QCOMPARE(caller->grants.value("odd"), QStringList());
}

void TestSandboxUserToken::everyByteIsSigned()
{
    QString error;
    const auto tokens = UserTokens::fromPem(SigningKey::shared().publicPem(), &error);
    const QByteArray good = SigningKey::shared().token({{"sub", "ada"}, {"exp", m_seconds + 60}});
    QVERIFY(tokens->verify(good, m_now, &error));
    for (qsizetype i = 0; i < good.size() - 1; ++i) { // the last one holds bits that count for nothing
        QByteArray bad = good;
        bad[i] = bad[i] == 'A' ? 'B' : 'A';
        QVERIFY2(!tokens->verify(bad, m_now, &error), qPrintable(QString::number(i)));
    }
}

QTEST_APPLESS_MAIN(TestSandboxUserToken)
#include "tst_sandbox_usertoken.moc"
