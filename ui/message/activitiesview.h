#pragma once

#include "ui/place.h"

#include <QWidget>

class QHBoxLayout;
class QTableView;

namespace models {
class CursorListBase;
}

namespace ui {

class JsonTreeView;

// The activities behind a message, who is in the chosen one, and everything of it as a tree.
class ActivitiesView : public QWidget
{
    Q_OBJECT
public:
    ActivitiesView(models::CursorListBase *activities, QWidget *parent = nullptr);
    JsonTreeView *tree() const { return m_data; }

Q_SIGNALS:
    void openRequested(const ui::Place &place, bool inNewTab);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildTable();
    void showCurrent();
    void showPeople(const QJsonObject &activity);
    models::CursorListBase *m_model;
    QTableView *m_table;
    QWidget *m_people;
    QHBoxLayout *m_peopleRow;
    JsonTreeView *m_data;
};

} // namespace ui
