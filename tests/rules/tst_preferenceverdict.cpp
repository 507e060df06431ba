#include "api/rules/preferenceverdict.h"

#include <QJsonDocument>
#include <QTest>

using namespace api;
using Outcome = PreferenceVerdict::Outcome;

namespace {
QJsonObject json(const QByteArray &text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        qFatal("bad JSON in the test: %s", text.constData());
    return document.object();
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QString name(const PreferenceReason &r)
{
    static const char *const words[] = {"type", "channel", "category", "workflow", "commercial"};
    return QString::fromLatin1(words[int(r.where)]) + u':' + r.key
        + (r.wholeRow ? QStringLiteral("*") : QString());
}
}

class TstPreferenceVerdict : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void judges_data();
    void judges();
    void evaluatesConditions();
    void merges_data();
    void merges();
    void picksTheSet();
    void takesDefaultsApart();
    void storesChanges_data();
    void storesChanges();
};

// The workflow `card-expiring` of the categories billing and urgent, by SMS on channel c-1, not commercial.
void TstPreferenceVerdict::judges_data()
{
    QTest::addColumn<QByteArray>("set");
    QTest::addColumn<int>("outcome");
    QTest::addColumn<QString>("deciding");
    const auto add = [](const char *name, const char *set, Outcome outcome, const char *deciding) {
        QTest::newRow(name) << QByteArray(set) << int(outcome) << QString::fromLatin1(deciding);
    };
    add("nothing said", R"({"workflows":null,"categories":null,"channel_types":null})", Outcome::Sent, "");
    add("type on", R"({"channel_types":{"sms":true,"email":false}})", Outcome::Sent, "type:sms");
    add("type off", R"({"channel_types":{"sms":false}})", Outcome::Blocked, "type:sms");
    add("a workflow that is on does not undo a type that is off",
        R"({"channel_types":{"sms":false},"workflows":{"card-expiring":{"channel_types":{"sms":true}}}})",
        Outcome::Blocked, "type:sms");
    add("one category of two blocks", R"({"categories":{"billing":true,"urgent":false}})", Outcome::Blocked,
        "category:urgent*");
    add("a category blocks against its workflow",
        R"({"categories":{"billing":false},"workflows":{"card-expiring":true}})", Outcome::Blocked,
        "category:billing*");
    add("two block",
        R"({"categories":{"billing":{"channel_types":{"sms":false}}},"workflows":{"card-expiring":false}})",
        Outcome::Blocked, "workflow:card-expiring* category:billing");
    add("another category is not asked", R"({"categories":{"news":false}})", Outcome::Sent, "");
    add("another type of the workflow",
        R"({"workflows":{"card-expiring":{"channel_types":{"email":false}}}})", Outcome::Sent, "");
    add("conditions",
        R"({"workflows":{"card-expiring":{"conditions":[{"variable":"data.a","operator":"exists"}]}}})",
        Outcome::Depends, "workflow:card-expiring*");
    add("off beats conditions",
        R"({"channel_types":{"sms":{"conditions":[{"variable":"data.a","operator":"exists"}]}},"categories":{"billing":false}})",
        Outcome::Blocked, "category:billing*");
    add("nested conditions and the row's own",
        R"({"categories":{"urgent":{"channel_types":{"sms":{"conditions":[{"variable":"data.a","operator":"exists"}]}},
            "conditions":[{"variable":"data.b","operator":"exists"}]}}})",
        Outcome::Depends, "category:urgent category:urgent*");
    add("a shape nobody knows", R"({"channel_types":{"sms":"maybe"}})", Outcome::Depends, "type:sms");
    add("the channel stands in for its type", R"({"channel_types":{"sms":false},"channels":{"c-1":true}})",
        Outcome::Sent, "channel:c-1");
    add("the channel inside a workflow",
        R"({"workflows":{"card-expiring":{"channel_types":{"sms":true},"channels":{"c-1":false}}}})",
        Outcome::Blocked, "workflow:card-expiring");
    add("commercial is not asked", R"({"commercial_subscribed":false})", Outcome::Sent, "");
}

void TstPreferenceVerdict::judges()
{
    QFETCH(QByteArray, set);
    const PreferenceQuestion question {QStringLiteral("card-expiring"),
                                       {QStringLiteral("billing"), QStringLiteral("urgent")},
                                       QStringLiteral("sms"),
                                       QStringLiteral("c-1")};
    const PreferenceVerdict verdict = judge(json(set), question);
    QTEST(int(verdict.outcome), "outcome");
    QStringList deciding;
    for (const PreferenceReason &reason : verdict.deciding())
        deciding += name(reason);
    QTEST(deciding.join(u' '), "deciding");
}

