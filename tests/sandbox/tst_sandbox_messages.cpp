#include "sandbox/sandboxfixture.h"

using namespace sandboxtest;

class TestSandboxMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pagesForthAndBack();
    void pagingHoldsUnderInserts();
    void cursorsOfMembersWork();
    void usersPageForwardAndCount();
    void usersWithPreferences();
    void emptyListHasNoCursors();
    void filters_data();
    void filters();
    void filteredPagesJoinUp();
    void messagesOfAUser();
    void shapeOfAMessage();
    void eventsActivitiesAndLogs();
    void messagesOfAnObject();
    void messagesOfARun();
    void objectsAct();

private:
    static QStringList names(int from, int to)
    {
        QStringList ids;
        for (int i = from; from > to ? i >= to : i <= to; from > to ? --i : ++i)
            ids += QStringLiteral("m%1").arg(i, 2, 10, QLatin1Char('0'));
        return ids;
    }
    static QByteArray text(const QJsonValue &cursor) { return cursor.toString().toLatin1(); }
};

void TestSandboxMessages::pagesForthAndBack()
{
    Fixture f;
    f.addMessages(1, 7);
    const Reply first = f.get("/v1/messages?page_size=3");
    QCOMPARE(first.ids(), names(7, 5));
    QVERIFY(first.cursor("before").isNull());
    QCOMPARE(first.cursor("page_size").toInt(), 3);
    const Reply second = f.get("/v1/messages?page_size=3&after=" + text(first.cursor("after")));
    QCOMPARE(second.ids(), names(4, 2));
    QVERIFY(second.cursor("before").isString());
    const Reply third = f.get("/v1/messages?page_size=3&after=" + text(second.cursor("after")));
    QCOMPARE(third.ids(), names(1, 1));
    QVERIFY(third.cursor("after").isNull());

    const Reply back = f.get("/v1/messages?page_size=3&before=" + text(third.cursor("before")));
    QCOMPARE(back.ids(), names(4, 2));
    QVERIFY(back.cursor("after").isString());
    const Reply start = f.get("/v1/messages?page_size=3&before=" + text(back.cursor("before")));
    QCOMPARE(start.ids(), names(7, 5));
    QVERIFY(start.cursor("before").isNull());
    QCOMPARE(f.get("/v1/messages?page_size=7").cursor("after"), QJsonValue(QJsonValue::Null));
}

void TestSandboxMessages::pagingHoldsUnderInserts()
{
    Fixture f;
    f.addMessages(1, 20);
    QStringList all;
    QByteArray target = "/v1/messages?page_size=4";
    for (int next = 21;; ++next) {
        const Reply page = f.get(target);
        all += page.ids();
        if (page.cursor("after").isNull())
            break;
        target = "/v1/messages?page_size=4&after=" + text(page.cursor("after"));
        f.addMessages(next, next);
    }
    QCOMPARE(all, names(20, 1)); // none twice, none missing
    // The new ones are found going back.
    const Reply newest = f.get("/v1/messages?page_size=50&before="
                               + text(f.get("/v1/messages?page_size=20&message_ids[]=m20")
                                          .rows()[0]
                                          .toObject()
                                          .value(QLatin1StringView("__cursor"))));
    QCOMPARE(newest.ids(), names(24, 21));
}

void TestSandboxMessages::cursorsOfMembersWork()
{
    Fixture f;
    f.addMessages(1, 5);
    const QJsonObject middle = f.get("/v1/messages").rows().at(2).toObject();
    const QByteArray cursor = text(middle.value(QLatin1StringView("__cursor")));
    QCOMPARE(f.get("/v1/messages?after=" + cursor).ids(), names(2, 1));
    QCOMPARE(f.get("/v1/messages?before=" + cursor).ids(), names(5, 4));
    QCOMPARE(f.get("/v1/users/ada/messages?after=" + cursor).status, 404); // no such user here
    f.store->run(QStringLiteral("DELETE FROM messages WHERE id = 'm03'"));
    QCOMPARE(f.get("/v1/messages?after=" + cursor).ids(), names(2, 1)); // its row may be gone
}

