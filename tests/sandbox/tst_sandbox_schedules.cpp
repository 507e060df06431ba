#include "api/sandbox/schedules.h"
#include "sandbox/sandboxfixture.h"

#include <QUuid>

using namespace sandboxtest;

class TestSandboxSchedules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void createsOneForEach();
    void createsWithInlineEnds();
    void timezones_data();
    void timezones();
    void oneOff_data();
    void oneOff();
    void daysInWords();
    void refused_data();
    void refused();
    void missing();
    void lists();
    void listsNeedTheirOwner();
    void updateKeepsAndClears();
    void updateOfTiming();
    void updateRefused_data();
    void updateRefused();
    void removes();
    void atTheLimit();
    void takesWhatIsDue();
    void takesInOrder();
    void aOneOffRunsOnce();
    void followsTheTimezone();

private:
    static constexpr char daily[] = R"([{"frequency":"daily","hours":9,"minutes":30}])";
    static QByteArray bodyFor(const QByteArray &recipients, const QByteArray &rest)
    {
        return R"({"workflow":"comment","recipients":)" + recipients + ',' + rest + '}';
    }
    static QJsonObject first(const Reply &reply) { return reply.json.array().at(0).toObject(); }
    static QByteArray idOf(const Reply &reply) { return first(reply).value("id").toString().toLatin1(); }
    static QString nextOf(const QJsonValue &schedule)
    {
        return schedule.toObject().value("next_occurrence_at").toString();
    }
    static QByteArray ids(const QByteArrayList &all)
    {
        return "\"schedule_ids\":[\"" + all.join("\",\"") + "\"]";
    }
};

void TestSandboxSchedules::createsOneForEach()
{
    Fixture f; // 2026-01-10T12:00:00Z, a Saturday
    f.addUser("ada", {{"name", "Ada"}});
    f.send("PUT", "/v1/objects/docks/seven", "{}");
    f.addUser("bo");
    f.addTenant("port", {{"name", "Port"}});
    const Reply made = f.send("POST", "/v1/schedules",
                              bodyFor(R"(["ada",{"id":"seven","collection":"docks"}])",
                                      R"("repeats":[{"frequency":"weekly","days":["tue","mon"],"hours":8}],)"
                                      R"("actor":"bo","tenant":"port","data":{"n":1})"));
    QCOMPARE(made.status, 200);
    QCOMPARE(made.json.array().size(), 2);
    const QJsonObject one = first(made);
    QCOMPARE(one.value("__typename").toString(), "Schedule");
    QVERIFY(!QUuid::fromString(one.value("id").toString()).isNull());
    QVERIFY(one.value("id") != made.json.array().at(1).toObject().value("id"));
    QCOMPARE(one.value("workflow").toString(), "comment");
    QCOMPARE(one.value("recipient").toObject().value("name").toString(), "Ada");
    QCOMPARE(one.value("actor").toObject().value("id").toString(), "bo");
    QCOMPARE(one.value("tenant").toString(), "port");
    QCOMPARE(one.value("data").toObject(), (QJsonObject {{"n", 1}}));
    QCOMPARE(one.value("repeats").toArray(),
             (QJsonArray {QJsonObject {{"__typename", "ScheduleRepeat"},
                                       {"frequency", "weekly"},
                                       {"interval", 1},
                                       {"day_of_month", QJsonValue::Null},
                                       {"days", QJsonArray {"mon", "tue"}},
                                       {"hours", 8},
                                       {"minutes", 0}}}));
    QCOMPARE(nextOf(one), "2026-01-12T08:00:00Z");
    QVERIFY(one.value("last_occurrence_at").isNull());
    QCOMPARE(one.value("inserted_at").toString(), f.now.toWire());
    QVERIFY(!one.contains("scheduled_at"));
    const QJsonObject other = made.json.array().at(1).toObject();
    QCOMPARE(other.value("recipient").toObject().value("collection").toString(), "docks");
}

