#include "sandbox/enginefixture.h"

#include "api/rules/deliveryrules.h"

using namespace sandboxtest;

namespace {

QStringList eventWords(EngineFixture &f)
{
    QStringList words;
    for (const QString &type : f.column("SELECT type FROM events ORDER BY seq"))
        words += type.mid(int(qstrlen("message.")));
    return words;
}

QList<int> providerStatuses(EngineFixture &f) // of the delivery logs, in order
{
    QList<int> statuses;
    for (const QString &response : f.column("SELECT response FROM delivery_logs ORDER BY seq"))
        statuses += object(response.toUtf8()).value("status").toInt();
    return statuses;
}

} // namespace

class TestSandboxDelivery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void meetsItsFate_data();
    void meetsItsFate();
    void showsEachStatusInItsTime();
    void triesEightTimesInHalfAnHour();
    void inAppIsThereAtOnce();
    void pretends_data();
    void pretends();
    void dicePlayFair();
    void peopleOpenWhatIsLively();
    void peopleAreMadeAsWritten_data();
    void peopleAreMadeAsWritten();
};

void TestSandboxDelivery::meetsItsFate_data()
{
    QTest::addColumn<QString>("channel");
    QTest::addColumn<QString>("address");
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("calls");
    const QStringList attempt {"delivery_attempted", "queued"};
    const auto row = [](const char *name, const char *channel, const char *address, const QStringList &words,
                        int calls) {
        QTest::newRow(name) << QString(channel) << QString(address)
                            << QStringList {"created", "queued"} + words << calls;
    };
    row("mail", "mail", "ada@x.test", {"sent", "delivered"}, 2);
    row("mail to a bounce", "mail", "bounce@x.test", {"bounced"}, 1);
    row("mail to a Bounce with a tag", "mail", "ada+Bounce.1@x.test", {"bounced"}, 1);
    row("mail to a bouncer", "mail", "bouncer@x.test", {"sent", "delivered"}, 2);
    row("mail to a domain", "mail", "ada@bounce.test", {"sent", "delivered"}, 2);
    row("mail that comes back", "mail", "returned@x.test", {"sent", "bounced"}, 2);
    row("mail on the third try", "mail", "retry@x.test",
        attempt + attempt + QStringList {"sent", "delivered"}, 4);
    row("mail refused for good", "mail", "rejected@x.test", {"delivery_attempted", "undelivered"}, 1);
    row("mail never", "mail", "undelivered@x.test",
        attempt + attempt + attempt + attempt + attempt + attempt + attempt
            + QStringList {"delivery_attempted", "undelivered"},
        8);
    row("slow mail", "mail", "slow@x.test", {"sent", "delivered"}, 2);
    row("SMS", "sms", "ada@x.test", {"sent", "delivered"}, 2);
    row("push", "push", "ada@x.test", {"sent"}, 1);
    row("chat", "chat", "ada@x.test", {"sent"}, 1);
}

void TestSandboxDelivery::meetsItsFate()
{
    QFETCH(QString, channel);
    QFETCH(QString, address);
    QFETCH(int, calls);
    EngineFixture f;
    f.addUser("ada", {{"email", address}, {"phone_number", "+1555"}});
    for (const char *id : {"push-1", "chat-1"})
        f.store->run("INSERT INTO channel_data (collection, owner, channel_id, data, updated_at) VALUES ('',"
                     " 'ada', ?, ?, 0)",
                     {QString(id), QString(R"({"tokens":["t"],"connections":[{"channel_id":"C"}]})")});
    f.define("one", {EngineFixture::channelStep(channel)});
    f.trigger("one", R"({"recipients":["ada"]})");
    QCOMPARE(f.column("SELECT status FROM messages"), QStringList {"queued"});
    f.pass(hour);
    QTEST(eventWords(f), "words");
    QFETCH(QStringList, words);
    QCOMPARE(f.column("SELECT status FROM messages"), QStringList {words.last()});
    QCOMPARE(providerStatuses(f).size(), calls);
    QCOMPARE(f.column("SELECT count(*) FROM planned_events"), QStringList {"0"});
    for (qsizetype i = 2; i < words.size(); ++i)
        QVERIFY2(mayBecome(fromWire<Delivery>(words[i - 1]), fromWire<Delivery>(words[i])),
                 qPrintable(words[i]));
    const QJsonObject message = f.get("/v1/users/ada/messages").rows()[0].toObject();
    const bool wasTaken = words.contains("sent") || words.last() == "delivered";
    QCOMPARE(message.value("metadata").toObject().contains("external_id"), wasTaken);
    QCOMPARE(message.value("updated_at").toString(),
             f.get("/v1/messages/" + message.value("id").toString().toLatin1() + "/events")
                 .rows()
                 .last()
                 .toObject()
                 .value("inserted_at")
                 .toString());
}

