#include "api/rules/deliveryrules.h"
#include "sandbox/worlddatabase.h"

#include <QJsonArray>
#include <QSet>
#include <QTest>

using namespace worldtest;

class TestWorld : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(m_world.fill(7, small)); }

    void hasTheSizeAskedFor()
    {
        QCOMPARE(m_world.value("SELECT count(*) FROM users").toLongLong(), small.users);
        QCOMPARE(m_world.value("SELECT count(*) FROM messages").toLongLong(), small.messages);
        QCOMPARE(m_world.value("SELECT count(*) FROM objects WHERE collection = '$tenants'").toInt(), 3);
    }
    void sameSeedSameWorld()
    {
        Database again, other, shifted;
        QVERIFY(again.fill(7, small));
        QVERIFY(other.fill(8, small));
        QCOMPARE(again.checksum(), m_world.checksum());
        QVERIFY(other.checksum() != m_world.checksum());
        // A day later the same people get the same things.
        QVERIFY(shifted.fill(7, small, Timestamp {now.us + 86'400'000'000}));
        const char *sql
            = "SELECT recipient_id || workflow || channel_id || data FROM messages WHERE workflow = 'mention'"
              " ORDER BY seq";
        QCOMPARE(column(shifted, sql), column(m_world, sql));
    }
    void timesLieInTheSpan()
    {
        const auto span = m_world.rows("SELECT min(inserted_at), max(updated_at) FROM messages").first();
        QVERIFY(span[0].toLongLong() >= now.us - 30LL * 86'400'000'000);
        QVERIFY(span[1].toLongLong() <= now.us);
        QCOMPARE(m_world
                     .value("SELECT count(*) FROM messages a JOIN messages b ON b.seq = a.seq + 1"
                            " WHERE b.inserted_at < a.inserted_at")
                     .toInt(),
                 0);
        const auto minutesAgo
            = m_world.rows(qPrintable(QStringLiteral("SELECT count(*) FROM messages WHERE inserted_at > %1")
                                          .arg(now.us - 600'000'000)));
        QVERIFY(minutesAgo.first().first().toInt() >= 20);
    }
    void everyStatusOccurs()
    {
        const QStringList seen = column(m_world, "SELECT DISTINCT status FROM messages");
        for (std::size_t i = 1; i < wireNames<Delivery>.size(); ++i)
            QVERIFY2(seen.contains(wireName(Delivery(i))), qPrintable(wireName(Delivery(i))));
        QCOMPARE(seen.size(), 7);
        QVERIFY(m_world.value("SELECT count(*) FROM messages WHERE status = 'delivered'").toInt()
                > small.messages * 6 / 10);
    }
    void everyEngagementOccurs()
    {
        const int combinations = m_world
                                     .value("SELECT count(*) FROM (SELECT DISTINCT seen_at IS NULL, read_at "
                                            "IS NULL, interacted_at IS NULL,"
                                            " link_clicked_at IS NULL, archived_at IS NULL FROM messages)")
                                     .toInt();
        QCOMPARE(combinations, 32);
        const QStringList types = column(m_world, "SELECT DISTINCT type FROM events");
        for (const char *word : {"seen", "read", "unread", "interacted", "link_clicked", "archived"})
            QVERIFY2(types.contains(QStringLiteral("message.") + QLatin1StringView(word)), word);
    }
    void statusesAreLegalForTheirChannel()
    {
        const Workflows workflows = Workflows::builtIn();
        for (const QVariantList &row : m_world.rows("SELECT DISTINCT channel_id, status FROM messages")) {
            const ChannelDef *channel = workflows.channel(row[0].toString());
            QVERIFY(channel);
            QVERIFY2(occursOn(fromWire<Delivery>(row[1].toString()), channel->type),
                     qPrintable(channel->key + u' ' + row[1].toString()));
        }
        for (const QVariantList &row : m_world.rows("SELECT DISTINCT workflow, channel_id FROM messages")) {
            const WorkflowDef *workflow = workflows.workflow(row[0].toString());
            QVERIFY(workflow);
            QVERIFY(std::any_of(workflow->steps.begin(), workflow->steps.end(), [&](const StepDef &step) {
                return step.isChannel() && workflows.channelByKey(step.channelKey)->id == row[1].toString();
            }));
        }
    }
    void eventsTellTheSameStory();
    void engagementTimesHaveTheirEvents();
    void batchesHaveManyActors();
    void peopleAreManifold();
    void deliveryLogsBelongToExternalChannels();
    void someRecipientsAreObjects()
    {
        QVERIFY(m_world.value("SELECT count(*) FROM messages WHERE recipient_collection = 'projects'").toInt()
                > 10);
        QCOMPARE(m_world.value("SELECT count(*) FROM messages WHERE recipient_collection IS NULL").toInt(),
                 0);
        QCOMPARE(
            m_world
                .value("SELECT count(*) FROM messages WHERE recipient_collection = '' AND recipient_id NOT IN"
                       " (SELECT id FROM users)")
                .toInt(),
            0);
    }
    void firstPersonIsTheRichExample()
    {
        const auto row = m_world.rows("SELECT id, body FROM users WHERE seq = 1").first();
        QCOMPARE(row[0].toString(), QStringLiteral("marta-alvarez-204"));
        QCOMPARE(object(row[1]).value(QStringLiteral("name")).toString(), QStringLiteral("Marta Álvarez"));
        const int messages
            = m_world.value("SELECT count(*) FROM messages WHERE recipient_id = 'marta-alvarez-204'").toInt();
        QVERIFY2(messages > 100 && messages < 400, qPrintable(QString::number(messages)));
        const QString set
            = m_world
                  .value(
                      "SELECT body FROM preference_sets WHERE collection = '' AND owner = 'marta-alvarez-204'"
                      " AND set_id = 'default'")
                  .toString();
        QVERIFY(set.contains(QStringLiteral("\"conditions\":[{")));
        QVERIFY(
            column(m_world, "SELECT DISTINCT tenant FROM messages WHERE recipient_id = 'marta-alvarez-204'")
                .size()
            == 4);
    }
    void interruptedWorldIsNotComplete();
    void reportsProgress()
    {
        Database world;
        QSqlDatabase db = world.db();
        double latest = -1;
        bool rises = true;
        QVERIFY(makeWorld(
            db, Workflows::builtIn(), 1, {100, 3000, 10}, now,
            [&](double part) {
                rises = rises && part >= latest && part <= 1;
                latest = part;
                return true;
            },
            nullptr));
        QVERIFY(rises);
        QCOMPARE(latest, 1.0);
    }
    void tinyWorlds_data()
    {
        QTest::addColumn<int>("users");
        QTest::addColumn<int>("messages");
        QTest::newRow("nothing") << 0 << 0;
        QTest::newRow("nobody to write to") << 0 << 5;
        QTest::newRow("one person") << 1 << 20;
        QTest::newRow("no messages") << 10 << 0;
        QTest::newRow("a few of each") << 3 << 7;
    }
    void tinyWorlds()
    {
        QFETCH(int, users);
        QFETCH(int, messages);
        Database world;
        QVERIFY(world.fill(1, {users, messages, 1}));
        QCOMPARE(world.value("SELECT count(*) FROM messages").toInt(), users ? messages : 0);
        QSqlDatabase db = world.db();
        QVERIFY(worldIsComplete(db));
    }

private:
    Database m_world;
};

// The status is the latest status event's; no step is one the service would not take.
void TestWorld::eventsTellTheSameStory()
{
    const auto rows = m_world.rows(
        "SELECT m.seq, m.status, e.type, e.inserted_at, m.inserted_at, m.updated_at FROM messages m"
        " JOIN events e ON e.message_seq = m.seq ORDER BY m.seq, e.seq");
    QHash<qint64, QString> statuses;
    qint64 message = 0;
    qint64 at = 0;
    Delivery status = Delivery::Unknown;
    for (const QVariantList &row : rows) {
        const bool isFirst = row[0].toLongLong() != message;
        message = row[0].toLongLong();
        const QString word = row[2].toString().mid(8);
        QVERIFY(row[2].toString().startsWith(QStringLiteral("message.")));
        QCOMPARE(word == QStringLiteral("created"), isFirst);
        QVERIFY(isFirst ? row[3] == row[4] : row[3].toLongLong() >= at);
        at = row[3].toLongLong();
        QVERIFY(at <= row[5].toLongLong());
        if (isFirst)
            status = Delivery::Unknown;
        if (const Delivery next = fromWire<Delivery>(word); next != Delivery::Unknown) {
            QVERIFY2(status == Delivery::Unknown || mayBecome(status, next), qPrintable(word));
            status = next;
            statuses[message] = word;
        }
    }
    for (const QVariantList &row : m_world.rows("SELECT seq, status FROM messages"))
        QCOMPARE(statuses.value(row[0].toLongLong()), row[1].toString());
}

void TestWorld::engagementTimesHaveTheirEvents()
{
    for (const char *word : {"seen", "read", "interacted", "link_clicked", "archived"}) {
        const QString sql
            = QStringLiteral(
                  "SELECT count(*) FROM messages m WHERE %1_at IS NOT NULL AND NOT EXISTS (SELECT 1"
                  " FROM events e WHERE e.message_seq = m.seq AND e.type = 'message.%1' AND"
                  " e.inserted_at = m.%1_at)")
                  .arg(QLatin1StringView(word));
        QCOMPARE(m_world.value(qPrintable(sql)).toInt(), 0);
    }
}

void TestWorld::batchesHaveManyActors()
{
    int most = 0;
    int mostActivities = 0;
    for (const QVariantList &row :
         m_world.rows("SELECT m.actors, m.workflow, m.data, count(*), count(DISTINCT a.actor), max(a.data) "
                      "FROM messages m"
                      " JOIN activities a ON a.message_seq = m.seq GROUP BY m.seq")) {
        const QJsonArray actors = QJsonDocument::fromJson(row[0].toString().toUtf8()).array();
        QCOMPARE(actors.size(), std::min(10, row[4].toInt()));
        QVERIFY(row[3].toInt() <= 14);
        QVERIFY(row[3].toInt() == 1 || row[1] == QStringLiteral("new-comment"));
        most = std::max(most, int(actors.size()));
        mostActivities = std::max(mostActivities, row[3].toInt());
    }
    QCOMPARE(most, 10);
    QCOMPARE(mostActivities, 14);
    QCOMPARE(
        m_world.value("SELECT count(*) FROM messages WHERE seq NOT IN (SELECT message_seq FROM activities)")
            .toInt(),
        0);
    QVERIFY(m_world.value("SELECT count(*) FROM activities WHERE actor IS NULL").toInt() > 100);
}

void TestWorld::peopleAreManifold()
{
    QSet<QString> ids, locales;
    int longNames = 0, nameless = 0, mailless = 0, legacy = 0;
    for (const QVariantList &row : m_world.rows("SELECT id, body, updated_at FROM users ORDER BY seq")) {
        const QJsonObject body = object(row[1]);
        const auto text = [&](const char *key) { return body.value(QLatin1StringView(key)); };
        QCOMPARE(text("id").toString(), row[0].toString());
        QVERIFY(!row[0].toString().contains(u'/') && !row[0].toString().contains(u'#'));
        QVERIFY(row[0].toString().size() <= 256);
        QCOMPARE(Timestamp::fromWire(text("updated_at").toString()).us, row[2].toLongLong());
        for (const char *key :
             {"name", "email", "phone_number", "locale", "timezone", "avatar", "created_at"})
            QVERIFY(body.contains(QLatin1StringView(key)));
        if (text("email").isString())
            QVERIFY2(text("email").toString().endsWith(QStringLiteral(".example")),
                     qPrintable(text("email").toString()));
        ids += row[0].toString();
        locales += text("locale").toString();
        longNames += text("name").toString().size() > 180;
        nameless += text("name").isNull();
        mailless += text("email").isNull();
        legacy += text("legacy_import").toBool();
    }
    QCOMPARE(ids.size(), small.users);
    QVERIFY(locales.size() > 25);
    QVERIFY(longNames >= 3);
    QVERIFY(nameless >= 8);
    QVERIFY(mailless >= 15);
    QCOMPARE(legacy, 8);
    const int silent
        = m_world.value("SELECT count(*) FROM users WHERE id NOT IN (SELECT recipient_id FROM messages)")
              .toInt();
    QVERIFY2(silent > 15 && silent < 80, qPrintable(QString::number(silent)));
    const int sets = m_world.value("SELECT count(DISTINCT owner) FROM preference_sets").toInt();
    QVERIFY2(sets > 80 && sets < 160, qPrintable(QString::number(sets)));
}

void TestWorld::deliveryLogsBelongToExternalChannels()
{
    const QString feed = Workflows::builtIn().channelByKey(QStringLiteral("in-app-feed"))->id;
    QSet<int> answers;
    for (const QVariantList &row :
         m_world.rows("SELECT m.channel_id, l.request, l.response, l.inserted_at, m.inserted_at FROM"
                      " delivery_logs l JOIN messages m ON m.seq = l.message_seq")) {
        QVERIFY(row[0].toString() != feed);
        const QJsonObject request = object(row[1]);
        QVERIFY2(request.value(QStringLiteral("host")).toString().startsWith(QStringLiteral("https://")),
                 qPrintable(row[1].toString()));
        for (const int part : {1, 2}) { // a body is a text or an object, also where there is none
            const QJsonValue body = object(row[part]).value(QStringLiteral("body"));
            QVERIFY2(body.isString() || body.isObject(), qPrintable(row[part].toString()));
        }
        const int status = object(row[2]).value(QStringLiteral("status")).toInt();
        QVERIFY2(status >= 200 && status < 600, qPrintable(row[2].toString()));
        QVERIFY(row[3].toLongLong() >= row[4].toLongLong());
        answers += status;
    }
    for (int status : {200, 202, 400, 503})
        QVERIFY2(answers.contains(status), qPrintable(QString::number(status)));
    QVERIFY(m_world.value("SELECT max(n) FROM (SELECT count(*) n FROM delivery_logs GROUP BY message_seq)")
                .toInt()
            >= 4);
    QCOMPARE(
        m_world
            .value("SELECT count(*) FROM messages m WHERE metadata IS NOT NULL AND NOT EXISTS (SELECT 1 FROM"
                   " delivery_logs l WHERE l.message_seq = m.seq)")
            .toInt(),
        0);
}

void TestWorld::interruptedWorldIsNotComplete()
{
    Database world;
    QSqlDatabase db = world.db();
    QVERIFY(!worldIsComplete(db));
    int calls = 0;
    QString error;
    QVERIFY(!makeWorld(
        db, Workflows::builtIn(), 1, {100, 3000, 10}, now, [&](double) { return ++calls < 3; }, &error));
    QCOMPARE(error, QStringLiteral("stopped"));
    QVERIFY(!worldIsComplete(db));
    QVERIFY(db.transaction()); // none was left open
    QVERIFY(db.rollback());
    QSqlDatabase whole = m_world.db();
    QVERIFY(worldIsComplete(whole));
}

QTEST_GUILESS_MAIN(TestWorld)
#include "tst_world.moc"
