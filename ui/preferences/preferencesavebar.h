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
    void setWhyNot(const QString &reason); // edits can be tried, not saved; null: they can be saved
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
    QString m_whyNot;
};

} // namespace ui
