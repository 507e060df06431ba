// The last requests as they came, with what was answered: bounded, and without secrets.
#pragma once

#include "api/sandbox/http.h"
#include "api/schema/timestamp.h"

#include <QJsonArray>
#include <deque>

namespace api::sandbox {

class RequestLog
{
public:
    static constexpr std::size_t mostRequests = 500;
    static constexpr qsizetype mostBytes = 16 * 1024; // of a body, and of all headers together

    void add(const HttpRequest &request, Timestamp at, int status, int faultId); // status 0: no answer
    QJsonArray toJson() const; // in the order they came
    void clear() { m_entries.clear(); }

private:
    struct Entry
    {
        Timestamp at;
        HttpRequest request; // shortened
        qsizetype bodyBytes;
        int status;
        int faultId;
    };
    static QJsonObject toJson(const Entry &entry);
    std::deque<Entry> m_entries;
};

} // namespace api::sandbox
