#include "api/client/client.h"
#include "api/client/requestjournal.h"
#include "api/schema/preferences.h"
#include "api/schema/user.h"
#include "support/fakenetwork.h"

#include <QSignalSpy>
#include <QTest>

using namespace api;

class TestRequestJournal : public QObject
{
    Q_OBJECT

    static JournalEntry withBody(qsizetype size)
    {
        JournalEntry entry;
        entry.responseBody = QByteArray(size, 'x');
        return entry;
    }

private Q_SLOTS:
    void keepsWhatHappened()
    {
        RequestJournal journal;
        QSignalSpy added(&journal, &RequestJournal::added);
        QSignalSpy changed(&journal, &RequestJournal::changed);
        const quint64 first = journal.begin({});
        const quint64 second = journal.begin({});
        QCOMPARE(first, 1u);
        QCOMPARE(second, 2u);
        QCOMPARE(added.count(), 2);
        QCOMPARE(journal.find(second)->durationMs, -1);
        JournalEntry outcome = withBody(10);
        outcome.durationMs = 7;
        outcome.httpStatus = 404;
        outcome.responseSize = 10;
        journal.finish(second, outcome);
        QCOMPARE(changed.value(0).value(0).toULongLong(), second);
        QCOMPARE(journal.find(second)->httpStatus, 404);
        QCOMPARE(journal.find(second)->durationMs, 7);
        QCOMPARE(journal.find(first)->httpStatus, 0);
        QVERIFY(!journal.find(0));
        QVERIFY(!journal.find(3));
    }

    void forgetsTheOldestOfTooMany()
    {
        RequestJournal journal;
        QSignalSpy removed(&journal, &RequestJournal::removedOldest);
        for (int i = 0; i < 1003; ++i)
            journal.begin({});
        QCOMPARE(journal.entries().size(), 1000u);
        QCOMPARE(removed.count(), 3);
        QVERIFY(!journal.find(3));
        QCOMPARE(journal.find(4)->id, 4u);
        QCOMPARE(journal.entries().back().id, 1003u);
        journal.finish(2, withBody(5)); // gone: nothing happens
        QCOMPARE(journal.entries().front().id, 4u);
    }

    void forgetsTheOldestOfTooManyBytes()
    {
        RequestJournal journal;
        qint64 bytes = 0;
        for (int i = 0; i < 400; ++i) {
            const quint64 id = journal.begin({});
            journal.finish(id, withBody(60 * 1024));
        }
        for (const JournalEntry &entry : journal.entries())
            bytes += entry.responseBody.size();
        QVERIFY(bytes <= 16 * 1024 * 1024);
        QVERIFY(bytes > 15 * 1024 * 1024);
        QCOMPARE(journal.entries().back().id, 400u);
    }

    void cutsBodies()
    {
        RequestJournal journal;
        const quint64 id = journal.begin({});
        JournalEntry outcome = withBody(200 * 1024);
        outcome.responseSize = 200 * 1024;
        journal.finish(id, outcome);
        QCOMPARE(journal.find(id)->responseBody.size(), 64 * 1024);
        QCOMPARE(journal.find(id)->responseSize, 200 * 1024);
    }

    void clears()
    {
        RequestJournal journal;
        QSignalSpy removed(&journal, &RequestJournal::removedOldest);
        journal.clear();
        const quint64 id = journal.begin({});
        journal.begin({});
        journal.clear();
        QCOMPARE(removed.value(0).value(0).toInt(), 2);
        QVERIFY(journal.entries().empty());
        journal.finish(id, {});
        QCOMPARE(journal.begin({}), 3u);
        QCOMPARE(journal.find(3)->id, 3u);
    }

    void theClientWritesEveryTryIntoIt()
    {
        FakeNetwork net;
        Connection connection = testConnection();
        connection.retry = {.maxRetries = 1, .baseMs = 1};
        Client client(connection, &net);
        net.expect("GET", "/v1/users/alice").reply(503, "busy").header("Retry-After", "0");
        net.expect("GET", "/v1/users/alice")
            .reply(200, json("{'id': 'alice'}"))
            .header("X-Request-ID", "r-2");
        bool done = false;
        const Call call
            = client.send(users::get(QStringLiteral("alice")), [&](const Result<User> &) { done = true; });
        QTRY_VERIFY(done);
        const auto &entries = client.journal().entries();
        QCOMPARE(entries.size(), 2u);
        QCOMPARE(entries[0].endpoint, static_cast<const EndpointInfo *>(&users::get));
        QCOMPARE(entries[0].verb, "GET");
        QCOMPARE(entries[0].target, "/v1/users/alice");
        QCOMPARE(entries[0].attempt, 1);
        QCOMPARE(entries[0].httpStatus, 503);
        QCOMPARE(entries[0].responseBody, "busy");
        QCOMPARE(entries[1].attempt, 2);
        QCOMPARE(entries[1].httpStatus, 200);
        QVERIFY(entries[1].durationMs >= 0);
        QVERIFY(entries[1].startedAt.isValid());
        QVERIFY(entries[1].responseHeaders.contains({QByteArray("X-Request-ID"), QByteArray("r-2")}));
    }

    void networkErrorsAndGivingUp()
    {
        FakeNetwork net;
        Client client(testConnection(), &net);
        net.expect("GET", "/v1/users/a").fail(QNetworkReply::ConnectionRefusedError);
        net.expect("GET", "/v1/users/b").hold();
        bool done = false;
        Call call = client.send(users::get(QStringLiteral("a")), [&](const Result<User> &) { done = true; });
        QTRY_VERIFY(done);
        QCOMPARE(client.journal().find(1)->httpStatus, 0);
        QVERIFY(!client.journal().find(1)->error.isEmpty());
        call = client.send(users::get(QStringLiteral("b")), [](const Result<User> &) {});
        QCOMPARE(client.journal().find(2)->durationMs, -1);
        call.cancel();
        QVERIFY(client.journal().find(2)->durationMs >= 0);
        QVERIFY(!client.journal().find(2)->error.isEmpty());
    }

    void theKeyIsNowhereInIt()
    {
        FakeNetwork net;
        const Connection connection = testConnection();
        const QString key = QString::fromLatin1(connection.key);
        Client client(connection, &net);
        // A service, or a proxy, that says everything back; and a person who pasted the key into a search.
        const QByteArray echo
            = json("{'id': 'default', 'authorization': 'Bearer ") + connection.key + json("'}");
        net.expect("PUT", "/v1/users/" + connection.key + "/preferences/default")
            .reply(200, echo)
            .header("X-Echo", "Bearer " + connection.key);
        bool done = false;
        const Call call = client.send(
            preferences::set(key, QStringLiteral("default"), JsonBody {{{QStringLiteral("note"), key}}}),
            [&](const Result<PreferenceSet> &) { done = true; });
        QTRY_VERIFY(done);
        const JournalEntry &entry = *client.journal().find(1);
        QByteArray all = entry.target + entry.requestBody + entry.responseBody + entry.error.toUtf8();
        for (const auto &[name, value] : entry.responseHeaders)
            all += name + value;
        QVERIFY(entry.responseBody.contains("[key]"));
        QVERIFY2(!all.contains(connection.key), all.constData());
    }
};

QTEST_GUILESS_MAIN(TestRequestJournal)
#include "tst_requestjournal.moc"
