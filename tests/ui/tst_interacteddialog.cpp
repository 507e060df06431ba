// The pairs that go with "interacted": how they are read, and what is refused.
#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "ui/message/interacteddialog.h"
#include "ui/theme.h"

#include <QApplication>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

using namespace ui;

namespace {

void type(InteractedDialog *dialog, const QString &field, const QString &text)
{
    for (auto *edit : dialog->findChildren<QLineEdit *>()) {
        if (edit->accessibleName() != field)
            continue;
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
}

} // namespace

class TestInteractedDialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }
    void refusesWrongPairs_data();
    void refusesWrongPairs();
    void readsValues_data();
    void readsValues();

private:
    std::unique_ptr<Theme> m_theme;
};

void TestInteractedDialog::refusesWrongPairs_data()
{
    QTest::addColumn<QString>("key1");
    QTest::addColumn<QString>("value1");
    QTest::addColumn<QString>("key2");
    QTest::addColumn<QString>("value2");
    QTest::addColumn<QString>("said");
    QTest::newRow("list") << "a"
                          << "1"
                          << "tags"
                          << "[1, 2]"
                          << "Pair 2, “tags”, holds a list or an object.";
    QTest::newRow("object") << "who"
                            << R"({"id": 1})"
                            << ""
                            << ""
                            << "Pair 1, “who”, holds";
    QTest::newRow("no key") << "a"
                            << "1"
                            << ""
                            << "x"
                            << "Pair 2 has a value and no key.";
    QTest::newRow("twice") << "a"
                           << "1"
                           << "a "
                           << "2"
                           << "Pair 2: there is a “a” already.";
}

void TestInteractedDialog::refusesWrongPairs()
{
    QFETCH(QString, key1);
    QFETCH(QString, value1);
    QFETCH(QString, key2);
    QFETCH(QString, value2);
    QFETCH(QString, said);
    InteractedDialog box(1, {}, nullptr);
    InteractedDialog *dialog = &box;
    dialog->setAttribute(Qt::WA_DeleteOnClose, false);
    bool isChosen = false;
    connect(dialog, &InteractedDialog::chosen, this, [&] { isChosen = true; });
    dialog->open();
    type(dialog, "Key of pair 1", key1);
    type(dialog, "Value of pair 1", value1);
    type(dialog, "Key of pair 2", key2);
    type(dialog, "Value of pair 2", value2);
    QTest::keyClick(dialog, Qt::Key_Return);
    QVERIFY(!isChosen);
    QVERIFY(dialog->isVisible());
    QStringList shown;
    for (const QLabel *label : dialog->findChildren<QLabel *>()) {
        if (label->isVisible() && label->property("role") == "bad")
            shown += label->text();
    }
    QCOMPARE(shown.size(), 1);
    QVERIFY2(shown.first().startsWith(said), qPrintable(shown.first()));
    QCOMPARE(dialog->findChildren<QLineEdit *>().at(1)->text(), value1); // what was typed stays
}

void TestInteractedDialog::readsValues_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<bool>("nested");
    const auto add = [](const char *text, const QJsonValue &value, bool nested = false) {
        QTest::newRow(text) << QString(text) << value << nested;
    };
    add("reply", "reply");
    add("42", 42);
    add(" -1.5e3 ", -1500);
    add("true", true);
    add("false", false);
    add("null", QJsonValue::Null);
    add("True", "True");
    add(R"("42")", "42");
    add("", "");
    add("1, 2", "1, 2");
    add("{{ name }}", "{{ name }}"); // looks like an object and is none
    add("007", "007");
    add("12345678901234567890", "12345678901234567890"); // no number holds all of these digits
    add("[]", QJsonArray(), true);
    add(R"({"a": 1})", QJsonObject {{"a", 1}}, true);
}

void TestInteractedDialog::readsValues()
{
    QFETCH(QString, text);
    QFETCH(QJsonValue, value);
    QFETCH(bool, nested);
    const FlatValue read = readFlatValue(text);
    QCOMPARE(read.value, value);
    QCOMPARE(read.isNested, nested);
    QVERIFY(!read.kind.isEmpty());
}

QTEST_MAIN(TestInteractedDialog)
#include "tst_interacteddialog.moc"
