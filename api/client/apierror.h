#pragma once

#include "api/schema/errorbody.h"

#include <QString>
#include <optional>

namespace api {

// Why no answer came.
enum class NetworkCause {
    None,
    Refused,
    HostNotFound,
    NoConnection, // none came about in time; nothing was sent
    Timeout,
    Reset,
    Tls,
    Offline,
    Proxy,
    Redirect,
    Other
};

// What went wrong with a request, ready to be shown.
struct ApiError
{
    enum class Kind {
        None,
        Network, // no answer: unreachable, reset, timed out, TLS
        Http, // an answer with status 400 or above
        Decode, // a 2xx answer that is not what the endpoint sends
        ReadOnly, // refused by the write guard; nothing was sent
        NotRecorded, // a write that the write log could not take; nothing was sent
    };
    Kind kind = Kind::None;
    NetworkCause cause = NetworkCause::None; // of a Network error
    int httpStatus = 0;
    QString code; // the service's word, e.g. invalid_params
    QString message; // the service's or the network's own text
    QByteArray body; // of an answer that is an error: its first 16 KiB, without key and token
    QList<FieldError> fields;
    std::optional<int> retryAfterMs;
    QString requestId; // X-Request-ID of the answer
    bool outcomeUnknown = false; // a write was sent and no answer came: it may have been done

    bool isError() const { return kind != Kind::None; }
};

// Probably nothing got as far as the service: a question may well be answered once there is a network again.
bool isLackOfNetwork(NetworkCause cause);
bool isLackOfNetwork(const ApiError &error);

// One plain sentence and what to do next, for every documented code; the one place for such texts.
struct Explanation
{
    enum class Step { None, Retry, CheckKey, CheckAddress, Reload };
    QString sentence;
    QString hint; // may be empty
    Step step = Step::None;
    QString answer; // what came, as it came, where there is more to it than is known here; else empty
};
Explanation explain(const ApiError &error);

} // namespace api
