#include "api/sandbox/sandboxserver.h"

#include "api/sandbox/sandboxworker.h"

#include <QThread>

namespace api::sandbox {

struct SandboxServer::Private
{
    QThread thread;
    SandboxWorker *worker = nullptr; // lives in the thread, and is deleted there at its end
    QUrl baseUrl;

    template <class F>
    void call(F f)
    {
        QMetaObject::invokeMethod(
            worker, [this, &f] { f(*worker); }, Qt::BlockingQueuedConnection);
    }
};

SandboxServer::SandboxServer(ServerOptions options, QObject *parent)
    : QObject(parent)
    , d(new Private)
{
    d->thread.setObjectName(QStringLiteral("sandbox"));
    d->worker = new SandboxWorker(std::move(options));
    d->worker->moveToThread(&d->thread);
    connect(&d->thread, &QThread::finished, d->worker, &QObject::deleteLater);
    connect(d->worker, &SandboxWorker::listening, this, [this](const QUrl &url) {
        d->baseUrl = url;
        Q_EMIT listening(url);
    });
    connect(d->worker, &SandboxWorker::progress, this, &SandboxServer::progress);
    connect(d->worker, &SandboxWorker::ready, this, &SandboxServer::ready);
    connect(d->worker, &SandboxWorker::failed, this, &SandboxServer::failed);
    d->thread.start();
}

SandboxServer::~SandboxServer()
{
    d->worker->stop();
    d->thread.quit();
    d->thread.wait();
}

void SandboxServer::start()
{
    QMetaObject::invokeMethod(d->worker, &SandboxWorker::start);
}

QUrl SandboxServer::baseUrl() const
{
    return d->baseUrl;
}

void SandboxServer::resetWorld()
{
    QMetaObject::invokeMethod(d->worker, &SandboxWorker::resetWorld);
}

Timestamp SandboxServer::now() const
{
    return d->worker->clock().now();
}

void SandboxServer::advanceClock(qint64 us)
{
    d->call([us](SandboxWorker &worker) { worker.advanceClock(us); });
}

int SandboxServer::addFault(const Fault &fault)
{
    int id = 0;
    d->call([&](SandboxWorker &worker) { id = worker.faults().add(fault); });
    return id;
}

void SandboxServer::clearFaults()
{
    d->call([](SandboxWorker &worker) { worker.faults().clear(); });
}

QJsonObject SandboxServer::counters() const
{
    QJsonObject counters;
    d->call([&](SandboxWorker &worker) { counters = worker.counters().toJson(); });
    return counters;
}

} // namespace api::sandbox