void TestSandboxSchedules::createsWithInlineEnds()
{
    Fixture f;
    const Reply made
        = f.send("POST", "/v1/schedules",
                 bodyFor(R"([{"id":"ada","timezone":"Europe/Oslo"},"ghost"])",
                         R"("repeats":[{"frequency":"daily","hours":9,"minutes":30}],)"
                         R"("actor":{"id":"bo","name":"Bo"},"tenant":{"id":"port","name":"Port"})"));
    QCOMPARE(made.status, 200);
    QCOMPARE(nextOf(first(made)), "2026-01-11T08:30:00Z"); // of the timezone that came along
    QCOMPARE(f.get("/v1/users/bo").at("name").toString(), "Bo");
    QCOMPARE(f.get("/v1/tenants/port").at("name").toString(), "Port");
    QCOMPARE(f.get("/v1/users/ghost").status, 200);
    QCOMPARE(first(made).value("data").toObject(), QJsonObject());
}

void TestSandboxSchedules::timezones_data()
{
    QTest::addColumn<QByteArray>("recipient");
    QTest::addColumn<QString>("next");
    QTest::newRow("none: UTC") << QByteArray(R"("nowhere")") << "2026-01-11T09:30:00Z";
    QTest::newRow("no such zone: UTC") << QByteArray(R"("moon")") << "2026-01-11T09:30:00Z";
    QTest::newRow("user") << QByteArray(R"("oslo")") << "2026-01-11T08:30:00Z";
    QTest::newRow("later today") << QByteArray(R"("york")") << "2026-01-10T14:30:00Z";
    QTest::newRow("object") << QByteArray(R"({"id":"seven","collection":"docks"})") << "2026-01-11T00:30:00Z";
}

void TestSandboxSchedules::timezones()
{
    QFETCH(QByteArray, recipient);
    QFETCH(QString, next);
    Fixture f;
    f.addUser("nowhere");
    f.addUser("moon", {{"timezone", "Moon/Base"}});
    f.addUser("oslo", {{"timezone", "Europe/Oslo"}});
    f.addUser("york", {{"timezone", "America/New_York"}});
    f.send("PUT", "/v1/objects/docks/seven", R"({"timezone":"Asia/Tokyo"})");
    const Reply made
        = f.send("POST", "/v1/schedules", bodyFor('[' + recipient + ']', QByteArray("\"repeats\":") + daily));
    QCOMPARE(nextOf(first(made)), next);
}

void TestSandboxSchedules::oneOff_data()
{
    QTest::addColumn<QByteArray>("rest");
    QTest::addColumn<QString>("next");
    const auto row = [](const char *name, const char *rest, const char *next) {
        QTest::newRow(name) << QByteArray(rest) << QString::fromLatin1(next);
    };
    row("to come", R"("scheduled_at":"2026-02-01T00:00:00Z")", "2026-02-01T00:00:00Z");
    row("another offset", R"("scheduled_at":"2026-02-01T02:00:00+02:00")", "2026-02-01T00:00:00Z");
    row("no rules", R"("scheduled_at":"2026-02-01T00:00:00Z","repeats":[])", "2026-02-01T00:00:00Z");
    row("now", R"("scheduled_at":"2026-01-10T12:00:00Z","repeats":null)", "2026-01-10T12:00:00Z");
    row("past: at once", R"("scheduled_at":"2025-01-10T12:00:00Z")", "2026-01-10T12:00:00Z");
    row("at the end", R"("scheduled_at":"2026-02-01T00:00:00Z","ending_at":"2026-02-01T00:00:00Z")",
        "2026-02-01T00:00:00Z");
    row("after the end", R"("scheduled_at":"2026-02-01T00:00:00Z","ending_at":"2026-01-31T00:00:00Z")", "");
    row("past with its end", R"("scheduled_at":"2025-02-01T00:00:00Z","ending_at":"2025-03-31T00:00:00Z")",
        "");
    row("starts later",
        R"("repeats":[{"frequency":"daily","hours":6}],"scheduled_at":"2026-03-01T07:00:00Z")",
        "2026-03-02T06:00:00Z");
    row("repeats until", R"("repeats":[{"frequency":"daily","hours":6}],"ending_at":"2026-01-11T05:00:00Z")",
        "");
    row("the earliest rule",
        R"("repeats":[{"frequency":"daily","hours":23},{"frequency":"daily","hours":13}])",
        "2026-01-10T13:00:00Z");
}