void TestSandboxMessages::usersPageForwardAndCount()
{
    Fixture f;
    for (int i = 0; i < 5; ++i)
        f.addUser(QStringLiteral("u%1").arg(i),
                  {{QStringLiteral("name"), QStringLiteral("Zoë \"%1\"").arg(i)}});
    const Reply first = f.get("/v1/users?page_size=2");
    QCOMPARE(first.ids(), (QStringList {QStringLiteral("u0"), QStringLiteral("u1")}));
    QCOMPARE(first.cursor("total_count").toInt(), 5);
    QVERIFY(!first.rows()[0].toObject().contains(QLatin1StringView("__cursor")));
    QCOMPARE(first.rows()[1].toObject().value(QLatin1StringView("name")).toString(),
             QStringLiteral("Zoë \"1\""));
    const Reply last = f.get(
        "/v1/users?page_size=2&before="
        + text(f.get("/v1/users?page_size=50&after=" + text(first.cursor("after"))).cursor("before")));
    QCOMPARE(last.ids(), first.ids());
    f.send("PUT", "/v1/users/newcomer/preferences/default", "{}");
    QCOMPARE(f.get("/v1/users").cursor("total_count").toInt(), 6);
    QCOMPARE(f.get("/v1/users").ids().last(), QStringLiteral("newcomer"));
}

void TestSandboxMessages::usersWithPreferences()
{
    Fixture f;
    f.addUser(QStringLiteral("ada"));
    f.addUser(QStringLiteral("bo"));
    f.send("PUT", "/v1/users/ada/preferences/default", "{\"channel_types\":{\"sms\":false}}");
    const QJsonArray rows = f.get("/v1/users?include[]=preferences").rows();
    QCOMPARE(rows[0].toObject().value(QLatin1StringView("preferences")).toArray().size(), 1);
    QCOMPARE(rows[1].toObject().value(QLatin1StringView("preferences")).toArray().size(), 0);
    QVERIFY(!f.get("/v1/users").rows()[0].toObject().contains(QLatin1StringView("preferences")));
}

void TestSandboxMessages::emptyListHasNoCursors()
{
    Fixture f;
    for (const char *target : {"/v1/users", "/v1/messages", "/v1/messages?status[]=sent&status[]=queued",
                               "/v1/messages?workflow_categories[]=none"}) {
        const Reply reply = f.get(target);
        QCOMPARE(reply.status, 200);
        QVERIFY(reply.rows().isEmpty());
        QVERIFY(reply.cursor("after").isNull());
        QVERIFY(reply.cursor("before").isNull());
    }
}

static void addVariety(Fixture &f)
{
    f.addUser(QStringLiteral("ada"));
    f.addUser(QStringLiteral("bo"));
    f.addMessage({.id = QStringLiteral("a"),
                  .status = QStringLiteral("queued"),
                  .data = "{\"n\":1,\"ok\":true,\"none\":null}"});
    f.addMessage({.id = QStringLiteral("b"),
                  .channel = QStringLiteral("mail-1"),
                  .tenant = QStringLiteral("acme"),
                  .status = QStringLiteral("sent"),
                  .data = "{\"n\":1.0,\"s\":\"x y\"}"});
    f.addMessage({.id = QStringLiteral("c"),
                  .recipient = QStringLiteral("bo"),
                  .workflow = QStringLiteral("invoice"),
                  .tenant = QStringLiteral("other"),
                  .data = "{\"n\":\"1\",\"ok\":1}"});
    f.addMessage({.id = QStringLiteral("d"),
                  .workflow = QStringLiteral("invoice"),
                  .status = QStringLiteral("bounced"),
                  .data = "{\"deep\":{\"n\":1},\"k\\\"ey\":2}"});
    f.addMessage({.id = QStringLiteral("e"),
                  .workflow = QStringLiteral("gone"),
                  .collection = QStringLiteral("teams")});
    f.store->run(QStringLiteral("UPDATE messages SET seen_at = 1, read_at = 1 WHERE id = 'a'"));
    f.store->run(QStringLiteral("UPDATE messages SET seen_at = 1, archived_at = 1 WHERE id = 'b'"));
    f.store->run(QStringLiteral("UPDATE messages SET link_clicked_at = 1, interacted_at = 1 WHERE id = 'c'"));
}

