#include "api/rules/deepmerge.h"

#include <QJsonDocument>
#include <QTest>

using namespace api;

namespace {
QJsonObject json(const QByteArray &text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        qFatal("bad JSON in the test: %s", text.constData());
    return document.object();
}
}

class TstDeepMerge : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void merges_data();
    void merges();
    void putsUnder_data();
    void putsUnder();
};

void TstDeepMerge::merges_data()
{
    QTest::addColumn<QByteArray>("base");
    QTest::addColumn<QByteArray>("changes");
    QTest::addColumn<QByteArray>("expected");
    const auto add = [](const char *name, const char *base, const char *changes, const char *expected) {
        QTest::newRow(name) << QByteArray(base) << QByteArray(changes) << QByteArray(expected);
    };
    add("nothing", "{}", "{}", "{}");
    add("nothing new", R"({"a":1})", "{}", R"({"a":1})");
    add("a new key", R"({"a":1})", R"({"b":2})", R"({"a":1,"b":2})");
    add("a changed key", R"({"a":1,"b":2})", R"({"a":"x"})", R"({"a":"x","b":2})");
    add("deep", R"({"a":{"b":{"c":1,"d":2}},"e":3})", R"({"a":{"b":{"c":9},"f":4}})",
        R"({"a":{"b":{"c":9,"d":2},"f":4},"e":3})");
    add("a list is replaced", R"({"a":[1,2,3]})", R"({"a":[4]})", R"({"a":[4]})");
    add("maps in lists are not merged", R"({"a":[{"b":1}]})", R"({"a":[{"c":2}]})", R"({"a":[{"c":2}]})");
    add("null is stored", R"({"a":1})", R"({"a":null})", R"({"a":null})");
    add("null over a map", R"({"a":{"b":1}})", R"({"a":null})", R"({"a":null})");
    add("null deep inside", R"({"a":{"b":1,"c":2}})", R"({"a":{"b":null}})", R"({"a":{"b":null,"c":2}})");
    add("null of a new key", "{}", R"({"a":null})", R"({"a":null})");
    add("a map over a value", R"({"a":1})", R"({"a":{"b":2}})", R"({"a":{"b":2}})");
    add("a value over a map", R"({"a":{"b":2}})", R"({"a":false})", R"({"a":false})");
    add("a map over null", R"({"a":null})", R"({"a":{"b":2}})", R"({"a":{"b":2}})");
    add("an empty map changes nothing in one", R"({"a":{"b":2}})", R"({"a":{}})", R"({"a":{"b":2}})");
    add("an empty list empties", R"({"a":[1]})", R"({"a":[]})", R"({"a":[]})");
}

void TstDeepMerge::merges()
{
    QFETCH(QByteArray, base);
    QFETCH(QByteArray, changes);
    QFETCH(QByteArray, expected);
    QCOMPARE(deepMerged(json(base), json(changes)), json(expected));
}

void TstDeepMerge::putsUnder_data()
{
    QTest::addColumn<QByteArray>("primary");
    QTest::addColumn<QByteArray>("secondary");
    QTest::addColumn<QByteArray>("expected");
    const auto add = [](const char *name, const char *primary, const char *secondary, const char *expected) {
        QTest::newRow(name) << QByteArray(primary) << QByteArray(secondary) << QByteArray(expected);
    };
    add("nothing", "{}", "{}", "{}");
    add("only the secondary's", "{}", R"({"a":{"b":1}})", R"({"a":{"b":1}})");
    add("only the primary's", R"({"a":1})", "{}", R"({"a":1})");
    add("the primary wins", R"({"name":"Ada","plan":"pro"})", R"({"name":"A.","city":"Oslo"})",
        R"({"name":"Ada","plan":"pro","city":"Oslo"})");
    add("at every depth", R"({"a":{"b":{"c":1}}})", R"({"a":{"b":{"c":2,"d":3},"e":4}})",
        R"({"a":{"b":{"c":1,"d":3},"e":4}})");
    add("lists are not joined", R"({"a":[1]})", R"({"a":[2]})", R"({"a":[1]})");
    add("an empty list wins", R"({"a":[]})", R"({"a":[2]})", R"({"a":[]})");
    add("an empty text wins", R"({"a":""})", R"({"a":"x"})", R"({"a":""})");
    add("false wins", R"({"a":false})", R"({"a":true})", R"({"a":false})");
    add("a value wins over a map", R"({"a":1})", R"({"a":{"b":2}})", R"({"a":1})");
    add("a map wins over a value", R"({"a":{"b":2}})", R"({"a":1})", R"({"a":{"b":2}})");
    add("null is lacking", R"({"a":null,"b":{"c":null}})", R"({"a":1,"b":{"c":2}})",
        R"({"a":1,"b":{"c":2}})");
    add("null on both sides", R"({"a":null})", R"({"a":null})", R"({"a":null})");
    add("the secondary's null hides nothing", R"({"a":1})", R"({"a":null,"b":null})", R"({"a":1,"b":null})");
}

void TstDeepMerge::putsUnder()
{
    QFETCH(QByteArray, primary);
    QFETCH(QByteArray, secondary);
    QFETCH(QByteArray, expected);
    QCOMPARE(mergedUnder(json(primary), json(secondary)), json(expected));
}

QTEST_APPLESS_MAIN(TstDeepMerge)
#include "tst_deepmerge.moc"
