#include "models/usertoken.h"

#include <QByteArrayList>
#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimeZone>

namespace models {

namespace {

constexpr double latest = 253402300799; // the end of the year 9999, in seconds

QJsonObject partOf(const QByteArray &part)
{
    const auto decoded = QByteArray::fromBase64Encoding(
        part, QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? QJsonDocument::fromJson(*decoded).object() : QJsonObject();
}

} // namespace

QString UserToken::life(const QDateTime &now) const
{
    if (!isReadable)
        return {};
    if (!expires.isValid())
        return QCoreApplication::translate("UserToken", "The user token has no end.");
    const QString text = isExpired(now)
        ? QCoreApplication::translate("UserToken", "The user token ended %1: ask for a new one.")
        : QCoreApplication::translate("UserToken", "The user token ends %1.");
    return text.arg(expires.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm")));
}

UserToken UserToken::fromText(const QByteArray &token)
{
    const QByteArrayList parts = token.split('.');
    if (parts.size() != 3 || partOf(parts[0]).isEmpty())
        return {};
    const QJsonObject payload = partOf(parts[1]);
    if (payload.isEmpty())
        return {};
    UserToken out;
    out.isReadable = true;
    out.userId = payload.value(QLatin1StringView("sub")).toString();
    const double exp = payload.value(QLatin1StringView("exp")).toDouble(-1);
    if (exp >= 0 && exp <= latest)
        out.expires = QDateTime::fromSecsSinceEpoch(qint64(exp), QTimeZone::utc());
    return out;
}

} // namespace models
