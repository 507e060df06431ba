#include "api/client/requestjournal.h"

#include <algorithm>

namespace api {

namespace {

constexpr std::size_t maxEntries = 1000;
constexpr qint64 maxBytes = 16 * 1024 * 1024;
constexpr qsizetype maxBody = 64 * 1024;

qint64 bytesOf(const JournalEntry &entry)
{
    return entry.requestBody.size() + entry.responseBody.size();
}

QByteArray cut(const QByteArray &body)
{
    return body.size() > maxBody ? body.left(maxBody) : body;
}

} // namespace

RequestJournal::RequestJournal(QObject *parent)
    : QObject(parent)
{
}

std::deque<JournalEntry>::iterator RequestJournal::locate(quint64 id)
{
    // Ids rise without gaps, and only the oldest ever leave.
    if (m_entries.empty() || id < m_entries.front().id || id > m_entries.back().id)
        return m_entries.end();
    return m_entries.begin() + std::ptrdiff_t(id - m_entries.front().id);
}

const JournalEntry *RequestJournal::find(quint64 id) const
{
    if (m_entries.empty() || id < m_entries.front().id || id > m_entries.back().id)
        return nullptr;
    return &m_entries[std::size_t(id - m_entries.front().id)];
}

quint64 RequestJournal::begin(JournalEntry entry)
{
    entry.id = ++m_lastId;
    if (entry.requestBody.size() > maxBody)
        entry.request.reset();
    entry.requestBody = cut(entry.requestBody);
    m_bytes += bytesOf(entry);
    m_entries.push_back(std::move(entry));
    Q_EMIT added(m_lastId);
    const quint64 id = m_lastId;
    trim();
    return id;
}

void RequestJournal::finish(quint64 id, const JournalEntry &outcome)
{
    const auto it = locate(id);
    if (it == m_entries.end())
        return;
    m_bytes -= bytesOf(*it);
    it->durationMs = outcome.durationMs;
    it->firstByteMs = outcome.firstByteMs;
    it->httpStatus = outcome.httpStatus;
    it->httpVersion = outcome.httpVersion;
    it->responseBody = cut(outcome.responseBody);
    it->responseSize = outcome.responseSize;
    it->responseHeaders = outcome.responseHeaders;
    it->error = outcome.error;
    m_bytes += bytesOf(*it);
    Q_EMIT changed(id);
    trim();
}

void RequestJournal::clear()
{
    if (!m_entries.empty())
        dropOldest(int(m_entries.size()));
}

void RequestJournal::dropOldest(int count)
{
    for (int i = 0; i < count; ++i)
        m_bytes -= bytesOf(m_entries[std::size_t(i)]);
    m_entries.erase(m_entries.begin(), m_entries.begin() + count);
    Q_EMIT removedOldest(count);
}

void RequestJournal::trim()
{
    std::size_t over = m_entries.size() > maxEntries ? m_entries.size() - maxEntries : 0;
    qint64 bytes = m_bytes;
    for (std::size_t i = 0; i < over; ++i)
        bytes -= bytesOf(m_entries[i]);
    while (bytes > maxBytes && over < m_entries.size())
        bytes -= bytesOf(m_entries[over++]);
    if (over > 0)
        dropOldest(int(over));
}

} // namespace api
