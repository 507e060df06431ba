// Hand-written answers of the service, as it was and as it is today, read field by field.
#include "api/schema/bulk.h"
#include "api/schema/content.h"
#include "api/schema/errorbody.h"
#include "api/schema/feed.h"
#include "api/schema/message.h"
#include "api/schema/preferences.h"
#include "api/schema/user.h"

#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace api;

namespace {

QJsonValue fixture(const char *file, const char *name)
{
    QFile in(QStringLiteral(TEST_DATA_DIR "/%1.json").arg(QLatin1StringView(file)));
    if (!in.open(QIODevice::ReadOnly))
        qFatal("no fixture %s", file);
    const QJsonValue value = QJsonDocument::fromJson(in.readAll()).object().value(QLatin1StringView(name));
    if (value.isUndefined())
        qFatal("no fixture %s in %s", name, file);
    return value;
}

template <class T>
T decoded(const QJsonValue &json)
{
    T out;
    Trace trace;
    read(json, out, trace);
    if (!trace.problems().isEmpty())
        qWarning().noquote() << trace.problems().join(u'\n');
    return out;
}

template <class T>
T decoded(const char *file, const char *name)
{
    return decoded<T>(fixture(file, name));
}

template <class T>
QStringList problemsOf(const QJsonValue &json)
{
    T out;
    Trace trace;
    read(json, out, trace);
    return trace.problems();
}

Timestamp time(const char *text)
{
    return Timestamp::fromWire(QLatin1StringView(text).toString());
}

QJsonValue parsed(const char *json)
{
    return QJsonDocument::fromJson(QByteArray("[") + json + "]").array().at(0);
}

} // namespace

class TestCodec : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("expected|missing"))); }

    void user();
    void message();
    void messageEvent();
    void activity();
    void emailContent();
    void shortContents();
    void chatContent();
    void inAppContent();
    void unknownContent();
    void deliveryLog();
    void feed();
    void preferenceSet();
    void bulkOperation();
    void lists_data();
    void lists();
    void recipients();
    void errorBodies();

    void problems_data();
    void problems();
    void oneBadRowLosesNoOther();
    void oneBadFieldLosesNoOther();
    void manyProblemsAreCutOff();
    void wrongOptionalsStayEmpty();
    void roundTrips();
};

void TestCodec::user()
{
    const auto older = decoded<User>("user", "older");
    QCOMPARE(older.id, u"reader-17");
    QCOMPARE(older.name, u"Zoë Ångström");
    QCOMPARE(older.email, u"zoe@books.example");
    QCOMPARE(older.phoneNumber, u"+46701740605");
    QVERIFY(older.avatar.isNull() && older.locale.isNull() && older.timezone.isNull());
    QVERIFY(older.createdAt.isNull());
    QCOMPARE(older.updatedAt, time("2024-09-12T06:31:00Z"));
    QCOMPARE(older.properties(), parsed(R"({"shelf": "B4", "loans": 3, "fines": {"open": 2.5}})").toObject());
    QCOMPARE(older.label(), u"Zoë Ångström");

    const auto today = decoded<User>("user", "today");
    QCOMPARE(today.id, u"reader 18/β?");
    QCOMPARE(today.label(), today.id);
    QVERIFY(today.name.isNull() && today.email.isNull() && today.phoneNumber.isNull());
    QCOMPARE(today.locale, u"sv-SE");
    QCOMPARE(today.timezone, u"Europe/Stockholm");
    QCOMPARE(today.avatar, u"https://books.example/a/18.png");
    QCOMPARE(today.createdAt, time("2023-01-31T22:05:09.500Z"));
    QCOMPARE(today.updatedAt.us % 1'000'000, 123);
    QCOMPARE(today.properties(), QJsonObject({{QStringLiteral("vip"), false}}));
    QVERIFY(today.raw.value(QStringLiteral("__next_thing")).toBool()); // what nobody knows yet is kept
}

