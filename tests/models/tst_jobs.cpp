#undef QT_NO_CAST_FROM_ASCII // plain literals read better in a test

#include "models/bulkerrorsmodel.h"
#include "models/bulkwork.h"
#include "models/jobsmodel.h"
#include "support/fakenetwork.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using models::BulkChunk;
using models::BulkJob;
using models::JobsModel;
using State = models::BulkJob::State;

namespace {

constexpr const char *bulkSet = "/v1/users/bulk/preferences";

QByteArray operation(const char *id, const char *status, int processed = 0, int total = 0, int errors = 0,
                     const QByteArray &items = "[]")
{
    return QStringLiteral(R"({"id": "%1", "name": "users.set_preferences", "status": "%2",
        "estimated_total_rows": %3, "processed_rows": %4, "success_count": %5, "error_count": %6,
        "error_items": %7})")
        .arg(id, status)
        .arg(total)
        .arg(processed)
        .arg(processed - errors)
        .arg(errors)
        .arg(QString::fromUtf8(items))
        .toUtf8();
}

QStringList people(int count)
{
    QStringList ids;
    for (int i = 0; i < count; ++i)
        ids += QStringLiteral("u%1").arg(i);
    return ids;
}

api::PreferenceSet someSet()
{
    api::PreferenceSet set;
    api::Trace trace;
    const auto text = json("{'id': 'default', '__typename': 'PreferenceSet', 'workflows': {'news': false}}");
    read(QJsonValue(QJsonDocument::fromJson(text).object()), set, trace);
    return set;
}

struct Fixture
{
    FakeNetwork net;
    api::Client client {testConnection(), &net};
    qint64 now = 1'700'000'000'000;
    JobsModel::Options options;
    std::unique_ptr<JobsModel> model;
    std::unique_ptr<QAbstractItemModelTester> tester;

    explicit Fixture(const QString &file = {})
    {
        options.journalFile = file;
        options.environment = "test";
        options.clock = [this] { return now; };
        options.pace = {1, 4, 8};
        start();
    }
    void start()
    {
        tester.reset();
        model.reset(); // the old one lets go of the file first
        model = std::make_unique<JobsModel>(client, options);
        tester = std::make_unique<QAbstractItemModelTester>(
            model.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    }
    BulkJob *add(int count)
    {
        return model->add("Set preferences", models::setPreferencesFor(people(count), someSet()));
    }
    QString cell(int column, int row = 0) const { return model->index(row, column).data().toString(); }
    Exchange &poll(const char *id) { return net.expect("GET", QByteArray("/v1/bulk_operations/") + id); }
};

} // namespace

class TestJobs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsPastedIds();
    void cutsIntoChunks();
    void runsToTheEnd();
    void tellsRateAndTimeLeft();
    void endsWithErrors();
    void endsFailed();
    void overAtOnce();
    void refusedAndTriedAgain();
    void failedPollIsNoFailedJob();
    void refusedPollSaysWhy();
    void waitsLongerWhileNothingMoves();
    void unknownOutcome();
    void unknownOutcomeSkipped();
    void chunksFollowEachOther();
    void stopsAfterAChunk();
    void failedChunkStopsTheRest();
    void watches();
    void watchedIdIsUnknown();
    void freshOperationMayBeUnknownForAWhile();
    void goesOnAfterARestart();
    void restartWhileSending();
    void environmentsAreApart();
    void journalThatCantBeOpened();
    void journalThatIsNone();
    void removes();
};

void TestJobs::readsPastedIds()
{
    const auto list = models::IdList::fromText("ada\n\n  bob,carl;\t'ada'\r\n\"dora\" bob\n");
    QCOMPARE(list.ids, (QStringList {"ada", "bob", "carl", "dora"}));
    QCOMPARE(list.duplicates, 2);
    QVERIFY(models::IdList::fromText(" \n ,; ").ids.isEmpty());
}

void TestJobs::cutsIntoChunks()
{
    const auto chunks = models::setPreferencesFor(people(2500), someSet());
    QCOMPARE(chunks.size(), 3);
    QCOMPARE(chunks.at(0).rows, 1000);
    QCOMPARE(chunks.at(2).rows, 500);
    const QJsonObject body = *chunks.at(2).request.body;
    QCOMPARE(body.value("user_ids").toArray().first().toString(), "u2000");
    const QJsonObject preferences = body.value("preferences").toObject();
    QCOMPARE(preferences.value("id").toString(), "default");
    QVERIFY(preferences.contains("workflows"));
    QVERIFY(!preferences.contains("__typename"));
    QCOMPARE(chunks.at(0).request.target(), bulkSet);
    QVERIFY(models::setPreferencesFor({}, someSet()).isEmpty());
}

