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
    void batch_data();
    void batch();
    void batchTakesEachOnce();
    void batchKeepsMetadata();
    void batchRefuses_data();
    void batchRefuses();
    void batchHoldsEachMessageBack();
    void batchHoldsNothingBackWithoutLimits();
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

static QStringList idsOf(const Reply &reply)
{
    QStringList ids;
    const QJsonArray all = reply.json.array();
    for (const QJsonValue &message : all)
        ids += message.toObject().value("id").toString();
    return ids;
}

static QStringList engagement(Fixture &f, const char *id)
{
    QStringList words;
    const QJsonArray all = f.get(QByteArray("/v1/messages/") + id).at("engagement_statuses").toArray();
    for (const QJsonValue &word : all)
        words += word.toString();
    return words;
}

void TestSandboxStatuses::batch_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QStringList>("first"); // m01 had nothing
    QTest::addColumn<QStringList>("second"); // m02 was seen, read and archived
    const QStringList all {"seen", "read", "archived"};
    QTest::newRow("seen") << "seen" << QStringList {"seen"} << all;
    QTest::newRow("read") << "read" << QStringList {"read"} << all;
    QTest::newRow("interacted") << "interacted" << QStringList {"interacted"}
                                << QStringList {"seen", "read", "interacted", "archived"};
    QTest::newRow("archived") << "archived" << QStringList {"archived"} << all;
    QTest::newRow("unseen") << "unseen" << QStringList() << QStringList {"read", "archived"};
    QTest::newRow("unread") << "unread" << QStringList() << QStringList {"seen", "archived"};
    QTest::newRow("unarchived") << "unarchived" << QStringList() << QStringList {"seen", "read"};
}

void TestSandboxStatuses::batch()
{
    QFETCH(QString, word);
    QFETCH(QStringList, first);
    QFETCH(QStringList, second);
    Fixture f;
    f.addMessages(1, 3);
    f.store->run("UPDATE messages SET seen_at = 1, read_at = 1, archived_at = 1 WHERE id = 'm02'");
    const Reply reply = f.send("POST", "/v1/messages/batch/" + word.toLatin1(),
                               R"({"message_ids":["m02","m01"]})", publishableKey);
    QCOMPARE(reply.status, 200);
    QCOMPARE(idsOf(reply), (QStringList {"m02", "m01"}));
    QCOMPARE(reply.json.array().at(1).toObject(), f.get("/v1/messages/m01").object());
    QCOMPARE(engagement(f, "m01"), first);
    QCOMPARE(engagement(f, "m02"), second);
    QCOMPARE(engagement(f, "m03"), QStringList());
    QVERIFY(reply.response.header("x-ratelimited-message_ids").isNull());
}

void TestSandboxStatuses::batchTakesEachOnce()
{
    Fixture f(true);
    f.addMessages(1, 2);
    const Reply reply
        = f.send("POST", "/v1/messages/batch/seen", R"({"message_ids":["m01","none","m01","m02"]})");
    QCOMPARE(idsOf(reply), (QStringList {"m01", "m02"}));
    QVERIFY(reply.response.header("x-ratelimited-message_ids").isNull());
    QCOMPARE(f.get("/v1/messages/m01/events").rows().size(), 1);
    QCOMPARE(f.send("POST", "/v1/messages/batch/seen", R"({"message_ids":["none"]})").json.array(),
             QJsonArray());
}

void TestSandboxStatuses::batchKeepsMetadata()
{
    Fixture f;
    f.addMessages(1, 2);
    f.send("POST", "/v1/messages/batch/interacted",
           R"({"message_ids":["m01","m02"],"metadata":{"button":"ok"}})");
    for (const char *id : {"m01", "m02"})
        QCOMPARE(f.get(QByteArray("/v1/messages/") + id + "/events").rows().at(0).toObject().value("data"),
                 QJsonValue(QJsonObject {{"button", "ok"}}));
}

