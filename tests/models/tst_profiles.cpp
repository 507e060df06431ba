// Environments, their keys and what is said about them.
#include "models/connectiontest.h"
#include "models/keyring.h"
#include "models/profilestore.h"
#include "models/usertoken.h"
#include "support/fakenetwork.h"

#include <QFile>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>

using namespace models;

namespace {

Profile live()
{
    Profile p;
    p.name = "Production";
    p.baseUrl = QUrl("https://api.knock.app");
    p.color = QColor(0x7B2D8E);
    p.icon = "globe";
    p.readOnly = true;
    p.mayUnlock = true;
    p.isProtected = true;
    p.key = {KeyKind::Secret, false};
    return p;
}

QByteArray jwt(const QByteArray &payload)
{
    const auto part = [](const QByteArray &text) {
        return text.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    };
    return part(R"({"alg":"RS256"})") + '.' + part(payload) + ".c2lnbmF0dXJl";
}

} // namespace

class TestProfiles : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<ProfileStore> m_store;

    void reopen()
    {
        m_store.reset();
        m_settings = std::make_unique<QSettings>(m_file, QSettings::IniFormat);
        m_store = std::make_unique<ProfileStore>(*m_settings);
    }
    static Keyring::Answer ask(Keyring &keyring, const QString &id, Secret which = Secret::Key)
    {
        std::optional<Keyring::Answer> got;
        QObject owner;
        keyring.read(id, which, &owner, [&](const Keyring::Answer &answer) { got = answer; });
        Q_ASSERT(!got); // later, always
        [&] { QTRY_VERIFY_WITH_TIMEOUT(got, 30'000); }();
        return got.value_or(Keyring::Answer {});
    }
    static Keyring::Answer put(Keyring &keyring, const QString &id, const QByteArray &secret,
                               Secret which = Secret::Key)
    {
        std::optional<Keyring::Answer> got;
        QObject owner;
        keyring.write(id, which, secret, &owner, [&](const Keyring::Answer &answer) { got = answer; });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(got, 30'000); }();
        return got.value_or(Keyring::Answer {});
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath("s.ini");
        reopen();
    }

    void startsWithTheSandboxAlone()
    {
        QCOMPARE(m_store->profiles().size(), 1);
        QVERIFY(m_store->sandbox().isSandbox());
        QCOMPARE(m_store->lastUsed(), sandboxId());
        m_store->remove(sandboxId());
        QCOMPARE(m_store->profiles().size(), 1);
    }

    void comesBackAsItWas()
    {
        const QString id = m_store->add(live());
        m_store->setLastUsed(id);
        Profile expected = live();
        expected.id = id;
        reopen();
        QCOMPARE(m_store->profiles().size(), 2);
        QVERIFY(*m_store->find(id) == expected);
        QCOMPARE(m_store->findByName("PRODUCTION")->id, id);
        QCOMPARE(m_store->findByName(id)->id, id);
        QVERIFY(!m_store->findByName("nowhere"));
        QCOMPARE(m_store->lastUsed(), id);

        expected.name = "Staging";
        expected.readOnly = false;
        QSignalSpy changed(m_store.get(), &ProfileStore::changed);
        m_store->update(expected);
        m_store->update(expected); // nothing new
        QCOMPARE(changed.size(), 1);
        reopen();
        QVERIFY(*m_store->find(id) == expected);

        m_store->remove(id);
        QCOMPARE(m_store->lastUsed(), sandboxId());
        m_settings->sync();
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains(id.toLatin1() + "\\name"));
        reopen();
        QCOMPARE(m_store->profiles().size(), 1);
    }

    void keepsItsOrder()
    {
        for (const char *name : {"c", "a", "b"}) {
            Profile p = live();
            p.name = name;
            m_store->add(p);
        }
        reopen();
        QCOMPARE(m_store->profiles()[1].name, QString("c"));
        QCOMPARE(m_store->profiles()[3].name, QString("b"));
    }

    void sandboxKeepsItsNameAndWhatMayBeDone()
    {
        Profile p = m_store->sandbox();
        p.name = "mine";
        p.readOnly = p.mayUnlock = p.isProtected = true;
        m_store->update(p);
        reopen();
        QVERIFY(m_store->sandbox().name != "mine");
        QVERIFY(m_store->sandbox().readOnly && m_store->sandbox().mayUnlock
                && m_store->sandbox().isProtected);
    }

    void variablesAreNeverStored()
    {
        Profile p = live();
        p.name = "From the environment";
        m_store->setVariables(p);
        QCOMPARE(m_store->profiles()[1].kind, Profile::Kind::Variables);
        Profile changed = *m_store->find(variablesId());
        changed.readOnly = false;
        m_store->update(changed);
        m_store->setLastUsed(variablesId());
        QVERIFY(!m_store->find(variablesId())->readOnly);
        reopen();
        QCOMPARE(m_store->profiles().size(), 1);
        QCOMPARE(m_store->lastUsed(), sandboxId());
        QVERIFY(!m_settings->allKeys().join(u' ').contains("variables"));
    }

    void survivesAFileEditedByHand()
    {
        m_settings->setValue("environments/order", QStringList {"x", "y", "", "x", "z"});
        m_settings->setValue("environments/x/name", "Fine");
        m_settings->setValue("environments/x/address", "https://a.test");
        m_settings->setValue("environments/x/color", "no colour");
        m_settings->setValue("environments/y/name", "Broken");
        m_settings->setValue("environments/y/address", "ftp://a.test");
        m_settings->setValue("environments/z/name", "FINE");
        m_settings->setValue("environments/z/address", "https://b.test");
        reopen();
        QCOMPARE(m_store->profiles().size(), 2);
        QVERIFY(m_store->find("x")->color.isValid());
    }

    void saysWhatIsWrongWithAName()
    {
        Profile p = live();
        QVERIFY(m_store->problems(p).isEmpty());
        p.id = m_store->add(p);
        QVERIFY(m_store->problems(p).isEmpty()); // its own name
        Profile other = live();
        other.name = "  production ";
        QCOMPARE(m_store->problems(other).value(0).field, ProfileProblem::Field::Name);
        other.name = m_store->sandbox().name;
        QCOMPARE(m_store->problems(other).size(), 1);
        other.name = " ";
        QCOMPARE(m_store->problems(other).size(), 1);
        other.name = QString(61, 'x');
        QCOMPARE(m_store->problems(other).size(), 1);
    }

    void choosesWhatThereIs()
    {
        QSignalSpy chosen(m_store.get(), &ProfileStore::chosen);
        m_store->choose("nowhere");
        QCOMPARE(chosen.size(), 0);
        m_store->choose(sandboxId());
        QCOMPARE(chosen.size(), 1);
    }

    void readsAddresses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("url"); // empty: a problem
        QTest::newRow("plain") << "https://api.knock.app"
                               << "https://api.knock.app";
        QTest::newRow("host") << " api.knock.app "
                              << "https://api.knock.app";
        QTest::newRow("path") << "https://a.test:8443/v1/?x#y"
                              << "https://a.test:8443";
        QTest::newRow("here") << "http://127.0.0.1:4000"
                              << "http://127.0.0.1:4000";
        QTest::newRow("here by name") << "http://localhost:4000/v1"
                                      << "http://localhost:4000";
        QTest::newRow("here, IPv6") << "http://[::1]:4000"
                                    << "http://[::1]:4000";
        QTest::newRow("unprotected") << "http://api.knock.app"
                                     << "";
        QTest::newRow("ftp") << "ftp://a.test"
                             << "";
        QTest::newRow("no host") << "https://"
                                 << "";
        QTest::newRow("nothing") << "  "
                                 << "";
        QTest::newRow("blanks") << "https://a b.test"
                                << "";
        QTest::newRow("user") << "https://me:secret@a.test"
                              << "";
    }
    void readsAddresses()
    {
        QFETCH(QString, text);
        QFETCH(QString, url);
        QString problem;
        QCOMPARE(readBaseUrl(text, &problem).toString(), url);
        QCOMPARE(problem.isEmpty(), !url.isEmpty());
    }

    void knowsKindsOfKeys()
    {
        QCOMPARE(keyTraits("sk_test_1"), (KeyTraits {KeyKind::Secret, true}));
        QCOMPARE(keyTraits("sk_live_1"), (KeyTraits {KeyKind::Secret, false}));
        QCOMPARE(keyTraits("pk_test_1"), (KeyTraits {KeyKind::Publishable, true}));
        QCOMPARE(keyTraits("whatever"), (KeyTraits {KeyKind::Unknown, false}));
        QCOMPARE(keyTraits(""), KeyTraits());
        QVERIFY(keyProblem("sk_test_1").isNull());
        QVERIFY(!keyProblem("sk test").isNull());
        QVERIFY(!keyProblem("sk_\xC3\xA9").isNull());
    }

    void keepsKeysForThisRun()
    {
        MemoryKeyring keyring("no service");
        QCOMPARE(keyring.runOnlyReason(), QString("no service"));
        QVERIFY(ask(keyring, "p").secret.isEmpty());
        put(keyring, "p", "sk_1");
        put(keyring, "p", "token", Secret::UserToken);
        QCOMPARE(ask(keyring, "p").secret, QByteArray("sk_1"));
        QCOMPARE(ask(keyring, "p", Secret::UserToken).secret, QByteArray("token"));
        QVERIFY(ask(keyring, "q").secret.isEmpty());
        put(keyring, "p", {});
        QVERIFY(ask(keyring, "p").secret.isEmpty());
    }

    void forgetsWhoDoesNotWait()
    {
        MemoryKeyring keyring({});
        int runs = 0;
        {
            QObject owner;
            keyring.read("p", Secret::Key, &owner, [&](const Keyring::Answer &) { ++runs; });
        }
        QCoreApplication::processEvents();
        QCOMPARE(runs, 0);
    }

    // Where no bus leads to a keychain, the key is kept for this run, and that is told.
    void saysThatThereIsNoKeychain()
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        DesktopKeyring keyring;
        QSignalSpy changed(&keyring, &Keyring::runOnlyChanged);
        const Keyring::Answer written = put(keyring, "p", "sk_test_known");
        QVERIFY(!written.problem.isEmpty());
        QVERIFY(!written.problem.contains("sk_test_known"));
        QCOMPARE(keyring.runOnlyReason(), written.problem);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(ask(keyring, "p").secret, QByteArray("sk_test_known"));
        QVERIFY(ask(keyring, "q").secret.isEmpty());
        put(keyring, "p", {});
        QVERIFY(ask(keyring, "p").secret.isEmpty());
    }

    void readsUserTokens()
    {
        const UserToken token = UserToken::fromText(jwt(R"({"sub":"alice","exp":1700000000})"));
        QVERIFY(token.isReadable);
        QCOMPARE(token.userId, QString("alice"));
        QCOMPARE(token.expires, QDateTime(QDate(2023, 11, 14), QTime(22, 13, 20), QTimeZone::utc()));
        QVERIFY(token.isExpired(token.expires));
        QVERIFY(!token.isExpired(token.expires.addSecs(-1)));
        QVERIFY(!UserToken::fromText(jwt(R"({"sub":"alice"})")).expires.isValid());
        QVERIFY(!UserToken::fromText(jwt(R"({"exp":1e300})")).expires.isValid());
        for (const char *bad : {"", "a.b", "a.b.c", "e30.e30.x", "..", "eyJ.eyJ.x"})
            QVERIFY2(!UserToken::fromText(bad).isReadable, bad);
    }

    void testsAConnection_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<int>("status"); // 0: no answer
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Tone>("tone");
        QTest::addColumn<ConnectionVerdict::Field>("field");
        using Field = ConnectionVerdict::Field;
        const QByteArray list = "/v1/users?page_size=1";
        const QByteArray nobody = "/v1/users/doorman-connection-test";
        const QByteArray page = json("{'entries': [], 'page_info': {}}");
        const auto error
            = [](const char *code) { return QByteArray("{\"code\": \"") + code + "\", \"message\": \"m\"}"; };
        const auto row
            = [](const char *name, const QByteArray &key, const QByteArray &token, const QByteArray &target,
                 int status, const QByteArray &body, Tone tone, Field field) {
                  QTest::newRow(name) << key << token << target << status << body << tone << field;
              };
        row("works", "sk_1", "", list, 200, page, Tone::Ok, Field::None);
        row("unknown key", "sk_1", "", list, 401, error("authentication_error"), Tone::Bad, Field::Key);
        row("may not", "sk_1", "", list, 403, error("permission_denied"), Tone::Bad, Field::Key);
        row("other service", "sk_1", "", list, 404, "<p>", Tone::Bad, Field::Address);
        row("web page", "sk_1", "", list, 200, "<p>", Tone::Bad, Field::Address);
        row("limited", "sk_1", "", list, 429, error("too_many"), Tone::Warn, Field::None);
        row("broken", "sk_1", "", list, 500, error("internal"), Tone::Warn, Field::None);
        row("redirect", "sk_1", "", list, 301, "", Tone::Bad, Field::Address);
        row("nobody answers", "sk_1", "", list, 0, "", Tone::Bad, Field::Address);
        row("publishable works", "pk_1", "", nobody, 404, error("resource_missing"), Tone::Ok, Field::None);
        row("publishable, other service", "pk_1", "", nobody, 404, "<p>", Tone::Bad, Field::Address);
        row("publishable needs a token", "pk_1", "", nobody, 403, error("x"), Tone::Warn, Field::UserToken);
        row("publishable with token", "pk_1", jwt(R"({"sub":"alice"})"), "/v1/users/alice", 200,
            json("{'id': 'alice'}"), Tone::Ok, Field::None);
    }
    void testsAConnection()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, token);
        QFETCH(QByteArray, target);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        FakeNetwork net;
        Exchange &exchange = net.expect("GET", target).withHeader("Authorization", "Bearer " + key);
        if (status > 0)
            exchange.reply(status, body);
        else
            exchange.fail(QNetworkReply::HostNotFoundError);
        ConnectionTest test(&net);
        QSignalSpy finished(&test, &ConnectionTest::finished);
        api::Connection connection;
        connection.baseUrl = QUrl("http://api.test");
        connection.key = key;
        connection.userToken = token;
        test.start(connection);
        QVERIFY(test.isRunning());
        QTRY_COMPARE(finished.size(), 1);
        const auto verdict = finished[0][0].value<ConnectionVerdict>();
        QTEST(verdict.tone, "tone");
        QTEST(verdict.field, "field");
        QVERIFY(!verdict.sentence.isEmpty());
        QVERIFY(!verdict.sentence.contains(QString::fromLatin1(key)));
        QCOMPARE(net.requestCount(), 1); // one, whatever came
    }

    void aTestCanBeGivenUp()
    {
        FakeNetwork net;
        net.expect("GET", "/v1/users?page_size=1").hold();
        ConnectionTest test(&net);
        QSignalSpy finished(&test, &ConnectionTest::finished);
        api::Connection connection = testConnection();
        test.start(connection);
        QCoreApplication::processEvents();
        test.cancel();
        QVERIFY(!test.isRunning());
        QCOMPARE(finished.size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestProfiles)
#include "tst_profiles.moc"
