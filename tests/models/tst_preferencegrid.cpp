#include "models/preferencegridexplain.h"
#include "models/preferencegridmodel.h"
#include "models/preferencegridstore.h"
#include "models/preferencegridwords.h"
#include "models/vocabulary.h"
#include "support/fakenetwork.h"

#include <QAbstractItemModelTester>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace models;
using api::PreferenceRow;
using api::PreferenceState;

namespace {
QJsonObject object(const char *text)
{
    return QJsonDocument::fromJson(json(text)).object();
}
QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}
const QString sms = QStringLiteral("sms"), push = QStringLiteral("push"), email = QStringLiteral("email");
const QString billing = QStringLiteral("billing"), digest = QStringLiteral("digest");

const char *const stored = R"({'id': 'default', '__typename': 'PreferenceSet',
    'categories': {'billing': {'channel_types': {'sms': true}}, 'marketing': false},
    'workflows': {'digest': {'channel_types': {'push': {'conditions': [{'variable': 'data.n', 'operator': 'greater_than', 'argument': 3}]}}}},
    'channel_types': null, 'later': {'x': [1]}})";

struct Grid
{
    Grid()
        : tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal)
    {
        model.setSet(object(stored));
    }
    QModelIndex at(PreferenceRow row, const QString &key, const QString &type) const
    {
        return model.indexOf({row, key, type});
    }
    PreferenceGridModel model;
    QAbstractItemModelTester tester;
};
}

class TstPreferenceGrid : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rowsAndColumns();
    void growsWithTheVocabulary();
    void editsAndUndoes();
    void comingBackIsNoChange();
    void guardsConditions();
    void wholeRows();
    void rebases();
    void speaks_data();
    void speaks();
    void explains();
    void explainsATenantWithoutASet();
    void loads();
    void savesWhatIsWanted();
    void tellsAConflict();
    void failsWithoutLosing();
};