void TestSandboxSchedules::oneOff()
{
    QFETCH(QByteArray, rest);
    QFETCH(QString, next);
    Fixture f;
    const Reply made = f.send("POST", "/v1/schedules", bodyFor(R"(["ada"])", rest));
    QCOMPARE(made.status, 200);
    QCOMPARE(nextOf(first(made)), next);
    QCOMPARE(first(made).value("next_occurrence_at").isNull(), next.isEmpty());
    QVERIFY(first(made).value("repeats").isArray());
}

void TestSandboxSchedules::daysInWords()
{
    Fixture f;
    const auto daysFor = [&](const QByteArray &word) {
        return first(f.send("POST", "/v1/schedules",
                            bodyFor(R"(["ada"])",
                                    R"("repeats":[{"frequency":"weekly","days":")" + word + R"("}])")))
            .value("repeats")
            .toArray()
            .at(0)
            .toObject()
            .value("days")
            .toArray();
    };
    QCOMPARE(daysFor("weekdays"), (QJsonArray {"mon", "tue", "wed", "thu", "fri"}));
    QCOMPARE(daysFor("weekends"), (QJsonArray {"sat", "sun"}));
}

void TestSandboxSchedules::refused_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("fields");
    const auto row = [](const char *name, const QByteArray &body, const QStringList &fields) {
        QTest::newRow(name) << body << fields;
    };
    const QByteArray at = R"("scheduled_at":"2026-02-01T00:00:00Z")";
    row("nothing", "{}", {"workflow", "recipients", "repeats", "scheduled_at"});
    row("no timing", bodyFor(R"(["new"])", R"("data":{})"), {"repeats", "scheduled_at"});
    row("blank timing", bodyFor(R"(["new"])", R"("repeats":[],"scheduled_at":null)"),
        {"repeats", "scheduled_at"});
    row("no time", bodyFor(R"(["new"])", R"("scheduled_at":"soon")"), {"scheduled_at"});
    row("a number for a time", bodyFor(R"(["new"])", R"("scheduled_at":17,"ending_at":false)"),
        {"scheduled_at", "ending_at"});
    row("no end", bodyFor(R"(["new"])", at + R"(,"ending_at":"2026-13-01T00:00:00Z")"), {"ending_at"});
    row("repeats", bodyFor(R"(["new"])", R"("repeats":"daily")"), {"repeats"});
    row("a rule", bodyFor(R"(["new"])", R"("repeats":[{"frequency":"yearly","hours":24,"days":["monday"]}])"),
        {"repeats[0].frequency", "repeats[0].days", "repeats[0].hours"});
    row("too many rules",
        bodyFor(R"(["new"])",
                "\"repeats\":[" + QByteArrayList(101, R"({"frequency":"daily"})").join(',') + ']'),
        {"repeats"});
    row("data", bodyFor(R"(["new"])", at + R"(,"data":[1])"), {"data"});
    row("actor", bodyFor(R"(["new"])", at + R"(,"actor":{"name":"x"})"), {"actor.id"});
    row("tenant", bodyFor(R"(["new"])", at + R"(,"tenant":5)"), {"tenant"});
    row("recipients", bodyFor("[{}]", at), {"recipients[0].id"});
    row("workflow", R"({"workflow":5,"recipients":["new"],)" + at + '}', {"workflow"});
    row("past the limit", bodyFor("[" + QByteArrayList(101, "\"new\"").join(',') + "]", at), {"recipients"});
}

void TestSandboxSchedules::refused()
{
    QFETCH(QByteArray, body);
    QFETCH(QStringList, fields);
    Fixture f;
    const QByteArray before = f.dump();
    const Reply reply = f.send("POST", "/v1/schedules", body);
    QCOMPARE(reply.status, 422);
    QCOMPARE(reply.code(), "invalid_params");
    QCOMPARE(reply.fields(), fields);
    QCOMPARE(f.dump(), before);
}

