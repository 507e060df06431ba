// Bulk operations that are cut off go on where they were: no row twice, none left out, none by half.
#include "api/sandbox/bulkrunner.h"
#include "sandbox/sandboxfixture.h"

#include <QFileInfo>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace sandboxtest;

class TestSandboxBulkResume : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cutOffAtEachStatement();
    void killedProgram();

private:
    static void ask(Fixture &f);
    static void prepare(Fixture &f);
    static QStringList stateOf(Fixture &f);
    static QByteArray startAndWait(QProcess &process, const QStringList &arguments);
    QJsonDocument send(const QByteArray &verb, const QByteArray &url, const QByteArray &body = {});
    QNetworkAccessManager m_network;
};

void TestSandboxBulkResume::prepare(Fixture &f)
{
    f.addUser("old", {{"legacy_import", true}});
    f.addUser("ada", {{"plan", QJsonObject {{"seats", 3}}}});
    f.addMessages(1, 3);
}

// Rows that would show it if they were done twice: a schedule more, an event more, an error more.
void TestSandboxBulkResume::ask(Fixture &f)
{
    const auto post = [&](const char *target, const QByteArray &body) {
        QCOMPARE(f.send("POST", target, body).status, 200);
    };
    post("/v1/schedules/bulk/create",
         R"({"schedules":[{"workflow":"comment","recipient":"ada","scheduled_at":"2026-02-01T00:00:00Z"},
         {"workflow":"comment","recipient":"old","scheduled_at":"2026-02-01T00:00:00Z"},
         {"workflow":"comment","recipient":{"id":"bo","name":"Bo"},"actor":{"id":"cy"},"repeats":[{"frequency":"daily"}]}]})");
    post("/v1/channels/feed-1/messages/bulk/seen", "{}");
    post(
        "/v1/users/bulk/identify",
        R"({"users":[{"id":"ada","preferences":{"default":{"channel_types":{"sms":false}}}},{"id":"di","name":"Di"}]})");
    post(
        "/v1/objects/docks/bulk/subscriptions/add",
        R"({"subscriptions":[{"id":"a","recipients":["ada",{"id":"t","collection":"teams"}],"properties":{"n":1}}]})");
    post("/v1/users/bulk/delete", R"({"user_ids":["bo","ada"]})");
}

// All that operations change, without ids that differ by chance.
QStringList TestSandboxBulkResume::stateOf(Fixture &f)
{
    QStringList state;
    for (const char *sql :
         {"SELECT seq, id, body FROM users", "SELECT seq, collection, id, properties FROM objects",
          "SELECT collection, owner, body FROM preference_sets",
          "SELECT object_id, recipient_collection, recipient_id, properties FROM subscriptions",
          "SELECT seq, recipient_id, workflow, actor, next_at FROM schedules",
          "SELECT id, seen_at FROM messages", "SELECT message_seq, type FROM events",
          "SELECT * FROM bulk_rows", "SELECT operation, collection, id FROM bulk_errors",
          "SELECT name, status, position, processed, succeeded, failed FROM bulk_operations"}) {
        f.store->each(sql, {}, [&](const QSqlQuery &row) {
            QString line;
            for (int i = 0; row.value(i).isValid(); ++i)
                line += row.value(i).toString() + u'|';
            state += line;
            return true;
        });
    }
    return state;
}

// The clock stands still, so that what is left is the same wherever the work was cut off.
void TestSandboxBulkResume::cutOffAtEachStatement()
{
    struct CutOff
    {
    };
    QStringList expected;
    int statements = 0;
    {
        Fixture f;
        prepare(f);
        ask(f);
        f.store->setObserver([&](const QString &) { ++statements; });
        BulkRunner runner(*f.store, f.workflows, f.clock(), Random(3));
        while (runner.step(2)) { }
        f.store->setObserver({});
        expected = stateOf(f);
    }
    QVERIFY2(statements > 100, qPrintable(QString::number(statements)));
    QVERIFY(expected.join(u'\n').contains("completed"));
    for (int at = 1; at <= statements; ++at) {
        QTemporaryDir directory;
        const QString file = directory.filePath("world.db");
        {
            Fixture f(false, file);
            prepare(f);
            ask(f);
            int left = at;
            f.store->setObserver([&](const QString &) {
                if (--left == 0)
                    throw CutOff();
            });
            BulkRunner runner(*f.store, f.workflows, f.clock(), Random(3));
            try {
                while (runner.step(2)) { }
            } catch (const CutOff &) {
            }
        }
        Fixture f(false, file);
        f.now = {f.now.us + 3 * second}; // where prepare() had moved it
        BulkRunner runner(*f.store, f.workflows, f.clock(), Random(4));
        while (runner.step(2)) { }
        QCOMPARE(stateOf(f), expected);
    }
}

