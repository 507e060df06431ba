#include "api/client/client.h"
#include "api/schema/user.h"
#include "support/fakenetwork.h"

#include <QSignalSpy>
#include <QTest>

using namespace api;

// The handle of a request: what dropping, replacing and lending it does.
class TestCall : public QObject
{
    Q_OBJECT

    const QByteArray m_alice = json("{'id': 'alice', 'name': 'Alice'}");

private Q_SLOTS:
    void answers()
    {
        FakeNetwork net;
        Client client(testConnection(), &net);
        net.expect("GET", "/v1/users/alice")
            .withHeader("Authorization", "Bearer sk_test_0123456789")
            .withHeader("Accept", "application/json")
            .withoutHeader("Idempotency-Key")
            .reply(200, m_alice);
        int runs = 0;
        QString name;
        const Call call = client.send(users::get(QStringLiteral("alice")), [&](const Result<User> &r) {
            ++runs;
            name = r.value().name;
        });
        QCOMPARE(runs, 0); // never from inside send()
        QVERIFY(call.active());
        QCOMPARE(client.inFlight(), 1);
        QTRY_COMPARE(runs, 1);
        QVERIFY(!call.active());
        QCOMPARE(client.inFlight(), 0);
        QCOMPARE(name, QStringLiteral("Alice"));
        net.expectNothing();
        QCOMPARE(runs, 1);
    }

    void dropping()
    {
        FakeNetwork net;
        Client client(testConnection(), &net);
        auto &asked = net.expect("GET", "/v1/users/alice").reply(200, m_alice);
        int runs = 0;
        {
            const Call call
                = client.send(users::get(QStringLiteral("alice")), [&](const Result<User> &) { ++runs; });
            QCOMPARE(client.inFlight(), 1);
        }
        QCOMPARE(client.inFlight(), 0);
        QVERIFY(asked.wasAborted());
        net.expectNothing();
        QCOMPARE(runs, 0);
    }

    void droppingFreesTheCallback()
    {
        FakeNetwork net;
        Client client(testConnection(), &net);
        net.expect("GET", "/v1/users/alice").hold();
        auto token = std::make_shared<int>(1);
        Call call = client.send(users::get(QStringLiteral("alice")), [token](const Result<User> &) {});
        QCOMPARE(token.use_count(), 2);
        call.cancel();
        QCOMPARE(token.use_count(), 1);
    }

    void reassigning()
    {
        FakeNetwork net;
        Client client(testConnection(), &net);
        auto &first = net.expect("GET", "/v1/users/alice").hold();
        net.expect("GET", "/v1/users/bob").reply(200, json("{'id': 'bob'}"));
        QStringList ids;
        const auto note = [&](const Result<User> &r) { ids += r.value().id; };
        Call call = client.send(users::get(QStringLiteral("alice")), note);
        call = client.send(users::get(QStringLiteral("bob")), note);
        QVERIFY(first.wasAborted());
        QTRY_COMPARE(ids, QStringList {QStringLiteral("bob")});
    }

    void sendingAgainFromTheCallback()
    {
        FakeNetwork net;
        Client client(testConnection(), &net);
        net.expect("GET", "/v1/users/alice").reply(200, m_alice);
        net.expect("GET", "/v1/users/bob").reply(200, json("{'id': 'bob'}"));
        Call call;
        QStringList ids;
        call = client.send(users::get(QStringLiteral("alice")), [&](const Result<User> &r) {
            ids += r.value().id;
            call = client.send(users::get(QStringLiteral("bob")),
                               [&](const Result<User> &next) { ids += next.value().id; });
            ids += QStringLiteral("-"); // what this callback captured is still there
        });
        QTRY_COMPARE(ids,
                     (QStringList {QStringLiteral("alice"), QStringLiteral("-"), QStringLiteral("bob")}));
    }

    void droppedByWhoeverHearsOfItsEnd()
    {
        FakeNetwork net;
        Client client(testConnection(), &net);
        net.expect("GET", "/v1/users/alice").reply(200, m_alice);
        int runs = 0;
        Call call = client.send(users::get(QStringLiteral("alice")), [&](const Result<User> &) { ++runs; });
        connect(&client, &Client::inFlightChanged, this, [&] { call.cancel(); });
        QTRY_COMPARE(client.inFlight(), 0);
        net.expectNothing();
        QCOMPARE(runs, 0);
    }

    void keptFor()
    {
        FakeNetwork net;
        Client client(testConnection(), &net);
        net.expect("GET", "/v1/users/alice").reply(200, m_alice);
        int runs = 0;
        QObject owner;
        client.send(users::get(QStringLiteral("alice")), [&](const Result<User> &) { ++runs; })
            .keepFor(&owner);
        QTRY_COMPARE(runs, 1);
        QTRY_VERIFY(owner.children().isEmpty()); // nothing piles up
    }

    void keptForNoLongerThanTheOwner()
    {
        FakeNetwork net;
        Client client(testConnection(), &net);
        auto &asked = net.expect("GET", "/v1/users/alice").hold();
        int runs = 0;
        auto owner = std::make_unique<QObject>();
        client.send(users::get(QStringLiteral("alice")), [&](const Result<User> &) { ++runs; })
            .keepFor(owner.get());
        owner.reset();
        QVERIFY(asked.wasAborted());
        QCOMPARE(client.inFlight(), 0);
        net.expectNothing();
        QCOMPARE(runs, 0);
    }

    void clientGone()
    {
        FakeNetwork net;
        auto client = std::make_unique<Client>(testConnection(), &net);
        auto &asked = net.expect("GET", "/v1/users/alice").hold();
        auto &kept = net.expect("GET", "/v1/users/bob").hold();
        int runs = 0;
        QObject owner;
        Call call = client->send(users::get(QStringLiteral("alice")), [&](const Result<User> &) { ++runs; });
        client->send(users::get(QStringLiteral("bob")), [&](const Result<User> &) { ++runs; })
            .keepFor(&owner);
        client.reset();
        QVERIFY(!call.active());
        QVERIFY(asked.wasAborted());
        QVERIFY(kept.wasAborted());
        net.expectNothing();
        QCOMPARE(runs, 0);
        QTRY_VERIFY(owner.children().isEmpty());
    }

    void clientGoneFromTheCallback()
    {
        FakeNetwork net;
        auto client = std::make_unique<Client>(testConnection(), &net);
        net.expect("GET", "/v1/users/alice").reply(200, m_alice);
        int runs = 0;
        const Call call = client->send(users::get(QStringLiteral("alice")), [&](const Result<User> &) {
            client.reset();
            ++runs;
        });
        QTRY_COMPARE(runs, 1);
        QVERIFY(!client);
    }

    void movedHandleStillOwns()
    {
        FakeNetwork net;
        Client client(testConnection(), &net);
        net.expect("GET", "/v1/users/alice").reply(200, m_alice);
        int runs = 0;
        Call first = client.send(users::get(QStringLiteral("alice")), [&](const Result<User> &) { ++runs; });
        const Call second = std::move(first);
        QVERIFY(second.active());
        QTRY_COMPARE(runs, 1);
    }

    void emptyHandle()
    {
        Call call;
        QVERIFY(!call.active());
        call.cancel();
        std::move(call).keepFor(this);
    }
};

QTEST_GUILESS_MAIN(TestCall)
#include "tst_call.moc"
