#include "api/rules/conditions.h"

#include "api/rules/preferenceverdict.h"
#include "rules/conditionscope.h"

#include <QSet>
#include <QTest>

using namespace api;
using namespace conditiontest;

class TstConditions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesEveryOperator();
    void readsShapes_data();
    void readsShapes();
    void needsItsScope();
    void allMustHold();
    void judgesPreferences();
    void givesReasons_data();
    void givesReasons();
};

void TstConditions::namesEveryOperator()
{
    const QStringList words = conditionOperators();
    QCOMPARE(words.size(), 26);
    QCOMPARE(QSet<QString>(words.begin(), words.end()).size(), 26);
    const QStringList bare {"empty",
                            "not_empty",
                            "exists",
                            "not_exists",
                            "is_timestamp",
                            "is_not_timestamp",
                            "is_timestamp_before_now",
                            "is_timestamp_on_or_after_now"};
    for (const QString &word : words) {
        QVERIFY(isKnownOperator(word));
        QCOMPARE(takesArgument(word), !bare.contains(word));
    }
    QVERIFY(!isKnownOperator("near"));
    QVERIFY(!isKnownOperator({}));
    QVERIFY(takesArgument("near"));
}

// What a client may send although it means nothing: it is no condition that holds, and nothing breaks.
void TstConditions::readsShapes_data()
{
    QTest::addColumn<QByteArray>("conditions");
    QTest::addColumn<bool>("holds");
    const auto add = [](const char *name, const QByteArray &conditions, bool holds) {
        QTest::newRow(name) << conditions << holds;
    };
    add("none", "[]", true);
    add("text", R"(["data.count"])", false);
    add("null", "[null]", false);
    add("no operator", R"([{"variable":"data.count","argument":"7"}])", false);
    add("an operator that is a number", R"([{"variable":"data.count","operator":1,"argument":"7"}])", false);
    add("a variable that is a list", R"([{"variable":["data.count"],"operator":"exists"}])", false);
    add("no argument", R"([{"variable":"data.missing","operator":"equal_to"}])", true);
    add("an argument too many", R"([{"variable":"data.count","operator":"exists","argument":"x"}])", true);
    add("a map as argument", R"([{"variable":"data.map","operator":"equal_to","argument":{}}])", true);
    add("deep",
        QByteArray(R"([{"variable":"data.)") + QByteArray(100'000, '.') + R"(","operator":"exists"}])",
        false);
}

void TstConditions::readsShapes()
{
    QFETCH(QByteArray, conditions);
    const ConditionsVerdict verdict = evaluateConditions(parsed(conditions).toArray(), scope());
    QTEST(verdict.holds, "holds");
    for (const ConditionResult &result : verdict.each)
        QVERIFY(result.reason.size() < 500);
}

void TstConditions::needsItsScope()
{
    const ConditionScope nothing;
    const auto holds = [&nothing](const QByteArray &json) {
        return evaluateCondition(parsed(json).toObject(), nothing).holds;
    };
    QVERIFY(!holds(R"({"variable":"recipient","operator":"is_audience_member","argument":"vip"})"));
    QVERIFY(holds(R"({"variable":"recipient","operator":"is_not_audience_member","argument":"vip"})"));
    QVERIFY(holds(R"({"variable":"data.x","operator":"empty"})"));
    // Without a clock nothing is before or after now.
    ConditionScope timeless = scope();
    timeless.now = {};
    const auto timelessly = [&timeless](const char *op, const char *argument) {
        return evaluateCondition({{"variable", "data.due"}, {"operator", op}, {"argument", argument}},
                                 timeless)
            .holds;
    };
    QVERIFY(!timelessly("is_timestamp_before_now", ""));
    QVERIFY(!timelessly("is_timestamp_on_or_after_now", ""));
    QVERIFY(!timelessly("is_timestamp_before", "P1D"));
    QVERIFY(timelessly("is_timestamp_before", "2025-03-06"));
}

void TstConditions::allMustHold()
{
    const QByteArray right = R"({"variable":"data.count","operator":"equal_to","argument":"7"})";
    const QByteArray wrong = R"({"variable":"data.count","operator":"equal_to","argument":"8"})";
    const auto judged = [](const QByteArray &conditions) {
        const ConditionsVerdict verdict = evaluateConditions(parsed(conditions).toArray(), scope());
        QString text = verdict.holds ? "holds" : "fails";
        for (const ConditionResult &result : verdict.each)
            text += result.holds ? " +" : " -";
        return text;
    };
    QCOMPARE(judged('[' + right + ',' + right + ']'), QString("holds + +"));
    QCOMPARE(judged('[' + wrong + ',' + right + ']'), QString("fails - +"));
    QCOMPARE(judged('[' + right + ',' + wrong + ']'), QString("fails + -"));
    QCOMPARE(judged('[' + wrong + ',' + wrong + ']'), QString("fails - -"));
}

void TstConditions::judgesPreferences()
{
    const PreferenceQuestion question {"storm-warning", {}, "sms"};
    const auto outcome = [&question](const char *op) {
        const QJsonObject condition {
            {"variable", "recipient.muted"}, {"operator", op}, {"argument", "data.port"}};
        const QJsonObject set {
            {"workflows",
             QJsonObject {{"storm-warning", QJsonObject {{"conditions", QJsonArray {condition}}}}}}};
        return judge(set, question, conditionCheck(scope())).outcome;
    };
    QCOMPARE(outcome("contains"), PreferenceVerdict::Outcome::Sent);
    QCOMPARE(outcome("not_contains"), PreferenceVerdict::Outcome::Blocked);
    QCOMPARE(outcome("near"), PreferenceVerdict::Outcome::Blocked);
}

void TstConditions::givesReasons_data()
{
    QTest::addColumn<QByteArray>("condition");
    QTest::addColumn<QString>("reason");
    const auto add = [](const char *name, const QByteArray &condition, const char *reason) {
        QTest::newRow(name) << condition << QString(reason);
    };
    add("text", R"({"variable":"data.priority","operator":"greater_than","argument":"3"})",
        R"(data.priority = "3", asked: greater_than "3")");
    add("numbers", R"({"variable":"data.ratio","operator":"less_than","argument":2})",
        "data.ratio = 0.5, asked: less_than 2");
    add("dynamic", R"({"variable":"recipient.country","operator":"equal_to","argument":"actor.country"})",
        R"(recipient.country = "NO", asked: equal_to actor.country = "SE")");
    add("missing on both sides", R"({"variable":"data.x","operator":"equal_to","argument":"data.y"})",
        "data.x = nothing, asked: equal_to data.y = nothing");
    add("no argument", R"({"variable":"data.nil","operator":"exists","argument":"ignored"})",
        "data.nil = null, asked: exists");
    add("list", R"({"variable":"data.ports","operator":"contains","argument":["a","b"]})",
        R"(data.ports = ["north", "south"], asked: contains ["a", "b"])");
    add("map", R"({"variable":"data.deep","operator":"equal_to","argument":true})",
        "data.deep = {…}, asked: equal_to true");
    add("unknown", R"({"variable":"data.count","operator":"near","argument":"7"})",
        R"(data.count = 7, asked: unknown operator near "7")");
    add("placeholders stay", R"({"variable":"data.%3","operator":"equal_to","argument":"%1"})",
        R"(data.%3 = nothing, asked: equal_to "%1")");
    add("one line", R"({"variable":"data.x","operator":"equal_to","argument":"a\nb"})",
        R"(data.x = nothing, asked: equal_to "a b")");
    add("long text",
        R"({"variable":"data.x","operator":"equal_to","argument":")" + QByteArray(100, 'a') + R"("})",
        "data.x = nothing, asked: equal_to "
        "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…\"");
    add("long list", R"({"variable":"data.x","operator":"contains","argument":[1,2,3,4,5,6,7,8,[9]]})",
        "data.x = nothing, asked: contains [1, 2, 3, 4, 5, 6, …]");
}

void TstConditions::givesReasons()
{
    QFETCH(QByteArray, condition);
    QTEST(evaluateCondition(parsed(condition).toObject(), scope()).reason, "reason");
}

QTEST_APPLESS_MAIN(TstConditions)
#include "tst_conditions.moc"
