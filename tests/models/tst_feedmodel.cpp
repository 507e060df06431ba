#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "models/feedmodel.h"
#include "models/lists.h"
#include "models/messageactions.h"
#include "models/messagescope.h"
#include "support/fakenetwork.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using State = models::CursorListBase::State;

namespace {

QByteArray item(const char *id, const char *more = "")
{
    return json("{'id': '") + id + json("', 'inserted_at': '2026-01-01T00:00:00Z', 'blocks': []") + more
        + '}';
}

QByteArray feed(const QByteArrayList &items, int unread, int unseen, const char *after = "null")
{
    return "{\"entries\": [" + items.join(',') + "], \"page_info\": {\"after\": " + json(after)
        + "}, \"vars\": {\"app\": \"Kites\"}, \"meta\": {\"unread_count\": " + QByteArray::number(unread)
        + ", \"unseen_count\": " + QByteArray::number(unseen) + ", \"total_count\": 2}}";
}

QByteArray message(const char *id, const char *more)
{
    return json("{'id': '") + id
        + json("', 'status': 'delivered', 'recipient': 'ada', 'workflow': 'w', 'inserted_at':"
               "'2026-01-01T00:00:00Z', ")
        + json(more) + '}';
}

constexpr const char *firstPage = "/v1/users/ada/feeds/inapp?page_size=50";
constexpr const char *counts = "/v1/users/ada/feeds/inapp?page_size=1";

struct Fixture
{
    FakeNetwork net;
    api::Client client {testConnection(), &net};
    models::FeedModel model {client};
    QAbstractItemModelTester tester {&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
    Fixture() { tester.setUseFetchMore(false); }
    bool openTwo()
    {
        net.expect("GET", firstPage).reply(200, feed({item("m1"), item("m2")}, 2, 2));
        model.open("ada", "inapp");
        return QTest::qWaitFor([&] { return model.state() == State::Complete; });
    }
};

} // namespace

class TestFeedModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsCountsAndLearns();
    void passesFilters();
    void tellsThatAFeedIsNone();
    void missingCountsAreToldApart();
    void startsOver();
    void marksAndCountsAgain();
    void unmarks();
    void marksSeveralAndMissesOne();
    void messagesFollow();
    void sendsMetadata();
    void dropsWithItsOwner();
};

void TestFeedModel::showsCountsAndLearns()
{
    Fixture f;
    models::Vocabulary words;
    f.model.setVocabulary(&words);
    QSignalSpy meta(&f.model, &models::FeedModel::metaChanged);
    f.net.expect("GET", firstPage)
        .reply(200,
               feed({item("m1", R"(, "source": {"key": "mention"}, "tenant": "acme")"), item("m2")}, 7, 3));
    f.model.open("ada", "inapp");
    QVERIFY(!f.model.hasMeta());
    QTRY_COMPARE(f.model.rowCount(), 2);
    QVERIFY(f.model.hasMeta());
    QCOMPARE(f.model.meta().unreadCount, 7);
    QCOMPARE(f.model.meta().unseenCount, 3);
    QCOMPARE(f.model.meta().totalCount, 2);
    QCOMPARE(f.model.vars().value("app").toString(), "Kites");
    QCOMPARE(meta.size(), 2); // emptied, and filled
    QCOMPARE(words.workflows(), QStringList {"mention"});
    QCOMPARE(words.channel("inapp").type, "in_app_feed");
}

void TestFeedModel::passesFilters()
{
    Fixture f;
    f.net.expect("GET", "/v1/users/ada%20l/feeds/inapp?page_size=50&tenant=acme&status=unread&archived=only")
        .reply(200, feed({}, 0, 0));
    api::FeedQuery query;
    query.tenant = "acme";
    query.status = "unread";
    query.archived = "only";
    query.after = "ignored";
    f.model.open("ada l", "inapp", query);
    QTRY_COMPARE(f.model.state(), State::Complete);
}

void TestFeedModel::tellsThatAFeedIsNone()
{
    Fixture f;
    models::Vocabulary words;
    f.model.setVocabulary(&words);
    f.net.expect("GET", firstPage).reply(404, json("{'code': 'channel_invalid', 'message': 'No such feed'}"));
    f.model.open("ada", "inapp");
    QTRY_COMPARE(f.model.state(), State::Failed);
    QCOMPARE(f.model.error().code, "channel_invalid");
    QVERIFY(!words.knowsChannel("inapp"));
    QVERIFY(!f.model.hasMeta());
}

void TestFeedModel::missingCountsAreToldApart()
{
    Fixture f;
    f.net.expect("GET", firstPage)
        .reply(200,
               json("{'entries': [{'id': 'm', 'inserted_at': '2026-01-01T00:00:00Z'}],"
                    "'page_info': {'after': null}}"));
    f.model.open("ada", "inapp");
    QTRY_COMPARE(f.model.state(), State::Complete); // the items are good
    QCOMPARE(f.model.rowCount(), 1);
    QVERIFY(!f.model.hasMeta()); // zero would be a lie
}

void TestFeedModel::startsOver()
{
    Fixture f;
    QVERIFY(f.openTwo());
    f.net.expect("GET", "/v1/users/bob/feeds/inapp?page_size=50").reply(200, feed({item("m9")}, 1, 0));
    f.model.open("bob", "inapp");
    QCOMPARE(f.model.rowCount(), 0);
    QVERIFY(!f.model.hasMeta());
    QTRY_COMPARE(f.model.rowCount(), 1);
    QCOMPARE(f.model.userId(), "bob");
    QCOMPARE(f.model.meta().unreadCount, 1);
}

