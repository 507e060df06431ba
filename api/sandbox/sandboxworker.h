// What runs in the sandbox server's thread: the socket, the database and the bulk operations.
#pragma once

#include "api/sandbox/sandboxclock.h"
#include "api/sandbox/sandboxserver.h"
#include "api/sandbox/workflows.h"

#include <QElapsedTimer>
#include <QTimer>
#include <atomic>
#include <optional>

namespace api::sandbox {

class BulkRunner;
class HttpAdapter;
class Router;
class Store;
struct HttpRequest;
struct HttpResponse;
struct Outgoing;

class SandboxWorker : public QObject
{
    Q_OBJECT
public:
    explicit SandboxWorker(ServerOptions options);
    ~SandboxWorker() override;

    void start();
    void resetWorld();
    void stop() { m_stopping = true; } // from any thread: ends the making of a world, too

Q_SIGNALS:
    void listening(const QUrl &baseUrl);
    void progress(double part);
    void ready();
    void failed(const QString &reason);

private:
    bool openStore(QString *error);
    void close();
    void open();
    Outgoing handle(const HttpRequest &request);
    HttpResponse answer(const HttpRequest &request);
    void runBulk();

    ServerOptions m_options;
    SandboxClock m_clock; // what everything here goes by
    Workflows m_workflows;
    std::atomic<bool> m_stopping = false;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<Router> m_router;
    std::unique_ptr<BulkRunner> m_bulk;
    std::unique_ptr<HttpAdapter> m_http;
    QTimer *m_bulkTimer = nullptr;
    QElapsedTimer m_sinceRows;
    double m_dueRows = 0;
    QString m_failure; // why there is no store
};

} // namespace api::sandbox
