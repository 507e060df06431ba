// HTTP on a socket: listens, and makes an HttpConnection of whoever comes.
#pragma once

#include "api/sandbox/http.h"
#include "api/sandbox/requestreader.h"

#include <functional>
#include <memory>

namespace api::sandbox {

bool isLoopback(const QString &host); // only this machine can reach it

struct HttpSettings
{
    HttpLimits limits;
    int timeoutMs = 60'000; // for a request to begin; for its head; for its body; for its answer to be read
    int lingerMs = 10'000; // how long a refused sender is listened to, so that it gets to see why …
    qint64 lingerBytes = 64 * 1024 * 1024; // … and for how much
    int connections = 256; // further ones wait
    qint64 heldBytes = 128 * 1024 * 1024; // of bodies that are still coming, all connections together
};

// Lives in the thread that makes it; answers there, too.
class HttpAdapter
{
public:
    using Handle = std::function<Outgoing(const HttpRequest &)>;
    // Completes an answer to what was no request (400, 408, 413, …), which `handle` never gets to see.
    using Refused = std::function<void(HttpResponse &)>;
    HttpAdapter(Handle handle, Refused refused, HttpSettings settings = {});
    ~HttpAdapter();

    // Port 0 picks one. False with `error` set when the address can't be had.
    bool listen(const QString &host, quint16 port, QString *error);
    quint16 port() const;
    int connections() const; // that are open

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace api::sandbox
