// Where the sandbox's messages go: addresses that belong to a recipient for good, made from its id.
#pragma once

#include <QJsonObject>
#include <QString>

namespace api::sandbox {

struct ChannelDef;

QString pushToken(const ChannelDef &channel,
                  const QString &recipientId); // 64 hex digits for APNs, FCM's form else
QJsonObject slackConnection(const QJsonObject &recipient); // a channel for an object, a person else

// The first destination in stored channel data (shapes 9): a token of `tokens` or `devices`, a connection of
// `connections`. Null or empty when it has none.
QString tokenIn(const QJsonObject &channelData);
QJsonObject connectionIn(const QJsonObject &channelData);

} // namespace api::sandbox
