#include "api/sandbox/identify.h"
#include "api/sandbox/subscriptions.h"
#include "sandbox/sandboxfixture.h"

using namespace sandboxtest;

class TestSandboxSubscriptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addsAndAnswersInOrder();
    void updatesWhatIsThere();
    void identifiesOnTheWay();
    void makesWhoIsUnknown();
    void listsSubscribers();
    void listsWhatAnObjectFollows();
    void listsOfAUser();
    void filters_data();
    void filters();
    void filterUsesAnIndex();
    void includesPreferences();
    void removesAndReturns();
    void refused_data();
    void refused();
    void atTheLimit();
    void eachSubscriberMayChangeThings();
    void goWithTheirEnds();

private:
    static QStringList whos(const QJsonArray &rows, const char *end)
    {
        QStringList out;
        for (const QJsonValue &row : rows) {
            const QJsonObject who = row.toObject().value(QLatin1StringView(end)).toObject();
            const QString collection = who.value("collection").toString();
            out += (collection.isEmpty() ? QString() : collection + u'/') + who.value("id").toString();
        }
        return out;
    }
    static QJsonObject first(const Reply &reply) { return reply.json.array().at(0).toObject(); }
    static QByteArray manyRecipients(int count)
    {
        QByteArrayList ids;
        for (int i = 0; i < count; ++i)
            ids += QByteArray("\"u") + QByteArray::number(i) + '"';
        return "{\"recipients\":[" + ids.join(',') + "]}";
    }
};

void TestSandboxSubscriptions::addsAndAnswersInOrder()
{
    Fixture f;
    f.addUser("ada");
    f.send("PUT", "/v1/objects/docks/seven", R"({"name":"Dock 7"})");
    f.send("PUT", "/v1/objects/teams/a%20b", R"({"name":"A B"})");
    const Reply made = f.send(
        "POST", "/v1/objects/docks/seven/subscriptions",
        R"({"recipients":[{"id":"a b","collection":"teams"},"ada","ada"],"properties":{"role":"owner"}})");
    QCOMPARE(made.status, 200);
    QVERIFY(made.json.isArray());
    QCOMPARE(whos(made.json.array(), "recipient"), (QStringList {"teams/a b", "ada"}));
    const QJsonObject one = first(made);
    QCOMPARE(one.value("__typename").toString(), "ObjectSubscription");
    QCOMPARE(one.value("object").toObject().value("__typename").toString(), "Object");
    QCOMPARE(one.value("object").toObject().value("properties").toObject().value("name").toString(),
             "Dock 7");
    QCOMPARE(one.value("recipient").toObject().value("properties").toObject().value("name").toString(),
             "A B");
    QCOMPARE(one.value("properties").toObject(), (QJsonObject {{"role", "owner"}}));
    QCOMPARE(one.value("inserted_at").toString(), f.now.toWire());
    QCOMPARE(one.value("updated_at").toString(), f.now.toWire());
    QVERIFY(!one.contains("__cursor"));
    QVERIFY(!one.contains("id"));
}

void TestSandboxSubscriptions::updatesWhatIsThere()
{
    Fixture f;
    f.addUser("ada");
    const QByteArray address = "/v1/objects/docks/seven/subscriptions";
    const QString then = f.now.toWire();
    f.send("POST", address, R"({"recipients":["ada"],"properties":{"role":"owner","since":1}})");
    f.now.us += second;
    QJsonObject again
        = first(f.send("POST", address, R"({"recipients":["ada"],"properties":{"role":"guest"}})"));
    QCOMPARE(again.value("properties").toObject(), (QJsonObject {{"role", "guest"}}));
    QCOMPARE(again.value("inserted_at").toString(), then);
    QCOMPARE(again.value("updated_at").toString(), f.now.toWire());
    again = first(f.send("POST", address, R"({"recipients":["ada"],"properties":null})"));
    QCOMPARE(again.value("properties").toObject(), (QJsonObject {{"role", "guest"}}));
    QCOMPARE(f.get(address).rows().size(), 1);
    QVERIFY(first(f.send("POST", address, R"({"recipients":["bo"]})")).value("properties").isNull());
}

