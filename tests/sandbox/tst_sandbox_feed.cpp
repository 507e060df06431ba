#include "sandbox/sandboxfixture.h"

using namespace sandboxtest;

class TestSandboxFeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filters_data();
    void filters();
    void countsFollowMarks();
    void pages();
    void itemInFull();
    void batchesShowTenActivities();
    void itemsFollowWhatTheyAreMadeOf();
    void nobodysFeedIsEmpty();
    void channelMustBeAFeed();
    void compactItems();
    void excludedFields_data();
    void excludedFields();
    void exclusionsAreChecked();
    void blocksAsTheyWereSent();
    void settings();
};

namespace {

// a: seen and read, acme. b: seen. c: nothing, other tenant. d: archived. e: invoice, acme. And what is not
// in the feed.
void fill(Fixture &f)
{
    f.addUser(QStringLiteral("ada"), {{QStringLiteral("name"), QStringLiteral("Ada")}});
    f.addMessage({.id = QStringLiteral("a"), .tenant = QStringLiteral("acme"), .data = "{\"n\":1}"});
    f.addMessage({.id = QStringLiteral("x"), .channel = QStringLiteral("mail-1")});
    f.addMessage({.id = QStringLiteral("b")});
    f.addMessage({.id = QStringLiteral("y"), .recipient = QStringLiteral("bo")});
    f.addMessage({.id = QStringLiteral("c"), .tenant = QStringLiteral("other")});
    f.addMessage({.id = QStringLiteral("z"), .collection = QStringLiteral("teams")});
    f.addMessage({.id = QStringLiteral("d")});
    f.addMessage({.id = QStringLiteral("e"),
                  .workflow = QStringLiteral("invoice"),
                  .tenant = QStringLiteral("acme"),
                  .data = "{\"n\":1}"});
    f.store->run(QStringLiteral("UPDATE messages SET seen_at = 1, read_at = 1 WHERE id = 'a'"));
    f.store->run(QStringLiteral("UPDATE messages SET seen_at = 1 WHERE id = 'b'"));
    f.store->run(QStringLiteral("UPDATE messages SET archived_at = 1 WHERE id = 'd'"));
}

QString counts(const Reply &reply)
{
    const QJsonObject meta = reply.at("meta").toObject();
    return QStringLiteral("%1 %2 %3")
        .arg(meta.value(QLatin1StringView("total_count")).toInt())
        .arg(meta.value(QLatin1StringView("unread_count")).toInt())
        .arg(meta.value(QLatin1StringView("unseen_count")).toInt());
}

} // namespace

void TestSandboxFeed::filters_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QString>("ids"); // newest first
    QTest::addColumn<QString>("counts"); // total, unread, unseen
    const auto row = [](const char *query, const char *ids, const char *counts) {
        QTest::newRow(query) << QByteArray(query) << QString::fromLatin1(ids) << QString::fromLatin1(counts);
    };
    row("", "ecba", "4 3 2");
    row("archived=exclude", "ecba", "4 3 2");
    row("archived=include", "edcba", "5 4 3");
    row("archived=only", "d", "1 1 1");
    row("status=all", "ecba", "4 3 2");
    row("status=unread", "ecb", "4 3 2"); // the counts do not follow the status
    row("status=read", "a", "4 3 2");
    row("status=unseen", "ec", "4 3 2");
    row("status=seen", "ba", "4 3 2");
    row("status=unread&archived=include", "edcb", "5 4 3");
    row("tenant=acme", "eba", "3 2 1"); // and those without a tenant
    row("tenant=acme&has_tenant=true", "ea", "2 1 1");
    row("has_tenant=true", "eca", "3 2 2");
    row("has_tenant=false", "b", "1 1 0");
    row("tenant=acme&has_tenant=false", "b", "1 1 0");
    row("tenant=acme&status=unread", "eb", "3 2 1");
    row("source=invoice", "e", "1 1 1");
    row("source=none", "", "0 0 0");
    row("workflow_categories[]=money", "e", "1 1 1");
    row("workflow_categories[]=money&workflow_categories[]=talk", "ecba", "4 3 2");
    row("workflow_categories[]=none", "", "0 0 0");
    row("trigger_data=%7B%22n%22:1%7D", "ea", "2 1 1");
    row("inserted_at.gte=2026-01-10T12:00:05Z", "ec", "2 2 2");
    row("page_size=200&locale=de", "ecba", "4 3 2");
}

