// An export holds exactly the rows there were, in their order, whatever happens on the way.
#include "models/exports.h"
#include "models/lists.h"
#include "models/messagescope.h"
#include "support/fakenetwork.h"
#include "support/listservice.h"

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace models;
using State = Export::State;

namespace {

constexpr qint64 second = 1'000'000;
constexpr qint64 newest = qint64(1'780'000'000) * second + 123'456;

// Times going back from the newest.
using Spread = std::function<qint64(int row)>;

QList<ListService::Item> make(int count, const Spread &back)
{
    QList<ListService::Item> items;
    for (int i = 0; i < count; ++i)
        items.append(ListService::item(i, newest - back(i)));
    return items;
}

qint64 evenly(int row)
{
    return row * 61 * second;
}

// Most of it within minutes, long pauses between.
qint64 inBursts(int row)
{
    return (row / 200) * 86'400 * 90 * second + row * 3'000;
}

qint64 inOneSecond(int row)
{
    return row * 100;
}

qint64 atOnce(int)
{
    return 0;
}

// The limit on the size of a file, in the place of a full disk.
class FullDisk
{
public:
    explicit FullDisk(rlim_t bytes)
        : m_signal(std::signal(SIGXFSZ, SIG_IGN))
    {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit limit = m_before;
        limit.rlim_cur = bytes;
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk() { empty(); }
    void empty()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_signal);
    }

private:
    rlimit m_before {};
    void (*m_signal)(int);
};

} // namespace

class TestExport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void holdsEveryRow_data();
    void holdsEveryRow();
    void goesOnAfterAFailure_data();
    void goesOnAfterAFailure();
    void goesOnAfterAStop_data();
    void goesOnAfterAStop();
    void beginsAnewWhereACursorIsRefused();
    void leavesOutWhatArrivesMeanwhile_data();
    void leavesOutWhatArrivesMeanwhile();
    void keepsToTheFilter();
    void keepsBrokenRows();
    void aListThatDoesNotGoOnIsNoEnd();
    void goesOnWhenTheNetworkIsBack();
    void aFullDiskLosesNothing();
    void putsInOrderAgainAfterAFailure();
    void aFolderThatTakesNoFile();
    void replacesAtTheEndOnly();
    void leavesAPartOfAnEarlierOneAlone();
    void whatIsThereStaysWhenItGoes_data();
    void whatIsThereStaysWhenItGoes();
    void writesEachFormat();
    void loadedRows();
    void otherLists();
    void tellsHowFarItIs();

private:
    std::unique_ptr<ExportSource> source(const ExportShape &shape, const api::MessageQuery &query = {})
    {
        return std::make_unique<ListExport<api::Message, api::Page<api::Message>>>(
            *m_client, MessageScope().source(query), shape);
    }
    std::unique_ptr<Export> exported(FileFormat format = FileFormat::JsonLines,
                                     const api::MessageQuery &query = {})
    {
        ExportShape shape;
        shape.format = format;
        return std::make_unique<Export>(*m_client, "Messages", m_path, source(shape, query));
    }
    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot be read)");
    }
    static QByteArrayList idsIn(const QByteArray &jsonLines)
    {
        QByteArrayList ids;
        for (const QByteArray &line : jsonLines.split('\n')) {
            const QJsonDocument row = QJsonDocument::fromJson(line);
            if (row.isObject())
                ids += row.object().value("id").toString().toLatin1();
        }
        return ids;
    }
    bool isExact() const
    {
        const QByteArrayList ids = idsIn(read(m_path));
        if (ids == m_service->ids() && !QFile::exists(m_path + ".part"))
            return true;
        qWarning() << ids.size() << "rows for" << m_service->items.size() << "distinct"
                   << QSet<QByteArray>(ids.begin(), ids.end()).size() << "part"
                   << QFile::exists(m_path + ".part");
        return false;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    std::unique_ptr<ListService> m_service;
    std::unique_ptr<api::Client> m_client;
};

