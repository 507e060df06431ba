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
    bool overridesPreferences = false; // the workflow is sent whatever the preferences say
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

// All preferences that exist must be true; what is missing counts as true, and nothing overrides anything. A
// workflow that overrides preferences is sent without a reason.
PreferenceVerdict judge(const QJsonObject &set, const PreferenceQuestion &question,
                        const ConditionCheck &check = {});

// The set in force: `recipient` first, gaps filled leaf by leaf from `tenantDefault`, then
// `environmentDefault`. A setting of the tenant's marked `__strategy__: "replace"` stands in for the
// recipient's.
QJsonObject mergedSet(const QJsonObject &recipient, const QJsonObject &tenantDefault,
                      const QJsonObject &environmentDefault);

// The same for a trigger: picks the recipient's set (by id) for the tenant; an empty tenant means none, and
// without a set for the tenant on either side the recipient's `default` is used. A set that is there counts,
// even when it says nothing; an empty object is no set. What the recipient's `default` says of
// `commercial_subscribed` holds for every tenant, because only there it has a meaning.
QJsonObject setInForce(const QMap<QString, QJsonObject> &recipientSets, const QString &tenant,
                       const QJsonObject &tenantDefault, const QJsonObject &environmentDefault);

// `changes` over a stored set, for the persistence strategy `merge` and for inline preferences: leaf by leaf;
// a null leaf goes away, an absent or null map stays as it was.
QJsonObject mergedPreferences(const QJsonObject &stored, const QJsonObject &changes);

// What `merged` has and `stored` does not: the part that came from defaults.
QJsonObject fromDefaults(const QJsonObject &merged, const QJsonObject &stored);

} // namespace api
