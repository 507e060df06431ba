#pragma once

#include <QString>

class QWidget;
namespace api {
class WriteLock;
}

namespace ui {

// Asks why a read-only environment is to be opened for a quarter of an hour, and opens it.
void openUnlock(api::WriteLock *lock, const QString &environment, QWidget *parent);

} // namespace ui
