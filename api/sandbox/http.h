// A request and its answer, without a socket: what the router maps onto each other.
#pragma once

#include "api/schema/errorbody.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <functional>
#include <utility>

namespace api {
struct EndpointInfo;
}

namespace api::sandbox {

using HeaderList = QList<std::pair<QByteArray, QByteArray>>;

struct HttpRequest
{
    QByteArray verb; // GET; any token, as it came
    QByteArray path; // begins with a slash; percent-encoded, but for what needs no encoding
    QByteArray query; // what follows the question mark, still percent-encoded
    HeaderList headers;
    QByteArray body;

    QByteArray header(QByteArrayView name) const; // names in any case; empty when it is not there
};

struct HttpResponse
{
    int status = 200;
    HeaderList headers;
    QByteArray body;
    const EndpointInfo *endpoint = nullptr; // that answered, where one was found

    bool isSuccess() const { return status >= 200 && status < 300; }
    QByteArray header(QByteArrayView name) const;

    static HttpResponse json(QByteArray body, int status = 200);
    // The error body (shapes 13). `type` follows from the status.
    static HttpResponse error(int status, const QString &code, const QString &message,
                              const QList<FieldError> &errors = {});
    static HttpResponse notFound(const QString &what, const QString &id); // 404: no such user, message, …
};

// How an answer goes out, where that is not "at once and whole".
struct Dispatch
{
    enum class End {
        Whole,
        Cut, // the head promises the whole body; the connection is reset after `cutAfter` bytes of it
        Silent // the connection ends without a byte
    };
    End end = End::Whole;
    int delayMs = 0; // before the first byte
    qsizetype cutAfter = 0;
    qsizetype dripBytes = 0; // of the body at a time, one such piece every `dripMs`; 0: all at once
    int dripMs = 0;
};

struct Outgoing
{
    HttpResponse response;
    Dispatch dispatch;
    // If set, makes the answer when the delay is over, whether or not the client is still there. The dispatch
    // of what it makes counts, but for another delay.
    std::function<Outgoing()> later = {};
};

} // namespace api::sandbox
