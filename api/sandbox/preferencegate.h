// Whether a recipient's preferences let a channel step send, and which of them don't (behaviour 10).
#pragma once

#include "api/sandbox/stepcontext.h"

namespace api::sandbox {

// The preferences that are against it; empty when it may be sent. Each is an object: `where` (channel_type,
// channel, category, workflow, commercial), `key`, `whole_row`, `state` (off, conditions), `level`
// (recipient, tenant_default, environment_default), `set_id`, and for conditions `failed`, a list of
// sentences.
QJsonArray preferencesAgainst(const StepContext &context, const ChannelDef &channel);

} // namespace api::sandbox
