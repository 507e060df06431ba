// How far users are with guides. What a user did with a step is an engagement of a message of its own, which
// is listed among all messages; this log says which message of a step counts.
#pragma once

#include "api/sandbox/chance.h"
#include "api/sandbox/guidedefs.h"
#include "api/sandbox/messagejson.h"

#include <QHash>

namespace api::sandbox {

struct GuidePlace
{
    QString user;
    QString guide; // its key
    QString tenant; // null: none
};

struct GuideStepLog
{
    StoredMessage message;
    bool endsGuide = false; // archiving this step put the whole guide away
};
QHash<QString, GuideStepLog> guideLog(Store &store, const GuidePlace &place); // by the step's ref
bool isPutAway(const GuideDef &guide, const QHash<QString, GuideStepLog> &log);

// The message of a step: that of the log, else a new one, which goes into the log.
StoredMessage guideMessage(Store &store, const GuidePlace &place, const QString &step,
                           const QString &channelId, const QByteArray &data, Timestamp now, Random &random);
void setEndsGuide(Store &store, const GuidePlace &place, const QString &step, bool ends);
void forgetGuide(Store &store, const GuidePlace &place); // its messages stay

// When a guide of a group was last put away: until its interval has passed, the group shows nothing.
void noteGroupShown(Store &store, const GuidePlace &place, const QString &group, Timestamp now);
QByteArray groupsShown(Store &store, const QString &user, const QString &tenant); // {group: time}

} // namespace api::sandbox