void TestSandboxMessages::filters_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QString>("ids"); // newest first
    const auto row = [](const char *query, const char *ids) {
        QTest::newRow(query) << QByteArray(query) << QString::fromLatin1(ids);
    };
    row("", "edcba");
    row("unknown=1", "edcba");
    row("status[]=queued", "a");
    row("status=queued", "a");
    row("status[0]=queued&status[1]=bounced", "da");
    row("status[]=queued&status[]=sent&status[]=delivered", "ecba");
    row("engagement_status[]=seen", "ba");
    row("engagement_status[]=unseen", "edc");
    row("engagement_status[]=read", "a");
    row("engagement_status[]=unread&channel_id=mail-1", "b");
    row("engagement_status[]=archived", "b");
    row("engagement_status[]=unarchived", "edca");
    row("engagement_status[]=link_clicked", "c");
    row("engagement_status[]=interacted&engagement_status[]=read", "ca");
    row("channel_id=mail-1", "b");
    row("channel_id=none", "");
    row("source=invoice", "dc");
    row("source=none", "");
    row("tenant=acme", "edba"); // and those without a tenant
    row("tenant=nobody", "eda");
    row("message_ids[]=a&message_ids[]=e&message_ids[]=zzz", "ea");
    row("message_ids[]=a&message_ids[]=e&status[]=queued", "a");
    row("workflow_categories[]=money", "dc");
    row("workflow_categories[]=money&workflow_categories[]=talk", "dcba");
    row("workflow_categories=talk&source=comment", "ba");
    row("workflow_categories[]=nothing", "");
    row("trigger_data=%7B%22n%22:1%7D", "ba"); // a number, not the text, not a nested one
    row("trigger_data=%7B%22n%22:%221%22%7D", "c");
    row("trigger_data=%7B%22ok%22:true%7D", "a");
    row("trigger_data=%7B%22none%22:null%7D", "a");
    row("trigger_data=%7B%22s%22:%22x+y%22,%22n%22:1%7D", "b");
    row("trigger_data=%7B%22k%5C%22ey%22:2%7D", "d");
    row("trigger_data=%7B%7D", "edcba");
    row("inserted_at.gt=2026-01-10T12:00:02Z", "edc");
    row("inserted_at.gte=2026-01-10T12:00:02Z", "edcb");
    row("inserted_at.lt=2026-01-10T12:00:02Z", "a");
    row("inserted_at.lte=2026-01-10T12:00:02Z", "ba");
    row("inserted_at.gte=2026-01-10T12:00:02Z&inserted_at.lt=2026-01-10T12:00:04Z", "cb");
    row("inserted_at.gt=2030-01-01T00:00:00Z", "");
    row("inserted_at.lt=2020-01-01T00:00:00Z", "");
    row("workflow_run_id=run-1&status[]=sent", "b");
    row("source=invoice&status[]=bounced&tenant=acme&channel_id=feed-1&engagement_status[]=unread", "d");
}

void TestSandboxMessages::filters()
{
    QFETCH(QByteArray, query);
    Fixture f;
    addVariety(f);
    const Reply reply = f.get("/v1/messages?" + query);
    QCOMPARE(reply.status, 200);
    QTEST(reply.ids().join(QString()), "ids");
    QFETCH(QString, ids);
    QCOMPARE(f.get("/v1/users/ada/messages?" + query).ids().join(QString()),
             QString(ids).remove(u'c').remove(u'e'));
    QCOMPARE(f.get("/v1/messages?page_size=1&" + query).cursor("after").isNull(), ids.size() <= 1);
}

void TestSandboxMessages::filteredPagesJoinUp()
{
    Fixture f;
    for (int i = 0; i < 40; ++i)
        f.addMessage(
            {.id = QString::number(i),
             .status
             = QStringList {QStringLiteral("queued"), QStringLiteral("sent"), QStringLiteral("bounced")}.at(
                 i % 3)});
    const QByteArray query
        = "/v1/messages?page_size=5&status[]=queued&status[]=bounced&inserted_at.gte=2026-01-10T12:00:05Z"
          "&inserted_at.lt=2026-01-10T12:00:36Z";
    QStringList forth;
    QByteArray cursor;
    for (Reply page = f.get(query);; page = f.get(query + "&after=" + cursor)) {
        forth += page.ids();
        if (page.cursor("after").isNull())
            break;
        cursor = text(page.cursor("after"));
    }
    QStringList expected;
    for (int i = 34; i >= 4; --i) {
        if (i % 3 != 1)
            expected += QString::number(i);
    }
    QCOMPARE(forth, expected);
    const Reply back = f.get(query + "&before=" + cursor);
    QCOMPARE(back.ids(), expected.mid(expected.indexOf(back.ids().first()), 5));
}

