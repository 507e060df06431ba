#include "sandbox/sandboxfixture.h"

using namespace sandboxtest;

class TestSandboxStatuses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void marks_data();
    void marks();
    void undoing();
    void interactedKeepsMetadataInItsEvent();
};

void TestSandboxStatuses::marks_data()
{
    QTest::addColumn<QString>("word");
    for (const char *word : {"seen", "read", "interacted", "archived"})
        QTest::newRow(word) << QString::fromLatin1(word);
}

void TestSandboxStatuses::marks()
{
    QFETCH(QString, word);
    Fixture f;
    f.addMessages(1, 1);
    f.now.us += 5 * second;
    const QByteArray target = "/v1/messages/m01/" + word.toLatin1();
    const Reply marked = f.send("PUT", target, {}, publishableKey);
    QCOMPARE(marked.status, 200);
    QCOMPARE(marked.at("engagement_statuses").toArray(), QJsonArray {word}); // one does not imply another
    QCOMPARE(marked.object().value(word + QStringLiteral("_at")).toString(), f.now.toWire());
    QCOMPARE(marked.at("updated_at").toString(), f.now.toWire());
    QCOMPARE(marked.object(), f.get("/v1/messages/m01").object());

    f.now.us += 5 * second;
    QCOMPARE(f.send("PUT", target, "{}").object().value(word + QStringLiteral("_at")).toString(),
             f.now.toWire()); // moves
    const QJsonArray events = f.get("/v1/messages/m01/events").rows();
    QCOMPARE(events.size(), 2);
    QCOMPARE(events[1].toObject().value(QLatin1StringView("type")).toString(),
             QStringLiteral("message.") + word);
    QCOMPARE(events[1].toObject().value(QLatin1StringView("inserted_at")).toString(), f.now.toWire());

    const Reply undone = f.send("DELETE", target);
    QCOMPARE(undone.at("engagement_statuses").toArray(), QJsonArray());
    QVERIFY(undone.object().value(word + QStringLiteral("_at")).isNull());
    QCOMPARE(
        f.get("/v1/messages/m01/events").rows()[2].toObject().value(QLatin1StringView("type")).toString(),
        QStringLiteral("message.un") + word);
}

void TestSandboxStatuses::undoing()
{
    Fixture f;
    f.addMessages(1, 1);
    const QByteArray before = f.dump();
    QCOMPARE(f.send("DELETE", "/v1/messages/m01/read").status, 200); // was not set: nothing happens
    QCOMPARE(f.dump(), before);
    f.send("PUT", "/v1/messages/m01/read");
    f.send("PUT", "/v1/messages/m01/seen");
    QCOMPARE(f.send("DELETE", "/v1/messages/m01/read").at("engagement_statuses").toArray(),
             QJsonArray {QStringLiteral("seen")});
    QCOMPARE(f.send("DELETE", "/v1/messages/m01/unseen").at("engagement_statuses").toArray(),
             QJsonArray()); // the alias
}

void TestSandboxStatuses::interactedKeepsMetadataInItsEvent()
{
    Fixture f;
    f.addMessages(1, 1);
    QCOMPARE(f.send("PUT", "/v1/messages/m01/interacted",
                    "{\"metadata\":{\"a\":1,\"b\":\"x\",\"c\":true,\"d\":null,\"e\":2.5}}")
                 .status,
             200);
    const QJsonObject event = f.get("/v1/messages/m01/events").rows()[0].toObject();
    QCOMPARE(event.value(QLatin1StringView("data")).toObject().size(), 5);
    QCOMPARE(event.value(QLatin1StringView("environment_id")).toString(), QStringLiteral("env-1"));
    QCOMPARE(event.value(QLatin1StringView("recipient")).toString(), QStringLiteral("ada"));
}

QTEST_GUILESS_MAIN(TestSandboxStatuses)
#include "tst_sandbox_statuses.moc"