void TestSandboxFeed::filters()
{
    QFETCH(QByteArray, query);
    Fixture f;
    fill(f);
    const Reply reply = f.send("GET", "/v1/users/ada/feeds/feed-1?" + query, {}, publishableKey);
    QCOMPARE(reply.status, 200);
    QTEST(reply.ids().join(QString()), "ids");
    QTEST(counts(reply), "counts");
}

void TestSandboxFeed::countsFollowMarks()
{
    Fixture f;
    fill(f);
    const auto now = [&] { return counts(f.get("/v1/users/ada/feeds/feed-1")); };
    f.send("PUT", "/v1/messages/c/seen");
    QCOMPARE(now(), QStringLiteral("4 3 1"));
    f.send("PUT", "/v1/messages/c/read");
    QCOMPARE(now(), QStringLiteral("4 2 1"));
    f.send("PUT", "/v1/messages/c/archived");
    QCOMPARE(now(), QStringLiteral("3 2 1"));
    f.send("DELETE", "/v1/messages/c/archived");
    f.send("DELETE", "/v1/messages/c/read");
    QCOMPARE(now(), QStringLiteral("4 3 1"));
}

void TestSandboxFeed::pages()
{
    Fixture f;
    fill(f);
    const Reply first = f.get("/v1/users/ada/feeds/feed-1?page_size=2&status=unread");
    QCOMPARE(first.ids().join(QString()), QStringLiteral("ec"));
    QCOMPARE(counts(first), QStringLiteral("4 3 2"));
    const Reply second = f.get("/v1/users/ada/feeds/feed-1?page_size=2&status=unread&after="
                               + first.cursor("after").toString().toLatin1());
    QCOMPARE(second.ids().join(QString()), QStringLiteral("b"));
    QVERIFY(second.cursor("after").isNull());
    const Reply back
        = f.get("/v1/users/ada/feeds/feed-1?before=" + second.cursor("before").toString().toLatin1());
    QCOMPARE(back.ids().join(QString()), QStringLiteral("ec"));
    QVERIFY(back.cursor("before").isNull());
}

void TestSandboxFeed::itemInFull()
{
    Fixture f;
    f.addUser(QStringLiteral("ada"), {{QStringLiteral("name"), QStringLiteral("Ada")}});
    f.addUser(QStringLiteral("bo"), {{QStringLiteral("name"), QStringLiteral("Bo")}});
    const qint64 seq = f.addMessage({.id = QStringLiteral("a"), .data = "{\"n\":1}", .actors = "[\"bo\"]"});
    f.addActivity(seq, QStringLiteral("act"), QStringLiteral("bo"), "{\"n\":1}");
    const Reply reply = f.get("/v1/users/ada/feeds/feed-1");
    QCOMPARE(reply.at("vars").toObject().value(QLatin1StringView("app_url")).toString(),
             QStringLiteral("https://app.test"));
    const QJsonObject item = reply.rows().at(0).toObject();
    const auto value = [&](const char *path) { return valueAt(item, path); };
    QCOMPARE(value("__typename").toString(), QStringLiteral("FeedItem"));
    QVERIFY(value("__cursor").isString());
    QCOMPARE(value("actors").toArray().at(0).toObject().value(QLatin1StringView("name")).toString(),
             QStringLiteral("Bo"));
    QCOMPARE(value("total_actors").toInt(), 1);
    QCOMPARE(value("total_activities").toInt(), 1);
    const QJsonObject activity = value("activities").toArray().at(0).toObject();
    QCOMPARE(valueAt(activity, "actor.name").toString(), QStringLiteral("Bo"));
    QCOMPARE(valueAt(activity, "recipient.name").toString(), QStringLiteral("Ada"));
    QCOMPARE(valueAt(activity, "data.n").toInt(), 1);
    QCOMPARE(value("data.n").toInt(), 1);
    QCOMPARE(value("source.key").toString(), QStringLiteral("comment"));
    QCOMPARE(value("source.categories").toArray(), QJsonArray {QStringLiteral("talk")});
    const QJsonObject block = value("blocks").toArray().at(0).toObject();
    QCOMPARE(block.value(QLatin1StringView("name")).toString(), QStringLiteral("body"));
    QVERIFY(block.value(QLatin1StringView("rendered")).toString().contains(QStringLiteral("Hello Ada")));
    QVERIFY(value("tenant").isNull());
    QVERIFY(value("seen_at").isNull());
    QVERIFY(!item.contains(QLatin1StringView("status")));
}

