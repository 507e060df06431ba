#include "api/rules/preferencediff.h"
#include "api/rules/preferenceset.h"

#include <QJsonDocument>
#include <QTest>

using namespace api;
using Row = PreferenceRow;
using State = PreferenceState;

namespace {
QJsonObject json(const char *text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        qFatal("bad JSON in the test: %s", text);
    return document.object();
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

const char *const rich = R"({
  "id": "default",
  "channel_types": {"in_app_feed": true, "push": {"conditions": [{"variable": "recipient.country", "operator": "equal_to", "argument": "NO"}]},
                    "carrier_pigeon": false, "sms": {"conditions": []}},
  "categories": {"news": false, "ops": true, "odd": {"sms": false}, "none": null, "strange": "yes",
                 "guarded": {"conditions": [{"variable": "data.x", "operator": "exists"}], "channel_types": {"email": false}}},
  "workflows": {"digest": {"channel_types": {"email": true, "sms": false}, "channels": {"c-1": false}},
                "empty": {}, "blank": {"channel_types": null, "conditions": null}},
  "commercial_subscribed": false, "newer": {"a": [1, 2]}})";
}

class TstPreferenceSet : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void changes_data();
    void changes();
    void keepsTheRest();
    void lists();
    void appliesEditsAndForgetsIdleOnes();
    void tellsDifferences_data();
    void tellsDifferences();
};

void TstPreferenceSet::reads_data()
{
    QTest::addColumn<int>("row");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("type");
    QTest::addColumn<int>("state");
    QTest::addColumn<bool>("fromWholeRow");
    const auto add
        = [](const char *name, Row row, const char *key, const char *type, State state, bool whole = false) {
              QTest::newRow(name) << int(row) << QString::fromLatin1(key) << QString::fromLatin1(type)
                                  << int(state) << whole;
          };
    add("default on", Row::Defaults, "", "in_app_feed", State::On);
    add("default missing", Row::Defaults, "", "email", State::Inherit);
    add("default conditional", Row::Defaults, "", "push", State::Conditions);
    add("default unknown type", Row::Defaults, "", "carrier_pigeon", State::Off);
    add("no condition can fail", Row::Defaults, "", "sms", State::On);
    add("defaults as a row", Row::Defaults, "", "", State::Mixed);
    add("boolean row", Row::Category, "news", "", State::Off);
    add("cell of a boolean row", Row::Category, "news", "chat", State::Off, true);
    add("cell of a row that is on", Row::Category, "ops", "sms", State::On, true);
    add("type without its map", Row::Category, "odd", "sms", State::Off);
    add("other type of that row", Row::Category, "odd", "email", State::Inherit);
    add("null row", Row::Category, "none", "", State::Inherit);
    add("cell of a null row", Row::Category, "none", "sms", State::Inherit);
    add("unknown shape", Row::Category, "strange", "", State::Other);
    add("cell of an unknown shape", Row::Category, "strange", "sms", State::Other, true);
    add("row conditions", Row::Category, "guarded", "", State::Conditions);
    add("own value under row conditions", Row::Category, "guarded", "email", State::Off);
    add("nothing own under row conditions", Row::Category, "guarded", "sms", State::Inherit);
    add("workflow cell on", Row::Workflow, "digest", "email", State::On);
    add("workflow cell off", Row::Workflow, "digest", "sms", State::Off);
    add("workflow cell missing", Row::Workflow, "digest", "push", State::Inherit);
    add("workflow differing by type", Row::Workflow, "digest", "", State::Mixed);
    add("empty workflow", Row::Workflow, "empty", "", State::Inherit);
    add("nulls inside", Row::Workflow, "blank", "email", State::Inherit);
    add("nulls inside, row", Row::Workflow, "blank", "", State::Inherit);
    add("absent row", Row::Workflow, "nobody", "email", State::Inherit);
}

