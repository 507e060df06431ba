#include "api/sandbox/http.h"

#include <QJsonDocument>

namespace api::sandbox {

namespace {

QByteArray find(const HeaderList &headers, QByteArrayView name)
{
    for (const auto &[key, value] : headers) {
        if (key.size() == name.size()
            && qstrnicmp(key.constData(), key.size(), name.data(), name.size()) == 0)
            return value;
    }
    return {};
}

QString typeOf(int status)
{
    if (status == 401 || status == 403)
        return QStringLiteral("authentication_error");
    if (status == 429)
        return QStringLiteral("rate_limit_error");
    return status >= 500 ? QStringLiteral("api_error") : QStringLiteral("invalid_request_error");
}

} // namespace

QByteArray HttpRequest::header(QByteArrayView name) const
{
    return find(headers, name);
}

QByteArray HttpResponse::header(QByteArrayView name) const
{
    return find(headers, name);
}

HttpResponse HttpResponse::json(QByteArray body, int status)
{
    return {status, {{"Content-Type", "application/json; charset=utf-8"}}, std::move(body)};
}

HttpResponse HttpResponse::error(int status, const QString &code, const QString &message,
                                 const QList<FieldError> &errors)
{
    ErrorBody body {code, message, status, typeOf(status), errors};
    QJsonObject object = writeObject(body);
    if (errors.isEmpty())
        object.remove(QLatin1StringView("errors"));
    return json(QJsonDocument(object).toJson(QJsonDocument::Compact), status);
}

HttpResponse HttpResponse::notFound(const QString &what, const QString &id)
{
    return error(404, QStringLiteral("resource_missing"),
                 QStringLiteral("There is no %1 \"%2\".").arg(what, id));
}

} // namespace api::sandbox
