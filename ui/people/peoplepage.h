// Everybody the service knows.
#pragma once

#include "ui/context.h"
#include "ui/page.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace models {
class CursorListBase;
}

namespace ui {

class ListPanel;
class SelectionBar;

class PeoplePage : public Page
{
    Q_OBJECT
public:
    explicit PeoplePage(const Context &context, QWidget *parent = nullptr);
    ~PeoplePage() override;

    Place place() const override;
    QString title() const override;
    void go(const Place &place) override;
    void refresh() override;
    bool isSettled() const override;
    QString failure() const override;

private:
    void setPreferences();
    void selectFirst(int count); // loads on until that many rows are there

    Context m_context;
    models::CursorListBase *m_model;
    ListPanel *m_list;
    QLineEdit *m_filter;
    SelectionBar *m_selection;
    int m_wanted = 0; // rows to select once they are loaded; 0: none
};

} // namespace ui