void TestJobs::runsToTheEnd()
{
    Fixture f;
    QSignalSpy ended(f.model.get(), &JobsModel::jobEnded);
    f.net.expect("POST", bulkSet)
        .withBody(json("{'user_ids': ['u0', 'u1'], 'preferences': {'id': 'default', 'workflows':"
                       "{'news': false}}}"))
        .reply(200, operation("b1", "queued", 0, 2));
    auto &slow = f.poll("b1").reply(200, operation("b1", "processing", 1, 2)).hold();
    f.poll("b1").reply(200, operation("b1", "completed", 2, 2));
    BulkJob *job = f.add(2);
    QCOMPARE(job->state(), State::Submitting);
    QCOMPARE(f.cell(JobsModel::TitleColumn), "Set preferences");
    QCOMPARE(f.cell(JobsModel::RowsColumn), "0 of 2");
    QCOMPARE(f.model->runningCount(), 1);
    QTRY_VERIFY(slow.wasAsked());
    QCOMPARE(job->state(), State::Queued);
    QCOMPARE(f.cell(JobsModel::StateColumn), "queued");
    QCOMPARE(f.cell(JobsModel::FailedColumn), "–");
    slow.release();
    QTRY_COMPARE(job->state(), State::Completed);
    QCOMPARE(f.cell(JobsModel::StateColumn), "completed");
    QCOMPARE(f.cell(JobsModel::ProgressColumn), "100 %");
    QCOMPARE(f.cell(JobsModel::RowsColumn), "2");
    QCOMPARE(f.cell(JobsModel::FailedColumn), "0");
    QCOMPARE(f.cell(JobsModel::TimeColumn), "just now");
    QCOMPARE(job->sentence(), "All 2 rows done.");
    QCOMPARE(ended.size(), 1);
    QCOMPARE(f.model->runningCount(), 0);
    QVERIFY(!job->canResume());
    f.net.expectNothing();
}

void TestJobs::tellsRateAndTimeLeft()
{
    Fixture f;
    f.net.expect("POST", bulkSet).reply(200, operation("b1", "processing", 0, 1000));
    f.poll("b1").reply(200, operation("b1", "processing", 400, 1000));
    auto &last = f.poll("b1").reply(200, operation("b1", "completed", 1000, 1000)).hold();
    BulkJob *job = f.add(1000);
    connect(job, &BulkJob::changed, job, [&] { f.now += job->processedRows() == 0 ? 1000 : 0; });
    QTRY_VERIFY(last.wasAsked());
    QCOMPARE(job->processedRows(), 400);
    const double rate = job->rowsPerSecond();
    QVERIFY(rate > 0 && rate <= 400);
    QCOMPARE(job->msLeft(), qint64(600 * 1000 / rate));
    QVERIFY(f.cell(JobsModel::TimeColumn).contains(" left · "));
    QVERIFY(f.cell(JobsModel::TimeColumn).endsWith(" rows/s"));
    QCOMPARE(f.cell(JobsModel::ProgressColumn), "40 %");
    QCOMPARE(f.model->runningProgress(), 0.4);
    QCOMPARE(f.model->index(0, 2).data(JobsModel::ProgressRole).toDouble(), 0.4);
    QCOMPARE(job->rateHistory().size(), 1);
    last.release();
    QTRY_COMPARE(job->state(), State::Completed);
    QCOMPARE(job->rowsPerSecond(), 0.0);
}

