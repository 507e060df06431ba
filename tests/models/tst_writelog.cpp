// The log of writes: what is on disk, what comes back, and what is exported.
#include "api/client/client.h"
#include "api/schema/user.h"
#include "models/writesmodel.h"
#include "support/fakenetwork.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace models;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

api::WriteBegin beginOf(const QByteArray &id, const QByteArray &body = {})
{
    api::WriteBegin begin;
    begin.id = id;
    begin.endpoint = &api::users::remove;
    begin.target = "/v1/users/" + id;
    begin.body = body;
    return begin;
}

api::WriteEnd endOf(const QByteArray &id, int status = 204)
{
    api::WriteEnd end;
    end.id = id;
    end.httpStatus = status;
    end.tries = 1;
    end.requestId = "r-" + QString::fromLatin1(id);
    if (status >= 400) {
        end.error.kind = api::ApiError::Kind::Http;
        end.error.httpStatus = status;
    }
    return end;
}

} // namespace

class TestWriteLog : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    WriteLog::Options options(qint64 fileBytes = 4 * 1024 * 1024) const
    {
        return {.folder = m_folder->filePath("writes/env"),
                .environment = "Production",
                .user = "marta",
                .fileBytes = fileBytes};
    }
    QStringList files() const { return writeLogFiles(options().folder); }
    QByteArray everything() const
    {
        QByteArray all;
        for (const QString &file : files())
            all += contentOf(file);
        return all;
    }
    QList<WriteEntry> readAll() const
    {
        WriteLogReader reader(options().folder);
        QList<WriteEntry> out;
        while (!reader.atEnd())
            out += reader.next(7);
        return out;
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void writesNothingUntilThereIsSomething()
    {
        WriteLog log(options());
        QVERIFY(!QDir(options().folder).exists());
        QVERIFY(readAll().isEmpty());
    }

    void aWriteIsTwoLines()
    {
        WriteLog log(options());
        api::WriteBegin begin = beginOf("a", R"({"name":"x","api_key":"sk_live_other","n":[1,2]})");
        begin.reason = "ticket 12";
        begin.idempotencyKey = "k-1";
        QVERIFY(log.begin(begin).isNull());
        // It is there before anything else happens.
        QCOMPARE(files().size(), 1);
        QCOMPARE(contentOf(files()[0]).count('\n'), 1);
        QVERIFY(log.underWay("a"));
        api::WriteEnd end = endOf("a", 200);
        end.answer = R"({"id":"a","access_token":"tttttttttt"})";
        end.answerSize = end.answer.size();
        log.end(end);
        QVERIFY(!log.underWay("a"));
        QCOMPARE(contentOf(files()[0]).count('\n'), 2);
        const QByteArray text = contentOf(files()[0]);
        QVERIFY(!text.contains("sk_live_other"));
        QVERIFY(!text.contains("tttttttttt"));

        const QList<WriteEntry> all = readAll();
        QCOMPARE(all.size(), 1);
        const WriteEntry &e = all[0];
        QCOMPARE(e.user, QString("marta"));
        QCOMPARE(e.environment, QString("Production"));
        QCOMPARE(e.reason, QString("ticket 12"));
        QCOMPARE(e.endpoint, QString("users.delete"));
        QCOMPARE(e.method, QString("DELETE"));
        QCOMPARE(e.path, QString("/v1/users/a"));
        QCOMPARE(e.idempotencyKey, QString("k-1"));
        QCOMPARE(e.outcome, WriteOutcome::Done);
        QCOMPARE(e.status, 200);
        QCOMPARE(e.requestId, QString("r-a"));
        QCOMPARE(e.tries, 1);
        QCOMPARE(e.body()["n"].toArray().size(), 2);
        QCOMPARE(e.body()["name"].toString(), QString("x"));
        QCOMPARE(e.answer()["id"].toString(), QString("a"));
        QVERIFY(qAbs(e.at.secsTo(QDateTime::currentDateTimeUtc())) < 60);
        QVERIFY(e.endedAt >= e.at);
    }

    void isForThePersonsEyesOnly()
    {
        WriteLog log(options());
        log.begin(beginOf("a"));
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(files()[0]) & others));
        QVERIFY(!(QFile::permissions(options().folder) & others));
    }

    void tellsOutcomesApart_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("unknown");
        QTest::addColumn<bool>("givenUp");
        QTest::addColumn<WriteOutcome>("outcome");
        using Kind = api::ApiError::Kind;
        QTest::newRow("done") << 204 << int(Kind::None) << false << false << WriteOutcome::Done;
        QTest::newRow("refused") << 422 << int(Kind::Http) << false << false << WriteOutcome::Refused;
        QTest::newRow("no host") << 0 << int(Kind::Network) << false << false << WriteOutcome::NotSent;
        QTest::newRow("reset") << 0 << int(Kind::Network) << true << false << WriteOutcome::Unknown;
        QTest::newRow("broke down") << 502 << int(Kind::Http) << true << false << WriteOutcome::Unknown;
        QTest::newRow("unreadable") << 200 << int(Kind::Decode) << false << false << WriteOutcome::Done;
        QTest::newRow("given up") << 0 << int(Kind::None) << false << true << WriteOutcome::Unknown;
        QTest::newRow("given up late") << 200 << int(Kind::None) << false << true << WriteOutcome::Done;
    }
    void tellsOutcomesApart()
    {
        QFETCH(int, status);
        QFETCH(int, kind);
        QFETCH(bool, unknown);
        QFETCH(bool, givenUp);
        WriteLog log(options());
        log.begin(beginOf("a"));
        api::WriteEnd end;
        end.id = "a";
        end.httpStatus = status;
        end.isGivenUp = givenUp;
        end.error.kind = api::ApiError::Kind(kind);
        end.error.httpStatus = status;
        end.error.outcomeUnknown = unknown;
        log.end(end);
        QTEST(readAll().value(0).outcome, "outcome");
    }

    void aCrashInBetweenIsSeen()
    {
        {
            WriteLog log(options());
            log.begin(beginOf("a"));
            log.begin(beginOf("b"));
            log.end(endOf("b"));
        }
        // … and a line that was cut in the middle.
        QFile file(files()[0]);
        QVERIFY(file.open(QIODevice::Append));
        file.write("{\"line\":\"begin\",\"id\":\"c\",\"at");
        file.close();
        WriteLog log(options());
        log.begin(beginOf("d"));
        WriteLogReader reader(options().folder);
        const QList<WriteEntry> all = reader.next(100);
        QCOMPARE(all.size(), 3);
        QCOMPARE(all[0].id, QString("d"));
        QCOMPARE(all[1].outcome, WriteOutcome::Done);
        QCOMPARE(all[2].id, QString("a"));
        QCOMPARE(all[2].outcome, WriteOutcome::Cut);
        QCOMPARE(reader.unreadable(), 1);
        // The model knows that the one of this run is still under way.
        WritesModel model(log);
        QCOMPARE(model.entry(0)->outcome, WriteOutcome::UnderWay);
        QCOMPARE(model.entry(2)->outcome, WriteOutcome::Cut);
    }

    void beginsANewFileAndLosesNothing()
    {
        QSet<QString> ids;
        {
            WriteLog log(options(4000));
            WriteLog other(options(4000)); // another program of the same environment
            for (int i = 0; i < 60; ++i) {
                const QByteArray id = "w" + QByteArray::number(i);
                ids += QString::fromLatin1(id);
                WriteLog &which = i % 3 ? log : other;
                QVERIFY(which.begin(beginOf(id, R"({"a":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})")).isNull());
                which.end(endOf(id));
            }
        }
        QVERIFY(files().size() > 2);
        for (const QString &file : files())
            QVERIFY(QFileInfo(file).size() < 4000 + 1000);
        const QList<WriteEntry> all = readAll();
        QCOMPARE(all.size(), 60);
        for (const WriteEntry &e : all) {
            QCOMPARE(e.outcome, WriteOutcome::Done);
            ids.remove(e.id);
        }
        QVERIFY(ids.isEmpty());
    }

    void whatCannotBeWrittenDoesNotLeave()
    {
        // A file stands where the folder should be.
        QFile blocker(m_folder->filePath("writes"));
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        WriteLog log(options());
        QSignalSpy problem(&log, &WriteLog::problemChanged);
        FakeNetwork net;
        api::Client client(testConnection(), &net);
        client.setWriteObserver(&log);
        std::optional<api::ApiError> error;
        api::Call call
            = client.send(api::users::remove("a"), [&](const auto &result) { error = result.error(); });
        QTRY_VERIFY(error);
        QCOMPARE(error->kind, api::ApiError::Kind::NotRecorded);
        QCOMPARE(net.requestCount(), 0);
        QCOMPARE(problem.size(), 1);
        QVERIFY(!log.problem().isEmpty());
        // As soon as it can be written again, writes leave again.
        blocker.remove();
        net.expect("DELETE", "/v1/users/a").reply(204);
        error.reset();
        call = client.send(api::users::remove("a"), [&](const auto &result) { error = result.error(); });
        QTRY_VERIFY(error);
        QVERIFY(!error->isError());
        QVERIFY(log.problem().isEmpty());
        QCOMPARE(readAll().value(0).outcome, WriteOutcome::Done);
    }

    void anEndThatCannotBeWrittenIsKept()
    {
        WriteLog log(options(1)); // each line in a file of its own
        QVERIFY(log.begin(beginOf("a")).isNull());
        const QString folder = options().folder;
        QVERIFY(QDir().rename(folder, folder + "-away"));
        QFile blocker(folder);
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        log.end(endOf("a"));
        QVERIFY(!log.problem().isEmpty());
        QVERIFY(!log.begin(beginOf("b")).isNull()); // nothing more leaves meanwhile
        blocker.remove();
        QVERIFY(QDir().rename(folder + "-away", folder));
        QVERIFY(log.begin(beginOf("c")).isNull());
        const QList<WriteEntry> all = readAll();
        QCOMPARE(all.size(), 2);
        QCOMPARE(all[1].outcome, WriteOutcome::Done);
    }

    void cutsWhatIsHuge()
    {
        WriteLog log(options());
        const QByteArray huge
            = "{\"a\":\"" + QByteArray(600'000, 'x') + "\",\"password\":\"hunter2hunter2\"}";
        log.begin(beginOf("a", huge));
        api::WriteEnd end = endOf("a");
        end.answer = "{\"a\":\"" + QByteArray(4090, 'y');
        end.answerSize = 100'000;
        log.end(end);
        QVERIFY(everything().size() < 300'000);
        QVERIFY(!everything().contains("hunter2"));
        const WriteEntry e = readAll().value(0);
        QVERIFY(e.body().toString().endsWith("bytes in all)"));
        QVERIFY(e.answer().toString().contains("100000 bytes"));
    }

    void modelFollows()
    {
        WriteLog log(options());
        for (int i = 0; i < 450; ++i) {
            const QByteArray id = "w" + QByteArray::number(i);
            log.begin(beginOf(id));
            log.end(endOf(id, i % 10 ? 204 : 422));
        }
        WritesModel model(log);
        QCOMPARE(model.rowCount(), WritesModel::pageSize);
        using Tester = QAbstractItemModelTester;
        // One at a time: in the middle of a reset each asks for more rows.
        auto tester = std::make_unique<Tester>(&model, Tester::FailureReportingMode::Fatal);
        QCOMPARE(model.entry(0)->id, QString("w449"));
        while (model.canFetchMore({}))
            model.fetchMore({});
        QCOMPARE(model.rowCount(), 450);
        QCOMPARE(model.entry(449)->id, QString("w0"));

        WritesFilter filter;
        filter.setSourceModel(&model);
        tester = std::make_unique<Tester>(&filter, Tester::FailureReportingMode::Fatal);
        filter.setWanted({.text = {}, .outcomes = {"refused"}});
        QCOMPARE(filter.rowCount(), 45);
        log.begin(beginOf("new"));
        QCOMPARE(model.rowCount(), 451);
        QCOMPARE(filter.rowCount(), 45);
        QCOMPARE(model.index(0, WritesModel::OutcomeColumn).data().toString(), QString("under way"));
        log.end(endOf("new", 404));
        QCOMPARE(filter.rowCount(), 46);
        QCOMPARE(model.index(0, WritesModel::StatusColumn).data().toString(), QString("404"));
        filter.setWanted({.text = "USERS/W44", .outcomes = {}});
        QCOMPARE(filter.rowCount(), 11); // w44, w440 to w449
        filter.setWanted({.text = "r-w12", .outcomes = {"done"}});
        QCOMPARE(filter.rowCount(), 10); // w12, w121 to w129: w120 was refused
        tester.reset(); // after a reset it asks for more before it has noted the reset's end
        model.refresh();
        QCOMPARE(model.entry(0)->id, QString("new"));
    }

    void exportsWhatIsWanted()
    {
        WriteLog log(options());
        for (const char *id : {"a", "b", "c"}) {
            api::WriteBegin begin = beginOf(id, "{\"text\":\"one, \\\"two\\\"\\nthree\"}");
            begin.reason = "=cmd()";
            log.begin(begin);
            log.end(endOf(id, id == QByteArray("b") ? 422 : 200));
        }
        const QString csv = m_folder->filePath("out.csv");
        QCOMPARE(exportWrites(options().folder, {.text = {}, .outcomes = {"done"}}, FileFormat::Csv, csv),
                 QString());
        const QByteArrayList lines = contentOf(csv).split('\n');
        QCOMPARE(lines.size(), 4); // heading, two, and the end
        QVERIFY(
            lines[0].startsWith("at,ended_at,user,environment,reason,endpoint,method,path,outcome,status"));
        QVERIFY(lines[1].contains(
            ",marta,Production,'=cmd(),users.delete,DELETE,/v1/users/c,done,200,r-c,,1,,c,"));
        QVERIFY(lines[1].contains("\"{\"\"text\"\":\"\"one, \\\"\"two\\\"\"\\nthree\"\"}\""));
        const QString jsonl = m_folder->filePath("out.jsonl");
        QCOMPARE(exportWrites(options().folder, {}, FileFormat::JsonLines, jsonl), QString());
        const QByteArrayList objects = contentOf(jsonl).trimmed().split('\n');
        QCOMPARE(objects.size(), 3);
        const QJsonObject b = QJsonDocument::fromJson(objects[1]).object();
        QCOMPARE(b["outcome"].toString(), QString("refused"));
        QCOMPARE(b["body"]["text"].toString(), QString("one, \"two\"\nthree"));
        QVERIFY(!exportWrites(options().folder, {}, FileFormat::Csv, "/nonexistent/x.csv").isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestWriteLog)
#include "tst_writelog.moc"