void TestSandboxSchedules::missing()
{
    Fixture f;
    const QByteArray before = f.dump();
    const QByteArray rest = R"("scheduled_at":"2026-02-01T00:00:00Z")";
    const Reply workflow
        = f.send("POST", "/v1/schedules", R"({"workflow":"none","recipients":[{"id":"new"}],)" + rest + '}');
    QCOMPARE(workflow.status, 404);
    QCOMPARE(workflow.code(), "workflow_missing");
    const Reply actor
        = f.send("POST", "/v1/schedules", bodyFor(R"([{"id":"new"}])", rest + R"(,"actor":"nobody")"));
    QCOMPARE(actor.status, 400);
    QCOMPARE(actor.code(), "actor_missing");
    QCOMPARE(f.dump(), before);
}

void TestSandboxSchedules::lists()
{
    Fixture f;
    const auto make = [&](const QByteArray &workflow, const QByteArray &recipient, const QByteArray &tenant) {
        return idOf(f.send("POST", "/v1/schedules",
                           R"({"workflow":")" + workflow + R"(","recipients":[)" + recipient
                               + R"(],"tenant":)" + tenant + R"(,"scheduled_at":"2026-02-01T00:00:00Z"})"));
    };
    const QByteArray a = make("comment", "\"ada\"", "null"), b = make("comment", "\"bo\"", "\"port\""),
                     c = make("invoice", "\"ada\"", "\"port\""),
                     d = make("comment", R"({"id":"ada","collection":"docks"})", "\"port\"");
    QMap<QString, QString> names {{a, "a"}, {b, "b"}, {c, "c"}, {d, "d"}};
    const auto found = [&](const QByteArray &target) {
        QString out;
        const QStringList all = f.get(target).ids();
        for (const QString &id : all)
            out += names.value(id, "?");
        return out;
    };
    QCOMPARE(found("/v1/schedules?workflow=comment"), "dba");
    QCOMPARE(found("/v1/schedules?workflow=comment&tenant=port"), "db");
    QCOMPARE(found("/v1/schedules?workflow=comment&recipients[]=ada"), "a");
    QCOMPARE(found("/v1/schedules?workflow=comment&recipients[0][id]=ada&recipients[0][collection]=docks"
                   "&recipients[1]=bo"),
             "db");
    QCOMPARE(found("/v1/schedules?workflow=none"), "");
    QCOMPARE(found("/v1/users/ada/schedules"), "ca");
    QCOMPARE(found("/v1/users/ada/schedules?workflow=invoice"), "c");
    QCOMPARE(found("/v1/users/ada/schedules?tenant=port"), "c");
    QCOMPARE(found("/v1/objects/docks/ada/schedules"), "d");
    QCOMPARE(found("/v1/objects/docks/ada/schedules?workflow=comment&tenant=none"), "");
    const Reply page = f.get("/v1/schedules?workflow=comment&page_size=1");
    QCOMPARE(page.cursor("after"), page.rows().at(0).toObject().value("__cursor"));
    QCOMPARE(found("/v1/schedules?workflow=comment&after=" + page.cursor("after").toString().toLatin1()),
             "ba");
}

void TestSandboxSchedules::listsNeedTheirOwner()
{
    Fixture f;
    QCOMPARE(f.get("/v1/schedules").fields(), QStringList {"workflow"});
    QCOMPARE(f.get("/v1/schedules?workflow=").status, 422);
    QCOMPARE(f.get("/v1/users/none/schedules").status, 404);
    QCOMPARE(f.get("/v1/objects/docks/none/schedules").status, 404);
    QCOMPARE(f.get("/v1/schedules?workflow=comment&page_size=0").fields(), QStringList {"page_size"});
}

