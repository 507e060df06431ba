#include "api/client/requestjournal.h"
#include "contract/service.h"
#include "matrix/faultmatrix.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QSet>
#include <QTcpServer>
#include <QTest>
#include <QTimer>

using namespace api;
using namespace matrix;

// Every kind of request under every kind of fault: it ends as it should, nothing is done twice, nothing is
// lost, and the event loop goes on.
class TestFaultMatrix : public QObject
{
    Q_OBJECT

    std::unique_ptr<contract::Service> m_service;
    int m_cell = 0;

    // Generous: a loaded machine may keep the whole program waiting, but a blocking client would for longer.
    static constexpr int longestBeatMs = 2000;

    Connection connectionFor(const matrix::Row &row) const
    {
        Connection connection;
        connection.baseUrl = m_service->baseUrl();
        connection.key = "sk_test_sandbox";
        connection.pace = false; // each cell is alone; what a 429 does to others is the limiter's test
        connection.retry = {.maxRetries = 2, .baseMs = 1, .capMs = 4};
        connection.timeoutMs = row.waitMs;
        if (row.host == Host::TlsOnPlainPort)
            connection.baseUrl.setScheme(QStringLiteral("https"));
        if (row.host == Host::NoSuchName)
            connection.baseUrl = QUrl(QStringLiteral("http://host.invalid"));
        if (row.host
            == Host::NoNetwork) // no way leads there from any computer, as none does from one offline
            connection.baseUrl = QUrl(QStringLiteral("http://255.255.255.255"));
        if (row.host == Host::ClosedPort)
            connection.baseUrl.setPort(closedPort());
        return connection;
    }
    static quint16 closedPort()
    {
        QTcpServer server; // to learn a free one
        server.listen(QHostAddress::LocalHost);
        return server.serverPort();
    }
    qint64 executed(Ask ask, const QString &id) const
    {
        const QByteArray path = pathOf(ask, id);
        qint64 count = 0;
        const QJsonArray writes = m_service->server().counters().value(u"writes").toArray();
        for (const QJsonValue &write : writes) {
            if (write[u"path"].toString().toUtf8() == path
                && write[u"verb"].toString().toUtf8() == verbOf(ask))
                count += write[u"count"].toInteger();
        }
        return count;
    }
    qint64 stored(Ask ask) // of what must not be there twice
    {
        if (ask == Ask::Trigger)
            return m_service->count(QStringLiteral("SELECT count(DISTINCT run_id) FROM runs"));
        return m_service->count(QStringLiteral("SELECT count(*) FROM bulk_operations"));
    }
    static void checkJournal(const Client &client)
    {
        QSet<QByteArray> keys;
        for (const JournalEntry &entry : client.journal().entries()) {
            QVERIFY(entry.durationMs >= 0); // nothing is left under way
            QByteArray key;
            for (const auto &[name, value] : entry.requestHeaders) {
                if (name.compare("Idempotency-Key", Qt::CaseInsensitive) == 0)
                    key = value;
            }
            keys.insert(key);
            QCOMPARE(key.isEmpty(), entry.endpoint->repeat != Repeat::Keyed);
        }
        QCOMPARE(keys.size(), 1); // all tries of one request carry the same
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_service = std::make_unique<contract::Service>(false, true);
        QVERIFY(m_service->start());
        QCOMPARE(m_service->ask("PUT", "/v1/users/alice", R"({"name": "Alice"})").status, 200);
    }
    void cleanupTestCase() { m_service.reset(); }
    void cleanup() { m_service->server().clearFaults(); }

