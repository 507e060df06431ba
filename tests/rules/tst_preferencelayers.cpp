#include "api/rules/conditions.h"
#include "api/rules/preferenceverdict.h"

#include <QJsonDocument>
#include <QTest>

using namespace api;
using Outcome = PreferenceVerdict::Outcome;

// From what is stored in each place to whether one message goes out: the sets merged, then judged.
class TstPreferenceLayers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void decides_data();
    void decides();
};

namespace {

// HOLDS and FAILS stand for a list of conditions that does.
QJsonObject json(QByteArray text)
{
    text.replace("HOLDS", R"([{"variable":"data.port","operator":"equal_to","argument":"north"}])");
    text.replace("FAILS", R"([{"variable":"data.port","operator":"equal_to","argument":"north"},
                              {"variable":"recipient.level","operator":"greater_than","argument":"5"}])");
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        qFatal("bad JSON in the test: %s", text.constData());
    return document.object();
}

QString name(const PreferenceReason &r)
{
    static const char *const words[] = {"type", "channel", "category", "workflow", "commercial"};
    const QString key = r.key.isEmpty() ? QString() : ':' + r.key;
    return QString(words[int(r.where)]) + key + (r.wholeRow && !key.isEmpty() ? "*" : "");
}

} // namespace

// The workflow `storm` of the categories ops and urgent, by SMS on channel c-1, for the tenant acme.
// `expected`: "sent", or what holds it back. A "!" before the name asks without the tenant, a "$" for a
// commercial workflow.
void TstPreferenceLayers::decides_data()
{
    QTest::addColumn<QByteArray>("own"); // the recipient's `default`
    QTest::addColumn<QByteArray>("acme"); // the recipient's set for the tenant; empty: none
    QTest::addColumn<QByteArray>("tenant"); // the tenant's default; empty: none
    QTest::addColumn<QByteArray>("environment");
    QTest::addColumn<QString>("expected");
    const auto add = [](const char *name, const char *own, const char *acme, const char *tenant,
                        const char *environment, const char *expected) {
        QTest::newRow(name) << QByteArray(own) << QByteArray(acme) << QByteArray(tenant)
                            << QByteArray(environment) << QString(expected);
    };
    // One set, no defaults.
    const auto one = [&add](const QByteArray &set, const char *expected) {
        add(qPrintable("! one set: " + set), set.constData(), "", "", "{}", expected);
    };
    // clang-format off
    one("{}", "sent");

    // Each place alone: on, off, conditions that hold, conditions that fail, null, nothing to check.
    const QList<std::pair<const char *, const char *>> places {
        {R"({"channel_types":{"sms":%}})", "type:sms"},
        {R"({"channels":{"c-1":%}})", "channel:c-1"},
        {R"({"categories":{"ops":{"channel_types":{"sms":%}}}})", "category:ops"},
        {R"({"categories":{"urgent":{"channels":{"c-1":%}}}})", "category:urgent"},
        {R"({"workflows":{"storm":{"channel_types":{"sms":%}}}})", "workflow:storm"},
        {R"({"workflows":{"storm":{"channels":{"c-1":%}}}})", "workflow:storm"}};
    for (const auto &[place, key] : places) {
        const QByteArray text = place;
        const auto with = [&text](const char *value) { return QByteArray(text).replace('%', value); };
        one(with("true"), "sent");
        one(with("false"), key);
        one(with("null"), "sent");
        one(with(R"({"conditions":HOLDS})"), "sent");
        one(with(R"({"conditions":FAILS})"), key);
        one(with(R"({"conditions":[]})"), "sent");
        one(with(R"({"conditions":null})"), "sent");
        one(with(R"({"conditions":[{"variable":"data.port","operator":"near","argument":"x"}]})"), key);
    }
    one(R"({"categories":{"urgent":false}})", "category:urgent*");
    one(R"({"categories":{"urgent":true}})", "sent");
    one(R"({"categories":{"urgent":{"conditions":HOLDS}}})", "sent");
    one(R"({"categories":{"urgent":{"conditions":FAILS}}})", "category:urgent*");
    one(R"({"categories":{"urgent":{"sms":false}}})", "category:urgent"); // without the channel_types between
    one(R"({"workflows":{"storm":false}})", "workflow:storm*");
    one(R"({"workflows":{"storm":true}})", "sent");
    one(R"({"workflows":{"storm":{"conditions":FAILS}}})", "workflow:storm*");
    one(R"({"workflows":{"storm":{}}})", "sent");

    // Other things than those asked for.
    one(R"({"channel_types":{"email":false}})", "sent");
    one(R"({"channels":{"c-2":false}})", "sent");
    one(R"({"categories":{"news":false}})", "sent");
    one(R"({"workflows":{"calm":false}})", "sent");
    one(R"({"workflows":{"storm":{"channel_types":{"email":false},"channels":{"c-2":false}}}})", "sent");

    // Nothing overrides anything: every one that exists must be true.
    one(R"({"channel_types":{"sms":false},"categories":{"ops":true,"urgent":true},"workflows":{"storm":true}})", "type:sms");
    one(R"({"channel_types":{"sms":true},"categories":{"ops":false},"workflows":{"storm":{"channel_types":{"sms":true}}}})", "category:ops*");
    one(R"({"channel_types":{"sms":true},"categories":{"ops":true,"urgent":true},"workflows":{"storm":{"channel_types":{"sms":false}}}})", "workflow:storm");
    one(R"({"channel_types":{"sms":false},"categories":{"ops":false,"urgent":{"conditions":FAILS}},"workflows":{"storm":false}})",
        "type:sms workflow:storm* category:ops* category:urgent*");
    one(R"({"workflows":{"storm":{"channel_types":{"sms":true},"conditions":FAILS}}})", "workflow:storm*");
    one(R"({"workflows":{"storm":{"channel_types":{"sms":false},"conditions":HOLDS}}})", "workflow:storm");
    one(R"({"workflows":{"storm":{"channel_types":{"sms":{"conditions":FAILS}},"conditions":FAILS}}})", "workflow:storm workflow:storm*");

    // A channel stands in for its type, at its own level only.
    one(R"({"channel_types":{"sms":false},"channels":{"c-1":true}})", "sent");
    one(R"({"channel_types":{"sms":true},"channels":{"c-1":false}})", "channel:c-1");
    one(R"({"channel_types":{"sms":false},"channels":{"c-1":null}})", "type:sms");
    one(R"({"channel_types":{"sms":false},"channels":{"c-1":{"conditions":HOLDS}}})", "sent");
    one(R"({"channel_types":{"sms":false},"workflows":{"storm":{"channels":{"c-1":true}}}})", "type:sms");
    one(R"({"channels":{"c-1":true},"workflows":{"storm":{"channel_types":{"sms":false}}}})", "workflow:storm");
    one(R"({"workflows":{"storm":{"channel_types":{"sms":false},"channels":{"c-1":true}}}})", "sent");
    one(R"({"workflows":{"storm":{"channels":{"c-1":true},"conditions":FAILS}}})", "workflow:storm*");
    one(R"({"categories":{"ops":{"channel_types":{"sms":false},"channels":{"c-1":true}},"urgent":{"channel_types":{"sms":false}}}})", "category:urgent");

    // Commercial workflows.
    add("$! unsubscribed", R"({"commercial_subscribed":false})", "", "", "{}", "commercial");
    add("$! subscribed", R"({"commercial_subscribed":true})", "", "", "{}", "sent");
    add("$! subscribed while conditions hold", R"({"commercial_subscribed":{"conditions":FAILS}})", "", "", "{}", "commercial");
    add("$! nothing said", "{}", "", "", "{}", "sent");
    add("$! the environment unsubscribes", "{}", "", "", R"({"commercial_subscribed":false})", "commercial");
    add("$! the recipient knows better", R"({"commercial_subscribed":true})", "", "", R"({"commercial_subscribed":false})", "sent");
    add("! not commercial", R"({"commercial_subscribed":false})", "", "", "{}", "sent");
    add("$ unsubscribed for every tenant", R"({"commercial_subscribed":false})", R"({"workflows":{"storm":true}})", "", "{}", "commercial");
    add("$ whatever the tenant's set says", R"({"commercial_subscribed":false})", R"({"commercial_subscribed":true})", "{}", "{}", "commercial");
    add("$ the tenant unsubscribes", "{}", "", R"({"commercial_subscribed":false})", "{}", "commercial");
    add("$ the recipient knows better than the tenant", R"({"commercial_subscribed":true})", "", R"({"commercial_subscribed":false})", "{}", "sent");

    // Which sets count.
    add("! no tenant: own, then the environment's", R"({"channel_types":{"email":true}})", R"({"channel_types":{"sms":false}})",
        R"({"channel_types":{"sms":false}})", R"({"workflows":{"storm":false}})", "workflow:storm*");
    add("! no tenant: own wins", R"({"workflows":{"storm":true}})", "", R"({"workflows":{"storm":false}})", R"({"workflows":{"storm":false}})", "sent");
    add("tenant: the recipient's for it", R"({"channel_types":{"sms":false}})", R"({"channel_types":{"sms":true}})", "", "{}", "sent");
    add("tenant: the recipient's for it blocks", R"({"channel_types":{"sms":true}})", R"({"channel_types":{"sms":false}})", "", "{}", "type:sms");
    add("tenant: own default is out, tenant's in", R"({"channel_types":{"sms":false}})", "", R"({"channel_types":{"email":false}})", "{}", "sent");
    add("tenant: an empty set for it still counts", R"({"channel_types":{"sms":false}})", "{}", "", "{}", "sent");
    add("tenant: neither side has a set", R"({"channel_types":{"sms":false}})", "", "", "{}", "type:sms");
    add("tenant: neither side, own over environment", R"({"channel_types":{"sms":true}})", "", "", R"({"channel_types":{"sms":false}})", "sent");
    add("tenant over environment", "{}", "", R"({"channel_types":{"sms":true}})", R"({"channel_types":{"sms":false}})", "sent");
    add("environment fills the tenant's gaps", "{}", "", R"({"channel_types":{"email":true}})", R"({"channel_types":{"sms":false}})", "type:sms");
    add("all three, each one leaf", "{}", R"({"categories":{"ops":true}})", R"({"categories":{"ops":false,"urgent":true}})",
        R"({"categories":{"ops":false,"urgent":false},"workflows":{"storm":false}})", "workflow:storm*");

    // Leaf by leaf.
    add("a type of a row from below", "{}", R"({"workflows":{"storm":{"channel_types":{"email":true}}}})",
        R"({"workflows":{"storm":{"channel_types":{"sms":false}}}})", "{}", "workflow:storm");
    add("a whole row from below", "{}", R"({"workflows":{"storm":{"channel_types":{"email":true}}}})", R"({"workflows":{"storm":false}})", "{}", "workflow:storm");
    add("a row's type over a whole row", "{}", R"({"workflows":{"storm":{"channel_types":{"sms":true}}}})", R"({"workflows":{"storm":false}})", "{}", "sent");
    add("a row's direct type over one below", "{}", R"({"workflows":{"storm":{"sms":true}}})", R"({"workflows":{"storm":{"channel_types":{"sms":false}}}})", "{}", "sent");
    add("a row's direct type over a whole row", "{}", R"({"workflows":{"storm":{"sms":true}}})", R"({"workflows":{"storm":false}})", "{}", "sent");
    add("a direct type from below", "{}", R"({"workflows":{"storm":{"channel_types":{"email":true}}}})", R"({"workflows":{"storm":{"sms":false}}})", "{}", "workflow:storm");
    add("a whole row over a type", "{}", R"({"workflows":{"storm":true}})", R"({"workflows":{"storm":{"channel_types":{"sms":false}}}})", "{}", "sent");
    add("a whole row over conditions", "{}", R"({"workflows":{"storm":true}})", R"({"workflows":{"storm":{"conditions":FAILS}}})", "{}", "sent");
    add("conditions from below", "{}", R"({"workflows":{"storm":{"channel_types":{"sms":true}}}})", R"({"workflows":{"storm":{"conditions":FAILS}}})", "{}", "workflow:storm*");
    add("conditions over conditions", "{}", R"({"workflows":{"storm":{"conditions":HOLDS}}})", R"({"workflows":{"storm":{"conditions":FAILS}}})", "{}", "sent");
    add("conditions over off", "{}", R"({"channel_types":{"sms":{"conditions":HOLDS}}})", R"({"channel_types":{"sms":false}})", "{}", "sent");
    add("on over conditions", "{}", R"({"channel_types":{"sms":true}})", R"({"channel_types":{"sms":{"conditions":FAILS}}})", "{}", "sent");
    add("null lets the one below through", "{}", R"({"channel_types":{"sms":null},"workflows":null})", R"({"channel_types":{"sms":false}})", "{}", "type:sms");
    add("a channel from below", "{}", R"({"channel_types":{"sms":true}})", R"({"channels":{"c-1":false}})", "{}", "channel:c-1");

    // What a tenant insists on.
    add("replace: a row", "{}", R"({"workflows":{"storm":true}})", R"({"workflows":{"storm":{"__strategy__":"replace","channel_types":{"sms":false}}}})", "{}", "workflow:storm");
    add("replace: a row that lets through", "{}", R"({"workflows":{"storm":false}})", R"({"workflows":{"storm":{"__strategy__":"replace","channel_types":{"sms":true}}}})", "{}", "sent");
    add("replace: the whole row, not leaf by leaf", "{}", R"({"categories":{"ops":{"channel_types":{"sms":false}}}})",
        R"({"categories":{"ops":{"__strategy__":"replace","channel_types":{"email":false}}}})", "{}", "sent");
    add("replace: only there", "{}", R"({"workflows":{"storm":true},"categories":{"ops":false}})",
        R"({"workflows":{"storm":{"__strategy__":"replace","conditions":HOLDS}},"categories":{"ops":true}})", "{}", "category:ops*");
    add("replace: the channel types", "{}", R"({"channel_types":{"sms":true}})", R"({"channel_types":{"__strategy__":"replace","sms":false}})", "{}", "type:sms");
    add("replace: the channel types not named", "{}", R"({"channel_types":{"sms":false}})", R"({"channel_types":{"__strategy__":"replace","email":false}})", "{}", "sent");
    add("replace: against a recipient without a set for it", R"({"workflows":{"storm":true}})", "", R"({"workflows":{"storm":{"__strategy__":"replace","channel_types":{"sms":false}}}})", "{}", "workflow:storm");
    add("merge, spelled out", "{}", R"({"workflows":{"storm":{"channel_types":{"sms":true}}}})", R"({"workflows":{"storm":{"__strategy__":"merge","channel_types":{"sms":false}}}})", "{}", "sent");
    add("replace: not from the environment", "{}", R"({"workflows":{"storm":true}})", "", R"({"workflows":{"storm":{"__strategy__":"replace","channel_types":{"sms":false}}}})", "sent");
    add("replace: not by the recipient", "{}", R"({"workflows":{"storm":{"__strategy__":"replace"}}})", R"({"workflows":{"storm":{"channel_types":{"sms":false}}}})", "{}", "workflow:storm");
    add("! replace: without the tenant", R"({"workflows":{"storm":true}})", "", R"({"workflows":{"storm":{"__strategy__":"replace","channel_types":{"sms":false}}}})", "{}", "sent");
    // clang-format on
}

