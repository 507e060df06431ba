// A server over a small world, ready to answer.
#pragma once

#include "api/sandbox/sandboxserver.h"
#include "sandbox/rawclient.h"

#include <QSignalSpy>

namespace sandboxtest {

inline api::sandbox::ServerOptions smallOptions()
{
    api::sandbox::ServerOptions options;
    options.size.users = 20;
    options.size.messages = 50;
    options.rateLimits = false;
    options.admin = true;
    return options;
}

class SmallServer
{
public:
    explicit SmallServer(const api::sandbox::ServerOptions &options = smallOptions())
        : server(options)
    {
        QSignalSpy ready(&server, &api::sandbox::SandboxServer::ready);
        server.start();
        if (!ready.wait(60'000))
            qFatal("the server does not start");
    }
    quint16 port() const { return quint16(server.baseUrl().port()); }
    // On a connection of its own.
    RawAnswer ask(const QByteArray &verb, const QByteArray &target, const QByteArray &body = {},
                  const QByteArray &headers = {})
    {
        return RawClient(port()).ask(verb, target, body, headers);
    }

    api::sandbox::SandboxServer server;
};

} // namespace sandboxtest
