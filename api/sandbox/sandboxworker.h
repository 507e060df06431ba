// What runs in the sandbox server's thread: the socket, the database and the bulk operations.
#pragma once

#include "api/sandbox/admin.h"
#include "api/sandbox/counters.h"
#include "api/sandbox/faults.h"
#include "api/sandbox/requestlog.h"
#include "api/sandbox/sandboxclock.h"
#include "api/sandbox/sandboxserver.h"
#include "api/sandbox/workflows.h"

#include <QElapsedTimer>
#include <QTimer>
#include <atomic>
#include <optional>

namespace api::sandbox {

class BulkRunner;
class EngineDriver;
class HttpAdapter;
class Router;
class Store;
class Traffic;

class SandboxWorker : public QObject
{
    Q_OBJECT
public:
    explicit SandboxWorker(ServerOptions options);
    ~SandboxWorker() override;

    void start();
    void resetWorld();
    void stop() { m_stopping = true; } // from any thread: ends the making of a world, too

    void advanceClock(qint64 us); // and does what became due
    SandboxClock &clock() { return m_clock; }
    Faults &faults() { return m_faults; }
    const Counters &counters() const { return m_counters; } // of a server with `admin`

Q_SIGNALS:
    void listening(const QUrl &baseUrl);
    void progress(double part);
    void ready();
    void failed(const QString &reason);

private:
    bool openStore(QString *error);
    void close();
    void open();
    void alignClock();
    void noteClock();
    Outgoing handle(const HttpRequest &request);
    Outgoing waiting(const HttpRequest &request, const Faults::Picked &fault);
    Outgoing serve(const HttpRequest &request, const std::optional<Faults::Picked> &fault);
    HttpResponse answer(const HttpRequest &request);
    void complete(HttpResponse &response);
    void workDue(qint64 us);
    QString resetAll();
    void runBulk();
    void runTraffic();

    ServerOptions m_options;
    SandboxClock m_clock; // what everything here goes by
    Random m_requestIds; // of answers that don't come from the router
    Faults m_faults;
    Counters m_counters;
    RequestLog m_requests;
    Admin m_admin;
    Workflows m_workflows;
    std::atomic<bool> m_stopping = false;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<Router> m_router;
    std::unique_ptr<BulkRunner> m_bulk;
    std::unique_ptr<EngineDriver> m_engine;
    std::unique_ptr<Traffic> m_traffic;
    std::unique_ptr<HttpAdapter> m_http;
    QTimer *m_bulkTimer = nullptr;
    QTimer *m_trafficTimer = nullptr;
    QElapsedTimer m_sinceRows;
    double m_dueRows = 0;
    QByteArray m_signingKey; // empty: none
    QString m_failure; // why there is no store
};

} // namespace api::sandbox
