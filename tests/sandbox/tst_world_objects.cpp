// What the made-up world has beside people and messages, and whether it all fits together.
#include "api/rules/conditions.h"
#include "api/rules/preferenceverdict.h"
#include "api/rules/recurrence.h"
#include "api/sandbox/destinations.h"
#include "api/sandbox/refs.h"
#include "api/sandbox/teamsfixtures.h"
#include "sandbox/worlddatabase.h"

#include <QJsonArray>
#include <QSet>
#include <QTest>

using namespace worldtest;

namespace {

QJsonArray array(const QVariant &text)
{
    return QJsonDocument::fromJson(text.toString().toUtf8()).array();
}

QString refKey(const QVariant &collection, const QVariant &id)
{
    return collection.toString() + u'/' + id.toString();
}

} // namespace

class TestWorldObjects : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(m_world.fill(7, small)); }

    void objectsAreThoseOfTheDefinitions()
    {
        QSet<QString> found;
        for (const QVariantList &row :
             m_world.rows("SELECT collection, id, properties, timezone FROM objects")) {
            if (row[0].toString() == tenantCollection)
                continue;
            found += refKey(row[0], row[1]);
            QVERIFY(!object(row[2]).value("name").toString().isEmpty());
            QVERIFY(row[3].isNull() || QTimeZone(row[3].toString().toUtf8()).isValid());
        }
        QSet<QString> defined;
        for (const ObjectDef &def : m_workflows.objects)
            defined += refKey(def.collection, def.id);
        QCOMPARE(found, defined);
        QCOMPARE(m_world.value("SELECT count(DISTINCT collection) FROM objects").toInt(), 3);
        QVERIFY(m_world.value("SELECT count(*) FROM preference_sets WHERE collection = 'projects'").toInt()
                >= 2);
    }

    void channelDataFitTheMessages();
    void schedulesRunWhenTheirRulesSay();
    void subscriptionsReachDepthTwo();
    void bigWorldsHaveNoBiggerFanOut()
    {
        Database big;
        QVERIFY(big.fill(7, {3000, 10, 30}));
        const auto most = big.value("SELECT max(n) FROM (SELECT count(*) n FROM subscriptions GROUP BY"
                                    " object_collection, object_id)");
        QVERIFY2(most.toInt() > 50 && most.toInt() < 400, qPrintable(most.toString()));
        QVERIFY(big.value("SELECT count(*) FROM schedules").toInt() < 200);
    }
    void nobodyGetsWhatTheyDoNotWant();
    void aTenantIsConnectedToBothChats()
    {
        const auto of = [&](const char *key) {
            const QString sql
                = "SELECT data FROM channel_data WHERE collection = '$tenants' AND owner = 'acme'"
                  " AND channel_id = '"
                + m_workflows.channelByKey(key)->id + u'\'';
            return object(m_world.value(qPrintable(sql)));
        };
        QVERIFY(!of("slack").value("token").toObject().value("access_token").toString().isEmpty());
        QVERIFY(TeamsFixtures::builtIn().tenant(of("ms-teams").value("ms_teams_tenant_id").toString()));
        QCOMPARE(m_world.value("SELECT count(*) FROM channel_data WHERE collection = '$tenants'").toInt(), 2);
    }
    void audiencesAreThoseOfTheDefinitions();

private:
    Database m_world;
    const Workflows m_workflows = Workflows::builtIn();
};

void TestWorldObjects::audiencesAreThoseOfTheDefinitions()
{
    QCOMPARE(m_world.value("SELECT count(*) FROM audiences").toInt(), m_workflows.audiences.size());
    for (const AudienceDef &audience : m_workflows.audiences) {
        int members = 0;
        const QString sql = "SELECT m.tenant, u.id, o.id FROM audience_members m LEFT JOIN users u ON u.id ="
                            " m.user_id LEFT JOIN objects o ON o.collection = '$tenants' AND o.id = m.tenant"
                            " WHERE m.audience = '"
            + audience.key + u'\'';
        for (const QVariantList &row : m_world.rows(qPrintable(sql))) {
            ++members;
            QVERIFY(!row[1].isNull());
            QCOMPARE(row[2].isNull(), !audience.isByTenant);
        }
        QCOMPARE(members > 0, audience.share > 0);
    }
}

