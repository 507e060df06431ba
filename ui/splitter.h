#pragma once

#include <QString>

class QSettings;
class QSplitter;

namespace ui {

// The second part gets `width` at first, and later what the person left it at.
void rememberSplitter(QSplitter *splitter, QSettings *settings, const QString &key, int width);

} // namespace ui
