#include "support/fakereply.h"

#include <algorithm>
#include <cstring>

namespace {

QNetworkReply::NetworkError errorOf(int status)
{
    switch (status) {
    case 401:
        return QNetworkReply::AuthenticationRequiredError;
    case 403:
        return QNetworkReply::ContentAccessDenied;
    case 404:
        return QNetworkReply::ContentNotFoundError;
    case 409:
        return QNetworkReply::ContentConflictError;
    case 500:
        return QNetworkReply::InternalServerError;
    case 503:
        return QNetworkReply::ServiceUnavailableError;
    default:
        break;
    }
    if (status >= 500)
        return QNetworkReply::UnknownServerError;
    return status >= 400 ? QNetworkReply::UnknownContentError : QNetworkReply::NoError;
}

} // namespace

FakeReply::FakeReply(const QNetworkRequest &request, QNetworkAccessManager::Operation operation,
                     QObject *parent)
    : QNetworkReply(parent)
{
    setRequest(request);
    setUrl(request.url());
    setOperation(operation);
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

void FakeReply::answer(const Exchange &exchange)
{
    if (exchange.m_error != NoError && exchange.m_error != RemoteHostClosedError)
        return answer(exchange.m_error,
                      QStringLiteral("scripted network error %1").arg(int(exchange.m_error)));
    m_body = exchange.m_answer;
    if (exchange.m_error == NoError || !m_body.isEmpty())
        setAttribute(QNetworkRequest::HttpStatusCodeAttribute, exchange.m_status);
    for (const auto &[name, value] : exchange.m_headers)
        setRawHeader(name, value);
    const NetworkError error = exchange.m_error != NoError ? exchange.m_error : errorOf(exchange.m_status);
    if (error != NoError)
        setError(error, QStringLiteral("scripted answer %1").arg(exchange.m_status));
    QMetaObject::invokeMethod(this, &FakeReply::end, Qt::QueuedConnection);
}

void FakeReply::answer(NetworkError error, const QString &text)
{
    setError(error, text);
    QMetaObject::invokeMethod(this, &FakeReply::end, Qt::QueuedConnection);
}

void FakeReply::end()
{
    if (isFinished())
        return;
    const NetworkError before[]
        = {ConnectionRefusedError, HostNotFoundError, SslHandshakeFailedError, UnknownNetworkError};
    if (std::find(std::begin(before), std::end(before), error()) == std::end(before))
        Q_EMIT requestSent();
    setFinished(true);
    if (error() != NoError)
        Q_EMIT errorOccurred(error());
    if (!m_body.isEmpty())
        Q_EMIT readyRead();
    Q_EMIT finished();
}

void FakeReply::abort()
{
    if (isFinished())
        return;
    if (m_exchange)
        m_exchange->m_aborted = true;
    setError(OperationCanceledError, QStringLiteral("aborted"));
    setFinished(true);
    Q_EMIT errorOccurred(OperationCanceledError);
    Q_EMIT finished();
}

qint64 FakeReply::bytesAvailable() const
{
    return m_body.size() - m_read + QNetworkReply::bytesAvailable();
}

qint64 FakeReply::readData(char *data, qint64 maxSize)
{
    const qint64 size = std::min<qint64>(maxSize, m_body.size() - m_read);
    if (size <= 0)
        return -1;
    std::memcpy(data, m_body.constData() + m_read, std::size_t(size));
    m_read += size;
    return size;
}
