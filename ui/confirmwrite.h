#pragma once

#include "ui/context.h"

#include <QString>
#include <functional>

class QWidget;
namespace api {
struct EndpointInfo;
}

namespace ui {

// Whether confirmWrite() asks: the environment is protected, and the endpoint destroys something.
bool asksForName(const Context &context, const api::EndpointInfo &endpoint);

// Runs `go` at once, or, where the environment is protected and the endpoint destroys something
// (api::isDestructive), after its name was typed. `what` says what is about to be done in one sentence. Every
// action that writes destructively goes through this.
void confirmWrite(const Context &context, QWidget *parent, const api::EndpointInfo &endpoint,
                  const QString &what, const std::function<void()> &go);

} // namespace ui