void TstPreferenceSet::reads()
{
    QFETCH(int, row);
    QFETCH(QString, key);
    QFETCH(QString, type);
    const PreferenceValue value = preferenceAt(json(rich), {Row(row), key, type});
    QTEST(int(value.state), "state");
    QTEST(value.fromWholeRow, "fromWholeRow");
    QCOMPARE(value.conditions.isEmpty(), value.state != State::Conditions);
}

void TstPreferenceSet::changes_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<int>("row");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("type");
    QTest::addColumn<int>("state");
    QTest::addColumn<QByteArray>("after");
    const auto add = [](const char *name, const char *before, Row row, const char *key, const char *type,
                        State state, const char *after) {
        QTest::newRow(name) << QByteArray(before) << int(row) << QString::fromLatin1(key)
                            << QString::fromLatin1(type) << int(state) << QByteArray(after);
    };
    add("null map, default", R"({"channel_types":null})", Row::Defaults, "", "sms", State::Off,
        R"({"channel_types":{"sms":false}})");
    add("absent map, workflow", "{}", Row::Workflow, "w", "sms", State::Off,
        R"({"workflows":{"w":{"channel_types":{"sms":false}}}})");
    add("null inner map", R"({"workflows":{"w":{"channel_types":null,"conditions":null}}})", Row::Workflow,
        "w", "sms", State::On, R"({"workflows":{"w":{"channel_types":{"sms":true},"conditions":null}}})");
    add("one leaf beside others",
        R"({"categories":{"k":{"channel_types":{"email":true,"sms":true}},"l":false}})", Row::Category, "k",
        "sms", State::Off, R"({"categories":{"k":{"channel_types":{"email":true,"sms":false}},"l":false}})");
    add("to inherit", R"({"categories":{"k":{"channel_types":{"email":true,"sms":true}}}})", Row::Category,
        "k", "sms", State::Inherit, R"({"categories":{"k":{"channel_types":{"email":true}}}})");
    add("last leaf to inherit", R"({"categories":{"k":{"channel_types":{"sms":true}}}})", Row::Category, "k",
        "sms", State::Inherit, R"({"categories":{}})");
    add("last leaf, conditions stay",
        R"({"categories":{"k":{"channel_types":{"sms":true},"conditions":[{"variable":"data.a","operator":"empty"}]}}})",
        Row::Category, "k", "sms", State::Inherit,
        R"({"categories":{"k":{"conditions":[{"variable":"data.a","operator":"empty"}]}}})");
    add("boolean row, one cell on", R"({"workflows":{"w":false}})", Row::Workflow, "w", "sms", State::On,
        R"({"workflows":{"w":{"channel_types":{"chat":false,"email":false,"http":false,"in_app_feed":false,"push":false,"sms":true}}}})");
    add("boolean row, one cell inherits", R"({"workflows":{"w":false},"channel_types":{"fax":true}})",
        Row::Workflow, "w", "sms", State::Inherit,
        R"({"workflows":{"w":{"channel_types":{"chat":false,"email":false,"fax":false,"http":false,"in_app_feed":false,"push":false}}},"channel_types":{"fax":true}})");
    add("boolean row, same value", R"({"workflows":{"w":false}})", Row::Workflow, "w", "sms", State::Off,
        R"({"workflows":{"w":false}})");
    add("conditions replaced on purpose",
        R"({"channel_types":{"push":{"conditions":[{"variable":"data.a","operator":"empty"}]}}})",
        Row::Defaults, "", "push", State::Off, R"({"channel_types":{"push":false}})");
    add("type without its map", R"({"categories":{"k":{"sms":false,"later":1}}})", Row::Category, "k", "sms",
        State::On, R"({"categories":{"k":{"sms":true,"later":1}}})");
    add("whole row off", R"({"workflows":{"w":{"channel_types":{"email":true}}}})", Row::Workflow, "w", "",
        State::Off, R"({"workflows":{"w":false}})");
    add("whole row to inherit", R"({"workflows":{"w":true,"v":true}})", Row::Workflow, "w", "",
        State::Inherit, R"({"workflows":{"v":true}})");
    add("whole row off keeps what else is in it",
        R"({"workflows":{"w":{"channel_types":{"email":true},"channels":{"c":true}}}})", Row::Workflow, "w",
        "", State::Off,
        R"({"workflows":{"w":{"channel_types":{"chat":false,"email":false,"http":false,"in_app_feed":false,"push":false,"sms":false},"channels":{"c":true}}}})");
    add("all defaults off", R"({"channel_types":{"sms":true}})", Row::Defaults, "", "", State::Off,
        R"({"channel_types":{"chat":false,"email":false,"http":false,"in_app_feed":false,"push":false,"sms":false}})");
    add("all defaults inherit", R"({"channel_types":{"sms":true,"email":false}})", Row::Defaults, "", "",
        State::Inherit, R"({"channel_types":{}})");
    add("nothing to remove", R"({"workflows":null})", Row::Workflow, "w", "sms", State::Inherit,
        R"({"workflows":null})");
    add("a state that cannot be set", R"({"workflows":null})", Row::Workflow, "w", "sms", State::Conditions,
        R"({"workflows":null})");
}