void TestSandboxSubscriptions::identifiesOnTheWay()
{
    Fixture f;
    f.addUser("ada", {{"email", "ada@harbor.test"}});
    const Reply made
        = f.send("POST", "/v1/objects/docks/seven/subscriptions",
                 R"({"recipients":[{"id":"ada","name":"Ada"},{"id":"x","collection":"teams","size":3},)"
                 R"({"id":"new"}]})");
    QCOMPARE(made.status, 200);
    const QJsonObject ada = first(made).value("recipient").toObject();
    QCOMPARE(ada.value("name").toString(), "Ada");
    QCOMPARE(ada.value("email").toString(), "ada@harbor.test");
    QCOMPARE(f.get("/v1/objects/teams/x").at("properties").toObject(), (QJsonObject {{"size", 3}}));
    QCOMPARE(f.get("/v1/users/new").status, 200);
}

void TestSandboxSubscriptions::makesWhoIsUnknown()
{
    Fixture f;
    const Reply made = f.send("POST", "/v1/objects/docks/seven/subscriptions", R"({"recipients":["ghost"]})");
    QCOMPARE(made.status, 200);
    QCOMPARE(first(made).value("recipient").toObject().value("updated_at").toString(), f.now.toWire());
    QCOMPARE(f.get("/v1/users/ghost").status, 200);
    QCOMPARE(f.get("/v1/objects/docks/seven").status, 200);
}

void TestSandboxSubscriptions::listsSubscribers()
{
    Fixture f;
    const QByteArray address = "/v1/objects/docks/seven/subscriptions";
    QCOMPARE(f.get(address).status, 404);
    f.send("PUT", "/v1/objects/docks/seven", "{}");
    QCOMPARE(f.get(address).rows().size(), 0);
    QVERIFY(f.get(address).cursor("after").isNull());
    f.send("POST", address, manyRecipients(5));
    f.send("POST", "/v1/objects/docks/eight/subscriptions", R"({"recipients":["other"]})");
    QCOMPARE(whos(f.get(address).rows(), "recipient"), (QStringList {"u4", "u3", "u2", "u1", "u0"}));
    QCOMPARE(whos(f.get(address + "?mode=object").rows(), "object"), QStringList(5, "docks/seven"));
    const Reply page = f.get(address + "?page_size=2");
    QCOMPARE(whos(page.rows(), "recipient"), (QStringList {"u4", "u3"}));
    QCOMPARE(page.cursor("after"), page.rows().at(1).toObject().value("__cursor"));
    const Reply next = f.get(address + "?page_size=2&after=" + page.cursor("after").toString().toLatin1());
    QCOMPARE(whos(next.rows(), "recipient"), (QStringList {"u2", "u1"}));
    const QByteArray back = next.cursor("before").toString().toLatin1();
    QCOMPARE(whos(f.get(address + "?before=" + back).rows(), "recipient"), (QStringList {"u4", "u3"}));
}

void TestSandboxSubscriptions::listsWhatAnObjectFollows()
{
    Fixture f;
    const QByteArray team = R"({"recipients":[{"id":"t","collection":"teams"}]})";
    f.send("POST", "/v1/objects/docks/seven/subscriptions", team);
    f.send("POST", "/v1/objects/docks/eight/subscriptions", team);
    f.send("POST", "/v1/objects/teams/t/subscriptions", R"({"recipients":["ada"]})");
    const Reply mine = f.get("/v1/objects/teams/t/subscriptions?mode=recipient");
    QCOMPARE(whos(mine.rows(), "object"), (QStringList {"docks/eight", "docks/seven"}));
    QCOMPARE(whos(mine.rows(), "recipient"), QStringList(2, "teams/t"));
    QCOMPARE(f.get("/v1/objects/teams/none/subscriptions?mode=recipient").status, 404);
    // A cursor of the one mode is none of the other.
    const QByteArray cursor = mine.rows().at(0).toObject().value("__cursor").toString().toLatin1();
    QCOMPARE(f.get("/v1/objects/teams/t/subscriptions?after=" + cursor).fields(), QStringList {"after"});
}