    void cell_data()
    {
        QTest::addColumn<int>("row");
        QTest::addColumn<int>("ask");
        for (std::size_t i = 0; i < rows().size(); ++i) {
            for (const Ask ask : asks)
                QTest::addRow("%s, %s", rows()[i].fault, nameOf(ask)) << int(i) << int(ask);
        }
    }
    void cell()
    {
        QFETCH(int, row);
        QFETCH(int, ask);
        const matrix::Row &line = rows()[std::size_t(row)];
        const Ask what = Ask(ask);
        const QString id = QStringLiteral("matrix-%1").arg(++m_cell);
        const qint64 doneBefore = executed(what, id);
        const qint64 storedBefore = stored(what);
        if (line.host == Host::Sandbox) {
            auto fault = line.what;
            fault.verb = verbOf(what);
            fault.path = pathOf(what, id);
            QVERIFY(m_service->server().addFault(fault) > 0);
        }

        Client client(connectionFor(line));
        qint64 longestMs = 0;
        QElapsedTimer sinceBeat;
        sinceBeat.start();
        QTimer heart;
        connect(&heart, &QTimer::timeout, this,
                [&] { longestMs = std::max(longestMs, sinceBeat.restart()); });
        heart.start(5);
        int answers = 0;
        ApiError error;
        const Call call = send(client, what, id, [&](const ApiError &got) {
            ++answers;
            error = got;
        });
        QTRY_COMPARE_WITH_TIMEOUT(answers, 1, 20'000);
        m_service->server().clearFaults();
        QVERIFY(!call.active());
        QCOMPARE(client.inFlight(), 0);
        QVERIFY2(longestMs < longestBeatMs, qPrintable(QString::number(longestMs)));
        checkJournal(client);

        const QByteArrayList expected = QByteArray(line.outcome[ask]).split('*');
        QCOMPARE(wordFor(error), expected.first());
        const qint64 done = executed(what, id) - doneBefore;
        if (expected.value(1) != "+")
            QCOMPARE(done, expected.value(1, "0").toLongLong());
        if (what == Ask::Trigger || what == Ask::Bulk)
            QCOMPARE(stored(what) - storedBefore, expected.value(1).toLongLong());
        QCOMPARE(answers, 1);
    }

    // A thousand requests while a tenth of them fails in one way or another: each gets one answer.
    void storm()
    {
        using sandbox::Fault;
        using Kind = Fault::Kind;
        for (const Fault &fault :
             {Fault {.kind = Kind::Status,
                    .executed = false,
                    .status = 429,
                    .retryAfter = "0.02",
                    .probability = 0.03},
              Fault {.kind = Kind::Close, .retryAfter = {}, .probability = 0.03},
              Fault {.kind = Kind::Cut, .retryAfter = {}, .bytes = 10, .probability = 0.03},
              Fault {.kind = Kind::Status, .status = 502, .retryAfter = {}, .probability = 0.03}})
            QVERIFY(m_service->server().addFault(fault) > 0);
        Connection connection;
        connection.baseUrl = m_service->baseUrl();
        connection.key = "sk_test_sandbox";
        connection.pace = false;
        connection.retry = {.maxRetries = 6, .baseMs = 1, .capMs = 20};
        Client client(connection);
        const qint64 runsBefore = stored(Ask::Trigger);
        const qint64 bulksBefore = stored(Ask::Bulk);
        int answers = 0, failures = 0, unknown = 0;
        std::vector<Call> calls;
        constexpr int all = 600;
        for (int i = 0; i < all; ++i) {
            calls.push_back(
                send(client, asks[i % 5], QStringLiteral("storm-%1").arg(i), [&](const ApiError &e) {
                    ++answers;
                    failures += e.isError();
                    unknown += e.outcomeUnknown;
                }));
        }
        QTRY_COMPARE_WITH_TIMEOUT(answers, all, 60'000);
        m_service->server().clearFaults();
        QCOMPARE(failures, unknown); // only what must not be sent twice was given up
        QCOMPARE(stored(Ask::Trigger) - runsBefore, all / 5);
        const qint64 bulks = stored(Ask::Bulk) - bulksBefore;
        QVERIFY2(bulks >= all / 5 - unknown && bulks <= all / 5, qPrintable(QString::number(bulks)));
        QCOMPARE(client.inFlight(), 0);
    }
};

QTEST_GUILESS_MAIN(TestFaultMatrix)
#include "tst_faultmatrix.moc"
