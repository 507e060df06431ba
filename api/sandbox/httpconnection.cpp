#include "api/sandbox/httpconnection.h"

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

namespace api::sandbox {

namespace {

constexpr qsizetype pieceBytes = 64 * 1024; // read at a time
constexpr qint64 mostUnsent = 1024 * 1024; // of answers a client does not fetch
constexpr qsizetype mostTogether = 1024 * 1024; // of a body that is sent with its head

// "No more from here": the other side sees the end, and what it still sends does no harm to what it got.
void halfClose(QTcpSocket *socket)
{
    socket->flush();
#ifdef Q_OS_UNIX
    if (socket->bytesToWrite() == 0)
        ::shutdown(int(socket->socketDescriptor()), SHUT_WR);
#else
    socket->disconnectFromHost();
#endif
}

// The connection will end with a reset instead of in good order.
void endAbruptly(QTcpSocket *socket)
{
    socket->flush();
#ifdef Q_OS_UNIX
    const ::linger none {1, 0};
    ::setsockopt(int(socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &none, sizeof none);
#endif
    socket->abort();
}

} // namespace

HttpConnection::HttpConnection(HttpService &service, QTcpSocket *socket, QObject *parent)
    : QObject(parent)
    , m_service(service)
    , m_socket(socket)
    , m_reader(service.settings.limits)
{
    m_socket->setParent(this);
    // Answers go out as soon as they are written: waiting for the other side's acknowledgement costs 40 ms.
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setReadBufferSize(pieceBytes); // a sender that is too fast waits
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &HttpConnection::onDeadline);
    connect(&m_pace, &QTimer::timeout, this, [this] { m_phase == Phase::Delayed ? deliver() : drip(); });
    connect(m_socket, &QTcpSocket::readyRead, this, &HttpConnection::read);
    connect(m_socket, &QTcpSocket::bytesWritten, this, &HttpConnection::onWritten);
    connect(m_socket, &QTcpSocket::disconnected, this, &HttpConnection::onDisconnected);
    expect();
    readLater(); // it may have come before we listened
}

HttpConnection::~HttpConnection()
{
    hold(0);
}

bool HttpConnection::hold(qsizetype bytes)
{
    m_service.heldBytes += bytes - std::exchange(m_held, bytes);
    return m_service.heldBytes <= m_service.settings.heldBytes || bytes == 0;
}

void HttpConnection::onDisconnected()
{
    m_deadline.stop();
    if (m_outgoing.later)
        return; // there is still something to do
    m_pace.stop();
    Q_EMIT ended();
    deleteLater();
}

void HttpConnection::readLater()
{
    QMetaObject::invokeMethod(this, &HttpConnection::read, Qt::QueuedConnection);
}

void HttpConnection::expect()
{
    m_deadline.start(m_service.settings.timeoutMs);
}

void HttpConnection::read()
{
    if (!m_socket->isOpen())
        return;
    if (m_phase == Phase::Lingering) {
        m_thrownAway += m_socket->skip(m_socket->bytesAvailable());
        if (m_thrownAway > m_service.settings.lingerBytes)
            m_socket->abort();
        return;
    }
    while (m_phase == Phase::Reading && m_socket->bytesToWrite() <= mostUnsent) {
        if (m_used == m_input.size()) {
            m_input = m_socket->read(pieceBytes);
            m_used = 0;
        }
        if (m_input.isEmpty())
            return;
        const bool begun = m_reader.hasBegun();
        const bool inBody = m_reader.isInBody();
        m_used += m_reader.feed(QByteArrayView(m_input).sliced(m_used));
        if (m_reader.failure())
            return refuse(*m_reader.failure());
        if (!hold(m_reader.bodySize())) {
            HttpResponse busy
                = HttpResponse::error(503, QStringLiteral("unavailable"),
                                      QStringLiteral("Too many large bodies are coming in at once."));
            busy.headers.emplaceBack("Retry-After", "1");
            return refuse(std::move(busy));
        }
        if (m_reader.isComplete())
            return answer();
        if (m_reader.takeExpectation())
            m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
        if (begun != m_reader.hasBegun() || inBody != m_reader.isInBody())
            expect();
    }
}

void HttpConnection::onWritten()
{
    if (m_phase == Phase::Lingering)
        halfClose(m_socket);
    else if (m_socket->bytesToWrite() > 0 && m_deadline.isActive())
        expect(); // it is being fetched, if slowly
    if (m_phase == Phase::Reading && (m_used < m_input.size() || m_socket->bytesAvailable() > 0))
        readLater();
}

void HttpConnection::onDeadline()
{
    if (m_phase != Phase::Reading || m_socket->bytesToWrite() > 0)
        m_socket->abort();
    else if (m_reader.hasBegun())
        refuse(HttpResponse::error(408, QStringLiteral("request_timeout"),
                                   QStringLiteral("The request did not come to an end in time.")));
    else
        m_socket->disconnectFromHost();
}

void HttpConnection::answer()
{
    m_deadline.stop();
    m_wish = {m_reader.keepsAlive(), m_reader.isOld()};
    const HttpRequest request = m_reader.take();
    hold(0);
    m_outgoing = m_service.handle(request);
    m_headOnly = request.verb == "HEAD";
    if (m_outgoing.dispatch.delayMs > 0) {
        m_phase = Phase::Delayed;
        m_pace.start(m_outgoing.dispatch.delayMs);
    } else {
        deliver();
    }
}

void HttpConnection::refuse(HttpResponse response)
{
    m_reader = RequestReader(m_service.settings.limits);
    hold(0);
    m_wish.keepAlive = false;
    m_service.refused(response);
    m_outgoing = {std::move(response), {}};
    deliver();
}

void HttpConnection::deliver()
{
    m_pace.stop();
    if (m_outgoing.later) {
        m_outgoing = std::exchange(m_outgoing.later, {})();
        if (m_socket->state() == QAbstractSocket::UnconnectedState)
            return onDisconnected();
    }
    const Dispatch &dispatch = m_outgoing.dispatch;
    const HttpResponse &response = m_outgoing.response;
    if (dispatch.end == Dispatch::End::Silent)
        return reset();
    QByteArray head = responseHead(response, m_wish);
    const bool body = hasBody(response.status) && !m_headOnly;
    if (body && dispatch.end == Dispatch::End::Whole && dispatch.dripBytes == 0
        && response.body.size() <= mostTogether) {
        m_socket->write(head += response.body); // in one piece: one call of the system instead of two
        return finish();
    }
    m_socket->write(head);
    if (dispatch.end == Dispatch::End::Cut) {
        m_socket->write(body ? response.body.left(dispatch.cutAfter) : QByteArray());
        return reset();
    }
    if (body && dispatch.dripBytes > 0) {
        m_phase = Phase::Dripping;
        m_dripped = 0;
        m_pace.start(dispatch.dripMs);
        return;
    }
    if (body)
        m_socket->write(response.body);
    finish();
}

void HttpConnection::drip()
{
    const QByteArray &body = m_outgoing.response.body;
    const qsizetype next = std::min(m_outgoing.dispatch.dripBytes, body.size() - m_dripped);
    m_socket->write(body.constData() + m_dripped, next);
    m_dripped += next;
    if (m_dripped < body.size())
        return;
    m_pace.stop();
    finish();
}

void HttpConnection::finish()
{
    m_socket->flush(); // now: a client that has closed its own side takes ours with it in a moment
    m_outgoing = {};
    m_phase = Phase::Reading;
    if (!m_wish.keepAlive)
        return linger();
    expect();
    if (m_used < m_input.size() || m_socket->bytesAvailable() > 0)
        readLater(); // others have their turn
}

// Closing while something is still coming in would take the answer away from the other side again.
void HttpConnection::linger()
{
    m_phase = Phase::Lingering;
    m_input = {};
    m_used = 0;
    halfClose(m_socket);
    m_deadline.start(m_service.settings.lingerMs);
    read();
}

void HttpConnection::reset()
{
    m_phase = Phase::Lingering;
    endAbruptly(m_socket);
}

} // namespace api::sandbox