void TestSandboxStatuses::batchRefuses_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("fields"); // empty: it is taken
    const auto row
        = [](const char *name, const char *word, const QByteArray &body, const QStringList &fields) {
              QTest::newRow(name) << QByteArray(word) << body << fields;
          };
    const auto ids = [](int count) {
        QJsonArray all;
        for (int i = 0; i < count; ++i)
            all.append(QString::number(i));
        return QJsonDocument(QJsonObject {{"message_ids", all}}).toJson();
    };
    row("no ids", "seen", "{}", {"message_ids"});
    row("empty list", "seen", R"({"message_ids":[]})", {});
    row("null", "seen", R"({"message_ids":null})", {"message_ids"});
    row("one text", "seen", R"({"message_ids":"m01"})", {"message_ids"});
    row("numbers", "seen", R"({"message_ids":[1]})", {"message_ids"});
    row("1000", "seen", ids(1000), {});
    row("1001", "seen", ids(1001), {"message_ids"});
    row("unknown word", "loved", R"({"message_ids":["m01"]})", {"status"});
    row("word of bulk changes", "archive", R"({"message_ids":["m01"]})", {"status"});
    row("no such undo", "uninteracted", R"({"message_ids":["m01"]})", {"status"});
    row("clicks can't be claimed", "link_clicked", R"({"message_ids":["m01"]})", {"status"});
    row("metadata of another word", "seen", R"({"message_ids":["m01"],"metadata":{"a":1}})", {"metadata"});
    row("null metadata of another word", "seen", R"({"message_ids":["m01"],"metadata":null})", {});
    row("metadata of an undo", "unread", R"({"message_ids":["m01"],"metadata":{}})", {"metadata"});
    row("five pairs", "interacted", R"({"message_ids":["m01"],"metadata":{"a":1,"b":2,"c":3,"d":4,"e":5}})",
        {});
    row("six pairs", "interacted",
        R"({"message_ids":["m01"],"metadata":{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6}})", {"metadata"});
    row("nested", "interacted", R"({"message_ids":["m01"],"metadata":{"a":{}}})", {"metadata"});
    row("metadata a list", "interacted", R"({"message_ids":["m01"],"metadata":[]})", {"metadata"});
    row("both wrong", "interacted", R"({"metadata":[]})", {"metadata", "message_ids"});
}

void TestSandboxStatuses::batchRefuses()
{
    QFETCH(QByteArray, word);
    QFETCH(QByteArray, body);
    QFETCH(QStringList, fields);
    Fixture f;
    f.addMessages(1, 1);
    const QByteArray before = f.dump();
    const Reply reply = f.send("POST", "/v1/messages/batch/" + word, body);
    QCOMPARE(reply.status, fields.isEmpty() ? 200 : 422);
    QCOMPARE(reply.fields(), fields);
    if (!fields.isEmpty())
        QCOMPARE(f.dump(), before);
}

void TestSandboxStatuses::batchHoldsEachMessageBack()
{
    Fixture f(true);
    f.addMessages(1, 3);
    const QByteArray header = "x-ratelimited-message_ids";
    const auto mark = [&](const char *word, const char *ids) {
        return f.send("POST", QByteArray("/v1/messages/batch/") + word,
                      QByteArray(R"({"message_ids":[)") + ids + "]}");
    };
    QVERIFY(mark("seen", R"("m01")").response.header(header).isNull());
    const QString seenAt = f.get("/v1/messages/m01").at("seen_at").toString();
    f.now.us += second - 1;
    const Reply part = mark("seen", R"("m02","m01")"); // a part of the request is held back
    QCOMPARE(part.status, 200);
    QCOMPARE(part.response.header(header), QByteArray("m01"));
    QCOMPARE(idsOf(part), (QStringList {"m02", "m01"}));
    QCOMPARE(part.json.array().at(1).toObject().value("seen_at").toString(), seenAt); // as it was
    QCOMPARE(f.get("/v1/messages/m01/events").rows().size(), 1);
    QVERIFY(mark("read", R"("m01")").response.header(header).isNull()); // another status

    f.now.us += 1; // a second after the first
    QCOMPARE(mark("seen", R"("m01","m02","m03")").response.header(header), QByteArray("m02"));
    QCOMPARE(f.get("/v1/messages/m01").at("seen_at").toString(), f.now.toWire());
    QCOMPARE(mark("seen", R"("m01","m02","m03")").response.header(header), QByteArray("m01,m02,m03"));
}

void TestSandboxStatuses::batchHoldsNothingBackWithoutLimits()
{
    Fixture f(false);
    f.addMessages(1, 1);
    for (int i = 0; i < 3; ++i)
        QVERIFY(f.send("POST", "/v1/messages/batch/seen", R"({"message_ids":["m01"]})")
                    .response.header("x-ratelimited-message_ids")
                    .isNull());
    QCOMPARE(f.get("/v1/messages/m01/events").rows().size(), 3);
}

QTEST_GUILESS_MAIN(TestSandboxStatuses)
#include "tst_sandbox_statuses.moc"
