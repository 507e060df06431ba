#include "api/sandbox/sandboxserver.h"

#include "api/sandbox/sandboxworker.h"

#include <QThread>

namespace api::sandbox {

struct SandboxServer::Private
{
    QThread thread;
    SandboxWorker *worker = nullptr; // lives in the thread, and is deleted there at its end
    QUrl baseUrl;
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

} // namespace api::sandbox
