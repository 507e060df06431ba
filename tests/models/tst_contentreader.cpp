#include "models/contentreader.h"

#include "support/fakenetwork.h"

#include <QSignalSpy>
#include <QTest>

using models::ContentReader;

namespace {

QByteArray batchTarget(const QStringList &ids)
{
    QByteArray target = "/v1/messages/batch/content?";
    for (const QString &id : ids)
        target += (target.endsWith('?') ? "" : "&") + QByteArray("message_ids[]=") + id.toLatin1();
    return target;
}

QByteArray smsFor(const QString &id)
{
    return "{\"message_id\": \"" + id.toLatin1()
        + "\", \"inserted_at\": \"2026-03-04T12:00:00Z\", \"data\": {\"__typename\": \"MessageSmsContent\","
          " \"to\": \"+361\", \"body\": \"text of "
        + id.toLatin1() + "\"}}";
}

QByteArray batchFor(const QStringList &ids)
{
    QByteArrayList all;
    for (const QString &id : ids)
        all += smsFor(id);
    return "[" + all.join(",") + "]";
}

QStringList range(int from, int to)
{
    QStringList ids;
    for (int i = from; i <= to; ++i)
        ids += QString("m%1").arg(i);
    return ids;
}

} // namespace

class TestContentReader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsManyAtOnce();
    void asksOnce();
    void tellsOfEachThatIsMissing();
    void oneBadIdSpoilsNoOther();
    void failsWithTheNetworkAndTriesAgain();
    void readAheadIsReplaced();
    void forgetsTheOldest();

private:
    static QString bodyOf(const ContentReader &reader, const QString &id)
    {
        const api::MessageContent *content = reader.content(id);
        return content ? std::get<api::SmsContent>(content->data).body : QString();
    }
};

void TestContentReader::readsManyAtOnce()
{
    FakeNetwork net;
    api::Client client(testConnection(), &net);
    ContentReader reader(client);
    net.expect("GET", batchTarget(range(1, 25))).reply(200, batchFor(range(1, 25)));
    net.expect("GET", batchTarget(range(26, 30))).reply(200, batchFor(range(26, 30)));
    QSignalSpy changed(&reader, &ContentReader::changed);
    reader.read(range(1, 30));
    QCOMPARE(reader.state("m7"), ContentReader::State::Loading);
    QTRY_COMPARE(changed.size(), 30);
    QCOMPARE(bodyOf(reader, "m1"), "text of m1");
    QCOMPARE(bodyOf(reader, "m30"), "text of m30");
    QCOMPARE(reader.requestsSent(), 2);
}

void TestContentReader::asksOnce()
{
    FakeNetwork net;
    api::Client client(testConnection(), &net);
    ContentReader reader(client);
    auto &first = net.expect("GET", batchTarget({"m1", "m2"})).reply(200, batchFor({"m2", "m1"})).hold();
    reader.read({"m1", "m2", "m1", ""});
    QTRY_VERIFY(first.wasAsked());
    net.expect("GET", batchTarget({"m3"})).reply(200, batchFor({"m3"}));
    reader.read({"m2", "m3"}); // m2 is on its way
    QTRY_COMPARE(reader.state("m3"), ContentReader::State::Ready);
    first.release();
    QTRY_COMPARE(reader.state("m2"), ContentReader::State::Ready);
    QCOMPARE(bodyOf(reader, "m1"), "text of m1"); // whatever order they came in
    reader.read({"m1", "m2", "m3"});
    QCOMPARE(reader.requestsSent(), 2);
    net.expectNothing();
}

void TestContentReader::tellsOfEachThatIsMissing()
{
    FakeNetwork net;
    api::Client client(testConnection(), &net);
    ContentReader reader(client);
    net.expect("GET", batchTarget({"m1", "m2", "m3"})).reply(200, batchFor({"m1", "m3"}));
    reader.read({"m1", "m2", "m3"});
    QTRY_COMPARE(reader.state("m2"), ContentReader::State::Failed);
    QCOMPARE(reader.error("m2").httpStatus, 404);
    QVERIFY(!reader.content("m2"));
    QCOMPARE(reader.state("m1"), ContentReader::State::Ready);
    QVERIFY(!reader.error("m1").isError());
}

void TestContentReader::oneBadIdSpoilsNoOther()
{
    FakeNetwork net;
    api::Client client(testConnection(), &net);
    ContentReader reader(client);
    net.expect("GET", batchTarget({"m1", "gone"})).reply(404, json("{'code': 'resource_missing'}"));
    net.expect("GET", "/v1/messages/m1/content").reply(200, smsFor("m1"));
    net.expect("GET", "/v1/messages/gone/content").reply(404, json("{'code': 'resource_missing'}"));
    reader.read({"m1", "gone"});
    QTRY_COMPARE(reader.state("m1"), ContentReader::State::Ready);
    QTRY_COMPARE(reader.state("gone"), ContentReader::State::Failed);
    QCOMPARE(reader.error("gone").httpStatus, 404);
}

void TestContentReader::failsWithTheNetworkAndTriesAgain()
{
    FakeNetwork net;
    api::Client client(testConnection(), &net);
    ContentReader reader(client);
    net.expect("GET", batchTarget({"m1", "m2"})).fail(QNetworkReply::ConnectionRefusedError);
    reader.read({"m1", "m2"});
    QTRY_COMPARE(reader.state("m2"), ContentReader::State::Failed);
    QCOMPARE(reader.error("m1").kind, api::ApiError::Kind::Network);
    net.expect("GET", batchTarget({"m1"})).reply(200, batchFor({"m1"}));
    reader.read({"m1"});
    QTRY_COMPARE(reader.state("m1"), ContentReader::State::Ready);
    QVERIFY(!reader.error("m1").isError());
    QCOMPARE(reader.state("m2"), ContentReader::State::Failed);
}

void TestContentReader::readAheadIsReplaced()
{
    FakeNetwork net;
    api::Client client(testConnection(), &net);
    ContentReader reader(client);
    auto &old = net.expect("GET", batchTarget({"m1", "m2"})).reply(200, batchFor({"m1", "m2"})).hold();
    reader.readAhead({"m1", "m2"});
    QTRY_VERIFY(old.wasAsked());
    net.expect("GET", batchTarget({"m2", "m3"})).reply(200, batchFor({"m2", "m3"}));
    reader.readAhead({"m2", "m3"}); // the person has moved on
    QCOMPARE(reader.state("m1"), ContentReader::State::Unknown);
    QTRY_COMPARE(reader.state("m3"), ContentReader::State::Ready);
    QVERIFY(old.wasAborted());
    reader.readAhead({"m3"});
    QCOMPARE(reader.requestsSent(), 2);
}

void TestContentReader::forgetsTheOldest()
{
    FakeNetwork net;
    api::Client client(testConnection(), &net);
    ContentReader reader(client);
    constexpr int rounds = ContentReader::mostKept / ContentReader::mostAtOnce + 1;
    QSignalSpy changed(&reader, &ContentReader::changed);
    for (int i = 0; i < rounds; ++i) {
        const QStringList ids = range(i * 25 + 1, i * 25 + 25);
        net.expect("GET", batchTarget(ids)).reply(200, batchFor(ids));
        reader.read(ids);
        QTRY_COMPARE(changed.size(), (i + 1) * 25);
    }
    QCOMPARE(reader.state("m1"), ContentReader::State::Unknown);
    QCOMPARE(reader.state("m26"), ContentReader::State::Ready);
}

QTEST_GUILESS_MAIN(TestContentReader)
#include "tst_contentreader.moc"
