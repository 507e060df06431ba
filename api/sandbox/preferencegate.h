// Whether a recipient's preferences let a channel step send, and which of them don't (behaviour 10).
#pragma once

#include "api/rules/preferenceverdict.h"
#include "api/sandbox/stepcontext.h"

namespace api::sandbox {

struct PreferenceLayers // what may be said about a recipient's messages, and where
{
    QMap<QString, QJsonObject> sets; // of the recipient, by id
    QString tenant; // null: none
    QJsonObject ofTenant, ofAll; // the defaults; empty: none

    bool isEmpty() const { return sets.isEmpty() && ofTenant.isEmpty() && ofAll.isEmpty(); }
    QJsonObject inForce() const;
};

// The preferences that are against it; empty when it may be sent. Each is an object: `where` (channel_type,
// channel, category, workflow, commercial), `key`, `whole_row`, `state` (off, conditions), `level`
// (recipient, tenant_default, environment_default), `set_id`, and for conditions `failed`, a list of
// sentences.
QJsonArray preferencesAgainst(const StepContext &context, const ChannelDef &channel);
QJsonArray preferencesAgainst(const PreferenceLayers &said, const PreferenceQuestion &question,
                              const ConditionScope &scope);

} // namespace api::sandbox
