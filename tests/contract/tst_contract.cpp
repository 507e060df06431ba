// Every endpoint of the registry over real HTTP: what it answers, what it refuses, and where its limits are.
// A call that is refused has changed nothing.
#include "api/schema/registry.h"
#include "contract/cases.h"

#include <QTest>

using namespace api;
using namespace contract;

namespace {

// Each documented limit, by hand from the list of endpoints: it needs a case at its edge and one past it.
struct Limit
{
    const char *endpoint;
    const char *name;
};
constexpr Limit limits[] = {
    {"E01", "recipients"},
    {"E01", "data"},
    {"E01", "Idempotency-Key"},
    {"E01", "cancellation_key"},
    {"E01", "id"},
    {"E02", "recipients"},
    {"E02", "cancellation_key"},
    {"E03", "page_size"},
    {"E03", "message_ids"},
    {"E05", "page_size"},
    {"E06", "page_size"},
    {"E08", "message_ids"},
    {"E09", "page_size"},
    {"E10", "metadata"},
    {"E12", "metadata"},
    {"E14", "page_size"},
    {"E15", "id"},
    {"E15", "properties"},
    {"E16", "page_size"},
    {"E18", "page_size"},
    {"E18", "message_ids"},
    {"E21", "users"},
    {"E21", "id"},
    {"E22", "user_ids"},
    {"E23", "page_size"},
    {"E25", "page_size"},
    {"E25", "message_ids"},
    {"E26", "id"},
    {"E26", "collection"},
    {"E26", "properties"},
    {"E28", "objects"},
    {"E28", "id"},
    {"E29", "object_ids"},
    {"E30", "page_size"},
    {"E31", "page_size"},
    {"E32", "recipients"},
    {"E32", "id"},
    {"E33", "subscriptions"},
    {"E33", "recipients"},
    {"E34", "recipients"},
    {"E37", "id"},
    {"E40", "id"},
    {"E41", "user_ids"},
    {"E42", "page_size"},
    {"E44", "id"},
    {"E44", "properties"},
    {"E46", "page_size"},
    {"E47", "page_size"},
    {"E48", "page_size"},
    {"E49", "recipients"},
    {"E49", "id"},
    {"E49", "hours"},
    {"E49", "day_of_month"},
    {"E50", "schedule_ids"},
    {"E51", "schedule_ids"},
    {"E53", "id"},
    {"E56", "id"},
    {"X01", "page_size"},
    {"X05", "tenants"},
    {"X05", "id"},
    {"X06", "tenant_ids"},
    {"X07", "schedules"},
    {"X08", "subscriptions"},
    {"X08", "recipients"},
    {"X09", "page_size"},
    {"X10", "members"},
    {"X10", "key"},
    {"X11", "members"},
    {"X13", "$top"},
};
// Each error that is documented for an endpoint in particular, by hand as well: it needs a case.
struct DocumentedError
{
    const char *endpoint;
    const char *code;
};
constexpr DocumentedError documentedErrors[] = {
    {"E01", "workflow_missing"}, {"E01", "workflow_inactive"}, {"E01", "actor_missing"},
    {"E01", "invalid_params"},   {"E04", "resource_missing"},  {"E05", "resource_missing"},
    {"E06", "resource_missing"}, {"E06", "invalid_params"},    {"E07", "resource_missing"},
    {"E09", "resource_missing"}, {"E10", "resource_missing"},  {"E10", "invalid_params"},
    {"E11", "resource_missing"}, {"E12", "invalid_params"},    {"E13", "channel_invalid"},
    {"E14", "channel_invalid"},  {"E14", "invalid_params"},    {"E15", "invalid_params"},
    {"E17", "resource_missing"}, {"E18", "resource_missing"},  {"E19", "resource_missing"},
    {"E20", "resource_missing"}, {"E20", "invalid_params"},    {"E24", "resource_missing"},
    {"E25", "resource_missing"}, {"E26", "invalid_params"},    {"E27", "resource_missing"},
    {"E30", "resource_missing"}, {"E31", "resource_missing"},  {"E43", "resource_missing"},
    {"E45", "resource_missing"}, {"E46", "invalid_params"},    {"E47", "resource_missing"},
    {"E48", "resource_missing"}, {"E49", "workflow_missing"},  {"E49", "actor_missing"},
    {"E49", "invalid_params"},   {"E50", "actor_missing"},     {"E50", "invalid_params"},
    {"E51", "invalid_params"},   {"E52", "resource_missing"},  {"E52", "channel_invalid"},
    {"E53", "channel_invalid"},  {"E53", "invalid_params"},    {"E54", "channel_invalid"},
    {"E55", "resource_missing"}, {"E55", "channel_invalid"},   {"E56", "channel_invalid"},
    {"E56", "invalid_params"},   {"E57", "channel_invalid"},   {"E58", "resource_missing"},
    {"E59", "authorization"},    {"E59", "channel_invalid"},   {"E60", "authorization"},
    {"E60", "channel_invalid"},  {"E61", "authorization"},     {"E61", "channel_invalid"},
    {"X02", "resource_missing"}, {"X09", "resource_missing"},  {"X10", "resource_missing"},
    {"X10", "invalid_params"},   {"X11", "resource_missing"},  {"X11", "invalid_params"},
    {"X12", "authorization"},    {"X12", "channel_invalid"},   {"X13", "authorization"},
    {"X13", "channel_invalid"},  {"X14", "authorization"},     {"X14", "channel_invalid"},
    {"X14", "resource_missing"}, {"X15", "authorization"},     {"X15", "channel_invalid"},
    {"X18", "channel_invalid"},  {"X18", "invalid_params"},    {"X19", "channel_invalid"},
    {"X19", "invalid_params"},   {"X19", "resource_missing"},  {"X20", "channel_invalid"},
    {"X20", "invalid_params"},   {"X20", "resource_missing"},  {"X21", "channel_invalid"},
    {"X21", "invalid_params"},   {"X21", "resource_missing"},  {"X22", "invalid_params"},
    {"X22", "resource_missing"}, {"X23", "invalid_params"},    {"X23", "resource_missing"},
    {"X24", "invalid_params"},   {"X25", "invalid_params"},
};
// Those that refuse nothing: whatever is asked has an answer.
constexpr const char *withoutErrors[] = {"E35", "E36", "E38", "E39", "X03", "X04", "X16", "X17"};

const EndpointInfo *endpointOf(const QByteArray &number)
{
    for (const EndpointInfo *endpoint : endpoints()) {
        if (number == endpoint->number)
            return endpoint;
    }
    return nullptr;
}

// Whether the path is one of the endpoint's: its literal pieces stand where they have to.
bool leadsTo(const EndpointInfo &endpoint, const QByteArray &target)
{
    const QByteArrayList pattern = QByteArray(endpoint.path).split('/');
    const QByteArrayList path = target.split('?').first().split('/');
    if (pattern.size() != path.size())
        return false;
    for (qsizetype i = 0; i < path.size(); ++i) {
        if (!pattern[i].startsWith('%') && pattern[i] != path[i])
            return false;
    }
    return true;
}

} // namespace

