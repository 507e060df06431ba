// The sandbox's workflow and channel definitions, read from resources/sandbox/workflows.json.
#pragma once

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
    QString type; // email, in_app_feed, sms, push, chat
    QString provider; // email_sendgrid, …
};

struct StepDef // one channel step with its template
{
    QString ref;
    QString channelKey;
    QJsonObject content; // by channel type: subject/html/text; body; title/body; blocks
    double chance = 1; // how often the made-up world takes this step, 0 to 1
};

struct WorkflowDef
{
    QString key;
    QString name;
    QString versionId;
    QStringList categories;
    QString batchWindow; // empty: no batch step
    QList<StepDef> steps;

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

struct Workflows
{
    QString environmentId;
    QJsonObject vars; // public variables, e.g. app_url
    QList<ChannelDef> channels;
    QList<WorkflowDef> workflows;
    QList<QJsonObject> tenants; // as the API sends them, without times
    QList<ObjectDef> objects;

    const ChannelDef *channel(const QString &id) const; // by UUID; null when unknown
    const ChannelDef *channelByKey(const QString &key) const;
    const WorkflowDef *workflow(const QString &key) const;

    static Workflows builtIn(); // from :/sandbox/workflows.json
};

// What a message says, rendered from its workflow's template: {{ path }} over the message's `data`,
// `recipient`, `actor`, `actors`, `total_actors`, `tenant` and `vars`.
struct RenderInput
{
    QJsonObject data;
    QJsonObject recipient; // full user
    QList<QJsonObject> actors; // full users, at most 10
    int totalActors = 0;
    QJsonObject tenant;
    QJsonObject vars;
};
// MessageContent.data as E07 sends it (with __typename).
QJsonObject renderContent(const WorkflowDef &workflow, const StepDef &step, const ChannelDef &channel,
                          const RenderInput &input);
// The blocks of a feed item (E14) for an in-app step.
QJsonArray renderBlocks(const StepDef &step, const RenderInput &input);

} // namespace api::sandbox