// Every push and chat message went to an address that its recipient's channel data have.
void TestWorldObjects::channelDataFitTheMessages()
{
    int devices = 0, tokens = 0, messages = 0;
    for (const QVariantList &row :
         m_world.rows("SELECT m.channel_id, m.recipient_collection, m.recipient_id, d.data FROM messages m"
                      " LEFT JOIN channel_data d ON d.collection = m.recipient_collection AND d.owner ="
                      " m.recipient_id AND d.channel_id = m.channel_id")) {
        const ChannelDef *channel = m_workflows.channel(row[0].toString());
        const bool needsData = channel->type == "push" || channel->type == "chat";
        QCOMPARE(!row[3].isNull(), needsData);
        if (!needsData)
            continue;
        ++messages;
        const QJsonObject data = object(row[3]);
        if (channel->type == "push") {
            QCOMPARE(tokenIn(data), pushToken(*channel, row[2].toString()));
            devices += data.contains("devices");
            tokens += data.contains("tokens");
        } else {
            const QJsonObject connection = connectionIn(data);
            QVERIFY(connection.value(row[1].toString().isEmpty() ? "user_id" : "channel_id").isString());
        }
    }
    QVERIFY(messages > 200);
    QVERIFY(devices > 20 && tokens > 20);
}

void TestWorldObjects::schedulesRunWhenTheirRulesSay()
{
    int over = 0, once = 0, repeated = 0, waiting = 0;
    QSet<QString> zones;
    for (const QVariantList &row : m_world.rows(
             "SELECT s.recipient_id, s.repeats, s.scheduled_at, s.ending_at, s.last_at, s.next_at,"
             " s.inserted_at, coalesce(json_extract(u.body, '$.timezone'), o.timezone), s.workflow FROM"
             " schedules s LEFT JOIN users u ON s.recipient_collection = '' AND u.id = s.recipient_id LEFT"
             " JOIN objects o ON o.collection = s.recipient_collection AND o.id = s.recipient_id")) {
        Recurrence recurrence {
            .rules = {}, .zone = zoneNamed(row[7].toString()), .anchor = {row[6].toLongLong()}};
        for (const QJsonValue &rule : array(row[1]))
            recurrence.rules += RepeatRule::fromJson(rule.toObject());
        if (!row[2].isNull())
            recurrence.start = {row[2].toLongLong()};
        if (!row[3].isNull())
            recurrence.end = {row[3].toLongLong()};
        const Timestamp next = nextOccurrence(recurrence, now);
        QCOMPARE(row[5].isNull(), next.isNull());
        if (!next.isNull())
            QCOMPARE(row[5].toLongLong(), next.us);
        if (!row[4].isNull()) { // nothing was due between the last one and now
            const Timestamp last {row[4].toLongLong()};
            QVERIFY(last <= now && last.us >= row[6].toLongLong());
            QCOMPARE(nextOccurrence(recurrence, {last.us - 1}), last);
            const Timestamp after = nextOccurrence(recurrence, last);
            QVERIFY(after.isNull() || after > now);
        }
        QVERIFY(m_workflows.workflow(row[8].toString()));
        over += next.isNull();
        once += recurrence.rules.isEmpty();
        repeated += !recurrence.rules.isEmpty();
        waiting += row[4].isNull();
        zones += row[7].toString();
    }
    QVERIFY(over >= 2 && once >= 2 && repeated > 20 && waiting >= 1);
    QVERIFY(zones.size() > 8);
    QCOMPARE(m_world.value("SELECT count(*) FROM schedules WHERE recipient_id = 'marta-alvarez-204'").toInt(),
             4);
}