// Items are remembered. The clock of the fixture stands still between the requests, so that nothing can be
// told by time.
void TestSandboxFeed::itemsFollowWhatTheyAreMadeOf()
{
    Fixture f;
    f.addUser("ada", {{"name", "Ada"}});
    f.addUser("bo", {{"name", "Bo"}});
    f.addMessage({.id = "m", .recipient = "ada", .actors = "[\"bo\"]"});
    const auto item
        = [&] { return f.get("/v1/users/ada/feeds/feed-1?archived=include").rows().at(0).toObject(); };
    QVERIFY(item().value("read_at").isNull());
    f.send("PUT", "/v1/messages/m/read");
    QVERIFY(item().value("read_at").isString());
    f.send("PUT", "/v1/messages/m/archived");
    QVERIFY(item().value("archived_at").isString());
    f.send("DELETE", "/v1/messages/m/read");
    QVERIFY(item().value("read_at").isNull());
    QVERIFY(item().value("archived_at").isString());
    f.send("PUT", "/v1/users/bo", R"({"name":"Bob"})");
    QCOMPARE(item().value("actors").toArray().at(0).toObject().value("name").toString(), "Bob");
    QVERIFY(f.get("/v1/users/ada/feeds/feed-1?archived=include&mode=compact")
                .rows()
                .at(0)
                .toObject()
                .value("activities")
                .isUndefined());
    QVERIFY(item().value("activities").isArray());
}

void TestSandboxFeed::batchesShowTenActivities()
{
    Fixture f;
    f.addUser(QStringLiteral("ada"));
    const qint64 seq = f.addMessage({.id = QStringLiteral("a")});
    for (int i = 0; i < 25; ++i)
        f.addActivity(seq, QString::number(i), QStringLiteral("actor%1").arg(i % 12));
    const QJsonObject item = f.get("/v1/users/ada/feeds/feed-1").rows().at(0).toObject();
    QCOMPARE(item.value(QLatin1StringView("activities")).toArray().size(), 10);
    QCOMPARE(item.value(QLatin1StringView("total_activities")).toInt(), 25);
    QCOMPARE(item.value(QLatin1StringView("total_actors")).toInt(), 12);
}

void TestSandboxFeed::nobodysFeedIsEmpty()
{
    Fixture f;
    const Reply reply = f.get("/v1/users/nobody/feeds/feed-1");
    QCOMPARE(reply.status, 200);
    QVERIFY(reply.rows().isEmpty());
    QCOMPARE(counts(reply), QStringLiteral("0 0 0"));
}

void TestSandboxFeed::channelMustBeAFeed()
{
    Fixture f;
    QCOMPARE(f.get("/v1/users/ada/feeds/none").status, 404);
    QCOMPARE(f.get("/v1/users/ada/feeds/none").code(), QStringLiteral("channel_invalid"));
    QCOMPARE(f.get("/v1/users/ada/feeds/mail-1").status, 422);
    QCOMPARE(f.get("/v1/users/ada/feeds/mail-1").code(), QStringLiteral("channel_invalid"));
}

