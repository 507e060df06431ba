#include "api/sandbox/sandboxworker.h"

#include "api/sandbox/bulkrunner.h"
#include "api/sandbox/cors.h"
#include "api/sandbox/httpadapter.h"
#include "api/sandbox/migrations.h"
#include "api/sandbox/router.h"
#include "api/sandbox/worldfile.h"

namespace api::sandbox {

namespace {

constexpr int bulkTick = 50; // ms

} // namespace

SandboxWorker::SandboxWorker(ServerOptions options)
    : m_options(std::move(options))
    , m_clock(m_options.clock)
    , m_bulkTimer(new QTimer(this))
{
    m_bulkTimer->setInterval(bulkTick);
    connect(m_bulkTimer, &QTimer::timeout, this, &SandboxWorker::runBulk);
}

SandboxWorker::~SandboxWorker() = default;

void SandboxWorker::start()
{
    m_workflows = Workflows::builtIn();
    HttpSettings settings;
    settings.timeoutMs = m_options.requestTimeoutMs;
    m_http = std::make_unique<HttpAdapter>([this](const HttpRequest &request) { return handle(request); },
                                           allowAnyOrigin, settings);
    QString error;
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
    // Ids of what happens from now on: another stream on each start, or a second start would repeat the
    // first's.
    Random random = Random(m_options.seed).fork(quint64(m_clock.now().us), 0);
    m_router = std::make_unique<Router>(
        *m_store, m_workflows, Router::Options {m_clock.reader(), random.fork(1, 0), m_options.rateLimits});
    m_bulk = std::make_unique<BulkRunner>(*m_store, m_workflows, m_clock.reader(), random.fork(2, 0));
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

void SandboxWorker::close()
{
    m_bulkTimer->stop();
    m_bulk.reset();
    m_router.reset();
    m_store.reset();
}

Outgoing SandboxWorker::handle(const HttpRequest &request)
{
    Outgoing outgoing;
    if (auto allowed = preflight(request))
        outgoing.response = std::move(*allowed);
    else
        outgoing.response = answer(request);
    allowAnyOrigin(outgoing.response);
    return outgoing;
}

HttpResponse SandboxWorker::answer(const HttpRequest &request)
{
    if (!m_router)
        return HttpResponse::error(503, QStringLiteral("unavailable"),
                                   QStringLiteral("The sandbox has no data: %1.").arg(m_failure));
    HttpResponse response = m_router->handle(request);
    if (request.verb == "POST" && response.isSuccess() && !m_bulkTimer->isActive()) {
        m_dueRows = 0;
        m_sinceRows.start();
        m_bulkTimer->start();
    }
    return response;
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
    if (!m_bulk->step(rows))
        m_bulkTimer->stop();
}

} // namespace api::sandbox