void TestExport::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath("messages.jsonl");
    m_service = std::make_unique<ListService>();
    m_client = std::make_unique<api::Client>(testConnection(), m_service.get());
}

void TestExport::cleanup()
{
    m_client.reset();
    m_service.reset();
}

void TestExport::holdsEveryRow_data()
{
    QTest::addColumn<QList<ListService::Item>>("items");
    QTest::addColumn<int>("repeated");
    QTest::newRow("nothing") << make(0, evenly) << 0;
    QTest::newRow("one row") << make(1, evenly) << 0;
    QTest::newRow("a page") << make(50, evenly) << 0;
    QTest::newRow("a page and a row") << make(51, evenly) << 0;
    QTest::newRow("evenly over days") << make(3000, evenly) << 0;
    QTest::newRow("in bursts over years") << make(1500, inBursts) << 0;
    QTest::newRow("in one second") << make(700, inOneSecond) << 0;
    QTest::newRow("at one moment") << make(420, atOnce) << 0;
    QTest::newRow("a page behind everything") << make(160, [](int row) {
        return row < 100 ? evenly(row) : qint64(30) * 365 * 86'400 * second + row * second;
    }) << 0;
    QTest::newRow("pages that repeat rows") << make(2000, evenly) << 7;
    QTest::newRow("pages that repeat a whole page") << make(500, inOneSecond) << 50;
}

void TestExport::holdsEveryRow()
{
    QFETCH(QList<ListService::Item>, items);
    m_service->items = items;
    QFETCH(int, repeated);
    m_service->repeated = repeated;
    const auto one = exported();
    one->start();
    QTRY_COMPARE(one->state(), State::Done);
    QVERIFY(isExact());
    QCOMPARE(one->rows(), items.size());
    QCOMPARE(one->rowsPath(), m_path);
}

void TestExport::goesOnAfterAFailure_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<int>("status");
    for (const int number : {1, 2, 9, 30}) {
        for (const int status : {500, 401, 0})
            QTest::addRow("request %d, status %d", number, status) << number << status;
    }
}

void TestExport::goesOnAfterAFailure()
{
    QFETCH(int, number);
    QFETCH(int, status);
    m_service->items = make(2500, evenly);
    m_service->status
        = [&](int asked, const QUrlQuery &) { return asked == number || asked == number + 5 ? status : 200; };
    const auto one = exported();
    one->start();
    QTRY_COMPARE(one->state(), State::Failed);
    QVERIFY(!one->problem().isEmpty());
    QCOMPARE(idsIn(read(one->rowsPath())).size(), one->rows());
    QVERIFY(!QFile::exists(m_path));
    m_service->status = nullptr;
    one->goOn();
    QTRY_COMPARE(one->state(), State::Done);
    QVERIFY(isExact());
    QVERIFY(one->problem().isEmpty());
}

void TestExport::goesOnAfterAStop_data()
{
    QTest::addColumn<FileFormat>("format");
    QTest::newRow("JSON Lines") << FileFormat::JsonLines;
    QTest::newRow("JSON") << FileFormat::Json;
}

void TestExport::goesOnAfterAStop()
{
    QFETCH(FileFormat, format);
    m_service->items = make(2500, evenly);
    const auto one = exported(format);
    qint64 stopAt = 1;
    connect(one.get(), &Export::progressed, one.get(), [&] {
        if (one->rows() >= stopAt)
            one->stop();
    });
    one->start();
    int stops = 0;
    while (one->state() != State::Done) {
        QTRY_VERIFY(!one->isRunning());
        if (one->state() == State::Done)
            break;
        QCOMPARE(one->state(), State::Stopped);
        const QByteArray part = read(one->rowsPath());
        if (format == FileFormat::Json)
            QCOMPARE(QJsonDocument::fromJson(part).array().size(), one->rows());
        else
            QCOMPARE(idsIn(part).size(), one->rows());
        ++stops;
        stopAt = one->rows() + 400;
        one->goOn();
    }
    QVERIFY(stops >= 4);
    if (format == FileFormat::Json) {
        QByteArrayList ids;
        for (const QJsonValue &row : QJsonDocument::fromJson(read(m_path)).array())
            ids += row.toObject().value("id").toString().toLatin1();
        QCOMPARE(ids, m_service->ids());
    } else {
        QVERIFY(isExact());
    }
}