void TestSandboxSubscriptions::listsOfAUser()
{
    Fixture f;
    QCOMPARE(f.get("/v1/users/ada/subscriptions").status, 404);
    for (const char *dock : {"one", "two", "three"})
        f.send("POST", QByteArray("/v1/objects/docks/") + dock + "/subscriptions",
               R"({"recipients":["ada"]})");
    // An object of the same id is somebody else.
    f.send("POST", "/v1/objects/docks/four/subscriptions",
           R"({"recipients":[{"id":"ada","collection":"boats"}]})");
    const Reply list = f.get("/v1/users/ada/subscriptions");
    QCOMPARE(whos(list.rows(), "object"), (QStringList {"docks/three", "docks/two", "docks/one"}));
    QCOMPARE(whos(list.rows(), "recipient"), QStringList(3, "ada"));
}

void TestSandboxSubscriptions::filters_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QString>("found");
    const auto row = [](const char *name, const char *target, const char *found) {
        QTest::newRow(name) << QByteArray(target) << QString::fromLatin1(found);
    };
    row("one user", "/v1/objects/d/1/subscriptions?recipients[]=ada", "ada");
    row("users, plain", "/v1/objects/d/1/subscriptions?recipients=ada&recipients=bo", "bo ada");
    row("unknown", "/v1/objects/d/1/subscriptions?recipients[]=nobody", "");
    row("an object", "/v1/objects/d/1/subscriptions?recipients[0][id]=ada&recipients[0][collection]=teams",
        "teams/ada");
    row("mixed",
        "/v1/objects/d/1/"
        "subscriptions?recipients[0]=bo&recipients[1][id]=ada&recipients[1][collection]=teams",
        "teams/ada bo");
    row("of the other mode", "/v1/objects/d/1/subscriptions?objects[0][id]=x&objects[0][collection]=y",
        "teams/ada bo ada");
    row("by recipient", "/v1/objects/teams/ada/subscriptions?mode=recipient", "d/2 d/1");
    row("by recipient, one object",
        "/v1/objects/teams/ada/subscriptions?mode=recipient&objects[0][id]=1&objects[0][collection]=d",
        "d/1");
    row("by recipient, other filter", "/v1/objects/teams/ada/subscriptions?mode=recipient&recipients[]=bo",
        "d/2 d/1");
    row("of a user", "/v1/users/ada/subscriptions?objects[0][id]=2&objects[0][collection]=d", "d/2");
    row("of a user, both",
        "/v1/users/ada/"
        "subscriptions?objects[0][id]=2&objects[0][collection]=d&objects[1][id]=1&objects[1][collection]=d",
        "d/2 d/1");
    row("a user is no object", "/v1/users/ada/subscriptions?objects[]=1", "");
}

void TestSandboxSubscriptions::filters()
{
    QFETCH(QByteArray, target);
    QFETCH(QString, found);
    Fixture f;
    f.send("POST", "/v1/objects/d/1/subscriptions",
           R"({"recipients":["ada","bo",{"id":"ada","collection":"teams"}]})");
    f.send("POST", "/v1/objects/d/2/subscriptions",
           R"({"recipients":["ada",{"id":"ada","collection":"teams"}]})");
    const Reply reply = f.get(target);
    QCOMPARE(reply.status, 200);
    const bool ofObject = target.startsWith("/v1/objects/d/");
    QCOMPARE(whos(reply.rows(), ofObject ? "recipient" : "object").join(u' '), found);
}

// An object may have very many subscribers; asking for one of them must not walk through all.
void TestSandboxSubscriptions::filterUsesAnIndex()
{
    Fixture f;
    f.send("POST", "/v1/objects/d/1/subscriptions", R"({"recipients":["ada"]})");
    QStringList statements;
    f.store->setObserver([&](const QString &sql) {
        if (sql.contains("FROM subscriptions"))
            statements += sql;
    });
    f.get("/v1/objects/d/1/subscriptions?recipients[]=ada");
    f.get("/v1/users/ada/subscriptions?objects[0][id]=1&objects[0][collection]=d");
    f.store->setObserver({});
    QCOMPARE(statements.size(), 2);
    for (const QString &sql : statements) {
        QString plan;
        f.store->each("EXPLAIN QUERY PLAN " + sql, QVariantList(sql.count(u'?'), "1"),
                      [&](const QSqlQuery &row) {
                          plan += row.value(3).toString() + u'\n';
                          return true;
                      });
        QVERIFY2(plan.contains(
                     "object_collection=? AND object_id=? AND recipient_collection=? AND recipient_id=?"),
                 qPrintable(plan));
    }
}