QByteArray TestSandboxBulkResume::startAndWait(QProcess &process, const QStringList &arguments)
{
    process.start(QCoreApplication::applicationDirPath() + "/doorman-sandbox", arguments);
    while (!process.canReadLine() && process.waitForReadyRead(30'000)) { }
    const QByteArray line = process.readLine();
    const QByteArray words = "doorman-sandbox listening on ";
    return line.startsWith(words) ? line.mid(words.size()).trimmed() : QByteArray();
}

QJsonDocument TestSandboxBulkResume::send(const QByteArray &verb, const QByteArray &url,
                                          const QByteArray &body)
{
    QNetworkRequest request(QUrl::fromEncoded(url));
    request.setRawHeader("Authorization", QByteArray("Bearer ") + secretKey);
    request.setHeader(QNetworkRequest::ContentTypeHeader, "application/json");
    QNetworkReply *reply = m_network.sendCustomRequest(request, verb, body);
    QSignalSpy(reply, &QNetworkReply::finished).wait(30'000);
    reply->deleteLater();
    return QJsonDocument::fromJson(reply->readAll());
}

void TestSandboxBulkResume::killedProgram()
{
    QVERIFY2(QFileInfo::exists(QCoreApplication::applicationDirPath() + "/doorman-sandbox"),
             "build the target doorman-sandbox first");
    QTemporaryDir directory;
    const QStringList arguments {
        "--users", "20", "--messages", "50", "--data", directory.filePath("world.db"), "--bulk-rate", "500"};
    QByteArrayList rows;
    for (int i = 0; i < 1000; ++i)
        rows += R"({"workflow":"new-comment","recipient":{"id":"new-)" + QByteArray::number(i)
            + R"("},"scheduled_at":"2036-01-01T00:00:00Z"})";
    QByteArray path;
    int before = 0;
    for (int round = 0; round < 4; ++round) {
        QProcess process;
        const QByteArray address = startAndWait(process, arguments);
        QVERIFY(!address.isEmpty());
        if (round == 0)
            path = "/bulk_operations/"
                + send("POST", address + "/schedules/bulk/create", "{\"schedules\":[" + rows.join(',') + "]}")
                      .object()
                      .value("id")
                      .toString()
                      .toLatin1();
        const auto processed
            = [&] { return send("GET", address + path).object().value("processed_rows").toInt(); };
        QVERIFY(processed() >= before); // nothing acknowledged is lost
        const int wanted = qMin(1000, before + 200);
        QTRY_VERIFY_WITH_TIMEOUT(processed() >= wanted, 30'000);
        before = processed();
        process.kill(); // SIGKILL
        process.waitForFinished();
    }
    QProcess process;
    const QByteArray address = startAndWait(process, arguments);
    QJsonObject end;
    QTRY_VERIFY_WITH_TIMEOUT(
        (end = send("GET", address + path).object()).value("status").toString() == "completed", 30'000);
    process.kill();
    process.waitForFinished();
    QCOMPARE(end.value("processed_rows").toInt(), 1000);
    QCOMPARE(end.value("success_count").toInt() + end.value("error_count").toInt(), 1000);
    QString error;
    const auto store = Store::open(directory.filePath("world.db"), &error);
    QVERIFY2(store, qPrintable(error));
    const QString made = "SELECT count(*) FROM schedules WHERE recipient_id LIKE 'new-%'";
    QCOMPARE(store->value(made).toInt(), end.value("success_count").toInt());
    QCOMPARE(
        store->value("SELECT count(DISTINCT recipient_id) FROM schedules WHERE recipient_id LIKE 'new-%'")
            .toInt(),
        end.value("success_count").toInt());
    QVERIFY(store->value(made).toInt() > 0);
}

QTEST_GUILESS_MAIN(TestSandboxBulkResume)
#include "tst_sandbox_bulkresume.moc"