void TestSandboxFeed::compactItems()
{
    Fixture f;
    const qint64 seq = f.addMessage(
        {.id = "a", .data = R"({"n":1,"list":[1],"map":{"x":1},"none":null})", .actors = R"(["bo","cy"])"});
    f.addActivity(seq, "act", "bo");
    f.addActivity(seq, "act2", "cy");
    const QJsonObject rich = f.get("/v1/users/ada/feeds/feed-1?mode=rich").rows().at(0).toObject();
    QCOMPARE(rich, f.get("/v1/users/ada/feeds/feed-1").rows().at(0).toObject());
    QCOMPARE(rich.value("actors").toArray().size(), 2);
    const QJsonObject item = f.get("/v1/users/ada/feeds/feed-1?mode=compact").rows().at(0).toObject();
    QCOMPARE(item.value("data").toObject(), (QJsonObject {{"n", 1}, {"none", QJsonValue::Null}}));
    QCOMPARE(item.value("actors").toArray(), QJsonArray {rich.value("actors").toArray().at(0)});
    QCOMPARE(item.value("total_actors").toInt(), 2);
    QVERIFY(!item.contains("activities") && !item.contains("total_activities"));
    QCOMPARE(f.get("/v1/users/ada/feeds/feed-1?mode=tiny").fields(), QStringList {"mode"});
}

void TestSandboxFeed::excludedFields_data()
{
    QTest::addColumn<QByteArray>("exclude");
    QTest::addColumn<QStringList>("gone"); // of all that is there without it
    const auto row = [](const char *exclude, const QStringList &gone) {
        QTest::newRow(exclude) << QByteArray(exclude) << gone;
    };
    row("", {});
    row("vars", {"vars"});
    row("entries.data", {"data"});
    row("entries.data.n,meta.total_count", {"data.n", "meta.total_count"});
    row("entries.blocks.content", {"block.content"});
    row("entries.nothing,nothing.at.all", {});
    row("entries.source.key,%20vars", {"source.key", "vars"});
}

void TestSandboxFeed::excludedFields()
{
    QFETCH(QByteArray, exclude);
    QFETCH(QStringList, gone);
    Fixture f;
    f.addMessage({.id = "a", .data = R"({"n":1})"});
    const QJsonObject answer = f.get("/v1/users/ada/feeds/feed-1?exclude=" + exclude).object();
    const QJsonObject item = answer.value("entries").toArray().at(0).toObject();
    const QJsonObject block = item.value("blocks").toArray().at(0).toObject();
    const QMap<QString, bool> there {{"vars", answer.contains("vars")},
                                     {"meta.total_count", valueAt(answer, "meta.total_count").isDouble()},
                                     {"data", item.contains("data")},
                                     {"data.n", !item.contains("data") || valueAt(item, "data.n").isDouble()},
                                     {"source.key", valueAt(item, "source.key").isString()},
                                     {"block.content", block.contains("content")}};
    for (auto it = there.begin(); it != there.end(); ++it)
        QVERIFY2(*it != gone.contains(it.key()), qPrintable(it.key()));
    QCOMPARE(item.value("id"), QJsonValue("a"));
}

void TestSandboxFeed::exclusionsAreChecked()
{
    Fixture f;
    for (const char *exclude : {"entries.data.n.x", "entries..x", ".vars"})
        QCOMPARE(f.get(QByteArray("/v1/users/ada/feeds/feed-1?exclude=") + exclude).fields(),
                 QStringList {"exclude"});
}

void TestSandboxFeed::blocksAsTheyWereSent()
{
    Fixture f;
    f.addMessage({.id = "a"});
    f.store->run(
        "UPDATE messages SET content = ?",
        {R"({"__typename":"MessageInAppFeedContent","blocks":[{"name":"body","rendered":"<p>then</p>"}]})"});
    const QJsonArray blocks
        = f.get("/v1/users/ada/feeds/feed-1").rows().at(0).toObject().value("blocks").toArray();
    QCOMPARE(blocks, (QJsonArray {QJsonObject {{"name", "body"}, {"rendered", "<p>then</p>"}}}));
}

void TestSandboxFeed::settings()
{
    Fixture f;
    const Reply reply = f.send("GET", "/v1/users/ada/feeds/feed-1/settings", {}, publishableKey);
    QCOMPARE(reply.status, 200);
    QVERIFY(valueAt(reply.object(), "features.branding_required").isBool());
    QCOMPARE(f.get("/v1/users/ada/feeds/none/settings").status, 404);
    QCOMPARE(f.get("/v1/users/ada/feeds/mail-1/settings").status, 422);
}

QTEST_GUILESS_MAIN(TestSandboxFeed)
#include "tst_sandbox_feed.moc"