void TstPreferenceVerdict::evaluatesConditions()
{
    const QJsonObject set
        = json(R"({"channel_types":{"sms":{"conditions":[{"variable":"data.a","operator":"exists"}]}},
        "workflows":{"w":{"conditions":[{"variable":"data.b","operator":"exists"}]}}})");
    PreferenceQuestion question {QStringLiteral("w"), {}, QStringLiteral("sms")};
    const auto only = [](const char *path) {
        return [path](const QJsonArray &conditions) {
            return conditions.first().toObject().value(QStringLiteral("variable")) == QLatin1StringView(path);
        };
    };
    QCOMPARE(judge(set, question, [](const QJsonArray &) { return true; }).outcome, Outcome::Sent);
    const PreferenceVerdict verdict = judge(set, question, only("data.a"));
    QCOMPARE(verdict.outcome, Outcome::Blocked);
    QCOMPARE(verdict.deciding().size(), 1);
    QCOMPARE(name(verdict.deciding().first()), QStringLiteral("workflow:w*"));

    question.isCommercial = true;
    const QJsonObject unsubscribed = json(R"({"commercial_subscribed":false})");
    QCOMPARE(judge(unsubscribed, question).outcome, Outcome::Blocked);
}

void TstPreferenceVerdict::merges_data()
{
    QTest::addColumn<QByteArray>("recipient");
    QTest::addColumn<QByteArray>("tenant");
    QTest::addColumn<QByteArray>("environment");
    QTest::addColumn<QByteArray>("expected");
    const auto add = [](const char *name, const char *r, const char *t, const char *e, const char *expected) {
        QTest::newRow(name) << QByteArray(r) << QByteArray(t) << QByteArray(e) << QByteArray(expected);
    };
    add("gaps only", R"({"channel_types":{"sms":false}})", R"({"channel_types":{"sms":true,"email":false}})",
        R"({"channel_types":{"email":true,"push":false}})",
        R"({"channel_types":{"email":false,"push":false,"sms":false}})");
    add("null is a gap", R"({"channel_types":null,"workflows":null})", "{}",
        R"({"channel_types":{"sms":true}})", R"({"channel_types":{"sms":true},"workflows":null})");
    add("a boolean row fills the channels not named", R"({"workflows":{"w":{"channel_types":{"sms":true}}}})",
        R"({"workflows":{"w":false}})", "{}",
        R"({"workflows":{"w":{"channel_types":{"chat":false,"email":false,"http":false,"in_app_feed":false,"push":false,"sms":true}}}})");
    add("a boolean row has no gaps", R"({"workflows":{"w":true}})",
        R"({"workflows":{"w":{"channel_types":{"sms":false}}}})", "{}", R"({"workflows":{"w":true}})");
    add("conditions are one leaf",
        R"({"channel_types":{"sms":{"conditions":[{"variable":"a","operator":"empty"}]}}})",
        R"({"channel_types":{"sms":false}})", "{}",
        R"({"channel_types":{"sms":{"conditions":[{"variable":"a","operator":"empty"}]}}})");
    add("what a set is called is no setting", R"({"id":"default"})",
        R"({"id":"acme","__typename":"PreferenceSet","categories":{"k":true}})",
        R"({"id":"environment","__typename":"PreferenceSet"})",
        R"({"id":"default","categories":{"k":true}})");
    add("a row without channel_types between", R"({"workflows":{"w":{"sms":true}}})",
        R"({"workflows":{"w":{"channel_types":{"sms":false,"push":false}}}})", "{}",
        R"({"workflows":{"w":{"channel_types":{"sms":true,"push":false}}}})");
    add("a row nobody fills stays as it is", R"({"workflows":{"w":{"sms":true}}})",
        R"({"workflows":{"v":true}})", "{}", R"({"workflows":{"v":true,"w":{"sms":true}}})");
    add("what nobody knows", R"({"of_tomorrow":{"a":1}})", R"({"of_tomorrow":{"a":2,"b":3},"more":[1]})",
        "{}", R"({"of_tomorrow":{"a":1,"b":3},"more":[1]})");
    add("the tenant insists on one setting", R"({"categories":{"k":true,"l":true}})",
        R"({"categories":{"k":{"channel_types":{"sms":false},"__strategy__":"replace"},"l":false}})", "{}",
        R"({"categories":{"k":{"channel_types":{"sms":false},"__strategy__":"replace"},"l":true}})");
    add("the tenant insists on the channel types", R"({"channel_types":{"sms":true,"email":true}})",
        R"({"channel_types":{"sms":false,"__strategy__":"replace"}})", "{}",
        R"({"channel_types":{"__strategy__":"replace","sms":false}})");
}

void TstPreferenceVerdict::merges()
{
    QFETCH(QByteArray, recipient);
    QFETCH(QByteArray, tenant);
    QFETCH(QByteArray, environment);
    QFETCH(QByteArray, expected);
    QCOMPARE(compact(mergedSet(json(recipient), json(tenant), json(environment))), compact(json(expected)));
}

