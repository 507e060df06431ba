#include "api/rules/conditions.h"

#include "rules/conditionscope.h"

#include <QTest>

using namespace api;
using namespace conditiontest;

class TstConditionOperators : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void evaluates_data();
    void evaluates();
};

// "<variable> <operator> <argument as JSON>", the last left out where there is none.
void TstConditionOperators::evaluates_data()
{
    QTest::addColumn<QString>("condition");
    QTest::addColumn<bool>("holds");
    const auto yes = [](const char *condition) { QTest::newRow(condition) << QString(condition) << true; };
    const auto no = [](const char *condition) { QTest::newRow(condition) << QString(condition) << false; };
    // Both an operator and its negation; exactly one of them holds.
    const auto pair
        = [](const char *variable, const char *op, const char *negated, const char *argument, bool holds) {
              const QString plain = QString(variable) + ' ' + op + ' ' + argument;
              const QString other = QString(variable) + ' ' + negated + ' ' + argument;
              QTest::newRow(qPrintable(plain)) << plain << holds;
              QTest::newRow(qPrintable(other)) << other << !holds;
          };
    // clang-format off

    const auto equal = [&pair](const char *variable, const char *argument, bool holds) { pair(variable, "equal_to", "not_equal_to", argument, holds); };
    equal("recipient.country", R"("NO")", true);
    equal("recipient.country", R"("no")", false);
    equal("recipient.country", R"("actor.country")", false);
    equal("recipient.name", R"("data.port")", true);
    equal("data.count", "7", true);
    equal("data.count", R"("7")", true);
    equal("data.count", R"("7.0")", true);
    equal("data.count", R"("seven")", false);
    equal("data.count", R"(" 7")", false);
    equal("data.priority", "3", true);
    equal("data.code", "7", true);
    equal("data.code", R"("7")", false); // two texts
    equal("data.big", R"("9007199254740993")", true);
    equal("data.big", R"("9007199254740992")", false);
    equal("data.ratio", R"("0.50")", true);
    equal("data.flag", "true", true);
    equal("data.flag", R"("true")", true);
    equal("data.flag", R"("false")", false);
    equal("data.flag", "1", false);
    equal("data.off", R"("")", false);
    equal("data.missing", R"("")", true);
    equal("data.missing", "null", true);
    equal("data.missing", R"("x")", false);
    equal("data.missing", "0", false);
    equal("data.missing", R"("data.missing_too")", true);
    equal("data.nil", R"("")", true);
    equal("data.blank", "null", true);
    equal("data.deep.er.est", R"("x")", true);
    equal("data.deep.er.est.more", R"("")", true); // nothing lies under a text
    equal("data.ports", R"(["north","south"])", true);
    equal("data.ports", R"(["south","north"])", false);
    equal("data.word", R"("data.port")", false); // the argument is "north"; the variable's own text is not followed
    equal("tenant.plan", R"("pro")", true);
    equal("vars.base", R"("https://x.test")", true);
    equal("workflow.id", R"("w")", true);
    equal("run.total_activities", "3", true);
    equal("actor.id", R"("bo")", true);
    equal("elsewhere.x", R"("")", true);
    equal("", R"("")", true);

    no("data.count greater_than 7");
    yes("data.count greater_than 6");
    yes("data.count greater_than \"6\"");
    yes("data.count less_than \"10\""); // as numbers, not as texts
    yes("data.priority less_than \"10\"");
    no("data.priority greater_than \"10\"");
    yes("data.priority greater_than_or_equal_to \"3\"");
    yes("data.priority greater_than_or_equal_to \"3.0\"");
    no("data.priority less_than \"3\"");
    yes("data.priority less_than_or_equal_to \"3\"");
    yes("data.priority less_than \"3.5\"");
    yes("data.count greater_than \"-1e3\"");
    yes("data.big greater_than \"9007199254740992\"");
    no("data.big less_than_or_equal_to \"9007199254740992\"");
    yes("data.count greater_than \"recipient.level\"");
    no("data.count less_than \"recipient.level\"");
    yes("data.port less_than \"south\"");
    no("data.port greater_than \"south\"");
    yes("data.port greater_than_or_equal_to \"north\"");
    // No order: neither way holds.
    no("data.port greater_than \"5\"");
    no("data.port less_than \"5\"");
    no("data.missing less_than 5");
    no("data.missing greater_than_or_equal_to 0");
    no("data.missing less_than_or_equal_to \"\"");
    no("data.flag greater_than false");
    no("data.ports greater_than 1");
    no("data.count less_than null");
    no("data.count less_than \"inf\"");
    no("data.count less_than \"1e999\"");

    const auto contains = [&pair](const char *variable, const char *argument, bool holds) { pair(variable, "contains", "not_contains", argument, holds); };
    contains("data.title", R"("Berth")", true);
    contains("data.title", R"("berth")", false);
    contains("data.title", R"("")", false);
    contains("data.ports", R"("north")", true);
    contains("data.ports", R"("nor")", false); // an item, not a part of one
    contains("data.port", R"(["north","east"])", true);
    contains("data.port", R"(["nor","east"])", false);
    contains("data.ports", R"(["east","south"])", true);
    contains("data.ports", R"(["east","west"])", false);
    contains("data.ports", "[]", false);
    contains("recipient.muted", R"("data.port")", true);
    contains("data.port", R"("recipient.muted")", true);
    contains("recipient.muted", R"("data.ports")", true);
    contains("recipient.muted", R"("data.missing")", false);
    contains("data.missing", R"("x")", false);
    contains("data.none", R"("x")", false);
    contains("data.mixed", R"("1")", true);
    contains("data.mixed", "2", true);
    contains("data.mixed", R"("true")", true);
    contains("data.count", R"("7")", true);
    contains("data.title", "7", false);
    contains("workflow.categories", R"("urgent")", true);
    contains("data.ports", R"(["data.port"])", true); // items are dynamic too

    const auto all = [&pair](const char *variable, const char *argument, bool holds) { pair(variable, "contains_all", "not_contains_all", argument, holds); };
    all("data.ports", R"(["south","north"])", true);
    all("data.ports", R"(["north"])", true);
    all("data.ports", R"(["north","west"])", false);
    all("data.ports", R"("north")", true);
    all("data.ports", R"("west")", false);
    all("data.ports", R"("[\"north\",\"south\"]")", true); // a list as text
    all("data.ports", R"("[\"north\",\"west\"]")", false);
    all("data.ports", R"("[north")", false);
    all("data.ports", R"("recipient.muted")", false);
    all("data.ports", "[]", true);
    all("data.missing", R"(["x"])", false);
    all("data.ports", R"("data.missing")", false);
    all("data.title", R"(["Berth","seven"])", true);

    const auto empty = [&pair](const char *variable, bool holds) { pair(variable, "empty", "not_empty", "", holds); };
    empty("data.blank", true);
    empty("data.nil", true);
    empty("data.none", true);
    empty("data.missing", true);
    empty("data.off", false);
    empty("data.port", false);
    empty("data.ports", false);
    empty("data.map", false);

    const auto exists = [&pair](const char *variable, bool holds) { pair(variable, "exists", "not_exists", "", holds); };
    exists("data.blank", true);
    exists("data.none", true);
    exists("data.off", true);
    exists("data.deep.er", true);
    exists("data.nil", false);
    exists("data.missing", false);
    exists("data.port.x", false);

    const auto timestamp = [&pair](const char *variable, bool holds) { pair(variable, "is_timestamp", "is_not_timestamp", "", holds); };
    timestamp("data.due", true);
    timestamp("data.local", true);
    timestamp("data.day", true);
    timestamp("data.fine", true);
    timestamp("data.naive", false);
    timestamp("data.port", false);
    timestamp("data.count", false);
    timestamp("data.missing", false);

    const auto before = [&pair](const char *variable, const char *argument, bool holds) { pair(variable, "is_timestamp_before", "is_timestamp_on_or_after", argument, holds); };
    before("data.due", R"("2025-03-05T12:00:00Z")", false);
    before("data.due", R"("2025-03-05T12:00:00.000001Z")", true);
    before("data.fine", R"("data.due")", true);
    before("data.local", R"("2025-03-05T22:30:00Z")", false);
    before("data.local", R"("2025-03-05T22:31:00Z")", true);
    before("data.due", R"("2025-03-06")", true);
    before("data.due", R"("2025-03-05")", false);
    before("data.due", R"("PT1S")", true);
    before("data.due", R"("PT0S")", false);
    before("data.due", R"("-PT1S")", false);
    before("data.day", R"("-PT12H")", false);
    before("data.day", R"("-PT11H59M")", true);
    before("data.due", R"("-P1W")", false);
    before("data.due", R"("+P1Y2M3DT4H5M6S")", true);
    for (const char *argument : {R"("soon")", R"("P")", R"("PT")", R"("P1DT")", R"("")", "5", "null", R"("P1")", R"("1D")"}) {
        no(qPrintable(QString("data.due is_timestamp_before ") + argument));
        no(qPrintable(QString("data.due is_timestamp_on_or_after ") + argument));
    }
    no("data.port is_timestamp_before \"2025-03-05T12:00:00Z\"");
    no("data.port is_timestamp_on_or_after \"2025-03-05T12:00:00Z\"");
    no("data.missing is_timestamp_on_or_after \"2025-03-05T12:00:00Z\"");

    const auto beforeDate = [&pair](const char *variable, const char *argument, bool holds) { pair(variable, "is_timestamp_before_date", "is_timestamp_on_or_after_date", argument, holds); };
    beforeDate("data.due", R"("2025-03-05")", false);
    beforeDate("data.due", R"("2025-03-06")", true);
    beforeDate("data.due", R"("2025-03-05T23:59:59Z")", false);
    beforeDate("data.local", R"("2025-03-06")", true); // the 5th in UTC
    beforeDate("data.local", R"("2025-03-05")", false);
    beforeDate("data.due", R"("P1D")", true);
    beforeDate("data.due", R"("PT11H")", false);
    beforeDate("data.due", R"("data.day")", false);
    no("data.port is_timestamp_before_date \"2025-03-05\"");
    no("data.due is_timestamp_on_or_after_date \"x\"");

    yes("data.due is_timestamp_between [\"2025-03-05T12:00:00Z\",\"2025-03-06\"]");
    yes("data.due is_timestamp_between [\"2025-03-05\",\"2025-03-05T12:00:00Z\"]");
    yes("data.due is_timestamp_between \"[\\\"2025-03-01\\\",\\\"2025-04-01\\\"]\"");
    yes("data.due is_timestamp_between [\"data.day\",\"data.local\"]");
    no("data.due is_timestamp_between [\"2025-03-06\",\"2025-03-07\"]");
    no("data.due is_timestamp_between [\"2025-03-06\",\"2025-03-04\"]");
    no("data.due is_timestamp_between [\"-P1D\",\"P1D\"]"); // nothing relative here
    no("data.due is_timestamp_between [\"2025-03-05\"]");
    no("data.due is_timestamp_between \"2025-03-05\"");
    no("data.due is_timestamp_between []");
    no("data.due is_timestamp_between [\"2025-03-01\",\"2025-03-02\",\"2025-04-01\"]");
    no("data.port is_timestamp_between [\"2025-03-01\",\"2025-04-01\"]");

    yes("data.count is_between [7,9]");
    yes("data.count is_between [\"5\",\"7\"]");
    yes("data.count is_between \"[5,9]\"");
    yes("data.count is_between \"data.range\"");
    yes("data.priority is_between [1,10]");
    yes("data.port is_between [\"n\",\"o\"]");
    no("data.count is_between [8,9]");
    no("data.count is_between [9,5]");
    no("data.count is_between [5]");
    no("data.count is_between 7");
    no("data.missing is_between [0,9]");

    const auto member = [&pair](const char *argument, bool holds) { pair("recipient", "is_audience_member", "is_not_audience_member", argument, holds); };
    member(R"("vip")", true);
    member(R"("beta")", false);
    member("null", false);

    yes("data.fine is_timestamp_before_now");
    no("data.fine is_timestamp_on_or_after_now");
    no("data.due is_timestamp_before_now");
    yes("data.due is_timestamp_on_or_after_now");
    no("data.port is_timestamp_before_now");
    no("data.port is_timestamp_on_or_after_now");
    no("data.missing is_timestamp_on_or_after_now");

    // What a step's message became, by rank: delivered < seen < read < interacted = link_clicked < archived.
    const auto status = [&pair](const char *variable, const char *word, bool less, bool same) {
        const QByteArray argument = QByteArray("\"") + word + '"';
        pair(variable, "equal_to", "not_equal_to", argument.constData(), same);
        pair(variable, "less_than", "greater_than_or_equal_to", argument.constData(), less);
        pair(variable, "less_than_or_equal_to", "greater_than", argument.constData(), less || same);
    };
    status("refs.feed.engagement_status", "delivered", false, false);
    status("refs.feed.engagement_status", "seen", false, false); // read by now
    status("refs.feed.engagement_status", "read", false, true);
    status("refs.feed.engagement_status", "interacted", true, false);
    status("refs.feed.delivery_status", "seen", true, false);
    status("refs.feed.delivery_status", "delivered", false, true);
    status("refs.feed.delivery_status", "not_sent", false, false);
    status("refs.mail.delivery_status", "delivered", true, false);
    status("refs.mail.delivery_status", "not_sent", false, false);
    status("refs.mail.engagement_status", "seen", true, false);
    status("refs.mail.engagement_status", "sent", false, true); // nothing yet: its delivery status
    status("refs.chat.delivery_status", "delivery_attempted", true, false);
    status("refs.chat.delivery_status", "undelivered", false, false);
    status("refs.chat.engagement_status", "seen", true, false);
    status("refs.push.engagement_status", "interacted", false, true);
    status("refs.push.engagement_status", "archived", true, false);
    status("refs.skipped.engagement_status", "seen", true, false); // no message was made
    status("refs.skipped.delivery_status", "undelivered", true, false);
    no("refs.feed.delivery_status equal_to \"teleported\"");
    yes("refs.feed.delivery_status not_equal_to \"teleported\"");
    no("refs.feed.delivery_status greater_than \"teleported\"");
    no("refs.skipped.delivery_status less_than \"\"");
    no("refs.skipped.delivery_status equal_to \"\"");
    yes("refs.odd.delivery_status less_than \"undelivered\"");
    yes("refs.feed.engagement_status contains \"seen\"");
    no("refs.feed.engagement_status contains \"archived\"");
    yes("refs.mail.engagement_status empty");
    yes("refs.skipped.delivery_status not_exists");

    no("data.count near 7");
    no("data.count EQUAL_TO 7");
    // clang-format on
}

void TstConditionOperators::evaluates()
{
    QFETCH(QString, condition);
    const QString variable = condition.section(' ', 0, 0), op = condition.section(' ', 1, 1);
    const QString argument = condition.section(' ', 2);
    QJsonObject json {{"variable", variable}, {"operator", op}};
    if (!argument.isEmpty())
        json.insert("argument", parsed(argument.toUtf8()));
    const ConditionResult result = evaluateCondition(json, scope());
    QVERIFY(!result.reason.isEmpty());
    QTEST(result.holds, "holds");
}

QTEST_APPLESS_MAIN(TstConditionOperators)
#include "tst_conditionoperators.moc"
