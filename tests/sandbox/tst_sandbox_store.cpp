#include "api/sandbox/messagefilter.h"
#include "api/sandbox/migrations.h"
#include "sandbox/sandboxfixture.h"

#include <QTemporaryDir>

using namespace sandboxtest;

class TestSandboxStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatWasCommitted();
    void writesAheadInAFile();
    void refusesOtherFiles_data();
    void refusesOtherFiles();
    void errorsAreRemembered();
    void failedWriteChangesNothing();
    void remembersUntilSomethingIsWritten();
    void remembersUntilPeopleChange_data();
    void remembersUntilPeopleChange();
    void listsNeverSort_data();
    void listsNeverSort();
};

// A reader beside the server sees what was committed, and never waits for a writer.
void TestSandboxStore::writesAheadInAFile()
{
    QTemporaryDir directory;
    const QString file = directory.filePath("a.db");
    Fixture f(false, file);
    QCOMPARE(f.store->value("PRAGMA journal_mode").toString(), QStringLiteral("wal"));
    f.addUser("ada");
    QString error;
    const auto reader = Store::open(file, &error);
    QVERIFY2(reader, qPrintable(error));
    QVERIFY(f.store->begin());
    f.addUser("eve");
    QCOMPARE(reader->value("SELECT count(*) FROM users").toInt(), 1);
    QVERIFY(f.store->commit());
    QCOMPARE(reader->value("SELECT count(*) FROM users").toInt(), 2);
}

void TestSandboxStore::remembersUntilSomethingIsWritten()
{
    QTemporaryDir directory;
    Fixture f(false, directory.filePath("a.db"));
    QString error;
    const auto other = Store::open(directory.filePath("a.db"), &error);
    QVERIFY2(other, qPrintable(error));
    f.store->remember("page", "old");
    QCOMPARE(f.store->remembered("page"), std::optional<QByteArray>("old"));
    QVERIFY(!f.store->remembered("another"));
    f.store->value("SELECT count(*) FROM users");
    QVERIFY(f.store->remembered("page"));
    f.addUser("ada");
    QVERIFY(!f.store->remembered("page"));
    f.store->noteOthers();
    f.store->remember("page", "new");
    f.store->noteOthers(); // nobody has written
    QVERIFY(f.store->remembered("page"));
    QVERIFY(other->run("DELETE FROM users"));
    f.store->noteOthers();
    QVERIFY(!f.store->remembered("page"));
    f.store->remember("page", "newest");
    QCOMPARE(f.store->remembered("page"), std::optional<QByteArray>("newest"));
    // Neither what is too large, nor what an error has spoiled.
    f.store->remember("large", QByteArray(4'000'000, 'x'));
    QVERIFY(!f.store->remembered("large"));
    QVERIFY(!f.store->run("SELECT nothing"));
    f.store->remember("spoiled", "half");
    QVERIFY(!f.store->remembered("spoiled"));
    // All of it stays small.
    f.store->takeError();
    for (int i = 0; i < 200; ++i)
        f.store->remember(QByteArray::number(i), QByteArray(200'000, 'x'));
    QVERIFY(f.store->remembered("199") && !f.store->remembered("0"));
}

void TestSandboxStore::remembersUntilPeopleChange_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<bool>("stays");
    QTest::newRow("a message") << "UPDATE messages SET status = 'sent'" << true;
    QTest::newRow("a table whose name holds the word") << "DELETE FROM preference_sets" << true;
    QTest::newRow("a user") << "UPDATE users SET updated_at = 1" << false;
    QTest::newRow("a new user") << "INSERT INTO users (id, body, updated_at) VALUES ('x', '{}', 1)" << false;
    QTest::newRow("an object or tenant") << "DELETE FROM objects" << false;
}

void TestSandboxStore::remembersUntilPeopleChange()
{
    QFETCH(QString, sql);
    Fixture f;
    f.store->remember("item", "text", Store::Until::PeopleChange);
    QVERIFY(!f.store->remembered("item")); // the two do not mix
    f.store->value("SELECT count(*) FROM users");
    QVERIFY(f.store->run(sql));
    QTEST(f.store->remembered("item", Store::Until::PeopleChange).has_value(), "stays");
    f.store->remember("item", "text", Store::Until::PeopleChange);
    QVERIFY(f.store->begin());
    f.store->rollback();
    QVERIFY(!f.store->remembered("item", Store::Until::PeopleChange));
}

void TestSandboxStore::keepsWhatWasCommitted()
{
    QTemporaryDir directory;
    const QString file = directory.filePath(QStringLiteral("a.db"));
    {
        Fixture f(false, file);
        QCOMPARE(f.send("PUT", "/v1/users/ada/preferences/default", "{}").status, 200);
        QVERIFY(isSandboxFile(file));
        // What a killed process leaves behind is what another connection sees now.
        Fixture other(false, file);
        QCOMPARE(other.get("/v1/users/ada").status, 200);
    }
    Fixture again(false, file);
    QCOMPARE(again.get("/v1/users/ada/preferences").json.array().size(), 1);
}

void TestSandboxStore::refusesOtherFiles_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"text", "other database", "newer layout"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void TestSandboxStore::refusesOtherFiles()
{
    QFETCH(QString, kind);
    QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("a.db"));
    if (kind == QLatin1StringView("text")) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray("my letters\n").repeated(1000));
    } else if (kind == QLatin1StringView("newer layout")) {
        QString error;
        Store::open(path, &error)->run(QStringLiteral("PRAGMA user_version = 999"));
    } else {
        QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
        db.setDatabaseName(path);
        QVERIFY(db.open());
        QSqlQuery(db).exec(QStringLiteral("CREATE TABLE letters (a)"));
        db.close();
        db = {};
        QSqlDatabase::removeDatabase(QStringLiteral("other"));
    }
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray before = file.readAll();
    QString error;
    QVERIFY(!Store::open(path, &error));
    QVERIFY(!error.isEmpty());
    file.seek(0);
    QCOMPARE(file.readAll(), before);
    QCOMPARE(isSandboxFile(path), kind == QLatin1StringView("newer layout"));
}

