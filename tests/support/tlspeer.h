#pragma once

#include <QByteArrayList>
#include <QHash>
#include <QSslServer>

class QSslSocket;

// A TLS server on loopback that gives every request the same answer: over HTTP/2 to whom it offers that, else
// over HTTP/1.1. Of HTTP/2 it speaks what a short answer takes (RFC 9113), and of what it is asked it reads
// the bodies.
class TlsPeer : public QSslServer
{
public:
    enum class Offers { Http1, Http2 };
    TlsPeer(const char *certificate, Offers offers);

    void setAnswer(const QByteArray &json) { m_answer = json; } // null: none
    int connections() const { return int(m_connections.size()); } // so far
    int requests() const { return int(m_bodies.size()); }
    QByteArrayList bodies() const { return m_bodies; } // of the requests, in the order they were complete
    QByteArray heardInClear() const { return m_heard; } // of HTTP/1.1

private:
    struct Peer
    {
        QByteArray unread;
        bool hasGreeted = false; // in HTTP/2
        QHash<quint32, QByteArray> streams; // the bodies, so far
    };
    void hear(QSslSocket &socket, Peer &peer);
    void readRequest(QSslSocket &socket, Peer &peer);
    void readFrames(QSslSocket &socket, Peer &peer);
    void take(QSslSocket &socket, Peer &peer, quint8 type, quint8 flags, quint32 stream,
              const QByteArray &payload);

    QByteArray m_answer;
    QByteArrayList m_bodies;
    QByteArray m_heard;
    std::vector<std::unique_ptr<Peer>> m_connections;
};