void TestSandboxSubscriptions::includesPreferences()
{
    Fixture f;
    f.send("PUT", "/v1/users/ada/preferences/default", R"({"channel_types":{"sms":false}})");
    f.send("PUT", "/v1/objects/teams/t/preferences/default", R"({"channel_types":{"push":false}})");
    f.send("POST", "/v1/objects/d/1/subscriptions",
           R"({"recipients":["ada",{"id":"t","collection":"teams"}]})");
    const auto typesOf = [](const QJsonValue &row) {
        const QJsonObject who = row.toObject().value("recipient").toObject();
        return who.value("preferences").toArray().at(0).toObject().value("channel_types").toObject();
    };
    for (const char *name : {"include[]", "include"}) {
        const QJsonArray rows
            = f.get(QByteArray("/v1/objects/d/1/subscriptions?") + name + "=preferences").rows();
        QCOMPARE(typesOf(rows.at(0)), (QJsonObject {{"push", false}}));
        QCOMPARE(typesOf(rows.at(1)), (QJsonObject {{"sms", false}}));
    }
    QCOMPARE(typesOf(f.get("/v1/users/ada/subscriptions?include=preferences").rows().at(0)),
             (QJsonObject {{"sms", false}}));
    QVERIFY(!f.get("/v1/users/ada/subscriptions")
                 .rows()
                 .at(0)
                 .toObject()
                 .value("recipient")
                 .toObject()
                 .contains("preferences"));
    QCOMPARE(f.get("/v1/users/ada/subscriptions?include=friends").fields(), QStringList {"include"});
}

void TestSandboxSubscriptions::removesAndReturns()
{
    Fixture f;
    const QByteArray address = "/v1/objects/docks/seven/subscriptions";
    f.send("POST", address,
           R"({"recipients":["ada","bo",{"id":"bo","collection":"teams"}],"properties":{"a":1}})");
    const Reply gone = f.send("DELETE", address,
                              R"({"recipients":[{"id":"bo","collection":"teams"},"nobody","ada","ada"]})");
    QCOMPARE(gone.status, 200);
    QCOMPARE(whos(gone.json.array(), "recipient"), (QStringList {"teams/bo", "ada"}));
    QCOMPARE(first(gone).value("properties").toObject(), (QJsonObject {{"a", 1}}));
    QCOMPARE(first(gone).value("object").toObject().value("id").toString(), "seven");
    QCOMPARE(whos(f.get(address).rows(), "recipient"), QStringList {"bo"});
    QCOMPARE(f.get("/v1/users/ada").status, 200); // only the subscription is gone
    QCOMPARE(f.send("DELETE", address, R"({"recipients":["ada"]})").json.array().size(), 0);
    QCOMPARE(f.send("DELETE", "/v1/objects/docks/none/subscriptions", R"({"recipients":["ada"]})").status,
             200);
}

void TestSandboxSubscriptions::refused_data()
{
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("fields");
    const auto row = [](const char *name, const char *verb, const QByteArray &body, const QStringList &fields,
                        const char *target = "/v1/objects/docks/seven/subscriptions") {
        QTest::newRow(name) << QByteArray(verb) << QByteArray(target) << body << fields;
    };
    row("no recipients", "POST", "{}", {"recipients"});
    row("recipients no list", "POST", R"({"recipients":"ada"})", {"recipients"});
    row("recipient no id", "POST", R"({"recipients":["ada",{"name":"x"},7]})",
        {"recipients[1].id", "recipients[2]"});
    row("a bad definition", "POST", R"({"recipients":[{"id":"new","email":5}]})", {"recipients[0].email"});
    row("properties no map", "POST", R"({"recipients":["new"],"properties":[1]})", {"properties"});
    row("one past the limit", "POST", manyRecipients(101), {"recipients"});
    row("an id that can't be", "POST", R"({"recipients":["new"]})", {"object_id"},
        "/v1/objects/docks/a%2Fb/subscriptions");
    row("remove without any", "DELETE", {}, {"recipients"});
    row("remove past the limit", "DELETE", manyRecipients(101), {"recipients"});
    row("remove no definitions", "DELETE", R"({"recipients":[{"id":"ada","name":"Ada"}]})",
        {"recipients[0]"});
    row("mode", "GET", {}, {"mode"}, "/v1/objects/docks/seven/subscriptions?mode=both");
    row("page size", "GET", {}, {"page_size"}, "/v1/objects/docks/seven/subscriptions?page_size=51");
    row("cursors", "GET", {}, {"after"}, "/v1/users/ada/subscriptions?after=xyz");
}

