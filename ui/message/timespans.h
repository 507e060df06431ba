// Lengths of time in the words of a timeline.
#pragma once

#include <QString>

namespace ui {

// "0.4 s", "33 s", "3 min", "2 h", "4 days"; microseconds, the sign is ignored.
QString spanText(qint64 us);
// Between two lines: "+217 ms", "+33 s", and from a minute and a half on "3 min later".
QString gapText(qint64 us);

} // namespace ui
