// HTTP on a socket. The only place that knows QHttpServer, whose interface differs between Qt 6.4 and 6.8.
#pragma once

#include "api/sandbox/http.h"

#include <functional>
#include <memory>

namespace api::sandbox {

// Lives in the thread that makes it; answers there, too.
class HttpAdapter
{
public:
    using Handle = std::function<HttpResponse(const HttpRequest &)>;
    explicit HttpAdapter(Handle handle);
    ~HttpAdapter();

    // Port 0 picks one. False with `error` set when the address can't be had.
    bool listen(const QString &host, quint16 port, QString *error);
    quint16 port() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace api::sandbox
