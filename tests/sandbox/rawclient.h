// A client that says what no HTTP library would, and keeps every byte that comes back.
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QTest>

namespace sandboxtest {

struct RawAnswer
{
    int status = 0;
    QByteArray head; // without the empty line
    QByteArray body;

    QByteArray header(const QByteArray &name) const
    {
        for (const QByteArray &line : head.split('\n')) {
            if (line.toLower().startsWith(name.toLower() + ":"))
                return line.mid(name.size() + 1).trimmed();
        }
        return {};
    }
    QJsonObject object() const { return QJsonDocument::fromJson(body).object(); }
    QString code() const { return object().value(QLatin1StringView("code")).toString(); }
};

class RawClient
{
public:
    explicit RawClient(quint16 port)
    {
        QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [this] { received += socket.readAll(); });
        socket.connectToHost(QStringLiteral("127.0.0.1"), port);
        if (!socket.waitForConnected())
            qFatal("can't connect");
    }
    void send(const QByteArray &bytes)
    {
        socket.write(bytes);
        socket.flush();
    }
    // The next answer; status 0 when the connection ends, or nothing comes, before it is complete.
    RawAnswer next(bool toHead = false)
    {
        RawAnswer answer;
        (void)QTest::qWaitFor([&] { return take(&answer, toHead) || isClosed(); }, 20'000);
        return answer;
    }
    bool isClosed() const { return socket.state() == QAbstractSocket::UnconnectedState; }
    bool waitForClose()
    {
        return QTest::qWaitFor([&] { return isClosed(); }, 20'000);
    }

    QTcpSocket socket;
    QByteArray received; // and not yet taken

    // A whole request with the secret key, and its answer.
    RawAnswer ask(const QByteArray &verb, const QByteArray &target, const QByteArray &body = {},
                  const QByteArray &headers = {})
    {
        send(request(verb, target, body, headers));
        return next(verb == "HEAD");
    }
    static QByteArray request(const QByteArray &verb, const QByteArray &target, const QByteArray &body = {},
                              const QByteArray &headers = {})
    {
        return verb + ' ' + target
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer sk_test_sandbox\r\n" + headers
            + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    }

private:
    bool take(RawAnswer *answer, bool toHead)
    {
        const qsizetype end = received.indexOf("\r\n\r\n");
        if (end < 0)
            return false;
        RawAnswer found;
        found.head = received.left(end);
        found.status = found.head.mid(9, 3).toInt();
        const qsizetype length = toHead ? 0 : found.header("Content-Length").toLongLong();
        if (received.size() < end + 4 + length)
            return false;
        found.body = received.mid(end + 4, length);
        received.remove(0, end + 4 + length);
        *answer = found;
        return true;
    }
};

} // namespace sandboxtest
