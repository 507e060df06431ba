// How often what was asked for and done, so that a test can prove that nothing was done twice.
#pragma once

#include "api/sandbox/http.h"

#include <QHash>
#include <QJsonObject>
#include <map>

namespace api::sandbox {

class Counters
{
public:
    static constexpr qsizetype mostWrites = 10'000; // told apart; further ones are only counted

    // `done`: the answer of whoever carried the request out; null when nobody did. `sent`: the status that
    // the client gets to see, 0 for none.
    void add(const HttpRequest &request, const HttpResponse *done, int sent);
    QJsonObject toJson() const;
    void clear() { *this = {}; }

private:
    struct Write
    {
        QByteArray verb;
        QByteArray path;
        QByteArray identity;
        int count = 0;
    };
    void addWrite(const HttpRequest &request);

    std::map<std::pair<const EndpointInfo *, int>, qint64> m_requests; // by endpoint and status
    qint64 m_lost = 0; // that were carried out, and the client was not told so
    qint64 m_written = 0;
    QHash<QByteArray, Write> m_writes; // by identity
};

} // namespace api::sandbox