void TestSandboxMessages::messagesOfAUser()
{
    Fixture f;
    addVariety(f);
    QCOMPARE(f.get("/v1/users/ada/messages").ids().join(QString()), QStringLiteral("dba"));
    QCOMPARE(f.get("/v1/users/ada/messages").at("items").isArray(), true);
    QCOMPARE(f.get("/v1/users/none/messages").status, 404);
}

void TestSandboxMessages::shapeOfAMessage()
{
    Fixture f;
    f.addMessage({.id = QStringLiteral("a"),
                  .tenant = QStringLiteral("acme"),
                  .data = "{\"n\":1}",
                  .actors = "[\"bo\",{\"id\":\"x\",\"collection\":\"teams\"}]",
                  .collection = QStringLiteral("teams")});
    const QJsonObject message = f.get("/v1/messages/a").object();
    const QJsonObject expected
        = QJsonDocument::fromJson(R"({"__typename":"Message","id":"a","channel_id":"feed-1",
        "channel":{"id":"feed-1","key":"in-app","name":"Feed","provider":"in_app_feed_knock","type":"in_app_feed",
        "created_at":"2024-01-01T00:00:00Z","updated_at":"2024-01-01T00:00:00Z"},
        "recipient":{"id":"ada","collection":"teams"},"actors":["bo",{"id":"x","collection":"teams"}],"workflow":"comment",
        "tenant":"acme","status":"delivered","engagement_statuses":[],"seen_at":null,"read_at":null,"interacted_at":null,
        "link_clicked_at":null,"clicked_at":null,"archived_at":null,"recipient_snapshot":null,"scheduled_at":null,"inserted_at":"2026-01-10T12:00:01Z",
        "updated_at":"2026-01-10T12:00:01Z","data":{"n":1},"metadata":null,"source":{"__typename":"WorkflowSource",
        "type":"workflow","key":"comment","version_id":"v1","categories":["talk"],"step_ref":"feed_step",
        "workflow_run_id":"run-1","workflow_recipient_run_id":null}})")
              .object();
    QCOMPARE(message, expected);
    QCOMPARE(f.get("/v1/messages/none").status, 404);
}

void TestSandboxMessages::eventsActivitiesAndLogs()
{
    Fixture f;
    f.addUser(QStringLiteral("ada"));
    f.addUser(QStringLiteral("bo"), {{QStringLiteral("name"), QStringLiteral("Bo")}});
    const qint64 seq = f.addMessage({.id = QStringLiteral("a")});
    f.addActivity(seq, QStringLiteral("act1"), QStringLiteral("bo"), "{\"n\":1}");
    f.addActivity(seq, QStringLiteral("act2"), {}, "{\"n\":2}");
    f.addActivity(seq, QStringLiteral("act3"), QStringLiteral("gone"));
    f.store->run(
        QStringLiteral(
            "INSERT INTO delivery_logs (id, message_seq, service_name, request, response, inserted_at)"
            " VALUES ('log', ?, 'SendGrid', '{\"method\":\"POST\"}', '{\"status\":500}', ?)"),
        {seq, f.now.us});
    const QJsonArray activities = f.get("/v1/messages/a/activities").rows();
    QCOMPARE(activities.size(), 3);
    QCOMPARE(activities[0]
                 .toObject()
                 .value(QLatin1StringView("actor"))
                 .toObject()
                 .value(QLatin1StringView("name"))
                 .toString(),
             QStringLiteral("Bo"));
    QVERIFY(activities[1].toObject().value(QLatin1StringView("actor")).isNull());
    QCOMPARE(activities[2]
                 .toObject()
                 .value(QLatin1StringView("actor"))
                 .toObject()
                 .value(QLatin1StringView("id"))
                 .toString(),
             QStringLiteral("gone"));
    QCOMPARE(activities[0]
                 .toObject()
                 .value(QLatin1StringView("recipient"))
                 .toObject()
                 .value(QLatin1StringView("id"))
                 .toString(),
             QStringLiteral("ada"));
    QCOMPARE(f.get("/v1/messages/a/activities?trigger_data=%7B%22n%22:2%7D").ids(),
             QStringList {QStringLiteral("act2")});
    const Reply page = f.get("/v1/messages/a/activities?page_size=2");
    QCOMPARE(f.get("/v1/messages/a/activities?page_size=2&after=" + text(page.cursor("after"))).ids(),
             QStringList {QStringLiteral("act3")});

    const QJsonObject log = f.get("/v1/messages/a/delivery_logs").rows()[0].toObject();
    QCOMPARE(log.value(QLatin1StringView("service_name")).toString(), QStringLiteral("SendGrid"));
    QCOMPARE(log.value(QLatin1StringView("response")).toObject().value(QLatin1StringView("status")).toInt(),
             500);
    for (const char *part : {"events", "activities", "delivery_logs", "content"})
        QCOMPARE(f.get(QByteArray("/v1/messages/none/") + part).status, 404);
}

