// What keeps a write from leaving, and who is told of those that do.
#include "api/client/client.h"
#include "api/client/destructive.h"
#include "api/client/requestjournal.h"
#include "api/client/writeguard.h"
#include "api/client/writelock.h"
#include "api/client/writeobserver.h"
#include "api/schema/describe.h"
#include "api/schema/message.h"
#include "api/schema/registry.h"
#include "api/schema/tenant.h"
#include "api/schema/user.h"
#include "support/fakenetwork.h"

#include <QSignalSpy>
#include <QTest>

using namespace api;

namespace {

class Recorder : public WriteObserver
{
public:
    QString begin(const WriteBegin &write) override
    {
        if (problem.isNull())
            begun += write;
        return problem;
    }
    void end(const WriteEnd &write) override { ended += write; }

    QString problem;
    QList<WriteBegin> begun;
    QList<WriteEnd> ended;
};

constexpr Endpoint<Nothing, JsonBody> once {{.number = "T1",
                                             .name = "test.once",
                                             .verb = Verb::Post,
                                             .path = "/v1/once",
                                             .tier = Tier::Five,
                                             .repeat = Repeat::Never}};
constexpr Endpoint<Nothing, QString> removeThing {{.number = "T2",
                                                   .name = "test.remove",
                                                   .verb = Verb::Delete,
                                                   .path = "/v1/things/%1",
                                                   .tier = Tier::Five}};

Connection readOnly()
{
    Connection connection = testConnection();
    connection.readOnly = true;
    connection.mayUnlock = true;
    return connection;
}

} // namespace

class TestWrites : public QObject
{
    Q_OBJECT

    std::unique_ptr<Recorder> m_recorder;
    std::unique_ptr<FakeNetwork> m_net;
    std::unique_ptr<Client> m_client;
    Call m_call;
    std::optional<ApiError> m_error;

    void connectTo(const Connection &connection)
    {
        m_call.cancel();
        m_client.reset();
        m_net = std::make_unique<FakeNetwork>();
        m_client = std::make_unique<Client>(connection, m_net.get());
        m_recorder = std::make_unique<Recorder>();
        m_client->setWriteObserver(m_recorder.get());
    }
    template <class R>
    void start(const Request<R> &request)
    {
        m_error.reset();
        m_call = m_client->send(request, [this](const Result<R> &result) { m_error = result.error(); });
    }
    template <class R>
    void ask(const Request<R> &request)
    {
        start(request);
        QVERIFY(!m_error); // never from inside send()
        QTRY_VERIFY(m_error);
    }

private Q_SLOTS:
    void cleanup()
    {
        m_call.cancel();
        m_client.reset();
        m_net.reset();
        m_recorder.reset();
    }

