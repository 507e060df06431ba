#include "api/sandbox/migrations.h"
#include "sandbox/sandboxfixture.h"

using namespace sandboxtest;

class TestSandboxPlaces : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void placesLastInOlderFiles();

private:
    static QStringList column(Fixture &f, const QString &sql)
    {
        QStringList all;
        f.store->each(sql, {}, [&](const QSqlQuery &row) {
            all += row.value(0).toString();
            return true;
        });
        return all;
    }
};

// Up to layout 3 a table gave the place of its newest row away when that row was gone. What refers to its
// rows must outlive the change.
void TestSandboxPlaces::placesLastInOlderFiles()
{
    const QString schema = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'sqlite_sequence'"
                           " ORDER BY name";
    Fixture f;
    f.addUser("ada");
    f.addMessages(1, 3);
    f.send("PUT", "/v1/messages/m02/seen");
    f.addActivity(3, "a1", {});
    const QStringList expected = column(f, schema);
    const QByteArray before = f.dump();
    const auto run
        = [&](const QString &sql) { QVERIFY2(f.store->run(sql), qPrintable(f.store->takeError())); };
    run("PRAGMA foreign_keys = OFF");
    for (const QString table : {"users", "messages"}) {
        QString made
            = column(f, "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = '" + table + u'\'')
                  .value(0);
        const QStringList indexes
            = column(f,
                     "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = '"
                         + table + u'\'');
        QVERIFY(made.contains(" AUTOINCREMENT"));
        made.remove(" AUTOINCREMENT");
        run("CREATE TABLE plain" + made.mid(made.indexOf(u'(')));
        run("INSERT INTO plain SELECT * FROM " + table);
        run("DROP TABLE " + table);
        run("ALTER TABLE plain RENAME TO " + table);
        for (const QString &index : indexes)
            run(index);
    }
    QVERIFY(column(f, schema) != expected);
    run("PRAGMA foreign_keys = ON");
    run("PRAGMA user_version = 3");
    f.dropNewerTables();

    QString error;
    QVERIFY2(migrate(f.store->database(), &error), qPrintable(error));
    const auto words = [](QStringList statements) { // spacing and quotes are SQLite's own affair
        for (QString &sql : statements)
            sql.remove(u'"').remove(u' ');
        return statements;
    };
    QCOMPARE(words(column(f, schema)), words(expected));
    QCOMPARE(f.dump(), before);
    QCOMPARE(column(f, "SELECT id FROM activities"), QStringList {"a1"});
    QCOMPARE(column(f, "PRAGMA integrity_check"), QStringList {"ok"});
    f.store->run("DELETE FROM messages WHERE id = 'm03'");
    QCOMPARE(f.addMessage({.id = "m04"}), 4);
    f.store->run("PRAGMA foreign_keys = ON");
    f.store->run("DELETE FROM messages WHERE id = 'm02'");
    QCOMPARE(column(f, "SELECT type FROM events"), QStringList()); // still theirs
    QVERIFY(f.store->takeError().isNull());
}

QTEST_GUILESS_MAIN(TestSandboxPlaces)
#include "tst_sandbox_places.moc"
