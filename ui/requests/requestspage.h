#pragma once

#include "api/client/call.h"
#include "api/schema/endpoint.h"
#include "ui/context.h"
#include "ui/page.h"

class QMenu;
class QPushButton;
class QStackedLayout;
class QTableView;
namespace api {
struct JournalEntry;
}
namespace models {
class RequestsFilter;
class RequestsModel;
}

namespace ui {

class ColumnState;
class ErrorBar;
class FilterBar;
class RequestDetail;
class StatePanel;

// Every request of this run, as it happens.
class RequestsPage : public Page
{
    Q_OBJECT
public:
    explicit RequestsPage(const Context &context, QWidget *parent = nullptr);
    ~RequestsPage() override;

    Place place() const override;
    QString title() const override;
    void go(const Place &place) override;
    void refresh() override { }
    bool isSettled() const override { return true; }

private:
    void buildFilters();
    QWidget *buildTable();
    void buildActions();
    QAction *addKeyAction(const QString &text, const QKeySequence &keys, void (RequestsPage::*run)());
    void applyFilters();
    void follow();
    void selectFirst();
    void showMenu(const QPoint &at);
    const api::JournalEntry *current() const;
    QList<api::JournalEntry> selected() const; // oldest first
    void copyAsCurl();
    void copyAsNode();
    void exportHar();
    void sendAgain();
    void resend(const api::RequestData &what);
    void check();
    void compare();

    Context m_context;
    models::RequestsModel *m_model;
    models::RequestsFilter *m_filter;
    FilterBar *m_filters;
    ErrorBar *m_error;
    StatePanel *m_state;
    QStackedLayout *m_stack;
    QWidget *m_body = nullptr;
    QTableView *m_view = nullptr;
    ColumnState *m_columns = nullptr;
    RequestDetail *m_detail = nullptr;
    QPushButton *m_compare = nullptr;
    QPushButton *m_again = nullptr;
    api::Call m_call; // of what is sent again
    api::RequestData m_unsure; // of which the outcome is not known
};

} // namespace ui
