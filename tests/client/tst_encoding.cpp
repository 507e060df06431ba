#include "api/client/client.h"
#include "api/schema/bulk.h"
#include "api/schema/content.h"
#include "api/schema/feed.h"
#include "api/schema/message.h"
#include "api/schema/preferences.h"
#include "api/schema/registry.h"
#include "api/schema/user.h"
#include "support/fakenetwork.h"

#include <QSet>
#include <QTest>

using namespace api;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

PageQuery before(const QString &cursor)
{
    PageQuery query;
    query.before = cursor;
    return query;
}

PageQuery ofSize(int size)
{
    PageQuery query;
    query.pageSize = size;
    return query;
}

Timestamp at(const char *wire)
{
    return Timestamp::fromWire(text(wire));
}

}

// What each endpoint's request looks like on the wire, written down by hand.
class TestEncoding : public QObject
{
    Q_OBJECT

    FakeNetwork m_net;
    std::unique_ptr<Client> m_client;
    QSet<QString> m_seen; // endpoints that had their turn

    template <class R>
    void check(const Request<R> &request, const QByteArray &verb, const QByteArray &target,
               const QByteArray &body = {})
    {
        m_seen.insert(QString::fromLatin1(request.endpoint->name));
        auto &exchange
            = m_net.expect(verb, target)
                  .withBody(body)
                  .withHeader("Content-Type", body.isEmpty() ? QByteArray() : QByteArray("application/json"));
        const Call call = m_client->send(request, [](const Result<R> &) {});
        QVERIFY2(exchange.wasAsked(), target.constData());
    }

private Q_SLOTS:
    void initTestCase() { m_client = std::make_unique<Client>(testConnection(), &m_net); }

    void messages()
    {
        check(messages::list({}), "GET", "/v1/messages");
        MessageQuery q;
        q.after = text("a+b/c=");
        q.pageSize = 25;
        q.source = text("new-comment");
        q.tenant = text("acme & co");
        q.status = {text("sent"), text("bounced")};
        q.engagementStatus = {text("unread")};
        q.channelId = text("c1");
        q.messageIds = {text("m1"), text("m2")};
        q.workflowCategories = {text("billing")};
        q.triggerData = {{text("order"), 7}};
        q.insertedAfter = at("2025-03-01T00:00:00Z");
        q.insertedBefore = at("2025-03-02T00:00:00.5Z");
        check(messages::list(q), "GET",
              "/v1/messages?after=a%2Bb%2Fc%3D&page_size=25&source=new-comment&tenant=acme%20%26%20co"
              "&status[]=sent&status[]=bounced&engagement_status[]=unread&channel_id=c1"
              "&message_ids[]=m1&message_ids[]=m2&workflow_categories[]=billing&trigger_data=%7B%22order%22%"
              "3A7%7D"
              "&inserted_at.gte=2025-03-01T00%3A00%3A00Z&inserted_at.lt=2025-03-02T00%3A00%3A00.500000Z");
        check(messages::get(text("m1")), "GET", "/v1/messages/m1");
        check(messages::content(text("m1")), "GET", "/v1/messages/m1/content");
        check(messages::events(text("m1"), before(text("x"))), "GET", "/v1/messages/m1/events?before=x");
        check(messages::activities(text("m1"), {}), "GET", "/v1/messages/m1/activities");
        check(messages::deliveryLogs(text("m1"), ofSize(1)), "GET",
              "/v1/messages/m1/delivery_logs?page_size=1");
        check(messages::ofUser(text("alice"), {}), "GET", "/v1/users/alice/messages");
    }

    void statuses()
    {
        check(messages::mark(text("m1"), Engagement::Seen, {}), "PUT", "/v1/messages/m1/seen", "{}");
        check(messages::mark(text("m1"), Engagement::Interacted,
                             {.metadata = QJsonObject {{text("button"), text("ok")}}}),
              "PUT", "/v1/messages/m1/interacted", json("{'metadata': {'button': 'ok'}}"));
        check(messages::unmark(text("m1"), Engagement::Archived), "DELETE", "/v1/messages/m1/archived");
        BulkStatusFilter all;
        check(bulk::changeStatuses(text("c1"), StatusAction::Read, all), "POST",
              "/v1/channels/c1/messages/bulk/read", "{}");
        BulkStatusFilter some;
        some.userIds = QStringList {text("alice")};
        some.recipientIds = some.userIds;
        some.hasTenant = false;
        some.workflows = QStringList {text("w")};
        some.olderThan = at("2025-03-01T00:00:00Z");
        some.deliveryStatus = Delivery::Delivered;
        some.engagementStatus = text("unread");
        check(
            bulk::changeStatuses(text("c1"), StatusAction::Unarchived, some), "POST",
            "/v1/channels/c1/messages/bulk/unarchived",
            json(
                "{'user_ids': ['alice'], 'recipient_ids': ['alice'], 'has_tenant': false, 'workflows': ['w'],"
                " 'older_than': '2025-03-01T00:00:00Z', 'delivery_status': 'delivered',"
                " 'engagement_status': 'unread'}"));
        check(bulk::get(text("b1")), "GET", "/v1/bulk_operations/b1");
    }