class TestContract : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyEndpointHasCases_data();
    void everyEndpointHasCases();
    void everyLimitHasItsEdge_data();
    void everyLimitHasItsEdge();
    void everyDocumentedErrorHasItsCase_data();
    void everyDocumentedErrorHasItsCase();
    void answers_data();
    void answers();
    void bothCursorsAtOnce_data();
    void bothCursorsAtOnce();

private:
    Answer send(const Case &c);
    void compareError(const Case &c, const Answer &answer);
    Service m_service;
    Known m_known;
    Cases m_cases;
};

void TestContract::initTestCase()
{
    QVERIFY(m_service.start());
    m_known = findKnown(m_service);
    allCases(m_cases, m_known);
}

void TestContract::everyEndpointHasCases_data()
{
    QTest::addColumn<QByteArray>("number");
    for (const EndpointInfo *endpoint : endpoints())
        QTest::addRow("%s %s", endpoint->number, endpoint->name) << QByteArray(endpoint->number);
}

void TestContract::everyEndpointHasCases()
{
    QFETCH(QByteArray, number);
    const auto &all = m_cases.all();
    const auto has = [&](bool refused) {
        return std::any_of(all.begin(), all.end(),
                           [&](const Case &c) { return c.endpoint == number && c.isRefused() == refused; });
    };
    QVERIFY2(has(false), "this endpoint has no case that succeeds");
    const bool refuses = std::none_of(std::begin(withoutErrors), std::end(withoutErrors),
                                      [&](auto n) { return number == n; });
    QVERIFY2(has(true) || !refuses, "this endpoint has no case that it refuses");
}

void TestContract::everyLimitHasItsEdge_data()
{
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<QByteArray>("name");
    for (const Limit &limit : limits)
        QTest::addRow("%s %s", limit.endpoint, limit.name)
            << QByteArray(limit.endpoint) << QByteArray(limit.name);
}