void TestSandboxStore::errorsAreRemembered()
{
    Fixture f;
    QVERIFY(!f.store->run(QStringLiteral("SELECT nonsense")));
    QVERIFY(!f.store->takeError().isEmpty());
    QVERIFY(f.store->takeError().isNull());
}

void TestSandboxStore::failedWriteChangesNothing()
{
    Fixture f;
    f.addMessages(1, 1);
    // The event can't be written: the message must stay as it was, too.
    f.store->run(QStringLiteral(
        "CREATE TRIGGER full BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'disk full'); END"));
    const QByteArray before = f.dump();
    const Reply reply = f.send("PUT", "/v1/messages/m01/seen");
    QCOMPARE(reply.status, 500);
    QCOMPARE(reply.at("type").toString(), QStringLiteral("api_error"));
    QCOMPARE(f.dump(), before);
    f.store->run(QStringLiteral("DROP TRIGGER full"));
    QCOMPARE(f.send("PUT", "/v1/messages/m01/seen").status, 200); // and it goes on
}

void TestSandboxStore::listsNeverSort_data()
{
    QTest::addColumn<QByteArray>("target");
    for (const char *target :
         {"/v1/users?", "/v1/messages?", "/v1/messages?status[]=queued",
          "/v1/messages?status[]=queued&status[]=sent&status[]=bounced", "/v1/messages?channel_id=feed-1",
          "/v1/messages?source=comment", "/v1/messages?workflow_categories[]=talk",
          "/v1/messages?inserted_at.gte=2026-01-01T00:00:00Z&inserted_at.lt=2026-02-01T00:00:00Z",
          "/v1/messages?tenant=acme", "/v1/users/ada/messages?",
          "/v1/users/ada/messages?channel_id=feed-1&status[]=sent", "/v1/users/ada/feeds/feed-1?",
          "/v1/messages?workflow_run_id=run-1&status[]=sent",
          "/v1/users/ada/messages?workflow_recipient_run_id=run-of-ada"})
        QTest::newRow(target) << QByteArray(target);
}

// A page must be read off an index in its order: sorting would make it cost what the whole list does.
void TestSandboxStore::listsNeverSort()
{
    QFETCH(QByteArray, target);
    Fixture f;
    f.addUser(QStringLiteral("ada"));
    f.store->begin();
    for (int i = 0; i < 300; ++i)
        f.addUser(QString::number(i));
    for (int i = 0; i < 300; ++i)
        f.addMessage(
            {.id = QString::number(i),
             .status
             = QStringList {QStringLiteral("queued"), QStringLiteral("sent"), QStringLiteral("bounced")}.at(
                 i % 3)});
    f.store->run(QStringLiteral("UPDATE messages SET recipient_run_id = 'run-of-ada'"));
    f.store->commit();
    QStringList statements;
    f.store->setObserver([&](const QString &sql) { statements += sql; });
    const Reply first = f.get(target + "&page_size=5");
    QCOMPARE(first.ids().size(), 5);
    f.get(target + "&page_size=5&after=" + first.cursor("after").toString().toLatin1());
    f.store->setObserver({});
    QVERIFY(!statements.isEmpty());
    for (const QString &sql : std::as_const(statements)) {
        if (!sql.contains(QStringLiteral("ORDER BY seq")) || sql.contains(QStringLiteral("count(")))
            continue;
        QStringList plan;
        f.store->each(QStringLiteral("EXPLAIN QUERY PLAN ") + sql, QVariantList(sql.count(u'?'), QVariant(1)),
                      [&](const QSqlQuery &row) {
                          plan += row.value(3).toString();
                          return true;
                      });
        QVERIFY2(!plan.join(u'\n').contains(QStringLiteral("TEMP B-TREE")),
                 qUtf8Printable(sql + u'\n' + plan.join(u'\n')));
    }
}

QTEST_GUILESS_MAIN(TestSandboxStore)
#include "tst_sandbox_store.moc"
