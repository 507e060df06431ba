// What a made-up recipient can be reached on beside mail and phone: devices and Slack, as channel data.
#pragma once

#include "api/sandbox/chance.h"
#include "api/sandbox/people.h"
#include "api/sandbox/workflows.h"

#include <QList>
#include <utility>

namespace api::sandbox {

struct Reach
{
    bool apple = false, android = false, slack = false;
};
Reach reachOf(const Random &root, qint64 personIndex);
Reach reachOf(const ObjectDef &object);
// Whether a message of this channel can reach who has that reach; true where no channel data are needed.
bool reaches(const Reach &reach, const ChannelDef &channel);

// A channel's id and its data (shapes 9), for each channel of that reach. Tokens and connections are those of
// destinations.h, where the world's messages went.
using ChannelDataList = QList<std::pair<QString, QJsonObject>>;
ChannelDataList channelDataOf(const Workflows &workflows, const Person &person, const Reach &reach,
                              Random &random);
ChannelDataList channelDataOf(const Workflows &workflows, const ObjectDef &object);

} // namespace api::sandbox
