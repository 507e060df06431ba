#include "api/client/retrypolicy.h"

#include <QLocale>
#include <QTimeZone>
#include <algorithm>

namespace api {

namespace {

bool maySucceedLater(const ApiError &error)
{
    switch (error.kind) {
    case ApiError::Kind::Network:
        return error.cause != NetworkCause::Tls && error.cause != NetworkCause::Redirect;
    case ApiError::Kind::Http:
        return error.httpStatus == 408 || error.httpStatus >= 500;
    default:
        return false;
    }
}

QDateTime readHttpDate(const QByteArray &text)
{
    const QString format = QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'");
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(text), format);
    date.setTimeZone(QTimeZone::utc());
    return date;
}

} // namespace

std::optional<int> RetryPolicy::delay(const EndpointInfo &endpoint, const ApiError &error, int attempt,
                                      double random) const
{
    if (attempt > maxRetries)
        return {};
    // Over the limit means refused before anything was done: repeating it is safe for every endpoint.
    const bool refused = error.kind == ApiError::Kind::Http && error.httpStatus == 429;
    if (!refused && (endpoint.repeat == Repeat::Never || !maySucceedLater(error)))
        return {};
    if (error.retryAfterMs)
        return *error.retryAfterMs <= patienceMs ? error.retryAfterMs : std::nullopt;
    const qint64 ceiling = std::min<qint64>(capMs, qint64(baseMs) << std::min(attempt - 1, 20));
    return int(double(ceiling) * random);
}

bool leavesOutcomeUnknown(const ApiError &error)
{
    if (error.kind == ApiError::Kind::Decode)
        return false;
    if (error.kind == ApiError::Kind::Http)
        return error.httpStatus >= 500 && error.httpStatus != 501 && error.httpStatus != 503;
    if (error.kind != ApiError::Kind::Network)
        return false;
    // These fail before the request reaches anyone who could do it.
    switch (error.cause) {
    case NetworkCause::Refused:
    case NetworkCause::HostNotFound:
    case NetworkCause::NoConnection:
    case NetworkCause::Tls:
    case NetworkCause::Offline:
    case NetworkCause::Proxy:
    case NetworkCause::Redirect:
        return false;
    default:
        return true;
    }
}

std::optional<int> readRetryAfter(const QByteArray &retryAfterMs, const QByteArray &retryAfter,
                                  const QDateTime &now)
{
    constexpr double longest = 24.0 * 3600 * 1000;
    bool ok = false;
    double ms = retryAfterMs.toDouble(&ok);
    if (!ok)
        ms = retryAfter.toDouble(&ok) * 1000;
    if (!ok) {
        const QDateTime date = readHttpDate(retryAfter.trimmed());
        if (!date.isValid())
            return {};
        ms = double(now.msecsTo(date));
    }
    if (!(ms >= 0)) // also what is not a number
        return 0;
    return int(std::min(ms, longest));
}

} // namespace api
