// The client against the real sandbox over HTTP: each endpoint of the registry has a case here, by name.
#include "api/client/client.h"
#include "api/sandbox/sandboxserver.h"
#include "api/schema/content.h"
#include "api/schema/feed.h"
#include "api/schema/preferences.h"
#include "api/schema/registry.h"
#include "api/schema/user.h"

#include <QSignalSpy>
#include <QTest>

using namespace api;

class TestContract : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyEndpoint_data();
    void everyEndpoint();
    void pagesMeetWithoutGapOrRepeat();
    void wrongKeyIsRefused_data();
    void wrongKeyIsRefused();
    void unknownThings_data();
    void unknownThings();

private:
    template <class R>
    Result<R> ask(const Request<R> &request)
    {
        std::optional<Result<R>> answer;
        const Call call = m_client->send<R>(request, [&](Result<R> result) { answer = std::move(result); });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, 20'000)) {
            ApiError error;
            error.kind = ApiError::Kind::Network;
            error.message = QStringLiteral("no answer in 20 s");
            return error;
        }
        return *answer;
    }
    // The answer of a call that must succeed and be readable to the last field.
    template <class R>
    R need(const Request<R> &request)
    {
        Result<R> result = ask(request);
        const QString what = QString::fromLatin1(request.target());
        if (!result.ok())
            QTest::qFail(
                qPrintable(what + QStringLiteral(": ") + result.error().code + u' ' + result.error().message),
                __FILE__, __LINE__);
        if (!result.problems().isEmpty())
            QTest::qFail(qPrintable(what + QStringLiteral(": ") + result.problems().join(u'\n')), __FILE__,
                         __LINE__);
        return result.value();
    }
    template <class T>
    static void checkRows(const Page<T> &page)
    {
        QVERIFY(!page.rows.isEmpty());
        for (const Row<T> &row : page.rows)
            QVERIFY2(!row.isBroken(), qPrintable(row.problem));
    }
    std::map<QByteArray, std::function<void()>> cases();
    void prepare();

    std::unique_ptr<sandbox::SandboxServer> m_server;
    std::unique_ptr<Client> m_client;
    QString m_user; // has in-app messages
    QString m_message; // an e-mail
    QString m_feedMessage;
    QString m_feedChannel;
};

