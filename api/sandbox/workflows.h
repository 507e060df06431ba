// The sandbox's workflow and channel definitions, read from resources/sandbox/workflows.json.
#pragma once

#include "api/sandbox/guidedefs.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace api::sandbox {

struct ChannelDef
{
    QString id; // UUID
    QString key; // email-sendgrid
    QString name; // SendGrid
    QString type; // email, in_app_feed, in_app_guide, sms, push, chat
    QString provider; // email_sendgrid, …
};

enum class StepKind { Channel, Delay, Batch, Throttle };

// One step of a workflow. What it needs of these it has by its kind; fetch steps are not supported.
struct StepDef
{
    QString ref;
    QString channelKey; // of a channel step
    QJsonObject content; // of a channel step, by channel type: subject/html/text; body; title/body; blocks
    double chance = 1; // how often the made-up world takes this step, 0 to 1
    StepKind kind = StepKind::Channel;
    QJsonArray conditions; // all must hold, or the run goes on behind the step (shapes 5.2)
    // µs: how long a delay lasts, how long a batch stays open, the span a throttle counts in.
    qint64 duration = 0;
    QString untilPath; // of a delay: where in the trigger data the time stands to wait for; empty: `duration`
    QString keyPath; // of a batch or throttle: the value in the trigger data it keeps apart; empty: none
    int most = 0; // activities that close a batch, 0: only time does; passes in a throttle's span

    bool isChannel() const { return kind == StepKind::Channel; }
    QString kindName() const; // channel, delay, batch, throttle
};

struct WorkflowDef
{
    QString key;
    QString name;
    QString versionId;
    QStringList categories;
    bool isActive = true; // else triggering it is refused
    bool isCommercial = false; // not for those who unsubscribed from commercial messages
    bool overridesPreferences = false; // goes out whatever the recipient prefers
    QJsonArray conditions; // all must hold, or the recipient's run ends at once
    QJsonObject dataSchema; // what the trigger data must look like, see dataschema.h; empty: anything
    QList<StepDef> steps;

    bool hasBatch() const;
    bool canPause() const; // has a delay or a batch

    // What the made-up world needs: how often it runs, whether a person sets it off, and the recipe of its
    // trigger data (see sampledata.h), with the keys that differ from activity to activity of a batch.
    int weight = 1;
    bool hasActor = false;
    QJsonObject sampleData;
    QStringList sampleKeysPerActivity;
};

struct ObjectDef // an object that gets notifications: a project with a chat of its own, an office
{
    QString collection;
    QString id;
    QString name;
    QString timezone = {}, locale = {}; // null: unknown
    QJsonObject properties = {}; // beside the name
    QJsonObject preferences = {}; // sets by id
    QStringList follows = {}; // objects it is subscribed to, as collection/id
    bool hasSlack = true;
};

struct AudienceDef // a group of people; see audiences.h
{
    QString key;
    double share = 0; // of the made-up people who are in it, 0 to 1
    bool isByTenant = false; // a member is in it for a tenant of theirs
};

// "90s", "10m", "2h", "7d" in µs; 0 when it is none of these.
qint64 durationOf(const QString &text);

struct Workflows
{
    QString environmentId;
    QJsonObject vars; // public variables, e.g. app_url
    QList<ChannelDef> channels;
    QList<WorkflowDef> workflows;
    QList<QJsonObject> tenants; // as the API sends them, without times
    QList<ObjectDef> objects;
    QList<AudienceDef> audiences;
    QList<GuideDef> guides;
    QList<QJsonObject> guideGroups; // as the API sends them
    QJsonObject preferenceCenter; // address: of its page; answer: as X16 sends it, without the user
    QJsonObject preferenceDefaults; // the environment's default preference set; empty: none

    const ChannelDef *channel(const QString &id) const; // by UUID; null when unknown
    const ChannelDef *channelByKey(const QString &key) const;
    const WorkflowDef *workflow(const QString &key) const;

    static Workflows builtIn(); // from :/sandbox/workflows.json and guides.json
};

// What a message says, rendered from its workflow's template: {{ path }} over the message's `data`,
// `recipient`, `actor`, `actors`, `total_actors`, `total_activities`, `tenant` and `vars`.
struct RenderInput
{
    QJsonObject data;
    QJsonObject recipient; // full user, or an object with its properties at the top level
    QList<QJsonObject> actors; // as `recipient`, at most 10
    int totalActors = 0;
    int totalActivities = 1;
    QJsonObject tenant;
    QJsonObject vars;
    QJsonObject channelData = {}; // the recipient's on this channel; empty: addresses made from its id
};
// MessageContent.data as E07 sends it (with __typename).
QJsonObject renderContent(const WorkflowDef &workflow, const StepDef &step, const ChannelDef &channel,
                          const RenderInput &input);
// The blocks of a feed item (E14) for an in-app step.
QJsonArray renderBlocks(const StepDef &step, const RenderInput &input);

} // namespace api::sandbox
