// Everybody the service knows.
#pragma once

#include "ui/context.h"
#include "ui/page.h"

#include "models/lists.h"

class QLineEdit;

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
    // Selects the first rows; loads on until that many are there, or there are no more.
    void selectFirst(int count);

private:
    void buildBar();
    void connectList();
    void askHowMany();
    void selectWanted();
    void setPreferences();

    Context m_context;
    models::PeopleModel *m_model;
    ListPanel *m_list;
    QLineEdit *m_filter;
    SelectionBar *m_selection;
    int m_wanted = 0; // rows to select once they are loaded; 0: none
    bool m_started = false;
};

} // namespace ui
