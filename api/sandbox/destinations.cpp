#include "api/sandbox/destinations.h"

#include "api/sandbox/workflows.h"

#include <QCryptographicHash>
#include <QJsonArray>

namespace api::sandbox {

namespace {

QByteArray digest(const QString &text)
{
    return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
}

} // namespace

QString pushToken(const ChannelDef &channel, const QString &recipientId)
{
    const QByteArray bytes = digest(channel.id + u'/' + recipientId);
    if (channel.provider == QLatin1StringView("push_apns"))
        return QString::fromLatin1(bytes.toHex());
    const QString text
        = QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
    return text.left(22) + QStringLiteral(":APA91b") + text.mid(22);
}

QJsonObject slackConnection(const QJsonObject &recipient)
{
    const QString collection = recipient.value(QLatin1StringView("collection")).toString();
    const QString id = recipient.value(QLatin1StringView("id")).toString();
    const QString code = QString::fromLatin1(digest(collection + u'/' + id).toHex().left(9).toUpper());
    const QJsonValue channelId
        = collection.isEmpty() ? QJsonValue() : QJsonValue(QStringLiteral("C0") + code);
    const QJsonValue userId = collection.isEmpty() ? QJsonValue(QStringLiteral("U0") + code) : QJsonValue();
    return {{QStringLiteral("channel_id"), channelId},
            {QStringLiteral("user_id"), userId},
            {QStringLiteral("access_token"), QJsonValue()}};
}

QString tokenIn(const QJsonObject &channelData)
{
    for (const QLatin1StringView list : {QLatin1StringView("tokens"), QLatin1StringView("devices")}) {
        const QJsonArray items = channelData.value(list).toArray();
        for (const QJsonValue &item : items) {
            const QString token = item.toString(item.toObject().value(QLatin1StringView("token")).toString());
            if (!token.isEmpty())
                return token;
        }
    }
    const QJsonArray players = channelData.value(QLatin1StringView("player_ids")).toArray(); // OneSignal
    return players.isEmpty() ? QString() : players.first().toString();
}

QJsonObject connectionIn(const QJsonObject &channelData)
{
    const QJsonArray connections = channelData.value(QLatin1StringView("connections")).toArray();
    for (const QJsonValue &connection : connections) {
        if (!connection.toObject().isEmpty())
            return connection.toObject();
    }
    return {};
}

} // namespace api::sandbox