void TestWorldObjects::subscriptionsReachDepthTwo()
{
    QHash<QString, QStringList> of; // subscribers by object
    QSet<QString> users;
    for (const QVariantList &row :
         m_world.rows("SELECT object_collection, object_id, recipient_collection,"
                      " recipient_id, inserted_at FROM subscriptions ORDER BY seq")) {
        QVERIFY(row[4].toLongLong() < now.us);
        of[refKey(row[0], row[1])] += refKey(row[2], row[3]);
    }
    QVERIFY(of.value("projects/apollo").size() > 50); // more than a page
    QVERIFY(of.value("projects/apollo").contains("offices/lisbon"));
    QVERIFY(of.value("offices/lisbon").size() > 5);
    QVERIFY(of.value("projects/apollo").contains("/marta-alvarez-204"));
    QCOMPARE(m_world
                 .value("SELECT count(*) FROM subscriptions WHERE recipient_collection = '' AND recipient_id"
                        " NOT IN (SELECT id FROM users)")
                 .toInt(),
             0);
    QVERIFY(m_world.value("SELECT count(*) FROM subscriptions WHERE properties IS NULL").toInt() > 10);
    QCOMPARE(m_world
                 .value("SELECT count(*) FROM subscriptions a JOIN subscriptions b ON b.seq = a.seq + 1 WHERE"
                        " b.inserted_at < a.inserted_at")
                 .toInt(),
             0);
}

// Asked anew of what is stored: sets of the recipient and the tenant, and the trigger data of the messages.
void TestWorldObjects::nobodyGetsWhatTheyDoNotWant()
{
    QHash<QString, QMap<QString, QJsonObject>> sets;
    for (const QVariantList &row :
         m_world.rows("SELECT collection, owner, set_id, body FROM preference_sets"))
        sets[refKey(row[0], row[1])][row[2].toString()] = object(row[3]);
    QHash<QString, QJsonObject> defaults;
    for (const QVariantList &row :
         m_world.rows("SELECT id, settings FROM objects WHERE collection = '$tenants'"))
        defaults[row[0].toString()] = object(row[1]).value("preference_set").toObject();
    int judged = 0, conditional = 0;
    for (const QVariantList &row :
         m_world.rows("SELECT m.recipient_collection, m.recipient_id, m.tenant, m.workflow, m.channel_id,"
                      " (SELECT a.data FROM activities a WHERE a.message_seq = m.seq ORDER BY a.seq LIMIT 1),"
                      " u.body FROM messages m LEFT JOIN users u ON m.recipient_collection = '' AND u.id ="
                      " m.recipient_id")) {
        const WorkflowDef *workflow = m_workflows.workflow(row[3].toString());
        const ChannelDef *channel = m_workflows.channel(row[4].toString());
        const QJsonObject set = setInForce(sets.value(refKey(row[0], row[1])), row[2].toString(),
                                           defaults.value(row[2].toString()), m_workflows.preferenceDefaults);
        if (set.isEmpty() || workflow->overridesPreferences)
            continue;
        ++judged;
        const PreferenceVerdict verdict = judge(
            set, {workflow->key, workflow->categories, channel->type, channel->id, workflow->isCommercial},
            [&](const QJsonArray &conditions) {
                ++conditional;
                return evaluateConditions(
                           conditions,
                           {.values = {{"data", object(row[5])}, {"recipient", object(row[6])}}, .now = now})
                    .holds;
            });
        QVERIFY2(verdict.outcome == PreferenceVerdict::Outcome::Sent,
                 qPrintable(row[1].toString() + u' ' + workflow->key + u' ' + channel->key));
    }
    QVERIFY2(judged > 500, qPrintable(QString::number(judged)));
    QVERIFY2(conditional > 20, qPrintable(QString::number(conditional)));
}

QTEST_GUILESS_MAIN(TestWorldObjects)
#include "tst_world_objects.moc"
