#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "models/display.h"
#include "models/vocabulary.h"

#include <QJsonDocument>
#include <QTest>

using namespace models;

namespace {
// 2026-06-15T12:00:00Z, a Monday.
const qint64 noon = api::Timestamp::fromWire(u"2026-06-15T12:00:00Z").ms();
constexpr qint64 s = 1000, min = 60 * s, h = 60 * min, d = 24 * h;
}

class TestDisplay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void plainValues();
    void relativeTimes_data();
    void relativeTimes();
    void timestamps();
    void exactTimes();
    void durations_data();
    void durations();
    void deliveryStatuses_data();
    void deliveryStatuses();
    void engagement();
    void bulkStatuses();
    void recipients();
    void channels();
    void compactJson_data();
    void compactJson();
    void exactJsonKeepsAll();
};

void TestDisplay::plainValues()
{
    QCOMPARE(display(QString("Ada")).text, "Ada");
    QCOMPARE(display(QString()).text, "–");
    QVERIFY(display(QString()).dim);
    QCOMPARE(display(QString("Ada")).tone, Tone::None);
    QCOMPARE(display(true).text, "yes");
    QCOMPARE(display(false).text, "no");
    QCOMPARE(display(49600).text, "49,600");
    QVERIFY(display(49600).number);
    QCOMPARE(display(qint64(-1234567)).text, "-1,234,567");
    QCOMPARE(display(2.5).text, "2.5");
    QCOMPARE(display(3000.0).text, "3,000");
    QCOMPARE(display(std::optional<int>(7)).text, "7");
    QCOMPARE(display(std::optional<int>()).text, "–");
    QCOMPARE(display(QStringList {"a", "b"}).text, "a, b");
    QCOMPARE(display(QStringList()).text, "–");
    QCOMPARE(display(QJsonValue(QJsonValue::Null)).text, "–");
    QCOMPARE(display(QJsonValue("x")).text, "x");
    QVERIFY(display(QJsonObject {{"a", 1}}).fixed);
    QCOMPARE(display(QJsonObject()).text, "–");
}

void TestDisplay::relativeTimes_data()
{
    QTest::addColumn<qint64>("age");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *text, qint64 age) { QTest::newRow(text) << age << QString(text); };
    row("just now", 0);
    row("just now", 1900);
    row("just now", -1900);
    row("2 s ago", 2 * s);
    row("59 s ago", 59 * s);
    row("4 min ago", 4 * min + 59 * s);
    row("23 h ago", 24 * h - 1);
    row("yesterday", 24 * h);
    row("yesterday", 36 * h);
    row("2 days ago", 36 * h + 1);
    row("6 days ago", 6 * d);
    row("8 Jun", 7 * d);
    row("1 Jan", 165 * d);
    row("31 Dec 2025", 166 * d);
    row("in 3 h", -3 * h);
    row("in 10 s", -10 * s);
    row("tomorrow", -24 * h);
    row("in 3 days", -3 * d);
    row("22 Jun", -7 * d);
}

void TestDisplay::relativeTimes()
{
    QFETCH(qint64, age);
    QFETCH(QString, text);
    QCOMPARE(relativeTime(noon - age, noon), text);
}

void TestDisplay::timestamps()
{
    const auto time = api::Timestamp::fromWire(u"2026-06-15T11:56:00.217686Z");
    const Shown shown = display(time, {.nowMs = noon + 1000});
    QCOMPARE(shown.text, "4 min ago");
    QVERIFY(shown.tip.startsWith("2026-06-15 11:56:00.217 UTC"));
    QCOMPARE(display(api::Timestamp()).text, "–");
    QVERIFY(qAbs(Look().now() - QDateTime::currentMSecsSinceEpoch()) < 5000); // the clock, unless pinned
}

void TestDisplay::exactTimes()
{
    const auto time = api::Timestamp::fromWire(u"2026-06-15T12:00:00Z");
    QCOMPARE(exactTime(time, "UTC"), "2026-06-15 12:00:00.000 UTC");
    QCOMPARE(exactTime(time, "Europe/Berlin"), "2026-06-15 14:00:00.000 Europe/Berlin (UTC+02:00)");
    QCOMPARE(exactTime(time, "America/St_Johns"), "2026-06-15 09:30:00.000 America/St_Johns (UTC−02:30)");
    QCOMPARE(exactTime(time, "Nowhere/At_all"), QString());
    QCOMPARE(exactTime({}, "UTC"), QString());
}

void TestDisplay::durations_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << qint64(0) << "0 s";
    QTest::newRow("seconds") << 31 * s << "31 s";
    QTest::newRow("minutes") << 4 * min + 50 * s << "4 min";
    QTest::newRow("hours") << 2 * h << "2 h";
    QTest::newRow("both") << 2 * h + 10 * min << "2 h 10 min";
}

void TestDisplay::durations()
{
    QFETCH(qint64, ms);
    QFETCH(QString, text);
    QCOMPARE(durationText(ms), text);
}