void TestFeedModel::marksAndCountsAgain()
{
    Fixture f;
    QVERIFY(f.openTwo());
    models::MessageActions actions(f.client);
    actions.follow(&f.model);
    QSignalSpy finished(&actions, &models::MessageActions::finished);
    f.net.expect("PUT", "/v1/messages/m1/read")
        .reply(200, message("m1", "'read_at': '2026-01-02T00:00:00Z', 'engagement_statuses': ['read']"));
    auto &again = f.net.expect("GET", counts).reply(200, feed({item("m1")}, 1, 2)).hold();
    actions.mark({"m1"}, api::Engagement::Read);
    QVERIFY(actions.isPending("m1"));
    QCOMPARE(actions.pending(), 1);
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(actions.pending(), 0);
    QVERIFY(!actions.isPending("m1"));
    const api::FeedItem &row = f.model.row(0).value;
    QVERIFY(!row.readAt.isNull());
    QVERIFY(row.seenAt.isNull()); // nothing is derived
    QCOMPARE(row.raw.value("read_at").toString(), "2026-01-02T00:00:00Z");
    QVERIFY(row.raw.contains("blocks"));
    QTRY_VERIFY(again.wasAsked());
    QCOMPARE(f.model.meta().unreadCount, 2); // until the service says otherwise
    again.release();
    QTRY_COMPARE(f.model.meta().unreadCount, 1);
    QCOMPARE(f.model.meta().unseenCount, 2);
    QCOMPARE(f.model.rowCount(), 2);
}

void TestFeedModel::unmarks()
{
    Fixture f;
    f.net.expect("GET", firstPage)
        .reply(200, feed({item("m1", R"(, "archived_at": "2026-01-02T00:00:00Z")")}, 1, 1));
    f.model.open("ada", "inapp");
    QTRY_COMPARE(f.model.rowCount(), 1);
    QVERIFY(f.model.row(0).value.engagement().has(api::Engagement::Archived));
    models::MessageActions actions(f.client);
    actions.follow(&f.model);
    f.net.expect("DELETE", "/v1/messages/m1/archived").reply(200, message("m1", "'archived_at': null"));
    f.net.expect("GET", counts).reply(200, feed({item("m1")}, 1, 1));
    actions.unmark({"m1"}, api::Engagement::Archived);
    QTRY_VERIFY(f.model.row(0).value.archivedAt.isNull());
    QVERIFY(f.model.row(0).value.raw.value("archived_at").isNull());
    QTRY_VERIFY(f.net.isDone());
}

void TestFeedModel::marksSeveralAndMissesOne()
{
    Fixture f;
    QVERIFY(f.openTwo());
    models::MessageActions actions(f.client);
    actions.follow(&f.model);
    QSignalSpy finished(&actions, &models::MessageActions::finished);
    f.net
        .expect("POST", "/v1/messages/batch/seen") // which does not know m1
        .reply(200, "[" + message("m2", "'seen_at': '2026-01-02T00:00:00Z'") + "]");
    f.net.expect("GET", counts).reply(200, feed({item("m1")}, 2, 1));
    actions.mark({"m1", "m2"}, api::Engagement::Seen);
    QTRY_COMPARE(finished.size(), 1); // once, for both
    const auto outcome = finished.first().first().value<models::MessageActions::Outcome>();
    QCOMPARE(outcome.missing, QStringList {"m1"});
    QCOMPARE(outcome.changed, QStringList {"m2"});
    QVERIFY(!f.model.row(1).value.seenAt.isNull());
    QTRY_COMPARE(f.model.meta().unseenCount, 1);
}

void TestFeedModel::messagesFollow()
{
    FakeNetwork net;
    api::Client client(testConnection(), &net);
    models::MessagesModel list(client);
    models::MessageActions actions(client);
    actions.followList(&list);
    net.expect("GET", "/v1/messages?page_size=50")
        .reply(200, "{\"entries\": [" + message("m1", "'engagement_statuses': []") + "], \"page_info\": {}}");
    list.setSource(models::MessageScope().source());
    QTRY_COMPARE(list.rowCount(), 1);
    net.expect("PUT", "/v1/messages/m1/seen").reply(200, message("m1", "'engagement_statuses': ['seen']"));
    actions.mark({"m1"}, api::Engagement::Seen);
    QTRY_VERIFY(list.row(0).value.engagement.has(api::Engagement::Seen));
}

void TestFeedModel::sendsMetadata()
{
    FakeNetwork net;
    api::Client client(testConnection(), &net);
    models::MessageActions actions(client);
    QSignalSpy finished(&actions, &models::MessageActions::finished);
    net.expect("PUT", "/v1/messages/m1/interacted")
        .withBody(json("{'metadata': {'button': 'ok'}}"))
        .reply(200, message("m1", "'engagement_statuses': ['interacted']"));
    actions.mark({"m1"}, api::Engagement::Interacted, QJsonObject {{"button", "ok"}});
    QTRY_COMPARE(finished.size(), 1);
}

void TestFeedModel::dropsWithItsOwner()
{
    FakeNetwork net;
    api::Client client(testConnection(), &net);
    auto &slow = net.expect("PUT", "/v1/messages/m1/seen").reply(200, message("m1", "'x': 1")).hold();
    {
        models::MessageActions actions(client);
        actions.mark({"m1"}, api::Engagement::Seen);
        QTRY_VERIFY(slow.wasAsked());
    }
    QTRY_VERIFY(slow.wasAborted());
    slow.release();
    net.expectNothing();
}

QTEST_GUILESS_MAIN(TestFeedModel)
#include "tst_feedmodel.moc"
