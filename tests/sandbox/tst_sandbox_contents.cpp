// What messages said, and where they went.
#include "sandbox/sandboxfixture.h"

using namespace sandboxtest;

class TestSandboxContents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void content();
    void contentAsItWasSent();
    void contentOfSeveral();
    void contentOfSeveralIsLimited();
    void destinations_data();
    void destinations();
};

static void setColumn(Fixture &f, const char *id, const char *column, const QVariant &value)
{
    f.store->run(QStringLiteral("UPDATE messages SET %1 = ? WHERE id = ?").arg(QLatin1StringView(column)),
                 {value, QString::fromLatin1(id)});
}

void TestSandboxContents::content()
{
    Fixture f;
    f.addUser(QStringLiteral("ada"), {{QStringLiteral("name"), QStringLiteral("Ada")}});
    f.addMessage({.id = QStringLiteral("a")});
    const Reply reply = f.get("/v1/messages/a/content");
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.at("message_id").toString(), QStringLiteral("a"));
    QCOMPARE(reply.at("id").toString(), QStringLiteral("a"));
    const QJsonObject block
        = reply.at("data").toObject().value(QLatin1StringView("blocks")).toArray().at(0).toObject();
    QVERIFY(block.value(QLatin1StringView("rendered")).toString().contains(QStringLiteral("Hello Ada")));
    f.addMessage({.id = QStringLiteral("b"), .workflow = QStringLiteral("gone")});
    QCOMPARE(f.get("/v1/messages/b/content").status, 404);
}

void TestSandboxContents::contentAsItWasSent()
{
    Fixture f;
    f.addMessage({.id = "a", .workflow = "gone"}); // kept, though its template is no more
    setColumn(f, "a", "content", R"({"__typename":"MessageSmsContent","to":"+46","body":"Hej"})");
    const Reply reply = f.get("/v1/messages/a/content");
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.at("data").toObject(),
             (QJsonObject {{"__typename", "MessageSmsContent"}, {"to", "+46"}, {"body", "Hej"}}));
}

void TestSandboxContents::contentOfSeveral()
{
    Fixture f;
    f.addUser("ada");
    f.addMessages(1, 3);
    f.addMessage({.id = "lost", .workflow = "gone"});
    const Reply reply
        = f.get("/v1/messages/batch/content?message_ids[]=m03&message_ids[]=none&message_ids[]=m01"
                "&message_ids[]=lost&message_ids[]=m03");
    QCOMPARE(reply.status, 200);
    QStringList ids;
    const QJsonArray all = reply.json.array();
    for (const QJsonValue &content : all)
        ids += content.toObject().value("message_id").toString();
    QCOMPARE(ids, (QStringList {"m03", "m01"})); // as asked for, each once
    QCOMPARE(all.at(1).toObject(), f.get("/v1/messages/m01/content").object());
    QCOMPARE(f.get("/v1/messages/batch/content?message_ids=m02").json.array().size(), 1);
}

void TestSandboxContents::contentOfSeveralIsLimited()
{
    Fixture f;
    QByteArray query;
    for (int i = 1; i <= 25; ++i)
        query += "&message_ids[]=m" + QByteArray::number(i);
    QCOMPARE(f.get("/v1/messages/batch/content?" + query).status, 200);
    const Reply over = f.get("/v1/messages/batch/content?message_ids[]=x" + query);
    QCOMPARE(over.status, 422);
    QCOMPARE(over.fields(), QStringList {"message_ids"});
    QCOMPARE(f.get("/v1/messages/batch/content").fields(), QStringList {"message_ids"});
}

void TestSandboxContents::destinations_data()
{
    QTest::addColumn<QString>("channel");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("snapshot");
    QTest::newRow("mail") << "mail-1" << QByteArray(R"({"to":"a@x.test","subject":"S"})")
                          << QByteArray(R"({"email":"a@x.test","name":null})");
    QTest::newRow("chat channel")
        << "chat-1" << QByteArray(R"({"connection":{"channel_id":"C1","user_id":null}})")
        << QByteArray(R"({"channel_id":"C1","user_id":null,"via_incoming_webhook":false})");
    QTest::newRow("webhook") << "chat-1"
                             << QByteArray(R"({"connection":{"incoming_webhook":{"url":"https://x"}}})")
                             << QByteArray(
                                    R"({"channel_id":null,"user_id":null,"via_incoming_webhook":true})");
    QTest::newRow("feed") << "feed-1" << QByteArray(R"({"blocks":[]})") << QByteArray("null");
    QTest::newRow("not kept") << "mail-1" << QByteArray() << QByteArray("null");
}

void TestSandboxContents::destinations()
{
    QFETCH(QString, channel);
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, snapshot);
    Fixture f;
    f.workflows.channels.append({"chat-1", "chat", "Chat", "chat", "chat_slack"});
    f.addMessage({.id = "a", .channel = channel});
    if (!content.isEmpty())
        setColumn(f, "a", "content", QString::fromUtf8(content));
    QCOMPARE(f.get("/v1/messages").rows().at(0).toObject().value("recipient_snapshot"),
             QJsonDocument::fromJson('[' + snapshot + ']').array().at(0));
}

QTEST_GUILESS_MAIN(TestSandboxContents)
#include "tst_sandbox_contents.moc"
