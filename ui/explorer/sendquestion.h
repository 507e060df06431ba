#pragma once

#include "ui/context.h"

#include <QString>
#include <functional>

class QWidget;
namespace api {
struct RequestData;
}

namespace ui {

// Runs `go` at once, or after a yes where the request destroys something: by typing the environment's name
// where that is protected, by a button elsewhere. Asks once. `line` says what the endpoint does.
void askToSend(const Context &context, QWidget *parent, const api::RequestData &request, const QString &line,
               const std::function<void()> &go);

} // namespace ui
