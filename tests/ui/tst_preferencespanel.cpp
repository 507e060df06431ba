// The preferences of a person, clicked and typed through on a scripted network.
#include "api/client/client.h"
#include "models/preferencegridmodel.h"
#include "models/vocabulary.h"
#include "support/fakenetwork.h"
#include "ui/errorbar.h"
#include "ui/filterbar.h"
#include "ui/jsondiffview.h"
#include "ui/preferences/preferencedelegate.h"
#include "ui/preferences/preferencegridview.h"
#include "ui/preferences/preferencesavebar.h"
#include "ui/preferences/preferencespanel.h"
#include "ui/statepanel.h"
#include "ui/theme.h"

#include <QApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QSignalSpy>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTest>

using namespace ui;
using api::PreferenceRow;
using api::PreferenceState;
using models::PreferenceGridModel;

namespace {

const char *const listTarget = "/v1/users/alice/preferences";
const char *const setTarget = "/v1/users/alice/preferences/default";
const QString sms = QStringLiteral("sms"), email = QStringLiteral("email"), push = QStringLiteral("push");
const QString billing = QStringLiteral("billing"), digest = QStringLiteral("digest");

// Conditions, keys no cell shows and nulls: all of it must come back in the body.
const char *const stored = R"([{'id': 'acme', 'workflows': {'digest': false}},
  {'id': 'default', '__typename': 'PreferenceSet', 'channel_types': null,
   'categories': {'billing': {'channel_types': {'sms': true}, 'channels': {'c-9': false}}, 'news': false},
   'workflows': {'digest': {'channel_types': {'push': {'conditions': [{'variable': 'data.n', 'operator': 'greater_than', 'argument': 3}]}}}},
   'commercial_subscribed': true}])";
const char *const afterTwoClicks = R"({'channel_types': null,
   'categories': {'billing': {'channel_types': {'sms': false}, 'channels': {'c-9': false}}, 'news': false},
   'workflows': {'digest': {'channel_types': {'email': true, 'push': {'conditions': [{'variable': 'data.n', 'operator': 'greater_than', 'argument': 3}]}}}},
   'commercial_subscribed': true})";

struct Desk
{
    explicit Desk(const char *sets = stored)
    {
        settings
            = std::make_unique<QSettings>(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        const Context context {&client, nullptr, &words, settings.get()};
        panel = std::make_unique<PreferencesPanel>(context, QStringLiteral("alice"));
        panel->resize(1060, 640);
        net.expect("GET", listTarget).reply(200, json(sets));
        net.expect("GET", setTarget).reply(200, json("{'id': 'default'}"));
        panel->show();
        panel->activate();
    }
    bool settle() const
    {
        return QTest::qWaitFor([this] { return panel->isSettled(); });
    }
    template <class T>
    T *find(const QString &name = {}) const
    {
        return panel->findChild<T *>(name);
    }
    PreferenceGridModel *grid() const { return find<PreferenceGridModel>(); }
    PreferenceGridView *view() const { return find<PreferenceGridView>(); }
    QModelIndex at(PreferenceRow row, const QString &key, const QString &type) const
    {
        return grid()->indexOf({row, key, type});
    }
    PreferenceState state(PreferenceRow row, const QString &key, const QString &type) const
    {
        return grid()->stateAt(at(row, key, type));
    }
    void click(const QModelIndex &index) const
    {
        view()->scrollTo(index);
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {},
                          PreferenceDelegate::pillRect(view()->visualRect(index)).center());
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::keyClick(view(), key, modifiers);
    }
    // Presses a button of a window that opened, by its text.
    bool press(const QString &window, const QString &text) const
    {
        QWidget *dialog = nullptr;
        if (!QTest::qWaitFor([&] { return (dialog = find<QWidget>(window)) && dialog->isVisible(); }))
            return false;
        for (auto *button : dialog->findChildren<QPushButton *>()) {
            if (button->text() == text && button->isEnabled()) {
                QTest::mouseClick(button, Qt::LeftButton);
                if (!QTest::qWaitFor([&] { return !find<QWidget>(window); }))
                    return false;
                panel->activateWindow(); // as a window manager does
                return QTest::qWaitForWindowActive(panel.get());
            }
        }
        return false;
    }
    QString bar() const { return find<PreferenceSaveBar>()->text(); }
    QString error() const
    {
        auto *bar = find<ErrorBar>();
        return bar->isVisible() ? bar->text() : QString();
    }
    void twoClicks() const
    {
        click(at(PreferenceRow::Category, billing, sms));
        click(at(PreferenceRow::Workflow, digest, email));
    }

