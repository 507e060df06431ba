// Every endpoint, in groups, to be searched and chosen from.
#pragma once

#include <QWidget>

class QLineEdit;
class QTreeView;
namespace api {
struct EndpointInfo;
}
namespace models {
class EndpointsFilter;
class EndpointsModel;
}

namespace ui {

class EndpointList : public QWidget
{
    Q_OBJECT
public:
    explicit EndpointList(QWidget *parent = nullptr);
    void setCurrent(const api::EndpointInfo &endpoint); // no signal
    const api::EndpointInfo *find(const QString &name) const; // users.list; null: there is none

Q_SIGNALS:
    void chosen(const api::EndpointInfo *endpoint); // by the person; never null

private:
    void search(const QString &text);
    void chooseFirst();
    models::EndpointsModel *m_endpoints;
    models::EndpointsFilter *m_matching;
    QLineEdit *m_search;
    QTreeView *m_tree;
    const api::EndpointInfo *m_current = nullptr;
    bool m_searching = false;
};

} // namespace ui