void TestContract::everyLimitHasItsEdge()
{
    QFETCH(QByteArray, number);
    QFETCH(QByteArray, name);
    const auto &all = m_cases.all();
    const auto has = [&](bool refused) {
        return std::any_of(all.begin(), all.end(), [&](const Case &c) {
            return c.endpoint == number && c.limit == name && c.isRefused() == refused;
        });
    };
    QVERIFY2(has(false), "no case is at the edge of this limit");
    QVERIFY2(has(true), "no case is past the edge of this limit");
}

void TestContract::everyDocumentedErrorHasItsCase_data()
{
    QTest::addColumn<QByteArray>("number");
    QTest::addColumn<QByteArray>("code");
    for (const DocumentedError &error : documentedErrors)
        QTest::addRow("%s %s", error.endpoint, error.code)
            << QByteArray(error.endpoint) << QByteArray(error.code);
}

void TestContract::everyDocumentedErrorHasItsCase()
{
    QFETCH(QByteArray, number);
    QFETCH(QByteArray, code);
    const auto &all = m_cases.all();
    QVERIFY2(std::any_of(all.begin(), all.end(),
                         [&](const Case &c) { return c.endpoint == number && c.code == code; }),
             "this error has no case");
}

void TestContract::answers_data()
{
    QTest::addColumn<int>("index");
    int index = 0;
    for (const Case &c : m_cases.all())
        QTest::addRow("%s %s", c.endpoint.constData(), c.what.constData()) << index++;
}

Answer TestContract::send(const Case &c)
{
    return m_service.ask(verbName(endpointOf(c.endpoint)->verb), c.target, c.body, c.headers);
}

void TestContract::answers()
{
    QFETCH(int, index);
    const Case &c = m_cases.all().at(std::size_t(index));
    const EndpointInfo *endpoint = endpointOf(c.endpoint);
    QVERIFY(endpoint);
    QVERIFY2(leadsTo(*endpoint, c.target), c.target.left(200).constData());
    for (const Step &step : c.before) {
        const Answer answer = m_service.ask(step.verb, step.target, step.body);
        QVERIFY2(answer.isSuccess(), (step.verb + ' ' + step.target + ": " + answer.body).constData());
    }
    QVERIFY(m_service.settle());
    const QByteArray state = c.isRefused() ? m_service.state() : QByteArray();
    const Answer answer = send(c);
    QVERIFY2(answer.status == c.status,
             (QByteArray::number(answer.status) + ": " + answer.body.left(2000)).constData());
    QVERIFY(answer.headers.contains("x-request-id"));
    if (c.status == 204)
        QVERIFY(answer.body.isEmpty());
    else
        QVERIFY2(!answer.json.isUndefined(), answer.body.constData());
    if (c.isRefused()) {
        compareError(c, answer);
        QVERIFY2(m_service.state() == state, "what was refused has changed something");
    }
    if (c.check)
        c.check(m_service, answer);
}

void TestContract::compareError(const Case &c, const Answer &answer)
{
    const QByteArray &body = answer.body;
    QVERIFY2(answer.code().toLatin1() == c.code, body.constData());
    QCOMPARE(answer.at(QLatin1StringView("status")).toInt(), c.status);
    QVERIFY2(!answer.at(QLatin1StringView("message")).toString().isEmpty(), body.constData());
    QVERIFY2(!answer.at(QLatin1StringView("type")).toString().isEmpty(), body.constData());
    const QStringList found = answer.fields();
    const QSet<QString> names(found.begin(), found.end());
    const QSet<QString> expected(c.fields.begin(), c.fields.end());
    QVERIFY2(c.namesMore ? names.contains(expected) : names == expected,
             (body + "\nexpected " + c.fields.join(u' ').toUtf8()).constData());
}

void TestContract::bothCursorsAtOnce_data()
{
    QTest::addColumn<QByteArray>("target");
    for (const Case &c : m_cases.all()) {
        if (c.limit == "page_size" && c.target.endsWith("page_size=1"))
            QTest::newRow(c.endpoint.constData()) << c.target;
    }
}

void TestContract::bothCursorsAtOnce()
{
    QFETCH(QByteArray, target);
    const QByteArray after
        = m_service.get(target).at(QLatin1StringView("page_info.after")).toString().toUtf8();
    if (after.isEmpty())
        QSKIP("this list has one page");
    const QByteArray cursor = after.toPercentEncoding();
    const Answer answer = m_service.get(target + "&after=" + cursor + "&before=" + cursor);
    QCOMPARE(answer.status, 422);
    QCOMPARE(answer.fields(), QStringList {"before"});
    QCOMPARE(m_service.get(target + "&after=" + cursor).status, 200);
    QCOMPARE(m_service.get(target + "&before=" + cursor).status, 200);
}

QTEST_GUILESS_MAIN(TestContract)
#include "tst_contract.moc"
