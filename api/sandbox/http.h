// A request and its answer, without a socket: what the router maps onto each other.
#pragma once

#include "api/schema/errorbody.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <utility>

namespace api::sandbox {

using HeaderList = QList<std::pair<QByteArray, QByteArray>>;

struct HttpRequest
{
    QByteArray verb; // GET
    QByteArray path; // as on the wire, still percent-encoded
    QByteArray query; // what follows the question mark, still percent-encoded
    HeaderList headers;
    QByteArray body;

    QByteArray header(QByteArrayView name) const; // names in any case; empty when it is not there
};

struct HttpResponse
{
    int status = 200;
    HeaderList headers;
    QByteArray body;

    bool isSuccess() const { return status >= 200 && status < 300; }
    QByteArray header(QByteArrayView name) const;

    static HttpResponse json(QByteArray body, int status = 200);
    // The error body (shapes 13). `type` follows from the status.
    static HttpResponse error(int status, const QString &code, const QString &message,
                              const QList<FieldError> &errors = {});
    static HttpResponse notFound(const QString &what, const QString &id); // 404: no such user, message, …
};

} // namespace api::sandbox