void TestCodec::message()
{
    const auto older = decoded<Message>("message", "older");
    QCOMPARE(older.id, u"2nOldMessage000000000000001");
    QCOMPARE(older.channelId.id, u"6c1f7f7a-0b52-4a35-9a65-0d8f1c3f0a11");
    QVERIFY(!older.channel);
    QCOMPARE(older.recipient.id, u"reader-17");
    QVERIFY(!older.recipient.isObject());
    QCOMPARE(older.actors.size(), 2);
    QCOMPARE(older.actors[0].id, u"clerk-2");
    QCOMPARE(older.actors[1].label(), u"branches/branch-9");
    QCOMPARE(older.workflow, u"loan-due");
    QVERIFY(older.tenant.isNull());
    QCOMPARE(older.status.value, Delivery::Unknown); // a word that is no delivery status is kept
    QCOMPARE(older.status.text(), u"seen");
    QCOMPARE(older.engagement.words(),
             QStringList({QStringLiteral("seen"), QStringLiteral("read"), QStringLiteral("pinned")}));
    QCOMPARE(older.seenAt, time("2024-09-12T07:00:00Z"));
    QCOMPARE(older.readAt, time("2024-09-12T07:00:30.250Z"));
    QVERIFY(older.interactedAt.isNull() && older.linkClickedAt.isNull() && older.archivedAt.isNull());
    QCOMPARE(older.insertedAt, time("2024-09-12T06:59:58Z"));
    QCOMPARE(older.updatedAt, older.readAt);
    QCOMPARE(older.source.key, u"loan-due");
    QCOMPARE(older.source.versionId, u"0b2f2a60-4d6c-4a53-8a0f-f3c5f0b7f002");
    QCOMPARE(older.source.categories, QStringList({QStringLiteral("loans"), QStringLiteral("reminders")}));
    QCOMPARE(older.data.value(QStringLiteral("days")).toInt(), 2);
    QCOMPARE(older.metadata.value(QStringLiteral("external_id")).toString(), u"prov-1");
    QCOMPARE(older.raw.value(QStringLiteral("__cursor")).toString(), u"bTE");

    const auto today = decoded<Message>("message", "today");
    QCOMPARE(today.channelId.id, u"9b0f5c1c-7f31-4f0b-8d1e-6a2c9b7d3e44"); // from `channel`
    QVERIFY(today.channel);
    QCOMPARE(today.channel->key, u"mail");
    QCOMPARE(today.channel->name, u"House mail");
    QCOMPARE(today.channel->provider, u"email_sendgrid");
    QCOMPARE(today.channel->type, u"email");
    QCOMPARE(today.recipient.id, u"branch-9");
    QCOMPARE(today.recipient.collection, u"branches");
    QVERIFY(today.actors.isEmpty() && today.engagement.isEmpty());
    QCOMPARE(today.workflow, u"delivery-van"); // from `source`
    QCOMPARE(today.tenant, u"north");
    QCOMPARE(today.status, DeliveryStatus(Delivery::Delivered));
    QCOMPARE(today.linkClickedAt, time("2025-06-02T08:15:00Z")); // from `clicked_at`
    QCOMPARE(today.scheduledAt, time("2025-06-02T08:00:00Z"));
    QCOMPARE(today.insertedAt.us % 1'000'000, 1);
    QVERIFY(today.source.versionId.isNull() && today.source.categories.isEmpty());
    QCOMPARE(today.source.workflowRunId, u"5a4b7f10-6b1d-4e6f-9f43-a7a1a2b3c4d5");
    QVERIFY(today.data.isEmpty() && today.metadata.isEmpty());
    QVERIFY(today.raw.contains(QStringLiteral("recipient_snapshot")));
}

void TestCodec::messageEvent()
{
    const auto older = decoded<MessageEvent>("messageevent", "older");
    QCOMPARE(older.id, u"2nEvent00000000000000000001");
    QCOMPARE(older.type, u"enqueued");
    QCOMPARE(older.word(), u"enqueued");
    QCOMPARE(older.recipient.id, u"reader-17");
    QVERIFY(older.data.isEmpty());
    QCOMPARE(older.insertedAt, time("2024-09-12T06:59:58.100Z"));
    QVERIFY(older.raw.contains(QStringLiteral("environment_id")));

    const auto today = decoded<MessageEvent>("messageevent", "today");
    QCOMPARE(today.id, u"2nEvent00000000000000000002");
    QCOMPARE(today.type, u"message.link_clicked");
    QCOMPARE(today.word(), u"link_clicked");
    QCOMPARE(today.recipient.collection, u"branches");
    QCOMPARE(today.data.value(QStringLiteral("url")).toString(), u"https://books.example/van");
    QCOMPARE(today.insertedAt, time("2025-06-02T08:15:00Z"));
}

