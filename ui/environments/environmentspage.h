#pragma once

#include "ui/context.h"
#include "ui/page.h"

class QLabel;
class QListWidget;
class QPushButton;

namespace models {
struct Profile;
}

namespace ui {

class EnvironmentForm;
class ErrorBar;

// The environments this console knows: add, edit, test, remove, and go to one.
// Places: environments, environments:ID, environments:new.
class EnvironmentsPage : public Page
{
    Q_OBJECT
public:
    explicit EnvironmentsPage(const Context &context, QWidget *parent = nullptr);

    Place place() const override;
    QString title() const override;
    void go(const Place &place) override;
    void refresh() override;
    bool isSettled() const override { return true; }
    QString unsavedWork() const override;

private:
    QWidget *buildHeader();
    QWidget *buildList();
    QWidget *buildSide();
    void fill(); // the list
    void choose(int row);
    void show(QString id);
    void addNew();
    void follow();
    void openChosen();
    void askToRemove();
    void noteSaved(const QString &id, bool isOtherConnection);
    QString currentId() const;

    Context m_context;
    ErrorBar *m_error;
    QListWidget *m_list = nullptr;
    QLabel *m_heading = nullptr;
    EnvironmentForm *m_form = nullptr;
    QPushButton *m_open = nullptr;
    QPushButton *m_remove = nullptr;
    QString m_id; // of the form; empty: a new one
    bool m_filling = false;
};

} // namespace ui
