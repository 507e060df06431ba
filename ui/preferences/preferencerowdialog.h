#pragma once

#include "api/rules/preferenceset.h"

#include <QDialog>

class QComboBox;
class QLineEdit;

namespace models {
class Vocabulary;
}

namespace ui {

// Asks for a category or workflow to have a row of its own.
class PreferenceRowDialog : public QDialog
{
    Q_OBJECT
public:
    PreferenceRowDialog(const models::Vocabulary *vocabulary, QWidget *parent);

Q_SIGNALS:
    void chosen(api::PreferenceRow row, const QString &key);

private:
    QComboBox *m_kind;
    QLineEdit *m_key;
};

} // namespace ui
