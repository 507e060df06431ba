#pragma once

#include "models/writesmodel.h"
#include "ui/context.h"
#include "ui/page.h"

class QLabel;
class QPushButton;
class QStackedLayout;
class QTableView;

namespace ui {

class ColumnState;
class ErrorBar;
class FilterBar;
class StatePanel;
class WriteDetail;

// The write log of this environment: who wrote what, when and why, and what came of it.
class WritesPage : public Page
{
    Q_OBJECT
public:
    explicit WritesPage(const Context &context, QWidget *parent = nullptr);
    ~WritesPage() override;

    Place place() const override;
    QString title() const override;
    void go(const Place &place) override;
    void refresh() override;
    bool isSettled() const override { return true; }

Q_SIGNALS:
    void exported(const QString &path, const QString &problem); // null: it was written

private:
    void buildFilters();
    QWidget *buildTable();
    void applyFilters();
    void follow();
    void loadMore(); // until the view is full, a page of the log at a time
    void showMenu(const QPoint &at);
    void askForFile(models::FileFormat format);
    void exportTo(const QString &path, models::FileFormat format);

    Context m_context;
    models::WritesModel *m_model;
    models::WritesFilter *m_filter;
    FilterBar *m_filters;
    ErrorBar *m_error;
    StatePanel *m_state;
    QStackedLayout *m_stack;
    QWidget *m_body = nullptr;
    QTableView *m_view = nullptr;
    ColumnState *m_columns = nullptr;
    WriteDetail *m_detail = nullptr;
    QPushButton *m_export = nullptr;
    bool m_loading = false;
};

} // namespace ui