void TstPreferenceVerdict::picksTheSet()
{
    const QString acme = QStringLiteral("acme"), other = QStringLiteral("other");
    const QMap<QString, QJsonObject> sets {
        {QStringLiteral("default"), json(R"({"channel_types":{"sms":false}})")},
        {acme, json(R"({"channel_types":{"email":false}})")}};
    const QJsonObject environment = json(R"({"channel_types":{"push":false}})");
    QCOMPARE(compact(setInForce(sets, {}, {}, environment)),
             QByteArray(R"({"channel_types":{"push":false,"sms":false}})"));
    QCOMPARE(compact(setInForce(sets, acme, {}, environment)),
             QByteArray(R"({"channel_types":{"email":false,"push":false}})"));
    // The tenant has a default, so the recipient's own default is out of it.
    QCOMPARE(compact(setInForce(sets, other, json(R"({"channel_types":{"chat":false}})"), environment)),
             QByteArray(R"({"channel_types":{"chat":false,"push":false}})"));
    // Neither side has one for this tenant.
    QCOMPARE(compact(setInForce(sets, other, {}, environment)),
             QByteArray(R"({"channel_types":{"push":false,"sms":false}})"));
}

void TstPreferenceVerdict::takesDefaultsApart()
{
    const QJsonObject stored
        = json(R"({"id":"acme","channel_types":{"sms":false},"workflows":{"w":true},"categories":null})");
    const QJsonObject merged
        = json(R"({"id":"acme","__typename":"PreferenceSet","channel_types":{"sms":false,"email":true},
        "workflows":{"w":true},"categories":{"k":{"channel_types":{"push":false}}}})");
    QCOMPARE(compact(fromDefaults(merged, stored)),
             QByteArray(
                 R"({"categories":{"k":{"channel_types":{"push":false}}},"channel_types":{"email":true}})"));
    // The stored row says the same in another form.
    QCOMPARE(compact(fromDefaults(json(R"({"workflows":{"w":{"channel_types":{"sms":false,"push":true}}}})"),
                                  json(R"({"workflows":{"w":{"sms":false}}})"))),
             QByteArray(R"({"workflows":{"w":{"channel_types":{"push":true}}}})"));
    // What a tenant insists on is the tenant's, whatever the stored set says.
    const QJsonObject insisted
        = json(R"({"workflows":{"w":{"channel_types":{"sms":false},"__strategy__":"replace"}}})");
    QCOMPARE(fromDefaults(insisted, stored), insisted);
}

void TstPreferenceVerdict::storesChanges_data()
{
    QTest::addColumn<QByteArray>("stored");
    QTest::addColumn<QByteArray>("changes");
    QTest::addColumn<QByteArray>("expected");
    const auto add = [](const char *name, const char *stored, const char *changes, const char *expected) {
        QTest::newRow(name) << QByteArray(stored) << QByteArray(changes) << QByteArray(expected);
    };
    add("into nothing", "{}", R"({"workflows":{"w":true}})", R"({"workflows":{"w":true}})");
    add("into null", R"({"workflows":null})", R"({"workflows":{"w":true}})", R"({"workflows":{"w":true}})");
    add("leaf by leaf", R"({"workflows":{"w":{"channel_types":{"sms":false,"email":true}},"v":true}})",
        R"({"workflows":{"w":{"channel_types":{"sms":true}}}})",
        R"({"workflows":{"w":{"channel_types":{"sms":true,"email":true}},"v":true}})");
    add("a null leaf goes away",
        R"({"workflows":{"w":{"channel_types":{"sms":false,"email":true}},"v":true}})",
        R"({"workflows":{"w":{"channel_types":{"sms":null}},"v":null}})",
        R"({"workflows":{"w":{"channel_types":{"email":true}}}})");
    add("a null map says nothing", R"({"workflows":{"w":true}})", R"({"workflows":null,"categories":null})",
        R"({"workflows":{"w":true}})");
    add("conditions are replaced", R"({"channel_types":{"sms":{"conditions":[1,2]}}})",
        R"({"channel_types":{"sms":{"conditions":[3]}}})", R"({"channel_types":{"sms":{"conditions":[3]}}})");
    add("a map for a boolean", R"({"workflows":{"w":false}})",
        R"({"workflows":{"w":{"channel_types":{"sms":true}}}})",
        R"({"workflows":{"w":{"channel_types":{"sms":true}}}})");
    add("a boolean for a map", R"({"workflows":{"w":{"channel_types":{"sms":true}}}})",
        R"({"workflows":{"w":false}})", R"({"workflows":{"w":false}})");
}

void TstPreferenceVerdict::storesChanges()
{
    QFETCH(QByteArray, stored);
    QFETCH(QByteArray, changes);
    QFETCH(QByteArray, expected);
    QCOMPARE(mergedPreferences(json(stored), json(changes)), json(expected));
}

QTEST_APPLESS_MAIN(TstPreferenceVerdict)
#include "tst_preferenceverdict.moc"
