// What requests look like on the wire: paths, queries and bodies.
#include "api/schema/bulk.h"
#include "api/schema/feed.h"
#include "api/schema/messagerange.h"
#include "api/schema/preferences.h"
#include "api/schema/registry.h"
#include "api/schema/user.h"

#include <QJsonDocument>
#include <QSet>
#include <QTest>

using namespace api;

namespace {

MessageQuery richQuery()
{
    MessageQuery query;
    query.after = QStringLiteral("a+b/c==");
    query.pageSize = 20;
    query.status = {QStringLiteral("sent"), QStringLiteral("not_sent")};
    query.triggerData = {{QStringLiteral("title"), QStringLiteral("R&D = 100 %")}};
    query.insertedAfter = Timestamp::fromWire(u"2025-01-01T00:00:00Z");
    return query;
}

QByteArray bodyOf(const RequestData &request)
{
    return request.body ? QJsonDocument(*request.body).toJson(QJsonDocument::Compact) : QByteArray("none");
}

} // namespace

class TestRequests : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void targets_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const RequestData &request, const char *expected) {
            QTest::newRow(name) << request.target() << QByteArray(expected);
        };
        row("no query", users::list(UserQuery()), "/v1/users");
        UserQuery people;
        people.pageSize = 50;
        people.include = {QStringLiteral("preferences")};
        row("list in brackets", users::list(people), "/v1/users?page_size=50&include[]=preferences");
        row("plain id", users::get(QStringLiteral("ana-1")), "/v1/users/ana-1");
        row("odd id", users::get(QString::fromUtf8("a b/c?d#e%f+ü@x.example")),
            "/v1/users/a%20b%2Fc%3Fd%23e%25f%2B%C3%BC%40x.example");
        row("percent before a digit", preferences::get(QStringLiteral("a%2"), QStringLiteral("north"), {}),
            "/v1/users/a%252/preferences/north");
        row("everything", messages::list(richQuery()),
            "/v1/messages?after=a%2Bb%2Fc%3D%3D&page_size=20&status[]=sent&status[]=not_sent"
            "&trigger_data=%7B%22title%22%3A%22R%26D%20%3D%20100%20%25%22%7D"
            "&inserted_at.gte=2025-01-01T00%3A00%3A00Z");
        const auto part = [](const char *from, const char *before) {
            return TimeRange {Timestamp::fromWire(QString::fromLatin1(from)),
                              Timestamp::fromWire(QString::fromLatin1(before))};
        };
        MessageQuery year;
        year.insertedAfter = Timestamp::fromWire(u"2025-01-01T00:00:00Z");
        year.insertedBefore = Timestamp::fromWire(u"2026-01-01T00:00:00Z");
        const auto ofYear = messages::list(year);
        row("a part of what was asked", within(ofYear, part("2025-02-01T00:00:00Z", "2025-03-01T00:00:00Z")),
            "/v1/messages?inserted_at.gte=2025-02-01T00%3A00%3A00Z&inserted_at.lt=2025-03-01T00%3A00%3A00Z");
        row("never more than was asked", within(ofYear, part("2024-02-01T00:00:00Z", "2027-03-01T00:00:00Z")),
            "/v1/messages?inserted_at.gte=2025-01-01T00%3A00%3A00Z&inserted_at.lt=2026-01-01T00%3A00%3A00Z");
        row("open ends leave what was asked", within(ofYear, {}),
            "/v1/messages?inserted_at.gte=2025-01-01T00%3A00%3A00Z&inserted_at.lt=2026-01-01T00%3A00%3A00Z");
        row("a part of everything", within(messages::list({}), part("", "2025-03-01T00:00:00Z")),
            "/v1/messages?inserted_at.lt=2025-03-01T00%3A00%3A00Z");
        FeedQuery feed;
        feed.hasTenant = false;
        feed.status = QStringLiteral("unread");
        row("booleans are words", feeds::get(QStringLiteral("u"), QStringLiteral("c"), feed),
            "/v1/users/u/feeds/c?has_tenant=false&status=unread");
        row("words in the path", messages::mark(QStringLiteral("m"), Engagement::LinkClicked, {}),
            "/v1/messages/m/link_clicked");
        row("no query from a body", bulk::changeStatuses(QStringLiteral("c"), StatusAction::Unarchived, {}),
            "/v1/channels/c/messages/bulk/unarchived");
    }
    void targets()
    {
        QFETCH(QByteArray, target);
        // Brackets may be encoded or not: both are the same name.
        QTEST(target.replace("%5B", "[").replace("%5D", "]"), "expected");
    }

    void bodies_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const RequestData &request, const char *expected) {
            QTest::newRow(name) << bodyOf(request) << QByteArray(expected);
        };
        row("GET has none", users::get(QStringLiteral("u")), "none");
        row("empty change", messages::mark(QStringLiteral("m"), Engagement::Seen, {}), "{}");
        row("metadata",
            messages::mark(QStringLiteral("m"), Engagement::Interacted,
                           {QJsonObject {{QStringLiteral("a"), 1}}}),
            R"({"metadata":{"a":1}})");
        row("undo has none", messages::unmark(QStringLiteral("m"), Engagement::Seen), "none");
        row("filter with nothing", bulk::changeStatuses(QStringLiteral("c"), StatusAction::Read, {}), "{}");
        BulkStatusFilter filter;
        filter.recipientIds = QStringList {QStringLiteral("a")};
        filter.tenants = QStringList();
        filter.hasTenant = false;
        filter.olderThan = Timestamp::fromWire(u"2025-01-01T00:00:00.25Z");
        filter.deliveryStatus = DeliveryStatus::fromText(QStringLiteral("from_tomorrow"));
        row("filter", bulk::changeStatuses(QStringLiteral("c"), StatusAction::Read, filter),
            R"({"delivery_status":"from_tomorrow","has_tenant":false,"older_than":"2025-01-01T00:00:00.250000Z",)"
            R"("recipient_ids":["a"],"tenants":[]})");
        row("free JSON",
            preferences::set(QStringLiteral("u"), QStringLiteral("default"),
                             JsonBody {{{QStringLiteral("workflows"), QJsonValue()}}}),
            R"({"workflows":null})");
        row("bulk",
            preferences::bulkSet({{QStringLiteral("a"), QStringLiteral("b")},
                                  {{QStringLiteral("id"), QStringLiteral("default")}}}),
            R"({"preferences":{"id":"default"},"user_ids":["a","b"]})");
    }
    void bodies()
    {
        QFETCH(QByteArray, body);
        QTEST(body, "expected");
    }

    void everyEndpointIsListedOnce()
    {
        QSet<QByteArray> names, routes, numbers;
        for (const EndpointInfo *endpoint : endpoints()) {
            names += endpoint->name;
            numbers += endpoint->number;
            routes += verbName(endpoint->verb) + endpoint->path;
        }
        QCOMPARE(names.size(), qsizetype(endpoints().size()));
        QCOMPARE(routes.size(), qsizetype(endpoints().size()));
        QCOMPARE(numbers.size(), qsizetype(endpoints().size()));
        for (int i = 1; i <= 61; ++i)
            QVERIFY2(numbers.contains(QStringLiteral("E%1").arg(i, 2, 10, QLatin1Char('0')).toLatin1()),
                     QByteArray::number(i));
    }
};

QTEST_APPLESS_MAIN(TestRequests)
#include "tst_requests.moc"
