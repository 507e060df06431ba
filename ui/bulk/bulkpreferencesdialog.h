#pragma once

#include "ui/context.h"

#include <QDialog>
#include <QJsonObject>
#include <memory>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QStackedLayout;
class QVBoxLayout;

namespace models {
class PreferenceGridModel;
class PreferenceStore;
struct IdList;
}

namespace ui {

class ErrorBar;
class JsonView;
class PreferenceGridView;

// One preference set for many people: who, which set and what is in it; then a review, and off it goes.
class BulkPreferencesDialog : public QDialog
{
    Q_OBJECT
public:
    BulkPreferencesDialog(const Context &context, const QStringList &userIds, const QJsonObject &set,
                          QWidget *parent);
    ~BulkPreferencesDialog() override;
    void reject() override; // asks before anything typed is lost

Q_SIGNALS:
    void started(); // the job is in the list

private:
    QWidget *buildEdit();
    QWidget *buildPeople(QWidget *parent);
    QWidget *buildGrid(QWidget *parent);
    QWidget *buildReview();
    void countIds();
    void loadFromPerson();
    void showSets(); // of the person that was loaded
    void takeSet(const QString &setId);
    void review();
    void edit();
    void followReview();
    void start();
    void startNow();
    QJsonObject set() const; // with its id
    QString setId() const;

    Context m_context;
    models::PreferenceGridModel *m_grid;
    std::unique_ptr<models::PreferenceStore> m_store; // of the person asked for
    QStringList m_ids;
    QString m_firstText;
    QStackedLayout *m_steps;
    QPlainTextEdit *m_text;
    QLabel *m_count;
    QComboBox *m_setId;
    QLineEdit *m_person;
    QPushButton *m_load;
    ErrorBar *m_error;
    PreferenceGridView *m_view;
    QLabel *m_reviewTitle;
    QLabel *m_reviewWords;
    JsonView *m_json;
    QCheckBox *m_sure;
    QPushButton *m_next;
    QPushButton *m_start;
};

// What became of a pasted list, in words: "498 ids, 2 duplicates and 1 blank line left out".
QString idListWords(const models::IdList &list, int blankLines);
int blankLinesOf(const QString &text);

// The dialog, opened; the bulk page is shown when it was started from another page.
void openBulkPreferences(const Context &context, QWidget *parent, const QStringList &userIds,
                         const QJsonObject &set);

} // namespace ui