void TestDisplay::deliveryStatuses_data()
{
    QTest::addColumn<QString>("wire");
    QTest::addColumn<QString>("text");
    QTest::addColumn<Tone>("tone");
    QTest::addColumn<QString>("icon");
    QTest::newRow("queued") << "queued"
                            << "queued" << Tone::Neutral << "clock";
    QTest::newRow("sent") << "sent"
                          << "sent" << Tone::Info << "play";
    QTest::newRow("delivered") << "delivered"
                               << "delivered" << Tone::Ok << "check";
    QTest::newRow("attempted") << "delivery_attempted"
                               << "delivery attempted" << Tone::Warn << "refresh";
    QTest::newRow("undelivered") << "undelivered"
                                 << "undelivered" << Tone::Warn << "warn";
    QTest::newRow("bounced") << "bounced"
                             << "bounced" << Tone::Bad << "cross";
    QTest::newRow("not sent") << "not_sent"
                              << "not sent" << Tone::Neutral << "pause";
    QTest::newRow("of tomorrow") << "teleported"
                                 << "teleported" << Tone::Neutral << "info";
    QTest::newRow("null") << ""
                          << "–" << Tone::None << "";
}

void TestDisplay::deliveryStatuses()
{
    QFETCH(QString, wire);
    QFETCH(QString, text);
    QFETCH(Tone, tone);
    QFETCH(QString, icon);
    const Shown shown = display(api::DeliveryStatus::fromText(wire));
    QCOMPARE(shown.text, text);
    QCOMPARE(shown.tone, tone);
    QCOMPARE(shown.icon, icon);
}

void TestDisplay::engagement()
{
    api::EngagementStatuses statuses;
    QCOMPARE(shownList(statuses).size(), 1);
    QCOMPARE(shownList(statuses).first().text, "–");
    api::Trace trace;
    read(QJsonArray {"archived", "seen", "link_clicked", "applauded"}, statuses, trace);
    QStringList texts;
    for (const Shown &shown : shownList(statuses)) {
        texts += shown.text;
        QVERIFY(shown.tone != Tone::None);
        QVERIFY(!shown.icon.isEmpty());
    }
    QCOMPARE(texts, (QStringList {"seen", "link clicked", "archived", "applauded"}));
    QCOMPARE(engagementIcon(api::Engagement::Seen), "eye");
}

void TestDisplay::bulkStatuses()
{
    QCOMPARE(display(api::BulkStatus(api::BulkState::Processing)).text, "running");
    QCOMPARE(display(api::BulkStatus(api::BulkState::Failed)).tone, Tone::Bad);
    QCOMPARE(display(api::BulkStatus(api::BulkState::Completed)).tone, Tone::Ok);
    QCOMPARE(display(api::BulkStatus::fromText("paused")).text, "paused");
}

void TestDisplay::recipients()
{
    api::Recipient person;
    person.id = "ada";
    QCOMPARE(display(person).text, "ada");
    QCOMPARE(display(person).icon, "user");
    person.name = "Ada";
    QCOMPARE(display(person).text, "Ada");
    QCOMPARE(display(person).tip, "ada");
    api::Recipient object;
    object.id = "apollo";
    object.collection = "projects";
    QCOMPARE(display(object).text, "projects/apollo");
    QCOMPARE(display(object).icon, "object");
    QCOMPARE(display(api::Recipient()).text, "–");
    QCOMPARE(display(QList<api::Recipient> {person, object}).text, "Ada, projects/apollo");
}

void TestDisplay::channels()
{
    const QString uuid = "8209f26c-62a5-461d-95e2-a5716a26e652";
    QCOMPARE(display(api::ChannelId {}).text, "–");
    const Shown unknown = display(api::ChannelId {uuid});
    QCOMPARE(unknown.text, "8209f26c…e652");
    QCOMPARE(unknown.tip, uuid);
    QVERIFY(unknown.fixed);
    Vocabulary words;
    words.nameChannel(uuid, "Slack", "chat");
    const Shown known = display(api::ChannelId {uuid}, {.vocabulary = &words});
    QCOMPARE(known.text, "Slack");
    QCOMPARE(known.icon, "chat");
    QVERIFY(!known.fixed);
    QCOMPARE(channelTypeName("in_app_feed"), "In-app feed");
    QCOMPARE(channelTypeName("carrier_pigeon"), "carrier_pigeon");
}

void TestDisplay::compactJson_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QByteArray("{}") << "{}";
    QTest::newRow("members") << QByteArray(R"({"a":1,"b":"x","c":[true,null,2.5]})")
                             << R"({"a": 1, "b": "x", "c": [true, null, 2.5]})";
    QTest::newRow("escapes") << QByteArray(R"({"a":"say \"hi\"\nto C:\\"})")
                             << R"({"a": "say \"hi\"\nto C:\\"})";
    QTest::newRow("big number") << QByteArray(R"({"a":1234567890123})") << R"({"a": 1234567890123})";
    QTest::newRow("cut") << QByteArray(R"({"text":")" + QByteArray(5000, 'x') + "\"}")
                         << QStringLiteral("{\"text\": \"") + QString(49, 'x') + u'…';
}

void TestDisplay::compactJson()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, text);
    QCOMPARE(models::compactJson(QJsonDocument::fromJson(json).object(), 60), text);
}

void TestDisplay::exactJsonKeepsAll()
{
    const QJsonValue value = QJsonObject {{"a", QString("\x01\r\n\"é") + QString(5000, 'x')},
                                          {"b", QJsonArray {true, QJsonValue::Null, 2.5}}};
    const QString text = models::exactJson(value);
    QVERIFY(!text.contains('\n'));
    QCOMPARE(QJsonValue(QJsonDocument::fromJson(text.toUtf8()).object()), value);
    QCOMPARE(models::exactJson("x"), "\"x\"");
    QCOMPARE(models::exactJson(7), "7");
}

QTEST_GUILESS_MAIN(TestDisplay)
#include "tst_display.moc"
