#pragma once

#include <QDateTime>
#include <QString>

namespace ui {

// What the clock shows where a person is: "16:42 there · Europe/Madrid", "06:42 tomorrow there · Asia/Tokyo"
// when it is another day there than in `here`. A zone nobody knows is named as such; an empty one gives no
// text.
QString localTimeThere(const QDateTime &now, const QString &zone, const QTimeZone &here);

} // namespace ui
