// Makes the message of a channel step: its content, and what will become of it (behaviour 12).
#pragma once

#include "api/sandbox/stepcontext.h"
#include "api/sandbox/story.h"

namespace api::sandbox {

// Stores the message with its activities; of its story what has happened by now, the rest as planned events.
// Answers with the message's id.
QString writeMessage(const StepContext &context, const ChannelDef &channel, const RenderInput &input);

// What becomes of a message that an API call or a schedule set off. Certain recipients have a fate of their
// own, which a word of their e-mail address (before the @) tells, for other channels one of their id or name;
// see README.md. All others: Fine.
Fate fateOf(const ChannelDef &channel, const QJsonObject &recipient);

} // namespace api::sandbox
