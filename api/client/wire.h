// Between our requests and Qt's: what goes into a QNetworkRequest and what a QNetworkReply says.
#pragma once

#include "api/client/apierror.h"
#include "api/client/connection.h"
#include "api/client/requestjournal.h"
#include "api/schema/endpoint.h"

class QNetworkAccessManager;
class QNetworkReply;

namespace api::wire {

QUrl urlOf(const Connection &connection, const RequestData &request);
QByteArray bodyOf(const RequestData &request);

// Starts the request. `idempotencyKey` is left out when empty.
QNetworkReply *dispatch(QNetworkAccessManager &network, const Connection &connection,
                        const RequestData &request, const QByteArray &idempotencyKey);

// Kind::None for a 2xx answer that came whole.
ApiError failureOf(const QNetworkReply &reply, const QByteArray &body);

// What the journal keeps of a try: `secret` is blotted out wherever it turns up.
JournalEntry noteBefore(const RequestData &request, int attempt, const QByteArray &secret);
JournalEntry noteAfter(const QNetworkReply &reply, const QByteArray &body, const QByteArray &secret);

} // namespace api::wire
