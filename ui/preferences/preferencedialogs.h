// The questions around saving a preference set. Each opens without waiting and deletes itself.
#pragma once

#include <QDialog>
#include <QJsonObject>
#include <functional>

class QLabel;

namespace ui {

// What would change, in words and in JSON, with Save.
class PreferenceReviewDialog : public QDialog
{
    Q_OBJECT
public:
    PreferenceReviewDialog(const QString &setId, const QJsonObject &before, const QJsonObject &after,
                           bool canSave, QWidget *parent);

Q_SIGNALS:
    void saveRequested();
};

// The set is another one on the service now: both, and what may be done.
class PreferenceConflictDialog : public QDialog
{
    Q_OBJECT
public:
    PreferenceConflictDialog(const QString &setId, const QJsonObject &base, const QJsonObject &theirs,
                             const QJsonObject &mine, QWidget *parent);

Q_SIGNALS:
    void keepMine(); // replace theirs
    void takeTheirs(); // drop the edits
    void putMineOnTop(); // theirs, with the edits
};

// Asks what to do with unsaved changes; `save` may be empty where saving is no way out.
void askAboutUnsaved(QWidget *parent, int changes, const std::function<void()> &save,
                     const std::function<void()> &discard);

// The same before work for many people is given up that was not started.
void askAboutUnsent(QWidget *parent, const std::function<void()> &discard);

} // namespace ui
