// Buttons, separators and icons that follow the theme.
#pragma once

#include <QString>
#include <Qt>

class QFrame;
class QLabel;
class QPushButton;
class QToolButton;
class QWidget;

namespace ui {

enum class ButtonRole { Normal, Primary, Danger };

QPushButton *makeButton(const QString &text, QWidget *parent, ButtonRole role = ButtonRole::Normal,
                        const QString &icon = {});
void setButtonRole(QPushButton *button, ButtonRole role);
// A flat 30 px button with an icon only; `name` is its tooltip and accessible name.
QToolButton *makeIconButton(const QString &icon, const QString &name, QWidget *parent);
QFrame *makeLine(QWidget *parent, Qt::Orientation orientation = Qt::Horizontal);
QLabel *makeTitle(const QString &text, QWidget *parent); // 18 px
QLabel *makeSentence(const QString &text, QWidget *parent); // 15 px, wraps
QLabel *makeHeading(const QString &text, QWidget *parent); // 13 px bold
QLabel *makeDim(const QString &text, QWidget *parent);

} // namespace ui
