// A channel step of a run: sends a message, or says why not (behaviour 8, 10, 11).
#pragma once

#include "api/sandbox/stepcontext.h"

namespace api::sandbox {

// What it did, for the run's events: message_enqueued with the message's id, or step_skipped with the reason.
RunNote takeChannelStep(const StepContext &context);

} // namespace api::sandbox