    void people()
    {
        check(users::list({}), "GET", "/v1/users");
        UserQuery q;
        q.pageSize = 50;
        q.include = {text("preferences")};
        check(users::list(q), "GET", "/v1/users?page_size=50&include[]=preferences");
        check(users::get(text("alice")), "GET", "/v1/users/alice");
        FeedQuery feed;
        feed.pageSize = 200;
        feed.tenant = text("acme");
        feed.hasTenant = true;
        feed.status = text("unseen");
        feed.archived = text("only");
        check(
            feeds::get(text("alice"), text("c1"), feed), "GET",
            "/v1/users/alice/feeds/c1?page_size=200&tenant=acme&has_tenant=true&status=unseen&archived=only");
    }

    void preferenceSets()
    {
        check(preferences::list(text("alice")), "GET", "/v1/users/alice/preferences");
        check(preferences::get(text("alice"), text("default"), {}), "GET",
              "/v1/users/alice/preferences/default");
        check(preferences::get(text("alice"), text("default"), {.tenant = text("acme")}), "GET",
              "/v1/users/alice/preferences/default?tenant=acme");
        check(preferences::set(text("alice"), text("acme"),
                               JsonBody {{{text("channel_types"), QJsonObject {{text("email"), false}}}}}),
              "PUT", "/v1/users/alice/preferences/acme", json("{'channel_types': {'email': false}}"));
        check(preferences::bulkSet(
                  {.userIds = {text("a"), text("b")}, .preferences = {{text("id"), text("default")}}}),
              "POST", "/v1/users/bulk/preferences",
              json("{'user_ids': ['a', 'b'], 'preferences': {'id': 'default'}}"));
    }

    void pathArguments_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QByteArray>("target");
        QTest::newRow("slash") << text("a/b") << QByteArray("/v1/users/a%2Fb");
        QTest::newRow("percent") << text("100%") << QByteArray("/v1/users/100%25");
        QTest::newRow("looks encoded") << text("a%2Fb") << QByteArray("/v1/users/a%252Fb");
        QTest::newRow("question") << text("who?x=1") << QByteArray("/v1/users/who%3Fx%3D1");
        QTest::newRow("hash") << text("#1") << QByteArray("/v1/users/%231");
        QTest::newRow("space") << text("a b") << QByteArray("/v1/users/a%20b");
        QTest::newRow("plus") << text("a+b@x.org") << QByteArray("/v1/users/a%2Bb%40x.org");
        QTest::newRow("umlaut") << text("jürgen") << QByteArray("/v1/users/j%C3%BCrgen");
        QTest::newRow("template") << text("%2") << QByteArray("/v1/users/%252");
        QTest::newRow("dollar") << text("$tenants") << QByteArray("/v1/users/%24tenants");
        QTest::newRow("colon") << text("x:1") << QByteArray("/v1/users/x%3A1");
    }
    void pathArguments()
    {
        QFETCH(QString, id);
        QFETCH(QByteArray, target);
        check(users::get(id), "GET", target);
    }

    void anAddressWithAPathOfItsOwn()
    {
        Connection connection = testConnection();
        connection.baseUrl = QUrl(text("http://api.test/proxy/"));
        Client client(connection, &m_net);
        auto &exchange = m_net.expect("GET", "/proxy/v1/users/alice");
        const Call call = client.send(users::get(text("alice")), [](const Result<User> &) {});
        QVERIFY(exchange.wasAsked());
    }

    void everyEndpointHadItsTurn()
    {
        for (const EndpointInfo *endpoint : endpoints())
            QVERIFY2(m_seen.contains(QString::fromLatin1(endpoint->name)), endpoint->name);
    }
};

QTEST_GUILESS_MAIN(TestEncoding)
#include "tst_encoding.moc"