void TestCodec::activity()
{
    const auto older = decoded<Activity>("activity", "older");
    QCOMPARE(older.id, u"2nActivity00000000000000001");
    QCOMPARE(older.actor.label(), u"Ida Holm");
    QCOMPARE(older.actor.id, u"clerk-2");
    QCOMPARE(older.actor.avatar, u"https://books.example/c/2.png");
    QCOMPARE(older.recipient.label(), u"reader-17");
    QCOMPARE(older.data.value(QStringLiteral("title")).toString(), u"Maps of the North");
    QCOMPARE(older.insertedAt, time("2024-09-12T06:59:57Z"));
    QCOMPARE(older.updatedAt, older.insertedAt);

    const auto today = decoded<Activity>("activity", "today");
    QCOMPARE(today.id, u"2nActivity00000000000000002");
    QVERIFY(today.actor.isNull() && today.data.isEmpty());
    QCOMPARE(today.recipient.label(), u"Harbour branch");
    QCOMPARE(today.recipient.collection, u"branches");
}

void TestCodec::emailContent()
{
    for (const char *vintage : {"older", "today"}) {
        const bool isOlder = *vintage == 'o';
        const auto content = decoded<MessageContent>(fixture("content", "email")[QLatin1StringView(vintage)]);
        QCOMPARE(content.messageId, u"2nC1");
        QCOMPARE(content.insertedAt, isOlder ? time("2024-09-12T06:59:58Z") : time("2025-06-02T08:00:01Z"));
        const auto *mail = std::get_if<EmailContent>(&content.data);
        QVERIFY(mail);
        QCOMPARE(mail->from.email, u"desk@books.example");
        QCOMPARE(mail->from.text(), isOlder ? u"The desk <desk@books.example>" : u"desk@books.example");
        QCOMPARE(mail->to, u"zoe@books.example");
        QCOMPARE(mail->cc, isOlder ? QString() : QStringLiteral("a@books.example"));
        QCOMPARE(mail->bcc, isOlder ? QString() : QStringLiteral("b@books.example"));
        QCOMPARE(mail->replyTo, isOlder ? QStringLiteral("clerk@books.example") : QString());
        QCOMPARE(mail->subject, u"Due on Friday");
        QCOMPARE(mail->htmlBody, u"<p>Due</p>");
        QCOMPARE(mail->textBody, u"Due");
    }
}

void TestCodec::shortContents()
{
    for (const char *vintage : {"older", "today"}) {
        const auto sms = decoded<MessageContent>(fixture("content", "sms")[QLatin1StringView(vintage)]);
        QCOMPARE(sms.messageId, u"2nC2");
        QVERIFY(std::holds_alternative<SmsContent>(sms.data));
        QCOMPARE(std::get<SmsContent>(sms.data).to, u"+46701740605");
        QCOMPARE(std::get<SmsContent>(sms.data).body, u"Due on Friday");

        const auto push = decoded<MessageContent>(fixture("content", "push")[QLatin1StringView(vintage)]);
        QVERIFY(std::holds_alternative<PushContent>(push.data));
        const auto &data = std::get<PushContent>(push.data);
        QCOMPARE(data.token, u"t-31");
        QCOMPARE(data.title, u"Due");
        QCOMPARE(data.body, u"On Friday");
        QCOMPARE(data.data.value(QStringLiteral("loan")).toString(),
                 *vintage == 'o' ? QString() : QStringLiteral("L-8"));
    }
}

