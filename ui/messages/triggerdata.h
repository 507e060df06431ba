// Trigger data to look for, as a person writes it: "project = apollo", a line for each (behaviour 12).
#pragma once

#include "ui/filterbar.h"

#include <QJsonObject>

namespace ui {

// Reads lines of `key = value`, or one JSON object. A value is a number, true, false or null where it looks
// like one, else text; in double quotes it is text always. Keys are top-level ones. Lists and objects are
// refused: the service compares none. The values of the reading are for an address, each one pair.
FilterReading readTriggerData(const QString &text);
// What those values ask for; pairs that can't be read are left out.
QJsonObject triggerDataOf(const QStringList &pairs);

} // namespace ui
