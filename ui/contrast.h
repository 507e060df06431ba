#pragma once

#include <QColor>

namespace ui {

// As WCAG 2 has it: 1 to 21; text needs 4.5.
double contrastOf(const QColor &a, const QColor &b);
// The colour itself where white text can be read on it, else as much darker as that takes.
QColor groundUnderWhite(QColor color);

} // namespace ui
