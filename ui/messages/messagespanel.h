#pragma once

#include "models/messagescope.h"
#include "ui/context.h"
#include "ui/panel.h"

#include <QTimer>

class QPushButton;

namespace ui {

class ContentSteps;
class ErrorBar;
class FilterBar;
class Following;
class ListPanel;
class Marker;
class MessageView;

// Messages of everybody, a recipient, a workflow or a channel, filtered, with the chosen one beside them.
class MessagesPanel : public Panel
{
    Q_OBJECT
public:
    MessagesPanel(const Context &context, const models::MessageScope &scope, QWidget *parent = nullptr);

    const models::MessageScope &scope() const { return m_scope; }
    FilterBar *filterBar() const { return m_filters; }
    ListPanel *list() const { return m_list; }
    Following *following() const { return m_following; }
    MessageView *messageView() const { return m_view; }

    void activate() override;
    void refresh() override;
    bool isSettled() const override;
    QString failure() const override;
    QList<QPair<QString, QString>> filters() const override;
    void setFilters(const QList<QPair<QString, QString>> &filters) override;

private:
    void build();
    void ask();
    void showCurrent();
    void showSelection(int count);
    void addComparison();
    void compareSelected();
    void tellSettled();
    QStringList selectedIds() const;

    Context m_context;
    models::MessageScope m_scope;
    models::MessagesModel *m_model;
    FilterBar *m_filters;
    ErrorBar *m_error;
    Marker *m_marker;
    ContentSteps *m_contents = nullptr;
    ListPanel *m_list;
    MessageView *m_view;
    std::shared_ptr<api::MessageQuery> m_query; // what the list asks with
    Following *m_following;
    QPushButton *m_mark;
    QTimer m_showSoon; // running over rows with an arrow key asks for the last one only
    bool m_active = false;
    bool m_wasSettled = false;
};

} // namespace ui
