#pragma once

class QString;
class QWidget;

namespace ui {

// What the service answered, as it came: for what this console knows no words for.
void openAnswer(const QString &answer, QWidget *parent);

} // namespace ui
