#pragma once

#include <QWidget>

class QTableView;
class QTreeView;

namespace models {
class CursorListBase;
class JsonTreeModel;
}

namespace ui {

// The activities behind a message, and everything of the chosen one as a tree.
class ActivitiesView : public QWidget
{
    Q_OBJECT
public:
    ActivitiesView(models::CursorListBase *activities, QWidget *parent = nullptr);

private:
    void showCurrent();
    models::CursorListBase *m_model;
    models::JsonTreeModel *m_tree;
    QTableView *m_table;
    QTreeView *m_data;
};

} // namespace ui
