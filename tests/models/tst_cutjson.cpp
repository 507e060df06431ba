#include "models/cutjson.h"

#include <QJsonDocument>
#include <QTest>

class TestCutJson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsWhatIsWhole_data();
    void keepsWhatIsWhole();
    void everyCutCanBeRead();
};

void TestCutJson::keepsWhatIsWhole_data()
{
    QTest::addColumn<QByteArray>("cut");
    QTest::addColumn<QByteArray>("closed");
    const auto row = [](const char *cut, const char *closed) {
        QTest::newRow(*cut ? cut : "nothing") << QByteArray(cut) << QByteArray(closed);
    };
    row("", "");
    row("{", "");
    row(R"({"a": 1)", ""); // more digits may have followed
    row(R"({"a": 1,)", R"({"a": 1})");
    row(R"({"a": 1, "b)", R"({"a": 1})");
    row(R"({"a": [1, {"b": 2}, 3)", R"({"a": [1, {"b": 2}]})");
    row(R"({"a": [1, {"b": 2, "c)", R"({"a": [1, {"b": 2}]})");
    row(R"([{"a": "x, \" ]}"}, {"b": "y)", R"([{"a": "x, \" ]}"}])");
    row(R"({"a": {}})", R"({"a": {}})");
    row("]", "");
    row(R"({"a": 1])", "");
}

void TestCutJson::keepsWhatIsWhole()
{
    QFETCH(QByteArray, cut);
    QTEST(models::closedJson(cut), "closed");
}

void TestCutJson::everyCutCanBeRead()
{
    const QByteArray whole
        = R"({"entries": [{"id": "a\\\"", "n": -1.5e3, "x": null}, {"id": "ü", "list": [[], [true, {}]]}], "page": {"after": "{,"}})";
    QVERIFY(QJsonDocument::fromJson(whole).isObject());
    for (qsizetype size = 0; size <= whole.size(); ++size) {
        const QByteArray closed = models::closedJson(whole.first(size));
        QVERIFY2(closed.isEmpty() || QJsonDocument::fromJson(closed).isObject(), closed.constData());
    }
    QCOMPARE(models::closedJson(whole), whole);
}

QTEST_GUILESS_MAIN(TestCutJson)
#include "tst_cutjson.moc"