void TestSandboxSchedules::updateKeepsAndClears()
{
    Fixture f;
    const Reply made = f.send(
        "POST", "/v1/schedules",
        bodyFor(R"(["ada","bo"])",
                QByteArray(R"("actor":{"id":"cy"},"tenant":"port","data":{"n":1},"repeats":)") + daily));
    const QByteArray id = idOf(made);
    f.now.us += second;
    const Reply kept = f.send("PUT", "/v1/schedules", '{' + ids({id}) + R"(,"data":{"m":2}})");
    QCOMPARE(kept.status, 200);
    QCOMPARE(kept.json.array().size(), 1);
    QJsonObject expected = first(made);
    expected.insert("data", QJsonObject {{"m", 2}});
    expected.insert("updated_at", f.now.toWire());
    QCOMPARE(first(kept), expected);
    const Reply cleared
        = f.send("PUT", "/v1/schedules", '{' + ids({id}) + R"(,"data":null,"actor":null,"tenant":null})");
    QCOMPARE(first(cleared).value("data").toObject(), QJsonObject());
    QVERIFY(first(cleared).value("actor").isNull());
    QVERIFY(first(cleared).value("tenant").isNull());
    // The other one of that call is as it was.
    QCOMPARE(f.get("/v1/users/bo/schedules").rows().at(0).toObject().value("data").toObject(),
             (QJsonObject {{"n", 1}}));
    // Both, in the order of the ids.
    const QByteArray other = made.json.array().at(1).toObject().value("id").toString().toLatin1();
    const Reply both
        = f.send("PUT", "/v1/schedules", '{' + ids({other, id, other}) + R"(,"tenant":"north"})");
    QCOMPARE(both.json.array().size(), 2);
    QCOMPARE(first(both).value("id").toString(), QString(other));
    QCOMPARE(f.get("/v1/users/ada/schedules?tenant=north").rows().size(), 1);
    QCOMPARE(f.get("/v1/tenants/north").status, 200);
}

void TestSandboxSchedules::updateOfTiming()
{
    Fixture f;
    const QByteArray id = idOf(
        f.send("POST", "/v1/schedules",
               bodyFor(R"([{"id":"ada","timezone":"Asia/Tokyo"}])", QByteArray("\"repeats\":") + daily)));
    const auto update = [&](const QByteArray &rest) {
        return f.send("PUT", "/v1/schedules", '{' + ids({id}) + ',' + rest + '}');
    };
    QCOMPARE(nextOf(first(update(R"("repeats":[{"frequency":"daily","hours":22}])"))),
             "2026-01-10T13:00:00Z");
    QCOMPARE(nextOf(first(update(R"("ending_at":"2026-01-10T12:30:00Z")"))), "");
    QCOMPARE(nextOf(first(update(R"("ending_at":null)"))), "2026-01-10T13:00:00Z");
    // To one that runs once, and back.
    QCOMPARE(nextOf(first(update(R"("repeats":null,"scheduled_at":"2026-05-01T00:00:00Z")"))),
             "2026-05-01T00:00:00Z");
    QCOMPARE(nextOf(first(update(R"("repeats":[{"frequency":"hourly"}],"scheduled_at":null)"))),
             "2026-01-10T12:00:00Z");
    // Nothing about its time: it stays.
    f.now.us += 7200 * second;
    QCOMPARE(nextOf(first(update(R"("data":{})"))), "2026-01-10T12:00:00Z");
}

void TestSandboxSchedules::updateRefused_data()
{
    QTest::addColumn<QByteArray>("verb");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("fields");
    const auto row
        = [](const char *name, const char *verb, const QByteArray &body, const QStringList &fields) {
              QTest::newRow(name) << QByteArray(verb) << body << fields;
          };
    for (const char *verb : {"PUT", "DELETE"}) {
        row("none", verb, "{}", {"schedule_ids"});
        row("no list", verb, R"({"schedule_ids":"x"})", {"schedule_ids"});
        row("malformed", verb, R"({"schedule_ids":["x"]})", {"schedule_ids"});
        row("unknown beside a known", verb,
            R"({"schedule_ids":["KNOWN","6f6d2b1e-4f5a-4a4e-9b0a-0d8a4c3f7e55"],"data":{}})",
            {"schedule_ids"});
        row("past the limit", verb, "{\"schedule_ids\":[" + QByteArrayList(101, "\"KNOWN\"").join(',') + "]}",
            {"schedule_ids"});
    }
    row("no timing left", "PUT", R"({"schedule_ids":["KNOWN"],"repeats":null})", {"repeats", "scheduled_at"});
    row("a rule", "PUT", R"({"schedule_ids":["KNOWN"],"repeats":[{"frequency":"daily","interval":0}]})",
        {"repeats[0].interval"});
    row("all of it", "PUT", R"({"schedule_ids":["x"],"scheduled_at":"x","data":1})",
        {"schedule_ids", "data", "scheduled_at"});
}