void TestJobs::endsWithErrors()
{
    Fixture f;
    models::BulkErrorsModel errors;
    QAbstractItemModelTester tester(&errors, QAbstractItemModelTester::FailureReportingMode::Fatal);
    f.net.expect("POST", bulkSet).reply(200, operation("b1", "queued", 0, 3));
    f.poll("b1").reply(200, operation("b1", "processing", 2, 3, 1, R"([{"id": "u1"}])"));
    f.poll("b1").reply(
        200, operation("b1", "completed", 3, 3, 2, R"([{"id": "u1"}, {"id": "o", "collection": "c"}])"));
    BulkJob *job = f.add(3);
    errors.setJob(job);
    QSignalSpy inserted(&errors, &QAbstractItemModel::rowsInserted);
    QTRY_COMPARE(job->state(), State::CompletedWithErrors);
    QCOMPARE(f.cell(JobsModel::StateColumn), "completed with errors");
    QCOMPARE(f.cell(JobsModel::FailedColumn), "2");
    QCOMPARE(job->sentence(), "1 done, 2 failed.");
    QCOMPARE(inserted.size(), 2); // rows only come in
    QCOMPARE(errors.rowCount(), 2);
    QCOMPARE(errors.index(0, 0).data().toString(), "u1");
    QCOMPARE(errors.index(0, 1).data().toString(), "–");
    QCOMPARE(errors.index(1, 1).data().toString(), "c");
    QCOMPARE(errors.headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), "Id");
    f.model->remove(0);
    QTRY_COMPARE(errors.rowCount(), 0);
}

void TestJobs::endsFailed()
{
    Fixture f;
    f.net.expect("POST", bulkSet).reply(200, operation("b1", "queued", 0, 10));
    f.poll("b1").reply(200, operation("b1", "failed", 4, 10));
    BulkJob *job = f.add(10);
    QTRY_COMPARE(job->state(), State::Failed);
    QCOMPARE(job->sentence(), "The service gave up after 4 of 10 rows.");
    QCOMPARE(f.cell(JobsModel::RowsColumn), "4 of 10");
    QVERIFY(!job->canResume());
}

void TestJobs::overAtOnce()
{
    Fixture f;
    f.net.expect("POST", bulkSet).reply(200, operation("b1", "completed", 1, 1));
    BulkJob *job = f.add(1);
    QTRY_COMPARE(job->state(), State::Completed);
    f.net.expectNothing();
}

void TestJobs::refusedAndTriedAgain()
{
    Fixture f;
    f.net.expect("POST", bulkSet).reply(422, json("{'code': 'invalid_params', 'message': 'No'}"));
    BulkJob *job = f.add(2);
    QTRY_COMPARE(job->state(), State::Failed);
    QCOMPARE(job->error().httpStatus, 422);
    QVERIFY(job->sentence().endsWith(" 2 rows were not sent."));
    QVERIFY(job->canResume());
    QSignalSpy ended(job, &BulkJob::ended);
    f.net.expect("POST", bulkSet).reply(200, operation("b1", "completed", 2, 2));
    job->resume();
    QTRY_COMPARE(job->state(), State::Completed);
    QVERIFY(!job->error().isError());
    QCOMPARE(ended.size(), 1);
}

void TestJobs::failedPollIsNoFailedJob()
{
    Fixture f;
    f.net.expect("POST", bulkSet).reply(200, operation("b1", "processing", 1, 2));
    f.poll("b1").fail(QNetworkReply::ConnectionRefusedError);
    f.poll("b1").reply(500, "oops");
    auto &back = f.poll("b1").reply(200, operation("b1", "completed", 2, 2)).hold();
    BulkJob *job = f.add(2);
    QTRY_VERIFY(back.wasAsked());
    QVERIFY(!job->isOver());
    QCOMPARE(job->state(), State::Running);
    QVERIFY(job->isOutOfReach());
    f.now += 120'000;
    QCOMPARE(f.cell(JobsModel::TimeColumn), "can't reach, last seen 2 min ago");
    QCOMPARE(job->sentence(), "Watching goes on: can't reach, last seen 2 min ago.");
    back.release();
    QTRY_COMPARE(job->state(), State::Completed);
    QVERIFY(!job->isOutOfReach());
    QVERIFY(!job->error().isError());
}

void TestJobs::refusedPollSaysWhy()
{
    Fixture f;
    f.poll("b9").reply(401, "{'code': 'api_key_missing', 'message': 'No.'}");
    auto &later = f.poll("b9").reply(200, operation("b9", "completed", 2, 2)).hold();
    BulkJob *job = f.model->watch("b9");
    QTRY_VERIFY(later.wasAsked());
    QVERIFY(!job->isOver());
    QCOMPARE(f.cell(JobsModel::TimeColumn), "the service refuses to tell");
    QVERIFY2(job->sentence().contains(api::explain(job->error()).sentence), qPrintable(job->sentence()));
    QVERIFY(!job->sentence().contains("reach"));
    later.release();
    QTRY_COMPARE(job->state(), State::Completed);
}

