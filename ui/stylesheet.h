#pragma once

#include <QString>

namespace ui {

struct Tokens;

// What Fusion cannot be told by a palette: measures of buttons, fields, menus, scroll bars.
QString styleSheet(const Tokens &tokens);

} // namespace ui
