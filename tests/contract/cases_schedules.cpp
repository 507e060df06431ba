// Schedules: E46 to E51, X07.
#include "api/schema/schedule.h"
#include "contract/cases.h"

#include <QTest>

using namespace api;

namespace contract {

namespace {

const QByteArray allSchedules = "/v1/schedules";
const Step planned {
    "POST", allSchedules,
    R"({"recipients":["planner"],"workflow":"mention","scheduled_at":"2026-04-01T09:00:00Z"})"};
const Step madePlanner {"PUT", "/v1/users/planner", R"({"timezone":"Europe/Oslo"})"};
const Step madeDock {"PUT", "/v1/objects/docks/planned", "{}"};

QByteArray person(int i)
{
    return "{\"id\":" + quotedId("planned", i) + '}';
}

void scheduleLists(Cases &c)
{
    c.on("E46");
    c.ok("of a workflow", allSchedules + "?workflow=mention", {}, reads<Page<Schedule>>())
        .given(madePlanner)
        .given(planned);
    c.ok("of one recipient", allSchedules + "?workflow=mention&recipients[]=nobody-at-all", {}, hasRows(0));
    c.ok("of an object and a person",
         allSchedules
             + "?workflow=mention&recipients[0][id]=none-at-all&recipients[0][collection]=docks"
               "&recipients[1]=nobody-at-all",
         {}, hasRows(0));
    c.ok("of a tenant", allSchedules + "?workflow=mention&tenant=none-at-all", {}, hasRows(0));
    c.bad("no workflow", allSchedules, {}, {"workflow"});
    c.paging(allSchedules + "?workflow=mention");

    c.on("E47");
    const QByteArray ofUser = "/v1/users/planner/schedules";
    c.ok("a person's", ofUser + "?workflow=mention", {}, reads<Page<Schedule>>())
        .given(madePlanner)
        .given(planned)
        .then([](Service &, const Answer &a) { QVERIFY(!a.rows().isEmpty()); });
    c.ok("of any workflow", ofUser, {}, reads<Page<Schedule>>());
    c.ok("of a tenant", ofUser + "?tenant=none-at-all", {}, hasRows(0));
    c.missing("of nobody", "/v1/users/nobody-at-all/schedules");
    c.paging(ofUser);

    c.on("E48");
    const QByteArray ofDock = "/v1/objects/docks/planned/schedules";
    c.ok("an object's", ofDock + "?workflow=mention", {}, reads<Page<Schedule>>())
        .given(madeDock)
        .given({"POST", allSchedules,
                R"({"recipients":[{"id":"planned","collection":"docks"}],"workflow":"mention",
                    "scheduled_at":"2026-04-01T09:00:00Z"})"})
        .then(says("entries.0.recipient.collection", "docks"));
    c.ok("of any workflow", ofDock, {}, reads<Page<Schedule>>()).given(madeDock);
    c.missing("of no object", "/v1/objects/docks/none-at-all/schedules");
    c.paging(ofDock);
}

void create(Cases &c)
{
    c.on("E49");
    c.ok("every week", allSchedules,
         R"({"recipients":["planner"],"workflow":"mention","actor":"planner","tenant":"acme","data":{"a":1},
             "repeats":[{"frequency":"weekly","interval":1,"days":["mon"],"hours":8,"minutes":30,
                         "day_of_month":null}],"ending_at":"2027-01-01T00:00:00Z"})",
         reads<Page<Schedule>>())
        .given(madePlanner)
        .then(hasRows(1))
        // Monday at half past eight in Oslo, which is an hour ahead of UTC in winter.
        .then(says("0.next_occurrence_at", "2026-03-16T07:30:00Z"))
        .then(says("0.last_occurrence_at", QJsonValue::Null))
        .then(says("0.recipient.timezone", "Europe/Oslo"))
        .then(says("0.repeats.0.frequency", "weekly"))
        .then(says("0.data.a", 1));
    c.ok("once", allSchedules,
         R"({"recipients":["planner"],"workflow":"mention","repeats":null,"actor":null,"data":null,"tenant":null,
             "ending_at":null,"scheduled_at":"2026-04-01T09:00:00Z"})",
         reads<Page<Schedule>>())
        .given(madePlanner)
        .then(says("0.next_occurrence_at", "2026-04-01T09:00:00Z"));
    c.ok("days in one word", allSchedules,
         R"({"recipients":["planner"],"workflow":"mention","repeats":[{"frequency":"daily","days":"weekends"}]})",
         reads<Page<Schedule>>())
        .given(madePlanner);
    const auto body = [](const QByteArray &list) {
        return R"({"workflow":"mention","scheduled_at":"2026-04-01T09:00:00Z","recipients":)" + list + '}';
    };
    c.listLimit(allSchedules, "recipients", 100, body, person);
    c.idLimit(allSchedules, "recipients[0].id",
              [&](const QByteArray &id) { return body(R"([{"id":")" + id + R"("}])"); });
    c.bad("neither once nor repeated", allSchedules, R"({"recipients":["planner"],"workflow":"mention"})",
          {"repeats", "scheduled_at"});
    c.bad("each field of a wrong type", allSchedules,
          R"({"recipients":["planner"],"workflow":7,"actor":[],"data":"x","tenant":7,"scheduled_at":"soon",
              "ending_at":1})",
          {"workflow", "actor", "data", "tenant", "scheduled_at", "ending_at"});
    const auto rule = [](const char *text) {
        return R"({"recipients":["planner"],"workflow":"mention","repeats":[)" + QByteArray(text) + "]}";
    };
    c.bad("no frequency", allSchedules, rule("{}"), {"repeats[0].frequency"});
    c.bad("a frequency that is none", allSchedules, rule(R"({"frequency":"yearly"})"),
          {"repeats[0].frequency"});
    c.ok("the last hour and minute", allSchedules, rule(R"({"frequency":"daily","hours":23,"minutes":59})"))
        .atLimit("hours");
    c.bad("past the last hour and minute", allSchedules,
          rule(R"({"frequency":"daily","hours":24,"minutes":60})"),
          {"repeats[0].hours", "repeats[0].minutes"})
        .atLimit("hours");
    c.ok("the last day", allSchedules, rule(R"({"frequency":"monthly","day_of_month":31})"))
        .atLimit("day_of_month");
    c.bad("past the last day", allSchedules, rule(R"({"frequency":"monthly","day_of_month":32})"),
          {"repeats[0].day_of_month"})
        .atLimit("day_of_month");
    c.bad("no days between", allSchedules, rule(R"({"frequency":"daily","interval":0})"),
          {"repeats[0].interval"});
    c.bad("a day that is none", allSchedules, rule(R"({"frequency":"weekly","days":["monday"]})"),
          {"repeats[0].days"});
    c.error("no workflow of that name", allSchedules,
            R"({"recipients":["planner"],"workflow":"none-at-all","scheduled_at":"2026-04-01T09:00:00Z"})",
            404, "workflow_missing");
    c.error("an unknown actor", allSchedules,
            R"({"recipients":["planner"],"workflow":"mention","actor":"nobody-at-all",
                "scheduled_at":"2026-04-01T09:00:00Z"})",
            400, "actor_missing");
}