void TestCodec::chatContent()
{
    const auto older = decoded<MessageContent>(fixture("content", "chat")[QStringLiteral("older")]);
    QVERIFY(std::holds_alternative<ChatContent>(older.data));
    const auto &json = std::get<ChatContent>(older.data);
    QCOMPARE(json.connection.value(QStringLiteral("channel_id")).toString(), u"C77");
    QCOMPARE(json.jsonContent.value(QStringLiteral("text")).toString(), u"Van is here");
    QVERIFY(json.blocks.isEmpty() && json.summary.isNull() && json.metadata.isEmpty());

    const auto today = decoded<MessageContent>(fixture("content", "chat")[QStringLiteral("today")]);
    QVERIFY(std::holds_alternative<ChatContent>(today.data));
    const auto &blocks = std::get<ChatContent>(today.data);
    QCOMPARE(blocks.blocks.size(), 2);
    QCOMPARE(blocks.blocks[0].name, u"body");
    QCOMPARE(blocks.blocks[0].type, u"markdown");
    QCOMPARE(blocks.blocks[1].content, u"Gate 2");
    QCOMPARE(blocks.summary, u"Van is here");
    QCOMPARE(blocks.metadata.value(QStringLiteral("thread")).toString(), u"9");
    QVERIFY(blocks.jsonContent.isEmpty());
}

void TestCodec::inAppContent()
{
    for (const char *vintage : {"older", "today"}) {
        const auto content = decoded<MessageContent>(fixture("content", "inApp")[QLatin1StringView(vintage)]);
        QVERIFY(std::holds_alternative<InAppContent>(content.data));
        const auto &blocks = std::get<InAppContent>(content.data).blocks;
        QCOMPARE(blocks.size(), *vintage == 'o' ? 1 : 3);
        QCOMPARE(blocks[0].name, u"body"); // `name`, or `key`
        QCOMPARE(blocks[0].type, u"markdown");
        QCOMPARE(blocks[0].content, u"**{{ t }}**");
        QCOMPARE(blocks[0].rendered, u"<p><strong>Maps</strong></p>");
        if (blocks.size() == 1)
            continue;
        QCOMPARE(blocks[1].rendered, u"https://books.example/l");
        QCOMPARE(blocks[2].type, u"button_set");
        QCOMPARE(blocks[2].buttons.size(), 2);
        QCOMPARE(blocks[2].buttons[0].name, u"primary");
        QCOMPARE(blocks[2].buttons[1].label, u"Later");
        QCOMPARE(blocks[2].buttons[1].action, u"https://books.example/later");
    }
}

void TestCodec::unknownContent()
{
    const auto older = decoded<MessageContent>(fixture("content", "unknown")[QStringLiteral("older")]);
    QVERIFY(std::holds_alternative<std::monostate>(older.data));
    QCOMPARE(older.messageId, u"2nC6");
    // A name that is not known is not second-guessed by keys that look familiar.
    const auto today = decoded<MessageContent>(fixture("content", "unknown")[QStringLiteral("today")]);
    QVERIFY(std::holds_alternative<std::monostate>(today.data));
    QCOMPARE(today.raw.value(QStringLiteral("data"))[QStringLiteral("frames")].toInt(), 24);
}

void TestCodec::deliveryLog()
{
    const auto older = decoded<MessageDeliveryLog>("deliverylog", "older");
    QCOMPARE(older.id, u"2nLog0000000000000000000001");
    QCOMPARE(older.serviceName, u"PigeonPost");
    QCOMPARE(older.request.method, u"POST");
    QCOMPARE(older.request.host, u"https://pigeon.example");
    QCOMPARE(older.request.path, u"/coop/7");
    QCOMPARE(older.request.query, u"fast=1");
    QVERIFY(older.request.headers.isEmpty());
    QCOMPARE(older.request.body.toString(), u"wing=left");
    QCOMPARE(older.response.status, std::optional(503));
    QCOMPARE(older.response.body.toString(), u"all birds out");
    QCOMPARE(older.insertedAt, time("2024-09-12T06:59:59Z"));

    const auto today = decoded<MessageDeliveryLog>("deliverylog", "today");
    QVERIFY(today.request.query.isNull());
    QCOMPARE(today.request.headers.value(QStringLiteral("Accept")).toString(), u"application/json");
    QVERIFY(today.request.body.isObject());
    QCOMPARE(today.response.status, std::optional(200));
    QCOMPARE(today.response.headers.value(QStringLiteral("x-bird")).toString(), u"3");
    QVERIFY(today.response.body[QStringLiteral("home")].toBool());
    QCOMPARE(today.insertedAt, time("2025-06-02T08:00:02.750Z"));
}