void TestSandboxSchedules::updateRefused()
{
    QFETCH(QByteArray, verb);
    QFETCH(QByteArray, body);
    QFETCH(QStringList, fields);
    Fixture f;
    const QByteArray id
        = idOf(f.send("POST", "/v1/schedules", bodyFor(R"(["ada"])", QByteArray("\"repeats\":") + daily)));
    const QByteArray before = f.dump();
    const Reply reply = f.send(verb, "/v1/schedules", body.replace("KNOWN", id));
    QCOMPARE(reply.status, 422);
    QCOMPARE(reply.fields(), fields);
    QCOMPARE(f.dump(), before);
    if (QByteArray(QTest::currentDataTag()) == "malformed") {
        const QJsonObject error = reply.at("errors").toArray().at(0).toObject();
        QCOMPARE(error.value("type").toString(), "cast");
        QCOMPARE(error.value("message").toString(), "is invalid");
    }
}

void TestSandboxSchedules::removes()
{
    Fixture f;
    const Reply made
        = f.send("POST", "/v1/schedules", bodyFor(R"(["ada","bo"])", QByteArray("\"repeats\":") + daily));
    const QByteArray id = idOf(made);
    const Reply gone = f.send("DELETE", "/v1/schedules", '{' + ids({id, id}) + '}');
    QCOMPARE(gone.status, 200);
    QCOMPARE(gone.json.array(), QJsonArray {made.json.array().at(0)});
    QCOMPARE(f.get("/v1/users/ada/schedules").rows().size(), 0);
    QCOMPARE(f.get("/v1/users/bo/schedules").rows().size(), 1);
    QCOMPARE(f.send("DELETE", "/v1/schedules", '{' + ids({id}) + '}').status, 422);
    f.send("DELETE", "/v1/users/bo");
    QVERIFY(nextScheduleDue(*f.store).isNull());
}

void TestSandboxSchedules::atTheLimit()
{
    Fixture f;
    QByteArrayList recipients;
    for (int i = 0; i < 100; ++i)
        recipients += "\"u" + QByteArray::number(i) + '"';
    const Reply made = f.send("POST", "/v1/schedules",
                              bodyFor('[' + recipients.join(',') + ']', QByteArray("\"repeats\":") + daily));
    QCOMPARE(made.json.array().size(), 100);
    QByteArrayList all;
    const QJsonArray rows = made.json.array();
    for (const QJsonValue &row : rows)
        all += row.toObject().value("id").toString().toLatin1();
    QCOMPARE(f.send("PUT", "/v1/schedules", '{' + ids(all) + R"(,"data":{"a":1}})").json.array().size(), 100);
    QCOMPARE(f.send("DELETE", "/v1/schedules", '{' + ids(all) + '}').json.array().size(), 100);
}

void TestSandboxSchedules::takesWhatIsDue()
{
    Fixture f;
    f.send("POST", "/v1/schedules",
           bodyFor(R"([{"id":"ada","timezone":"Europe/Oslo"}])",
                   R"("actor":{"id":"t","collection":"teams","size":2},"tenant":"port","data":{"n":1},)"
                   R"("repeats":[{"frequency":"daily","hours":9,"minutes":30}])"));
    const Timestamp due = nextScheduleDue(*f.store);
    QCOMPARE(due.toWire(), "2026-01-11T08:30:00Z");
    QVERIFY(!takeDueSchedule(*f.store, {due.us - 1}));
    const auto taken = takeDueSchedule(*f.store, {due.us + 5});
    QVERIFY(taken);
    QCOMPARE(taken->recipient, Ref::user("ada"));
    QCOMPARE(taken->actor, Ref::object("teams", "t"));
    QCOMPARE(taken->workflow, "comment");
    QCOMPARE(taken->tenant, "port");
    QCOMPARE(taken->data, (QJsonObject {{"n", 1}}));
    QCOMPARE(taken->lastAt.toWire(), "2026-01-11T08:30:00Z");
    QCOMPARE(taken->nextAt.toWire(), "2026-01-12T08:30:00Z");
    QVERIFY(!takeDueSchedule(*f.store, {due.us + 5}));
    const QJsonObject row = f.get("/v1/users/ada/schedules").rows().at(0).toObject();
    QCOMPARE(row.value("last_occurrence_at").toString(), "2026-01-11T08:30:00Z");
    QCOMPARE(nextOf(row), "2026-01-12T08:30:00Z");
    // Missed ones are taken one by one, each at its time.
    const Timestamp later = Timestamp::fromWire(u"2026-01-14T00:00:00Z");
    QStringList times;
    while (const auto missed = takeDueSchedule(*f.store, later))
        times += missed->lastAt.toWire();
    QCOMPARE(times, (QStringList {"2026-01-12T08:30:00Z", "2026-01-13T08:30:00Z"}));
}

