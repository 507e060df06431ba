#include "api/sandbox/httpadapter.h"

#include "api/sandbox/httpconnection.h"

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

namespace api::sandbox {

namespace {

constexpr int acceptAgainMs = 100;

QHostAddress addressOf(const QString &host)
{
    return host == QLatin1StringView("localhost") ? QHostAddress(QHostAddress::LocalHost)
                                                  : QHostAddress(host);
}

} // namespace

bool isLoopback(const QString &host)
{
    return addressOf(host).isLoopback();
}

struct HttpAdapter::Private
{
    void accept();
    void onEnd();

    HttpService service;
    QTcpServer server;
    int open = 0;
};

HttpAdapter::HttpAdapter(Handle handle, Refused refused, HttpSettings settings)
    : d(new Private)
{
    d->service = {std::move(handle), std::move(refused), settings, 0};
    QObject::connect(&d->server, &QTcpServer::newConnection, &d->server, [this] { d->accept(); });
    // Out of descriptors Qt stops accepting for good: one may be free again in a moment.
    QObject::connect(&d->server, &QTcpServer::acceptError, &d->server, [this] {
        QTimer::singleShot(acceptAgainMs, &d->server, [this] {
            if (d->open < d->service.settings.connections)
                d->server.resumeAccepting();
        });
    });
}

HttpAdapter::~HttpAdapter() = default;

void HttpAdapter::Private::accept()
{
    while (QTcpSocket *socket = server.nextPendingConnection()) {
        auto *connection = new HttpConnection(service, socket, &server);
        QObject::connect(connection, &HttpConnection::ended, &server, [this] { onEnd(); });
        if (++open >= service.settings.connections)
            server.pauseAccepting();
    }
}

void HttpAdapter::Private::onEnd()
{
    if (open-- == service.settings.connections)
        server.resumeAccepting();
}

bool HttpAdapter::listen(const QString &host, quint16 port, QString *error)
{
    const QHostAddress address = addressOf(host);
    if (address.isNull()) {
        *error = QStringLiteral("\"%1\" is no IP address").arg(host);
        return false;
    }
    if (!d->server.listen(address, port)) {
        *error = QStringLiteral("can't listen on %1:%2: %3").arg(host).arg(port).arg(d->server.errorString());
        return false;
    }
    return true;
}

quint16 HttpAdapter::port() const
{
    return d->server.serverPort();
}

int HttpAdapter::connections() const
{
    return d->open;
}

} // namespace api::sandbox
