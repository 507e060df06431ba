#include "models/requestsmodel.h"

#include "api/schema/user.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace models;
using api::JournalEntry;

class TestRequestsModel : public QObject
{
    Q_OBJECT

    static JournalEntry asked(const QByteArray &verb, const QByteArray &target)
    {
        JournalEntry entry;
        entry.endpoint = &api::users::list;
        entry.verb = verb;
        entry.target = target;
        entry.startedAt = QDateTime::fromString("2025-03-01T10:00:01.500Z", Qt::ISODateWithMs);
        return entry;
    }
    static JournalEntry ended(int status, qint64 ms, const QString &error = {})
    {
        JournalEntry entry;
        entry.httpStatus = status;
        entry.durationMs = ms;
        entry.error = error;
        entry.responseSize = 2048;
        entry.responseHeaders = {{"x-request-id", "req-" + QByteArray::number(status)}};
        return entry;
    }
    static QString text(const QAbstractItemModel &model, int row, int column)
    {
        return model.index(row, column).data().toString();
    }

private Q_SLOTS:
    void newestFirst()
    {
        api::RequestJournal journal;
        journal.begin(asked("GET", "/v1/before"));
        RequestsModel model(journal);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QCOMPARE(model.rowCount(), 1);
        const quint64 second = journal.begin(asked("PUT", "/v1/after"));
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(text(model, 0, RequestsModel::PathColumn), "/v1/after");
        QCOMPARE(text(model, 1, RequestsModel::PathColumn), "/v1/before");
        QCOMPARE(text(model, 0, RequestsModel::StatusColumn), "under way");
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        journal.finish(second, ended(422, 31));
        QCOMPARE(changed.value(0).value(0).toModelIndex().row(), 0);
        QCOMPARE(text(model, 0, RequestsModel::StatusColumn), "422");
        QCOMPARE(text(model, 0, RequestsModel::DurationColumn), "31 ms");
        QCOMPARE(text(model, 0, RequestsModel::SizeColumn), "2.0 kB");
        QCOMPARE(text(model, 0, RequestsModel::RequestIdColumn), "req-422");
    }

    void followsTheJournalsEnds()
    {
        api::RequestJournal journal;
        RequestsModel model(journal);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        RequestsFilter filter;
        filter.setSourceModel(&model);
        QAbstractItemModelTester filterTester(&filter, QAbstractItemModelTester::FailureReportingMode::Fatal);
        for (int i = 1; i <= 1005; ++i)
            journal.begin(asked("GET", "/v1/" + QByteArray::number(i)));
        QCOMPARE(model.rowCount(), 1000);
        QCOMPARE(filter.rowCount(), 1000);
        QCOMPARE(text(model, 0, RequestsModel::PathColumn), "/v1/1005");
        QCOMPARE(text(model, 999, RequestsModel::PathColumn), "/v1/6");
        journal.finish(3, ended(200, 1)); // long gone
        journal.clear();
        QCOMPARE(model.rowCount(), 0);
        journal.begin(asked("GET", "/v1/again"));
        QCOMPARE(text(filter, 0, RequestsModel::PathColumn), "/v1/again");
    }

    void filters_data()
    {
        QTest::addColumn<QString>("wantedText");
        QTest::addColumn<QStringList>("methods");
        QTest::addColumn<QStringList>("outcomes");
        QTest::addColumn<int>("slow");
        QTest::addColumn<QStringList>("left");
        const QStringList none;
        QTest::newRow("all") << "" << none << none << 0
                             << QStringList {"/open", "/gone", "/broken", "/limited", "/missing", "/fine"};
        QTest::newRow("text") << "ISS" << none << none << 0 << QStringList {"/missing"};
        QTest::newRow("request id") << "req-429" << none << none << 0 << QStringList {"/limited"};
        QTest::newRow("error") << "refused" << none << none << 0 << QStringList {"/gone"};
        QTest::newRow("method") << "" << QStringList {"PUT", "DELETE"} << none << 0
                                << QStringList {"/broken"};
        QTest::newRow("outcomes") << "" << none << QStringList {"ok", "silent"} << 0
                                  << QStringList {"/gone", "/fine"};
        QTest::newRow("refused") << "" << none << QStringList {"refused"} << 0 << QStringList {"/missing"};
        QTest::newRow("limited") << "" << none << QStringList {"limited"} << 0 << QStringList {"/limited"};
        QTest::newRow("under way") << "" << none << QStringList {"open"} << 0 << QStringList {"/open"};
        QTest::newRow("slow") << "" << none << none << 100 << QStringList {"/gone", "/broken"};
        QTest::newRow("together") << "" << QStringList {"PUT"} << QStringList {"ok"} << 100 << none;
    }

    void filters()
    {
        QFETCH(QString, wantedText);
        QFETCH(QStringList, methods);
        QFETCH(QStringList, outcomes);
        QFETCH(int, slow);
        api::RequestJournal journal;
        RequestsModel model(journal);
        RequestsFilter filter;
        filter.setSourceModel(&model);
        filter.setWanted({wantedText, methods, outcomes, slow});
        const auto add = [&](const char *verb, const char *target, int status, qint64 ms,
                             const char *error = "") {
            journal.finish(journal.begin(asked(verb, target)), ended(status, ms, QString::fromLatin1(error)));
        };
        add("GET", "/fine", 200, 99);
        add("GET", "/missing", 404, 5);
        add("POST", "/limited", 429, 5);
        add("PUT", "/broken", 503, 100);
        journal.finish(journal.begin(asked("GET", "/gone")), [] {
            JournalEntry entry = ended(0, 7000, "Connection refused");
            entry.responseHeaders.clear();
            return entry;
        }());
        journal.begin(asked("GET", "/open"));
        QStringList left;
        for (int row = 0; row < filter.rowCount(); ++row)
            left += text(filter, row, RequestsModel::PathColumn);
        QTEST(left, "left");
    }
};

QTEST_MAIN(TestRequestsModel)
#include "tst_requestsmodel.moc"
