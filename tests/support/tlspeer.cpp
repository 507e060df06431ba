#include "support/tlspeer.h"

#include "support/certificates.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QtEndian>

namespace {

constexpr char greeting[] = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
constexpr qsizetype frameHead = 9;
enum Type : quint8 { Data = 0, Headers = 1, Settings = 4, Ping = 6, WindowUpdate = 8 };
enum Flag : quint8 { Ack = 1, EndStream = 1, EndHeaders = 4 };

QByteArray frame(Type type, quint8 flags, quint32 stream, const QByteArray &payload = {})
{
    char head[frameHead];
    qToBigEndian(quint32(payload.size()) << 8 | type, head);
    head[4] = char(flags);
    qToBigEndian(stream, head + 5);
    return QByteArray(head, frameHead) + payload;
}

// Without Huffman's code, and not to be kept (RFC 7541, 6.2.2); both are shorter than 127 bytes.
QByteArray field(const QByteArray &name, const QByteArray &value)
{
    return QByteArray(1, '\0') + char(name.size()) + name + char(value.size()) + value;
}

} // namespace

TlsPeer::TlsPeer(const char *certificate, Offers offers)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate(certificate));
    configuration.setPrivateKey(QSslKey(certificates::key, QSsl::Ec));
    if (offers == Offers::Http2)
        configuration.setAllowedNextProtocols({QSslConfiguration::ALPNProtocolHTTP2});
    setSslConfiguration(configuration);
    connect(this, &QTcpServer::pendingConnectionAvailable, this, [this] {
        auto *socket = qobject_cast<QSslSocket *>(nextPendingConnection());
        m_connections.push_back(std::make_unique<Peer>());
        connect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QSslSocket::readyRead, this,
                [this, socket, peer = m_connections.back().get()] { hear(*socket, *peer); });
    });
}

void TlsPeer::hear(QSslSocket &socket, Peer &peer)
{
    peer.unread += socket.readAll();
    const QByteArray beginning = peer.unread.left(qsizetype(qstrlen(greeting)));
    if (!peer.hasGreeted && beginning == greeting) {
        peer.unread.remove(0, beginning.size());
        peer.hasGreeted = true;
        socket.write(frame(Settings, 0, 0));
    }
    if (peer.hasGreeted)
        readFrames(socket, peer);
    else if (!QByteArray(greeting).startsWith(beginning))
        readRequest(socket, peer);
}

// Of those without a body.
void TlsPeer::readRequest(QSslSocket &socket, Peer &peer)
{
    if (!peer.unread.endsWith("\r\n\r\n"))
        return;
    m_heard += std::exchange(peer.unread, {});
    m_bodies.append(QByteArray());
    if (!m_answer.isNull())
        socket.write(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Request-ID: r-1\r\nContent-Length: "
            + QByteArray::number(m_answer.size()) + "\r\n\r\n" + m_answer);
}

void TlsPeer::readFrames(QSslSocket &socket, Peer &peer)
{
    while (peer.unread.size() >= frameHead) {
        const char *head = peer.unread.constData();
        const auto size = qsizetype(qFromBigEndian<quint32>(head) >> 8);
        if (peer.unread.size() < frameHead + size)
            return;
        const quint8 type = quint8(head[3]), flags = quint8(head[4]);
        const quint32 stream = qFromBigEndian<quint32>(head + 5) & 0x7fffffff;
        const QByteArray payload = peer.unread.mid(frameHead, size);
        peer.unread.remove(0, frameHead + size);
        take(socket, peer, type, flags, stream, payload);
    }
}

void TlsPeer::take(QSslSocket &socket, Peer &peer, quint8 type, quint8 flags, quint32 stream,
                   const QByteArray &payload)
{
    if ((type == Settings || type == Ping) && !(flags & Ack))
        socket.write(frame(Type(type), Ack, 0, type == Ping ? payload : QByteArray()));
    if (type == Data && !payload.isEmpty()) {
        peer.streams[stream] += payload;
        char more[4]; // may come as has come, of this stream and of all together
        qToBigEndian(quint32(payload.size()), more);
        for (const quint32 whose : {stream, quint32(0)})
            socket.write(frame(WindowUpdate, 0, whose, QByteArray(more, sizeof more)));
    }
    if ((type != Data && type != Headers) || !(flags & EndStream))
        return;
    m_bodies.append(peer.streams.take(stream));
    if (m_answer.isNull())
        return;
    const QByteArray ok(1, char(0x88)); // ":status: 200" of the table everybody has
    socket.write(frame(Headers, EndHeaders, stream,
                       ok + field("content-type", "application/json") + field("x-request-id", "r-1")));
    socket.write(frame(Data, EndStream, stream, m_answer));
}
