// A sandbox in a thread of its own, and a console's client of it.
#pragma once

#include "api/client/connection.h"
#include "api/sandbox/sandboxserver.h"

#include <QEventLoop>
#include <QTimer>
#include <cstdio>

namespace bench {

// Runs the event loop until `until` is true, which is looked at often; false after `patienceMs`.
template <class Until>
bool runUntil(Until until, int patienceMs)
{
    QEventLoop loop;
    QTimer look, patience;
    bool isDone = false;
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        isDone = until();
        if (isDone)
            loop.quit();
    });
    patience.setSingleShot(true);
    QObject::connect(&patience, &QTimer::timeout, &loop, &QEventLoop::quit);
    look.start(5);
    patience.start(patienceMs);
    loop.exec();
    return isDone;
}

// Waits until the world is made; false when that failed, with the reason on the error output.
inline bool start(api::sandbox::SandboxServer &server)
{
    QEventLoop loop;
    bool isReady = false;
    QObject::connect(&server, &api::sandbox::SandboxServer::ready, &loop, [&] {
        isReady = true;
        loop.quit();
    });
    QObject::connect(&server, &api::sandbox::SandboxServer::failed, &loop, [&](const QString &reason) {
        std::fprintf(stderr, "bench: %s\n", qPrintable(reason));
        loop.quit();
    });
    server.start();
    loop.exec();
    return isReady;
}

// Every answer comes so much later; `path` as of a fault.
inline void slowDown(api::sandbox::SandboxServer &server, int delayMs, const QByteArray &path = "/**")
{
    api::sandbox::Fault fault;
    fault.path = path;
    fault.delayMs = delayMs;
    server.addFault(fault);
}

inline api::Connection connectionTo(const api::sandbox::SandboxServer &server)
{
    api::Connection connection;
    connection.baseUrl = server.baseUrl();
    connection.key = "sk_test_sandbox";
    return connection;
}

} // namespace bench
