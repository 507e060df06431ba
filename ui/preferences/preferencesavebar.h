#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace models {
class PreferenceGridModel;
}

namespace ui {

class ElidedLabel;

// "3 changes": in words, with Undo, Redo, Review and Save. Hidden while there is nothing to undo or save.
class PreferenceSaveBar : public QWidget
{
    Q_OBJECT
public:
    explicit PreferenceSaveBar(models::PreferenceGridModel *grid, QWidget *parent = nullptr);
    void setSaving(bool saving);
    void setReadOnly(bool readOnly); // edits can be tried, not saved
    QString text() const;

Q_SIGNALS:
    void reviewRequested();
    void saveRequested();

private:
    void follow();
    models::PreferenceGridModel *m_grid;
    QLabel *m_count;
    ElidedLabel *m_words;
    QToolButton *m_undo;
    QToolButton *m_redo;
    QPushButton *m_review;
    QPushButton *m_save;
    bool m_saving = false;
    bool m_readOnly = false;
};

} // namespace ui
