#pragma once

#include "ui/context.h"

#include <QStringList>

class QWidget;

namespace ui {

// Opens the editor for preferences of many people, with these ids filled in. `parent` is any widget of the
// window that asks; where the operation goes then is told through the jobs of the context.
void startBulkPreferences(const Context &context, QWidget *parent, const QStringList &userIds);

} // namespace ui