void TstPreferenceSet::changes()
{
    QFETCH(QByteArray, before);
    QFETCH(int, row);
    QFETCH(QString, key);
    QFETCH(QString, type);
    QFETCH(int, state);
    QFETCH(QByteArray, after);
    const QJsonObject got = withPreference(json(before), {Row(row), key, type}, State(state));
    QCOMPARE(compact(got), compact(json(after)));
}

void TstPreferenceSet::keepsTheRest()
{
    const QJsonObject before = json(rich);
    for (const QString &type : knownChannelTypes()) {
        const QJsonObject after
            = withPreference(before, {Row::Workflow, QStringLiteral("digest"), type}, State::Off);
        QCOMPARE(after.value(QStringLiteral("newer")), before.value(QStringLiteral("newer")));
        QCOMPARE(after.value(QStringLiteral("categories")), before.value(QStringLiteral("categories")));
        QCOMPARE(after.value(QStringLiteral("channel_types")), before.value(QStringLiteral("channel_types")));
        const QJsonObject digest
            = after.value(QStringLiteral("workflows")).toObject().value(QStringLiteral("digest")).toObject();
        QCOMPARE(compact(digest.value(QStringLiteral("channels")).toObject()),
                 QByteArray(R"({"c-1":false})"));
    }
}

void TstPreferenceSet::lists()
{
    const QJsonObject set = json(rich);
    QCOMPARE(channelTypesIn(set),
             (QStringList {QStringLiteral("in_app_feed"), QStringLiteral("email"), QStringLiteral("sms"),
                           QStringLiteral("push"), QStringLiteral("carrier_pigeon")}));
    QCOMPARE(preferenceKeys(set, Row::Workflow),
             (QStringList {QStringLiteral("blank"), QStringLiteral("digest"), QStringLiteral("empty")}));
    QVERIFY(preferenceKeys(json(R"({"workflows":null})"), Row::Workflow).isEmpty());
}

void TstPreferenceSet::appliesEditsAndForgetsIdleOnes()
{
    const QJsonObject mine = json(R"({"workflows":{"w":false},"channel_types":{"sms":true}})");
    const QString w = QStringLiteral("w"), sms = QStringLiteral("sms"), email = QStringLiteral("email");
    PreferenceEdits edits {{{Row::Workflow, w, sms}, State::Off}, // is off already
                           {{Row::Defaults, {}, sms}, State::Off},
                           {{Row::Workflow, w, {}}, State::Inherit},
                           {{Row::Workflow, w, email}, State::On}};
    // The row is cleared first, so that sms of it says something again.
    QCOMPARE(effectiveEdits(mine, edits), edits);
    QCOMPARE(
        compact(withEdits(mine, edits)),
        compact(json(
            R"({"channel_types":{"sms":false},"workflows":{"w":{"channel_types":{"email":true,"sms":false}}}})")));
    edits.remove({Row::Workflow, w, {}});
    edits.remove({Row::Workflow, w, email});
    QCOMPARE(effectiveEdits(mine, edits), (PreferenceEdits {{{Row::Defaults, {}, sms}, State::Off}}));
    // On another version of the set the same edits change only what they are about.
    const QJsonObject theirs = json(R"({"workflows":{"w":true,"x":true},"channel_types":null,"later":1})");
    QCOMPARE(compact(withEdits(theirs, effectiveEdits(mine, edits))),
             compact(json(R"({"workflows":{"w":true,"x":true},"channel_types":{"sms":false},"later":1})")));
}