void TestCodec::feed()
{
    const auto older = decoded<Feed>("feed", "older");
    QCOMPARE(older.meta.unreadCount, 4);
    QCOMPARE(older.meta.unseenCount, 2);
    QVERIFY(!older.meta.totalCount);
    QCOMPARE(older.vars.value(QStringLiteral("site")).toString(), u"books.example");
    QCOMPARE(older.info.after, u"ZjE");
    QCOMPARE(older.rows.size(), 1);
    QVERIFY(!older.rows[0].isBroken());
    const FeedItem &item = older.rows[0].value;
    QCOMPARE(item.id, u"2nFeed000000000000000000001");
    QCOMPARE(item.activities.size(), 2);
    QCOMPARE(item.activities[0].actor.label(), u"Ida Holm");
    QVERIFY(item.activities[1].actor.isNull());
    QCOMPARE(item.actors.size(), 1);
    QCOMPARE(item.totalActivities, 2);
    QCOMPARE(item.totalActors, 1);
    QCOMPARE(item.blocks[0].rendered, u"<p>Maps</p>");
    QCOMPARE(item.source.key, u"loan-due");
    QCOMPARE(item.tenant, u"north");
    QCOMPARE(item.data.value(QStringLiteral("t")).toString(), u"Maps");
    QCOMPARE(item.engagement().words(), QStringList({QStringLiteral("seen"), QStringLiteral("archived")}));
    QCOMPARE(item.updatedAt, item.archivedAt);

    const auto today = decoded<Feed>("feed", "today"); // compact: no activities
    QCOMPARE(today.meta.totalCount, std::optional<qint64>(81));
    QVERIFY(today.vars.isEmpty());
    QCOMPARE(today.info.before, u"ZjI");
    QVERIFY(!today.rows[0].isBroken());
    QVERIFY(today.rows[0].value.activities.isEmpty());
    QCOMPARE(today.rows[0].value.engagement().words(), QStringList({QStringLiteral("link_clicked")}));
    QVERIFY(today.rows[0].value.tenant.isNull());
}

void TestCodec::preferenceSet()
{
    const auto older = decoded<PreferenceSet>("preferenceset", "older");
    QCOMPARE(older.id, u"default");
    QVERIFY(!older.isEmpty());
    QCOMPARE(QStringList(older.body().keys()),
             QStringList({QStringLiteral("categories"), QStringLiteral("channel_types"),
                          QStringLiteral("workflows")}));
    const auto today = decoded<PreferenceSet>("preferenceset", "today");
    QCOMPARE(today.id, u"north");
    QCOMPARE(today.body().value(QStringLiteral("commercial_subscribed")), QJsonValue(false));
    QVERIFY(today.body().contains(QStringLiteral("channels")));
    QVERIFY(decoded<PreferenceSet>("preferenceset", "empty").isEmpty());
}

void TestCodec::bulkOperation()
{
    const auto older = decoded<BulkOperation>("bulkoperation", "older");
    QCOMPARE(older.id, u"7e0a5a1c-3b4d-4e5f-8a6b-7c8d9e0f1a2b");
    QCOMPARE(older.name, u"users.set_preferences");
    QCOMPARE(older.status, BulkStatus(BulkState::Completed));
    QVERIFY(older.isOver());
    QCOMPARE(older.estimatedTotalRows, 40);
    QCOMPARE(older.processedRows, 41);
    QCOMPARE(older.successCount, 39);
    QCOMPARE(older.errorCount, 2);
    QCOMPARE(older.errorItems.size(), 2);
    QCOMPARE(older.errorItems[0].id, u"reader-3");
    QVERIFY(older.errorItems[0].collection.isNull());
    QCOMPARE(older.errorItems[1].collection, u"branches");
    QCOMPARE(older.startedAt, time("2024-09-12T09:00:01Z"));
    QCOMPARE(older.completedAt, time("2024-09-12T09:00:09Z"));
    QVERIFY(older.failedAt.isNull());

    const auto today = decoded<BulkOperation>("bulkoperation", "today");
    QCOMPARE(today.status.value, BulkState::Unknown);
    QCOMPARE(today.status.text(), u"paused");
    QVERIFY(!today.isOver());
    QCOMPARE(today.estimatedTotalRows, 9'000'000'000);
    QVERIFY(today.errorItems.isEmpty() && today.startedAt.isNull());
    QCOMPARE(today.insertedAt, time("2025-06-02T09:00:00.500Z"));
}

void TestCodec::lists_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("before");
    QTest::addColumn<int>("size");
    QTest::addColumn<qint64>("total"); // -1: not said
    QTest::newRow("items") << 2 << "bmV4dA" << QString() << 2 << qint64(-1);
    QTest::newRow("entries") << 2 << QString() << "cHJldg" << 50 << qint64(10000);
    QTest::newRow("bare") << 2 << QString() << QString() << 0 << qint64(-1);
    QTest::newRow("noPageInfo") << 2 << QString() << QString() << 0 << qint64(-1);
    QTest::newRow("empty") << 0 << QString() << QString() << 50 << qint64(-1);
}