static void setColumn(Fixture &f, const char *id, const char *column, const QVariant &value)
{
    f.store->run(QStringLiteral("UPDATE messages SET %1 = ? WHERE id = ?").arg(QLatin1StringView(column)),
                 {value, QString::fromLatin1(id)});
}

void TestSandboxMessages::messagesOfAnObject()
{
    Fixture f;
    addVariety(f);
    f.addTenant("ada", {{"name", "Ada Ltd"}});
    f.store->run(
        "INSERT INTO objects (collection, id, properties, updated_at) VALUES ('teams', 'ada', '{}', 0)");
    f.addMessage({.id = "g", .collection = "teams"});
    QCOMPARE(f.get("/v1/objects/teams/ada/messages").ids().join(QString()), "ge");
    QCOMPARE(f.get("/v1/objects/teams/ada/messages?source=gone").ids().join(QString()), "e");
    QCOMPARE(f.get("/v1/objects/%24tenants/ada/messages").ids(), QStringList());
    QCOMPARE(f.get("/v1/objects/teams/none/messages").status, 404);
    QCOMPARE(f.get("/v1/objects/teams/ada/messages?page_size=51").fields(), QStringList {"page_size"});
    const QByteArray cursor = text(f.get("/v1/objects/teams/ada/messages?page_size=1").cursor("after"));
    QCOMPARE(f.get("/v1/objects/teams/ada/messages?after=" + cursor).ids().join(QString()), "e");
}

void TestSandboxMessages::messagesOfARun()
{
    Fixture f;
    f.addUser("ada");
    f.addMessages(1, 4);
    setColumn(f, "m02", "run_id", "run-2");
    setColumn(f, "m03", "run_id", "run-2");
    setColumn(f, "m03", "recipient_run_id", "rr-3");
    setColumn(f, "m03", "step_ref", "mail_2");
    for (const QByteArray &list : {QByteArray("/v1/messages"), QByteArray("/v1/users/ada/messages")}) {
        QCOMPARE(f.get(list + "?workflow_run_id=run-2").ids(), names(3, 2));
        QCOMPARE(f.get(list + "?workflow_recipient_run_id=rr-3").ids(), names(3, 3));
        QCOMPARE(f.get(list + "?workflow_recipient_run_id=rr-3&workflow_run_id=run-1").ids(), QStringList());
    }
    const QJsonObject source = f.get("/v1/messages/m03").at("source").toObject();
    QCOMPARE(source.value("workflow_recipient_run_id"), QJsonValue("rr-3"));
    QCOMPARE(source.value("step_ref"), QJsonValue("mail_2"));
}

void TestSandboxMessages::objectsAct()
{
    Fixture f;
    f.addUser("ada");
    f.store->run("INSERT INTO objects (collection, id, properties, updated_at) VALUES ('bots', 'x',"
                 " '{\"name\":\"Robbie\"}', 0)");
    const qint64 seq = f.addMessage({.id = "a", .actors = R"([{"id":"x","collection":"bots"},"x"])"});
    f.addActivity(seq, "act", "x");
    f.store->run("UPDATE activities SET actor_collection = 'bots'");
    f.addActivity(seq, "act2", "x"); // a user of the same id
    const QJsonObject actor
        = f.get("/v1/messages/a/activities").rows().at(0).toObject().value("actor").toObject();
    QCOMPARE(actor.value("__typename"), QJsonValue("Object"));
    QCOMPARE(valueAt(actor, "properties.name"), QJsonValue("Robbie"));
    const QJsonObject item = f.get("/v1/users/ada/feeds/feed-1").rows().at(0).toObject();
    QCOMPARE(item.value("actors").toArray().at(0).toObject(), actor);
    QCOMPARE(item.value("actors").toArray().at(1).toObject().value("__typename"), QJsonValue("User"));
    QCOMPARE(item.value("total_actors").toInt(), 2);
}

QTEST_GUILESS_MAIN(TestSandboxMessages)
#include "tst_sandbox_messages.moc"