void TestExport::beginsAnewWhereACursorIsRefused()
{
    m_service->items = make(1200, [](int row) { return row * 700'000; });
    m_service->status = [](int asked, const QUrlQuery &query) {
        return asked % 3 == 0 && query.hasQueryItem("after") ? 422 : 200;
    };
    const auto one = exported();
    one->start();
    QTRY_VERIFY(!one->isRunning());
    QCOMPARE(one->problem(), QString());
    QVERIFY(m_service->refused() > 3);
    QVERIFY(isExact());
}

void TestExport::leavesOutWhatArrivesMeanwhile_data()
{
    QTest::addColumn<bool>("isOneSecond");
    QTest::newRow("over days") << false;
    QTest::newRow("in one second") << true;
}

void TestExport::leavesOutWhatArrivesMeanwhile()
{
    QFETCH(bool, isOneSecond);
    m_service->items = make(1000, isOneSecond ? inOneSecond : evenly);
    const QByteArrayList before = m_service->ids();
    bool isForgotten = false;
    m_service->status = [&](int asked, const QUrlQuery &query) {
        // Also within the second of the newest one, and by a service that forgets the first cursor.
        if (asked > 1)
            m_service->items.prepend(ListService::item(100'000 + asked, newest + asked * 1000));
        return query.hasQueryItem("after") && !std::exchange(isForgotten, true) ? 422 : 200;
    };
    const auto one = exported();
    one->start();
    QTRY_COMPARE(one->state(), State::Done);
    QCOMPARE(idsIn(read(m_path)), before);
}

void TestExport::keepsToTheFilter()
{
    m_service->items = make(2000, evenly);
    api::MessageQuery query;
    query.insertedAfter = {newest - evenly(1500)};
    query.insertedBefore = {newest - evenly(200)};
    const auto one = exported(FileFormat::JsonLines, query);
    one->start();
    QTRY_COMPARE(one->state(), State::Done);
    QCOMPARE(idsIn(read(m_path)), m_service->ids().mid(201, 1300));
}

void TestExport::keepsBrokenRows()
{
    m_service->items = make(600, evenly);
    for (int i = 20; i < 600; i += 7) {
        const QByteArray id = m_service->items[i].id;
        m_service->items[i].json = ::json("{'id': 'ID', 'status': 7, 'odd': [1]}").replace("ID", id);
    }
    const auto one = exported();
    one->start();
    QTRY_COMPARE(one->state(), State::Done);
    QVERIFY(isExact());
    QVERIFY(read(m_path).contains("{\"id\":\"m000020\",\"odd\":[1],\"status\":7}\n"));
}

void TestExport::aListThatDoesNotGoOnIsNoEnd()
{
    FakeNetwork net;
    api::Client client(testConnection(), &net);
    const QByteArray page = ::json("{'items': [{'id': 'a', 'status': 'sent', 'recipient': 'ada', "
                                   "'inserted_at': '2026-01-01T00:00:00Z'}], 'page_info': {'after': 'x'}}");
    net.expect("GET", "/v1/messages?page_size=50").reply(200, page);
    net.expect("GET", "/v1/messages?after=x&page_size=50").reply(200, page);
    MessagesModel model(client);
    net.expect("GET", "/v1/messages?page_size=50").reply(200, page);
    model.setSource(MessageScope().source());
    Export one(client, "Messages", m_path, model.exportAll({FileFormat::JsonLines, false, {}}));
    one.setSliced(false);
    one.start();
    QTRY_COMPARE(one.state(), State::Failed);
    QVERIFY(!one.problem().isEmpty());
}

void TestExport::goesOnWhenTheNetworkIsBack()
{
    m_service->items = make(500, evenly);
    bool isThere = true;
    m_service->status = [&](int asked, const QUrlQuery &) {
        isThere = isThere && asked != 5;
        return isThere ? 200 : 0;
    };
    const auto one = exported();
    one->start();
    QTRY_COMPARE(one->state(), State::Failed);
    isThere = true;
    m_service->status = nullptr;
    // Whoever asks next finds out that the service is there again.
    const api::Call call
        = m_client->send<api::Page<api::Message>>(api::messages::list({}), [](const auto &) {});
    QTRY_COMPARE(one->state(), State::Done);
    QVERIFY(isExact());
}

void TestExport::aFullDiskLosesNothing()
{
    m_service->items = make(2000, evenly);
    const auto one = exported();
    FullDisk disk(60'000);
    one->start();
    QTRY_COMPARE(one->state(), State::Failed);
    QVERIFY2(one->problem().contains(m_path + ".part"), qPrintable(one->problem()));
    QVERIFY(one->rows() > 0);
    QCOMPARE(idsIn(read(one->rowsPath())).size(), one->rows());
    disk.empty();
    one->goOn();
    QTRY_COMPARE(one->state(), State::Done);
    QVERIFY(isExact());
}

// All rows are there, but the place of the file is taken by then.
void TestExport::putsInOrderAgainAfterAFailure()
{
    m_service->items = make(800, evenly);
    const auto one = exported(FileFormat::Json);
    one->start();
    QVERIFY(QDir().mkpath(m_path + "/in the way"));
    QTRY_COMPARE(one->state(), State::Failed);
    QVERIFY2(one->problem().contains(m_path), qPrintable(one->problem()));
    QCOMPARE(QJsonDocument::fromJson(read(one->rowsPath())).array().size(), 800);
    QVERIFY(QDir(m_path).removeRecursively());
    one->goOn();
    QTRY_COMPARE(one->state(), State::Done);
    QCOMPARE(QJsonDocument::fromJson(read(m_path)).array().size(), 800);
    QVERIFY(!QFile::exists(m_path + ".part"));
}

void TestExport::aFolderThatTakesNoFile()
{
    m_path = m_folder->filePath("nowhere/messages.jsonl");
    const auto one = exported();
    one->start();
    QCOMPARE(one->state(), State::Failed);
    QVERIFY2(one->problem().contains("nowhere/messages.jsonl"), qPrintable(one->problem()));
    QCOMPARE(m_service->asked(), 0);
    m_service->items = make(200, evenly);
    QVERIFY(QDir().mkpath(m_folder->filePath("nowhere")));
    one->goOn();
    QTRY_COMPARE(one->state(), State::Done);
    QVERIFY(isExact());
}

void TestExport::replacesAtTheEndOnly()
{
    QFile old(m_path);
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("old\n");
    old.close();
    for (const int count : {10, 800}) {
        m_service->items = make(count, evenly);
        m_service->status = [](int, const QUrlQuery &) { return 500; };
        const QByteArray before = read(m_path);
        const auto one = exported();
        one->start();
        QTRY_COMPARE(one->state(), State::Failed);
        QCOMPARE(read(m_path), before);
        m_service->status = nullptr;
        one->goOn();
        QTRY_COMPARE(one->state(), State::Done);
        QVERIFY(isExact());
    }
}

void TestExport::leavesAPartOfAnEarlierOneAlone()
{
    QFile old(m_path + ".part");
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("all that is left\n");
    old.close();
    m_service->items = make(300, evenly);
    const auto one = exported();
    one->start();
    QTRY_COMPARE(one->state(), State::Done);
    QCOMPARE(read(m_path + ".part"), "all that is left\n");
    QCOMPARE(idsIn(read(m_path)), m_service->ids());
    QVERIFY(!QFile::exists(m_path + ".2.part"));
}

void TestExport::whatIsThereStaysWhenItGoes_data()
{
    QTest::addColumn<FileFormat>("format");
    QTest::newRow("CSV") << FileFormat::Csv;
    QTest::newRow("JSON") << FileFormat::Json;
    QTest::newRow("JSON Lines") << FileFormat::JsonLines;
}

void TestExport::whatIsThereStaysWhenItGoes()
{
    QFETCH(FileFormat, format);
    m_service->items = make(2000, evenly);
    Exports all(*m_client);
    ExportShape shape;
    shape.format = format;
    const QPointer<Export> one = all.start("Messages", m_path, source(shape));
    QCOMPARE(all.unfinished(), QStringList {m_path});
    QSignalSpy removed(&all, &Exports::removed);
    qint64 rows = 0;
    connect(one, &Export::progressed, &all, [&] {
        rows = one->rows();
        if (rows > 200)
            all.remove(one);
    });
    QTRY_VERIFY(!one);
    QVERIFY(rows > 200 && rows < 2000);
    QCOMPARE(removed.count(), 1);
    QCOMPARE(all.unfinished(), QStringList());
    const QByteArray part = read(m_path + ".part");
    if (format == FileFormat::Json)
        QCOMPARE(QJsonDocument::fromJson(part).array().size(), rows);
    else if (format == FileFormat::JsonLines)
        QCOMPARE(idsIn(part).size(), rows);
    else
        QCOMPARE(part.count("\r\n"), rows + 1);
    QVERIFY(!QFile::exists(m_path));

    // Without a row nothing is left behind.
    m_service->status = [](int, const QUrlQuery &) { return 500; };
    Export *none = all.start("Messages", m_folder->filePath("none.csv"), source(shape));
    QTRY_COMPARE(none->state(), State::Failed);
    const QPointer<Export> stillAlive = none;
    all.remove(none);
    QTRY_VERIFY(!stillAlive);
    QVERIFY(!QFile::exists(m_folder->filePath("none.csv.part")));
}

void TestExport::writesEachFormat()
{
    const QByteArray row
        = ::json("{'id': 'm1', 'status': 'delivered', 'engagement_statuses': ['seen', 'read'], 'recipient': "
                 "{'id': 'apollo', 'collection': 'projects'}, 'workflow': 'a, \\u0022b\\u0022', 'tenant': "
                 "'=cmd()', 'channel_id': 'c', 'inserted_at': '2026-01-01T02:00:00.5+01:00', 'data': "
                 "{'total': 12}, 'new': true}");
    m_service->items = {{"m1", newest, row}, {"m2", newest - 1, ::json("{'id': 'm2', 'status': 7}")}};
    ExportShape shape;
    shape.mark = true;
    const MessagesModel model(*m_client);
    for (const char *shown : {"inserted_at", "id", "tenant"})
        shape.columns += model.columnOf(QLatin1StringView(shown));
    Export csv(*m_client, "Messages", m_path, source(shape));
    csv.start();
    QTRY_COMPARE(csv.state(), State::Done);
    const QByteArrayList lines = read(m_path).split('\n');
    QCOMPARE(lines.size(), 4);
    QCOMPARE(lines.at(0),
             "\xEF\xBB\xBFinserted_at,id,tenant,status,engagement_statuses,recipient,actors,workflow,"
             "channel_id,seen_at,read_at,interacted_at,link_clicked_at,archived_at,scheduled_at,updated_at,"
             "channel,source,data,metadata\r");
    QVERIFY2(
        lines.at(1).startsWith("2026-01-01T01:00:00.500000Z,m1,'=cmd(),delivered,seen read,projects/apollo,"
                               "[],\"a, \"\"b\"\"\",c,"),
        lines.at(1).constData());
    QVERIFY2(lines.at(1).contains("\"{\"\"total\"\":12}\""), lines.at(1).constData());
    QVERIFY2(lines.at(2).startsWith(",m2,,7,"), lines.at(2).constData()); // what came, though it is wrong

    QCOMPARE(csvLine({"+4930123", "-5", "-5+1", "@x", "", "a\nb"}), "+4930123,-5,'-5+1,'@x,,\"a\nb\"\r\n");

    shape.format = FileFormat::Json;
    Export whole(*m_client, "Messages", m_path, source(shape));
    whole.start();
    QTRY_COMPARE(whole.state(), State::Done);
    const QJsonArray array = QJsonDocument::fromJson(read(m_path)).array();
    QCOMPARE(array.size(), 2);
    QCOMPARE(array.at(0).toObject(), QJsonDocument::fromJson(row).object());
}

void TestExport::loadedRows()
{
    m_service->items = make(450, evenly);
    MessagesModel model(*m_client);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setSource(MessageScope().source());
    while (model.rowCount() < 250) {
        const int before = model.rowCount();
        QTRY_VERIFY(model.rowCount() > before || model.canFetchMore({}));
        model.fetchMore({});
    }
    QCOMPARE(model
                 .data(model.index(0, model.columnOf(QLatin1StringView("inserted_at"))),
                       CursorListBase::MachineRole)
                 .toString(),
             api::Timestamp {newest}.toWire());
    QList<int> rows;
    for (int row = 3; row < 250; row += 2)
        rows += row;
    Export one(*m_client, "Messages", m_path, model.exportRows(rows, {FileFormat::JsonLines, false, {}}));
    one.start();
    model.clear(); // it goes on without its list
    const int asked = m_service->asked();
    QTRY_COMPARE(one.state(), State::Done);
    QCOMPARE(m_service->asked(), asked);
    QByteArrayList expected;
    for (const int row : rows)
        expected += m_service->items.at(row).id;
    QCOMPARE(idsIn(read(m_path)), expected);
}

// One page after another, as large as the endpoint allows.
void TestExport::otherLists()
{
    FakeNetwork net;
    api::Client client(testConnection(), &net);
    PeopleModel people(client);
    net.expect("GET", "/v1/users?page_size=50")
        .times(2)
        .reply(
            200,
            ::json("{'entries': [{'id': 'ada', 'name': 'Ada'}, {'id': 'bob'}], 'page_info': {'after': 'x', "
                   "'total_count': 3}}"));
    people.setSource(sources::people());
    net.expect("GET", "/v1/users?after=x&page_size=50")
        .reply(200, ::json("{'entries': [{'id': 'bob'}, {'id': 'cleo'}], 'page_info': {'after': null}}"));
    Export one(client, "People", m_path, people.exportAll({FileFormat::Csv, false, {1, 0}}));
    QList<std::pair<qint64, qint64>> told; // rows, of how many
    connect(&one, &Export::progressed, &one, [&] { told.append({one.rows(), one.total()}); });
    one.start();
    QTRY_COMPARE(one.state(), State::Done);
    const QList<std::pair<qint64, qint64>> expected {{2, 3}, {3, 3}};
    QCOMPARE(told, expected);
    QCOMPARE(read(m_path),
             "id,name,email,phone_number,locale,timezone,updated_at,avatar,created_at\r\n"
             "ada,Ada,,,,,,,\r\nbob,,,,,,,,\r\ncleo,,,,,,,,\r\n");
}

void TestExport::tellsHowFarItIs()
{
    m_service->items = make(4000, evenly);
    const auto one = exported();
    qint64 now = 0;
    one->setClock([&] { return now += 100; });
    double last = -1;
    int told = 0;
    connect(one.get(), &Export::progressed, one.get(), [&] {
        if (one->progress() < 0)
            return;
        ++told;
        last = one->progress();
        if (one->rows() > 2000) { // by then the slices are known
            QVERIFY(one->total() > 3000 && one->total() < 5000);
            QVERIFY(one->msLeft() > 0 || one->rows() >= one->total());
        }
    });
    one->start();
    QTRY_COMPARE(one->state(), State::Done);
    QVERIFY(told > 20);
    QVERIFY(last > 0.9);
    QVERIFY(one->rowsPerSecond() > 0);
    QVERIFY(one->crawl().sliceCount() > 10);
}

QTEST_GUILESS_MAIN(TestExport)
#include "tst_export.moc"