    void noWriteLeavesALockedConnection_data()
    {
        QTest::addColumn<int>("index");
        const auto all = endpoints();
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (all[i]->verb != Verb::Get)
                QTest::newRow(all[i]->name) << int(i);
        }
    }
    // Each of them locked, unlocked, and locked again.
    void noWriteLeavesALockedConnection()
    {
        QFETCH(int, index);
        const EndpointInfo &endpoint = *endpoints()[std::size_t(index)];
        connectTo(readOnly());
        Request<Nothing> request;
        request.endpoint = &endpoint;
        request.pathArguments = {"a", "b", "c"};
        request.body = QJsonObject {{"x", 1}};
        ask(request);
        QCOMPARE(m_error->kind, ApiError::Kind::ReadOnly);
        QCOMPARE(m_net->requestCount(), 0);
        QCOMPARE(m_recorder->begun.size(), 0);
        m_net->expect(verbName(endpoint.verb), request.target()).reply(200, "{}");
        QVERIFY(m_client->writeLock().unlock("ticket 12"));
        ask(request);
        QVERIFY(!m_error->isError());
        QCOMPARE(m_net->requestCount(), 1);
        QCOMPARE(m_recorder->begun.value(0).reason, QStringLiteral("ticket 12"));
        m_client->writeLock().lockNow();
        ask(request);
        QCOMPARE(m_error->kind, ApiError::Kind::ReadOnly);
        QCOMPARE(m_net->requestCount(), 1);
    }

    void unlocksOnlyWhereItMay()
    {
        WriteLock lock;
        lock.reset(true, false);
        QVERIFY(lock.isLocked() && !lock.mayUnlock());
        QVERIFY(!lock.unlock("why"));
        lock.reset(true, true);
        QVERIFY(!lock.unlock("  "));
        QVERIFY(lock.isLocked());
        QVERIFY(lock.unlock(" why "));
        QVERIFY(!lock.isLocked() && lock.isUnlocked() && !lock.mayUnlock());
        QCOMPARE(lock.reason(), QStringLiteral("why"));
        lock.reset(false, true);
        QVERIFY(!lock.isLocked() && !lock.isUnlocked());
        QVERIFY(!lock.unlock("why"));
    }

    void endsByItself()
    {
        qint64 now = 1'000'000;
        WriteLock lock;
        lock.setClock([&now] { return now; });
        lock.reset(true, true);
        QVERIFY(lock.unlock("why"));
        QCOMPARE(lock.remainingMs(), WriteLock::unlockMs);
        now += WriteLock::unlockMs - 1;
        QVERIFY(!lock.isLocked());
        QCOMPARE(lock.remainingMs(), 1);
        now += 1; // no timer had to run for that
        QVERIFY(lock.isLocked());
        QCOMPARE(lock.reason(), QString());
        // A clock set back gives no longer time.
        QVERIFY(lock.unlock("again"));
        now -= 60'000;
        QVERIFY(lock.isLocked());
    }

    void locksWhatWaitsBetweenTries()
    {
        Connection connection = readOnly();
        connection.retry = {.maxRetries = 2, .baseMs = 20, .capMs = 20};
        connectTo(connection);
        m_net->expect("DELETE", "/v1/things/x").fail(QNetworkReply::RemoteHostClosedError);
        QVERIFY(m_client->writeLock().unlock("why"));
        // Locked as soon as the first try has failed: the second one never leaves.
        QSignalSpy changed(m_client.get(), &Client::connectionChanged);
        connect(&m_client->journal(), &RequestJournal::changed, this,
                [this] { m_client->writeLock().lockNow(); });
        ask(removeThing(QStringLiteral("x")));
        QCOMPARE(m_net->requestCount(), 1);
        QCOMPARE(m_error->cause, NetworkCause::Reset); // what is known of the one that left
        QVERIFY(m_error->outcomeUnknown);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(m_recorder->ended.size(), 1);
        QVERIFY(m_recorder->ended[0].error.outcomeUnknown);
    }

    void connectionSaysWhatIsSoNow()
    {
        connectTo(readOnly());
        QVERIFY(m_client->connection().readOnly);
        m_client->writeLock().unlock("why");
        QVERIFY(!m_client->connection().readOnly);
        m_client->setConnection(readOnly());
        QVERIFY(m_client->connection().readOnly);
        QVERIFY(m_client->writeLock().isLocked());
    }

    void tellsOfAWriteBeforeAndAfter()
    {
        connectTo(testConnection());
        const QByteArray key = m_client->connection().key;
        m_net->expect("POST", "/v1/once")
            .reply(200, "{\"echo\": \"" + key + "\"}")
            .header("X-Request-ID", "r1")
            .hold();
        start(once(JsonBody {QJsonObject {{"leak", QString::fromLatin1(key)}, {"a", 1}}}));
        QCOMPARE(m_recorder->begun.size(), 1);
        const WriteBegin begin = m_recorder->begun.first();
        QCOMPARE(begin.endpoint->name, "test.once");
        QCOMPARE(begin.target, QByteArray("/v1/once"));
        QVERIFY(begin.body.contains("\"a\":1"));
        QVERIFY(!begin.body.contains(key));
        QCOMPARE(m_recorder->ended.size(), 0);
        QCoreApplication::processEvents();
        m_call.cancel();
        QCOMPARE(m_recorder->ended.size(), 1);
        QVERIFY(m_recorder->ended[0].isGivenUp);
        QCOMPARE(m_recorder->ended[0].id, begin.id);

        m_net->expect("POST", "/v1/once")
            .reply(200, "{\"echo\": \"" + key + "\"}")
            .header("X-Request-ID", "r1");
        ask(once(JsonBody {{}}));
        QCOMPARE(m_recorder->ended.size(), 2);
        const WriteEnd end = m_recorder->ended.last();
        QVERIFY(!end.isGivenUp && !end.error.isError());
        QCOMPARE(end.id, m_recorder->begun.last().id);
        QVERIFY(end.id != begin.id);
        QCOMPARE(end.requestId, QStringLiteral("r1"));
        QCOMPARE(end.httpStatus, 200);
        QCOMPARE(end.tries, 1);
        QCOMPARE(end.answer, QByteArray("{\"echo\": \"[key]\"}"));
        QVERIFY(end.answerSize > end.answer.size()); // as it came
    }

    void saysNothingOfReads()
    {
        connectTo(testConnection());
        m_net->expect("GET", "/v1/users/u").reply(200, json("{'id': 'u'}"));
        ask(users::get(QStringLiteral("u")));
        QCOMPARE(m_recorder->begun.size(), 0);
        QCOMPARE(m_recorder->ended.size(), 0);
    }

    void retriesAreOneWrite()
    {
        Connection connection = testConnection();
        connection.retry = {.maxRetries = 2, .baseMs = 1, .capMs = 1};
        connectTo(connection);
        m_net->expect("DELETE", "/v1/things/x").reply(503);
        m_net->expect("DELETE", "/v1/things/x").reply(204);
        ask(removeThing(QStringLiteral("x")));
        QCOMPARE(m_recorder->begun.size(), 1);
        QCOMPARE(m_recorder->ended.size(), 1);
        QCOMPARE(m_recorder->ended[0].tries, 2);
        QCOMPARE(m_recorder->ended[0].httpStatus, 204);
    }

    void whatCannotBeRecordedIsNotDone()
    {
        connectTo(testConnection());
        m_recorder->problem = QStringLiteral("no room");
        ask(removeThing(QStringLiteral("x")));
        QCOMPARE(m_error->kind, ApiError::Kind::NotRecorded);
        QCOMPARE(m_net->requestCount(), 0);
        QCOMPARE(m_recorder->ended.size(), 0);
        const Explanation e = explain(*m_error);
        QVERIFY(e.sentence.contains("write log"));
        QVERIFY(e.hint.contains("no room"));
    }

    void endsAreToldWhenTheClientGoes()
    {
        connectTo(testConnection());
        m_net->expect("POST", "/v1/once").hold();
        start(once(JsonBody {{}}));
        QCoreApplication::processEvents();
        m_client.reset();
        QCOMPARE(m_recorder->ended.size(), 1);
        QVERIFY(m_recorder->ended[0].isGivenUp);
    }

    void saysWhyNot_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<bool>("readOnly");
        QTest::addColumn<QByteArray>("endpoint");
        QTest::addColumn<QString>("says"); // empty: it may
        const auto row = [](const char *name, const char *key, const char *token, bool ro,
                            const char *endpoint, const char *says) {
            QTest::newRow(name) << QByteArray(key) << QByteArray(token) << ro << QByteArray(endpoint)
                                << QString::fromUtf8(says);
        };
        row("secret reads", "sk_test_1", "", false, "users.list", "");
        row("secret writes", "sk_test_1", "", false, "users.delete", "");
        row("locked reads", "sk_test_1", "", true, "users.list", "");
        row("locked writes", "sk_test_1", "", true, "users.delete", "read-only");
        row("publishable may", "pk_test_1", "", false, "users.get", "");
        row("publishable may not", "pk_test_1", "jwt", false, "users.list", "secret key");
        row("granted without token", "pk_test_1", "", false, "slack.channels", "user token");
        row("granted with token", "pk_test_1", "jwt", false, "slack.channels", "");
        row("granted with secret key", "sk_test_1", "", false, "slack.channels", "");
    }
    void saysWhyNot()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, token);
        QFETCH(bool, readOnly);
        QFETCH(QByteArray, endpoint);
        QFETCH(QString, says);
        Connection connection = testConnection();
        connection.key = key;
        connection.userToken = token;
        connection.readOnly = readOnly;
        for (const EndpointInfo *info : endpoints()) {
            if (info->name != endpoint)
                continue;
            const QString why = whyNot(connection, *info);
            QCOMPARE(why.isEmpty(), says.isEmpty());
            QVERIFY2(why.contains(says), qPrintable(why));
            return;
        }
        QFAIL("no such endpoint");
    }

    // Whoever adds an endpoint decides here, too: the list is written by hand.
    void knowsWhatIsDestructive()
    {
        const QSet<QByteArray> expected {"channels.messages.bulk_status",
                                         "users.channel_data.unset",
                                         "objects.channel_data.unset",
                                         "objects.delete",
                                         "objects.bulk_set",
                                         "objects.bulk_delete",
                                         "users.preferences.bulk_set",
                                         "users.preferences.delete",
                                         "objects.preferences.delete",
                                         "schedules.delete",
                                         "schedules.bulk_create",
                                         "slack.revoke_access",
                                         "objects.subscriptions.bulk_add",
                                         "objects.subscriptions.delete",
                                         "objects.subscriptions.bulk_delete",
                                         "tenants.delete",
                                         "tenants.bulk_set",
                                         "tenants.bulk_delete",
                                         "users.delete",
                                         "users.merge",
                                         "users.bulk_identify",
                                         "users.bulk_delete",
                                         "audiences.members.remove",
                                         "ms_teams.revoke_access",
                                         "users.guides.reset",
                                         "integrations.census",
                                         "integrations.hightouch",
                                         "workflows.cancel"};
        const QSet<QByteArray> harmless {"users.channel_data.set",
                                         "objects.channel_data.set",
                                         "messages.mark",
                                         "messages.unmark",
                                         "messages.batch_mark",
                                         "objects.set",
                                         "users.preferences.set",
                                         "objects.preferences.set",
                                         "schedules.create",
                                         "schedules.update",
                                         "objects.subscriptions.add",
                                         "tenants.set",
                                         "users.identify",
                                         "workflows.trigger",
                                         "audiences.members.add",
                                         "users.preference_center.signed_url",
                                         "users.guides.mark_seen",
                                         "users.guides.mark_interacted",
                                         "users.guides.mark_archived",
                                         "users.guides.unmark_archived"};
        for (const EndpointInfo *info : endpoints()) {
            if (!info->writes()) {
                QVERIFY2(!isDestructive(*info), info->name);
                continue;
            }
            QVERIFY2(expected.contains(info->name) != harmless.contains(info->name), info->name);
            QVERIFY2(isDestructive(*info) == expected.contains(info->name), info->name);
        }
    }
};

QTEST_GUILESS_MAIN(TestWrites)
#include "tst_writes.moc"
