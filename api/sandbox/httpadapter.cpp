#include "api/sandbox/httpadapter.h"

#include <QHostAddress>
#include <QHttpServer>
#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QMetaEnum>
#include <QTcpServer>
#include <QTcpSocket>
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
#include <QHttpHeaders>
#endif

namespace api::sandbox {

namespace {

// Answers go out as soon as they are written: waiting for the other side's acknowledgement costs 40 ms.
class PromptServer : public QTcpServer
{
public:
    using QTcpServer::QTcpServer;

protected:
    void incomingConnection(qintptr handle) override
    {
        auto *socket = new QTcpSocket(this);
        socket->setSocketDescriptor(handle);
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        addPendingConnection(socket);
    }
};

QByteArray verbOf(const QHttpServerRequest &request)
{
    const char *name = QMetaEnum::fromType<QHttpServerRequest::Method>().valueToKey(int(request.method()));
    return QByteArray(name).toUpper();
}

HttpRequest fromServer(const QHttpServerRequest &request)
{
    HttpRequest out;
    out.verb = verbOf(request);
    out.path = request.url().path(QUrl::FullyEncoded).toLatin1();
    out.query = request.url().query(QUrl::FullyEncoded).toLatin1();
    out.body = request.body();
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    const QHttpHeaders &headers = request.headers();
    for (qsizetype i = 0; i < headers.size(); ++i)
        out.headers.emplaceBack(QByteArray(headers.nameAt(i).data(), headers.nameAt(i).size()),
                                headers.valueAt(i).toByteArray());
#else
    const auto headers = request.headers();
    for (const auto &[name, value] : headers)
        out.headers.emplaceBack(name, value);
#endif
    return out;
}

void send(QHttpServerResponder &responder, const HttpResponse &response)
{
    const auto status = QHttpServerResponder::StatusCode(response.status);
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QHttpHeaders headers;
    for (const auto &[name, value] : response.headers)
        headers.append(name, value);
    responder.write(response.body, headers, status);
#else
    responder.writeStatusLine(status);
    for (const auto &[name, value] : response.headers)
        responder.writeHeader(name, value);
    responder.writeHeader("Content-Length", QByteArray::number(response.body.size()));
    responder.writeBody(response.body);
#endif
}

} // namespace

struct HttpAdapter::Private
{
    explicit Private(Handle &&h)
        : handle(std::move(h))
    {
    }
    Handle handle;
    QHttpServer server;
    quint16 port = 0;
};

HttpAdapter::HttpAdapter(Handle handle)
    : d(new Private(std::move(handle)))
{
    // No route is registered: everything is "missing", and our own router decides.
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    d->server.setMissingHandler(&d->server,
                                [this](const QHttpServerRequest &request, QHttpServerResponder &responder) {
                                    send(responder, d->handle(fromServer(request)));
                                });
#else
    d->server.setMissingHandler([this](const QHttpServerRequest &request, QHttpServerResponder &&responder) {
        send(responder, d->handle(fromServer(request)));
    });
#endif
}

HttpAdapter::~HttpAdapter() = default;

bool HttpAdapter::listen(const QString &host, quint16 port, QString *error)
{
    const QHostAddress address
        = host == QLatin1StringView("localhost") ? QHostAddress(QHostAddress::LocalHost) : QHostAddress(host);
    auto tcp = std::make_unique<PromptServer>();
    if (address.isNull()) {
        *error = QStringLiteral("\"%1\" is no IP address").arg(host);
        return false;
    }
    if (!tcp->listen(address, port)) {
        *error = QStringLiteral("can't listen on %1:%2: %3").arg(host).arg(port).arg(tcp->errorString());
        return false;
    }
    d->port = tcp->serverPort();
    d->server.bind(tcp.release()); // takes it over
    return true;
}

quint16 HttpAdapter::port() const
{
    return d->port;
}

} // namespace api::sandbox
