// The short form of a message: what its provider is sent.
#pragma once

#include "api/sandbox/people.h"
#include "api/sandbox/providerlog.h"
#include "api/sandbox/workflows.h"

namespace api::sandbox {

// As much of a person or object as short texts need.
QJsonObject personJson(const Person &person);
QJsonObject recipientJson(const ObjectDef *object,
                          const Person &person); // the object, or the person if that is null

Letter letterFor(const WorkflowDef &workflow, const StepDef &step, const ChannelDef &channel,
                 const QString &messageId, const RenderInput &input);

} // namespace api::sandbox
