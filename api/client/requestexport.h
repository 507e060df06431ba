// A request of the journal in the words of other programs. None of them holds a secret: the key is the
// variable KNOCK_API_KEY, to be filled in by whoever runs it.
#pragma once

#include "api/client/requestjournal.h"

#include <QJsonObject>
#include <QUrl>

namespace api {

QString asCurl(const JournalEntry &entry, const QUrl &baseUrl); // one command for a POSIX shell
QString asNode(const JournalEntry &entry, const QUrl &baseUrl); // an ES module for Node 18 or newer
// An HTTP Archive 1.2 of these tries, in their order.
QJsonObject asHar(const QList<JournalEntry> &entries, const QUrl &baseUrl, const QString &creatorVersion);

} // namespace api