void TestSandboxSubscriptions::refused()
{
    QFETCH(QByteArray, verb);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, body);
    QFETCH(QStringList, fields);
    Fixture f;
    f.addUser("ada");
    f.send("PUT", "/v1/objects/docks/seven", "{}");
    const QByteArray before = f.dump();
    const Reply reply = f.send(verb, target, body);
    QCOMPARE(reply.status, 422);
    QCOMPARE(reply.code(), "invalid_params");
    QCOMPARE(reply.fields(), fields);
    QCOMPARE(f.dump(), before);
}

void TestSandboxSubscriptions::atTheLimit()
{
    Fixture f;
    const QByteArray address = "/v1/objects/docks/seven/subscriptions";
    QCOMPARE(f.send("POST", address, manyRecipients(100)).json.array().size(), 100);
    QCOMPARE(f.send("DELETE", address, manyRecipients(100)).json.array().size(), 100);
    // Past what is stored, a property more makes one too large; the others of the call are not made either.
    const QByteArray half(200 * 1024, 'x');
    QCOMPARE(f.send("PUT", "/v1/users/big", "{\"a\":\"" + half + "\"}").status, 200);
    const QByteArray before = f.dump();
    const Reply reply
        = f.send("POST", address, "{\"recipients\":[\"new\",{\"id\":\"big\",\"b\":\"" + half + "\"}]}");
    QCOMPARE(reply.status, 422);
    QCOMPARE(reply.fields(), QStringList {"recipients[1]"});
    QCOMPARE(f.dump(), before);
}

void TestSandboxSubscriptions::eachSubscriberMayChangeThings()
{
    Fixture f;
    const Ref dock = Ref::object("docks", "seven"), team = Ref::object("teams", "t");
    for (int i = 0; i < 1203; ++i) // more than are read at once
        subscribe(*f.store, dock, Ref::user(QString::number(i)), {}, f.now);
    subscribe(*f.store, dock, team, QJsonObject {{"role", "crew"}}, f.now);
    subscribe(*f.store, team, Ref::user("ada"), {}, f.now);
    QStringList seen;
    QJsonObject crew;
    eachSubscriber(*f.store, dock, [&](const Ref &who, const QJsonObject &properties) {
        unsubscribe(*f.store, dock, who);
        seen += who.id;
        if (who == team) {
            crew = properties;
            eachSubscriber(*f.store, who, [&](const Ref &below, const QJsonObject &) {
                seen += below.id;
                return true;
            });
        }
        return true;
    });
    QCOMPARE(seen.size(), 1205);
    QCOMPARE(seen.first(), "0");
    QCOMPARE(seen.mid(1202), (QStringList {"1202", "t", "ada"}));
    QCOMPARE(crew, (QJsonObject {{"role", "crew"}}));
    int left = 0;
    eachSubscriber(*f.store, team, [&](const Ref &, const QJsonObject &) { return ++left < 1; });
    QCOMPARE(left, 1);
    QVERIFY(f.store->takeError().isNull());
}

void TestSandboxSubscriptions::goWithTheirEnds()
{
    Fixture f;
    f.send("POST", "/v1/objects/docks/seven/subscriptions",
           R"({"recipients":["ada","bo",{"id":"t","collection":"teams"}]})");
    f.send("POST", "/v1/objects/teams/t/subscriptions", R"({"recipients":["ada"]})");
    f.send("DELETE", "/v1/users/ada");
    QCOMPARE(whos(f.get("/v1/objects/docks/seven/subscriptions").rows(), "recipient"),
             (QStringList {"teams/t", "bo"}));
    f.send("DELETE", "/v1/objects/teams/t");
    QCOMPARE(whos(f.get("/v1/objects/docks/seven/subscriptions").rows(), "recipient"), QStringList {"bo"});
    f.send("DELETE", "/v1/objects/docks/seven");
    QCOMPARE(f.get("/v1/users/bo/subscriptions").rows().size(), 0);
}

QTEST_GUILESS_MAIN(TestSandboxSubscriptions)
#include "tst_sandbox_subscriptions.moc"
