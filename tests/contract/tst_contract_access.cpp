// Who may call what, with which verb, and how often: for every endpoint of the registry, over real HTTP.
#include "api/schema/registry.h"
#include "contract/service.h"

#include <QTest>

using namespace api;
using namespace contract;

namespace {

enum class May { No, Publishable, Granted }; // a publishable key call it

// By hand from the list of endpoints: requests per second, and whether a publishable key may call it, alone
// or with a token that grants it.
struct Row
{
    const char *endpoint;
    int perSecond;
    May open = May::No;
};
constexpr Row rows[] = {
    {"E01", 1000},
    {"E02", 1000},
    {"E03", 200},
    {"E04", 200},
    {"E05", 200},
    {"E06", 200},
    {"E07", 60},
    {"E08", 200},
    {"E09", 200},
    {"E10", 5, May::Publishable},
    {"E11", 5, May::Publishable},
    {"E12", 60, May::Publishable},
    {"E13", 5, May::Publishable},
    {"E14", 5, May::Publishable},
    {"E15", 60, May::Publishable},
    {"E16", 200},
    {"E17", 200, May::Publishable},
    {"E18", 200},
    {"E19", 5},
    {"E20", 5},
    {"E21", 1},
    {"E22", 1},
    {"E23", 200},
    {"E24", 200},
    {"E25", 200},
    {"E26", 60},
    {"E27", 5},
    {"E28", 1},
    {"E29", 1},
    {"E30", 200},
    {"E31", 200},
    {"E32", 60},
    {"E33", 1},
    {"E34", 60},
    {"E35", 200, May::Publishable},
    {"E36", 200, May::Publishable},
    {"E37", 60, May::Publishable},
    {"E38", 200},
    {"E39", 200},
    {"E40", 60},
    {"E41", 1},
    {"E42", 200},
    {"E43", 200},
    {"E44", 60},
    {"E45", 5},
    {"E46", 200},
    {"E47", 200},
    {"E48", 200},
    {"E49", 60},
    {"E50", 60},
    {"E51", 60},
    {"E52", 200, May::Publishable},
    {"E53", 60, May::Publishable},
    {"E54", 60, May::Publishable},
    {"E55", 200},
    {"E56", 60},
    {"E57", 60},
    {"E58", 200},
    {"E59", 60, May::Granted},
    {"E60", 60, May::Granted},
    {"E61", 60, May::Granted},
    {"X01", 5},
    {"X02", 5},
    {"X03", 60},
    {"X04", 60},
    {"X05", 1},
    {"X06", 1},
    {"X07", 1},
    {"X08", 1},
    {"X09", 200},
    {"X10", 60},
    {"X11", 60},
    {"X12", 5, May::Granted},
    {"X13", 5, May::Granted},
    {"X14", 5, May::Granted},
    {"X15", 5, May::Granted},
    {"X16", 200, May::Publishable},
    {"X17", 60, May::Publishable},
    {"X18", 5, May::Publishable},
    {"X19", 5, May::Publishable},
    {"X20", 5, May::Publishable},
    {"X21", 5, May::Publishable},
    {"X22", 5, May::Publishable},
    {"X23", 5, May::Publishable},
    {"X24", 60},
    {"X25", 60},
};

const Row *rowOf(const EndpointInfo &endpoint)
{
    const auto found = std::find_if(std::begin(rows), std::end(rows), [&](const Row &row) {
        return qstrcmp(row.endpoint, endpoint.number) == 0;
    });
    return found == std::end(rows) ? nullptr : found;
}

// An address of the endpoint where nothing is: whatever is done there changes nothing.
QByteArray targetOf(const EndpointInfo &endpoint)
{
    QByteArray target = endpoint.path;
    for (char argument = '1'; argument <= '3'; ++argument)
        target.replace(QByteArray("%") + argument, "nothing-here");
    return target;
}

const Headers publishable {{"Authorization", "Bearer pk_test_sandbox"}};

} // namespace

class TestContractAccess : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void wrongKeys_data() { everyEndpoint(); }
    void wrongKeys();
    void publishableKey_data() { everyEndpoint(); }
    void publishableKey();
    void wrongVerbs_data() { everyEndpoint(); }
    void wrongVerbs();
    void noSuchAddress_data() { everyEndpoint(); }
    void noSuchAddress();
    void limits_data() { everyEndpoint(); }
    void limits();
    void feedsAreCountedForEachUser();
    void oneUpdateASecondOfAMessage();

private:
    void everyEndpoint();
    void refused(const Answer &answer, int status, const char *code, const char *type);
    Service m_service;
    Service m_limited {true};
};

void TestContractAccess::initTestCase()
{
    QVERIFY(m_service.start());
    QVERIFY(m_limited.start());
}

void TestContractAccess::everyEndpoint()
{
    QTest::addColumn<const EndpointInfo *>("endpoint");
    for (const EndpointInfo *endpoint : endpoints())
        QTest::addRow("%s %s", endpoint->number, endpoint->name) << endpoint;
}

void TestContractAccess::refused(const Answer &answer, int status, const char *code, const char *type)
{
    QVERIFY2(answer.status == status, (QByteArray::number(answer.status) + answer.body).constData());
    QCOMPARE(answer.code(), QString::fromLatin1(code));
    QCOMPARE(answer.at(QLatin1StringView("status")).toInt(), status);
    QCOMPARE(answer.at(QLatin1StringView("type")).toString(), QString::fromLatin1(type));
    QVERIFY(!answer.at(QLatin1StringView("message")).toString().isEmpty());
    QVERIFY(answer.headers.contains("x-request-id"));
}

