#include "api/client/bodyreader.h"
#include "api/client/client.h"
#include "api/schema/describe.h"
#include "api/schema/user.h"
#include "support/fakenetwork.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSemaphore>
#include <QTest>
#include <QThread>

using namespace api;

namespace {

// Notes the thread that decodes it, and waits there if told to.
struct Witness
{
    QThread *thread = nullptr;
    qsizetype size = 0;
};
QSemaphore *gate = nullptr;
QSemaphore *arrived = nullptr;

void read(const QJsonValue &v, Witness &out, Trace &)
{
    out.thread = QThread::currentThread();
    out.size = v.toObject().value(QLatin1StringView("text")).toString().size();
    if (arrived)
        arrived->release();
    if (gate)
        gate->acquire();
}

constexpr Endpoint<Witness> witness {{.number = "T1", .name = "test.witness", .path = "/v1/witness"}};

QByteArray bodyOf(qsizetype size)
{
    return json("{'text': '") + QByteArray(size, 'x') + json("'}");
}

} // namespace

// Small bodies are decoded on the spot, big ones in another thread.
class TestBodies : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whereItIsDecoded_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<bool>("elsewhere");
        QTest::newRow("small") << 100 << false;
        QTest::newRow("just small") << int(BodyReader::bigBody) - 12 << false;
        QTest::newRow("just big") << int(BodyReader::bigBody) - 11 << true;
        QTest::newRow("very big") << 20'000'000 << true;
    }
    void whereItIsDecoded()
    {
        QFETCH(int, size);
        QFETCH(bool, elsewhere);
        FakeNetwork net;
        Client client(testConnection(), &net);
        net.expect("GET", "/v1/witness").reply(200, bodyOf(size));
        Witness seen;
        QThread *calledIn = nullptr;
        const Call call = client.send(witness(), [&](const Result<Witness> &r) {
            seen = r.value();
            calledIn = QThread::currentThread();
        });
        QTRY_VERIFY(calledIn);
        QCOMPARE(calledIn, thread());
        QCOMPARE(seen.size, qsizetype(size));
        QCOMPARE(seen.thread != thread(), elsewhere);
    }

    void bigRubbish()
    {
        FakeNetwork net;
        Client client(testConnection(), &net);
        net.expect("GET", "/v1/witness").reply(200, bodyOf(500'000).chopped(1)).header("X-Request-ID", "r-7");
        ApiError error;
        const Call call = client.send(witness(), [&](const Result<Witness> &r) { error = r.error(); });
        QTRY_COMPARE(error.kind, ApiError::Kind::Decode);
        QCOMPARE(error.requestId, QStringLiteral("r-7"));
    }

    void bigPage()
    {
        FakeNetwork net;
        Client client(testConnection(), &net);
        QJsonArray entries;
        for (int i = 0; i < 5000; ++i) {
            entries.append(QJsonObject {{QStringLiteral("id"), QStringLiteral("user-%1").arg(i)},
                                        {QStringLiteral("name"), QString(60, QLatin1Char('n'))}});
        }
        entries.append(QStringLiteral("no user"));
        const QJsonObject page {{QStringLiteral("entries"), entries}};
        net.expect("GET", "/v1/users").reply(200, QJsonDocument(page).toJson());
        Page<User> got;
        const Call call = client.send(users::list({}), [&](const Result<Page<User>> &r) { got = r.value(); });
        QTRY_COMPARE(got.rows.size(), 5001);
        QCOMPARE(got.rows.at(4999).value.id, QStringLiteral("user-4999"));
        QVERIFY(got.rows.at(5000).isBroken());
        QVERIFY(!got.rows.at(4999).isBroken());
    }

    void droppedWhileDecoding()
    {
        QSemaphore go, there;
        gate = &go;
        arrived = &there;
        FakeNetwork net;
        auto client = std::make_unique<Client>(testConnection(), &net);
        net.expect("GET", "/v1/witness").reply(200, bodyOf(500'000));
        int runs = 0;
        auto token = std::make_shared<int>();
        Call call = client->send(witness(), [&runs, token](const Result<Witness> &) { ++runs; });
        QTRY_COMPARE(there.available(), 1);
        QVERIFY(call.active());
        call.cancel();
        QCOMPARE(token.use_count(), 1); // the callback does not wait for the other thread to let go
        go.release();
        client.reset(); // waits for the thread
        gate = nullptr;
        arrived = nullptr;
        net.expectNothing();
        QCOMPARE(runs, 0);
    }

    void clientGoneWhileDecoding()
    {
        QSemaphore go, there;
        gate = &go;
        arrived = &there;
        FakeNetwork net;
        auto client = std::make_unique<Client>(testConnection(), &net);
        net.expect("GET", "/v1/witness").reply(200, bodyOf(500'000)).times(4);
        int runs = 0;
        std::vector<Call> calls; // two in the threads, two in the queue
        for (int i = 0; i < 4; ++i)
            calls.push_back(client->send(witness(), [&](const Result<Witness> &) { ++runs; }));
        QTRY_COMPARE(there.available(), 2);
        go.release(10);
        client.reset();
        gate = nullptr;
        arrived = nullptr;
        net.expectNothing();
        QCOMPARE(runs, 0);
        QVERIFY(!calls.front().active());
    }
};

QTEST_GUILESS_MAIN(TestBodies)
#include "tst_bodies.moc"