void TestCodec::lists()
{
    const auto page = decoded<Page<User>>("list", QTest::currentDataTag());
    QTEST(int(page.rows.size()), "rows");
    if (!page.rows.isEmpty())
        QCOMPARE(page.rows[1].value.id, u"reader-2");
    QTEST(page.info.after, "after");
    QTEST(page.info.before, "before");
    QTEST(page.info.pageSize, "size");
    QTEST(page.info.totalCount.value_or(-1), "total");
}

void TestCodec::recipients()
{
    const auto reference = decoded<Recipient>("recipient", "userReference");
    QCOMPARE(reference.id, u"reader-17");
    QCOMPARE(reference.label(), u"reader-17");
    QVERIFY(!reference.isObject() && reference.raw.isEmpty());
    const auto object = decoded<Recipient>("recipient", "objectReference");
    QVERIFY(object.isObject() && !object.isTenant());
    QCOMPARE(object.label(), u"branches/branch-9");
    const auto user = decoded<Recipient>("recipient", "user");
    QCOMPARE(user.label(), u"Zoë Ångström");
    QCOMPARE(user.avatar, u"https://books.example/a/17.png");
    QVERIFY(user == reference);
    const auto full = decoded<Recipient>("recipient", "object");
    QCOMPARE(full.label(), u"Harbour branch");
    QCOMPARE(full.avatar, u"https://books.example/b/9.png");
    QVERIFY(full == object && !(full == user));
    QVERIFY(decoded<Recipient>("recipient", "tenant").isTenant());
    QCOMPARE(write(full), fixture("recipient", "objectReference"));
    QCOMPARE(write(user), QJsonValue(QStringLiteral("reader-17")));
}

void TestCodec::errorBodies()
{
    const auto body
        = [](const char *name) { return QJsonDocument(fixture("error", name).toObject()).toJson(); };
    const ErrorBody older = readErrorBody(body("older"));
    QCOMPARE(older.code, u"invalid_params");
    QCOMPARE(older.status, 0);
    QCOMPARE(older.errors.size(), 1); // one object, not a list
    QCOMPARE(older.errors[0].field, u"page_size");
    QCOMPARE(older.errors[0].message, u"is too big");
    const ErrorBody today = readErrorBody(body("today"));
    QCOMPARE(today.code, u"workflow_missing");
    QCOMPARE(today.message, u"No such workflow");
    QCOMPARE(today.status, 422);
    QCOMPARE(today.type, u"invalid_request_error");
    QCOMPARE(today.errors.size(), 2);
    QCOMPARE(today.errors[1].type, u"required");
    for (const char *nonsense :
         {"", "<html>502</html>", "null", "[]", "\"ok\"", R"({"code": 7, "errors": "many"})"}) {
        const ErrorBody none = readErrorBody(nonsense);
        QVERIFY2(none.code.isEmpty() && none.errors.isEmpty(), nonsense);
    }
}