void TestJobs::waitsLongerWhileNothingMoves()
{
    Fixture f;
    f.options.pace = {1, 1'000'000, 1'000'000};
    f.start();
    f.net.expect("POST", bulkSet).reply(200, operation("b1", "queued", 0, 2));
    f.poll("b1").times(10).reply(200, operation("b1", "queued", 0, 2));
    BulkJob *job = f.add(2);
    QElapsedTimer timer;
    timer.start();
    QTRY_VERIFY_WITH_TIMEOUT(f.net.isDone(), 60000);
    QVERIFY2(timer.elapsed() >= 500, qPrintable(QString::number(timer.elapsed()))); // 1 + 2 + … + 256 ms
    QCOMPARE(job->state(), State::Queued);
}

void TestJobs::unknownOutcome()
{
    Fixture f;
    f.net.expect("POST", bulkSet).reply(200).truncate();
    BulkJob *job = f.add(1500);
    QTRY_COMPARE(job->state(), State::Unknown);
    QVERIFY(job->isOver());
    QCOMPARE(f.cell(JobsModel::StateColumn), "outcome unknown");
    QVERIFY(job->sentence().contains("may have taken it"));
    QVERIFY(job->sentence().endsWith("500 rows were not sent."));
    f.net.expectNothing(); // nobody sends it again unasked
    f.net.expect("POST", bulkSet).reply(200, operation("b1", "completed", 1000, 1000));
    f.net.expect("POST", bulkSet).reply(200, operation("b2", "completed", 500, 500));
    job->resume();
    QTRY_COMPARE(job->state(), State::Completed);
    QCOMPARE(job->processedRows(), 1500);
}

void TestJobs::unknownOutcomeSkipped()
{
    Fixture f;
    f.net.expect("POST", bulkSet).fail(QNetworkReply::TimeoutError);
    BulkJob *job = f.add(1500);
    QTRY_COMPARE(job->state(), State::Unknown);
    f.net.expect("POST", bulkSet).reply(200, operation("b2", "completed", 500, 500));
    job->skip();
    QTRY_COMPARE(job->state(), State::CompletedWithErrors); // not all is known to be done
    QVERIFY(!job->canResume());
}

void TestJobs::chunksFollowEachOther()
{
    Fixture f;
    f.net.expect("POST", bulkSet).reply(200, operation("b1", "queued", 0, 1000));
    auto &first = f.poll("b1").reply(200, operation("b1", "completed", 1000, 1000, 7)).hold();
    BulkJob *job = f.add(2500);
    QTRY_VERIFY(first.wasAsked());
    QCOMPARE(f.net.requestCount(), 2); // the second waits for the first
    QCOMPARE(job->totalRows(), 2500);
    QCOMPARE(job->unsentRows(), 1500);
    QCOMPARE(job->chunkInWork(), 0);
    f.net.expect("POST", bulkSet).reply(200, operation("b2", "completed", 1000, 1000));
    f.net.expect("POST", bulkSet).reply(200, operation("b3", "queued", 0, 500));
    auto &last = f.poll("b3").reply(200, operation("b3", "completed", 500, 500, 1)).hold();
    first.release();
    QTRY_VERIFY(last.wasAsked());
    QCOMPARE(job->state(), State::Running); // not queued: much of it is done
    QCOMPARE(f.cell(JobsModel::RowsColumn), "2,000 of 2,500");
    QCOMPARE(job->failedRows(), 7);
    QCOMPARE(job->operationIds(), (QStringList {"b1", "b2", "b3"}));
    last.release();
    QTRY_COMPARE(job->state(), State::CompletedWithErrors);
    QCOMPARE(job->failedRows(), 8);
    QCOMPARE(f.cell(JobsModel::RowsColumn), "2,500");
}

