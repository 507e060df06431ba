// In-app guides: X18 to X23.
#include "api/schema/guide.h"
#include "contract/cases.h"

#include <QJsonDocument>
#include <QTest>

using namespace api;

namespace contract {

namespace {

const QByteArray tourId = "9974d75b-3338-44fe-a179-0134676b1b69"; // of resources/sandbox/guides.json

// The body of a mark of the tour, with more members or others in their place.
QByteArray tourMark(const Known &k, const QJsonObject &more = {})
{
    QJsonObject body {{"channel_id", QString::fromLatin1(k.guides)},
                      {"guide_id", QString::fromLatin1(tourId)},
                      {"guide_key", "welcome-tour"},
                      {"guide_step_ref", "welcome"}};
    for (auto it = more.begin(); it != more.end(); ++it)
        body.insert(it.key(), *it);
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

QByteArray guidesOf(const Known &k, const char *user)
{
    return QByteArray("/v1/users/") + user + "/guides/" + k.guides;
}

QByteArray marksOf(const char *user)
{
    return QByteArray("/v1/users/") + user + "/guides/messages/";
}

QJsonObject guideIn(const Answer &answer, const char *key)
{
    for (const QJsonValue &entry : answer.rows()) {
        if (entry["key"] == QJsonValue(key))
            return entry.toObject();
    }
    return {};
}

QString refusalIn(const Answer &answer, const char *key)
{
    for (const QJsonValue &entry : answer.at(QLatin1StringView("ineligible_guides")).toArray()) {
        if (entry["key"] == QJsonValue(key))
            return entry["reason"].toString();
    }
    return {};
}

// What the message of the tour's first step says now.
QJsonValue markIn(Service &s, const Known &k, const char *user, const char *what)
{
    const QJsonObject tour = guideIn(s.get(guidesOf(k, user)), "welcome-tour");
    return tour.value("steps").toArray().at(0)["message"][QLatin1StringView(what)];
}

void reading(Cases &c, const Known &k)
{
    const Step free {"PUT", "/v1/users/freda", R"({"name":"Freda","plan":"free"})"};
    c.on("X18");
    c.ok("of a known user", guidesOf(k, "freda"), {}, reads<Guides>())
        .given(free)
        .then([](Service &, const Answer &a) {
            const QJsonValue first = guideIn(a, "welcome-tour").value("steps").toArray().at(0);
            QCOMPARE(first["content"]["title"].toString(), QStringLiteral("Welcome, Freda"));
            QVERIFY(first["message"]["id"].isNull());
            QVERIFY(!guideIn(a, "upgrade-card").isEmpty());
            QCOMPARE(refusalIn(a, "beta-timeline"), QStringLiteral("not_in_target_audience"));
            QCOMPARE(refusalIn(a, "summer-survey"), QStringLiteral("guide_not_active"));
            QCOMPARE(a.at(QLatin1StringView("guide_groups.0.key")).toString(), QStringLiteral("default"));
        });
    c.ok("of nobody", guidesOf(k, "nobody-at-all"), {}, reads<Guides>()).then([](Service &, const Answer &a) {
        QCOMPARE(refusalIn(a, "upgrade-card"), QStringLiteral("target_conditions_not_met"));
    });
    c.ok("of a type, filled in with data",
         guidesOf(k, "freda") + "?type=card&data=%7B%22page%22%3A%22Roadmap%22%7D&tenant=acme", {},
         hasRows(1))
        .given(free)
        .then(says("entries.0.steps.0.content.body", "Your plan is used up on Roadmap."));
    c.ok("for a member of the audience", guidesOf(k, "tester"), {}, reads<Guides>())
        .given({"POST", "/v1/audiences/beta-testers/members", R"({"members":[{"user":{"id":"tester"}}]})"})
        .then([](Service &, const Answer &a) { QVERIFY(!guideIn(a, "beta-timeline").isEmpty()); });
    c.badQuery(guidesOf(k, "freda"), "data", "%7B");
    c.error("no such channel", "/v1/users/freda/guides/00000000-0000-4000-8000-000000000000", {}, 404,
            "channel_invalid");
    c.error("a channel without guides", "/v1/users/freda/guides/" + k.feed, {}, 422, "channel_invalid");
}

// What every mark refuses. `more`: what this one needs beside the step.
void badMarks(Cases &c, const Known &k, const char *word, const QJsonObject &more = {})
{
    const QByteArray target = marksOf("marker") + word;
    const auto with = [&](const char *key, const QJsonValue &value) {
        QJsonObject changed = more;
        changed.insert(QLatin1StringView(key), value);
        return tourMark(k, changed);
    };
    c.bad("nothing said", target, "{}", {"channel_id", "guide_id", "guide_key", "guide_step_ref"}).among();
    c.bad("wrong types", target,
          R"({"channel_id":1,"guide_id":[],"guide_key":{},"guide_step_ref":true,"tenant":7,"content":{}})",
          {"channel_id", "guide_id", "guide_key", "guide_step_ref", "tenant"});
    c.missing("no such guide", target, with("guide_key", "none"));
    c.bad("the id of another guide", target, with("guide_id", "none"), {"guide_id"});
    c.bad("no such step", target, with("guide_step_ref", "none"), {"guide_step_ref"});
    c.error("no such channel", target, with("channel_id", "none"), 404, "channel_invalid");
    c.error("a channel without guides", target, with("channel_id", QString::fromLatin1(k.email)), 422,
            "channel_invalid");
}

void marking(Cases &c, const Known &k)
{
    const QJsonObject shown {{"content", QJsonObject {{"title", "Welcome"}}}};
    const Step fresh {"PUT", "/v1/users/marker/guides/engagements/reset", R"({"guide_key":"welcome-tour"})"};
    c.on("X19");
    c.ok("a step", marksOf("marker") + "seen", tourMark(k, shown), says("status", "ok"))
        .given(fresh)
        .then([k](Service &s, const Answer &) {
            QCOMPARE(markIn(s, k, "marker", "seen_at").toString(), QString(standingTime));
            const QByteArray id = markIn(s, k, "marker", "id").toString().toLatin1();
            const Answer message = s.get("/v1/messages/" + id);
            QCOMPARE(message.at(QLatin1StringView("source.type")).toString(), QStringLiteral("guide"));
            QCOMPARE(message.at(QLatin1StringView("source.key")).toString(), QStringLiteral("welcome-tour"));
            QCOMPARE(s.get("/v1/messages/" + id + "/events").rows().at(0)["type"].toString(),
                     QStringLiteral("message.seen"));
        });
    c.ok("for a tenant", marksOf("marker") + "seen",
         tourMark(k, {{"content", QJsonObject()}, {"tenant", "acme"}, {"data", QJsonObject {{"n", 1}}}}))
        .given(fresh)
        .then([k](Service &s, const Answer &) { QVERIFY(markIn(s, k, "marker", "id").isNull()); });
    c.bad("content and data that are none", marksOf("marker") + "seen",
          tourMark(k, {{"content", "text"}, {"data", 7}}), {"content", "data"});
    badMarks(c, k, "seen", shown);

    c.on("X20");
    c.ok("a step", marksOf("marker") + "interacted",
         tourMark(k, {{"metadata", QJsonObject {{"button", "start"}}}}), says("status", "ok"))
        .given(fresh)
        .then([k](Service &s, const Answer &) {
            QCOMPARE(markIn(s, k, "marker", "interacted_at").toString(), QString(standingTime));
            QCOMPARE(markIn(s, k, "marker", "read_at").toString(), QString(standingTime));
        });
    c.bad("metadata that are none", marksOf("marker") + "interacted", tourMark(k, {{"metadata", 7}}),
          {"metadata"});
    badMarks(c, k, "interacted");

    c.on("X21");
    c.ok("one step of several", marksOf("marker") + "archived", tourMark(k), says("status", "ok"))
        .given(fresh)
        .then([k](Service &s, const Answer &) {
            const Answer guides = s.get(guidesOf(k, "marker"));
            QVERIFY(!guideIn(guides, "welcome-tour").isEmpty());
            QCOMPARE(guides.at(QLatin1StringView("guide_group_display_logs.default")).toString(),
                     QString(standingTime));
        });
    c.ok("the last one", marksOf("quick") + "archived",
         tourMark(k, {{"is_final", true}, {"unthrottled", true}}))
        .then([k](Service &s, const Answer &) {
            const Answer guides = s.get(guidesOf(k, "quick"));
            QCOMPARE(refusalIn(guides, "welcome-tour"), QStringLiteral("marked_as_archived"));
            QVERIFY(guides.at(QLatin1StringView("guide_group_display_logs")).toObject().isEmpty());
        });
    c.bad("yes or no", marksOf("marker") + "archived", tourMark(k, {{"is_final", "yes"}, {"unthrottled", 1}}),
          {"is_final", "unthrottled"});
    badMarks(c, k, "archived");
}

void takingBack(Cases &c, const Known &k)
{
    const QByteArray tour = R"({"guide_key":"welcome-tour"})";
    const Step archived {"PUT", marksOf("back") + "archived", tourMark(k, {{"is_final", true}})};
    for (const auto &[number, target] :
         {std::pair("X22", QByteArray(marksOf("back") + "archived")),
          std::pair("X23", QByteArray("/v1/users/back/guides/engagements/reset"))}) {
        const bool forgets = qstrcmp(number, "X23") == 0;
        c.on(number);
        c.ok("it is back", target, tour, says("status", "ok"))
            .given(archived)
            .then([k, forgets](Service &s, const Answer &) {
                QVERIFY(!guideIn(s.get(guidesOf(k, "back")), "welcome-tour").isEmpty());
                QCOMPARE(markIn(s, k, "back", "id").isNull(), forgets);
            });
        c.ok("of another tenant", target, R"({"guide_key":"welcome-tour","tenant":"acme"})")
            .given(archived)
            .then([k](Service &s, const Answer &) {
                QCOMPARE(refusalIn(s.get(guidesOf(k, "back")), "welcome-tour"),
                         QStringLiteral("marked_as_archived"));
            });
        c.bad("which?", target, "{}", {"guide_key"});
        c.bad("wrong types", target, R"({"guide_key":7,"tenant":[]})", {"guide_key", "tenant"});
        c.missing("no such guide", target, R"({"guide_key":"none"})");
    }
}

} // namespace

void guideCases(Cases &c, const Known &k)
{
    reading(c, k);
    marking(c, k);
    takingBack(c, k);
}

} // namespace contract