void TestSandboxDelivery::showsEachStatusInItsTime()
{
    EngineFixture f;
    f.addUser("ada", {{"email", "ada@x.test"}});
    f.trigger("mail", R"({"recipients":["ada"]})");
    const QByteArray id = f.get("/v1/users/ada/messages").ids().first().toLatin1();
    const auto status = [&] { return f.get("/v1/messages/" + id).at("status").toString(); };
    const auto logs = [&] { return f.get("/v1/messages/" + id + "/delivery_logs").rows().size(); };
    QCOMPARE(status(), "queued");
    QCOMPARE(logs(), 0);
    const Timestamp sending = f.engine->nextDue();
    QVERIFY(sending.us > f.now.us && sending.us <= f.now.us + 3 * second);
    f.now = {sending.us - 1};
    f.settle();
    QCOMPARE(status(), "queued");
    f.now = sending;
    f.settle();
    QCOMPARE(status(), "sent");
    QCOMPARE(logs(), 1);
    f.now = f.engine->nextDue();
    f.settle();
    QCOMPARE(status(), "delivered");
    QCOMPARE(logs(), 2);
    QVERIFY(f.engine->nextDue().isNull());
}

void TestSandboxDelivery::triesEightTimesInHalfAnHour()
{
    EngineFixture f;
    f.addUser("ada", {{"email", "undelivered@x.test"}});
    const Timestamp start = f.now;
    f.trigger("mail", R"({"recipients":["ada"]})");
    f.pass(hour);
    QList<qint64> tries;
    for (const QString &at :
         f.column("SELECT inserted_at FROM events WHERE type = 'message.delivery_attempted' ORDER BY seq"))
        tries += at.toLongLong();
    QCOMPARE(tries.size(), 8);
    QVERIFY(tries.last() - start.us <= 30 * minute);
    QSet<qint64> fractions;
    for (qsizetype i = 2; i < tries.size(); ++i) {
        const double ratio = double(tries[i] - tries[i - 1]) / double(tries[i - 1] - tries[i - 2]);
        QVERIFY2(ratio > 1.4 && ratio < 2.8, qPrintable(QString::number(ratio))); // twice as long, and jitter
        fractions += (tries[i] - tries[i - 1]) % second;
    }
    QVERIFY(fractions.size() > 1);
    const QStringList data
        = f.column("SELECT data FROM events WHERE type = 'message.delivery_attempted' ORDER BY seq");
    QCOMPARE(object(data.first().toUtf8()), object(R"({"attempt":1,"max_attempts":8,"retryable":true})"));
    QCOMPARE(object(data.last().toUtf8()), object(R"({"attempt":8,"max_attempts":8,"retryable":false})"));
}

void TestSandboxDelivery::inAppIsThereAtOnce()
{
    EngineFixture f;
    f.addUser("bounce");
    f.trigger("feed", R"({"recipients":["bounce"],"settings":{"sandbox_mode":true}})");
    QCOMPARE(f.column("SELECT status FROM messages"), QStringList {"delivered"});
    QCOMPARE(eventWords(f), (QStringList {"created", "delivered"}));
    QCOMPARE(f.get("/v1/users/bounce/feeds/feed-1").rows().size(), 1);
    QVERIFY(f.engine->nextDue().isNull());
    f.pass(48 * hour);
    QCOMPARE(eventWords(f), (QStringList {"created", "delivered"})); // nobody opens it by himself
}

void TestSandboxDelivery::pretends_data()
{
    QTest::addColumn<QString>("address");
    QTest::newRow("anybody") << "ada@x.test";
    QTest::newRow("who would bounce") << "bounce@x.test";
}

void TestSandboxDelivery::pretends()
{
    QFETCH(QString, address);
    EngineFixture f;
    f.addUser("ada", {{"email", address}});
    f.trigger("mail", R"({"recipients":["ada"],"settings":{"sandbox_mode":true}})");
    f.pass(hour);
    QCOMPARE(eventWords(f), (QStringList {"created", "queued", "not_sent"}));
    QCOMPARE(f.column("SELECT status FROM messages"), QStringList {"not_sent"});
    QCOMPARE(providerStatuses(f), QList<int>());
}

