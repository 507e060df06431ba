// All that match, against a real sandbox that counts requests and has bad moments.
#include "api/client/client.h"
#include "models/export.h"
#include "models/feedmodel.h"
#include "models/lists.h"
#include "models/messagescope.h"
#include "support/limited.h"

#include <QJsonDocument>
#include <QSet>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace api;
using State = models::Export::State;

class TestExportSandbox : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanup() { m_server->clearFaults(); }
    void holdsWhatTheListHolds_data();
    void holdsWhatTheListHolds();
    void survivesFaults();

private:
    // The ids of all pages, one after another.
    QStringList crawled(const MessageQuery &query)
    {
        models::MessagesModel model(*m_client);
        model.setSource(models::MessageScope().source(query));
        const auto isOver = [&] {
            if (model.canFetchMore({}))
                model.fetchMore({});
            return model.state() == models::CursorListBase::State::Complete;
        };
        QStringList ids;
        if (QTest::qWaitFor(isOver, 60'000)) {
            for (int row = 0; row < model.rowCount(); ++row)
                ids += model.idAt(row);
        }
        return ids;
    }
    std::unique_ptr<models::Export> exported(const MessageQuery &query)
    {
        models::ExportShape shape;
        shape.format = models::FileFormat::JsonLines;
        return std::make_unique<models::Export>(*m_client, QStringLiteral("Messages"), m_path,
                                                std::make_unique<models::ListExport<Message, Page<Message>>>(
                                                    *m_client, models::MessageScope().source(query), shape));
    }
    QStringList idsInFile() const
    {
        QFile file(m_path);
        QStringList ids;
        if (file.open(QIODevice::ReadOnly)) {
            while (!file.atEnd())
                ids += QJsonDocument::fromJson(file.readLine())
                           .object()
                           .value(QLatin1String("id"))
                           .toString();
        }
        return ids;
    }

    QTemporaryDir m_folder;
    QString m_path = m_folder.filePath(QStringLiteral("messages.jsonl"));
    std::unique_ptr<sandbox::SandboxServer> m_server;
    std::unique_ptr<Client> m_client;
};

void TestExportSandbox::initTestCase()
{
    sandbox::ServerOptions options;
    options.size = {200, 4000, 30};
    options.admin = true;
    m_server = std::make_unique<sandbox::SandboxServer>(options);
    QSignalSpy ready(m_server.get(), &sandbox::SandboxServer::ready);
    m_server->start();
    QVERIFY(ready.wait(60'000));
    Connection connection;
    connection.baseUrl = m_server->baseUrl();
    connection.key = "sk_test_sandbox";
    m_client = std::make_unique<Client>(connection);
}

void TestExportSandbox::holdsWhatTheListHolds_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what : {"all", "workflow", "status", "since", "until", "nothing"})
        QTest::newRow(what) << what;
}

void TestExportSandbox::holdsWhatTheListHolds()
{
    QFETCH(QString, what);
    MessageQuery query;
    const qint64 week = qint64(7) * 86'400 * 1'000'000;
    if (what == "workflow")
        query.source = "mention";
    else if (what == "status")
        query.status = {"bounced", "sent"};
    else if (what == "since")
        query.insertedAfter = {m_server->now().us - week};
    else if (what == "until")
        query.insertedBefore = {m_server->now().us - 2 * week};
    else if (what == "nothing")
        query.source = "no-such-workflow";
    const QStringList expected = crawled(query);
    QCOMPARE(expected.isEmpty(), what == "nothing");
    const auto one = exported(query);
    one->start();
    QTRY_COMPARE_WITH_TIMEOUT(one->state(), State::Done, 60'000);
    QCOMPARE(idsInFile(), expected);
    QCOMPARE(limited(*m_server), 0);
}

// Answers that are late, cut off, spoiled or errors: what is not repeated by itself is, by trying again.
void TestExportSandbox::survivesFaults()
{
    using Kind = sandbox::Fault::Kind;
    const QStringList expected = crawled({});
    for (const Kind kind : {Kind::Status, Kind::Cut, Kind::Close, Kind::Truncate, Kind::Delay}) {
        sandbox::Fault fault;
        fault.kind = kind;
        fault.path = "/v1/messages";
        fault.delayMs = kind == Kind::Delay ? 40 : 0;
        fault.bytes = 300;
        fault.probability = kind == Kind::Delay ? 1 : 0.15;
        m_server->addFault(fault);
    }
    const auto one = exported({});
    int failures = 0;
    connect(one.get(), &models::Export::stateChanged, one.get(), [&] {
        if (one->state() != State::Failed)
            return;
        ++failures;
        QMetaObject::invokeMethod(one.get(), &models::Export::goOn, Qt::QueuedConnection);
    });
    one->start();
    QTRY_COMPARE_WITH_TIMEOUT(one->state(), State::Done, 120'000);
    QVERIFY(failures > 0);
    QCOMPARE(idsInFile(), expected);
}

QTEST_GUILESS_MAIN(TestExportSandbox)
#include "tst_exportsandbox.moc"
