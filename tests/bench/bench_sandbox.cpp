// bench_sandbox [USERS]: what the sandbox server costs, each time against something that does less:
// - pages of people and of a feed over one connection that stays open, against a QHttpServer route that
//   returns the same bytes from memory;
// - in a world of USERS people (1,000,000): the last page of them against the first, and the start on their
//   file against the start on an empty world's;
// - one trigger of a workflow with three channels for 1000 people, from its runs to its messages.
#include "api/sandbox/engine.h"
#include "api/sandbox/paging.h"
#include "api/sandbox/workflows.h"
#include "bench/figures.h"
#include "bench/httpprobe.h"
#include "bench/world.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QHttpServer>
#include <QHttpServerResponse>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QThread>
#include <cstdio>

namespace {

using bench::HttpProbe;
using Clock = std::chrono::steady_clock;

constexpr int rounds = 9;
constexpr double roundSeconds = 0.4;

int fail(const char *what)
{
    std::fprintf(stderr, "bench_sandbox: %s\n", what);
    return 1;
}

api::sandbox::ServerOptions optionsFor(qint64 users, qint64 messages, const QString &file = {})
{
    api::sandbox::ServerOptions options;
    options.size.users = users;
    options.size.messages = messages;
    options.dataFile = file;
    options.rateLimits = false;
    return options;
}

// Answers go out at once, as the sandbox's do: else each would wait 40 ms for the other side.
class PromptServer : public QTcpServer
{
public:
    using QTcpServer::QTcpServer;

protected:
    void incomingConnection(qintptr handle) override
    {
        auto *socket = new QTcpSocket(this);
        socket->setSocketDescriptor(handle);
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        addPendingConnection(socket);
    }
};

// A QHttpServer in a thread of its own that returns fixed bytes.
class FixedServer
{
public:
    explicit FixedServer(const QByteArray &bytes)
    {
        m_thread.start();
        QMetaObject::invokeMethod(
            &m_context,
            [this, bytes] {
                m_server = new QHttpServer(&m_context);
                m_server->route(QStringLiteral("/page"), [bytes] {
                    return QHttpServerResponse("application/json; charset=utf-8", bytes);
                });
                auto *tcp = new PromptServer;
                tcp->listen(QHostAddress::LocalHost);
                m_port = tcp->serverPort();
                m_server->bind(tcp);
            },
            connection());
    }
    ~FixedServer()
    {
        QMetaObject::invokeMethod(
            &m_context, [this] { delete m_server; }, connection());
        m_thread.quit();
        m_thread.wait();
    }
    Q_DISABLE_COPY_MOVE(FixedServer)
    quint16 port() const { return m_port; }

private:
    Qt::ConnectionType connection()
    {
        m_context.moveToThread(&m_thread);
        return Qt::BlockingQueuedConnection;
    }