void change(Cases &c, const Known &k)
{
    const QByteArray one = R"("schedule_ids":[")" + k.schedule + R"("])";
    const auto body = [](const QByteArray &list) { return "{\"schedule_ids\":" + list + '}'; };
    const auto ids = [&](int count) {
        return body('[' + joined(count, [&](int) { return '"' + k.schedule + '"'; }) + ']');
    };
    c.on("E50");
    c.ok("repeated from now on", allSchedules,
         '{' + one + R"(,"repeats":[{"frequency":"daily","hours":7}],"scheduled_at":null,"data":{"b":2}})",
         reads<Page<Schedule>>())
        .then(says("0.repeats.0.frequency", "daily"))
        .then(says("0.data.b", 2));
    c.ok("once from now on", allSchedules,
         '{' + one + R"(,"repeats":null,"scheduled_at":"2026-05-01T00:00:00Z"})")
        .then(says("0.next_occurrence_at", "2026-05-01T00:00:00Z"));
    c.ok("what is left out stays", allSchedules, '{' + one + R"(,"tenant":"acme"})")
        .then(says("0.tenant", "acme"))
        .then(says("0.next_occurrence_at", "2026-05-01T00:00:00Z"));
    c.ok("100 ids", allSchedules, ids(100), hasRows(1)).atLimit("schedule_ids");
    c.bad("101 ids", allSchedules, ids(101), {"schedule_ids"}).atLimit("schedule_ids");
    c.error("an unknown actor", allSchedules, '{' + one + R"(,"actor":"nobody-at-all"})", 400,
            "actor_missing");
    c.bad("no ids", allSchedules, R"({"data":{}})", {"schedule_ids"});
    c.bad("ids in text", allSchedules, R"({"schedule_ids":"x"})", {"schedule_ids"});
    c.bad("a number among the ids", allSchedules, R"({"schedule_ids":[1]})", {"schedule_ids"});
    c.bad("each field of a wrong type", allSchedules,
          '{' + one
              + R"(,"actor":[],"data":"x","tenant":7,"repeats":"daily","scheduled_at":"soon","ending_at":1})",
          {"actor", "data", "tenant", "repeats", "scheduled_at", "ending_at"});

    c.on("E51");
    c.bad("101 ids", allSchedules, ids(101), {"schedule_ids"}).atLimit("schedule_ids");
    c.bad("no ids", allSchedules, "{}", {"schedule_ids"});
    c.bad("a number among the ids", allSchedules, R"({"schedule_ids":[1]})", {"schedule_ids"});
    c.bad("an id of none", allSchedules, R"({"schedule_ids":["?"]})", {"schedule_ids"});
    c.ok("100 times one, and says which", allSchedules, ids(100), reads<Page<Schedule>>())
        .atLimit("schedule_ids")
        .then(hasRows(1))
        .then(says("0.id", QString::fromLatin1(k.schedule)));

    c.on("X07");
    const QByteArray bulk = "/v1/schedules/bulk/create";
    c.ok("some", bulk,
         R"({"schedules":[{"recipient":"planner","workflow":"mention","scheduled_at":"2026-06-01T00:00:00Z"},
             {"recipient":{"id":"bulk-planner","name":"B"},"workflow":"mention",
              "repeats":[{"frequency":"daily"}]}]})",
         reads<BulkOperation>())
        .given(madePlanner)
        .then([](Service &s, const Answer &a) {
            QVERIFY(s.settle());
            QCOMPARE(s.get("/v1/users/bulk-planner/schedules").rows().size(), 1);
            const Answer over
                = s.get("/v1/bulk_operations/" + a.at(QLatin1StringView("id")).toString().toLatin1());
            QCOMPARE(over.at(QLatin1StringView("success_count")).toInt(), 2);
        });
    c.listLimit(
        bulk, "schedules", 1000, [](const QByteArray &list) { return "{\"schedules\":" + list + '}'; },
        [](int i) {
            return "{\"recipient\":" + person(i % 50)
                + R"(,"workflow":"mention","scheduled_at":"2026-06-01T00:00:00Z"})";
        });
    c.bad("one without recipient and workflow", bulk,
          R"({"schedules":[{"scheduled_at":"2026-06-01T00:00:00Z"}]})",
          {"schedules[0].recipient", "schedules[0].workflow"});
}

} // namespace

void scheduleCases(Cases &c, const Known &k)
{
    scheduleLists(c);
    create(c);
    change(c, k);
}

} // namespace contract
