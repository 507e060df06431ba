#pragma once

#include "api/rules/preferenceset.h"
#include "ui/context.h"
#include "ui/panel.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedLayout;
class QVBoxLayout;
namespace api {
struct ApiError;
}
namespace models {
class PreferenceGridModel;
class PreferenceStore;
}

namespace ui {

class ErrorBar;
class FilterBar;
class PreferenceGridView;
class PreferenceSaveBar;
class PreferenceSetChooser;
class PreferenceSide;
class StatePanel;

// A person's preference sets as a grid: chosen, edited, reviewed and saved whole.
class PreferencesPanel : public Panel
{
    Q_OBJECT
public:
    PreferencesPanel(const Context &context, const QString &userId, QWidget *parent = nullptr);
    ~PreferencesPanel() override;

    void activate() override;
    void refresh() override;
    bool isSettled() const override;
    QString failure() const override;
    QString unsavedWork() const override;
    QList<QPair<QString, QString>> filters() const override; // set=ID, other than default
    void setFilters(const QList<QPair<QString, QString>> &filters) override;

private:
    void buildBar();
    void buildBody(QVBoxLayout *column);
    void buildActions();
    void connectStore();
    void loaded();
    void loadFailed();
    void askForRow();
    void wantSet(const QString &setId); // asks first when there are unsaved changes
    void showSet(QString setId); // by value: it may be the current one
    void review();
    QString whyNotSave() const; // null: it may be saved
    void save();
    void saved();
    void saveFailed(const api::ApiError &error);
    void conflict(const QJsonObject &theirs);
    void explain();
    void tellAge();
    void showBody();
    void rebase(const QJsonObject &set); // keeps the edits and the current cell

    Context m_context;
    QString m_setId;
    models::PreferenceStore *m_store;
    models::PreferenceGridModel *m_grid;
    FilterBar *m_bar;
    PreferenceSetChooser *m_sets;
    QLineEdit *m_find;
    QPushButton *m_onlyChanged;
    QLabel *m_age;
    ErrorBar *m_error;
    StatePanel *m_state;
    QStackedLayout *m_stack;
    QWidget *m_body;
    PreferenceGridView *m_view;
    PreferenceSide *m_side;
    PreferenceSaveBar *m_saveBar;
    QString m_wantedSet; // once the save under way is done
    bool m_active = false;
    bool m_saveFailed = false; // Retry means saving
    bool m_justSaved = false;
};

} // namespace ui