void TestContractAccess::wrongKeys()
{
    QFETCH(const EndpointInfo *, endpoint);
    const QByteArray verb = verbName(endpoint->verb);
    const QByteArray state = m_service.state();
    const auto with = [&](const QByteArray &key) {
        return m_service.ask(verb, targetOf(*endpoint), "{}", {{"Authorization", key}});
    };
    refused(with({}), 401, "authentication_required", "authentication_error");
    refused(with("Basic c2s6"), 401, "authentication_required", "authentication_error");
    refused(with("Bearer sk_test_other"), 401, "api_key_missing", "authentication_error");
    refused(with("Bearer pk_test_other"), 401, "api_key_missing", "authentication_error");
    refused(with("Bearer sk_test_expired"), 401, "api_key_expired", "authentication_error");
    QVERIFY(m_service.state() == state);
}

void TestContractAccess::publishableKey()
{
    QFETCH(const EndpointInfo *, endpoint);
    const Row *row = rowOf(*endpoint);
    QVERIFY2(row, "no row says who may call this endpoint");
    const QByteArray state = m_service.state();
    const Answer answer = m_service.ask(verbName(endpoint->verb), targetOf(*endpoint), "[]", publishable);
    if (row->open == May::No) {
        refused(answer, 403, "incorrect_token_type", "authentication_error");
        QVERIFY(m_service.state() == state);
    } else if (row->open == May::Granted) {
        refused(answer, 401, "missing_user_token", "authentication_error");
    } else {
        QVERIFY2(answer.status != 401 && answer.status != 403, answer.body.constData());
        // Without a signing key nobody can tell whose token it is.
        Headers withToken = publishable;
        withToken.emplace("X-Knock-User-Token", "a.b.c");
        refused(m_service.ask(verbName(endpoint->verb), targetOf(*endpoint), "{}", withToken), 400,
                "missing_jwt_signing_key", "invalid_request_error");
    }
}

void TestContractAccess::wrongVerbs()
{
    QFETCH(const EndpointInfo *, endpoint);
    const Answer answer = m_service.ask("PATCH", targetOf(*endpoint), "{}");
    refused(answer, 405, "method_not_allowed", "invalid_request_error");
    const QByteArrayList allowed = answer.header("allow").split(',');
    const auto names = [&](const QByteArray &verb) {
        return std::any_of(allowed.begin(), allowed.end(),
                           [&](const QByteArray &name) { return name.trimmed() == verb; });
    };
    QVERIFY2(names(verbName(endpoint->verb)), answer.header("allow").constData());
    for (const char *verb : {"GET", "PUT", "POST", "DELETE"}) {
        if (!names(verb))
            QCOMPARE(m_service.ask(verb, targetOf(*endpoint)).status, 405);
    }
}

void TestContractAccess::noSuchAddress()
{
    QFETCH(const EndpointInfo *, endpoint);
    const QByteArray verb = verbName(endpoint->verb);
    refused(m_service.ask(verb, targetOf(*endpoint).replace("/v1/", "/v2/")), 404, "route_missing",
            "invalid_request_error");
    refused(m_service.ask(verb, targetOf(*endpoint) + "/a/b/c/d/e"), 404, "route_missing",
            "invalid_request_error");
}

void TestContractAccess::limits()
{
    QFETCH(const EndpointInfo *, endpoint);
    const Row *row = rowOf(*endpoint);
    QVERIFY2(row, "no row says how often this endpoint may be called");
    const QByteArray verb = verbName(endpoint->verb);
    const QByteArray target = targetOf(*endpoint);
    for (int i = 0; i < row->perSecond; ++i) // refused for what is in it, but counted
        QVERIFY2(m_limited.ask(verb, target, "[]").status != 429, QByteArray::number(i).constData());
    const QByteArray state = m_limited.state();
    const Answer answer = m_limited.ask(verb, target, "[]");
    refused(answer, 429, "rate_limited", "rate_limit_error");
    QCOMPARE(answer.header("retry-after"), QByteArray("1"));
    QVERIFY(m_limited.state() == state);
}

void TestContractAccess::feedsAreCountedForEachUser()
{
    Service service(true);
    QVERIFY(service.start());
    const QByteArray feed = "/feeds/7a21d9f4-5c06-4e38-8b6f-13e9c5d07a42";
    for (int i = 0; i < 5; ++i)
        QCOMPARE(service.get("/v1/users/one" + feed).status, 200);
    QCOMPARE(service.get("/v1/users/one" + feed).status, 429);
    QCOMPARE(service.get("/v1/users/two" + feed).status, 200);
}

// Over the limit the call still succeeds: the message is in the answer as it was, and a header names it.
void TestContractAccess::oneUpdateASecondOfAMessage()
{
    Service service(true);
    QVERIFY(service.start());
    const QStringList ids = service.get("/v1/messages?page_size=2").ids();
    const auto mark = [&](const char *word, const QStringList &of) {
        return service.ask("POST", QByteArray("/v1/messages/batch/") + word,
                           R"({"message_ids":[")" + of.join(QStringLiteral("\",\"")).toUtf8() + R"("]})");
    };
    QCOMPARE(mark("archived", {ids[0]}).header("x-ratelimited-message_ids"), QByteArray());
    QCOMPARE(service.ask("DELETE", "/v1/messages/" + ids[0].toUtf8() + "/archived").status, 200);
    const Answer answer = mark("archived", ids);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.header("x-ratelimited-message_ids"), ids[0].toUtf8());
    QCOMPARE(answer.rows().size(), 2);
    for (const QJsonValue &row : answer.rows())
        QCOMPARE(row[QLatin1StringView("archived_at")].isNull(), row[QLatin1StringView("id")] == ids[0]);
    QCOMPARE(mark("seen", ids).header("x-ratelimited-message_ids"), QByteArray()); // another word
}

QTEST_GUILESS_MAIN(TestContractAccess)
#include "tst_contract_access.moc"