    QTemporaryDir folder;
    std::unique_ptr<QSettings> settings;
    FakeNetwork net;
    api::Client client {testConnection(), &net};
    models::Vocabulary words;
    std::unique_ptr<PreferencesPanel> panel;
};

} // namespace

class TstPreferencesPanel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void clicksAndSaves();
    void undoesByKeys();
    void setsByKeys();
    void asksBeforeConditionsGo();
    void conflictKeepMine();
    void conflictTakeTheirs();
    void conflictOnTop();
    void failureKeepsEdits();
    void unknownOutcomeLooksFirst();
    void switchingAsksFirst();
    void refreshKeepsEdits();
    void failsToLoadAndRetries();
    void findsRows();
    void readOnlyCannotSave();
    void comparesLines_data();
    void comparesLines();
    void everyControlHasAName();

private:
    std::unique_ptr<Theme> m_theme;
};

void TstPreferencesPanel::initTestCase()
{
    m_theme = std::make_unique<Theme>(*qApp);
    m_theme->setScheme(Scheme::Light);
}

void TstPreferencesPanel::clicksAndSaves()
{
    Desk desk;
    QVERIFY(desk.settle());
    QVERIFY(!desk.find<PreferenceSaveBar>()->isVisible());
    desk.twoClicks();
    QVERIFY(desk.find<PreferenceSaveBar>()->isVisible());
    QCOMPARE(desk.bar(),
             QStringLiteral("2 changes SMS for billing: on → off · Email for digest: inherit → on"));
    QVERIFY(!desk.panel->unsavedWork().isEmpty());
    QVERIFY(!desk.panel->mayClose());

    desk.net.expect("GET", listTarget).reply(200, json(stored));
    auto &put = desk.net.expect("PUT", setTarget).withBody(json(afterTwoClicks)).hold();
    put.reply(200, R"({"id":"default",)" + json(afterTwoClicks).mid(1));
    desk.net.expect("GET", setTarget).reply(200, json("{'id': 'default'}"));
    for (auto *button : desk.find<PreferenceSaveBar>()->findChildren<QPushButton *>()) {
        if (button->text() == QLatin1StringView("Review"))
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QTRY_VERIFY(desk.find<QWidget>(QStringLiteral("preferenceReview")));
    QVERIFY(desk.find<QWidget>(QStringLiteral("preferenceReview"))->findChild<JsonDiffView *>());
    QVERIFY(desk.press(QStringLiteral("preferenceReview"), QStringLiteral("Save")));
    QTRY_VERIFY(put.wasAsked());
    put.release();
    QTRY_VERIFY(!desk.grid()->isChanged());
    QVERIFY(desk.settle());
    QVERIFY(desk.panel->mayClose());
    QVERIFY(!desk.find<PreferenceSaveBar>()->isVisible());
    QCOMPARE(desk.state(PreferenceRow::Category, billing, sms), PreferenceState::Off);
    desk.net.expectNothing();
}

void TstPreferencesPanel::undoesByKeys()
{
    Desk desk;
    QVERIFY(desk.settle());
    desk.twoClicks();
    desk.view()->setFocus();
    desk.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(desk.state(PreferenceRow::Workflow, digest, email), PreferenceState::Inherit);
    desk.key(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(!desk.grid()->isChanged());
    desk.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(desk.state(PreferenceRow::Category, billing, sms), PreferenceState::Off);
    QCOMPARE(desk.grid()->changeCount(), 1);
}

void TstPreferencesPanel::setsByKeys()
{
    Desk desk;
    QVERIFY(desk.settle());
    desk.view()->setFocus();
    desk.view()->setCurrentCell({PreferenceRow::Defaults, {}, email});
    desk.key(Qt::Key_Space);
    QCOMPARE(desk.state(PreferenceRow::Defaults, {}, email), PreferenceState::On);
    desk.key(Qt::Key_F);
    QCOMPARE(desk.state(PreferenceRow::Defaults, {}, email), PreferenceState::Off);
    desk.key(Qt::Key_O);
    QCOMPARE(desk.state(PreferenceRow::Defaults, {}, email), PreferenceState::On);
    desk.key(Qt::Key_Delete);
    QCOMPARE(desk.state(PreferenceRow::Defaults, {}, email), PreferenceState::Inherit);
    // Down over the heading into the first category; the name's column sets the whole row.
    desk.key(Qt::Key_Down);
    QCOMPARE(desk.grid()->cellAt(desk.view()->currentIndex()).key, billing);
    desk.view()->setCurrentCell({PreferenceRow::Category, QStringLiteral("news"), {}});
    desk.key(Qt::Key_O);
    QCOMPARE(desk.state(PreferenceRow::Category, QStringLiteral("news"), push), PreferenceState::On);
    // What is explained follows.
    QTRY_COMPARE(desk.find<QLabel>(QStringLiteral("explanationTitle"))->text(), QStringLiteral("News"));
}

void TstPreferencesPanel::asksBeforeConditionsGo()
{
    Desk desk;
    QVERIFY(desk.settle());
    const QModelIndex cell = desk.at(PreferenceRow::Workflow, digest, push);
    desk.click(cell);
    QVERIFY(desk.press(QStringLiteral("replaceQuestion"), QStringLiteral("Keep it")));
    QCOMPARE(desk.state(PreferenceRow::Workflow, digest, push), PreferenceState::Conditions);
    desk.view()->setFocus();
    desk.key(Qt::Key_F);
    QVERIFY(desk.press(QStringLiteral("replaceQuestion"), QStringLiteral("Replace")));
    QCOMPARE(desk.state(PreferenceRow::Workflow, digest, push), PreferenceState::Off);
    desk.view()->setFocus();
    desk.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(desk.state(PreferenceRow::Workflow, digest, push), PreferenceState::Conditions);
}

namespace {
const char *const theirs = "[{'id': 'default', 'channel_types': {'chat': false}}]";
}

void TstPreferencesPanel::conflictKeepMine()
{
    Desk desk;
    QVERIFY(desk.settle());
    desk.twoClicks();
    desk.net.expect("GET", listTarget).reply(200, json(theirs)).times(2);
    desk.net.expect("PUT", setTarget)
        .withBody(json(afterTwoClicks))
        .reply(200, R"({"id":"default",)" + json(afterTwoClicks).mid(1));
    desk.net.expect("GET", setTarget).reply(200, json("{'id': 'default'}"));
    desk.view()->setFocus();
    desk.key(Qt::Key_S, Qt::ControlModifier);
    QVERIFY(desk.press(QStringLiteral("preferenceConflict"), QStringLiteral("Keep mine, replace theirs")));
    QTRY_VERIFY(!desk.grid()->isChanged());
    desk.net.expectNothing();
}

void TstPreferencesPanel::conflictTakeTheirs()
{
    Desk desk;
    QVERIFY(desk.settle());
    desk.twoClicks();
    desk.net.expect("GET", listTarget).reply(200, json(theirs));
    desk.view()->setFocus();
    desk.key(Qt::Key_S, Qt::ControlModifier);
    QVERIFY(desk.press(QStringLiteral("preferenceConflict"), QStringLiteral("Take theirs")));
    QVERIFY(!desk.grid()->isChanged());
    QCOMPARE(desk.state(PreferenceRow::Defaults, {}, QStringLiteral("chat")), PreferenceState::Off);
    QVERIFY(!desk.find<PreferenceSaveBar>()->isVisible());
    desk.net.expectNothing();
}

void TstPreferencesPanel::conflictOnTop()
{
    Desk desk;
    QVERIFY(desk.settle());
    desk.twoClicks();
    desk.net.expect("GET", listTarget).reply(200, json(theirs)).times(2);
    const char *const merged
        = R"({'channel_types': {'chat': false}, 'categories': {'billing': {'channel_types': {'sms': false}}},
        'workflows': {'digest': {'channel_types': {'email': true}}}})";
    desk.net.expect("PUT", setTarget)
        .withBody(json(merged))
        .reply(200, R"({"id":"default",)" + json(merged).mid(1));
    desk.net.expect("GET", setTarget).reply(200, json("{'id': 'default'}"));
    desk.view()->setFocus();
    desk.key(Qt::Key_S, Qt::ControlModifier);
    QVERIFY(desk.press(QStringLiteral("preferenceConflict"), QStringLiteral("Apply mine on top of theirs")));
    QTRY_VERIFY(!desk.grid()->isChanged());
    desk.net.expectNothing();
}