void TstPreferenceLayers::decides()
{
    QFETCH(QByteArray, own);
    QFETCH(QByteArray, acme);
    QFETCH(QByteArray, tenant);
    QFETCH(QByteArray, environment);
    QFETCH(QString, expected);
    const QByteArray marks = QByteArray(QTest::currentDataTag()).left(2);
    QMap<QString, QJsonObject> sets {{"default", json(own)},
                                     {"other", json(R"({"channel_types":{"sms":false}})")}};
    if (!acme.isEmpty())
        sets.insert("acme", json(acme));
    const QJsonObject inForce
        = setInForce(sets, marks.contains('!') ? QString() : QString("acme"),
                     tenant.isEmpty() ? QJsonObject() : json(tenant), json(environment));
    PreferenceQuestion question {"storm", {"ops", "urgent"}, "sms", "c-1", marks.contains('$')};
    const ConditionScope scope {.values = json(R"({"data":{"port":"north"},"recipient":{"level":"3"}})")};

    const PreferenceVerdict verdict = judge(inForce, question, conditionCheck(scope));
    QStringList deciding;
    for (const PreferenceReason &reason : verdict.deciding())
        deciding += name(reason);
    QCOMPARE(verdict.outcome == Outcome::Sent ? QString("sent") : deciding.join(' '), expected);
    QVERIFY(verdict.outcome != Outcome::Depends);

    // A workflow that overrides preferences asks none of them.
    question.overridesPreferences = true;
    const PreferenceVerdict overridden = judge(inForce, question, conditionCheck(scope));
    QVERIFY(overridden.outcome == Outcome::Sent && overridden.reasons.isEmpty());
}

QTEST_APPLESS_MAIN(TstPreferenceLayers)
#include "tst_preferencelayers.moc"
