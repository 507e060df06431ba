#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "models/cursorlistbase.h"
#include "models/jsontreemodel.h"

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using models::JsonTreeModel;

namespace {

const QJsonValue sample = QJsonDocument::fromJson(R"({
    "id": "ada",
    "settings": {"branding": {"colors": ["red", "green"]}, "dotted.key": null, "": 1},
    "tags": [],
    "total": 1234567
})")
                              .object();

QModelIndex at(const JsonTreeModel &model, const QList<int> &rows, int column = 0)
{
    QModelIndex index;
    for (const int row : rows)
        index = model.index(row, 0, index);
    return index.siblingAtColumn(column);
}

} // namespace

class TestJsonTree : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void passesTheTester_data();
    void passesTheTester();
    void showsKeysAndValues();
    void namesPaths();
    void copiesValues();
    void findsKeysAndValues();
    void showsWhatIsNoTree();
    void takesAnotherValue();
};

void TestJsonTree::passesTheTester_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("nothing") << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("object") << sample;
    QTest::newRow("list") << QJsonValue(QJsonArray {sample, 1, QJsonArray {2}});
    QTest::newRow("text") << QJsonValue("x");
}

void TestJsonTree::passesTheTester()
{
    QFETCH(QJsonValue, value);
    JsonTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setValue(value);
    model.setValue(sample);
    model.setValue(value);
}

void TestJsonTree::showsKeysAndValues()
{
    JsonTreeModel model;
    model.setValue(sample);
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), "Key");
    QCOMPARE(at(model, {0}).data().toString(), "id");
    QCOMPARE(at(model, {0}, 1).data().toString(), "ada");
    QCOMPARE(at(model, {1}, 1).data().toString(), "3 entries");
    QVERIFY(model.hasChildren(at(model, {1})));
    QCOMPARE(at(model, {2}, 1).data().toString(), "0 items");
    QVERIFY(!model.hasChildren(at(model, {2})));
    QCOMPARE(at(model, {3}, 1).data().toString(), "1234567");
    const auto shown
        = at(model, {1, 2}, 1).data(models::CursorListBase::ShownRole).value<QList<models::Shown>>();
    QCOMPARE(shown.value(0).text, "null");
    QVERIFY(shown.value(0).dim);
}

void TestJsonTree::namesPaths()
{
    JsonTreeModel model;
    model.setValue(sample);
    QCOMPARE(model.path(at(model, {0}, 1)), "id");
    QCOMPARE(model.path(at(model, {1, 1, 0, 1})), "settings.branding.colors[1]");
    QCOMPARE(model.path(at(model, {1, 2})), "settings[\"dotted.key\"]");
    QCOMPARE(model.path(at(model, {1, 0})), "settings[\"\"]");
    QCOMPARE(model.path({}), QString());
    model.setValue(QJsonArray {QJsonObject {{"a", 1}}});
    QCOMPARE(model.path(at(model, {0, 0})), "[0].a");
}

void TestJsonTree::copiesValues()
{
    JsonTreeModel model;
    model.setValue(sample);
    QCOMPARE(model.valueText(at(model, {0})), "ada");
    QCOMPARE(model.valueText(at(model, {3})), "1234567");
    QCOMPARE(model.valueText(at(model, {1, 2})), "null");
    QCOMPARE(QJsonDocument::fromJson(model.valueText(at(model, {1})).toUtf8()).object(),
             sample.toObject().value("settings").toObject());
    QCOMPARE(QJsonDocument::fromJson(model.valueText(at(model, {2})).toUtf8()).array(), QJsonArray());
    QCOMPARE(QJsonDocument::fromJson(model.valueText({}).toUtf8()).object(), sample.toObject());
    QCOMPARE(model.valueAt(at(model, {1, 1, 0, 0})).toString(), "red");
}

void TestJsonTree::findsKeysAndValues()
{
    JsonTreeModel model;
    model.setValue(QJsonObject {{"Total", 3},
                                {"note", "the TOTAL is 3"},
                                {"lines", QJsonArray {QJsonObject {{"total", true}}, "x", 33}}});
    QStringList paths;
    for (const QModelIndex &index : model.find("total"))
        paths += model.path(index);
    QCOMPARE(paths, QStringList({"Total", "lines[0].total", "note"}));
    QCOMPARE(model.find("3").size(), 3);
    QCOMPARE(model.find("3").first().column(), int(JsonTreeModel::ValueColumn));
    QCOMPARE(model.find("total", 2).size(), 2);
    QVERIFY(model.find("").isEmpty());
    QVERIFY(model.find("nowhere").isEmpty());
}

void TestJsonTree::showsWhatIsNoTree()
{
    JsonTreeModel model;
    QCOMPARE(model.rowCount(), 0);
    model.setValue("just text");
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(at(model, {0}, 1).data().toString(), "just text");
    QCOMPARE(model.path(at(model, {0})), QString());
}

void TestJsonTree::takesAnotherValue()
{
    JsonTreeModel model;
    model.setValue(sample);
    const QPersistentModelIndex kept = at(model, {1, 1});
    model.setValue(QJsonObject());
    QVERIFY(!kept.isValid());
    QCOMPARE(model.rowCount(), 0);
}

QTEST_GUILESS_MAIN(TestJsonTree)
#include "tst_jsontree.moc"
