// Audiences: X09 to X11.
#include "api/schema/audience.h"
#include "contract/cases.h"

#include <QTest>

using namespace api;

namespace contract {

namespace {

const QByteArray membersOf(const char *audience)
{
    return QByteArray("/v1/audiences/") + audience + "/members";
}

QByteArray memberList(int count)
{
    return "{\"members\":["
        + joined(count, [](int i) { return "{\"user\":{\"id\":" + quotedId("member", i) + "}}"; }) + "]}";
}

const QByteArray ada = R"({"members":[{"user":{"id":"ada","name":"Ada"},"tenant":"acme"}]})";

void badMembers(Cases &c, const QByteArray &target)
{
    c.bad("no members", target, "{}", {"members"});
    c.bad("members that are no list", target, R"({"members":{}})", {"members"});
    c.bad("each wrong in its own way", target,
          R"({"members":["ada",{},{"user":"ada"},{"user":{"name":"A"}},{"user":{"id":"a/b"}},
              {"user":{"id":"dock","collection":"docks"}},{"user":{"id":"a"},"tenant":7}]})",
          {"members[0]", "members[1].user", "members[2].user", "members[3].user.id", "members[4].user.id",
           "members[5].user", "members[6].tenant"});
    c.bad("1001 members", target, memberList(1001), {"members"}).atLimit("members");
    c.missing("no such audience", membersOf("none-at-all"), ada);
}

} // namespace

void audienceCases(Cases &c, const Known &)
{
    const Step made {"POST", membersOf("vip") + "?create_audience=true", ada};
    const auto membersLeft = [](int count) {
        return
            [count](Service &s, const Answer &) { QCOMPARE(s.get(membersOf("vip")).rows().size(), count); };
    };
    c.on("X09");
    c.ok("the made world's", membersOf("beta-testers"), {}, reads<Page<AudienceMember>>())
        .then([](Service &, const Answer &a) { QVERIFY(!a.rows().isEmpty()); });
    c.ok("one", membersOf("vip"), {}, reads<Page<AudienceMember>>())
        .given(made)
        .then(says("entries.0.__typename", "AudienceMember"))
        .then(says("entries.0.user_id", "ada"))
        .then(says("entries.0.user.name", "Ada"))
        .then(says("entries.0.tenant", "acme"))
        .then(says("entries.0.added_at", standingTime));
    c.ok("an empty one", membersOf("trial-ending"), {}, hasRows(0));
    c.paging(membersOf("beta-testers"));
    c.missing("none", membersOf("none-at-all"));

    c.on("X10");
    c.nothing("makes the audience when told", membersOf("fresh") + "?create_audience=true", ada)
        .then([](Service &s, const Answer &) {
            QCOMPARE(s.get(membersOf("fresh")).rows().size(), 1);
            QCOMPARE(s.get("/v1/users/ada").at(QLatin1StringView("name")).toString(), QStringLiteral("Ada"));
        });
    c.nothing("for another tenant, and for none", membersOf("vip"),
              R"({"members":[{"user":{"id":"ada"},"tenant":"brightwater"},{"user":{"id":"ada"},"tenant":null},
                  {"user":{"id":"ada"},"tenant":"acme"}]})")
        .given(made)
        .then(membersLeft(3));
    c.nothing("nobody", membersOf("trial-ending"), R"({"members":[]})");
    c.nothing("1000 members", membersOf("trial-ending"), memberList(1000)).atLimit("members");
    badMembers(c, membersOf("trial-ending"));
    c.nothing("a key of 256", membersOf(QByteArray(256, 'k')) + "?create_audience=true", ada).atLimit("key");
    c.bad("a key of 257", membersOf(QByteArray(257, 'k')) + "?create_audience=true", ada, {"key"})
        .atLimit("key");
    c.bad("to make it or not", membersOf("vip") + "?create_audience=perhaps", ada, {"create_audience"});

    c.on("X11");
    c.nothing("of that tenant only", membersOf("vip"),
              R"({"members":[{"user":{"id":"ada"},"tenant":"acme"},{"user":{"id":"nobody"}}]})")
        .given({"POST", membersOf("vip") + "?create_audience=true",
                R"({"members":[{"user":{"id":"ada"},"tenant":"acme"},{"user":{"id":"eve"}},
                    {"user":{"id":"ada"},"tenant":"brightwater"},{"user":{"id":"ada"}}]})"})
        .then(membersLeft(3));
    c.nothing("1000 members", membersOf("trial-ending"), memberList(1000)).atLimit("members");
    badMembers(c, membersOf("trial-ending"));
}

} // namespace contract
