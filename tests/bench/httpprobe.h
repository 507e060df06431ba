// A client that costs next to nothing: one blocking connection that is kept open, answers are read and
// forgotten.
#pragma once

#include <QByteArray>
#include <QUrl>
#include <arpa/inet.h>
#include <chrono>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace bench {

class HttpProbe
{
public:
    explicit HttpProbe(quint16 port)
        : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
    {
        const int on = 1;
        ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        sockaddr_in address {};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        m_isOpen = ::connect(m_socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
    }
    ~HttpProbe() { ::close(m_socket); }
    Q_DISABLE_COPY_MOVE(HttpProbe)

    static QByteArray get(const QByteArray &target)
    {
        return "GET " + target
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer sk_test_sandbox\r\n\r\n";
    }

    // The body of the answer; null when there was none, or a status other than 2xx.
    QByteArray ask(const QByteArray &request)
    {
        m_buffer.clear();
        if (!m_isOpen || ::send(m_socket, request.constData(), size_t(request.size()), MSG_NOSIGNAL) < 0)
            return {};
        qsizetype head = -1;
        qsizetype length = 0;
        while (head < 0 || m_buffer.size() < head + length) {
            if (!receive())
                return {};
            if (head < 0 && (head = m_buffer.indexOf("\r\n\r\n")) >= 0) {
                head += 4;
                length = lengthIn(m_buffer.left(head).toLower());
            }
        }
        return m_buffer.startsWith("HTTP/1.1 2") ? m_buffer.mid(head) : QByteArray();
    }

private:
    bool receive()
    {
        char piece[65536];
        const ssize_t got = ::recv(m_socket, piece, sizeof piece, 0);
        if (got > 0)
            m_buffer.append(piece, got);
        return got > 0;
    }
    static qsizetype lengthIn(const QByteArray &head)
    {
        const QByteArray name("content-length:");
        const qsizetype at = head.indexOf(name);
        return at < 0
            ? 0
            : head.mid(at + name.size(), head.indexOf('\r', at) - at - name.size()).trimmed().toLongLong();
    }

    int m_socket;
    bool m_isOpen = false;
    QByteArray m_buffer;
};

inline double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

} // namespace bench