    QThread m_thread;
    QObject m_context;
    QHttpServer *m_server = nullptr;
    quint16 m_port = 0;
};

// Answers a second, over one connection, one request after the other; 0 when an answer failed.
double rateOf(HttpProbe &probe, const QByteArrayList &requests)
{
    const auto start = Clock::now();
    int answers = 0;
    double seconds = 0;
    while ((seconds = bench::secondsSince(start)) < roundSeconds) {
        if (probe.ask(requests.at(answers % requests.size())).isEmpty())
            return 0;
        ++answers;
    }
    return answers / seconds;
}

bool comparePages(const char *name, quint16 port, const QByteArrayList &targets, double goal)
{
    HttpProbe sandbox(port);
    QByteArrayList requests;
    for (const QByteArray &target : targets)
        requests.append(HttpProbe::get(target));
    const QByteArray page = sandbox.ask(requests.first());
    if (page.isEmpty())
        return false;
    const FixedServer fixed(page);
    HttpProbe memory(fixed.port());
    const QByteArray plain = HttpProbe::get("/page");
    std::vector<double> ours, theirs;
    for (int i = 0; i < rounds; ++i) {
        theirs.push_back(rateOf(memory, {plain}));
        ours.push_back(rateOf(sandbox, requests));
        if (ours.back() == 0 || theirs.back() == 0)
            return false;
    }
    std::printf("%s bytes=%lld pages_per_s=%.0f memory_pages_per_s=%.0f ratio=%.3f goal=%.2f\n", name,
                static_cast<long long>(page.size()), bench::median(ours), bench::median(theirs),
                bench::median(ours) / bench::median(theirs), goal);
    std::fflush(stdout);
    return true;
}

bool benchPages()
{
    api::sandbox::SandboxServer server(optionsFor(2000, 20000));
    if (!bench::start(server))
        return false;
    const auto port = quint16(server.baseUrl().port());
    const QByteArray feed
        = api::sandbox::Workflows::builtIn().channelByKey(QStringLiteral("in-app-feed"))->id.toLatin1();
    QByteArrayList people, feeds; // more pages than the sandbox remembers, so that each is put together
    for (int i = 0; i < 1900; ++i)
        people.append("/v1/users?page_size=50&after=" + api::sandbox::cursorFor('u', i).toLatin1());
    for (int i = 0; i < 300; ++i)
        feeds.append("/v1/users/marta-alvarez-204/feeds/" + feed
                     + "?page_size=50&x=" + QByteArray::number(i));
    return comparePages("people", port, {people.first()}, 0.5)
        && comparePages("people_walk", port, people, 0.5) && comparePages("feed", port, {feeds.first()}, 0.3)
        && comparePages("feed_anew", port, feeds, 0.3);
}

// Milliseconds from nothing to a server that is ready, and to its first page.
bool measureStart(qint64 users, const QString &file, std::vector<double> &ready, std::vector<double> &first)
{
    const auto start = Clock::now();
    api::sandbox::SandboxServer server(optionsFor(users, 0, file));
    if (!bench::start(server))
        return false;
    ready.push_back(bench::secondsSince(start) * 1e3);
    HttpProbe probe(quint16(server.baseUrl().port()));
    const bool answered = !probe.ask(HttpProbe::get("/v1/users?page_size=50")).isEmpty();
    first.push_back(bench::secondsSince(start) * 1e3);
    return answered;
}

bool benchStart(qint64 users, const QString &full, const QString &empty)
{
    std::vector<double> fullReady, fullFirst, emptyReady, emptyFirst;
    for (int i = 0; i < 2 * rounds + 1; ++i) {
        if (!measureStart(0, empty, emptyReady, emptyFirst)
            || !measureStart(users, full, fullReady, fullFirst))
            return false;
    }
    std::printf("start users=%lld ready_ms=%.2f empty_ready_ms=%.2f ratio=%.2f goal=1.20 first_page_ms=%.2f"
                " empty_first_page_ms=%.2f\n",
                static_cast<long long>(users), bench::median(fullReady), bench::median(emptyReady),
                bench::median(fullReady) / bench::median(emptyReady), bench::median(fullFirst),
                bench::median(emptyFirst));
    std::fflush(stdout);
    return true;
}

bool benchDepth(qint64 users, const QString &file)
{
    api::sandbox::SandboxServer server(optionsFor(users, 0, file));
    if (!bench::start(server))
        return false;
    HttpProbe probe(quint16(server.baseUrl().port()));
    // Another page each time: the sandbox may remember what it was asked.
    const auto pageAfter = [](qint64 seq) {
        return HttpProbe::get("/v1/users?page_size=50&after=" + api::sandbox::cursorFor('u', seq).toLatin1());
    };
    const QByteArray page = probe.ask(pageAfter(users - 50));
    const QJsonArray rows
        = QJsonDocument::fromJson(page).object().value(QLatin1StringView("entries")).toArray();
    if (rows.size() != 50)
        return false;
    std::vector<double> firstMs, lastMs;
    for (int i = 0; i < 1500; ++i) {
        for (const bool isLast : {false, true}) {
            const QByteArray request = pageAfter(isLast ? users - 50 - i : i);
            const auto start = Clock::now();
            if (probe.ask(request).isEmpty())
                return false;
            (isLast ? lastMs : firstMs).push_back(bench::secondsSince(start) * 1e3);
        }
    }
    std::printf("depth users=%lld last_page_ms=%.3f first_page_ms=%.3f ratio=%.2f goal=1.20\n",
                static_cast<long long>(users), bench::median(lastMs), bench::median(firstMs),
                bench::median(lastMs) / bench::median(firstMs));
    std::fflush(stdout);
    return true;
}

// On a file, as the sandbox keeps its data: a transaction for each few pieces.
bool benchTrigger(const QString &file)
{
    using namespace api::sandbox;
    const Workflows workflows = Workflows::builtIn();
    const api::Timestamp now = systemClock()();
    QString error;
    const auto store = Store::open(file, &error);
    if (!store || !makeWorld(store->database(), workflows, 1, {1000, 0, 30}, now, {}, &error))
        return false;
    TriggerOrder order;
    order.workflow = workflows.workflow(QStringLiteral("invoice-ready")); // feed, mail and chat
    order.isLively = true;
    order.data = {{QStringLiteral("invoice_id"), QStringLiteral("inv_1")},
                  {QStringLiteral("period"), QStringLiteral("the last month")}};
    store->each(QStringLiteral("SELECT id FROM users"), {}, [&](const QSqlQuery &row) {
        RecipientSpec recipient;
        recipient.ref = Ref::user(row.value(0).toString());
        order.recipients.append(recipient);
        return true;
    });
    Random random(1);
    Engine engine(*store, workflows, Random(2));
    const auto start = Clock::now();
    store->begin();
    startRuns(*store, workflows, order, now, random);
    store->commit();
    const double started = bench::secondsSince(start);
    while (engine.advance(now, 40) == 40) { }
    const double seconds = bench::secondsSince(start);
    const int messages = store->value(QStringLiteral("SELECT count(*) FROM messages")).toInt();
    std::printf("trigger recipients=%d messages=%d seconds=%.3f messages_per_s=%.0f started_ms=%.1f\n",
                int(order.recipients.size()), messages, seconds, messages / seconds, started * 1e3);
    std::fflush(stdout);
    return messages > 1000;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const qint64 users = argc > 1 ? QByteArray(argv[1]).toLongLong() : 1'000'000;
    if (users < 10'000)
        return fail("usage: bench_sandbox [USERS], at least 10000");
    if (!benchPages())
        return fail("a page failed");
    const QTemporaryDir folder;
    if (!benchTrigger(folder.filePath(QStringLiteral("trigger.db"))))
        return fail("a trigger failed");
    const QString full = folder.filePath(QStringLiteral("full.db"));
    const QString empty = folder.filePath(QStringLiteral("empty.db"));
    std::vector<double> made, ignored;
    if (!measureStart(users, full, made, ignored))
        return fail("the world could not be made");
    std::printf("make users=%lld seconds=%.1f users_per_s=%.0f\n", static_cast<long long>(users),
                made.front() / 1e3, double(users) * 1e3 / made.front());
    std::fflush(stdout);
    if (!benchDepth(users, full) || !measureStart(0, empty, ignored, ignored)
        || !benchStart(users, full, empty))
        return fail("an answer failed");
    return 0;
}
