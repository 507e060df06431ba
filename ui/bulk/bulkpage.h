#pragma once

#include "ui/context.h"
#include "ui/page.h"

#include <QPointer>

class QPushButton;
class QSplitter;
class QStackedLayout;
class QTableView;
class QVBoxLayout;
namespace models {
class BulkJob;
}

namespace ui {

class ErrorBar;
class JobDetail;
class StatePanel;

// Bulk operations: what runs, what ran, and what failed in it. `bulk:ID` watches that operation.
class BulkPage : public Page
{
    Q_OBJECT
public:
    explicit BulkPage(const Context &context, QWidget *parent = nullptr);
    ~BulkPage() override;

    Place place() const override;
    QString title() const override;
    void go(const Place &place) override;
    void refresh() override;
    bool isSettled() const override;

private:
    QWidget *buildHeader();
    void buildTable(QSplitter *splitter);
    void buildActions();
    void select(models::BulkJob *job);
    void follow(); // what is there, and what is selected
    void watch(const QString &id);
    void askForId();
    void pasteId();
    void removeCurrent();
    void showMenu(const QPoint &at);
    models::BulkJob *currentJob() const;
    void startPreferences(const QStringList &ids, const QJsonObject &set);

    Context m_context;
    QString m_id; // of the place
    ErrorBar *m_error;
    StatePanel *m_state;
    QStackedLayout *m_stack;
    QWidget *m_body;
    QTableView *m_view;
    JobDetail *m_detail;
    bool m_wasSettled = false;
};

} // namespace ui