void TestContract::initTestCase()
{
    sandbox::ServerOptions options;
    options.seed = 7;
    options.size = {60, 3000, 30};
    options.bulkRowsPerSecond = 2000;
    m_server = std::make_unique<sandbox::SandboxServer>(options);
    QSignalSpy ready(m_server.get(), &sandbox::SandboxServer::ready);
    m_server->start();
    QVERIFY(ready.wait(30'000));
    Connection connection;
    connection.baseUrl = m_server->baseUrl();
    connection.key = "sk_test_sandbox";
    m_client = std::make_unique<Client>(connection);
    prepare();
}

void TestContract::prepare()
{
    MessageQuery query;
    query.pageSize = 50;
    while (m_feedChannel.isEmpty() || m_message.isEmpty()) {
        const auto page = need(messages::list(query));
        for (const auto &row : page.rows) {
            const QString type = row.value.channel ? row.value.channel->type : QString();
            if (type == QLatin1StringView("email") && m_message.isEmpty())
                m_message = row.value.id;
            if (type.startsWith(QLatin1StringView("in_app")) && m_feedChannel.isEmpty()
                && !row.value.recipient.isObject()) {
                m_feedChannel = row.value.channelId.id;
                m_feedMessage = row.value.id;
                m_user = row.value.recipient.id;
            }
        }
        query.after = page.info.after;
        QVERIFY(!query.after.isEmpty());
    }
}

std::map<QByteArray, std::function<void()>> TestContract::cases()
{
    return {
        {"messages.list", [this] { checkRows(need(messages::list({}))); }},
        {"messages.get", [this] { QCOMPARE(need(messages::get(m_message)).id, m_message); }},
        {"messages.events", [this] { checkRows(need(messages::events(m_message, {}))); }},
        {"messages.activities", [this] { checkRows(need(messages::activities(m_message, {}))); }},
        {"messages.content",
         [this] {
             const auto content = need(messages::content(m_message));
             QVERIFY(std::holds_alternative<EmailContent>(content.data));
             QVERIFY(!std::get<EmailContent>(content.data).subject.isEmpty());
         }},
        {"messages.delivery_logs", [this] { need(messages::deliveryLogs(m_message, {})); }},
        {"messages.mark",
         [this] {
             const auto marked = need(messages::mark(m_feedMessage, Engagement::Archived, {}));
             QVERIFY(marked.engagement.has(Engagement::Archived));
             QVERIFY(!marked.archivedAt.isNull());
         }},
        {"messages.unmark",
         [this] {
             need(messages::mark(m_feedMessage, Engagement::Read, {}));
             const auto unmarked = need(messages::unmark(m_feedMessage, Engagement::Read));
             QVERIFY(!unmarked.engagement.has(Engagement::Read));
             QVERIFY(unmarked.readAt.isNull());
         }},
        {"channels.messages.bulk_status",
         [this] {
             BulkStatusFilter filter;
             filter.userIds = QStringList {m_user};
             const auto started = need(bulk::changeStatuses(m_feedChannel, StatusAction::Seen, filter));
             QCOMPARE(started.name, QStringLiteral("messages.seen"));
             QTRY_COMPARE_WITH_TIMEOUT(need(bulk::get(started.id)).status.value, BulkState::Completed,
                                       20'000);
             FeedQuery query;
             query.archived = QStringLiteral("include");
             QCOMPARE(need(feeds::get(m_user, m_feedChannel, query)).meta.unseenCount, 0);
         }},
        {"users.feed",
         [this] {
             FeedQuery query;
             query.pageSize = 200;
             query.archived = QStringLiteral("include");
             const auto feed = need(feeds::get(m_user, m_feedChannel, query));
             checkRows(feed);
             QVERIFY(!feed.rows.first().value.blocks.isEmpty());
         }},
        {"users.list", [this] { checkRows(need(users::list({}))); }},
        {"users.get", [this] { QCOMPARE(need(users::get(m_user)).id, m_user); }},
        {"users.messages",
         [this] {
             const auto page = need(messages::ofUser(m_user, {}));
             checkRows(page);
             QCOMPARE(page.rows.first().value.recipient.id, m_user);
         }},
        {"users.preferences.list",
         [this] {
             need(preferences::set(m_user, QStringLiteral("default"), {}));
             QCOMPARE(need(preferences::list(m_user)).first().id, QStringLiteral("default"));
         }},
        {"users.preferences.get",
         [this] {
             const auto set
                 = need(preferences::get(QStringLiteral("never seen before"), QStringLiteral("default"), {}));
             QVERIFY(set.isEmpty());
         }},
        {"users.preferences.set",
         [this] {
             const QJsonObject body {
                 {QStringLiteral("categories"), QJsonObject {{QStringLiteral("billing"), false}}},
                 {QStringLiteral("of_tomorrow"), 7}};
             const auto set = need(preferences::set(m_user, QStringLiteral("default"), {body}));
             const auto stored = need(preferences::get(m_user, QStringLiteral("default"), {}));
             QCOMPARE(stored.raw, set.raw);
             QCOMPARE(stored.raw.value(QStringLiteral("of_tomorrow")).toInt(), 7);
         }},
        {"users.preferences.bulk_set",
         [this] {
             const QJsonObject set {
                 {QStringLiteral("id"), QStringLiteral("default")},
                 {QStringLiteral("channel_types"), QJsonObject {{QStringLiteral("sms"), false}}}};
             const auto started = need(preferences::bulkSet({{m_user, QStringLiteral("nobody")}, set}));
             QTRY_COMPARE_WITH_TIMEOUT(need(bulk::get(started.id)).status.value, BulkState::Completed,
                                       20'000);
             const auto ended = need(bulk::get(started.id));
             QCOMPARE(ended.processedRows, 2);
             QCOMPARE(ended.errorCount, 1);
             QCOMPARE(ended.errorItems.first().id, QStringLiteral("nobody"));
         }},
        {"bulk_operations.get",
         [this] {
             const auto result = ask(bulk::get(QStringLiteral("00000000-0000-4000-8000-000000000000")));
             QCOMPARE(result.error().httpStatus, 404);
         }},
    };
}

void TestContract::everyEndpoint_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const EndpointInfo *endpoint : endpoints())
        QTest::newRow(endpoint->name) << QByteArray(endpoint->name);
}

void TestContract::everyEndpoint()
{
    QFETCH(QByteArray, name);
    auto all = cases();
    const auto found = all.find(name);
    QVERIFY2(found != all.end(), "this endpoint has no case");
    found->second();
}

void TestContract::pagesMeetWithoutGapOrRepeat()
{
    QStringList forward;
    UserQuery query;
    query.pageSize = 7;
    while (true) {
        const auto page = need(users::list(query));
        for (const auto &row : page.rows)
            forward += row.value.id;
        if (page.info.after.isEmpty())
            break;
        query.after = page.info.after;
    }
    QVERIFY(forward.size() >= 60);
    QCOMPARE(QSet<QString>(forward.begin(), forward.end()).size(), forward.size());
}

void TestContract::wrongKeyIsRefused_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<int>("status");
    QTest::newRow("unknown") << QByteArray("sk_test_other") << 401;
    QTest::newRow("empty") << QByteArray("") << 401;
    QTest::newRow("publishable") << QByteArray("pk_test_sandbox") << 403;
}

void TestContract::wrongKeyIsRefused()
{
    QFETCH(QByteArray, key);
    QFETCH(int, status);
    const Connection good = m_client->connection();
    Connection bad = good;
    bad.key = key;
    m_client->setConnection(bad);
    const auto result = ask(users::list({}));
    m_client->setConnection(good);
    QCOMPARE(result.error().httpStatus, status);
    QVERIFY(!result.error().code.isEmpty());
    QVERIFY(!explain(result.error()).sentence.isEmpty());
}

void TestContract::unknownThings_data()
{
    QTest::addColumn<QString>("what");
    QTest::newRow("user") << "user";
    QTest::newRow("message") << "message";
    QTest::newRow("feed channel") << "feed";
    QTest::newRow("id that needs encoding") << "odd";
}

void TestContract::unknownThings()
{
    QFETCH(QString, what);
    if (what == QLatin1StringView("user"))
        QCOMPARE(ask(users::get(QStringLiteral("nobody"))).error().httpStatus, 404);
    if (what == QLatin1StringView("message"))
        QCOMPARE(ask(messages::get(QStringLiteral("2hPzK1f0WJb5c8uRtYxQ7dLmN4a"))).error().httpStatus, 404);
    if (what == QLatin1StringView("feed"))
        QVERIFY(!ask(feeds::get(m_user, QStringLiteral("not-a-channel"), {})).ok());
    if (what == QLatin1StringView("odd"))
        QCOMPARE(ask(users::get(QStringLiteral("a b%2F?&=ü😀"))).error().httpStatus, 404);
}

QTEST_GUILESS_MAIN(TestContract)
#include "tst_contract.moc"
