// The one list of the console: a paged model as a table with its states, filters, count and detail.
#pragma once

#include "ui/celllinks.h"
#include "ui/context.h"
#include "ui/panel.h"

#include <functional>

class QAction;
class QLabel;
class QMenu;
class QPushButton;
class QSplitter;
class QStackedLayout;
class QTableView;
class QVBoxLayout;

namespace models {
class CursorListBase;
}

namespace ui {

class ColumnState;
class ErrorBar;
class FilterBar;
class ListExport;
class LoadedFilter;
class StatePanel;

// Rows are rows of the model everywhere, whatever the local filter hides. The model is not owned, and is not
// asked for anything before activate().
class ListPanel : public Panel
{
    Q_OBJECT
public:
    ListPanel(const Context &context, models::CursorListBase *model, const QString &settingsKey,
              QWidget *parent = nullptr);
    ~ListPanel() override;

    void setFilterBar(FilterBar *bar); // above the list; takes the bar over
    FilterBar *filterBar() const { return m_filterBar; }
    void setHeader(QWidget *header); // between the filters and the list
    void setDetail(QWidget *detail, int width = 456); // at the right, in a splitter that is remembered
    // While the list is empty; with filters set it says so and offers to clear them.
    void setEmptyText(const QString &title, const QString &hint = {});
    void setFilteredHint(const QString &hint); // below "Nothing matches these filters"
    // Shows only the loaded rows that contain the text; empty shows all.
    void setLocalFilter(const QString &text);
    // Shows only the loaded rows that pass, for what the service can't be asked for; empty shows all. As many
    // rows are loaded as fill the view, but no more than 500 at a time: then "Look through more" goes on.
    void setRowTest(std::function<bool(int row)> test);
    // What is asked for can't be: it is told in place of the rows. Empty: all is well.
    void setProblem(const QString &text);
    // Where a row leads: activating opens it, Ctrl+Enter and the middle button in a new tab.
    void setRowPlace(std::function<Place(int row)> place);
    // Where the values in a row's cells lead: a click on one, the row's menu, and Alt+Enter for the first of
    // them.
    void setLinks(std::function<QList<CellLink>(int row)> links);
    // More entries for the menu of a row.
    void setRowMenu(std::function<void(QMenu *menu, int row)> fill);
    // What is copied of a row for a ticket (Ctrl+Shift+C); without it, a table of the selected rows.
    void setRowText(std::function<QString(int row)> text);
    void setColumnsHidden(const QList<int> &columns); // unless the person chose otherwise before
    void setMultiSelection(bool on); // off unless asked for

    models::CursorListBase *model() const { return m_model; }
    QTableView *view() const { return m_view; }
    QList<int> selectedRows() const; // rising
    int selectedCount() const;
    int currentRow() const; // -1: none
    void setCurrentRow(int row);
    void stepTo(int row); // makes it the current one, and leaves the selection as it is
    int shownRowCount() const;
    int firstShownRow() const; // -1: none

    void activate() override;
    void refresh() override;
    bool isSettled() const override;
    QString failure() const override;
    QList<QPair<QString, QString>> filters() const override;
    void setFilters(const QList<QPair<QString, QString>> &filters) override;
    void showBody(QWidget *body);
    QString footerText() const;

Q_SIGNALS:
    void activated(int row);
    void currentRowChanged(int row);
    void selectionCountChanged(int count);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildView();
    void buildBody();
    void connectModel();
    void connectView();
    void followState(); // overlay, error bar, footer
    void tellVisible();
    void lookFurther(); // for rows that pass the test
    bool isLookingFurther() const;
    void openLink(const Place &place, bool inNewTab);
    QString selectionText() const;
    void open(const QModelIndex &index, bool inNewTab);
    void showRowMenu(const QPoint &position);
    void addEvidence();
    void copyText();
    void copyLinks();
    QList<int> shownRows() const;
    bool isFiltered() const;
    int sourceRow(const QModelIndex &index) const;

    Context m_context;
    models::CursorListBase *m_model;
    QString m_settingsKey;
    LoadedFilter *m_loaded;
    QVBoxLayout *m_column; // filters, header, body
    QSplitter *m_splitter;
    QTableView *m_view;
    ColumnState *m_columns;
    StatePanel *m_state;
    QStackedLayout *m_stack;
    ErrorBar *m_error;
    QLabel *m_footer;
    QPushButton *m_further; // in the footer
    CellLinks *m_links = nullptr;
    int m_lookLimit = 0; // rows loaded for a test before one is asked
    QString m_problem;
    FilterBar *m_filterBar = nullptr;
    QString m_emptyTitle;
    QString m_emptyHint;
    QString m_filteredHint;
    std::function<Place(int)> m_rowPlace;
    std::function<void(QMenu *, int)> m_rowMenu;
    std::function<QString(int)> m_rowText;
    ListExport *m_export = nullptr;
    QList<QAction *> m_evidence; // as text, the link
    bool m_active = false;
    bool m_wasSettled = false;
};

} // namespace ui
