#pragma once

#include "api/schema/endpoint.h"

#include <QDateTime>
#include <QObject>
#include <deque>
#include <memory>

namespace api {

// One try of a request, as it went over the wire. The API key is never part of it.
struct JournalEntry
{
    quint64 id = 0; // rising, from 1
    const EndpointInfo *endpoint = nullptr;
    QByteArray verb;
    QByteArray target; // path and query
    std::shared_ptr<const RequestData> request; // to be sent again; null when its body is past 64 KiB
    QByteArray requestBody; // cut at 64 KiB
    qint64 requestSize = 0; // bytes of the body, uncut
    QList<QPair<QByteArray, QByteArray>> requestHeaders; // without those that hold secrets
    QDateTime startedAt; // UTC
    int attempt = 1;
    qint64 waitedMs = 0; // for its turn under the rate limits, before this try
    // How many more could have left at once when this one did, of how many a second; -1: not paced.
    int rateLeft = -1;
    int ratePerSecond = 0;
    bool isBackground = false;
    qint64 durationMs = -1; // -1 while under way
    qint64 firstByteMs = -1; // until the answer's headers were there; -1: they never were
    int httpStatus = 0; // 0: no answer
    QByteArray httpVersion; // of the answer: "HTTP/1.1" or "HTTP/2"
    QByteArray responseBody; // cut at 64 KiB
    qint64 responseSize = 0; // bytes, uncut
    QList<QPair<QByteArray, QByteArray>> responseHeaders;
    QString error; // the network's text when there was no answer
};

// The latest requests, bounded in number (1,000) and in bytes of bodies (16 MiB); the oldest go first.
class RequestJournal : public QObject
{
    Q_OBJECT
public:
    explicit RequestJournal(QObject *parent = nullptr);
    const std::deque<JournalEntry> &entries() const { return m_entries; }
    const JournalEntry *find(quint64 id) const;
    quint64 begin(JournalEntry entry); // gives the entry its id
    void finish(quint64 id, const JournalEntry &outcome); // the fields from durationMs on
    void clear(); // what is under way is forgotten, too

Q_SIGNALS:
    void added(quint64 id);
    void changed(quint64 id);
    void removedOldest(int count);

private:
    std::deque<JournalEntry>::iterator locate(quint64 id);
    void dropOldest(int count);
    void trim();
    std::deque<JournalEntry> m_entries;
    quint64 m_lastId = 0;
    qint64 m_bytes = 0;
};

} // namespace api