void TestJobs::stopsAfterAChunk()
{
    Fixture f;
    f.net.expect("POST", bulkSet).reply(200, operation("b1", "queued", 0, 1000));
    auto &first = f.poll("b1").reply(200, operation("b1", "completed", 1000, 1000)).hold();
    BulkJob *job = f.add(2000);
    QTRY_VERIFY(first.wasAsked());
    job->stopAfterChunk();
    QVERIFY(!job->isOver());
    first.release();
    QTRY_COMPARE(job->state(), State::Stopped);
    QCOMPARE(job->sentence(), "Stopped. 1,000 rows were not sent.");
    QCOMPARE(f.cell(JobsModel::RowsColumn), "1,000 of 2,000");
    f.net.expectNothing();
    f.net.expect("POST", bulkSet).reply(200, operation("b2", "completed", 1000, 1000));
    job->resume();
    QTRY_COMPARE(job->state(), State::Completed);
}

void TestJobs::failedChunkStopsTheRest()
{
    Fixture f;
    f.net.expect("POST", bulkSet).reply(200, operation("b1", "failed", 3, 1000));
    BulkJob *job = f.add(1200);
    QTRY_COMPARE(job->state(), State::Failed);
    QVERIFY(job->sentence().endsWith("200 rows were not sent."));
    f.net.expectNothing();
    f.net.expect("POST", bulkSet).reply(200, operation("b2", "completed", 200, 200));
    QVERIFY(job->canResume());
    job->resume(); // the rest; what failed is not sent again
    QTRY_VERIFY(f.net.isDone());
    QTRY_COMPARE(job->state(), State::Failed);
    QCOMPARE(job->processedRows(), 203);
}

void TestJobs::watches()
{
    Fixture f;
    f.poll("b9").reply(200, operation("b9", "completed", 5, 5));
    BulkJob *job = f.model->watch(" b9 ");
    QCOMPARE(f.cell(JobsModel::TitleColumn), "Watched: b9");
    QCOMPARE(f.cell(JobsModel::RowsColumn), "–");
    QCOMPARE(f.cell(JobsModel::ProgressColumn), "–");
    QCOMPARE(f.model->watch("b9"), job); // twice is once
    QTRY_COMPARE(job->state(), State::Completed);
    QCOMPARE(f.model->rowCount(), 1);
    QCOMPARE(f.model->jobOfOperation("b9"), job);
    QCOMPARE(f.model->jobOfOperation("b8"), nullptr);
    QVERIFY(!job->canResume());
}

void TestJobs::watchedIdIsUnknown()
{
    Fixture f;
    f.poll("nope").reply(404, json("{'code': 'resource_missing'}"));
    BulkJob *job = f.model->watch("nope");
    QTRY_COMPARE(job->state(), State::Failed);
    QCOMPARE(job->sentence(), "This environment knows no bulk operation with the id nope.");
    QVERIFY(!job->canResume());
    f.net.expectNothing();
}

void TestJobs::freshOperationMayBeUnknownForAWhile()
{
    Fixture f;
    f.net.expect("POST", bulkSet).reply(200, operation("b1", "queued", 0, 2));
    f.poll("b1").times(2).reply(404);
    f.poll("b1").reply(200, operation("b1", "completed", 2, 2));
    BulkJob *job = f.add(2);
    QTRY_COMPARE(job->state(), State::Completed);
}