void TstPreferenceGrid::rowsAndColumns()
{
    Grid grid;
    QStringList rows;
    for (int row = 0; row < grid.model.rowCount(); ++row)
        rows += grid.model.index(row, 0).data().toString();
    QCOMPARE(rows.join(u'|'), QStringLiteral("Defaults|Categories|billing|marketing|Workflows|digest"));
    QCOMPARE(grid.model.channelTypes().join(u'|'), QStringLiteral("email|in_app_feed|sms|push|chat"));
    QVERIFY(grid.model.index(1, 0).data(PreferenceGridModel::SectionRole).toBool());
    QVERIFY(!(grid.model.flags(grid.model.index(1, 0)) & Qt::ItemIsSelectable));
    QCOMPARE(grid.model.headerData(3, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("SMS"));
    QCOMPARE(grid.at(PreferenceRow::Category, billing, sms).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("SMS for billing: on"));
    // Types that only this set knows get a column.
    grid.model.setSet(object("{'id': 'default', 'channel_types': {'http': true, 'pigeon': false}}"));
    QCOMPARE(grid.model.channelTypes().join(u'|'),
             QStringLiteral("email|in_app_feed|sms|push|chat|http|pigeon"));
}

void TstPreferenceGrid::growsWithTheVocabulary()
{
    Grid grid;
    Vocabulary words;
    grid.model.setVocabulary(&words);
    const QPersistentModelIndex kept = grid.at(PreferenceRow::Workflow, digest, push);
    QSignalSpy changed(&words, &Vocabulary::changed);
    words.learn(api::PreferenceSet {
        QStringLiteral("acme"),
        object("{'id': 'acme', 'workflows': {'alarm': true}, 'categories': {'zoo': true}}")});
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(grid.model.rowKeys(PreferenceRow::Workflow).join(u'|'), QStringLiteral("alarm|digest"));
    QCOMPARE(grid.model.rowKeys(PreferenceRow::Category).join(u'|'), QStringLiteral("billing|marketing|zoo"));
    QCOMPARE(grid.model.cellAt(kept).key, digest);
    const QModelIndex added = grid.model.addRow(PreferenceRow::Category, QStringLiteral("mine"));
    QCOMPARE(grid.model.cellAt(added).key, QStringLiteral("mine"));
    QVERIFY(!grid.model.isChanged());
    const QModelIndex again = grid.model.addRow(PreferenceRow::Category, billing);
    QCOMPARE(again, grid.at(PreferenceRow::Category, billing, {}));
}

void TstPreferenceGrid::editsAndUndoes()
{
    Grid grid;
    QSignalSpy edited(&grid.model, &PreferenceGridModel::edited);
    const QModelIndex cell = grid.at(PreferenceRow::Category, billing, sms);
    QCOMPARE(grid.model.nextState(cell), PreferenceState::Off);
    grid.model.setState(cell, PreferenceState::Off);
    QCOMPARE(grid.model.changeCount(), 1);
    QVERIFY(cell.data(PreferenceGridModel::ChangedRole).toBool());
    QCOMPARE(grid.model.undoStack()->undoText(), QStringLiteral("SMS for billing: on → off"));
    grid.model.setState(grid.at(PreferenceRow::Category, QStringLiteral("marketing"), email),
                        PreferenceState::On);
    QCOMPARE(edited.size(), 2);
    QCOMPARE(compact(grid.model.current()), compact(object(R"({'id': 'default', '__typename': 'PreferenceSet',
        'categories': {'billing': {'channel_types': {'sms': false}},
            'marketing': {'channel_types': {'chat': false, 'email': true, 'http': false, 'in_app_feed': false, 'push': false, 'sms': false}}},
        'workflows': {'digest': {'channel_types': {'push': {'conditions': [{'variable': 'data.n', 'operator': 'greater_than', 'argument': 3}]}}}},
        'channel_types': null, 'later': {'x': [1]}})")));
    grid.model.undoStack()->undo();
    grid.model.undoStack()->undo();
    QVERIFY(!grid.model.isChanged());
    QCOMPARE(grid.model.current(), object(stored));
    grid.model.undoStack()->redo();
    QCOMPARE(grid.model.stateAt(cell), PreferenceState::Off);
    QCOMPARE(grid.model.changeCount(), 1);
}

void TstPreferenceGrid::comingBackIsNoChange()
{
    Grid grid;
    const QModelIndex cell = grid.at(PreferenceRow::Category, QStringLiteral("marketing"), sms);
    for (int i = 0; i < 3; ++i)
        grid.model.setState(cell, grid.model.nextState(cell)); // off → inherit → on → off
    QVERIFY(!grid.model.isChanged());
    QCOMPARE(grid.model.current(), object(stored)); // the boolean is one again
}

void TstPreferenceGrid::guardsConditions()
{
    Grid grid;
    const QModelIndex cell = grid.at(PreferenceRow::Workflow, digest, push);
    QVERIFY(grid.model.isGuarded(cell));
    QVERIFY(grid.model.isGuarded(cell.siblingAtColumn(0)));
    QVERIFY(!grid.model.isGuarded(grid.at(PreferenceRow::Workflow, digest, sms)));
    QCOMPARE(cell.data(Qt::ToolTipRole).toString(), QStringLiteral("On if data.n greater than 3"));
    grid.model.setState(cell, PreferenceState::Off);
    QVERIFY(!grid.model.isGuarded(cell));
    grid.model.undoStack()->undo();
    QCOMPARE(grid.model.stateAt(cell), PreferenceState::Conditions);
}

void TstPreferenceGrid::wholeRows()
{
    Grid grid;
    const QModelIndex cell = grid.at(PreferenceRow::Category, billing, sms);
    const QModelIndex row = cell.siblingAtColumn(0);
    grid.model.setState(cell, PreferenceState::Off);
    grid.model.setState(row, PreferenceState::On);
    QCOMPARE(grid.model.changeCount(), 1); // the cell is part of the row now
    QCOMPARE(grid.model.stateAt(cell), PreferenceState::On);
    QCOMPARE(grid.model.current().value(QStringLiteral("categories")).toObject().value(billing),
             QJsonValue(true));
    QCOMPARE(grid.model.nextState(row), PreferenceState::Off);
    grid.model.setState(cell, PreferenceState::Off); // an exception to it
    QCOMPARE(grid.model.changeCount(), 2);
    QCOMPARE(grid.model.stateAt(row), PreferenceState::Mixed);
}

void TstPreferenceGrid::rebases()
{
    Grid grid;
    grid.model.setState(grid.at(PreferenceRow::Category, billing, sms), PreferenceState::Off);
    grid.model.setState(grid.at(PreferenceRow::Defaults, {}, email), PreferenceState::Off);
    // Somebody else turned the e-mail off and said something about push.
    grid.model.rebase(
        object(R"({'id': 'default', 'channel_types': {'email': false, 'push': false}, 'newer': 1})"));
    QCOMPARE(grid.model.changeCount(), 1);
    QCOMPARE(compact(grid.model.current()),
             compact(object(R"({'id': 'default', 'channel_types': {'email': false, 'push': false},
        'categories': {'billing': {'channel_types': {'sms': false}}}, 'newer': 1})")));
    grid.model.reset();
    QVERIFY(!grid.model.isChanged());
}

void TstPreferenceGrid::speaks_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QString>("words");
    const auto add = [](const char *name, const char *before, const char *after, const char *words) {
        QTest::newRow(name) << json(before) << json(after) << QString::fromUtf8(words);
    };
    add("rows that change alike",
        "{'categories': {'billing': {'channel_types': {'sms': true}}}, 'workflows': {'payment-failed': "
        "{'channel_types': {'sms': true}}}}",
        "{'categories': {'billing': {'channel_types': {'sms': false}}}, 'workflows': {'payment-failed': "
        "{'channel_types': {'sms': false}}}}",
        "SMS for billing and payment-failed: on → off");
    add("types of one row", "{}",
        "{'workflows': {'w': {'channel_types': {'sms': true, 'push': true, 'email': true}}}}",
        "Email, SMS and Push for w: inherit → on");
    add("whole row", "{}", "{'categories': {'marketing': false}}",
        "All channels for marketing: inherit → off");
    add("defaults", "{'channel_types': {'sms': true}}", "{'channel_types': {'sms': false}}",
        "SMS by default: on → off");
    add("more than one", "{'categories': {'a': true}}", "{'channel_types': {'sms': false}}",
        "SMS by default: inherit → off|All channels for a: on → inherit");
    add("what no cell shows", "{}", "{'commercial_subscribed': false}",
        "Commercial_subscribed: another value");
    add("conditions",
        "{'channel_types': {'sms': {'conditions': [{'variable': 'data.a', 'operator': 'empty'}]}}}",
        "{'channel_types': {'sms': {'conditions': [{'variable': 'data.b', 'operator': 'empty'}]}}}",
        "SMS by default: other conditions");
}

void TstPreferenceGrid::speaks()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    const auto parse = [](const QByteArray &text) { return QJsonDocument::fromJson(text).object(); };
    QTEST(preferenceChangeLines(api::differences(parse(before), parse(after))).join(u'|'), "words");
}

void TstPreferenceGrid::explains()
{
    Vocabulary words;
    api::Message message;
    message.workflow = QStringLiteral("payment-failed");
    message.source.categories = {billing};
    words.learn(message);
    PreferenceSurroundings around;
    around.setId = QStringLiteral("acme");
    around.original = object("{'id': 'acme', 'channel_types': {'sms': true}}");
    around.current = object("{'id': 'acme', 'channel_types': {'sms': true}, 'categories': {'billing': "
                            "{'channel_types': {'sms': false}}}}");
    around.defaults = object("{'channel_types': {'email': false}}");
    around.vocabulary = &words;
    around.channelTypes = QStringList {email, sms};
    const PreferenceExplanation e
        = explainPreference({PreferenceRow::Workflow, QStringLiteral("payment-failed"), sms}, around);
    QCOMPARE(e.title, QStringLiteral("SMS for payment-failed"));
    QCOMPARE(e.verdict.text, QStringLiteral("off"));
    QCOMPARE(e.decidedBy, QStringLiteral("decided by this set, category billing"));
    QStringList lines;
    for (const auto &[label, value] : e.layers)
        lines += label + u'=' + value.text;
    QCOMPARE(lines.join(u'|'),
             QStringLiteral("workflow payment-failed=not set|category billing=off|channel type SMS=on|"
                            "tenant acme default=not set"));
    lines.clear();
    for (const auto &[label, value] : e.outcomes)
        lines += label + u'=' + value.text;
    QCOMPARE(lines.join(u'|'),
             QStringLiteral("Email=blocked by channel type|SMS=blocked by category billing"));
    QCOMPARE(e.flips, QStringList {QStringLiteral("Your changes flip SMS for payment-failed")});
    const PreferenceExplanation mail
        = explainPreference({PreferenceRow::Workflow, QStringLiteral("payment-failed"), email}, around);
    QCOMPARE(mail.decidedBy, QStringLiteral("decided by tenant acme default, channel type Email"));
}

void TstPreferenceGrid::explainsATenantWithoutASet()
{
    PreferenceSurroundings around;
    around.setId = QStringLiteral("acme");
    around.personsDefault = object("{'id': 'default', 'channel_types': {'sms': false}}");
    around.channelTypes = QStringList {sms};
    const PreferenceExplanation e = explainPreference({PreferenceRow::Workflow, digest, sms}, around);
    QCOMPARE(e.outcomes.first().second.text, QStringLiteral("blocked by channel type"));
}

namespace {
struct Desk
{
    FakeNetwork net;
    api::Client client {testConnection(), &net};
    PreferenceStore store {client, nullptr, QStringLiteral("alice")};
};
const char *const listTarget = "/v1/users/alice/preferences";
}

void TstPreferenceGrid::loads()
{
    Desk desk;
    desk.net.expect("GET", listTarget)
        .reply(
            200,
            json("[{'id': 'acme', 'workflows': null}, {'id': 'default', 'channel_types': {'sms': false}}]"));
    QSignalSpy loaded(&desk.store, &PreferenceStore::loaded);
    desk.store.load();
    QVERIFY(loaded.wait());
    QCOMPARE(desk.store.setIds().join(u'|'), QStringLiteral("default|acme"));
    QVERIFY(!desk.store.isStored(QStringLiteral("globex")));
    desk.net.expect("GET", "/v1/users/alice/preferences/acme?tenant=acme")
        .reply(200, json("{'id': 'acme', 'workflows': {'w': true}}"));
    QSignalSpy defaults(&desk.store, &PreferenceStore::defaultsChanged);
    desk.store.loadDefaults(QStringLiteral("acme"));
    QVERIFY(defaults.wait());
    QCOMPARE(compact(desk.store.defaultsOf(QStringLiteral("acme"))),
             QByteArray(R"({"workflows":{"w":true}})"));
    desk.net.expectNothing();
}

void TstPreferenceGrid::savesWhatIsWanted()
{
    Desk desk;
    const QJsonObject wanted = object(
        "{'id': 'default', '__typename': 'PreferenceSet', 'channel_types': {'sms': false}, 'later': 1}");
    desk.net.expect("GET", listTarget).reply(200, json("[]"));
    desk.net.expect("PUT", "/v1/users/alice/preferences/default")
        .withBody(json("{'channel_types': {'sms': false}, 'later': 1}"))
        .reply(200,
               json("{'id': 'default', 'channel_types': {'sms': false}, 'later': 1, 'workflows': null}"));
    QSignalSpy saved(&desk.store, &PreferenceStore::saved);
    desk.store.save(QStringLiteral("default"), {}, wanted);
    QVERIFY(desk.store.isSaving());
    QVERIFY(saved.wait());
    QVERIFY(!desk.store.isSaving());
    QVERIFY(desk.store.stored(QStringLiteral("default")).contains(QStringLiteral("workflows")));
    // Once more: it is as wanted already, so nothing is written.
    desk.net.expect("GET", listTarget)
        .reply(200, json("[{'id': 'default', 'channel_types': {'sms': false}, 'later': 1}]"));
    desk.store.save(QStringLiteral("default"), {}, wanted);
    QVERIFY(saved.wait());
    desk.net.expectNothing();
}

void TstPreferenceGrid::tellsAConflict()
{
    Desk desk;
    desk.net.expect("GET", listTarget)
        .reply(200, json("[{'id': 'default', 'channel_types': {'push': true}}]"));
    QSignalSpy conflict(&desk.store, &PreferenceStore::conflict);
    desk.store.save(QStringLiteral("default"), object("{'id': 'default'}"),
                    object("{'id': 'default', 'channel_types': {'sms': false}}"));
    QVERIFY(conflict.wait());
    QCOMPARE(conflict.first().at(1).toJsonObject(),
             object("{'id': 'default', 'channel_types': {'push': true}}"));
    QVERIFY(!desk.store.isSaving());
    desk.net.expectNothing();
}

void TstPreferenceGrid::failsWithoutLosing()
{
    Desk desk;
    desk.net.expect("GET", listTarget).reply(200, json("[]"));
    desk.net.expect("PUT", "/v1/users/alice/preferences/default")
        .reply(422,
               json("{'code': 'invalid_params', 'message': 'no', 'status': 422, 'type': "
                    "'invalid_request_error'}"));
    QSignalSpy failed(&desk.store, &PreferenceStore::saveFailed);
    desk.store.save(QStringLiteral("default"), {}, object("{'channel_types': {'sms': false}}"));
    QVERIFY(failed.wait());
    QCOMPARE(failed.first().first().value<api::ApiError>().httpStatus, 422);
    desk.net.expectNothing();
}

QTEST_GUILESS_MAIN(TstPreferenceGrid)
#include "tst_preferencegrid.moc"
