// What channels know of a recipient: checked by provider, stored, and sent (shapes 9, behaviour 11).
#pragma once

#include "api/sandbox/params.h"
#include "api/sandbox/refs.h"
#include "api/sandbox/store.h"

namespace api::sandbox {

struct ChannelDef;

inline const QString connectionsKey = QStringLiteral("connections"); // of a chat channel's data

// Names in `problems`, under `path`, what the channel's provider can't use. A provider that needs no such
// data, or whose shape is written down nowhere, takes any object.
void checkChannelData(const ChannelDef &channel, const QJsonValue &data, const QString &path,
                      Problems &problems);

// What is stored, as the caller gave it; nullopt when nothing is.
std::optional<QJsonObject> storedChannelData(Store &store, const Ref &owner, const QString &channelId);
void storeChannelData(Store &store, const Ref &owner, const QString &channelId, const QJsonObject &data,
                      Timestamp now);
void removeChannelData(Store &store, const Ref &owner, const QString &channelId);

// The data as they are sent: push tokens in both forms, all `connections` there.
QJsonObject sentChannelData(const ChannelDef &channel, const QJsonObject &data);
QByteArray channelDataJson(const ChannelDef &channel, const QJsonObject &data); // a ChannelData

} // namespace api::sandbox
