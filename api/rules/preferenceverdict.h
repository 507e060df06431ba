// Which preferences decide whether a notification goes out, and how sets fill each other's gaps (behaviour
// 10).
#pragma once

#include "api/rules/preferenceset.h"

#include <QList>
#include <functional>

namespace api {

struct PreferenceQuestion
{
    QString workflow;
    QStringList categories; // of the workflow
    QString channelType;
    QString channelId = {}; // may be empty; a value for this very channel stands in for its type's
    bool isCommercial = false;
};

struct PreferenceReason
{
    enum class Where { ChannelType, Channel, Category, Workflow, Commercial };
    Where where = Where::ChannelType;
    QString key; // the channel type, channel id, category or workflow
    bool wholeRow = false; // of a category or workflow: said for all its channels
    PreferenceState state = PreferenceState::Inherit; // On, Off, Conditions or Other
    QJsonArray conditions;
    bool blocks = false; // off, or under conditions that were evaluated and do not hold
};

struct PreferenceVerdict
{
    enum class Outcome { Sent, Blocked, Depends }; // Depends: on conditions nobody evaluated
    Outcome outcome = Outcome::Sent;
    QList<PreferenceReason> reasons; // every preference that exists for the question
    QList<PreferenceReason> deciding() const; // those that block, else those it depends on, else all
};

// Whether all of these conditions hold. Without one, conditions leave the verdict at Depends.
using ConditionCheck = std::function<bool(const QJsonArray &conditions)>;

// All preferences that exist must be true; what is missing counts as true, and nothing overrides anything.
PreferenceVerdict judge(const QJsonObject &set, const PreferenceQuestion &question,
                        const ConditionCheck &check = {});

// The set in force: `recipient` first, gaps filled leaf by leaf from `tenantDefault`, then
// `environmentDefault`. A setting of the tenant's marked `__strategy__: "replace"` stands in for the
// recipient's.
QJsonObject mergedSet(const QJsonObject &recipient, const QJsonObject &tenantDefault,
                      const QJsonObject &environmentDefault);

// The same for a trigger: picks the recipient's set (by id) for the tenant; an empty tenant means none, and
// without a set for the tenant on either side the recipient's `default` is used.
QJsonObject setInForce(const QMap<QString, QJsonObject> &recipientSets, const QString &tenant,
                       const QJsonObject &tenantDefault, const QJsonObject &environmentDefault);

// What `merged` has and `stored` does not: the part that came from defaults.
QJsonObject fromDefaults(const QJsonObject &merged, const QJsonObject &stored);

} // namespace api
