#include "api/sandbox/requestlog.h"

#include <QJsonObject>
#include <QStringDecoder>

namespace api::sandbox {

namespace {

bool isSecret(const QByteArray &name)
{
    return name.compare("Authorization", Qt::CaseInsensitive) == 0
        || name.compare("X-Knock-User-Token", Qt::CaseInsensitive) == 0
        || name.compare("Cookie", Qt::CaseInsensitive) == 0;
}

HttpRequest shortened(HttpRequest request)
{
    if (request.body.size() > RequestLog::mostBytes)
        request.body = request.body.left(RequestLog::mostBytes);
    qsizetype left = RequestLog::mostBytes;
    for (auto &[name, value] : request.headers) {
        if (isSecret(name))
            value = "(hidden)";
        value = QByteArray(value.left(left)); // a copy: it must not keep the whole of it alive
        left -= value.size();
    }
    return request;
}

} // namespace

void RequestLog::add(const HttpRequest &request, Timestamp at, int status, int faultId)
{
    if (m_entries.size() == mostRequests)
        m_entries.pop_front();
    m_entries.push_back({at, shortened(request), request.body.size(), status, faultId});
}

QJsonObject RequestLog::toJson(const Entry &entry)
{
    QJsonArray headers;
    for (const auto &[name, value] : entry.request.headers)
        headers.append(QJsonArray {QString::fromLatin1(name), QString::fromUtf8(value)});
    QJsonObject object {{QStringLiteral("at"), entry.at.toWire()},
                        {QStringLiteral("verb"), QString::fromLatin1(entry.request.verb)},
                        {QStringLiteral("path"), QString::fromUtf8(entry.request.path)},
                        {QStringLiteral("query"), QString::fromUtf8(entry.request.query)},
                        {QStringLiteral("headers"), headers},
                        {QStringLiteral("body_bytes"), qint64(entry.bodyBytes)},
                        {QStringLiteral("status"), entry.status ? QJsonValue(entry.status) : QJsonValue()},
                        {QStringLiteral("fault"), entry.faultId ? QJsonValue(entry.faultId) : QJsonValue()}};
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString body = decoder(entry.request.body);
    if (decoder.hasError())
        object.insert(QStringLiteral("body_base64"), QString::fromLatin1(entry.request.body.toBase64()));
    else
        object.insert(QStringLiteral("body"), body);
    return object;
}

QJsonArray RequestLog::toJson() const
{
    QJsonArray all;
    for (const Entry &entry : m_entries)
        all.append(toJson(entry));
    return all;
}

} // namespace api::sandbox