void TestCodec::problems_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *json, const char *expected) {
        QTest::newRow(name) << QByteArray(json) << QString::fromUtf8(expected);
    };
    const char *rest
        = R"("id": "m", "status": "sent", "recipient": "u", "inserted_at": "2025-01-01T00:00:00Z")";
    const QByteArray open = QByteArray("{") + rest;
    row("fine", (open + "}").constData(), "");
    row("number for text", (open + R"(, "tenant": 5})").constData(), ".tenant: expected text, got 5");
    row("text for a time", (open + R"(, "seen_at": "soon"})").constData(),
        ".seen_at: expected RFC 3339 time, got \"soon\"");
    row("number for a time", (open + R"(, "seen_at": 17})").constData(),
        ".seen_at: expected RFC 3339 time, got 17");
    row("list for an object", (open + R"(, "data": []})").constData(),
        ".data: expected an object, got a list");
    row("text for a list", (open + R"(, "actors": "u"})").constData(), ".actors: expected a list, got \"u\"");
    row("inside a list", (open + R"(, "actors": ["u", true]})").constData(),
        ".actors[1]: expected a user id or a recipient object, got true");
    row("inside an object", (open + R"(, "source": {"key": {}}})").constData(),
        ".workflow: expected text, got an object\n.source.key: expected text, got an object");
    row("word list", (open + R"(, "engagement_statuses": [1]})").constData(),
        ".engagement_statuses[0]: expected text, got 1");
    row("collection", (open + R"(, "actors": [{"id": "a", "collection": 3}]})").constData(),
        ".actors[0].collection: expected text, got 3");
    row("recipient without id", (open + R"(, "actors": [{"collection": "c"}]})").constData(),
        ".actors[0].id: required, and missing");
    row("status missing", R"({"id": "m", "recipient": "u", "inserted_at": "2025-01-01T00:00:00Z"})",
        ".status: required, and missing");
    row("recipient null",
        R"({"id": "m", "status": "sent", "recipient": null, "inserted_at": "2025-01-01T00:00:00Z"})",
        ".recipient: required, and missing");
    row("no object at all", "[]", ": expected an object, got a list");
    row("long text is cut", (open + R"(, "data": ")" + QByteArray(60, 'x') + "\"}").constData(),
        (QByteArray(".data: expected an object, got \"") + QByteArray(40, 'x') + "…\"").constData());
}

void TestCodec::problems()
{
    QFETCH(QByteArray, json);
    QTEST(problemsOf<Message>(parsed(json)).join(u'\n'), "expected");
}

void TestCodec::oneBadRowLosesNoOther()
{
    Page<MessageEvent> page;
    Trace trace;
    read(parsed(R"({"items": [
           {"id": "a", "type": "message.sent", "inserted_at": "2025-01-01T00:00:00Z"},
           {"id": "b", "type": "message.sent", "inserted_at": "yesterday", "mood": "odd"},
           "not even an object",
           {"id": "d", "type": "message.read", "inserted_at": "2025-01-03T00:00:00Z"}],
           "page_info": {"after": 4, "before": null, "page_size": 50}})"),
         page, trace);
    QCOMPARE(page.rows.size(), 4);
    QVERIFY(!page.rows[0].isBroken() && !page.rows[3].isBroken());
    QCOMPARE(page.rows[1].problem, u".items[1].inserted_at: expected RFC 3339 time, got \"yesterday\"");
    QCOMPARE(page.rows[1].value.id, u"b");
    QVERIFY(page.rows[1].value.insertedAt.isNull());
    QCOMPARE(page.rows[1].value.raw.value(QStringLiteral("mood")).toString(), u"odd");
    QCOMPARE(page.rows[2].problem, u".items[2]: expected an object, got \"not even an object\"");
    QCOMPARE(page.rows[3].value.word(), u"read");
    QCOMPARE(trace.problems(), QStringList({QStringLiteral(".page_info.after: expected text, got 4")}));

    QCOMPARE(problemsOf<Page<User>>(parsed(R"({"rows": []})")).size(), 1);
    QCOMPARE(problemsOf<Page<User>>(parsed("null")).size(), 1);
    QCOMPARE(problemsOf<Feed>(
                 parsed(R"({"entries": [], "meta": {"unread_count": 1.5, "unseen_count": 0}, "vars": "x"})")),
             QStringList({QStringLiteral(".meta.unread_count: expected a whole number, got 1.5"),
                          QStringLiteral(".vars: expected an object, got \"x\"")}));
    QCOMPARE(problemsOf<Feed>(parsed(R"({"entries": []})")),
             QStringList({QStringLiteral(".meta: expected an object, got nothing")}));
}