void TstPreferenceSet::tellsDifferences_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QStringList>("expected"); // kind row/key/type from>to, by number
    const auto add
        = [](const char *name, const char *before, const char *after, const QStringList &expected) {
              QTest::newRow(name) << QByteArray(before) << QByteArray(after) << expected;
          };
    const auto lines = [](std::initializer_list<const char *> list) {
        QStringList out;
        for (const char *line : list)
            out += QString::fromLatin1(line);
        return out;
    };
    add("null, empty and absent", R"({"workflows":null,"categories":{},"id":"a"})",
        R"({"channel_types":{},"workflows":{"w":{}},"__typename":"PreferenceSet"})", {});
    add("a cell", R"({"categories":{"billing":{"channel_types":{"sms":true}}}})",
        R"({"categories":{"billing":{"channel_types":{"sms":false}}}})", lines({"cell 1/billing/sms 1>2"}));
    add("a boolean row written out", R"({"workflows":{"w":false}})",
        R"({"workflows":{"w":{"channel_types":{"chat":false,"email":false,"http":false,"in_app_feed":false,"push":false,"sms":false}}}})",
        {});
    add("one cell of a boolean row", R"({"workflows":{"w":false}})",
        R"({"workflows":{"w":{"channel_types":{"chat":false,"email":false,"http":false,"in_app_feed":false,"push":false,"sms":true}}}})",
        lines({"cell 2/w/sms 2>1"}));
    add("a whole row", "{}", R"({"workflows":{"w":false}})", lines({"cell 2/w/ 0>2"}));
    add("conditions to off",
        R"({"channel_types":{"push":{"conditions":[{"variable":"a","operator":"empty"}]}}})",
        R"({"channel_types":{"push":false}})", lines({"cell 0//push 3>2"}));
    add("other conditions",
        R"({"channel_types":{"push":{"conditions":[{"variable":"a","operator":"empty"}]}}})",
        R"({"channel_types":{"push":{"conditions":[{"variable":"b","operator":"empty"}]}}})",
        lines({"conditions 0//push 3>3"}));
    add("row conditions went", R"({"workflows":{"w":{"conditions":[{"variable":"a","operator":"empty"}]}}})",
        "{}", lines({"cell 2/w/ 3>0"}));
    add("what no cell shows", R"({"commercial_subscribed":true,"workflows":{"w":{"channels":{"c":true}}}})",
        R"({"commercial_subscribed":false,"workflows":{"w":{"channels":{"c":false}}}})",
        lines({"other commercial_subscribed", "other workflows.w.channels"}));
    add("order", "{}",
        R"({"workflows":{"a":true},"categories":{"z":true},"channel_types":{"sms":true,"email":false}})",
        lines({"cell 0//email 0>2", "cell 0//sms 0>1", "cell 1/z/ 0>1", "cell 2/a/ 0>1"}));
}

void TstPreferenceSet::tellsDifferences()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QStringList got;
    for (const PreferenceChange &c : differences(json(before), json(after))) {
        if (c.kind == PreferenceChange::Kind::Other)
            got += QStringLiteral("other ") + c.path;
        else
            got += QStringLiteral("%1 %2/%3/%4 %5>%6")
                       .arg(c.kind == PreferenceChange::Kind::Cell ? QStringLiteral("cell")
                                                                   : QStringLiteral("conditions"))
                       .arg(int(c.cell.row))
                       .arg(c.cell.key, c.cell.channelType)
                       .arg(int(c.from))
                       .arg(int(c.to));
    }
    QTEST(got, "expected");
}

QTEST_APPLESS_MAIN(TstPreferenceSet)
#include "tst_preferenceset.moc"
