// Between our requests and Qt's: what goes into a QNetworkRequest and what a QNetworkReply says.
#pragma once

#include "api/client/apierror.h"
#include "api/client/connection.h"
#include "api/client/requestjournal.h"
#include "api/client/result.h"
#include "api/schema/endpoint.h"

class QNetworkAccessManager;
class QNetworkReply;

namespace api::wire {

// A target (path and query) below the base address.
QByteArray addressOf(const QUrl &baseUrl, const QByteArray &target);
QUrl urlOf(const Connection &connection, const RequestData &request);
QByteArray bodyOf(const RequestData &request);
// Blots secrets out, wherever they turn up.
QByteArray without(const QByteArrayList &secrets, QByteArray text);

QNetworkReply *dispatch(QNetworkAccessManager &network, const Connection &connection,
                        const RequestData &request);

// Bytes of an answer that anybody but its decoder looks at; an error that is longer is not understood.
constexpr qsizetype mostRead = 256 * 1024;

// Kind::None for a 2xx answer that came whole.
ApiError failureOf(const QNetworkReply &reply, const QByteArray &body, const QByteArrayList &secrets);

bool hasProxy(const QUrl &url); // between this computer and it, by the program's settings
bool isWebPage(const QNetworkReply &reply); // HTML, which the service never sends

ReplyInfo infoOf(const QNetworkReply &reply);

// What the journal keeps of a try: `secrets` are blotted out wherever they turn up.
JournalEntry noteBefore(const RequestData &request, const QNetworkReply &reply,
                        const QByteArrayList &secrets);
JournalEntry noteAfter(const QNetworkReply &reply, const QByteArray &beginning,
                       const QByteArrayList &secrets);

} // namespace api::wire
