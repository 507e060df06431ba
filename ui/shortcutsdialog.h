#pragma once

#include <QDialog>

class QAction;

namespace ui {

// Every action that has a key, with its key; and the keys of lists and pages.
class ShortcutsDialog : public QDialog
{
    Q_OBJECT
public:
    ShortcutsDialog(const QList<QAction *> &actions, QWidget *parent);
};

} // namespace ui