void TestSandboxSchedules::takesInOrder()
{
    Fixture f;
    for (const char *at : {"03", "01", "02", "01"})
        f.send("POST", "/v1/schedules",
               bodyFor(R"(["u)" + QByteArray::number(f.now.us % 7) + R"("])",
                       QByteArray(R"("data":{"day":")") + at + R"("},"scheduled_at":"2026-02-)" + at
                           + R"(T00:00:00Z")"));
    QStringList days;
    QList<qint64> seqs;
    while (const auto taken = takeDueSchedule(*f.store, Timestamp::fromWire(u"2026-03-01T00:00:00Z"))) {
        days += taken->data.value("day").toString();
        seqs += taken->seq;
    }
    QCOMPARE(days, (QStringList {"01", "01", "02", "03"}));
    QVERIFY(seqs.at(0) < seqs.at(1));
    QVERIFY(nextScheduleDue(*f.store).isNull());
}

void TestSandboxSchedules::aOneOffRunsOnce()
{
    Fixture f;
    const QByteArray id = idOf(
        f.send("POST", "/v1/schedules", bodyFor(R"(["ada"])", R"("scheduled_at":"2026-01-10T12:00:01Z")")));
    f.now.us += 2 * second;
    const auto taken = takeDueSchedule(*f.store, f.now);
    QVERIFY(taken && taken->nextAt.isNull());
    // What is changed about it later does not bring it back, but another moment does.
    const auto update = [&](const QByteArray &rest) {
        return first(f.send("PUT", "/v1/schedules", '{' + ids({id}) + ',' + rest + '}'));
    };
    QCOMPARE(nextOf(update(R"("data":{"n":1})")), "");
    QCOMPARE(nextOf(update(R"("ending_at":"2027-01-01T00:00:00Z")")), "");
    QCOMPARE(nextOf(update(R"("scheduled_at":"2026-01-10T13:00:00Z")")), "2026-01-10T13:00:00Z");
}

void TestSandboxSchedules::followsTheTimezone()
{
    Fixture f;
    f.send("POST", "/v1/schedules",
           bodyFor(R"(["ada",{"id":"ada","collection":"docks"}])", QByteArray("\"repeats\":") + daily));
    f.send("POST", "/v1/schedules", bodyFor(R"(["ada"])", R"("scheduled_at":"2026-02-01T00:00:00Z")"));
    const auto next
        = [&](const QByteArray &owner) { return nextOf(f.get(owner + "/schedules").rows().last()); };
    f.send("PUT", "/v1/users/ada", R"({"timezone":"America/New_York"})");
    QCOMPARE(next("/v1/users/ada"), "2026-01-10T14:30:00Z");
    QCOMPARE(next("/v1/objects/docks/ada"), "2026-01-11T09:30:00Z");
    QCOMPARE(nextOf(f.get("/v1/users/ada/schedules").rows().first()), "2026-02-01T00:00:00Z");
    f.send("PUT", "/v1/objects/docks/ada", R"({"timezone":"Europe/Oslo"})");
    QCOMPARE(next("/v1/objects/docks/ada"), "2026-01-11T08:30:00Z");
    f.send("PUT", "/v1/users/ada", R"({"timezone":null})");
    QCOMPARE(next("/v1/users/ada"), "2026-01-11T09:30:00Z");
}

QTEST_GUILESS_MAIN(TestSandboxSchedules)
#include "tst_sandbox_schedules.moc"
