// What a client tells of its writes: before each leaves, and when it is over.
#pragma once

#include "api/client/apierror.h"
#include "api/schema/endpoint.h"

namespace api {

struct WriteBegin
{
    QByteArray id; // of this request, unlike any other's; its tries share it
    const EndpointInfo *endpoint = nullptr;
    QByteArray target; // path and query; key and user token are blotted out of it and of the bodies
    QByteArray body; // whole
    QByteArray idempotencyKey;
    QString reason; // why the connection was unlocked; empty where it wasn't read-only
};

struct WriteEnd
{
    QByteArray id;
    bool isGivenUp = false; // nobody waited for the answer: what became of it isn't known
    ApiError error; // Kind::None: done
    int httpStatus = 0; // of the last try; 0: no answer
    QString requestId;
    QByteArray answer; // its first 4 KiB
    qint64 answerSize = 0;
    int tries = 0;
};

class WriteObserver
{
public:
    virtual ~WriteObserver() = default;
    // Says why the write can't be recorded; then it doesn't leave. Null lets it go.
    virtual QString begin(const WriteBegin &write) = 0;
    virtual void end(const WriteEnd &write) = 0; // once for each that began
};

} // namespace api
