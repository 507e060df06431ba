#pragma once

#include <QByteArray>

namespace models {

// What can be read of a JSON text whose end was cut off: up to the last value that is whole, with the open
// brackets closed. Empty when not even one value of the top object or array is whole.
QByteArray closedJson(const QByteArray &cut);

} // namespace models