void TestJobs::goesOnAfterARestart()
{
    QTemporaryDir dir;
    Fixture f(dir.filePath("deep/jobs.sqlite"));
    f.net.expect("POST", bulkSet).reply(200, operation("b0", "completed", 1, 1, 1, R"([{"id": "u0"}])"));
    BulkJob *done = f.add(1);
    QTRY_COMPARE(done->state(), State::CompletedWithErrors);

    f.net.expect("POST", bulkSet).reply(200, operation("b1", "queued", 0, 1000));
    f.poll("b1").reply(200, operation("b1", "processing", 300, 1000));
    auto &cut = f.poll("b1").reply(200, operation("b1", "processing", 400, 1000)).hold();
    BulkJob *job = f.add(1700);
    QTRY_VERIFY(cut.wasAsked());
    QCOMPARE(job->processedRows(), 300);

    auto &first = f.poll("b1").reply(200, operation("b1", "completed", 1000, 1000)).hold();
    f.now += 60'000;
    f.start();
    QCOMPARE(f.model->rowCount(), 2);
    QVERIFY(f.model->journalProblem().isEmpty());
    job = f.model->job(0);
    QCOMPARE(job->title(), "Set preferences");
    QCOMPARE(job->state(), State::Running);
    QCOMPARE(job->processedRows(), 300); // what was seen last
    QCOMPARE(job->totalRows(), 1700);
    QCOMPARE(job->unsentRows(), 700);
    QCOMPARE(f.model->job(1)->errorItems().value(0).id, "u0");
    QCOMPARE(f.cell(JobsModel::TimeColumn, 1), "1 min ago");
    QTRY_VERIFY(first.wasAsked());
    first.release();
    QTRY_COMPARE(job->state(), State::Stopped); // the rest is not sent by itself
    QCOMPARE(job->sentence(), "Stopped. 700 rows were not sent.");
    f.net.expectNothing();

    f.start(); // and it is still there the next time
    job = f.model->job(0);
    QCOMPARE(job->state(), State::Stopped);
    auto &rest = f.net.expect("POST", bulkSet).reply(200, operation("b2", "completed", 700, 700));
    job->resume();
    QTRY_COMPARE(job->state(), State::Completed);
    const QJsonObject body = QJsonDocument::fromJson(rest.sentBody()).object();
    QCOMPARE(body.value("user_ids").toArray().size(), 700);
    QCOMPARE(body.value("user_ids").toArray().first().toString(), "u1000");
    QCOMPARE(body.value("preferences").toObject().value("id").toString(), "default");
}

void TestJobs::restartWhileSending()
{
    QTemporaryDir dir;
    Fixture f(dir.filePath("jobs.sqlite"));
    auto &cut = f.net.expect("POST", bulkSet).reply(200, operation("b1", "queued", 0, 2)).hold();
    f.add(2);
    QTRY_VERIFY(cut.wasAsked());
    f.start();
    BulkJob *job = f.model->job(0);
    QCOMPARE(job->state(), State::Unknown); // it left, and nobody heard the answer
    QVERIFY(job->canResume());
    cut.release();
    f.net.expectNothing();
}

void TestJobs::environmentsAreApart()
{
    QTemporaryDir dir;
    Fixture f(dir.filePath("jobs.sqlite"));
    f.net.expect("POST", bulkSet).reply(200, operation("b1", "completed", 1, 1));
    const BulkJob *job = f.add(1);
    QTRY_COMPARE(job->state(), State::Completed);
    f.options.environment = "other";
    f.start();
    QCOMPARE(f.model->rowCount(), 0);
    f.options.environment = "test";
    f.start();
    QCOMPARE(f.model->rowCount(), 1);
}

void TestJobs::journalThatCantBeOpened()
{
    QTemporaryDir dir;
    Fixture f(dir.path()); // a folder is no file
    QVERIFY(!f.model->journalProblem().isEmpty());
    f.net.expect("POST", bulkSet).reply(200, operation("b1", "completed", 1, 1));
    const BulkJob *job = f.add(1);
    QTRY_COMPARE(job->state(), State::Completed); // works, only forgets
}

void TestJobs::journalThatIsNone()
{
    QTemporaryDir dir;
    QFile file(dir.filePath("jobs.sqlite"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QByteArray letter(4096, 'x');
    file.write(letter);
    file.close();
    Fixture f(file.fileName());
    QVERIFY(!f.model->journalProblem().isEmpty());
    f.net.expect("POST", bulkSet).reply(200, operation("b1", "completed", 1, 1));
    const BulkJob *job = f.add(1);
    QTRY_COMPARE(job->state(), State::Completed);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), letter); // whatever it is, it is not ours to write over
}

void TestJobs::removes()
{
    QTemporaryDir dir;
    Fixture f(dir.filePath("jobs.sqlite"));
    f.net.expect("POST", bulkSet).reply(200, operation("b1", "queued", 0, 1));
    auto &slow = f.poll("b1").reply(200, operation("b1", "completed", 1, 1)).hold();
    f.add(1);
    QTRY_VERIFY(slow.wasAsked());
    f.model->remove(0);
    f.model->remove(7);
    QCOMPARE(f.model->rowCount(), 0);
    QCOMPARE(f.model->runningCount(), 0);
    QTRY_VERIFY(slow.wasAborted());
    slow.release();
    f.net.expectNothing();
    f.start();
    QCOMPARE(f.model->rowCount(), 0);
}

QTEST_GUILESS_MAIN(TestJobs)
#include "tst_jobs.moc"