void TestCodec::oneBadFieldLosesNoOther()
{
    Message message;
    Trace trace;
    QJsonObject json = fixture("message", "older").toObject();
    json.insert(QStringLiteral("actors"), 5);
    json.insert(QStringLiteral("seen_at"), false);
    read(json, message, trace);
    QCOMPARE(trace.problems().size(), 2);
    QCOMPARE(message.id, u"2nOldMessage000000000000001");
    QVERIFY(message.seenAt.isNull() && message.actors.isEmpty());
    QVERIFY(!message.readAt.isNull());
    QCOMPARE(message.raw, json);
}

void TestCodec::manyProblemsAreCutOff()
{
    QJsonArray actors;
    for (int i = 0; i < 500; ++i)
        actors.append(i);
    QJsonObject json = fixture("message", "older").toObject();
    json.insert(QStringLiteral("actors"), actors);
    QCOMPARE(problemsOf<Message>(json).size(), 20);
}

// A wrong value must not look like an answer.
void TestCodec::wrongOptionalsStayEmpty()
{
    MessageDeliveryLog log;
    Trace trace;
    QJsonObject json = fixture("deliverylog", "today").toObject();
    json.insert(QStringLiteral("response"), QJsonObject {{QStringLiteral("status"), QStringLiteral("200")}});
    read(json, log, trace);
    QCOMPARE(trace.problems(),
             QStringList({QStringLiteral(".response.status: expected a whole number, got \"200\"")}));
    QVERIFY(!log.response.status);
    QCOMPARE(problemsOf<EmailContent>(parsed(R"({"from": {"email": 5, "name": null}})")),
             QStringList({QStringLiteral(".from.email: expected text, got 5")}));
}

void TestCodec::roundTrips()
{
    const auto again = [](const auto &value) {
        std::decay_t<decltype(value)> out;
        Trace trace;
        read(write(value), out, trace);
        return std::pair(out, trace.problems());
    };
    for (const char *vintage : {"older", "today"}) {
        const auto user = decoded<User>("user", vintage);
        const auto [sameUser, noUserProblems] = again(user);
        QCOMPARE(noUserProblems, QStringList());
        QCOMPARE(writeObject(sameUser), writeObject(user));
        QCOMPARE(sameUser.updatedAt, user.updatedAt);

        const auto message = decoded<Message>("message", vintage);
        const auto [sameMessage, noMessageProblems] = again(message);
        QCOMPARE(noMessageProblems, QStringList());
        QCOMPARE(sameMessage.status, message.status);
        QCOMPARE(sameMessage.engagement, message.engagement);
        QCOMPARE(sameMessage.actors, message.actors);
        QCOMPARE(sameMessage.channelId, message.channelId);
        QCOMPARE(sameMessage.linkClickedAt, message.linkClickedAt);
        QCOMPARE(writeObject(sameMessage), writeObject(message));

        const auto operation = decoded<BulkOperation>("bulkoperation", vintage);
        const auto [sameOperation, noOperationProblems] = again(operation);
        QCOMPARE(noOperationProblems, QStringList());
        QCOMPARE(writeObject(sameOperation), writeObject(operation));

        const auto mail = std::get<EmailContent>(
            decoded<MessageContent>(fixture("content", "email")[QLatin1StringView(vintage)]).data);
        const auto [sameMail, noMailProblems] = again(mail);
        QCOMPARE(noMailProblems, QStringList());
        QCOMPARE(sameMail.from.text(), mail.from.text());
        QCOMPARE(sameMail.subject, mail.subject);
    }
    // An object is written with its nested path, and absent values are left out.
    const QJsonObject written = writeObject(decoded<User>("user", "older"));
    QVERIFY(!written.contains(QStringLiteral("locale")) && !written.contains(QStringLiteral("created_at")));
}

QTEST_APPLESS_MAIN(TestCodec)
#include "tst_codec.moc"