void TestSandboxDelivery::dicePlayFair()
{
    EngineFixture f;
    TriggerOrder order;
    order.workflow = f.workflows.workflow("mail");
    order.isLively = true;
    for (int i = 0; i < 400; ++i) {
        const QString id = QStringLiteral("u%1").arg(i);
        f.addUser(id, {{"email", id + "@x.test"}});
        RecipientSpec spec;
        spec.ref = Ref::user(id);
        order.recipients.append(spec);
    }
    Random random(5);
    startRuns(*f.store, f.workflows, order, f.now, random);
    f.settle(50);
    f.now.us += 2 * hour;
    f.settle(500);
    const auto count = [&](const char *status) {
        return f.column("SELECT count(*) FROM messages WHERE status = ?", {QString(status)}).first().toInt();
    };
    QVERIFY(count("delivered") > 300);
    QVERIFY(count("bounced") > 0);
    QVERIFY(count("sent") > 0); // nobody heard whether it arrived
    QCOMPARE(count("queued") + count("delivery_attempted"), 0); // all stories come to an end
    QVERIFY(f.column("SELECT count(*) FROM planned_events").first().toInt() > 0); // people take their time
}

void TestSandboxDelivery::peopleOpenWhatIsLively()
{
    EngineFixture f;
    TriggerOrder order;
    order.workflow = f.workflows.workflow("feed");
    order.isLively = true;
    for (int i = 0; i < 300; ++i) {
        f.addUser(QStringLiteral("u%1").arg(i));
        RecipientSpec spec;
        spec.ref = Ref::user(QStringLiteral("u%1").arg(i));
        order.recipients.append(spec);
    }
    Random random(5);
    startRuns(*f.store, f.workflows, order, f.now, random);
    f.settle(50);
    QCOMPARE(f.column("SELECT count(*) FROM messages WHERE seen_at IS NOT NULL"), QStringList {"0"});
    f.now.us += 90 * 24 * hour;
    f.settle(500);
    QVERIFY(f.engine->nextDue().isNull());
    for (const char *what : {"seen", "read", "interacted", "link_clicked", "archived"}) {
        const QString column = QString::fromLatin1(what) + "_at";
        QVERIFY(f.column("SELECT count(*) FROM messages WHERE " + column + " IS NOT NULL").first().toInt()
                > 0);
        // The time is that of the latest such event.
        QCOMPARE(
            f.column("SELECT count(*) FROM messages m WHERE " + column + " IS NOT NULL AND " + column
                     + " IS NOT (SELECT max(inserted_at) FROM events WHERE message_seq = m.seq AND type ="
                       " 'message."
                     + what + "')"),
            QStringList {"0"});
    }
    const QStringList times = f.column("SELECT inserted_at FROM events ORDER BY seq");
    QVERIFY(std::is_sorted(times.begin(), times.end()));
}

void TestSandboxDelivery::peopleAreMadeAsWritten_data()
{
    QTest::addColumn<QString>("channel");
    QTest::addColumn<QJsonObject>("user");
    QTest::addColumn<QString>("end");
    QTest::newRow("id, on a channel without addresses")
        << "sms" << QJsonObject {{"id", "sms-bounce"}, {"phone_number", "+1"}} << "bounced";
    QTest::newRow("name") << "sms"
                          << QJsonObject {{"id", "x"}, {"name", "Mr Undelivered"}, {"phone_number", "+1"}}
                          << "undelivered";
    QTest::newRow("part of a name") << "sms"
                                    << QJsonObject {{"id", "x"},
                                                    {"name", "Slowinski"},
                                                    {"phone_number", "+1"}}
                                    << "delivered";
    QTest::newRow("the id does not matter for mail")
        << "mail" << QJsonObject {{"id", "bounce"}, {"email", "a@x.test"}} << "delivered";
    QTest::newRow("what is never followed up can't come back")
        << "push"
        << QJsonObject {{"id", "returned"},
                        {"channel_data",
                         QJsonObject {{"push-1", QJsonObject {{"tokens", QJsonArray {"t"}}}}}}}
        << "bounced";
}

void TestSandboxDelivery::peopleAreMadeAsWritten()
{
    QFETCH(QString, channel);
    QFETCH(QJsonObject, user);
    EngineFixture f;
    f.define("one", {EngineFixture::channelStep(channel)});
    QCOMPARE(f.trigger("one", jsonText(QJsonObject {{"recipients", QJsonArray {user}}})).status, 200);
    f.pass(hour);
    QTEST(f.column("SELECT status FROM messages").value(0), "end");
}

QTEST_GUILESS_MAIN(TestSandboxDelivery)
#include "tst_sandbox_delivery.moc"
