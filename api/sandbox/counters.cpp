#include "api/sandbox/counters.h"

#include "api/schema/endpoint.h"

#include <QCryptographicHash>
#include <QJsonArray>

namespace api::sandbox {

namespace {

// What is the same request: the caller says so by its key, or it says the same thing.
QByteArray identityOf(const HttpRequest &request)
{
    if (const QByteArray key = request.header("Idempotency-Key"); !key.isEmpty())
        return "key " + key;
    QCryptographicHash hash(QCryptographicHash::Sha1);
    hash.addData(request.query + '\n' + request.body);
    return "content " + hash.result().toHex();
}

} // namespace

void Counters::add(const HttpRequest &request, const HttpResponse *done, int sent)
{
    ++m_requests[{done ? done->endpoint : nullptr, sent}];
    if (!done || !done->isSuccess() || request.verb == "GET" || request.verb == "HEAD"
        || request.verb == "OPTIONS" || !done->header("idempotent-replayed").isEmpty())
        return;
    ++m_written;
    m_lost += sent < 200 || sent >= 300;
    addWrite(request);
}

void Counters::addWrite(const HttpRequest &request)
{
    const QByteArray identity = identityOf(request);
    const QByteArray key = request.verb + ' ' + request.path + ' ' + identity;
    auto it = m_writes.find(key);
    if (it == m_writes.end() && m_writes.size() < mostWrites)
        it = m_writes.insert(key, {request.verb, request.path, identity, 0});
    if (it != m_writes.end())
        ++it->count;
}

QJsonObject Counters::toJson() const
{
    QJsonArray requests;
    qint64 total = 0;
    for (const auto &[key, count] : m_requests) {
        const auto &[endpoint, status] = key;
        requests.append(QJsonObject {
            {QStringLiteral("endpoint"),
             endpoint ? QJsonValue(QLatin1StringView(endpoint->number)) : QJsonValue()},
            {QStringLiteral("name"), endpoint ? QJsonValue(QLatin1StringView(endpoint->name)) : QJsonValue()},
            {QStringLiteral("status"), status ? QJsonValue(status) : QJsonValue()},
            {QStringLiteral("count"), count}});
        total += count;
    }
    QJsonArray writes;
    int repeated = 0;
    qint64 listed = 0;
    for (const Write &write : m_writes) {
        writes.append(QJsonObject {{QStringLiteral("verb"), QString::fromLatin1(write.verb)},
                                   {QStringLiteral("path"), QString::fromUtf8(write.path)},
                                   {QStringLiteral("identity"), QString::fromUtf8(write.identity)},
                                   {QStringLiteral("count"), write.count}});
        repeated += write.count > 1;
        listed += write.count;
    }
    return {{QStringLiteral("requests"), requests},
            {QStringLiteral("total"), total},
            {QStringLiteral("executed_writes"), m_written},
            {QStringLiteral("repeated_writes"), repeated},
            {QStringLiteral("lost_answers"), m_lost},
            {QStringLiteral("unlisted_writes"), m_written - listed},
            {QStringLiteral("writes"), writes}};
}

} // namespace api::sandbox
