#include "models/pendingtriggers.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using models::PendingTriggers;

class TestPendingTriggers : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_file;
    QDateTime m_now = QDateTime::fromString(QStringLiteral("2026-03-01T12:00:00Z"), Qt::ISODate);

    PendingTriggers open() const
    {
        return PendingTriggers(m_file, [this] { return m_now; });
    }
    PendingTriggers::Entry entry(const char *key, const QString &body = QStringLiteral("{}")) const
    {
        return {key,
                m_now,
                QStringLiteral("workflows.trigger"),
                QStringLiteral("ü"),
                {{QStringLiteral("workflow"), QStringLiteral("ü")}, {QStringLiteral("body"), body}}};
    }
    static QByteArrayList keys(const PendingTriggers &pending)
    {
        QByteArrayList keys;
        for (const auto &entry : pending.entries())
            keys += entry.key;
        return keys;
    }

private Q_SLOTS:
    void init()
    {
        static int count = 0;
        m_file = m_folder.filePath(QStringLiteral("pending-%1.jsonl").arg(++count));
    }

    void outlivesTheProgram()
    {
        {
            PendingTriggers first = open();
            QVERIFY(first.add(entry("one", QStringLiteral("{\"recipients\": [\"a\"]}"))));
            QVERIFY(first.add(entry("two")));
        }
        PendingTriggers next = open();
        QCOMPARE(keys(next), (QByteArrayList {"one", "two"}));
        QCOMPARE(next.entries().first().fields, entry("one", "{\"recipients\": [\"a\"]}").fields);
        QCOMPARE(next.entries().first().subject, QStringLiteral("ü"));
        QCOMPARE(next.entries().first().at, m_now);
        QVERIFY(next.settle("one"));
        QCOMPARE(keys(open()), (QByteArrayList {"two"}));
        QCOMPARE(QFile::permissions(m_file) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void severalSeeEachOther()
    {
        PendingTriggers a = open(), b = open();
        QVERIFY(a.add(entry("one")));
        QVERIFY(b.add(entry("two")));
        QVERIFY(a.settle("two"));
        QCOMPARE(keys(b), (QByteArrayList {"one"}));
    }

    void oneEntryForAKey()
    {
        PendingTriggers pending = open();
        QVERIFY(pending.add(entry("one")));
        QVERIFY(pending.add(entry("one")));
        QCOMPARE(pending.entries().size(), 1);
    }

    // Past the day the service remembers it, the same key does it again.
    void isForgottenBeforeTheServiceForgets()
    {
        PendingTriggers pending = open();
        QVERIFY(pending.add(entry("one")));
        m_now = m_now.addSecs(22 * 3600 + 3599);
        QCOMPARE(pending.entries().size(), 1);
        m_now = m_now.addSecs(1);
        QCOMPARE(pending.entries().size(), 0);
    }

    void secretsStayInMemory()
    {
        PendingTriggers pending = open();
        QVERIFY(pending.add(
            entry("one", QStringLiteral("{\"data\": {\"access_token\": \"xoxb-very-secret\"}}"))));
        QCOMPARE(keys(pending), (QByteArrayList {"one"}));
        QVERIFY(keys(open()).isEmpty());
        QVERIFY(!QFile::exists(m_file));
        QVERIFY(pending.settle("one"));
        QVERIFY(pending.entries().isEmpty());
    }

    void rubbishIsPassedOver()
    {
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"key\": \n\n[]\n{\"key\": \"x\"}\n");
        file.close();
        QVERIFY(open().entries().isEmpty());
        PendingTriggers pending = open();
        QVERIFY(pending.add(entry("one")));
        QCOMPARE(keys(open()), (QByteArrayList {"one"}));
    }

    void saysWhenItCantBeWritten()
    {
        m_file = m_folder.filePath(QStringLiteral("no/such/folder/pending.jsonl"));
        PendingTriggers pending = open();
        QVERIFY(!pending.add(entry("one")));
    }

    void withoutAFileForThisRun()
    {
        PendingTriggers pending {QString()};
        PendingTriggers::Entry now = entry("one");
        now.at = QDateTime::currentDateTimeUtc();
        QVERIFY(pending.add(now));
        QCOMPARE(pending.entries().size(), 1);
        QVERIFY(pending.settle("one"));
        QVERIFY(pending.entries().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestPendingTriggers)
#include "tst_pendingtriggers.moc"
