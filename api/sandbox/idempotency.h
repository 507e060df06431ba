// A trigger that is sent twice happens once (behaviour 3): its answer is kept for a day under the
// Idempotency-Key it came with.
#pragma once

#include "api/sandbox/http.h"
#include "api/sandbox/store.h"
#include "api/schema/endpoint.h"

#include <QJsonObject>
#include <QSet>

namespace api::sandbox {

class Idempotency
{
public:
    static constexpr qsizetype longestKey = 255; // characters

    explicit Idempotency(Store &store);

    // The request's key; null when it has none, or the endpoint takes no notice of it.
    static QString keyOf(const HttpRequest &request, const EndpointInfo &endpoint);
    // The same for requests that ask for the same.
    static QString fingerprint(const HttpRequest &request, const QJsonObject &body);

    // While a request waits for its answer, others with its key are refused. False when one is waiting.
    bool begin(const QString &key);
    void end(const QString &key) { m_waiting.remove(key); }

    // What a request with this key gets instead of being carried out: 422 for a key that is too long, 409
    // while another one waits, the answer of the first, or 400 when that asked for something else. Nullopt:
    // it is the first.
    std::optional<HttpResponse> answer(const QString &key, const QString &fingerprint, Timestamp now);
    // Keeps the answer of a successful request, in the transaction of what it did. Drops what is too old.
    void keep(const QString &key, const QString &fingerprint, const HttpResponse &response,
              const QByteArray &requestId, Timestamp now);

private:
    Store &m_store;
    QSet<QString> m_waiting;
};

} // namespace api::sandbox
