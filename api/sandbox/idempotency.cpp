#include "api/sandbox/idempotency.h"

#include "api/sandbox/jsontext.h"
#include "api/sandbox/params.h"

#include <QCryptographicHash>

namespace api::sandbox {

namespace {

constexpr qint64 lifetime = 24LL * 60 * 60 * 1'000'000; // µs
constexpr int mostDropped
    = 100; // at a time: each new answer drops more than itself, so the table stays small

const char keyHeader[] = "Idempotency-Key";

std::optional<HttpResponse> replayed(Store &store, const QString &key, const QString &fingerprint,
                                     Timestamp now)
{
    std::optional<HttpResponse> found;
    store.each(QStringLiteral("SELECT fingerprint, status, CAST(body AS BLOB), request_id FROM idempotency"
                              " WHERE key = ? AND inserted_at > ?"),
               {key, now.us - lifetime}, [&](const QSqlQuery &row) {
                   if (row.value(0).toString() != fingerprint) {
                       found = HttpResponse::error(
                           400, QStringLiteral("idempotency_mismatch"),
                           QStringLiteral("This Idempotency-Key came with other parameters before."));
                       return false;
                   }
                   found = HttpResponse::json(row.value(2).toByteArray(), row.value(1).toInt());
                   found->headers.emplaceBack("idempotent-replayed", "true");
                   found->headers.emplaceBack("original-x-request-id", row.value(3).toByteArray());
                   return false;
               });
    return found;
}

} // namespace

Idempotency::Idempotency(Store &store)
    : m_store(store)
{
}

QString Idempotency::keyOf(const HttpRequest &request, const EndpointInfo &endpoint)
{
    if (qstrcmp(endpoint.number, "E01") != 0)
        return {};
    const QByteArray key = request.header(keyHeader);
    return key.isEmpty() ? QString() : QString::fromUtf8(key);
}

QString Idempotency::fingerprint(const HttpRequest &request, const QJsonObject &body)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(request.verb + ' ' + request.path + '?' + request.query + '\n');
    hash.addData(jsonText(body)); // keys in order, no blanks: the same JSON, however it was written
    return QString::fromLatin1(hash.result().toHex());
}

bool Idempotency::begin(const QString &key)
{
    if (m_waiting.contains(key))
        return false;
    m_waiting.insert(key);
    return true;
}

std::optional<HttpResponse> Idempotency::answer(const QString &key, const QString &fingerprint, Timestamp now)
{
    if (key.size() > longestKey) {
        Problems problems;
        problems.add(QString::fromLatin1(keyHeader),
                     QStringLiteral("has more than %1 characters").arg(longestKey));
        return problems.response();
    }
    if (m_waiting.contains(key))
        return HttpResponse::error(
            409, QStringLiteral("idempotency_in_progress"),
            QStringLiteral("A request with this Idempotency-Key is still being carried out. Try again."));
    return replayed(m_store, key, fingerprint, now);
}

void Idempotency::keep(const QString &key, const QString &fingerprint, const HttpResponse &response,
                       const QByteArray &requestId, Timestamp now)
{
    m_store.run(QStringLiteral("DELETE FROM idempotency WHERE key IN (SELECT key FROM idempotency"
                               " WHERE inserted_at <= ? ORDER BY inserted_at LIMIT ?)"),
                {now.us - lifetime, mostDropped});
    m_store.run(
        QStringLiteral("INSERT OR REPLACE INTO idempotency (key, fingerprint, status, body, request_id,"
                       " inserted_at) VALUES (?, ?, ?, ?, ?, ?)"),
        {key, fingerprint, response.status, QString::fromUtf8(response.body), QString::fromLatin1(requestId),
         now.us});
}

} // namespace api::sandbox
