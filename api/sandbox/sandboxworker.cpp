#include "api/sandbox/sandboxworker.h"

#include "api/sandbox/bulkrunner.h"
#include "api/sandbox/cors.h"
#include "api/sandbox/enginedriver.h"
#include "api/sandbox/httpadapter.h"
#include "api/sandbox/migrations.h"
#include "api/sandbox/router.h"
#include "api/sandbox/signingkey.h"
#include "api/sandbox/traffic.h"
#include "api/sandbox/worldfile.h"

namespace api::sandbox {

namespace {

constexpr int bulkTick = 50; // ms
constexpr qint64 longestTrafficSleep = 60'000; // ms
const QString clockAheadKey = QStringLiteral("clock_ahead"); // µs, of the system's clock

} // namespace

SandboxWorker::SandboxWorker(ServerOptions options)
    : m_options(std::move(options))
    , m_clock(m_options.clock)
    , m_requestIds(Random(m_options.seed).fork(quint64(m_clock.now().us), 3))
    , m_faults(Random(m_options.seed).fork(4, 0))
    , m_admin({m_clock, m_faults, m_counters, m_requests, [this](qint64 us) { workDue(us); },
               [this] { return resetAll(); }})
    , m_bulkTimer(new QTimer(this))
    , m_trafficTimer(new QTimer(this))
{
    m_bulkTimer->setInterval(bulkTick);
    connect(m_bulkTimer, &QTimer::timeout, this, &SandboxWorker::runBulk);
    m_trafficTimer->setSingleShot(true);
    connect(m_trafficTimer, &QTimer::timeout, this, &SandboxWorker::runTraffic);
}

SandboxWorker::~SandboxWorker() = default;

void SandboxWorker::start()
{
    if (m_options.admin && !isLoopback(m_options.host)) {
        Q_EMIT failed(QStringLiteral("/_sandbox/ is for a loopback address, not for %1").arg(m_options.host));
        return;
    }
    QString error;
    if (!m_options.signingKeyFile.isEmpty())
        m_signingKey = readSigningKey(m_options.signingKeyFile, &error);
    if (!error.isEmpty()) {
        Q_EMIT failed(QStringLiteral("The signing key: %1.").arg(error));
        return;
    }
    m_workflows = Workflows::builtIn();
    HttpSettings settings;
    settings.timeoutMs = m_options.requestTimeoutMs;
    m_http = std::make_unique<HttpAdapter>([this](const HttpRequest &request) { return handle(request); },
                                           [this](HttpResponse &response) { complete(response); }, settings);
    if (!m_http->listen(m_options.host, m_options.port, &error)) {
        m_http.reset();
        Q_EMIT failed(error);
        return;
    }
    QUrl url;
    url.setScheme(QStringLiteral("http"));
    url.setHost(m_options.host);
    url.setPort(m_http->port());
    Q_EMIT listening(url);
    open();
}

void SandboxWorker::resetWorld()
{
    if (!m_http)
        return;
    if (!m_store && !m_options.dataFile.isEmpty() && !isSandboxFile(m_options.dataFile)) {
        Q_EMIT failed(
            QStringLiteral("%1 is no file of the sandbox, and stays as it is").arg(m_options.dataFile));
        return;
    }
    close();
    if (!m_options.dataFile.isEmpty())
        removeWorld(m_options.dataFile);
    open();
}

void SandboxWorker::open()
{
    m_failure.clear();
    if (!openStore(&m_failure)) {
        close();
        if (!m_stopping)
            Q_EMIT failed(m_failure);
        return;
    }
    alignClock();
    // Ids of what happens from now on: another stream on each start, or a second start would repeat the
    // first's.
    Random random = Random(m_options.seed).fork(quint64(m_clock.now().us), 0);
    m_router
        = std::make_unique<Router>(*m_store, m_workflows,
                                   Router::Options {m_clock.reader(), random.fork(1, 0), m_options.rateLimits,
                                                    m_options.enhancedSecurity, m_signingKey});
    m_bulk = std::make_unique<BulkRunner>(*m_store, m_workflows, m_clock.reader(), random.fork(2, 0));
    m_engine = std::make_unique<EngineDriver>(*m_store, m_workflows, m_clock.reader(), random.fork(5, 0));
    m_traffic = std::make_unique<Traffic>(*m_store, m_workflows, m_options.trafficPerMinute, m_clock.now(),
                                          random.fork(6, 0));
    runTraffic();
    m_sinceRows.start();
    m_bulkTimer->start(); // an operation of the last run may be unfinished
    Q_EMIT ready();
}

bool SandboxWorker::openStore(QString *error)
{
    const auto report = [this](double part) {
        Q_EMIT progress(part);
        return !m_stopping;
    };
    m_store = openWorld(m_options.dataFile, m_workflows,
                        {m_options.seed, m_options.size, m_clock.now(), report}, error);
    return m_store != nullptr;
}

// A file's time goes on where it was, also in the next run: what happened when the clock was ahead must not
// lie in the future then, or lists would be out of order.
void SandboxWorker::alignClock()
{
    const QVariant kept
        = m_store->value(QStringLiteral("SELECT value FROM world WHERE key = ?"), {clockAheadKey});
    m_clock.advance(kept.toLongLong() - m_clock.ahead());
    noteClock();
}

void SandboxWorker::noteClock()
{
    const qint64 ahead = m_clock.ahead();
    if (ahead > 0
        && !m_store->run(QStringLiteral("INSERT OR REPLACE INTO world (key, value) VALUES (?, ?)"),
                         {clockAheadKey, QString::number(ahead)}))
        qWarning("The sandbox's time could not be stored: %s", qUtf8Printable(m_store->takeError()));
}

void SandboxWorker::close()
{
    m_bulkTimer->stop();
    m_trafficTimer->stop();
    m_traffic.reset();
    m_engine.reset();
    m_bulk.reset();
    m_router.reset();
    m_store.reset();
}

Outgoing SandboxWorker::handle(const HttpRequest &request)
{
    if (m_options.admin && Admin::isFor(request))
        return {m_admin.handle(request), {}}; // out of reach of faults and of web pages
    if (auto allowed = preflight(request)) {
        complete(*allowed);
        return {std::move(*allowed), {}};
    }
    const auto fault = m_faults.pick(request);
    if (fault && fault->fault.waits && fault->fault.executed && fault->fault.delayMs > 0 && m_router)
        return waiting(request, *fault);
    return serve(request, fault);
}

// Held back before it is carried out. Another with its idempotency key is refused meanwhile; so is this one,
// at once, if such a one is being held back already.
Outgoing SandboxWorker::waiting(const HttpRequest &request, const Faults::Picked &fault)
{
    if (!m_router->beginWait(request))
        return serve(request, std::nullopt);
    Outgoing outgoing;
    outgoing.dispatch.delayMs = fault.fault.delayMs;
    outgoing.later = [this, request, fault] {
        if (m_router)
            m_router->endWait(request);
        return serve(request, fault);
    };
    return outgoing;
}

Outgoing SandboxWorker::serve(const HttpRequest &request, const std::optional<Faults::Picked> &fault)
{
    const Timestamp at = m_clock.now();
    const bool executed = !fault || fault->fault.executed;
    HttpResponse response = executed ? answer(request) : faultAnswer(fault->fault);
    const HttpResponse done {response.status, response.headers, {}, response.endpoint};
    Outgoing outgoing
        = fault ? spoiled(fault->fault, std::move(response)) : Outgoing {std::move(response), {}};
    if (fault)
        outgoing.response.headers.emplaceBack("X-Sandbox-Fault", QByteArray::number(fault->id));
    complete(outgoing.response);
    if (m_options.admin) {
        const int sent = outgoing.dispatch.end == Dispatch::End::Silent ? 0 : outgoing.response.status;
        m_counters.add(request, executed ? &done : nullptr, sent);
        m_requests.add(request, at, sent, fault ? fault->id : 0);
    }
    return outgoing;
}

void SandboxWorker::complete(HttpResponse &response)
{
    if (response.header("X-Request-ID").isEmpty())
        response.headers.emplaceBack("X-Request-ID", uuid(m_requestIds).toLatin1());
    allowAnyOrigin(response);
}

void SandboxWorker::advanceClock(qint64 us)
{
    m_clock.advance(us);
    workDue(us);
}

QString SandboxWorker::resetAll()
{
    m_clock.reset();
    m_faults.clear();
    m_counters.clear();
    m_requests.clear();
    resetWorld();
    return m_failure;
}

HttpResponse SandboxWorker::answer(const HttpRequest &request)
{
    if (!m_router)
        return HttpResponse::error(503, QStringLiteral("unavailable"),
                                   QStringLiteral("The sandbox has no data: %1.").arg(m_failure));
    HttpResponse response = m_router->handle(request);
    if (request.verb != "GET" && response.isSuccess())
        m_engine->wake();
    if (request.verb == "POST" && response.isSuccess() && !m_bulkTimer->isActive()) {
        m_dueRows = 0;
        m_sinceRows.start();
        m_bulkTimer->start();
    }
    return response;
}

// Does at once what would have been done by and by while the clock moved on by so much.
void SandboxWorker::workDue(qint64 us)
{
    if (!m_bulk)
        return;
    noteClock();
    const int perStep = qMax(1, m_options.bulkRowsPerSecond * bulkTick / 1000);
    for (double due = double(us) * m_options.bulkRowsPerSecond / 1e6; due >= 1; due -= perStep) {
        if (!m_bulk->step(perStep))
            break;
    }
    do {
        runTraffic();
    } while (!m_traffic->nextDue().isNull() && m_traffic->nextDue() <= m_clock.now());
    m_engine->workDue();
}

// As many rows as the time since the last tick is worth, so that the pace holds whatever the timer does.
void SandboxWorker::runBulk()
{
    const double most = qMax(1.0, m_options.bulkRowsPerSecond * 1.0); // after a long pause: a second's worth
    m_dueRows = qMin(most, m_dueRows + double(m_sinceRows.restart()) * m_options.bulkRowsPerSecond / 1000.0);
    const int rows = int(m_dueRows);
    if (rows == 0)
        return;
    m_dueRows -= rows;
    if (m_bulk->step(rows))
        m_engine->wake(); // for schedules that were made
    else
        m_bulkTimer->stop();
}

// And sleeps until the next one; not for long, as the clock may be moved without a word.
void SandboxWorker::runTraffic()
{
    const Timestamp now = m_clock.now();
    const int triggered = m_traffic->advance(now);
    if (triggered < 0)
        qWarning("The sandbox's traffic could not be stored: %s", qUtf8Printable(m_traffic->takeFailure()));
    if (triggered != 0)
        m_engine->wake();
    if (const Timestamp next = m_traffic->nextDue(); !next.isNull())
        m_trafficTimer->start(
            int(std::clamp<qint64>((next.us - now.us + 999) / 1000, 1, longestTrafficSleep)));
}

} // namespace api::sandbox
