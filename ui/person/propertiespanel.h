#pragma once

#include "api/schema/user.h"
#include "ui/panel.h"

class QTreeView;

namespace models {
class JsonTreeModel;
}

namespace ui {

class KeyValueTable;
class PartView;

// What is known about a person, and their custom properties as a tree. The page hands it the person.
class PropertiesPanel : public Panel
{
    Q_OBJECT
public:
    explicit PropertiesPanel(QWidget *parent = nullptr);
    void setUser(const api::User &user);

    void activate() override { }
    void refresh() override { }
    bool isSettled() const override { return true; }

private:
    KeyValueTable *m_table;
    models::JsonTreeModel *m_model;
    QTreeView *m_tree;
    PartView *m_part;
};

} // namespace ui