void TstPreferencesPanel::failureKeepsEdits()
{
    Desk desk;
    QVERIFY(desk.settle());
    desk.twoClicks();
    desk.net.expect("GET", listTarget).reply(200, json(stored));
    desk.net.expect("PUT", setTarget)
        .withBody(json(afterTwoClicks))
        .reply(500, json("{'code': 'internal', 'message': 'oops'}"));
    desk.view()->setFocus();
    desk.key(Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(!desk.error().isEmpty());
    QCOMPARE(desk.grid()->changeCount(), 2);
    QVERIFY(desk.error().contains(QStringLiteral("still here")));
    // Retry goes the whole way once more.
    desk.net.expect("GET", listTarget).reply(200, json(stored));
    desk.net.expect("PUT", setTarget)
        .withBody(json(afterTwoClicks))
        .reply(200, R"({"id":"default",)" + json(afterTwoClicks).mid(1));
    desk.net.expect("GET", setTarget).reply(200, json("{'id': 'default'}"));
    for (auto *button : desk.find<ErrorBar>()->findChildren<QPushButton *>()) {
        if (button->text() == QStringLiteral("Send again"))
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QTRY_VERIFY(!desk.grid()->isChanged());
    QVERIFY(desk.error().isEmpty());
    desk.net.expectNothing();
}

void TstPreferencesPanel::unknownOutcomeLooksFirst()
{
    Desk desk;
    QVERIFY(desk.settle());
    desk.twoClicks();
    desk.net.expect("GET", listTarget).reply(200, json(stored));
    desk.net.expect("PUT", setTarget).fail(QNetworkReply::RemoteHostClosedError);
    desk.view()->setFocus();
    desk.key(Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(!desk.error().isEmpty());
    QVERIFY2(desk.error().contains(QStringLiteral("not known whether")), qPrintable(desk.error()));
    QCOMPARE(desk.grid()->changeCount(), 2);
    QStringList steps;
    QPushButton *check = nullptr;
    for (auto *button : desk.find<ErrorBar>()->findChildren<QPushButton *>()) {
        if (button->isVisible())
            steps += button->text();
        if (button->text() == QStringLiteral("Check"))
            check = button;
    }
    QCOMPARE(steps, (QStringList {QStringLiteral("Check"), QStringLiteral("Send again")}));
    // Looking changes nothing, and keeps what was edited.
    desk.net.expect("GET", listTarget).reply(200, json(stored));
    desk.net.expect("GET", setTarget).reply(200, json("{'id': 'default'}"));
    QTest::mouseClick(check, Qt::LeftButton);
    QVERIFY(desk.settle());
    QVERIFY(desk.error().isEmpty());
    QCOMPARE(desk.grid()->changeCount(), 2);
    // It had arrived: nothing is sent again.
    desk.net.expect("GET", listTarget).reply(200, R"([{"id":"default",)" + json(afterTwoClicks).mid(1) + "]");
    desk.net.expect("GET", setTarget).reply(200, json("{'id': 'default'}"));
    desk.key(Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(!desk.grid()->isChanged());
    desk.net.expectNothing();
}

void TstPreferencesPanel::switchingAsksFirst()
{
    Desk desk;
    QVERIFY(desk.settle());
    QSignalSpy filters(desk.panel.get(), &Panel::filtersChanged);
    desk.twoClicks();
    desk.panel->setFilters({{QStringLiteral("set"), QStringLiteral("acme")}});
    QVERIFY(desk.press(QStringLiteral("unsavedQuestion"), QStringLiteral("Keep editing")));
    QCOMPARE(desk.grid()->changeCount(), 2);
    QVERIFY(desk.panel->filters().isEmpty());
    desk.net.expect("GET", "/v1/users/alice/preferences/acme?tenant=acme")
        .reply(200, json("{'id': 'acme', 'workflows': {'digest': false}}"));
    desk.panel->setFilters({{QStringLiteral("set"), QStringLiteral("acme")}});
    QVERIFY(desk.press(QStringLiteral("unsavedQuestion"), QStringLiteral("Discard")));
    QCOMPARE(filters.size(), 1);
    QCOMPARE(desk.panel->filters().value(0).second, QStringLiteral("acme"));
    QCOMPARE(desk.state(PreferenceRow::Workflow, digest, sms), PreferenceState::Off);
    QVERIFY(desk.settle());
    QCOMPARE(desk.find<FilterBar>()->chip(QStringLiteral("set"))->values(),
             QStringList {QStringLiteral("acme")});
    desk.net.expectNothing();
}

void TstPreferencesPanel::refreshKeepsEdits()
{
    Desk desk;
    QVERIFY(desk.settle());
    desk.twoClicks();
    desk.net.expect("GET", listTarget).reply(200, json(theirs));
    desk.net.expect("GET", setTarget).reply(200, json("{'id': 'default'}"));
    desk.panel->refresh();
    QTRY_COMPARE(desk.state(PreferenceRow::Defaults, {}, QStringLiteral("chat")), PreferenceState::Off);
    QCOMPARE(desk.grid()->changeCount(), 2);
    QVERIFY(desk.error().contains(QStringLiteral("changed on the service")));
    QVERIFY(desk.settle());
    desk.net.expectNothing();
}

void TstPreferencesPanel::failsToLoadAndRetries()
{
    QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    FakeNetwork net;
    api::Client client(testConnection(), &net);
    PreferencesPanel panel({&client, nullptr, nullptr, &settings}, QStringLiteral("alice"));
    panel.show();
    net.expect("GET", listTarget).reply(404, json("{'code': 'resource_missing', 'message': 'gone'}"));
    panel.activate();
    QTRY_VERIFY(panel.isSettled());
    QVERIFY(!panel.failure().isEmpty());
    QVERIFY(panel.findChild<StatePanel *>()->isVisible());
    net.expect("GET", listTarget).reply(200, json("[]"));
    net.expect("GET", setTarget).reply(200, json("{'id': 'default'}"));
    panel.refresh();
    QTRY_VERIFY(panel.isSettled() && panel.failure().isEmpty());
    QVERIFY(panel.findChild<PreferenceGridView *>()->isVisible());
    net.expectNothing();
}

void TstPreferencesPanel::findsRows()
{
    Desk desk;
    QVERIFY(desk.settle());
    QCOMPARE(desk.view()->shownRowCount(), 4); // defaults, two categories, one workflow
    auto *find = desk.find<QLineEdit>();
    QTest::keyClicks(find, QStringLiteral("dig"));
    QCOMPARE(desk.view()->shownRowCount(), 1);
    QTest::keyClicks(find, QStringLiteral("x"));
    QCOMPARE(desk.view()->shownRowCount(), 0);
    find->clear();
    desk.twoClicks();
    for (auto *button : desk.find<FilterBar>()->findChildren<QPushButton *>()) {
        if (button->isCheckable())
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QCOMPARE(desk.view()->shownRowCount(), 2);
    desk.view()->setFocus();
    desk.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(desk.view()->shownRowCount(), 1);
}

void TstPreferencesPanel::readOnlyCannotSave()
{
    Desk desk;
    QVERIFY(desk.settle());
    api::Connection connection = testConnection();
    connection.readOnly = true;
    FakeNetwork net;
    api::Client client(connection, &net);
    PreferencesPanel panel({&client, nullptr, nullptr, desk.settings.get()}, QStringLiteral("alice"));
    panel.resize(1000, 600);
    net.expect("GET", listTarget).reply(200, json(stored));
    net.expect("GET", setTarget).reply(200, json("{'id': 'default'}"));
    panel.show();
    panel.activate();
    QTRY_VERIFY(panel.isSettled());
    auto *grid = panel.findChild<PreferenceGridModel *>();
    grid->setState(grid->indexOf({PreferenceRow::Category, billing, sms}), PreferenceState::Off);
    auto *view = panel.findChild<PreferenceGridView *>();
    view->setFocus();
    QTest::keyClick(view, Qt::Key_S, Qt::ControlModifier);
    QVERIFY(panel.findChild<PreferenceSaveBar *>()->text().contains(QStringLiteral("read-only")));
    net.expectNothing();
}

void TstPreferencesPanel::comparesLines_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<QString>("expected"); // = both, < left only, > right only
    const auto add = [](const char *name, const char *left, const char *right, const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(left) << QString::fromLatin1(right)
                            << QString::fromLatin1(expected);
    };
    add("same", "a b c", "a b c", "===");
    add("changed", "a b c", "a x c", "=<>=");
    add("added", "a c", "a b c", "=>=");
    add("removed", "a b c", "a c", "=<=");
    add("all", "a", "b", "<>");
}

void TstPreferencesPanel::comparesLines()
{
    QFETCH(QString, left);
    QFETCH(QString, right);
    QString got;
    for (const DiffLine &line : diffLines(left.split(u' '), right.split(u' ')))
        got += line.side == DiffLine::Side::Both ? u'=' : line.side == DiffLine::Side::Left ? u'<' : u'>';
    QTEST(got, "expected");
}

void TstPreferencesPanel::everyControlHasAName()
{
    Desk desk;
    QVERIFY(desk.settle());
    desk.twoClicks();
    for (auto *widget : desk.panel->findChildren<QWidget *>()) {
        const bool isControl = widget->focusPolicy() != Qt::NoFocus && widget->isVisible()
            && !widget->objectName().startsWith(QStringLiteral("qt_")) && !qobject_cast<QSplitter *>(widget);
        if (!isControl || qobject_cast<QAbstractScrollArea *>(widget->parentWidget()))
            continue;
        const auto *button = qobject_cast<QAbstractButton *>(widget);
        QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                 widget->metaObject()->className());
    }
}

QTEST_MAIN(TstPreferencesPanel)
#include "tst_preferencespanel.moc"
